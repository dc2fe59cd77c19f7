"""Gaps are counted once, under their reason; what was not shown is not missing."""

import numpy as np
import pandas as pd
import pytest

from surveykit import Codebook, Scale, Survey, Variable, impute_person_mean, mcar_test, missing_patterns
from surveykit.errors import ColumnError, OptionError

FRAME = pd.DataFrame(
    {"q1": [1, 2, -8, -8, 3, -1], "q2": [1, -9, -9, 2, 3, -1], "free": ["yes", None, "no", None, "so", "x"]}
)


@pytest.fixture
def survey() -> Survey:
    codes = {-8: "not_shown", -9: "refused", -1: "dont_know"}
    variables = tuple(Variable(name=name, kind="numeric", missing=codes) for name in ("q1", "q2"))
    book = Codebook(
        variables=(*variables, Variable(name="free", kind="text")), scales=(Scale(name="Q", items=("q1", "q2")),)
    )
    return Survey.from_frame(FRAME, codebook=book)


def test_each_item_is_counted_by_reason(survey):
    rows = missing_patterns(survey, items=["Q", "free"]).tidy().set_index("item")
    assert rows.loc["q1", ["n", "n_missing", "n_not_shown", "n_dont_know", "n_refused"]].tolist() == [3, 1, 2, 1, 0]
    assert rows.loc["q2", ["n", "n_missing", "n_refused", "n_dont_know"]].tolist() == [3, 3, 2, 1]
    assert rows.loc["free", ["n", "n_missing", "n_blank"]].tolist() == [4, 2, 2]
    assert rows["proportion"].tolist() == [1 / 4, 3 / 6, 2 / 6]


def test_what_was_not_shown_is_missing_only_if_wanted(survey):
    apart, counted = (missing_patterns(survey, items="Q", not_shown=rule) for rule in ("apart", "missing"))
    assert apart.glance()["n_missing"].iloc[0] == 4
    assert counted.glance()["n_missing"].iloc[0] == 6
    assert apart.glance()["n_complete"].iloc[0] == 3
    assert counted.glance()["n_complete"].iloc[0] == 2
    assert "不计为缺失" in " ".join(apart.table().notes)
    assert "计为缺失" in " ".join(counted.table().notes)


def test_patterns_are_ordered_by_how_many_have_them(survey):
    patterns = missing_patterns(survey, items="Q").patterns
    assert patterns[["pattern", "n", "k", "items"]].to_numpy().tolist() == [
        [1, 3, 0, ()], [2, 2, 1, ("q2",)], [3, 1, 2, ("q1", "q2")],
    ]  # fmt: skip
    assert patterns["n"].sum() == len(survey)


def test_order_of_rows_changes_nothing(survey):
    frame = survey.data
    one, two = (missing_patterns(each, items=["q1", "q2"]) for each in (frame, frame.iloc[::-1]))
    pd.testing.assert_frame_equal(one.tidy(), two.tidy())
    pd.testing.assert_frame_equal(one.patterns, two.patterns)


def test_no_gaps_are_told_as_none():
    result = missing_patterns(pd.DataFrame({"a": [1, 2], "b": [2, 1]}), items=["a", "b"])
    assert result.glance()[["n_missing", "n_complete", "n_patterns"]].to_numpy().tolist() == [[0, 2, 1]]
    assert "None of the 2 respondents" in result.prose(language="en")
    result.plot()


def test_a_column_of_gaps_is_told():
    result = missing_patterns(pd.DataFrame({"a": [1.0, 2.0], "b": [np.nan, np.nan]}), items=["a", "b"])
    assert result.tidy()["proportion"].tolist() == [0, 1]
    assert result.glance()["n_complete"].iloc[0] == 0


def test_a_question_shown_to_nobody_has_no_share():
    book = Codebook(variables=(Variable(name="q", kind="numeric", missing={-8: "not_shown"}),))
    result = missing_patterns(Survey.from_frame(pd.DataFrame({"q": [-8, -8]}), codebook=book), items="q")
    assert np.isnan(result.tidy()["proportion"].iloc[0])
    assert np.isnan(result.glance()["proportion"].iloc[0])


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"items": "nobody"}, ColumnError, "neither a column nor a scale"),
        ({"items": []}, ColumnError, "empty"),
        ({"items": "q1", "not_shown": "skip"}, OptionError, "'apart', 'missing'"),
    ],
)
def test_wrong_arguments_are_answered(survey, arguments, error, message):
    with pytest.raises(error, match=message):
        missing_patterns(survey, **arguments)


def test_small_counts_are_hidden_with_what_would_tell_them():
    gaps = np.full((60, 2), 1.0)
    gaps[:20, 0] = np.nan
    gaps[20:23, 1] = np.nan
    result = missing_patterns(pd.DataFrame(gaps, columns=["a", "b"]), items=["a", "b"])
    told = result.suppressed(5)
    assert told.items["n_missing"].tolist()[0] == 20
    assert told.items.loc[1, ["n", "n_missing", "proportion"]].isna().all()
    assert told.patterns.loc[told.patterns["k"] > 0, "n"].isna().all()
    assert told.patterns.loc[told.patterns["k"] == 0, "n"].tolist() == [37]
    assert np.isnan(told.glance()["n_missing"].iloc[0])
    assert result.suppressed(None) is result
    assert "3" not in [str(cell.value) for table in told.tables() for row in table.rows for cell in row.cells[2:]]


def test_one_hidden_pattern_hides_the_complete_ones_too():
    gaps = np.full((60, 2), 1.0)
    gaps[:3, 1] = np.nan
    told = missing_patterns(pd.DataFrame(gaps, columns=["a", "b"]), items=["a", "b"]).suppressed(5)
    assert told.patterns["n"].isna().all()
    assert np.isnan(told.glance()["n_complete"].iloc[0])
    assert "57" not in told.prose(language="en")


def test_counts_that_are_large_enough_stay():
    gaps = np.full((60, 2), 1.0)
    gaps[:30, 1] = np.nan
    result = missing_patterns(pd.DataFrame(gaps, columns=["a", "b"]), items=["a", "b"])
    pd.testing.assert_frame_equal(result.suppressed(5).patterns, result.patterns)


def test_imputed_answers_are_told_of_by_the_patterns_and_by_the_test():
    items = ["i1", "i2", "i3", "i4", "i5"]
    variables = [{"name": item, "kind": "numeric", "low": 1, "high": 5} for item in items]
    codebook = Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": items}]})
    rows = [
        [1, 2, 3, 4, None],
        [2, 2, 4, 5, 3],
        [3, 1, 4, 2, 5],
        [5, 4, None, None, 1],
        [4, 5, 1, 3, 2],
        [2, 3, 2, 1, 4],
    ]
    rows += [[1, 5, 3, 2, 2], [4, 3, 5, 4, 1], [3, 3, 1, 5, 5]]
    survey = Survey.from_frame(pd.DataFrame(rows, columns=items), codebook=codebook)
    imputed = impute_person_mean(survey)
    for verb in (missing_patterns, mcar_test):
        assert "imputed" not in " ".join(map(str, verb(survey, items=items).notes))
        assert "imputed by the person mean (1)" in " ".join(map(str, verb(imputed, items=items).notes))
