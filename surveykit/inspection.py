"""What a file holds, in a few lines: platform, respondents, questions, gaps, personal data, and what was noticed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from surveykit.core.codebook import Language, Text
from surveykit.core.survey import Survey
from surveykit.core.terms import term, topics

_PERSONAL = re.compile(r"points? to persons|personal")

_PLAIN = ("keyed", "coded")
"""Answers as whoever wrote the file has them; nothing else is known of their kind."""


def inspection(survey: Survey, *, language: Language) -> list[tuple[str, list[str]]]:
    """Headings with the lines under each, about a survey as it was read; answers are never among them."""
    step = survey.log[0]
    personal = [note for note in step.notes if _PERSONAL.search(note.en)]
    others = [note for note in step.notes if note not in personal]
    sections = [
        ("files", [str(name) for name in _listed(step.arguments.get("path"))]),
        ("platform", [_platform(step.arguments, language)]),
        ("rows", [term("inspection.rows_count", language, n=len(survey))]),
        ("submitted", _period(survey.paradata, language)),
        ("questions", _questions(survey, language)),
        ("missing", _missing(survey, language)),
        ("repairs", [str(len(step.cases))] if len(step.cases) else []),
        ("personal", _sentences(personal, language)),
        ("noticed", _sentences(others, language)),
    ]
    return [(term(f"inspection.{key}", language), lines) for key, lines in sections if lines]


def noticed(survey: Survey, *, language: Language) -> list[str]:
    """What reading a file had to tell, sentence by sentence."""
    return _sentences(survey.log[0].notes, language)


def _sentences(notes: Iterable[Text], language: Language) -> list[str]:
    stop = term("common.full_stop", language)
    return [note.within(language) + stop for note in notes]


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else [value]


def _word(key: str, language: Language) -> str:
    """The wording of a word that may have none; then the word itself."""
    return term(f"inspection.{key}", language) if key in topics()["inspection"] else key.partition("_")[2]


def _platform(arguments: Mapping[str, object], language: Language) -> str:
    """The platform, and how its answers are written where it has several ways."""
    name = _word(f"platform_{arguments.get('platform')}", language)
    if arguments.get("body") in _PLAIN:
        return name
    return term("prose.bracketed", language, name=name, numbers=_word(f"body_{arguments.get('body')}", language))


def _period(paradata: pd.DataFrame, language: Language) -> list[str]:
    """The first and the last day of submission, where they are known."""
    days = paradata["submitted"].dropna() if "submitted" in paradata.columns else pd.Series(dtype="datetime64[ns]")
    if days.empty:
        return []
    return [term("inspection.period", language, first=days.min().date(), last=days.max().date())]


def _questions(survey: Survey, language: Language) -> list[str]:
    """How many questions there are of each kind; a set is one question."""
    book = survey.codebook
    members = {name for group in book.sets for name in group.members}
    kinds = [v.kind for v in book.variables if v.name not in members and v.name in survey.data.columns]
    words = [
        *(term(f"codebook_report.kind_{kind}", language) for kind in kinds),
        *(term(f"inspection.set_{group.kind}", language) for group in book.sets),
    ]
    return [term("inspection.kind", language, kind=word, k=words.count(word)) for word in dict.fromkeys(words)]


def _missing(survey: Survey, language: Language) -> list[str]:
    """How many cells are empty for each reason."""
    reasons = survey.missing_reasons
    counts = reasons.stack().value_counts() if len(reasons.columns) else pd.Series(dtype=int)
    told = {str(reason): int(n) for reason, n in counts.items() if reason}
    lines = [
        term("inspection.reason", language, reason=_word(f"reason_{reason}", language), n=n)
        for reason, n in told.items()
    ]
    return lines or [term("inspection.no_missing", language)]
