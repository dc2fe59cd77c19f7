"""Tables in LaTeX: booktabs rules, numbers lined up by siunitx, notes below, continued over pages by longtable."""

from __future__ import annotations

from typing import Literal

from surveykit.core.table import Align, Table
from surveykit.write.captions import continuation, second_caption_runs
from surveykit.write.latex_numbers import SETUP
from surveykit.write.latex_page import CELL_MARGIN, Sheet, sheets
from surveykit.write.latex_rows import Grid, body_lines, header_lines, unbroken
from surveykit.write.latex_text import caption_font, font_size, label, marked, plain, sign_command
from surveykit.write.notes import note_paragraphs
from surveykit.write.rows import row_parts
from surveykit.write.symbols import symbol_runs
from surveykit.write.text import clean_text

Counting = Literal["own number", "counted", "plain"]
"""Whether a caption has the table's own number, the next one of the document, or none."""

TOGETHER = 3
"""Rows at the end of a long table that stay on one page with the notes."""

PACKAGES = {
    r"\captionsetup{": "caption",
    r"\begin{longtable}": "longtable",
    r"\begin{landscape}": "pdflscape",
    r"\begin{sidewaystable}": "rotating",
}
"""Packages that only some tables need."""


def table_latex(table: Table) -> str:
    r"""A table to be put into a thesis by ``\input``, its caption and notes included.

    The first lines, which are comments, name the packages that it needs.

    Parameters
    ----------
    table : Table
        What to show; its style says how.

    Returns
    -------
    str
        A ``table`` environment. A long table, and one that is to be printed in parts, is a ``longtable`` with the
        label of a continued table on its later pages. A wide table stands on a page on its side; one that is too wide
        for that comes in parts, each with the first column.

    Notes
    -----
    Where the table has a number, it is set in a line with ``\thetable``; without that line LaTeX counts by itself.
    The text is that of all other formats: siunitx only lines up the numbers at their decimal points. Columns are
    shares of the width of the text, which should be 14.5 cm or more. How captions look is left to the thesis.
    """
    lines = table_lines(table, counting="own number" if table.number else "counted")
    text = "\n".join([*sign_command("\n".join(lines)), *lines])
    return "\n".join([*_requirements(table, text), text]) + "\n"


def table_lines(table: Table, *, counting: Counting) -> list[str]:
    """The environments of a table, line by line."""
    lines: list[str] = []
    for position, sheet in enumerate(sheets(table)):
        lines += (_long if sheet.long else _short)(sheet, counting, later=position > 0)
    return lines


def _requirements(table: Table, text: str) -> list[str]:
    """Comments that say what the preamble must load."""
    packages = ["array", "booktabs", "siunitx", *(name for start, name in PACKAGES.items() if start in text)]
    fonts = r"\usepackage{ctex}" if table.style.language == "zh" else r"\usepackage[T1]{fontenc} (pdfLaTeX)"
    return [f"% Needs \\usepackage{{{','.join(packages)}}} (siunitx 3 or newer) and {fonts}."]


def _short(sheet: Sheet, counting: Counting, *, later: bool) -> list[str]:
    """A table on one page, or the part of one."""
    grid, table = Grid(sheet), sheet.table
    above = [] if later else [*_number(table, counting), *_caption_setup(table), *_caption(table, counting)]
    continued = _continuation(grid) if later else []
    environment = _environment(sheet)
    notes = [rf"\par\vspace{{4bp}}{_note_setup(table)}", *(rf"{note}\par" for note in _notes(table))]
    return [
        rf"\begin{environment}" + ("[!htbp]" if environment == "{table}" else ""),
        r"\centering",
        *above,
        *_setup(table),
        rf"\begin{{tabular}}{{{grid.specification}}}",
        *continued,
        *_top(grid),
        *body_lines(grid, table.rows),
        _rule("bottom", table),
        r"\end{tabular}",
        *(notes if _notes(table) else []),
        rf"\end{environment}",
    ]


def _environment(sheet: Sheet) -> str:
    """A float, or, of a table without caption, such as a grid of a questionnaire, what stays where it is."""
    if sheet.landscape:
        return "{sidewaystable}"
    return "{table}" if sheet.table.title or sheet.table.number else "{center}"


