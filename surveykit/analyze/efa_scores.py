"""Factor scores of the respondents who answered all items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from surveykit.analyze.efa_solution import Solution
from surveykit.analyze.rotating import OBLIQUE, Turn
from surveykit.core.checks import check_option
from surveykit.core.result import Note
from surveykit.errors import EstimationError, OptionError
from surveykit.kernels.factor import communalities
from surveykit.kernels.factor_scores import WEIGHTS

Floats = NDArray[np.float64]
Scores = Literal["regression", "bartlett", "anderson_rubin", "ten_berge"]

SCORES: tuple[Scores, ...] = ("regression", "bartlett", "anderson_rubin", "ten_berge")


def check_scores(scores: str | None, turn: Turn, method: str, correlation: str) -> None:
    """Refuse scores that the solution cannot have."""
    if scores is None:
        return
    check_option(scores, SCORES, argument="scores")
    if correlation != "pearson":
        raise OptionError(
            "factor scores weigh the answers as they are, and polychoric correlations are not those of the answers; "
            "use correlation='pearson', or the mean of each factor's items (score_scales)"
        )
    if method == "pca" and scores != "regression":
        raise OptionError(f"scores={scores!r} needs unique variances, which components do not have; use 'regression'")
    if scores == "anderson_rubin" and turn.rotation in OBLIQUE:
        raise OptionError(
            f"scores='anderson_rubin' are uncorrelated, and rotation={turn.rotation!r} lets factors correlate; use "
            "'ten_berge'"
        )


def score_weights(scores: str, correlations: Floats, solution: Solution, items: Sequence[str]) -> Floats:
    """What standardized items (n, k) are multiplied with to make scores (n, m): weights (k, m).

    Raises
    ------
    EstimationError
        If scores that divide by unique variances meet one below zero.
    """
    shared = communalities(solution.loadings, solution.phi)
    beyond = [item for item, h2 in zip(items, shared, strict=True) if h2 >= 1]
    if beyond and scores in ("bartlett", "anderson_rubin"):
        raise EstimationError(
            f"scores={scores!r} divide by unique variances, and {beyond} have none left (a Heywood case); extract "
            "fewer factors, or use 'regression'"
        )
    return WEIGHTS[scores](correlations, solution.loadings, solution.phi)


def score_note(scores: str | None) -> tuple[Note, ...]:
    """By which method the scores are."""
    return () if scores is None else (Note(f"efa.note_scores_{scores}"),)
