"""The order of a thesis: which section a result belongs to, and which section comes first."""

from __future__ import annotations

from collections.abc import Sequence

from surveykit.core.codebook import Language
from surveykit.core.terms import term
from surveykit.report.entries import Appendix, Entry, Listing, Methods, Passage, Section, Shown

SECTIONS: dict[str, tuple[str, ...]] = {
    "measures": ("measures",),
    "methods": (),
    "fieldwork": ("screening", "sample_flow"),
    "privacy": ("disclosure_risk",),
    "sample": ("describe_sample",),
    "missing": ("missing_patterns", "mcar_test"),
    "items": ("describe_items", "item_analysis"),
    "reliability": ("reliability", "intraclass"),
    "validity": ("factorability", "factor_number", "efa"),
    "correlations": ("correlations",),
    "differences": ("paired",),
    "regression": ("regression",),
    "mediation": ("mediation",),
    "hypotheses": ("hypotheses",),
    "exclusions": ("compare_exclusions",),
    "codebook": ("codebook_report",),
}
"""Sections in the order of a thesis, each with the topics of the results that stand in it, in order."""

OTHER = "other"
"""The section of topics that are not listed, and of tables of the user's own."""


def in_thesis_order(entries: Sequence[Entry], language: Language) -> list[Entry]:
    """Entries under the sections of a thesis, where the report has no section of its own; else as they are.

    A paragraph goes where the entry after it goes. Lists of tables come first, appendices last; the paragraph on
    methods stands after the measures.
    """
    if any(isinstance(entry, Section) for entry in entries) or not any(isinstance(entry, Shown) for entry in entries):
        return list(entries)
    listings = [entry for entry in entries if isinstance(entry, Listing)]
    appendices = [entry for entry in entries if isinstance(entry, Appendix)]
    groups = _grouped([entry for entry in entries if not isinstance(entry, Listing | Appendix)])
    ordered: list[Entry] = [*listings]
    section = ""
    for group in sorted(groups, key=lambda group: _rank(_main(group))):
        name = _section(_main(group))
        if name != section:
            ordered.append(Section(term(f"report.section_{name}", language)))
            section = name
        ordered += group
    return [*ordered, *appendices]


def _grouped(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Each entry with the paragraphs before it; paragraphs at the end stay with the last entry."""
    groups: list[list[Entry]] = []
    waiting: list[Entry] = []
    for entry in entries:
        waiting.append(entry)
        if not isinstance(entry, Passage):
            groups.append(waiting)
            waiting = []
    groups[-1] += waiting
    return groups


def _main(group: Sequence[Entry]) -> Entry:
    """What a group is about: its one entry that is no paragraph."""
    return next(entry for entry in group if not isinstance(entry, Passage))


def _section(entry: Entry) -> str:
    if isinstance(entry, Methods):
        return "methods"
    topic = entry.result.topic if isinstance(entry, Shown) else ""
    return next((name for name, topics in SECTIONS.items() if topic in topics), OTHER)


def _rank(entry: Entry) -> tuple[int, int]:
    """Place of an entry among the sections, and within its section."""
    name = _section(entry)
    section = len(SECTIONS) if name == OTHER else list(SECTIONS).index(name)
    topics = SECTIONS.get(name, ())
    return section, topics.index(entry.result.topic) if topics and isinstance(entry, Shown) else 0
