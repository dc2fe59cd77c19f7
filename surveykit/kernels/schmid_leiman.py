"""One general factor behind correlated factors, and the reliability that it stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SchmidLeiman:
    """Loadings of k items on a general factor (k,), on m group factors free of it (k, m), and uniquenesses (k,)."""

    general: Floats
    group: Floats
    uniqueness: Floats


@dataclass(frozen=True)
class Omegas:
    """Reliability of the sum of the items: of everything common, of the general factor, and of it in endless items.

    `explained_common` is the share of the common variance that the general factor explains (ECV).
    """

    total: float
    hierarchical: float
    asymptotic: float
    explained_common: float


def schmid_leiman(pattern: Floats, general: Floats) -> SchmidLeiman:
    """The transformation of Schmid and Leiman (1957).

    `pattern` (k, m) holds the items' loadings on oblique factors, `general` (m,) the loadings of these factors on the
    one factor of their correlations.
    """
    of_items = pattern @ general
    group = pattern * np.sqrt(np.maximum(1 - general**2, 0.0))
    return SchmidLeiman(of_items, group, 1 - of_items**2 - (group**2).sum(axis=1))


def omegas(solution: SchmidLeiman, correlations: Floats) -> Omegas:
    """McDonald's omegas of the sum of standardized items that have `correlations` (k, k), as psych defines them."""
    general = float(solution.general.sum()) ** 2
    variance = float(correlations.sum())
    total = 1 - float(solution.uniqueness.sum()) / variance
    common = float((solution.general**2).sum())
    hierarchical = general / variance
    return Omegas(
        total=total,
        hierarchical=hierarchical,
        asymptotic=hierarchical / total,
        explained_common=common / (common + float((solution.group**2).sum())),
    )
