"""A codebook as plain lists and dictionaries, with the place in its file where each part stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from surveykit.core.codebook import Codebook
from surveykit.core.words import closest

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class RawCodebook:
    """What a codebook file says, not yet validated.

    Attributes
    ----------
    content : dict
        In the shape of `Codebook`: ``variables``, ``sets``, ``scales``, ``hypotheses``, ``title``, ``notice``.
    places : Mapping[Path, str]
        Where a part stands, such as ``("variables", 2, "kind")`` at ``sheet 'variables' row 4, field 'kind'`` or
        ``variables, entry 3 (SQ2) → kind, line 9``.
    problems : tuple[str, ...]
        What is wrong with the file already.
    """

    content: dict[str, Any]
    places: Mapping[Path, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def place(self, path: Path) -> str:
        """The place of a part, or else of the closest part that contains it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                rest = "".join(f" → {step}" for step in path[length:])
                return self.places[path[:length]] + rest
        return "codebook"


def plain_codebook(codebook: Codebook) -> dict[str, Any]:
    """A codebook as plain data without defaults, and the values that variables share as named answer sets."""
    content = codebook.model_dump(mode="json", exclude_defaults=True)
    answers: dict[str, dict[int, Any]] = {}
    for variable, plain in zip(codebook.variables, content.get("variables", []), strict=True):
        if variable.values:
            values = {code: text.model_dump() for code, text in variable.values.items()}
            ordered = [(known, list(kept.items())) for known, kept in answers.items()]
            name = next((known for known, kept in ordered if kept == list(values.items())), variable.name)
            answers[name] = values
            plain["values"] = name
        if variable.missing:
            plain["missing"] = dict(variable.missing)
    return {"answers": answers, **content} if answers else content


def expanded(content: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[Path, str]]]:
    """Put answer sets in the place of their names; and what is wrong with them, each with its path."""
    whole = {key: value for key, value in content.items() if key != "answers"}
    answers, variables = content.get("answers") or {}, content.get("variables")
    if not isinstance(answers, dict):
        return whole, [(("answers",), "must map names to codes with labels, as in agree5: {1: 非常不同意}")]
    problems = _unused(answers, variables)
    if isinstance(variables, list):
        whole["variables"] = [
            _with_values(variable, answers, ("variables", place), problems) for place, variable in enumerate(variables)
        ]
    return whole, problems


def _unused(answers: dict[str, Any], variables: Any) -> list[tuple[Path, str]]:
    """An answer set without a question is a slip of the pen, and its options would be lost."""
    listed = variables if isinstance(variables, list) else []
    named = [part.get("values") for part in listed if isinstance(part, dict)]
    used = list(dict.fromkeys(name for name in named if isinstance(name, str)))
    return [
        (
            ("answers", name),
            f"no variable uses the answer set {name!r}; correct its name or remove it{closest(str(name), used)}",
        )
        for name in answers
        if name not in used
    ]


def _with_values(variable: Any, answers: dict[str, Any], path: Path, problems: list[tuple[Path, str]]) -> Any:
    name = variable.get("values") if isinstance(variable, dict) else None
    if not isinstance(name, str):
        return variable
    if name not in answers:
        known = ", ".join(map(repr, answers)) or "none"
        problems.append(((*path, "values"), f"there is no answer set {name!r}; define it, or use one of: {known}"))
        return {**variable, "values": {}}
    return {**variable, "values": answers[name]}
