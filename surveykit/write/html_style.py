"""The style sheets of HTML: a style's fonts, sizes and rules, for one table and for a whole document."""

from __future__ import annotations

import re
from zlib import crc32

from surveykit.core.style import Style
from surveykit.write.html_numbers import RAISED_SIZE

SAME_FONTS = {
    "宋体": ("SimSun", "Songti SC", "Noto Serif CJK SC"),
    "黑体": ("SimHei", "Heiti SC", "Noto Sans CJK SC"),
    "楷体": ("KaiTi", "Kaiti SC"),
    "仿宋": ("FangSong", "STFangsong"),
}
"""What the fonts of Chinese theses are called on other computers."""

TEXT_SIZE = 12.0
HEADING_SIZES = (16.0, 14.0, 12.0)
"""Points of the running text and of headings, as in Word."""

PORTRAIT, LANDSCAPE = 16, 24.7
"""Centimetres of an A4 page, upright and on its side, that text fills."""

CELL_MARGIN = 0.4
"""Empty space left and right of the text of a cell, in em."""


def style_class(style: Style) -> str:
    """The class of what is set in a style: its name, and what tells it from another style of that name."""
    name = re.sub("[^a-z0-9]+", "-", style.name.lower()).strip("-")
    return "-".join(part for part in ("surveykit", name, f"{crc32(repr(_table_rules(style)).encode()):08x}") if part)


def table_css(style: Style) -> str:
    """Rules for the tables of one style; they touch nothing else of the page."""
    name = style_class(style)
    rules = "".join(f"{_scoped(selector, name)} {{ {rule} }}\n" for selector, rule in _table_rules(style).items())
    printed = "".join(f"{_scoped(selector, name)} {{ {rule} }}\n" for selector, rule in PRINTED.items())
    return f"{rules}@media print {{\n{printed}}}\n@page surveykit-wide {{ size: A4 landscape; margin: 2.5cm }}\n"


def page_css(style: Style, notice: str) -> str:
    """Rules for the text around tables and figures, on the screen and on A4 paper."""
    return "".join(f"{selector} {{ {rule} }}\n" for selector, rule in _page_rules(style, notice).items())


OWN_CLASSES = (".wide", ".short", ".drawing")
"""What a figure is beside being in a style: wider than a page, a table of few rows, or an image."""

PRINTED = {
    ".short, .drawing": "break-inside: avoid",
    ".scroll": "overflow: visible",
    "table": "font-size: var(--print-size); min-width: 0 !important",
    "thead": "display: table-header-group",
    "caption, figcaption, tr:has(> [scope=rowgroup])": "break-after: avoid",
    "tr, .notes": "break-inside: avoid",
}
"""On paper nothing scrolls, the header stands on every page, and no row breaks."""


def _table_rules(style: Style) -> dict[str, str]:
    top, middle, bottom = style.rule_weights
    body = _font(style.body_size, style.latin_font, style.east_asian_font)
    stacked = style.caption_layout == "number above title"
    space = style.cell_space
    hanging = "2em" if style.language == "zh" else "0"
    above, below = style.table_title_space
    text = "line-height: normal; font-variant-numeric: tabular-nums; color: #000; background: #fff"
    return {
        "": f"margin: {above:g}pt 0; {body}; {text}; max-width: {PORTRAIT}cm",
        ".wide": f"page: surveykit-wide; max-width: {LANDSCAPE}cm",
        ".scroll": "overflow-x: auto",
        "table": f"width: 100%; border-collapse: collapse; font-size: {style.body_size:g}pt; "
        f"border-top: {top:g}pt solid; border-bottom: {bottom:g}pt solid",
        "caption, figcaption": f"caption-side: top; text-align: {'left' if stacked else 'center'}; "
        f"padding-bottom: {below:g}pt; white-space: pre-wrap; color: #000; "
        f"font-weight: {'bold' if style.caption_bold and not stacked else 'normal'}; "
        f"{_font(style.caption_size, style.latin_font, style.caption_east_asian_font)}",
        "figcaption": "padding: {:g}pt 0 {:g}pt".format(*style.figure_title_space),
        ".title": "display: inline-block; position: sticky; left: 0; right: 0; max-width: 100vw",
        ".unit": f"display: block; text-align: right; font-weight: normal; {body}",
        "th, td": f"padding: {space:g}pt {CELL_MARGIN:g}em; font-weight: normal; text-align: center; "
        "vertical-align: middle; white-space: pre-wrap; border: 0; background: none",
        "tbody:has([rowspan]) > tr > *": "vertical-align: baseline",
        "thead th, thead td": f"vertical-align: {'bottom' if stacked else 'middle'}",
        "thead tr:last-child > *, thead [rowspan]": f"border-bottom: {middle:g}pt solid",
        "th[scope=colgroup] span": f"display: block; padding-bottom: {space:g}pt; "
        f"border-bottom: {style.spanner_weight:g}pt solid",
        "th[scope=row], th[scope=rowgroup]": "text-align: left",
        "td.number": "white-space: pre",
        "tr.summary > *": f"padding-top: {2.4 * space:g}pt",
        "sup": f"font-size: {RAISED_SIZE}em; line-height: 0",
        ".notes": f"padding-left: {hanging}; font-size: {style.note_size:g}pt",
        ".notes p": "margin: 2pt 0; text-indent: 0; white-space: pre-wrap",
        ".notes p:first-child": f"text-indent: calc(-1 * {hanging})",
        "img": "display: block; max-width: 100%; height: auto" + ("" if stacked else "; margin: 0 auto"),
    }


