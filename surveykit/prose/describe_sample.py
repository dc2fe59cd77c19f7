"""The sample in words: the most frequent answer to each question."""

from __future__ import annotations

import pandas as pd

from surveykit.analyze.describe import DescribeSampleResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import clauses, count, listed, missing_words, paragraph, percent


def tell(result: DescribeSampleResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """How many respondents there are, and the largest category or option of every question."""
    look = resolve_style(style, language)
    questions = [rows for _, rows in result.tidy().groupby("term", sort=False)]
    largest = [found for rows in questions if (found := _largest(result, rows))]
    single = [_category(result, found, look) for found in largest if found[0]["kind"] == "single"]
    multiple = [_option(result, found, look) for found in largest if found[0]["kind"] == "multiple"]
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


def _largest(result: DescribeSampleResult, rows: pd.DataFrame) -> list[Record]:
    """The largest category or option, or several that are as large; none where a suppressed one could be larger."""
    options = rows[rows["level"].notna()]
    told = options.dropna(subset=["n"])
    if told.empty:
        return []
    top = records(told[told["n"] == told["n"].max()])
    of_all = result.responses(top[0]["term"]) if top[0]["kind"] == "multiple" else result.counts.used
    suppressed = of_all - told["n"].sum() if len(told) < len(options) else 0
    return top if top[0]["n"] > suppressed or not suppressed else []


def _category(result: DescribeSampleResult, top: list[Record], style: Style) -> str:
    row = top[0]
    everybody = not row["base"] < result.counts.used
    labels = [result.codebook.value_label(row["term"], tied["level"], style.language) for tied in top]
    return term(
        "describe_sample.prose_category" if everybody else "describe_sample.prose_category_of",
        style.language,
        variable=result.codebook.label(row["term"], style.language),
        category=_named(labels, style),
        n=_size(top, style),
        share=percent(row["proportion"], style),
        base=count(row["base"], style),
    )


def _option(result: DescribeSampleResult, top: list[Record], style: Style) -> str:
    row = top[0]
    of_all = pd.isna(row["base"])
    return term(
        "describe_sample.prose_option_of_all" if of_all else "describe_sample.prose_option",
        style.language,
        question=result.codebook.label(row["term"], style.language),
        option=_named([result.codebook.label(tied["level"], style.language) for tied in top], style),
        n=_size(top, style),
        base=count(result.counts.used if of_all else row["base"], style),
        share=percent(row["proportion_cases"], style),
    )


def _named(labels: list[str], style: Style) -> str:
    return listed([term("describe_sample.prose_named", style.language, name=label) for label in labels], style)


def _size(top: list[Record], style: Style) -> str:
    """How many chose a category; how many chose each, where several are as large."""
    n = count(top[0]["n"], style)
    return n if len(top) == 1 else term("describe_sample.prose_each", style.language, n=n)
