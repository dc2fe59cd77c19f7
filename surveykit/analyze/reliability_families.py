"""Families of reliability coefficients that are computed where they are asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.extraction import BOUND, estimate_loadings, one_factor_loadings
from surveykit.analyze.item_correlations import polychoric_notes, polychoric_of
from surveykit.analyze.number_of_factors import most_factors
from surveykit.analyze.rotating import as_turn, rotate_loadings
from surveykit.core.codebook import Text
from surveykit.core.result import Note
from surveykit.errors import EstimationError
from surveykit.kernels.factor import SINGULAR, arranged
from surveykit.kernels.reliability import as_correlations, cronbach_alpha, omega_total
from surveykit.kernels.schmid_leiman import SchmidLeiman, omegas, schmid_leiman
from surveykit.kernels.split_half import guttman_split, half_correlation, split_halves, unequal_spearman_brown

Floats = NDArray[np.float64]
Family = Literal["split_half", "ordinal", "hierarchical"]

FAMILIES: Mapping[Family, tuple[str, ...]] = {
    "split_half": (
        "split_odd_even",
        "guttman_odd_even",
        "split_first_second",
        "guttman_first_second",
        "lambda4",
        "split_mean",
        "split_least",
    ),
    "ordinal": ("alpha_ordinal", "omega_ordinal"),
    "hierarchical": ("omega_total", "omega_hierarchical", "omega_asymptotic", "explained_common"),
}
"""The columns of each family."""

GROUP_FACTORS = 3
"""Group factors below the general one, as psych has by default."""

Numbers = dict[str, float]


def family_columns(
    frame: pd.DataFrame, covariances: Floats, also: Sequence[Family], label: Text, *, tied: bool, seed: int
) -> tuple[Numbers, list[Note]]:
    """The columns of the families asked for, and what to say where one is not there."""
    numbers: Numbers = {}
    notes: list[Note] = []
    if "split_half" in also:
        numbers |= _split_half(covariances, seed)
    if "ordinal" in also:
        ordinal, said = _ordinal(frame, label)
        numbers, notes = numbers | ordinal, notes + said
    if "hierarchical" in also:
        solution = None if tied else _general_and_groups(as_correlations(covariances), seed)
        hierarchical, said = _hierarchical(solution, covariances, label)
        numbers, notes = numbers | hierarchical, notes + said
    return numbers, notes


def _split_half(covariances: Floats, seed: int) -> Numbers:
    """Odd against even items, the first half against the second, and every split."""
    k = len(covariances)
    if float(covariances.sum()) <= 0:
        return dict.fromkeys(FAMILIES["split_half"], math.nan)
    places = np.arange(k)
    odd, first = places % 2 == 0, places < (k + 1) // 2
    halves = split_halves(covariances, seed=seed)
    return {
        "split_odd_even": _stepped_up(covariances, odd),
        "guttman_odd_even": guttman_split(covariances, odd),
        "split_first_second": _stepped_up(covariances, first),
        "guttman_first_second": guttman_split(covariances, first),
        "lambda4": halves.most,
        "split_mean": halves.mean,
        "split_least": halves.least,
    }


def _stepped_up(covariances: Floats, side: NDArray[np.bool_]) -> float:
    r = half_correlation(covariances, side)
    return unequal_spearman_brown(r, int(side.sum()), int((~side).sum())) if -1 < r < 1 else math.nan


def _ordinal(frame: pd.DataFrame, label: Text) -> tuple[Numbers, list[Note]]:
    """Alpha and omega of the polychoric correlations."""
    found = polychoric_of(frame)
    columns = [str(name) for name in frame.columns]
    notes = [Note("reliability.note_sparse", {"scale": label})] if found.n_empty.any() else []
    notes += [note for note in polychoric_notes(found, columns) if note.key == "polychoric.note_bound"]
    values = np.linalg.eigvalsh(found.correlations)
    numbers = {"alpha_ordinal": cronbach_alpha(found.correlations), "omega_ordinal": math.nan}
    if len(columns) > 2 and values[0] > SINGULAR * values[-1]:
        try:
            loadings = one_factor_loadings(found.correlations)
            return numbers | {"omega_ordinal": omega_total(loadings, 1 - loadings**2)}, notes
        except EstimationError:
            pass
    return numbers, [*notes, Note("reliability.note_omega_ordinal_none", {"scale": label})]


def _hierarchical(solution: SchmidLeiman | None, covariances: Floats, label: Text) -> tuple[Numbers, list[Note]]:
    """Omegas of a general factor and group factors; NaN where there are none."""
    if solution is None:
        note = Note("reliability.note_hierarchical_none", {"scale": label, "groups": GROUP_FACTORS})
        return dict.fromkeys(FAMILIES["hierarchical"], math.nan), [note]
    found = omegas(solution, as_correlations(covariances))
    numbers = {
        "omega_total": found.total,
        "omega_hierarchical": found.hierarchical,
        "omega_asymptotic": found.asymptotic,
        "explained_common": found.explained_common,
    }
    improper = solution.uniqueness.min() <= BOUND * 1.05 or not solution.group.any(axis=0).all()
    return numbers, [Note("reliability.note_hierarchical_heywood", {"scale": label})] if improper else []


def _general_and_groups(correlations: Floats, seed: int) -> SchmidLeiman | None:
    """Schmid and Leiman's transformation as psych's `omega`; None where the items do not carry the factors."""
    if most_factors(len(correlations)) < GROUP_FACTORS:
        return None
    try:
        unrotated = estimate_loadings(correlations, GROUP_FACTORS, method="minres")
        pattern, phi = arranged(*rotate_loadings(unrotated, as_turn("oblimin", "r", None, 4, 0.0), seed=seed))
        general = estimate_loadings(phi, 1, method="minres")[:, 0]
    except EstimationError:
        return None
    return schmid_leiman(pattern, general * np.sign(general.sum()))
