"""A regression in words: fit, what each block adds, and the predictors of the last block by direction."""

from __future__ import annotations

import math

import pandas as pd

from surveykit.analyze.design import INTERCEPT
from surveykit.analyze.regression import RegressionResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_confidence, format_number
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import (
    asked,
    bracketed,
    clauses,
    commas,
    count,
    equals,
    level_words,
    limit_of,
    limit_words,
    listed,
    missing_words,
    p_words,
    paragraph,
    percent,
    significance,
    statistic,
    tested,
)


def tell(result: RegressionResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """Associations, never influences; what is not significant is said to be without evidence."""
    look = resolve_style(style, language)
    models = records(result.glance())
    rows = result.tidy()
    last = rows[(rows["block"] == models[-1]["block"]) & (rows["term"] != INTERCEPT)]
    sentences = [_fit(result, models[-1], look), *_steps(models, look)]
    sentences += [*_associations(result, records(last), look), *level_words(result, look)]
    if last["term"].str.contains(":", regex=False).any():
        sentences.append(term("regression.prose_conditional", look.language))
    if len(last) > 1 and last["vif"].notna().any():
        sentences.append(_collinearity(result, last, wording, look))
    return paragraph(sentences, look)


def methods(result: RegressionResult, style: Style) -> list[str]:
    """Estimator, blocks, standard errors, intervals, centring and missing answers."""
    spec, language = result.spec, style.language
    cluster = result.codebook.label(str(spec["cluster"]), language) if spec["cluster"] else ""
    error = term(f"regression.methods_se_{'cluster' if cluster else spec['se']}", language, cluster=cluster)
    kind = "blocks" if len(result.models) > 1 else "single"
    centred = listed([term_label(result.codebook, name, language) for name in asked(result, "center")], style)
    parts = [
        term(f"regression.methods_{kind}", language, se=error),
        term("regression.methods_interval", language, level=format_confidence(result.conf_level)),
        term("regression.methods_centred", language, names=centred) if centred else "",
        missing_words(result, style),
    ]
    return [clauses(filter(None, parts), style)]


def _outcome(result: RegressionResult, style: Style) -> str:
    return result.codebook.label(str(result.spec["outcome"]), style.language)


def _fit(result: RegressionResult, model: Record, style: Style) -> str:
    numbers = [
        equals("R²", model["r_squared"], "r_squared", style),
        equals(term("regression.prose_adjusted", style.language), model["adj_r_squared"], "r_squared", style),
        statistic("F", model["statistic"], [model["df"], model["df_error"]], style),
        p_words(model["p_value"], style),
    ]
    return term(
        "regression.prose_fit",
        style.language,
        outcome=_outcome(result, style),
        n=count(model["n"], style),
        share=percent(model["r_squared"], style),
        numbers=commas(numbers, style),
    )


def _steps(models: list[Record], style: Style) -> list[str]:
    """What each block after the first adds."""
    added = [
        term(
            "regression.prose_step",
            style.language,
            number=position,
            delta=format_number(model["delta_r_squared"], "r_squared", style),
            test=commas(
                [
                    statistic("ΔF", model["delta_statistic"], [model["delta_df"], model["df_error"]], style),
                    p_words(model["delta_p_value"], style),
                ],
                style,
            ),
        )
        for position, model in enumerate(models[1:], start=2)
    ]
    return [clauses(added, style)] if added else []


def _associations(result: RegressionResult, rows: list[Record], style: Style) -> list[str]:
    """One sentence each for positive associations, negative ones, and those without evidence."""
    size = significance(result)
    alone = "_only" if len({_variable(row["term"]) for row in rows}) == 1 else ""
    kinds = {
        "positive": [row for row in rows if row["p_value"] < size and row["estimate"] > 0],
        "negative": [row for row in rows if row["p_value"] < size and row["estimate"] < 0],
        "absent": [row for row in rows if row["p_value"] >= size],
        "untested": [row for row in rows if math.isnan(row["p_value"])],
    }
    return [
        term(
            f"regression.prose_{kind}{'' if kind == 'untested' else alone}",
            style.language,
            outcome=_outcome(result, style),
            predictors=listed([_predictor(result, row, style) for row in found], style),
        )
        for kind, found in kinds.items()
        if found
    ]


def _variable(name: str) -> str:
    """The variable of a coefficient, be it that of one of its categories."""
    return name.rpartition("=")[0] or name


def _predictor(result: RegressionResult, row: Record, style: Style) -> str:
    """A predictor with its coefficient; beta where that can be compared, not for categories and products."""
    estimate, *test = tested("B", row, "coefficient", result.conf_level, style)
    plain = ":" not in row["term"] and row["term"].rpartition("=")[0] not in result.references
    beta = equals("β", row["beta"], "beta", style) if plain else ""
    return bracketed(_named(result, row["term"], style), [estimate, test[0], beta, *test[1:]], style)


def _collinearity(result: RegressionResult, rows: pd.DataFrame, wording: Wording, style: Style) -> str:
    """The largest variance inflation factor against its customary limit."""
    top = records(rows.loc[[rows["vif"].idxmax()]])[0]
    limit = limit_of("vif", wording)
    against = ""
    if limit:
        against = "_below" if top["vif"] < limit.value else "_above"
    return term(
        f"regression.prose_vif{against}",
        style.language,
        vif=format_number(top["vif"], "number", style),
        predictor=term_label(result.codebook, top["term"], style.language),
        limit=limit_words(limit, style) if limit else "",
    )


def _named(result: RegressionResult, name: str, style: Style) -> str:
    """A predictor by its label; a category together with the category it is compared with."""
    label = term_label(result.codebook, name, style.language)
    variable = name.rpartition("=")[0]
    if variable not in result.references:
        return label
    reference = result.codebook.value_label(variable, result.references[variable], style.language)
    return term("regression.prose_category", style.language, category=label, reference=reference)
