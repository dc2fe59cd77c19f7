"""Ways in which scales go wrong without a word elsewhere, by their number in the list of bad inputs."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import sklearn

import surveykit as sk
from surveykit.core.codebook import Codebook
from surveykit.core.result import Result
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, ColumnError, EstimationError, OptionError, SampleError

Verb = Callable[..., Result]


def efa(frame: pd.DataFrame, **options: Any) -> Result:
    return sk.efa(frame, **{"items": list(frame), "n_factors": 1, "method": "minres", "seed": 1} | options)


def factor_number(frame: pd.DataFrame, **options: Any) -> Result:
    return sk.factor_number(frame, items=list(frame), n_draws=20, seed=1, **options)


def of_items(verb: Verb) -> Verb:
    return lambda frame, **options: verb(frame, items=list(frame), **options)


RELIABILITY, ITEM_ANALYSIS, FACTORABILITY = map(of_items, (sk.reliability, sk.item_analysis, sk.factorability))
VERBS: dict[str, Verb] = {
    "reliability": RELIABILITY,
    "item_analysis": ITEM_ANALYSIS,
    "factorability": FACTORABILITY,
    "efa": efa,
    "polychoric efa": lambda frame: efa(frame, correlation="polychoric"),
    "factor_number": factor_number,
}
FACTORIAL = ["factorability", "efa", "polychoric efa", "factor_number"]
every_verb = pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
every_factorial_verb = pytest.mark.parametrize("verb", [VERBS[name] for name in FACTORIAL], ids=FACTORIAL)


def likert(n: int = 200, k: int = 5) -> pd.DataFrame:
    """Answers of 1 to 5 to items of one factor."""
    random = np.random.default_rng(1)
    values = random.standard_normal((n, 1)) + random.standard_normal((n, k))
    return pd.DataFrame(np.clip(np.round(values + 3), 1, 5), columns=[f"q{i}" for i in range(1, k + 1)])


@pytest.fixture
def answers() -> pd.DataFrame:
    return likert()


def notes(result: Result) -> str:
    return " ".join(result.note_texts(PRESETS["apa7"]))


@every_verb
def test_s1_one_item_is_refused(verb: Verb, answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"at least t(wo|hree)"):
        verb(answers[["q1"]])


@every_verb
def test_s2_s17_a_constant_item_is_named(verb: Verb, answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"\['q3'\] hold the same answer"):
        verb(answers.assign(q3=3.0))


@every_verb
def test_s3_all_items_constant_are_named(verb: Verb, answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"'q1', 'q2', 'q3', 'q4', 'q5'.*same answer"):
        verb(answers * 0 + 1)


def test_s4_a_forgotten_reversal_stops_alpha_and_is_told_by_the_item_analysis(answers: pd.DataFrame) -> None:
    forgotten = answers.assign(q3=6 - answers["q3"])
    with pytest.raises(SampleError, match=r"negative for \['q3'\].*reverse_items"):
        RELIABILITY(forgotten)
    told = RELIABILITY(forgotten, negative="note")
    assert "negative for q3" in notes(told)
    analysed = ITEM_ANALYSIS(forgotten)
    assert "negative for q3" in notes(analysed)
    reasons = analysed.tidy().set_index("item")["reasons"]
    assert reasons["q3"] == "negative"  # and not "alpha", which would have it dropped


def test_s4_an_item_that_the_codebook_has_reversed_must_be_reversed_first(answers: pd.DataFrame) -> None:
    book = Codebook.model_validate(
        {
            "variables": [{"name": name, "kind": "ordinal", "low": 1, "high": 5} for name in answers],
            "scales": [{"name": "T", "items": list(answers), "reversed": ["q3"]}],
        }
    )
    survey = Survey(answers.assign(q3=6 - answers["q3"]), book)
    for verb in (sk.reliability, sk.item_analysis, sk.factorability, sk.efa, sk.factor_number):
        with pytest.raises(ColumnError, match=r"\['q3'\].*call reverse_items"):
            verb(survey, items="T")
    reversed_first = sk.reliability(sk.reverse_items(survey), items="T").glance()["alpha"].item()
    assert reversed_first == pytest.approx(RELIABILITY(answers).glance()["alpha"].item())


def test_s5_a_perfectly_opposite_pair_is_refused(answers: pd.DataFrame) -> None:
    pair = pd.DataFrame({"a": answers["q1"], "b": 6 - answers["q1"]})
    with pytest.raises(SampleError, match="negative"):
        RELIABILITY(pair)
    assert math.isnan(RELIABILITY(pair, negative="note").glance()["alpha"].item())
    with pytest.raises(SampleError, match="so alike"):
        ITEM_ANALYSIS(pair)
    with pytest.raises(SampleError, match="determine each other"):
        FACTORABILITY(pair)


@pytest.mark.parametrize("verb", [VERBS[name] for name in ("factorability", "efa", "factor_number")])
def test_s6_a_total_among_items_is_refused_where_the_matrix_is_inverted(verb: Verb, answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"'total'\] determine each other exactly"):
        verb(answers.assign(total=answers.sum(axis=1)))


@pytest.mark.parametrize("verb", [RELIABILITY, ITEM_ANALYSIS])
def test_s6_a_total_among_items_is_told_where_it_can_be_computed(verb: Verb, answers: pd.DataFrame) -> None:
    assert "total determine each other" in notes(verb(answers.assign(total=answers.sum(axis=1))))


@pytest.mark.parametrize("name", [name for name in VERBS if name not in ("polychoric efa", "reliability")])
def test_s6_an_identifier_among_items_is_told(name: str, answers: pd.DataFrame) -> None:
    assert "identifier" in notes(VERBS[name](answers.assign(no=np.arange(1000, 1200))))


def test_s6_an_identifier_is_no_scale_item_and_no_ordered_category(answers: pd.DataFrame) -> None:
    numbered = answers.assign(no=np.arange(1000, 1200))
    with pytest.raises(SampleError, match=r"\['no'\] hold a different whole number.*identifiers"):
        RELIABILITY(numbered)
    with pytest.raises(ColumnError, match="200 different answers"):
        efa(numbered, correlation="polychoric")


@every_factorial_verb
def test_s7_s18_the_same_item_twice_is_refused_by_name(verb: Verb, answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"\['q1', 'again'\] determine each other"):
        verb(answers.assign(again=answers["q1"]))


@pytest.mark.parametrize("verb", [RELIABILITY, ITEM_ANALYSIS])
def test_s7_the_same_item_twice_is_told_of_a_scale(verb: Verb, answers: pd.DataFrame) -> None:
    assert "q1, again determine each other" in notes(verb(answers.assign(again=answers["q1"])))


@pytest.mark.parametrize("verb", [sk.reliability, sk.item_analysis, sk.factorability, sk.efa, sk.factor_number])
def test_s8_99_as_an_answer_is_refused_by_the_codebooks_range(verb: Verb, answers: pd.DataFrame) -> None:
    book = Codebook.model_validate(
        {"variables": [{"name": name, "kind": "ordinal", "low": 1, "high": 5} for name in answers]}
    )
    wrong = answers.assign(q2=answers["q2"].where(answers.index > 4, 99))
    with pytest.raises(AnswerError, match=r"\{'q2': 5") as refused:
        verb(Survey(wrong, book), items=list(answers))
    assert set(refused.value.cases["value"]) == {99}


def test_s9_digits_as_text_are_numbers_and_words_are_refused(answers: pd.DataFrame) -> None:
    digits = answers.astype(int).astype(str)
    for name in ("reliability", "efa"):
        pd.testing.assert_frame_equal(VERBS[name](digits).glance(), VERBS[name](answers).glance())
    with pytest.raises(ColumnError, match="q1"):
        RELIABILITY(answers.assign(q1="同意"))


@every_verb
def test_s9_categories_without_an_order_are_refused(verb: Verb, answers: pd.DataFrame) -> None:
    with pytest.raises(ColumnError, match="'q1' is nominal"):
        verb(answers.astype("category"))


@every_verb
def test_s10_duplicate_column_names_are_refused(verb: Verb, answers: pd.DataFrame) -> None:
    with pytest.raises(ColumnError, match=r"\['q1'\] occur twice"):
        verb(answers.set_axis(["q1", "q1", "q3", "q4", "q5"], axis=1))


@every_verb
def test_s11_an_item_without_answers_is_named(verb: Verb, answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="'q2': 200"):
        verb(answers.assign(q2=np.nan))
    for pairwise in (RELIABILITY, efa):
        with pytest.raises(SampleError, match=r"\['q2'\] hold the same answer, or none"):
            pairwise(answers.assign(q2=np.nan), missing="pairwise")


@every_verb
def test_s12_items_that_nobody_answered_together_are_refused(verb: Verb, answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="no respondent answered all"):
        verb(skipped(answers))


@pytest.mark.parametrize(
    ("verb", "options"),
    [
        (RELIABILITY, {}),
        (RELIABILITY, {"also": "ordinal"}),
        (efa, {}),
        (efa, {"correlation": "polychoric"}),
        (factor_number, {}),
    ],
)
def test_s12_pairwise_deletion_names_the_pair_that_nobody_answered(
    verb: Verb, options: dict[str, Any], answers: pd.DataFrame
) -> None:
    with pytest.raises(SampleError, match="only 0 respondents answered both 'q1' and 'q2'"):
        verb(skipped(answers), missing="pairwise", **options)


def skipped(answers: pd.DataFrame) -> pd.DataFrame:
    first = answers.index < 100
    return answers.assign(q1=answers["q1"].where(first), q2=answers["q2"].where(~first))


def test_s13_pairwise_deletion_is_asked_for_and_prints_its_smallest_number(answers: pd.DataFrame) -> None:
    holes = answers.mask(np.random.default_rng(2).random(answers.shape) < 0.3)
    listwise, pairwise = (RELIABILITY(holes, missing=rule) for rule in ("listwise", "pairwise"))
    there = holes.notna().to_numpy().astype(int)
    assert RELIABILITY(holes).glance()["n"].item() == listwise.glance()["n"].item() == len(holes.dropna())
    assert pairwise.glance()["n"].item() == (there.T @ there).min()
    assert "pairwise" in notes(pairwise)
    factors = efa(holes, missing="pairwise")
    assert factors.glance()["n"].item() == (there.T @ there).min()
    assert f"for any pair of items, {(there.T @ there).min()}" in notes(factors)


@every_verb
def test_s14_s16_no_more_respondents_than_items_are_refused(verb: Verb) -> None:
    for n, k in ((2, 5), (10, 12)):
        with pytest.raises(SampleError, match=f"{n} respondents answered {k} items"):
            verb(likert(n, k))


def test_s14_few_respondents_are_told() -> None:
    few = likert(12)
    assert "only 12 respondents" in notes(RELIABILITY(few))
    assert "only 12 respondents" in notes(ITEM_ANALYSIS(few))
    for name in ("factorability", "efa", "factor_number"):
        assert "12 respondents for 5 items" in notes(VERBS[name](few))


@every_verb
def test_s15_infinite_answers_are_refused(verb: Verb, answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"\['q1'\] hold infinite values"):
        verb(answers.assign(q1=answers["q1"].where(answers.index > 4, np.inf)))


def heywood() -> pd.DataFrame:
    """Answers whose correlations .90, .80 and .60 ask one factor for a communality of 1.2."""
    wanted = np.array([[1, 0.9, 0.8], [0.9, 1, 0.6], [0.8, 0.6, 1]])
    random = np.random.default_rng(4).standard_normal((300, 3))
    white = np.linalg.qr(random - random.mean(axis=0))[0]
    return pd.DataFrame(white @ np.linalg.cholesky(wanted).T, columns=["a", "b", "c"])


def test_s19_a_communality_past_one_is_refused_or_bound_and_told() -> None:
    with pytest.raises(EstimationError, match=r"\['a'\] passes 1 \(a Heywood case\)"):
        efa(heywood(), method="paf")
    for method in ("minres", "ml"):
        assert "Heywood" in notes(efa(heywood(), method=method))
    assert efa(heywood(), method="ml").tidy()["communality"].max() < 1
    assert "communality of a passes 1" in notes(efa(heywood(), method="minres"))
    assert "Heywood" in notes(RELIABILITY(heywood()))


def contradictory() -> pd.DataFrame:
    """Three groups who each answered two of three items: a and b agree, b and c agree, a and c are opposed."""
    z = np.random.default_rng(5).integers(1, 6, 300).astype(float)
    a, b, c = z.copy(), z.copy(), np.concatenate([z[:200], 6 - z[200:]])
    a[100:200], b[200:], c[:100] = np.nan, np.nan, np.nan
    return pd.DataFrame({"a": a, "b": b, "c": c})


@pytest.mark.parametrize(
    ("verb", "options"),
    [
        (RELIABILITY, {}),
        (RELIABILITY, {"negative": "note", "also": ["split_half", "ordinal", "hierarchical"]}),
        (efa, {}),
        (efa, {"method": "pca"}),
        (efa, {"correlation": "polychoric"}),
        (factor_number, {}),
    ],
)
def test_s20_s21_pairwise_correlations_that_contradict_each_other_are_refused(
    verb: Verb, options: dict[str, Any]
) -> None:
    with pytest.raises(SampleError, match=r"contradict each other.*missing='listwise'"):
        verb(contradictory(), missing="pairwise", **options)


def test_s20_polychoric_correlations_that_are_not_positive_definite_are_refused() -> None:
    random = np.random.default_rng(0)
    shared = random.standard_normal((40, 1))
    rare = (shared + 0.6 * random.standard_normal((40, 8)) > 1.0).astype(float)
    with pytest.raises(SampleError, match="not positive definite"):
        efa(pd.DataFrame(rare, columns=list("abcdefgh")), correlation="polychoric")


@pytest.mark.parametrize("method", ["minres", "ml", "paf"])
def test_s22_more_factors_than_degrees_of_freedom_are_refused(method: str, answers: pd.DataFrame) -> None:
    for m in (3, 5, 6):
        with pytest.raises(OptionError, match=f"n_factors={m} is too many for 5 items"):
            efa(answers, n_factors=m, method=method)
    with pytest.raises(OptionError, match="max_factors=3 is too many"):
        factor_number(answers, max_factors=3)


def test_s23_extraction_works_whatever_the_release_of_scikit_learn(answers: pd.DataFrame) -> None:
    """`FactorAnalyzer.fit` fails from scikit-learn 1.8 on; the tests run with it."""
    assert tuple(map(int, sklearn.__version__.split(".")[:2])) >= (1, 8)
    for method in ("minres", "ml"):
        assert efa(answers, method=method).glance()["df"].item() == 5


def test_s30_polychoric_correlations_of_sparse_and_of_two_answers_say_so() -> None:
    random = np.random.default_rng(7)
    latent = random.standard_normal((150, 1)) + random.standard_normal((150, 5))
    sparse = pd.DataFrame(np.searchsorted([-3, 1, 2], latent), columns=list("abcde"), dtype=float)
    sparse["b"] = (sparse["b"] > 1).astype(float)
    said = notes(efa(sparse, correlation="polychoric"))
    assert "polychoric correlations" in said
    assert "empty cells" in said


def test_s30_a_polychoric_correlation_at_its_bound_is_named(answers: pd.DataFrame) -> None:
    nested = answers.assign(low=(answers["q1"] > 2).astype(float))
    result = RELIABILITY(nested, also="ordinal")
    assert "q1–low reached its bound" in notes(result)


@pytest.mark.parametrize("n", range(8, 40, 4))
def test_s30_ordinal_alpha_of_tiny_samples_is_in_range(n: int) -> None:
    """No warning of the arithmetic reaches the user: warnings are errors here."""
    result = RELIABILITY(likert(n), also="ordinal", negative="note")
    assert result.glance()["alpha_ordinal"].item() <= 1


@pytest.mark.parametrize("n", [8, 12])
def test_s30_polychoric_factors_of_tiny_samples_are_refused(n: int) -> None:
    with pytest.raises(SampleError, match="not positive definite"):
        efa(likert(n), correlation="polychoric")


@pytest.mark.parametrize("n", range(16, 40, 4))
def test_s30_polychoric_factors_of_small_samples_are_in_range_or_say_so(n: int) -> None:
    factors = efa(likert(n), correlation="polychoric")
    assert factors.tidy()["communality"].max() <= 1 or "Heywood" in notes(factors)


def test_s31_a_correlation_with_a_constant_is_refused(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"'q3'.*one value for all 200"):
        sk.correlations(answers.assign(q3=3.0), columns=list(answers))


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_s32_a_correlation_of_two_pairs_is_refused(missing: str, answers: pd.DataFrame) -> None:
    two = answers.assign(q1=answers["q1"].where(answers.index < 2))
    with pytest.raises(SampleError, match="only 2 respondents answered both 'q1' and 'q2'"):
        sk.correlations(two, columns=list(two), missing=missing)  # type: ignore[arg-type]
