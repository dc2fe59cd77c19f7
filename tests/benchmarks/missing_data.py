"""What Little's test and missing patterns cost: ``python tests/benchmarks/missing_data.py``. Nothing here is a test."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

import surveykit as sk
from surveykit.kernels.missing import Floats, em_moments


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def answers(n: int, k: int = 60, share: float = 0.05) -> pd.DataFrame:
    """Likert answers of six scales, of which a share is missing; nearly every row is a pattern of its own."""
    rng = np.random.default_rng(0)
    latent = rng.standard_normal((n, 6)) @ (0.5 * rng.random((6, k))) + 0.8 * rng.standard_normal((n, k))
    codes = np.digitize(latent, [-1.5, -0.5, 0.5, 1.5]) + 1.0
    codes[rng.random(codes.shape) < share] = np.nan
    return pd.DataFrame(codes, columns=[f"q{i}" for i in range(k)])


def row_by_row(values: Floats) -> None:
    """One step of the EM algorithm as textbooks have it, a system of equations for every row."""
    mean, covariance = np.nanmean(values, axis=0), np.diag(np.nanvar(values, axis=0))
    for row in values:
        there = ~np.isnan(row)
        weights = np.linalg.solve(covariance[np.ix_(there, there)], covariance[np.ix_(there, ~there)])
        row[~there] = mean[~there] + (row[there] - mean[there]) @ weights


def main() -> None:
    """Sizes that double, and the ratio to the textbook algorithm."""
    for n in (25_000, 50_000, 100_000):
        frame = answers(n)
        items = list(frame.columns)
        tested = seconds(lambda frame=frame, items=items: sk.mcar_test(frame, items=items))  # type: ignore[misc]
        counted = seconds(lambda frame=frame, items=items: sk.missing_patterns(frame, items=items))  # type: ignore[misc]
        print(f"{n} x 60, 5 percent missing: mcar_test {tested:.1f} s; missing_patterns {counted:.1f} s")
    values = answers(5_000).to_numpy()
    steps = em_moments(values).iterations
    ours = seconds(lambda: em_moments(values)) / steps
    theirs = seconds(lambda: row_by_row(values.copy()))
    print(f"one step of EM, 5,000 x 60: {ours:.3f} s; row by row {theirs:.2f} s; ratio {theirs / ours:.0f}")


if __name__ == "__main__":
    main()
