"""Everything about the reliability of one scale."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.extraction import BOUND, one_factor_loadings
from surveykit.analyze.item_cases import (
    SMALL,
    identifiers,
    items_of,
    refuse_contradictory,
    refuse_few_pairs,
    take_item_cases,
)
from surveykit.analyze.reliability_families import Family, family_columns
from surveykit.core.cases import Missing
from surveykit.core.checks import as_names
from surveykit.core.codebook import Codebook, Language, Text
from surveykit.core.records import Record
from surveykit.core.result import Note
from surveykit.core.survey import Survey
from surveykit.core.terms import term
from surveykit.errors import ColumnError, EstimationError, SampleError
from surveykit.kernels.bootstrap import resample_counts
from surveykit.kernels.correlation import covariance_matrix
from surveykit.kernels.factor import dependent_columns
from surveykit.kernels.reliability import (
    Consistency,
    alphas_of_draws,
    as_correlations,
    consistency,
    feldt_interval,
    omega_total,
    spearman_brown,
)
from surveykit.kernels.split_half import guttman_lambda2, guttman_lambda6

Floats = NDArray[np.float64]
Interval = Literal["feldt", "bootstrap"]
Negative = Literal["raise", "note"]

MISSING: tuple[Missing, ...] = ("listwise", "pairwise", "raise")
ANONYMOUS = "items"
"""Name of the scale when a plain list of columns is given; printed in the words of `scale_label`."""


@dataclass(frozen=True)
class Asked:
    """What `reliability` was asked for, as far as it concerns one scale."""

    missing: Missing
    level: float
    interval: Interval
    n_boot: int
    seed: int
    also: tuple[Family, ...]
    negative: Negative


@dataclass(frozen=True)
class ScaleReliability:
    """One scale's row, the rows of its items, its notes, and the respondents it used."""

    row: Record
    items: list[Record]
    notes: list[Note]
    used: pd.Index


def scale_alpha(survey: Survey, name: str) -> float:
    """Listwise alpha of a scale of the codebook; NaN for a single item."""
    columns = items_of(survey, [name])
    if len(columns) < 2:
        return float("nan")
    cases = take_item_cases(survey, columns, missing="listwise", allowed=MISSING)
    return consistency(covariance_matrix(cases.frame.to_numpy())[0]).alpha


def scale_label(codebook: Codebook, name: str, language: Language) -> str:
    """What to print for a scale; a scale that is only a list of columns has no label of its own."""
    if name == ANONYMOUS and not codebook.has_scale(name):
        return term("reliability.anonymous", language)
    return codebook.label(name, language)


def scale_text(codebook: Codebook, name: str) -> Text:
    """`scale_label` in both languages."""
    return Text(zh=scale_label(codebook, name, "zh"), en=scale_label(codebook, name, "en"))


def named_scales(
    survey: Survey, items: str | Sequence[str] | Mapping[str, Sequence[str]] | None
) -> dict[str, list[str]]:
    """The scales that `items` asks for, each with its columns."""
    if isinstance(items, Mapping):
        if not items:
            raise ColumnError("items is an empty mapping; give at least one {name: columns}")
        return {str(name): items_of(survey, as_names(columns, argument=name)) for name, columns in items.items()}
    known = [scale.name for scale in survey.codebook.scales]
    if items is None and not known:
        raise ColumnError("the codebook has no scales; name the items, such as items=['t1', 't2', 't3']")
    names = known if items is None else as_names(items, argument="items")
    if all(name in known for name in names):
        return {name: items_of(survey, [name]) for name in names}
    if any(name in known for name in names):
        mixed = [name for name in names if name not in known]
        raise ColumnError(f"items mixes scales with columns {mixed}; give either scales, or the columns of one scale")
    return {ANONYMOUS: items_of(survey, names)}


def fit_scale(survey: Survey, name: str, columns: list[str], asked: Asked) -> ScaleReliability:
    """Everything about one scale."""
    if len(columns) < 2:
        raise SampleError(f"scale {name!r} has one item, {columns}; internal consistency needs at least two")
    cases = take_item_cases(survey, columns, missing=asked.missing, allowed=MISSING)
    covariances, pairs = covariance_matrix(cases.frame.to_numpy())
    refuse_few_pairs(pairs, columns)
    refuse_contradictory(as_correlations(covariances))
    found = consistency(covariances)
    if asked.negative == "raise":
        _refuse_negative(name, negative_items(columns, found), cases.frame)
    n = int(pairs.min())
    low, high = _interval(found.alpha, cases.frame, n, asked)
    label = scale_text(survey.codebook, name)
    tied = dependent_columns(as_correlations(covariances))
    omega, notes = _omega(label, columns, covariances)
    families, family_notes = family_columns(
        cases.frame, covariances, asked.also, label, tied=bool(tied), seed=asked.seed
    )
    row: Record = {
        "scale": name,
        "n": n,
        "n_missing": len(survey) - n,
        "k": len(columns),
        "alpha": found.alpha,
        "conf_low": low,
        "conf_high": high,
        "alpha_standardized": found.alpha_standardized,
        "omega": omega,
        "lambda2": guttman_lambda2(covariances) if not math.isnan(found.alpha) else math.nan,
        "lambda6": math.nan if tied or math.isnan(found.alpha) else guttman_lambda6(covariances),
        "mean_inter_item_r": found.mean_inter_item,
        "spearman_brown": spearman_brown(found.mean_inter_item) if len(columns) == 2 else np.nan,
        **families,
    }
    notes += scale_warnings(label, cases.frame, found, [columns[place] for place in tied])
    return ScaleReliability(
        row, _item_rows(name, cases.frame, covariances, found), [*notes, *family_notes], cases.frame.index
    )


