"""No verb changes what it is given."""

from collections.abc import Callable

import pandas as pd
import pytest

import surveykit as sk
from surveykit.core.survey import Survey

ITEMS = [f"{scale}{i}" for scale in "ABC" for i in (1, 2, 3)]

CHANGES: dict[str, Callable[[Survey], object]] = {
    "drop_cases": lambda s: sk.drop_cases(s, where={"sex": 1}, reason="a test"),
    "flag_duplicates": lambda s: sk.flag_duplicates(s, items=ITEMS),
    "flag_speeding": lambda s: sk.flag_speeding(s, items=ITEMS),
    "flag_straightlining": lambda s: sk.flag_straightlining(s, items=ITEMS),
    "flag_incomplete": lambda s: sk.flag_incomplete(s, items=ITEMS),
    "exclude_flagged": lambda s: s.pipe(sk.flag_speeding, items=ITEMS).pipe(sk.exclude_flagged),
    "reverse_items": lambda s: sk.reverse_items(s),
    "score_scales": lambda s: s.pipe(sk.reverse_items).pipe(sk.score_scales),
    "derive_bands": lambda s: sk.derive_bands(s, into="band", column="age", breaks=[0, 40, 100], labels=["a", "b"]),
    "derive_indicator": lambda s: sk.derive_indicator(s, into="male", column="sex", codes=[1]),
}

ANALYSES: dict[str, Callable[[Survey | pd.DataFrame], object]] = {
    "describe_sample": lambda d: sk.describe_sample(d, columns=["sex"]),
    "describe_items": lambda d: sk.describe_items(d, items=ITEMS),
    "reliability": lambda d: sk.reliability(d, items=["B1", "B2", "B3"]),
    "factorability": lambda d: sk.factorability(d, items=ITEMS),
    "efa": lambda d: sk.efa(d, items=ITEMS, n_factors=2),
    "correlations": lambda d: sk.correlations(d, columns=["B1", "C1"]),
    "paired_comparison": lambda d: sk.paired_comparison(d, pairs=[("before", "after")]),
    "linear_regression": lambda d: sk.linear_regression(d, outcome="C1", predictors=["A1", "sex"]),
    "mediation": lambda d: sk.mediation(d, x="A1", m="B1", y="C1", n_boot=50, seed=1),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changing_verbs_return_a_new_survey(raw: Survey, name: str) -> None:
    data, paradata, flags, log, codebook = raw.data, raw.paradata, raw.flags, raw.log, raw.codebook
    after = CHANGES[name](raw)
    assert after is not raw
    pd.testing.assert_frame_equal(raw.data, data)
    pd.testing.assert_frame_equal(raw.paradata, paradata)
    pd.testing.assert_frame_equal(raw.flags, flags)
    assert raw.log is log
    assert raw.codebook is codebook


@pytest.mark.parametrize("name", CHANGES)
def test_changing_verbs_add_to_the_log(raw: Survey, name: str) -> None:
    after = CHANGES[name](raw)
    assert isinstance(after, Survey)
    assert len(after.log) > len(raw.log)
    assert after.log[-1].verb == name


@pytest.mark.parametrize("name", ANALYSES)
def test_analyzing_verbs_leave_surveys_and_frames_alone(raw: Survey, name: str) -> None:
    frame = raw.data
    before = frame.copy(deep=True)
    ANALYSES[name](frame)
    ANALYSES[name](raw.pipe(sk.reverse_items))
    pd.testing.assert_frame_equal(frame, before)
    assert list(frame.columns) == list(before.columns)
