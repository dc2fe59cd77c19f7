"""Validate a codebook and say everything that is wrong with it at once: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from surveykit.core.codebook import Codebook, Hypothesis, ResponseSet, Scale, Variable
from surveykit.core.words import closest
from surveykit.errors import CodebookError
from surveykit.read.codebook_raw import Path, RawCodebook, expanded

_PARTS: dict[str, type[BaseModel]] = {
    "variables": Variable,
    "sets": ResponseSet,
    "scales": Scale,
    "hypotheses": Hypothesis,
}
_FIXES = {
    "missing": "is missing; add it",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "bool_parsing": "must be true or false (yes or no in a workbook)",
    "bool_type": "must be true or false",
    "string_type": "must be text; put it in quotation marks",
    "tuple_type": "must be a list",
    "dict_type": "must map codes to labels",
    "model_type": "must have named fields",
    "too_short": "has too few entries",
    "string_pattern_mismatch": "must be a name that neither begins nor ends with a space",
}


def validated(raw: RawCodebook, *, name: str) -> Codebook:
    """The codebook, or one `CodebookError` that lists every problem of the file called `name`."""
    content, shorthand = expanded(raw.content)
    problems = [*raw.problems, *(f"{raw.place(path)}: {what}" for path, what in shorthand)]
    problems += [f"{raw.place(path)}: {what}" for path, what in (*_field_problems(content), *_cross_problems(content))]
    if not problems:
        try:
            return Codebook.model_validate(content)
        except ValidationError as error:
            problems = [f"{raw.place(found['loc'])}: {_said(found)}" for found in error.errors()]
    listed = "\n".join(f"  {problem}" for problem in dict.fromkeys(problems))
    raise CodebookError(f"{name} is not a valid codebook:\n{listed}")


def _field_problems(content: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """What is wrong inside single variables, sets, scales and hypotheses."""
    known = Codebook.model_fields
    for key, value in content.items():
        if key not in known:
            yield (key,), f"is not a part of a codebook{closest(str(key), [*known, 'answers'])}"
        elif key in _PARTS and not isinstance(value, list):
            yield (key,), "must be a list, one entry each"
    for key, model in _PARTS.items():
        for place, part in enumerate(content.get(key) or []) if isinstance(content.get(key), list) else ():
            try:
                model.model_validate(part)
            except ValidationError as error:
                for found in error.errors():
                    yield (key, place, *found["loc"]), _said(found, list(model.model_fields))


def _said(found: Any, known: list[str] | None = None) -> str:
    """A problem in words that say what to do."""
    kind = str(found["type"])
    if kind == "extra_forbidden":
        return f"there is no such field{closest(str(found['loc'][-1]), known or [])}"
    if kind == "literal_error":
        return f"{found['input']!r} is not known; use one of {found['ctx']['expected']}"
    if kind in _FIXES:
        return _FIXES[kind]
    return str(found["msg"]).removeprefix("Value error, ")


def _cross_problems(content: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Names used twice, and members that are not there."""
    named = {key: _named(content, key) for key in ("variables", "sets", "scales")}
    seen: set[str] = set()
    for key, entries in named.items():
        for place, part in entries:
            if part["name"] in seen:
                yield (key, place, "name"), f"{part['name']!r} is used twice; give it another name"
            seen.add(part["name"])
    columns = [part["name"] for _, part in named["variables"]]
    scales = [part["name"] for _, part in named["scales"]]
    for key, field, known in (
        ("sets", "members", columns),
        ("scales", "items", columns),
        ("scales", "dimensions", scales),
    ):
        for place, part in named[key]:
            for member in part.get(field) or () if isinstance(part.get(field), list | tuple) else ():
                if member not in known:
                    yield (key, place, field), f"{member!r} is not in the codebook{closest(str(member), known)}"


def _named(content: dict[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
    parts = content.get(key)
    listed = parts if isinstance(parts, list) else []
    return [(n, part) for n, part in enumerate(listed) if isinstance(part, dict) and isinstance(part.get("name"), str)]
