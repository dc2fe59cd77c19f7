"""A survey under other names of its columns, wherever the names are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, Scale, Variable
from surveykit.core.parts import Part
from surveykit.core.survey import Step, Survey

Names = Mapping[str, str]
"""New name by old name: of columns, and of scales and sets where they are given too."""

_NAMING = {"members", "exclusive", "items", "reversed", "dimensions", "column", "other"}
"""Fields of a codebook's parts that hold names of columns or scales."""

_TERMS = {"outcome", "predictors", "mediator"}
"""Fields that hold terms, such as ``party=1`` or ``trust:age``."""

_TOLD = {
    "column", "columns", "items", "unordered", "into", "scales", "min_answered", "person_mean", "not_scored", "imputed",
    "below", "pairs",
}  # fmt: skip
"""Arguments of steps that hold names of columns or scales."""

_KEYED = {"method", "standardized"}
"""Arguments of steps that hold something by column or scale, in words or numbers that are no names."""


def renamed(survey: Survey, names: Names) -> Survey:
    """The survey with `names` in its frames, its codebook and its log, so that a column has one name throughout.

    The header that the export has stays among the sources of a variable.
    """
    return Survey(
        survey.data.rename(columns=names),
        renamed_codebook(survey.codebook, names),
        paradata=survey.paradata,
        missing_reasons=survey.missing_reasons.rename(columns=names),
        flags=survey.flags,
        log=[_step(step, names) for step in survey.log],
    )


def renamed_codebook(codebook: Codebook, names: Names) -> Codebook:
    """The codebook with `names` in its variables, sets, scales, hypotheses and rules."""
    told = {field: _field(field, value, names) for field, value in codebook}
    return codebook.model_copy(update=told)


def named_parts(codebook: Codebook) -> list[str]:
    """The names of all variables, scales and sets, which are the names that are taken."""
    return [
        *(variable.name for variable in codebook.variables),
        *(scale.name for scale in codebook.scales),
        *(group.name for group in codebook.sets),
    ]


def renamed_term(term: str, names: Names) -> str:
    """A regression term with new names: a column, a category of one, or a product of these.

    >>> renamed_term("trust:party=1", {"party": "member"})
    'trust:member=1'
    """
    if term in names:
        return names[term]
    left, product, right = term.partition(":")
    if product:
        return f"{renamed_term(left, names)}:{renamed_term(right, names)}"
    name, sign, code = term.rpartition("=")
    return f"{names.get(name, name)}{sign}{code}" if sign else term


def _field(field: str, value: object, names: Names) -> object:
    if field == "asked_if" and isinstance(value, Mapping):
        return {names.get(name, name): codes for name, codes in value.items()}
    if isinstance(value, tuple):
        return tuple(_field(field, one, names) for one in value)
    if isinstance(value, Part):
        return _part(value, names)
    if isinstance(value, str):
        return names.get(value, value) if field in _NAMING else renamed_term(value, names) if field in _TERMS else value
    return value


def _part(part: Part, names: Names) -> Part:
    told = {field: _field(field, value, names) for field, value in part}
    if isinstance(part, Variable | Scale | ResponseSet) and part.name in names:
        told["name"] = names[part.name]
    if isinstance(part, Variable) and part.name in names:
        told["source"] = tuple(dict.fromkeys((*part.source, part.name)))
    return part.model_copy(update=told)


def _step(step: Step, names: Names) -> Step:
    told = {key: _argument(value, names) if key in _TOLD else value for key, value in step.arguments.items()}
    told |= {
        key: {_argument(name, names): value for name, value in made.items()}
        for key in _KEYED
        if isinstance(made := told.get(key), Mapping)
    }
    where = told.get("where")
    if isinstance(where, Mapping):
        told["where"] = {names.get(str(column), column): wanted for column, wanted in where.items()}
    columns = tuple(names.get(name, name) for name in step.columns)
    return replace(step, arguments=told, columns=columns, cases=_cases(step.cases, names))


def _argument(value: object, names: Names) -> object:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Mapping):
        return {_argument(key, names): _argument(one, names) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_argument(one, names) for one in value)
    return value


def _cases(cases: pd.DataFrame, names: Names) -> pd.DataFrame:
    if not cases["column"].isin(list(names)).any():
        return cases
    return cases.assign(column=[names.get(name, name) for name in cases["column"]])
