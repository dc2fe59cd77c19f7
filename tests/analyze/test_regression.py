"""What linear_regression promises beyond its numbers: names, samples, notes and refusals."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.regression import RegressionResult, linear_regression
from surveykit.core.codebook import Codebook, Text
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, ColumnError, OptionError, SampleError

N = 60


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(6)
    frame = pd.DataFrame(
        {
            "trust": rng.normal(3, 1, N),
            "age": rng.integers(18, 80, N),
            "hukou": np.where(np.arange(N) % 3 == 0, "local", "migrant"),
            "village": [f"v{i % 25}" for i in range(N)],
        }
    )
    frame["join"] = 0.5 * frame["trust"] + rng.normal(size=N)
    return frame


def keys(result: RegressionResult) -> list[str]:
    return [note.key for note in result.notes]


def test_one_model_has_one_block_and_its_terms_in_order(frame: pd.DataFrame) -> None:
    result = linear_regression(frame, outcome="join", predictors=["trust", "hukou", ("trust", "hukou")])
    assert result.tidy()["term"].tolist() == ["(intercept)", "trust", "hukou=2", "trust:hukou=2"]
    assert result.tidy()["block"].tolist() == ["1"] * 4
    assert result.references == {"hukou": 1}
    assert "regression.note_beta" in keys(result)


def test_each_block_adds_to_the_blocks_before_it(frame: pd.DataFrame) -> None:
    result = linear_regression(frame, outcome="join", blocks={"who": ["age"], "what": ["trust", "hukou"]})
    terms = result.tidy().groupby("block", sort=False)["term"].apply(list).to_dict()
    assert terms == {"who": ["(intercept)", "age"], "what": ["(intercept)", "age", "trust", "hukou=2"]}
    assert result.glance()["delta_df"].tolist() == [1, 2]


def test_every_block_uses_the_cases_that_the_last_one_has(frame: pd.DataFrame) -> None:
    gaps = frame.assign(trust=frame["trust"].where(np.arange(N) > 8))
    result = linear_regression(gaps, outcome="join", blocks={"1": ["age"], "2": ["trust"]})
    assert result.glance()["n"].tolist() == [51, 51]
    assert (result.counts.total, result.counts.used, result.counts.missing) == (60, 51, {"trust": 9})
    assert keys(result)[0] == "common.note_listwise"


def test_clusters_may_be_text_and_are_tested_with_one_less_than_their_number(frame: pd.DataFrame) -> None:
    result = linear_regression(frame, outcome="join", predictors="trust", se="cluster", cluster="village")
    assert result.tidy()["df"].unique().tolist() == [24]
    assert result.glance()["df_error"].tolist() == [24]
    assert "regression.note_few_clusters" in keys(result)


def test_a_missing_cluster_leaves_the_sample(frame: pd.DataFrame) -> None:
    gaps = frame.assign(village=frame["village"].where(np.arange(N) != 7))
    result = linear_regression(gaps, outcome="join", predictors="trust", se="cluster", cluster="village")
    assert result.counts.used == 59


def test_an_f_test_that_cannot_be_had_is_nan_with_a_note(frame: pd.DataFrame) -> None:
    few = frame.assign(village=np.arange(N) % 2)
    result = linear_regression(few, outcome="join", predictors=["trust", "age"], se="cluster", cluster="village")
    assert result.glance()["statistic"].isna().all()
    assert "regression.note_no_f" in keys(result)


@pytest.mark.parametrize(
    ("se", "key"), [("hc1", "note_leverage_hc1"), ("hc2", "note_leverage"), ("hc3", "note_leverage")]
)
def test_a_category_of_one_is_named_with_its_case(frame: pd.DataFrame, se: Any, key: str) -> None:
    rare = frame.assign(hukou=["rare"] + ["local", "migrant"] * 29 + ["local"])
    rare.index = [f"web-{i}" for i in range(N)]
    result = linear_regression(rare, outcome="join", predictors=["trust", "hukou"], se=se)
    note = next(note for note in result.notes if note.key == f"regression.{key}")
    assert note.values == {"case": "web-0", "terms": Text(zh="hukou：rare", en="hukou: rare")}
    assert result.tidy().set_index("term")["std_error"].isna().to_dict()["hukou=3"] == (se != "hc1")


def test_a_category_that_nobody_chose_is_noted(frame: pd.DataFrame) -> None:
    values = {1: "local", 2: "migrant", 3: "abroad"}
    label = {"zh": "户籍", "en": "Registration"}
    codebook = Codebook.model_validate({"variables": [{"name": "hukou", "label": label, "values": values}]})
    coded = frame.assign(hukou=np.where(frame["hukou"] == "local", 1, 2))
    survey = Survey.from_frame(coded, codebook=codebook)
    result = linear_regression(survey, outcome="join", predictors=["trust", "hukou"])
    note = next(note for note in result.notes if note.key == "regression.note_unused")
    assert note.text(PRESETS["apa7"]).startswith("Registration: nobody in the sample chose abroad")
    assert "户籍" in note.text(PRESETS["cn-generic"])


def test_centring_is_noted_with_the_mean_of_the_sample_used(frame: pd.DataFrame) -> None:
    result = linear_regression(frame, outcome="join", predictors=["trust"], center=["trust"])
    note = next(note for note in result.notes if note.key == "regression.note_centred")
    assert note.values["mean"].value == frame["trust"].mean()  # type: ignore[union-attr]
    assert result.tidy()["estimate"].iloc[0] == pytest.approx(frame["join"].mean())


def test_what_centring_changes_depends_on_the_model(frame: pd.DataFrame) -> None:
    alone = linear_regression(frame, outcome="join", predictors=["trust", "age"], center=["trust"])
    product = linear_regression(frame, outcome="join", predictors=["trust", "age", ("age", "trust")], center=["trust"])
    assert [key for key in keys(alone) if "centred" in key] == ["regression.note_centred"]
    assert [key for key in keys(product) if "centred" in key] == ["regression.note_centred_product"]
    raw = linear_regression(frame, outcome="join", predictors=["trust", "age", ("age", "trust")])
    b, c = (result.tidy().set_index("term")["p_value"] for result in (raw, product))
    assert c["age:trust"] == pytest.approx(b["age:trust"], rel=1e-9)
    assert c["trust"] == pytest.approx(b["trust"], rel=1e-9)
    assert abs(c["age"] - b["age"]) > 0.001


def test_the_vif_of_several_dummies_has_a_caution(frame: pd.DataFrame) -> None:
    three = frame.assign(hukou=np.array(["local", "migrant", "both"])[np.arange(N) % 3])
    assert "regression.note_vif_dummies" in keys(linear_regression(three, outcome="join", predictors=["hukou"]))
    assert "regression.note_vif_dummies" not in keys(linear_regression(frame, outcome="join", predictors=["hukou"]))


@pytest.mark.parametrize("se", ["classical", "hc3"])
def test_each_block_keeps_the_covariance_of_its_coefficients(frame: pd.DataFrame, se: Any) -> None:
    result = linear_regression(frame, outcome="join", blocks={"a": ["age"], "b": ["trust", "hukou"]}, se=se)
    for block, rows in result.tidy().groupby("block"):
        covariance = result.covariances[str(block)]
        assert covariance.index.tolist() == covariance.columns.tolist() == rows["term"].tolist()
        np.testing.assert_allclose(np.sqrt(np.diag(covariance)), rows["std_error"], rtol=1e-12)


def test_a_single_ordinal_item_as_outcome_is_noted(frame: pd.DataFrame) -> None:
    codebook = Codebook.model_validate(
        {"variables": [{"name": "item", "kind": "ordinal", "values": {i: str(i) for i in range(1, 6)}}]}
    )
    survey = Survey.from_frame(frame.assign(item=np.arange(N) % 5 + 1), codebook=codebook)
    assert "regression.note_ordinal_outcome" in keys(linear_regression(survey, outcome="item", predictors="trust"))


@pytest.mark.parametrize("se", ["classical", "hc1", "hc2", "hc3", "cluster"])
@pytest.mark.parametrize("style", ["cn-generic", "apa7"])
def test_notes_read_in_both_languages(frame: pd.DataFrame, se: Any, style: str) -> None:
    cluster = "village" if se == "cluster" else None
    result = linear_regression(
        frame, outcome="join", predictors=["trust", "hukou"], center=["trust"], se=se, cluster=cluster
    )
    texts = result.note_texts(PRESETS[style])
    assert len(texts) == len(result.notes)
    assert not any("{" in text for text in texts)


def test_what_was_asked_is_kept(frame: pd.DataFrame) -> None:
    result = linear_regression(frame, outcome="join", blocks={"a": ["trust"], "b": ["age", ("trust", "age")]})
    assert result.spec["blocks"] == {"a": ["trust"], "b": ["age", "trust:age"]}


WRONG: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "predictors and blocks": ({"predictors": ["trust"], "blocks": {"1": ["age"]}}, OptionError, "either predictors"),
    "neither": ({}, OptionError, "either predictors"),
    "no block": ({"blocks": {}}, OptionError, "dict of block name"),
    "an empty block": ({"blocks": {"1": ["age"], "2": []}}, ColumnError, r"blocks\['2'\] is empty"),
    "a term in two blocks": ({"blocks": {"1": ["age"], "2": ["age"]}}, ColumnError, "age is there twice"),
    "outcome among predictors": ({"predictors": ["trust", "join"]}, ColumnError, "outcome and a predictor"),
    "cluster without se": ({"predictors": "trust", "cluster": "village"}, OptionError, "belong together"),
    "se without cluster": ({"predictors": "trust", "se": "cluster"}, OptionError, "belong together"),
    "pairwise": ({"predictors": "trust", "missing": "pairwise"}, OptionError, "listwise"),
    "text predictor": ({"predictors": ["trust", "village"]}, ColumnError, "village"),
    "text predictor that is the cluster too": (
        {"predictors": "village", "se": "cluster", "cluster": "village"},
        ColumnError,
        "village",
    ),
    "interaction alone": ({"predictors": [("trust", "age")]}, ColumnError, "trust:age comes before"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_arguments_are_refused(frame: pd.DataFrame, name: str) -> None:
    arguments, error, message = WRONG[name]
    with pytest.raises(error, match=message):
        linear_regression(frame, outcome="join", **arguments)


def test_a_nominal_outcome_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(ColumnError, match="nominal"):
        linear_regression(frame, outcome="hukou", predictors="trust")


def test_an_outcome_without_variance_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="same value in all 60 cases"):
        linear_regression(frame.assign(join=4.0), outcome="join", predictors="trust")


def test_an_outcome_computed_from_a_predictor_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="exactly"):
        linear_regression(frame.assign(join=2 * frame["trust"] - 1), outcome="join", predictors=["trust", "age"])


def test_a_repeated_predictor_is_refused_by_name(frame: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"copy.*trust|trust.*copy"):
        linear_regression(frame.assign(copy=frame["trust"]), outcome="join", predictors=["trust", "copy"])


@pytest.mark.parametrize("powers", [2, 3])
def test_powers_of_a_year_keep_their_digits(frame: pd.DataFrame, powers: int) -> None:
    year = 1950.0 + np.arange(N)
    data = frame.assign(**{f"year{power}": year**power for power in range(1, powers + 1)})
    names = [f"year{power}" for power in range(1, powers + 1)]
    rows = linear_regression(data, outcome="join", predictors=names).tidy()
    exact = np.polyfit(year - year.mean(), frame["join"], powers)[0]
    assert rows["estimate"].iloc[-1] == pytest.approx(exact, rel=1e-4)


def test_one_cluster_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="one cluster"):
        linear_regression(frame.assign(village=1), outcome="join", predictors="trust", se="cluster", cluster="village")


def test_nothing_in_a_name_is_evaluated() -> None:
    rng = np.random.default_rng(8)
    names = ["trust - 1", "Intercept", "C", "年龄（岁）", "__import__('os')"]
    frame = pd.DataFrame(rng.normal(size=(30, 5)), columns=names).assign(y=rng.normal(size=30))
    assert linear_regression(frame, outcome="y", predictors=names).tidy()["term"].tolist() == ["(intercept)", *names]


def test_names_may_come_as_an_index_or_an_array(frame: pd.DataFrame) -> None:
    wanted = linear_regression(frame, outcome="join", predictors=["trust", "age"], center=["trust"]).tidy()
    for names in (frame.columns[:2], frame.columns[:2].to_numpy()):
        found = linear_regression(frame, outcome="join", predictors=names, center=names[:1])
        pd.testing.assert_frame_equal(found.tidy(), wanted)
    with pytest.raises(ColumnError, match="predictors is empty"):
        linear_regression(frame, outcome="join", predictors=frame.columns[:0])


def test_one_name_to_centre_is_one_name(frame: pd.DataFrame) -> None:
    result = linear_regression(frame, outcome="join", predictors=["trust", "age"], center="trust")
    assert result.spec["center"] == ("trust",)


def test_blanks_around_a_name_do_not_count(frame: pd.DataFrame) -> None:
    blanks = linear_regression(frame, outcome="join ", predictors=" trust", se="cluster", cluster=" village ")
    plain = linear_regression(frame, outcome="join", predictors="trust", se="cluster", cluster="village")
    assert blanks.spec == plain.spec
    pd.testing.assert_frame_equal(blanks.tidy(), plain.tidy())


def test_answers_outside_the_range_are_refused(frame: pd.DataFrame) -> None:
    codebook = Codebook.model_validate({"variables": [{"name": "age", "kind": "numeric", "high": 90}]})
    survey = Survey.from_frame(frame.assign(age=999), codebook=codebook)
    with pytest.raises(AnswerError, match="outside the range"):
        linear_regression(survey, outcome="join", predictors=["age"])
