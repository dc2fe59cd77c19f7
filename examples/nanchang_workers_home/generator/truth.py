"""What an analysis of the study should find: population values, and what samples of 286 give on average.

Every statistic is a function of means and covariances, so the 400 samples are computed as one batch. Some statistics
are biased in samples of this size (KMO by almost three standard deviations), so an estimate is to be compared with
`expected`, not with the population value.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from . import population as model

ORACLE_SEED, ORACLE_SIZE = 1, 200_000
SAMPLES, SAMPLE_SIZE, TOLERANCE_SDS = 400, 286, 3.5
COLUMNS = (*model.ITEMS, "party_member", "age60", "use_pre", "use_post")
MODELS: dict[str, dict[str, object]] = {
    "sat": {"outcome": "SAT", "predictors": ["SQ", "BR", "NPA"]},
    "pw": {"outcome": "PW", "predictors": ["SAT", "NPA", "CV", "SQ", "BR", "party_member"]},
    "pw_full": {"outcome": "PW", "predictors": ["SAT", "NPA", "CV", "SQ", "BR", "party_member", "age60"]},
    "mediation": {"x": "SQ", "m": "SAT", "y": "PW"},
}


def observed_truth(seed: int) -> dict[str, dict[str, float]]:
    """Population value, mean and SD in samples of 286, and tolerance, of every statistic."""
    oracle = _columns(model.draw_population(ORACLE_SIZE, np.random.default_rng(ORACLE_SEED)))
    values = _statistics(oracle[None])
    rng = np.random.default_rng([seed, 99])
    samples = _columns(model.draw_population(SAMPLES * SAMPLE_SIZE, rng))
    spread = _statistics(samples.reshape(SAMPLES, SAMPLE_SIZE, len(COLUMNS)))
    truth = {}
    for name, value in values.items():
        sd = float(spread[name].std(ddof=1))
        truth[name] = {
            "value": round(float(value[0]), 6),
            "expected": round(float(spread[name].mean()), 6),
            "sd": round(sd, 6),
            "tolerance": round(TOLERANCE_SDS * sd, 6),
        }
    return truth


def latent_truth() -> dict[str, object]:
    """The parameters of the population model."""
    return {
        "exogenous": list(model.EXOGENOUS),
        "correlations": [list(row) for row in model.CORRELATIONS],
        "paths": {"SAT": model.SATISFACTION_PATHS, "PW": model.WILLINGNESS_PATHS},
        "effects_on_PW": {"party_member": model.PARTY_EFFECT, "age60": model.AGE60_EFFECT},
        "indirect_effect_SQ_SAT_PW": model.SATISFACTION_PATHS["SQ"] * model.WILLINGNESS_PATHS["SAT"],
        "direct_effect_SQ_PW": 0.0,
        "loadings": {scale: list(values) for scale, values in model.LOADINGS.items()},
        "thresholds": {scale: list(model.THRESHOLDS[preset]) for scale, preset in model.PRESET.items()},
        "use": {
            "thresholds": list(model.USE_CUTS),
            "correlation": model.USE_CORRELATION,
            "shift": model.USE_SHIFT,
        },
    }


def _columns(people: pd.DataFrame) -> np.ndarray:
    """The columns the statistics need, shape (n, 27)."""
    return people.assign(age60=people["age_band"] == 5)[list(COLUMNS)].to_numpy(float)


def _statistics(data: np.ndarray) -> dict[str, np.ndarray]:
    """Every statistic of `data`, shape (samples, n, 27); each value has shape (samples,)."""
    means = data.mean(axis=1)
    centred = data - means[:, None]
    covariance = centred.transpose(0, 2, 1) @ centred / (data.shape[1] - 1)
    scores, names = _score_covariance(covariance)
    return {
        **_alphas(covariance),
        **_factorability(covariance[:, : len(model.ITEMS), : len(model.ITEMS)]),
        **_regressions(scores, names),
        **_mediation(scores, names),
        **_group_differences(scores, names),
        **_use(means, covariance),
    }


def _score_covariance(covariance: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Covariances of the six scale means and the other columns, shape (samples, 10, 10), and their names."""
    others = list(COLUMNS[len(model.ITEMS) :])
    weights = np.zeros((len(model.LOADINGS) + len(others), len(COLUMNS)))
    for row, scale in enumerate(model.LOADINGS):
        weights[row, _positions(scale)] = 1 / len(model.LOADINGS[scale])
    weights[len(model.LOADINGS) :, len(model.ITEMS) :] = np.eye(len(others))
    return weights @ covariance @ weights.T, [*model.LOADINGS, *others]


