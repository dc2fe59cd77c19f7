"""Scores: means and sums over what is answered, where enough is answered and everything points one way."""

import numpy as np
import pandas as pd
import pytest

from surveykit import Survey, cleaning_log, reverse_items, score_scales
from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, ColumnError, OptionError, SampleError

ITEMS = ["a1", "a2", "a3", "a4", "b1", "b2", "b3"]
BOOK = Codebook.model_validate(
    {
        "variables": [{"name": item, "kind": "numeric", "low": 1, "high": 5} for item in ITEMS],
        "scales": [
            {"name": "A", "label": {"zh": "甲", "en": "First"}, "items": ITEMS[:4], "reversed": ["a4"]},
            {"name": "B", "items": ITEMS[4:], "method": "sum", "min_answered": 2},
        ],
    }
)
NAN = float("nan")
FRAME = pd.DataFrame(
    [[5, 4, 3, 2, 1, 2, 3], [5, NAN, NAN, 2, 1, NAN, 3], [5, NAN, NAN, NAN, NAN, NAN, 3], [NAN] * 7], columns=ITEMS
)


@pytest.fixture
def survey() -> Survey:
    return reverse_items(Survey.from_frame(FRAME, codebook=BOOK))


def test_a_mean_is_over_the_answered_items_and_needs_half_of_them(survey):
    assert score_scales(survey).data["A"].to_numpy() == pytest.approx([4, 4.5, NAN, NAN], nan_ok=True)


def test_a_sum_counts_a_gap_as_the_persons_mean_and_never_as_zero(survey):
    assert score_scales(survey).data["B"].to_numpy() == pytest.approx([6, 6, NAN, NAN], nan_ok=True)


def test_a_sum_of_whole_answers_is_the_whole_number():
    items = [f"q{i}" for i in range(7)]
    variables = [{"name": item, "kind": "numeric"} for item in items]
    book = Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": items, "method": "sum"}]})
    frame = pd.DataFrame(np.random.default_rng(1).integers(1, 6, (500, 7)), columns=items)
    scored = score_scales(Survey.from_frame(frame, codebook=book)).data["S"]
    assert scored.tolist() == frame.sum(axis=1).tolist()


def test_the_step_counts_bridged_gaps_and_missing_scores(survey):
    step = score_scales(survey).log[-1]
    assert step.columns == ("A", "B")
    assert step.arguments["person_mean"] == {"A": 1, "B": 1}
    assert step.arguments["not_scored"] == {"A": 2, "B": 2}


def test_the_minimum_can_be_set(survey):
    strict = score_scales(survey, scales="A", min_answered=4)
    assert strict.data["A"].notna().tolist() == [True, False, False, False]
    with pytest.raises(OptionError, match="min_answered=4, but scale 'B' has 3 items"):
        score_scales(survey, min_answered=4)
    with pytest.raises(OptionError, match="min_answered=0"):
        score_scales(survey, min_answered=0)


def test_a_score_is_labelled_by_its_scale(survey):
    scored = score_scales(survey)
    assert scored.codebook.label("A", "en") == "First"
    assert not scored.codebook.has_variable("A")


def test_a_second_scoring_gets_a_variable_of_its_own(survey):
    scored = score_scales(score_scales(survey), suffix="_again")
    variable = scored.codebook.variable("B_again")
    assert (variable.kind, variable.low, variable.high) == ("numeric", 3, 15)
    assert scored.codebook.label("A_again", "zh") == "甲"
    np.testing.assert_array_equal(scored.data["A"], scored.data["A_again"])


def test_scoring_twice_into_one_column_is_refused(survey):
    with pytest.raises(ColumnError, match="there already"):
        score_scales(score_scales(survey))


def test_an_item_that_is_still_to_be_reversed_is_refused():
    with pytest.raises(ColumnError, match=r"\['a4'\] are declared reversed.*call reverse_items first"):
        score_scales(Survey.from_frame(FRAME, codebook=BOOK))


