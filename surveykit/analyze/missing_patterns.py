"""Which answers are missing, why, and which are missing together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, Self, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.item_cases import columns_of
from surveykit.core.cases import Counts
from surveykit.core.checks import as_names, check_columns, check_option
from surveykit.core.codebook import MissingReason
from surveykit.core.derived import n_imputed
from surveykit.core.result import Note, Result
from surveykit.core.survey import Survey, as_survey
from surveykit.kernels.missing import missing_patterns as distinct_patterns

Mask = NDArray[np.bool_]
NotShown = Literal["apart", "missing"]

NOT_SHOWN: tuple[NotShown, ...] = ("apart", "missing")
HIDDEN_REASON = "not_shown"
REASONS: tuple[str, ...] = get_args(MissingReason)
REASON_COLUMNS = tuple(f"n_{reason}" for reason in REASONS)
ITEM_COLUMNS = ("item", "n", "n_missing", "proportion", *REASON_COLUMNS)
PATTERN_COLUMNS = ("pattern", "n", "proportion", "k", "items")


@dataclass(frozen=True, eq=False)
class Gaps:
    """Empty cells by place: the row, the column and the reason (c,) of each."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    reasons: NDArray[np.object_]


@dataclass(frozen=True, kw_only=True, eq=False)
class MissingPatternsResult(Result):
    """Gaps by item and by pattern.

    Attributes
    ----------
    items : pandas.DataFrame
        What `tidy` returns.
    patterns : pandas.DataFrame
        One row per pattern, the most frequent first: ``pattern`` (from 1), ``n``, ``proportion`` of the respondents,
        ``k`` (items missing) and ``items`` (a tuple of their names, empty for complete answers).
    overall : pandas.DataFrame
        What `glance` returns.
    """

    topic: ClassVar[str] = "missing_patterns"

    items: pd.DataFrame = field(repr=False)
    patterns: pd.DataFrame = field(repr=False)
    overall: pd.DataFrame = field(repr=False)

    def tidy(self) -> pd.DataFrame:
        """One row per item: item, n, n_missing, proportion, and n_... for every reason."""
        return self.items.copy()

    def glance(self) -> pd.DataFrame:
        """One row: n, k, n_missing, proportion, n_complete, proportion_complete, n_patterns."""
        return self.overall.copy()

    def _without_small_cells(self, min_cell: int) -> Self:
        """Without the rows of items that show a small count, and without incomplete patterns where one is small."""
        counts = ["n", "n_missing", *REASON_COLUMNS]
        items = self.items.astype(dict.fromkeys(counts, np.float64))
        small = _is_small(items[counts], min_cell).any(axis=1)
        items.loc[small, [*counts, "proportion"]] = np.nan
        patterns = self.patterns.astype({"n": np.float64})
        incomplete = patterns["k"] > 0
        hidden = incomplete & bool(_is_small(patterns.loc[incomplete, ["n"]], min_cell).to_numpy().any())
        overall = self.overall.astype(dict.fromkeys(("n_missing", "n_complete"), np.float64))
        complete_small = bool(_is_small(overall[["n_complete"]], min_cell).to_numpy().any())
        if hidden.sum() == 1 or complete_small:
            hidden |= True
            overall[["n_complete", "proportion_complete"]] = np.nan
        patterns.loc[hidden, ["n", "proportion"]] = np.nan
        if small.any():
            overall[["n_missing", "proportion"]] = np.nan
        if not small.any() and not hidden.any():
            return self
        return replace(self, items=items, patterns=patterns, overall=overall, counts=replace(self.counts, missing={}))


