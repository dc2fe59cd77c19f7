"""Which columns of a survey leave the house: personal ones only by name, paradata only if asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from surveykit.core.codebook import Text, Variable, VariableKind
from surveykit.core.survey import PAGE_SECONDS, Step, Survey
from surveykit.core.terms import bilingual, topics
from surveykit.core.words import closest
from surveykit.errors import ColumnError

TOKEN = "_token"
"""End of the names of paradata that stand for an address, a device or an account. They never leave."""


def leaving(survey: Survey, *, keep_personal: Sequence[str], paradata: bool) -> Survey:
    """The survey with the columns that are written."""
    names = [str(name) for name in survey.data.columns]
    for name in keep_personal:
        if name not in names:
            raise ColumnError(f"keep_personal: {name!r} is not a column{closest(name, names)}")
    personal = {v.name for v in survey.codebook.variables if v.personal} - set(keep_personal)
    data = survey.data.drop(columns=[name for name in survey.data.columns if str(name) in personal])
    reasons = survey.missing_reasons
    codebook = survey.codebook
    if paradata:
        added = _paradata(
            survey.paradata,
            [*names, *(group.name for group in codebook.sets), *(scale.name for scale in codebook.scales)],
        )
        data = pd.concat([data, added], axis=1)
        codebook = codebook.with_variables({name: _variable(name, added[name]) for name in map(str, added.columns)})
    step = Step(verb="write_survey", rows_before=len(data), rows_after=len(data))
    return survey.changed(step, data=data, codebook=codebook, missing_reasons=reasons)


def _paradata(frame: pd.DataFrame, taken: Sequence[str]) -> pd.DataFrame:
    """What is known about the answering, as numbers, moments and text, under names that nothing else has."""
    folded = {name.casefold() for name in taken}
    kept = [name for name in map(str, frame.columns) if not name.endswith(TOKEN) and _is_known(frame[name])]
    return pd.DataFrame(
        {f"paradata_{name}" if name.casefold() in folded else name: _plain(frame[name]) for name in kept},
        index=frame.index,
    )


def _is_known(column: pd.Series) -> bool:
    return bool((column.notna() & (column.astype(object) != "")).any())


def _plain(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        return column
    if pd.api.types.is_numeric_dtype(column):
        return column.astype(float)
    return column.astype(object).map(str, na_action="ignore")


def _variable(name: str, column: pd.Series) -> Variable:
    is_number = pd.api.types.is_numeric_dtype(column)
    kind: VariableKind = "date" if pd.api.types.is_datetime64_any_dtype(column) else "numeric" if is_number else "text"
    key = name.removeprefix("paradata_")
    page = key.removeprefix(PAGE_SECONDS) if is_number and key.startswith(PAGE_SECONDS) else ""
    return Variable(name=name, label=_label(key, page), kind=kind, source=(name,), seconds_on=page)


def _label(key: str, page: str) -> Text:
    if page:
        return bilingual("paradata.page_seconds", page=page)
    return bilingual(f"paradata.{key}") if key in topics()["paradata"] else Text()
