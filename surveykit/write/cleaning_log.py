"""The cleaning log as a workbook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from surveykit.clean.log import cleaning_log
from surveykit.core.codebook import Language
from surveykit.core.survey import Survey
from surveykit.core.terms import term, topics
from surveykit.write.xlsx import frame_workbook

STEP_COLUMNS = ("log_step", "log_verb", "log_rows_before", "log_rows_after", "log_columns", "log_reason")


def write_cleaning_log(
    survey: Survey, path: str | Path, *, language: Language = "zh", notice: str = "", overwrite: bool = False
) -> Path:
    """Write what was done to a survey: one sheet of cells and respondents touched, one of steps.

    Parameters
    ----------
    survey : Survey
        A survey with its log.
    path : str or Path
        An ``.xlsx`` file.
    language : {"zh", "en"}
        Language of sheet names and headers.
    notice : str
        A sentence under each sheet.
    overwrite : bool
        Whether an existing file may be replaced.

    Returns
    -------
    Path
        The file.
    """
    sheets = {
        term("report.cleaning_log_sheet", language): _cases(survey, language),
        term("report.steps_sheet", language): _steps(survey, language),
    }
    return frame_workbook(sheets, path, notice=notice, overwrite=overwrite)


def verb_words(verb: str, language: Language) -> str:
    """What a step did, in words; the name of a verb that has none."""
    key = f"verb_{verb}"
    return term(f"report.{key}", language) if key in topics()["report"] else verb


def _cases(survey: Survey, language: Language) -> pd.DataFrame:
    log = cleaning_log(survey, language=language)
    log["verb"] = [verb_words(verb, language) for verb in log["verb"]]
    return log.rename(columns={name: term(f"cleaning.column_{name}", language) for name in log.columns})


def _steps(survey: Survey, language: Language) -> pd.DataFrame:
    rows = [
        (
            number,
            verb_words(step.verb, language),
            step.rows_before,
            step.rows_after,
            ", ".join(step.columns),
            step.told(language),
        )
        for number, step in enumerate(survey.log, start=1)
    ]
    return pd.DataFrame(rows, columns=[term(f"report.{column}", language) for column in STEP_COLUMNS])
