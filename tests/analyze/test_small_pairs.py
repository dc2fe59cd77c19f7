"""Pairs without small counts: neither moments nor tests tell what is hidden."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from surveykit.analyze.paired import PairedResult, paired_comparison
from surveykit.analyze.small_pairs import MOVES, crossing, withhold
from surveykit.core.codebook import Codebook
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey

CODES = (1.0, 2.0, 3.0)


def compared(before: NDArray[np.float64], after: NDArray[np.float64]) -> PairedResult:
    values = {code: str(code) for code in range(1, 6)}
    variables = [{"name": name, "kind": "ordinal", "values": values} for name in ("before", "after")]
    frame = pd.DataFrame({"before": before, "after": after})
    survey = Survey.from_frame(frame, codebook=Codebook.model_validate({"variables": variables}))
    return paired_comparison(survey, pairs=("before", "after"))


def every_table(n: int) -> NDArray[np.int64]:
    """All tables of three answers before by three after (t, 9) with `n` respondents."""
    bars = np.array(list(combinations(range(n + 8), 8)))
    edges = np.hstack([np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), n + 8)])
    return np.diff(edges, axis=1) - 1


def fits(tables: NDArray[np.int64], told: PairedResult) -> NDArray[np.bool_]:
    """Which tables (t, 9) a reader of the result cannot exclude by its counts, moments and t test."""
    before, after = (codes.ravel() for codes in np.meshgrid(CODES, CODES, indexing="ij"))
    row, n = told.glance().iloc[0], int(told.glance()["n"].iloc[0])
    possible = np.ones(len(tables), dtype=bool)
    for name, moved in zip(MOVES, (after > before, after < before, after == before), strict=True):
        count = tables @ moved
        possible &= count >= 1 if np.isnan(row[name]) else count == row[name]
    for side, codes in (("before", before), ("after", after)):
        if not np.isnan(row[f"mean_{side}"]):
            mean = tables @ codes / n
            possible &= np.isclose(mean, row[f"mean_{side}"])
            possible &= np.isclose((tables @ codes**2 - n * mean**2) / (n - 1), row[f"sd_{side}"] ** 2)
        for level in told.levels[told.levels["item"] == side].dropna(subset=["n"]).itertuples():
            possible &= tables @ (codes == level.level) == level.n
    test = told.tidy().set_index("method").loc["t"]
    if not np.isnan(test["estimate"]):
        change = after - before
        mean = tables @ change / n
        possible &= np.isclose(mean, test["estimate"])
        possible &= np.isclose((tables @ change**2 - n * mean**2) / (n - 1) / n, test["std_error"] ** 2)
    return possible


@pytest.mark.parametrize("seed", range(12))
def test_a_reader_finds_a_table_in_which_the_hidden_count_is_not_small(seed: int) -> None:
    random = np.random.default_rng(seed)
    before = random.choice(CODES, 12)
    after = np.clip(before + random.choice([-1, 0, 1, 1], 12), 1, 3)
    result = compared(before, after)
    told = result.suppressed(5)
    left = every_table(12)[fits(every_table(12), told)]
    true, row = result.glance().iloc[0], told.glance().iloc[0]
    moved = [np.triu(np.ones((3, 3)), 1), np.tril(np.ones((3, 3)), -1), np.eye(3)]
    for name, where in zip(MOVES, moved, strict=True):
        assert not 0 < row[name] < 5
        if 0 < true[name] < 5:
            assert (left @ where.ravel()).max() >= 5


def test_means_and_differences_do_not_tell_how_few_fell() -> None:
    before = np.repeat([1.0, 2.0, 1.0], [40, 3, 37])
    told = compared(before, before + np.repeat([0.0, -1.0, 1.0], [40, 3, 37])).suppressed(5)
    test = told.tidy().set_index("method")
    assert test.loc[["t", "wilcoxon"], ["estimate", "statistic", "p_value", "effect_size"]].isna().all().all()
    assert told.glance()[["mean_before", "sd_before", "mean_after", "sd_after", "correlation"]].isna().all().all()
    assert told.levels["n"].isna().all()
    for style in ("cn-generic", "apa7"):
        texts = told.note_texts(PRESETS[style])
        assert len(set(texts) & set(told.table(style=style, language=PRESETS[style].language).notes)) >= 2
    for layout in told.layouts:
        assert "nan" not in str(told.table(layout=layout))


def test_where_answers_are_small_but_moves_are_not_the_tests_stay() -> None:
    random = np.random.default_rng(3)
    before = random.choice([1.0, 2, 3, 4, 5], 300, p=[0.3, 0.3, 0.25, 0.14, 0.01])
    result = compared(before, np.clip(before + random.choice([-1, 0, 1], 300), 1, 5))
    assert result.levels["n"].between(1, 4).any()
    told = result.suppressed(5)
    assert told.levels["n"].isna().all()
    pd.testing.assert_frame_equal(told.tidy(), result.tidy())
    assert told.glance()[list(MOVES)].to_numpy().tolist() == result.glance()[list(MOVES)].to_numpy().tolist()


def test_pairs_without_small_counts_stay_as_they_are() -> None:
    before = np.repeat([1.0, 2.0, 3.0], 20)
    result = compared(before, np.roll(before, 7))
    assert result.suppressed(5) is result


def test_many_different_scores_tell_no_count_by_their_sums() -> None:
    scores = pd.DataFrame({"before": np.arange(40.0), "after": np.arange(40.0) + np.repeat([1.5, -1.5], [37, 3])})
    assert crossing(scores) is None
    withheld = withhold(None, np.array([37, 3, 0]), min_cell=5)
    assert withheld.moves.tolist() == [True, True, False]
    assert not withheld.moments


def test_a_withheld_test_is_said_to_be_withheld() -> None:
    before = np.repeat([1.0, 2.0, 1.0], [40, 3, 37])
    told = compared(before, before + np.repeat([0.0, -1.0, 1.0], [40, 3, 37])).suppressed(5)
    assert "显著" not in told.prose()
    assert "不予报告" in told.prose()
    assert "significant" not in told.prose(language="en", style="apa7")
