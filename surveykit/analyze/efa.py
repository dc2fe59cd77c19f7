"""Exploratory factor analysis and principal components."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.extraction import BOUND, estimate_loadings, rotate_loadings
from surveykit.analyze.item_cases import items_of, refuse_singular, take_item_cases
from surveykit.analyze.number_of_factors import (
    FactorNumbers,
    Rule,
    count_factors,
    decide_number,
    number_note,
    recorded_seed,
)
from surveykit.core.cases import Cases, Counts, Missing
from surveykit.core.checks import as_names, check_option
from surveykit.core.result import Note, Result, missing_note
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import EstimationError, SampleError
from surveykit.kernels import factor
from surveykit.kernels.correlation import covariance_matrix
from surveykit.kernels.reliability import as_correlations

Floats = NDArray[np.float64]
Method = Literal["pca", "minres", "ml", "paf"]
Rotation = Literal["varimax", "promax", "oblimin", "none"]
Like = Literal["spss", "r"]

MISSING: tuple[Missing, ...] = ("listwise", "pairwise", "raise")
METHODS: tuple[Method, ...] = ("pca", "minres", "ml", "paf")
ROTATIONS: tuple[Rotation, ...] = ("varimax", "promax", "oblimin", "none")
LIKE: tuple[Like, ...] = ("spss", "r")
OBLIQUE = ("promax", "oblimin")


@dataclass(frozen=True, kw_only=True, eq=False)
class EfaResult(Result):
    """Loadings and what follows from them.

    Attributes
    ----------
    loadings : pandas.DataFrame
        Pattern loadings, one row per item, one column per factor ("F1", "F2", ...), the largest factor first.
    structure : pandas.DataFrame
        Correlations of items with factors, in the same shape; equal to the loadings unless the rotation is oblique.
    phi : pandas.DataFrame
        Correlations of the factors.
    communality : pandas.Series
        Share of each item's variance that the factors explain.
    variance : pandas.DataFrame
        One row per possible factor: ``factor``; ``eigenvalue``, ``proportion``, ``cumulative`` of the correlation
        matrix; ``parallel``, the limit of the parallel analysis; and for the factors that were kept ``extracted``,
        ``extracted_proportion``, ``extracted_cumulative`` before, ``rotated``, ``rotated_proportion``,
        ``rotated_cumulative`` after rotation. The last two are NaN for oblique rotations, whose sums cannot be added.
    overall : pandas.DataFrame
        What ``glance()`` gives.
    """

    topic: ClassVar[str] = "efa"
    loadings: pd.DataFrame
    structure: pd.DataFrame
    phi: pd.DataFrame
    communality: pd.Series
    variance: pd.DataFrame
    overall: pd.DataFrame

    def tidy(self) -> pd.DataFrame:
        """One row per item and factor: item, factor, loading, structure, communality."""
        m = self.loadings.shape[1]
        return pd.DataFrame(
            {
                "item": np.repeat(self.loadings.index.to_numpy(), m),
                "factor": np.tile(self.loadings.columns.to_numpy(), len(self.loadings)),
                "loading": self.loadings.to_numpy().ravel(),
                "structure": self.structure.to_numpy().ravel(),
                "communality": np.repeat(self.communality.to_numpy(), m),
            }
        )

    def glance(self) -> pd.DataFrame:
        """One row: n, n_missing, k, n_factors, proportion, eigenvalue_rule, parallel_rule, first_component.

        ``proportion`` is the share of variance of the kept factors together, ``eigenvalue_rule`` and
        ``parallel_rule`` the numbers of factors by eigenvalues above 1 and by parallel analysis.
        """
        return self.overall.copy()

    @property
    def first_component(self) -> float:
        """Share of variance (0 to 1) of the first unrotated component; of items of several scales, Harman's measure."""
        return float(self.overall["first_component"].iloc[0])


