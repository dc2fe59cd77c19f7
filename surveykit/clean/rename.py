"""Other names for columns."""

from __future__ import annotations

from collections.abc import Mapping

from surveykit.core.checks import check_columns, check_survey
from surveykit.core.codebook import as_name
from surveykit.core.renaming import named_parts, renamed
from surveykit.core.survey import Step, Survey
from surveykit.core.terms import bilingual, listing
from surveykit.errors import ColumnError


def rename_variables(survey: Survey, *, names: Mapping[str, str]) -> Survey:
    """Give columns other names, wherever they are written.

    Parameters
    ----------
    survey : Survey
        The answers.
    names : dict
        New name by old name. Two columns may change places.

    Returns
    -------
    Survey
        With the columns in their place under the new names, and the names changed in the codebook (sets, scales,
        hypotheses and rules that name them) and in the columns of the log, so that a column has one name throughout.
        The step keeps which was called what, for the words of earlier steps; an old name stays among the sources of
        its variable, so that the codebook still reads the export.

    Raises
    ------
    ColumnError
        If a column is not there, a new name is none or is taken, or a column holds the score of a scale, which has
        the name of the scale.

    Notes
    -----
    SPSS ``RENAME VARIABLES`` leaves multiple-response sets and syntax with the old names behind; pandas ``rename``
    passes over a misspelt name in silence.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_rename.py``; renaming back gives the same answers and scales.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, rename_variables
    >>> survey = Survey.from_frame(pd.DataFrame({"Q1": [4, 5], "Q2": [1, 2]}))
    >>> rename_variables(survey, names={"Q1": "trust"}).data.columns.tolist()
    ['trust', 'Q2']
    """
    check_survey(survey)
    if not isinstance(names, Mapping) or not names:
        raise ColumnError(f"names={names!r} must give each column its new name, such as {{'Q1': 'trust'}}")
    check_columns(survey, names, argument="names")
    plain = {old: _plain(new) for old, new in names.items()}
    _refuse_scores(survey, plain)
    _refuse_taken(survey, plain)
    n = len(survey)
    pairs = [f"{old} → {new}" for old, new in plain.items()]
    step = Step(
        verb="rename_variables",
        rows_before=n,
        rows_after=n,
        columns=tuple(plain.values()),
        arguments={"renamed": pairs},
        notes=(bilingual("cleaning.note_renamed", pairs=listing(pairs, most=len(pairs))),),
    )
    return renamed(survey, plain).changed(step)


def _plain(new: object) -> str:
    name = as_name(new)
    if name is None:
        raise ColumnError(f"names: {new!r} is not a name; give a text such as 'trust'")
    return name


def _refuse_scores(survey: Survey, names: Mapping[str, str]) -> None:
    scores = [old for old in names if survey.codebook.has_scale(old)]
    if scores:
        raise ColumnError(f"{scores} hold scores, which have the name of their scale; rename the scale in the codebook")


def _refuse_taken(survey: Survey, names: Mapping[str, str]) -> None:
    """Refuse a new name that two columns would share, or that a scale or set has."""
    staying = {*map(str, survey.data.columns), *named_parts(survey.codebook)} - set(names)
    new = list(names.values())
    taken = sorted({name for name in new if name in staying or new.count(name) > 1})
    if taken:
        raise ColumnError(f"names: {taken} are taken by another column, scale or set; choose other names")
