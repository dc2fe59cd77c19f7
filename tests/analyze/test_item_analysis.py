"""What item_analysis() promises beyond its numbers."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.item_analysis import item_analysis
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, OptionError, SampleError

ITEMS = ["t1", "t2", "t3", "noise"]


@pytest.fixture
def answers() -> pd.DataFrame:
    random = np.random.default_rng(3)
    trait = random.standard_normal((200, 1))
    good = np.clip(np.round(3 + trait + 0.7 * random.standard_normal((200, 3))), 1, 5)
    return pd.DataFrame(np.column_stack([good, random.integers(1, 6, 200)]), columns=ITEMS)


def reasons(frame: pd.DataFrame, **options: object) -> dict[str, str]:
    tidy = item_analysis(frame, items=list(frame), **options).tidy()  # type: ignore[arg-type]
    return dict(zip(tidy["item"], tidy["reasons"], strict=True))


def test_an_item_that_belongs_elsewhere_is_to_be_looked_at_and_nothing_is_dropped(answers: pd.DataFrame) -> None:
    found = reasons(answers)
    assert found["noise"] == "item_rest, alpha"
    assert [found[item] for item in ITEMS[:3]] == ["", "", ""]


def test_answers_piled_up_at_an_end_are_named(answers: pd.DataFrame) -> None:
    piled = answers.assign(t1=answers["t1"].where(answers["t1"] > 3, 1.0), t2=answers["t2"].clip(3, 5))
    piled["t3"] = piled["t3"].where(piled["t3"] < 3, 5.0)
    assert reasons(piled)["t1"].endswith("floor")
    assert reasons(piled)["t3"].endswith("ceiling")
    assert "floor" not in reasons(piled, max_floor=0.99)["t1"]


def test_everybody_tied_at_the_cut_belongs_to_the_group() -> None:
    totals = pd.DataFrame({"a": [1, 2, 2, 2, 3, 3, 4, 4, 4, 5.0], "b": [1, 2, 2, 2, 3, 3, 4, 4, 4, 5.0]})
    row = item_analysis(totals, items=["a", "b"]).glance().iloc[0]
    assert (row["n_low_group"], row["n_high_group"]) == (4, 4)


def test_the_range_is_that_of_the_codebook(answers: pd.DataFrame) -> None:
    wide = Codebook.model_validate({"variables": [{"name": i, "kind": "ordinal", "low": 0, "high": 10} for i in ITEMS]})
    row = item_analysis(Survey(answers, wide), items=ITEMS).tidy().iloc[0]
    assert row["difficulty"] == pytest.approx(answers["t1"].mean() / 10)
    assert row["floor"] == 0


def test_difficulty_and_discrimination_do_not_depend_on_the_unit(answers: pd.DataFrame) -> None:
    plain, stretched = (item_analysis(frame, items=ITEMS).tidy() for frame in (answers, answers * 10 + 5))
    for name in ("difficulty", "discrimination", "item_rest_r", "statistic", "p_value", "skew"):
        assert stretched[name].tolist() == pytest.approx(plain[name].tolist())


def test_an_item_that_is_one_answer_in_both_groups_has_no_critical_ratio() -> None:
    frame = pd.DataFrame({"a": [1.0] * 8 + [2.0] * 8, "b": [1.0] * 8 + [2.0] * 8, "c": [1.0, 2.0] * 8})
    row = item_analysis(frame, items=list(frame), share=0.25).tidy().set_index("item").loc["a"]
    assert np.isnan(row["statistic"])
    assert "critical_ratio" in row["reasons"]


@pytest.mark.parametrize("option", [{"share": 0}, {"share": 0.6}, {"share": "27%"}, {"max_floor": 2}])
def test_shares_out_of_range_are_refused(answers: pd.DataFrame, option: dict[str, object]) -> None:
    with pytest.raises(OptionError, match=next(iter(option))):
        item_analysis(answers, items=ITEMS, **option)  # type: ignore[arg-type]


def test_too_few_items_and_too_small_groups_are_refused(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="at least two"):
        item_analysis(answers, items=["t1"])
    with pytest.raises(SampleError, match="fewer than two in a group"):
        item_analysis(pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [1.0, 2, 4, 3]}), items=["a", "b"], share=0.1)


def test_a_frame_without_scales_needs_names(answers: pd.DataFrame) -> None:
    with pytest.raises(ColumnError, match="name the items"):
        item_analysis(answers)
