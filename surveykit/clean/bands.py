"""Numbers as bands that share their edges, so that every number lies in exactly one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd

from surveykit.clean.new_variable import Label, label_of, new_name, refuse_shared_label, with_variable
from surveykit.core.checks import as_text, check_columns, check_numeric, check_option, check_survey, is_real
from surveykit.core.codebook import Text, Variable
from surveykit.core.overlaps import overlap_notes
from surveykit.core.ranges import answer_cases, hidden
from surveykit.core.survey import Survey
from surveykit.core.terms import bilingual, listing
from surveykit.errors import AnswerError, OptionError

Breaks: TypeAlias = Sequence[float] | Sequence[tuple[float, float]]
"""Edges from the lowest to the highest, or each band as its lower and upper edge."""


def bands(
    survey: Survey,
    *,
    into: str,
    column: str,
    breaks: Breaks,
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
    breaks : list of float, or list of pairs
        Edges of the bands from the lowest to the highest, one more than there are bands; ``math.inf`` is allowed.
        Pairs such as ``[(20, 30), (30, 40)]`` must meet in their edges.
    labels : list of str, Text or dict
        What to print for each band.
    closed : {"left", "right"}
        Which edge belongs to a band: with ``left`` the band from 18 to 31 holds 18 and not 31.
    label : str, Text or dict, optional
        What to print for the variable; the label of the column where not given.

    Returns
    -------
    Survey
        With the column added last, codes 1, 2, ... as float64, missing where the number is missing, and for the same
        reason; personal if `column` is. The step's ``notes`` warn of bands that overlap as they are written.

    Raises
    ------
    ColumnError
        If `into` is taken, or `column` is not there or holds text.
    OptionError
        If the breaks do not rise, pairs leave a gap or share more than an edge, or there is not one label of its own
        for each band.
    AnswerError
        If a number lies in no band.

    Notes
    -----
    Bands share their edges, so there are no gaps and no overlaps. ``pandas.cut`` closes on the right and silently
    leaves numbers outside the breaks empty, the lowest edge among them; here every number has a band. Bands that are
    written with both edges, as pairs or in labels such as "20-30" and "30-40", claim a number on an edge twice:
    `closed` decides, and the log says how many stand there.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_bands.py``.

    Examples
    --------
    >>> import math
    >>> import pandas as pd
    >>> from surveykit import Survey, bands
    >>> survey = Survey.from_frame(pd.DataFrame({"age": [18, 31, 64]}))
    >>> ages = {"breaks": [18, 31, 61, math.inf], "labels": ["18-30", "31-60", "61+"]}
    >>> banded = bands(survey, into="age_band", column="age", **ages)
    >>> banded.data["age_band"].tolist(), banded.codebook.value_label("age_band", 3, "en")
    ([1.0, 2.0, 3.0], '61+')
    """
    check_survey(survey)
    check_columns(survey, [column], argument="column")
    check_numeric(survey, [column], argument="column")
    name = new_name(survey, into)
    check_option(closed, ("left", "right"), argument="closed")
    edges = _edges(breaks)
    _check_bands(breaks, edges, labels)
    numbers = survey.data[column].astype(float)
    codes = np.searchsorted(edges, numbers, side="right" if closed == "left" else "left").astype(float)
    band = pd.Series(codes, index=numbers.index).where(numbers.notna())
    _refuse_unassigned(survey, column, numbers[~band.between(1, len(labels)) & numbers.notna()], edges, closed)
    variable = Variable(
        name=name,
        kind="ordinal",
        label=label_of(survey, column) if label is None else as_text(label, argument="label"),
        values={code: as_text(text, argument="labels") for code, text in enumerate(labels, start=1)},
        personal=hidden(survey, column),
    )
    refuse_shared_label(variable)
    asked = {"column": column, "breaks": edges, "closed": closed}
    made = bilingual("cleaning.note_made", column=column, what=_written(edges, closed))
    told = _warnings(numbers, edges, [*variable.values.values()], closed, paired=edges != list(breaks))
    return with_variable(survey, variable, band, verb="bands", sources=[column], asked=asked, notes=(made, *told))


