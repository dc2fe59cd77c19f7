"""A document as one HTML file: contents, links, tables and figures, with nothing to load and nothing to run."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape

from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.core.terms import term
from surveykit.write.html import table_figure
from surveykit.write.html_captions import illustration_caption
from surveykit.write.html_contents import anchors, contents, listing, numbered, ranks
from surveykit.write.html_style import page_css, style_class, table_css
from surveykit.write.html_text import LANGUAGES, marked
from surveykit.write.parts import Contents, Heading, Illustration, PageBreak, Paragraph, Part, Reference, What
from surveykit.write.symbols import symbol_runs
from surveykit.write.text import clean_text

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a browser may do with the file: show the styles and images in it, and nothing else."""

Targets = Mapping[tuple[What, str], str]


def html_document(parts: Sequence[Part], *, style: Style, notice: str = "") -> str:
    """Write parts as one HTML page.

    Parameters
    ----------
    parts : sequence of Part
        Headings, paragraphs, tables, illustrations and lists in order.
    style : Style
        Fonts, sizes, caption layout and language.
    notice : str
        A sentence for the top of the page, and for the head of every printed page.

    Returns
    -------
    str
        The page. It needs no other file: its styles are in it, its figures are vectors in it, and there is no script,
        which its content security policy forbids too.

    Notes
    -----
    The contents link to every heading, table and figure; tables and figures are left to the document's own lists
    where it has them. A mention of a table or figure is a link where that is in the document. Headings are printed
    from the first level on, without gaps, whatever levels the parts use.
    """
    targets = _targets(parts)
    body = "".join(_part(part, name, parts, style, targets) for part, name in zip(parts, anchors(parts), strict=True))
    language = LANGUAGES[style.language]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n{_head(parts, style, notice)}<body>\n<header>\n'
        + (f'<p class="notice">{escape(clean_text(notice))}</p>\n' if notice else "")
        + f"{contents(parts, style)}</header>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _head(parts: Sequence[Part], style: Style, notice: str) -> str:
    styles = [style, *(part.style for part in parts if isinstance(part, Table))]
    sheets = "".join(dict.fromkeys(table_css(look) for look in styles))
    return (
        f'<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(_title(parts, style))}</title>\n"
        f"<style>\n{page_css(style, clean_text(notice))}{sheets}</style>\n</head>\n"
    )


def _title(parts: Sequence[Part], style: Style) -> str:
    """The first heading, else the title of the first table or figure."""
    headings = [part.text for part in parts if isinstance(part, Heading)]
    titles = [part.title for part in parts if isinstance(part, Table | Illustration)]
    return clean_text([*headings, *titles, term("report.default_title", style.language)][0])


def _targets(parts: Sequence[Part]) -> Targets:
    """The ids of tables and figures by name; of several with one name, the first."""
    kinds: tuple[What, What] = ("table", "figure")
    named = [((what, part.name), name) for what in kinds for part, name in numbered(parts, what)]
    return dict(reversed(named))


def _part(part: Part, name: str, parts: Sequence[Part], style: Style, targets: Targets) -> str:
    match part:
        case Heading(text, level):
            tag = f"h{ranks(parts)[level]}"
            return f'<{tag} id="{name}">{escape(clean_text(text))}</{tag}>\n'
        case Paragraph(role=role):
            kind = "" if role == "text" else f' class="{role}"'
            return f"<p{kind}>{''.join(_piece(piece, targets) for piece in part.pieces)}</p>\n"
        case Table():
            return table_figure(part, anchor=name)
        case Illustration():
            return _illustration(part, name, style)
        case Contents():
            return listing(part, parts, style)
        case PageBreak():
            return '<div class="page-break"></div>\n'


def _piece(piece: str | Reference, targets: Targets) -> str:
    """Running text with its symbols in italics, or a mention as a link."""
    if isinstance(piece, str):
        return marked(symbol_runs(clean_text(piece)))
    text = escape(clean_text(piece.text))
    target = targets.get((piece.what, piece.name))
    return f'<a href="#{target}">{text}</a>' if target else text


def _illustration(part: Illustration, name: str, style: Style) -> str:
    """A figure with its caption below, or above where the style sets the number above the title.

    An SVG within ``img`` is a world of its own: its ids and styles cannot meet those of another figure.
    """
    image = b64encode(part.drawing.image(".svg")).decode("ascii")
    drawn = f'<img src="data:image/svg+xml;base64,{image}" alt="{escape(clean_text(part.title))}">\n'
    caption = f"<figcaption>{illustration_caption(part, style)}</figcaption>\n"
    shown = caption + drawn if style.caption_layout == "number above title" else drawn + caption
    return (
        f'<figure class="{style_class(style)} drawing" lang="{LANGUAGES[style.language]}" id="{name}">\n'
        f"{shown}</figure>\n"
    )
