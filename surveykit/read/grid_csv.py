"""CSV to text cells: strict about quotes and about the number of fields, because a shifted column is a wrong study."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from surveykit.errors import ReadError
from surveykit.read.decode import decode
from surveykit.read.grid import Grid, header_at, make_grid

DELIMITERS = (",", "\t", ";", "|")
SNIFFED = 50
LONGEST_FIELD = 1_000_000


def read_csv_grid(path: Path, *, encoding: str | None = None) -> Grid:
    """Read a delimited text file of any common delimiter and encoding."""
    decoded = decode(path.read_bytes(), name=path.name, encoding=encoding)
    delimiter = _delimiter(path, decoded.text)
    records = list(_records(path, decoded.text, delimiter))
    notes = [f"{path.name} was read as {decoded.encoding}.", *decoded.notes]
    rows = _even_rows(path, records, delimiter, notes)
    # Excel counts records, not lines: a line break inside quotes stays within its row.
    return make_grid(path, rows, range(1, len(rows) + 1), notes)


def _records(path: Path, text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    opened = 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _quote_error(path, opened, str(error)) from error
        yield record
        opened = reader.line_num + 1


def _quote_error(path: Path, line: int, message: str) -> ReadError:
    if "unexpected end" in message or "field larger" in message:
        return ReadError(
            f"{path.name}, line {line}: a quotation mark is opened and never closed. "
            'Close it, or write a quotation mark inside an answer twice ("").'
        )
    return ReadError(
        f"{path.name}, line {line}: a quoted answer holds a quotation mark that is not doubled. "
        'Write it twice (""), or export the file again.'
    )


def _delimiter(path: Path, text: str) -> str:
    """The delimiter under which the first records agree on the largest number of fields."""
    if not text.strip():
        raise ReadError(f"{path.name} is empty. Export it again.")
    head = "".join(text.splitlines(keepends=True)[:SNIFFED])
    return max(DELIMITERS, key=lambda delimiter: _agreement(head, delimiter))


def _agreement(head: str, delimiter: str) -> tuple[float, int]:
    """Share of records with the commonest field count, zero if that count is one; and that count."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    counts = [len(record) for record in reader if record]
    commonest = max(set(counts), key=counts.count, default=1)
    return (counts.count(commonest) / len(counts) if commonest > 1 else 0.0), commonest


def _even_rows(path: Path, records: list[list[str]], delimiter: str, notes: list[str]) -> list[list[str]]:
    """Rows of the header's length; longer ones only if what sticks out is empty, shorter ones only if blank."""
    at = header_at(records) or 0
    width = len(records[at])
    _refuse_swallowed(path, records, delimiter, width)
    wrong = [
        (number, len(record))
        for number, record in enumerate(records[at + 1 :], start=at + 2)
        if any(field.strip() for field in record[width:]) or (len(record) < width and any(record))
    ]
    if wrong:
        listed = "; ".join(f"row {number} has {n} fields" for number, n in wrong[:5])
        more = f"; and {len(wrong) - 5} more rows" if len(wrong) > 5 else ""
        raise ReadError(
            f"{path.name}: the header has {width} fields, but {listed}{more}. Columns would shift. "
            "Put answers that hold a comma in quotation marks, or complete the row."
        )
    trailing = sum(1 for record in records[at + 1 :] if len(record) > width)
    if trailing:
        notes.append(f"{trailing} rows end with a separator that the header does not have; it was ignored.")
    return [(record + [""] * width)[:width] for record in records]


def _refuse_swallowed(path: Path, records: list[list[str]], delimiter: str, width: int) -> None:
    """A stray opening quote can swallow whole rows into one long answer."""
    for number, record in enumerate(records, start=1):
        for field in record:
            if width > 2 and "\n" in field and field.count(delimiter) >= width - 1:
                raise ReadError(
                    f"{path.name}, row {number}: one quoted answer swallows whole rows. "
                    "A quotation mark in it is missing or too many; close it where the answer ends."
                )
