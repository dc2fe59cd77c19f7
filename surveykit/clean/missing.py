"""Codes that are no answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

import pandas as pd

from surveykit.clean.made import refuse_used
from surveykit.core.checks import as_names, check_coded, check_columns, check_items, check_option, check_survey, is_real
from surveykit.core.codebook import MissingReason, Variable
from surveykit.core.steps import source_rows, stacked
from surveykit.core.survey import CASE_COLUMNS, Step, Survey
from surveykit.errors import ColumnError, OptionError


def set_missing(survey: Survey, *, columns: str | Iterable[str], codes: Mapping[float, MissingReason]) -> Survey:
    """Declare that some codes mean "no answer", and why.

    Parameters
    ----------
    survey : Survey
        The answers.
    columns : str or list of str
        Columns, or scales whose items are meant.
    codes : dict
        Code to reason: ``not_shown``, ``blank``, ``refused``, ``dont_know``, ``not_applicable`` or ``unranked``.

    Returns
    -------
    Survey
        With those cells empty, their reason in ``missing_reasons``, and the codes moved from the answers to the
        missing codes of the codebook. The step's ``cases`` has one row per cell.

    Raises
    ------
    ColumnError
        If a column is not there, holds text, has been reversed, or a score or derived variable was made of it.
    OptionError
        If a reason is not known, `codes` is empty, a code is not a whole number, or a code is the reference category
        or the expected answer.

    Notes
    -----
    Call it before `reverse_items`: after reversing, a code means another answer; and before `score_scales` and the
    ``derive_...`` verbs, which would keep what they made of the code. Cells of personal columns go into
    the log without their value.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_missing.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, set_missing
    >>> survey = Survey.from_frame(pd.DataFrame({"trust": [4, 9, 5]}))
    >>> cleaned = set_missing(survey, columns=["trust"], codes={9: "refused"})
    >>> cleaned.data["trust"].tolist(), cleaned.missing_reasons["trust"].tolist()
    ([4.0, nan, 5.0], ['', 'refused', ''])
    """
    check_survey(survey)
    _check_codes(codes)
    asked = as_names(columns, argument="columns")
    check_items(survey, asked, argument="columns")
    named = list(dict.fromkeys(survey.codebook.items_of(asked)))
    check_columns(survey, named)
    check_coded(survey, named)
    turned = sorted(set(named) & survey.reversed_items)
    if turned:
        raise ColumnError(f"{turned} have been reversed, so the codes mean other answers; call set_missing before")
    refuse_used(survey, named, verb="set_missing")
    data, reasons = survey.data, survey.missing_reasons
    described = {name: _without_codes(survey.codebook.variable(name), codes) for name in named}
    cases = [_cells(survey, name, codes) for name in named]
    for name in named:
        before = reasons[name] if name in reasons.columns else data[name].isna().map({True: "blank", False: ""})
        reasons[name] = before.mask(data[name].isin(list(codes)), data[name].map(codes))
        data[name] = data[name].astype(float).mask(data[name].isin(list(codes)))
    step = Step(
        verb="set_missing",
        rows_before=len(data),
        rows_after=len(data),
        columns=tuple(named),
        arguments={"codes": dict(codes)},
        cases=stacked(cases, CASE_COLUMNS),
    )
    codebook = survey.codebook.with_variables(described)
    return survey.changed(step, data=data, missing_reasons=reasons, codebook=codebook)


def _check_codes(codes: Mapping[float, MissingReason]) -> None:
    if not isinstance(codes, Mapping):
        raise OptionError(f"codes={codes!r} must give each code its reason, such as {{9: 'refused'}}")
    if not codes:
        raise OptionError("codes is empty; give at least one, such as {9: 'refused'}")
    for code, reason in codes.items():
        check_option(reason, get_args(MissingReason), argument=f"codes[{code!r}]")
        if not is_real(code) or code % 1:
            raise OptionError(f"codes: {code!r} is not a whole number; codes are whole numbers")


def _without_codes(variable: Variable, codes: Mapping[float, MissingReason]) -> Variable:
    """The variable with `codes` among its missing codes and no longer among its answers."""
    if variable.reference in codes:
        raise OptionError(
            f"code {variable.reference} is the reference category of {variable.name!r}; choose another one first"
        )
    if variable.expected in codes:
        raise OptionError(
            f"code {variable.expected} is the answer that {variable.name!r} expects as an attention item; it cannot "
            "mean no answer"
        )
    values = {code: label for code, label in variable.values.items() if code not in codes}
    missing = {**variable.missing, **{int(code): reason for code, reason in codes.items()}}
    return variable.model_copy(update={"values": values, "missing": missing})


def _cells(survey: Survey, name: str, codes: Mapping[float, MissingReason]) -> pd.DataFrame:
    """Rows for `Step.cases`, one per cell of the column that holds one of the codes."""
    column = survey.data[name]
    held = column[column.isin(list(codes))]
    ids = held.index.to_series().reset_index(drop=True)
    cells = pd.DataFrame({"id": ids, "row": source_rows(survey, ids), "column": name, "rule": "set_missing"})
    cells["value"] = "" if survey.codebook.variable(name).personal else held.to_numpy()
    cells["cut_off"] = held.map(codes).to_numpy()
    return cells.assign(action="set to missing")[list(CASE_COLUMNS)]
