"""The sample flow adds up: everybody who came back stays or is counted once under one rule."""

import pandas as pd
import pytest

from surveykit import Rule, Survey, Text, drop_cases, exclude_flagged, flag_incomplete, flag_inconsistent, sample_flow
from surveykit.errors import ColumnError, OptionError

FRAME = pd.DataFrame(
    {"age": [30, 12, 40, 13, 55, 60, 61, 9], "q1": [3, 3, None, None, 4, 2, 1, 5], "q2": [3, 3, None, 3, 4, 2, 1, 5]},
    index=list("abcdefgh"),
).astype(float)
MODES = ["web", "web", "web", "paper", "paper", "paper", "web", "web"]
YOUNG = Rule(name="young", label=Text(zh="未满16岁", en="Under 16"), where=lambda d: d["age"] < 16)


@pytest.fixture
def cleaned() -> Survey:
    plain = Survey.from_frame(FRAME)
    survey = Survey(plain.data, plain.codebook, paradata=pd.DataFrame({"mode": MODES}, index=FRAME.index))
    return (
        survey.pipe(drop_cases, where={"age": 61}, reason="Test row")
        .pipe(flag_inconsistent, rules=[YOUNG])
        .pipe(flag_incomplete, items=["q1", "q2"])
        .pipe(exclude_flagged)
    )


def test_each_mode_is_counted_with_its_own_base(cleaned):
    modes = sample_flow(cleaned, issued={"paper": 4, "web": 10}).modes.set_index("mode")
    assert modes.loc["paper"].tolist() == [4, 3, 3 / 4, 1, 2, 2 / 3]
    assert modes.loc["web"].tolist() == [10, 5, 5 / 10, 4, 1, 1 / 5]
    assert list(modes.columns) == ["n_issued", "n_returned", "response_rate", "n_removed", "n_valid", "valid_rate"]


def test_the_whole_is_the_sum_of_the_modes(cleaned):
    total = sample_flow(cleaned, issued={"paper": 4, "web": 10}).glance().iloc[0]
    assert total.tolist() == [14, 8, 8 / 14, 5, 3, 3 / 8]


def test_each_removed_respondent_counts_once_and_flags_count_all(cleaned):
    result = sample_flow(cleaned)
    assert result.tidy().to_numpy().tolist() == [
        ["Test row", 1, 1, 1 / 8],
        ["young", 3, 3, 3 / 8],
        ["incomplete", 2, 1, 1 / 8],
    ]
    assert result.counts.total == len(FRAME) == result.counts.used + result.removals["n"].sum()
    assert result.labels["young"].within("zh") == "未满16岁"


def test_without_the_number_issued_there_is_no_response_rate(cleaned):
    result = sample_flow(cleaned)
    assert result.modes[["n_issued", "response_rate"]].isna().all().all()
    assert result.glance()["valid_rate"].tolist() == [3 / 8]


def test_an_uncleaned_survey_flows_through():
    result = sample_flow(Survey.from_frame(FRAME))
    assert result.glance()[["n_returned", "n_valid", "valid_rate"]].to_numpy().tolist() == [[8, 8, 1]]
    assert result.removals.empty


@pytest.mark.parametrize(
    ("issued", "message"),
    [
        ({"paper": 4}, r"nothing about \['web'\]"),
        ({"paper": 4, "web": 10, "phone": 3}, "Allowed: 'web', 'paper'"),
        ({"paper": 2, "web": 10}, "3 came back"),
        ({"paper": 0, "web": 10}, "at least 1"),
    ],
)
def test_numbers_issued_that_cannot_be_are_refused(cleaned, issued, message):
    with pytest.raises(OptionError, match=message):
        sample_flow(cleaned, issued=issued)


def test_a_plain_frame_has_no_flow():
    with pytest.raises(ColumnError, match="must be a Survey"):
        sample_flow(FRAME)
