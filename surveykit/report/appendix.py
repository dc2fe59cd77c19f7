"""Appendices of a chapter: the questionnaire, the cleaning log, and where the numbers come from."""

from __future__ import annotations

from collections.abc import Mapping

from surveykit.core.codebook import Language
from surveykit.core.result import Result
from surveykit.core.style import Style
from surveykit.core.survey import Step, Survey
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.report.provenance import fingerprint, seeds, source_files, versions
from surveykit.write.cleaning_log import verb_words

STEP_HEADS: tuple[tuple[str, float], ...] = (
    ("log_step", 0.6),
    ("log_verb", 1.6),
    ("log_rows_before", 0.9),
    ("log_rows_after", 0.9),
    ("log_cases", 0.9),
)
"""Header and width of each column of the cleaning log."""

KEPT = "kept"
"""What the log says of respondents who were looked at and stayed."""


def cleaning_table(survey: Survey, style: Style) -> Table:
    """One row per step: what was done, how many respondents there were before and after, and how many it touched.

    Why respondents were dropped by hand is printed as it was given; the rules of flags stand in another table.
    """
    language = style.language
    heads = [
        Column(term(f"report.{key}", language), width=width, align="left" if width > 1 else "center")
        for key, width in STEP_HEADS
    ]
    rows = [
        Row(
            (
                Cell(number, "count"),
                Cell(verb_words(step.verb, language), footnote=_given_reason(step, language)),
                Cell(step.rows_before, "count"),
                Cell(step.rows_after, "count"),
                Cell(step.cases.loc[step.cases["action"] != KEPT, "id"].nunique(), "count"),
            )
        )
        for number, step in enumerate(survey.log, start=1)
    ]
    return Table(
        name="cleaning_log",
        title=term("report.cleaning_log_title", language, n=len(survey)),
        columns=tuple(heads),
        rows=tuple(rows),
        style=style,
        notes=(term("report.cleaning_log_note", language) + term("common.full_stop", language),),
    )


def provenance_table(survey: Survey, results: Mapping[str, Result], style: Style) -> Table:
    """The data by their size and fingerprint, the seeds of the results, and the versions of the software."""
    language = style.language
    entries: list[tuple[str, Cell]] = [
        (term("report.provenance_respondents", language), Cell(len(survey), "count")),
        (term("report.provenance_columns", language), Cell(survey.data.shape[1], "count")),
        (term("report.provenance_steps", language), Cell(len(survey.log), "count")),
        *((term("report.provenance_sources", language), Cell(name)) for name in source_files(survey)),
        (term("report.provenance_fingerprint", language), Cell(_spaced(fingerprint(survey)))),
        *(
            (term("report.provenance_seed", language, name=name), Cell(str(seed)))
            for name, seed in seeds(results).items()
        ),
        *((name, Cell(number)) for name, number in versions().items()),
    ]
    return Table(
        name="provenance",
        title=term("report.provenance_title", language),
        columns=(
            Column(term("report.provenance_head_entry", language), align="left", width=2.0),
            Column(term("report.provenance_head_value", language), align="left", width=3.0),
        ),
        rows=tuple(Row((Cell(label), cell)) for label, cell in entries),
        style=style,
        notes=(term("report.provenance_note", language) + term("common.full_stop", language),),
    )


def _given_reason(step: Step, language: Language) -> str:
    """The reason that somebody gave for dropping respondents."""
    if step.verb != "drop_cases":
        return ""
    stop = term("common.full_stop", language)
    reason = step.why(language)
    return reason if reason.endswith(stop) else reason + stop


def _spaced(digest: str) -> str:
    """A long number in groups of eight, so that lines can break."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
