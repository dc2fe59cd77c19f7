"""Lines are as wide as asked, keep words and Chinese punctuation whole, and lose nothing."""

from __future__ import annotations

import pytest

from surveykit.figures.labels import MOST_LINES, shorten, width_of, wrap


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


def test_a_narrower_line_never_cuts_a_word() -> None:
    assert wrap("Self-employed business", 9.5) == "Self-employed\nbusiness"


def test_a_line_break_in_a_label_is_a_space() -> None:
    assert wrap("trust\nin others", 30) == "trust in others"


@pytest.mark.parametrize("letter", ["长", "w", "w ", "\n"])
def test_a_label_without_end_keeps_its_start_and_its_category(letter: str) -> None:
    lines = wrap(f"Q1 {letter * 2000}：女", 12).split("\n")
    assert len(lines) <= MOST_LINES
    assert lines[0].startswith("Q1")
    assert lines[-1].endswith("：女")
    assert max(map(width_of, lines)) <= 13


def test_a_short_label_stays_as_it_is() -> None:
    assert shorten("满意度", 3) == "满意度"
    assert shorten("满意度很高", 3) == "满…高"


def test_words_are_not_cut_in_the_middle() -> None:
    assert shorten("the staff have answered promptly and patiently", 14) == "the staff…patiently"
