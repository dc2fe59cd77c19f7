"""LimeSurvey structures as tab-separated text (.txt): one row for each group, question, sub-question and answer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from surveykit.errors import CodebookError
from surveykit.read.codebook_lss import Row, structure_form
from surveykit.read.decode import decode
from surveykit.read.form import Form

MAX_BYTES = 30_000_000
_NEEDED = frozenset({"class", "type/scale", "name", "text"})


def is_limesurvey_tsv(path: Path, head: bytes) -> bool:
    """Whether the first row has the headers of such a structure, with tabs between them."""
    first = head.decode("utf-8-sig", errors="replace").partition("\n")[0]
    names = {name.strip().strip('"').lower() for name in first.split("\t")}
    return names >= _NEEDED


def read_limesurvey_tsv(path: Path) -> Form:
    """The questions of a survey in order; each language repeats them, and the names say which belong together."""
    if path.stat().st_size > MAX_BYTES:
        raise CodebookError(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB; no survey structure is.")
    tables = _Tables()
    for row in _rows(path):
        tables.take(row)
    return structure_form(path, tables.rows)


def _rows(path: Path) -> Iterator[Row]:
    text = decode(path.read_bytes(), name=path.name).text
    records = csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
    try:
        header = [name.strip().lower() for name in next(records)]
        for record in records:
            yield {name: cell.strip() for name, cell in zip(header, record, strict=False)}
    except csv.Error as error:
        raise CodebookError(
            f"{path.name}, line {records.line_num}: {error}. It is damaged or cut short; export it from LimeSurvey "
            "again."
        ) from error


@dataclass
class _Tables:
    """The rows read so far, as the tables of an .lss file, and the question that they are in."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    question: str = ""
    ids: dict[tuple[str, ...], str] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Add one row; groups say nothing that the order of the rows does not."""
        kind, name = row.get("class", "").upper(), row.get("name", "")
        if kind == "SL" and name == "surveyls_title":
            self._add("surveys_languagesettings", row, surveyls_language=_language(row), surveyls_title=_text(row))
        elif kind == "Q":
            self.question = self._id("Q", name)
            self._add("questions", row, **self._asked(self.question, row), type=row.get("type/scale", ""))
        elif kind == "SQ" and self.question:
            scale = row.get("type/scale") or "0"
            part = self._id("SQ", self.question, scale, name)
            self._add("subquestions", row, **self._asked(part, row), parent_qid=self.question, scale_id=scale)
        elif kind == "A" and self.question:
            scale = row.get("type/scale") or "0"
            place = self._id("A", self.question, scale, name)
            self._add("answers", row, qid=self.question, code=name, answer=_text(row), sortorder=place, scale_id=scale)

    def _asked(self, qid: str, row: Row) -> Mapping[str, str]:
        return {"qid": qid, "title": row.get("name", ""), "question_order": qid, "question": _text(row)}

    def _id(self, *names: str) -> str:
        """A number for what goes by these names, in whatever language it is repeated."""
        return self.ids.setdefault(names, str(len(self.ids) + 1))

    def _add(self, table: str, row: Row, **cells: str) -> None:
        common = {"language": _language(row), "other": row.get("other", ""), "relevance": row.get("relevance") or "1"}
        self.rows.setdefault(table, []).append({**common, **cells})


def _language(row: Row) -> str:
    return row.get("language", "")


def _text(row: Row) -> str:
    return row.get("text", "")
