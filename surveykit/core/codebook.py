"""What the columns of a survey mean: variables, sets, scales and hypotheses.

A codebook drives reading, scoring, labelling and the hypothesis table, so nothing about a column is ever guessed
twice. It is validated by pydantic; `surveykit.read` knows its YAML and workbook forms.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from surveykit.core.words import closest
from surveykit.errors import ColumnError

Language = Literal["zh", "en"]
VariableKind = Literal["nominal", "ordinal", "numeric", "text", "date"]
SetKind = Literal["multiple", "ranking"]
ScaleMethod = Literal["mean", "sum"]
MissingReason = Literal["not_shown", "blank", "refused", "dont_know", "not_applicable", "unranked"]
HypothesisTest = Literal["regression", "mediation", "paired"]
Sign = Literal["+", "-", "any"]
LONGEST_NAME = 32_767
"""Longest name in characters: what a cell of a workbook holds, because exports head a column with its question."""


def plain_name(name: object) -> object:
    """A name without blanks around it or line breaks inside, as a header cell may have them; no text stays as it is."""
    return re.sub(r"\s*[\r\n]\s*", " ", name.strip()) if isinstance(name, str) else name


Name = Annotated[str, BeforeValidator(plain_name), Field(pattern=r"^\S(.*\S)?$", max_length=LONGEST_NAME)]
_NAMES: TypeAdapter[str] = TypeAdapter(Name)


def as_name(name: object) -> str | None:
    """The name as a codebook writes it, or None for what cannot be one: no text, blanks, too long, broken Unicode."""
    try:
        return _NAMES.validate_python(name)
    except ValidationError:
        return None


Bound = Annotated[float, Field(allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Text(_Part):
    """One wording in Chinese and English; a language that is not given falls back on the other."""

    zh: str = ""
    en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_plain_string(cls, value: object) -> object:
        return {"zh": value, "en": value} if isinstance(value, str) else value

    def within(self, language: Language) -> str:
        """The wording in `language`, or in the other language if that is all there is."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]


class Variable(_Part):
    """One column: what was asked, how the answers are coded, and where the export keeps it.

    Attributes
    ----------
    name : str
        Column name in `Survey.data`.
    label : Text
        What was asked.
    kind : {"nominal", "ordinal", "numeric", "text", "date"}
        Level of measurement.
    values : dict[int, Text]
        Answer codes in order, with their labels.
    missing : dict[int, str]
        Codes that mean "no answer", each with its reason.
    low, high : float or None
        Allowed range; taken from `values` where they are not given.
    source : tuple[str, ...]
        Headers under which exports keep the column, with or without the question number.
    personal : bool
        True for data that point to a person. Such columns are dropped on reading unless asked for.
    reference : int or None
        Reference category in regressions; the first code where it is not given.
    """

    name: Name
    label: Text = Text()
    kind: VariableKind = "nominal"
    values: dict[int, Text] = {}
    missing: dict[int, MissingReason] = {}
    low: Bound | None = None
    high: Bound | None = None
    source: Texts = ()
    personal: bool = False
    reference: int | None = None

    @model_validator(mode="after")
    def _check_codes(self) -> Self:
        both = sorted(set(self.values) & set(self.missing))
        if both:
            raise ValueError(f"codes {both} are both an answer and missing; keep each in one place")
        if self.reference is not None and self.reference not in self.values:
            raise ValueError(f"reference {self.reference} is not one of the codes {sorted(self.values)}")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"low {self.low:g} is not below high {self.high:g}")
        return self

    @property
    def range(self) -> tuple[float | None, float | None]:
        """Lowest and highest allowed answer, from `low` and `high` or else from the codes."""
        low = self.low if self.low is not None else min(self.values, default=None)
        high = self.high if self.high is not None else max(self.values, default=None)
        return low, high

    def turned(self) -> Variable:
        """The variable with its labels turned around within its range, as reversing the item does to its codes.

        Turned twice, it is as it was. A variable without a range stays as it is.
        """
        low, high = self.range
        if low is None or high is None:
            return self
        values = {int(low + high - code): label for code, label in self.values.items()}
        reference = None if self.reference is None else int(low + high - self.reference)
        return self.model_copy(update={"values": dict(sorted(values.items())), "reference": reference})

    @property
    def label_conflict(self) -> str:
        """Which codes share a label, in words; empty where every label, in either language, stands for one code."""
        codes: dict[str, list[int]] = {}
        for code, text in self.values.items():
            for label in dict.fromkeys(filter(None, (text.zh, text.en))):
                codes.setdefault(label, []).append(code)
        shared = [f"codes {used} share the label {label!r}" for label, used in codes.items() if len(used) > 1]
        return f"{'; '.join(shared)}; give each code a label of its own" if shared else ""


