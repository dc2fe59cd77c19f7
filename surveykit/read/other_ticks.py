"""The option "other" of platforms that keep what was written beside it, and no column that says it was ticked."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

NOT_SHOWN = "(跳过)"


def tick_other(cells: pd.DataFrame, options: Sequence[int], written: pd.Series) -> pd.Series:
    """The cells of a column for the option "other": ticked where something was written.

    Who ticked nothing else has answered all the same: in `cells`, the other options are unticked then.

    Parameters
    ----------
    cells : pandas.DataFrame
        Text cells of the file, columns by position.
    options : sequence of int
        Positions of the other options.
    written : pandas.Series
        Whether something was written, shape (n,).
    """
    places = list(options)
    block = cells[places].apply(lambda column: column.str.strip())
    hidden = (block == NOT_SHOWN).all(axis=1)
    blank = block.isin(["", NOT_SHOWN]).all(axis=1) & ~hidden
    cells[places] = block.mask(block.eq("").mul(written & blank, axis=0), "0")
    return pd.Series("0", index=block.index, dtype=object).mask(blank, "").mask(hidden, NOT_SHOWN).mask(written, "1")


def with_columns(cells: pd.DataFrame, added: Sequence[pd.Series]) -> pd.DataFrame:
    """The cells with further columns at the end."""
    more = pd.DataFrame(dict(enumerate(added, start=cells.shape[1])), index=cells.index, dtype=object)
    return pd.concat([cells, more], axis=1)
