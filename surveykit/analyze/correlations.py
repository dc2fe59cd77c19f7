"""Correlations among columns, with means and standard deviations."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests

from surveykit.analyze.item_cases import check_measured, unreversed_items
from surveykit.analyze.item_correlations import polychoric_notes, polychoric_of
from surveykit.analyze.reliability_scale import scale_alpha
from surveykit.core.cases import Missing, take_cases
from surveykit.core.checks import as_names, check_columns, check_level, check_option
from surveykit.core.format import format_confidence
from surveykit.core.result import Note, Result, missing_note, score_notes
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import AnswerError, SampleError
from surveykit.kernels.correlation import LEAST_PAIRS, Correlation, pearson, spearman
from surveykit.kernels.polychoric import Polychoric

Floats = NDArray[np.float64]
Method = Literal["pearson", "spearman", "polychoric"]
Adjust = Literal["none", "holm", "bh"]

METHODS: tuple[Method, ...] = ("pearson", "spearman", "polychoric")
ADJUSTMENTS: tuple[Adjust, ...] = ("none", "holm", "bh")
MISSING: tuple[Missing, ...] = ("pairwise", "listwise", "raise")

INTERVAL_NOTE = "correlations.note_interval"
"""How the key of the note about the intervals begins. It belongs where intervals are shown, and the table has none."""

_MULTIPLETESTS = {"holm": "holm", "bh": "fdr_bh"}


@dataclass(frozen=True, kw_only=True, eq=False)
class CorrelationsResult(Result):
    """Correlations of every pair of columns.

    Attributes
    ----------
    pairs : pandas.DataFrame
        What ``tidy()`` gives.
    variables : pandas.DataFrame
        One row per column: ``term``, ``n``, ``mean``, ``sd``, and ``alpha`` for scores of a scale whose items are in
        the data (NaN for others), in the order in which the columns were named.
    thresholds : pandas.DataFrame or None
        Of polychoric correlations, one row per column and cut: ``term``, ``threshold`` (from 1), ``estimate`` in
        standard units, ``std_error``.
    std_errors : pandas.DataFrame or None
        Of polychoric correlations, the square frame of their standard errors.
    """

    topic: ClassVar[str] = "correlations"
    pairs: pd.DataFrame
    variables: pd.DataFrame
    thresholds: pd.DataFrame | None = None
    std_errors: pd.DataFrame | None = None

    def tidy(self) -> pd.DataFrame:
        """One row per pair: x, y, n, estimate, statistic, df, p_value, p_adjusted, conf_low, conf_high."""
        return self.pairs.copy()

    def glance(self) -> pd.DataFrame:
        """One row: k, n (respondents used), n_missing, n_low and n_high (fewest and most for a pair)."""
        n = self.pairs["n"]
        row = {
            "k": len(self.variables),
            "n": self.counts.used,
            "n_missing": self.counts.dropped,
            "n_low": int(n.min()),
            "n_high": int(n.max()),
        }
        return pd.DataFrame([row])

    def matrix(self) -> pd.DataFrame:
        """The correlations as a square frame with ones on the diagonal."""
        names = self.variables["term"].tolist()
        square = np.eye(len(names))
        upper = np.triu_indices(len(names), k=1)
        square[upper] = square.T[upper] = self.pairs["estimate"].to_numpy()
        return pd.DataFrame(square, index=names, columns=names)


def correlations(
    data: Survey | pd.DataFrame,
    *,
    columns: Sequence[str],
    method: Method = "pearson",
    missing: Missing = "pairwise",
    adjust: Adjust = "none",
    conf_level: float = 0.95,
) -> CorrelationsResult:
    """Correlate every pair of columns.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        One row per respondent.
    columns : list of str
        Numeric or ordinal columns, such as scored scales, or indicators of two categories; at least two.
    method : {"pearson", "spearman", "polychoric"}
        Product-moment, of ranks (mid-ranks for ties), or of the normal variables that ordered answers may be cut from.
    missing : {"pairwise", "listwise", "raise"}
        Under ``pairwise`` every correlation, mean and standard deviation uses the answers that it has.
    adjust : {"none", "holm", "bh"}
        How ``p_adjusted`` corrects for the number of pairs: not at all, Holm, or Benjamini and Hochberg.
    conf_level : float
        Level of the intervals.

    Returns
    -------
    CorrelationsResult
        ``tidy()``: one row per pair, ``estimate`` from -1 to 1. ``variables``: means and standard deviations in raw
        units. ``matrix()``: the square matrix.

    Raises
    ------
    ColumnError
        If a column is unknown, holds text, or is nominal with more than two categories.
    AnswerError
        If an answer is outside the range of the codebook.
    SampleError
        If a column has no spread, or some pair has fewer than four respondents.
    ColumnError
        If a column of polychoric correlations holds more than 15 different answers.
    OptionError
        If a word is not in its list.

    Notes
    -----
    p values are two-sided, of t = r sqrt((n-2)/(1-r^2)) with n-2 degrees of freedom, for both methods, as SPSS does.
    Intervals are Fisher's; for Spearman with the standard error sqrt((1 + r^2/2)/(n-3)) of Bonett and Wright. R's
    ``cor.test`` gives exact p values for Spearman in small samples without ties. pingouin rounds its intervals.

    Polychoric correlations come in two steps: cuts from the answers to each column, all of them, then the maximum
    likelihood of each pair. Their tests are z = r / SE, with standard errors that take the cuts into account (Muthén);
    an empty cell of a two-by-two table counts one half, as in lavaan. Pairs with empty cells are counted in a note, and
    pairs held at their bound are named; these have no test.

    References
    ----------
    Fisher, R. A. (1921). Metron, 1, 3-32. Bonett, D. G., & Wright, T. A. (2000). Psychometrika, 65, 23-28.
    Holm, S. (1979). Scandinavian Journal of Statistics, 6, 65-70. Benjamini, Y., & Hochberg, Y. (1995). Journal of
    the Royal Statistical Society B, 57, 289-300. Olsson, U. (1979). Psychometrika, 44, 443-460. Muthén, B. (1984).
    Psychometrika, 49, 115-132.

    Checked against
    ---------------
    R 4.2.2 ``cor.test`` (pearson; spearman with exact=FALSE) and ``p.adjust``; ``tests/reference/correlations``. lavaan
    0.6-14 ``lavCor`` (polychoric); ``tests/reference/polychoric``.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"trust": [1, 2, 3, 4, 5], "pride": [2, 1, 4, 3, 5]})
    >>> correlations(frame, columns=["trust", "pride"]).tidy()[["n", "estimate", "p_value"]].round(3).to_dict("records")
    [{'n': 5, 'estimate': 0.8, 'p_value': 0.104}]
    """
    survey = as_survey(data)
    check_option(method, METHODS, argument="method")
    check_option(adjust, ADJUSTMENTS, argument="adjust")
    check_level(conf_level)
    names = as_names(columns, argument="columns")
    if len(names) < 2:
        raise SampleError(f"columns names one column, {names}; correlations need at least two")
    check_columns(survey, names)
    check_measured(survey, names, argument="columns")
    cases = take_cases(survey, names, missing=missing, allowed=MISSING)
    for x, y in combinations(names, 2):
        _refuse_pair(cases.frame, x, y)
    found = polychoric_of(cases.frame) if method == "polychoric" else None
    rows = [
        _pair(cases.frame, x, y, method, conf_level)
        if found is None
        else _polychoric_pair(found, names, x, y, conf_level)
        for x, y in combinations(names, 2)
    ]
    pairs = pd.DataFrame(rows)
    adjusted = adjusted_p_values(pairs["p_value"].to_numpy(dtype=np.float64), adjust)
    pairs.insert(list(pairs.columns).index("conf_low"), "p_adjusted", adjusted)
    return CorrelationsResult(
        spec={"columns": names, "method": method, "missing": missing, "adjust": adjust, "conf_level": conf_level},
        counts=cases.counts,
        notes=(
            missing_note(cases.counts, missing),
            *score_notes(survey, names, cases.frame.index),
            Note(f"correlations.note_{method}"),
            Note(f"{INTERVAL_NOTE}_{method}", {"level": format_confidence(conf_level)}),
            Note(f"correlations.note_adjust_{adjust}", {"m": len(pairs)}),
            *([] if found is None else polychoric_notes(found, names)[1:]),
        ),
        codebook=survey.codebook,
        pairs=pairs,
        variables=_variables(survey, cases.frame),
        thresholds=None if found is None else _thresholds(found, names),
        std_errors=None if found is None else pd.DataFrame(found.std_errors, index=names, columns=names),
    )


def _refuse_pair(frame: pd.DataFrame, x: str, y: str) -> None:
    """Refuse a pair that too few answered, or whose answers do not vary among those who answered both."""
    both = frame[[x, y]].dropna()
    if len(both) < LEAST_PAIRS:
        raise SampleError(
            f"only {len(both)} respondents answered both {x!r} and {y!r}; a correlation needs at least {LEAST_PAIRS}. "
            "Leave one of the two out"
        )
    constant = [name for name in (x, y) if both[name].nunique() < 2]
    if constant:
        raise SampleError(
            f"{constant} hold one value for all {len(both)} respondents with {x!r} and {y!r}; leave them out"
        )


def _pair(frame: pd.DataFrame, x: str, y: str, method: Method, level: float) -> dict[str, object]:
    """One row of ``tidy`` for Pearson's or Spearman's correlation."""
    both = frame[[x, y]].dropna()
    correlate = pearson if method == "pearson" else spearman
    found: Correlation = correlate(both[x].to_numpy(), both[y].to_numpy(), level)
    return {
        "x": x,
        "y": y,
        "n": found.n,
        "estimate": found.estimate,
        "statistic": found.statistic,
        "df": found.df,
        "p_value": found.p_value,
        "conf_low": found.conf_low,
        "conf_high": found.conf_high,
    }


def _polychoric_pair(found: Polychoric, names: Sequence[str], x: str, y: str, level: float) -> dict[str, object]:
    """One row of ``tidy`` for a polychoric correlation; without a test where it is held at its bound."""
    at = names.index(x), names.index(y)
    r, error = float(found.correlations[at]), float(found.std_errors[at])
    statistic = r / error
    reach = float(norm.ppf((1 + level) / 2)) * error / (1 - r**2)
    return {
        "x": x,
        "y": y,
        "n": int(found.n[at]),
        "estimate": r,
        "statistic": statistic,
        "df": math.nan,
        "p_value": 2 * float(norm.sf(abs(statistic))),
        "conf_low": math.tanh(math.atanh(r) - reach),
        "conf_high": math.tanh(math.atanh(r) + reach),
    }


def _thresholds(found: Polychoric, names: Sequence[str]) -> pd.DataFrame:
    """One row per column and cut between its categories."""
    rows = [
        (name, place, float(cut), float(error))
        for name, cuts, errors in zip(names, found.thresholds, found.threshold_errors, strict=True)
        for place, (cut, error) in enumerate(zip(cuts, errors, strict=True), start=1)
    ]
    return pd.DataFrame(rows, columns=["term", "threshold", "estimate", "std_error"])


def adjusted_p_values(p_values: Floats, adjust: Adjust) -> Floats:
    """The p values (m,) adjusted for their number; NaN stay NaN and are not counted."""
    adjusted = p_values.copy()
    tested = ~np.isnan(adjusted)
    if adjust != "none" and tested.any():
        adjusted[tested] = multipletests(adjusted[tested], method=_MULTIPLETESTS[adjust])[1]
    return adjusted


def _variables(survey: Survey, frame: pd.DataFrame) -> pd.DataFrame:
    """One row per column."""
    names = [str(name) for name in frame.columns]
    return pd.DataFrame(
        {
            "term": names,
            "n": frame.count().to_numpy(),
            "mean": frame.mean().to_numpy(),
            "sd": frame.std().to_numpy(),
            "alpha": [_alpha(survey, name) for name in names],
        }
    )


def _alpha(survey: Survey, name: str) -> float:
    """Alpha of the scale that a column scores; NaN where there is no such scale, or its alpha cannot be computed."""
    if not survey.codebook.has_scale(name):
        return float("nan")
    items = survey.codebook.scale(name).items
    if not set(items) <= set(survey.data.columns) or unreversed_items(survey, items):
        return float("nan")
    try:
        return scale_alpha(survey, name)
    except (AnswerError, SampleError):
        return float("nan")
