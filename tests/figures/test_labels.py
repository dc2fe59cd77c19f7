"""Lines are as wide as asked, keep words and Chinese punctuation whole, and lose nothing."""

from __future__ import annotations

import pytest

from surveykit.figures.labels import row_height, width_of, wrap


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("我愿意参与社区公共事务的决策与监督", 8),
        ("Willing to take part in decisions and oversight", 10),
        ("SQ3 工作人员专业、能解决实际问题", 9),
        ("willingness_to_participate_in_everything", 6),
    ],
)
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text: str, ems: float) -> None:
    lines = wrap(text, ems).split("\n")
    assert len(lines) > 1
    assert max(map(width_of, lines)) <= ems
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_lines_are_of_about_the_same_width() -> None:
    assert wrap("工作人员专业而且热情", 9) == "工作人员专\n业而且热情"


def test_punctuation_does_not_begin_a_line() -> None:
    assert wrap("设施齐全，环境好", 4) == "设施齐全，\n环境好"


def test_rows_make_room_for_the_longest_neighbours() -> None:
    assert row_height(["one", "one"], least=0.7) == 0.7
    assert row_height(["one\ntwo\nthree", "one\ntwo\nthree"], least=0.7) == pytest.approx(1.32)
