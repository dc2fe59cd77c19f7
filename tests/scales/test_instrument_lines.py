"""An instrument tells in words what its file holds."""

import re

import pytest

import surveykit as sk
from surveykit.core.codebook import Language
from surveykit.scales.instrument_lines import instrument_lines

NAMES = sk.instruments()["name"].tolist()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_instrument_can_be_told_in_both_languages(name: str, language: Language) -> None:
    one = sk.instrument(name)
    told = dict(instrument_lines(one, language=language))
    printed = "\n".join([*told, *(line for lines in told.values() for line in lines)])
    assert all(item in printed for item in one.item_names)
    assert one.citation.within(language) in printed
    assert one.licence.within(language) in printed
    assert one.reference in printed
    assert "{" not in printed
    if language == "en":
        assert not re.search(r"[一-鿿，。；：（）]", printed)


def test_a_reversed_item_is_marked() -> None:
    told = dict(instrument_lines(sk.instrument("community_vitality"), language="en"))
    assert [line for line in told["Items"] if "reversed" in line] == ["CV4 People still keep to themselves (reversed)"]
    assert dict(instrument_lines(sk.instrument("collective_efficacy"), language="en"))["Reversed"] == ["CE9, CE10"]


def test_a_published_reliability_is_told_with_its_source() -> None:
    told = dict(instrument_lines(sk.instrument("ess_social_trust"), language="en"))
    assert told["Published reliability"] == [
        "alpha 0.52 to 0.85 (across countries; Breyer (2015), https://doi.org/10.6102/zis235)"
    ]


def test_what_has_no_total_says_so() -> None:
    assert dict(instrument_lines(sk.instrument("wvs_trust_radius"), language="en"))["Scoring"] == [
        "Each dimension: mean; no total"
    ]
    assert dict(instrument_lines(sk.instrument("service_importance"), language="en"))["Scoring"] == [
        "Not scored as a scale"
    ]
