"""Rows below the answers that add them up."""

from __future__ import annotations

from collections.abc import Sequence

from surveykit.errors import ReadError
from surveykit.read.grid import Grid
from surveykit.read.headers import normal

_TOTALS = frozenset({"合计", "总计", "共计", "小计", "total", "grandtotal"})


def refuse_total(grid: Grid, ids: Sequence[int]) -> None:
    """Refuse a last row that begins with a word such as 合计 and has no id.

    Parameters
    ----------
    grid : Grid
        The table.
    ids : sequence of int
        Positions of the columns that hold ids, if any.
    """
    last = grid.cells.iloc[-1]
    first = next((text for text in last if text.strip()), "")
    has_id = any(last[place].strip() and not _is_total(last[place]) for place in ids)
    if _is_total(first) and not has_id:
        raise ReadError(
            f"{grid.path.name}: row {grid.cells.index[-1]} begins with {first.strip()!r}: it adds up the rows above it "
            "and is no respondent. Delete the row, and read the file again."
        )


def _is_total(text: str) -> bool:
    return normal(text) in _TOTALS
