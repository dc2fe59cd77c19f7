"""XML files of survey structures as trees, with what could do harm refused."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NoReturn

from surveykit.errors import CodebookError

MAX_BYTES = 30_000_000
DEEPEST = 12


class _Builder(ET.TreeBuilder):
    """Builds the tree; refuses document types, which could name entities, and trees of a depth no survey has."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.depth = name, 0

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        self.depth += 1
        if self.depth > DEEPEST:
            self._refuse("nests its parts more deeply than a survey does")
        return super().start(tag, attrs)

    def end(self, tag: str) -> ET.Element:
        self.depth -= 1
        return super().end(tag)

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        self._refuse("declares a document type, which no survey structure needs")

    def _refuse(self, why: str) -> NoReturn:
        raise CodebookError(f"{self.name} is not read, because it {why}. Export the survey from LimeSurvey again.")


def read_tree(path: Path) -> ET.Element:
    """The root of a structure."""
    if path.stat().st_size > MAX_BYTES:
        raise CodebookError(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB; no survey structure is.")
    parser = ET.XMLParser(target=_Builder(path.name))
    try:
        parser.feed(path.read_bytes())
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError) as error:
        if isinstance(error, CodebookError):
            raise
        raise CodebookError(
            f"{path.name} is no valid XML ({error}): it is damaged or cut short. Export it from LimeSurvey again."
        ) from error
    return root
