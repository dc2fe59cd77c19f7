"""What the columns of a survey mean: variables, sets, scales, hypotheses, and the rules that answers must keep.

A codebook drives reading, scoring, labelling and the hypothesis table, so nothing about a column is ever guessed
twice. It is validated by pydantic; `surveykit.read` knows its YAML and workbook forms.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from surveykit.core.joining import joined
from surveykit.core.parts import LONGEST_NAME as LONGEST_NAME
from surveykit.core.parts import Bound, Name, Part, Texts, as_tuple
from surveykit.core.parts import Language as Language
from surveykit.core.parts import Text as Text
from surveykit.core.parts import as_name as as_name
from surveykit.core.parts import plain_name as plain_name
from surveykit.core.rules import LogicRule as LogicRule
from surveykit.core.rules import ScreeningRule as ScreeningRule
from surveykit.core.words import closest
from surveykit.errors import ColumnError

VariableKind = Literal["nominal", "ordinal", "numeric", "text", "date"]
SetKind = Literal["multiple", "ranking"]
ScaleMethod = Literal["mean", "sum", "pomp", "z", "t"]
MissingReason = Literal["not_shown", "blank", "refused", "dont_know", "not_applicable", "unranked"]
HypothesisTest = Literal["regression", "mediation", "paired"]
Sign = Literal["+", "-", "any"]


def _as_codes(value: object) -> object:
    return (value,) if isinstance(value, int) else value


def _as_page(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Codes = Annotated[tuple[int, ...], BeforeValidator(_as_codes), Field(min_length=1)]
Page = Annotated[str, BeforeValidator(_as_page)]


class Variable(Part):
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
    page : str
        Page of the questionnaire on which it was asked; paradata ``seconds_<page>`` hold the seconds spent on it.
    seconds_on : str
        For a numeric variable that holds the seconds spent on a page: which page.
    asked_if : dict[str, tuple[int, ...]]
        Whom the question is for: those who gave one of the codes to each of these columns. Everybody where empty.
    expected : int or None
        For an attention item: the code that everybody who reads it ticks.
    correct : int or None
        For a question of a knowledge test: the code of the right answer.
    """

    name: Name
    label: Text = Text()
    kind: VariableKind = "nominal"
    values: dict[int, Text] = Field(default_factory=dict)
    missing: dict[int, MissingReason] = Field(default_factory=dict)
    low: Bound | None = None
    high: Bound | None = None
    source: Texts = ()
    personal: bool = False
    reference: int | None = None
    page: Page = ""
    seconds_on: Page = ""
    asked_if: dict[Name, Codes] = Field(default_factory=dict)
    expected: int | None = None
    correct: int | None = None

    @model_validator(mode="after")
    def _check_codes(self) -> Self:
        both = sorted(set(self.values) & set(self.missing))
        if both:
            raise ValueError(f"codes {both} are both an answer and missing; keep each in one place")
        if self.reference is not None and self.reference not in self.values:
            raise ValueError(f"reference {self.reference} is not one of the codes {sorted(self.values)}")
        if self.expected is not None and self.values and self.expected not in self.values:
            raise ValueError(f"expected {self.expected} is not one of the codes {sorted(self.values)}")
        if self.correct is not None and self.values and self.correct not in self.values:
            raise ValueError(f"correct {self.correct} is not one of the codes {sorted(self.values)}")
        if self.name in self.asked_if:
            raise ValueError("asked_if names the variable itself; name the question that comes before it")
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


class ResponseSet(Part):
    """A question answered by several columns: ticked options, or ranks given to options.

    In a multiple-response set each member holds 1 (ticked) or 0; in a ranking set the rank (1 = first). `exclusive`
    names the options that go with no other, such as "none of these".
    """

    name: Name
    label: Text = Text()
    kind: SetKind = "multiple"
    members: tuple[Name, ...] = Field(min_length=2)
    limit: int | None = Field(default=None, ge=1)
    source: Texts = ()
    exclusive: Annotated[tuple[Name, ...], BeforeValidator(as_tuple)] = ()

    @model_validator(mode="after")
    def _check_exclusive(self) -> Self:
        strangers = sorted(set(self.exclusive) - set(self.members))
        if strangers:
            raise ValueError(f"exclusive options {strangers} are not among the members")
        if self.exclusive and self.kind == "ranking":
            raise ValueError("a ranking has no exclusive options; leave them out")
        return self


