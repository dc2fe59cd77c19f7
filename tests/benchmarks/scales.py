"""What scales cost, as ratios within one run: ``python tests/benchmarks/scales.py``. Nothing here is a test.

The comparisons with R's psych are made where ``Rscript`` is there.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin

import surveykit as sk
from surveykit.kernels.parallel_analysis import chance_eigenvalues
from surveykit.kernels.polychoric import polychoric

BFI = Path(__file__).parents[1] / "data/psychtools/bfi.csv"
REPEATS = 5
DRAWS = 100


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Median wall-clock seconds, after one run that is not counted."""
    work()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def r_seconds(code: str, repeats: int = 3) -> float | None:
    """Median seconds that R needs for `code` on `d`, the 25 complete items, its start not counted; None without R."""
    if shutil.which("Rscript") is None:
        return None
    script = f"""
        suppressPackageStartupMessages(library(psych))
        d <- read.csv("{BFI}"); d <- d[complete.cases(d), ]
        run <- function() invisible(capture.output(suppressWarnings(suppressMessages({code}))))
        run()
        cat(median(replicate({repeats}, system.time(run())["elapsed"])))
    """
    return float(subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True).stdout)


def against_r(what: str, ours: float, theirs: float | None) -> None:
    """Print one comparison with psych."""
    if theirs is None:
        print(f"{what}: {ours:.3f} s; no R here to compare with")
    else:
        print(f"{what}: {ours:.3f} s; psych {theirs:.2f} s; ratio {theirs / ours:.0f}")


def reliability_cost() -> None:
    """Alpha, interval, item statistics and omega of 12 scales of 6 items at n = 500, over pingouin's bare alpha."""
    random = np.random.default_rng(1)
    scales = {f"s{i}": [f"s{i}_{j}" for j in range(6)] for i in range(12)}
    traits = np.repeat(random.standard_normal((500, 12)), 6, axis=1)
    values = np.clip(np.round(3 + traits + random.standard_normal((500, 72))), 1, 5)
    frame = pd.DataFrame(values, columns=[column for columns in scales.values() for column in columns])
    ours = seconds(lambda: sk.reliability(frame, items=scales))
    theirs = seconds(lambda: [pingouin.cronbach_alpha(frame[columns]) for columns in scales.values()])
    print(f"reliability of 12 scales: {ours:.3f} s; pingouin's alpha {theirs:.3f} s; ratio {ours / theirs:.2f}")


def parallel_cost() -> None:
    """Parallel analysis of 25 items, 100 draws, of components and of common factors."""
    frame = pd.read_csv(BFI).dropna()
    ours = seconds(lambda: chance_eigenvalues(len(frame), 25, draws=DRAWS, seed=1))
    theirs = r_seconds(f'fa.parallel(d, fm = "minres", SMC = TRUE, n.iter = {DRAWS}, plot = FALSE, sim = TRUE)')
    against_r(f"parallel analysis, {DRAWS} draws, the chance eigenvalues alone", ours, theirs)
    whole = seconds(lambda: sk.factor_number(frame, items=list(frame), n_draws=DRAWS, seed=1))
    against_r("the same with average partials and the fit of 1 to 8 factors", whole, theirs)


def polychoric_cost() -> None:
    """Polychoric correlations of 25 items, with thresholds and standard errors, which psych does not give."""
    answers = pd.read_csv(BFI).dropna().to_numpy(dtype=float)
    ours = seconds(lambda: polychoric(answers))
    against_r("polychoric correlations of 25 items", ours, r_seconds("polychoric(d)"))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    reliability_cost()
    parallel_cost()
    polychoric_cost()