def test_an_answer_outside_the_range_is_refused(survey):
    raw = Survey.from_frame(FRAME.assign(b1=[1, 99, 1, 1]), codebook=BOOK)
    with pytest.raises(AnswerError, match="'b1': 1") as refused:
        score_scales(raw, scales=["B"])
    assert refused.value.cases[["column", "value", "nearest"]].to_numpy().tolist() == [["b1", 99, 5]]


def test_scales_and_items_that_are_not_there_are_named(survey):
    with pytest.raises(ColumnError, match="'C' is not a scale"):
        score_scales(survey, scales=["C"])
    with pytest.raises(ColumnError, match="scale 'B': 'b3' is not a column"):
        score_scales(Survey.from_frame(FRAME.drop(columns="b3"), codebook=BOOK), scales=["B"])
    with pytest.raises(ColumnError, match="no scales"):
        score_scales(Survey.from_frame(FRAME))


def test_every_score_with_gaps_is_a_case_of_the_step() -> None:
    items = ["a1", "a2", "a3"]
    frame = pd.DataFrame([[1, 2, 3], [4, None, 5], [None, None, 2]], columns=items, index=["p", "q", "r"])
    codebook = Codebook.model_validate(
        {"variables": [{"name": i} for i in items], "scales": [{"name": "a", "items": items}]}
    )
    scored = score_scales(Survey.from_frame(frame, codebook=codebook))
    cases = scored.log[-1].cases
    assert cases[["id", "column", "rule", "value", "cut_off"]].values.tolist() == [["q", "a", "person_mean", "2/3", 2]]
    assert scored.log[-1].arguments["person_mean"] == {"a": 1}
    assert cleaning_log(scored)["row"].isna().tolist() == [True]


def test_percent_of_maximum_is_by_the_declared_range_and_not_by_the_answers(survey):
    scored = score_scales(survey, scales="A", method="pomp", suffix="_pomp")
    assert scored.data["A_pomp"].to_numpy() == pytest.approx([75, 87.5, NAN, NAN], nan_ok=True)
    variable = scored.codebook.variable("A_pomp")
    assert (variable.low, variable.high) == (0, 100)


def test_percent_of_maximum_needs_a_declared_range():
    book = Codebook.model_validate({"variables": [{"name": "q"}], "scales": [{"name": "S", "items": ["q"]}]})
    with pytest.raises(ColumnError, match="does not give the range of 'q'"):
        score_scales(Survey.from_frame(pd.DataFrame({"q": [1, 2]}), codebook=book), method="pomp", suffix="_p")


WHOLE = pd.DataFrame([[1, 2], [2, 4], [3, 3], [5, 5], [NAN, NAN]], columns=["a", "b"])


def standard_book(method: str = "z") -> Codebook:
    variables = [{"name": item, "kind": "numeric", "low": 1, "high": 5} for item in "ab"]
    return Codebook.model_validate(
        {"variables": variables, "scales": [{"name": "S", "items": ["a", "b"], "method": method}]}
    )


def test_z_and_t_come_from_the_codebook_and_are_relative_to_the_respondents_present():
    means = np.array([1.5, 3, 3, 5])
    expected = (means - means.mean()) / means.std(ddof=1)
    scored = score_scales(Survey.from_frame(WHOLE, codebook=standard_book()))
    assert scored.data["S"].to_numpy() == pytest.approx([*expected, NAN], nan_ok=True)
    made = scored.log[-1].arguments["standardized"]["S"]
    assert made == {"mean": pytest.approx(3.125), "sd": pytest.approx(means.std(ddof=1)), "n": 4}
    as_t = score_scales(Survey.from_frame(WHOLE, codebook=standard_book("t")))
    assert as_t.data["S"].to_numpy() == pytest.approx([*(50 + 10 * expected), NAN], nan_ok=True)
    fewer = score_scales(Survey.from_frame(WHOLE.iloc[:3], codebook=standard_book()))
    assert fewer.data["S"].mean() == pytest.approx(0)
    assert fewer.data["S"].iloc[0] != pytest.approx(scored.data["S"].iloc[0])


