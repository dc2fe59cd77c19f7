"""Before and after: two measurements of the same respondents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.design import check_outcome, is_ordinal
from surveykit.analyze.small_pairs import Pair, crossing, hide_pairs
from surveykit.core.cases import Counts, take_cases
from surveykit.core.checks import as_names, check_columns, check_level, check_option
from surveykit.core.result import Note, Result
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import ColumnError, OptionError, SampleError
from surveykit.kernels.paired import PairedT, SignedRanks, paired_t, signed_ranks

PairedMethod = Literal["t", "wilcoxon"]
METHODS: tuple[PairedMethod, ...] = ("t", "wilcoxon")

LEAST_MOVES = 20
"""With fewer pairs that differ than this, the normal p value of Wilcoxon's test is rough."""

_ROUNDING = 8 * np.finfo(np.float64).eps  # what two scores and their difference can lose, as a share of the scores


@dataclass(frozen=True, kw_only=True)
class PairedResult(Result):
    """Comparisons of paired measurements.

    Attributes
    ----------
    tests : pandas.DataFrame
        What `tidy` returns.
    pairs : pandas.DataFrame
        What `glance` returns.
    levels : pandas.DataFrame
        How often each answer was given before and after: ``before after item level n proportion``, one row per pair,
        column and answer code, among those who answered both. Only for variables with answer codes.
    """

    topic: ClassVar[str] = "paired"

    tests: pd.DataFrame = field(repr=False)
    pairs: pd.DataFrame = field(repr=False)
    levels: pd.DataFrame = field(repr=False)
    _crossings: Mapping[Pair, pd.DataFrame] = field(default_factory=dict, repr=False)

    def tidy(self) -> pd.DataFrame:
        """One row per pair and test, the test that was asked for first."""
        return self.tests.copy()

    def glance(self) -> pd.DataFrame:
        """One row per pair."""
        return self.pairs.copy()

    def _without_small_cells(self, min_cell: int) -> Self:
        levels, pairs, tests = hide_pairs(self.levels, self.pairs, self.tests, self._crossings, min_cell=min_cell)
        withheld = _n_missing(tests) > _n_missing(self.tests)
        if not (levels["n"].isna().any() or withheld or _n_missing(pairs) > _n_missing(self.pairs)):
            return self
        notes = (*self.notes, *([Note("paired.note_withheld")] if withheld else []))
        return replace(self, levels=levels, pairs=pairs, tests=tests, notes=notes, _crossings={})


@dataclass(frozen=True)
class _Comparison:
    """One pair: its complete cases (columns before and after), their counts, and both tests."""

    frame: pd.DataFrame
    counts: Counts
    t: PairedT
    ranks: SignedRanks

    @property
    def names(self) -> dict[str, object]:
        before, after = self.frame.columns
        return {"before": before, "after": after}

    def tests(self, methods: Sequence[PairedMethod]) -> list[dict[str, object]]:
        rows = {"t": _t_row(self.t), "wilcoxon": _rank_row(self.ranks, self.frame)}
        return [{**self.names, "method": method, "n": len(self.frame), **rows[method]} for method in methods]

    def summary(self) -> dict[str, object]:
        return {**self.names, **_summary(self.frame, self.counts, self.ranks)}


