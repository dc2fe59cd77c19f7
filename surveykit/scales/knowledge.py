"""Knowledge tests: how many questions are answered right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import pandas as pd

from surveykit.core.checks import as_names, check_columns, check_option, check_survey, is_real
from surveykit.core.codebook import Variable
from surveykit.core.new_columns import Label, new_name, with_columns
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, OptionError
from surveykit.kernels.scores import item_mean, item_sum
from surveykit.scales.answers import given_answers, least_of, named, partly_answered, personal, scorable

DontKnow = Literal["wrong", "missing"]
Share = Literal["proportion", "count"]


def knowledge_score(
    survey: Survey,
    *,
    into: str,
    items: str | Iterable[str] | None = None,
    correct: Mapping[str, int] | None = None,
    dont_know: DontKnow = "wrong",
    method: Share = "proportion",
    min_answered: int | None = None,
    label: Label | None = None,
) -> Survey:
    """Score a knowledge test: the proportion of its questions that are answered right.

    Parameters
    ----------
    survey : Survey
        The answers.
    into : str
        Name of the new column.
    items : str or list of str, optional
        Questions, or scales, which stand for their items; all that have a right answer where not given.
    correct : dict of str to int, optional
        Code of the right answer of each question; what the codebook says (``correct``) where not given.
    dont_know : {"wrong", "missing"}
        What an empty cell with the reason "don't know" is: an answer that is not right, or no answer.
    method : {"proportion", "count"}
        The proportion of right answers (0 to 1), or their number.
    min_answered : int, optional
        Fewest answered questions for which there is a score; half of them, rounded up, where not given.
    label : str, Text or dict, optional
        What the column is called; `into` where not given.

    Returns
    -------
    Survey
        With the float64 column `into`. The step counts the answers of "don't know" (``dont_know_answers``), the
        respondents whose gaps were bridged (``person_mean``) and those without a score (``not_scored``).

    Raises
    ------
    ColumnError
        If a question is not there or holds no numbers, has no right answer, has been reversed, or `into` is taken.
    OptionError
        If a word is not in its list, a right answer is not a code of its question, or `min_answered` is more than
        there are questions; under ``dont_know="missing"`` if nothing says which answer that is.
    AnswerError
        If an answer is outside the range of the codebook, or infinite.

    Notes
    -----
    A score is the proportion of right answers among those given; as a number it is that proportion times the number
    of questions. Other empty cells (blank, not shown, refused) are no answers, whatever `dont_know` says. "Don't
    know" is known by the reason of an empty cell: declare its code in the codebook (``missing: {3: dont_know}``) or
    with `set_missing`; a code that is an ordinary answer is simply not right.

    Under ``dont_know="missing"`` the score is taken over other questions for everyone, so that those who admit gaps
    may seem to know more than those who guess.

    Checked against
    ---------------
    Counted by hand in ``tests/scales/test_knowledge.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, knowledge_score
    >>> survey = Survey.from_frame(pd.DataFrame({"k1": [1, 1, 2], "k2": [2, 1, None], "k3": [2, 2, None]}))
    >>> scored = knowledge_score(survey, into="knowledge", correct={"k1": 1, "k2": 2, "k3": 2})
    >>> scored.data["knowledge"].round(2).tolist()
    [1.0, 0.67, nan]
    """
    check_survey(survey)
    check_option(dont_know, ("wrong", "missing"), argument="dont_know")
    check_option(method, ("proportion", "count"), argument="method")
    right = _right(survey, items, correct)
    check_columns(survey, right, argument="items")
    columns = scorable(survey, list(right), argument="items")
    _check_codes(survey, right)
    least = least_of(min_answered, len(columns), default=math.ceil(len(columns) / 2), what="questions")
    name = new_name(survey, into)
    answers, unsure = given_answers(survey, columns), _unsure(survey, columns)
    if dont_know == "missing" and not unsure.any(axis=None) and not _declared(survey, columns):
        raise OptionError(
            "dont_know='missing', but nothing says which answer of the questions means not knowing; declare its code "
            "with set_missing(..., codes={3: 'dont_know'}), or in the codebook"
        )
    points = answers.eq(pd.Series(right)).astype(float).where(answers.notna() | (unsure & (dont_know == "wrong")))
    answered = points.notna().sum(axis=1)
    found = (item_sum if method == "count" else item_mean)(points.to_numpy())
    score = pd.Series(found, index=points.index).where(answered >= least)
    cases = partly_answered(survey, answered, len(columns), least, column=name)
    variable = Variable(
        name=name,
        label=named(label, name),
        kind="numeric",
        low=0,
        high=len(columns) if method == "count" else 1,
        personal=personal(survey, columns),
    )
    asked = {
        "into": name,
        "columns": columns,
        "dont_know": dont_know,
        "method": method,
        "min_answered": least,
        "dont_know_answers": int(unsure.to_numpy().sum()),
        "person_mean": len(cases),
        "not_scored": int(score.isna().sum()),
    }
    return with_columns(
        survey, [variable], score.to_frame(name), verb="knowledge_score", sources=columns, asked=asked, cases=cases
    )


def _right(survey: Survey, items: str | Iterable[str] | None, correct: Mapping[str, int] | None) -> dict[str, int]:
    """The code of the right answer of every question that is scored."""
    if correct is not None and not isinstance(correct, Mapping):
        raise OptionError(f"correct={correct!r} must give each question its right answer, such as {{'k1': 2}}")
    book = survey.codebook
    known = {v.name: v.correct for v in book.variables if v.correct is not None} if correct is None else dict(correct)
    if items is None:
        wanted = [name for name in known if correct is not None or name in survey.data.columns]
    else:
        wanted = list(dict.fromkeys(book.items_of(as_names(items, argument="items"))))
    unanswerable = [name for name in wanted if name not in known]
    if unanswerable or not wanted:
        raise ColumnError(
            f"items: {unanswerable or 'the columns'} have no right answer; write correct: 2 under each question in the "
            "codebook, or give correct={...}"
        )
    return {name: known[name] for name in wanted}


def _check_codes(survey: Survey, right: Mapping[str, int]) -> None:
    """Refuse right answers that are no codes of their questions."""
    for name, code in right.items():
        values = survey.codebook.variable(name).values if survey.codebook.has_variable(name) else {}
        if not is_real(code) or (values and code not in values):
            allowed = f"allowed are the codes {sorted(values)}" if values else "give the code of the answer, a number"
            raise OptionError(f"correct: {code!r} is no answer to {name!r}; {allowed}")


def _unsure(survey: Survey, columns: Sequence[str]) -> pd.DataFrame:
    """Which cells are empty because the respondent did not know, (n, k)."""
    reasons = survey.missing_reasons.reindex(columns=list(columns))
    empty = survey.data[list(columns)].isna()
    return empty & (reasons == "dont_know")


def _declared(survey: Survey, columns: Iterable[str]) -> bool:
    """Whether the codebook has a code of not knowing for one of the columns."""
    book = survey.codebook
    return any("dont_know" in book.variable(name).missing.values() for name in columns if book.has_variable(name))
