"""Shares that each rule flags of planted patterns: ``python tests/reference/careless/flag_rates.py`` prints the table.

The population is that of the bundled study: 23 items in 6 scales, 286 honest respondents. Among them are put 8 straight
lines, 4 near-lines with 3 items moved by one, 8 that answer at random, and 2 that go down the answers diagonally.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

import surveykit as sk
from surveykit.errors import SampleError
from surveykit.kernels.careless import answer_spread

STUDY = Path(__file__).parents[3] / "examples" / "nanchang_workers_home"
POPULATION = runpy.run_path(str(STUDY / "generator" / "population.py"))
ITEMS = list(POPULATION["ITEMS"])
KINDS = ("honest", "straight", "near_straight", "random", "diagonal")
N_KIND = (286, 8, 4, 8, 2)
BOOK = sk.Codebook.model_validate(
    {
        "variables": [{"name": item, "kind": "ordinal", "low": 1, "high": 5} for item in ITEMS],
        "scales": [
            {"name": scale, "items": [f"{scale}{i}" for i in range(1, len(loadings) + 1)]}
            for scale, loadings in POPULATION["LOADINGS"].items()
        ],
    }
)

PUBLISHED: dict[str, tuple[float, ...]] = {
    "longstring >= 12": (0.001, 1.00, 0.39, 0.00, 0.00),
    "longstring >= 8": (0.028, 1.00, 0.92, 0.00, 0.00),
    "IRV <= .40": (0.001, 1.00, 1.00, 0.00, 0.00),
    "IRV >= 1.45": (0.003, 0.00, 0.00, 0.40, 0.00),
    "even-odd < .30": (0.109, 0.00, 0.47, 0.61, 0.50),
    "even-odd < 0": (0.061, 0.00, 0.31, 0.47, 0.50),
    "D2 p < .001": (0.001, 0.00, 0.00, 0.87, 1.00),
    "D2 p < .01": (0.008, 0.00, 0.00, 0.97, 1.00),
    "psychsyn r > .50, < 0": (0.08, 0.00, 0.38, 0.42, 0.69),
    "psychsyn r > .50, < .22": (0.23, 0.00, 0.71, 0.74, 0.94),
}
"""Shares of each kind in 200 earlier simulations of the same population."""

USABLE = 0.26
"""Share of those simulations in which three pairs correlated above .60."""


def planted(seed: int) -> sk.Survey:
    """Honest respondents and, after them, the planted ones."""
    rng = np.random.default_rng(seed)
    honest = POPULATION["draw_population"](N_KIND[0], rng)[ITEMS].to_numpy(dtype=float)
    k = len(ITEMS)
    straight = np.repeat(rng.choice([3, 4, 5], N_KIND[1], p=[0.4, 0.4, 0.2])[:, None], k, axis=1).astype(float)
    near = np.repeat(rng.choice([3, 4], N_KIND[2])[:, None], k, axis=1).astype(float)
    for row in near:
        row[rng.choice(k, 3, replace=False)] += rng.choice([-1, 1], 3)
    at_random = rng.integers(1, 6, (N_KIND[3], k)).astype(float)
    diagonal = np.array([[(i + start) % 5 + 1 for i in range(k)] for start in range(N_KIND[4])], dtype=float)
    answers = np.vstack([honest, straight, near, at_random, diagonal])
    return sk.Survey.from_frame(pd.DataFrame(answers, columns=ITEMS), codebook=BOOK)


def flagged(survey: sk.Survey, rule: str) -> np.ndarray:
    """Who is flagged by `rule`, in the order of the respondents."""
    return survey.data.index.isin(survey.flags.loc[survey.flags["rule"] == rule, "id"])


RULES: dict[str, Callable[[sk.Survey], np.ndarray]] = {
    "longstring >= 12": lambda s: flagged(sk.flag_straightlining(s, items=ITEMS), "longstring"),
    "longstring >= 8": lambda s: flagged(sk.flag_straightlining(s, items=ITEMS, run_length=8), "longstring"),
    "IRV <= .40": lambda s: flagged(sk.flag_straightlining(s, items=ITEMS), "irv"),
    "IRV >= 1.45": lambda s: answer_spread(s.data.to_numpy()) >= 1.45,
    "even-odd < .30": lambda s: flagged(sk.flag_even_odd(s, below=0.30), "even_odd"),
    "even-odd < 0": lambda s: flagged(sk.flag_even_odd(s), "even_odd"),
    "D2 p < .001": lambda s: flagged(sk.flag_outliers(s, items=ITEMS), "mahalanobis"),
    "D2 p < .01": lambda s: flagged(sk.flag_outliers(s, items=ITEMS, p=0.01), "mahalanobis"),
    "psychsyn r > .50, < 0": lambda s: flagged(sk.flag_psychsyn(s, items=ITEMS, min_r=0.5), "psychsyn"),
    "psychsyn r > .50, < .22": lambda s: flagged(sk.flag_psychsyn(s, items=ITEMS, min_r=0.5, below=0.22), "psychsyn"),
    "person-total < 0": lambda s: flagged(sk.flag_person_total(s, items=ITEMS), "person_total"),
    "excluded by the usual battery": lambda s: (
        ~s.data.index.isin(sk.exclude_flagged(sk.flag_by_codebook(s)).data.index)
    ),
}


def samples(seeds: range) -> dict[str, np.ndarray]:
    """Per rule the share flagged of each kind, one row per sample that the rule does not refuse."""
    kinds = np.repeat(KINDS, N_KIND)
    found: dict[str, list[list[float]]] = {name: [] for name in RULES}
    for seed in seeds:
        survey = planted(seed)
        for name, rule in RULES.items():
            try:
                who = rule(survey)
            except SampleError:
                continue
            found[name].append([who[kinds == kind].mean() for kind in KINDS])
    return {name: np.array(rows) for name, rows in found.items()}


def shares(seeds: range) -> pd.DataFrame:
    """Mean share flagged of each kind, one row per rule."""
    rows = {name: [*found.mean(axis=0), len(found)] for name, found in samples(seeds).items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=[*KINDS, "samples"])


def usable(seeds: range) -> float:
    """Share of samples in which three pairs of items correlate above .60."""
    n = 0
    for seed in seeds:
        try:
            sk.flag_psychsyn(planted(seed), items=ITEMS)
            n += 1
        except SampleError:
            continue
    return n / len(seeds)


if __name__ == "__main__":
    drawn = range(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    print(shares(drawn).round(3).to_string())
    print(f"three pairs above .60 in {usable(drawn):.2f} of the samples")
