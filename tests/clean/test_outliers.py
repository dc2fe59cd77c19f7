"""Mahalanobis distances: a sign, never a decision."""

import numpy as np
import pandas as pd
import pytest

from surveykit import Survey, flag_outliers
from surveykit.errors import OptionError, SampleError


def crowd(n=80):
    """Three items that go together, and one respondent who answers against all of them."""
    rng = np.random.default_rng(11)
    common = rng.normal(size=n)
    frame = pd.DataFrame({f"q{i}": common + 0.4 * rng.normal(size=n) for i in range(3)})
    frame.loc[0] = [2.5, -2.5, 2.5]
    return frame


def test_an_unusual_pattern_is_flagged_without_deciding():
    flags = flag_outliers(Survey.from_frame(crowd()), items=["q0", "q1", "q2"]).flags
    assert flags[["id", "rule", "family", "decisive"]].to_numpy().tolist() == [[0, "mahalanobis", "outlier", False]]
    assert flags["value"][0] > flags["cut_off"][0] == pytest.approx(16.266, abs=5e-4)


def test_a_respondent_with_gaps_is_measured_on_the_rest_and_an_empty_one_is_not_judged():
    frame = crowd()
    frame.loc[0, "q2"] = np.nan
    frame.loc[1] = np.nan
    flagged = flag_outliers(Survey.from_frame(frame), items=["q0", "q1", "q2"], p=0.0001)
    assert flagged.flags["id"].tolist() == [0]
    assert flagged.flags["cut_off"][0] == pytest.approx(18.421, abs=5e-4)
    assert flagged.log[-1].arguments["not_judged"] == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.assign(q2=4.0), r"\['q2'\] do not vary"),
        (lambda d: d.assign(q2=d["q0"] + d["q1"]), "follow exactly"),
        (lambda d: d.head(3), "3 respondents answered all 3 items"),
    ],
)
def test_answers_without_a_covariance_to_invert_are_refused(change, message):
    with pytest.raises(SampleError, match=message):
        flag_outliers(Survey.from_frame(change(crowd())), items=["q0", "q1", "q2"])


def test_p_is_a_probability():
    with pytest.raises(OptionError, match="p=99"):
        flag_outliers(Survey.from_frame(crowd()), items=["q0", "q1"], p=99)