def test_scores_that_do_not_vary_cannot_be_standardized():
    flat = pd.DataFrame({"a": [3, 2], "b": [3, 4]})
    with pytest.raises(SampleError, match="scores of 2 respondents do not vary"):
        score_scales(Survey.from_frame(flat, codebook=standard_book()))


def test_another_method_than_the_codebooks_needs_a_suffix(survey):
    with pytest.raises(OptionError, match=r"score of 'A' is its 'mean'.*suffix='_z'"):
        score_scales(survey, scales="A", method="z")
    scored = score_scales(score_scales(survey), scales="A", method="sum", suffix="_sum")
    np.testing.assert_allclose(scored.data["A_sum"], 4 * scored.data["A"])
    assert scored.log[-1].arguments["method"] == {"A": "sum"}
    with pytest.raises(OptionError, match="method='median' is not known"):
        score_scales(survey, method="median")


TOTAL = {
    "variables": [{"name": item, "kind": "numeric", "low": 1, "high": 5} for item in "abcdef"],
    "scales": [
        {"name": "T", "items": list("abcdef"), "dimensions": ["X", "Y"]},
        {"name": "X", "items": ["a", "b", "c", "d"]},
        {"name": "Y", "items": ["e", "f"], "min_answered": 2},
    ],
}


def test_a_total_needs_enough_answers_to_each_of_its_dimensions():
    frame = pd.DataFrame([[1, 2, 3, 4, 5, 3], [1, 2, 3, NAN, 5, 3], [1, 2, 3, 4, 5, NAN]], columns=list("abcdef"))
    scored = score_scales(Survey.from_frame(frame, codebook=Codebook.model_validate(TOTAL)))
    assert scored.data["T"].to_numpy() == pytest.approx([3, 2.8, NAN], nan_ok=True)
    assert scored.data["X"].to_numpy() == pytest.approx([2.5, 2, 2.5])
    assert scored.log[-1].arguments["person_mean"] == {"T": 1, "X": 1}
    assert scored.log[-1].arguments["not_scored"] == {"T": 1, "Y": 1}


def test_a_dimension_with_items_of_its_own_is_refused():
    scales = [{"name": "T", "items": ["a", "b"], "dimensions": ["X"]}, {"name": "X", "items": ["a", "c"]}]
    survey = Survey.from_frame(
        pd.DataFrame([[1, 2, 3]], columns=list("abc")), codebook=Codebook.model_validate({**TOTAL, "scales": scales})
    )
    with pytest.raises(ColumnError, match=r"items \['c'\] of its dimension 'X'"):
        score_scales(survey, scales="T")


def test_adding_a_constant_moves_means_and_leaves_z_as_it_is():
    book = Codebook.model_validate(
        {"variables": [{"name": "a"}, {"name": "b"}], "scales": [{"name": "S", "items": ["a", "b"]}]}
    )
    plain, moved = (score_scales(Survey.from_frame(WHOLE + by, codebook=book)) for by in (0, 7))
    np.testing.assert_allclose(moved.data["S"], plain.data["S"] + 7)
    z_plain, z_moved = (score_scales(one, method="z", suffix="_z").data["S_z"] for one in (plain, moved))
    np.testing.assert_allclose(z_moved, z_plain, atol=1e-12)


def turned_for_x(**other: object) -> Survey:
    """Items of which one has been reversed for scale X, and a scale Y that does not declare it."""
    variables = [{"name": item, "kind": "numeric", "low": 1, "high": 5} for item in "abc"]
    scales = [{"name": "X", "items": ["a", "b"], "reversed": ["b"]}, {"name": "Y", **other}]
    book = Codebook.model_validate({"variables": variables, "scales": scales})
    return reverse_items(Survey.from_frame(pd.DataFrame([[1, 2, 3]], columns=list("abc")), codebook=book))


