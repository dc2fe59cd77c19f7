"""What reading large exports costs, as ratios within one run: ``python tests/benchmarks/read_exports.py [folder]``.

Workbooks of 问卷星 are written by a script, with five answers of agreement by text and by index, and read by
`read_survey` to the finished survey and by pandas to bare cells; a CSV of a million answers is read in a process of its
own, whose largest memory is told.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
from openpyxl.utils import get_column_letter

from surveykit.read.survey import read_survey

AGREE = ("非常不同意", "不同意", "一般", "同意", "非常同意")
META = ("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP")
SIZES = ((10_000, 60), (20_000, 80), (100_000, 60))
REPEATS = 3
SHEET, STRINGS, TYPES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = (
    f'<Override PartName="/{STRINGS}" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def answers(n: int, k: int, *, by_text: bool) -> Iterator[list[str | int]]:
    """The rows of an export of `n` respondents in `k` columns, the header first."""
    questions = k - len(META)
    yield [*META, *(f"{place}、居民对社区事务的看法{place}" for place in range(1, questions + 1))]
    chosen = np.random.default_rng(1).integers(1, 6, (n, questions))
    for row in range(n):
        codes: list[int] = chosen[row].tolist()
        address = f"192.0.{row // 250 % 250}.{row % 250}(江西-南昌)"
        meta: list[str | int] = [
            row + 1,
            f"2025/4/{row % 28 + 1} 9:{row % 60:02}:11",
            f"{100 + row % 700}秒",
            "微信",
            "N/A",
            address,
        ]
        given: list[str] | list[int] = [AGREE[code - 1] for code in codes] if by_text else codes
        yield [*meta, *given]


def write_workbook(path: Path, rows: Iterable[list[str | int]]) -> None:
    """An .xlsx as platforms write it, with every text kept once."""
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    known: dict[str, int] = {}
    with zipfile.ZipFile(buffer) as empty, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
        for name in set(empty.namelist()) - {SHEET, STRINGS, TYPES}:
            book.writestr(name, empty.read(name))
        book.writestr(TYPES, empty.read(TYPES).decode().replace("</Types>", _TYPE))
        with book.open(SHEET, "w") as sheet:
            sheet.write(f'<worksheet xmlns="{_SPACE}"><sheetData>'.encode())
            for number, row in enumerate(rows, start=1):
                sheet.write(_row_xml(number, row, known).encode())
            sheet.write(b"</sheetData></worksheet>")
        texts = "".join(f"<si><t>{text}</t></si>" for text in known)
        book.writestr(STRINGS, f'<sst xmlns="{_SPACE}" count="{len(known)}" uniqueCount="{len(known)}">{texts}</sst>')


def _row_xml(number: int, row: list[str | int], known: dict[str, int]) -> str:
    cells = []
    for place, value in enumerate(row, start=1):
        reference = f"{get_column_letter(place)}{number}"
        if isinstance(value, str):
            cells.append(f'<c r="{reference}" s="0" t="s"><v>{known.setdefault(value, len(known))}</v></c>')
        else:
            cells.append(f'<c r="{reference}" s="0"><v>{value}</v></c>')
    return f'<row r="{number}" spans="1:{len(row)}">{"".join(cells)}</row>'


def write_csv(path: Path, n: int, k: int) -> None:
    """A CSV of `n` rows, by text."""
    with path.open("w", encoding="utf-8-sig", newline="\r\n") as file:
        for row in answers(n, k, by_text=True):
            file.write(",".join(map(str, row)) + "\n")


def fastest(work: str, path: Path, repeats: int = REPEATS) -> tuple[float, float]:
    """Least seconds of reading in a new process, without its start, and its largest memory in GiB."""
    taken = []
    for _ in range(repeats):
        command = [sys.executable, __file__, work, str(path)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        taken.append((float(said[0]), float(said[1])))
    return min(taken)


def read_once(work: str, path: Path) -> None:
    """Read one file in this process and tell seconds and GiB."""
    start = time.perf_counter()
    if work == "surveykit":
        read_survey(path)
    else:
        pd.read_excel(path, engine="openpyxl")
    seconds = time.perf_counter() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20))


def workbooks(folder: Path) -> None:
    """Seconds of every size, by text and by index, over those of pandas."""
    for n, k in SIZES:
        for by_text in (True, False):
            mode = "按文本" if by_text else "按序号"
            path = folder / f"390000001_{mode}_社区参与_{n}_{k}.xlsx"
            if not path.exists():
                write_workbook(path, answers(n, k, by_text=by_text))
            ours, memory = fastest("surveykit", path)
            print(f"{n:,} x {k} {mode}: surveykit {ours:.2f} s, {memory:.2f} GiB", end="", flush=True)
            theirs, theirs_memory = fastest("pandas", path, 1)
            print(
                f"; pandas with openpyxl {theirs:.2f} s, {theirs_memory:.2f} GiB; ratio {theirs / ours:.1f}", flush=True
            )


def million(folder: Path) -> None:
    """A million rows of forty columns from CSV."""
    for n in (100_000, 1_000_000):
        path = folder / f"{n}.csv"
        if not path.exists():
            write_csv(path, n, 40)
        seconds, memory = fastest("surveykit", path, 1)
        print(f"{n:,} x 40 from csv: {seconds:.1f} s, {memory:.2f} GiB", flush=True)


def main(folder: str | None = None) -> None:
    with tempfile.TemporaryDirectory() as made:
        place = Path(folder or made)
        workbooks(place)
        million(place)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ("surveykit", "pandas"):
        read_once(sys.argv[1], Path(sys.argv[2]))
    else:
        main(*sys.argv[1:])
