"""Results without small counts: none is printed, none can be worked out, and the note says so."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.describe import describe_items, describe_sample
from surveykit.analyze.paired import paired_comparison
from surveykit.core.codebook import Codebook
from surveykit.core.result import Result
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey
from surveykit.errors import OptionError


def answers(*counts: int, missing: int = 0) -> list[float]:
    """So many answers of 1, of 2, and so on."""
    return [*np.repeat(np.arange(1.0, len(counts) + 1), counts), *[np.nan] * missing]


def sample(values: list[float]) -> Survey:
    variable = {"name": "q", "kind": "ordinal", "values": {code: str(code) for code in range(1, 6)}}
    return Survey.from_frame(pd.DataFrame({"q": values}), codebook=Codebook.model_validate({"variables": [variable]}))


def ticks(*counts: int, n: int, missing: int = 0) -> Survey:
    names = [f"o{i}" for i in range(len(counts))]
    frame = pd.DataFrame({name: [1] * count + [0] * (n - count) for name, count in zip(names, counts, strict=True)})
    if missing:
        frame = frame.astype(float)
        frame.loc[len(frame) - missing :, :] = np.nan
    book = {
        "variables": [{"name": name, "kind": "nominal"} for name in names],
        "sets": [{"name": "s", "members": names}],
    }
    return Survey.from_frame(frame, codebook=Codebook.model_validate(book))


def note_keys(result: Result) -> list[str]:
    return [note.key for note in result.notes]


def test_off_and_without_small_counts_the_result_stays_as_it_is() -> None:
    result = describe_sample(sample(answers(50, 20, 30)), columns="q")
    assert result.suppressed(None) is result
    assert result.suppressed(5) is result


@pytest.mark.parametrize("wrong", [3, 0, "5"])
def test_other_limits_are_refused(wrong: object) -> None:
    with pytest.raises(OptionError, match="min_cell"):
        describe_sample(sample(answers(50, 3, 30)), columns="q").suppressed(wrong)  # type: ignore[arg-type]


def test_twice_is_once_and_another_limit_needs_the_original() -> None:
    once = describe_sample(sample(answers(50, 3, 30)), columns="q").suppressed(5)
    assert once.suppressed(5) is once
    with pytest.raises(OptionError, match="original"):
        once.suppressed(10)


def test_a_small_category_is_hidden_with_the_smallest_other() -> None:
    result = describe_sample(sample(answers(50, 3, 30)), columns="q").suppressed(5)
    rows = result.tidy()
    assert rows["n"].tolist()[:1] == [50]
    assert rows.loc[rows["n"].isna(), "level"].tolist() == [2, 3]
    assert rows.loc[rows["n"].isna(), ["proportion", "cumulative"]].isna().all().all()
    assert rows.loc[rows["level"] > 3, "n"].tolist() == [0, 0]
    assert "少于5人" in result.notes[-1].text(PRESETS["cn-generic"])
    assert result.notes[-1].values == {"min_cell": 5}


def test_cumulative_shares_do_not_tell_a_count_between_hidden_ones() -> None:
    rows = describe_sample(sample(answers(40, 3, 20, 6, 90)), columns="q").suppressed(5).tidy()
    assert rows["n"].isna().tolist() == [False, True, False, True, False]
    assert rows["cumulative"].isna().tolist() == [False, True, True, True, False]


def test_few_who_did_not_answer_are_hidden_and_told_by_no_percentage() -> None:
    survey = sample(answers(40, 8, 20, 30, 90, missing=2))
    result = describe_sample(survey, columns="q").suppressed(5)
    rows = result.tidy()
    shown = rows[rows["n"].notna()]
    assert rows["n"].isna().tolist() == [False, True, False, False, False, True]
    assert shown["proportion"].tolist() == pytest.approx((shown["n"] / 190).tolist())
    assert rows["base"].isna().all()
    assert result.glance()[["n", "n_missing"]].isna().all().all()
    assert not result.counts.missing
    assert "describe_sample.note_of_all" in note_keys(result)


def test_many_who_did_not_answer_are_hidden_with_few_in_a_category() -> None:
    result = describe_sample(sample(answers(40, 3, 30, missing=12)), columns="q").suppressed(5)
    rows = result.tidy()
    assert rows.loc[rows["n"].isna(), "level"].isna().sum() == 1
    assert not result.counts.missing


@pytest.mark.parametrize("seed", range(20))
def test_no_share_and_no_count_of_a_variable_tells_a_small_category(seed: int) -> None:
    random = np.random.default_rng(seed)
    *counts, missing = random.poisson(random.gamma(1, 12, 6)).tolist()
    result = describe_sample(sample(answers(*counts, missing=missing)), columns="q").suppressed(5)
    rows = result.tidy()
    gone = rows["n"].isna().to_numpy()
    true = np.array([*counts, *([missing] if missing else [])])
    assert gone[(true > 0) & (true < 5)].all()
    assert rows.loc[gone, ["proportion", "cumulative"]].isna().all().all()
    rest = true[gone].sum()
    assert not gone.any() or rest - (gone.sum() - 1) >= 5
    shares = rows["proportion"].dropna()
    bases = (rows["n"] / rows["proportion"]).where(shares > 0).dropna().round(6).unique()
    hidden_missing = missing and gone[-1]
    assert set(bases) <= {float(sum(true))} if hidden_missing else set(bases) <= {float(sum(counts))}
    steps = rows["cumulative"].to_numpy()[:5]
    told = np.flatnonzero(~np.isnan(steps))
    for low, high in pairwise(told):
        between = gone[low + 1 : high + 1]
        assert between.sum() != 1


def test_an_option_that_nearly_all_ticked_is_hidden_too() -> None:
    result = describe_sample(ticks(97, 60, 40, n=100), columns="s").suppressed(5)
    rows = result.tidy()
    assert rows["n"].isna().tolist() == [True, False, True]
    assert result.responses("s") == 197


def test_the_total_of_ticks_does_not_tell_a_small_option() -> None:
    result = describe_sample(ticks(70, 3, 40, 12, n=100), columns="s").suppressed(5)
    rows = result.tidy()
    assert rows["n"].isna().tolist() == [False, True, False, True]
    assert rows.loc[rows["n"].isna(), ["proportion", "proportion_cases"]].isna().all().all()
    assert result.responses("s") == 125


def test_few_who_left_a_set_out_are_told_by_no_percentage() -> None:
    result = describe_sample(ticks(70, 60, 40, n=100, missing=3), columns="s").suppressed(5)
    rows = result.tidy()
    assert rows["n"].isna().tolist() == [False, False, False, True]
    assert rows["proportion_cases"].tolist()[:3] == [0.7, 0.6, 0.4]
    assert rows["base"].isna().all()
    assert "N = 100" in result.table(language="en").title


def test_tables_have_a_dash_for_what_is_hidden() -> None:
    table = describe_sample(sample(answers(50, 3, 30)), columns="q").suppressed(5).table()
    assert [cell.value for cell in table.rows[1].cells[2:]] == ["—", "—", "—"]
    table = describe_sample(ticks(70, 3, 40, 12, n=100), columns="s").suppressed(5).table()
    assert [cell.value for cell in table.rows[1].cells[1:]] == ["—", "—", "—"]
    assert table.rows[-1].cells[1].value == 125


def test_a_question_of_too_few_shows_no_count_at_all() -> None:
    result = describe_sample(pd.DataFrame({"q": pd.Categorical(["a", "a", "a", "b"])}), columns="q").suppressed(5)
    assert result.tidy()["n"].isna().all()
    assert result.prose()


def test_moments_beside_hidden_answers_do_not_tell_them() -> None:
    result = describe_items(sample(answers(3, 20, 60, 150, 60)), items="q").suppressed(5)
    row, levels = result.tidy().iloc[0], result.levels
    assert row[["mean", "sd"]].notna().all()
    assert row[["skew", "kurtosis"]].isna().all()
    assert levels["n"].isna().sum() >= 4
    assert "describe_items.note_withheld" in note_keys(result)


def test_another_distribution_has_the_same_mean_and_spread_and_no_small_answer() -> None:
    true, other = np.array([3, 20, 60, 150, 60]), np.array([6, 12, 66, 150, 59])
    told = describe_items(sample(answers(*true)), items="q").suppressed(5)
    shown = told.levels["n"].notna().to_numpy()
    assert shown.tolist() == [False, False, False, True, False]
    assert (other[shown] == true[shown]).all()
    same = describe_items(sample(answers(*other)), items="q").tidy()
    pd.testing.assert_frame_equal(same[["n", "mean", "sd"]], told.tidy()[["n", "mean", "sd"]])


def test_four_moments_would_give_five_answers_away() -> None:
    counts, codes = np.array([3.0, 20, 60, 150, 60]), np.arange(1.0, 6)
    powers = codes ** np.arange(5)[:, None]
    assert np.linalg.solve(powers, powers @ counts) == pytest.approx(counts)


def test_the_mean_of_two_options_is_hidden_with_them() -> None:
    result = describe_items(pd.DataFrame({"x": answers(3, 80)}), items="x").suppressed(5)
    assert result.tidy()[["mean", "sd", "skew", "kurtosis"]].isna().all().all()
    assert result.levels["n"].isna().all()


def test_items_without_small_answers_keep_everything() -> None:
    result = describe_items(pd.DataFrame({"x": answers(30, 80), "y": answers(3, 107)}), items=["x", "y"])
    told = result.suppressed(5)
    pd.testing.assert_frame_equal(told.tidy().iloc[:1], result.tidy().iloc[:1])


def test_of_fewer_than_ten_answers_no_spread_is_told() -> None:
    frame = pd.DataFrame({"x": [1.0, 1, 1, 1, 1, 2, 2, 2, 2], "y": np.arange(9.0)})
    row = describe_items(frame, items=["x", "y"]).suppressed(5).tidy()
    assert row[["sd", "min", "max"]].isna().all().all()


def test_few_who_fell_are_hidden_with_others() -> None:
    before = np.repeat([3.0, 2, 1], 20)
    frame = pd.DataFrame({"before": before, "after": before + np.repeat([-1.0, 0, 1], [3, 27, 30])})
    result = paired_comparison(frame, pairs=("before", "after"), method="wilcoxon").suppressed(5)
    row = result.glance().iloc[0]
    assert row[["n_higher", "n_lower", "n_equal"]].isna().sum() >= 2
    assert np.isnan(row["n_lower"])
    assert row[["rank_sum_higher", "rank_sum_lower"]].isna().all()
    for language in ("zh", "en"):
        assert "nan" not in result.prose(language=language)  # type: ignore[arg-type]
    assert any("少于5人" in note for note in result.note_texts(PRESETS["cn-generic"]))
