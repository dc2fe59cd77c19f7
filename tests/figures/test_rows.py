"""Rows are as high as their labels need, and no more of them than fit a page as long as labels can be shortened."""

from __future__ import annotations

import pytest

from surveykit.figures.canvas import SMALL_SIZE, TEXT_SIZE
from surveykit.figures.rows import PAGE, TIGHTEST, fit_rows, make_rows

LONG = (
    "社会组织进驻职工之家以后，工作人员能够及时、耐心而专业地回应我和邻居们提出的各种各样的实际需求与合理的意见建议，"
    "并说明结果"
)


def test_short_labels_leave_rows_as_they_are() -> None:
    rows = fit_rows(["信任", "Trust"], 20, least=0.7)
    assert (rows.labels, rows.size, rows.height) == (("信任", "Trust"), TEXT_SIZE, 0.7)


def test_rows_make_room_for_the_longest_neighbours() -> None:
    assert make_rows(["一\n二\n三", "一\n二\n三"], least=0.7).height > 3 * 0.4
    assert make_rows(["一\n二\n三", "一"], least=0.7).height < 3 * 0.4


@pytest.mark.parametrize("count", [5, 12, 23, 40])
def test_rows_of_long_labels_fit_a_page(count: int) -> None:
    rows = fit_rows([LONG] * count, 20, least=0.7)
    assert rows.total <= PAGE
    assert rows.size >= SMALL_SIZE
    assert all(label.startswith("社会组织") and label.endswith("说明结果") for label in rows.labels)


def test_more_rows_than_a_page_holds_stay_readable() -> None:
    assert fit_rows(["信任"] * 60, 20, least=0.7).height >= TIGHTEST