def paired_comparison(
    data: Survey | pd.DataFrame,
    *,
    pairs: tuple[str, str] | Sequence[tuple[str, str]],
    method: PairedMethod = "t",
    missing: Literal["listwise", "raise"] = "listwise",
    conf_level: float = 0.95,
) -> PairedResult:
    """Compare two measurements of the same respondents by a paired t test and Wilcoxon's signed ranks.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        One row per respondent.
    pairs : pair of str or sequence of pairs
        Columns measured before and after, such as ``("use_before", "use_after")``, or several such pairs.
    method : {"t", "wilcoxon"}
        The test to lead with, which also decides in `hypothesis_summary`. Both are always computed.
    missing : {"listwise", "raise"}
        Listwise within each pair.
    conf_level : float
        Level of the intervals.

    Returns
    -------
    PairedResult
        ``tidy()``: one row per pair and test, with ``before after method n estimate std_error statistic df p_value
        conf_low conf_high effect_name effect_size effect_conf_low effect_conf_high``. Differences are after minus
        before. For ``t`` the estimate is the mean difference and the effect is d_z; for ``wilcoxon`` the estimate is
        the median difference, the statistic is z and the effect is r = z / sqrt(n), without intervals.
        ``glance()``: one row per pair, with ``before after n n_missing mean_before sd_before mean_after sd_after
        correlation n_higher n_lower n_equal rank_sum_higher rank_sum_lower``.

    Raises
    ------
    ColumnError
        If a name is no column or is nominal, a column is paired with itself, or the answers of a pair have different
        ranges.
    OptionError
        If something is no pair, or a word is not in its list.
    SampleError
        If fewer than two pairs are complete, or the difference is the same for everybody.

    Notes
    -----
    d_z is the mean over the standard deviation of the differences, its interval that of the noncentral t
    distribution; d_av, which divides by the average standard deviation, is another number. Wilcoxon's z drops pairs
    that do not differ, allows for ties and uses no continuity correction, as SPSS does; R's ``wilcox.test`` does the
    same with ``exact = FALSE, correct = FALSE``. Differences that only the rounding of the scores parts (thirds, where
    a scale is the mean of three items) are ties, as R makes them with ``digits.rank``. The effect r divides by the
    square root of the number of all pairs. Asking about the past after the fact is not a measurement before: the note
    says so.

    References
    ----------
    Cumming, G., & Finch, S. (2001). A primer on the understanding, use, and calculation of confidence intervals that
    are based on central and noncentral distributions. Educational and Psychological Measurement, 61, 532-574.

    Checked against
    ---------------
    R 4.2.2 ``t.test``, ``wilcox.test`` and ``pt`` with a noncentrality parameter. See ``tests/reference/paired``.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"pre": [0, 1, 1, 2, 0, 3], "post": [1, 1, 2, 4, 2, 3]})
    >>> result = paired_comparison(frame, pairs=("pre", "post"))
    >>> result.tidy()[["method", "estimate", "p_value", "effect_size"]].round(3)
         method  estimate  p_value  effect_size
    0         t       1.0    0.041        1.118
    1  wilcoxon       1.0    0.063        0.758
    """
    survey = as_survey(data)
    listed = _parse_pairs(pairs)
    check_option(method, METHODS, argument="method")
    check_level(conf_level)
    for first, second in listed:
        _check_pair(survey, first, second)
    ordered = (method, *(name for name in METHODS if name != method))
    comparisons = [_compare(survey, pair, missing=missing, conf_level=conf_level) for pair in listed]
    glance = pd.DataFrame([comparison.summary() for comparison in comparisons])
    return PairedResult(
        spec={"pairs": tuple(listed), "method": method, "missing": missing, "conf_level": conf_level},
        counts=_joint_counts(survey, comparisons),
        notes=_notes(survey, glance, method),
        codebook=survey.codebook,
        tests=pd.DataFrame([row for comparison in comparisons for row in comparison.tests(ordered)]),
        pairs=glance,
        levels=_levels(survey, [comparison.frame for comparison in comparisons]),
        _crossings=_crossed(comparisons),
    )


def _crossed(comparisons: Sequence[_Comparison]) -> dict[Pair, pd.DataFrame]:
    """Answers before by answers after, which are printed nowhere but tell what a suppressed result may print."""
    crossed = {(str(c.frame.columns[0]), str(c.frame.columns[1])): crossing(c.frame) for c in comparisons}
    return {pair: counts for pair, counts in crossed.items() if counts is not None}


def _n_missing(frame: pd.DataFrame) -> int:
    return int(frame.isna().sum().sum())


