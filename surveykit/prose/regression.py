"""A regression in words: fit, what each block adds, and the predictors of the last block by direction."""

from __future__ import annotations

from surveykit.analyze.design import INTERCEPT
from surveykit.analyze.regression import RegressionResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import (
    bracketed,
    clauses,
    commas,
    equals,
    listed,
    p_words,
    paragraph,
    percent,
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
    sentences += _associations(result, records(last), look)
    if last["term"].str.contains(":", regex=False).any():
        sentences.append(term("regression.prose_conditional", look.language))
    return paragraph(sentences, look)


def _outcome(result: RegressionResult, style: Style) -> str:
    return result.codebook.label(str(result.spec["outcome"]), style.language)


def _fit(result: RegressionResult, model: Record, style: Style) -> str:
    numbers = [
        equals("R²", model["r_squared"], "r_squared", style),
        equals(term("regression.row_adj_r_squared", style.language), model["adj_r_squared"], "r_squared", style),
        statistic("F", model["statistic"], [model["df"], model["df_error"]], style),
        p_words(model["p_value"], style),
    ]
    return term(
        "regression.prose_fit",
        style.language,
        outcome=_outcome(result, style),
        n=model["n"],
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
    size = 1 - result.conf_level
    kinds = {
        "positive": [row for row in rows if row["p_value"] < size and row["estimate"] > 0],
        "negative": [row for row in rows if row["p_value"] < size and row["estimate"] < 0],
        "absent": [row for row in rows if not row["p_value"] < size],
    }
    return [
        term(
            f"regression.prose_{kind}",
            style.language,
            outcome=_outcome(result, style),
            predictors=listed([_predictor(result, row, style) for row in found], style),
        )
        for kind, found in kinds.items()
        if found
    ]


def _predictor(result: RegressionResult, row: Record, style: Style) -> str:
    numbers = tested("B", row, "coefficient", result.conf_level, style)
    return bracketed(_named(result, row["term"], style), numbers, style)


def _named(result: RegressionResult, name: str, style: Style) -> str:
    """A predictor by its label; a category together with the category it is compared with."""
    label = term_label(result.codebook, name, style.language)
    variable = name.rpartition("=")[0]
    if variable not in result.references:
        return label
    reference = result.codebook.value_label(variable, result.references[variable], style.language)
    return term("regression.prose_category", style.language, category=label, reference=reference)
