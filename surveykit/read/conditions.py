"""Conditions under which a question is asked, as XLSForms (`relevant`) and REDCap (branching logic) write them.

Comparisons, ``and``, ``or``, ``not()`` and ``selected()`` are understood. Nothing is ever run: what is not understood
gives no condition, and the form says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

LONGEST = 2_000
DEEPEST = 50

Mask = npt.NDArray[np.bool_]
_TOKEN = re.compile(
    r"\s*(?:\$\{\s*(?P<ref>[^{}\s]+)\s*\}|\[\s*(?P<field>[A-Za-z]\w*)(?:\((?P<option>[\w-]+)\))?\s*\]"
    r"|'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\"|(?P<number>-?\d+(?:\.\d+)?)|(?P<op>!=|<>|<=|>=|=|<|>)"
    r"|(?P<word>[A-Za-z]+)|(?P<sign>[(),]))"
)
_ORDER: dict[str, Callable[[npt.NDArray[np.float64], npt.NDArray[np.float64]], Mask]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


class Raw(Protocol):
    """Answers as an export writes them, one per respondent; None where it has no such question."""

    def texts(self, name: str) -> npt.NDArray[np.object_] | None:
        """The answers to a question, empty where there is none."""

    def ticked(self, name: str, option: str) -> Mask | None:
        """Whether an option of a question was chosen."""

    def __len__(self) -> int: ...


class _NotUnderstoodError(Exception):
    """An expression, or a part of it, that says nothing certain."""


Value = npt.NDArray[np.object_] | Mask
Node = Callable[[Raw], Value]


@dataclass(frozen=True)
class Condition:
    """A condition: its text, and how it is tried on answers."""

    text: str
    node: Node

    def holds(self, raw: Raw) -> Mask | None:
        """For each respondent whether it holds; None where the answers cannot tell."""
        try:
            return _as_mask(self.node(raw))
        except _NotUnderstoodError:
            return None


def read_condition(text: str) -> Condition | None:
    """The condition that a text states, or None if it cannot be understood."""
    if not text.strip() or len(text) > LONGEST:
        return None
    try:
        parser = _Parser(list(_tokens(text)))
        node = parser.either(0)
        parser.finish()
    except _NotUnderstoodError:
        return None
    return Condition(text, node)


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """Kind, text and option of each token."""
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise _NotUnderstoodError
        kind = next(
            key
            for key in ("ref", "field", "single", "double", "number", "op", "word", "sign")
            if found[key] is not None
        )
        yield kind, found[kind], found["option"] or ""
        at = found.end()


class _Parser:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, tokens: list[tuple[str, str, str]]) -> None:
        self.tokens, self.at = tokens, 0

    def finish(self) -> None:
        if self.at != len(self.tokens):
            raise _NotUnderstoodError

    def either(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise _NotUnderstoodError
        nodes = [self.both(depth)]
        while self._word("or"):
            nodes.append(self.both(depth))
        return (
            nodes[0] if len(nodes) == 1 else lambda raw: np.logical_or.reduce([_as_mask(node(raw)) for node in nodes])
        )

    def both(self, depth: int) -> Node:
        nodes = [self.compared(depth)]
        while self._word("and"):
            nodes.append(self.compared(depth))
        return (
            nodes[0] if len(nodes) == 1 else lambda raw: np.logical_and.reduce([_as_mask(node(raw)) for node in nodes])
        )

    def compared(self, depth: int) -> Node:
        left = self.single(depth)
        if self.at == len(self.tokens) or self.tokens[self.at][0] != "op":
            return left
        operator = self._next()[1]
        right = self.single(depth)
        return lambda raw: _compare(_as_text(left(raw)), operator, _as_text(right(raw)))

    def single(self, depth: int) -> Node:
        kind, text, option = self._next()
        if kind == "ref" or (kind == "field" and not option):
            return lambda raw: _known(raw.texts(text))
        if kind == "field":
            return lambda raw: np.where(_known(raw.ticked(text, option)), "1", "0").astype(object)
        if kind in ("single", "double", "number"):
            return lambda raw: np.full(len(raw), text, dtype=object)
        if (kind, text) == ("sign", "("):
            inner = self.either(depth + 1)
            self._sign(")")
            return inner
        return self._function(kind, text.lower(), depth)

    def _function(self, kind: str, name: str, depth: int) -> Node:
        if kind != "word" or name not in ("not", "selected", "true", "false"):
            raise _NotUnderstoodError
        self._sign("(")
        node: Node
        if name == "not":
            inner = self.either(depth + 1)
            node = lambda raw: ~_as_mask(inner(raw))  # noqa: E731
        elif name == "selected":
            node = self._selected()
        else:
            node = lambda raw: np.full(len(raw), name == "true")  # noqa: E731
        self._sign(")")
        return node

    def _selected(self) -> Node:
        kind, question, _ = self._next()
        self._sign(",")
        option_kind, option, _ = self._next()
        if kind != "ref" or option_kind not in ("single", "double"):
            raise _NotUnderstoodError
        return lambda raw: _known(raw.ticked(question, option))

    def _next(self) -> tuple[str, str, str]:
        if self.at == len(self.tokens):
            raise _NotUnderstoodError
        self.at += 1
        return self.tokens[self.at - 1]

    def _word(self, word: str) -> bool:
        found = self.at < len(self.tokens) and self.tokens[self.at][0] == "word"
        if found and self.tokens[self.at][1].lower() == word:
            self.at += 1
            return True
        return False

    def _sign(self, sign: str) -> None:
        if self._next()[:2] != ("sign", sign):
            raise _NotUnderstoodError


def _known(values: Value | None) -> Value:
    if values is None:
        raise _NotUnderstoodError
    return values


def _as_mask(values: Value) -> Mask:
    if values.dtype != np.bool_:
        raise _NotUnderstoodError
    return values.astype(np.bool_)


def _as_text(values: Value) -> npt.NDArray[np.object_]:
    if values.dtype == np.bool_:
        raise _NotUnderstoodError
    return values.astype(object)


def _compare(left: npt.NDArray[np.object_], operator: str, right: npt.NDArray[np.object_]) -> Mask:
    """Numbers as numbers and texts as texts; an empty answer equals nothing but an empty text, and has no order."""
    one, other = _numbers(left), _numbers(right)
    if operator in _ORDER:
        if ((left != "") & np.isnan(one)).any() or ((right != "") & np.isnan(other)).any():
            raise _NotUnderstoodError
        return _ORDER[operator](one, other)
    equal: Mask = (one == other) | (left == right).astype(np.bool_)
    return equal if operator == "=" else ~equal


def _numbers(texts: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    return pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce").to_numpy(dtype=np.float64)
