"""The questionnaire as the platform lays it out, taken from the codebook: questions, headers and options in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

CODEBOOK = Path(__file__).parent.parent / "codebook.yaml"
NOTE_COLUMN, NOTE = "数据说明", "模拟数据 SYNTHETIC"

Kind = Literal["single", "open", "multiple", "ranking"]


@dataclass(frozen=True)
class Question:
    """One question of the form: its name and header, and for closed ones the Chinese label of each code or member."""

    name: str
    header: str
    kind: Kind
    options: Mapping[Any, str]

    @property
    def number(self) -> str:
        """The question number, ``"18"`` in ``"18、…"``."""
        return self.header.partition("、")[0]


def read_questions() -> list[Question]:
    """Every question of the form, in order, without the note column."""
    codebook = yaml.safe_load(CODEBOOK.read_text(encoding="utf-8"))
    return [question for question in _questions(codebook) if question.header != NOTE_COLUMN]


def _questions(codebook: Mapping[str, Any]) -> Iterator[Question]:
    labels = {variable["name"]: variable["label"]["zh"] for variable in codebook["variables"]}
    sets = {group["members"][0]: group for group in codebook["sets"]}
    members = {member for group in codebook["sets"] for member in group["members"]}
    for variable in codebook["variables"]:
        name = variable["name"]
        if name in sets:
            group = sets[name]
            options = {member: labels[member] for member in group["members"]}
            yield Question(group["name"], group["source"][0], group["kind"], options)
        elif name not in members:
            answers = codebook["answers"].get(variable.get("values"), {})
            options = {code: label["zh"] for code, label in answers.items()}
            yield Question(name, variable["source"], "single" if options else "open", options)
