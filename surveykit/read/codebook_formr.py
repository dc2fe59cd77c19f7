"""formr item lists: the JSON that describes a survey, as `formr_items` downloads it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.errors import CodebookError
from surveykit.read.form import (
    Choice,
    Form,
    Question,
    QuestionKind,
    closed_kind,
    plain_label,
    points_to_person,
    uniquely_named,
)
from surveykit.read.grid_json import read_json

_NOTHING = frozenset({"note", "submit", "note_iframe", "block", "hidden"})
_FIGURES = frozenset({"number", "range", "range_ticks", "rating_button", "visual_analog_scale", "year"})
_DATES = frozenset({"date", "datetime", "datetime-local"})
_COMPUTED = frozenset({"calculate", "random", "get"})
_PERSONAL = frozenset({"email", "tel", "cc", "geopoint", "ip", "get_ip", "server"})
_SEX = (Choice("1", Text(zh="男", en="Male")), Choice("2", Text(zh="女", en="Female")))
_STEPS = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)")


def is_formr_items(path: Path, head: bytes) -> bool:
    """Whether a file is a JSON object with a list of items."""
    text = head.decode("utf-8-sig", errors="replace").lstrip()
    return text.startswith("{") and '"items"' in text


def read_formr_items(path: Path) -> Form:
    """The items of a survey, in order."""
    content = read_json(path)
    items = content.get("items") if isinstance(content, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) and item.get("name") for item in items):
        raise CodebookError(f"{path.name} is no list of items: each needs a name. Download the items from formr again.")
    return items_form(path, str(content.get("name") or ""), items)


def items_form(path: Path, title: str, items: Sequence[Mapping[str, Any]]) -> Form:
    """The form that items make, each with its type, name, label and choices; `path` is for messages."""
    questions = [_question(path, item) for item in items]
    conditional = [str(item["name"]) for item in items if item.get("showif")]
    note = bilingual("reading.conditions_in_r", file=path.name, names=listing(conditional))
    return Form(Text(zh=title, en=title), uniquely_named(questions), (note,) if conditional else ())


def _question(path: Path, item: Mapping[str, Any]) -> Question:
    name, kind = str(item["name"]), str(item.get("type") or "text").split()[0]
    label = plain_label(str(item.get("label") or ""))
    choices = _choices(path, name, item.get("choices")) or (_SEX if kind == "sex" else ())
    low, high = _range(str(item.get("type_options") or "")) if kind in _FIGURES else (None, None)
    if kind in _FIGURES and choices:
        label = f"{label} ({choices[0].label.en} – {choices[-1].label.en})"
    wording = Text(zh=label, en=label)
    found = _kind(kind, choices)
    return Question(
        name=name,
        label=wording,
        kind=found,
        headers=(name,),
        choices=choices if found not in ("numeric", "text", "date", "open", "none") else (),
        low=low,
        high=high,
        personal=kind in _PERSONAL or (found == "text" and points_to_person(wording)),
    )


def _choices(path: Path, name: str, choices: object) -> tuple[Choice, ...]:
    if not choices:
        return ()
    if isinstance(choices, list):
        choices = {str(place): text for place, text in enumerate(choices, start=1)}
    if not isinstance(choices, dict):
        raise CodebookError(f"{path.name}: the choices of {name!r} are no list. Download the items from formr again.")
    wordings = {str(code): plain_label(str(text)) or str(code) for code, text in choices.items()}
    return tuple(Choice(code, Text(zh=text, en=text)) for code, text in wordings.items())


def _kind(kind: str, choices: tuple[Choice, ...]) -> QuestionKind:
    if kind in _NOTHING:
        return "none"
    if kind in _FIGURES:
        return "numeric"
    if kind in _DATES:
        return "date"
    if kind in _COMPUTED:
        return "open"
    if not choices or "or_add" in kind:
        return "text"
    return "multiple" if "multiple" in kind or kind.startswith("check") else closed_kind(choices)


def _range(options: str) -> tuple[float | None, float | None]:
    """Lowest and highest step of options such as ``1,5,1``."""
    found = _STEPS.match(options)
    low, high = (float(found[1]), float(found[2])) if found else (None, None)
    return (low, high) if low is not None and high is not None and low < high else (None, None)
