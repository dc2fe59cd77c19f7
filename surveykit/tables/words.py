"""Labels and sentences that several layouts print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from surveykit.core.codebook import Codebook
from surveykit.core.format import format_confidence, format_number
from surveykit.core.result import Note
from surveykit.core.style import Style
from surveykit.core.terms import term


def sentence(key: str, style: Style, **values: object) -> str:
    """The term `key` as a sentence with its full stop."""
    return term(key, style.language, **values) + term("common.full_stop", style.language)


def run_on(sentences: Iterable[str], style: Style) -> str:
    """Several sentences as one text, each once."""
    return term("prose.gap", style.language).join(dict.fromkeys(sentences))


def notes_on(notes: Iterable[Note], keys: str | tuple[str, ...], style: Style) -> tuple[str, ...]:
    """The notes whose keys begin with one of `keys`, such as those on one column."""
    return tuple(note.text(style) for note in notes if note.key.startswith(keys))


def notes_but(notes: Iterable[Note], keys: str | tuple[str, ...], style: Style) -> tuple[str, ...]:
    """The notes whose keys begin with none of `keys`."""
    return tuple(note.text(style) for note in notes if not note.key.startswith(keys))


def rounding_note(groups: Iterable[Sequence[float]], style: Style) -> str:
    """The sentence on rounded percentages, where those of a group do not add up to 100 as printed; else nothing.

    `groups` holds proportions that add up to one; a group without respondents has none.
    """
    printed = [[format_number(share, "percent", style).rstrip("%") for share in group] for group in groups]
    totals = [sum(map(Decimal, filter(None, texts))) for texts in printed if any(texts)]
    return "" if all(total == 100 for total in totals) else sentence("tables.note_rounding", style)


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
