"""What reliability() promises beyond its numbers."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.reliability import reliability
from surveykit.analyze.reliability_families import FAMILIES
from surveykit.core.codebook import Codebook
from surveykit.core.style import PRESETS
from surveykit.core.survey import Step, Survey
from surveykit.errors import AnswerError, ColumnError, OptionError, SampleError
from surveykit.kernels.reliability import alphas_of_draws

ITEMS = ["t1", "t2", "t3", "t4"]


@pytest.fixture
def answers() -> pd.DataFrame:
    rng = np.random.default_rng(4)
    trait = rng.standard_normal((80, 1))
    return pd.DataFrame(np.clip(np.round(3 + trait + 0.8 * rng.standard_normal((80, 4))), 1, 5), columns=ITEMS)


@pytest.fixture
def survey(answers: pd.DataFrame) -> Survey:
    codebook = Codebook.model_validate(
        {
            "variables": [{"name": item, "kind": "ordinal", "low": 1, "high": 5} for item in ITEMS],
            "scales": [
                {"name": "trust", "items": ITEMS[:3]},
                {"name": "pride", "items": ITEMS[1:], "reversed": ["t4"]},
            ],
        }
    )
    reversed_already = Step(verb="reverse_items", rows_before=80, rows_after=80, columns=("t4",))
    return Survey(answers, codebook, log=[reversed_already])


def keys(result: object) -> list[str]:
    return [note.key for note in result.notes]  # type: ignore[attr-defined]


def test_every_scale_of_the_codebook_unless_some_are_named(survey: Survey) -> None:
    assert reliability(survey).glance()["scale"].tolist() == ["trust", "pride"]
    assert reliability(survey, items="pride").glance()["scale"].tolist() == ["pride"]


def test_one_scale_can_be_named_in_four_ways(survey: Survey) -> None:
    alphas = [
        reliability(survey, items=items).glance()["alpha"].item()
        for items in ("trust", ["trust"], ITEMS[:3], {"trust": ITEMS[:3]})
    ]
    assert len(set(alphas)) == 1


def test_scales_and_columns_are_not_mixed(survey: Survey) -> None:
    with pytest.raises(ColumnError, match="mixes scales with columns"):
        reliability(survey, items=["trust", "t4"])


def test_a_frame_has_no_scales(answers: pd.DataFrame) -> None:
    with pytest.raises(ColumnError, match="name the items"):
        reliability(answers)


def test_items_still_to_be_reversed_are_refused_by_name(survey: Survey) -> None:
    waiting = Survey(survey.data, survey.codebook)
    with pytest.raises(ColumnError, match=r"\['t4'\].*call reverse_items"):
        reliability(waiting, items="pride")
    with pytest.raises(ColumnError, match=r"\['t4'\].*call reverse_items"):
        reliability(waiting, items=["t1", "t4"])
    assert reliability(waiting, items="trust").glance()["n"].item() == 80


def test_an_item_against_the_others_is_named_not_reversed(answers: pd.DataFrame) -> None:
    against = answers.assign(t2=6 - answers["t2"])
    with pytest.raises(SampleError, match=r"negative for \['t2'\].*call reverse_items"):
        reliability(against, items=ITEMS)
    result = reliability(against, items=ITEMS, negative="note")
    note = next(note for note in result.notes if note.key == "reliability.note_negative")
    assert note.values["items"] == "t2"
    assert result.tidy().set_index("item").loc["t2", "item_rest_r"] < 0


def test_one_item_is_no_scale(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="at least two"):
        reliability(answers, items=["t1"])


def test_items_without_spread_are_named(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"\['t3'\].*same answer"):
        reliability(answers.assign(t3=3.0), items=ITEMS)


def test_an_empty_item_is_named_under_either_rule(answers: pd.DataFrame) -> None:
    empty = answers.assign(t3=np.nan)
    for missing in ("listwise", "pairwise"):
        with pytest.raises(SampleError, match="t3"):
            reliability(empty, items=ITEMS, missing=missing)  # type: ignore[arg-type]


def test_items_never_answered_together_are_refused(answers: pd.DataFrame) -> None:
    split = answers.copy()
    split.loc[:39, "t1"] = np.nan
    split.loc[40:, "t2"] = np.nan
    with pytest.raises(SampleError, match=r"only 0 respondents answered both 't2' and 't1'|'t1' and 't2'"):
        reliability(split, items=ITEMS, missing="pairwise")


def test_more_respondents_than_items_are_needed(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="more respondents than"):
        reliability(answers.head(4), items=ITEMS)
    assert "reliability.note_small" in keys(reliability(answers.head(12), items=ITEMS))
    assert "reliability.note_small" not in keys(reliability(answers, items=ITEMS))


def test_infinite_answers_are_refused(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="infinite"):
        reliability(answers.assign(t1=answers["t1"].where(answers.index > 0, np.inf)), items=ITEMS)


def test_codes_outside_the_range_are_listed(survey: Survey) -> None:
    data = survey.data
    data.loc[7, "t2"] = 99
    with pytest.raises(AnswerError, match="outside the range") as caught:
        reliability(Survey(data, survey.codebook), items="trust")
    assert caught.value.cases[["row", "column", "value"]].to_numpy().tolist() == [[7, "t2", 99]]
    assert "99" not in str(caught.value)


def test_a_total_among_its_items_is_named(answers: pd.DataFrame) -> None:
    with_total = answers.assign(total=answers[ITEMS].sum(axis=1))
    result = reliability(with_total, items=[*ITEMS, "total"])
    note = next(note for note in result.notes if note.key == "reliability.note_dependent")
    assert note.values["items"] == "t1, t2, t3, t4, total"
    assert np.isnan(result.glance()["omega"].item())


def test_the_same_item_twice_is_named(answers: pd.DataFrame) -> None:
    result = reliability(answers.assign(again=answers["t1"]), items=[*ITEMS, "again"])
    note = next(note for note in result.notes if note.key == "reliability.note_dependent")
    assert note.values["items"] == "t1, again"


def test_a_running_number_is_named(answers: pd.DataFrame) -> None:
    result = reliability(answers.assign(number=np.arange(80)), items=[*ITEMS, "number"], negative="note")
    note = next(note for note in result.notes if note.key == "reliability.note_identifier")
    assert note.values["items"] == "number"


def test_omega_needs_three_items(answers: pd.DataFrame) -> None:
    result = reliability(answers, items=["t1", "t2"])
    assert np.isnan(result.glance()["omega"].item())
    assert "reliability.note_omega_two" in keys(result)


def test_notes_call_a_scale_as_the_table_does(answers: pd.DataFrame) -> None:
    codebook = Codebook.model_validate(
        {
            "variables": [{"name": item, "kind": "ordinal"} for item in ITEMS],
            "scales": [{"name": "trust", "label": {"zh": "社区信任", "en": "Trust"}, "items": ITEMS[:2]}],
        }
    )
    survey = Survey(answers, codebook)
    for items, zh, en in [("trust", "社区信任", "Trust"), (["t3", "t4"], "全部题项", "All items")]:
        result = reliability(survey, items=items)
        note = next(note for note in result.notes if note.key == "reliability.note_omega_two")
        assert result.table().rows[0].cells[0].value == zh
        assert note.text(PRESETS["cn-generic"]).startswith(f"{zh}只有两个题项")
        assert note.text(PRESETS["apa7"]).startswith(f"{en}: omega")


def test_who_was_counted(answers: pd.DataFrame) -> None:
    answers.loc[:9, "t1"] = np.nan
    result = reliability(answers, items={"first": ["t1", "t2"], "second": ["t3", "t4"]})
    assert result.glance()["n"].tolist() == [70, 80]
    assert result.glance()["n_missing"].tolist() == [10, 0]
    assert (result.counts.total, result.counts.used, dict(result.counts.missing)) == (80, 80, {"t1": 10})


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("missing", "drop"),
        ("conf_level", 95),
        ("interval", "normal"),
        ("also", "glb"),
        ("negative", "reverse"),
        ("n_boot", 3),
        ("seed", -1),
    ],
)
def test_wrong_options_are_refused(answers: pd.DataFrame, option: str, value: object) -> None:
    with pytest.raises(OptionError, match=option):
        reliability(answers, items=ITEMS, **{option: value})  # type: ignore[arg-type]


def test_a_bootstrap_repeats_with_its_seed_and_says_so(answers: pd.DataFrame) -> None:
    first = reliability(answers, items=ITEMS, interval="bootstrap", n_boot=400)
    seed = first.spec["seed"]
    again = reliability(answers, items=ITEMS, interval="bootstrap", n_boot=400, seed=seed)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(first.glance(), again.glance())
    note = next(note for note in first.notes if note.key == "reliability.note_interval_bootstrap")
    assert note.values == {"level": "95", "n_boot": 400, "seed": seed}
    with pytest.raises(OptionError, match="listwise"):
        reliability(answers, items=ITEMS, interval="bootstrap", missing="pairwise")


def test_bootstrap_draws_are_the_alphas_of_the_cases_they_hold(answers: pd.DataFrame) -> None:
    rows = [0, 0, 5, 17, 17, 17, *range(20, 60)]
    counts = np.bincount(rows, minlength=len(answers))[None, :].astype(float)
    plain = reliability(answers.iloc[rows].reset_index(drop=True), items=ITEMS).glance()["alpha"].item()
    assert alphas_of_draws(answers.to_numpy(), counts)[0] == pytest.approx(plain)


def test_families_add_their_columns_only_where_asked_for(answers: pd.DataFrame) -> None:
    plain = set(reliability(answers, items=ITEMS).glance())
    for family, columns in FAMILIES.items():
        result = reliability(answers, items=ITEMS, also=family, seed=1)
        assert set(result.glance()) - plain == set(columns)
        assert f"reliability.note_{family}" in keys(result)


def test_too_few_items_have_no_hierarchical_omega_and_the_note_says_so(answers: pd.DataFrame) -> None:
    result = reliability(answers, items=ITEMS, also="hierarchical", seed=1)
    assert np.isnan(result.glance()["omega_hierarchical"].item())
    assert "reliability.note_hierarchical_none" in keys(result)


def test_ordinal_alpha_is_above_alpha_of_coarse_answers(answers: pd.DataFrame) -> None:
    coarse = (answers > 3).astype(float)
    row = reliability(coarse, items=ITEMS, also="ordinal").glance().iloc[0]
    assert row["alpha"] < row["alpha_ordinal"] < 1
    assert row["alpha_ordinal"] == pytest.approx(row["omega_ordinal"], abs=0.03)


def test_ordinal_coefficients_are_of_categories(answers: pd.DataFrame) -> None:
    with pytest.raises(ColumnError, match="different answers"):
        reliability(answers + np.linspace(0, 0.1, 80)[:, None], items=ITEMS, also="ordinal")


def test_the_table_of_coefficients_leaves_out_what_no_scale_has(answers: pd.DataFrame) -> None:
    result = reliability(answers, items={"one": ["t1", "t2"], "two": ["t3", "t4"]}, also="split_half")
    names = [row.cells[0].value for row in result.table(layout="coefficients", language="en").rows]
    assert "ω (one factor)" not in names
    assert {"Spearman–Brown (two items)", "Guttman's λ4 (best split)"} <= set(names)


def test_what_holds_of_several_scales_is_said_once(answers: pd.DataFrame) -> None:
    first, second = list(answers)[:3], list(answers)[1:3]
    result = reliability(answers, items={"one": first, "two": second, "three": second}, seed=1)
    said = [note.text(PRESETS["cn-generic"]) for note in result.notes if note.key == "reliability.note_omega_two"]
    assert said == ["two、three只有两个题项，无法估计ω。"]
    assert len(set(keys(result))) == len(keys(result))


def test_a_heywood_case_behind_the_hierarchical_omega_is_told() -> None:
    random = np.random.default_rng(6)
    general = random.standard_normal((150, 1))
    items = general + 0.4 * random.standard_normal((150, 7))
    frame = pd.DataFrame(items, columns=list("abcdefg")).assign(g=items[:, 0] + 0.05 * random.standard_normal(150))
    result = reliability(frame, items=list(frame), also="hierarchical", seed=1)
    assert "reliability.note_hierarchical_heywood" in keys(result)
