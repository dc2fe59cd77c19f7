"""What describe_sample() and describe_items() promise beyond their numbers."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.describe import describe_items, describe_sample
from surveykit.core.cases import Missing
from surveykit.core.codebook import Codebook, Text
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, ColumnError, OptionError, SampleError

CODEBOOK = Codebook.model_validate(
    {
        "variables": [
            {"name": "edu", "kind": "ordinal", "values": {1: "school", 2: "college", 3: "university"}},
            *[{"name": name, "values": {0: "no", 1: "yes"}} for name in ("walk", "sing", "read")],
            *[{"name": name, "kind": "ordinal", "low": 1, "high": 5} for name in ("t1", "t2")],
        ],
        "sets": [
            {"name": "hobbies", "members": ["walk", "sing", "read"]},
            {"name": "ranks", "members": ["t1", "t2"], "kind": "ranking"},
        ],
        "scales": [{"name": "trust", "items": ["t1", "t2"]}],
    }
)


@pytest.fixture
def survey() -> Survey:
    nan = np.nan
    data = pd.DataFrame(
        {
            "edu": [1, 1, 3, nan, 3],
            "walk": [1, 1, 0, nan, 0],
            "sing": [1, 0, 0, nan, 0],
            "read": [1, 1, 0, nan, nan],
            "t1": [1, 2, 3, 4, nan],
            "t2": [2, 2, 4, 5, 5],
        }
    )
    return Survey(data, CODEBOOK)


def test_levels_nobody_chose_and_the_missing_have_rows(survey: Survey) -> None:
    rows = describe_sample(survey, columns="edu").tidy()
    assert rows["level"].tolist()[:3] == [1, 2, 3]
    assert np.isnan(rows["level"].iloc[-1])
    assert rows["n"].tolist() == [2, 0, 2, 1]
    assert rows["proportion"].tolist()[:3] == [0.5, 0, 0.5]
    assert np.isnan(rows["proportion"].iloc[-1])


def test_listwise_has_no_missing_row(survey: Survey) -> None:
    result = describe_sample(survey, columns=["edu", "t1"], missing="listwise")
    assert result.counts.used == 3
    assert result.tidy()["level"].notna().all()


def test_a_set_is_counted_over_responses_and_over_those_who_answered_it(survey: Survey) -> None:
    rows = describe_sample(survey, columns="hobbies").tidy()
    assert rows["level"].tolist()[:3] == ["walk", "sing", "read"]
    assert rows["n"].tolist() == [2, 1, 2, 1]
    assert rows["proportion"].tolist()[:3] == pytest.approx([0.4, 0.2, 0.4])
    assert rows["proportion_cases"].tolist()[:3] == pytest.approx([0.5, 0.25, 0.5])
    assert rows["base"].unique().tolist() == [4]
    assert rows["cumulative"].isna().all()


def test_a_half_answered_set_counts_as_answered_under_listwise(survey: Survey) -> None:
    assert describe_sample(survey, columns=["edu", "hobbies"], missing="listwise").counts.used == 4


def test_glance_says_who_answered_each_question(survey: Survey) -> None:
    glance = describe_sample(survey, columns=["edu", "hobbies"]).glance()
    assert glance[["n", "n_missing"]].to_numpy().tolist() == [[4, 1], [4, 1]]


def test_measured_numbers_and_rankings_and_odd_codes_are_refused(survey: Survey) -> None:
    ages = pd.DataFrame({"age": np.arange(18, 60)})
    with pytest.raises(ColumnError, match="describe_items"):
        describe_sample(ages, columns="age")
    with pytest.raises(ColumnError, match="ranking"):
        describe_sample(survey, columns="ranks")
    odd = survey.data.assign(walk=2)
    with pytest.raises(ColumnError, match=r"\['walk'\].*other than 1"):
        describe_sample(Survey(odd, CODEBOOK), columns="hobbies")


def test_questions_nobody_answered_are_named(survey: Survey) -> None:
    with pytest.raises(SampleError, match=r"nobody answered \['edu'\]"):
        describe_sample(Survey(survey.data.assign(edu=np.nan), CODEBOOK), columns=["walk", "edu"])


def test_missing_answers_can_be_refused(survey: Survey) -> None:
    with pytest.raises(SampleError, match="missing"):
        describe_sample(survey, columns="edu", missing="raise")
    with pytest.raises(OptionError, match="'pairwise'"):
        describe_sample(survey, columns="edu", missing="drop")  # type: ignore[arg-type]


def test_a_scale_stands_for_its_items_until_it_is_scored(survey: Survey) -> None:
    assert describe_items(survey, items="trust").tidy()["item"].tolist() == ["t1", "t2"]
    scored = Survey(survey.data.assign(trust=1.5), CODEBOOK)
    assert describe_items(scored, items="trust").tidy()["item"].tolist() == ["trust"]


def test_every_respondent_is_answered_or_missing(survey: Survey) -> None:
    for missing in ("pairwise", "listwise"):
        rows = describe_items(survey, items=["t1", "t2"], missing=missing).tidy()  # type: ignore[arg-type]
        assert (rows["n"] + rows["n_missing"]).tolist() == [5, 5]


def test_shares_of_answers_come_with_the_items(survey: Survey) -> None:
    levels = describe_items(survey, items=["edu", "t2"]).levels
    assert levels.query("item == 'edu'")["proportion"].tolist() == [0.5, 0, 0.5]
    assert levels.groupby("item")["proportion"].sum().tolist() == pytest.approx([1, 1])


def test_a_constant_item_has_a_mean_and_no_shape() -> None:
    row = describe_items(pd.DataFrame({"x": [3, 3, 3, 3]}), items="x").tidy().iloc[0]
    assert (row["mean"], row["sd"]) == (3, 0)
    assert np.isnan(row["skew"])
    assert np.isnan(row["kurtosis"])


def test_a_member_that_is_also_asked_for_alone_keeps_its_gaps(survey: Survey) -> None:
    result = describe_sample(survey, columns=["hobbies", "read"], missing="listwise")
    rows = result.tidy()
    assert result.counts.used == 3
    assert rows.query("term == 'read'")["n"].tolist() == [1, 2]
    assert rows.query("term == 'hobbies'")["n"].tolist() == [2, 1, 2]
    pairwise = describe_sample(survey, columns=["hobbies", "read"]).glance()
    assert pairwise[["n", "n_missing"]].to_numpy().tolist() == [[4, 1], [3, 2]]


def test_a_half_answered_set_is_missing_answers_too(survey: Survey) -> None:
    partly = Survey(survey.data.drop(index=3), CODEBOOK)
    with pytest.raises(SampleError, match=r"missing: \{'read': 1\}"):
        describe_sample(partly, columns="hobbies", missing="raise")


@pytest.mark.parametrize("missing", ["pairwise", "listwise", "raise"])
def test_infinity_is_no_answer(missing: Missing) -> None:
    with pytest.raises(SampleError, match=r"\['x'\] hold infinite"):
        describe_sample(pd.DataFrame({"x": [1, 2, np.inf]}), columns="x", missing=missing)


def test_answers_outside_the_range_are_refused(survey: Survey) -> None:
    wrong = Survey(survey.data.assign(t1=9, edu=7), CODEBOOK)
    with pytest.raises(AnswerError, match="outside the range") as caught:
        describe_items(wrong, items=["t1", "t2"])
    assert caught.value.cases["column"].unique().tolist() == ["t1"]
    with pytest.raises(AnswerError, match=r"\{'edu': 5\}"):
        describe_sample(wrong, columns="edu")


def test_an_option_may_be_unticked_where_only_the_tick_has_a_label(survey: Survey) -> None:
    ticks = {
        name: CODEBOOK.variable(name).model_copy(update={"values": {1: Text(en=name)}}) for name in ("walk", "sing")
    }
    labelled = Survey(survey.data, CODEBOOK.with_variables(ticks))
    assert describe_sample(labelled, columns="hobbies").tidy()["n"].tolist() == [2, 1, 2, 1]


def test_the_mean_of_categories_without_order_is_refused() -> None:
    codebook = Codebook.model_validate(
        {
            "variables": [
                {"name": "town", "values": {1: "a", 2: "b", 3: "c"}},
                {"name": "sex", "values": {1: "f", 2: "m"}},
            ]
        }
    )
    survey = Survey(pd.DataFrame({"town": [1, 2, 3, 3], "sex": [1, 2, 2, 2]}), codebook)
    with pytest.raises(ColumnError, match=r"'town' is nominal.*ordinal or numeric"):
        describe_items(survey, items=["town", "sex"])
    assert describe_items(survey, items="sex").tidy()["mean"].item() == 1.75
