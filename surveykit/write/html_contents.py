"""The ids of the parts of an HTML document, and the lists of links that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.core.terms import term
from surveykit.write.captions import numbered_title
from surveykit.write.parts import Contents, Heading, Illustration, Part, What, anchor
from surveykit.write.text import clean_text


def anchors(parts: Sequence[Part]) -> tuple[str, ...]:
    """The id of each heading, table and figure, no two the same; empty for other parts."""
    given: list[str] = []
    for part in parts:
        wanted = _anchor(part)
        tries = (wanted, *(f"{wanted}_{place}" for place in range(2, len(parts) + 2)))
        given.append(next(name for name in tries if not name or name not in given))
    return tuple(given)


def ranks(parts: Sequence[Part]) -> dict[int, int]:
    """The level at which each level of heading is printed: from 1, without gaps."""
    levels = sorted({part.level for part in parts if isinstance(part, Heading)})
    return {level: rank for rank, level in enumerate(levels, start=1)}


def contents(parts: Sequence[Part], style: Style) -> str:
    """The contents of a document: its headings, and its tables and figures where it has no list of its own of them."""
    ids = anchors(parts)
    rank = ranks(parts)
    headings = [
        (rank[part.level], _link(name, clean_text(part.text)))
        for part, name in zip(parts, ids, strict=True)
        if isinstance(part, Heading)
    ]
    title = term("write.index_sheet", style.language)
    own = [part.what for part in parts if isinstance(part, Contents)]
    kinds: tuple[What, What] = ("table", "figure")
    lists = [
        listing(Contents(term(f"report.list_of_{what}s", style.language), what), parts, style)
        for what in kinds
        if what not in own
    ]
    outline = _listed(title, _nested(headings)) if headings else ""
    return outline + "".join(lists)


def listing(part: Contents, parts: Sequence[Part], style: Style) -> str:
    """The numbered tables or figures of a document as links; nothing where there are none."""
    links = [
        f"<li>{_link(name, numbered_title(number=shown.number, title=shown.title, style=style, what=part.what))}</li>"
        for shown, name in numbered(parts, part.what)
        if shown.number
    ]
    return _listed(part.title, f"<ol>\n{chr(10).join(links)}\n</ol>\n") if links else ""


def numbered(parts: Sequence[Part], what: What) -> Iterator[tuple[Table | Illustration, str]]:
    """The tables or figures of a document, each with its id."""
    for part, name in zip(parts, anchors(parts), strict=True):
        if isinstance(part, Table if what == "table" else Illustration):
            yield part, name


def _anchor(part: Part) -> str:
    match part:
        case Heading(text=text):
            return anchor("heading", text)
        case Table(name=name):
            return anchor("table", name)
        case Illustration(name=name):
            return anchor("figure", name)
        case _:
            return ""


def _link(name: str, text: str) -> str:
    return f'<a href="#{name}">{escape(text)}</a>'


def _listed(title: str, entries: str) -> str:
    shown = escape(clean_text(title))
    return f'<nav aria-label="{shown}">\n<p class="label">{shown}</p>\n{entries}</nav>\n'


def _nested(entries: Sequence[tuple[int, str]]) -> str:
    """Links as a list, those of a lower level in a list below the one before."""
    if not entries:
        return ""
    top = min(level for level, _ in entries)
    starts = [place for place, (level, _) in enumerate(entries) if level == top]
    groups = [entries[start:end] for start, end in zip([0, *starts[1:]], [*starts[1:], len(entries)], strict=True)]
    items = [f"<li>{group[0][1]}\n{_nested(group[1:])}</li>\n" for group in groups]
    return f"<ol>\n{''.join(items)}</ol>\n"