def _interval(alpha: float, frame: pd.DataFrame, n: int, asked: Asked) -> tuple[float, float]:
    """Limits of alpha: Feldt's, or percentiles of resampled respondents."""
    if asked.interval == "feldt" or math.isnan(alpha):
        return feldt_interval(alpha, n, frame.shape[1], asked.level)
    answers = frame.to_numpy()
    draws = np.concatenate(
        [alphas_of_draws(answers, counts) for counts in resample_counts(n, asked.n_boot, seed=asked.seed)]
    )
    tail = (1 - asked.level) / 2
    low, high = np.nanquantile(draws, [tail, 1 - tail])
    return float(low), float(high)


def _item_rows(name: str, frame: pd.DataFrame, covariances: Floats, found: Consistency) -> list[Record]:
    """One row per item of a scale."""
    answers = frame.to_numpy()
    columns = {
        "item": [str(column) for column in frame.columns],
        "n": (~np.isnan(answers)).sum(axis=0).tolist(),
        "mean": np.nanmean(answers, axis=0).tolist(),
        "sd": np.sqrt(np.diag(covariances)).tolist(),
        "item_rest_r": found.item_rest.tolist(),
        "alpha_if_dropped": found.alpha_if_dropped.tolist(),
    }
    rows = zip(*columns.values(), strict=True)
    return [{"scale": name, **dict(zip(columns, row, strict=True))} for row in rows]


def negative_items(columns: Sequence[str], found: Consistency) -> list[str]:
    """Items that correlate negatively with the sum of the others."""
    return [item for item, r in zip(columns, found.item_rest, strict=True) if r < 0]


def _refuse_negative(name: str, negative: list[str], frame: pd.DataFrame) -> None:
    """Refuse a scale with items that run against the others; an identifier among them comes to mind first."""
    if not negative:
        return
    running = identifiers(frame)
    suspect = f"{running} hold a different whole number for everybody and may be identifiers. " if running else ""
    raise SampleError(
        f"scale {name!r}: the correlation with the sum of the other items is negative for {negative}. {suspect}If an "
        "item is worded against the others, list it under the scale's reversed and call reverse_items; if it belongs "
        "elsewhere, leave it out; negative='note' computes all the same"
    )


def _omega(label: Text, columns: list[str], covariances: Floats) -> tuple[float, list[Note]]:
    """Omega of one maximum-likelihood factor, and what to say where it is not there or sits on its bound."""
    correlations = as_correlations(covariances)
    if len(columns) < 3:
        return float("nan"), [Note("reliability.note_omega_two", {"scale": label})]
    if np.linalg.eigvalsh(correlations)[0] <= 1e-8:
        return float("nan"), [Note("reliability.note_omega_none", {"scale": label})]
    try:
        loadings = one_factor_loadings(correlations)
    except EstimationError:
        return float("nan"), [Note("reliability.note_omega_none", {"scale": label})]
    uniquenesses = 1 - loadings**2
    sd = np.sqrt(np.diag(covariances))
    on_bound = [item for item, unique in zip(columns, uniquenesses, strict=True) if unique <= BOUND * 1.01]
    notes = [Note("reliability.note_heywood", {"scale": label, "items": ", ".join(on_bound)})] if on_bound else []
    return omega_total(loadings * sd, uniquenesses * sd**2), notes


def scale_warnings(label: Text, frame: pd.DataFrame, found: Consistency, tied: list[str]) -> list[Note]:
    """What a reader of this scale's coefficients must know; `tied` are the items that determine each other."""
    found_out = {
        "reliability.note_negative": negative_items([str(column) for column in frame.columns], found),
        "reliability.note_dependent": tied,
        "reliability.note_identifier": identifiers(frame),
    }
    notes = [Note(key, {"scale": label, "items": ", ".join(who)}) for key, who in found_out.items() if who]
    if len(frame) < SMALL:
        notes.append(Note("reliability.note_small", {"scale": label, "n": len(frame)}))
    return notes
