"""What must hold for any answers: order does not matter, nothing is changed in place, reversing is its own inverse."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit import (
    Survey,
    exclude_flagged,
    flag_duplicates,
    flag_even_odd,
    flag_incomplete,
    flag_outliers,
    flag_person_total,
    flag_speeding,
    flag_straightlining,
    flag_total_time,
    reverse_items,
    sample_flow,
    score_scales,
)
from surveykit.clean.items import as_ticked
from surveykit.core.codebook import Codebook

SCALES = {s: [f"{s}{i}" for i in range(1, 5)] for s in "ABCD"}
ITEMS = [item for items in SCALES.values() for item in items]

answers = st.integers(0, 2**32 - 1).map(lambda seed: make_answers(np.random.default_rng(seed)))
lightly = settings(max_examples=15, deadline=None, database=None, derandomize=True)


def make_answers(rng: np.random.Generator, n: int = 40) -> pd.DataFrame:
    """Answers from 1 to 5 that go together within scales, with gaps and a straight line."""
    level = np.repeat(rng.normal(3, 1, size=(n, 4)), 4, axis=1)
    values = np.clip(np.round(level + rng.normal(0, 0.7, size=level.shape)), 1, 5)
    values[rng.random(values.shape) < 0.03] = np.nan
    values[0] = 4
    return pd.DataFrame(values, columns=ITEMS, index=[f"r{i}" for i in range(n)])


def codebook(scales: dict[str, list[str]] = SCALES) -> Codebook:
    return Codebook.model_validate(
        {
            "variables": [{"name": item, "kind": "numeric", "low": 1, "high": 5} for item in ITEMS],
            "scales": [
                {"name": s, "items": items, "reversed": [i for i in items if i == "D4"]} for s, items in scales.items()
            ],
        }
    )


def survey_of(frame: pd.DataFrame) -> Survey:
    number = frame.index.str.removeprefix("r").astype(int)
    paradata = pd.DataFrame(
        {
            "duration_seconds": 10.0 + 3 * number,
            "submitted": pd.Timestamp("2025-03-01") + pd.to_timedelta(number * 3, unit="min"),
            "address_token": [f"t{i // 3}" for i in number],
        },
        index=frame.index,
    )
    return Survey(frame, codebook(), paradata=paradata)


def flagged(survey: Survey) -> Survey:
    return (
        survey.pipe(flag_duplicates, min_same=0.6)
        .pipe(flag_speeding, items=ITEMS)
        .pipe(flag_straightlining, items=ITEMS, average_run=2.0, parts=2)
        .pipe(flag_incomplete, items=ITEMS, max_missing=0.1)
        .pipe(flag_outliers, items=ITEMS, p=0.05)
        .pipe(flag_even_odd)
        .pipe(flag_person_total, items=ITEMS)
        .pipe(flag_total_time)
    )


@lightly
@given(answers, st.randoms(use_true_random=False))
def test_the_order_of_respondents_does_not_matter(frame, random):
    order = list(frame.index)
    random.shuffle(order)
    straight, shuffled = (flagged(survey_of(data)) for data in (frame, frame.loc[order]))
    keys = ["rule", "id"]
    pd.testing.assert_frame_equal(
        straight.flags.sort_values(keys, ignore_index=True), shuffled.flags.sort_values(keys, ignore_index=True)
    )
    assert set(exclude_flagged(straight).data.index) == set(exclude_flagged(shuffled).data.index)


@lightly
@given(answers)
def test_flags_do_not_depend_on_whether_items_have_been_reversed(frame):
    survey = survey_of(frame)
    before, after = flagged(survey).flags, flagged(reverse_items(survey)).flags
    assert before[["id", "rule", "decisive"]].equals(after[["id", "rule", "decisive"]])
    np.testing.assert_allclose(before["value"].astype(float), after["value"].astype(float), rtol=1e-9)


@lightly
@given(answers)
def test_reversing_is_undone_by_looking_at_the_answers_as_ticked(frame):
    survey = survey_of(frame)
    pd.testing.assert_frame_equal(as_ticked(reverse_items(survey), ITEMS), frame)
    assert reverse_items(survey).data["D4"].to_numpy() == pytest.approx(6 - frame["D4"].to_numpy(), nan_ok=True)


@lightly
@given(answers)
def test_the_input_is_never_changed(frame):
    survey = survey_of(frame)
    exclude_flagged(flagged(survey)).pipe(reverse_items).pipe(score_scales)
    pd.testing.assert_frame_equal(survey.data, frame)
    assert survey.flags.empty
    assert survey.log == ()


@lightly
@given(answers, st.randoms(use_true_random=False))
def test_scores_do_not_depend_on_the_order_of_items(frame, random):
    mixed = {name: random.sample(items, len(items)) for name, items in SCALES.items()}
    scored = [
        score_scales(reverse_items(Survey(frame, book))).data[list(SCALES)] for book in (codebook(), codebook(mixed))
    ]
    pd.testing.assert_frame_equal(*scored, rtol=1e-12)


@lightly
@given(answers)
def test_scoring_and_dropping_commute(frame):
    complete = frame.dropna()
    scored = score_scales(reverse_items(survey_of(frame))).data.loc[complete.index]
    pd.testing.assert_frame_equal(scored, score_scales(reverse_items(survey_of(complete))).data)


@lightly
@given(answers)
def test_the_sample_flow_adds_up(frame):
    valid = exclude_flagged(flagged(survey_of(frame)))
    flow = sample_flow(valid)
    assert flow.counts.total == len(frame)
    assert flow.removals["n"].sum() == len(frame) - len(valid)
    assert (flow.removals["n"] <= flow.removals["n_flagged"]).all()