def _written(edges: list[float], closed: str) -> str:
    """The bands as intervals."""
    left, right = ("[", ")") if closed == "left" else ("(", "]")
    return ", ".join(f"{left}{low:g}, {high:g}{right}" for low, high in pairwise(edges))


def _edges(breaks: object) -> list[float]:
    """The edges, from a list of them or from pairs that meet."""
    given = [] if isinstance(breaks, str) or not isinstance(breaks, Iterable) else list(breaks)
    if not given or not all(isinstance(one, Sequence) and not isinstance(one, str) for one in given):
        return given
    pairs = [tuple(one) for one in given]
    if not all(len(pair) == 2 and all(map(is_real, pair)) for pair in pairs):
        raise OptionError(f"breaks={given!r} must be edges, or pairs of a lower and an upper edge such as (20, 30)")
    for (_, upper), (lower, _) in pairwise(pairs):
        if lower > upper:
            raise OptionError(
                f"breaks leave a gap between {upper:g} and {lower:g}; bands share their edges, such as (20, 30) and "
                "(30, 40) for 20 to 29 and 30 to 39"
            )
        if lower < upper:
            raise OptionError(
                f"breaks overlap from {lower:g} to {upper:g}, so that numbers between would lie in two bands; let each "
                "band begin where the one before it ends"
            )
    return [pairs[0][0], *(upper for _, upper in pairs)]


def _check_bands(breaks: object, edges: list[float], labels: Sequence[Label]) -> None:
    """Refuse edges that do not rise, and another number of labels than of bands."""
    if not all(map(is_real, edges)):
        raise OptionError(f"breaks={edges!r} must be numbers, such as [18, 31, 61, math.inf]")
    if len(edges) < 2 or not all(low < high for low, high in pairwise(edges)):
        raise OptionError(f"breaks={breaks!r} must rise from each edge to the next, with at least two edges")
    if isinstance(labels, str) or not isinstance(labels, Sequence):
        raise OptionError(f"labels={labels!r} must be a list with one wording per band, such as ['18-30', '31-60']")
    if len(labels) != len(edges) - 1:
        raise OptionError(f"{len(edges)} breaks make {len(edges) - 1} bands, but there are {len(labels)} labels")


def _warnings(
    numbers: pd.Series, edges: list[float], labels: list[Text], closed: str, *, paired: bool
) -> tuple[Text, ...]:
    """What to warn of: edges that two bands claim as they are written, and how many respondents stand on one."""
    told = overlap_notes(labels)
    shared = edges[1:-1]
    if not shared or not (told or paired):
        return told
    which = bilingual(f"cleaning.band_{'upper' if closed == 'left' else 'lower'}")
    listed = listing([f"{edge:g}" for edge in shared], most=len(shared))
    n = int(numbers.isin(shared).sum())
    return (*told, bilingual("cleaning.note_shared_edge", edges=listed, which=which, n=n))


def _refuse_unassigned(survey: Survey, column: str, numbers: pd.Series, edges: Sequence[float], closed: str) -> None:
    """Refuse numbers that lie in no band."""
    if numbers.empty:
        return
    cases = answer_cases(survey, column, numbers, nearest=numbers.clip(edges[0], edges[-1]))
    shown = "" if hidden(survey, column) else f", such as {numbers.iloc[0]:g}"
    open_end = "below" if closed == "left" else "above"
    edge = edges[-1] if closed == "left" else edges[0]
    raise AnswerError(
        f"{len(numbers)} answers in {column!r} lie in no band{shown}; the bands reach from {edges[0]:g} to "
        f"{edges[-1]:g}, strictly {open_end} {edge:g}. Widen the breaks (math.inf is allowed), or set_missing first",
        cases,
    )
