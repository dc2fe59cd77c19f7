"""How many factors items have, by two rules, and how many to keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from surveykit.core.checks import as_count, check_option
from surveykit.core.result import Note
from surveykit.errors import OptionError, SampleError
from surveykit.kernels import factor

Floats = NDArray[np.float64]
Rule = Literal["parallel", "kaiser"]

RULES: tuple[Rule, ...] = ("parallel", "kaiser")
PARALLEL_DRAWS = 500
PARALLEL_QUANTILE = 0.95


@dataclass(frozen=True)
class FactorNumbers:
    """Eigenvalues (k,), their limits by parallel analysis (k,), and the number of factors by either rule."""

    eigenvalues: Floats
    limits: Floats
    by_eigenvalue: int
    by_parallel: int
    seed: int


def recorded_seed(seed: int | None) -> int:
    """The seed that was given, or one drawn from the system."""
    if seed is None:
        return int(np.random.default_rng().integers(2**31))
    return as_count(seed, 0, argument="seed")


def count_factors(correlations: Floats, n: int, seed: int) -> FactorNumbers:
    """Apply both rules to correlations (k, k) of n respondents."""
    values = factor.eigenvalues(correlations)
    limits = factor.parallel_eigenvalues(n, len(values), draws=PARALLEL_DRAWS, quantile=PARALLEL_QUANTILE, seed=seed)
    by_eigenvalue = factor.leading_above(values, np.ones_like(values))
    return FactorNumbers(values, limits, by_eigenvalue, factor.leading_above(values, limits), seed)


def decide_number(n_factors: int | str, numbers: FactorNumbers, k: int, method: str) -> int:
    """How many factors to extract, refused where the items cannot carry them."""
    if isinstance(n_factors, str):
        check_option(n_factors, RULES, argument="n_factors")
        m = numbers.by_parallel if n_factors == "parallel" else numbers.by_eigenvalue
        if m < 1:
            raise SampleError("parallel analysis finds no factor in these items; they hardly correlate")
    else:
        m = as_count(n_factors, 1, argument="n_factors")
    most = k if method == "pca" else max(m for m in range(k) if (k - m) ** 2 >= k + m)
    if m > most:
        raise OptionError(f"n_factors={m} is too many for {k} items with method={method!r}; at most {most}")
    return m


def number_note(m: int, numbers: FactorNumbers) -> Note:
    """What the two rules say about the number of factors."""
    return Note(
        "efa.note_number",
        {
            "m": m,
            "eigenvalue": numbers.by_eigenvalue,
            "parallel": numbers.by_parallel,
            "draws": PARALLEL_DRAWS,
            "seed": numbers.seed,
        },
    )
