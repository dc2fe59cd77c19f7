"""JSON to text cells: a list of flat records, such as results of formr, each with the same answers by name."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import Any

from surveykit.core.terms import bilingual
from surveykit.errors import ReadError
from surveykit.read.decode import decode
from surveykit.read.grid import Grid, make_grid, text_columns


def read_json(path: Path, *, encoding: str | None = None) -> Any:
    """The content of a JSON file; figures stay the texts that they are."""
    decoded = decode(path.read_bytes(), name=path.name, encoding=encoding)
    try:
        return json.loads(
            decoded.text,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
            object_pairs_hook=lambda pairs: _record(path, pairs),
        )
    except json.JSONDecodeError as error:
        raise ReadError(
            f"{path.name} is no valid JSON: line {error.lineno}, column {error.colno}: {error.msg}. It is damaged or "
            "cut short; download it again."
        ) from error
    except RecursionError as error:
        raise ReadError(f"{path.name} nests lists too deeply for a questionnaire export. Download it again.") from error


def read_json_grid(path: Path, *, encoding: str | None = None) -> Grid:
    """Read a JSON list of records as a table; row numbers count the header as row 1, as they would in a CSV."""
    content = read_json(path, encoding=encoding)
    if not isinstance(content, list) or not content or not all(isinstance(record, dict) for record in content):
        raise ReadError(
            f"{path.name} is a JSON file, but not a list of records with an answer to each question. Export the "
            "results as .xlsx or .csv and read that."
        )
    header = list(dict.fromkeys(str(name) for record in content for name in record))
    rows = ([_text(path, number, record, name) for name in header] for number, record in enumerate(content, start=2))
    return make_grid(path, text_columns(chain([header], rows)), [bilingual("reading.json", file=path.name)])


def _record(path: Path, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ReadError(f"{path.name}: a record has {twice!r} twice. Export it again.")
    return record


def _text(path: Path, number: int, record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(piece, str) for piece in value):
        return ", ".join(value)
    raise ReadError(
        f"{path.name}, row {number}: {name!r} holds records of its own. Export the results as .csv and read that."
    )
