"""Questions of several columns: stems, parts and roles."""

from __future__ import annotations

import pandas as pd
import pytest

from surveykit.read.spread_questions import Heading, are_ranks, question_columns, role_of, shared_stem, ticks_as_ones


def _block(*columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(dict(enumerate(columns)), dtype=object)


@pytest.mark.parametrize(
    ("texts", "stem"),
    [
        (["活动:议事会", "活动:志愿服务"], "活动"),
        (["时间: 上午:开会", "时间: 上午:散步"], "时间: 上午"),
        (["活动", "活动:其他"], ""),
        ([":a", ":b"], ""),
    ],
)
def test_the_longest_beginning_that_the_mark_follows(texts: list[str], stem: str) -> None:
    assert shared_stem(texts, ":") == stem


@pytest.mark.parametrize(
    ("columns", "role"),
    [
        ((["甲", ""], ["", "乙"]), "option"),
        ((["1", "0"], ["0", "0"]), "option"),
        ((["1", ""], ["", ""]), "option"),
        ((["1", "2"], ["2", "1"]), "option"),
        ((["4", "2"], ["5", "3"]), "row"),
        ((["1", "1"], ["1", "1"]), "row"),
        ((["同意", ""], ["一般", "同意"]), "row"),
        ((["", ""], ["", ""]), "row"),
    ],
)
def test_answers_tell_options_from_rows(columns: tuple[list[str], ...], role: str) -> None:
    assert role_of(["甲", "乙"], _block(*columns)) == role


def test_ranks_begin_with_one_and_do_not_repeat() -> None:
    assert are_ranks(_block(["1", "2"], ["2", ""], ["", "1"]))
    assert not are_ranks(_block(["1", "2"], ["1", "3"]))
    assert not are_ranks(_block(["1", "a"], ["2", "1"]))


def test_steps_of_a_cascade_are_numbered_and_ticks_become_ones() -> None:
    headings = [
        Heading(0, "1.日期:请选择", 1, "日期:请选择"),
        Heading(1, "1.日期:请选择 (2)", 1, "日期:请选择"),
        Heading(2, "2.活动:甲", 2, "活动:甲"),
        Heading(3, "2.活动:乙", 2, "活动:乙"),
    ]
    cells = _block(["2025"], ["8月"], ["甲"], [""])
    columns = question_columns(headings, cells, mark=":")
    assert [(c.role, c.stem, c.part) for c in columns] == [
        ("row", "日期", "日期 (1)"),
        ("row", "日期", "日期 (2)"),
        ("option", "活动", "甲"),
        ("option", "活动", "乙"),
    ]
    assert ticks_as_ones(cells, columns).iloc[0].tolist() == ["2025", "8月", "1", ""]
    assert cells.iloc[0].tolist() == ["2025", "8月", "甲", ""], "the cells given stay as they are"
