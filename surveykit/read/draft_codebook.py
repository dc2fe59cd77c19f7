"""The codebook that a survey was read with, drafted parts included, as a start for one's own."""

from __future__ import annotations

from surveykit.core.checks import check_survey
from surveykit.core.codebook import Codebook, Variable
from surveykit.core.derived import derived_columns
from surveykit.core.drafting import draft_column
from surveykit.core.survey import Survey


def draft_codebook(survey: Survey) -> Codebook:
    """Describe the columns that a survey was read with, so that the file can be read again with the description.

    Parameters
    ----------
    survey : Survey
        Best as `read_survey` returned it.

    Returns
    -------
    Codebook
        The codebook that the survey carries, its drafted variables included, in the order of the columns. Columns that
        it does not describe are drafted from their answers; those that were derived or scored since are left out, and
        reversed items have their labels as the questionnaire had them. Write it with
        ``draft_codebook(survey).write("codebook.xlsx")``, edit it in Excel, and read the export again with
        ``read_survey(path, codebook="codebook.xlsx")``.

    Raises
    ------
    ColumnError
        If `survey` is not a Survey.

    Notes
    -----
    What the platform knows (the order of options, matrix questions, sets) is in the draft as far as the file says it;
    ``survey.log[0].notes`` say what was guessed. Scales, reversed items and hypotheses are for you to add. Personal
    columns that were dropped on reading are not described.

    Examples
    --------
    >>> import pandas as pd
    >>> survey = Survey.from_frame(pd.DataFrame({"trust": [4, 5], "sex": ["male", "female"]}))
    >>> [(variable.name, variable.kind) for variable in draft_codebook(survey).variables]
    [('trust', 'numeric'), ('sex', 'nominal')]
    """
    check_survey(survey)
    book, data = survey.codebook, survey.data
    made = {column for step in survey.log if step.verb == "score_scales" for column in step.columns}
    made |= derived_columns(survey.log)
    made |= {scale.name for scale in book.scales}
    columns = [str(name) for name in data.columns if str(name) not in made]
    described = {name: _variable(survey, name) for name in columns}
    others = [v for v in book.variables if v.name not in described and v.name not in made]
    return book.model_copy(update={"variables": (*described.values(), *others)})


def _variable(survey: Survey, name: str) -> Variable:
    """One column as the questionnaire had it."""
    if not survey.codebook.has_variable(name):
        return draft_column(name, survey.data[name]).variable
    variable = survey.codebook.variable(name)
    return variable.turned() if name in survey.reversed_items else variable
