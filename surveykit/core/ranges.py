"""The one check of answers against the range that the codebook gives them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from surveykit.core.matching import unanswerable
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError


def refuse_outside(survey: Survey, names: Iterable[str], *, argument: str = "items") -> None:
    """Refuse answers outside the range of the codebook, all at once; a range may be open on one side.

    `AnswerError.cases` has one row per answer, with the nearest answer that is allowed.
    """
    data = survey.data
    described = [name for name in dict.fromkeys(names) if survey.codebook.has_variable(name)]
    filled = [outside_range(survey, name) for name in described if _leaves(data[name], *_range(survey, name))]
    if filled:
        cases = pd.concat(filled, ignore_index=True)
        raise AnswerError(
            f"{argument}: answers lie outside the range of the codebook, per column: "
            f"{cases['column'].value_counts().to_dict()}; correct them, declare such codes missing with set_missing, "
            "or correct the codebook. error.cases lists every one",
            cases,
        )


def outside_range(survey: Survey, name: str) -> pd.DataFrame:
    """The answers of one described column that lie outside its range, as `AnswerError.cases` has them."""
    low, high = _range(survey, name)
    column = survey.data[name]
    limited = column.clip(low, high)
    return answer_cases(survey, name, column[(limited != column) & column.notna()], nearest=limited)


def _leaves(column: pd.Series, low: float | None, high: float | None) -> bool:
    """Whether any answer of a column lies outside its range."""
    return bool((low is not None and (column < low).any()) or (high is not None and (column > high).any()))


def _range(survey: Survey, name: str) -> tuple[float | None, float | None]:
    return (0.0, 1.0) if _is_tick(survey, name) else survey.codebook.variable(name).range


def _is_tick(survey: Survey, name: str) -> bool:
    """Whether a column is an option of a multiple-response set: 1 or 0, whichever of them the codebook labels."""
    return any(group.kind == "multiple" and name in group.members for group in survey.codebook.sets)


def answer_cases(survey: Survey, name: str, answers: pd.Series, *, nearest: pd.Series | str = "") -> pd.DataFrame:
    """`AnswerError.cases` for some answers of a column (ids as index): where they stand, and the nearest allowed.

    The row is that of the source file, or the respondent's id where the survey does not come from a file.
    """
    near = nearest.loc[answers.index] if isinstance(nearest, pd.Series) else [nearest] * len(answers)
    return unanswerable(
        list(zip(case_rows(survey, answers.index), answers, near, strict=True)), name, hidden(survey, name)
    )


def case_rows(survey: Survey, ids: pd.Index) -> list[object]:
    """Row in the source file of each respondent, or the id where it is not known."""
    paradata = survey.paradata
    if "source_row" not in paradata.columns:
        return list(ids)
    rows = paradata["source_row"].loc[ids]
    return [id_ if pd.isna(row) else int(row) for id_, row in zip(ids, rows, strict=True)]


def hidden(survey: Survey, name: str) -> bool:
    """Whether the answers of a column are personal, so that no message may show them."""
    return survey.codebook.has_variable(name) and survey.codebook.variable(name).personal
