"""Speeding is judged by seconds per answered item, where somebody timed it."""

import pandas as pd
import pytest

from surveykit import flag_speeding
from surveykit.errors import AnswerError, ColumnError, OptionError

FRAME = pd.DataFrame({f"q{i}": [3.0, 3.0, 3.0, 3.0] for i in range(10)}, index=["slow", "fast", "racing", "short"])
FRAME.loc["short", ["q6", "q7", "q8", "q9"]] = None
ITEMS = list(FRAME)


def test_seconds_are_divided_by_the_items_answered(build):
    survey = build(FRAME, duration_seconds=[20.0, 19.0, 9.0, 13.0])
    flags = flag_speeding(survey, items=ITEMS).flags.set_index("id")
    assert sorted(flags.index) == ["fast", "racing"]
    assert flags.loc["fast", ["value", "cut_off", "decisive"]].tolist() == [1.9, 2.0, False]
    assert flags.loc["racing", ["value", "cut_off", "decisive"]].tolist() == [0.9, 1.0, True]
    assert set(flags["family"]) == {"time"}


def test_paper_and_untimed_respondents_are_not_judged(build):
    survey = build(FRAME, duration_seconds=[5.0, None, 5.0, 5.0], mode=["paper", "web", "web", "paper"])
    result = flag_speeding(survey, items=ITEMS)
    assert result.flags["id"].tolist() == ["racing"]
    assert result.log[-1].arguments["not_timed"] == 3
    assert len(flag_speeding(survey, items=ITEMS, exempt_modes=()).flags) == 3


def test_limits_can_be_set(build):
    survey = build(FRAME, duration_seconds=[29.0, 40.0, 40.0, 40.0])
    flags = flag_speeding(survey, items=ITEMS, seconds_per_item=3, decisive_below=3).flags
    assert flags[["id", "decisive"]].to_numpy().tolist() == [["slow", True]]
    with pytest.raises(OptionError, match="must not be above"):
        flag_speeding(survey, items=ITEMS, seconds_per_item=1, decisive_below=2)


def test_a_negative_duration_is_refused_with_its_row(build):
    with pytest.raises(AnswerError, match="negative") as refused:
        flag_speeding(build(FRAME, duration_seconds=[20, -3, 20, 20]), items=ITEMS)
    assert refused.value.cases[["row", "value"]].to_numpy().tolist() == [[3, -3]]


def test_without_durations_it_says_so(build):
    with pytest.raises(ColumnError, match="duration_seconds"):
        flag_speeding(build(FRAME), items=ITEMS)
