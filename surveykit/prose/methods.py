"""The paragraph on methods: how the data were prepared, what was computed and how, and with which software."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module

from surveykit.core.codebook import Language
from surveykit.core.result import Result
from surveykit.core.style import Style, resolve_style
from surveykit.core.survey import Survey
from surveykit.core.terms import term
from surveykit.prose.methods_cleaning import cleaning_sentences
from surveykit.prose.phrases import listed, paragraph


def methods_text(
    results: Iterable[Result],
    survey: Survey | None = None,
    *,
    language: Language,
    style: str | Style,
    versions: Mapping[str, str],
) -> str:
    """One paragraph from what was really done; a sentence that several results share stands once.

    Parameters
    ----------
    results : iterable of Result
        In the order in which they are told.
    survey : Survey, optional
        Its log says how the data were prepared.
    language : {"zh", "en"}
        Language of the sentences.
    style : str or Style
        How numbers are printed.
    versions : Mapping[str, str]
        The software that computed, by name, with its version; empty for no sentence on it.
    """
    look = resolve_style(style, language)
    told = list(results)
    sentences = [
        *(cleaning_sentences(survey, look) if survey is not None else []),
        *(sentence for result in told for sentence in methods_sentences(result, look)),
        *_suppression(told, look),
        *([_software(versions, look)] if versions else []),
    ]
    return paragraph(dict.fromkeys(sentences), look)


def methods_sentence(result: Result, *, language: Language, style: str | Style) -> str:
    """Which method a result rests on: variant, correction, interval, draws and seed, and the rule for missing answers.

    Empty for results that compute nothing, such as the flow of the sample or the list of measures.
    """
    look = resolve_style(style, language)
    return paragraph(methods_sentences(result, look), look)


def cleaning_sentence(survey: Survey, *, language: Language, style: str | Style) -> str:
    """How the data were cleaned and scored, from the log: rules and limits, who was left, how scores are made."""
    look = resolve_style(style, language)
    return paragraph(cleaning_sentences(survey, look), look)


def methods_sentences(result: Result, style: Style) -> list[str]:
    """The sentences of one result, without full stops; none where its topic has no method."""
    room = import_module(f"surveykit.prose.{result.topic}")
    told: list[str] = room.methods(result, style) if hasattr(room, "methods") else []
    return told


def _suppression(results: Iterable[Result], style: Style) -> list[str]:
    """The limit below which counts are not shown, where one was used."""
    limits = sorted({int(str(limit)) for result in results if (limit := result.spec.get("min_cell")) is not None})
    return [term("prose.methods_suppressed", style.language, min_cell=limit) for limit in limits]


def _software(versions: Mapping[str, str], style: Style) -> str:
    packages = [
        term("prose.methods_package", style.language, name=name, version=version) for name, version in versions.items()
    ]
    return term("prose.methods_software", style.language, packages=listed(packages, style))
