"""A 0/1 variable that says whether an answer is one of some codes; missing where the answer is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from surveykit.clean.codes import as_codes
from surveykit.clean.new_variable import Label, label_of, new_name, with_variable
from surveykit.core.checks import as_text, check_coded, check_columns, check_survey
from surveykit.core.codebook import Text, Variable
from surveykit.core.ranges import hidden
from surveykit.core.survey import Survey
from surveykit.core.terms import bilingual


def derive_indicator(
    survey: Survey, *, into: str, column: str, codes: int | Iterable[int], label: Label | None = None
) -> Survey:
    """Add a 0/1 variable that says whether an answer is one of some codes.

    Parameters
    ----------
    survey : Survey
        The answers.
    into : str
        Name of the new column.
    column : str
        Column that it is made of.
    codes : int or list of int
        Answers that become 1; every other answer becomes 0, and a missing answer stays missing.
    label : str, Text or dict, optional
        What to print; the labels of the column and the codes where not given.

    Returns
    -------
    Survey
        With the column added last, float64, and described in the codebook as nominal with reference 0; personal if
        `column` is, and then labelled with the codes alone.

    Raises
    ------
    ColumnError
        If `into` is taken, or `column` is not there or holds text.
    OptionError
        If a code is an answer to `column` neither by the codebook nor in the data.

    Notes
    -----
    ``numpy.where(x == code, 1, 0)`` and SPSS ``COMPUTE d = (x = 1)`` differ on missing answers: numpy makes them 0.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_indicator.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, derive_indicator
    >>> survey = Survey.from_frame(pd.DataFrame({"party": [1, 4, None]}))
    >>> derive_indicator(survey, into="member", column="party", codes=1).data["member"].tolist()
    [1.0, 0.0, nan]
    """
    check_survey(survey)
    check_columns(survey, [column], argument="column")
    check_coded(survey, [column], argument="column")
    name = new_name(survey, into)
    wanted = as_codes(survey, column, codes, argument="codes")
    answers = survey.data[column]
    variable = Variable(
        name=name,
        kind="nominal",
        label=_indicator_label(survey, column, wanted) if label is None else as_text(label, argument="label"),
        values={0: Text(zh="否", en="No"), 1: Text(zh="是", en="Yes")},
        reference=0,
        personal=hidden(survey, column),
    )
    derived = answers.isin(wanted).astype(float).where(answers.notna())
    asked = {"column": column, **({} if variable.personal else {"codes": wanted})}
    notes = () if variable.personal else (_made(column, wanted),)
    return with_variable(survey, variable, derived, verb="derive_indicator", sources=[column], asked=asked, notes=notes)


def _made(column: str, codes: Sequence[float]) -> Text:
    """Which codes became 1."""
    what = f"{', '.join(f'{code:g}' for code in codes)} → 1"
    return bilingual("cleaning.note_made", column=column, what=what)


def _indicator_label(survey: Survey, column: str, codes: Sequence[float]) -> Text:
    """The label of the column and those of the codes, such as "Party: Member"; the codes of a personal column.

    Where a personal column has numbers and no codes, a number is the answer, and is left out.
    """
    codebook = survey.codebook
    if hidden(survey, column) and not codebook.variable(column).values:
        return label_of(survey, column)
    if hidden(survey, column):
        zh = en = ", ".join(f"{code:g}" for code in codes)
    else:
        zh, en = (", ".join(codebook.value_label(column, code, lang) for code in codes) for lang in ("zh", "en"))
    return Text(
        zh=f"{codebook.label(column, 'zh')}：{zh.replace(', ', '、')}", en=f"{codebook.label(column, 'en')}: {en}"
    )
