"""The questions of a form or data dictionary, whatever program wrote it, and the codebook that they make."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from surveykit.core.codebook import Codebook, ResponseSet, Text, Variable, VariableKind
from surveykit.read.conditions import Condition
from surveykit.read.described import TICKED
from surveykit.read.headers import clean_header
from surveykit.read.ladders import ladder_codes
from surveykit.read.personal import is_personal_header

QuestionKind = Literal["nominal", "ordinal", "numeric", "text", "date", "open", "multiple", "ranking", "none"]

_LEVELS: dict[str, VariableKind] = {
    "ordinal": "ordinal",
    "numeric": "numeric",
    "text": "text",
    "date": "date",
    "open": "text",
}
_INLINE = re.compile(r"</?(?:b|i|u|em|strong|span|font|a|sup|sub)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_CODE = re.compile(r"^(?:0|-?[1-9]\d{0,8})$", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """One answer that a question offers.

    Attributes
    ----------
    name : str
        What exports call it.
    label : Text
        What respondents see.
    headers : tuple[str, ...]
        Headers of its column, where exports have one for it.
    column : str
        The name of that column as a variable, where the platform gives it one.
    """

    name: str
    label: Text
    headers: tuple[str, ...] = ()
    column: str = ""


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes
    ----------
    name : str
        What the form calls it.
    label : Text
        What respondents see.
    kind : str
        Level of measurement; ``open`` where only the answers can tell whether they are numbers or text, ``multiple``
        and ``ranking`` for several choices, ``none`` where nothing is asked.
    headers : tuple[str, ...]
        Headers that exports may give it, the surest first.
    choices : tuple[Choice, ...]
        Answers offered, in order.
    low, high : float or None
        Range that the form enforces.
    personal : bool
        Whether the answer points to a person.
    shown : tuple[Condition, ...]
        Conditions that must all hold for it to be asked.
    page : str
        The page on which it is asked, by the name that page times go by.
    """

    name: str
    label: Text
    kind: QuestionKind
    headers: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    low: float | None = None
    high: float | None = None
    personal: bool = False
    shown: tuple[Condition, ...] = ()
    page: str = ""

    @property
    def codes(self) -> dict[str, int]:
        """The code of each choice, by name: the name itself if it is a whole number, else the next free number."""
        codes = {choice.name: int(choice.name) for choice in self.choices if _CODE.match(choice.name)}
        free = max([0, *codes.values()]) + 1
        for choice in self.choices:
            if choice.name not in codes:
                codes[choice.name], free = free, free + 1
        return {choice.name: codes[choice.name] for choice in self.choices}


@dataclass(frozen=True)
class Form:
    """A form: its title, its questions in order, and sentences for the log."""

    title: Text
    questions: tuple[Question, ...]
    notes: tuple[Text, ...] = ()


def plain_label(text: str) -> str:
    """A label without markup and line breaks."""
    return clean_header(html.unescape(_TAG.sub(" ", _INLINE.sub("", text)))).rstrip(":： ")


def points_to_person(label: Text, name: str = "") -> bool:
    """Whether a question asks for nothing but an identity, such as a name or a phone number."""
    return any(is_personal_header(text) for text in (label.zh, label.en, name) if text)


def closed_kind(choices: Sequence[Choice]) -> QuestionKind:
    """Ordinal where the labels stand in a known ladder, else nominal."""
    labels = {choice.label.en or choice.label.zh for choice in choices}, {choice.label.zh for choice in choices}
    return "ordinal" if any(ladder_codes(wording) for wording in labels) else "nominal"


def form_codebook(form: Form) -> Codebook:
    """What a form says by itself, with every header that an export may have."""
    variables: list[Variable] = []
    sets: list[ResponseSet] = []
    for question in form.questions:
        if question.kind in ("multiple", "ranking") and len(question.choices) > 1:
            members = member_variables(question, [choice.headers for choice in question.choices])
            variables += members
            sets.append(response_set(question, members, question.headers))
        elif question.kind != "none":
            variables.append(single_variable(question, question.headers))
    return Codebook(title=form.title, variables=tuple(variables), sets=tuple(sets))


def single_variable(question: Question, source: Sequence[str]) -> Variable:
    """A question with one answer as a variable."""
    codes = question.codes
    kind = _LEVELS.get(question.kind, "nominal")
    labels = _distinct_labels(question.choices)
    low, high = question.low, question.high
    if low is not None and high is not None and low >= high:
        low = high = None
    return Variable(
        name=question.name,
        label=question.label,
        kind=kind,
        values={codes[name]: labels[name] for name in codes},
        low=low,
        high=high,
        source=tuple(source),
        personal=question.personal,
        page=question.page,
    )


def member_variables(question: Question, sources: Sequence[tuple[str, ...]]) -> list[Variable]:
    """The options of a question with several answers as variables; `sources` has the headers of each choice."""
    ranking = question.kind == "ranking"
    return [
        Variable(
            name=member_name(question.name, choice.name, choice.column),
            label=choice.label,
            kind="numeric" if ranking else "nominal",
            values={} if ranking else TICKED,
            low=1 if ranking else None,
            source=source,
            personal=question.personal,
            page=question.page,
        )
        for choice, source in zip(question.choices, sources, strict=True)
    ]


def response_set(question: Question, members: Sequence[Variable], source: Sequence[str]) -> ResponseSet:
    """A question with several answers as a set."""
    return ResponseSet(
        name=question.name,
        label=question.label,
        kind="ranking" if question.kind == "ranking" else "multiple",
        members=tuple(member.name for member in members),
        source=tuple(source),
    )


def member_name(question: str, option: str, column: str = "") -> str:
    """The name of an option: the platform's, or that of its question and its own with two underscores between."""
    return column or f"{question}__{clean_header(option)}"


def _distinct_labels(choices: Sequence[Choice]) -> dict[str, Text]:
    """Labels by name; those that several choices share have their name behind them."""
    labels: dict[str, Text] = {}
    for choice in choices:
        shared = [
            other
            for other in choices
            if other is not choice and {other.label.zh, other.label.en} & {choice.label.zh, choice.label.en} - {""}
        ]
        text = choice.label if choice.label != Text() else Text(zh=choice.name, en=choice.name)
        labels[choice.name] = Text(zh=f"{text.zh} ({choice.name})", en=f"{text.en} ({choice.name})") if shared else text
    return labels


def uniquely_named(questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions; one whose name stands in the form already, in another group, has a number behind it."""
    seen: dict[str, int] = {}
    named = []
    for question in questions:
        seen[question.name] = seen.get(question.name, 0) + 1
        n = seen[question.name]
        named.append(question if n == 1 else replace(question, name=f"{question.name}_v{n}"))
    return tuple(named)


def without_twins(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Choices of which lists that are filtered by another answer repeat some, each once."""
    return tuple(
        {choice.name: choice for choice in reversed(choices)}[name] for name in dict.fromkeys(c.name for c in choices)
    )


def renamed(question: Question, headers: Sequence[str], choices: Sequence[Choice]) -> Question:
    """The question under the headers of one export."""
    return replace(question, headers=tuple(headers), choices=tuple(choices))
