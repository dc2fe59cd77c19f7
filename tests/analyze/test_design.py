"""How names become columns: the codebook decides, and what cannot be answered is refused by name."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.design import build_design, check_marginality, parse_terms, solvable
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, OptionError, SampleError

VARIABLES = [
    {"name": "party", "values": {1: "yes", 2: "no", 3: "was"}, "reference": 2},
    {"name": "edu", "kind": "ordinal", "values": {1: "low", 2: "mid", 3: "high", 4: "top"}},
    {"name": "age", "kind": "numeric"},
    {"name": "score", "kind": "numeric"},
]
FRAME = pd.DataFrame(
    {
        "party": [1.0, 2, 3, 2, 1, 3],
        "edu": [1.0, 2, 4, 4, 2, 1],
        "age": [20.0, 30, 40, 50, 60, 70],
        "score": [1.0, 5, 2, 4, 3, 1],
    }
)


@pytest.fixture
def survey() -> Survey:
    return Survey.from_frame(FRAME, codebook=Codebook.model_validate({"variables": VARIABLES}))


def test_numbers_enter_as_they_are(survey: Survey) -> None:
    design = build_design(survey, FRAME, [("age",)])
    assert design.names == ("age",)
    assert design.columns[:, 0].tolist() == FRAME["age"].tolist()


def test_categories_become_dummies_against_the_reference_of_the_codebook(survey: Survey) -> None:
    design = build_design(survey, FRAME, [("party",)])
    assert design.names == ("party=1", "party=3")
    assert design.columns[:, 0].tolist() == [1, 0, 0, 0, 1, 0]
    assert design.references == {"party": 2}


def test_ordinal_variables_are_categories_too_and_unused_codes_get_no_dummy(survey: Survey) -> None:
    design = build_design(survey, FRAME, [("edu",)])
    assert design.names == ("edu=2", "edu=4")
    assert design.references == {"edu": 1}
    assert design.predictors["edu"].unused == (3,)


def test_a_reference_that_nobody_chose_gives_way_to_the_first_category_that_occurs(survey: Survey) -> None:
    frame = FRAME[FRAME["party"] != 2]
    assert build_design(survey, frame, [("party",)]).references == {"party": 1}


def test_interactions_multiply_every_column_of_one_with_every_column_of_the_other(survey: Survey) -> None:
    design = build_design(survey, FRAME, [("age",), ("party",), ("age", "party")])
    assert design.names == ("age", "party=1", "party=3", "age:party=1", "age:party=3")
    np.testing.assert_array_equal(design.columns[:, 3], design.columns[:, 0] * design.columns[:, 1])


def test_centring_comes_before_multiplying(survey: Survey) -> None:
    design = build_design(survey, FRAME, [("age",), ("score",), ("age", "score")], center=["age"])
    assert design.predictors["age"].center == 45
    np.testing.assert_array_equal(design.columns[:, 2], (FRAME["age"] - 45) * FRAME["score"])


@pytest.mark.parametrize("name", ["party", "aeg"])
def test_only_numeric_predictors_of_the_model_can_be_centred(survey: Survey, name: str) -> None:
    with pytest.raises(OptionError, match=name):
        build_design(survey, FRAME, [("age",), ("party",)], center=[name])


def test_codes_that_the_codebook_does_not_list_are_refused(survey: Survey) -> None:
    with pytest.raises(ColumnError, match=r"party.*9\.0"):
        build_design(survey, FRAME.assign(party=[1.0, 2, 9, 2, 1, 3]), [("party",)])


def test_codes_of_a_personal_column_are_counted_not_shown() -> None:
    variable = {"name": "party", "values": {1: "yes", 2: "no", 3: "was"}, "personal": True}
    survey = Survey.from_frame(FRAME, codebook=Codebook.model_validate({"variables": [variable]}))
    with pytest.raises(ColumnError, match="holds 1 codes") as caught:
        build_design(survey, FRAME.assign(party=[1.0, 2, 77, 2, 1, 3]), [("party",)])
    assert "77" not in str(caught.value)


@pytest.mark.parametrize("kind", ["text", "date"])
def test_numbers_that_the_codebook_calls_text_or_date_are_refused(kind: str) -> None:
    survey = Survey.from_frame(FRAME, codebook=Codebook.model_validate({"variables": [{"name": "age", "kind": kind}]}))
    with pytest.raises(ColumnError, match=f"'age' is {kind}"):
        build_design(survey, FRAME, [("age",)])


def test_a_nominal_column_of_many_values_is_not_made_into_dummies() -> None:
    frame = pd.DataFrame({"house": np.arange(60.0)})
    codebook = Codebook.model_validate({"variables": [{"name": "house", "kind": "nominal"}]})
    with pytest.raises(ColumnError, match="60 distinct values"):
        build_design(Survey.from_frame(frame, codebook=codebook), frame, [("house",)])


@pytest.mark.parametrize(
    "terms", ["", [], ["age", "age"], [("age", "score", "edu")], [("age", "age")], [3], ["a", ("a",)]]
)
def test_what_is_no_list_of_terms_is_refused(terms: object) -> None:
    with pytest.raises(ColumnError, match="predictors"):
        parse_terms(terms, argument="predictors")  # type: ignore[arg-type]


def test_the_same_interaction_the_other_way_round_is_the_same() -> None:
    with pytest.raises(ColumnError, match="b:a is there twice"):
        parse_terms(["a", "b", ("a", "b"), ("b", "a")], argument="predictors")


def test_an_interaction_needs_both_of_its_variables_before_it() -> None:
    with pytest.raises(ColumnError, match=r"a:b comes before \['b'\]"):
        check_marginality([("a",), ("a", "b"), ("b",)], argument="predictors")


def test_a_column_that_others_make_is_named_with_them(survey: Survey) -> None:
    frame = pd.concat([FRAME, FRAME.assign(age=FRAME["age"] + 3), FRAME.assign(score=2.0)], ignore_index=True)
    frame["twice"] = 2 * frame["age"] + 1
    wide = Survey.from_frame(frame, codebook=survey.codebook)
    with pytest.raises(SampleError, match=r"'(twice|age)' is determined by \['(age|twice)'\]"):
        solvable(build_design(wide, frame, [("score",), ("age",), ("twice",)]), argument="predictors")


def test_a_column_that_does_not_vary_is_named(survey: Survey) -> None:
    with pytest.raises(SampleError, match=r"\['score'\] do not vary among the 6 cases"):
        solvable(build_design(survey, FRAME.assign(score=2.0), [("age",), ("score",)]), argument="predictors")


def test_more_coefficients_than_cases_are_refused(survey: Survey) -> None:
    with pytest.raises(SampleError, match="6 complete cases cannot estimate 6 coefficients"):
        solvable(build_design(survey, FRAME, [("party",), ("edu",), ("age",)]), argument="predictors")