def _parse_pairs(pairs: tuple[str, str] | Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of names from one pair or several."""
    given: list[object] = list(pairs) if isinstance(pairs, tuple | list) else [pairs]
    one = len(given) == 2 and all(isinstance(name, str) for name in given)
    listed: list[object] = [tuple(given)] if one else given
    parsed = [tuple(as_names(pair, argument="pairs")) for pair in listed if isinstance(pair, tuple | list)]
    if not parsed or len(parsed) < len(listed) or any(len(pair) != 2 for pair in parsed):
        raise OptionError(f"pairs={pairs!r} must be pairs of names, such as [('use_before', 'use_after')]")
    return [(pair[0], pair[1]) for pair in parsed]


def _check_pair(survey: Survey, before: str, after: str) -> None:
    """Refuse pairs that are not two numbers on the same answers."""
    check_columns(survey, [before, after], argument="pairs")
    check_outcome(survey, before, argument="pairs")
    check_outcome(survey, after, argument="pairs")
    if survey.codebook.has_variable(before) and survey.codebook.has_variable(after):
        first, second = survey.codebook.variable(before).range, survey.codebook.variable(after).range
        if first != second:
            raise ColumnError(
                f"{before!r} runs {first} and {after!r} runs {second} in the codebook; "
                "only answers on the same range can be compared"
            )


def _check_differences(values: NDArray[np.float64], before: str, after: str) -> None:
    """Refuse too few cases, and differences that vary by no more than rounding; `values` (n, 2) is before and after."""
    if len(values) < 2:
        raise SampleError(f"only {len(values)} respondent answered both {before!r} and {after!r}; two are needed")
    differences = values[:, 1] - values[:, 0]
    if np.ptp(differences) <= _rounding(values):
        raise SampleError(f"{after!r} minus {before!r} is the same for everybody; there is nothing to test")


def _rounding(values: NDArray[np.float64]) -> float:
    """How far apart equal differences of the scores (n, 2) can come out."""
    return _ROUNDING * float(np.abs(values).max())


def _compare(
    survey: Survey, pair: tuple[str, str], *, missing: Literal["listwise", "raise"], conf_level: float
) -> _Comparison:
    cases = take_cases(survey, pair, missing=missing, allowed=("listwise", "raise"))
    values = cases.frame.to_numpy(dtype=float)
    _check_differences(values, *pair)
    differences = values[:, 1] - values[:, 0]
    return _Comparison(
        frame=cases.frame,
        counts=cases.counts,
        t=paired_t(differences, conf_level=conf_level),
        ranks=signed_ranks(differences, rounding=_rounding(values)),
    )


def _joint_counts(survey: Survey, comparisons: Sequence[_Comparison]) -> Counts:
    """Respondents who are in at least one pair, and the empty cells of every column."""
    used: set[object] = set().union(*(comparison.frame.index for comparison in comparisons))
    missing = {name: n for comparison in comparisons for name, n in comparison.counts.missing.items()}
    return Counts(total=len(survey), used=len(used), missing=missing)


def _t_row(test: PairedT) -> dict[str, object]:
    return {
        "estimate": test.estimate,
        "std_error": test.std_error,
        "statistic": test.statistic,
        "df": float(test.df),
        "p_value": test.p_value,
        "conf_low": test.conf_low,
        "conf_high": test.conf_high,
        "effect_name": "d_z",
        "effect_size": test.effect,
        "effect_conf_low": test.effect_low,
        "effect_conf_high": test.effect_high,
    }


def _rank_row(test: SignedRanks, frame: pd.DataFrame) -> dict[str, object]:
    absent = dict.fromkeys(("std_error", "df", "conf_low", "conf_high", "effect_conf_low", "effect_conf_high"), np.nan)
    return {
        "estimate": float((frame.iloc[:, 1] - frame.iloc[:, 0]).median()),
        "statistic": test.z,
        "p_value": test.p_value,
        "effect_name": "r",
        "effect_size": test.effect,
        **absent,
    }


def _summary(frame: pd.DataFrame, counts: Counts, ranks: SignedRanks) -> dict[str, object]:
    """Means, spreads and ranks of one pair; `frame` holds before and after."""
    means, spreads = frame.mean().to_numpy(), frame.std(ddof=1).to_numpy()
    return {
        "n": counts.used,
        "n_missing": counts.dropped,
        "mean_before": means[0],
        "sd_before": spreads[0],
        "mean_after": means[1],
        "sd_after": spreads[1],
        "correlation": frame.corr().iloc[0, 1] if (spreads > 0).all() else np.nan,
        "n_higher": ranks.rises,
        "n_lower": ranks.falls,
        "n_equal": ranks.ties,
        "rank_sum_higher": ranks.positive,
        "rank_sum_lower": ranks.negative,
    }


def _levels(survey: Survey, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Counts of each answer code of each pair; no rows for a column without codes."""
    rows = [
        {
            "before": before,
            "after": after,
            "item": name,
            "level": code,
            "n": int((frame[name] == code).sum()),
            "proportion": float((frame[name] == code).mean()),
        }
        for frame in frames
        for before, after in [tuple(frame.columns)]
        for name in (before, after)
        if survey.codebook.has_variable(name)
        for code in survey.codebook.variable(name).values
    ]
    return pd.DataFrame(rows, columns=["before", "after", "item", "level", "n", "proportion"])


def _notes(survey: Survey, pairs: pd.DataFrame, method: str) -> tuple[Note, ...]:
    """Which variants, and what a reader must know before believing a before-after difference."""
    notes = [
        Note("paired.note_pair", {"total": len(survey), "used": int(pairs["n"].min())})
        if len(pairs) == 1
        else Note("paired.note_pairs", {"total": len(survey), "tests": len(pairs)}),
        *_coding_notes(survey, [*pairs["before"], *pairs["after"]]),
        Note("paired.note_t"),
        Note("paired.note_wilcoxon"),
    ]
    ordinal = any(is_ordinal(survey, name) for name in [*pairs["before"], *pairs["after"]])
    if ordinal and method == "t":
        notes.append(Note("paired.note_ordinal"))
    if ((pairs["n_higher"] + pairs["n_lower"]) < LEAST_MOVES).any():
        notes.append(Note("paired.note_few", {"least": LEAST_MOVES}))
    notes.append(Note("paired.note_recall"))
    return tuple(notes)


def _coding_notes(survey: Survey, names: Sequence[str]) -> list[Note]:
    """What the lowest and the highest code of ordinal answers stand for: their means are means of codes."""
    book = survey.codebook
    coded = [book.variable(name).values for name in names if is_ordinal(survey, name) and book.variable(name).values]
    ends = {(min(values), max(values)): values for values in coded}
    return [
        Note("paired.note_codes", {"low": low, "low_label": values[low], "high": high, "high_label": values[high]})
        for (low, high), values in ends.items()
    ]
