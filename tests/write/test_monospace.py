"""Lines of letters of one width."""

import pytest

from surveykit.write.metrics import columns_wide
from surveykit.write.monospace import padded, wrapped

TEXTS = [
    "我认为社区服务中心的工作人员态度热情，能够及时回应居民的合理诉求。",
    "Residents who take part in “their” community (N = 286) say so.",
    "x" * 70,
    "社区governance参与（N=286）与satisfaction",
]


@pytest.mark.parametrize("width", [10, 17, 24, 60])
@pytest.mark.parametrize("text", TEXTS)
def test_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width)

    assert max(map(columns_wide, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one() -> None:
    text = "社区（参与）、“信任”，以及满意度。"
    lines = [line for width in range(6, 30) for line in wrapped(text, width)]

    assert not [line for line in lines if line[0] in "，。、）”" or line[-1] in "（“"]


def test_an_empty_text_is_an_empty_line() -> None:
    assert wrapped("", 10) == [""]


@pytest.mark.parametrize(("align", "expected"), [("left", "信任   "), ("center", " 信任  "), ("right", "   信任")])
def test_padding_counts_chinese_characters_twice(align, expected) -> None:
    assert padded("信任", 7, align) == expected
    assert padded("信任", 2, align) == "信任"


def test_combining_marks_take_no_room() -> None:
    assert padded("x\u0304", 3, "right") == "  x\u0304"
