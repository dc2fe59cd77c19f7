"""Item analysis: what each item contributes to its scale, and which ones to look at again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.item_cases import imputed_note, take_item_cases
from surveykit.analyze.reliability_scale import ScaleReliability, named_scales, scale_text, scale_warnings
from surveykit.core.cases import Counts, Missing
from surveykit.core.checks import check_option, check_share, is_real
from surveykit.core.records import Record
from surveykit.core.result import Note, Result
from surveykit.core.survey import Survey, as_survey
from surveykit.core.table import Cell
from surveykit.core.wording import CUSTOMARY
from surveykit.errors import ColumnError, OptionError, SampleError
from surveykit.kernels.correlation import covariance_matrix
from surveykit.kernels.describe import moments
from surveykit.kernels.factor import dependent_columns
from surveykit.kernels.item_analysis import Members, critical_ratio, extreme_groups
from surveykit.kernels.reliability import as_correlations, consistency

Floats = NDArray[np.float64]

MISSING: tuple[Missing, ...] = ("listwise", "raise")

EXTREME_SHARE = 0.27
"""The share at either end whose comparison tells most about normal scores (Kelley 1939)."""

SIGNIFICANCE = 0.05
"""A critical ratio with a larger p value does not tell the groups apart."""

SMALLEST_GROUP = 2

ITEM_COLUMNS = (
    *("scale", "item", "n", "mean", "sd", "skew", "kurtosis", "floor", "ceiling", "difficulty", "item_rest_r"),
    *("alpha_if_dropped", "low_mean", "high_mean", "discrimination", "statistic", "df", "p_value", "reasons"),
)

REASONS = ("negative", "item_rest", "alpha", "critical_ratio", "floor", "ceiling")
"""What an item can be looked at again for, in the order in which reasons are told."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemAnalysisResult(Result):
    """What items contribute; `items` is what `tidy` gives and `scales` what `glance` gives."""

    topic: ClassVar[str] = "item_analysis"
    items: pd.DataFrame
    scales: pd.DataFrame

    def tidy(self) -> pd.DataFrame:
        """One row per scale and item.

        scale, item, n, mean, sd, skew, kurtosis; ``floor`` and ``ceiling``, the shares of the lowest and the highest
        possible answer; ``difficulty``, the mean as a share of the range; ``item_rest_r`` (CITC); ``alpha_if_dropped``;
        ``low_mean``, ``high_mean`` of the extreme groups, ``discrimination``, their difference as a share of the range,
        and the critical ratio with ``statistic``, ``df``, ``p_value``; ``reasons``, the names of the reasons to look at
        the item again joined by commas, empty where there is none.
        """
        return self.items.copy()

    def glance(self) -> pd.DataFrame:
        """One row per scale: scale, n, n_missing, k, alpha, n_low_group, n_high_group."""
        return self.scales.copy()


