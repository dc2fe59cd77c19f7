import pytest

from surveykit.core.style import resolve_style
from surveykit.prose.phrases import equals, interval, listed, p_words, paragraph, percent, statistic

ZH = resolve_style("cn-generic")
EN = resolve_style("apa7")


@pytest.mark.parametrize(
    ("p", "zh", "en"),
    [(0.0004, "p<0.001", "p < .001"), (0.0229, "p=0.023", "p = .023"), (0.9996, "p>0.999", "p > .999")],
)
def test_p(p: float, zh: str, en: str) -> None:
    assert (p_words(p, ZH), p_words(p, EN)) == (zh, en)


def test_p_follows_the_numbers_of_the_style_and_the_spaces_of_the_language() -> None:
    assert p_words(0.0004, resolve_style("apa7", "zh")) == "p<.001"
    assert p_words(0.0004, resolve_style("cn-generic", "en")) == "p < 0.001"
    assert p_words(0.9996, resolve_style("cn-generic", "en")) == "p > 0.999"


def test_interval_names_its_level() -> None:
    assert interval(0.1234, 0.3144, "coefficient", 0.95, ZH) == "95%CI[0.123, 0.314]"
    assert interval(0.1234, 0.3144, "correlation", 0.99, EN) == "99% CI [.12, .31]"
    assert interval(0.352, 1.104, "percent", 0.95, ZH) == "95%CI[35.2%, 110.4%]"


def test_numbers_follow_the_style() -> None:
    assert equals("B", -0.4996, "coefficient", EN) == "B = −0.50"
    assert statistic("F", 12.5896, [5, 139], ZH) == "F(5, 139)=12.590"
    assert statistic("t", 2.5, [17.776], EN) == "t(17.8) = 2.50"
    assert percent(0.8614, ZH) == "86.1%"


def test_lists() -> None:
    assert [listed(names, ZH) for names in (["甲"], ["甲", "乙"], ["甲", "乙", "丙"])] == ["甲", "甲和乙", "甲、乙和丙"]
    assert [listed(names, EN) for names in (["A"], ["A", "B"], ["A", "B", "C"])] == ["A", "A and B", "A, B, and C"]


def test_sentences_end_as_the_language_wants() -> None:
    assert paragraph(["One", "Two"], EN) == "One. Two."
    assert paragraph(["其一", "其二"], ZH) == "其一。其二。"
