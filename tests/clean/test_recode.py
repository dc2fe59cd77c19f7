"""Other codes: missing passes through, nothing is left without a code, and what rests on old codes is protected."""

import math

import pandas as pd
import pytest

from surveykit import Survey, Text, cleaning_log, collapse, derive_indicator, recode, reverse_items, set_missing
from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, ColumnError, OptionError

SCHOOL = {1: {"zh": "小学", "en": "primary"}, 2: {"zh": "初中", "en": "middle"}, 3: {"zh": "高中", "en": "high"}}
BOOK = Codebook.model_validate(
    {
        "variables": [
            {"name": "school", "label": "School", "kind": "ordinal", "values": SCHOOL, "reference": 2},
            {"name": "age", "values": {1: "20-30岁", 2: "30-40岁", 3: "40岁以上"}},
            {"name": "boss", "values": {1: "Li Na", 2: "Wang Wei"}, "personal": True},
            {"name": "fair", "values": {0: "no", 1: "yes"}},
            {"name": "walk", "values": {0: "no", 1: "yes"}},
            {"name": "party", "values": {1: "member", 2: "none"}},
            {"name": "t1", "kind": "numeric", "low": 1, "high": 5},
        ],
        "sets": [{"name": "joined", "members": ["fair", "walk"]}],
        "scales": [{"name": "T", "items": ["t1"], "reversed": ["t1"]}],
        "hypotheses": [{"id": "H1", "label": "x", "test": "regression", "outcome": "t1", "predictors": "party=1"}],
    }
)
FRAME = pd.DataFrame(
    {
        "school": [1, 2, 3, None],
        "age": [1, 2, 3, 3],
        "boss": [1, 2, 2, 1],
        "fair": [0, 1, 1, 0],
        "walk": [1, 1, 0, 0],
        "party": [1, 2, 1, 2],
        "t1": [1, 2, 3, 5],
    }
)


@pytest.fixture
def survey() -> Survey:
    return Survey.from_frame(FRAME, codebook=BOOK)


def test_codes_labels_reference_and_reasons_change_together(survey):
    refused = set_missing(survey, columns="school", codes={3: "refused"})
    recoded = recode(refused, column="school", codes={1: 2, 2: 1})
    assert recoded.data["school"].to_numpy() == pytest.approx([2, 1, math.nan, math.nan], nan_ok=True)
    variable = recoded.codebook.variable("school")
    assert variable.values == {1: Text(zh="初中", en="middle"), 2: Text(zh="小学", en="primary")}
    assert (variable.kind, variable.reference, variable.range) == ("ordinal", 1, (1, 2))
    assert recoded.missing_reasons["school"].tolist() == ["", "", "refused", "blank"]
    assert recoded.log[-1].arguments == {"column": "school", "codes": {1: 2, 2: 1}, "unmapped": "raise"}


def test_merged_codes_join_their_labels(survey):
    recoded = recode(survey, column="school", codes={1: 1, 2: 1, 3: 2}, into="low", kind="nominal", label="Low")
    assert recoded.data["low"].to_numpy() == pytest.approx([1, 1, 2, math.nan], nan_ok=True)
    assert recoded.codebook.variable("low").values[1] == Text(zh="小学、初中", en="primary, middle")
    assert (recoded.codebook.variable("low").kind, recoded.codebook.label("low", "en")) == ("nominal", "Low")
    assert recoded.data["school"].equals(survey.data["school"])


def test_an_answer_without_a_new_code_is_refused_or_kept(survey):
    with pytest.raises(AnswerError, match=r"1 answers in 'school' have no new code: \[3.0\]") as refused:
        recode(survey, column="school", codes={1: 2, 2: 1})
    assert refused.value.cases["value"].tolist() == [3]
    kept = recode(survey, column="school", codes={1: 2, 2: 1}, unmapped="keep")
    assert kept.data["school"].to_numpy() == pytest.approx([2, 1, 3, math.nan], nan_ok=True)
    assert list(kept.codebook.variable("school").values) == [1, 2, 3]


def test_answers_to_personal_questions_are_not_shown(survey):
    with pytest.raises(AnswerError, match="have no new code;") as refused:
        recode(survey, column="boss", codes={1: 2}, into="x")
    assert refused.value.cases["value"].tolist() == ["", ""]
    recoded = recode(survey, column="boss", codes={1: 2, 2: 1}, into="x")
    assert recoded.codebook.variable("x").personal
    assert recoded.log[-1].arguments["codes"] == {}
    assert "Li Na" not in str(recoded.log[-1])


@pytest.mark.parametrize(
    ("column", "owner"), [("fair", "joined"), ("party", "H1")], ids=["member of a set", "category of a hypothesis"]
)
def test_codes_that_something_is_written_in_stay(survey, column, owner):
    codes = {code: 1 - code if column == "fair" else 3 - code for code in survey.data[column].unique()}
    with pytest.raises(ColumnError, match=rf"\['{owner}'\] are written in the codes of '{column}'"):
        recode(survey, column=column, codes=codes)
    assert recode(survey, column=column, codes=codes, into="turned").data["turned"].nunique() == 2


