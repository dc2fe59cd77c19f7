"""YAML of which only the harmless part is understood.

No tags, no aliases, no key twice, and nothing turns into a number, a date or a truth value unless it plainly is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from surveykit.errors import CodebookError

Keys = tuple[str | int, ...]

MAX_DEPTH, MAX_NODES = 12, 200_000

_WHOLE = re.compile(r"^[-+]?(?:0|[1-9]\d{0,17})$")
_DECIMAL = re.compile(r"^[-+]?\d+\.\d*(?:[eE][-+]\d+)?$")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class Document:
    """What a text says.

    Attributes
    ----------
    content : object
        Plain lists, dictionaries, texts, numbers and truth values.
    lines : dict[Keys, int]
        The line of every part, by the keys that lead to it.
    problems : tuple[str, ...]
        Keys that are given twice.
    """

    content: Any
    lines: dict[Keys, int]
    problems: tuple[str, ...]


def strict_yaml(text: str, *, name: str) -> Document:
    """What `text`, of the file called `name`, says; refused where it is not plain YAML.

    Raises
    ------
    CodebookError
        With the line and what to do.
    """
    return _Builder(name, text).build()


class _Builder:
    """Builds plain data from parser events, so that nothing but text is ever constructed."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.lines: dict[Keys, int] = {}
        self.problems: list[str] = []
        self.nodes = 0

    def build(self) -> Document:
        try:
            events = iter(yaml.parse(self.text, Loader=yaml.SafeLoader))
            content = self._document(events)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise CodebookError(
                f"{self.name}, line {line}: {error.problem}. Check indentation, colons and quotation marks."
            ) from error
        except yaml.YAMLError as error:
            raise CodebookError(f"{self.name} is not YAML: {str(error)[:200]}") from error
        return Document(content, self.lines, tuple(self.problems))

    def _document(self, events: Iterator[yaml.Event]) -> Any:
        content: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            elif not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentEndEvent):
                content = self._value(event, events, ())
        if documents > 1:
            raise CodebookError(f"{self.name} holds {documents} documents (---). Keep one.")
        return content

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], keys: Keys) -> Any:
        line = _line(event)
        self._check(event, line, len(keys))
        self.lines.setdefault(keys, line)
        if isinstance(event, yaml.ScalarEvent):
            return _resolved(event)
        if isinstance(event, yaml.SequenceStartEvent):
            listed: list[Any] = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                listed.append(self._value(item, events, (*keys, len(listed))))
            return listed
        return self._mapping(events, keys)

    def _mapping(self, events: Iterator[yaml.Event], keys: Keys) -> dict[Any, Any]:
        content: dict[Any, Any] = {}
        spelled: set[str] = set()
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = _line(event)
            self._check(event, line, len(keys))
            if not isinstance(event, yaml.ScalarEvent):
                raise CodebookError(f"{self.name}, line {line}: a field name must be a word or a number.")
            key = _resolved(event)
            if event.value in spelled:
                self.problems.append(f"line {line}: the field {event.value!r} is given twice; keep one")
            spelled.add(event.value)
            self.lines[(*keys, key)] = line
            content[key] = self._value(next(events), events, (*keys, key))
        return content

    def _check(self, event: yaml.Event, line: int, depth: int) -> None:
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise CodebookError(
                f"{self.name}, line {line}: anchors and aliases (& and *) are not allowed. Write it out."
            )
        tag = getattr(event, "tag", None)
        if tag:
            raise CodebookError(f"{self.name}, line {line}: the tag {tag!r} is not allowed. Remove it.")
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise CodebookError(f"{self.name}, line {line}: nested too deeply or too long for a codebook.")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 0


def _resolved(event: yaml.ScalarEvent) -> Any:
    """A plain scalar that is plainly a number, a truth value or nothing; everything else is text."""
    text = str(event.value)
    if event.style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.match(text):
        return int(text)
    return float(text) if _DECIMAL.match(text) else text
