"""Sentences about suppressed counts tell none of them, and claim nothing that they would have to tell."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.describe import DescribeSampleResult, describe_items, describe_sample
from surveykit.analyze.paired import paired_comparison


def sample(**counts: list[int]) -> DescribeSampleResult:
    columns = {name: np.repeat(np.arange(1, len(n) + 1), n) for name, n in counts.items()}
    frame = pd.DataFrame({name: pd.Categorical(codes.astype(str)) for name, codes in columns.items()})
    return describe_sample(frame, columns=list(columns)).suppressed(5)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_variable_whose_largest_category_is_hidden_is_left_out(language: str) -> None:
    text = sample(q=[3, 97], r=[40, 60]).prose(language=language)  # type: ignore[arg-type]
    assert "nan" not in text
    assert "97" not in text
    assert "60" in text


def test_the_largest_shown_is_not_called_largest_where_hidden_ones_could_be_larger() -> None:
    told = sample(q=[3, 40, 37])
    assert told.tidy()["n"].isna().tolist() == [True, False, True]
    assert "最多" not in sample(q=[3, 38, 39]).prose()
    assert "最多" not in told.prose()
    assert "“2”（60人" in sample(q=[3, 60, 37]).prose()


def test_items_whose_means_are_hidden_are_left_out() -> None:
    two = pd.DataFrame({"x": np.repeat([1.0, 2.0], [3, 80])})
    for language in ("zh", "en"):
        text = describe_items(two, items="x").suppressed(5).prose(language=language)  # type: ignore[arg-type]
        assert "nan" not in text
        assert "M=" not in text
    both = two.assign(y=np.repeat([1.0, 2.0], [30, 53]))
    assert "y（M=1.64" in describe_items(both, items=["x", "y"]).suppressed(5).prose()


def test_a_test_that_would_tell_hidden_moves_is_withheld_and_said_to_be() -> None:
    before = np.repeat([3.0, 2, 1], 20)
    frame = pd.DataFrame({"before": before, "after": before + np.repeat([-1.0, 0, 1], [3, 27, 30])})
    text = paired_comparison(frame, pairs=("before", "after"), method="wilcoxon").suppressed(5).prose()
    assert "Wilcoxon符号秩检验（N=60）能据以推算出过少的人数，不予报告" in text
    assert "显著" not in text
    assert "30人" not in text


def test_what_is_told_of_some_items_is_not_said_of_all() -> None:
    answers = pd.DataFrame({"x": np.repeat([1.0, 2, 3, 4, 5], [3, 30, 40, 30, 20]), "y": np.tile([1.0, 2, 3], 41)})
    result = describe_items(answers, items=["x", "y"]).suppressed(5)
    assert result.tidy()["skew"].isna().tolist() == [True, False]
    assert "在报告偏度与峰度的1项中" in result.prose()
    assert "Skewness and kurtosis are reported for 1 of 2" in result.prose(language="en")
    binary = answers.assign(z=np.repeat([0.0, 1.0], [3, 120]), w=np.tile([1.0, 2, 3], 41)[::-1])
    text = describe_items(binary, items=["y", "z", "w"]).suppressed(5).prose()
    assert "共描述3项，在报告均值的2项中" in text
