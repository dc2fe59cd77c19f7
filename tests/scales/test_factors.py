"""Factor scores as columns: standardized over complete cases, weighted, missing where an item is."""

import numpy as np
import pandas as pd
import pytest

from surveykit import Codebook, Survey, rename_variables, reverse_items, score_factors
from surveykit.errors import AnswerError, ColumnError, OptionError, SampleError

ITEMS = ["a", "b", "c"]
FRAME = pd.DataFrame(np.random.default_rng(2).integers(1, 6, (40, 3)).astype(float), columns=ITEMS)
WEIGHTS = pd.DataFrame({"F1": [0.5, 0.4, 0.0], "F2": [0.0, 0.1, 0.9]}, index=ITEMS)


def book(**scale: object) -> Codebook:
    variables = [{"name": item, "kind": "numeric", "low": 1, "high": 5} for item in ITEMS]
    return Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": ITEMS, **scale}]})


@pytest.fixture
def survey() -> Survey:
    return Survey.from_frame(FRAME, codebook=book())


def test_scores_are_standardized_items_times_weights(survey: Survey) -> None:
    scored = score_factors(survey, weights=WEIGHTS, into=["one", "two"], labels=["First", {"zh": "二", "en": "Second"}])
    expected = ((FRAME - FRAME.mean()) / FRAME.std()) @ WEIGHTS
    np.testing.assert_allclose(scored.data[["one", "two"]], expected)
    assert scored.codebook.label("two", "zh") == "二"
    assert scored.log[-1].arguments["standardized"]["a"]["mean"] == pytest.approx(FRAME["a"].mean())


def test_a_missing_item_makes_scores_missing_and_does_not_count() -> None:
    gap = FRAME.copy()
    gap.loc[0, "a"] = np.nan
    scored = score_factors(Survey.from_frame(gap), weights=WEIGHTS, into=["one", "two"])
    alone = score_factors(Survey.from_frame(gap.drop(index=0)), weights=WEIGHTS, into=["one", "two"])
    assert scored.data.loc[0, ["one", "two"]].isna().all()
    np.testing.assert_allclose(scored.data[["one", "two"]].iloc[1:], alone.data[["one", "two"]])
    assert scored.log[-1].arguments["not_scored"] == 1


def test_the_order_of_items_and_added_constants_do_not_matter(survey: Survey) -> None:
    plain = score_factors(survey, weights=WEIGHTS, into=["one", "two"]).data[["one", "two"]]
    mixed = score_factors(survey, weights=WEIGHTS.loc[["c", "a", "b"]], into=["one", "two"]).data[["one", "two"]]
    moved = score_factors(Survey.from_frame(FRAME * 2 + 3), weights=WEIGHTS, into=["one", "two"]).data[["one", "two"]]
    np.testing.assert_allclose(mixed, plain, atol=1e-12)
    np.testing.assert_allclose(moved, plain, atol=1e-12)


def test_items_that_are_still_to_be_reversed_are_refused() -> None:
    raw = Survey.from_frame(FRAME, codebook=book(reversed=["b"]))
    with pytest.raises(ColumnError, match=r"\['b'\] are declared reversed.*call reverse_items first"):
        score_factors(raw, weights=WEIGHTS, into=["one", "two"])
    assert "one" in score_factors(reverse_items(raw), weights=WEIGHTS, into=["one", "two"]).data


def test_what_scores_were_made_of_stays_as_it_is_and_may_be_renamed(survey: Survey) -> None:
    scored = score_factors(survey, weights=WEIGHTS, into=["one", "two"])
    with pytest.raises(ColumnError, match="score_factors has made"):
        reverse_items(scored, items="a")
    renamed = rename_variables(scored, names={"a": "first", "one": "trust"})
    step = renamed.log[-2]
    assert step.columns == ("trust", "two")
    assert step.arguments["columns"] == ["first", "b", "c"]
    assert list(step.arguments["standardized"]) == ["first", "b", "c"]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("weights", "into", "error", "message"),
    [
        ([[1]], "x", OptionError, "weights must be a frame"),
        (WEIGHTS.astype(object), ["x", "y"], OptionError, "finite numbers"),
        (WEIGHTS.replace(0.9, np.nan), ["x", "y"], OptionError, "finite numbers"),
        (WEIGHTS, "x", OptionError, "into names 1 columns, but weights has 2 factors"),
        (WEIGHTS, ["x", "a"], ColumnError, "is taken"),
        (WEIGHTS.rename(index={"a": "z"}), ["x", "y"], ColumnError, "'z' is not a column"),
        (pd.concat([WEIGHTS, WEIGHTS]), ["x", "y"], ColumnError, "named twice"),
    ],
)
def test_wrong_weights_are_answered(
    survey: Survey, weights: object, into: object, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        score_factors(survey, weights=weights, into=into)  # type: ignore[arg-type]


def test_wrong_labels_are_answered(survey: Survey) -> None:
    with pytest.raises(OptionError, match="1 labels for 2 columns"):
        score_factors(survey, weights=WEIGHTS, into=["x", "y"], labels=["One"])
    with pytest.raises(OptionError, match="labels must be a list"):
        score_factors(survey, weights=WEIGHTS, into=["x", "y"], labels="One")


def test_answers_that_cannot_be_standardized_are_refused(survey: Survey) -> None:
    with pytest.raises(SampleError, match=r"\['a'\] do not vary"):
        score_factors(Survey.from_frame(FRAME.assign(a=3)), weights=WEIGHTS, into=["x", "y"])
    with pytest.raises(SampleError, match="1 respondents answered all items"):
        score_factors(Survey.from_frame(FRAME.head(1)), weights=WEIGHTS, into=["x", "y"])
    with pytest.raises(AnswerError, match="outside the range"):
        score_factors(Survey.from_frame(FRAME.assign(a=9), codebook=book()), weights=WEIGHTS, into=["x", "y"])
