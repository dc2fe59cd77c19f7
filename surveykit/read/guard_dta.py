"""Look at a Stata file before a native parser sees it: whether its parts lie where its header says."""

from __future__ import annotations

import re
import struct
from itertools import pairwise
from pathlib import Path

from surveykit.errors import ReadError

MAX_BYTES = 2_000_000_000

_HEAD = re.compile(
    rb"<stata_dta><header><release>(117|118|119)</release><byteorder>(LSF|MSF)</byteorder><K>(.{2}|.{4})</K>"
    rb"<N>(.{4}|.{8})</N>",
    re.DOTALL,
)
_SECTIONS = (
    b"<map>", b"<variable_types>", b"<varnames>", b"<sortlist>", b"<formats>", b"<value_label_names>",
    b"<variable_labels>", b"<characteristics>", b"<data>", b"<strls>", b"<value_labels>", b"</stata_dta>",
)  # fmt: skip
_WIDTHS = {32768: 8, 65526: 8, 65527: 4, 65528: 4, 65529: 2, 65530: 1}
_OLD_WIDTHS = {251: 1, 252: 2, 253: 4, 254: 4, 255: 8}
_LETTERS = {ord("b"): 1, ord("i"): 2, ord("l"): 4, ord("f"): 4, ord("d"): 8}
_LONGEST_TEXT = 2045
_CUT = "the download is incomplete"


def is_dta(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a Stata file of any version."""
    old = len(head) > 3 and 0x66 <= head[0] <= 0x73 and head[1] in (1, 2) and head[2] == 1 and head[3] in (0, 1)
    return head.startswith(b"<stata_dta>") or old


def check_dta(path: Path) -> None:
    """Refuse a Stata file that is damaged or announces more than it holds."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(f"{path.name} is larger than {MAX_BYTES // 1_000_000_000} GB. Keep fewer variables in it.")
    data = path.read_bytes()
    try:
        fault = _fault(data) if data.startswith(b"<stata_dta>") else _old_fault(data)
    except (struct.error, IndexError):
        fault = f"it ends before its list of variables does: {_CUT}"
    if fault:
        raise ReadError(
            f"{path.name} is not read, because {fault}. Download or copy it again; if Stata opens it, save it there "
            "under a new name and read that."
        )


def _fault(data: bytes) -> str:
    """What is wrong with a file of Stata 13 or later; empty if nothing is."""
    head = _HEAD.match(data)
    map_at = data.find(b"</header><map>", 0, 1_000)
    if head is None or map_at < 0:
        return "its header is not that of a Stata file"
    order = "<" if head[2] == b"LSF" else ">"
    variables, cases = (int.from_bytes(head[place], "little" if order == "<" else "big") for place in (3, 4))
    places = struct.unpack_from(f"{order}14q", data, map_at + 14)
    # Stata 13 itself writes 0 for the place of the variable labels.
    places = (*places[:7], places[7] or places[6], *places[8:])
    if any(later < earlier for earlier, later in pairwise(places)) or places[13] != len(data):
        return f"its parts do not lie where it says: {_CUT}"
    for section, place in zip(_SECTIONS, places[1:13], strict=True):
        if not data.startswith(section, place) and place != places[6]:
            return f"its part {section.decode()} is not where it says"
    if places[3] - places[2] != 2 * variables + len(b"<variable_types></variable_types>"):
        return f"it announces {variables:,} variables and describes others"
    kinds = struct.unpack_from(f"{order}{variables}H", data, places[2] + len(b"<variable_types>"))
    widths = [kind if 1 <= kind <= _LONGEST_TEXT else _WIDTHS.get(kind, 0) for kind in kinds]
    if 0 in widths:
        return f"its variable {widths.index(0) + 1} is of a type that Stata does not have"
    held = places[10] - places[9] - len(b"<data></data>")
    return _too_few(cases, sum(widths), held, exact=True)


def _old_fault(data: bytes) -> str:
    """What is wrong with a file of Stata 5 to 12; older ones are left to the parser."""
    release, order = data[0], ">" if data[1] == 1 else "<"
    if release < 105:
        return ""
    variables, cases = struct.unpack_from(f"{order}Hi", data, 4)
    at = 10 + (81 if release >= 108 else 32) + 18
    kinds = data[at : at + variables]
    if len(kinds) < variables or not variables or cases < 0:
        return f"it announces {variables:,} variables and {cases:,} cases and does not describe them: {_CUT}"
    return _too_few(cases, sum(_old_width(kind, release) for kind in kinds), len(data) - at, exact=False)


def _old_width(kind: int, release: int) -> int:
    if release >= 111:
        return _OLD_WIDTHS.get(kind, kind)
    return _LETTERS.get(kind, max(kind - 0x7F, 1))


def _too_few(cases: int, width: int, held: int, *, exact: bool) -> str:
    """Words for data that do not fit their number of cases."""
    needed = cases * width
    if needed > held or (exact and needed != held):
        return f"it announces {cases:,} cases of {width:,} bytes and holds {held:,} bytes of data: {_CUT}"
    return ""
