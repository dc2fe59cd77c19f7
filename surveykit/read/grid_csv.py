"""CSV to text cells: strict about quotes and about the number of fields, because a shifted column is a wrong study."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual
from surveykit.errors import ReadError
from surveykit.read.decode import decode
from surveykit.read.grid import HEADER_DEPTH, Grid, header_at, make_grid, text_columns

DELIMITERS = (",", "\t", ";", "|")
SNIFFED = 50
LONGEST_FIELD = 1_000_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def read_csv_grid(path: Path, *, encoding: str | None = None) -> Grid:
    """Read a delimited text file of any common delimiter and encoding."""
    decoded = decode(path.read_bytes(), name=path.name, encoding=encoding)
    delimiter = _delimiter(path, decoded.text)
    notes = [bilingual("reading.encoding", file=path.name, encoding=decoded.encoding), *decoded.notes]
    records = _records(path, decoded.text, delimiter)
    head = list(islice(records, HEADER_DEPTH))
    rows = _EvenRows(path, delimiter, header_at([record for record, _ in head]) or 0, head)
    # Excel counts records, not lines: a line break inside quotes stays within its row.
    columns = text_columns(rows.of(chain(head, records)))
    rows.refuse_wrong()
    return make_grid(path, columns, [*notes, *rows.notes])


def _lines(text: str) -> Iterator[str]:
    return (found[0] for found in _LINE.finditer(text))


def _records(path: Path, text: str, delimiter: str) -> Iterator[tuple[list[str], bool]]:
    """Each record, and whether it goes over several lines."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    opened = 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _quote_error(path, opened, str(error)) from error
        yield record, reader.line_num > opened
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
    head = "".join(islice(_lines(text), SNIFFED))
    return max(DELIMITERS, key=lambda delimiter: _agreement(head, delimiter))


def _agreement(head: str, delimiter: str) -> tuple[float, int]:
    """Share of records with the commonest field count, zero if that count is one; and that count."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    counts = [len(record) for record in reader if record]
    commonest = max(set(counts), key=counts.count, default=1)
    return (counts.count(commonest) / len(counts) if commonest > 1 else 0.0), commonest


@dataclass
class _EvenRows:
    """Rows of the header's length; longer ones only if what sticks out is empty, shorter ones only if blank."""

    path: Path
    delimiter: str
    header_at: int
    head: Sequence[tuple[list[str], bool]]
    wrong: list[tuple[int, int]] = field(default_factory=list)
    trailing: int = 0

    @property
    def width(self) -> int:
        """Number of fields of the header."""
        return len(self.head[self.header_at][0])

    def of(self, records: Iterable[tuple[list[str], bool]]) -> Iterator[list[str]]:
        """The records, evened; what is wrong with them is kept for later."""
        width, begin = self.width, self.header_at + 2
        for number, (record, is_long) in enumerate(records, start=1):
            if is_long:
                self._refuse_swallowed(number, record)
            if len(record) == width:
                yield record
                continue
            if number >= begin:
                self.trailing += len(record) > width
                if any(text.strip() for text in record[width:]) or (len(record) < width and any(record)):
                    self.wrong.append((number, len(record)))
            yield (record + [""] * width)[:width]

    def refuse_wrong(self) -> None:
        """Refuse records that do not fit the header."""
        if not self.wrong:
            return
        listed = "; ".join(f"row {number} has {n} fields" for number, n in self.wrong[:5])
        more = f"; and {len(self.wrong) - 5} more rows" if len(self.wrong) > 5 else ""
        raise ReadError(
            f"{self.path.name}: the header has {self.width} fields, but {listed}{more}. Columns would shift. "
            "Put answers that hold a comma in quotation marks, or complete the row."
        )

    @property
    def notes(self) -> list[Text]:
        """Sentences for the log."""
        if not self.trailing:
            return []
        return [bilingual("reading.trailing", n=self.trailing)]

    def _refuse_swallowed(self, number: int, record: list[str]) -> None:
        """A stray opening quote can swallow whole rows into one long answer."""
        if self.width > 2 and any("\n" in text and text.count(self.delimiter) >= self.width - 1 for text in record):
            raise ReadError(
                f"{self.path.name}, row {number}: one quoted answer swallows whole rows. "
                "A quotation mark in it is missing or too many; close it where the answer ends."
            )
