"""Tables whose separator was not understood, so that whole rows stand in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from surveykit.errors import ReadError

_MARKS = ("，", ";", "；", "\t", "|", ",")
_PLAIN_NUMBER = re.compile(r"^\d+$")

Columns = Sequence[npt.NDArray[np.object_]]


def refuse_unsplit(path: Path, columns: Columns, at: int) -> None:
    """Refuse a header that stands in one cell though it names several columns.

    Parameters
    ----------
    path : Path
        For messages.
    columns : sequence of arrays of str, shape (n,)
        The whole table, from row 1 of the file.
    at : int
        Where the header was found; if the answers were split and the header was not, that is the first respondent.
    """
    for number in range(1, at + 2):
        row = [column[number - 1] for column in columns]
        if _filled(row) != 1:
            continue
        text = "".join(row).strip()
        for mark in _MARKS:
            if _names_one_column(text.count(mark), mark, columns, at):
                continue
            raise ReadError(
                f"{path.name}: row {number} was not split into columns: it stands in one cell and holds {mark!r}. "
                "Separate headers and answers by the same plain comma (,), or give each a cell of its own, and read "
                "the file again; if it is one question, shorten its header."
            )


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _names_one_column(count: int, mark: str, columns: Columns, at: int) -> bool:
    """Whether a header, or a title, with `count` marks in it may stand in one cell.

    Above a table of several columns it is a title, unless it has a part for each column and what was taken for the
    header holds a number. In a table of one column it is a question with a mark or two, unless answers hold as many.
    A plain comma is part of many questions; several of the other marks are not.
    """
    if not count:
        return True
    header = [column[at] for column in columns]
    width = _filled(header)
    if width > 1:
        return count + 1 != width or not any(_PLAIN_NUMBER.match(cell.strip()) for cell in header)
    answers = zip(*(column[at + 1 :] for column in columns), strict=True)
    texts = [text for row in answers if (text := "".join(row).strip())]
    alike = sum(text.count(mark) == count for text in texts)
    return 2 * alike <= len(texts) and (count == 1 or mark == ",")
