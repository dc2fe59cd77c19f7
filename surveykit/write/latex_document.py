"""A document as parts in order, as one file of LaTeX that compiles as it is; figures are files beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from surveykit.core.style import Style
from surveykit.core.table import Table
from surveykit.errors import OptionError
from surveykit.write.captions import second_caption_runs
from surveykit.write.latex import table_lines
from surveykit.write.latex_counters import Counters
from surveykit.write.latex_page import POINTS, PORTRAIT
from surveykit.write.latex_preamble import label_name, preamble
from surveykit.write.latex_text import font_size, label, marked, plain
from surveykit.write.parts import Contents, Heading, Illustration, PageBreak, Paragraph, Part, Reference, What
from surveykit.write.symbols import symbol_runs
from surveykit.write.text import clean_text

HEADINGS = {1: "chapter", 2: "section", 3: "subsection"}

PREFIXES: dict[What, str] = {"table": "tab", "figure": "fig"}

LISTS: dict[What, str] = {"table": "lot", "figure": "lof"}

TALLEST = 600.0
"""Points up to which a figure keeps its size."""

IN_PATHS = {
    **{
        sign: rf"\csname {name}\endcsname "
        for sign, name in {"%": "@percentchar", "#": "hyper@hash", " ": "space"}.items()
    },
    **{sign: rf"\string{sign}" for sign in "~^"},
}
"""Signs of a path that TeX would read as something else."""


def latex_document(parts: Sequence[Part], *, style: Style, notice: str = "", figure_paths: Mapping[str, str]) -> str:
    """A document in LaTeX that compiles as it is.

    Parameters
    ----------
    parts : sequence of Part
        Headings, paragraphs, tables, figures and lists in order.
    style : Style
        Fonts, sizes, caption layout and language.
    notice : str
        A sentence for the head of every page.
    figure_paths : mapping of str to str
        Where each figure is, by the name of its illustration: a path from the folder of the document, with slashes.

    Returns
    -------
    str
        The text. In Chinese it is for XeLaTeX and the class ``ctexrep``, whose fonts are those that ctex finds on the
        machine; in English it is for any engine and the class ``report``.

    Raises
    ------
    OptionError
        If the path of a figure is not given.

    Notes
    -----
    Tables and figures are counted by LaTeX, so that their numbers and mentions stay right when one is put in; the
    counters are set so that they come out as numbered here. The numbers of headings are in their text. The file says
    nothing of its author or date.
    """
    missing = [part.name for part in parts if isinstance(part, Illustration) and part.name not in figure_paths]
    if missing:
        raise OptionError(f"figure_paths must say where each figure is; it lacks {', '.join(map(repr, missing))}")
    typesetter = _Typesetter(parts, style, figure_paths)
    body = "\n".join(line for place, part in enumerate(parts) for line in typesetter.lines(part, place))
    head = "\n".join(preamble(body, style=style, notice=notice))
    return f"{head}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


class _Typesetter:
    """Writes parts one after the other, and knows what has been counted."""

    def __init__(self, parts: Sequence[Part], style: Style, figure_paths: Mapping[str, str]) -> None:
        self.style = style
        self.figure_paths = figure_paths
        self.counters = Counters(style.number_separator)
        self.names = _names(parts)
        self.targets = _targets(parts, self.names)

    def lines(self, part: Part, place: int) -> list[str]:
        """One part, with an empty line before it."""
        match part:
            case Heading(text, level):
                return ["", rf"\{HEADINGS[level]}{{{_heading(text)}}}"]
            case Paragraph():
                return ["", _paragraph(part, "".join(self._piece(piece) for piece in part.pieces), self.style)]
            case Table():
                return ["", *self._table(part, self.names.get(place, ""))]
            case Illustration():
                return ["", *self._figure(part, self.names[place])]
            case Contents():
                return ["", *_contents(part, self.style)]
            case PageBreak():
                return ["", r"\clearpage"]

    def _piece(self, piece: str | Reference) -> str:
        """Running text with its symbols in italics, or a mention, whose number LaTeX knows."""
        if isinstance(piece, str):
            return marked(symbol_runs(clean_text(piece)))
        target = self.targets.get((piece.what, piece.name))
        if target is None:
            return plain(piece.text)
        name, number = target
        before, found, after = clean_text(piece.text).rpartition(clean_text(number))
        text = rf"{plain(before)}\ref*{{{name}}}{plain(after)}" if found else plain(piece.text)
        return rf"\hyperref[{name}]{{{text}}}"

    def _table(self, table: Table, name: str) -> list[str]:
        if not table.number:
            return table_lines(table, counting="plain")
        counted = self.counters.lines("table", table.number)
        lines = table_lines(
            table.named(name.partition(":")[2]), counting="own number" if counted is None else "counted"
        )
        barrier = [r"\FloatBarrier"] if r"\begin{longtable}" in "".join(lines) else []
        return [*(counted or []), *barrier, *lines]

    def _figure(self, figure: Illustration, name: str) -> list[str]:
        """A figure with its caption below, or above where the style sets the number above the title."""
        counted = self.counters.lines("figure", figure.number) if figure.number else []
        own = [rf"\renewcommand{{\thefigure}}{{{plain(figure.number)}}}"] if counted is None else []
        drawn = rf"\includegraphics{_size(figure)}{{{_path(self.figure_paths[figure.name])}}}"
        caption = _caption(figure, name, self.style)
        shown = [caption, drawn] if self.style.caption_layout == "number above title" else [drawn, caption]
        return [*(counted or []), r"\begin{figure}[!htbp]", r"\centering", *own, *shown, r"\end{figure}"]


def _names(parts: Sequence[Part]) -> dict[int, str]:
    """The label of each numbered table and each figure, by its place; no two have the same."""
    taken: set[str] = set()
    names = {}
    for place, part in enumerate(parts):
        if isinstance(part, Illustration) or (isinstance(part, Table) and part.number):
            prefix = PREFIXES["table" if isinstance(part, Table) else "figure"]
            wanted = label(prefix, part.name)
            names[place] = next(name for name in _numbered(wanted) if name not in taken)
            taken.add(names[place])
    return names


def _numbered(name: str) -> Iterable[str]:
    """The name, then with a number."""
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def _targets(parts: Sequence[Part], names: Mapping[int, str]) -> dict[tuple[What, str], tuple[str, str]]:
    """The label and the number of each table and figure, by its name; of several with one name, the first."""
    targets: dict[tuple[What, str], tuple[str, str]] = {}
    for place, name in names.items():
        part = parts[place]
        if isinstance(part, Table | Illustration) and part.number:
            what: What = "table" if isinstance(part, Table) else "figure"
            targets.setdefault((what, part.name), (name, part.number))
    return targets


def _heading(text: str) -> str:
    """The text of a heading; its number stands apart from it by two spaces."""
    return r"\quad ".join(plain(piece) for piece in clean_text(text).split("  "))


def _paragraph(paragraph: Paragraph, text: str, style: Style) -> str:
    match paragraph.role:
        case "plain":
            return r"\noindent{}" + text
        case "lead":
            return r"\noindent{}" + text + r"\nopagebreak"
        case "small":
            return rf"{{{font_size(style.note_size)}\noindent{{}}{text}\par}}"
    return "{}" + text if text.startswith("[") else text


def _contents(part: Contents, style: Style) -> list[str]:
    """A list of tables or figures, each by its label and title."""
    numberline = rf"\renewcommand{{\numberline}}[1]{{{label_name(part.what, style)}#1\quad}}"
    return [
        rf"\section*{{{plain(part.title)}}}",
        rf"\begingroup\makeatletter{numberline}\@starttoc{{{LISTS[part.what]}}}\makeatother\endgroup",
    ]


def _caption(figure: Illustration, name: str, style: Style) -> str:
    title = marked(symbol_runs(clean_text(figure.title)))
    second = second_caption_runs(number=figure.number, title=figure.second_title, style=style, what="figure")
    below = rf"\\{{}}{marked(second)}" if second else ""
    if not figure.number:
        return rf"\caption*{{{title}{below}}}"
    listed = f"[{{{title}}}]" if below else ""
    return rf"\caption{listed}{{{title}{below}}}\label{{{name}}}"


def _size(figure: Illustration) -> str:
    """The option that shrinks a figure that is larger than the page."""
    width, height = (72 * inches for inches in figure.drawing.figure.get_size_inches())
    fits = width <= PORTRAIT * POINTS and height <= TALLEST
    return "" if fits else rf"[width=\linewidth,height={TALLEST:g}bp,keepaspectratio]"


def _path(path: str) -> str:
    return "".join(IN_PATHS.get(sign, sign) for sign in path)
