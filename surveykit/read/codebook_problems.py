"""Validate a codebook and say everything that is wrong with it at once: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from surveykit.core.codebook import Codebook, Hypothesis, LogicRule, ResponseSet, Scale, ScreeningRule, Text, Variable
from surveykit.core.rules import Condition
from surveykit.core.words import closest
from surveykit.errors import CodebookError
from surveykit.read.codebook_raw import Path, RawCodebook, expanded

_PARTS: dict[str, type[BaseModel]] = {
    "variables": Variable,
    "sets": ResponseSet,
    "scales": Scale,
    "hypotheses": Hypothesis,
    "rules": LogicRule,
    "screening": ScreeningRule,
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
    "finite_number": "must be a finite number; leave it out where there is no limit",
    "tuple_type": "must be a list, as in [SQ1, SQ2]",
    "dict_type": "must map codes to labels, as in {1: 男, 2: 女}",
    "model_type": "must have named fields, such as name: and label:",
    "string_pattern_mismatch": "must be a name that neither begins nor ends with a space",
}
_LIMITS = {
    "too_short": "needs {min_length} or more entries",
    "string_too_long": "must have at most {max_length} characters",
    "greater_than_equal": "must be at least {ge}",
    "greater_than": "must be above {gt}",
    "less_than": "must be below {lt}",
}
_NO_CODE = "is no code; codes are whole numbers, such as 99"
_NO_MISSING_CODE = f"{_NO_CODE}. Empty the cells of the file that say it"
_NO_TEXT = "must be text; put it in quotation marks, or give zh: and en:"
_NO_TEXTS = "must be text or a list of texts; put it in quotation marks"
_PLAIN_OR_LISTED = ("source", "predictors", "exclusive")
_APART = {
    "hypotheses": "give the hypothesis an id of its own",
    "rules": "give the rule a name of its own",
    "screening": "look for each sign once",
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
            problems = [f"{raw.place(_path(found))}: {_said(found)}" for found in error.errors()]
    listed = "\n".join(f"  {problem}" for problem in dict.fromkeys(problems))
    raise CodebookError(f"{name} is not a valid codebook:\n{listed}")


def _field_problems(content: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """What is wrong with the title, and inside single variables, sets, scales, hypotheses and rules."""
    known = Codebook.model_fields
    for key, value in content.items():
        if key not in known:
            yield (key,), f"is not a part of a codebook{closest(str(key), [*known, 'answers'])}"
        elif key in _PARTS and not isinstance(value, list):
            yield (key,), "must be a list, one entry each"
    for key in ("title", "notice"):
        if key in content:
            yield from _part_problems(Text, content[key], (key,))
    for key, model in _PARTS.items():
        for place, part in enumerate(content[key]) if isinstance(content.get(key), list) else ():
            yield from _part_problems(model, part, (key, place))


def _part_problems(model: type[BaseModel], part: object, path: Path) -> Iterator[tuple[Path, str]]:
    try:
        valid = model.model_validate(part)
    except ValidationError as error:
        for found in error.errors():
            inside = Condition if "where" in found["loc"][:-1] else model
            yield (*path, *_path(found)), _said(found, list(inside.model_fields))
        return
    if isinstance(valid, Variable) and valid.label_conflict:
        yield (*path, "values"), valid.label_conflict


def _path(found: Any) -> Path:
    """Where a problem is, without the step by which pydantic tells a code from its label."""
    return tuple(step for step in found["loc"] if step != "[key]")


def _said(found: Any, known: list[str] | None = None) -> str:
    """A problem in words that say what to do."""
    kind, context = str(found["type"]), found.get("ctx", {})
    if "[key]" in found["loc"]:
        return _NO_MISSING_CODE if "missing" in found["loc"] else _NO_CODE
    if kind == "model_type" and context.get("class_name") == "Text":
        return _NO_TEXT
    if kind == "tuple_type" and found["loc"][-1] in _PLAIN_OR_LISTED:
        return _NO_TEXTS
    if kind == "extra_forbidden":
        return f"there is no such field{closest(str(found['loc'][-1]), known or [])}"
    if kind == "literal_error":
        return f"{found['input']!r} is not known; use one of {context['expected']}"
    if kind in _LIMITS:
        return _LIMITS[kind].format_map(context)
    if kind in _FIXES:
        return _FIXES[kind]
    return str(found["msg"]).removeprefix("Value error, ")


def _cross_problems(content: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Names and ids used twice, and members that are not there."""
    for key, by in (("hypotheses", "id"), ("rules", "name"), ("screening", "rule")):
        yield from _repeated(content, key, by)
    named = {key: _named(content, key) for key in ("variables", "sets", "scales")}
    seen: set[str] = set()
    for key, entries in named.items():
        for place, part in entries:
            if part["name"] in seen:
                yield (key, place, "name"), f"{part['name']!r} is used twice; give it another name"
            seen.add(part["name"])
    columns = [part["name"] for _, part in named["variables"]]
    scales = [part["name"] for _, part in named["scales"]]
    yield from _strangers(content, columns, scales)
    for key, field, known in (
        ("sets", "members", columns),
        ("scales", "items", columns),
        ("scales", "dimensions", scales),
    ):
        for place, part in named[key]:
            for member in part.get(field) or () if isinstance(part.get(field), list | tuple) else ():
                if member not in known:
                    yield (key, place, field), f"{member!r} is not in the codebook{closest(str(member), known)}"


def _strangers(content: dict[str, Any], columns: list[str], scales: list[str]) -> Iterator[tuple[Path, str]]:
    """Columns that skip rules, logic rules and screening name, and that are not there."""
    for place, variable in _named(content, "variables"):
        for column in variable.get("asked_if") or () if isinstance(variable.get("asked_if"), dict) else ():
            if column not in columns:
                yield ("variables", place, "asked_if"), f"{column!r} is not in the codebook{closest(column, columns)}"
    for place, rule in _named(content, "rules"):
        where = rule.get("where")
        for number, condition in enumerate(where if isinstance(where, list) else ()):
            for field in ("column", "other") if isinstance(condition, dict) else ():
                named = condition.get(field)
                if isinstance(named, str) and named not in columns:
                    path = ("rules", place, "where", number, field)
                    yield path, f"{named!r} is not in the codebook{closest(named, columns)}"
    for place, sign in _named(content, "screening", by="rule"):
        items = sign.get("items")
        for item in [items] if isinstance(items, str) else items if isinstance(items, list) else ():
            if item not in {*columns, *scales}:
                known = [*scales, *columns]
                yield ("screening", place, "items"), f"{item!r} is not in the codebook{closest(str(item), known)}"


def _repeated(content: dict[str, Any], key: str, by: str) -> Iterator[tuple[Path, str]]:
    """Hypotheses, rules and signs that are there twice."""
    seen: set[str] = set()
    for place, part in _named(content, key, by=by):
        if part[by] in seen:
            yield (key, place, by), f"{part[by]!r} is used twice; {_APART[key]}"
        seen.add(part[by])


def _named(content: dict[str, Any], key: str, *, by: str = "name") -> list[tuple[int, dict[str, Any]]]:
    parts = content.get(key)
    listed = parts if isinstance(parts, list) else []
    return [(n, part) for n, part in enumerate(listed) if isinstance(part, dict) and isinstance(part.get(by), str)]
