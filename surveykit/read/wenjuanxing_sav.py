"""The .sav file that 问卷星 offers: its own names, labels with their position, -2 and -3 as ordinary numbers."""

from __future__ import annotations

import re
from dataclasses import replace

from surveykit.read.labelled import LabelledColumn, LabelledFile, Value

META = {"index": "序号", "totalseconds": "所用时间"}
"""Names of paradata in the file, and what other downloads call them."""

EMPTY: tuple[tuple[float, str], ...] = ((-2.0, "空"), (-3.0, "跳过"))

_ROW_NAME = re.compile(r"^Q\d+_Row\d+$", re.IGNORECASE)
_ROW_LABEL = re.compile(r"^.*?\((?:.*—)?([^()]+(?:\([^()]*\))?)\)$", re.DOTALL)
_POSITION = re.compile(r"^(\d{1,3})\s*[.、．]\s*(?=\S)")
_NUMBER = re.compile(r"^-?\d{1,15}(?:\.\d+)?$")


def is_wenjuanxing_file(file: LabelledFile) -> bool:
    """Whether the variables are those that 问卷星 puts before the questions."""
    return set(META) <= {column.name.casefold() for column in file.columns}


def as_wenjuanxing(file: LabelledFile) -> LabelledFile:
    """The file with the paradata under their usual names, labels without positions, and -2 and -3 declared missing."""
    return replace(file, columns=tuple(_column(column) for column in file.columns))


def _column(column: LabelledColumn) -> LabelledColumn:
    if column.name.casefold() in META:
        return replace(column, name=META[column.name.casefold()], label="", ranges=(), labels=())
    if column.is_text and _are_numbers(column):
        column = _as_numbers(column)
    labels = tuple((value, _unplaced(value, label)) for value, label in column.labels)
    empty = tuple((_typed(column, code), said) for code, said in EMPTY if _typed(column, code) in column.distinct)
    new = tuple((value, said) for value, said in empty if value not in dict(labels))
    row = _ROW_LABEL.match(column.label) if _ROW_NAME.match(column.name) else None
    return replace(
        column,
        label=row[1] if row else column.label,
        measure="ordinal" if row and labels else "unknown",
        labels=(*labels, *new),
        ranges=(*column.ranges, *((value, value) for value, _ in new)),
    )


def _unplaced(value: Value, label: str) -> str:
    """``1.男`` of the value 1 without its position."""
    found = _POSITION.match(label)
    return label[found.end() :] if found and not isinstance(value, str) and int(found[1]) == value else label


def _typed(column: LabelledColumn, code: float) -> Value:
    return f"{code:g}" if column.is_text else code


def _are_numbers(column: LabelledColumn) -> bool:
    """Whether a text column holds nothing but amounts; figures with leading zeros name things."""
    answered = [str(value).strip() for value in column.distinct if value not in (None, "")]
    amounts = [text for text in answered if _NUMBER.match(text) and not re.match(r"-?0\d", text)]
    return bool(amounts) and len(amounts) == len(answered) and max(map(len, amounts)) < 10


def _as_numbers(column: LabelledColumn) -> LabelledColumn:
    numbers = tuple(float(str(value)) if value not in (None, "") else None for value in column.distinct)
    return replace(column, is_text=False, distinct=numbers, labels=(), shape="F8.2")
