"""What screening costs: ``python tests/benchmarks/screening.py [rows]``. Nothing here is a test.

A hundred thousand respondents answer 60 items in 12 scales, 2 % of the answers missing, with attention items, times and
addresses. Printed are the seconds for the whole battery at three sizes, and for each index over careless-py and
insufficient-effort on the same answers, where they are there: ``pip install careless-py insufficient-effort`` (they are
imported as ``careless`` and ``ier``; each index of theirs that takes too long is measured on fewer rows and scaled up).
"""

from __future__ import annotations

import importlib
import statistics
import sys
import time
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd

import surveykit as sk
from surveykit.core.survey import Survey
from surveykit.kernels import careless as kernels

N_ITEMS, N_SCALES = 60, 12
SHORT = 2_000
"""Rows on which the others are measured."""

Array = np.ndarray
Index = Callable[[Array], object]
FACTORS = [N_ITEMS // N_SCALES] * N_SCALES
SCALES = [list(range(start, start + FACTORS[0])) for start in range(0, N_ITEMS, FACTORS[0])]


def answers(n: int, *, gaps: bool) -> Array:
    """Answers 1 to 5 (n, 60) to items that hang together within their scales."""
    rng = np.random.default_rng(1)
    latent = np.repeat(rng.standard_normal((n, N_SCALES)), FACTORS[0], axis=1)
    values = np.digitize(0.85 * latent + 0.53 * rng.standard_normal((n, N_ITEMS)), (-1.5, -0.5, 0.5, 1.5)) + 1.0
    if gaps:
        values[rng.random(values.shape) < 0.02] = np.nan
    return values


def study(n: int) -> Survey:
    """The same answers as a survey, with everything that the usual battery looks at."""
    rng = np.random.default_rng(2)
    items = [f"q{i}" for i in range(N_ITEMS)]
    frame = pd.DataFrame(answers(n, gaps=True), columns=items)
    frame["check"] = rng.choice([3.0, 4.0], n, p=[0.03, 0.97])
    variables = [{"name": item, "kind": "ordinal", "low": 1, "high": 5} for item in items]
    scales = [{"name": f"S{i}", "items": [items[place] for place in scale]} for i, scale in enumerate(SCALES)]
    rules = [{"name": "odd", "where": [{"column": "q0", "codes": 1}, {"column": "q1", "codes": 5}]}]
    codebook = sk.Codebook.model_validate(
        {"variables": [*variables, {"name": "check", "expected": 4}], "scales": scales, "rules": rules}
    )
    paradata = pd.DataFrame(
        {
            "submitted": pd.Timestamp("2025-05-01") + pd.to_timedelta(np.arange(n) * 7, unit="s"),
            "duration_seconds": rng.uniform(60, 900, n),
            "address_token": [f"t{i}" for i in rng.integers(0, n // 2, n)],
        }
    )
    return Survey(frame, codebook, paradata=paradata)


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Median seconds of the processor, so that what else runs on the machine does not count."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


OURS: dict[str, Index] = {
    "longstring": kernels.longest_run,
    "average string": kernels.average_length,
    "IRV": kernels.answer_spread,
    "even-odd": lambda x: kernels.even_odd_consistency(x, SCALES),
    "psychsyn": lambda x: kernels.synonym_consistency(x, kernels.synonym_pairs(x, 0.5)),
    "Mahalanobis": kernels.mahalanobis_squared,
    "person-total": kernels.person_total,
}


def as_texts(x: Array) -> list[str]:
    """Answers as careless-py wants them for runs: one letter each."""
    return ["".join("-" if np.isnan(v) else f"{v:.0f}" for v in row) for row in x]


def theirs(package: str) -> dict[str, Index]:
    """The same indices of another package; none where it is not there."""
    try:
        other = importlib.import_module(package)
    except ImportError:
        return {}
    runs: dict[str, Index] = {
        "careless": {
            "longstring": lambda x: other.longstring(as_texts(x)),
            "average string": lambda x: other.longstring(as_texts(x), avg=True),
        },
        "ier": {
            "longstring": lambda x: other.longstring_scores(x),
            "average string": lambda x: other.longstring_scores(x, avg=True),
        },
    }[package]
    return {
        **runs,
        "IRV": lambda x: other.irv(x),
        "even-odd": lambda x: other.evenodd(x, FACTORS),
        "psychsyn": lambda x: other.psychsyn(x, critval=0.5),
        "Mahalanobis": lambda x: other.mahad(x),
        "person-total": lambda x: other.person_total(x),
    }


def battery_cost(n: int) -> None:
    """The whole battery at a quarter, half and all of the rows."""
    for rows in (n // 4, n // 2, n):
        survey = study(rows)
        flag, look = seconds(lambda s=survey: sk.flag_by_codebook(s)), seconds(lambda s=survey: sk.screen(s))  # type: ignore[misc]
        print(f"{rows:>7} rows: flag_by_codebook {flag:.2f} s, screen {look:.2f} s", flush=True)


def index_cost(n: int) -> None:
    """Each index, and how many times as long the others take for as many rows; no gaps, which some refuse."""
    whole, short = answers(n, gaps=False), answers(SHORT, gaps=False)
    others = {name: theirs(name) for name in ("careless", "ier")}
    for name, ours in OURS.items():
        own = seconds(lambda ours=ours: ours(whole))  # type: ignore[misc]
        told = []
        for package, indices in others.items():
            if name in indices:
                told.append(f"{package} {ratio(indices[name], short, n, own)}")
        print(f"{name:>15}: {own:6.3f} s; " + "; ".join(told), flush=True)


def ratio(index: Index, short: Array, n: int, own: float) -> str:
    """How many times as long another index takes, scaled up from fewer rows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            taken = seconds(lambda: index(short), 1) * n / SHORT
        except Exception as error:
            return f"failed ({type(error).__name__})"
    return f"x {taken / own:.1f}"


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    battery_cost(size)
    index_cost(size)
