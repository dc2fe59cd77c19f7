"""The ladder: eight rungs make three levels, and of several forms one rung."""

import pandas as pd
import pytest

from surveykit import Survey, arnstein_level, reverse_items
from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, ColumnError, OptionError

NAN = float("nan")


def one(rungs: list[float]) -> Survey:
    return Survey.from_frame(pd.DataFrame({"rung": rungs}))


def test_eight_rungs_make_three_levels() -> None:
    scored = arnstein_level(one([1, 2, 3, 4, 5, 6, 7, 8, NAN]), into="level", columns="rung").data
    assert scored["level"].to_numpy() == pytest.approx([1, 1, 2, 2, 2, 3, 3, 3, NAN], nan_ok=True)
    assert scored["level_rung"].to_numpy() == pytest.approx([1, 2, 3, 4, 5, 6, 7, 8, NAN], nan_ok=True)


def test_levels_and_rungs_are_ordinal_and_named() -> None:
    book = arnstein_level(one([1, 4]), into="level", columns="rung", label={"zh": "参与", "en": "Part"}).codebook
    assert [book.variable(name).kind for name in ("level", "level_rung")] == ["ordinal", "ordinal"]
    assert [book.value_label("level", code, "en") for code in (1, 2, 3)] == [
        "Non-participation",
        "Tokenism",
        "Citizen power",
    ]
    assert book.value_label("level_rung", 6, "zh") == "合作伙伴"
    assert book.label("level_rung", "zh") == "参与：参与阶梯"


FORMS = pd.DataFrame([[4, 2, 4], [1, 8, NAN], [3, 6, NAN], [NAN, NAN, NAN]], columns=["a", "b", "c"])


def test_of_several_forms_the_highest_or_the_most_frequent_and_of_ties_the_higher() -> None:
    survey = Survey.from_frame(FORMS)
    highest = arnstein_level(survey, into="x", columns=["a", "b", "c"]).data["x_rung"]
    modal = arnstein_level(survey, into="x", columns=["a", "b", "c"], method="modal").data["x_rung"]
    assert highest.to_numpy() == pytest.approx([4, 8, 6, NAN], nan_ok=True)
    assert modal.to_numpy() == pytest.approx([4, 8, 6, NAN], nan_ok=True)
    mostly = Survey.from_frame(pd.DataFrame([[2, 2, 7]], columns=["a", "b", "c"]))
    assert arnstein_level(mostly, into="x", columns=["a", "b", "c"], method="modal").data["x"].tolist() == [1]


def test_the_minimum_of_answers_can_be_set_and_gaps_are_counted() -> None:
    survey = Survey.from_frame(FORMS)
    loose = arnstein_level(survey, into="x", columns=["a", "b", "c"]).log[-1].arguments
    assert (loose["person_mean"], loose["not_scored"]) == (2, 1)
    strict = arnstein_level(survey, into="x", columns=["a", "b", "c"], min_answered=3)
    assert strict.data["x"].notna().tolist() == [True, False, False, False]


def test_other_codes_are_given_their_rungs() -> None:
    scored = arnstein_level(one([1, 2, 3]), into="x", columns="rung", codes={1: 3, 2: 4, 3: 6}).data
    assert scored[["x", "x_rung"]].to_numpy().tolist() == [[2, 3], [2, 4], [3, 6]]


def test_an_answer_that_is_no_rung_is_refused() -> None:
    with pytest.raises(AnswerError, match="2 answers of 'rung' are no rungs") as refused:
        arnstein_level(one([1, 9, 2.5]), into="x", columns="rung")
    assert refused.value.cases["value"].tolist() == [9, 2.5]
    with pytest.raises(OptionError, match="their rung, 1 to 8"):
        arnstein_level(one([1]), into="x", columns="rung", codes={1: 9})
    for wrong in ({"1": 3}, {1: [3]}, {1: True}):
        with pytest.raises(OptionError, match="answer codes, which are numbers, their rung"):
            arnstein_level(one([1]), into="x", columns="rung", codes=wrong)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="Allowed: 'highest', 'modal'"):
        arnstein_level(one([1]), into="x", columns="rung", method="mean")  # type: ignore[arg-type]


def test_a_reversed_column_is_refused() -> None:
    book = Codebook.model_validate({"variables": [{"name": "rung", "low": 1, "high": 8}]})
    survey = reverse_items(Survey.from_frame(pd.DataFrame({"rung": [1, 8]}), codebook=book), items="rung")
    with pytest.raises(ColumnError, match=r"\['rung'\] have been reversed"):
        arnstein_level(survey, into="x", columns="rung")
