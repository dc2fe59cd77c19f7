"""Each preset holds the rules of its school or journal."""

from dataclasses import replace

import pytest

from surveykit.core.format import format_number, stars
from surveykit.core.style import PRESETS, resolve_style
from surveykit.errors import OptionError


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("cn-generic", {"rule_weights": (1.5, 0.75, 1.5), "body_size": 9.0, "caption_size": 10.5}),
        ("cn-thu", {"rule_weights": (1.5, 1.0, 1.5), "body_size": 11, "cell_space": 3.0, "table_title_space": (12, 6)}),
        ("cn-sjtu", {"rule_weights": (1.5, 0.75, 1.5), "continuation": "label"}),
        ("apa7", {"language": "en", "caption_layout": "number above title", "landscape_from": 10}),
    ],
)
def test_the_rules_of_a_preset(name: str, rules: dict[str, object]) -> None:
    assert {rule: getattr(PRESETS[name], rule) for rule in rules} == rules


@pytest.mark.parametrize(
    ("value", "kind", "chinese", "apa"),
    [
        (0.05, "p", "0.050", ".050"),
        (0.00049, "p", "<0.001", "< .001"),
        (-0.0004, "correlation", "0.000", ".00"),
        (0.125, "percent", "12.5", "12.5"),
        (2.675, "mean", "2.68", "2.68"),
        (-1.005, "coefficient", "−1.005", "−1.01"),
        (1234567, "count", "1234567", "1234567"),
        (0.7, "reliability", "0.700", ".70"),
        (0.31, "effect", "0.31", "0.31"),
    ],
)
def test_numbers_in_both_traditions(value: float, kind: str, chinese: str, apa: str) -> None:
    shown = [format_number(value, kind, PRESETS[name]) for name in ("cn-generic", "apa7")]  # type: ignore[arg-type]
    assert shown == [chinese, apa]


def test_thousands_are_separated_where_the_style_says_so() -> None:
    spaced = replace(PRESETS["cn-generic"], thousands="\u2009")
    assert format_number(1234567, "count", spaced) == "1\u2009234\u2009567"
    assert format_number(286, "count", spaced) == "286"


def test_marks_come_from_the_style() -> None:
    assert [stars(p, PRESETS["apa7"]) for p in (0.0001, 0.001, 0.0499, 0.05)] == ["***", "**", "*", ""]
    assert stars(0.08, replace(PRESETS["apa7"], stars=((0.05, "*"), (0.1, "†")))) == "†"


@pytest.mark.parametrize("style", ["cn-pku", "", "APA7"])
def test_an_unknown_preset_is_answered_with_the_known_ones(style: str) -> None:
    with pytest.raises(OptionError, match="cn-generic"):
        resolve_style(style)
