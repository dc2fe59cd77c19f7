"""Every instrument that comes with the library is whole, in both languages, and takes nobody's wording."""

import re
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

import surveykit as sk
from surveykit.errors import OptionError
from surveykit.scales.instrument import Instrument

ROOT = Path(__file__).parents[2]
BANK = pd.read_csv(ROOT / "tests/data/instruments/item_bank.tsv", sep="\t", dtype=str, keep_default_na=False)
LISTED = sk.instruments()
ALL = {name: sk.instrument(name) for name in LISTED["name"]}
OWN = {name: one for name, one in ALL.items() if one.citation.zh.startswith("自编")}
KEYS = {name: one for name, one in ALL.items() if name not in OWN}
LEFT_OUT = {"a", "it", "make", "one", "sos", "csos", "take", "the", "them", "they", "will"}
"""Words of the bank that a whole sentence says otherwise."""


def texts(one: Instrument) -> list[sk.Text]:
    """Everything that an instrument says."""
    wordings = [item.wording for item in one.items if item.wording is not None]
    titles = [part.title for part in one.dimensions]
    said = [found.of for found in one.reliability]
    return [one.title, one.stem, one.citation, one.licence, one.obtain, one.note, *one.values.values(), *wordings,
            *titles, *said]  # fmt: skip


def stems(text: str) -> set[str]:
    """The beginnings of the words of a text."""
    return {word[:5] for word in re.findall(r"[a-z']+", text.lower())}


def test_every_file_is_listed_under_its_own_name() -> None:
    data = [path.name for path in (files("surveykit.scales") / "instruments").iterdir()]
    assert sorted(data) == sorted(f"{name}.yaml" for name in LISTED["name"])
    assert [one.name for one in ALL.values()] == list(LISTED["name"])
    assert LISTED["name"].is_unique


def test_both_kinds_are_there() -> None:
    assert len(OWN) >= 30
    assert len(KEYS) >= 14


@pytest.mark.parametrize("name", ALL)
def test_source_and_licence_are_said_in_both_languages(name: str) -> None:
    one = ALL[name]
    for text in (one.title, one.citation, one.licence):
        assert text.zh
        assert text.en


@pytest.mark.parametrize("name", ALL)
def test_what_is_said_is_said_in_both_languages(name: str) -> None:
    for text in texts(ALL[name]):
        assert bool(text.zh) == bool(text.en)
        assert not re.search(r"[一-鿿，。；：（）、]", text.en)
        assert not text.zh.endswith("。")
        assert text in (ALL[name].citation, ALL[name].licence) or not text.en.endswith(".")


@pytest.mark.parametrize("name", OWN)
def test_own_instruments_have_every_wording_and_every_answer(name: str) -> None:
    one = OWN[name]
    assert one.has_wording
    assert one.stem.zh
    assert list(one.values) == list(range(int(one.low), int(one.high) + 1))
    assert not one.obtain.zh


@pytest.mark.parametrize("name", KEYS)
def test_keys_of_others_number_the_items_and_say_where_they_are(name: str) -> None:
    one = KEYS[name]
    assert not one.has_wording
    assert not one.values
    assert not one.stem.zh
    assert all(re.fullmatch(r"[A-Z]+\d+", item) for item in one.item_names)
    assert one.obtain.zh
    assert re.search(r"\(\d{4}\)|American National Election Studies", one.reference)


@pytest.mark.parametrize("name", ALL)
def test_a_citation_is_short_and_its_year_is_that_of_the_reference(name: str) -> None:
    one = ALL[name]
    years = re.findall(r"\d{4}", one.citation.en)
    assert years == re.findall(r"\d{4}", one.citation.zh)
    assert len(one.citation.en) < 80
    if one.reference:
        assert all(f"({year})" in one.reference for year in years)
        assert not re.search(r"[一-鿿]", one.reference)


