"""What is asked for in a thesis: typed, as the name of a bookmark, as the tag of a control."""

import pytest

from surveykit.errors import OptionError
from surveykit.write.template_place import Place, bookmarked_place, tagged_place, typed_place

PLACES = [
    ("table:reliability", "sk_table_reliability", Place("table", "reliability")),
    ("figure:efa.scree", "sk_figure_efa__scree", Place("figure", "efa.scree")),
    ("prose:regression_2", "sk_prose_regression_2", Place("prose", "regression_2")),
    ("methods", "sk_methods", Place("methods")),
    ("reliability.SQ.alpha", "sk_value_reliability__SQ__alpha", Place("value", "reliability.SQ.alpha")),
]


@pytest.mark.parametrize(("typed", "bookmark", "place"), PLACES)
def test_a_place_can_be_typed_or_marked_and_is_found_again(typed: str, bookmark: str, place: Place) -> None:
    assert typed_place(typed) == bookmarked_place(bookmark) == tagged_place(place.tag) == place
    assert str(place) == "{{" + typed + "}}"


def test_spaces_capitals_and_the_word_value_are_understood() -> None:
    assert typed_place(" Table : reliability ") == Place("table", "reliability")
    assert typed_place("value:a.b") == typed_place("a.b") == Place("value", "a.b")
    assert bookmarked_place("SK_Table_efa") == Place("table", "efa")


def test_bookmarks_and_controls_of_others_are_left_alone() -> None:
    assert bookmarked_place("_Toc123") is None
    assert bookmarked_place("sketch") is None
    assert tagged_place("goog_rdk_0") is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("tabel:efa", "no kind of place.*Closest: 'table'"),
        ("table:", "after 'table' stands a key"),
        ("methods:all", "after 'methods' stands nothing more"),
        ("table:" + "x" * 60, "may have 48 characters"),
    ],
)
def test_what_is_not_understood_is_said(typed: str, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        typed_place(typed)