def test_a_column_whose_name_ends_another_is_not_taken_for_it(survey):
    book = survey.codebook.model_copy(update={"hypotheses": ()})
    term = BOOK.hypotheses[0].model_copy(update={"predictors": ("school:my_age=1",)})
    named = Survey(survey.data, book.model_copy(update={"hypotheses": (term,)}), log=survey.log)
    assert recode(named, column="age", codes={1: 3, 2: 2, 3: 1}).data["age"].tolist() == [3, 2, 1, 1]


def test_codes_that_something_was_made_of_stay(survey):
    derived = derive_indicator(survey, into="low", column="school", codes=1)
    with pytest.raises(ColumnError, match="derive_indicator has made"):
        recode(derived, column="school", codes={1: 1, 2: 1, 3: 2})
    with pytest.raises(ColumnError, match="have been reversed"):
        recode(reverse_items(survey), column="t1", codes={1: 1, 3: 2, 4: 2, 5: 2})
    copied = recode(survey, column="school", codes={1: 1, 2: 1, 3: 2}, into="low")
    with pytest.raises(ColumnError, match=r"recode has made \['low'\] of 'school'"):
        set_missing(copied, columns="school", codes={1: "refused"})


def test_groups_are_numbered_in_their_order(survey):
    merged = collapse(survey, column="school", into="level", codes=[3, [1, 2]], labels=["high", "lower"])
    assert merged.data["level"].to_numpy() == pytest.approx([2, 2, 1, math.nan], nan_ok=True)
    assert merged.codebook.value_label("level", 2, "en") == "lower"
    assert merged.missing_reasons["level"].tolist() == ["", "", "", "blank"]


def test_an_answer_in_no_group_and_a_code_that_is_none_are_refused(survey):
    with pytest.raises(AnswerError, match=r"no new code: \[3.0\]"):
        collapse(survey, column="school", into="x", codes=[1, 2], labels=["a", "b"])
    with pytest.raises(OptionError, match=r"\[7\] are not answers to 'school'"):
        collapse(survey, column="school", into="x", codes=[1, 7], labels=["a", "b"])


def test_options_of_the_questionnaire_that_overlap_are_warned_of(survey):
    merged = collapse(survey, column="age", into="old", codes=[[1, 2], 3], labels=["younger", "older"])
    assert merged.log[-1].told("en") == (
        "age: 1 → 1, 2 → 1, 3 → 2. Bands overlap as they are worded, so that a number on an edge belongs to two: "
        "20-30岁 / 30-40岁, 30-40岁 / 40岁以上."
    )
    assert cleaning_log(merged).empty


def test_labels_are_for_new_codes_and_every_new_code_gets_one(survey):
    for labels, strange in (({"low": "x"}, "low"), ({1.5: "x"}, "1.5"), ({1: "low", 9: "typo"}, "9")):
        with pytest.raises(OptionError, match=rf"labels: .*{strange}.* are not among the new codes \[1, 2\]"):
            recode(survey, column="school", codes={1: 1, 2: 1, 3: 2}, into="x", labels=labels)
    plain = Survey.from_frame(pd.DataFrame({"q": [1, 2, 3]}))
    told = recode(plain, column="q", codes={1: 1, 2: 1, 3: 2}, labels={1: "low"}).codebook.variable("q")
    assert (told.values, told.range) == ({1: Text(zh="low", en="low"), 2: Text(zh="2", en="2")}, (1, 2))
    with pytest.raises(OptionError, match="not those that keep their code"):
        recode(plain, column="q", codes={3: 9}, labels={9: "other"}, unmapped="keep")


def test_codes_without_labels_keep_their_level_of_measurement():
    codebook = Codebook.model_validate({"variables": [{"name": "street", "kind": "nominal"}]})
    survey = Survey.from_frame(pd.DataFrame({"street": [1, 2, 3]}), codebook=codebook)
    assert recode(survey, column="street", codes={1: 1, 2: 1, 3: 2}).codebook.variable("street").kind == "nominal"


def test_a_range_stays_where_answers_keep_their_code():
    codebook = Codebook.model_validate({"variables": [{"name": "age", "kind": "numeric", "low": 16, "high": 99}]})
    survey = Survey.from_frame(pd.DataFrame({"age": [20, 30, 98]}), codebook=codebook)
    kept = recode(survey, column="age", codes={98: 99}, unmapped="keep")
    assert kept.codebook.variable("age").range == (16, 99)
    beyond = recode(survey, column="age", codes={98: 120}, unmapped="keep")
    assert beyond.codebook.variable("age").range == (None, None)
