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


def test_hidden_moves_are_left_out_and_the_direction_stays_with_the_test() -> None:
    before = np.repeat([3.0, 2, 1], 20)
    frame = pd.DataFrame({"before": before, "after": before + np.repeat([-1.0, 0, 1], [3, 27, 30])})
    text = paired_comparison(frame, pairs=("before", "after"), method="wilcoxon").suppressed(5).prose()
    assert "按变动幅度的秩次，上升占优（N=60，上升30人）" in text
    assert "Wilcoxon符号秩检验显著" in text
