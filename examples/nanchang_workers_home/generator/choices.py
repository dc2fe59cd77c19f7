"""Random choices among answer options, for questions outside the population model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SKIPPED, BLANK = -3, -2


def pick(rng: np.random.Generator, shares: Sequence[Sequence[float]] | np.ndarray) -> np.ndarray:
    """One option per person, 0-based, shape (n,), from `shares`, shape (n, options)."""
    limits = np.cumsum(np.asarray(shares, float), axis=1)
    point = rng.random(len(limits)) * limits[:, -1]
    chosen: np.ndarray = (point[:, None] >= limits).sum(axis=1)
    return chosen


def preference(rng: np.random.Generator, appeal: Sequence[float], drives: dict[int, np.ndarray], n: int) -> np.ndarray:
    """Liking of each option, shape (n, options): its appeal, what drives it (option → (n,)), and chance."""
    liking = np.asarray(appeal) + rng.gumbel(size=(n, len(appeal)))
    for option, drive in drives.items():
        liking[:, option] += drive
    return liking


def favourites(liking: np.ndarray) -> np.ndarray:
    """Rank of each option, 1 = most liked, shape (n, options)."""
    ranks: np.ndarray = (-liking).argsort(axis=1).argsort(axis=1) + 1
    return ranks