def _long(sheet: Sheet, counting: Counting, *, later: bool) -> list[str]:
    """A table over several pages; what is to be printed in parts has each of them on a page of its own."""
    grid, table = Grid(sheet), sheet.table
    caption = [line + r"\\" for line in _caption(table, counting)]
    first = _continuation(grid) if later else caption
    notes = [grid.paragraph(_note_setup(table) + note) for note in _notes(table)]
    body = [line for part in row_parts(table) for line in (*body_lines(grid, part.rows), r"\newpage")][:-1]
    end = [*body[-TOGETHER:], _last_rule(table), *notes]
    turned = ["{landscape}"] if sheet.landscape else []
    return [
        *(rf"\begin{environment}" for environment in turned),
        r"\begingroup",
        *_number(table, counting),
        *_caption_setup(table),
        *_setup(table),
        r"\setlength{\LTcapwidth}{\linewidth}",
        *([r"\addtocounter{table}{-1}"] if later or not caption or counting == "plain" else []),
        rf"\begin{{longtable}}{{{grid.specification}}}",
        *[*first, *_top(grid), r"\endfirsthead"],
        *[*_continuation(grid), *_top(grid), r"\endhead"],
        *[_rule("bottom", table), r"\endfoot"],
        r"\endlastfoot",
        *body[:-TOGETHER],
        *(unbroken(line) for line in end[:-1]),
        end[-1],
        r"\end{longtable}",
        r"\endgroup",
        *(rf"\end{environment}" for environment in turned),
    ]


def _number(table: Table, counting: Counting) -> list[str]:
    return [rf"\renewcommand{{\thetable}}{{{plain(table.number)}}}"] if counting == "own number" else []


def _setup(table: Table) -> list[str]:
    """Size of the text, space around cells, and how numbers are set."""
    style = table.style
    stretch = 1 + 2 * style.cell_space / (1.2 * style.body_size)
    return [
        font_size(style.body_size),
        rf"\setlength{{\tabcolsep}}{{{CELL_MARGIN:g}bp}}\renewcommand{{\arraystretch}}{{{round(stretch, 2):g}}}",
        SETUP,
    ]


def _caption(table: Table, counting: Counting) -> list[str]:
    """The title, that in the other language below it; nothing where there is neither title nor number."""
    if not table.title.strip() and counting == "plain":
        return []
    title = marked(symbol_runs(clean_text(table.title)))
    second = second_caption_runs(number=table.number, title=table.second_title, style=table.style, what="table")
    below = rf"\\{{}}{marked(second)}" if second else ""
    if counting == "plain":
        return [rf"\caption*{{{title}{below}}}"]
    listed = f"[{{{title}}}]" if below else ""
    return [rf"\caption{listed}{{{title}{below}}}\label{{{label('tab', table.name)}}}"]


def _caption_setup(table: Table) -> list[str]:
    r"""Lets ``\\`` end a line of the caption; without it LaTeX takes a short caption for one line."""
    if not table.style.bilingual or not table.second_title.strip():
        return []
    justification = "raggedright" if table.style.caption_layout == "number above title" else "centering"
    return [rf"\captionsetup{{singlelinecheck=false,justification={justification}}}"]


def _continuation(grid: Grid) -> list[str]:
    """The rows above a later part that say what it continues."""
    style = grid.sheet.table.style
    align: Align = "right" if style.continuation == "label at right" else "center"
    if style.caption_layout == "number above title":
        align = "left"
    font = caption_font(style.caption_size, style.caption_east_asian_font, chinese=style.language == "zh")
    return [grid.paragraph(font + "{}" + marked(line), align) for line in continuation(grid.sheet.table)]


def _top(grid: Grid) -> list[str]:
    """From the unit to the rule below the header."""
    table = grid.sheet.table
    unit = [grid.across(font_size(table.style.note_size) + plain(table.unit), "r")] if table.unit else []
    return [*unit, _rule("top", table), *header_lines(grid), _rule("mid", table)]


def _rule(which: Literal["top", "mid", "bottom"], table: Table) -> str:
    weight = dict(zip(("top", "mid", "bottom"), table.style.rule_weights, strict=True))[which]
    return rf"\{which}rule[{weight:g}bp]"


def _last_rule(table: Table) -> str:
    """The bottom rule of a long table, at which no page ends; that of booktabs would let the notes go."""
    weight = table.style.rule_weights[2]
    return rf"\noalign{{\nobreak\vskip\aboverulesep\hrule height{weight:g}bp\nobreak\vskip\belowrulesep}}"


def _note_setup(table: Table) -> str:
    return font_size(table.style.note_size) + r"\raggedright\setlength{\parindent}{0pt}"


def _notes(table: Table) -> list[str]:
    """The notes; in Chinese they stand to the right of their label."""
    notes = [marked(note) for note in note_paragraphs(table)]
    if table.style.language == "en":
        return ["{}" + note for note in notes]
    return [rf"\hangindent=2em\hangafter={'0' if position else '1'} {{}}{note}" for position, note in enumerate(notes)]
