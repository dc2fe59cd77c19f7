"""What no document may hold is left out; everything else stays."""

import pytest

from surveykit.write.text import clean_text, has_chinese


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("社区 α²—“x”", "社区 α²—“x”"),
        ("two\nlines\tand\r\nmore", "two lines and more"),
        ("bell\x07 and \x1b[0m", "bell and [0m"),
        ("turned \u202etxt.exe", "turned txt.exe"),
        ("half \ud800 \ufffe\uffff", "half  "),
        ("zero\u200bwidth\ufeff", "zerowidth"),
    ],
)
def test_clean_text(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_chinese_signs_count_as_chinese() -> None:
    assert has_chinese("注")
    assert has_chinese("（N）")
    assert not has_chinese("α = .85")
