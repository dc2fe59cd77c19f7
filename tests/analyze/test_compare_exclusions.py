"""One analysis under several exclusions gives what the analysis gives on each sample by hand."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from surveykit import (
    Codebook,
    Rule,
    Survey,
    bands,
    compare_exclusions,
    correlations,
    describe_items,
    exclude_flagged,
    flag_incomplete,
    flag_inconsistent,
    linear_regression,
    mediation,
    paired_comparison,
    reliability,
    score_scales,
)
from surveykit.errors import AnswerError, ColumnError, OptionError, SampleError


def rule(name: str, column: str, *, decisive: bool = False, family: str = "inconsistency") -> Rule:
    return Rule(name=name, label=name, where=lambda d: d[column] == 1, decisive=decisive, family=family)


RULES = [
    rule("young", "f1", decisive=True, family="area"),
    rule("fast", "f2", family="time"),
    rule("flat", "f3", family="invariance"),
    rule("even", "f4"),
]


def frame(n: int = 200, seed: int = 3) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(n)
    data = pd.DataFrame({"x": x, "y": 0.5 * x + rng.standard_normal(n), "z": rng.standard_normal(n)})
    for place, share in enumerate([0.04, 0.15, 0.15, 0.15], start=1):
        data[f"f{place}"] = (rng.random(n) < share).astype(float)
    return data


@pytest.fixture(scope="module")
def flagged() -> Survey:
    return flag_inconsistent(Survey.from_frame(frame()), rules=RULES)


def regress(survey: Survey):
    return linear_regression(survey, outcome="y", predictors=["x", "z"])


def by_hand(keep: pd.Series):
    return regress(Survey.from_frame(frame()[keep])).tidy().set_index("term")


def test_every_rule_gives_the_analysis_of_its_own_sample(flagged):
    data = frame()
    f = [data[f"f{place}"] == 1 for place in (1, 2, 3, 4)]
    two = sum(each.astype(int) for each in f) >= 2
    kept = {
        "none": pd.Series(True, index=data.index),
        "decisive": ~f[0],
        "main": ~(f[0] | two),
        "any": ~(f[0] | f[1] | f[2] | f[3]),
        "only:fast": ~f[1],
        "without:young": ~((f[1].astype(int) + f[2] + f[3]) >= 2),
        "without:fast": ~(f[0] | (f[2] & f[3])),
    }
    rows = compare_exclusions(flagged, analyze=regress).tidy().set_index(["rule", "term"])
    for name, keep in kept.items():
        expected = by_hand(keep)
        for term in ("x", "z"):
            row = rows.loc[(name, term)]
            assert (row["n"], row["n_removed"]) == (keep.sum(), (~keep).sum())
            assert row[["estimate", "conf_low", "conf_high", "p_value"]].tolist() == pytest.approx(
                expected.loc[term, ["estimate", "conf_low", "conf_high", "p_value"]].tolist()
            )


def test_the_main_rule_is_that_of_exclude_flagged(flagged):
    for least in (2, 3):
        main = compare_exclusions(flagged, analyze=regress, min_families=least, rules=[]).main
        pd.testing.assert_frame_equal(main.tidy(), regress(exclude_flagged(flagged, min_families=least)).tidy())


def test_what_changes_follows_from_the_numbers(flagged):
    rows = compare_exclusions(flagged, analyze=regress).tidy()
    main = rows[rows["rule"] == "main"].set_index("term")
    for _, row in rows.iterrows():
        other = main.loc[row["term"]]
        significant = row["p_value"] < 0.05
        assert row["significant"] == significant
        assert row["sign_changed"] == (np.sign(row["estimate"]) != np.sign(other["estimate"]))
        assert row["significance_changed"] == (significant != (other["p_value"] < 0.05))
        assert row["main_inside"] == (row["conf_low"] <= other["estimate"] <= row["conf_high"])
        assert row["changed"] == (row["significance_changed"] or (significant and row["sign_changed"]))
    assert not rows.loc[rows["rule"] == "main", "changed"].any()


def opposed() -> Survey:
    """Eight careless respondents turn a positive slope into a negative one."""
    rng = np.random.default_rng(0)
    x = np.concatenate([rng.standard_normal(60), np.full(8, 12.0)])
    y = np.concatenate([0.9 * x[:60] + 0.5 * rng.standard_normal(60), np.full(8, -14.0) + rng.standard_normal(8)])
    data = pd.DataFrame({"x": x, "y": y, "f1": (np.arange(68) >= 60).astype(float)})
    return flag_inconsistent(Survey.from_frame(data), rules=[rule("young", "f1", decisive=True)])


def test_a_conclusion_that_depends_on_who_was_excluded_is_told():
    result = compare_exclusions(opposed(), analyze=lambda s: linear_regression(s, outcome="y", predictors=["x"]))
    row = result.tidy().set_index("rule").loc["none"]
    assert row[["sign_changed", "changed", "intervals_overlap", "main_inside"]].tolist() == [True, True, False, False]
    assert result.glance()[["n_compared", "n_changed"]].to_numpy().tolist() == [[5, 2]]
    assert "方向改变" in [cell.value for table in result.tables() for row in table.rows for cell in row.cells]
    prose = result.prose(language="en")
    assert "the conclusion changed under 2 of them: Nobody excluded and Without “young”" in prose
    assert "depends on who was excluded" in prose


def test_prose_says_that_nothing_changed_but_not_that_it_is_robust(flagged):
    prose = compare_exclusions(flagged, analyze=regress, terms="x", rules=[]).prose(language="en")
    assert "the conclusion was the same under all of them" in prose
    assert "robust" not in prose


def test_prose_says_how_many_rules_leave_another_sample_than_the_main_one():
    result = compare_exclusions(opposed(), analyze=lambda s: linear_regression(s, outcome="y", predictors=["x"]))
    assert result.same_sample == ("decisive", "any", "only:young")
    assert "Under 5 other exclusion rules (the sample differs under 2 of them) it lay" in result.prose(language="en")
    assert "在另外5种剔除规则下（其中2种的样本与主分析不同），估计值介于" in result.prose(language="zh")


def test_prose_says_where_no_rule_leaves_another_sample():
    survey = flag_inconsistent(
        Survey.from_frame(frame().assign(always=1.0)), rules=[rule("area", "f1", family="eligibility")]
    )
    result = compare_exclusions(survey, analyze=regress, terms="x", rules=[])
    assert len(result.same_sample) == 3
    assert "rules (the sample is the same under all of them) it was" in result.prose(language="en")
    assert "（样本均与主分析相同），估计值均为" in result.prose(language="zh")


def test_an_estimate_that_stays_the_same_has_no_range(flagged):
    told = compare_exclusions(flagged, analyze=lambda s: correlations(s.data.assign(w=s.data["x"]), columns=["x", "w"]))
    assert "Under 11 other exclusion rules it was 1.000 as well" in told.prose(language="en")
    assert "之间" not in told.prose(language="zh")


def test_equal_samples_are_analysed_once(flagged):
    calls = []

    def counted(survey: Survey):
        calls.append(len(survey))
        return regress(survey)

    rows = compare_exclusions(flagged, analyze=counted).tidy()
    assert len(calls) <= rows["rule"].nunique()
    assert len(calls) == len({frozenset(sample) for sample in samples(flagged)})


def test_an_analysis_that_refuses_the_answers_of_one_sample_says_which(flagged):
    def banded(survey: Survey):
        return regress(bands(survey, into="band", column="f1", breaks=[0, 1], labels=["others"]))

    with pytest.raises(AnswerError, match="lie in no band") as told:
        compare_exclusions(flagged, analyze=banded)
    assert told.value.__notes__ == ["This happened under the exclusion rule 'none'; the main analysis went well."]


def test_of_a_wilcoxon_test_it_is_its_own_p_value_that_is_compared():
    rng = np.random.default_rng(5)
    data = frame().assign(before=rng.integers(1, 6, 200), after=rng.integers(2, 7, 200))
    survey = flag_inconsistent(Survey.from_frame(data), rules=RULES)

    def compared(survey: Survey):
        return paired_comparison(survey, pairs=[("before", "after")], method="wilcoxon")

    result = compare_exclusions(survey, analyze=compared, rules=[])
    expected = compared(survey).tidy().set_index("method").loc["wilcoxon", "p_value"]
    assert result.tidy().set_index("rule").loc["none", "p_value"] == expected
    assert not result.tidy()["changed"].any()


def samples(flagged: Survey) -> list[pd.Index]:
    from surveykit.analyze.exclusion_rules import exclusions_of

    return [each.gone for each in exclusions_of(flagged, ["young", "fast", "flat", "even"], 2)]


def test_a_rule_that_leaves_too_few_has_an_empty_row():
    data = frame(30)
    data["f2"] = 1.0
    data.loc[:2, "f2"] = 0.0
    survey = flag_inconsistent(Survey.from_frame(data), rules=RULES[:2])
    result = compare_exclusions(survey, analyze=regress, rules=["fast"])
    row = result.tidy().set_index(["rule", "term"]).loc[("only:fast", "x")]
    assert np.isnan(row["estimate"])
    assert row["changed"] is pd.NA
    assert (row["n"], row["n_removed"]) == (3, 27)
    assert "note_not_computed" in str([note.key for note in result.notes])
    for language in ("zh", "en"):
        printed = [cell.value for row in result.table(language=language).rows for cell in row.cells]
        assert "—" in printed
        assert result.prose(language=language)
        result.plot(language=language)


def test_a_rule_that_excludes_everybody_has_an_empty_row():
    data = frame(30).assign(f2=1.0)
    survey = flag_inconsistent(Survey.from_frame(data), rules=RULES[:2])
    rows = compare_exclusions(survey, analyze=regress, rules=["fast"]).tidy().set_index("rule")
    assert rows.loc["only:fast", "estimate"].isna().all()


def test_a_main_analysis_that_cannot_be_computed_is_an_error(flagged):
    with pytest.raises(SampleError, match="too small"):
        compare_exclusions(flagged, analyze=lambda survey: _refuse())


def _refuse():
    raise SampleError("the sample is too small")


def test_scores_made_before_are_kept_and_scores_made_inside_see_the_reduced_sample(flagged):
    def standardised(survey: Survey):
        data = survey.data[["x", "y"]]
        return linear_regression((data - data.mean()) / data.std(), outcome="y", predictors=["x"])

    rows = compare_exclusions(flagged, analyze=standardised, rules=[]).tidy().set_index("rule")
    data = frame()
    assert rows.loc["none", "estimate"] == pytest.approx(data["x"].corr(data["y"]))
    kept = data[data["f1"] == 0]
    assert rows.loc["decisive", "estimate"] == pytest.approx(kept["x"].corr(kept["y"]))


def likert() -> Survey:
    rng = np.random.default_rng(8)
    common = rng.standard_normal((150, 1))
    codes = np.clip(np.round(3 + common + rng.standard_normal((150, 6))), 1, 5)
    data = pd.DataFrame(codes, columns=[f"q{i}" for i in range(6)])
    data["f1"] = (np.arange(150) < 10).astype(float)
    data["f2"] = (np.arange(150) % 9 == 0).astype(float)
    book = Codebook.model_validate(
        {
            "variables": [{"name": f"q{i}", "kind": "ordinal", "low": 1, "high": 5} for i in range(6)],
            "scales": [
                {"name": name, "items": [f"q{i}" for i in places]}
                for name, places in {"A": (0, 1), "B": (2, 3), "C": (4, 5)}.items()
            ],
        }
    )
    survey = flag_inconsistent(Survey.from_frame(data, codebook=book), rules=RULES[:2])
    return survey.pipe(score_scales)


@pytest.mark.parametrize(
    ("analyze", "terms", "names"),
    [
        (lambda s: reliability(s, items=["A", "B"]), None, ["A", "B"]),
        (lambda s: correlations(s, columns=["A", "B", "C"]), "A", ["A ~ B", "A ~ C"]),
        (lambda s: paired_comparison(s, pairs=[("q0", "q1")]), None, ["q0 -> q1"]),
        (lambda s: mediation(s, x="A", m="B", y="C", n_boot=200, seed=1), "indirect", ["indirect:B"]),
        (lambda s: mediation(s, x="A", m="B", y="C", n_boot=200, seed=1), ["c", "c_prime"], ["c", "c_prime"]),
        (lambda s: linear_regression(s, outcome="C", blocks={"1": ["A"], "2": ["B"]}), None, ["A", "B"]),
    ],
)
def test_results_of_every_kind_are_compared(analyze, terms, names):
    result = compare_exclusions(likert(), analyze=analyze, terms=terms)
    assert result.glance()["term"].tolist() == names
    assert result.tidy()["estimate"].notna().all()
    for language in ("zh", "en"):
        assert result.table(language=language).rows
        assert result.prose(language=language)
        result.plot(language=language)


def test_reliabilities_are_compared_by_their_intervals_and_not_tested():
    result = compare_exclusions(likert(), analyze=lambda s: reliability(s, items="A"))
    rows = result.tidy()
    assert rows["significant"].isna().all()
    assert (rows["changed"] == ~rows["main_inside"]).all()
    assert "p" not in [column.header for column in result.table().columns]


def test_adjusted_p_values_decide():
    result = compare_exclusions(likert(), analyze=lambda s: correlations(s, columns=["A", "B", "C"], adjust="holm"))
    main = result.main.tidy()
    assert result.glance()["p_value"].tolist() == main["p_adjusted"].tolist()


def test_bootstrap_draws_that_differ_are_told():
    result = compare_exclusions(likert(), analyze=lambda s: mediation(s, x="A", m="B", y="C", n_boot=100), rules=[])
    assert "compare_exclusions.note_seeds" in [note.key for note in result.notes]


def test_the_survey_is_left_as_it_was(flagged):
    flags, steps = flagged.flags, flagged.log
    compare_exclusions(flagged, analyze=regress)
    pd.testing.assert_frame_equal(flagged.flags, flags)
    assert flagged.log == steps


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"analyze": None}, "must be a function"),
        ({"analyze": lambda s: s.data.mean()}, "must return a result of surveykit, not Series"),
        ({"analyze": lambda s: describe_items(s, items=["x"])}, "no estimates with intervals"),
        ({"analyze": regress, "rules": ["slow"]}, "Allowed: 'young'"),
        ({"analyze": regress, "terms": ["trust"]}, r"\['trust'\] are not among .* \['x', 'z'\]"),
        ({"analyze": regress, "min_families": 1}, "min_families"),
    ],
)
def test_wrong_arguments_are_answered(flagged, arguments, message):
    with pytest.raises(OptionError, match=message):
        compare_exclusions(flagged, **arguments)


def test_a_survey_without_flags_says_so():
    plain = Survey.from_frame(frame())
    with pytest.raises(OptionError, match="no rule has looked"):
        compare_exclusions(plain, analyze=regress)
    clean = flag_inconsistent(Survey.from_frame(frame().assign(f1=0.0)), rules=RULES[:1])
    with pytest.raises(OptionError, match="no rule flagged anybody"):
        compare_exclusions(clean, analyze=regress)


def test_a_survey_whose_flagged_have_left_says_so(flagged):
    with pytest.raises(OptionError, match="before exclude_flagged"):
        compare_exclusions(exclude_flagged(flagged), analyze=regress)


def test_a_plain_frame_is_refused():
    with pytest.raises(ColumnError, match="must be a Survey"):
        compare_exclusions(frame(), analyze=regress)


def test_the_figure_leaves_out_rows_that_do_not_fit_and_says_so(flagged):
    result = compare_exclusions(flagged, analyze=lambda s: correlations(s, columns=["x", "y", "z"]))
    figure = result.plot(language="en")
    drawn = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(drawn) <= 34 < len(result.tidy())
    words = " ".join(text.get_text() for text in figure.findobj(Text))
    assert f"{len(result.tidy()) - len(drawn)} more rows" in words


def test_those_outside_the_population_are_left_out_under_every_rule() -> None:
    random = np.random.default_rng(8)
    frame = pd.DataFrame({"x": random.standard_normal(60), "age": 30.0}, index=[f"r{row}" for row in range(60)])
    frame["y"] = frame["x"] + random.standard_normal(60)
    frame.loc["r0", "age"] = 12
    frame.loc["r1", "x"] = np.nan
    young = Rule(name="young", label="Under 16", where=lambda d: d["age"] < 16, family="eligibility")
    flagged = Survey.from_frame(frame).pipe(flag_inconsistent, rules=[young])
    flagged = flagged.pipe(flag_incomplete, items=["x", "y"], max_missing=0.2)
    asked = {"analyze": lambda kept: correlations(kept, columns=["x", "y"])}
    rows = compare_exclusions(flagged, **asked).tidy().set_index("rule")  # type: ignore[arg-type]
    assert "only:young" not in rows.index
    assert rows.loc["none", "n_removed"] == 1
    assert rows.loc["any", "n_removed"] == 2
    counted = compare_exclusions(flagged, always=[], **asked).tidy().set_index("rule")  # type: ignore[arg-type]
    assert counted.loc["none", "n_removed"] == 0
    assert "only:young" in counted.index
