"""Each drawing shows the numbers of its result, and only those."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from surveykit.analyze.correlations import CorrelationsResult
from surveykit.analyze.describe import DescribeItemsResult, DescribeSampleResult, describe_items, describe_sample
from surveykit.analyze.efa import EfaResult
from surveykit.analyze.mediation import MediationResult
from surveykit.analyze.paired import PairedResult
from surveykit.analyze.regression import RegressionResult
from surveykit.analyze.sample_flow import SampleFlowResult
from surveykit.core.codebook import Text as Wording
from surveykit.core.format import format_number
from surveykit.core.records import records
from surveykit.core.result import Note, Result
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey
from surveykit.errors import OptionError, SampleError

STYLE = PRESETS["cn-generic"]


def words_of(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]


def test_regression_shows_every_slope_of_the_last_block_once(results: dict[str, Result]) -> None:
    result = results["regression"]
    assert isinstance(result, RegressionResult)
    last = result.tidy().query("block == '2' and term != '(intercept)'")
    labels = [label.get_text() for label in result.plot().axes[0].get_yticklabels()]
    assert labels == ["党员：1", "年龄：36岁起", "年龄：60岁起", "服务质量", "满意度", "服务质量 × 党员：1"]
    written = [text.get_text() for text in result.plot().axes[0].texts]
    for row in records(last):
        number, low, high = (
            format_number(row[name], "coefficient", STYLE) for name in ("estimate", "conf_low", "conf_high")
        )
        assert written.count(number) == 1
        assert written.count(f"[{low}, {high}]") == 1


def test_regression_fills_the_points_whose_interval_leaves_zero_out(results: dict[str, Result]) -> None:
    result = results["regression"]
    assert isinstance(result, RegressionResult)
    last = result.tidy().query("block == '2' and term != '(intercept)'")
    points = [line for line in result.plot().axes[0].lines if line.get_marker() == "o"]
    filled = [point.get_markerfacecolor() != "white" for point in points]
    assert filled == ((last["conf_low"] > 0) | (last["conf_high"] < 0)).tolist()
    assert set(filled) == {True, False}


def test_mediation_shows_paths_and_the_indirect_effect_with_its_interval(results: dict[str, Result]) -> None:
    result = results["mediation"]
    assert isinstance(result, MediationResult)
    rows = result.tidy().set_index("path")
    shown = " ".join(words_of(result.plot()))
    for path, symbol in (("a", "a"), ("b", "b"), ("c_prime", "c′"), ("c", "c")):
        assert f"{symbol} = {format_number(rows.loc[path, 'estimate'], 'coefficient', STYLE)}" in shown
    low, high = (format_number(rows.loc["indirect", side], "coefficient", STYLE) for side in ("conf_low", "conf_high"))
    assert f"95% Bootstrap置信区间 [{low}, {high}]" in shown


def test_parallel_mediators_are_numbered_and_added_up(results: dict[str, Result]) -> None:
    shown = " ".join(words_of(results["mediation_parallel"].plot(language="en")))
    assert all(
        symbol in shown for symbol in ("a₁ =", "a₂ =", "b₁ =", "b₂ =", "a₁b₁ =", "a₂b₂ =", "Total indirect effect =")
    )


def test_efa_fills_the_kept_and_draws_both_limits(results: dict[str, Result]) -> None:
    result = results["efa"]
    assert isinstance(result, EfaResult)
    one, parallel, observed, kept = result.plot().axes[0].lines
    assert list(one.get_ydata()) == [1, 1]
    assert list(parallel.get_ydata()) == result.variance["parallel"].tolist()
    assert list(observed.get_ydata()) == result.variance["eigenvalue"].tolist()
    assert len(kept.get_ydata()) == result.loadings.shape[1]


def test_components_are_not_called_factors(results: dict[str, Result]) -> None:
    result = results["efa"]
    factors = replace(result, spec={**result.spec, "method": "minres"})
    assert result.plot().axes[0].get_xlabel() == "成分序号"
    assert factors.plot().axes[0].get_xlabel() == "因子序号"


def test_correlations_are_printed_once_and_shaded_by_size(results: dict[str, Result]) -> None:
    result = results["correlations"]
    assert isinstance(result, CorrelationsResult)
    figure = result.plot()
    fields = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    by_size = sorted(zip(result.pairs["estimate"], fields, strict=True), key=lambda pair: abs(pair[0]))
    lightness = [sum(field.get_facecolor()[:3]) for r, field in by_size if r > 0]
    assert len(fields) == 10
    assert lightness == sorted(lightness, reverse=True)


def test_many_correlations_drop_their_marks_before_they_get_too_small(results: dict[str, Result]) -> None:
    few, many = (" ".join(words_of(results[name].plot())) for name in ("correlations", "correlations_many"))
    assert "***" in few
    assert "***" not in many


def test_item_bars_add_up_and_agreement_stands_around_zero(results: dict[str, Result]) -> None:
    result = results["describe_items"]
    assert isinstance(result, DescribeItemsResult)
    fields = [patch for patch in result.plot().axes[0].patches if isinstance(patch, Rectangle)]
    first = fields[:5]
    shares = result.levels.query("item == 'SQ1'")["proportion"].tolist()
    assert [field.get_width() for field in first] == pytest.approx(shares)
    assert first[2].get_x() == pytest.approx(-shares[2] / 2)


def test_options_that_count_from_never_begin_at_zero(results: dict[str, Result]) -> None:
    axes = results["paired"].plot().axes
    assert len(axes) == 1
    assert axes[0].patches[0].get_x() == 0


def test_items_with_other_options_get_a_panel_of_their_own(results: dict[str, Result]) -> None:
    assert len(results["describe_mixed"].plot().axes) == 3


def test_items_of_a_plain_frame_share_their_codes(study: Survey) -> None:
    frame = study.data[["SQ1", "SQ2"]]
    frame.loc[frame["SQ2"] == 1, "SQ2"] = 2
    figure = describe_items(frame, items=["SQ1", "SQ2"]).plot()
    assert len(figure.axes) == 1
    assert len(figure.axes[0].patches) == 10


def test_scores_are_not_drawn_as_items(study: Survey) -> None:
    many = pd.DataFrame({"SQ": np.arange(120) + study.data["SQ"].to_numpy()})
    with pytest.raises(SampleError, match="draw items, not scores"):
        describe_items(many, items="SQ").plot()


def test_pairs_of_scores_are_drawn_by_means_and_changes(results: dict[str, Result]) -> None:
    result = results["paired_scores"]
    means, changes = result.plot().axes
    row = result.glance().iloc[0]
    assert [label.get_text().replace("\n", "") for label in means.get_yticklabels()] == [
        "服务质量→ 满意度",
        "社会组织进驻前每月到职工之家的次数→ 社会组织进驻后每月到职工之家的次数",
    ]
    assert list(means.lines[0].get_xdata()) == [row["mean_before"], row["mean_after"]]
    assert [patch.get_width() for patch in changes.patches[:3]] == [row["n_lower"], row["n_equal"], row["n_higher"]]


def test_sample_flow_leaves_out_what_is_not_known_and_rules_that_removed_nobody(results: dict[str, Result]) -> None:
    full, plain = (" ".join(words_of(results[name].plot())) for name in ("sample_flow", "sample_flow_plain"))
    assert "发放问卷350份" in full
    assert "回收率94.9%" in full
    assert "发放" not in plain
    assert "回收率" not in plain
    assert "作答过快：7份" in plain
    assert "奇偶不一致" not in full


def test_sample_flow_without_exclusions_is_one_line_of_boxes(results: dict[str, Result]) -> None:
    result = results["sample_flow_plain"]
    assert isinstance(result, SampleFlowResult)
    figure = replace(result, removals=result.removals.iloc[:0], labels={"x": Wording(zh="无")}).plot()
    assert len([patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]) == 2


def test_reliability_draws_each_scale_with_its_interval_and_the_customary_limit(results: dict[str, Result]) -> None:
    result = results["reliability"]
    rows = result.glance()
    axes = result.plot().axes[0]
    limit, *marks = axes.lines
    assert list(limit.get_xdata()) == [0.7, 0.7]
    assert [list(line.get_xdata()) for line in marks[::2]] == rows[["conf_low", "conf_high"]].to_numpy().tolist()
    assert [line.get_xdata()[0] for line in marks[1::2]] == rows["alpha"].tolist()
    assert [line.get_markerfacecolor() != "white" for line in marks[1::2]] == (rows["conf_low"] > 0.7).tolist()
    assert any("Nunnally & Bernstein, 1994" in word for word in words_of(result.plot()))


def test_reliability_can_do_without_the_limit(results: dict[str, Result]) -> None:
    figure = results["reliability"].plot(figure="plain")
    assert len(figure.axes[0].lines) == 2 * len(results["reliability"].glance())
    assert not any("0.70" in word for word in words_of(figure))


def test_loadings_are_sorted_shaded_by_size_and_striped_where_negative(results: dict[str, Result]) -> None:
    result = results["efa_items"]
    assert isinstance(result, EfaResult)
    turned = replace(result, loadings=-result.loadings)
    for shown, sign in ((result, 1), (turned, -1)):
        axes = shown.plot(figure="loadings").axes[0]
        names = [label.get_text().split()[0] for label in axes.get_yticklabels()]
        values = shown.loadings.loc[names].to_numpy().ravel()
        fields = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
        assert [bool(field.get_hatch()) for field in fields] == (values < 0).tolist()
        printed = [text.get_text() for text in axes.texts]
        assert printed == [format_number(value, "loading", STYLE) for value in values if abs(value) >= 0.4]
        assert shown.loadings.loc[names[0]].abs().idxmax() == "F1"
        assert sign * values[0] > 0.4


def test_loadings_of_components_are_not_called_those_of_factors(results: dict[str, Result]) -> None:
    result = results["efa"]
    factors = replace(result, spec={**result.spec, "method": "ml"})
    assert result.plot(figure="loadings").axes[0].get_xlabel() == "成分"
    assert factors.plot(figure="loadings").axes[0].get_xlabel() == "因子"


def test_negative_correlations_have_stripes_and_a_note(results: dict[str, Result]) -> None:
    result = results["correlations"]
    assert isinstance(result, CorrelationsResult)
    turned = replace(result, pairs=result.pairs.assign(estimate=-result.pairs["estimate"].abs()))
    assert all(patch.get_hatch() for patch in turned.plot().axes[0].patches)
    assert "斜纹为负值" in words_of(turned.plot())[-1]


def test_sample_bars_are_the_proportions_and_sets_are_sorted(results: dict[str, Result]) -> None:
    result = results["describe_sample"]
    assert isinstance(result, DescribeSampleResult)
    levels = result.levels
    single = levels.loc[levels["kind"] == "single", "proportion"].tolist()
    several = sorted(levels.loc[levels["kind"] == "multiple", "proportion_cases"], reverse=True)
    assert drawn_bars(result) == pytest.approx(single + several)


def test_a_question_that_not_all_answered_carries_its_number(study: Survey) -> None:
    frame = study.data[["age", "party"]]
    frame.loc[frame.index[:20], "age"] = np.nan
    shown = words_of(describe_sample(frame, columns=["age", "party"]).plot())
    assert "age（n = 100）" in shown
    assert "party" in shown


def drawn_bars(result: Result) -> list[float]:
    return [float(patch.get_width()) for axes in result.plot().axes for patch in axes.patches]


def hide(levels: pd.DataFrame, *rows: int) -> pd.DataFrame:
    """`levels` with the numbers of some rows suppressed."""
    numbers = [name for name in ("n", "proportion", "cumulative", "proportion_cases") if name in levels]
    hidden = levels.astype(dict.fromkeys(numbers, float))
    hidden.loc[list(rows), numbers] = np.nan
    return hidden


def test_a_suppressed_category_has_no_bar_and_no_number(results: dict[str, Result]) -> None:
    result = results["describe_sample_short"]
    assert isinstance(result, DescribeSampleResult)
    rule = Note("common.note_suppressed", {"min_cell": 5})
    shown = replace(result, levels=hide(result.levels, 0, 1), notes=(*result.notes, rule))
    kept = result.levels["proportion"].tolist()[2:]
    assert drawn_bars(shown) == pytest.approx([0, 0, *kept])
    words = words_of(shown.plot())
    assert words.count("—") == 2
    assert any("少于5人" in word for word in words)


def test_an_item_with_a_suppressed_answer_is_left_out_and_named(results: dict[str, Result]) -> None:
    result = results["describe_items"]
    assert isinstance(result, DescribeItemsResult)
    figure = replace(result, levels=hide(result.levels, 6)).plot()
    rows = [label.get_text().split()[0] for label in figure.axes[0].get_yticklabels()]
    assert rows == ["SQ1", "SQ3", "SQ4"]
    assert any("未绘出" in word and "SQ2" in word for word in words_of(figure))
    means = [text.get_text() for text in figure.axes[0].texts if "." in text.get_text()]
    assert means == [format_number(mean, "mean", STYLE) for mean in result.moments["mean"].drop(index=1)]


def test_nothing_is_drawn_where_every_item_is_suppressed(results: dict[str, Result]) -> None:
    result = results["describe_items"]
    assert isinstance(result, DescribeItemsResult)
    with pytest.raises(SampleError, match="suppressed in every variable"):
        replace(result, levels=hide(result.levels, 0, 5, 10, 15)).plot()


def test_a_base_that_is_not_told_is_not_printed(results: dict[str, Result]) -> None:
    result = results["describe_sample_short"]
    assert isinstance(result, DescribeSampleResult)
    shown = replace(result, levels=result.levels.assign(base=np.nan))
    assert "年龄" in words_of(shown.plot())


def test_pairs_with_suppressed_answers_are_drawn_by_what_is_told(results: dict[str, Result]) -> None:
    result = results["paired"]
    assert isinstance(result, PairedResult)
    hidden = replace(result, levels=hide(result.levels, 0, 5))
    means, changes = hidden.plot().axes
    assert len(means.lines) == 3
    assert len(changes.patches) == 3
    silent = replace(hidden, pairs=result.pairs.assign(n_higher=np.nan, n_lower=np.nan, mean_before=np.nan))
    means, changes = silent.plot().axes
    assert (len(means.lines), len(changes.patches)) == (0, 0)
    assert "—" in words_of(silent.plot())


def test_a_figure_is_asked_for_by_name(results: dict[str, Result]) -> None:
    assert results["efa"].figures == ("thesis", "loadings")
    with pytest.raises(OptionError, match=r"'thesis', 'loadings'"):
        results["efa"].plot(figure="scree")


def test_the_reference_categories_stand_below_a_regression(results: dict[str, Result]) -> None:
    assert any(word.startswith("参照类别：") and "18岁起" in word for word in words_of(results["regression"].plot()))
