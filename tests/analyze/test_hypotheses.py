"""The verdict rules, case by case."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.correlations import correlations
from surveykit.analyze.hypotheses import HypothesesResult, hypothesis_summary
from surveykit.analyze.mediation import mediation
from surveykit.analyze.paired import paired_comparison
from surveykit.analyze.regression import linear_regression
from surveykit.core.codebook import Codebook
from surveykit.core.result import Result
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey
from surveykit.errors import CodebookError, ColumnError, OptionError

N = 200


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(11)
    trust, noise = rng.normal(size=N), rng.normal(size=N)
    belonging = 0.6 * trust + rng.normal(size=N)
    party = np.where(np.arange(N) % 4 == 0, "member", "none")
    return pd.DataFrame(
        {
            "trust": trust,
            "belonging": belonging,
            "noise": noise,
            "party": party,
            "edu": np.array(["low", "mid", "high"])[np.arange(N) % 3],
            "join": 0.5 * belonging - 0.5 * (party == "none") + 0.6 * (np.arange(N) % 3 == 1) + rng.normal(size=N),
            "before": rng.integers(0, 4, N),
            "after": rng.integers(1, 5, N),
        }
    )


def with_hypotheses(frame: pd.DataFrame, *hypotheses: dict[str, Any]) -> Survey:
    listed = [{"id": f"H{i}", "label": f"hypothesis {i}", **h} for i, h in enumerate(hypotheses, start=1)]
    return Survey.from_frame(frame, codebook=Codebook.model_validate({"hypotheses": listed}))


def regression(predictors: Any, sign: str = "+") -> dict[str, Any]:
    return {"test": "regression", "outcome": "join", "predictors": predictors, "sign": sign}


@pytest.fixture(scope="module")
def fitted(frame: pd.DataFrame) -> Result:
    return linear_regression(
        frame, outcome="join", blocks={"first": ["trust"], "second": ["belonging", "noise", "party", "edu"]}
    )


def verdicts(result: HypothesesResult) -> list[str]:
    return result.glance()["verdict"].tolist()


@pytest.mark.parametrize(
    ("predictors", "sign", "verdict"),
    [
        ("belonging", "+", "supported"),
        ("belonging", "any", "supported"),
        ("belonging", "-", "not_supported"),
        ("noise", "+", "not_supported"),
        ("party=2", "-", "supported"),
        ("party", "-", "supported"),
        ("edu", "any", "supported"),
        ("edu", "+", "not_tested"),
        ("edu=3", "+", "supported"),
        (["belonging", "edu"], "+", "partly_supported"),
        (["belonging", "noise"], "+", "partly_supported"),
        (["belonging", "party=2"], "any", "supported"),
        (["noise", "trust"], "+", "not_supported"),
        ("income", "+", "not_tested"),
        (["belonging", "income"], "+", "partly_supported"),
        (["noise", "income"], "+", "not_supported"),
    ],
)
def test_regression(frame: pd.DataFrame, fitted: Result, predictors: Any, sign: str, verdict: str) -> None:
    survey = with_hypotheses(frame, regression(predictors, sign))
    assert verdicts(hypothesis_summary(survey, results=fitted)) == [verdict]


def test_the_last_block_that_holds_the_term_decides(frame: pd.DataFrame, fitted: Result) -> None:
    row = hypothesis_summary(with_hypotheses(frame, regression("trust")), results=[fitted]).tidy().iloc[0]
    rows = fitted.tidy().query("term == 'trust'").set_index("block")
    assert rows.loc["first", "p_value"] < 0.05 < rows.loc["second", "p_value"]
    assert row["estimate"] == rows.loc["second", "estimate"]
    assert row["verdict"] == "not_supported"
    assert row["evidence"] == "regression: join, block second"
    assert row["result"] == 0


def test_an_interaction_is_a_term_of_its_own(frame: pd.DataFrame) -> None:
    result = linear_regression(frame, outcome="join", predictors=["belonging", "party", ("belonging", "party")])
    survey = with_hypotheses(frame, regression("belonging:party=2", "any"), regression("party", "any"))
    assert hypothesis_summary(survey, results=[result]).tidy()["term"].tolist() == ["belonging:party=2", "party=2"]


@pytest.mark.parametrize("se", ["classical", "hc3"])
def test_the_dummies_of_a_variable_are_tested_together(frame: pd.DataFrame, se: Any) -> None:
    result = linear_regression(frame, outcome="join", blocks={"1": ["belonging"], "2": ["edu"]}, se=se)
    summary = hypothesis_summary(with_hypotheses(frame, regression("edu", "any")), results=result)
    row, block = summary.tidy().iloc[0], result.glance().iloc[1]
    tested = [block["delta_statistic"], block["delta_df"], block["df_error"], block["delta_p_value"]]
    assert row[["statistic", "df", "df_error", "p_value"]].tolist() == pytest.approx(tested, rel=1e-10)
    assert row[["estimate", "conf_low", "conf_high"]].isna().all()
    assert (row["term"], row["evidence"]) == ("edu", "regression: join, block 2, joint test of edu=2, edu=3")
    assert summary.glance()["n_terms"].tolist() == [1]
    assert any(note.key == "hypotheses.note_joint" for note in summary.notes)
    assert summary.table(language="en").rows[0].cells[2].value == "Regression (join): edu, joint test"


def product_study(reference: int) -> tuple[Survey, Result]:
    """A model with x by g (three categories, one of them far from the others) and m by x, for each reference of g."""
    rng = np.random.default_rng(4)
    frame = pd.DataFrame({"x": rng.normal(size=N), "m": rng.normal(size=N), "g": rng.integers(1, 4, N)})
    third = frame["g"] == 3
    frame["y"] = 0.7 * third + 0.6 * third * frame["x"] + rng.normal(size=N)
    variables = [{"name": "g", "values": {1: "a", 2: "b", 3: "c"}, "reference": reference}]
    terms = ("g", "x:g", "g:x", "m:x", "x:m")
    listed = [
        {"id": f"H{i}", "label": term, "test": "regression", "outcome": "y", "predictors": term, "sign": "any"}
        for i, term in enumerate(terms, start=1)
    ]
    book = Codebook.model_validate({"variables": variables, "hypotheses": listed})
    survey = Survey.from_frame(frame, codebook=book)
    return survey, linear_regression(survey, outcome="y", predictors=["x", "g", "m", ("x", "g"), ("x", "m")])


def test_no_verdict_depends_on_the_reference_category() -> None:
    first, *others = (hypothesis_summary(survey, results=result) for survey, result in map(product_study, (1, 2, 3)))
    for other in others:
        np.testing.assert_allclose(other.tidy()["p_value"], first.tidy()["p_value"], rtol=1e-8)
        assert verdicts(other) == verdicts(first)
    assert verdicts(first)[:3] == ["supported"] * 3


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("x:g", ["x:g=2", "x:g=3"]),
        ("g:x", ["x:g=2", "x:g=3"]),
        ("g=2:x", ["x:g=2"]),
        ("x:g=3", ["x:g=3"]),
        ("m:x", ["x:m"]),
        ("g", ["g=2", "g=3"]),
        ("x", ["x"]),
        ("g:m", []),
    ],
)
def test_products_are_found_in_either_order(written: str, terms: list[str]) -> None:
    survey, result = product_study(1)
    asked = with_hypotheses(survey.data, {**regression(written, "any"), "outcome": "y"})
    row = hypothesis_summary(asked, results=[result]).tidy().iloc[0]
    rows = result.tidy().set_index("term").loc[terms]
    if len(terms) > 1:
        assert row["evidence"].endswith(f"joint test of {', '.join(terms)}")
        assert row["df"] == len(terms)
    else:
        assert [row["p_value"]] * len(terms) == rows["p_value"].tolist()
        assert np.isnan(row["p_value"]) == (not terms)


def test_a_direction_needs_one_dummy_and_the_note_says_so(frame: pd.DataFrame, fitted: Result) -> None:
    summary = hypothesis_summary(with_hypotheses(frame, regression("edu", "+")), results=[fitted])
    row = summary.tidy().iloc[0]
    assert (row["term_verdict"], row["evidence"]) == ("not_tested", "")
    assert np.isnan(row["p_value"])
    assert [note.key for note in summary.notes] == ["hypotheses.note_rule", "hypotheses.note_name_one"]
    assert "edu=2" in summary.notes[1].text(PRESETS["apa7"])


def test_a_product_of_two_categorical_variables_is_tested_over_all_its_cells(frame: pd.DataFrame) -> None:
    result = linear_regression(frame, outcome="join", blocks={"1": ["party", "edu"], "2": [("party", "edu")]})
    row = hypothesis_summary(with_hypotheses(frame, regression("edu:party", "any")), results=result).tidy().iloc[0]
    assert row["df"] == 2
    assert row["p_value"] == pytest.approx(result.glance()["delta_p_value"].iloc[1], rel=1e-9)


def test_the_level_of_the_result_decides(frame: pd.DataFrame) -> None:
    survey = with_hypotheses(frame, regression("edu=2", "any"))
    p_value = linear_regression(frame, outcome="join", predictors=["edu"]).tidy()["p_value"].iloc[1]
    for conf_level, verdict in ((1 - p_value * 1.01, "supported"), (1 - p_value * 0.99, "not_supported")):
        result = linear_regression(frame, outcome="join", predictors=["edu"], conf_level=conf_level)
        assert verdicts(hypothesis_summary(survey, results=result)) == [verdict]


@pytest.mark.parametrize(
    ("x", "m", "verdict"), [("trust", "belonging", "supported"), ("noise", "belonging", "not_supported")]
)
def test_mediation(frame: pd.DataFrame, x: str, m: str, verdict: str) -> None:
    hypothesis = {"test": "mediation", "outcome": "join", "predictors": x, "mediator": m}
    result = mediation(frame, x=x, m=m, y="join", n_boot=300, seed=1)
    summary = hypothesis_summary(with_hypotheses(frame, hypothesis), results=[result])
    indirect = result.tidy().query("path == 'indirect'").iloc[0]
    assert verdicts(summary) == [verdict]
    assert summary.tidy()["estimate"].tolist() == [indirect["estimate"]]


@pytest.mark.parametrize("interval", ["percentile", "bc", "bca"])
@pytest.mark.parametrize("conf_level", [0.95, 0.99])
def test_a_bootstrapped_effect_is_judged_by_its_interval(frame: pd.DataFrame, interval: Any, conf_level: float) -> None:
    for x in ("trust", "noise"):
        hypothesis = {"test": "mediation", "outcome": "join", "predictors": x, "mediator": "belonging", "sign": "any"}
        result = mediation(
            frame, x=x, m="belonging", y="join", n_boot=200, seed=1, interval=interval, conf_level=conf_level
        )
        summary = hypothesis_summary(with_hypotheses(frame, hypothesis), results=[result])
        row = summary.tidy().iloc[0]
        left_out = row["conf_low"] > 0 or row["conf_high"] < 0
        assert (verdicts(summary) == ["supported"]) == left_out
        assert (row["p_value"] < round(1 - conf_level, 9)) == left_out


def test_another_mediator_is_no_evidence(frame: pd.DataFrame) -> None:
    hypothesis = {"test": "mediation", "outcome": "join", "predictors": "trust", "mediator": "noise"}
    result = mediation(frame, x="trust", m="belonging", y="join", n_boot=100, seed=1)
    assert verdicts(hypothesis_summary(with_hypotheses(frame, hypothesis), results=[result])) == ["not_tested"]


@pytest.mark.parametrize("method", ["t", "wilcoxon"])
@pytest.mark.parametrize(("sign", "verdict"), [("+", "supported"), ("-", "not_supported")])
def test_paired(frame: pd.DataFrame, method: Any, sign: str, verdict: str) -> None:
    hypothesis = {"test": "paired", "outcome": "after", "predictors": "before", "sign": sign}
    result = paired_comparison(frame, pairs=("before", "after"), method=method)
    summary = hypothesis_summary(with_hypotheses(frame, hypothesis), results=[result])
    assert verdicts(summary) == [verdict]
    assert summary.tidy()["p_value"].tolist() == [result.tidy()["p_value"].iloc[0]]


def test_each_hypothesis_finds_its_own_result_in_order(frame: pd.DataFrame, fitted: Result) -> None:
    paired = paired_comparison(frame, pairs=("before", "after"))
    survey = with_hypotheses(
        frame, {"test": "paired", "outcome": "after", "predictors": "before"}, regression("belonging")
    )
    assert hypothesis_summary(survey, results=[fitted, paired]).tidy()["result"].tolist() == [1, 0]


def test_what_was_not_tested_keeps_its_row_and_is_noted(frame: pd.DataFrame, fitted: Result) -> None:
    summary = hypothesis_summary(with_hypotheses(frame, regression(["belonging", "income"])), results=[fitted])
    row = summary.tidy().set_index("term").loc["income"]
    assert row["term_verdict"] == "not_tested"
    assert np.isnan(row["p_value"])
    assert summary.glance().loc[0, ["n_terms", "n_supported"]].tolist() == [2, 1]
    texts = summary.note_texts(PRESETS["apa7"])
    assert any("H1" in text and "income" in text for text in texts)


def test_without_results_nothing_is_tested(frame: pd.DataFrame) -> None:
    assert verdicts(hypothesis_summary(with_hypotheses(frame, regression("trust")), results=[])) == ["not_tested"]


def test_a_result_that_tests_no_hypothesis_is_refused(frame: pd.DataFrame) -> None:
    result = correlations(frame, columns=["trust", "join"])
    with pytest.raises(OptionError, match="CorrelationsResult"):
        hypothesis_summary(with_hypotheses(frame, regression("trust")), results=[result])


def test_a_codebook_without_hypotheses_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(CodebookError, match="no hypotheses"):
        hypothesis_summary(Survey.from_frame(frame), results=[])


def test_a_plain_frame_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(ColumnError, match="must be a Survey"):
        hypothesis_summary(frame, results=[])  # type: ignore[arg-type]
