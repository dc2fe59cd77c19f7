"""What an analysis gives back: numbers as they were computed, with what was asked and who was counted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from importlib import import_module
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
"""Name of the layout, and of the figure, that a thesis prints."""

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
        return self.words(style) + term("common.full_stop", style.language)

    def words(self, style: Style) -> str:
        """The sentence without its full stop, as a part of a longer one."""
        shown = {name: _shown(value, style) for name, value in self.values.items()}
        return term(self.key, style.language, **shown)


def _shown(value: NoteValue, style: Style) -> str | int:
    """What a reader sees of one value of a note."""
    if isinstance(value, Cell):
        return format_cell(value, style)
    return value.within(style.language) if isinstance(value, Text) else value


@cache
def _names_in(room: str, topic: str) -> tuple[str, ...]:
    """What a room has for a topic, the default first: ``topic.py`` is the default, ``topic_name.py`` is "name"."""
    modules = [module.name for module in iter_modules(import_module(room).__path__)]
    others = sorted(name.removeprefix(f"{topic}_") for name in modules if name.startswith(f"{topic}_"))
    return (*([DEFAULT_LAYOUT] if topic in modules else []), *others)


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
        return _names_in("surveykit.tables", self.topic)

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
        """The result without counts of fewer than `min_cell` respondents; one that shows no counts stays as it is.

        Others are hidden with them, so that none of them can be worked out from what is left. Every result is protected
        by itself: what another tells about the same variable is not known here. The number of respondents that an
        analysis rests on, and of questionnaires that were excluded, is always told.

        Parameters
        ----------
        min_cell : {None, 5, 10}
            None suppresses nothing.

        Raises
        ------
        OptionError
            If `min_cell` is not in the list, or counts are suppressed already by another number.
        """
        check_option(min_cell, (None, 5, 10), argument="min_cell")
        done = self.spec.get("min_cell")
        if min_cell is None or done == min_cell:
            return self
        if done is not None:
            raise OptionError(f"counts below {done} are suppressed already; call suppressed() on the original result")
        told = self._without_small_cells(min_cell)
        if told is self:
            return self
        rule = Note("common.note_suppressed", {"min_cell": min_cell})
        return replace(told, spec={**told.spec, "min_cell": min_cell}, notes=(*told.notes, rule))

    def _without_small_cells(self, min_cell: int) -> Self:
        """What `suppressed` makes of a result that shows counts; the result itself where none is too small."""
        return self

    @property
    def figures(self) -> tuple[str, ...]:
        """Names of the figures in which the result can be drawn, the default first; empty where there is none."""
        return _names_in("surveykit.figures", self.topic)

    def plot(
        self, *, language: Language = "zh", style: str | Style = "cn-generic", figure: str = DEFAULT_LAYOUT
    ) -> Figure:
        """The result as a matplotlib figure.

        Raises
        ------
        OptionError
            If no figure is drawn of this kind of result, or `figure` is not one of `figures`.
        """
        if not self.figures:
            raise OptionError(f"no figure is drawn of {type(self).__name__}; use its table() or prose()")
        check_option(figure, self.figures, argument="figure")
        room = self.topic if figure == DEFAULT_LAYOUT else f"{self.topic}_{figure}"
        drawn: Figure = import_module(f"surveykit.figures.{room}").draw(self, language=language, style=style)
        return drawn

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


def significance_level(conf_level: float) -> float:
    """The level of the tests that belong to intervals: 0.05 for 0.95, where 1 - 0.95 is 0.050000000000000044.

    >>> significance_level(0.95)
    0.05
    """
    return float(1 - Decimal(repr(conf_level)))


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
