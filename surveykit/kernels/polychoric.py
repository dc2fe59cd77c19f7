"""Polychoric correlations: the correlations of the normal variables that ordered answers may be cut from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from surveykit.kernels.bivariate_normal import FAR, bivariate_cdf, bivariate_density

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Codes = NDArray[np.intp]

STEEPEST = 0.9999
"""Estimates stay within this of zero; one that reaches it says that the table has too many empty cells."""

CONTINUITY = 0.5
"""What an empty cell of a two-by-two table counts; the margins are kept."""

TOLERANCE = 1e-12
MOST_ROUNDS = 100
FAST_ROUNDS = 40
"""After so many rounds of scoring, a correlation that has not settled is found by halving its bracket."""

_RARE = 1e-18  # stands for a probability that is zero to rounding, where it is divided by


@dataclass(frozen=True)
class Polychoric:
    """Polychoric correlations of k columns.

    Attributes
    ----------
    correlations, std_errors : NDArray
        Shape (k, k); 1 and 0 on the diagonal.
    n, n_empty : NDArray
        Shape (k, k): rows that hold both columns, and cells of their table that nobody is in.
    thresholds, threshold_errors : tuple of NDArray
        One array per column: the cuts between its categories in standard units, and their standard errors.
    at_bound : NDArray
        Shape (k, k): estimates that `STEEPEST` holds back.
    """

    correlations: Floats
    std_errors: Floats
    n: Counts
    n_empty: Counts
    thresholds: tuple[Floats, ...]
    threshold_errors: tuple[Floats, ...]
    at_bound: NDArray[np.bool_]


@dataclass(frozen=True)
class _Pairs:
    """Tables of all pairs of columns, padded to one number of categories c.

    `tables` (p, c, c) holds counts of rows with both answers, `h` and `k` (p, c + 1) the cuts of the row and of the
    column variable, from minus to plus infinity.
    """

    tables: Floats
    h: Floats
    k: Floats


def polychoric(answers: Floats) -> Polychoric:
    """Polychoric correlations of the columns of `answers` (n, k): codes in order, NaN where there is no answer.

    Two steps (Olsson 1979): cuts from the answers to each column, then the correlation of every pair by maximum
    likelihood with the cuts held. Standard errors take the estimation of the cuts into account (Muthén 1984). Every
    column has at least two categories, and every pair rows in common.
    """
    columns = [_ranked(column) for column in answers.T]
    c = max(int(codes.max()) for codes in columns) + 1
    left, right = np.triu_indices(len(columns), 1)
    observed = np.stack([_counted(columns[i], columns[j], c) for i, j in zip(left, right, strict=True)])
    margins = np.stack([np.bincount(codes[codes >= 0], minlength=c) for codes in columns]).astype(np.float64)
    cuts = _cuts(margins)
    pairs = _Pairs(_filled(observed[:, :c, :c]), cuts[left], cuts[right])
    r = _estimates(pairs)
    errors = _std_errors(pairs, r, observed, margins[left], margins[right])
    widths = [int(codes.max()) + 1 for codes in columns]
    cells = np.array([widths[i] * widths[j] for i, j in zip(left, right, strict=True)])
    k = len(columns)
    return Polychoric(
        correlations=_square(k, r, diagonal=1.0),
        std_errors=_square(k, errors, diagonal=0.0),
        n=_square(k, observed[:, :c, :c].sum(axis=(1, 2)), diagonal=margins.sum(axis=1)).astype(np.int64),
        n_empty=_square(k, cells - (observed[:, :c, :c] > 0).sum(axis=(1, 2)), diagonal=0).astype(np.int64),
        thresholds=tuple(cuts[at, 1:width] for at, width in enumerate(widths)),
        threshold_errors=tuple(_cut_errors(margins[at], width) for at, width in enumerate(widths)),
        at_bound=_square(k, np.abs(r) >= STEEPEST, diagonal=False).astype(bool),
    )


def _ranked(column: Floats) -> Codes:
    """Codes (n,) as 0, 1, ... in their order; -1 where there is no answer."""
    there = ~np.isnan(column)
    codes = np.full(len(column), -1, dtype=np.intp)
    codes[there] = np.unique(column[there], return_inverse=True)[1]
    return codes


def _counted(x: Codes, y: Codes, c: int) -> Floats:
    """Counts (c + 1, c + 1) of the pairs of codes; the last row and column hold those without an answer."""
    width = c + 1
    counts = np.bincount((x % width) * width + y % width, minlength=width**2).reshape(width, width)
    return counts.astype(np.float64)


def _cuts(margins: Floats) -> Floats:
    """Cuts (k, c + 1) of columns with category counts (k, c), from minus to plus infinity."""
    below = np.cumsum(margins, axis=1) / margins.sum(axis=1, keepdims=True)
    cuts = np.clip(ndtri(below), -FAR, FAR)
    return np.hstack([np.full((len(margins), 1), -FAR), cuts])


def _cut_errors(margin: Floats, width: int) -> Floats:
    """Standard errors (width - 1,) of the cuts of one column."""
    n = margin.sum()
    below = np.cumsum(margin)[: width - 1] / n
    errors: Floats = np.sqrt(below * (1 - below) / n) / _density(ndtri(below))
    return errors


def _filled(tables: Floats) -> Floats:
    """Tables (p, c, c) in which an empty cell of a two-by-two table counts `CONTINUITY`, margins kept."""
    filled = tables.copy()
    for table in filled:
        rows, columns = np.flatnonzero(table.sum(axis=1)), np.flatnonzero(table.sum(axis=0))
        four = np.ix_(rows, columns)
        if len(rows) == len(columns) == 2 and (table[four] == 0).any():
            on_diagonal = (np.diag(table[four]) == 0).any()
            shift = CONTINUITY * np.array([[1.0, -1.0], [-1.0, 1.0]]) * (1 if on_diagonal else -1)
            table[four] += shift
    return filled


def _estimates(pairs: _Pairs) -> Floats:
    """Correlations (p,) at which the score is zero: Fisher's scoring, and halving where it leaves the bracket.

    Scoring creeps near the bound, where hardly anybody is expected in cells that are empty; halving takes over there.
    """
    low, high = np.full(len(pairs.tables), -STEEPEST), np.full(len(pairs.tables), STEEPEST)
    r = np.zeros(len(pairs.tables))
    for done in range(MOST_ROUNDS):
        probabilities, slopes = _cells(pairs, r)
        score = (pairs.tables / probabilities * slopes).sum(axis=(1, 2))
        information = pairs.tables.sum(axis=(1, 2)) * (slopes**2 / probabilities).sum(axis=(1, 2))
        low, high = np.where(score > 0, r, low), np.where(score < 0, r, high)
        step = r + score / np.maximum(information, _RARE)
        creeps = (np.abs(step - r) > TOLERANCE) & (done >= FAST_ROUNDS)
        inside = (step > low) & (step < high) & ~creeps
        before, r = r, np.where(inside, step, (low + high) / 2)
        if np.abs(r - before).max() < TOLERANCE:
            break
    return np.where(np.abs(r) > STEEPEST - 1e-6, np.copysign(STEEPEST, r), r)


def _cells(pairs: _Pairs, r: Floats) -> tuple[Floats, Floats]:
    """Probabilities of the cells (p, c, c) at correlations `r` (p,), and how fast they grow with r."""
    grid = (pairs.h[:, :, None], pairs.k[:, None, :], r[:, None, None])
    probabilities = _differences(bivariate_cdf(*grid))
    return np.maximum(probabilities, _RARE), _differences(bivariate_density(*grid))


def _differences(grid: Floats) -> Floats:
    """What lies in the cells (p, c, c) of a cumulative grid (p, c + 1, c + 1)."""
    return np.diff(np.diff(grid, axis=1), axis=2)


def _std_errors(pairs: _Pairs, r: Floats, observed: Floats, left: Floats, right: Floats) -> Floats:
    """Standard errors (p,) from the influence of every respondent on the cuts and, through them, on r.

    `observed` (p, c + 1, c + 1) counts those without an answer last; `left` and `right` (p, c) are the margins of all
    respondents from whom the cuts come.
    """
    probabilities, slopes = _cells(pairs, r)
    scores = slopes / probabilities
    information = (pairs.tables * scores**2).sum(axis=(1, 2))
    through = pairs.tables * scores / probabilities
    by_row = _through_cuts(through, pairs.h, pairs.k, r, left)
    by_column = _through_cuts(through.transpose(0, 2, 1), pairs.k, pairs.h, r, right)
    influence = np.zeros_like(observed)
    influence[:, :-1, :-1] = scores
    influence[:, :-1, :] -= by_row[:, :, None]
    influence[:, :, :-1] -= by_column[:, None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        errors: Floats = np.sqrt((observed * influence**2).sum(axis=(1, 2))) / information
    return np.where(np.abs(r) < STEEPEST, errors, np.nan)


def _through_cuts(through: Floats, h: Floats, k: Floats, r: Floats, margin: Floats) -> Floats:
    """What an answer in each category (p, c) of the row variable moves the score by, through that variable's cuts.

    `through` (p, c, c) is count times score over probability; `margin` (p, c) counts the answers the cuts come from.
    """
    inner = h[:, 1:-1]
    density = _density(inner)
    spread = np.sqrt((1 - r) * (1 + r))[:, None, None]
    conditional = np.diff(ndtr((k[:, None, :] - r[:, None, None] * inner[:, :, None]) / spread), axis=2)
    pull = ((through[:, :-1] - through[:, 1:]) * conditional).sum(axis=2)  # per cut, divided by its density
    n = margin.sum(axis=1, keepdims=True)
    below = np.cumsum(margin, axis=1)[:, :-1] / n
    reached = np.arange(margin.shape[1])[:, None] <= np.arange(margin.shape[1] - 1)
    moved = (reached[None] - below[:, None, :]) / n[:, :, None]
    real = density > _density(np.array(FAR - 1))
    influence: Floats = (moved * np.where(real, pull, 0.0)[:, None, :]).sum(axis=2)
    return influence


def _density(z: Floats) -> Floats:
    density: Floats = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return density


def _square(k: int, values: NDArray[np.generic], *, diagonal: float | Floats) -> Floats:
    """A symmetric matrix (k, k) from the values of its upper triangle and its diagonal."""
    square = np.zeros((k, k))
    upper = np.triu_indices(k, 1)
    square[upper] = values
    square += square.T
    np.fill_diagonal(square, diagonal)
    return square
