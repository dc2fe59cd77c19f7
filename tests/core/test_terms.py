"""Everything that is printed has words in both languages, with the same places for numbers."""

import re
from string import Formatter

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing, term, topics


def fields(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name}


def test_every_term_is_in_both_languages_with_the_same_fields() -> None:
    for topic, entries in topics().items():
        for entry, wording in entries.items():
            assert set(wording) == {"zh", "en"}, f"{topic}.{entry}"
            assert fields(wording["zh"]) == fields(wording["en"]), f"{topic}.{entry}"


def test_english_terms_hold_no_chinese() -> None:
    for topic, entries in topics().items():
        for entry, wording in entries.items():
            assert not re.search(r"[一-鿿，。；：（）]", wording["en"]), f"{topic}.{entry}"


def test_values_are_put_in() -> None:
    assert term("common.note_listwise", "en", total=332, used=286) == (
        "Listwise deletion: 286 of 332 respondents were used"
    )


def test_a_value_in_both_languages_is_put_in_in_that_of_the_wording() -> None:
    said = bilingual("reading.day_or_month", column="t", order=bilingual("reading.day_first"))
    assert said.en.endswith("they were read with day before month")
    assert said.zh.endswith("按日在前、月在后读取")


def test_names_are_listed_as_each_language_does() -> None:
    assert listing(["a", 2]) == Text(zh="a、2", en="a, 2")
    assert listing(["a", "b", "c"], most=2, quoted=True) == Text(zh="“a”、“b”等（另有1个）", en="'a', 'b' and 1 more")
    assert listing([Text(zh="男", en="male")], quoted=True) == Text(zh="“男”", en="'male'")
