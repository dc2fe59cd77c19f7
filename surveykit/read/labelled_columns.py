"""What one column of a statistics file means, and its values as text that the codebook understands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from surveykit.core.codebook import MissingReason, Text, Variable, VariableKind
from surveykit.core.terms import bilingual, listing
from surveykit.read.labelled import LabelledColumn, Value
from surveykit.read.labelled_dates import date_writer, time_unit
from surveykit.read.ladders import ladder_codes
from surveykit.read.missing_labels import missing_reason
from surveykit.read.personal import is_personal_header

MOST_CODES = 20
"""A number of which some values have labels is a closed question if it has no more distinct values than this."""

LARGEST_CODE = 999_999_999
STAND_IN = -901
"""The first code that stands for a missing value which is no whole number: a letter, a text, a fraction."""

_KINDS: Mapping[str, VariableKind] = {"nominal": "nominal", "ordinal": "ordinal", "scale": "numeric"}
_CODE = re.compile(r"^-?\d{1,9}$")


@dataclass(frozen=True)
class Described:
    """A column, understood.

    Attributes
    ----------
    variable : Variable
        What it means; its source is the name in the file.
    texts : tuple[str, ...]
        Each of the column's distinct values as text; empty where there is no answer.
    remarks : dict[Text, str]
        What could not be kept as it is, by topic.
    """

    variable: Variable
    texts: tuple[str, ...]
    remarks: dict[Text, str] = field(default_factory=dict)


def describe(column: LabelledColumn, program: str) -> Described:
    """Understand one column: its kind, its answers, and why others are missing."""
    missing, remarks = _missing_codes(column)
    valid = [value for value in column.distinct if value not in (None, "") and value not in missing]
    labels = {value: label for value, label in column.labels if value not in missing}
    reasons = dict(sorted(missing.values()))
    if column.is_text:
        values, write = _text_answers(column, valid, labels)
        kind: VariableKind = _closed_kind(column, values) if values else "text"
    else:
        values, kind, write = _number_answers(column, valid, labels, program, remarks)
    if column.is_text and labels and not values:
        remarks[bilingual("reading.labels_left_out")] = column.name
    texts = tuple(
        str(missing[value][0]) if value in missing else "" if value in (None, "") else write(value)
        for value in column.distinct
    )
    variable = Variable(
        name=column.name,
        label=Text(zh=column.label, en=column.label),
        kind=kind,
        values={code: Text(zh=label, en=label) for code, label in values.items()},
        missing=reasons,
        source=(column.name,),
        personal=not values and (is_personal_header(column.label) or is_personal_header(column.name)),
    )
    return Described(variable, texts, remarks)


def plain_number(number: float) -> str:
    """A number with all its digits and without an exponent.

    >>> plain_number(3.0), plain_number(-0.1), plain_number(1e-7)
    ('3', '-0.1', '0.0000001')
    """
    return str(int(number)) if number == int(number) else format(Decimal(repr(number)), "f")


def _missing_codes(column: LabelledColumn) -> tuple[dict[Value | None, tuple[int, MissingReason]], dict[Text, str]]:
    """Every value that is missing, with the whole number that stands for it and the reason that its label gives."""
    labels = dict(column.labels)
    known = dict.fromkeys([*labels, *(value for value in column.distinct if value is not None)])
    taken = {int(value) for value in known if _is_code(value) or (isinstance(value, str) and _CODE.match(value))}
    found: dict[Value | None, tuple[int, MissingReason]] = {}
    remarks: dict[Text, str] = {}
    for value in filter(lambda value: _is_missing(value, column), known):
        label = labels.get(value, "")
        code = _code_of(value, taken)
        taken.add(code)
        reason = missing_reason(label)
        found[value] = code, reason or "blank"
        if reason is None:
            remarks[bilingual("reading.missing_unexplained", label=label)] = column.name
        if _is_tag(value, column):
            remarks[bilingual("reading.tagged", first=STAND_IN, second=STAND_IN - 1)] = column.name
        elif _shown(value) != str(code):
            remarks[bilingual("reading.missing_recoded", value=_shown(value), code=code)] = column.name
    for low, high in column.ranges:
        if low == high and low not in found and _is_code(low):
            found[low] = int(low), missing_reason(labels.get(low, "")) or "blank"
    return found, remarks


def _is_tag(value: Value, column: LabelledColumn) -> bool:
    """Whether a value is the letter of a missing value of Stata."""
    return isinstance(value, str) and not column.is_text


def _is_missing(value: Value, column: LabelledColumn) -> bool:
    if _is_tag(value, column):
        return True
    if isinstance(value, str):
        return any(isinstance(low, str) and value.rstrip() == low.rstrip() for low, _ in column.ranges)
    return any(
        not isinstance(low, str) and not isinstance(high, str) and low <= value <= high for low, high in column.ranges
    )


def _is_code(value: Value) -> bool:
    return not isinstance(value, str) and abs(value) <= LARGEST_CODE and value == int(value)


def _code_of(value: Value, taken: set[int]) -> int:
    """The value itself if it is a whole number, written or typed; else a code that nothing else has."""
    if _is_code(value):
        return int(value)
    if isinstance(value, str) and _CODE.match(value.strip()) and str(int(value)) == value.strip():
        return int(value)
    if isinstance(value, str) and len(value) == 1 and value.isascii() and value.islower():
        preferred = STAND_IN - (ord(value) - ord("a"))
        return preferred if preferred not in taken else min(taken) - 1
    return next(code for code in range(STAND_IN, STAND_IN - len(taken) - 2, -1) if code not in taken)


def _shown(value: Value) -> str:
    return value.strip() if isinstance(value, str) else plain_number(value)


def _text_answers(
    column: LabelledColumn, valid: list[Value], labels: dict[Value, str]
) -> tuple[dict[int, str], Callable[[Value], str]]:
    """Texts with labels are answers to a closed question: their labels are written, codes follow the labels' order."""
    if not labels:
        return {}, lambda value: str(value).rstrip()
    spoken = {str(value): label for value, label in labels.items()}
    spoken |= {str(value): str(value).strip() for value in valid if str(value) not in spoken}
    unique = _unique(dict(enumerate((label or value for value, label in spoken.items()), start=1)))
    if len(spoken) > 3 * MOST_CODES or any(_CODE.match(label) for label in unique.values()):
        return {}, lambda value: str(value).rstrip()
    written = dict(zip(spoken, unique.values(), strict=True))
    return unique, lambda value: written[str(value)]


