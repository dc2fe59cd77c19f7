"""Exploratory factor analysis and principal components."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd

from surveykit.analyze.efa_frames import overall_frame, score_frames, solution_frames
from surveykit.analyze.efa_scores import Scores, check_scores, score_note
from surveykit.analyze.efa_solution import METHODS, Method, heywood_notes, rotation_note, solve
from surveykit.analyze.item_cases import imputed_note, items_of
from surveykit.analyze.item_correlations import Correlation, item_correlations
from surveykit.analyze.number_of_factors import (
    Rule,
    count_factors,
    decide_number,
    number_note,
    recorded_seed,
)
from surveykit.analyze.rotating import OBLIQUE, Like, Rotation, as_turn
from surveykit.core.cases import Missing
from surveykit.core.checks import as_names, check_option
from surveykit.core.result import Note, Result, missing_note
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import SampleError

MISSING: tuple[Missing, ...] = ("listwise", "pairwise", "raise")


@dataclass(frozen=True, kw_only=True, eq=False)
class EfaResult(Result):
    """Loadings and what follows from them.

    Attributes
    ----------
    loadings : pandas.DataFrame
        Pattern loadings, one row per item, one column per factor ("F1", "F2", ...), the largest factor first.
    structure : pandas.DataFrame
        Correlations of items with factors, in the same shape; equal to the loadings unless the rotation is oblique.
    unrotated : pandas.DataFrame
        Loadings before rotation, in the same shape.
    phi : pandas.DataFrame
        Correlations of the factors.
    communality : pandas.Series
        Share of each item's variance that the factors explain.
    communality_initial : pandas.Series
        Where the extraction starts: squared multiple correlations, or 1 for principal components.
    variance : pandas.DataFrame
        One row per possible factor: ``factor``; ``eigenvalue``, ``proportion``, ``cumulative`` of the correlation
        matrix; ``parallel``, the limit of the parallel analysis; and for the factors that were kept ``extracted``,
        ``extracted_proportion``, ``extracted_cumulative`` before, ``rotated``, ``rotated_proportion``,
        ``rotated_cumulative`` after rotation. The last two are NaN for oblique rotations, whose sums cannot be added.
    residuals : pandas.DataFrame
        Correlations of the items less those that the factors reproduce; 0 on the diagonal.
    scores : pandas.DataFrame or None
        One row per respondent who answered all items, one column per factor, where ``scores=`` asked for them.
    weights : pandas.DataFrame or None
        What standardized items are multiplied with to make the scores; the shape of the loadings.
    determinacy : pandas.Series or None
        Squared correlation of each factor with its score.
    overall : pandas.DataFrame
        What ``glance()`` gives.
    """

    topic: ClassVar[str] = "efa"
    loadings: pd.DataFrame
    structure: pd.DataFrame
    unrotated: pd.DataFrame
    phi: pd.DataFrame
    communality: pd.Series
    communality_initial: pd.Series
    variance: pd.DataFrame
    residuals: pd.DataFrame
    overall: pd.DataFrame
    scores: pd.DataFrame | None = None
    weights: pd.DataFrame | None = None
    determinacy: pd.Series | None = None

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
        """One row.

        n, n_missing, k, n_factors; ``proportion``, the share of variance of the kept factors together; the numbers of
        factors by ``eigenvalue_rule`` (above 1), ``parallel_rule`` and ``map_rule``; ``first_component``; ``kmo``;
        Bartlett's ``sphericity`` with ``sphericity_df`` and ``sphericity_p``; and of the fit of common factors, NaN
        for components: ``statistic``, ``df``, ``p_value``, ``rmsea``, ``rmsea_low``, ``rmsea_high`` (90 %), ``tli``,
        ``bic``, ``rmsr``, ``rmsr_corrected``.
        """
        return self.overall.copy()

    @property
    def first_component(self) -> float:
        """Share of variance (0 to 1) of the first unrotated component; of items of several scales, Harman's measure."""
        return float(self.overall["first_component"].iloc[0])


