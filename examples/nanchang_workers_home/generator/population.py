"""The population model: latent variables, five-point items and use of the home, for any number of people.

Six latents of variance one drive 23 items. Everything here is a parameter that `truth.json` reports; the order of
the random draws is fixed, so one seed gives one population for good.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

EXOGENOUS = ("SQ", "BR", "NPA", "CV")
CORRELATIONS = (
    (1.00, 0.45, 0.30, 0.40),
    (0.45, 1.00, 0.40, 0.30),
    (0.30, 0.40, 1.00, 0.25),
    (0.40, 0.30, 0.25, 1.00),
)
AXIS_SIGNS = (-1, 1, -1, 1)
SATISFACTION_PATHS = {"SQ": 0.50, "BR": 0.20, "NPA": 0.10}
WILLINGNESS_PATHS = {"SAT": 0.40, "NPA": 0.20, "CV": 0.20}
PARTY_EFFECT, AGE60_EFFECT = 0.25, 0.30
PARTY_SHARE, AGE60_SHARE = 0.17, 0.20

LOADINGS = {
    "SQ": (0.80, 0.78, 0.76, 0.74, 0.72, 0.70),
    "BR": (0.80, 0.76, 0.72),
    "NPA": (0.78, 0.74, 0.70),
    "SAT": (0.85, 0.82, 0.80),
    "CV": (0.78, 0.75, 0.72, 0.70),
    "PW": (0.80, 0.78, 0.75, 0.72),
}
THRESHOLDS = {"hi": (-1.9, -1.2, -0.3, 0.8), "mid": (-1.6, -0.8, 0.1, 1.1), "lo": (-1.1, -0.3, 0.6, 1.5)}
PRESET = {"SQ": "hi", "BR": "lo", "NPA": "lo", "SAT": "hi", "CV": "hi", "PW": "hi"}
USE_CUTS = (-0.3, 0.4, 1.0, 1.7)
USE_CORRELATION, USE_SHIFT = 0.55, 0.50

ITEMS = tuple(f"{scale}{i}" for scale, loadings in LOADINGS.items() for i in range(1, len(loadings) + 1))


def likert(latent: np.ndarray, loading: float, cuts: tuple[float, ...], rng: np.random.Generator) -> np.ndarray:
    """Answers 1 to 5, shape (n,), to one item that measures `latent`, shape (n,)."""
    propensity = loading * latent + np.sqrt(1 - loading**2) * rng.standard_normal(len(latent))
    answers: np.ndarray = np.digitize(propensity, cuts) + 1
    return answers


def draw_population(n: int, rng: np.random.Generator) -> pd.DataFrame:
    """`n` people: background shares, latents (columns ``latent_SQ`` …), the 23 items and use before and after."""
    people = _draw_background(n, rng)
    latents = _draw_latents(people, rng)
    for scale, loadings in LOADINGS.items():
        for number, loading in enumerate(loadings, start=1):
            people[f"{scale}{number}"] = likert(latents[scale], loading, THRESHOLDS[PRESET[scale]], rng)
    people["use_pre"], people["use_post"] = _draw_use(n, rng)
    return people.assign(**{f"latent_{name}": values for name, values in latents.items()})


def _draw_background(n: int, rng: np.random.Generator) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "gender": rng.choice([1, 2], n, p=[0.46, 0.54]),
            "age_band": rng.choice([1, 2, 3, 4, 5], n, p=[0.10, 0.22, 0.26, 0.22, AGE60_SHARE]),
            "edu": rng.choice([1, 2, 3, 4, 5], n, p=[0.18, 0.30, 0.26, 0.22, 0.04]),
            "party_member": (rng.random(n) < PARTY_SHARE).astype(int),
            "local": (rng.random(n) < 0.70).astype(int),
            "owner": (rng.random(n) < 0.68).astype(int),
        }
    )


def _draw_latents(people: pd.DataFrame, rng: np.random.Generator) -> dict[str, np.ndarray]:
    n = len(people)
    drawn = rng.standard_normal((n, len(EXOGENOUS))) @ _principal_axes()
    latents = dict(zip(EXOGENOUS, drawn.T, strict=True))
    latents["SAT"] = _combine(SATISFACTION_PATHS, latents) + _satisfaction_noise() * rng.standard_normal(n)
    latents["PW"] = (
        _combine(WILLINGNESS_PATHS, latents)
        + _willingness_noise() * rng.standard_normal(n)
        + PARTY_EFFECT * (people["party_member"].to_numpy() - PARTY_SHARE)
        + AGE60_EFFECT * ((people["age_band"].to_numpy() == 5) - AGE60_SHARE)
    )
    return latents


def _principal_axes() -> np.ndarray:
    """Rows that turn independent normals into the correlated latents, shape (4, 4).

    The sign of an axis is free and linear algebra libraries differ in it, so it is fixed here.
    """
    variances, vectors = np.linalg.eigh(np.array(CORRELATIONS))
    axes = vectors[:, ::-1].T
    axes *= np.sign(axes[:, :1]) * np.array(AXIS_SIGNS)[:, None]
    scaled: np.ndarray = np.sqrt(variances[::-1])[:, None] * axes
    return scaled


def _combine(paths: dict[str, float], latents: dict[str, np.ndarray]) -> np.ndarray:
    return sum((weight * latents[name] for name, weight in paths.items()), np.zeros(1))


def _satisfaction_noise() -> float:
    """Residual SD that gives satisfaction variance one."""
    weights = np.array([SATISFACTION_PATHS.get(name, 0.0) for name in EXOGENOUS])
    return float(np.sqrt(1 - weights @ np.array(CORRELATIONS) @ weights))


def _willingness_noise() -> float:
    """Residual SD that gives willingness variance one before party and age shift its mean."""
    exogenous = np.array(CORRELATIONS)
    from_exogenous = np.array([SATISFACTION_PATHS.get(name, 0.0) for name in EXOGENOUS]) @ exogenous
    with_satisfaction = np.block([[exogenous, from_exogenous[:, None]], [from_exogenous, np.ones(1)]])
    weights = np.array([WILLINGNESS_PATHS.get(name, 0.0) for name in (*EXOGENOUS, "SAT")])
    return float(np.sqrt(1 - weights @ with_satisfaction @ weights))


def _draw_use(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Monthly use 0 to 4 before and after, each of shape (n,)."""
    habit = rng.standard_normal(n)
    own = np.sqrt(1 - USE_CORRELATION)
    before = np.sqrt(USE_CORRELATION) * habit + own * rng.standard_normal(n)
    after = np.sqrt(USE_CORRELATION) * habit + own * rng.standard_normal(n) + USE_SHIFT
    return np.digitize(before, USE_CUTS), np.digitize(after, USE_CUTS)
