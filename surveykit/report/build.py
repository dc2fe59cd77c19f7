"""From entries to the numbered parts of a chapter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveykit.core.codebook import Language
from surveykit.core.result import Result
from surveykit.core.style import Style
from surveykit.core.survey import Survey
from surveykit.core.table import Table
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.core.words import closest
from surveykit.errors import OptionError
from surveykit.prose.methods import methods_text
from surveykit.prose.phrases import listed
from surveykit.report.entries import Appendix, Entry, Listing, Methods, OwnTable, Passage, Section, Shown
from surveykit.report.provenance import versions
from surveykit.report.values import value_text
from surveykit.write.captions import caption_label
from surveykit.write.parts import Contents, Heading, Illustration, PageBreak, Paragraph, Part, Reference, What
from surveykit.write.template_place import FOLDED

PLACE = re.compile(r"\{\{\s*(?:(table|figure)\s*:)?\s*([^{}]+?)\s*\}\}")
"""What stands for a mention of a table or figure, or for a number: ``{{table:efa}}``, ``{{efa.kmo}}``."""


BRACES = re.compile(r"\{\{|\}\}")
"""What is left of a place that cannot be read."""


@dataclass
class Numbers:
    """Counts the tables and figures of a chapter."""

    chapter: str
    separator: str
    given: dict[What, int] = field(default_factory=dict)

    def following(self, what: What) -> str:
        """The next number, such as "4-3"."""
        self.given[what] = self.given.get(what, 0) + 1
        return f"{self.chapter}{self.separator}{self.given[what]}"


@dataclass(frozen=True)
class Numbered:
    """An entry with its tables and figures under their numbers."""

    entry: Entry
    tables: tuple[Table, ...] = ()
    figures: tuple[Illustration, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Looks:
    """What the building of every part needs to know."""

    style: Style
    chapter: int
    notice: str
    wording: Wording

    @property
    def language(self) -> Language:
        """The language of the chapter."""
        return self.style.language


def number_tables(entries: Iterable[Entry], looks: Looks) -> list[Numbered]:
    """Entries with their tables, numbered through the chapter; those of an appendix under its letter."""
    numbers = Numbers(str(looks.chapter), looks.style.number_separator)
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    done = []
    for entry in entries:
        match entry:
            case Shown():
                tables = [table.numbered(numbers.following("table")) for table in entry.tables(looks.style)]
                done.append(Numbered(entry, tuple(tables)))
            case OwnTable(table):
                shown = replace(table, style=looks.style)
                done.append(Numbered(entry, (shown.numbered(numbers.following("table")),)))
            case Appendix():
                done.append(_appendix(entry, next(letters), looks))
            case _:
                done.append(Numbered(entry))
    return done


def with_figures(numbered: Iterable[Numbered], looks: Looks) -> list[Numbered]:
    """The same with their figures, drawn and numbered through the chapter."""
    numbers = Numbers(str(looks.chapter), looks.style.number_separator)

    def draw(entry: Shown) -> tuple[Illustration, ...]:
        return tuple(illustrate(entry, figure, numbers.following("figure"), looks) for figure in entry.figures)

    return [replace(one, figures=draw(one.entry)) if isinstance(one.entry, Shown) else one for one in numbered]


def illustrate(shown: Shown, figure: str, number: str, looks: Looks) -> Illustration:
    """One figure of a result with its number and captions."""
    other = replace(looks.style, language="en" if looks.language == "zh" else "zh")
    return Illustration(
        name=shown.figure_name(figure),
        number=number,
        title=shown.caption(figure, looks.style),
        drawing=shown.drawing(figure, looks.style, looks.notice),
        second_title=shown.caption(figure, other) if looks.style.bilingual else "",
    )


def chapter_parts(numbered: Sequence[Numbered], title: str, looks: Looks) -> list[Part]:
    """The whole chapter: heading, lists, sections, paragraphs with their mentions, tables, figures, appendices."""
    results = {one.entry.name: one.entry.result for one in numbered if isinstance(one.entry, Shown)}
    labels = part_labels(numbered, looks.style)
    parts: list[Part] = [Heading(title, level=1)]
    sections = 0
    for one in numbered:
        match one.entry:
            case Section(name):
                sections += 1
                parts.append(Heading(f"{looks.chapter}.{sections}  {name}"))
            case Passage(text):
                parts.append(Paragraph(resolved(text, labels, results, looks.style)))
            case Methods(survey):
                parts.append(Paragraph((methods(results, survey, looks),)))
            case Listing(what):
                parts.append(Contents(term(f"report.list_of_{what}s", looks.language), what))
            case Shown():
                said = told(one.entry, looks)
                parts += [Paragraph((*mention(one, labels, looks.style), said)), *one.tables, *one.figures]
            case OwnTable():
                parts += [Paragraph(mention(one, labels, looks.style)), *one.tables]
            case Appendix():
                parts += one.parts
    return parts


def told(shown: Shown, looks: Looks) -> str:
    """The sentences of a result."""
    return shown.result.prose(language=looks.language, style=looks.style, wording=looks.wording)


def methods(results: Mapping[str, Result], survey: Survey | None, looks: Looks) -> str:
    """What was done with the data and with which software, from the log and the results."""
    return methods_text(list(results.values()), survey, language=looks.language, style=looks.style, versions=versions())


def part_labels(numbered: Iterable[Numbered], style: Style) -> dict[tuple[What, str], str]:
    """What every table and figure is called in running text: "表4-1"."""
    labels: dict[tuple[What, str], str] = {}
    for one in numbered:
        for table in (*one.tables, *(part for part in one.parts if isinstance(part, Table) and part.number)):
            labels["table", table.name] = caption_label(table.number, style, what="table")
        for figure in one.figures:
            labels["figure", figure.name] = caption_label(figure.number, style, what="figure")
    return labels


def mention(one: Numbered, labels: Mapping[tuple[What, str], str], style: Style) -> tuple[str | Reference, ...]:
    """The sentence that says where a result is shown; it stands before its tables and figures."""
    places = [f"{{{{table:{table.name}}}}}" for table in one.tables]
    places += [f"{{{{figure:{figure.name}}}}}" for figure in one.figures]
    text = term("report.see", style.language, labels=listed(places, style)) if places else ""
    return resolved(text, labels, {}, style)


def resolved(
    text: str, labels: Mapping[tuple[What, str], str], results: Mapping[str, Result], style: Style
) -> tuple[str | Reference, ...]:
    """A text with its places filled: ``{{table:efa}}`` by a reference, ``{{efa.kmo}}`` by a number.

    Raises
    ------
    OptionError
        If a place names nothing in this report.
    """
    pieces: list[str | Reference] = []
    end = 0
    for match in PLACE.finditer(text.translate(FOLDED)):
        pieces.append(text[end : match.start()])
        pieces.append(_filled(match[1], match[2], labels, results, style))
        end = match.end()
    pieces.append(text[end:])
    _refuse_braces(piece for piece in pieces if isinstance(piece, str))
    return tuple(piece for piece in pieces if piece)


def _refuse_braces(texts: Iterable[str]) -> None:
    """Refuse what was meant as a place and cannot be read as one; it would be printed with its braces."""
    for text in texts:
        if broken := BRACES.search(text.translate(FOLDED)):
            near = text[max(broken.start() - 12, 0) : broken.end() + 24]
            raise OptionError(f"{near!r} holds no whole place; write {{{{table:name}}}} or {{{{name.row.column}}}}")


def _filled(
    what: str | None,
    name: str,
    labels: Mapping[tuple[What, str], str],
    results: Mapping[str, Result],
    style: Style,
) -> str | Reference:
    if what is None:
        return value_text(results, name, style)
    kind: What = "table" if what == "table" else "figure"
    if (kind, name) not in labels:
        known = [known for found, known in labels if found == kind]
        hint = closest(name, known) if known else f"; it has no {what}s yet"
        raise OptionError(f"{{{{{what}:{name}}}}}: the report has no {what} called {name!r}{hint}")
    return Reference(kind, name, labels[kind, name])


def _appendix(entry: Appendix, letter: str, looks: Looks) -> Numbered:
    """An appendix under its letter, its titled tables numbered."""
    numbers = Numbers(letter, looks.style.number_separator)
    filled = tuple(
        part.numbered(numbers.following("table")) if isinstance(part, Table) and part.title else part
        for part in entry.fill()
    )
    heading = Heading(term("report.appendix", looks.language, letter=letter, title=entry.title), level=1)
    return Numbered(entry, parts=(PageBreak(), heading, *filled))
