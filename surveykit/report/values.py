"""Single numbers of a report for running text, found by name and printed in the style."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from surveykit.core.format import format_number
from surveykit.core.result import Result
from surveykit.core.style import Kind, Style
from surveykit.core.terms import term
from surveykit.core.words import closest
from surveykit.errors import OptionError

KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("mean", "median", "min", "max", "mean_before", "mean_after"), "mean"),
    **dict.fromkeys(("sd", "sd_before", "sd_after"), "sd"),
    **dict.fromkeys(("proportion", "cumulative", "proportion_cases", "first_component"), "percent"),
    **dict.fromkeys(("response_rate", "valid_rate"), "percent"),
    **dict.fromkeys(("proportion_unique", "proportion_below_5", "proportion_below_10", "proportion_risky"), "percent"),
    **dict.fromkeys(("estimate", "conf_low", "conf_high"), "coefficient"),
    **dict.fromkeys(("std_error",), "std_error"),
    **dict.fromkeys(("beta",), "beta"),
    **dict.fromkeys(("statistic", "delta_statistic"), "statistic"),
    **dict.fromkeys(("df", "df_error", "delta_df"), "df"),
    **dict.fromkeys(("p_value", "p_adjusted", "delta_p_value"), "p"),
    **dict.fromkeys(("r_squared", "adj_r_squared", "delta_r_squared"), "r_squared"),
    **dict.fromkeys(("loading", "communality", "structure"), "loading"),
    **dict.fromkeys(("correlation", "item_rest_r", "mean_inter_item_r", "explained_common"), "correlation"),
    **dict.fromkeys(("retest_r", "retest_low", "retest_high", "difficulty", "discrimination"), "correlation"),
    **dict.fromkeys(("rmsea", "rmsea_low", "rmsea_high", "tli", "rmsr", "rmsr_corrected"), "correlation"),
    **dict.fromkeys(("alpha", "alpha_standardized", "alpha_if_dropped", "omega", "spearman_brown"), "reliability"),
    **dict.fromkeys(("lambda2", "lambda4", "lambda6", "alpha_ordinal", "omega_ordinal"), "reliability"),
    **dict.fromkeys(("omega_total", "omega_hierarchical", "omega_asymptotic"), "reliability"),
    **dict.fromkeys(("split_odd_even", "split_first_second", "split_mean", "split_least"), "reliability"),
    **dict.fromkeys(("guttman_odd_even", "guttman_first_second", "kmo", "msa"), "reliability"),
    **dict.fromkeys(("effect_size", "effect_conf_low", "effect_conf_high"), "effect"),
    **dict.fromkeys(("skew", "kurtosis", "vif", "tolerance", "aic", "bic"), "number"),
    **dict.fromkeys(("eigenvalue", "parallel_mean", "parallel", "reduced", "reduced_mean", "reduced_limit"), "number"),
    **dict.fromkeys(("map", "map4"), "number"),
    **dict.fromkeys(("low_mean", "high_mean"), "mean"),
    **dict.fromkeys(("sphericity",), "statistic"),
    **dict.fromkeys(("sphericity_df",), "df"),
    **dict.fromkeys(("sphericity_p",), "p"),
    **dict.fromkeys(("floor", "ceiling"), "percent"),
    **dict.fromkeys(("rank_sum_higher", "rank_sum_lower"), "number"),
}
"""What kind of number a column of a result holds; the others are counts."""

TOPIC_KINDS: Mapping[tuple[str, str], Kind] = {
    **{("correlations", column): "correlation" for column in ("estimate", "conf_low", "conf_high")},
    **{("reliability", column): "reliability" for column in ("conf_low", "conf_high")},
    **{("intraclass", column): "reliability" for column in ("estimate", "conf_low", "conf_high")},
    **{("paired", column): "mean" for column in ("estimate", "conf_low", "conf_high")},
}
"""Columns that hold another kind of number in one topic."""

CODED = ("level", "factor")
"""Columns of numbers that name a row."""

DASH = "—"


def value_text(results: Mapping[str, Result], key: str, style: Style) -> str:
    """A number as text, in the decimals of its kind; a percentage carries its sign, a hidden number is a dash."""
    number, kind = find_value(results, key)
    if math.isnan(number):
        return DASH
    text = format_number(number, kind, style)
    return term("prose.percent", style.language, value=text) if kind == "percent" and "%" not in text else text


def find_value(results: Mapping[str, Result], key: str) -> tuple[float, Kind]:
    """The number that a key such as ``reliability.trust.alpha`` names, and its kind.

    Parameters
    ----------
    results : Mapping[str, Result]
        Results by their name in the report.
    key : str
        Name of the result, words that pick one row of its `glance` or `tidy` (a scale, item, term, block ...), and
        the column, joined by dots.

    Raises
    ------
    OptionError
        If the key names nothing, or more than one number; the message lists what can be said instead.
    """
    if not isinstance(key, str):
        raise OptionError(f"key={key!r} must be a text such as 'reliability.trust.alpha'")
    name, *words = key.split(".")
    if name not in results:
        raise OptionError(f"{key!r}: no result is called {name!r}{closest(name, results)}")
    if not words:
        raise OptionError(f"{key!r} names no column; write it as {name}.row.column, such as 'reliability.trust.alpha'")
    *rows, column = words
    result = results[name]
    frames = [frame for frame in (result.glance(), result.tidy()) if column in _numeric(frame)]
    if not frames:
        known = dict.fromkeys([*_numeric(result.glance()), *_numeric(result.tidy())])
        raise OptionError(f"{key!r}: {name!r} has no number called {column!r}{closest(column, known)}")
    found = [picked for frame in frames if len(picked := _picked(frame, rows))]
    single = next((picked for picked in found if len(picked) == 1), None)
    if single is None:
        what = "names more than one number" if found else "names no row"
        raise OptionError(f"{key!r} {what}; {_which(found[0] if found else frames[-1], rows, column)}")
    return float(single[column].iloc[0]), TOPIC_KINDS.get((result.topic, column), KINDS.get(column, "count"))


def _numeric(frame: pd.DataFrame) -> list[str]:
    """The columns that hold numbers."""
    return [str(column) for column in frame if pd.api.types.is_numeric_dtype(frame[column])]


def _named(frame: pd.DataFrame) -> list[str]:
    """The columns whose words pick a row."""
    numeric = _numeric(frame)
    return [str(column) for column in frame if column in CODED or column not in numeric]


def _picked(frame: pd.DataFrame, rows: list[str]) -> pd.DataFrame:
    """The rows in which each of the words stands in some column."""
    words = frame[_named(frame)].map(_word)
    for word in rows:
        frame, words = frame[hits := (words == word).any(axis=1)], words[hits]
    return frame


def _word(value: object) -> str:
    """A cell as it is written in a key."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _which(frame: pd.DataFrame, rows: list[str], column: str) -> str:
    """The end of a message: which words would pick one row, besides those that do pick some."""
    narrowed = frame
    for word in rows:
        narrowed = hits if len(hits := _picked(narrowed, [word])) else narrowed
    if len(narrowed) == 1:
        return f"leave out {[word for word in rows if not len(_picked(narrowed, [word]))]}"
    texts = narrowed[_named(narrowed)]
    words = (_word(word) for name in texts for word in texts[name].dropna())
    known = list(dict.fromkeys(word for word in words if word and word not in rows))
    listed = ", ".join(repr(word) for word in known[:12])
    return f"say which with one of {listed}, before {column!r}" if listed else "it cannot be told from others by a word"
