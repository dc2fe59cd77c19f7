"""An instrument in words: what is asked, how it is scored, and whose it is."""

from __future__ import annotations

from surveykit.core.parts import Language
from surveykit.core.terms import term
from surveykit.scales.instrument import Instrument, InstrumentItem, PublishedReliability


def instrument_lines(one: Instrument, *, language: Language) -> list[tuple[str, list[str]]]:
    """Headings with the lines under each; only those that the instrument has."""
    told = [
        ("stem", [one.stem.within(language)]),
        ("items", [_item(one, item, language) for item in one.items] if one.has_wording else [_numbered(one)]),
        ("answers", _answers(one, language)),
        ("reversed", [] if one.has_wording else [", ".join(one.reversed)]),
        ("dimensions", _dimensions(one, language)),
        ("scoring", [_scoring(one, language)]),
        ("min_answered", [str(one.min_answered or "")]),
        ("citation", [one.citation.within(language)]),
        ("reference", [one.reference]),
        ("licence", [one.licence.within(language)]),
        ("obtain", [one.obtain.within(language)]),
        ("reliability", [_published(found, language) for found in one.reliability]),
        ("note", [one.note.within(language)]),
    ]
    return [(term(f"instruments.{key}", language), lines) for key, lines in told if any(lines)]


def answer_range(low: float, high: float, language: Language) -> str:
    """The lowest and the highest answer."""
    return term("instruments.range", language, low=f"{low:g}", high=f"{high:g}")


def _item(one: Instrument, item: InstrumentItem, language: Language) -> str:
    key = "item_reversed" if item.name in one.reversed else "item"
    wording = item.wording.within(language) if item.wording else ""
    return term(f"instruments.{key}", language, name=item.name, wording=wording)


def _numbered(one: Instrument) -> str:
    return ", ".join(one.item_names)


def _answers(one: Instrument, language: Language) -> list[str]:
    if not one.values:
        return [answer_range(one.low, one.high, language)]
    return [
        term("instruments.answer", language, code=code, label=label.within(language))
        for code, label in one.values.items()
    ]


def _dimensions(one: Instrument, language: Language) -> list[str]:
    return [
        term(
            "instruments.dimension",
            language,
            name=part.name,
            title=part.title.within(language),
            items=", ".join(part.items),
        )
        for part in one.dimensions
    ]


def _scoring(one: Instrument, language: Language) -> str:
    method = term(f"instruments.method_{one.method}", language)
    if one.total:
        return term("instruments.total", language, code=one.code, method=method)
    return term("instruments.no_total" if one.dimensions else "instruments.by_item", language, method=method)


def _published(found: PublishedReliability, language: Language) -> str:
    key = f"{found.coefficient}_{'one' if found.low == found.high else 'range'}"
    of = found.of.within(language)
    return term(
        f"instruments.{key}", language, low=f"{found.low:g}", high=f"{found.high:g}", of=of, source=found.source
    )
