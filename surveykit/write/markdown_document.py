"""A document as parts in order, in Markdown; figures are files beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import quote

from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.errors import OptionError
from surveykit.write.captions import numbered_title, second_caption
from surveykit.write.markdown import escape, escape_line, strong, table_markdown
from surveykit.write.parts import (
    Contents,
    Heading,
    Illustration,
    PageBreak,
    Paragraph,
    Part,
    Reference,
    What,
    anchor,
    listed,
)
from surveykit.write.text import clean_text


def markdown_document(parts: Sequence[Part], *, style: Style, notice: str = "", figure_paths: Mapping[str, str]) -> str:
    """A document in Markdown, with links from mentions and lists to tables and figures.

    Parameters
    ----------
    parts : sequence of Part
        Headings, paragraphs, tables, figures and lists in order. A page break leaves no trace.
    style : Style
        Language of labels, and whether a figure's caption stands below or (APA) above it.
    notice : str
        A sentence for the first line.
    figure_paths : mapping of str to str
        Where each figure is, by the name of its illustration: a path from the folder of the document, with slashes.

    Returns
    -------
    str
        The text, all that is not markup of its own escaped.

    Raises
    ------
    OptionError
        If the path of a figure is not given.
    """
    missing = [part.name for part in parts if isinstance(part, Illustration) and part.name not in figure_paths]
    if missing:
        raise OptionError(f"figure_paths must say where each figure is; it lacks {', '.join(map(repr, missing))}")
    write = partial(_part, parts=parts, style=style, figure_paths=figure_paths)
    blocks = [f"*{escape(clean_text(notice))}*" if notice.strip() else "", *map(write, parts)]
    return "\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


def _part(part: Part, *, parts: Sequence[Part], style: Style, figure_paths: Mapping[str, str]) -> str:
    match part:
        case Heading(text, level):
            return f"{'#' * level} {escape(clean_text(text))}"
        case Paragraph(pieces):
            return _paragraph(pieces, parts)
        case Table():
            return _target("table", part.name) + table_markdown(part)
        case Illustration():
            return _figure(part, style, figure_paths[part.name])
        case Contents(title, what):
            entries = [_entry(entry, what, style) for entry in listed(parts, what)]
            return "\n\n".join([strong(clean_text(title)), "\n".join(entries)])
        case PageBreak():
            return ""


def _paragraph(pieces: Sequence[str | Reference], parts: Sequence[Part]) -> str:
    """Running text in one line, what it mentions linked."""
    there = {(what, part.name) for what in ("table", "figure") for part in listed(parts, what)}
    written = []
    for place, piece in enumerate(pieces):
        text = clean_text(piece if isinstance(piece, str) else piece.text)
        shown = escape(text) if place else escape_line(text)
        if isinstance(piece, Reference) and (piece.what, piece.name) in there:
            shown = _link(shown, piece.what, piece.name)
        written.append(shown)
    return "".join(written)


def _figure(part: Illustration, style: Style, path: str) -> str:
    """The image with its caption; the caption is what the image says to those who cannot see it, too."""
    caption = numbered_title(number=part.number, title=part.title, style=style, what="figure")
    second = second_caption(number=part.number, title=part.second_title, style=style, what="figure")
    image = f"![{escape(caption)}]({quote(path, safe='/')})"
    captions = [strong(line) for line in (caption, second) if line]
    above = style.caption_layout == "number above title"
    return _target("figure", part.name) + "\n\n".join([*captions, image] if above else [image, *captions])


def _entry(part: Table | Illustration, what: What, style: Style) -> str:
    text = numbered_title(number=part.number, title=part.title, style=style, what=what)
    return f"- {_link(escape(text), what, part.name)}"


def _link(text: str, what: What, name: str) -> str:
    return f"[{text}](#{anchor(what, name)})"


def _target(what: What, name: str) -> str:
    return f'<a id="{anchor(what, name)}"></a>'
