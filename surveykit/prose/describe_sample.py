"""The sample in words: the most frequent answer to each question."""

from __future__ import annotations

from surveykit.analyze.describe import DescribeSampleResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import clauses, paragraph, percent


def tell(result: DescribeSampleResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """How many respondents there are, and the largest category or option of every question."""
    look = resolve_style(style, language)
    levels = result.tidy().dropna(subset=["level"])
    largest = records(levels.loc[levels.groupby("term", sort=False)["n"].idxmax()])
    single = [_category(result, row, look) for row in largest if row["kind"] == "single"]
    multiple = [_option(result, row, look) for row in largest if row["kind"] == "multiple"]
    sentences = []
    if single:
        profile = clauses(single, look)
        sentences.append(term("describe_sample.prose_sample", look.language, n=result.counts.used, profile=profile))
    if multiple:
        sentences.append(clauses(multiple, look))
    return paragraph(sentences, look)


def _category(result: DescribeSampleResult, row: Record, style: Style) -> str:
    return term(
        "describe_sample.prose_category",
        style.language,
        variable=result.codebook.label(row["term"], style.language),
        category=result.codebook.value_label(row["term"], row["level"], style.language),
        n=row["n"],
        share=percent(row["proportion"], style),
    )


def _option(result: DescribeSampleResult, row: Record, style: Style) -> str:
    return term(
        "describe_sample.prose_option",
        style.language,
        question=result.codebook.label(row["term"], style.language),
        option=result.codebook.label(row["level"], style.language),
        n=row["n"],
        base=row["base"],
        share=percent(row["proportion_cases"], style),
    )
