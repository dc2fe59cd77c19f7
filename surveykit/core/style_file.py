"""A school's own style as a small YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_type_hints

import yaml
from pydantic import TypeAdapter, ValidationError

from surveykit.core.checks import check_option
from surveykit.core.files import write_bytes
from surveykit.core.style import DIGITS, PRESETS, Style
from surveykit.core.words import closest
from surveykit.errors import OptionError, ReadError

BASE = "based_on"

LARGEST = 100_000
"""Bytes of a style file; a real one has a few hundred."""


def read_style(path: str | Path) -> Style:
    """A style from a file; see `Style.read`."""
    rules = _rules(Path(path))
    base = rules.pop(BASE, "cn-generic")
    check_option(base, tuple(PRESETS), argument=f"{Path(path).name}: {BASE}")
    known = {entry.name for entry in fields(Style)}
    for key in rules:
        if key not in known:
            raise OptionError(f"{Path(path).name}: {key!r} is no rule of a style{closest(str(key), sorted(known))}")
    preset = PRESETS[base]
    checked: dict[str, Any] = {key: _checked(key, value, preset, Path(path).name) for key, value in rules.items()}
    try:
        return replace(preset, **{"name": Path(path).stem, **checked})
    except OptionError as error:
        raise OptionError(f"{Path(path).name}: {error}") from error


def write_style(style: Style, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write every rule of a style; see `Style.write`."""
    check_option(Path(path).suffix.lower(), (".yaml", ".yml"), argument="suffix of path")
    rules = {entry.name: _plain(getattr(style, entry.name)) for entry in fields(style)}
    text = yaml.safe_dump(rules, allow_unicode=True, sort_keys=False)
    return write_bytes(path, text.encode(), overwrite=overwrite)


def _rules(path: Path) -> dict[str, Any]:
    """What the file says, as a mapping."""
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(f"{path.name!r} is too large for a style file; name a .yaml file with a few rules")
        rules = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ReadError(f"the style file {path.name!r} cannot be read: {error.strerror}; check its name") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ReadError(f"{path.name!r} is not a YAML file in UTF-8; write lines such as 'body_size: 10.5'") from error
    if not isinstance(rules, dict):
        raise ReadError(f"{path.name!r} holds no rules; write lines such as 'based_on: cn-generic'")
    return rules


def _checked(key: str, value: object, preset: Style, file: str) -> object:
    """One rule in the type that a style has for it."""
    expected = get_type_hints(Style)[key]
    try:
        checked: object = TypeAdapter(expected).validate_python(value)
    except ValidationError as error:
        wanted = getattr(preset, key)
        raise OptionError(
            f"{file}: {key}: {value!r} cannot be used ({error.errors()[0]['msg'].lower()}); write it as in the preset: "
            f"{_example(key, wanted)}"
        ) from error
    if key == "digits" and isinstance(checked, Mapping):
        return {**preset.digits, **checked}
    return tuple(sorted(checked)) if key == "stars" and isinstance(checked, tuple) else checked


def _example(key: str, value: object) -> str:
    shown = {"mean": DIGITS["mean"]} if key == "digits" else _plain(value)
    return yaml.safe_dump({key: shown}, allow_unicode=True, default_flow_style=True).strip().strip("{}")


def _plain(value: object) -> object:
    """A rule in what YAML can write: lists for tuples and sets, a dictionary for any mapping."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
