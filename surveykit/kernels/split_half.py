"""Reliability of a sum from its halves, and Guttman's lower bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from surveykit.kernels.reliability import spearman_brown

Floats = NDArray[np.float64]

MOST_SPLITS = 20_000
"""Up to this many splits all are tried; of more, so many are drawn at random."""


@dataclass(frozen=True)
class SplitHalves:
    """Reliability of the sum over splits of its items into halves, Guttman's coefficient of each split.

    `most` is lambda 4, `least` the worst split (Revelle's beta where halves are equal), `n_splits` how many were
    tried, and `every` whether these are all there are.
    """

    most: float
    mean: float
    least: float
    n_splits: int
    every: bool


def guttman_lambda2(covariances: Floats) -> float:
    """Guttman's lambda 2 of covariances (k, k)."""
    k, total = len(covariances), float(covariances.sum())
    off = covariances - np.diag(np.diag(covariances))
    return (float(off.sum()) + math.sqrt(k / (k - 1) * float((off**2).sum()))) / total


def guttman_lambda6(covariances: Floats) -> float:
    """Guttman's lambda 6 of covariances (k, k), not singular: unique variance is what the other items leave."""
    return 1 - float((1 / np.diag(np.linalg.inv(covariances))).sum()) / float(covariances.sum())


def guttman_split(covariances: Floats, first: NDArray[np.bool_]) -> float:
    """Guttman's split-half coefficient: the items of `first` (k,) against the others, covariances (k, k)."""
    return 4 * float(covariances[np.ix_(first, ~first)].sum()) / float(covariances.sum())


def half_correlation(covariances: Floats, first: NDArray[np.bool_]) -> float:
    """Correlation of the sum of the items of `first` (k,) with the sum of the others; NaN where one is constant."""
    across = float(covariances[np.ix_(first, ~first)].sum())
    size = float(covariances[np.ix_(first, first)].sum()) * float(covariances[np.ix_(~first, ~first)].sum())
    return across / math.sqrt(size) if size > 0 else math.nan


def unequal_spearman_brown(correlation: float, first: int, second: int) -> float:
    """Horst's (1951) step-up of the correlation of two halves with so many items; Spearman-Brown where equal."""
    if first == second:
        return spearman_brown(correlation)
    share = first * second / (first + second) ** 2
    squared = correlation**2
    root = math.sqrt(squared**2 + 4 * squared * (1 - squared) * share)
    return (root - squared) / (2 * share * (1 - squared))


def split_halves(covariances: Floats, *, seed: int = 0) -> SplitHalves:
    """Guttman's coefficient over the splits of k >= 2 items into halves that differ by at most one item."""
    k = len(covariances)
    half = k // 2
    n_all = math.comb(k, half) // (2 if k % 2 == 0 else 1)
    every = n_all <= MOST_SPLITS
    splits = _every_split(k) if every else _random_splits(k, seed)
    total = float(covariances.sum())
    sides = np.array(list(splits), dtype=np.float64)
    across = ((sides @ covariances) * (1 - sides)).sum(axis=1)
    found = 4 * across / total
    return SplitHalves(float(found.max()), float(found.mean()), float(found.min()), len(found), every)


def _every_split(k: int) -> Iterator[NDArray[np.bool_]]:
    """Every split of k items into halves once; of an even number the half that holds the first item."""
    fixed, rest = ((0,), range(1, k)) if k % 2 == 0 else ((), range(k))
    for chosen in combinations(rest, k // 2 - len(fixed)):
        side = np.zeros(k, dtype=bool)
        side[[*fixed, *chosen]] = True
        yield side


def _random_splits(k: int, seed: int) -> Iterator[NDArray[np.bool_]]:
    random = np.random.default_rng(seed)
    side = np.arange(k) < k // 2
    for _ in range(MOST_SPLITS):
        yield random.permutation(side)
