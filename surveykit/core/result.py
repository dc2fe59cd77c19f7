"""What an analysis gives back: numbers as they were computed, with what was asked and who was counted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import TYPE_CHECKING, ClassVar, Self

import pandas as pd

from surveykit.core.cases import Counts
from surveykit.core.checks import check_option
from surveykit.core.codebook import Codebook, Language, Text
from surveykit.core.format import format_cell
from surveykit.core.style import PRESETS, Style, resolve_style
from surveykit.core.survey import Survey
from surveykit.core.table import Cell, Table
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.errors import OptionError

if TYPE_CHECKING:
    from matplotlib.figure import Figure


DEFAULT_LAYOUT = "thesis"

NoteValue = str | int | Cell | Text


@dataclass(frozen=True)
class Note:
    """A sentence about a result: its key among the terms, and the numbers or names it mentions.

    The words live in `core/terms/`, so a note reads in either language. A number that has decimals is given as a
    `Cell`, so that it is printed as its kind is in the style; a label as a `Text`, so that it is printed in the
    language of the style; counts and names are given as they are.
    """

    key: str
    values: Mapping[str, NoteValue] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text(PRESETS["apa7"])

    def text(self, style: Style) -> str:
        """The sentence in the language of `style`, with a full stop."""
        shown = {name: _shown(value, style) for name, value in self.values.items()}
        return term(self.key, style.language, **shown) + term("common.full_stop", style.language)


def _shown(value: NoteValue, style: Style) -> str | int:
    """What a reader sees of one value of a note."""
    if isinstance(value, Cell):
        return format_cell(value, style)
    return value.within(style.language) if isinstance(value, Text) else value


@dataclass(frozen=True, kw_only=True)
class Result(ABC):
    """Base of every result.

    Attributes
    ----------
    spec : Mapping[str, object]
        What was asked, seed included.
    counts : Counts
        Respondents in the data, used, and answers missing per column.
    notes : tuple[Note, ...]
        Which variant was computed, and what a reader must know about it. Printed under the table.
    codebook : Codebook
        Where labels come from.
    """

    topic: ClassVar[str]
    """Name of the module that lays this result out, the same in `tables`, `figures` and `prose`."""

    spec: Mapping[str, object]
    counts: Counts
    notes: tuple[Note, ...] = ()
    codebook: Codebook = field(default_factory=Codebook, repr=False)

    @property
    def conf_level(self) -> float:
        """The level of the result's intervals."""
        return float(str(self.spec["conf_level"]))

    @abstractmethod
    def tidy(self) -> pd.DataFrame:
        """One row per term, item or pair, in the columns of the glossary; floats as computed."""

    @abstractmethod
    def glance(self) -> pd.DataFrame:
        """One row per model or scale, in the columns of the glossary; floats as computed."""

    @property
    def layouts(self) -> tuple[str, ...]:
        """Names of the layouts in which the result can be laid out; the first is the default."""
        prefix = f"{self.topic}_"
        rooms = (module.name for module in iter_modules(import_module("surveykit.tables").__path__))
        return (DEFAULT_LAYOUT, *sorted(name.removeprefix(prefix) for name in rooms if name.startswith(prefix)))

    def table(
        self, *, language: Language = "zh", style: str | Style = "cn-generic", layout: str = DEFAULT_LAYOUT
    ) -> Table:
        """The result as one table in the layout of a thesis (the first, where there are several)."""
        return self.tables(language=language, style=style, layout=layout)[0]

    def tables(
        self, *, language: Language = "zh", style: str | Style = "cn-generic", layout: str = DEFAULT_LAYOUT
    ) -> tuple[Table, ...]:
        """Every table that a thesis prints of this result, in order.

        Raises
        ------
        OptionError
            If `layout` is not one of `layouts`.
        """
        check_option(layout, self.layouts, argument="layout")
        look = resolve_style(style, language)
        tables = self._lay_out(look, layout)
        if not look.bilingual:
            return tables
        other: Language = "en" if look.language == "zh" else "zh"
        twins = self._lay_out(resolve_style(look, other), layout)
        return tuple(replace(table, second_title=twin.title) for table, twin in zip(tables, twins, strict=True))

    def _lay_out(self, style: Style, layout: str) -> tuple[Table, ...]:
        room = self.topic if layout == DEFAULT_LAYOUT else f"{self.topic}_{layout}"
        laid_out: tuple[Table, ...] = import_module(f"surveykit.tables.{room}").lay_out(
            self, language=style.language, style=style
        )
        return laid_out

    def suppressed(self, min_cell: int | None) -> Self:
        """The result without counts of fewer than `min_cell` respondents; results that show no counts stay as they are.

        Parameters
        ----------
        min_cell : {None, 5, 10}
            None suppresses nothing.
        """
        check_option(min_cell, (None, 5, 10), argument="min_cell")
        return self

    def plot(self, *, language: Language = "zh", style: str | Style = "cn-generic") -> Figure:
        """The result as a matplotlib figure.

        Raises
        ------
        OptionError
            If no figure is drawn of this kind of result.
        """
        room = f"surveykit.figures.{self.topic}"
        if find_spec(room) is None:
            raise OptionError(f"no figure is drawn of {type(self).__name__}; use its table() or prose()")
        figure: Figure = import_module(room).draw(self, language=language, style=style)
        return figure

    def prose(
        self, *, language: Language = "zh", style: str | Style = "cn-generic", wording: Wording | None = None
    ) -> str:
        """The result in guarded sentences: estimate, interval, N; no causal words.

        Parameters
        ----------
        language : {"zh", "en"}
            Language of the sentences.
        style : str or Style
            How numbers are printed.
        wording : Wording, optional
            Which customary limits are mentioned, and whether the type of a mediation is named.
        """
        text: str = import_module(f"surveykit.prose.{self.topic}").tell(
            self, language=language, style=style, wording=wording or Wording()
        )
        return text

    def note_texts(self, style: Style) -> tuple[str, ...]:
        """The notes in the language of `style`."""
        return tuple(note.text(style) for note in self.notes)


def missing_note(counts: Counts, missing: str) -> Note:
    """The sentence about who was counted, which every result carries first."""
    if missing == "pairwise" and counts.missing:
        return Note("common.note_pairwise", {"total": counts.total})
    if counts.dropped:
        return Note("common.note_listwise", {"total": counts.total, "used": counts.used})
    return Note("common.note_complete", {"used": counts.used})


def score_notes(survey: Survey, columns: Iterable[str], ids: pd.Index) -> tuple[Note, ...]:
    """How many of the scale scores used rest on fewer than all items; nothing where none does.

    `columns` are those of the analysis, `ids` the respondents used. A score is told from other columns by the name of
    its scale.
    """
    data = survey.data.loc[ids]
    scales = [survey.codebook.scale(name) for name in columns if survey.codebook.has_scale(name)]
    partial = [
        int((data[list(scale.items)].isna().any(axis=1) & data[scale.name].notna()).sum())
        for scale in scales
        if {*scale.items, scale.name} <= set(data.columns)
    ]
    return (Note("common.note_person_mean", {"n": sum(partial)}),) if sum(partial) else ()
