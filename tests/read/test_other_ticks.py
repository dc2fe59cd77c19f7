"""The option "other" is ticked where something was written, and answers count as answers."""

from __future__ import annotations

import pandas as pd

from surveykit.read.other_ticks import NOT_SHOWN, tick_other, with_columns


def test_ticks_and_the_options_beside_them() -> None:
    cells = pd.DataFrame({0: ["Y", "", "", NOT_SHOWN, "Y"], 1: ["", "", "", NOT_SHOWN, NOT_SHOWN]}, dtype=object)
    written = pd.Series([False, True, False, False, True])
    assert tick_other(cells, [0, 1], written).tolist() == ["0", "1", "", NOT_SHOWN, "1"]
    assert cells[0].tolist() == ["Y", "0", "", NOT_SHOWN, "Y"]
    assert cells[1].tolist() == ["", "0", "", NOT_SHOWN, NOT_SHOWN]


def test_added_columns_stand_at_the_end() -> None:
    cells = pd.DataFrame({0: ["a"], 1: ["b"]}, index=[7])
    assert with_columns(cells, [pd.Series(["c"], index=[7])]).loc[7].tolist() == ["a", "b", "c"]
    assert with_columns(cells, []).equals(cells)