@dataclass(frozen=True)
class _Solution:
    """Unrotated loadings (k, m), rotated loadings (k, m), and factor correlations (m, m)."""

    unrotated: Floats
    loadings: Floats
    phi: Floats


def efa(
    data: Survey | pd.DataFrame,
    *,
    items: str | Sequence[str],
    n_factors: int | Rule = "parallel",
    method: Method = "pca",
    rotation: Rotation = "varimax",
    like: Like = "spss",
    missing: Missing = "listwise",
    seed: int | None = None,
) -> EfaResult:
    """Factor analysis, or principal components, of the correlations of items.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        Answers, one row per respondent, reversed items already reversed.
    items : str or list of str
        Columns, or scales of the codebook, which stand for their items. At least three.
    n_factors : int or {"parallel", "kaiser"}
        How many factors to keep, or the rule that decides: parallel analysis, or eigenvalues above 1.
    method : {"pca", "minres", "ml", "paf"}
        Principal components, minimum residuals, maximum likelihood, or iterated principal axes.
    rotation : {"varimax", "promax", "oblimin", "none"}
        Varimax is orthogonal; promax (power 4) and oblimin (delta 0) let factors correlate.
    like : {"spss", "r"}
        Whose promax and oblimin, see Notes. The other rotations are the same in both.
    missing : {"listwise", "pairwise", "raise"}
        Under ``pairwise``, n is the smallest number of respondents for any pair of items.
    seed : int, optional
        For the parallel analysis. Drawn and recorded in ``spec`` where it is not given.

    Returns
    -------
    EfaResult
        ``tidy()``: one row per item and factor. ``glance()``: one row. Frames of its own: ``loadings``, ``structure``,
        ``phi``, ``communality``, ``variance``. Loadings and communalities are in standard units.

    Raises
    ------
    ColumnError
        If a column is unknown, holds text, is nominal with more than two categories, or is to be reversed by the
        codebook and has not been.
    OptionError
        If a word is not in its list, or there are more factors than the items can carry.
    SampleError
        If an item has no spread, there are not more respondents than items, items determine each other exactly, or
        the pairwise correlations contradict each other.
    EstimationError
        If the extraction or rotation does not converge, or an item's communality passes 1 under ``paf``.
    AnswerError
        If answers lie outside the range of the codebook.

    Notes
    -----
    Communalities are diag(L Phi L') and the factors' sums of squares diag(Phi L'L), for oblique rotations too.
    Factors are ordered by these sums and turned so that their loadings add up to no less than zero. ``paf`` is iterated
    until no communality moves by more than 1e-8, where it meets ``minres``; SPSS stops at 1e-3. Principal components
    are not factors of a measurement model; they explain more variance because unique variance is counted as explained.

    Varimax is with Kaiser normalisation. ``like="spss"``: oblimin with Kaiser normalisation; promax with its target
    formed from rows of length one and the regression on the rows as they are. ``like="r"`` is psych's
    rotate="oblimin" (no Kaiser normalisation) and the rotate="promax" of its ``fa`` (rows of length one throughout).
    Components are rotated in the same way, as ``kaiser(..., rotate="Promax")`` of psych does. Its
    ``principal(rotate="promax")`` is another thing: it raises the components to the power as they were extracted,
    without varimax before, and its loadings differ by up to .05 on the 25 items of the reference.

    The eigenvalues are those of the correlation matrix, whatever the method: the numbers of factors by eigenvalues
    above 1 and by parallel analysis are those of principal components. Parallel analysis compares them with the 95th
    percentile of those of 500 samples of independent normal variables. psych's ``fa.parallel`` also compares
    eigenvalues of the reduced matrix.

    Extraction by ``minres`` and ``ml`` and the rotations run through factor_analyzer, which bounds uniquenesses below
    at .005; items on that bound (Heywood cases) are named in a note.

    References
    ----------
    Harman, H. H. (1976). Modern factor analysis. Horn, J. L. (1965). Psychometrika, 30, 179-185.
    Kaiser, H. F. (1958). Psychometrika, 23, 187-200. Hendrickson, A. E., & White, P. O. (1964). British Journal of
    Statistical Psychology, 17, 65-70. Grieder, S., & Steiner, M. D. (2022). Behavior Research Methods, 54, 54-74.

    Checked against
    ---------------
    R 4.2.2 ``eigen``, ``factanal``, ``varimax``; psych 2.2.9 ``principal``, ``kaiser`` and ``fa`` (minres, pa);
    GPArotation 2022.10-2 ``GPFoblq``; PSPP 1.6.2 ``FACTOR`` (promax, two decimals); ``tests/reference/efa``.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> random = np.random.default_rng(1)
    >>> trust, pride = random.standard_normal((2, 200, 1))
    >>> answers = np.hstack([trust, trust, trust, pride, pride, pride]) + random.standard_normal((200, 6))
    >>> frame = pd.DataFrame(answers, columns=["t1", "t2", "t3", "p1", "p2", "p3"])
    >>> result = efa(frame, items=list(frame), method="pca", seed=1)
    >>> result.loadings.round(2).loc[["t1", "p1"]].abs().idxmax(axis=1).nunique()
    2
    >>> result.glance()["n_factors"].item()
    2
    """
    survey = as_survey(data)
    check_option(method, METHODS, argument="method")
    check_option(rotation, ROTATIONS, argument="rotation")
    check_option(like, LIKE, argument="like")
    columns = items_of(survey, as_names(items, argument="items"))
    if len(columns) < 3:
        raise SampleError(f"items names {len(columns)} items, {columns}; a factor analysis needs at least three")
    cases = take_item_cases(survey, columns, missing=missing, allowed=MISSING)
    correlations, n = _correlations(cases, columns)
    numbers = count_factors(correlations, n, recorded_seed(seed))
    m = decide_number(n_factors, numbers, len(columns), method)
    rotated = rotation if m > 1 else "none"
    solution = _solve(correlations, m, method, rotated, like, columns)
    spec: dict[str, object] = {
        "items": columns,
        "n_factors": n_factors,
        "method": method,
        "rotation": rotated,
        "like": like,
        "missing": missing,
        "seed": numbers.seed,
    }
    notes = (
        missing_note(cases.counts, missing),
        Note(f"efa.note_method_{method}"),
        Note(f"efa.note_rotation_{_variant(rotated, like, method)}"),
        number_note(m, numbers),
        *_heywood(solution, method, columns),
    )
    return _result(survey, cases.counts, n, columns, spec, solution, numbers, notes)


