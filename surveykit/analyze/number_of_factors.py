"""How many factors items have, by several rules, and how many to keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from surveykit.core.checks import as_count, check_option
from surveykit.core.result import Note
from surveykit.errors import OptionError, SampleError
from surveykit.kernels import factor
from surveykit.kernels.parallel_analysis import chance_eigenvalues, minimum_average_partials, reduced

Floats = NDArray[np.float64]
Rule = Literal["parallel", "parallel_factors", "kaiser", "map"]

RULES: tuple[Rule, ...] = ("parallel", "parallel_factors", "kaiser", "map")
PARALLEL_DRAWS = 500
PARALLEL_QUANTILE = 0.95


@dataclass(frozen=True)
class FactorNumbers:
    """What the rules look at, each (k,), and the number of factors by each.

    `eigenvalues`, with their `means` and `limits` by chance, are those of the correlation matrix; `reduced`, with
    `reduced_means` and `reduced_limits`, those of the matrix with squared multiple correlations on its diagonal.
    `partials` are Velicer's average squared partial correlations after 0, 1, ... components, `partials4` those of the
    fourth power.
    """

    eigenvalues: Floats
    means: Floats
    limits: Floats
    reduced: Floats
    reduced_means: Floats
    reduced_limits: Floats
    partials: Floats
    partials4: Floats
    numbers: dict[str, int]
    seed: int
    draws: int

    @property
    def by_eigenvalue(self) -> int:
        """Eigenvalues above 1."""
        return self.numbers["kaiser"]

    @property
    def by_parallel(self) -> int:
        """Parallel analysis of components, 95th percentile."""
        return self.numbers["parallel"]


def recorded_seed(seed: int | None) -> int:
    """The seed that was given, or one drawn from the system."""
    if seed is None:
        return int(np.random.default_rng().integers(2**31))
    return as_count(seed, 0, argument="seed")


def count_factors(correlations: Floats, n: int, seed: int, *, draws: int = PARALLEL_DRAWS) -> FactorNumbers:
    """Apply every rule to correlations (k, k), not singular, of n respondents."""
    k = len(correlations)
    chance = chance_eigenvalues(n, k, draws=draws, seed=seed)
    values, shared = factor.eigenvalues(correlations), factor.eigenvalues(reduced(correlations))
    limits, shared_limits = (
        np.quantile(found, PARALLEL_QUANTILE, axis=0) for found in (chance.components, chance.factors)
    )
    partials = {power: minimum_average_partials(correlations, power=power) for power in (2, 4)}
    return FactorNumbers(
        eigenvalues=values,
        means=chance.components.mean(axis=0),
        limits=limits,
        reduced=shared,
        reduced_means=chance.factors.mean(axis=0),
        reduced_limits=shared_limits,
        partials=partials[2],
        partials4=partials[4],
        numbers={
            "kaiser": factor.leading_above(values, np.ones(k)),
            "parallel": factor.leading_above(values, limits),
            "parallel_factors": factor.leading_above(shared, shared_limits),
            "map": int(np.nanargmin(partials[2])),
        },
        seed=seed,
        draws=draws,
    )


def most_factors(k: int) -> int:
    """The largest number of common factors of k items that leaves no fewer correlations than loadings."""
    return max(m for m in range(k) if (k - m) ** 2 >= k + m)


def decide_number(n_factors: int | str, numbers: FactorNumbers, k: int, method: str) -> int:
    """How many factors to extract, refused where the items cannot carry them."""
    if isinstance(n_factors, str):
        check_option(n_factors, RULES, argument="n_factors")
        m = numbers.numbers[n_factors]
        if m < 1:
            raise SampleError(f"n_factors={n_factors!r} finds no factor in these items; they hardly correlate")
    else:
        m = as_count(n_factors, 1, argument="n_factors")
    most = k if method == "pca" else most_factors(k)
    if m > most:
        raise OptionError(f"n_factors={m} is too many for {k} items with method={method!r}; at most {most}")
    return m


def number_note(m: int, numbers: FactorNumbers) -> Note:
    """What the rules say about the number of factors."""
    return Note(
        "efa.note_number",
        {
            "m": m,
            "eigenvalue": numbers.by_eigenvalue,
            "parallel": numbers.by_parallel,
            "map": numbers.numbers["map"],
            "draws": numbers.draws,
            "seed": numbers.seed,
        },
    )
