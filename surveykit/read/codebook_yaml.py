"""Codebooks in YAML, of which only the harmless part is understood.

No tags, no aliases, no key twice, and nothing turns into a number, a date or a truth value unless it plainly is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from surveykit.core.codebook import Codebook
from surveykit.errors import CodebookError
from surveykit.read.codebook_raw import Path as Keys
from surveykit.read.codebook_raw import RawCodebook, plain_codebook

MAX_BYTES, MAX_DEPTH, MAX_NODES = 5_000_000, 12, 200_000

_WHOLE = re.compile(r"^[-+]?(?:0|[1-9]\d{0,17})$")
_DECIMAL = re.compile(r"^[-+]?\d+\.\d*(?:[eE][-+]\d+)?$")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_yaml(path: Path) -> RawCodebook:
    """What a YAML file says, with the line of every part."""
    if path.stat().st_size > MAX_BYTES:
        raise CodebookError(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB; a codebook is not.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(f"{path.name} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    return _Builder(path.name, text).build()


def write_yaml(codebook: Codebook, path: Path) -> None:
    """Write YAML that a person can edit."""
    text = yaml.dump(
        _compact(plain_codebook(codebook)),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
        default_flow_style=None,
    )
    path.write_text(text, encoding="utf-8")


def _compact(value: Any) -> Any:
    """One wording for both languages as a plain string, and no empty ones."""
    if isinstance(value, dict):
        if value and set(value) <= {"zh", "en"}:
            zh, en = value.get("zh", ""), value.get("en", "")
            return zh if zh == en else {key: text for key, text in value.items() if text}
        return {key: _compact(part) for key, part in value.items()}
    return [_compact(part) for part in value] if isinstance(value, list | tuple) else value


class _Dumper(yaml.SafeDumper):
    """Never writes aliases, which the reader refuses."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _Builder:
    """Builds plain data from parser events, so that nothing but text is ever constructed."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.lines: dict[Keys, int] = {}
        self.problems: list[str] = []
        self.nodes = 0

    def build(self) -> RawCodebook:
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
        if not isinstance(content, dict):
            raise CodebookError(f"{self.name} must begin with fields such as 'variables:', and it does not.")
        places = {keys: f"{_spelled_out(keys, content)}, line {line}" for keys, line in self.lines.items()}
        return RawCodebook(content, places, tuple(self.problems))

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


def _spelled_out(keys: Keys, content: Any) -> str:
    """Where a part stands, as a person counts: ``variables, entry 3 (SQ2) → kind``.

    A field that is given twice keeps its last value, so that a part of the first may be gone.
    """
    said, part = "", content
    for key in keys:
        if isinstance(part, list) and isinstance(key, int):
            part = part[key] if key < len(part) else None
            name = (part.get("name") or part.get("id")) if isinstance(part, dict) else None
            said += f", entry {key + 1} ({name})" if isinstance(name, str) else f", entry {key + 1}"
        else:
            part = part.get(key) if isinstance(part, dict) else None
            said += f" → {key}" if said else str(key)
    return said


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