def item_analysis(
    data: Survey | pd.DataFrame,
    *,
    items: str | Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    missing: Missing = "listwise",
    share: float = EXTREME_SHARE,
    max_floor: float = 0.50,
) -> ItemAnalysisResult:
    """Item statistics, item-rest correlations, and the comparison of high and low scorers.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        Answers, one row per respondent, reversed items already reversed.
    items : str, list of str, or mapping of str to list of str, optional
        One scale of the codebook, several scales, a list of columns (one scale without a name), or scales as
        ``{name: columns}``. Every scale of the codebook where it is not given.
    missing : {"listwise", "raise"}
        Applied within each scale: a total needs every item.
    share : float
        Share of respondents in the low and in the high group, above 0 and at most 0.5.
    max_floor : float
        An item with a larger share of lowest or of highest answers is to be looked at again.

    Returns
    -------
    ItemAnalysisResult
        ``tidy()``: one row per scale and item. ``glance()``: one row per scale.

    Raises
    ------
    ColumnError
        If a column is unknown, holds text, is nominal with more than two categories, or is to be reversed by the
        codebook and has not been; if the codebook has no scales and none are given.
    OptionError
        If `share` or `max_floor` is out of its range.
    SampleError
        If a scale has one item, an item has no spread, there are not more respondents than items, or totals are too
        alike to form groups.
    AnswerError
        If answers lie outside the range of the codebook.

    Notes
    -----
    The total is the sum of all items of the scale, the item itself among them, as in the SPSS steps that Chinese
    theses follow. Everybody tied with the score at the cut belongs to the group. The critical ratio (决断值) is Welch's
    t; with equal group variances it equals the t of SPSS's first row. The range is the codebook's, or the answers' own
    where there is none. Skewness and kurtosis are those of SPSS (G1, G2).

    The reasons: ``negative``, an item-rest correlation below zero, which points to a forgotten reversal, so that the
    next two keep silent; ``item_rest`` below .30 (Nunnally & Bernstein, 1994), ``alpha`` higher without the item,
    ``critical_ratio`` not significant at .05, ``floor`` and ``ceiling``. They ask for a look at the wording; nothing is
    dropped, and an item that the concept needs stays. With an item in the total and the groups formed by it, even
    items without merit reach significance in large samples.

    References
    ----------
    Kelley, T. L. (1939). Journal of Educational Psychology, 30, 17-24. Nunnally, J. C., & Bernstein, I. H. (1994).
    Psychometric theory (3rd ed.). McGraw-Hill. 吴明隆 (2010). 问卷统计分析实务. 重庆大学出版社.

    Checked against
    ---------------
    R 4.2.2 ``t.test`` and psych 2.2.9 ``alpha``, ``describe`` (type 2) in ``tests/reference/item_analysis``.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"t1": [1, 2, 4, 5, 3, 2], "t2": [2, 2, 5, 4, 3, 1], "t3": [1, 3, 4, 4, 2, 2]})
    >>> item_analysis(answers, items=["t1", "t2", "t3"]).tidy()[["item", "item_rest_r", "difficulty"]].round(2)
      item  item_rest_r  difficulty
    0   t1         0.89        0.46
    1   t2         0.81        0.46
    2   t3         0.84        0.56
    """
    survey = as_survey(data)
    check_option(missing, MISSING, argument="missing")
    if not is_real(share) or not 0 < share <= 0.5:
        raise OptionError(f"share={share!r} must lie above 0 and at most at 0.5, such as 0.27")
    check_share(max_floor, argument="max_floor", example=0.5)
    scales = named_scales(survey, items)
    analysed = [_of_scale(survey, name, columns, missing, share, max_floor) for name, columns in scales.items()]
    used = set().union(*[scale.used for scale in analysed])
    columns = list(dict.fromkeys(column for listed in scales.values() for column in listed))
    empty = {str(name): int(n) for name, n in survey.data[columns].isna().sum().items() if n}
    return ItemAnalysisResult(
        spec={"items": scales, "missing": missing, "share": share, "max_floor": max_floor},
        counts=Counts(total=len(survey), used=len(used), missing=empty),
        notes=(
            Note("item_analysis.note_listwise"),
            *imputed_note(survey, columns),
            Note("item_analysis.note_groups", {"share": Cell(share, "percent", digits=0)}),
            Note("item_analysis.note_reasons"),
            *(note for scale in analysed for note in scale.notes),
        ),
        codebook=survey.codebook,
        items=pd.DataFrame([item for scale in analysed for item in scale.items], columns=list(ITEM_COLUMNS)),
        scales=pd.DataFrame([scale.row for scale in analysed]),
    )


