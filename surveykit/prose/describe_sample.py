"""The sample in words: the most frequent answer to each question."""

from __future__ import annotations

import pandas as pd

from surveykit.analyze.describe import DescribeSampleResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import clauses, count, missing_words, paragraph, percent


def tell(result: DescribeSampleResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """How many respondents there are, and the largest category or option of every question."""
    look = resolve_style(style, language)
    questions = [rows for _, rows in result.tidy().groupby("term", sort=False)]
    largest = [row for rows in questions if (row := _largest(result, rows))]
    single = [_category(result, row, look) for row in largest if row["kind"] == "single"]
    multiple = [_option(result, row, look) for row in largest if row["kind"] == "multiple"]
    sentences = [term("describe_sample.prose_size", look.language, n=count(result.counts.used, look))]
    if single:
        sentences.append(term("describe_sample.prose_profile", look.language, profile=clauses(single, look)))
    if multiple:
        sentences.append(clauses(multiple, look))
    return paragraph(sentences, look)


def methods(result: DescribeSampleResult, style: Style) -> list[str]:
    """How categories and options were described."""
    kinds = {"single", "multiple"} & set(result.levels["kind"])
    told = [term(f"describe_sample.methods_{kind}", style.language) for kind in sorted(kinds, reverse=True)]
    rule = missing_words(result, style) if result.spec["missing"] == "listwise" else ""
    return [*told[:-1], clauses([told[-1], rule] if rule else told[-1:], style)]


def _largest(result: DescribeSampleResult, rows: pd.DataFrame) -> Record | None:
    """The largest category or option; None where a suppressed one could be larger."""
    options = rows[rows["level"].notna()]
    told = options.dropna(subset=["n"])
    if told.empty:
        return None
    top = records(told.loc[[told["n"].idxmax()]])[0]
    of_all = result.responses(top["term"]) if top["kind"] == "multiple" else result.counts.used
    suppressed = of_all - told["n"].sum() if len(told) < len(options) else 0
    return top if top["n"] > suppressed or not suppressed else None


def _category(result: DescribeSampleResult, row: Record, style: Style) -> str:
    everybody = not row["base"] < result.counts.used
    return term(
        "describe_sample.prose_category" if everybody else "describe_sample.prose_category_of",
        style.language,
        variable=result.codebook.label(row["term"], style.language),
        category=result.codebook.value_label(row["term"], row["level"], style.language),
        n=count(row["n"], style),
        share=percent(row["proportion"], style),
        base=count(row["base"], style),
    )


def _option(result: DescribeSampleResult, row: Record, style: Style) -> str:
    of_all = pd.isna(row["base"])
    return term(
        "describe_sample.prose_option_of_all" if of_all else "describe_sample.prose_option",
        style.language,
        question=result.codebook.label(row["term"], style.language),
        option=result.codebook.label(row["level"], style.language),
        n=count(row["n"], style),
        base=count(result.counts.used if of_all else row["base"], style),
        share=percent(row["proportion_cases"], style),
    )
