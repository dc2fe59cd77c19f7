"""What correlations() promises beyond its numbers."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.correlations import Adjust, adjusted_p_values, correlations
from surveykit.analyze.reliability import reliability
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, ColumnError, OptionError, SampleError


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(6)
    base = rng.standard_normal((50, 1))
    return pd.DataFrame(base + rng.standard_normal((50, 3)), columns=["a", "b", "c"])


def test_one_row_per_pair_in_the_order_of_the_columns(frame: pd.DataFrame) -> None:
    result = correlations(frame, columns=["c", "a", "b"])
    assert result.tidy()[["x", "y"]].to_numpy().tolist() == [["c", "a"], ["c", "b"], ["a", "b"]]
    pd.testing.assert_frame_equal(result.matrix(), frame[["c", "a", "b"]].corr())


def test_means_and_deviations_stand_beside(frame: pd.DataFrame) -> None:
    variables = correlations(frame, columns=["a", "b"]).variables
    assert variables["mean"].tolist() == pytest.approx(frame[["a", "b"]].mean().tolist())
    assert variables["sd"].tolist() == pytest.approx(frame[["a", "b"]].std().tolist())
    assert variables["alpha"].isna().all()


def test_scores_of_a_scale_carry_its_alpha(frame: pd.DataFrame) -> None:
    codebook = Codebook.model_validate(
        {
            "variables": [{"name": name, "kind": "numeric"} for name in "abc"],
            "scales": [{"name": "S", "items": list("abc")}],
        }
    )
    survey = Survey(frame.assign(S=frame.mean(axis=1)), codebook)
    variables = correlations(survey, columns=["S", "a"]).variables.set_index("term")
    assert variables.loc["S", "alpha"] == pytest.approx(reliability(frame, items=list("abc")).glance()["alpha"].item())
    assert np.isnan(variables.loc["a", "alpha"])


def test_alpha_is_left_out_while_items_wait_to_be_reversed(frame: pd.DataFrame) -> None:
    codebook = Codebook.model_validate(
        {
            "variables": [{"name": name, "kind": "numeric"} for name in "abc"],
            "scales": [{"name": "S", "items": list("abc"), "reversed": ["c"]}],
        }
    )
    survey = Survey(frame.assign(S=frame.mean(axis=1)), codebook)
    assert correlations(survey, columns=["S", "a"]).variables["alpha"].isna().all()


def test_each_pair_has_its_own_n(frame: pd.DataFrame) -> None:
    frame.loc[:9, "a"] = np.nan
    pairwise = correlations(frame, columns=["a", "b", "c"])
    assert pairwise.tidy()["n"].tolist() == [40, 40, 50]
    assert pairwise.glance()[["n_low", "n_high"]].iloc[0].tolist() == [40, 50]
    assert correlations(frame, columns=["a", "b", "c"], missing="listwise").tidy()["n"].tolist() == [40, 40, 40]


def test_too_few_pairs_are_refused_with_their_number(frame: pd.DataFrame) -> None:
    frame.loc[2:, "a"] = np.nan
    with pytest.raises(SampleError, match="only 2 respondents answered both 'a' and 'b'"):
        correlations(frame, columns=["a", "b"])


def test_columns_without_spread_are_named(frame: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"\['b'\] hold one value"):
        correlations(frame.assign(b=2.0), columns=["a", "b"])


def test_text_and_unknown_columns_are_refused(frame: pd.DataFrame) -> None:
    words = [f"word {i}" for i in range(50)]
    with pytest.raises(ColumnError, match="'b' holds text"):
        correlations(frame.assign(b=words), columns=["a", "b"])
    with pytest.raises(ColumnError, match="'d' is not a column"):
        correlations(frame, columns=["a", "d"])
    with pytest.raises(SampleError, match="at least two"):
        correlations(frame, columns=["a"])


def test_wrong_words_list_the_right_ones(frame: pd.DataFrame) -> None:
    with pytest.raises(OptionError, match="'pearson', 'spearman'"):
        correlations(frame, columns=["a", "b"], method="kendall")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="'none', 'holm', 'bh'"):
        correlations(frame, columns=["a", "b"], adjust="bonferroni")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("adjust", "expected"), [("holm", [0.09, 0.04, 0.09, 0.5]), ("bh", [0.16 / 3, 0.04, 0.16 / 3, 0.5])]
)
def test_adjusted_p_values_by_hand(adjust: Adjust, expected: list[float]) -> None:
    assert adjusted_p_values(np.array([0.04, 0.01, 0.03, 0.5]), adjust) == pytest.approx(expected)


@pytest.mark.parametrize("adjust", ["holm", "bh"])
def test_missing_p_values_stay_missing_and_are_not_tests(adjust: Adjust) -> None:
    adjusted = adjusted_p_values(np.array([0.04, np.nan, 0.01]), adjust)
    assert np.isnan(adjusted[1])
    assert adjusted[[0, 2]] == pytest.approx(adjusted_p_values(np.array([0.04, 0.01]), adjust))
    assert np.isnan(adjusted_p_values(np.array([np.nan, np.nan]), adjust)).all()


@pytest.mark.parametrize("adjust", ["holm", "bh"])
def test_no_adjusted_p_value_passes_one(adjust: Adjust) -> None:
    assert adjusted_p_values(np.array([0.9, 0.8, 0.7]), adjust).max() <= 1


def test_codes_without_order_and_answers_outside_the_range_are_refused(frame: pd.DataFrame) -> None:
    codebook = Codebook.model_validate(
        {
            "variables": [
                {"name": "town", "values": {1: "x", 2: "y", 3: "z"}},
                {"name": "local", "values": {0: "no", 1: "yes"}},
                {"name": "age", "kind": "numeric", "low": 16, "high": 90},
            ]
        }
    )
    places = np.arange(50)
    survey = Survey(frame.assign(town=places % 3 + 1, local=places % 2, age=20 + places), codebook)
    assert len(correlations(survey, columns=["a", "local", "age"]).tidy()) == 3
    with pytest.raises(ColumnError, match=r"columns: 'town' is nominal"):
        correlations(survey, columns=["a", "town"])
    old = Survey(survey.data.assign(age=999), codebook)
    with pytest.raises(AnswerError, match=r"\{'age': 50\}"):
        correlations(old, columns=["a", "age"])


def coarse(n: int = 400) -> pd.DataFrame:
    random = np.random.default_rng(6)
    trait = random.standard_normal(n)
    answers = {name: np.digitize(trait + random.standard_normal(n), [-1, 0, 1.5]) + 1.0 for name in "abc"}
    return pd.DataFrame(answers)


def test_polychoric_correlations_have_intervals_tests_cuts_and_standard_errors() -> None:
    frame = coarse()
    frame.loc[:49, "a"] = np.nan
    result = correlations(frame, columns=["a", "b", "c"], method="polychoric")
    row = result.tidy().iloc[0]
    assert (row["n"], result.tidy()["n"].tolist()) == (350, [350, 350, 400])
    assert row["conf_low"] < 0.5 < row["conf_high"]
    assert result.std_errors is not None
    assert row["statistic"] == pytest.approx(row["estimate"] / result.std_errors.loc["a", "b"])
    assert result.thresholds is not None
    assert result.thresholds.groupby("term").size().to_dict() == {"a": 3, "b": 3, "c": 3}
    assert "correlations.note_polychoric" in [note.key for note in result.notes]
    assert correlations(frame, columns=["a", "b"]).thresholds is None


def test_answers_that_always_agree_are_named_and_have_no_test() -> None:
    frame = coarse().assign(d=lambda d: d["a"])
    result = correlations(frame, columns=["a", "d"], method="polychoric")
    assert np.isnan(result.tidy()["p_value"].item())
    assert [note.values["items"] for note in result.notes if note.key == "polychoric.note_bound"] == ["a–d"]


def test_polychoric_correlations_are_of_categories() -> None:
    frame = coarse().assign(age=np.arange(400.0))
    with pytest.raises(ColumnError, match="400 different answers"):
        correlations(frame, columns=["a", "age"], method="polychoric")
