"""What must hold for any answers: verbs look at one row at a time, and never at how many rows there are."""

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit import (
    Survey,
    bands,
    code_answers,
    collapse,
    derive,
    impute_person_mean,
    mean_of,
    recode,
    rename_variables,
    reverse_items,
    score_scales,
)
from surveykit.core.codebook import Codebook

FIVE = ["非常不同意", "不同意", "一般", "同意", "非常同意"]
ITEMS = ["a", "b", "c", "d"]
BOOK = Codebook.model_validate(
    {
        "variables": [
            *(
                {"name": item, "kind": "ordinal", "values": dict(enumerate((f"{item}{n}" for n in range(1, 6)), 1))}
                for item in ITEMS
            ),
            {"name": "age", "kind": "numeric", "low": 0, "high": 120},
        ],
        "scales": [{"name": "S", "items": ITEMS, "reversed": ["d"]}],
    }
)
lightly = settings(max_examples=20, deadline=None, database=None, derandomize=True)
seeds = st.integers(0, 2**32 - 1)


def answers(seed: int, n: int = 30) -> Survey:
    rng = np.random.default_rng(seed)
    values = rng.integers(1, 6, size=(n, 4)).astype(float)
    values[rng.random(values.shape) < 0.15] = np.nan
    frame = pd.DataFrame(values, columns=ITEMS, index=[f"r{i}" for i in range(n)])
    return Survey.from_frame(frame.assign(age=rng.integers(0, 100, size=n).astype(float)), codebook=BOOK)


VERBS = {
    "recode": lambda s: recode(s, column="a", codes={1: 1, 2: 1, 3: 2, 4: 3, 5: 3}),
    "collapse": lambda s: collapse(s, column="a", into="x", codes=[[1, 2], [3, 4, 5]], labels=["low", "high"]),
    "bands": lambda s: bands(s, into="x", column="age", breaks=[0, 30, 60, 200], labels=["a", "b", "c"]),
    "derive": lambda s: derive(s, into="x", values=mean_of(["a", "b"], min_answered=1)),
    "impute": lambda s: impute_person_mean(reverse_items(s), min_share=0.5),
    "rename": lambda s: rename_variables(s, names={"a": "near", "d": "far"}),
    "code": lambda s: code_answers(s, columns="a", ladder=[f"a{n}" for n in range(1, 6)]),
}


@pytest.mark.parametrize("name", VERBS)
@lightly
@given(seeds)
def test_a_row_is_changed_the_same_way_whoever_else_is_there(name, seed):
    survey = answers(seed)
    order = random.Random(seed).sample(list(survey.data.index), len(survey))
    some = order[: len(order) // 2]
    part = Survey(survey.data.loc[some], survey.codebook, log=survey.log)
    whole = VERBS[name](survey)
    half = VERBS[name](part)
    pd.testing.assert_frame_equal(whole.data.loc[some], half.data)
    shown = [column for column in half.missing_reasons if column in whole.missing_reasons]
    assert whole.missing_reasons.loc[some, shown].to_numpy().tolist() == half.missing_reasons[shown].to_numpy().tolist()


@pytest.mark.parametrize("name", VERBS)
@lightly
@given(seeds)
def test_a_missing_answer_never_becomes_an_answer_but_by_imputing_and_always_has_a_reason(name, seed):
    survey = answers(seed)
    after = VERBS[name](survey)
    for column in after.data.columns:
        empty = after.data[column].isna()
        if name != "impute" and column in survey.data.columns:
            assert empty.equals(survey.data[column].isna())
        if column in after.missing_reasons.columns:
            assert ((after.missing_reasons[column] != "") == empty).all()


@lightly
@given(seeds)
def test_scores_do_not_depend_on_names_or_on_imputing_within_the_same_limit(seed):
    survey = reverse_items(answers(seed))
    plain = score_scales(survey).data["S"]
    renamed = survey.pipe(rename_variables, names={"a": "near", "d": "far"}).pipe(score_scales)
    pd.testing.assert_series_equal(renamed.data["S"], plain)
    imputed = survey.pipe(impute_person_mean, min_share=0.5).pipe(score_scales)
    np.testing.assert_allclose(imputed.data["S"], plain, rtol=1e-12, equal_nan=True)


@lightly
@given(st.lists(st.sampled_from(FIVE), min_size=5, max_size=40), st.randoms(use_true_random=False))
def test_coding_and_reading_the_labels_again_is_where_one_began(said, chance):
    texts = [*FIVE, *said]
    chance.shuffle(texts)
    coded = code_answers(Survey.from_frame(pd.DataFrame({"q": texts})), columns="q")
    labels = [coded.codebook.value_label("q", code, "zh") for code in coded.data["q"]]
    assert labels == texts