class ResponseSet(_Part):
    """A question answered by several columns: ticked options, or ranks given to options.

    In a multiple-response set each member holds 1 (ticked) or 0; in a ranking set the rank (1 = first).
    """

    name: Name
    label: Text = Text()
    kind: SetKind = "multiple"
    members: tuple[Name, ...] = Field(min_length=2)
    limit: int | None = Field(default=None, ge=1)
    source: Texts = ()


class Scale(_Part):
    """Items that are scored together.

    `dimensions` names sub-scales that are themselves scales of the codebook. `min_answered` defaults to half the
    items, rounded up.
    """

    name: Name
    label: Text = Text()
    items: tuple[Name, ...] = Field(min_length=1)
    reversed: tuple[Name, ...] = ()
    dimensions: tuple[Name, ...] = ()
    method: ScaleMethod = "mean"
    min_answered: int | None = Field(default=None, ge=1)
    citation: str = ""

    @model_validator(mode="after")
    def _check_items(self) -> Self:
        twice = sorted({item for item in self.items if self.items.count(item) > 1})
        if twice:
            raise ValueError(f"items {twice} are listed twice")
        strangers = sorted(set(self.reversed) - set(self.items))
        if strangers:
            raise ValueError(f"reversed items {strangers} are not among the items")
        if self.min_answered is not None and self.min_answered > len(self.items):
            raise ValueError(f"min_answered is {self.min_answered}, but there are {len(self.items)} items")
        return self

    @property
    def required(self) -> int:
        """Fewest answered items for which a score is given."""
        return self.min_answered or math.ceil(len(self.items) / 2)


class Hypothesis(_Part):
    """A statement and the test that decides about it.

    `outcome`, `predictors` and `mediator` name columns, scales or regression terms (``"party=1"``). A paired
    hypothesis compares ``predictors[0]`` (before) with `outcome` (after).
    """

    id: str
    label: Text
    test: HypothesisTest
    outcome: str
    predictors: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)] = Field(min_length=1)
    mediator: str | None = None
    sign: Sign = "+"

    @model_validator(mode="after")
    def _check_mediator(self) -> Self:
        if (self.test == "mediation") != (self.mediator is not None):
            raise ValueError("a mediation hypothesis, and no other, names its mediator")
        return self