def _of_scale(
    survey: Survey, name: str, columns: list[str], missing: str, share: float, max_floor: float
) -> ScaleReliability:
    """The row of one scale, the rows of its items, its notes, and the respondents used."""
    if len(columns) < 2:
        raise SampleError(f"scale {name!r} has one item, {columns}; item analysis needs at least two")
    frame = take_item_cases(survey, columns, missing=missing, allowed=MISSING).frame
    covariances = covariance_matrix(frame.to_numpy())[0]
    found = consistency(covariances)
    low, high = _groups(frame, share)
    rows = [_item_row(survey, name, column, frame[column].to_numpy(), low, high) for column in columns]
    for row, rest, dropped in zip(rows, found.item_rest.tolist(), found.alpha_if_dropped.tolist(), strict=True):
        row |= {"item_rest_r": rest, "alpha_if_dropped": dropped}
        row["reasons"] = _reasons(row, found.alpha, max_floor)
    scale: Record = {
        "scale": name,
        "n": len(frame),
        "n_missing": len(survey) - len(frame),
        "k": len(columns),
        "alpha": found.alpha,
        "n_low_group": int(low.sum()),
        "n_high_group": int(high.sum()),
    }
    tied = [columns[place] for place in dependent_columns(as_correlations(covariances))]
    notes = scale_warnings(scale_text(survey.codebook, name), frame, found, tied)
    return ScaleReliability(scale, rows, notes, frame.index)


def _groups(frame: pd.DataFrame, share: float) -> tuple[Members, Members]:
    """Who is in the low and in the high group; refused where they are too small, or not apart."""
    low, high = extreme_groups(frame.sum(axis=1).to_numpy(), share)
    if (low & high).any():
        raise SampleError(
            f"the totals of {list(frame.columns)} are so alike that low and high scorers cannot be told apart; check "
            "whether a reversal was forgotten, or lower share"
        )
    if min(low.sum(), high.sum()) < SMALLEST_GROUP:
        raise SampleError(
            f"share={share:g} of {len(frame)} respondents leaves fewer than two in a group; collect more answers, or "
            "raise share"
        )
    return low, high


def _item_row(survey: Survey, scale: str, item: str, answers: Floats, low: Members, high: Members) -> Record:
    """Statistics of one item that need no other."""
    bottom, top = _range(survey, item, answers)
    described, ratio = moments(answers), critical_ratio(answers[low], answers[high])
    return {
        "scale": scale,
        "item": item,
        "n": described.n,
        "mean": described.mean,
        "sd": described.sd,
        "skew": described.skew,
        "kurtosis": described.kurtosis,
        "floor": float((answers == bottom).mean()),
        "ceiling": float((answers == top).mean()),
        "difficulty": (described.mean - bottom) / (top - bottom),
        "low_mean": ratio.low_mean,
        "high_mean": ratio.high_mean,
        "discrimination": (ratio.high_mean - ratio.low_mean) / (top - bottom),
        "statistic": ratio.statistic,
        "df": ratio.df,
        "p_value": ratio.p_value,
    }


def _range(survey: Survey, item: str, answers: Floats) -> tuple[float, float]:
    """Lowest and highest possible answer, by the codebook or else as given."""
    low, high = survey.codebook.variable(item).range if survey.codebook.has_variable(item) else (None, None)
    bottom = float(answers.min()) if low is None else float(low)
    top = float(answers.max()) if high is None else float(high)
    if bottom >= top:
        raise ColumnError(f"the range of {item!r} in the codebook has no width; give it low and high")
    return bottom, top


def _reasons(row: Record, alpha: float, max_floor: float) -> str:
    """Names of the reasons to look at an item again."""
    against = row["item_rest_r"] < 0
    held = {
        "negative": against,
        "item_rest": not against and row["item_rest_r"] < CUSTOMARY["item_rest"].value,
        "alpha": not against and not math.isnan(alpha) and row["alpha_if_dropped"] > alpha,
        "critical_ratio": not row["p_value"] <= SIGNIFICANCE,
        "floor": row["floor"] > max_floor,
        "ceiling": row["ceiling"] > max_floor,
    }
    return ", ".join(reason for reason in REASONS if held[reason])