def _page_rules(style: Style, notice: str) -> dict[str, str]:
    chinese = style.language == "zh"
    across = f"min({LANDSCAPE}cm, 100vw - 3em)"
    body = _font(TEXT_SIZE, style.latin_font, style.east_asian_font)
    heading = _font(TEXT_SIZE, style.latin_font, style.caption_east_asian_font)
    margins = "3cm 2.5cm" if chinese else "2.54cm"
    small = _font(style.note_size, style.latin_font, style.east_asian_font)
    head = f"@top-center {{ content: {_quoted(notice)}; {small} }} " if notice else ""
    foot = f"@bottom-center {{ content: counter(page); {small} }}"
    return {
        ":root": "color-scheme: light",
        "body": f"margin: 0 auto; padding: 1em; max-width: {PORTRAIT}cm; {body}; line-height: 1.5; "
        "color: #000; background: #fff",
        "h1, h2, h3": f"{heading}; font-weight: {'normal' if chinese else 'bold'}; margin: 1.2em 0 0.8em; "
        "white-space: pre-wrap; break-after: avoid",
        "h1": f"font-size: {HEADING_SIZES[0]:g}pt; text-align: center",
        "h2": f"font-size: {HEADING_SIZES[1]:g}pt",
        "h3": f"font-size: {HEADING_SIZES[2]:g}pt",
        "main > p": f"margin: 0; text-indent: {'2em' if chinese else '0.5in'}; white-space: pre-wrap; "
        "orphans: 2; widows: 2",
        "main > p.plain, main > p.lead": "text-indent: 0",
        "main > p.lead": "break-after: avoid",
        "main > p.small": f"text-indent: 0; font-size: {style.note_size:g}pt",
        ".notice": f"margin: 0 0 1em; text-align: center; font-size: {style.note_size:g}pt",
        "nav": "margin: 1em 0",
        "nav ol": "margin: 0; padding-left: 1.5em; list-style: none",
        ".label": f"{heading}; font-weight: {'normal' if chinese else 'bold'}; margin: 0.8em 0 0.3em",
        "a": "color: #003e7e",
        "nav a:not(:hover, :focus)": "text-decoration: none",
        "main > .wide": f"width: {across}; margin-left: calc(50% - {across} / 2)",
        ".page-break": "display: none",
        ".page-break + *": "break-before: page",
        "@page": f"size: A4; margin: {margins}; {head}{foot}",
        "@media print": "body { padding: 0; max-width: none } main > .wide { width: auto; margin-left: 0 } "
        "a { color: inherit; text-decoration: none }",
    }


def _font(size: float, latin: str, east_asian: str) -> str:
    families = [latin, east_asian, *SAME_FONTS.get(east_asian, ())]
    generic = "sans-serif" if east_asian == "黑体" else "serif"
    return f"font-size: {size:g}pt; font-family: {', '.join(_named(family) for family in families)}, {generic}"


def _named(family: str) -> str:
    """A font name in quotes, with no sign that could end them."""
    return "'" + re.sub(r"[^\w -]", "", family) + "'"


def _quoted(text: str) -> str:
    """Text as a string of CSS, every sign that is not a letter or digit by its number."""
    return '"' + "".join(sign if sign.isalnum() else f"\\{ord(sign):06x}" for sign in text) + '"'


def _scoped(selector: str, name: str) -> str:
    parts = (f".{name}{'' if part in OWN_CLASSES else ' '}{part}".strip() for part in selector.split(", "))
    return ", ".join(parts)
