"""The correlations of a set of items that factor analyses start from: Pearson's, or polychoric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.item_cases import identifiers, refuse_few_pairs, refuse_singular, take_item_cases
from surveykit.core.cases import Counts
from surveykit.core.checks import check_option
from surveykit.core.result import Note
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, SampleError
from surveykit.kernels.correlation import covariance_matrix
from surveykit.kernels.factor import SINGULAR
from surveykit.kernels.polychoric import Polychoric, polychoric
from surveykit.kernels.reliability import as_correlations

Floats = NDArray[np.float64]
Correlation = Literal["pearson", "polychoric"]

CORRELATIONS: tuple[Correlation, ...] = ("pearson", "polychoric")

MOST_CATEGORIES = 15
"""More different answers than this are no categories that a polychoric correlation could be of."""


FEW_PER_ITEM = 5
"""Fewer respondents per item than this call for a word (Gorsuch 1983)."""


@dataclass(frozen=True)
class ItemCorrelations:
    """Correlations (k, k), the smallest number of respondents of any pair, whom they rest on, and what to say."""

    matrix: Floats
    n: int
    counts: Counts
    frame: pd.DataFrame
    notes: tuple[Note, ...]


def item_correlations(
    survey: Survey, columns: Sequence[str], *, correlation: str, missing: str, allowed: Sequence[str]
) -> ItemCorrelations:
    """Correlations of items, without exact dependence and positive definite; anything else is refused."""
    check_option(correlation, CORRELATIONS, argument="correlation")
    cases = take_item_cases(survey, columns, missing=missing, allowed=allowed)
    covariances, pairs = covariance_matrix(cases.frame.to_numpy())
    refuse_few_pairs(pairs, columns)
    n, matrix = int(pairs.min()), as_correlations(covariances)
    refuse_singular(matrix, columns)
    notes = _item_notes(cases.frame, n, missing)
    if correlation == "pearson":
        return ItemCorrelations(matrix, n, cases.counts, cases.frame, notes)
    found = polychoric_of(cases.frame)
    _refuse_indefinite(found.correlations)
    notes = (*polychoric_notes(found, columns), *notes)
    return ItemCorrelations(found.correlations, n, cases.counts, cases.frame, notes)


def polychoric_of(frame: pd.DataFrame) -> Polychoric:
    """Polychoric correlations of the columns; refused where a column holds no categories."""
    many = {str(name): n for name, n in frame.nunique().items() if n > MOST_CATEGORIES}
    if many:
        name, n = next(iter(many.items()))
        raise ColumnError(
            f"polychoric correlations are of ordered categories, and {name!r} holds {n} different answers; use "
            f"Pearson's ('pearson'), or band it into at most {MOST_CATEGORIES}"
        )
    return polychoric(frame.to_numpy(dtype=np.float64))


def polychoric_notes(found: Polychoric, columns: Sequence[str]) -> tuple[Note, ...]:
    """That the correlations are polychoric, and where the tables behind them are too sparse to trust."""
    pairs = list(combinations(range(len(columns)), 2))
    held = [f"{columns[i]}–{columns[j]}" for i, j in pairs if found.at_bound[i, j]]
    sparse = sum(bool(found.n_empty[pair]) for pair in pairs)
    notes = [Note("polychoric.note_variant")]
    if sparse:
        notes.append(Note("polychoric.note_sparse", {"n": sparse, "pairs": len(pairs)}))
    if held:
        notes.append(Note("polychoric.note_bound", {"items": ", ".join(held)}))
    return tuple(notes)


def _item_notes(frame: pd.DataFrame, n: int, missing: str) -> tuple[Note, ...]:
    """What a reader must know of items whose correlations can be computed all the same."""
    notes = []
    running = identifiers(frame)
    if running:
        notes.append(Note("efa.note_identifier", {"items": ", ".join(running)}))
    if missing == "pairwise":
        notes.append(Note("efa.note_pairwise", {"n": n}))
    if n < FEW_PER_ITEM * frame.shape[1]:
        notes.append(Note("efa.note_few", {"n": n, "k": frame.shape[1], "least": FEW_PER_ITEM}))
    return tuple(notes)


def _refuse_indefinite(correlations: Floats) -> None:
    values = np.linalg.eigvalsh(correlations)
    if values[0] <= SINGULAR * values[-1]:
        raise SampleError(
            f"the polychoric correlations are not positive definite (smallest eigenvalue {values[0]:.2g}), as happens "
            "with few respondents or rare answers; use correlation='pearson', collapse rare answers, or name fewer "
            "items"
        )
