"""How many factors a set of items has, by every rule side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from surveykit.analyze.extraction import estimate_loadings
from surveykit.analyze.item_cases import items_of
from surveykit.analyze.item_correlations import Correlation, ItemCorrelations, item_correlations
from surveykit.analyze.number_of_factors import (
    PARALLEL_DRAWS,
    FactorNumbers,
    count_factors,
    most_factors,
    recorded_seed,
)
from surveykit.core.cases import Missing
from surveykit.core.checks import as_count, as_names
from surveykit.core.result import Note, Result, missing_note
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import EstimationError, OptionError, SampleError
from surveykit.kernels.factor_fit import FactorFit, factor_fit

MISSING: tuple[Missing, ...] = ("listwise", "pairwise", "raise")

MOST_FITTED = 8
"""Models are fitted with up to so many factors, or as many as the items carry, where the number is not given."""

FIT = ("statistic", "df", "p_value", "rmsea", "rmsea_low", "rmsea_high", "tli", "bic", "rmsr")


@dataclass(frozen=True, kw_only=True, eq=False)
class FactorNumberResult(Result):
    """What each rule says; `factors` is what `tidy` gives and `rules` what `glance` gives."""

    topic: ClassVar[str] = "factor_number"
    factors: pd.DataFrame
    rules: pd.DataFrame

    def tidy(self) -> pd.DataFrame:
        """One row per number of factors.

        ``n_factors``; ``eigenvalue`` of that rank, with its ``parallel_mean`` and ``parallel`` (95th percentile) by
        chance; the same of the reduced correlations: ``reduced``, ``reduced_mean``, ``reduced_limit``; ``map`` and
        ``map4``, the average partial correlation after so many components; and of the model with so many factors
        ``statistic``, ``df``, ``p_value``, ``rmsea``, ``rmsea_low``, ``rmsea_high``, ``tli``, ``bic``, ``rmsr``, NaN
        where none was fitted.
        """
        return self.factors.copy()

    def glance(self) -> pd.DataFrame:
        """One row: n, n_missing, k, and the number of factors by each rule.

        ``eigenvalue_rule``, ``parallel_rule``, ``parallel_factors_rule``, ``map_rule``, ``map4_rule``, ``bic_rule``.
        """
        return self.rules.copy()


def factor_number(
    data: Survey | pd.DataFrame,
    *,
    items: str | Sequence[str],
    max_factors: int | None = None,
    correlation: Correlation = "pearson",
    missing: Missing = "listwise",
    n_draws: int = PARALLEL_DRAWS,
    seed: int | None = None,
) -> FactorNumberResult:
    """The number of factors by eigenvalues, parallel analysis, average partials, and fit.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        Answers, one row per respondent, reversed items already reversed.
    items : str or list of str
        Columns, or scales of the codebook, which stand for their items. At least three.
    max_factors : int, optional
        Models with 1 to so many factors are fitted by minimum residuals; up to 8 where not given.
    correlation : {"pearson", "polychoric"}
        Correlations of the answer codes, or of the normal variables that ordered answers may be cut from.
    missing : {"listwise", "pairwise", "raise"}
        Under ``pairwise``, n is the smallest number of respondents for any pair of items.
    n_draws : int
        Samples of unrelated variables in the parallel analysis; at least 20.
    seed : int, optional
        For the parallel analysis. Drawn and recorded in ``spec`` where it is not given.

    Returns
    -------
    FactorNumberResult
        ``tidy()``: one row per number of factors, 1 to the number of items. ``glance()``: one row with what each rule
        says.

    Raises
    ------
    ColumnError
        If a column is unknown, holds text, is nominal with more than two categories, or is to be reversed by the
        codebook and has not been.
    OptionError
        If a word is not in its list, or `max_factors` is more than the items carry.
    SampleError
        If an item has no spread, there are not more respondents than items, or items determine each other exactly.

    Notes
    -----
    Parallel analysis (Horn 1965) keeps the leading eigenvalues above the 95th percentile of those of unrelated normal
    variables: of the correlation matrix for components, and of the matrix with squared multiple correlations on its
    diagonal for common factors, which tends to keep more. The minimum average partial (Velicer 1976; fourth power
    2000) is of components. Chi-square and the indices from it are those of minimum residuals, see `efa`; the rule of
    BIC takes its smallest. The rules often differ: state which one decided, and what the factors mean.

    References
    ----------
    Horn, J. L. (1965). Psychometrika, 30, 179-185. Velicer, W. F. (1976). Psychometrika, 41, 321-327. Velicer, W. F.,
    Eaton, C. A., & Fava, J. L. (2000), in Problems and Solutions in Human Assessment. Kluwer. Humphreys, L. G., &
    Montanelli, R. G. (1975). Multivariate Behavioral Research, 10, 193-205.

    Checked against
    ---------------
    R psych 2.2.9 ``VSS`` (MAP), ``fa`` (fit) and ``fa.parallel`` (eigenvalues; its chance eigenvalues within the error
    of the draws) in ``tests/reference/efa``.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> random = np.random.default_rng(1)
    >>> trust, pride = random.standard_normal((2, 300, 1))
    >>> answers = np.hstack([trust, trust, trust, pride, pride, pride]) + random.standard_normal((300, 6))
    >>> frame = pd.DataFrame(answers, columns=["t1", "t2", "t3", "p1", "p2", "p3"])
    >>> result = factor_number(frame, items=list(frame), seed=1)
    >>> result.glance()[["eigenvalue_rule", "parallel_rule"]].iloc[0].tolist()
    [2, 2]
    """
    survey = as_survey(data)
    columns = items_of(survey, as_names(items, argument="items"))
    if len(columns) < 3:
        raise SampleError(f"items names {len(columns)} items, {columns}; a factor analysis needs at least three")
    fitted = _most(max_factors, len(columns))
    draws = as_count(n_draws, 20, argument="n_draws")
    found = item_correlations(survey, columns, correlation=correlation, missing=missing, allowed=MISSING)
    numbers = count_factors(found.matrix, found.n, recorded_seed(seed), draws=draws)
    factors = _factors(found, numbers, fitted)
    return FactorNumberResult(
        spec={
            "items": columns,
            "max_factors": fitted,
            "correlation": correlation,
            "missing": missing,
            "n_draws": draws,
            "seed": numbers.seed,
        },
        counts=found.counts,
        notes=(
            missing_note(found.counts, missing),
            Note("factor_number.note_parallel", {"draws": draws, "seed": numbers.seed}),
            Note("factor_number.note_map"),
            Note("factor_number.note_fit"),
            *found.notes,
        ),
        codebook=survey.codebook,
        factors=factors,
        rules=_rules(found, numbers, factors),
    )


def _most(max_factors: int | None, k: int) -> int:
    """How many factors are fitted at most."""
    carried = most_factors(k)
    if max_factors is None:
        return min(MOST_FITTED, carried)
    wanted = as_count(max_factors, 1, argument="max_factors")
    if wanted > carried:
        raise OptionError(f"max_factors={wanted} is too many for {k} items; at most {carried}")
    return wanted


def _factors(found: ItemCorrelations, numbers: FactorNumbers, fitted: int) -> pd.DataFrame:
    """One row per number of factors."""
    k = len(found.matrix)
    columns = {
        "n_factors": np.arange(1, k + 1),
        "eigenvalue": numbers.eigenvalues,
        "parallel_mean": numbers.means,
        "parallel": numbers.limits,
        "reduced": numbers.reduced,
        "reduced_mean": numbers.reduced_means,
        "reduced_limit": numbers.reduced_limits,
        "map": np.append(numbers.partials[1:], np.nan),
        "map4": np.append(numbers.partials4[1:], np.nan),
    }
    fits = [_fit(found, m) for m in range(1, fitted + 1)]
    indices = pd.DataFrame([{name: asdict(fit)[name] for name in FIT} if fit else {} for fit in fits])
    return pd.concat([pd.DataFrame(columns), indices.reindex(index=range(k), columns=list(FIT))], axis=1)


def _fit(found: ItemCorrelations, m: int) -> FactorFit | None:
    """Fit of m factors by minimum residuals; None where they do not converge."""
    try:
        loadings = estimate_loadings(found.matrix, m, method="minres")
    except EstimationError:
        return None
    reproduced = loadings @ loadings.T
    np.fill_diagonal(reproduced, 1.0)
    return factor_fit(found.matrix, reproduced, m=m, n=found.n)


def _rules(found: ItemCorrelations, numbers: FactorNumbers, factors: pd.DataFrame) -> pd.DataFrame:
    """The one row of `glance()`."""
    bic = factors["bic"].to_numpy(dtype=float)
    row = {
        "n": found.n,
        "n_missing": found.counts.total - found.n,
        "k": len(found.matrix),
        "eigenvalue_rule": numbers.numbers["kaiser"],
        "parallel_rule": numbers.numbers["parallel"],
        "parallel_factors_rule": numbers.numbers["parallel_factors"],
        "map_rule": numbers.numbers["map"],
        "map4_rule": int(np.nanargmin(numbers.partials4)),
        "bic_rule": float(np.nanargmin(bic) + 1) if np.isfinite(bic).any() else np.nan,
    }
    return pd.DataFrame([row])
