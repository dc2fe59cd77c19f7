"""Answers as the scores of this room take them: columns that may be scored, and how many of them are answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from surveykit.core.checks import as_count, as_names, as_text, check_columns, check_items, check_numeric
from surveykit.core.codebook import Text, as_name
from surveykit.core.derived import answers_given
from surveykit.core.new_columns import Label, new_name
from surveykit.core.ranges import answer_cases, hidden, refuse_outside
from surveykit.core.steps import source_rows
from surveykit.core.survey import CASE_COLUMNS, Survey
from surveykit.core.terms import term
from surveykit.errors import AnswerError, ColumnError, OptionError


def scorable(survey: Survey, names: str | Iterable[str], *, argument: str) -> list[str]:
    """The columns that `names` names, scales opened up, each once; refused where they cannot be scored.

    Codes are scored as they were ticked, so a column that has been reversed is refused.
    """
    asked = as_names(names, argument=argument)
    check_items(survey, asked, argument=argument)
    columns = list(dict.fromkeys(survey.codebook.items_of(asked)))
    check_columns(survey, columns, argument=argument)
    check_numeric(survey, columns, argument=argument)
    turned = [name for name in columns if name in survey.reversed_items]
    if turned:
        raise ColumnError(f"{argument}: {turned} have been reversed, so their codes mean other answers; score before")
    refuse_unscorable(survey, columns, argument=argument)
    return columns


def refuse_unscorable(survey: Survey, columns: Sequence[str], *, argument: str = "items") -> None:
    """Refuse answers outside the range of the codebook, and infinite ones where it gives none."""
    refuse_outside(survey, columns, argument=argument)
    for name in columns:
        answers = survey.data[name]
        infinite = np.isinf(answers.to_numpy(dtype=float, na_value=np.nan))
        if infinite.any():
            raise AnswerError(
                f"{argument}: {int(infinite.sum())} answers of {name!r} are infinite; correct them, or declare them "
                "missing. error.cases lists every one",
                answer_cases(survey, name, answers[infinite]),
            )


def refuse_nominal(survey: Survey, columns: Iterable[str], *, argument: str) -> None:
    """Refuse codes of three or more categories that have no order, which do not add up to anything."""
    for name in columns:
        variable = survey.codebook.variable(name) if survey.codebook.has_variable(name) else None
        if variable is not None and variable.kind == "nominal" and len(variable.values) > 2:
            raise ColumnError(
                f"{argument}: {name!r} is nominal in the codebook, and its codes are no numbers; give it kind ordinal "
                "if its answers have an order, else take it out"
            )


def new_names(survey: Survey, into: str, endings: Iterable[str]) -> list[str]:
    """The names of new columns that begin alike; refused where one is none, taken, or there twice."""
    beginning = as_name(into)
    if beginning is None:
        raise ColumnError(f"into={into!r} is not a name; give a text such as 'participation'")
    names = [new_name(survey, f"{beginning}_{ending}") for ending in endings]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ColumnError(f"into={into!r}: {twice} would be there twice; give the parts other names")
    return names


def given_answers(survey: Survey, columns: Sequence[str]) -> pd.DataFrame:
    """The answers (n, k) that respondents gave; float64, empty where nothing is answered or an answer was imputed."""
    return survey.data[list(columns)].astype(float).where(answers_given(survey, columns))


def refuse_unturned(survey: Survey, items: Sequence[str], *, owner: str) -> None:
    """Refuse items of `owner` that are declared reversed and still as they were ticked."""
    unturned = [item for item in items if item not in survey.reversed_items]
    if unturned:
        raise ColumnError(
            f"{owner}: items {unturned} are declared reversed but have not been reversed; call reverse_items first"
        )


def least_of(min_answered: int | None, k: int, *, default: int, what: str) -> int:
    """The fewest answered columns of k; `default` where nothing is said."""
    if min_answered is None:
        return default
    least = as_count(min_answered, 1, argument="min_answered")
    if least > k:
        raise OptionError(f"min_answered={least}, but there are {k} {what}; give at most {k}")
    return least


def partly_answered(survey: Survey, answered: pd.Series, k: int, least: int, *, column: str) -> pd.DataFrame:
    """One case per score that rests on fewer than all of k answers, with the columns of `CASE_COLUMNS`."""
    some = answered[(answered >= least) & (answered < k)]
    ids = pd.Series(some.index)
    found = pd.DataFrame({"id": ids, "row": source_rows(survey, ids)}).assign(
        column=column,
        rule="person_mean",
        value=[f"{n}/{k}" for n in some],
        cut_off=least,
        action="scored",
    )
    return found[list(CASE_COLUMNS)]


def personal(survey: Survey, columns: Iterable[str]) -> bool:
    """Whether what is made of these columns is personal, because one of them is."""
    return any(hidden(survey, column) for column in columns)


def named(label: Label | None, name: str) -> Text:
    """The wording of what is scored; its name where none is given."""
    return Text(zh=name, en=name) if label is None else as_text(label, argument="label")


def part_label(entry: str, whole: Text, **parts: str) -> Text:
    """What a part of a score is called, such as "Participation: variety"."""
    zh, en = (term(f"scores.{entry}", one, label=whole.within(one), **parts) for one in ("zh", "en"))
    return Text(zh=zh, en=en)
