"""Labels and sentences that several layouts print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from surveykit.core.codebook import Codebook
from surveykit.core.format import format_confidence
from surveykit.core.style import Style
from surveykit.core.terms import term


def sentence(key: str, style: Style, **values: object) -> str:
    """The term `key` as a sentence with its full stop."""
    return term(key, style.language, **values) + term("common.full_stop", style.language)


def reversed_notes(codebook: Codebook, names: Iterable[str], style: Style, *, scored: bool) -> tuple[str, ...]:
    """What the mark means, where one of the items has it; `scored` says that their answers are reversed."""
    key = "tables.note_reversed_scored" if scored else "tables.note_reversed"
    return (sentence(key, style),) if set(codebook.reverse_keyed) & set(names) else ()


def level_words(level: float, style: Style) -> str:
    """The heading over the two limits of an interval, such as "95% CI"."""
    return term("tables.head_interval", style.language, level=format_confidence(level))


def interval_note(style: Style) -> str:
    """What the headings of an interval stand for."""
    return sentence("tables.note_interval", style)


def reference_note(codebook: Codebook, references: Mapping[str, float], style: Style) -> str:
    """The sentence that names the reference category of every categorical predictor."""
    language = style.language
    named = [
        term(
            "tables.reference",
            language,
            variable=codebook.label(name, language),
            category=codebook.value_label(name, code, language),
        )
        for name, code in references.items()
    ]
    listed = term("tables.list_separator", language).join(named)
    return sentence("tables.note_reference", style, categories=listed)
