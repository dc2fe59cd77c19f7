"""What mediation promises beyond its numbers: rows, seeds, notes and refusals."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.mediation import MediationResult, mediation
from surveykit.core.codebook import Codebook
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, EstimationError, OptionError, SampleError

N = 80


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(9)
    quality = rng.normal(size=N)
    satisfied = 0.6 * quality + rng.normal(size=N)
    belonging = 0.4 * quality + rng.normal(size=N)
    return pd.DataFrame(
        {
            "quality": quality,
            "satisfied": satisfied,
            "belonging": belonging,
            "join": 0.5 * satisfied + 0.3 * belonging + rng.normal(size=N),
            "party": np.where(np.arange(N) % 2 == 0, "yes", "no"),
            "edu": np.array(["low", "mid", "high"])[np.arange(N) % 3],
        }
    )


def run(frame: pd.DataFrame | Survey, **changes: Any) -> MediationResult:
    arguments: dict[str, Any] = {"x": "quality", "m": "satisfied", "y": "join", "n_boot": 200, "seed": 1}
    return mediation(frame, **{**arguments, **changes})


def keys(result: MediationResult) -> list[str]:
    return [note.key for note in result.notes]


def test_rows_of_one_mediator(frame: pd.DataFrame) -> None:
    rows = run(frame).tidy()
    assert rows["path"].tolist() == [
        "a",
        "b",
        "c",
        "c_prime",
        "indirect",
        "standardized_indirect",
        "proportion_mediated",
    ]
    assert rows["term"].tolist() == ["quality", "satisfied", *["quality"] * 5]
    assert rows["outcome"].tolist() == ["satisfied", *["join"] * 6]


def test_several_mediators_have_a_total_of_their_own(frame: pd.DataFrame) -> None:
    result = run(frame, m=["satisfied", "belonging"])
    rows = result.tidy().set_index(["path", "mediator"])["estimate"]
    each = rows["indirect"]
    assert each.index.tolist() == ["satisfied", "belonging"]
    assert rows["total_indirect", ""] == pytest.approx(each.sum())
    assert rows["standardized_total_indirect", ""] == pytest.approx(rows["standardized_indirect"].sum())
    assert rows["proportion_mediated", ""] == pytest.approx(each.sum() / rows["c", ""])
    assert result.glance()["model"].tolist() == ["mediator", "mediator", "outcome", "total"]


def test_b_is_the_path_with_x_held_constant(frame: pd.DataFrame) -> None:
    rows = run(frame).tidy().set_index("path")["estimate"]
    alone = np.polyfit(frame["satisfied"], frame["join"], 1)[0]
    assert rows["indirect"] == pytest.approx(rows["a"] * rows["b"], rel=1e-12)
    assert abs(rows["b"] - alone) > 0.01


def test_every_coefficient_is_there_covariates_included(frame: pd.DataFrame) -> None:
    result = run(frame, covariates=["edu", "belonging"])
    of_outcome = result.coefficients.query("model == 'outcome'")["term"].tolist()
    assert of_outcome == ["(intercept)", "quality", "satisfied", "edu=2", "edu=3", "belonging"]
    assert result.references == {"edu": 1}


def test_a_seed_that_is_not_given_is_drawn_and_kept(frame: pd.DataFrame) -> None:
    first = run(frame, seed=None)
    again = run(frame, seed=first.spec["seed"])
    pd.testing.assert_frame_equal(first.tidy(), again.tidy())
    assert run(frame, seed=None).spec["seed"] != first.spec["seed"]


def test_the_note_tells_interval_draws_and_seed(frame: pd.DataFrame) -> None:
    for interval in ("percentile", "bc", "bca"):
        note = next(n for n in run(frame, interval=interval).notes if n.key == f"mediation.note_{interval}")
        assert note.values == {"draws": 200, "seed": 1}


def test_the_three_intervals_share_their_draws_and_differ_in_their_bounds(frame: pd.DataFrame) -> None:
    rows = [run(frame, interval=i).tidy().set_index("path").loc["indirect"] for i in ("percentile", "bc", "bca")]
    assert len({row["std_error"] for row in rows}) == 1
    assert len({row["conf_low"] for row in rows}) == 3


def test_x_may_be_a_variable_with_two_categories(frame: pd.DataFrame) -> None:
    rows = run(frame, x="party").tidy().set_index("path")
    assert rows.loc["a", "term"] == "party=2"
    difference = frame.groupby("party")["satisfied"].mean()
    assert rows.loc["a", "estimate"] == pytest.approx(difference["yes"] - difference["no"])


def test_as_few_draws_as_the_level_allows_are_enough(frame: pd.DataFrame) -> None:
    assert run(frame, n_boot=200, conf_level=0.99).spec["n_boot"] == 200


def test_opposite_signs_are_flagged(frame: pd.DataFrame) -> None:
    suppressed = frame.assign(join=frame["join"] - 2 * frame["quality"])
    assert "mediation.note_inconsistent" in keys(run(suppressed))


@pytest.mark.parametrize("seed", range(10))
def test_opposite_signs_of_noise_are_no_inconsistent_mediation(seed: int) -> None:
    noise = np.random.default_rng(seed).normal(size=(N, 3))
    result = run(pd.DataFrame(noise, columns=["quality", "satisfied", "join"]))
    rows = result.tidy().set_index("path")
    assert rows.loc["indirect", "conf_low"] < 0 < rows.loc["indirect", "conf_high"]
    assert "mediation.note_inconsistent" not in keys(result)


def test_a_share_of_a_total_that_may_be_zero_is_flagged(frame: pd.DataFrame) -> None:
    nothing = frame.assign(join=np.random.default_rng(1).normal(size=N))
    assert "mediation.note_unstable_total" in keys(run(nothing))


def test_a_share_that_may_be_more_than_the_whole_is_flagged(frame: pd.DataFrame) -> None:
    whole = run(frame.assign(join=frame["satisfied"] + 0.1 * frame["join"]))
    rows = whole.tidy().set_index("path")
    assert rows.loc["c", "conf_low"] > 0
    assert rows.loc["proportion_mediated", "conf_high"] > 1
    assert "mediation.note_unstable_share" in keys(whole)
    part = run(frame.assign(join=2 * frame["quality"] + frame["satisfied"] + 0.1 * frame["join"]))
    assert not [key for key in keys(part) if "unstable" in key or "inconsistent" in key]


def test_single_items_are_numbers_with_a_note(frame: pd.DataFrame) -> None:
    label = {"zh": "服务质量", "en": "Service quality"}
    item = {"name": "quality", "label": label, "kind": "ordinal", "values": {i: str(i) for i in range(1, 6)}}
    codebook = Codebook.model_validate({"variables": [item]})
    coded = frame.assign(quality=np.clip(frame["quality"].round() + 3, 1, 5))
    result = run(Survey.from_frame(coded, codebook=codebook))
    note = next(note for note in result.notes if note.key == "mediation.note_ordinal")
    assert note.text(PRESETS["cn-generic"]) == "服务质量为单个等级题，按等距处理。"
    assert note.text(PRESETS["apa7"]).startswith("Service quality: single")


def test_resamples_without_a_rare_category_are_counted_or_refused(frame: pd.DataFrame) -> None:
    few = frame.assign(edu=["rare"] * 4 + ["low"] * 40 + ["mid"] * 36)
    result = run(few, covariates="edu")
    assert "mediation.note_failed" in keys(result)
    assert np.isfinite(result.tidy()["conf_low"]).all()
    with pytest.raises(EstimationError, match="merge categories"):
        run(few.assign(edu=["rare"] + ["low"] * 43 + ["mid"] * 36), covariates="edu")


@pytest.mark.parametrize("style", ["cn-generic", "apa7"])
def test_notes_read_in_both_languages(frame: pd.DataFrame, style: str) -> None:
    texts = run(frame, covariates="edu").note_texts(PRESETS[style])
    assert texts
    assert not any("{" in text for text in texts)


WRONG: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "m is x": ({"m": "quality"}, ColumnError, "more than one of x, m, y"),
    "covariate is m": ({"covariates": "satisfied"}, ColumnError, "more than one of x, m, y"),
    "interaction alone": ({"covariates": [("party", "edu")]}, ColumnError, "party:edu comes before"),
    "nominal mediator": ({"m": "party"}, ColumnError, "m: 'party' is nominal"),
    "nominal outcome": ({"y": "party"}, ColumnError, "y: 'party' is nominal"),
    "three categories": ({"x": "edu"}, ColumnError, "more than two categories"),
    "unknown mediator": ({"m": "satisfed"}, ColumnError, "satisfied"),
    "interval": ({"interval": "percentil"}, OptionError, "percentile"),
    "too few draws": ({"n_boot": 10}, OptionError, "n_boot"),
    "too few draws for the level": ({"n_boot": 199, "conf_level": 0.99}, OptionError, "at least 200"),
    "half a draw": ({"n_boot": 150.5}, OptionError, "whole number"),
    "negative seed": ({"seed": -1}, OptionError, "seed"),
    "pairwise": ({"missing": "pairwise"}, OptionError, "listwise"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_arguments_are_refused(frame: pd.DataFrame, name: str) -> None:
    changes, error, message = WRONG[name]
    with pytest.raises(error, match=message):
        run(frame, **changes)


def test_a_mediator_that_does_not_vary_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="satisfied"):
        run(frame.assign(satisfied=3.0))


def test_a_mediator_that_is_x_by_another_name_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"satisfied.*quality|quality.*satisfied"):
        run(frame.assign(satisfied=2 * frame["quality"]))


def test_whole_numbers_may_be_written_as_floats_and_names_with_blanks(frame: pd.DataFrame) -> None:
    floats = run(frame, seed=1.0, n_boot=200.0, x=" quality", y="join ")
    assert floats.spec == run(frame).spec
    pd.testing.assert_frame_equal(floats.tidy(), run(frame).tidy())


def test_covariates_may_come_as_an_index(frame: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(
        run(frame, covariates=pd.Index(["party", "edu"])).tidy(), run(frame, covariates=["party", "edu"]).tidy()
    )
    assert run(frame, covariates=pd.Index([])).spec["covariates"] == []


def test_what_the_codebook_calls_text_has_no_role(frame: pd.DataFrame) -> None:
    for role, name in {"x": "quality", "m": "satisfied", "y": "join"}.items():
        codebook = Codebook.model_validate({"variables": [{"name": name, "kind": "text"}]})
        with pytest.raises(ColumnError, match=f"'{name}' is text in the codebook"):
            run(Survey(frame, codebook), **{role: name})