def missing_patterns(
    data: Survey | pd.DataFrame, *, items: str | Sequence[str], not_shown: NotShown = "apart"
) -> MissingPatternsResult:
    """Count missing answers by item, by reason and by pattern.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        Answers, one row per respondent.
    items : str or list of str
        Columns of any kind, or scales of the codebook, which stand for their items.
    not_shown : {"apart", "missing"}
        Whether a question that the questionnaire's logic did not show to a respondent counts as missing. Kept apart,
        nobody was asked, so nothing is missing.

    Returns
    -------
    MissingPatternsResult
        ``tidy()``: one row per item. ``n`` answered; ``n_missing`` did not; ``proportion`` is missing of both;
        ``n_not_shown``, ``n_blank``, ``n_refused``, ``n_dont_know``, ``n_not_applicable`` and ``n_unranked`` say why.
        ``glance()``: one row with respondents ``n``, items ``k``, missing cells ``n_missing`` and their ``proportion``,
        respondents without a gap ``n_complete`` and their ``proportion_complete``, and ``n_patterns``.
        ``patterns``: which items are missing together, and for how many.

    Raises
    ------
    ColumnError
        If an item is neither a column nor a scale.
    OptionError
        If `not_shown` is not in the list.

    Notes
    -----
    An empty cell without a reason counts as blank. An imputed answer counts as given, and a note says how many there
    are. Of text nothing but gaps is counted.

    Checked against
    ---------------
    Counted by hand, and the gaps of airquality (R datasets), in ``tests/analyze/test_missing_patterns.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"q1": [4, None, 3, None], "q2": [5, None, None, 2]})
    >>> result = missing_patterns(answers, items=["q1", "q2"])
    >>> result.tidy()[["item", "n", "n_missing", "proportion"]].to_dict("records")
    [{'item': 'q1', 'n': 2, 'n_missing': 2, 'proportion': 0.5}, {'item': 'q2', 'n': 2, 'n_missing': 2, 'proportion': 0.5}]
    >>> result.patterns[["n", "items"]].to_numpy().tolist()
    [[1, ()], [1, ('q1',)], [1, ('q2',)], [1, ('q1', 'q2')]]
    """  # noqa: E501
    survey = as_survey(data)
    check_option(not_shown, NOT_SHOWN, argument="not_shown")
    names = columns_of(survey, as_names(items, argument="items"))
    check_columns(survey, names, argument="items")
    gaps = gaps_of(survey, names)
    empty = survey.data[names].isna().to_numpy()
    missing = empty.copy()
    if not_shown == "apart":
        hidden = gaps.reasons == HIDDEN_REASON
        missing[gaps.rows[hidden], gaps.columns[hidden]] = False
    rows = _items(names, missing, empty, gaps)
    patterns = _patterns(names, missing)
    return MissingPatternsResult(
        spec={"items": names, "not_shown": not_shown},
        counts=Counts(
            total=len(survey),
            used=len(survey),
            missing={name: int(n) for name, n in zip(rows["item"], rows["n_missing"], strict=True) if n},
        ),
        notes=_notes(rows, not_shown, n_imputed(survey, names)),
        codebook=survey.codebook,
        items=rows,
        patterns=patterns,
        overall=_overall(missing, empty, patterns),
    )


def gaps_of(survey: Survey, names: Sequence[str]) -> Gaps:
    """Every empty cell of some columns with its reason; one without a reason is blank."""
    rows, columns = np.nonzero(survey.data[list(names)].isna().to_numpy())
    told = survey.missing_reasons.reindex(columns=list(names)).to_numpy(dtype=object)[rows, columns]
    return Gaps(rows, columns, np.where(np.isin(told, REASONS), told, "blank").astype(object))


def _items(names: Sequence[str], missing: Mask, empty: Mask, gaps: Gaps) -> pd.DataFrame:
    n, n_missing = (~empty).sum(axis=0), missing.sum(axis=0)
    asked = n + n_missing
    frame = pd.DataFrame({"item": list(names), "n": n, "n_missing": n_missing})
    frame["proportion"] = np.divide(n_missing, asked, out=np.full(len(names), np.nan), where=asked > 0)
    for reason, column in zip(REASONS, REASON_COLUMNS, strict=True):
        frame[column] = np.bincount(gaps.columns[gaps.reasons == reason], minlength=len(names))
    return frame[list(ITEM_COLUMNS)]


def _patterns(names: Sequence[str], missing: Mask) -> pd.DataFrame:
    """The columns of `PATTERN_COLUMNS`; of equally frequent patterns those with fewer gaps first."""
    found = distinct_patterns(missing)
    sizes = found.missing.sum(axis=1)
    places = [tuple(np.flatnonzero(row)) for row in found.missing]
    order = sorted(range(len(places)), key=lambda place: (-found.n[place], sizes[place], places[place]))
    rows = [
        (rank, int(found.n[place]), float(found.n[place] / len(missing)), int(sizes[place]), places[place])
        for rank, place in enumerate(order, start=1)
    ]
    frame = pd.DataFrame(rows, columns=list(PATTERN_COLUMNS))
    frame["items"] = [tuple(names[place] for place in gaps) for gaps in frame["items"]]
    return frame


def _overall(missing: Mask, empty: Mask, patterns: pd.DataFrame) -> pd.DataFrame:
    n, k = missing.shape
    asked = int((~empty | missing).sum())
    complete = int(patterns.loc[patterns["k"] == 0, "n"].sum())
    row = {
        "n": n,
        "k": k,
        "n_missing": int(missing.sum()),
        "proportion": float(missing.sum() / asked) if asked else np.nan,
        "n_complete": complete,
        "proportion_complete": complete / n,
        "n_patterns": len(patterns),
    }
    return pd.DataFrame([row])


def _notes(rows: pd.DataFrame, not_shown: NotShown, imputed: int) -> tuple[Note, ...]:
    notes = [Note("missing_patterns.note_base")]
    if rows["n_not_shown"].any():
        notes.append(Note(f"missing_patterns.note_{not_shown}"))
    if imputed:
        notes.append(Note("missing_patterns.note_imputed", {"n": imputed}))
    return tuple(notes)


def _is_small(counts: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    return (counts > 0) & (counts < min_cell)