class Scale(Part):
    """Items that are scored together.

    `dimensions` names sub-scales that are themselves scales of the codebook. `min_answered` defaults to half the
    items, rounded up. `method` says what a score is: the mean or the sum of the items, the percent of maximum possible
    (``pomp``, 0 to 100 over the range of the items), or the mean standardized over the respondents: ``z`` (mean 0, SD
    1) or ``t`` (mean 50, SD 10).
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


class Hypothesis(Part):
    """A statement and the test that decides about it.

    `outcome`, `predictors` and `mediator` name columns, scales or regression terms (``"party=1"``). A paired
    hypothesis compares ``predictors[0]`` (before) with `outcome` (after).
    """

    id: str
    label: Text
    test: HypothesisTest
    outcome: str
    predictors: Annotated[tuple[str, ...], BeforeValidator(as_tuple)] = Field(min_length=1)
    mediator: str | None = None
    sign: Sign = "+"

    @model_validator(mode="after")
    def _check_mediator(self) -> Self:
        if (self.test == "mediation") != (self.mediator is not None):
            raise ValueError("a mediation hypothesis, and no other, names its mediator")
        return self


class Codebook(Part):
    """Every variable, set, scale, hypothesis and rule of a study, in order.

    Attributes
    ----------
    title : Text
        Name of the study.
    notice : Text
        A sentence shown on every output, such as "SYNTHETIC DATA". Empty for real studies.
    variables, sets, scales, hypotheses : tuple
        See `Variable`, `ResponseSet`, `Scale` and `Hypothesis`.
    rules : tuple[LogicRule, ...]
        Combinations of answers that no honest, eligible respondent gives.
    screening : tuple[ScreeningRule, ...]
        Signs of carelessness that `screen` looks for, with their limits; a default battery where empty.
    """

    title: Text = Text()
    notice: Text = Text()
    variables: tuple[Variable, ...] = ()
    sets: tuple[ResponseSet, ...] = ()
    scales: tuple[Scale, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    rules: tuple[LogicRule, ...] = ()
    screening: tuple[ScreeningRule, ...] = ()

    @model_validator(mode="after")
    def _check_references(self) -> Self:
        names = [part.name for part in self._named_parts()]
        twice = sorted(name for name, n in Counter(names).items() if n > 1)
        if twice:
            raise ValueError(f"names {twice} are used twice; every variable, set and scale needs its own name")
        self._check_unambiguous()
        columns = {variable.name for variable in self.variables}
        for scale in self.scales:
            self._check_members(f"scale {scale.name!r}", scale.items, columns)
            self._check_members(f"scale {scale.name!r}", scale.dimensions, {s.name for s in self.scales})
        for group in self.sets:
            self._check_members(f"set {group.name!r}", group.members, columns)
        self._check_rules(columns)
        return self

    def _check_rules(self, columns: set[str]) -> None:
        """Rules have names of their own, each sign is looked for once, and every column that they name is there."""
        for variable in self.variables:
            self._check_members(f"asked_if of {variable.name!r}", tuple(variable.asked_if), columns)
        for rule in self.rules:
            self._check_members(f"rule {rule.name!r}", rule.columns, columns)
        for screening in self.screening:
            known = columns | {scale.name for scale in self.scales}
            self._check_members(f"screening by {screening.rule!r}", screening.items, known)
        named: list[list[str]] = [[rule.name for rule in self.rules], [str(sign.rule) for sign in self.screening]]
        for names in named:
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"rules {twice} are there twice; keep one of each")

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

    @property
    def _by_name(self) -> Mapping[str, Variable]:
        """The variables by their names, found anew where a copy has got other variables."""
        held: tuple[object, Mapping[str, Variable]] | None = self.__dict__.get("_indexed")
        if held is None or held[0] is not self.variables:
            held = self.variables, {variable.name: variable for variable in self.variables}
            self.__dict__["_indexed"] = held
        return held[1]

    def variable(self, name: str) -> Variable:
        """The variable called `name`."""
        found = self._by_name.get(name)
        if found is None:
            raise ColumnError(f"{name!r} is not a variable of the codebook{closest(name, list(self._by_name))}")
        return found

    def scale(self, name: str) -> Scale:
        """The scale called `name`."""
        for scale in self.scales:
            if scale.name == name:
                return scale
        known = [scale.name for scale in self.scales]
        raise ColumnError(f"{name!r} is not a scale of the codebook{closest(name, known)}")

    def has_variable(self, name: str) -> bool:
        """Whether a variable is called `name`."""
        return name in self._by_name

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

    def join(self, part: Codebook) -> Codebook:
        """The codebook with the variables, sets, scales, hypotheses and rules of `part`, such as an instrument.

        A variable of both stays as it is here: its wording, source and missing codes. It takes from `part` what it
        lacks: its wording, its answers, their order where it is nominal here, its right answer. A ``CodebookError``
        says where the answers of both have another range, and what else cannot go together.
        """
        return joined(self, part)