def _variant(rotation: str, like: str, method: str) -> str:
    """Which rotation the note names; psych rotates components otherwise than factors, see Notes of `efa`."""
    if rotation not in OBLIQUE:
        return rotation
    components = "_pca" if (rotation, like, method) == ("promax", "r", "pca") else ""
    return f"{rotation}_{like}{components}"


def _correlations(cases: Cases, columns: list[str]) -> tuple[Floats, int]:
    """Correlations (k, k) of the items, without exact dependence, and n."""
    covariances, pairs = covariance_matrix(cases.frame.to_numpy())
    n = int(pairs.min())
    if n <= len(columns):
        raise SampleError(
            f"some pair of items was answered by only {n} respondents, for {len(columns)} items; use "
            "missing='listwise', or name fewer items"
        )
    correlations = as_correlations(covariances)
    refuse_singular(correlations, columns)
    return correlations, n


def _solve(correlations: Floats, m: int, method: str, rotation: str, like: str, columns: list[str]) -> _Solution:
    """Extract, rotate and arrange."""
    unrotated, _ = factor.arranged(_extract(correlations, m, method, columns), np.eye(m))
    if rotation == "none":
        return _Solution(unrotated, unrotated, np.eye(m))
    return _Solution(unrotated, *factor.arranged(*rotate_loadings(unrotated, method=rotation, like=like)))


