"""Argument checks, one per kind of argument, called on the first lines of every public verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from surveykit.core.survey import Survey
from surveykit.core.words import closest
from surveykit.errors import ColumnError, OptionError


def as_names(names: str | Iterable[str], *, argument: str) -> list[str]:
    """A list of names from one name or several; an empty list is refused."""
    listed = [names] if isinstance(names, str) else list(names)
    strangers = [name for name in listed if not isinstance(name, str)]
    if strangers:
        raise ColumnError(f"{argument}: {strangers!r} are not column names; give strings")
    if not listed:
        raise ColumnError(f"{argument} is empty; name at least one column")
    twice = sorted({name for name in listed if listed.count(name) > 1})
    if twice:
        raise ColumnError(f"{argument}: {twice} are named twice; name each once")
    return listed


def check_columns(survey: Survey, names: Iterable[str], *, argument: str = "columns") -> None:
    """Refuse names that are not columns of the survey."""
    known = [str(column) for column in survey.data.columns]
    for name in names:
        if name not in known:
            unscored = survey.codebook.has_scale(name)
            hint = " It is a scale of the codebook: call score_scales first." if unscored else closest(name, known)
            raise ColumnError(f"{argument}: {name!r} is not a column{hint if not unscored else '.' + hint}")


def check_numeric(survey: Survey, names: Iterable[str], *, argument: str = "columns") -> None:
    """Refuse columns that hold text."""
    data = survey.data
    for name in names:
        if not pd.api.types.is_numeric_dtype(data[name]):
            raise ColumnError(
                f"{argument}: {name!r} holds text, not numbers; give it codes in the codebook, or leave it out"
            )


def check_option(value: object, allowed: Sequence[object], *, argument: str) -> None:
    """Refuse a word outside its closed list."""
    if value not in allowed:
        words = [str(word) for word in allowed]
        hint = closest(str(value), words) if isinstance(value, str) else "."
        raise OptionError(f"{argument}={value!r} is not known. Allowed: {', '.join(map(repr, words))}{hint}")


def check_level(conf_level: float) -> None:
    """Refuse a confidence level that is not between 0 and 1."""
    if isinstance(conf_level, bool) or not isinstance(conf_level, int | float) or not 0 < conf_level < 1:
        raise OptionError(f"conf_level={conf_level!r} must lie between 0 and 1, such as 0.95")


def check_at_least(value: float, least: float, *, argument: str) -> None:
    """Refuse a number below its least allowed value."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= least:
        raise OptionError(f"{argument}={value!r} must be a number of at least {least:g}")


def check_reason(reason: str) -> None:
    """Refuse to let cases leave without a reason."""
    if not isinstance(reason, str) or not reason.strip():
        raise OptionError("reason is empty; say in a sentence why these cases leave")
