"""What intraclass_correlation() promises beyond its numbers."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.intraclass import intraclass_correlation
from surveykit.errors import ColumnError, OptionError, SampleError


@pytest.fixture
def twice() -> pd.DataFrame:
    random = np.random.default_rng(5)
    true = random.standard_normal(120)
    times = {f"t{time}": true + 0.5 * random.standard_normal(120) for time in (1, 2, 3)}
    return pd.DataFrame(times)


def estimates(frame: pd.DataFrame) -> pd.Series:
    return intraclass_correlation(frame, columns=list(frame)).tidy().set_index("type")["estimate"]


def test_a_shift_of_everybody_counts_against_agreement_and_not_against_consistency(twice: pd.DataFrame) -> None:
    same, shifted = estimates(twice), estimates(twice.assign(t2=twice["t2"] + 2))
    assert shifted["ICC(3,1)"] == pytest.approx(same["ICC(3,1)"])
    assert shifted["ICC(2,1)"] < same["ICC(2,1)"] - 0.1


def test_the_order_of_times_and_the_unit_do_not_matter(twice: pd.DataFrame) -> None:
    assert estimates(twice[["t3", "t1", "t2"]] * 10 + 50).tolist() == pytest.approx(estimates(twice).tolist())


def test_the_mean_of_several_times_is_stepped_up_by_spearman_and_brown(twice: pd.DataFrame) -> None:
    found = estimates(twice)
    for form in "123":
        single = found[f"ICC({form},1)"]
        assert found[f"ICC({form},k)"] == pytest.approx(3 * single / (1 + 2 * single))


def test_only_two_times_have_a_retest_correlation(twice: pd.DataFrame) -> None:
    measures = {"two": ["t1", "t2"], "three": ["t1", "t2", "t3"]}
    row = intraclass_correlation(twice, columns=measures).glance().set_index("scale")["retest_r"]
    assert row["two"] == pytest.approx(twice["t1"].corr(twice["t2"]))
    assert np.isnan(row["three"])


def test_respondents_with_a_gap_are_left_out_and_counted(twice: pd.DataFrame) -> None:
    twice.loc[:9, "t1"] = np.nan
    row = intraclass_correlation(twice, columns=["t1", "t2"]).glance().iloc[0]
    assert (row["n"], row["n_missing"]) == (110, 10)


def test_wrong_input_is_answered(twice: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="name one column"):
        intraclass_correlation(twice, columns=["t1"])
    with pytest.raises(SampleError, match="at least 5"):
        intraclass_correlation(twice.head(4), columns=["t1", "t2"])
    with pytest.raises(SampleError, match="agree for every respondent"):
        intraclass_correlation(twice.assign(t2=twice["t1"]), columns=["t1", "t2"])
    with pytest.raises(ColumnError, match="t9"):
        intraclass_correlation(twice, columns=["t1", "t9"])
    with pytest.raises(ColumnError, match="empty mapping"):
        intraclass_correlation(twice, columns={})
    with pytest.raises(OptionError, match="conf_level"):
        intraclass_correlation(twice, columns=["t1", "t2"], conf_level=95)
