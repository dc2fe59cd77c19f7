"""An indicator is 1, 0 or missing, and never says whom it is about."""

import math

import pandas as pd
import pytest

from surveykit import Survey, Text, derive_indicator
from surveykit.core.codebook import Codebook
from surveykit.errors import ColumnError, OptionError

BOOK = Codebook.model_validate(
    {
        "variables": [
            {
                "name": "party",
                "label": {"zh": "政治面貌", "en": "Party"},
                "values": {1: {"zh": "党员", "en": "member"}, 2: {"zh": "团员", "en": "youth"}, 4: "none"},
            },
            {"name": "age", "kind": "numeric", "label": {"zh": "年龄", "en": "Age"}},
            {"name": "wage", "kind": "numeric", "personal": True},
            {"name": "boss", "values": {1: "Li Na", 2: "Wang Wei"}, "personal": True},
        ],
        "scales": [{"name": "S", "items": ["party"]}],
    }
)
FRAME = pd.DataFrame({"party": [1, 2, 4, None], "age": [18, 30.5, None, 60], "wage": [100.0, 200.0, 300.0, 400.0]})
FRAME["boss"] = [1, 2, 2, 1]


@pytest.fixture
def survey() -> Survey:
    return Survey.from_frame(FRAME, codebook=BOOK)


def test_an_indicator_is_one_zero_or_missing(survey):
    derived = derive_indicator(survey, into="active", column="party", codes=[1, 2])
    assert derived.data["active"].to_numpy() == pytest.approx([1, 1, 0, math.nan], nan_ok=True)
    variable = derived.codebook.variable("active")
    assert (variable.kind, variable.reference, list(variable.values)) == ("nominal", 0, [0, 1])
    assert variable.label == Text(zh="政治面貌：党员、团员", en="Party: member, youth")


def test_an_indicator_may_have_its_own_label(survey):
    derived = derive_indicator(survey, into="m", column="party", codes=1, label={"zh": "党员", "en": "Member"})
    assert derived.codebook.label("m", "en") == "Member"


def test_a_code_that_is_no_answer_is_refused(survey):
    with pytest.raises(OptionError, match=r"\[3\] are not answers to 'party'. Allowed: 1 \(党员\), 2 \(团员\), 4"):
        derive_indicator(survey, into="m", column="party", codes=[1, 3])
    with pytest.raises(OptionError, match="codes is empty"):
        derive_indicator(survey, into="m", column="party", codes=[])


def test_what_is_made_of_a_personal_column_is_personal_and_names_nobody(survey):
    derived = derive_indicator(survey, into="of_li", column="boss", codes=[1])
    variable = derived.codebook.variable("of_li")
    assert variable.personal
    assert variable.label == Text(zh="boss：1", en="boss: 1")
    assert derived.log[-1].arguments == {"into": "of_li", "column": "boss"}
    wage = derive_indicator(survey, into="low", column="wage", codes=100).codebook.variable("low")
    assert "100" not in repr(wage)
    assert not derive_indicator(survey, into="m", column="party", codes=1).codebook.variable("m").personal


@pytest.mark.parametrize("codes", [3, "Li N", "Wang Wei", [1, 77]])
def test_messages_about_personal_columns_show_no_answer(survey, codes):
    with pytest.raises(OptionError, match="'boss'") as refused:
        derive_indicator(survey, into="x", column="boss", codes=codes)
    assert not any(shown in str(refused.value) for shown in ("Li", "Wang", "77"))


@pytest.mark.parametrize("into", ["party", "S"])
def test_a_taken_name_is_refused(survey, into):
    with pytest.raises(ColumnError, match="is taken"):
        derive_indicator(survey, into=into, column="party", codes=1)


def test_an_empty_indicator_has_the_reason_of_the_answer(survey):
    derived = derive_indicator(survey, into="m", column="party", codes=1)
    assert derived.missing_reasons["m"].tolist() == ["", "", "", "blank"]
