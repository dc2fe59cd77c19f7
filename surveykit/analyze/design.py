"""From names of columns to a design matrix: numbers as they are, categories as dummies, pairs as products.

No formula is ever evaluated. What a name stands for is decided by the codebook's kind, never by looking at the values.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence, Sized
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.core.checks import as_names, check_numeric
from surveykit.core.codebook import Codebook, Variable
from surveykit.core.labels import labels_text, values_text
from surveykit.core.result import Note
from surveykit.core.survey import MOST_LEVELS, Survey
from surveykit.core.table import Cell
from surveykit.errors import ColumnError, OptionError, SampleError
from surveykit.kernels.design import (
    ScaledDesign,
    constant_columns,
    dependent_columns,
    dummies,
    products,
    scale_design,
)

Array = NDArray[np.float64]
Term = tuple[str, ...]
"""One name, or two for an interaction."""

TOLERANCE = 1e-7
"""Share of a column's length that the columns before it must leave; R's `lm` uses the same."""

CATEGORICAL = ("nominal", "ordinal")
INTERCEPT = "(intercept)"


@dataclass(frozen=True)
class Predictor:
    """One variable as it enters a design.

    Attributes
    ----------
    names : tuple[str, ...]
        Term of each column: the variable's name, or ``name=code`` for each dummy.
    columns : (n, c) array
        The columns.
    reference : float or None
        The category without a dummy.
    unused : tuple[float, ...]
        Categories of the codebook that nobody in the sample chose; they get no dummy.
    center : float or None
        The mean that was subtracted.
    """

    names: tuple[str, ...]
    columns: Array
    reference: float | None = None
    unused: tuple[float, ...] = ()
    center: float | None = None


@dataclass(frozen=True)
class Design:
    """Named columns of a model without its intercept, and the term that each belongs to.

    `names` and `terms` have length p, `columns` is (n, p); `predictors` holds the coding of each variable.
    """

    names: tuple[str, ...]
    terms: tuple[Term, ...]
    columns: Array
    predictors: dict[str, Predictor]

    def part(self, terms: Iterable[Term]) -> Design:
        """The design of some of the terms."""
        wanted = set(terms)
        keep = [position for position, term in enumerate(self.terms) if term in wanted]
        return Design(
            names=tuple(self.names[i] for i in keep),
            terms=tuple(self.terms[i] for i in keep),
            columns=self.columns[:, keep],
            predictors=self.predictors,
        )

    def with_number(self, name: str, values: Array, *, position: int = 0) -> Design:
        """The design with one more numeric column (n,) at `position`."""
        return Design(
            names=(*self.names[:position], name, *self.names[position:]),
            terms=(*self.terms[:position], (name,), *self.terms[position:]),
            columns=np.insert(self.columns, position, values, axis=1),
            predictors=self.predictors,
        )

    @property
    def references(self) -> dict[str, float]:
        """The reference category of each categorical variable."""
        coded = self.predictors.items()
        return {name: coding.reference for name, coding in coded if coding.reference is not None}


def parse_terms(terms: str | Sequence[str | Sequence[str]], *, argument: str) -> list[Term]:
    """Terms from names and pairs of names; a term named twice, or a pair that is none, is refused."""
    if not isinstance(terms, Iterable):
        raise ColumnError(f"{argument}={terms!r} names no columns; give a list of names or pairs of names")
    listed = [terms] if isinstance(terms, str) else list(terms)
    if not listed:
        raise ColumnError(f"{argument} is empty; name at least one column, scale or pair of them")
    parsed: list[Term] = []
    for item in listed:
        if not isinstance(item, str | Sequence):
            raise ColumnError(f"{argument}: {item!r} is neither a name nor a pair of names")
        if not item:
            raise ColumnError(f"{argument} is empty; name at least one column, scale or pair of them")
        names = tuple(as_names(item, argument=argument))
        if len(names) > 2:
            raise ColumnError(f"{argument}: {names} has {len(names)} names; an interaction is a pair of names")
        if any(set(names) == set(term) for term in parsed):
            raise ColumnError(f"{argument}: {':'.join(names)} is there twice; name each term once")
        parsed.append(names)
    return parsed


def one_name(name: str, *, argument: str) -> str:
    """The name of one column, written as headers are, as names in lists are."""
    if not isinstance(name, str):
        raise ColumnError(f"{argument}: {name!r} is not a column name; give a string")
    return as_names(name, argument=argument)[0]


def is_given(names: object) -> bool:
    """Whether an argument that may be left out names anything; an array of names has no truth value of its own."""
    return names is not None and not (isinstance(names, Sized) and len(names) == 0)


def names_in(terms: Iterable[Term]) -> list[str]:
    """The variables that terms need, each once."""
    return list(dict.fromkeys(name for term in terms for name in term))


def check_marginality(terms: Sequence[Term], *, argument: str) -> None:
    """Refuse an interaction whose two variables are not in the model before it."""
    for position, term in enumerate(terms):
        absent = [name for name in term if len(term) == 2 and (name,) not in terms[:position]]
        if absent:
            raise ColumnError(
                f"{argument}: the interaction {':'.join(term)} comes before {absent}; "
                "put both variables into the same or an earlier block, ahead of their interaction"
            )


def check_outcome(survey: Survey, name: str, *, argument: str) -> None:
    """Refuse a nominal variable where a number is needed."""
    check_numeric(survey, [name], argument=argument)
    if survey.codebook.has_variable(name) and survey.codebook.variable(name).kind not in ("numeric", "ordinal"):
        kind = survey.codebook.variable(name).kind
        raise ColumnError(
            f"{argument}: {name!r} is {kind} in the codebook, and this model needs numbers in order; "
            "choose a scale or a numeric variable"
        )


def check_predictor(survey: Survey, name: str) -> None:
    """Refuse a variable that is text or a date in the codebook, whatever its column holds."""
    if survey.codebook.has_variable(name) and survey.codebook.variable(name).kind in ("text", "date"):
        kind = survey.codebook.variable(name).kind
        raise ColumnError(f"{name!r} is {kind} in the codebook; give it kind nominal or numeric, or leave it out")


def is_categorical(survey: Survey, name: str) -> bool:
    """Whether the codebook makes a column a set of categories."""
    return survey.codebook.has_variable(name) and survey.codebook.variable(name).kind in CATEGORICAL


def is_nominal(survey: Survey, name: str) -> bool:
    """Whether the codebook makes a column a set of categories without order."""
    return is_categorical(survey, name) and not is_ordinal(survey, name)


def is_ordinal(survey: Survey, name: str) -> bool:
    """Whether the codebook makes a column an ordered set of categories."""
    return survey.codebook.has_variable(name) and survey.codebook.variable(name).kind == "ordinal"


def build_design(survey: Survey, frame: pd.DataFrame, terms: Sequence[Term], *, center: Sequence[str] = ()) -> Design:
    """Code the complete cases of `frame` (n rows) for `terms`, in their order."""
    predictors = {
        name: _code(survey, frame[name].to_numpy(dtype=float), name, centred=name in center) for name in names_in(terms)
    }
    categorical = [name for name in center if name in predictors and predictors[name].reference is not None]
    strangers = [name for name in center if name not in predictors]
    if categorical or strangers:
        raise OptionError(f"center: {categorical + strangers} cannot be centred; name numeric predictors of the model")
    names: list[str] = []
    owners: list[Term] = []
    columns = [np.empty((len(frame), 0))]
    for term in terms:
        coded = predictors[term[0]]
        if len(term) == 2:
            coded = _interaction(coded, predictors[term[1]])
        names.extend(coded.names)
        owners.extend([term] * len(coded.names))
        columns.append(coded.columns)
    return Design(tuple(names), tuple(owners), np.hstack(columns), predictors)


def solvable(design: Design, *, argument: str) -> ScaledDesign:
    """The scaled design, or a refusal that names the columns which make the model unanswerable."""
    n, p = design.columns.shape
    if n <= p + 1:
        raise SampleError(
            f"{n} complete cases cannot estimate {p + 1} coefficients; leave out predictors or complete the data"
        )
    constant = [name for name, flat in zip(design.names, constant_columns(design.columns), strict=True) if flat]
    if constant:
        raise SampleError(f"{argument}: {constant} do not vary among the {n} cases used; leave them out")
    scaled = scale_design(design.columns)
    dependent = dependent_columns(scaled, tolerance=TOLERANCE)
    if dependent:
        told = "; ".join(
            f"{design.names[column]!r} is determined by {[design.names[i] for i in others]}"
            for column, others in dependent
        )
        raise SampleError(f"{argument}: among the {n} cases used, {told}. Leave one of each set out")
    return scaled


def coding_notes(design: Design, codebook: Codebook) -> list[Note]:
    """What a reader must know about how the predictors were coded."""
    notes: list[Note] = []
    if design.references or any(len(term) == 2 for term in design.terms):
        notes.append(Note("regression.note_beta"))
    for name, coding in design.predictors.items():
        label = labels_text(codebook, [name])
        if coding.unused:
            categories = values_text(codebook, name, coding.unused)
            notes.append(Note("regression.note_unused", {"variable": label, "categories": categories}))
        if coding.center is not None:
            multiplied = any(len(term) == 2 and name in term for term in design.terms)
            key = "regression.note_centred_product" if multiplied else "regression.note_centred"
            notes.append(Note(key, {"variable": label, "mean": Cell(coding.center, "mean")}))
    return notes


def columns_of(wanted: str, names: Iterable[str], *, categorical: Container[str]) -> list[str]:
    """Which of the columns `names` of a design make up the term that somebody calls `wanted`.

    That is the column of this name; all dummies of a variable among `categorical`; or the products of two such
    things, in whichever order they were multiplied. A variable is not found in its products.
    """
    listed = list(names)
    if wanted in listed:
        return [wanted]
    pairs = _halves(wanted)
    return [
        name
        for name in listed
        if _is_part(name, wanted, categorical)
        or any(
            (_is_part(a, left, categorical) and _is_part(b, right, categorical))
            or (_is_part(a, right, categorical) and _is_part(b, left, categorical))
            for a, b in _halves(name)
            for left, right in pairs
        )
    ]


def _halves(name: str) -> list[tuple[str, str]]:
    """Every way to take a name for a product; a column may have a colon in its own name."""
    return [(name[:at], name[at + 1 :]) for at, sign in enumerate(name) if sign == ":"]


def _is_part(column: str, wanted: str, categorical: Container[str]) -> bool:
    """Whether a column is what was wanted, or a dummy of the variable that was wanted."""
    variable, _, code = column.rpartition("=")
    return column == wanted or (variable == wanted and wanted in categorical and ":" not in code)


def _interaction(left: Predictor, right: Predictor) -> Predictor:
    names = tuple(f"{a}:{b}" for a in left.names for b in right.names)
    return Predictor(names, products(left.columns, right.columns))


def _code(survey: Survey, values: Array, name: str, *, centred: bool) -> Predictor:
    """One variable: dummies against the reference category, or the number itself. `values` is (n,)."""
    check_predictor(survey, name)
    if is_categorical(survey, name):
        return _dummies(survey.codebook.variable(name), values)
    if not centred:
        return Predictor((name,), values[:, None])
    mean = float(values.mean())
    return Predictor((name,), (values - mean)[:, None], center=mean)


def _dummies(variable: Variable, values: Array) -> Predictor:
    name = variable.name
    seen = np.unique(values)
    if variable.values:
        strange = sorted(set(seen.tolist()) - set(variable.values))
        if strange:
            found = f"{len(strange)} codes" if variable.personal else f"codes {strange}"
            raise ColumnError(
                f"{name!r} holds {found} that the codebook does not list; "
                "add them to its values, or declare them missing"
            )
        levels = [float(code) for code in variable.values if code in seen]
        unused = tuple(float(code) for code in variable.values if code not in seen)
    elif len(seen) <= MOST_LEVELS:
        levels, unused = seen.tolist(), ()
    else:
        raise ColumnError(
            f"{name!r} is {variable.kind} in the codebook but has {len(seen)} distinct values; "
            "give it kind numeric, or list its values"
        )
    if len(levels) < 2:
        raise SampleError(f"everybody in the sample has the same value of {name!r}; leave it out")
    reference = variable.reference if variable.reference in levels else levels[0]
    others = [level for level in levels if level != reference]
    terms = tuple(f"{name}={level:g}" for level in others)
    return Predictor(terms, dummies(values, np.array(others)), reference=float(reference), unused=unused)
