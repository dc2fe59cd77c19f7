"""Even-odd consistency and psychometric synonyms: signs, never decisions."""

import numpy as np
import pandas as pd
import pytest

from surveykit import Survey, flag_even_odd, flag_person_total, flag_psychant, flag_psychsyn, reverse_items
from surveykit.core.codebook import Codebook
from surveykit.errors import ColumnError, OptionError, SampleError

ITEMS = [f"{scale}{i}" for scale in "abcd" for i in (1, 2)]
BOOK = Codebook.model_validate(
    {
        "variables": [{"name": item, "kind": "numeric", "low": 1, "high": 5} for item in ITEMS],
        "scales": [{"name": s, "items": [f"{s}1", f"{s}2"], "reversed": ["d2"] if s == "d" else []} for s in "abcd"],
    }
)


def crowd(n=60):
    """Respondents whose two items per scale agree, d2 worded the other way; the last three do otherwise."""
    rng = np.random.default_rng(3)
    level = rng.permuted(np.tile([2.0, 3.0, 4.0, 3.0], (n, 1)), axis=1)
    frame = pd.DataFrame({f"{s}{i}": level[:, k] for k, s in enumerate("abcd") for i in (1, 2)})
    frame["d2"] = 6 - frame["d2"]
    frame.loc[n - 3] = [1, 5, 5, 1, 2, 4, 3, 3]
    frame.loc[n - 2] = 3
    frame.loc[n - 1, ITEMS[:5]] = np.nan
    return frame


def test_contradicting_halves_are_flagged_without_deciding():
    flagged = flag_even_odd(Survey.from_frame(crowd(), codebook=BOOK))
    assert flagged.flags[["id", "rule", "family", "decisive", "value"]].to_numpy().tolist() == [
        [57, "even_odd", "inconsistency", False, -1.0]
    ]


def test_even_odd_keys_reversed_items_whether_or_not_they_have_been_reversed():
    survey = Survey.from_frame(crowd(), codebook=BOOK)
    pd.testing.assert_frame_equal(flag_even_odd(survey).flags, flag_even_odd(reverse_items(survey)).flags)


def test_lines_and_gaps_are_not_judged():
    survey = Survey.from_frame(crowd(), codebook=BOOK)
    assert flag_even_odd(survey).log[-1].arguments["not_judged"] == 2


def test_three_scales_are_needed():
    survey = Survey.from_frame(crowd(), codebook=BOOK)
    with pytest.raises(SampleError, match="needs 3"):
        flag_even_odd(survey, scales=["a", "b"])
    with pytest.raises(ColumnError, match="not a scale"):
        flag_even_odd(survey, scales=["a", "b", "x"])


def test_synonyms_that_disagree_are_flagged_without_deciding():
    survey = Survey.from_frame(crowd(), codebook=BOOK)
    flagged = flag_psychsyn(survey, items=ITEMS, min_r=0.5)
    assert flagged.log[-1].arguments["pairs"] == [("a1", "a2"), ("b1", "b2"), ("c1", "c2")]
    assert flagged.flags[["id", "family", "decisive"]].to_numpy().tolist() == [[57, "inconsistency", False]]
    assert flagged.flags["value"][0] == pytest.approx(-1)


def test_synonyms_are_looked_for_in_the_answers_as_ticked():
    survey = Survey.from_frame(crowd(), codebook=BOOK)
    reversed_first = flag_psychsyn(reverse_items(survey), items=ITEMS, min_r=0.5)
    pd.testing.assert_frame_equal(reversed_first.flags, flag_psychsyn(survey, items=ITEMS, min_r=0.5).flags)


def test_too_few_pairs_are_counted_in_the_message():
    survey = Survey.from_frame(crowd(), codebook=BOOK)
    with pytest.raises(SampleError, match="2 pairs of items correlate above"):
        flag_psychsyn(survey, items=["a", "b", "d1"], min_r=0.5)


def test_limits_outside_their_range_are_refused():
    survey = Survey.from_frame(crowd(), codebook=BOOK)
    with pytest.raises(OptionError, match="below=2"):
        flag_even_odd(survey, below=2)
    with pytest.raises(OptionError, match="min_r=60"):
        flag_psychsyn(survey, items=ITEMS, min_r=60)


def opposed(n=60):
    """Three pairs of items worded against each other; the last respondent agrees with both sides of every pair."""
    rng = np.random.default_rng(8)
    level = rng.integers(1, 6, size=(n, 3)).astype(float)
    frame = pd.DataFrame(
        {f"{s}{i}": level[:, k] if i == 1 else 6 - level[:, k] for k, s in enumerate("abc") for i in (1, 2)}
    )
    frame.loc[n - 1] = [1, 1, 3, 3, 5, 5]
    frame.loc[n - 2] = 4
    return frame


def test_antonyms_answered_alike_are_flagged_without_deciding():
    survey = Survey.from_frame(opposed())
    flagged = flag_psychant(survey, items=list(opposed()))
    assert flagged.log[-1].arguments["pairs"] == [("a1", "a2"), ("b1", "b2"), ("c1", "c2")]
    assert flagged.log[-1].arguments["not_judged"] == (opposed().nunique(axis=1) == 1).sum() + 2
    assert flagged.flags[["id", "rule", "family", "decisive", "value"]].to_numpy().tolist() == [
        [59, "psychant", "inconsistency", False, 1.0]
    ]


def test_too_few_antonyms_are_counted_in_the_message():
    with pytest.raises(SampleError, match=r"0 pairs of items correlate below -0\.6"):
        flag_psychant(Survey.from_frame(crowd(), codebook=BOOK), items=["a1", "b1", "c1"])


def test_the_limit_of_antonyms_is_a_correlation():
    with pytest.raises(OptionError, match="above=1"):
        flag_psychant(Survey.from_frame(opposed()), items=list(opposed()), above=1)


def test_answers_against_everybody_elses_are_flagged_without_deciding():
    frame = pd.DataFrame(np.tile([1.0, 2.0, 4.0, 5.0], (20, 1)), columns=list("abcd"))
    frame.loc[18] = [5, 4, 2, 1]
    frame.loc[19] = 3
    flagged = flag_person_total(Survey.from_frame(frame), items=list("abcd"))
    assert flagged.flags[["id", "family", "decisive"]].to_numpy().tolist() == [[18, "outlier", False]]
    assert flagged.flags["value"][0] == pytest.approx(-1)
    assert flagged.log[-1].arguments["not_judged"] == 1
    with pytest.raises(SampleError, match="at least 3"):
        flag_person_total(Survey.from_frame(frame), items=["a", "b"])
