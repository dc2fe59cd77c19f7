"""The estimates of any result in one shape, each with its name, label, interval and p value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from surveykit.analyze.design import INTERCEPT
from surveykit.analyze.reliability_scale import scale_label
from surveykit.core.codebook import Codebook, Language, Text
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.result import Result, significance_level
from surveykit.core.style import Kind
from surveykit.core.terms import term
from surveykit.errors import OptionError

LANGUAGES: tuple[Language, ...] = ("zh", "en")
KEYS = (
    "path",
    "mediator",
    "term",
    "outcome",
    "x",
    "y",
    "before",
    "after",
    "scale",
    "item",
    "level",
    "factor",
    "method",
)
"""Columns that tell what a row of `tidy` is about."""

DERIVED = ("standardized_", "proportion_")
"""How the names of effects begin that restate others on another scale."""

UNTESTED = "alpha"
"""An estimate that is not compared with zero."""

CUSTOMARY_LEVEL = 0.95
KINDS: Mapping[str, Kind] = {"correlations": "correlation", "reliability": "reliability", "paired": "mean"}


@dataclass(frozen=True)
class EstimateRow:
    """One estimate; what could not be computed is NaN.

    Attributes
    ----------
    name : str
        Names it within its result, such as ``trust``, ``indirect:trust`` or ``trust ~ age``.
    about : frozenset[str]
        The columns, scales, paths or tests that it is about; each may stand for it.
    label : Text
        What to print for it.
    estimate, conf_low, conf_high, p_value : float
        As in `tidy`; where p values are adjusted, the adjusted one.
    """

    name: str
    about: frozenset[str]
    label: Text
    estimate: float
    conf_low: float
    conf_high: float
    p_value: float


def estimates_of(result: Result) -> list[EstimateRow]:
    """The estimates of a result that has any: slopes of the last block, effects, correlations, differences, alphas."""
    frame, column = _frame(result)
    rows = [_row(result.codebook, row, column) for row in records(frame)]
    with_interval = [row for row in rows if not math.isnan(row.conf_low)]
    return with_interval or [row for row in rows if not math.isnan(row.estimate)]


def is_tested(result: Result) -> bool:
    """Whether the estimates are compared with zero."""
    return _frame(result)[1] != UNTESTED


def kind_of(topic: str) -> Kind:
    """How the estimates of a kind of analysis are printed."""
    return KINDS.get(topic, "coefficient")


def level_of(result: Result) -> float:
    """The level of the intervals of a result; the customary one where it has none."""
    return float(str(result.spec.get("conf_level", CUSTOMARY_LEVEL)))


def is_significant(row: EstimateRow, conf_level: float) -> bool:
    """Whether an estimate differs from zero by its p value, or by its interval where it has none."""
    if not math.isnan(row.p_value):
        return row.p_value < significance_level(conf_level)
    return row.conf_low > 0 or row.conf_high < 0


def selected(rows: Iterable[EstimateRow], terms: list[str]) -> list[EstimateRow]:
    """The estimates that `terms` name, by their own name or by what they are about."""
    given = list(rows)
    unknown = [name for name in terms if not any(name == row.name or name in row.about for row in given)]
    if unknown:
        names = [row.name for row in given]
        raise OptionError(f"terms: {unknown} are not among the estimates of this analysis; they are {names}")
    return [row for row in given if row.name in terms or row.about & set(terms)]


def _frame(result: Result) -> tuple[pd.DataFrame, str]:
    """The frame that holds the estimates, and the column of them."""
    tidy, glance = result.tidy(), result.glance()
    if "estimate" in tidy and "conf_low" in tidy:
        return _chosen(tidy, result.spec.get("method")), "estimate"
    if UNTESTED in glance and "conf_low" in glance:
        return glance, UNTESTED
    raise OptionError(
        f"{type(result).__name__} has no estimates with intervals to compare; use linear_regression, mediation, "
        "correlations, paired_comparison or reliability, or give the one that you want to compare"
    )


def _chosen(tidy: pd.DataFrame, method: object) -> pd.DataFrame:
    """The test that was asked for, without earlier blocks, the intercept, and effects that restate others."""
    if "method" in tidy and (tidy["method"] == method).any():
        tidy = tidy[tidy["method"] == method]
    if "block" in tidy:
        tidy = tidy[tidy["block"] == tidy["block"].iloc[-1]]
    if "term" in tidy:
        tidy = tidy[tidy["term"] != INTERCEPT]
    if "path" in tidy:
        tidy = tidy[~tidy["path"].str.startswith(DERIVED)]
    return tidy


def _row(codebook: Codebook, row: Record, column: str) -> EstimateRow:
    keys = {key: str(row[key]) for key in KEYS if row.get(key)}
    p = row["p_adjusted"] if "p_adjusted" in row else row.get("p_value")
    return EstimateRow(
        name=_name(keys),
        about=_about(keys),
        label=Text(**{language: _label(codebook, keys, language) for language in LANGUAGES}),
        estimate=float(row[column]),
        conf_low=float(row["conf_low"]),
        conf_high=float(row["conf_high"]),
        p_value=math.nan if p is None else float(p),
    )


def _about(keys: Mapping[str, str]) -> frozenset[str]:
    """What an estimate is about; that of a category is about its column too."""
    column, is_category, _ = keys.get("term", "").rpartition("=")
    return frozenset((*keys.values(), column) if is_category and ":" not in column else keys.values())


def _name(keys: Mapping[str, str]) -> str:
    if "path" in keys:
        return ":".join([keys["path"], *([keys["mediator"]] if "mediator" in keys else [])])
    for first, sign, second in (("x", "~", "y"), ("before", "->", "after")):
        if first in keys:
            return f"{keys[first]} {sign} {keys[second]}"
    return keys.get("term") or keys.get("scale") or " ".join(keys.values())


def _label(codebook: Codebook, keys: Mapping[str, str], language: Language) -> str:
    """The labels of what an estimate is about."""
    if "path" in keys:
        return _path_label(codebook, keys, language)
    for first, entry, second in (("x", "both", "y"), ("before", "change", "after")):
        if first in keys:
            start, end = (codebook.label(keys[key], language) for key in (first, second))
            return term(f"compare_exclusions.term_{entry}", language, start=start, end=end)
    if "term" in keys:
        return term_label(codebook, keys["term"], language)
    return scale_label(codebook, keys["scale"], language) if "scale" in keys else " ".join(keys.values())


def _path_label(codebook: Codebook, keys: Mapping[str, str], language: Language) -> str:
    start, end = (codebook.label(keys[key], language) for key in ("term", "outcome"))
    through = codebook.label(keys["mediator"], language) if "mediator" in keys else ""
    if keys["path"] in ("a", "b", "c", "c_prime"):
        return term(f"mediation.path_{keys['path']}", language, start=start, end=end)
    return term(f"mediation.effect_{keys['path']}", language, mediator=through)
