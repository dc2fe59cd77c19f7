"""Numbers of bookmarks, controls and drawings, whatever the document of others says they are."""

import pytest

from surveykit.write.template_control import Numbers, number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("-1203944", -1203944), ("", 0), ("x1", 0), ("²", 0), ("１", 0), ("--1", 0), ("9" * 5000, 0)],
)
def test_what_is_no_number_of_word_counts_as_none(text: str, number: int) -> None:
    assert number_in(text) == number


def test_a_number_depends_on_the_name_only_and_is_never_given_twice() -> None:
    first, again = Numbers(set()).give("a"), Numbers(set()).give("a")
    taken = Numbers({first})

    assert first == again
    assert len({first, taken.give("a"), taken.give("a")}) == 3
