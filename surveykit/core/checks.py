"""Argument checks, one per kind of argument, called on the first lines of every public verb."""

from __future__ import annotations

import numbers
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeGuard

import pandas as pd
from pydantic import ValidationError

from surveykit.core.codebook import Text, plain_name
from surveykit.core.survey import Survey
from surveykit.core.words import closest, nearest
from surveykit.errors import ColumnError, OptionError


def check_survey(survey: object) -> None:
    """Refuse a first argument that is no survey; called by every verb that changes one or reads its log."""
    if not isinstance(survey, Survey):
        raise ColumnError(
            f"the first argument must be a Survey, not {type(survey).__name__}; make one with "
            "Survey.from_frame(frame), or read a file with read_survey"
        )


def as_names(names: str | Iterable[str], *, argument: str) -> list[str]:
    """A list of names from one name or several, written as headers are; an empty list is refused."""
    if not isinstance(names, Iterable):
        raise ColumnError(f"{argument}={names!r} is not a column name; give a string, or a list of strings")
    listed = [names] if isinstance(names, str) else list(names)
    strangers = [name for name in listed if not isinstance(name, str)]
    if strangers:
        raise ColumnError(f"{argument}: {strangers!r} are not column names; give strings")
    if not listed:
        raise ColumnError(f"{argument} is empty; name at least one column")
    plain = [str(plain_name(name)) for name in listed]
    twice = sorted({name for name in plain if plain.count(name) > 1})
    if twice:
        raise ColumnError(f"{argument}: {twice} are named twice; name each once")
    return plain


def check_columns(survey: Survey, names: Iterable[str], *, argument: str = "columns") -> None:
    """Refuse names that are not columns of the survey."""
    known = survey.data.columns.tolist()
    for name in names:
        if not isinstance(name, str):
            raise ColumnError(f"{argument}: {name!r} is not a column name; give a string{closest('', known)}")
        if name not in known:
            unscored = survey.codebook.has_scale(name)
            hint = ". It is a scale of the codebook: call score_scales first." if unscored else closest(name, known)
            raise ColumnError(f"{argument}: {name!r} is not a column{hint}")


def check_items(survey: Survey, names: Iterable[str], *, argument: str = "items") -> None:
    """Refuse names that are neither columns of the survey nor scales of its codebook."""
    known = [*(str(column) for column in survey.data.columns), *(scale.name for scale in survey.codebook.scales)]
    for name in names:
        if name not in known:
            raise ColumnError(f"{argument}: {name!r} is neither a column nor a scale{closest(name, known)}")


def check_coded(survey: Survey, names: Iterable[str], *, argument: str = "columns") -> None:
    """Refuse columns that hold neither numbers nor codes."""
    data = survey.data
    for name in names:
        column = data[name]
        if not pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_complex_dtype(column.dtype):
            raise ColumnError(f"{argument}: {name!r} {_held(column)}")


def check_numeric(survey: Survey, names: Iterable[str], *, argument: str = "columns") -> None:
    """Refuse columns that hold no numbers, and text whose codes only follow the alphabet."""
    wanted = list(names)
    check_coded(survey, wanted, argument=argument)
    without_order = survey.unordered_columns
    unordered = [name for name in wanted if name in without_order]
    if unordered:
        others = f" (and so are {unordered[1:]})" if unordered[1:] else ""
        raise ColumnError(
            f"{argument}: {unordered[0]!r} is nominal{others}: text whose order nobody has said is no number. Give the "
            "order: an ordered category (pandas.Categorical(column, categories=[lowest, ..., highest], ordered=True)), "
            "or a codebook (Survey.from_frame(frame, codebook=...))"
        )


def check_option(value: object, allowed: Sequence[object], *, argument: str) -> None:
    """Refuse a word outside its closed list."""
    if not isinstance(value, Hashable) or value not in set(allowed):
        words = [str(word) for word in allowed]
        near = nearest(value, words) if isinstance(value, str) else ""
        hint = f". Closest: {near!r}." if near else "."
        raise OptionError(f"{argument}={value!r} is not known. Allowed: {', '.join(map(repr, allowed))}{hint}")


def check_level(conf_level: float) -> None:
    """Refuse a confidence level that is not between 0 and 1."""
    if not is_real(conf_level) or not 0 < conf_level < 1:
        raise OptionError(f"conf_level={conf_level!r} must lie between 0 and 1, such as 0.95")


def check_share(value: float, *, argument: str, example: float) -> None:
    """Refuse what is not a share strictly between 0 and 1."""
    if not is_real(value) or not 0 < value < 1:
        raise OptionError(f"{argument}={value!r} must be a number between 0 and 1, such as {example:g}")


def check_at_least(value: float, least: float, *, argument: str) -> None:
    """Refuse a number below its least allowed value."""
    if not is_real(value) or not value >= least:
        raise OptionError(f"{argument}={value!r} must be a number of at least {least:g}")


def as_count(value: float, least: int, *, argument: str) -> int:
    """A whole number of at least `least`."""
    check_at_least(value, least, argument=argument)
    if value % 1:
        raise OptionError(f"{argument}={value!r} must be a whole number")
    return int(value)


def as_text(label: object, *, argument: str) -> Text:
    """A wording from one text for both languages, a `Text`, or ``{"zh": ..., "en": ...}``."""
    try:
        return Text.model_validate(label)
    except ValidationError as error:
        raise OptionError(
            f"{argument} must be a text, or {{'zh': ..., 'en': ...}}, not {type(label).__name__}; give the wording"
        ) from error


def as_reason(reason: object) -> str | Text:
    """Why cases leave: a sentence as it was given, or one in each language; an empty one is refused."""
    said = reason if isinstance(reason, str) else as_text(reason, argument="reason")
    if not (said.strip() if isinstance(said, str) else said.zh or said.en):
        raise OptionError(
            "reason is empty; say in a sentence why these cases leave, or in one of each language as "
            "{'zh': ..., 'en': ...}"
        )
    return said


def is_real(value: object) -> TypeGuard[float]:
    """Whether a value is a number, numpy's included; true and false are none."""
    return isinstance(value, numbers.Real) and not isinstance(value, bool)


def _held(column: pd.Series) -> str:
    """What a column that cannot be used holds instead of numbers, and what to do."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return "holds dates, not numbers; derive a number from it, such as an age in years, or leave it out"
    if column.isna().all():
        return "holds nothing: every cell is empty; leave it out, or look at how it was read"
    if pd.api.types.is_timedelta64_dtype(column) or pd.api.types.is_complex_dtype(column):
        return f"holds {column.dtype}, not plain numbers; turn it into a number first, or leave it out"
    return "holds text, not numbers; give it codes in the codebook, or leave it out"
