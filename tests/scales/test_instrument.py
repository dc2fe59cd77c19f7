"""An instrument becomes a part of a codebook that scores as its key says."""

import pandas as pd
import pytest
from pydantic import ValidationError

import surveykit as sk
from surveykit.errors import ColumnError, OptionError

PLAIN = {
    "name": "two_sides",
    "code": "T",
    "title": "Two sides",
    "items": ["T1", "T2", "T3", "T4"],
    "low": 1,
    "high": 5,
    "dimensions": [
        {"name": "TA", "title": "First", "items": ["T1", "T2"]},
        {"name": "TB", "title": "Second", "items": ["T3", "T4"]},
    ],
    "reversed": ["T4"],
    "method": "sum",
    "min_answered": 3,
    "citation": {"zh": "甲", "en": "A (2001)"},
    "licence": "free",
}


@pytest.fixture
def one() -> sk.Instrument:
    return sk.Instrument.model_validate(PLAIN)


def test_the_total_and_the_dimensions_are_scales(one: sk.Instrument) -> None:
    book = one.codebook()
    assert [scale.name for scale in book.scales] == ["T", "TA", "TB"]
    assert book.scale("T").dimensions == ("TA", "TB")
    assert (book.scale("T").min_answered, book.scale("TA").min_answered) == (3, None)
    assert (book.scale("T").reversed, book.scale("TA").reversed, book.scale("TB").reversed) == (("T4",), (), ("T4",))
    assert {scale.method for scale in book.scales} == {"sum"}


def test_without_a_total_only_the_dimensions_are_scored(one: sk.Instrument) -> None:
    book = sk.Instrument.model_validate({**PLAIN, "total": False}).codebook()
    assert [scale.name for scale in book.scales] == ["TA", "TB"]


def test_items_without_wording_have_a_range_and_no_label(one: sk.Instrument) -> None:
    variable = one.codebook().variable("T1")
    assert (variable.kind, variable.range, variable.values) == ("ordinal", (1, 5), {})
    assert variable.label == sk.Text()


def test_the_citation_is_in_the_language_that_is_asked_for(one: sk.Instrument) -> None:
    assert one.codebook().scale("T").citation == "甲"
    assert one.codebook(language="en").scale("T").citation == "A (2001)"


def test_a_prefix_stands_before_items_and_scales(one: sk.Instrument) -> None:
    book = one.codebook(prefix="w1_")
    assert [variable.name for variable in book.variables] == ["w1_T1", "w1_T2", "w1_T3", "w1_T4"]
    assert [scale.name for scale in book.scales] == ["w1_T", "w1_TA", "w1_TB"]
    assert book.scale("w1_T").dimensions == ("w1_TA", "w1_TB")
    assert book.scale("w1_TB").reversed == ("w1_T4",)


def test_columns_take_the_place_of_item_names_and_keep_their_key(one: sk.Instrument) -> None:
    book = one.codebook(prefix="x_", columns={"T4": "q9"})
    assert book.scale("x_T").items == ("x_T1", "x_T2", "x_T3", "q9")
    assert book.scale("x_TB").reversed == ("q9",)


def test_columns_for_an_item_that_is_not_there_name_the_closest(one: sk.Instrument) -> None:
    with pytest.raises(ColumnError, match=r"'t4'.*'T4'"):
        one.codebook(columns={"t4": "q9"})


def test_one_column_cannot_hold_two_items(one: sk.Instrument) -> None:
    with pytest.raises(ColumnError, match=r"'q9'.*T3.*T4"):
        one.codebook(columns={"T3": "q9", "T4": "q9"})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"columns": {"T4": 9}}, "columns: 9 is not a name"),
        ({"columns": ["T4"]}, "columns must give items their column"),
        ({"prefix": 1}, "prefix=1 must be a text"),
    ],
)
def test_columns_and_prefix_are_texts(one: sk.Instrument, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ColumnError, match=said):
        one.codebook(**wrong)  # type: ignore[arg-type]


def test_a_language_is_one_of_two(one: sk.Instrument) -> None:
    with pytest.raises(OptionError, match="language='fr' is not known"):
        one.codebook(language="fr")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"dimensions": [{"name": "TA", "title": "First", "items": ["T1", "T2"]}]}, "belongs to one dimension"),
        ({"reversed": ["T9"]}, "T9"),
        ({"correct": {"T9": 1}}, "T9"),
        ({"items": ["T1", "T2", "T3", {"name": "T4", "wording": "four"}]}, "of all items or of none"),
        ({"items": ["T1", "T2", "T3", "T4", "T4"], "dimensions": []}, "twice"),
        ({"low": 5}, "is not below"),
        ({"min_answered": 5}, "4 items"),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_a_key_that_contradicts_itself_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        sk.Instrument.model_validate({**PLAIN, **change})


def test_answers_are_scored_as_the_key_says() -> None:
    """By hand: reversed within 1 to 5, the sum of four, and of two."""
    one = sk.Instrument.model_validate(PLAIN)
    frame = pd.DataFrame({"T1": [5, 1], "T2": [4, 1], "T3": [3, 1], "q4": [1, 5]})
    survey = sk.Survey.from_frame(frame, codebook=one.codebook(columns={"T4": "q4"}))
    scored = survey.pipe(sk.reverse_items).pipe(sk.score_scales).data
    assert scored[["T", "TA", "TB"]].to_numpy().tolist() == [[17.0, 9.0, 8.0], [4.0, 2.0, 2.0]]


def test_a_quiz_is_scored_by_its_right_answers() -> None:
    book = sk.instrument("nonprofit_quiz").codebook()
    survey = sk.Survey.from_frame(pd.DataFrame({"K1": [2, 1], "K2": [1, 3], "K3": [2, 2]}), codebook=book)
    assert sk.knowledge_score(survey, into="known", method="count").data["known"].tolist() == [3.0, 1.0]


def test_a_satisfaction_of_the_acsi_type_runs_from_0_to_100() -> None:
    book = sk.instrument("acsi_type").codebook()
    frame = pd.DataFrame({"ACSI1": [1, 10, 5], "ACSI2": [1, 10, 6], "ACSI3": [1, 10, 7]})
    scored = sk.score_scales(sk.Survey.from_frame(frame, codebook=book)).data
    assert scored["ACSI"].tolist() == pytest.approx([0, 100, 5 / 9 * 100])