def _positions(scale: str) -> list[int]:
    return [COLUMNS.index(f"{scale}{i}") for i in range(1, len(model.LOADINGS[scale]) + 1)]


def _alphas(covariance: np.ndarray) -> dict[str, np.ndarray]:
    """Cronbach's alpha, k/(k-1) (1 - sum of item variances / variance of the sum)."""
    alphas = {}
    for scale in model.LOADINGS:
        block = covariance[:, _positions(scale)][:, :, _positions(scale)]
        k = block.shape[1]
        alphas[f"alpha.{scale}"] = k / (k - 1) * (1 - _trace(block) / block.sum(axis=(1, 2)))
    return alphas


def _trace(matrices: np.ndarray) -> np.ndarray:
    trace: np.ndarray = np.trace(matrices, axis1=1, axis2=2)
    return trace


def _factorability(covariance: np.ndarray) -> dict[str, np.ndarray]:
    sd = np.sqrt(np.diagonal(covariance, axis1=1, axis2=2))
    correlation = covariance / (sd[:, :, None] * sd[:, None, :])
    inverse = np.linalg.inv(correlation)
    root = np.sqrt(np.diagonal(inverse, axis1=1, axis2=2))
    partial = inverse / (root[:, :, None] * root[:, None, :])
    off_diagonal = 1 - np.eye(correlation.shape[1])
    shared = ((correlation * off_diagonal) ** 2).sum(axis=(1, 2))
    unique = ((partial * off_diagonal) ** 2).sum(axis=(1, 2))
    eigenvalues = np.linalg.eigvalsh(correlation)
    return {
        "kmo": shared / (shared + unique),
        "harman_first_factor_percent": 100 * eigenvalues[:, -1] / eigenvalues.shape[1],
        "eigenvalues_above_1": (eigenvalues > 1).sum(axis=1).astype(float),
    }


def _slopes(
    scores: np.ndarray, names: list[str], outcome: str, predictors: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Unstandardised slopes, shape (samples, predictors), and R squared, shape (samples,)."""
    y, x = names.index(outcome), [names.index(name) for name in predictors]
    among, across = scores[:, x][:, :, x], scores[:, x, y]
    slopes = np.linalg.solve(among, across[..., None])[..., 0]
    return slopes, (slopes * across).sum(axis=1) / scores[:, y, y]


def _regressions(scores: np.ndarray, names: list[str]) -> dict[str, np.ndarray]:
    found: dict[str, np.ndarray] = {}
    for model_name in ("sat", "pw", "pw_full"):
        outcome, predictors = MODELS[model_name]["outcome"], MODELS[model_name]["predictors"]
        if not isinstance(outcome, str) or not isinstance(predictors, list):
            raise TypeError(f"model {model_name!r} needs an outcome and a list of predictors")
        slopes, r_squared = _slopes(scores, names, outcome, predictors)
        found |= {f"{model_name}.b.{name}": slopes[:, i] for i, name in enumerate(predictors)}
        found[f"{model_name}.r_squared"] = r_squared
    return found


def _mediation(scores: np.ndarray, names: list[str]) -> dict[str, np.ndarray]:
    """Service quality to willingness through satisfaction, on scale means and without covariates."""
    a = _slopes(scores, names, "SAT", ["SQ"])[0][:, 0]
    total = _slopes(scores, names, "PW", ["SQ"])[0][:, 0]
    direct, b = _slopes(scores, names, "PW", ["SQ", "SAT"])[0].T
    return {
        "mediation.a": a,
        "mediation.b": b,
        "mediation.c_prime": direct,
        "mediation.c": total,
        "mediation.ab": a * b,
    }


def _group_differences(scores: np.ndarray, names: list[str]) -> dict[str, np.ndarray]:
    """Difference in mean willingness: members against others, 60 and over against younger."""
    return {
        f"pw_difference.{group}": _slopes(scores, names, "PW", [group])[0][:, 0] for group in ("party_member", "age60")
    }


def _use(means: np.ndarray, covariance: np.ndarray) -> dict[str, np.ndarray]:
    pre, post = COLUMNS.index("use_pre"), COLUMNS.index("use_post")
    shared = covariance[:, pre, post]
    spread = covariance[:, pre, pre] + covariance[:, post, post] - 2 * shared
    difference = means[:, post] - means[:, pre]
    return {
        "use.mean_pre": means[:, pre],
        "use.mean_post": means[:, post],
        "use.difference": difference,
        "use.dz": difference / np.sqrt(spread),
        "use.r": shared / np.sqrt(covariance[:, pre, pre] * covariance[:, post, post]),
    }