def efa(
    data: Survey | pd.DataFrame,
    *,
    items: str | Sequence[str],
    n_factors: int | Rule = "parallel",
    method: Method = "pca",
    rotation: Rotation = "varimax",
    like: Like = "spss",
    kaiser: bool | None = None,
    power: int = 4,
    delta: float = 0.0,
    correlation: Correlation = "pearson",
    scores: Scores | None = None,
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
    n_factors : int or {"parallel", "parallel_factors", "kaiser", "map"}
        How many factors to keep, or the rule that decides: parallel analysis of components or of common factors,
        eigenvalues above 1, or the minimum average partial. `factor_number` shows them side by side.
    method : {"pca", "minres", "ml", "paf"}
        Principal components, minimum residuals, maximum likelihood, or iterated principal axes.
    rotation : {"varimax", "quartimax", "equamax", "promax", "oblimin", "quartimin", "geomin", "none"}
        The first three are orthogonal, the next four let factors correlate; quartimin is oblimin with delta 0.
    like : {"spss", "r"}
        Whose promax, and who decides on `kaiser`, see Notes.
    kaiser : bool, optional
        Whether rows are brought to length one before rotation; as `like` has it where not given.
    power : int
        For promax: the power of its target.
    delta : float
        For oblimin: at most 0.8; smaller values keep factors less correlated.
    correlation : {"pearson", "polychoric"}
        Correlations of the answer codes, or of the normal variables that ordered answers may be cut from.
    scores : {"regression", "bartlett", "anderson_rubin", "ten_berge"}, optional
        Compute factor scores of respondents who answered all items; of Pearson correlations only.
    missing : {"listwise", "pairwise", "raise"}
        Under ``pairwise``, n is the smallest number of respondents for any pair of items.
    seed : int, optional
        For the parallel analysis and the starts of rotations. Drawn and recorded in ``spec`` where it is not given.

    Returns
    -------
    EfaResult
        ``tidy()``: one row per item and factor. ``glance()``: one row. Frames of its own: ``loadings``, ``structure``,
        ``unrotated``, ``phi``, ``communality``, ``variance``, ``residuals``, ``scores``. Loadings, communalities and
        scores are in standard units.

    Raises
    ------
    ColumnError
        If a column is unknown, holds text, is nominal with more than two categories, or is to be reversed by the
        codebook and has not been.
    OptionError
        If a word is not in its list, or there are more factors than the items can carry.
    SampleError
        If an item has no spread, there are not more respondents than items, items determine each other exactly, or
        the pairwise correlations contradict each other; if polychoric correlations are not positive definite.
    EstimationError
        If the extraction or rotation does not converge, an item's communality passes 1 under ``paf``, or scores need
        a unique variance that is not there.
    AnswerError
        If answers lie outside the range of the codebook.

    Notes
    -----
    Communalities are diag(L Phi L') and the factors' sums of squares diag(Phi L'L), for oblique rotations too.
    Factors are ordered by these sums and turned so that their loadings add up to no less than zero. ``paf`` is iterated
    until no communality moves by more than 1e-8, where it meets ``minres``; SPSS stops at 1e-3. Principal components
    are not factors of a measurement model; they explain more variance because unique variance is counted as explained.

    Varimax and promax start from rows of length one (Kaiser). ``like="spss"`` normalises the other rotations too, and
    forms the target of promax from rows of length one but regresses the rows as they are. ``like="r"`` is psych with
    GPArotation: no normalisation of the others, and promax on rows of length one throughout, as rotate="promax" of its
    ``fa``. Components are rotated in the same way, as ``kaiser(..., rotate="Promax")`` of psych does. Its
    ``principal(rotate="promax")`` is another thing: it raises the components to the power as they were extracted,
    without varimax before, and its loadings differ by up to .05 on the 25 items of the reference. Rotations other than
    varimax and promax go down from 10 starting points (geomin from 30), drawn from the seed, and keep the lowest.

    The chi-square is n - 1 - (2k + 5)/6 - 2m/3 times the maximum-likelihood discrepancy, for every method but
    components, as psych does; under ``minres`` and ``paf`` it is larger than that of ``ml``. RMSEA divides by n - 1.

    The eigenvalues are those of the correlation matrix, whatever the method: the numbers of factors by eigenvalues
    above 1 and by parallel analysis are those of principal components. Parallel analysis compares them with the 95th
    percentile of those of 500 samples of independent normal variables.

    Extraction by ``minres`` and ``ml`` runs through factor_analyzer, which bounds uniquenesses below at .005; items on
    that bound (Heywood cases) are named in a note, and so are communalities that pass 1 all the same, as they can
    under ``minres``. Fewer than five respondents per item, and columns that look like running numbers, are told.

    References
    ----------
    Harman, H. H. (1976). Modern factor analysis. Horn, J. L. (1965). Psychometrika, 30, 179-185. Kaiser, H. F. (1958).
    Psychometrika, 23, 187-200. Hendrickson, A. E., & White, P. O. (1964). British Journal of Statistical Psychology,
    17, 65-70. Jennrich, R. I. (2002). Psychometrika, 67, 7-19. Velicer, W. F. (1976). Psychometrika, 41, 321-327.
    Tucker, L. R., & Lewis, C. (1973). Psychometrika, 38, 1-10. Grieder, S., & Steiner, M. D. (2022). Behavior Research
    Methods, 54, 54-74.

    Checked against
    ---------------
    R 4.2.2 ``eigen``, ``factanal``, ``varimax``; psych 2.2.9 ``principal``, ``kaiser``, ``fa`` (minres, ml, pa),
    ``factor.scores`` and ``VSS`` (MAP); GPArotation 2022.10-2 ``GPFoblq`` and ``GPForth``; PSPP 1.6.2 ``FACTOR``
    (principal axes with promax, five decimals); ``tests/reference/efa``, ``tests/reference/scales``.

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
    turn = as_turn(rotation, like, kaiser, power, delta)
    check_scores(scores, turn, method, correlation)
    columns = items_of(survey, as_names(items, argument="items"))
    if len(columns) < 3:
        raise SampleError(f"items names {len(columns)} items, {columns}; a factor analysis needs at least three")
    found = item_correlations(survey, columns, correlation=correlation, missing=missing, allowed=MISSING)
    numbers = count_factors(found.matrix, found.n, recorded_seed(seed))
    m = decide_number(n_factors, numbers, len(columns), method)
    turned = turn if m > 1 else replace(turn, rotation="none")
    solution = solve(found.matrix, m, method, turned, columns, seed=numbers.seed)
    return EfaResult(
        spec={
            "items": columns,
            "n_factors": n_factors,
            "method": method,
            **asdict(turned),
            "correlation": correlation,
            "scores": scores,
            "missing": missing,
            "seed": numbers.seed,
        },
        counts=found.counts,
        notes=(
            missing_note(found.counts, missing),
            *imputed_note(survey, columns),
            Note(f"efa.note_method_{method}"),
            rotation_note(turned, method),
            number_note(m, numbers),
            *found.notes,
            *heywood_notes(solution, method, columns),
            *score_note(scores),
        ),
        codebook=survey.codebook,
        overall=overall_frame(found, solution, numbers, method),
        **solution_frames(solution, found.matrix, numbers, columns, method, oblique=turned.rotation in OBLIQUE),
        **score_frames(found, solution, scores),
    )
