"""A chapter: numbered tables, figures and sentences in the order of a thesis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from surveykit.core.checks import as_count, as_text, check_option, check_survey
from surveykit.core.codebook import Codebook, Language, Text
from surveykit.core.files import fill_folder
from surveykit.core.result import DEFAULT_LAYOUT, Result
from surveykit.core.style import Style, resolve_style
from surveykit.core.survey import Survey
from surveykit.core.table import Table
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.errors import OptionError
from surveykit.report.appendix import cleaning_table, provenance_table
from surveykit.report.arguments import free_name, listed_names, result_name, wanted_figures
from surveykit.report.build import Looks, Numbered, chapter_parts, methods, number_tables, told, with_figures
from surveykit.report.entries import Appendix, Entry, Listing, Methods, OwnTable, Passage, Section, Shown
from surveykit.report.order import in_thesis_order
from surveykit.report.placed import fill
from surveykit.report.progress import tracked
from surveykit.report.questionnaire import asked, questionnaire, questions
from surveykit.report.values import find_value, value_text
from surveykit.write.chapter import SUFFIXES, write_chapter
from surveykit.write.cleaning_log import write_cleaning_log
from surveykit.write.figure import write_figures
from surveykit.write.parts import Illustration, Part
from surveykit.write.xlsx import write_workbook


class Report:
    """Collects results and writes them as one chapter.

    Tables and figures are numbered in the order in which they appear, and each is mentioned in the text before
    it appears. A report without sections of its own is put into the order of a thesis, under headings; with sections
    it stays in the order in which it was filled. A report is the one object of surveykit that grows.

    Parameters
    ----------
    style : str, Path or Style
        A preset (``"cn-generic"``, ``"cn-thu"``, ``"cn-sjtu"``, ``"apa7"``), a style file, or a style of your own.
    language : {"zh", "en"}, optional
        Language of headings, labels, notes and sentences; the style's own where it is not given.
    chapter : int
        Chapter number, the first part of every table number.
    title : Text or str, optional
        Title of the chapter.
    notice : Text or str, optional
        A sentence printed in the header of every page and under every sheet, such as "SYNTHETIC DATA".
    template : str or Path, optional
        Your thesis as a ``.docx`` file, with places such as ``{{table:reliability}}``. `save` then fills its places
        instead of writing a chapter.
    min_cell : {None, 5, 10}
        Counts of fewer respondents are not shown, nor what would let them be worked out. None shows all.
    wording : Wording, optional
        Which customary limits the sentences mention.

    Examples
    --------
    >>> import pandas as pd
    >>> import surveykit as sk
    >>> answers = pd.DataFrame({"T1": [1, 2, 4, 5, 3], "T2": [2, 2, 4, 4, 3], "T3": [1, 3, 5, 5, 2]})
    >>> report = sk.Report(style="apa7", language="en", chapter=4)
    >>> report.add(sk.reliability(answers, items=["T1", "T2", "T3"]))
    >>> [table.number for table in report.tables]
    ['4-1', '4-2']
    >>> report.value("reliability.alpha")
    '.93'
    """

    def __init__(
        self,
        *,
        style: str | Path | Style = "cn-generic",
        language: Language | None = None,
        chapter: int = 4,
        title: Text | str | None = None,
        notice: Text | str = "",
        template: str | Path | None = None,
        min_cell: int | None = None,
        wording: Wording | None = None,
    ) -> None:
        self.style = resolve_style(style, language)
        self.chapter = as_count(chapter, 1, argument="chapter")
        self.notice = self._worded(notice, "notice")
        self.template = None if template is None else Path(template)
        check_option(min_cell, (None, 5, 10), argument="min_cell")
        self.min_cell = min_cell
        if wording is not None and not isinstance(wording, Wording):
            raise OptionError(f"wording must be a Wording, not {type(wording).__name__}; make one with sk.Wording()")
        heading = self._worded(title, "title") if title else term("report.default_title", self.style.language)
        self.title = term("report.chapter", self.style.language, number=self.chapter, title=heading)
        self._looks = Looks(self.style, self.chapter, self.notice, wording or Wording())
        self._entries: list[Entry] = []

    def section(self, *, zh: str, en: str) -> None:
        """Start a section; it is numbered within the chapter."""
        self._entries.append(Section(self._worded({"zh": zh, "en": en}, "section")))

    def paragraph(self, *, zh: str, en: str) -> None:
        """Add a paragraph of your own.

        ``{{table:efa}}`` and ``{{figure:efa}}`` in it become references such as "表4-6", and ``{{efa.kmo}}`` becomes a
        number, as `value` gives it.
        """
        self._entries.append(Passage(self._worded({"zh": zh, "en": en}, "paragraph")))

    def contents(self, *, figures: bool = True) -> None:
        """Add a list of the tables, and one of the figures."""
        self._entries += [Listing("table"), *([Listing("figure")] if figures else [])]

    def add(
        self,
        result: Result,
        *,
        name: str = "",
        layout: str = DEFAULT_LAYOUT,
        figure: bool | str | Sequence[str] = False,
        edit: Callable[[Table], Table] | None = None,
        headline: bool = False,
    ) -> None:
        """Add a result: its sentences with a mention of what follows, its tables, and its figures.

        Parameters
        ----------
        result : Result
            Any result of an analyzing verb.
        name : str
            What it is called in this report: in `value`, in references, in the places of a template. Its topic where
            it is not given ("reliability", "regression", "regression_2", ...).
        layout : str
            One of ``result.layouts``.
        figure : bool, str or sequence of str
            Whether its figure is shown too, or which of ``result.figures`` are.
        edit : callable, optional
            Changes each of its tables: ``lambda table: table.drop(columns=["VIF"])``.
        headline : bool
            Whether its sentences belong to `headlines`, what a reader wants to know first.

        Raises
        ------
        OptionError
            If `result` is no result, the name is taken or is no plain name, there is no such layout or figure, or
            `edit` cannot be called.
        """
        if not isinstance(result, Result):
            raise OptionError(f"result must be what an analyzing verb returns, not {type(result).__name__}")
        check_option(layout, result.layouts, argument="layout")
        if edit is not None and not callable(edit):
            raise OptionError(f"edit={edit!r} must be a function of a table, such as lambda table: table.split(20)")
        self._entries.append(
            Shown(
                name=result_name(name, result.topic, self.results),
                result=result.suppressed(self.min_cell),
                layout=layout,
                figures=wanted_figures(result, figure),
                headline=headline,
                edit=edit or _unchanged,
            )
        )

    def add_table(self, table: Table) -> None:
        """Add a table of your own, such as that of the people interviewed; it takes the report's style.

        Raises
        ------
        OptionError
            If it is no table.
        """
        if not isinstance(table, Table):
            raise OptionError(f"table must be a Table, not {type(table).__name__}; add a result with add()")
        own = {entry.table.name for entry in self._entries if isinstance(entry, OwnTable)}
        self._entries.append(OwnTable(table.named(free_name(table.name, own))))

    def add_questionnaire(self, codebook: Codebook | Survey, *, leave_out: Sequence[str] = ()) -> None:
        """Add an appendix with the questionnaire, printed from the codebook; derived variables are left out.

        Parameters
        ----------
        codebook : Codebook or Survey
            What was asked.
        leave_out : sequence of str
            Variables and sets that were no questions, such as a column of remarks on the data.

        Raises
        ------
        OptionError
            If it is neither, or has no variable or set of a name in `leave_out`.
        """
        book = asked(codebook) if isinstance(codebook, Survey) else codebook
        if not isinstance(book, Codebook):
            raise OptionError(f"codebook must be a Codebook or a Survey, not {type(book).__name__}")
        gone = listed_names(leave_out, "leave_out")
        for name in gone:
            check_option(name, [question.name for question in questions(book)], argument="leave_out")
        self._append("questionnaire", lambda: questionnaire(book, self.style, leave_out=gone))

    def add_cleaning_log(self, survey: Survey) -> None:
        """Add an appendix with the steps from the raw file to the data that were analysed."""
        check_survey(survey)
        self._append("cleaning_log", lambda: (cleaning_table(survey, self.style),))

    def add_provenance(self, survey: Survey) -> None:
        """Add an appendix with the fingerprint of the data, the seeds, and the versions of the software."""
        check_survey(survey)
        self._append("provenance", lambda: (provenance_table(survey, self.results, self.style),))

    @property
    def results(self) -> dict[str, Result]:
        """The results so far, by name."""
        return {entry.name: entry.result for entry in self._entries if isinstance(entry, Shown)}

    @property
    def headlines(self) -> list[str]:
        """The sentences of the results that were added as headlines."""
        return [told(entry, self._looks) for entry in self._entries if isinstance(entry, Shown) and entry.headline]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables so far, numbered."""
        numbered = number_tables(self._ordered(), self._looks)
        return tuple(table for one in numbered for table in one.tables)

    @property
    def figures(self) -> tuple[Illustration, ...]:
        """The figures so far, numbered."""
        return tuple(figure for one in self._drawn() for figure in one.figures)

    @property
    def parts(self) -> list[Part]:
        """The chapter so far, from heading to appendices."""
        return chapter_parts(self._drawn(), self.title, self._looks)

    def value(self, key: str) -> str:
        """One number for running text, printed as the tables print it.

        Parameters
        ----------
        key : str
            Name of the result, words that pick a row (scale, item, term, block ...), and the column, joined by dots:
            ``"reliability.trust.alpha"``, ``"regression.model.r_squared"``.

        Raises
        ------
        OptionError
            If the key names nothing, or more than one number; the message lists what can be said instead.
        """
        return value_text(self.results, key, self.style)

    def number(self, key: str) -> float:
        """The number behind `value`, as it was computed."""
        return find_value(self.results, key)[0]

    def methods(self, survey: Survey | None = None) -> str:
        """The paragraph on methods, from what was really done, in the order of the chapter.

        Parameters
        ----------
        survey : Survey, optional
            Where given, its log says how the data were cleaned and scored.

        Raises
        ------
        ColumnError
            If `survey` is not a Survey.
        """
        if survey is not None:
            check_survey(survey)
        ordered = {entry.name: entry.result for entry in self._ordered() if isinstance(entry, Shown)}
        return methods(ordered, survey, self._looks)

    def add_methods(self, survey: Survey | None = None) -> None:
        """Add the paragraph on methods. It tells of every result of the report, those added later too."""
        if survey is not None:
            check_survey(survey)
        self._entries.append(Methods(survey))

    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the chapter, or fill the places of the template.

        Parameters
        ----------
        path : str or Path
            A ``.docx``, ``.html``, ``.tex`` or ``.md`` file. The figures of the last two are put into a folder
            beside it, ``<name>_figures``. With a template, a ``.docx`` file, which may be the template itself.
        overwrite : bool
            Whether existing files may be replaced.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        OptionError
            If the suffix is none of these, or the template has a place that names nothing in this report.
        ReadError
            If the template cannot be read.
        WriteError
            If the file cannot be written, or exists and `overwrite` is false.
        """
        suffix = Path(path).suffix.lower()
        check_option(suffix, SUFFIXES if self.template is None else (".docx",), argument="suffix of path")
        if self.template is not None:
            shown = [entry for entry in self._entries if isinstance(entry, Shown)]
            return fill(self.template, path, shown, self.methods, self._looks, overwrite=overwrite)
        return write_chapter(self.parts, path, style=self.style, notice=self.notice, overwrite=overwrite)

    def save_all(
        self,
        folder: str | Path,
        *,
        survey: Survey | None = None,
        formats: Sequence[str] = (".docx",),
        overwrite: bool = False,
    ) -> list[Path]:
        """Write chapter, tables, figures and cleaning log into a folder, all of them or none.

        Parameters
        ----------
        folder : str or Path
            Made if it is not there; the folder above it must exist.
        survey : Survey, optional
            Where given, its log becomes ``cleaning_log.xlsx``.
        formats : sequence of str
            Suffixes of the chapter: ``.docx``, ``.html``, ``.tex``, ``.md``.
        overwrite : bool
            Whether a folder with files in it may be used; files of the same names are replaced.

        Returns
        -------
        list of Path
            ``chapter.docx``, ``tables.xlsx``, ``cleaning_log.xlsx`` and the files in ``figures/``.

        Raises
        ------
        ColumnError
            If `survey` is not a Survey.
        OptionError
            If a format is not known.
        WriteError
            If the folder cannot be written, or holds files and `overwrite` is false.
        """
        if survey is not None:
            check_survey(survey)
        for suffix in listed_names(formats, "formats"):
            check_option(suffix, SUFFIXES, argument="formats")
        parts = self.parts

        def fill_in(empty: Path) -> None:
            for suffix in formats:
                write_chapter(parts, empty / f"chapter{suffix}", style=self.style, notice=self.notice)
            if tables := [part for part in parts if isinstance(part, Table) and part.number]:
                write_workbook(tables, empty / "tables.xlsx", notice=self.notice)
            write_figures([part for part in parts if isinstance(part, Illustration)], empty / "figures")
            if survey is not None:
                write_cleaning_log(
                    survey, empty / "cleaning_log.xlsx", language=self.style.language, notice=self.notice
                )

        return fill_folder(folder, fill_in, overwrite=overwrite)

    def _worded(self, text: object, argument: str) -> str:
        return as_text(text, argument=argument).within(self.style.language)

    def _drawn(self) -> list[Numbered]:
        """The entries in order, their tables and figures numbered and drawn."""
        numbered = number_tables(self._ordered(), self._looks)
        return with_figures(tracked(numbered, term("report.building", self.style.language)), self._looks)

    def _ordered(self) -> list[Entry]:
        return in_thesis_order(self._entries, self.style.language)

    def _append(self, what: str, fill: Callable[[], tuple[Part, ...]]) -> None:
        self._entries.append(Appendix(term(f"report.appendix_{what}", self.style.language), fill))


def _unchanged(table: Table) -> Table:
    return table