def _extract(correlations: Floats, m: int, method: str, columns: list[str]) -> Floats:
    """Unrotated loadings (k, m)."""
    if method == "pca":
        return factor.principal_components(correlations, m)
    if method in ("minres", "ml"):
        return estimate_loadings(correlations, m, method=method)
    axes = factor.principal_axes(correlations, m)
    beyond = [item for item, h2 in zip(columns, (axes.loadings**2).sum(axis=1), strict=True) if h2 > 1]
    if beyond:
        raise EstimationError(
            f"the communality of {beyond} passes 1 (a Heywood case); extract fewer factors, leave the item out, or use "
            "method='minres', which keeps within bounds"
        )
    if not axes.converged:
        raise EstimationError(f"principal axes did not settle in {axes.rounds} rounds; extract fewer factors")
    return axes.loadings


def _heywood(solution: _Solution, method: str, columns: list[str]) -> list[Note]:
    """A note naming items whose uniqueness sits on its lower bound."""
    uniqueness = 1 - (solution.unrotated**2).sum(axis=1)
    on_bound = [item for item, unique in zip(columns, uniqueness, strict=True) if unique <= BOUND * 1.01]
    if method == "pca" or not on_bound:
        return []
    return [Note("efa.note_heywood", {"items": ", ".join(on_bound)})]


def _result(
    survey: Survey,
    counts: Counts,
    n: int,
    columns: list[str],
    spec: dict[str, object],
    solution: _Solution,
    numbers: FactorNumbers,
    notes: tuple[Note, ...],
) -> EfaResult:
    """The solution with its names."""
    names = [f"F{position}" for position in range(1, solution.loadings.shape[1] + 1)]
    shared = factor.communalities(solution.loadings, solution.phi)
    overall = {
        "n": n,
        "n_missing": counts.total - n,
        "k": len(columns),
        "n_factors": len(names),
        "proportion": float(shared.mean()),
        "eigenvalue_rule": numbers.by_eigenvalue,
        "parallel_rule": numbers.by_parallel,
        "first_component": float(numbers.eigenvalues[0]) / len(columns),
    }
    return EfaResult(
        spec=spec,
        counts=counts,
        notes=notes,
        codebook=survey.codebook,
        loadings=pd.DataFrame(solution.loadings, index=columns, columns=names),
        structure=pd.DataFrame(solution.loadings @ solution.phi, index=columns, columns=names),
        phi=pd.DataFrame(solution.phi, index=names, columns=names),
        communality=pd.Series(shared, index=columns, name="communality"),
        variance=_variance(solution, numbers, oblique=spec["rotation"] in OBLIQUE),
        overall=pd.DataFrame([overall]),
    )


def _variance(solution: _Solution, numbers: FactorNumbers, *, oblique: bool) -> pd.DataFrame:
    """The table of explained variance, one row per possible factor."""
    k, m = solution.loadings.shape
    columns: dict[str, object] = {"factor": [f"F{position}" for position in range(1, k + 1)]}
    columns |= _shares("", numbers.eigenvalues, k) | {"parallel": numbers.limits}
    columns |= _shares("extracted", factor.sums_of_squares(solution.unrotated, np.eye(m)), k)
    columns |= _shares("rotated", factor.sums_of_squares(solution.loadings, solution.phi), k)
    frame = pd.DataFrame(columns)
    if oblique:
        frame[["rotated_proportion", "rotated_cumulative"]] = np.nan
    return frame


def _shares(stage: str, sums: Floats, k: int) -> dict[str, Floats]:
    """Sums of squares (m,), their shares of k items and the running shares, each filled up with NaN to (k,)."""
    padded = np.full(k, np.nan)
    padded[: len(sums)] = sums
    prefix = f"{stage}_" if stage else ""
    return {
        stage or "eigenvalue": padded,
        f"{prefix}proportion": padded / k,
        f"{prefix}cumulative": np.cumsum(padded / k),
    }
