"""The .sav file that 问卷星 offers: its own names, labels with their position, -2 and -3 as ordinary numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from surveykit.read.labelled import LabelledColumn, LabelledFile, Value

META = {"index": "序号", "totalseconds": "所用时间"}
"""Names of paradata in the file, and what other downloads call them."""

EMPTY: tuple[tuple[float, str], ...] = ((-2.0, "空"), (-3.0, "跳过"))

_ROW_NAME = re.compile(r"^Q\d+_Row\d+$", re.IGNORECASE)
_OPTION_NAME = re.compile(r"^(Q\d+)_(?:Option|Choice|Item|A)?\d+$", re.IGNORECASE)
_ROW_LABEL = re.compile(r"^.*?\((?:.*—)?([^()]+(?:\([^()]*\))?)\)$", re.DOTALL)
_POSITION = re.compile(r"^(\d{1,3})\s*[.、．]\s*(?=\S)")
_NUMBER = re.compile(r"^-?\d{1,15}(?:\.\d+)?$")


def is_wenjuanxing_file(file: LabelledFile) -> bool:
    """Whether the variables are those that 问卷星 puts before the questions."""
    return set(META) <= {column.name.casefold() for column in file.columns}


def as_wenjuanxing(file: LabelledFile) -> LabelledFile:
    """The file with the paradata under their usual names, labels without positions, and -2 and -3 declared missing.

    Columns of one question that hold nothing but ticks, and are labelled as options are, become a set.
    """
    listed = {name for _, definition in file.sets for name in definition["variable_list"]}
    groups: dict[str, list[LabelledColumn]] = {}
    for column in file.columns:
        if (found := _OPTION_NAME.match(column.name)) and column.name not in listed:
            groups.setdefault(found[1], []).append(column)
    ticked = {name: columns for name, columns in groups.items() if len(columns) > 1 and all(map(_is_ticks, columns))}
    options = {column.name for columns in ticked.values() for column in columns}
    return replace(
        file,
        columns=tuple(_column(column, is_option=column.name in options) for column in file.columns),
        sets=(*file.sets, *((name, _set(columns)) for name, columns in ticked.items())),
    )


def _is_ticks(column: LabelledColumn) -> bool:
    """Whether a column holds 0, 1, -2 and -3 only, and its label ends in an option in brackets."""
    held = {value for value in column.distinct if value not in (None, "")}
    return not column.is_text and held <= {0.0, 1.0, -2.0, -3.0} and bool(_ROW_LABEL.match(column.label))


def _set(columns: Sequence[LabelledColumn]) -> dict[str, Any]:
    stem = columns[0].label.partition("(")[0].strip()
    names = [column.name for column in columns]
    return {"variable_list": names, "is_dichotomy": True, "counted_value": 1, "label": stem}


def _column(column: LabelledColumn, *, is_option: bool = False) -> LabelledColumn:
    if column.name.casefold() in META:
        return replace(column, name=META[column.name.casefold()], label="", ranges=(), labels=())
    if column.is_text and _are_numbers(column):
        column = _as_numbers(column)
    labels = tuple((value, _unplaced(value, label)) for value, label in column.labels)
    empty = tuple((_typed(column, code), said) for code, said in EMPTY if _typed(column, code) in column.distinct)
    new = tuple((value, said) for value, said in empty if value not in dict(labels))
    is_row = _ROW_NAME.match(column.name) is not None
    row = _ROW_LABEL.match(column.label) if is_row or is_option else None
    return replace(
        column,
        label=row[1] if row else column.label,
        measure="ordinal" if is_row and row and labels else "unknown",
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
