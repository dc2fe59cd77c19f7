"""The bundled studies: where they are, and how one is run."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from surveykit.core.codebook import Codebook, Text
from surveykit.core.words import closest
from surveykit.errors import OptionError
from surveykit.report.report import Report

INSTALLED = Path(__file__).parent / "_examples"
CHECKED_OUT = Path(__file__).parent.parent / "examples"


class Run(Protocol):
    """What every bundled ``analysis.py`` calls ``run``."""

    def __call__(
        self, out: Path, *, language: str, style: str, overwrite: bool, tell: Callable[[str], object]
    ) -> tuple[Report, list[Path]]:
        """Write every output into `out`; `tell` is called with each step."""


@dataclass(frozen=True)
class Example:
    """One bundled study: a folder with ``analysis.py``, ``codebook.yaml`` and raw data."""

    name: str
    folder: Path

    def codebook_title(self) -> Text:
        """The title of the study."""
        return Codebook.read(self.folder / "codebook.yaml").title

    def load(self) -> Run:
        """The function that runs the study."""
        run: Run = runpy.run_path(str(self.folder / "analysis.py"))["run"]
        return run


def bundled_examples() -> list[Example]:
    """Every bundled study, by name."""
    home = INSTALLED if INSTALLED.is_dir() else CHECKED_OUT
    return [Example(path.parent.name, path.parent) for path in sorted(home.glob("*/analysis.py"))]


def find_example(name: str) -> Example:
    """The bundled study called `name`."""
    known = {example.name: example for example in bundled_examples()}
    if name not in known:
        raise OptionError(f"{name!r} is not a bundled study{closest(name, known)}")
    return known[name]
