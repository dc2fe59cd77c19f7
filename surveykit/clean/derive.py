"""New variables from old ones: indicators and bands, missing where the old one is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd

from surveykit.clean.codes import as_codes
from surveykit.core.checks import (
    as_text,
    check_coded,
    check_columns,
    check_numeric,
    check_option,
    check_survey,
    is_real,
)
from surveykit.core.codebook import Text, Variable, as_name
from surveykit.core.ranges import answer_cases, hidden
from surveykit.core.survey import Step, Survey
from surveykit.errors import AnswerError, ColumnError, OptionError

Label = Text | str | Mapping[str, str]
"""A wording: one text for both languages, or ``{"zh": ..., "en": ...}``."""


def derive_indicator(
    survey: Survey, *, into: str, column: str, codes: int | Iterable[int], label: Label | None = None
) -> Survey:
    """Add a 0/1 variable that says whether an answer is one of some codes.

    Parameters
    ----------
    survey : Survey
        The answers.
    into : str
        Name of the new column.
    column : str
        Column that it is made of.
    codes : int or list of int
        Answers that become 1; every other answer becomes 0, and a missing answer stays missing.
    label : str, Text or dict, optional
        What to print; the labels of the column and the codes where not given.

    Returns
    -------
    Survey
        With the column added last, float64, and described in the codebook as nominal with reference 0; personal if
        `column` is, and then labelled with the codes alone.

    Raises
    ------
    ColumnError
        If `into` is taken, or `column` is not there or holds text.
    OptionError
        If a code is an answer to `column` neither by the codebook nor in the data.

    Notes
    -----
    ``numpy.where(x == code, 1, 0)`` and SPSS ``COMPUTE d = (x = 1)`` differ on missing answers: numpy makes them 0.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_derive.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, derive_indicator
    >>> survey = Survey.from_frame(pd.DataFrame({"party": [1, 4, None]}))
    >>> derive_indicator(survey, into="member", column="party", codes=1).data["member"].tolist()
    [1.0, 0.0, nan]
    """
    check_survey(survey)
    check_columns(survey, [column], argument="column")
    check_coded(survey, [column], argument="column")
    name = _new_name(survey, into)
    wanted = as_codes(survey, column, codes, argument="codes")
    answers = survey.data[column]
    variable = Variable(
        name=name,
        kind="nominal",
        label=_indicator_label(survey, column, wanted) if label is None else as_text(label, argument="label"),
        values={0: Text(zh="否", en="No"), 1: Text(zh="是", en="Yes")},
        reference=0,
        personal=hidden(survey, column),
    )
    derived = answers.isin(wanted).astype(float).where(answers.notna())
    asked = {} if variable.personal else {"codes": wanted}
    return _with_variable(survey, variable, derived, verb="derive_indicator", column=column, **asked)


def derive_bands(
    survey: Survey,
    *,
    into: str,
    column: str,
    breaks: Sequence[float],
    labels: Sequence[Label],
    closed: Literal["left", "right"] = "left",
    label: Label | None = None,
) -> Survey:
    """Add an ordinal variable that says in which band a number lies.

    Parameters
    ----------
    survey : Survey
        The answers.
    into : str
        Name of the new column.
    column : str
        Numeric column that it is made of.
    breaks : list of float
        Edges of the bands from the lowest to the highest, one more than there are bands; ``math.inf`` is allowed.
    labels : list of str, Text or dict
        What to print for each band.
    closed : {"left", "right"}
        Which edge belongs to a band: with ``left`` the band from 18 to 31 holds 18 and not 31.
    label : str, Text or dict, optional
        What to print for the variable; the label of the column where not given.

    Returns
    -------
    Survey
        With the column added last, codes 1, 2, ... as float64, missing where the number is missing.

    Raises
    ------
    ColumnError
        If `into` is taken, or `column` is not there or holds text.
    OptionError
        If the breaks do not rise, or there is not one label per band.
    AnswerError
        If a number lies in no band.

    Notes
    -----
    Bands share their edges, so there are no gaps and no overlaps. ``pandas.cut`` closes on the right and silently
    leaves numbers outside the breaks empty, the lowest edge among them; here every number has a band.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_derive.py``.

    Examples
    --------
    >>> import math
    >>> import pandas as pd
    >>> from surveykit import Survey, derive_bands
    >>> survey = Survey.from_frame(pd.DataFrame({"age": [18, 31, 64]}))
    >>> bands = {"breaks": [18, 31, 61, math.inf], "labels": ["18-30", "31-60", "61+"]}
    >>> banded = derive_bands(survey, into="age_band", column="age", **bands)
    >>> banded.data["age_band"].tolist(), banded.codebook.value_label("age_band", 3, "en")
    ([1.0, 2.0, 3.0], '61+')
    """
    check_survey(survey)
    check_columns(survey, [column], argument="column")
    check_numeric(survey, [column], argument="column")
    name = _new_name(survey, into)
    check_option(closed, ("left", "right"), argument="closed")
    _check_bands(breaks, labels)
    numbers = survey.data[column].astype(float)
    codes = np.searchsorted(breaks, numbers, side="right" if closed == "left" else "left").astype(float)
    band = pd.Series(codes, index=numbers.index).where(numbers.notna())
    _refuse_unassigned(survey, column, numbers[~band.between(1, len(labels)) & numbers.notna()], breaks, closed)
    variable = Variable(
        name=name,
        kind="ordinal",
        label=_label_of(survey, column) if label is None else as_text(label, argument="label"),
        values={code: as_text(text, argument="labels") for code, text in enumerate(labels, start=1)},
    )
    edges = {"breaks": list(breaks), "closed": closed}
    return _with_variable(survey, variable, band, verb="derive_bands", column=column, **edges)


def _new_name(survey: Survey, into: str) -> str:
    """The name of the new column as the codebook writes names; refused where it is none, or taken."""
    name = as_name(into)
    if name is None:
        raise ColumnError(f"into={into!r} is not a name; give a text such as 'age_band'")
    codebook = survey.codebook
    taken = codebook.has_variable(name) or codebook.has_scale(name) or any(part.name == name for part in codebook.sets)
    if taken or name in survey.data.columns:
        raise ColumnError(f"into={name!r} is taken by another column, scale or set; choose another name")
    return name


def _check_bands(breaks: Sequence[float], labels: Sequence[Label]) -> None:
    """Refuse edges that do not rise, and another number of labels than of bands."""
    edges = [] if isinstance(breaks, str) or not isinstance(breaks, Iterable) else list(breaks)
    if not all(map(is_real, edges)):
        raise OptionError(f"breaks={edges!r} must be numbers, such as [18, 31, 61, math.inf]")
    if len(edges) < 2 or not all(low < high for low, high in pairwise(edges)):
        raise OptionError(f"breaks={breaks!r} must rise from each edge to the next, with at least two edges")
    if isinstance(labels, str) or not isinstance(labels, Sequence):
        raise OptionError(f"labels={labels!r} must be a list with one wording per band, such as ['18-30', '31-60']")
    if len(labels) != len(edges) - 1:
        raise OptionError(f"{len(edges)} breaks make {len(edges) - 1} bands, but there are {len(labels)} labels")


def _label_of(survey: Survey, column: str) -> Text:
    return Text(zh=survey.codebook.label(column, "zh"), en=survey.codebook.label(column, "en"))


def _indicator_label(survey: Survey, column: str, codes: Sequence[float]) -> Text:
    """The label of the column and those of the codes, such as "Party: Member"; the codes of a personal column."""
    codebook = survey.codebook
    if hidden(survey, column):
        zh = en = ", ".join(f"{code:g}" for code in codes)
    else:
        zh, en = (", ".join(codebook.value_label(column, code, lang) for code in codes) for lang in ("zh", "en"))
    return Text(
        zh=f"{codebook.label(column, 'zh')}：{zh.replace(', ', '、')}", en=f"{codebook.label(column, 'en')}: {en}"
    )


def _refuse_unassigned(survey: Survey, column: str, numbers: pd.Series, breaks: Sequence[float], closed: str) -> None:
    """Refuse numbers that lie in no band."""
    if numbers.empty:
        return
    cases = answer_cases(survey, column, numbers, nearest=numbers.clip(breaks[0], breaks[-1]))
    shown = "" if hidden(survey, column) else f", such as {numbers.iloc[0]:g}"
    open_end = "below" if closed == "left" else "above"
    edge = breaks[-1] if closed == "left" else breaks[0]
    raise AnswerError(
        f"{len(numbers)} answers in {column!r} lie in no band{shown}; the bands reach from {breaks[0]:g} to "
        f"{breaks[-1]:g}, strictly {open_end} {edge:g}. Widen the breaks (math.inf is allowed), or set_missing first",
        cases,
    )


def _with_variable(
    survey: Survey, variable: Variable, values: pd.Series, *, verb: str, column: str, **asked: object
) -> Survey:
    data = survey.data.assign(**{variable.name: values})
    step = Step(
        verb=verb,
        rows_before=len(data),
        rows_after=len(data),
        columns=(variable.name,),
        arguments={"into": variable.name, "column": column, **asked},
    )
    return survey.changed(step, data=data, codebook=survey.codebook.with_variables({variable.name: variable}))
