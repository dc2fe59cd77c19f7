"""What efa() promises beyond its numbers."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.efa import EfaResult, efa
from surveykit.errors import EstimationError, OptionError, SampleError, SurveyKitError

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
    assert [note.values["items"] for note in bounded.notes if note.key == "efa.note_heywood"] == ["x"]


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"n_factors": 4, "method": "minres"}, OptionError, "at most 3"),
        ({"n_factors": 7}, OptionError, "at most 6"),
        ({"n_factors": 0}, OptionError, "n_factors"),
        ({"n_factors": 2.5}, OptionError, "whole number"),
        ({"seed": -1}, OptionError, "seed"),
        ({"n_factors": "scree"}, OptionError, "'parallel', 'kaiser'"),
        ({"method": "pa"}, OptionError, "'paf'"),
        ({"rotation": "quartimax"}, OptionError, "'varimax'"),
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
