"""A survey as an SPSS file: labels, measures, missing codes and multiple response sets."""

from __future__ import annotations

import struct
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat

from surveykit.core.codebook import Codebook, Language, ResponseSet, Variable
from surveykit.errors import ColumnError
from surveykit.read.guard_sav import SavDictionary, sav_dictionary
from surveykit.write.survey_codes import CodedSurvey
from surveykit.write.survey_labels import answer_labels, column_label, shortened
from surveykit.write.survey_names import SPSS, legal_names

LONGEST_LABEL, LONGEST_ANSWER, LONGEST_TITLE = 255, 120, 64
"""Bytes that SPSS keeps of the label of a variable, of an answer and of a file."""

LONGEST_TEXT = 32_767
"""Bytes of the longest text that SPSS holds."""

MOST_MISSING = 3
"""Single values that SPSS can declare missing; more need a range."""

_MEASURES = {"numeric": "scale", "ordinal": "ordinal", "nominal": "nominal", "text": "nominal", "date": "scale"}
_START = pd.Timestamp("1582-10-14").to_datetime64().astype("datetime64[s]")
_CREATED, _MOMENT = 92, b"01 Jan 0000:00:00"
_SHORT_NAMES = 13


def sav_names(coded: CodedSurvey) -> dict[str, str]:
    """The name of every column, the ids first, as SPSS accepts it."""
    return legal_names([str(coded.ids.name), *map(str, coded.frame.columns)], SPSS)


def write_sav(coded: CodedSurvey, path: Path, *, language: Language) -> None:
    """Write an SPSS file; the same survey gives the same bytes."""
    names = sav_names(coded)
    ids = {names[str(coded.ids.name)]: coded.ids.to_numpy(dtype=object)}
    columns = {names[name]: _column(coded.frame[name], coded.gaps[name]) for name in map(str, coded.frame.columns)}
    frame = pd.DataFrame({**ids, **columns})
    _refuse_long(frame)
    declared = {names[v.name]: v for v in coded.codebook.variables}
    pyreadstat.write_sav(
        frame,
        path,
        file_label=shortened(coded.codebook.title.within(language), LONGEST_TITLE, in_bytes=True),
        column_labels={name: _label(coded.codebook, v, language) for name, v in declared.items()},
        row_compress=True,
        variable_value_labels={
            name: labels for name, v in declared.items() if (labels := _value_labels(v, language, is_text(frame[name])))
        },
        missing_ranges={name: ranges for name, v in declared.items() if (ranges := _missing(v, frame[name]))},
        variable_measure={name: _MEASURES[v.kind] for name, v in declared.items()},
        variable_format={
            name: _format(frame[name], is_date=is_date(coded.frame[given]))
            for given, name in names.items()
            if given in coded.frame and not is_text(frame[name])
        },
    )
    path.write_bytes(_completed(path.read_bytes(), coded.codebook, names, language))


def _refuse_long(frame: pd.DataFrame) -> None:
    """Refuse texts that SPSS has no room for: it would lose their end."""
    for name in [name for name in map(str, frame.columns) if is_text(frame[name])]:
        longest = max((len(str(text).encode()) for text in frame[name]), default=0)
        if longest > LONGEST_TEXT:
            raise ColumnError(
                f"{name!r} holds texts of up to {longest} bytes; a .sav holds {LONGEST_TEXT}. Write .dta, .csv or "
                ".xlsx, or shorten them."
            )


def is_text(column: pd.Series) -> bool:
    """Whether a column is written as text."""
    return not pd.api.types.is_numeric_dtype(column) and not is_date(column)


def is_date(column: pd.Series) -> bool:
    """Whether a column holds moments."""
    return bool(pd.api.types.is_datetime64_any_dtype(column))


def _column(column: pd.Series, gaps: pd.Series) -> np.ndarray:
    """Moments as seconds since 1582 with their missing codes; numbers and text as they are."""
    if not is_date(column):
        plain: np.ndarray = column.to_numpy()
        return plain
    seconds = (column.to_numpy().astype("datetime64[s]") - _START).astype(float)
    return np.where(column.isna(), gaps.to_numpy(dtype=float), seconds)


