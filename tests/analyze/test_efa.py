"""What efa() promises beyond its numbers."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.efa import EfaResult, efa
from surveykit.errors import ColumnError, EstimationError, OptionError, SampleError, SurveyKitError

ITEMS = ["a1", "a2", "a3", "b1", "b2", "b3"]


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    rng = np.random.default_rng(11)
    a = rng.standard_normal((300, 1))
    b = 0.4 * a + rng.standard_normal((300, 1))
    values = np.hstack([a, a, a, b, b, b]) + rng.standard_normal((300, 6))
    return pd.DataFrame(values, columns=ITEMS)


def test_both_rules_find_the_two_factors_and_say_so(answers: pd.DataFrame) -> None:
    parallel, kaiser = (efa(answers, items=ITEMS, n_factors=rule, seed=2) for rule in ("parallel", "kaiser"))  # type: ignore[arg-type]
    for result in (parallel, kaiser):
        row = result.glance().iloc[0]
        assert (row["n_factors"], row["eigenvalue_rule"], row["parallel_rule"]) == (2, 2, 2)


def test_the_seed_is_recorded_and_repeats_the_analysis(answers: pd.DataFrame) -> None:
    first = efa(answers, items=ITEMS)
    again = efa(answers, items=ITEMS, seed=first.spec["seed"])  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(first.variance, again.variance)


def test_items_load_on_their_own_factor(answers: pd.DataFrame) -> None:
    result = efa(answers, items=ITEMS, n_factors=2, method="ml", rotation="oblimin", seed=1)
    own = result.loadings.abs().idxmax(axis=1)
    assert own[ITEMS[:3]].nunique() == own[ITEMS[3:]].nunique() == 1
    assert own["a1"] != own["b1"]
    assert 0.1 < result.phi.iloc[0, 1] < 0.6


@pytest.mark.parametrize("rotation", ["varimax", "promax", "oblimin"])
def test_what_is_reported_hangs_together(answers: pd.DataFrame, rotation: str) -> None:
    result = efa(answers, items=ITEMS, n_factors=2, method="minres", rotation=rotation, seed=1)  # type: ignore[arg-type]
    pattern, phi = result.loadings.to_numpy(), result.phi.to_numpy()
    assert result.structure.to_numpy() == pytest.approx(pattern @ phi)
    assert result.communality.to_numpy() == pytest.approx(np.diag(pattern @ phi @ pattern.T))
    variance = result.variance
    assert variance["rotated"].sum() == pytest.approx(variance["extracted"].sum())
    assert variance["eigenvalue"].sum() == pytest.approx(len(ITEMS))
    assert (pattern.sum(axis=0) >= 0).all()
    assert variance["rotated"].dropna().is_monotonic_decreasing
    assert variance["rotated_proportion"].isna().all() == (rotation != "varimax")


def test_rows_of_tidy_are_the_cells_of_the_loadings(answers: pd.DataFrame) -> None:
    result = efa(answers, items=ITEMS, n_factors=2, rotation="promax", seed=1)
    wide = result.tidy().pivot_table(index="item", columns="factor", values="loading", sort=False)
    assert wide.loc[ITEMS].to_numpy() == pytest.approx(result.loadings.to_numpy())


def test_harmans_share_is_that_of_the_first_unrotated_component(answers: pd.DataFrame) -> None:
    largest = np.linalg.eigvalsh(answers.corr())[-1]
    assert efa(answers, items=ITEMS, seed=1).first_component == pytest.approx(largest / 6)


def method_notes(result: EfaResult) -> list[str]:
    return [note.key for note in result.notes if "method" in note.key or "rotation" in note.key]


def test_components_are_called_components(answers: pd.DataFrame) -> None:
    assert method_notes(efa(answers, items=ITEMS, seed=1)) == ["efa.note_method_pca", "efa.note_rotation_varimax"]


def test_one_factor_is_not_rotated_and_the_note_says_so(answers: pd.DataFrame) -> None:
    result = efa(answers, items=ITEMS[:3], n_factors=1, method="ml", rotation="promax", seed=1)
    assert method_notes(result) == ["efa.note_method_ml", "efa.note_rotation_none"]
    assert result.spec["rotation"] == "none"


def test_a_heywood_case_is_refused_or_named() -> None:
    needs_more_than_one = np.array([[1, 0.85, 0.85], [0.85, 1, 0.6], [0.85, 0.6, 1]])
    root = np.linalg.cholesky(needs_more_than_one)
    sample = np.random.default_rng(1).standard_normal((100, 3))
    sample -= sample.mean(axis=0)
    exact = sample @ np.linalg.inv(np.linalg.cholesky(np.cov(sample, rowvar=False)).T) @ root.T
    frame = pd.DataFrame(exact, columns=["x", "y", "z"])
    with pytest.raises(EstimationError, match=r"\['x'\] passes 1.*Heywood"):
        efa(frame, items=list(frame), n_factors=1, method="paf", seed=1)
    bounded = efa(frame, items=list(frame), n_factors=1, method="minres", seed=1)
    assert [note.values["items"] for note in bounded.notes if note.key == "efa.note_heywood_beyond"] == ["x"]
    with pytest.raises(EstimationError, match=r"\['x'\].*'regression'"):
        efa(frame, items=list(frame), n_factors=1, method="minres", scores="bartlett", seed=1)
    likely = efa(frame, items=list(frame), n_factors=1, method="ml", seed=1)
    assert [note.values["items"] for note in likely.notes if note.key == "efa.note_heywood"] == ["x"]


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"n_factors": 4, "method": "minres"}, OptionError, "at most 3"),
        ({"n_factors": 7}, OptionError, "at most 6"),
        ({"n_factors": 0}, OptionError, "n_factors"),
        ({"n_factors": 2.5}, OptionError, "whole number"),
        ({"seed": -1}, OptionError, "seed"),
        ({"n_factors": "scree"}, OptionError, "'parallel', 'parallel_factors', 'kaiser', 'map'"),
        ({"method": "pa"}, OptionError, "'paf'"),
        ({"rotation": "varimaxx"}, OptionError, "'varimax'"),
        ({"rotation": "promax", "kaiser": False}, OptionError, "leave kaiser out"),
        ({"kaiser": "yes"}, OptionError, "True, False, or None"),
        ({"power": 1}, OptionError, "2 or more"),
        ({"delta": 1.0, "rotation": "oblimin"}, OptionError, "at most 0.8"),
        ({"delta": -1.0}, OptionError, "is for rotation='oblimin'"),
        ({"correlation": "kendall"}, OptionError, "'pearson', 'polychoric'"),
        ({"correlation": "polychoric"}, ColumnError, "different answers"),
        ({"scores": "mean"}, OptionError, "'regression'"),
        ({"scores": "bartlett"}, OptionError, "components do not have"),
        ({"scores": "anderson_rubin", "method": "ml", "rotation": "promax"}, OptionError, "'ten_berge'"),
        ({"scores": "regression", "correlation": "polychoric"}, OptionError, "score_scales"),
        ({"like": "sas"}, OptionError, "'spss', 'r'"),
        ({"items": ["a1", "a2"]}, SampleError, "at least three"),
    ],
)
def test_wrong_words_and_numbers_are_answered(
    answers: pd.DataFrame, change: dict[str, object], error: type[SurveyKitError], says: str
) -> None:
    with pytest.raises(error, match=says):
        efa(answers, **{"items": ITEMS, "seed": 1, **change})  # type: ignore[arg-type]


def test_the_same_item_twice_is_named(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"\['a1', 'copy'\] determine each other"):
        efa(answers.assign(copy=2 * answers["a1"]), items=[*ITEMS, "copy"])


def test_a_constant_item_is_named(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"\['a2'\].*same answer"):
        efa(answers.assign(a2=1.0), items=ITEMS)


def test_fewer_respondents_than_items_are_refused(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="more respondents than"):
        efa(answers.head(6), items=ITEMS)


def test_contradicting_pairwise_correlations_are_refused() -> None:
    x = np.tile([1.0, 2.0, 3.0, 4.0, 5.0, 2.0, 4.0, 1.0], 3)
    gap = np.full(24, np.nan)
    first, second, third = (np.where(np.arange(24) // 8 == block, gap, x) for block in (0, 1, 2))
    second = np.where(np.arange(24) // 8 == 2, -second, second)
    frame = pd.DataFrame({"x": first, "y": third, "z": second})
    with pytest.raises(SampleError, match="contradict each other"):
        efa(frame, items=["x", "y", "z"], n_factors=1, missing="pairwise")


def test_pairwise_n_is_the_smallest(answers: pd.DataFrame) -> None:
    gaps = answers.copy()
    gaps.loc[:29, "a1"] = np.nan
    gaps.loc[20:39, "b1"] = np.nan
    assert efa(gaps, items=ITEMS, missing="pairwise", seed=1).glance()["n"].item() == 260
    assert efa(gaps, items=ITEMS, seed=1).glance()["n"].item() == 260
    assert efa(gaps, items=["a1", "a2", "a3", "b2"], missing="pairwise", seed=1).glance()["n"].item() == 270


def test_unrelated_items_have_no_factors() -> None:
    frame = pd.DataFrame(np.random.default_rng(21).standard_normal((200, 5)), columns=list("abcde"))
    with pytest.raises(SampleError, match="no factor"):
        efa(frame, items=list(frame), seed=1)


@pytest.mark.parametrize("rotation", ["quartimax", "equamax", "quartimin", "geomin"])
@pytest.mark.parametrize("kaiser", [True, False])
def test_every_rotation_keeps_what_is_reproduced(answers: pd.DataFrame, rotation: str, kaiser: bool) -> None:
    options: dict[str, Any] = {"n_factors": 2, "method": "minres", "seed": 1}
    plain = efa(answers, items=ITEMS, rotation="none", **options)
    turned = efa(answers, items=ITEMS, rotation=rotation, kaiser=kaiser, **options)  # type: ignore[arg-type]
    pattern, phi = turned.loadings.to_numpy(), turned.phi.to_numpy()
    assert pattern @ phi @ pattern.T == pytest.approx(plain.loadings.to_numpy() @ plain.loadings.to_numpy().T)
    assert turned.residuals.to_numpy() == pytest.approx(plain.residuals.to_numpy())
    assert f"efa.note_rotation_{rotation}_{'kaiser' if kaiser else 'plain'}" in method_notes(turned)


def test_smaller_deltas_keep_factors_apart(answers: pd.DataFrame) -> None:
    far, near = (
        efa(answers, items=ITEMS, n_factors=2, method="ml", rotation="oblimin", delta=delta, seed=1)
        for delta in (-4.0, 0.3)
    )
    assert abs(far.phi.iloc[0, 1]) < abs(near.phi.iloc[0, 1])


@pytest.mark.parametrize("scores", ["regression", "bartlett", "ten_berge"])
def test_scores_belong_to_their_respondents(answers: pd.DataFrame, scores: str) -> None:
    holes = answers.copy()
    holes.index = pd.Index([f"r{row}" for row in range(len(holes))])
    holes.iloc[[3, 7], 0] = np.nan
    result = efa(holes, items=ITEMS, n_factors=2, method="ml", rotation="oblimin", scores=scores, seed=1)  # type: ignore[arg-type]
    assert result.scores is not None
    assert result.weights is not None
    assert result.determinacy is not None
    assert list(result.scores.index) == [name for name in holes.index if name not in ("r3", "r7")]
    assert result.scores.mean().to_numpy() == pytest.approx(np.zeros(2), abs=1e-12)
    assert result.determinacy.between(0.5, 1).all()
    if scores == "ten_berge":
        assert result.scores.corr().to_numpy() == pytest.approx(result.phi.to_numpy())


def test_anderson_rubin_scores_are_uncorrelated_and_standard(answers: pd.DataFrame) -> None:
    result = efa(answers, items=ITEMS, n_factors=2, method="ml", scores="anderson_rubin", seed=1)
    assert result.scores is not None
    assert result.scores.cov().to_numpy() == pytest.approx(np.eye(2), abs=1e-10)


def test_without_asking_there_are_no_scores(answers: pd.DataFrame) -> None:
    assert efa(answers, items=ITEMS, seed=1).scores is None


def test_components_have_no_fit_and_factors_do(answers: pd.DataFrame) -> None:
    fit = ["statistic", "df", "p_value", "rmsea", "tli", "bic", "rmsr"]
    assert efa(answers, items=ITEMS, n_factors=2, seed=1).glance()[fit].isna().all(axis=None)
    factors = efa(answers, items=ITEMS, n_factors=2, method="ml", seed=1).glance().iloc[0]
    assert factors["df"] == 4
    assert factors["rmsea_low"] <= factors["rmsea"] <= factors["rmsea_high"]


def test_polychoric_loadings_of_coarse_answers_come_nearer_to_the_uncut(answers: pd.DataFrame) -> None:
    coarse = answers.apply(lambda column: np.digitize(column, [-0.5, 1.0])).astype(float)
    options: dict[str, Any] = {"items": ITEMS, "n_factors": 2, "method": "ml", "rotation": "oblimin", "seed": 1}
    uncut = efa(answers, **options).communality
    pearson, polychoric = efa(coarse, **options), efa(coarse, correlation="polychoric", **options)
    assert (polychoric.communality - uncut).abs().mean() < (pearson.communality - uncut).abs().mean()
    assert "polychoric.note_variant" in [note.key for note in polychoric.notes]


@pytest.mark.parametrize("rotation", ["geomin", "oblimin", "equamax"])
def test_the_lowest_point_of_a_rotation_does_not_depend_on_the_seed(rotation: Any) -> None:
    """Geomin of these items has two lowest points; from 10 starts one seed in ten misses the lower one."""
    bfi = pd.read_csv(Path(__file__).parents[1] / "data/psychtools/bfi.csv").dropna()
    seeds = [efa(bfi, items=list(bfi), n_factors=5, method="ml", rotation=rotation, seed=seed) for seed in (1, 2, 3)]
    for other in seeds[1:]:
        assert other.loadings.to_numpy() == pytest.approx(seeds[0].loadings.to_numpy(), abs=1e-5)
