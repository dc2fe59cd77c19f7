"""What mcar_test() tells, and what it refuses."""

import numpy as np
import pandas as pd
import pytest

from surveykit import Codebook, Survey, Variable, mcar_test
from surveykit.errors import AnswerError, ColumnError, EstimationError, SampleError
from surveykit.kernels import missing


def answers(n: int = 120, seed: int = 5) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(rng.standard_normal((n, 3)).cumsum(axis=1), columns=["q1", "q2", "q3"])
    frame.loc[rng.random(n) < 0.2, "q2"] = np.nan
    frame.loc[rng.random(n) < 0.1, "q3"] = np.nan
    return frame


def test_gaps_that_follow_from_another_answer_are_found():
    frame = answers()
    frame.loc[frame["q1"] > 0.3, "q3"] = np.nan
    result = mcar_test(frame, items=["q1", "q2", "q3"])
    assert result.glance()["p_value"].iloc[0] < 0.001
    assert "speaks against" in result.prose(language="en")


def test_a_test_that_is_not_significant_is_no_proof():
    result = mcar_test(answers(), items=["q1", "q2", "q3"])
    assert result.glance()["p_value"].iloc[0] > 0.05
    assert "并不意味着" in result.prose()
    assert "does not show that they are" in result.prose(language="en")


def test_without_gaps_there_is_nothing_to_test():
    result = mcar_test(answers().dropna(), items=["q1", "q2", "q3"])
    row = result.glance().iloc[0]
    assert (row["n_missing"], row["n_patterns"], row["df"]) == (0, 1, 0)
    assert np.isnan(row["p_value"])
    assert "nothing to test" in result.prose(language="en")
    assert result.tidy()["sd"].to_numpy() == pytest.approx(answers().dropna().std().to_numpy())


def test_those_who_answered_nothing_are_left_out_and_told():
    frame = answers()
    silent = frame.copy()
    silent.loc[len(silent)] = np.nan
    one, two = (mcar_test(each, items=["q1", "q2", "q3"]) for each in (frame, silent))
    pd.testing.assert_frame_equal(one.glance(), two.glance())
    assert [note.values for note in two.notes if note.key == "mcar_test.note_silent"] == [{"n": 1}]


def test_many_patterns_are_told_to_make_the_distribution_rough():
    notes = [note.key for note in mcar_test(answers(n=30), items=["q1", "q2", "q3"]).notes]
    assert "mcar_test.note_rough" in notes
    assert "mcar_test.note_rough" not in [note.key for note in mcar_test(answers(), items=["q1", "q2", "q3"]).notes]


def test_questions_that_were_not_shown_are_told():
    book = Codebook(variables=(Variable(name="q2", kind="numeric", missing={-8: "not_shown"}),))
    frame = answers().fillna({"q2": -8})
    survey = Survey.from_frame(frame, codebook=book)
    told = {note.key: note.values for note in mcar_test(survey, items=["q1", "q2", "q3"]).notes}
    assert told["mcar_test.note_not_shown"] == {"n": int((frame["q2"] == -8).sum())}


@pytest.mark.parametrize(
    ("change", "items", "error", "message"),
    [
        ({}, ["q1"], SampleError, "one item"),
        ({}, ["q1", "nobody"], ColumnError, "neither a column nor a scale"),
        ({"q2": np.nan}, ["q1", "q2"], SampleError, r"\['q2'\] have no answers at all"),
        ({"q2": "text"}, ["q1", "q2"], ColumnError, "q2"),
        ({"q2": 3.0}, ["q1", "q2"], SampleError, r"\['q2'\] hold the same answer"),
    ],
)
def test_columns_that_cannot_be_tested_are_refused(change, items, error, message):
    with pytest.raises(error, match=message):
        mcar_test(answers().assign(**change), items=items)


def test_items_that_determine_each_other_are_named():
    frame = answers().assign(total=lambda d: d["q1"] + d["q2"])
    with pytest.raises(SampleError, match=r"'q1', 'q2', 'total'"):
        mcar_test(frame, items=["q1", "q2", "q3", "total"])


def test_items_that_nobody_answered_both_of_are_named():
    frame = answers()
    frame.loc[frame["q2"].notna(), "q3"] = np.nan
    frame.loc[:9, "q3"] = 1.0 + np.arange(10)
    frame.loc[:9, "q2"] = np.nan
    with pytest.raises(SampleError, match="nobody answered both 'q2' and 'q3'"):
        mcar_test(frame, items=["q1", "q2", "q3"])


def test_fewer_respondents_than_items_are_refused():
    frame = pd.DataFrame({"q1": [1, 2, 4], "q2": [1, 5, 2], "q3": [2, 1, 7], "q4": [3, None, 1]})
    with pytest.raises(SampleError, match="more respondents than items"):
        mcar_test(frame, items=list(frame))


def test_no_convergence_is_an_error(monkeypatch):
    monkeypatch.setattr(missing, "MOST_ITERATIONS", 2)
    with pytest.raises(EstimationError, match="did not converge in 2 steps"):
        mcar_test(answers(), items=["q1", "q2", "q3"])


def test_answers_outside_the_codebook_are_refused():
    book = Codebook(variables=(Variable(name="q1", kind="numeric", low=0, high=0.5),))
    with pytest.raises(AnswerError):
        mcar_test(Survey.from_frame(answers(), codebook=book), items=["q1", "q2"])