def _label(codebook: Codebook, variable: Variable, language: Language) -> str:
    return column_label(codebook, variable.name, language, longest=LONGEST_LABEL, in_bytes=True)


def _value_labels(variable: Variable, language: Language, text: bool) -> dict[Any, str]:
    answers, reasons = answer_labels(variable, language, longest=LONGEST_ANSWER, in_bytes=True)
    whole = {**({} if text else answers), **reasons}
    return {str(code) if text else float(code): label for code, label in sorted(whole.items())}


def _missing(variable: Variable, column: pd.Series) -> list[Any]:
    """The missing codes as SPSS takes them: three values, or a range and a value; those in use come first."""
    codes = sorted(variable.missing)
    if is_text(column):
        used = [str(code) for code in codes if (column == str(code)).any()]
        return [*used, *(str(code) for code in codes if str(code) not in used)][:MOST_MISSING]
    if len(codes) <= MOST_MISSING:
        return [float(code) for code in codes]
    answers = set(column.dropna()) - set(codes) | set(variable.values)
    return _range_and_value(codes, answers) or _most_used(codes, column)


def _range_and_value(codes: Sequence[int], answers: Collection[float]) -> list[Any]:
    """One range over all codes, or over all but the first or last, that no answer lies in; empty if there is none."""
    for first, last in ((0, len(codes)), (1, len(codes)), (0, len(codes) - 1)):
        low, high = codes[first], codes[last - 1]
        if not any(low <= answer <= high for answer in answers):
            single = [float(code) for code in (*codes[:first], *codes[last:])]
            return [{"lo": float(low), "hi": float(high)}, *single]
    return []


def _most_used(codes: Sequence[int], column: pd.Series) -> list[Any]:
    counts = column.value_counts()
    return [float(code) for code in sorted(codes, key=lambda code: -int(counts.get(float(code), 0)))[:MOST_MISSING]]


def _format(column: pd.Series, *, is_date: bool) -> str:
    if is_date:
        return "DATETIME20"
    numbers = column.dropna()
    return "F8.0" if (numbers == numbers.round()).all() else "F12.4"


def _completed(data: bytes, codebook: Codebook, names: Mapping[str, str], language: Language) -> bytes:
    """The file with its multiple response sets, and without the moment at which it was written."""
    dictionary = sav_dictionary(data)
    lines = _set_lines(codebook, names, _short_names(dictionary), language)
    record = struct.pack("<4i", 7, 7, 1, len(lines)) + lines if lines else b""
    moment = data[:_CREATED] + _MOMENT + data[_CREATED + len(_MOMENT) :]
    return moment[: dictionary.end] + record + moment[dictionary.end :]


def _short_names(dictionary: SavDictionary) -> dict[str, bytes]:
    """The short name of every variable, which is what multiple response sets name."""
    pairs = (pair.partition(b"=") for pair in dictionary.extensions.get(_SHORT_NAMES, b"").split(b"\t"))
    return {long.decode(): short for short, _, long in pairs if long}


def _set_lines(codebook: Codebook, names: Mapping[str, str], short: Mapping[str, bytes], language: Language) -> bytes:
    """One line for each set of ticks; SPSS has no sets of ranks."""
    groups = [group for group in codebook.sets if group.kind == "multiple"]
    legal = legal_names([group.name for group in groups], SPSS)
    return b"".join(_set_line(group, legal[group.name], names, short, language) for group in groups)


def _set_line(
    group: ResponseSet, name: str, names: Mapping[str, str], short: Mapping[str, bytes], language: Language
) -> bytes:
    label = shortened(group.label.within(language), LONGEST_LABEL, in_bytes=True).encode()
    members = b" ".join(short[names[member]].lower() for member in group.members)
    return b"$%s=D1 1 %d %s %s\n" % (name[:60].encode(), len(label), label, members)
