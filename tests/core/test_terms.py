"""Everything that is printed has words in both languages, with the same places for numbers."""

import re
from string import Formatter

from surveykit.core.terms import term, topics


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
