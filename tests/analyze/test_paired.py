"""What paired_comparison promises beyond its numbers: rows, samples, notes and refusals."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.paired import PairedResult, paired_comparison
from surveykit.core.codebook import Codebook
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, OptionError, SampleError

USE = {0: "never", 1: "rarely", 2: "sometimes", 3: "often", 4: "always"}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(10)
    before = rng.integers(0, 4, 50).astype(float)
    frame = pd.DataFrame({"before": before, "after": before + rng.integers(-1, 3, 50), "income": rng.normal(size=50)})
    frame["after"] = frame["after"].clip(0, 4)
    frame.loc[[2, 9], "after"] = np.nan
    return frame


@pytest.fixture(scope="module")
def survey(frame: pd.DataFrame) -> Survey:
    variables = [{"name": name, "kind": "ordinal", "values": USE} for name in ("before", "after")]
    return Survey.from_frame(frame, codebook=Codebook.model_validate({"variables": variables}))


def keys(result: PairedResult) -> list[str]:
    return [note.key for note in result.notes]


def test_both_tests_are_there_and_the_one_asked_for_leads(frame: pd.DataFrame) -> None:
    assert paired_comparison(frame, pairs=("before", "after")).tidy()["method"].tolist() == ["t", "wilcoxon"]
    led = paired_comparison(frame, pairs=("before", "after"), method="wilcoxon").tidy()
    assert led["method"].tolist() == ["wilcoxon", "t"]


def test_the_difference_is_after_minus_before(frame: pd.DataFrame) -> None:
    row = paired_comparison(frame, pairs=("before", "after")).tidy().iloc[0]
    assert row["estimate"] == pytest.approx((frame["after"] - frame["before"]).mean())
    assert row["effect_name"] == "d_z"


def test_each_pair_keeps_its_own_cases(frame: pd.DataFrame) -> None:
    result = paired_comparison(frame, pairs=[("before", "after"), ("before", "income")])
    assert result.glance()["n"].tolist() == [48, 50]
    assert result.glance()["n_missing"].tolist() == [2, 0]
    assert (result.counts.total, result.counts.used, result.counts.missing) == (50, 50, {"after": 2})
    assert keys(result)[0] == "paired.note_pairs"


def test_rises_falls_and_ties_are_everybody(frame: pd.DataFrame) -> None:
    row = paired_comparison(frame, pairs=("before", "after")).glance().iloc[0]
    assert row["n_higher"] + row["n_lower"] + row["n_equal"] == row["n"]


def test_answers_are_counted_before_and_after(survey: Survey) -> None:
    levels = paired_comparison(survey, pairs=("before", "after")).levels
    assert levels.groupby("item")["n"].sum().to_dict() == {"before": 48, "after": 48}
    assert levels.groupby("item")["proportion"].sum().tolist() == pytest.approx([1, 1])
    assert levels["level"].tolist() == [*USE, *USE]


def test_a_column_without_codes_has_no_counts(frame: pd.DataFrame) -> None:
    assert paired_comparison(frame, pairs=("before", "after")).levels.empty


def test_ordinal_answers_are_to_be_judged_by_wilcoxon(survey: Survey) -> None:
    assert "paired.note_ordinal" in keys(paired_comparison(survey, pairs=("before", "after")))
    assert "paired.note_ordinal" not in keys(paired_comparison(survey, pairs=("before", "after"), method="wilcoxon"))


def test_recall_is_always_a_caution(survey: Survey) -> None:
    result = paired_comparison(survey, pairs=("before", "after"))
    assert keys(result)[-1] == "paired.note_recall"
    for style in ("cn-generic", "apa7"):
        assert not any("{" in text for text in result.note_texts(PRESETS[style]))


def test_few_moves_are_noted() -> None:
    frame = pd.DataFrame({"before": [1, 1, 1, 1], "after": [1, 2, 2, 3]})
    assert "paired.note_few" in keys(paired_comparison(frame, pairs=("before", "after")))


@pytest.mark.parametrize(
    "pairs", [(), "before", ["before", "after", "income"], [("before",)], [("before", "after"), 3]]
)
def test_what_is_no_pair_is_refused(frame: pd.DataFrame, pairs: Any) -> None:
    with pytest.raises(OptionError, match="must be pairs of names"):
        paired_comparison(frame, pairs=pairs)


def test_a_column_is_not_paired_with_itself(frame: pd.DataFrame) -> None:
    with pytest.raises(ColumnError, match="twice"):
        paired_comparison(frame, pairs=("before", "before"))


def test_answers_on_different_ranges_are_not_compared(frame: pd.DataFrame) -> None:
    variables = [
        {"name": "before", "kind": "ordinal", "values": USE},
        {"name": "after", "kind": "ordinal", "values": {code: str(code) for code in range(1, 8)}},
    ]
    survey = Survey.from_frame(frame, codebook=Codebook.model_validate({"variables": variables}))
    with pytest.raises(ColumnError, match="same range"):
        paired_comparison(survey, pairs=("before", "after"))


def test_nominal_answers_are_refused() -> None:
    frame = pd.DataFrame({"before": ["a", "b", "a"], "after": ["b", "b", "a"]})
    with pytest.raises(ColumnError, match="nominal"):
        paired_comparison(frame, pairs=("before", "after"))


@pytest.mark.parametrize("after", [[1.0, 2, 3], [3.0, 4, 5], [1.2, 2.2, 3.2]])
def test_the_same_difference_for_everybody_is_refused(after: list[float]) -> None:
    frame = pd.DataFrame({"before": [1.0, 2, 3], "after": after})
    with pytest.raises(SampleError, match="same for everybody"):
        paired_comparison(frame, pairs=("before", "after"))


def test_one_complete_pair_is_not_enough() -> None:
    frame = pd.DataFrame({"before": [1.0, np.nan], "after": [2.0, 3.0]})
    with pytest.raises(SampleError, match="two are needed"):
        paired_comparison(frame, pairs=("before", "after"))
