"""The sample flow adds up: everybody who came back stays or is counted once under one rule."""

import pandas as pd
import pytest

from surveykit import (
    Rule,
    Survey,
    Text,
    combine,
    correlations,
    describe_items,
    drop_cases,
    exclude_flagged,
    flag_incomplete,
    flag_inconsistent,
    linear_regression,
    link_waves,
    sample_flow,
)
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
        ["dropped", "Test row", 1, 1, 1 / 8],
        ["decisive", "young", 3, 3, 3 / 8],
        ["decisive", "incomplete", 2, 1, 1 / 8],
    ]
    assert result.counts.total == len(FRAME) == result.counts.used + result.removals["n"].sum()
    assert result.labels["young"].within("zh") == "未满16岁"


@pytest.mark.parametrize(
    ("language", "word", "other"), [("zh", "测试问卷", "Test rows"), ("en", "Test rows", "测试问卷")]
)
def test_a_reason_in_both_languages_is_told_in_one_by_table_figure_and_prose(language, word, other):
    reason = {"zh": "测试问卷", "en": "Test rows"}
    flow = sample_flow(drop_cases(Survey.from_frame(FRAME), where={"age": 61}, reason=reason))
    drawn = " ".join(text.get_text() for text in flow.plot(language=language).axes[0].texts)
    tables = flow.tables(language=language)
    table = " ".join(str(cell.value) for one in tables for row in one.rows for cell in row.cells)
    for told in (drawn, table, flow.prose(language=language)):
        assert word in told
        assert other not in told


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


def staged() -> Survey:
    """Somebody left at every stage; who is young and fast counts as ineligible."""
    frame = pd.DataFrame({"age": [9.0] + [30.0] * 9, "f1": [0.0] * 10, "f2": [0.0] * 10, "q": [1.0, 2.0] * 5})
    frame.loc[[0, 1], "f1"] = 1.0
    frame.loc[[2, 3], "f2"] = 1.0
    rules = [
        Rule(name="wrong", label="wrong", where=lambda d: d["f1"] == 1, family="inconsistency"),
        Rule(name="young", label="young", where=lambda d: d["age"] < 16, family="eligibility"),
        Rule(name="fast", label="fast", where=lambda d: d["f2"] == 1, family="time", decisive=False),
        Rule(name="flat", label="flat", where=lambda d: d["f2"] == 1, family="invariance", decisive=False),
        Rule(
            name="twice",
            label="twice",
            where=lambda d: pd.Series(d.index == 4, index=d.index),
            family="duplicate",
            columns=("q",),
        ),
    ]
    return (
        Survey.from_frame(frame)
        .pipe(drop_cases, where=lambda d: pd.Series(d.index == 9, index=d.index), reason="Test row")
        .pipe(flag_inconsistent, rules=rules)
        .pipe(exclude_flagged)
    )


def test_stages_follow_each_other_and_end_with_the_valid():
    result = sample_flow(staged())
    assert result.stages.to_numpy().tolist() == [
        ["dropped", 1, 9], ["duplicate", 1, 8], ["decisive", 2, 6], ["corroborated", 2, 4],
    ]  # fmt: skip
    stages = dict(zip(result.removals["rule"], result.removals["stage"], strict=True))
    assert stages["young"] == "ineligible"
    assert (stages["fast"], stages["flat"]) == ("corroborated", "corroborated")
    assert result.stages["n_left"].iloc[-1] == result.glance()["n_valid"].iloc[0]


def test_a_survey_that_nobody_left_has_no_stages():
    result = sample_flow(Survey.from_frame(FRAME))
    assert result.stages.empty
    assert list(result.stages.columns) == ["stage", "n", "n_left"]


def test_analyses_say_whom_they_lost_to_missing_answers():
    survey = Survey.from_frame(FRAME)
    results = [correlations(survey, columns=["q1", "q2"], missing="listwise"), describe_items(survey, items=["age"])]
    flow = sample_flow(survey, results=results)
    assert flow.analyses.to_numpy().tolist() == [[1, 8, 2, 6, 0.75], [2, 8, 0, 8, 1.0]]
    assert [label.within("zh") for label in flow.analysis_labels] == ["相关分析", "题项描述"]
    assert "相关分析使用6份" in flow.prose()
    assert "题项描述" not in flow.prose()
    assert "all valid" in sample_flow(survey, results=results[1]).prose(language="en")


def test_a_model_is_told_with_its_outcome():
    survey = Survey.from_frame(FRAME)
    flow = sample_flow(survey, results=linear_regression(survey, outcome="age", predictors=["q1"]))
    assert flow.analysis_labels[0].within("en") == "Regression (age)"


@pytest.mark.parametrize("results", ["correlations", 5, [1]])
def test_what_is_no_result_is_refused(results):
    with pytest.raises(OptionError, match="results"):
        sample_flow(Survey.from_frame(FRAME), results=results)


def test_a_result_of_other_respondents_is_refused(cleaned):
    other = correlations(FRAME, columns=["q1", "q2"])
    with pytest.raises(OptionError, match="computed of 8 respondents, and the survey has 3"):
        sample_flow(cleaned, results=[other])


def test_a_plain_frame_has_no_flow():
    with pytest.raises(ColumnError, match="must be a Survey"):
        sample_flow(FRAME)


def test_batches_that_were_combined_flow_together():
    def batch(mode: str) -> Survey:
        read = Survey.from_frame(FRAME)
        paradata = pd.DataFrame({"mode": mode}, index=FRAME.index)
        survey = Survey(read.data, read.codebook, paradata=paradata, log=read.log)
        return drop_cases(survey, where=lambda d: d["age"] < 16, reason="Under 16")

    both = combine([batch("web"), batch("paper")]).pipe(flag_incomplete, items=["q1", "q2"]).pipe(exclude_flagged)
    flow = sample_flow(both, issued={"web": 10, "paper": 20})
    assert flow.stages.to_numpy().tolist() == [["dropped", 6, 10], ["decisive", 2, 8]]
    assert flow.modes[["n_returned", "n_removed", "n_valid"]].to_numpy().tolist() == [[8, 4, 4], [8, 4, 4]]


@pytest.mark.parametrize(("keep", "n_valid", "n_unlinked"), [("all", 4, 0), ("linked", 1, 3)])
def test_who_left_one_wave_and_is_in_another_counts_once_in_the_flow_of_the_panel(keep, n_valid, n_unlinked):
    first = Survey.from_frame(pd.DataFrame({"q1": [1, 2, 3, 4], "q2": [1, 2, 3, 4]}, index=list("abcd")))
    second = Survey.from_frame(pd.DataFrame({"q1": [5, 4, None], "q2": [1, None, None]}, index=list("abe")))
    second = second.pipe(flag_incomplete, items=["q1", "q2"]).pipe(exclude_flagged)
    result = sample_flow(link_waves({"t1": first, "t2": second}, keep=keep))
    row = result.glance().iloc[0]
    assert row[["n_returned", "n_removed", "n_valid"]].tolist() == [4, n_unlinked, n_valid]
    assert "before the waves were linked (2)" in str(result.notes[-1])