def _number_answers(
    column: LabelledColumn, valid: list[Value], labels: dict[Value, str], program: str, remarks: dict[Text, str]
) -> tuple[dict[int, str], VariableKind, Callable[[Value], str]]:
    """Codes with labels, dates, or plain numbers."""
    numbers = [float(value) for value in valid]
    as_date = date_writer(column.shape, program)
    if as_date is not None:
        dates = {number: as_date(number) for number in numbers}
        if None not in dates.values():
            return {}, "date", lambda value: dates[float(value)] or ""
        remarks[bilingual("reading.dates_beyond")] = column.name
    if unit := time_unit(column.shape, program):
        remarks[bilingual("reading.times", unit=bilingual(f"reading.unit_{unit}"))] = column.name
    codes = sorted({int(value) for value in (*labels, *numbers) if _is_code(value)})
    whole = all(map(_is_code, (*labels, *numbers)))
    if labels and whole and (set(numbers) <= set(labels) or len(codes) <= MOST_CODES):
        spoken = _unique({code: labels.get(code, "") or str(code) for code in codes})
        return spoken, _closed_kind(column, spoken), lambda value: plain_number(float(value))
    if labels:
        remarks[bilingual("reading.partly_labelled")] = column.name
    return {}, _KINDS.get(column.measure, "numeric"), lambda value: plain_number(float(value))


def _closed_kind(column: LabelledColumn, values: Mapping[int, str]) -> VariableKind:
    """The measure that the file declares; where it declares none, a known answer ladder makes an order."""
    if column.measure in _KINDS and not (column.is_text and column.measure == "scale"):
        return _KINDS[column.measure]
    ladder = ladder_codes(list(values.values()))
    rising = ladder is not None and sorted(ladder, key=ladder.__getitem__) in (
        list(values.values()),
        list(values.values())[::-1],
    )
    return "ordinal" if rising else "nominal"


def _unique(labels: Mapping[int, str]) -> dict[int, str]:
    """Labels of which each stands for one code: repeated ones get their code behind them."""
    spoken = Counter(labels.values())
    return {code: f"{label} ({code})" if spoken[label] > 1 else label for code, label in labels.items()}


def joined_remarks(described: Iterable[Described], *, shown: int = 8) -> list[Text]:
    """One sentence per topic, with the columns it is about."""
    topics: dict[Text, list[str]] = {}
    for one in described:
        for topic, name in one.remarks.items():
            topics.setdefault(topic, []).append(name)
    return [
        bilingual("reading.about_columns", columns=listing(names, most=shown), what=topic)
        for topic, names in topics.items()
    ]
