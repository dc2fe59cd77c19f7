"""Spoil workbooks and read what comes out: ``python mutated_workbooks.py [n] [seed]``.

Bytes inside parts are changed, and parts dropped, doubled, swapped and emptied, headers damaged and files cut. Every
spoilt file must be read, or refused by an error of surveykit; the process must live to count them and to tell the
longest reading and its largest memory.
"""

from __future__ import annotations

import io
import random
import re
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
import xlwt
from mutated_statistics_files import FOREIGN as FOREIGN
from mutated_statistics_files import outcome

DATA = Path(__file__).parents[1] / "data"
EXTREMES = (b"-1", b"0", b"4294967295", b"9223372036854775808", b"1e308", b"XFD1048576", b"A0", b"ZZZZ9", b"\xff", b"")
ROWS: tuple[tuple[object, ...], ...] = (
    ("序号", "提交答卷时间", "所用时间", "来自IP", "1、您的性别：", "2、年龄", "3、您参加过的活动"),
    *(
        (n, "2025/4/19 9:03:11", f"{n}秒", "192.0.2.1(江西-南昌)", "男女"[n % 2], 20 + n, "议事会┋其他")
        for n in range(1, 60)
    ),
)

Parts = dict[str, bytes]


def small_xlsx() -> bytes:
    """A small export as .xlsx, with its texts kept once as Excel keeps them."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in ROWS:
        sheet.append(list(row))
    buffer = io.BytesIO()
    workbook.save(buffer)
    parts = unpacked(buffer.getvalue())
    texts: dict[bytes, int] = {}

    def shared(found: re.Match[bytes]) -> bytes:
        return b'%st="s"><v>%d</v></c>' % (found[1], texts.setdefault(found[2], len(texts)))

    name = "xl/worksheets/sheet1.xml"
    parts[name] = re.sub(rb'(<c [^>]*)t="inlineStr"><is><t>(.*?)</t></is></c>', shared, parts[name])
    entries = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    count = len(texts)
    sst = b'<sst xmlns="%s" count="%d" uniqueCount="%d">%s</sst>' % (space, count, count, entries)
    return packed({**parts, "xl/sharedStrings.xml": sst})


def small_xls() -> bytes:
    """The same export as an old .xls."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Sheet1")
    for at, row in enumerate(ROWS):
        for place, value in enumerate(row):
            sheet.write(at, place, value)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@cache
def originals(suffix: str) -> tuple[bytes, ...]:
    """Good files to spoil."""
    if suffix == ".xls":
        return small_xls(), (DATA / "wenjuanxing" / "wjx_2018_800_800_0_text.xls").read_bytes()
    return small_xlsx(), (DATA / "microsoft_forms" / "ms_forms.xlsx").read_bytes()


def unpacked(content: bytes) -> Parts:
    """The parts of an .xlsx."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, *more: tuple[str, bytes]) -> bytes:
    """An .xlsx of these parts; names in `more` may occur twice."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, content in (*parts.items(), *more):
            archive.writestr(name, content)
    return buffer.getvalue()


def mutants(suffix: str, n: int, *, seed: int) -> Iterator[bytes]:
    """Spoilt workbooks; an .xls has no parts and is spoilt as bytes only."""
    random_ = random.Random(seed)
    for _ in range(n):
        content = random_.choice(originals(suffix))
        if suffix == ".xls" or random_.random() < 0.15:
            yield _spoilt_bytes(content, random_, head=suffix == ".xls")
        else:
            yield _spoilt_parts(unpacked(content), random_)


def _spoilt_bytes(content: bytes, random_: random.Random, *, head: bool) -> bytes:
    """Bytes changed, cut out, put in twice or cut off, or a whole stretch overwritten; often near the start."""
    spoilt = bytearray(content)
    way = random_.random()
    last = min(len(spoilt), 4_096) if head and random_.random() < 0.4 else len(spoilt)
    at = random_.randrange(4, last)
    if way < 0.6:
        for _ in range(random_.choice((1, 1, 2, 4, 8, 32))):
            spoilt[random_.randrange(4, last)] = random_.choice((random_.randrange(256), 0, 255, 127, 128))
    elif way < 0.7:
        del spoilt[at : at + random_.choice((1, 4, 32, 512))]
    elif way < 0.8:
        spoilt[at:at] = spoilt[at : at + random_.choice((4, 32, 512))]
    elif way < 0.9:
        spoilt[at : at + 64] = random_.choice((b"\x00", b"\xff")) * 64
    else:
        del spoilt[at:]
    return bytes(spoilt)


def _spoilt_parts(parts: Parts, random_: random.Random) -> bytes:
    names = sorted(parts)
    one, other = random_.choice(names), random_.choice(names)
    way = random_.randrange(8)
    if way == 0:
        del parts[one]
    elif way == 1:
        return packed(parts, (one, parts[other]))
    elif way == 2:
        parts[one], parts[other] = parts[other], parts[one]
    elif way == 3:
        parts[one] = random_.choice(
            (b"", b"<", b"\x00" * 50, b'<?xml version="1.0"?><x/>', parts[one][: len(parts[one]) // 2])
        )
    else:
        parts[one] = _spoilt_part(parts[one], random_)
    return packed(parts)


def _spoilt_part(content: bytes, random_: random.Random) -> bytes:
    """A value between quotation marks or tags exchanged for an extreme one, or a few bytes changed."""
    values = [found.span(1) for found in re.finditer(rb'(?<=["> ])([A-Za-z]{0,3}\d+)(?=["<])', content)]
    if values and random_.random() < 0.6:
        start, end = random_.choice(values)
        return content[:start] + random_.choice(EXTREMES) + content[end:]
    return _spoilt_bytes(content + b" " * 8, random_, head=False)


def main(n: int = 400, seed: int = 1) -> None:
    import resource

    for suffix in (".xlsx", ".xls"):
        counts: Counter[str] = Counter()
        longest = 0.0
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"spoilt{suffix}"
            for content in mutants(suffix, n, seed=seed):
                start = time.perf_counter()
                counts[outcome(content, path)] += 1
                longest = max(longest, time.perf_counter() - start)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(suffix, dict(counts), f"longest {longest:.1f} s, largest memory {memory} MiB", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