@pytest.mark.parametrize("name", ALL)
def test_every_instrument_becomes_a_codebook(name: str) -> None:
    one = ALL[name]
    book = one.codebook()
    assert [variable.name for variable in book.variables] == list(one.item_names)
    assert {variable.range for variable in book.variables} == {(one.low, one.high)}
    assert book.has_scale(one.code) == one.total
    assert set(book.reverse_keyed) == set(one.reversed if book.scales else ())


def test_only_reliabilities_with_a_source_are_quoted() -> None:
    quoted = {name: found for name, one in ALL.items() for found in one.reliability}
    assert set(quoted) == {
        "collective_efficacy",
        "ess_social_trust",
        "neighborhood_cohesion_short",
        "sense_of_community_index2",
    }
    assert all(0 < found.low <= found.high < 1 and found.source for found in quoted.values())


def test_an_item_name_means_one_question_unless_the_note_warns() -> None:
    said: dict[str, sk.Text] = {}
    for name, one in OWN.items():
        if name == "organisation_trust":
            assert "prefix" in one.note.zh
            continue
        for item in one.items:
            assert item.wording is not None
            assert said.setdefault(item.name, item.wording) == item.wording, item.name


def test_social_capital_is_made_of_its_three_scales() -> None:
    whole = sk.instrument("community_social_capital")
    parts = [sk.instrument(f"community_{part}") for part in ("trust", "norms", "networks")]
    assert whole.items == tuple(item for part in parts for item in part.items)
    assert [(part.name, part.title) for part in whole.dimensions] == [(part.code, part.title) for part in parts]


def test_the_wording_is_that_of_the_item_bank() -> None:
    """Chinese to the letter; the English sentence says every word of what the bank says in short."""
    second = {"organisation_trust", "organisation_attitude"}
    worded = {
        (name in second, item.name): (item.wording, item.name in one.reversed)
        for name, one in OWN.items()
        for item in one.items
    }
    for row in BANK.itertuples():
        wording, is_reversed = worded[row.study == "000", str(row.item)]
        assert wording is not None
        full_width = str(row.zh).replace(",", "，").replace("(", "（").replace(")", "）")
        assert wording.zh == full_width
        lacking = stems(" ".join(w for w in re.findall(r"[\w']+", str(row.en).lower()) if w not in LEFT_OUT))
        assert lacking <= stems(wording.en), (row.item, wording.en)
        assert is_reversed == bool(row.reversed)


def test_the_bundled_study_words_the_same_scales_alike() -> None:
    book = sk.Codebook.read(ROOT / "examples/nanchang_workers_home/codebook.yaml")
    by_code = {one.code: one for one in OWN.values()}
    assert len(book.scales) == 8
    for scale in book.scales:
        one = by_code[scale.name]
        part = one.codebook()
        assert (scale.label, scale.items, scale.reversed) == (one.title, one.item_names, one.reversed)
        assert scale.method == one.method
        for item in scale.items:
            assert book.variable(item).label == part.variable(item).label
            assert book.variable(item).values == part.variable(item).values
    quiz = sk.instrument("nonprofit_quiz")
    for variable in quiz.codebook().variables:
        assert book.variable(variable.name).label == variable.label
        assert book.variable(variable.name).values == variable.values


def test_the_list_is_searched_by_name_and_title_in_both_languages() -> None:
    assert sk.instruments("党建")["name"].tolist() == ["party_led_governance"]
    assert sk.instruments("Party-led")["name"].tolist() == ["party_led_governance"]
    assert "servperf" in sk.instruments("SERV")["name"].tolist()
    assert sk.instruments("no such thing").empty
    assert list(sk.instruments("no such thing").columns) == list(LISTED.columns)


def test_an_unknown_instrument_is_answered_with_the_closest() -> None:
    with pytest.raises(OptionError, match="'community_trust'"):
        sk.instrument("comunity_trust")
    with pytest.raises(OptionError, match=r"\['a'\] is not an instrument"):
        sk.instrument(["a"])  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="name=3 must be a text"):
        sk.instruments(3)  # type: ignore[arg-type]


def test_changing_the_list_changes_no_later_list() -> None:
    first = sk.instruments()
    first["name"] = "changed"
    pd.testing.assert_frame_equal(sk.instruments(), LISTED)
