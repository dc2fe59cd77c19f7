"""What a report is made of before anything is numbered: entries in the order in which they were added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from surveykit.core.result import DEFAULT_LAYOUT, Result
from surveykit.core.style import Style
from surveykit.core.survey import Survey
from surveykit.core.table import Table
from surveykit.errors import OptionError
from surveykit.figures.canvas import label_figure
from surveykit.figures.captions import caption
from surveykit.figures.drawing import Drawing
from surveykit.write.parts import Part, What

Edit = Callable[[Table], Table]


@dataclass(frozen=True)
class Section:
    """A numbered section of the chapter."""

    title: str


@dataclass(frozen=True)
class Passage:
    """A paragraph of the user's own; places in double braces are filled when the chapter is built."""

    text: str


@dataclass(frozen=True)
class Methods:
    """The paragraph on methods; it tells of every result of the report, whatever is added later."""

    survey: Survey | None


@dataclass(frozen=True)
class Listing:
    """A list of tables or figures."""

    what: What


@dataclass(frozen=True)
class OwnTable:
    """A table that does not come from a result."""

    table: Table


@dataclass(frozen=True)
class Appendix:
    """An appendix; `fill` makes its parts once its letter is known, and its tables are numbered under the letter."""

    title: str
    fill: Callable[[], tuple[Part, ...]]


@dataclass(frozen=True)
class Shown:
    """A result with how it is shown.

    Attributes
    ----------
    name : str
        What the result is called in this report: in references, bookmarks, places of a template and `value`.
    result : Result
        The numbers.
    layout : str
        The layout of its tables.
    figures : tuple[str, ...]
        Names of the figures that are drawn of it.
    headline : bool
        Whether its sentences belong to what a reader wants to know first.
    edit : callable
        Changes each of its tables.
    """

    name: str
    result: Result
    layout: str
    figures: tuple[str, ...]
    headline: bool
    edit: Edit
    _drawn: dict[str, Drawing] = field(default_factory=dict, repr=False, compare=False)

    def tables(self, style: Style) -> tuple[Table, ...]:
        """The tables, each under a name that is the result's or begins with it."""
        laid_out = self.result.tables(language=style.language, style=style, layout=self.layout)
        return tuple(self._edited(self._named(table, position)) for position, table in enumerate(laid_out))

    def _edited(self, table: Table) -> Table:
        edited: object = self.edit(table)
        if not isinstance(edited, Table):
            raise OptionError(f"edit of {self.name!r} must give a table, not {type(edited).__name__}")
        return edited

    def _named(self, table: Table, position: int) -> Table:
        own = table.name.removeprefix(self.result.topic).strip("_") or str(position + 1)
        return table.named(self.name if position == 0 else f"{self.name}_{own}")

    def drawing(self, figure: str, style: Style, notice: str) -> Drawing:
        """One of its figures, drawn when it is first asked for."""
        if figure not in self._drawn:
            drawn = self.result.plot(language=style.language, style=style, figure=figure)
            self._drawn[figure] = Drawing(label_figure(drawn, notice, style) if notice else drawn)
        return self._drawn[figure]

    def figure_name(self, figure: str) -> str:
        """The name of one of its figures: that of the result, followed by the figure's where it has several."""
        return self.name if figure == DEFAULT_LAYOUT else f"{self.name}_{figure}"

    def caption(self, figure: str, style: Style) -> str:
        """The title of one of its figures."""
        return caption(self.result, style.language, figure=figure)


Entry = Section | Passage | Methods | Listing | OwnTable | Appendix | Shown
