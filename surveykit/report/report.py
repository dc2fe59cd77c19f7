"""A chapter: numbered tables, figures and sentences in the order of a thesis."""

from __future__ import annotations

from pathlib import Path

from surveykit.core.checks import as_text, check_survey
from surveykit.core.codebook import Language, Text
from surveykit.core.files import fill_folder
from surveykit.core.result import Result
from surveykit.core.style import Style, resolve_style
from surveykit.core.survey import Survey
from surveykit.core.table import Table
from surveykit.core.terms import term
from surveykit.errors import OptionError
from surveykit.figures.canvas import label_figure
from surveykit.figures.captions import caption
from surveykit.figures.drawing import Drawing
from surveykit.prose.phrases import listed
from surveykit.write.cleaning_log import write_cleaning_log
from surveykit.write.document import write_document
from surveykit.write.figure import write_figures
from surveykit.write.parts import Heading, Illustration, Paragraph, Part
from surveykit.write.xlsx import write_workbook


class Report:
    """Collects results and writes them as one chapter.

    Tables and figures are numbered in the order in which they are added, and each is mentioned in the text before
    it appears. A report is the one object of surveykit that grows: `section`, `paragraph` and `add` append to it.

    Parameters
    ----------
    style : str or Style
        A preset (``"cn-generic"``, ``"cn-thu"``, ``"cn-sjtu"``, ``"apa7"``) or a style of your own.
    language : {"zh", "en"}, optional
        Language of headings, labels, notes and sentences; the style's own where it is not given.
    chapter : int
        Chapter number, the first part of every table number.
    title : Text or str, optional
        Title of the chapter.
    notice : Text or str, optional
        A sentence printed in the header of every page and under every sheet, such as "SYNTHETIC DATA".

    Examples
    --------
    >>> import pandas as pd
    >>> import surveykit as sk
    >>> answers = pd.DataFrame({"T1": [1, 2, 4, 5, 3], "T2": [2, 2, 4, 4, 3], "T3": [1, 3, 5, 5, 2]})
    >>> report = sk.Report(style="apa7", language="en", chapter=4)
    >>> report.section(zh="信度", en="Reliability")
    >>> report.add(sk.reliability(answers, items=["T1", "T2", "T3"]))
    >>> [table.number for table in report.tables]
    ['4-1', '4-2']
    """

    def __init__(
        self,
        *,
        style: str | Style = "cn-generic",
        language: Language | None = None,
        chapter: int = 4,
        title: Text | str | None = None,
        notice: Text | str = "",
    ) -> None:
        self.style = resolve_style(style, language)
        self.chapter = chapter
        self.notice = self._worded(notice, "notice")
        heading = self._worded(title, "title") if title else term("report.default_title", self.style.language)
        full = term("report.chapter", self.style.language, number=chapter, title=heading)
        self.parts: list[Part] = [Heading(full, level=1)]
        self.headlines: list[str] = []

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables so far, numbered."""
        return tuple(part for part in self.parts if isinstance(part, Table))

    @property
    def figures(self) -> tuple[Illustration, ...]:
        """The figures so far, numbered."""
        return tuple(part for part in self.parts if isinstance(part, Illustration))

    def section(self, *, zh: str, en: str) -> None:
        """Start a section; it is numbered within the chapter."""
        number = 1 + sum(isinstance(part, Heading) and part.level == 2 for part in self.parts)
        title = self._worded({"zh": zh, "en": en}, "section")
        self.parts.append(Heading(f"{self.chapter}.{number}  {title}"))

    def paragraph(self, *, zh: str, en: str) -> None:
        """Add a paragraph of your own."""
        self.parts.append(Paragraph((self._worded({"zh": zh, "en": en}, "paragraph"),)))

    def add(self, result: Result, *, figure: bool = False, headline: bool = False) -> None:
        """Add a result: its sentences with a mention of what follows, its tables, and its figure.

        Parameters
        ----------
        result : Result
            Any result of an analyzing verb.
        figure : bool
            Whether its figure is shown too.
        headline : bool
            Whether its sentences belong to `headlines`, what a reader wants to know first.

        Raises
        ------
        OptionError
            If `result` is no result.
        """
        if not isinstance(result, Result):
            raise OptionError(f"result must be what an analyzing verb returns, not {type(result).__name__}")
        language = self.style.language
        tables = [
            table.numbered(self._number(len(self.tables) + position))
            for position, table in enumerate(result.tables(language=language, style=self.style), start=1)
        ]
        figures = [self._illustrate(result)] if figure else []
        sentences = result.prose(language=language, style=self.style)
        self.parts.append(Paragraph((self._mention(tables, figures) + sentences,)))
        self.parts.extend(tables)
        self.parts.extend(figures)
        if headline:
            self.headlines.append(sentences)

    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the chapter as a Word document."""
        return write_document(self.parts, path, style=self.style, notice=self.notice, overwrite=overwrite)

    def save_all(self, folder: str | Path, *, survey: Survey | None = None, overwrite: bool = False) -> list[Path]:
        """Write chapter, tables, figures and cleaning log into a folder, all of them or none.

        Parameters
        ----------
        folder : str or Path
            Made if it is not there; the folder above it must exist.
        survey : Survey, optional
            Where given, its log becomes ``cleaning_log.xlsx``.
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
        WriteError
            If the folder cannot be written, or holds files and `overwrite` is false.
        """
        if survey is not None:
            check_survey(survey)

        def fill(empty: Path) -> None:
            self.save(empty / "chapter.docx")
            write_workbook(self.tables, empty / "tables.xlsx", notice=self.notice)
            write_figures(self.figures, empty / "figures")
            if survey is not None:
                write_cleaning_log(
                    survey, empty / "cleaning_log.xlsx", language=self.style.language, notice=self.notice
                )

        return fill_folder(folder, fill, overwrite=overwrite)

    def _worded(self, text: object, argument: str) -> str:
        return as_text(text, argument=argument).within(self.style.language)

    def _number(self, sequence: int) -> str:
        return f"{self.chapter}{self.style.number_separator}{sequence}"

    def _illustrate(self, result: Result) -> Illustration:
        figure = result.plot(language=self.style.language, style=self.style)
        drawing = Drawing(label_figure(figure, self.notice, self.style) if self.notice else figure)
        title = caption(result, self.style.language)
        return Illustration(result.topic, self._number(len(self.figures) + 1), title, drawing)

    def _mention(self, tables: list[Table], figures: list[Illustration]) -> str:
        language = self.style.language
        labels = [term("report.table", language, number=table.number) for table in tables]
        labels += [term("report.figure", language, number=figure.number) for figure in figures]
        return term("report.see", language, labels=listed(labels, self.style)) if labels else ""