def test_an_item_that_was_reversed_for_another_scale_only_is_refused():
    with pytest.raises(ColumnError, match=r"scale 'Y': items \['b'\] have been reversed for scale 'X'"):
        score_scales(turned_for_x(items=["b", "c"]), scales="Y")


def test_a_total_takes_items_as_its_dimensions_declare_them():
    total = turned_for_x(items=["a", "b", "c"], dimensions=["X"])
    assert score_scales(total, scales="Y").data["Y"].tolist() == pytest.approx([8 / 3])


@pytest.mark.parametrize("missing", [0, 1, 3])
def test_with_items_of_one_range_percent_of_maximum_is_the_mean_stretched(missing):
    random = np.random.default_rng(missing)
    answers = random.integers(1, 6, (50, 4)).astype(float)
    answers[np.arange(50)[:, None], random.integers(0, 4, (50, missing))] = NAN
    survey = reverse_items(
        Survey.from_frame(pd.DataFrame(np.hstack([answers, answers[:, :3]]), columns=ITEMS), codebook=BOOK)
    )
    scored = score_scales(score_scales(survey, scales="A"), scales="A", method="pomp", suffix="_pomp").data
    np.testing.assert_allclose(scored["A_pomp"], 100 * (scored["A"] - 1) / 4)


def test_an_item_that_goes_against_the_others_is_named_in_a_note():
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [1, 2, 3, 5, 5], "c": [5, 4, 2, 2, 1]})
    variables = [{"name": name, "low": 1, "high": 5} for name in frame]

    def notes(**key):
        book = Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": list(frame), **key}]})
        survey = Survey.from_frame(frame, codebook=book)
        return score_scales(reverse_items(survey) if key else survey).log[-1].notes

    (note,) = notes()
    assert note.en.startswith("In the scale 'S', the sum of the other items correlates negatively with 'c'")
    assert note.zh.startswith("量表“S”中“c”与其余题项之和的相关为负")
    assert notes(reversed=["c"]) == ()


def test_items_that_nobody_answered_or_of_another_range_are_named_in_notes():
    variables = [{"name": "a", "low": 1, "high": 7}, *({"name": name, "low": 1, "high": 5} for name in "bc")]
    book = Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": list("abc")}]})
    survey = Survey.from_frame(pd.DataFrame({"a": [7, 1], "b": [5, 1], "c": [float("nan")] * 2}), codebook=book)
    unanswered, ranges = score_scales(survey).log[-1].notes
    assert unanswered.en == "In the scale 'S', nobody answered 'c'; the score rests on the other items"
    assert ranges.en.startswith("In the scale 'S', some items have another range of answers than the first ('b', 'c')")
    assert len(score_scales(survey, method="pomp", suffix="_pomp").log[-1].notes) == 1


def test_categories_without_order_are_no_items():
    values = {1: "rent", 2: "own", 3: "other"}
    variables = [{"name": "home", "values": values}, {"name": "b", "low": 1, "high": 5}]
    book = Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": ["home", "b"]}]})
    survey = Survey.from_frame(pd.DataFrame({"home": [1, 2, 3], "b": [1, 2, 3]}), codebook=book)
    with pytest.raises(ColumnError, match=r"scale 'S': 'home' is nominal in the codebook.*give it kind ordinal"):
        score_scales(survey)


def test_items_without_spread_and_few_respondents_bring_no_note():
    for frame in (
        pd.DataFrame({"a": [1, 2], "b": [2, 1], "c": [1, 2]}),
        pd.DataFrame({"a": [3, 3, 3, 3], "b": [3, 3, 3, 3], "c": [1, 2, 3, 4]}),
    ):
        variables = [{"name": name} for name in frame]
        book = Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": list(frame)}]})
        assert score_scales(Survey.from_frame(frame, codebook=book)).log[-1].notes == ()
