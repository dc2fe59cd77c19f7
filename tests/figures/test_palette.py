"""Whatever means something else looks different in a black-and-white print."""

from __future__ import annotations

from itertools import pairwise

import pytest

from surveykit.figures.palette import (
    ACCENT,
    FAINT,
    GREY,
    INK,
    PALE_ACCENT,
    Shade,
    answer_shades,
    lightness,
    signed_shade,
    text_on,
)
from surveykit.figures.shifts import CHANGES

TOLD_APART = 0.05
"""Difference in lightness, from 0 to 1, at which two fields side by side are told apart."""


def told_apart(one: Shade, other: Shade) -> bool:
    apart = abs(lightness(one.colour) - lightness(other.colour)) >= TOLD_APART
    return apart or one.stripes != other.stripes


@pytest.mark.parametrize("around_middle", [True, False])
@pytest.mark.parametrize("count", range(2, 12))
def test_neighbouring_answers_are_told_apart(count: int, around_middle: bool) -> None:
    fill = answer_shades(count, around_middle=around_middle)
    assert len(fill) == count
    assert all(told_apart(one, other) for one, other in pairwise(fill))


@pytest.mark.parametrize("count", range(2, 12))
def test_agreement_and_disagreement_are_told_apart_wherever_they_stand(count: int) -> None:
    fill = answer_shades(count, around_middle=True)
    side = count // 2
    assert all(shade.stripes for shade in fill[:side])
    assert not any(shade.stripes for shade in fill[-side:])


def test_changes_are_told_apart() -> None:
    lower, equal, higher = CHANGES.values()
    assert told_apart(lower, equal)
    assert told_apart(equal, higher)
    assert told_apart(lower, higher)


def test_the_constants_differ_in_lightness() -> None:
    ranked = sorted(map(lightness, (INK, ACCENT, GREY, PALE_ACCENT, "#FFFFFF")))
    assert all(lighter - darker >= TOLD_APART for darker, lighter in pairwise(ranked))
    assert lightness(FAINT) - lightness(GREY) >= TOLD_APART


def test_negative_numbers_have_stripes_and_large_ones_are_dark() -> None:
    assert told_apart(signed_shade(0.5), signed_shade(-0.5))
    assert lightness(signed_shade(0.8).colour) < lightness(signed_shade(0.3).colour)
    assert lightness(signed_shade(-0.8).colour) < lightness(signed_shade(-0.3).colour)
    assert signed_shade(float("nan")) == Shade("#ffffff")


@pytest.mark.parametrize(("colour", "expected"), [("#2B5C8A", "white"), ("#D9D9D9", "#222222")])
def test_text_is_light_on_dark_and_dark_on_light(colour: str, expected: str) -> None:
    assert text_on(colour) == expected