class Codebook(_Part):
    """Every variable, set, scale and hypothesis of a study, in order.

    Attributes
    ----------
    title : Text
        Name of the study.
    notice : Text
        A sentence shown on every output, such as "SYNTHETIC DATA". Empty for real studies.
    variables, sets, scales, hypotheses : tuple
        See `Variable`, `ResponseSet`, `Scale` and `Hypothesis`.
    """

    title: Text = Text()
    notice: Text = Text()
    variables: tuple[Variable, ...] = ()
    sets: tuple[ResponseSet, ...] = ()
    scales: tuple[Scale, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()

    @model_validator(mode="after")
    def _check_references(self) -> Self:
        names = [part.name for part in self._named_parts()]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"names {twice} are used twice; every variable, set and scale needs its own name")
        self._check_unambiguous()
        columns = {variable.name for variable in self.variables}
        for scale in self.scales:
            self._check_members(f"scale {scale.name!r}", scale.items, columns)
            self._check_members(f"scale {scale.name!r}", scale.dimensions, {s.name for s in self.scales})
        for group in self.sets:
            self._check_members(f"set {group.name!r}", group.members, columns)
        return self

    def _check_unambiguous(self) -> None:
        """A label stands for one code of its variable, and an id for one hypothesis."""
        for variable in self.variables:
            if variable.label_conflict:
                raise ValueError(f"variable {variable.name!r}: {variable.label_conflict}")
        ids = [hypothesis.id for hypothesis in self.hypotheses]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"hypotheses {twice} are there twice; give each an id of its own")

    @staticmethod
    def _check_members(owner: str, members: tuple[str, ...], known: set[str]) -> None:
        for member in members:
            if member not in known:
                raise ValueError(f"{owner}: {member!r} is not in the codebook{closest(member, known)}")

    @classmethod
    def read(cls, path: str | Path) -> Codebook:
        """Read a codebook from a ``.yaml`` file or a three-sheet ``.xlsx`` workbook."""
        codebook: Codebook = import_module("surveykit.read.codebook").read_codebook(path)
        return codebook

    def write(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the codebook as ``.yaml`` or as a three-sheet ``.xlsx`` workbook to edit in Excel."""
        target: Path = import_module("surveykit.read.codebook").write_codebook(self, path, overwrite=overwrite)
        return target

    def variable(self, name: str) -> Variable:
        """The variable called `name`."""
        for variable in self.variables:
            if variable.name == name:
                return variable
        known = [variable.name for variable in self.variables]
        raise ColumnError(f"{name!r} is not a variable of the codebook{closest(name, known)}")

    def scale(self, name: str) -> Scale:
        """The scale called `name`."""
        for scale in self.scales:
            if scale.name == name:
                return scale
        known = [scale.name for scale in self.scales]
        raise ColumnError(f"{name!r} is not a scale of the codebook{closest(name, known)}")

    def has_variable(self, name: str) -> bool:
        """Whether a variable is called `name`."""
        return any(variable.name == name for variable in self.variables)

    def has_scale(self, name: str) -> bool:
        """Whether a scale is called `name`."""
        return any(scale.name == name for scale in self.scales)

    def label(self, name: str, language: Language) -> str:
        """What to print for a column, set or scale; the name itself where there is no label."""
        for part in self._named_parts():
            if part.name == name:
                return part.label.within(language) or name
        return name

    def _named_parts(self) -> tuple[Variable | ResponseSet | Scale, ...]:
        return (*self.variables, *self.sets, *self.scales)

    def value_label(self, name: str, code: float, language: Language) -> str:
        """What to print for one answer code of a variable; the code itself where there is no label."""
        if self.has_variable(name):
            text = self.variable(name).values.get(int(code))
            if text is not None and float(code).is_integer():
                return text.within(language)
        return f"{code:g}"

    def items_of(self, names: str | list[str] | tuple[str, ...]) -> list[str]:
        """Column names, with each scale replaced by its items."""
        wanted = [names] if isinstance(names, str) else list(names)
        items: list[str] = []
        for name in wanted:
            items.extend(self.scale(name).items if self.has_scale(name) else (name,))
        return items

    @property
    def reverse_keyed(self) -> tuple[str, ...]:
        """Items that a scale declares reversed, each once."""
        return tuple(dict.fromkeys(item for scale in self.scales for item in scale.reversed))

    def with_variables(self, added: Mapping[str, Variable]) -> Codebook:
        """A codebook in which the variables of `added` replace those of the same name or come last."""
        kept = [added.get(variable.name, variable) for variable in self.variables]
        known = {variable.name for variable in self.variables}
        new = [variable for name, variable in added.items() if name not in known]
        return self.model_copy(update={"variables": (*kept, *new)})
