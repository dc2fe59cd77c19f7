"""SPSS and Stata files as plain data: every column with its label, value labels and missing values.

A file is looked at by a guard and then read in a process of its own with limits of time and memory, because the
parser is native code and some damaged files make it write beyond its memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from surveykit.core.codebook import as_name
from surveykit.errors import ReadError
from surveykit.read.decode import decode
from surveykit.read.guard_dta import check_dta, is_dta
from surveykit.read.guard_sav import SavDictionary, check_sav

Program = Literal["spss", "stata"]
Value = float | str

MEMORY = 4 << 30
SECONDS, BYTES_PER_SECOND = 60, 1_000_000
"""The reading process may take this long, and a second more for every megabyte."""

NAMES: dict[Program, str] = {"spss": "SPSS", "stata": "Stata"}
_CHILD = Path(__file__).with_name("labelled_child.py")
_SILENT_PAGES = (0, 2, 3, 1252)
"""Code pages that say nothing: none, 7 bits, 8 bits, and the one that programs write without being asked."""


@dataclass(frozen=True)
class LabelledColumn:
    """One variable of a statistics file.

    Attributes
    ----------
    name, label : str
        As in the file.
    shape : str
        The display format, such as ``F8.2``, ``A40``, ``DATE11`` or ``%td``.
    is_text : bool
        Whether it holds text.
    measure : str
        ``nominal``, ``ordinal``, ``scale`` or ``unknown``.
    labels : tuple[tuple[Value, str], ...]
        Values with their labels. A tagged missing value of Stata is its letter.
    ranges : tuple[tuple[Value, Value], ...]
        Values that are declared missing, from the first to the second of each pair.
    distinct : tuple[Value or None, ...]
        The values that occur; None is an empty cell.
    places : tuple[int, ...]
        For every case, the place of its value in `distinct`.
    """

    name: str
    label: str
    shape: str
    is_text: bool
    measure: str
    labels: tuple[tuple[Value, str], ...]
    ranges: tuple[tuple[Value, Value], ...]
    distinct: tuple[Value | None, ...]
    places: tuple[int, ...]


@dataclass(frozen=True)
class LabelledFile:
    """A statistics file: its columns, its multiple response sets by name, and the encoding it was read in."""

    path: Path
    program: Program
    columns: tuple[LabelledColumn, ...]
    sets: tuple[tuple[str, dict[str, Any]], ...]
    encoding: str


def program_of(head: bytes) -> Program | None:
    """Whose statistics file begins with these bytes; None if it is no such file."""
    if head.startswith((b"$FL2", b"$FL3")):
        return "spss"
    return "stata" if is_dta(head) else None


def read_labelled(path: Path, program: Program, *, encoding: str | None = None) -> LabelledFile:
    """Guard, then read an SPSS or Stata file; `encoding` overrules the one that the file declares or shows."""
    encodings: tuple[str, ...]
    if program == "spss":
        found = ("" if encoding else _shown_encoding(path, check_sav(path)),)
        encodings = (encoding,) if encoding else (*found, "GB18030", "UTF-8", "CP936")
    else:
        check_dta(path)
        encodings = (encoding,) if encoding else ("", "GB18030")
    raw = _in_own_process(path, program, encodings)
    columns = tuple(_column(part) for part in raw["columns"])
    _refuse_names(path, [column.name for column in columns])
    if not raw["cases"] or not columns:
        raise ReadError(f"{path.name} describes variables and holds no cases. Save it again with the answers.")
    return LabelledFile(path, program, columns, tuple(raw["sets"].items()), raw["encoding"])


def _refuse_names(path: Path, names: list[str]) -> None:
    """Refuse columns without a name that a codebook can hold, and two of the same name."""
    legal = [as_name(name) for name in names]
    wrong = [place for place, name in enumerate(legal, start=1) if not name or legal.index(name) + 1 != place]
    if wrong:
        raise ReadError(f"{path.name}: variables {wrong[:8]} have no name, or one that occurs twice. Name them anew.")


def _column(part: dict[str, Any]) -> LabelledColumn:
    return LabelledColumn(
        name=part["name"] or "",
        label=" ".join(part["label"].split()),
        shape=part["shape"],
        is_text=part["is_text"],
        measure=part["measure"],
        labels=tuple((value, " ".join(label.split())) for value, label in part["labels"]),
        ranges=tuple((low, high) for low, high in part["ranges"]),
        distinct=tuple(part["distinct"]),
        places=tuple(part["places"]),
    )


def _shown_encoding(path: Path, dictionary: SavDictionary) -> str:
    """The encoding that the labels show where the file declares none, as files of old Chinese SPSS may."""
    machine = dictionary.extensions.get(3, b"")
    page = int.from_bytes(machine[28:32], "little" if dictionary.order == "<" else "big")
    wordings = b"\n".join(dictionary.wordings).replace(b"\x00", b"")
    if 20 in dictionary.extensions or page not in _SILENT_PAGES or wordings.isascii():
        return ""
    try:
        found = decode(wordings, name=path.name).encoding
    except ReadError:
        return ""
    return "GB18030" if found == "gb18030" else "UTF-8"


def _in_own_process(path: Path, program: Program, encodings: Sequence[str]) -> dict[str, Any]:
    seconds = SECONDS + path.stat().st_size / BYTES_PER_SECOND
    command = [sys.executable, "-P", str(_CHILD), str(path.absolute()), program, str(MEMORY), *encodings]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, stdin=subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired as error:
        raise _unreadable(path, program, f"reading it took more than {int(seconds)} seconds") from error
    except OSError as error:
        raise ReadError(
            f"{path.name} must be read in a process of its own, and none could be started: {error.strerror}. "
            f"Run Python from a terminal, or save the file as CSV in {NAMES[program]}."
        ) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _unreadable(path, program, said[-1][:200] if said else f"its parser broke down ({done.returncode})")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "fault" in answer:
        raise _unreadable(path, program, answer["fault"])
    return answer


def _unreadable(path: Path, program: Program, why: str) -> ReadError:
    return ReadError(
        f"{path.name} is not read: {why}. Download or copy it again; if {NAMES[program]} opens it, save it there under "
        "a new name; if its text is in an old encoding, name it, as in encoding='gb18030'."
    )
