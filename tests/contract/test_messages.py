"""A wrong word is answered with the right ones; a wrong column with the closest."""

from collections.abc import Callable

import pytest

import surveykit as sk
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, OptionError, SampleError, SurveyKitError

B = ["B1", "B2", "B3"]

WRONG_WORDS: dict[str, tuple[Callable[[Survey], object], str]] = {
    "reliability missing": (lambda s: sk.reliability(s, items=B, missing="lisstwise"), "listwise"),
    "factorability missing": (lambda s: sk.factorability(s, items=B, missing="drop"), "listwise"),
    "efa method": (lambda s: sk.efa(s, items=B, n_factors=1, method="principal axis"), "paf"),
    "efa rotation": (lambda s: sk.efa(s, items=B, n_factors=1, rotation="varimx"), "varimax"),
    "correlations method": (lambda s: sk.correlations(s, columns=B, method="pearsons"), "pearson"),
    "correlations adjust": (lambda s: sk.correlations(s, columns=B, adjust="bonf"), "holm"),
    "regression se": (lambda s: sk.linear_regression(s, outcome="C1", predictors=B, se="robust"), "hc3"),
    "mediation interval": (lambda s: sk.mediation(s, x="A1", m="B1", y="C1", interval="boot"), "percentile"),
    "report style": (lambda s: sk.Report(style="apa"), "apa7"),
    "report language": (lambda s: sk.Report(language="cn"), "zh"),  # type: ignore[arg-type]
}

WRONG_NUMBERS: dict[str, Callable[[Survey], object]] = {
    "conf_level": lambda s: sk.reliability(s, items=B, conf_level=95),
    "n_boot": lambda s: sk.mediation(s, x="A1", m="B1", y="C1", n_boot=0),
    "n_factors": lambda s: sk.efa(s, items=B, n_factors=0),
    "max_missing": lambda s: sk.flag_incomplete(s, items=B, max_missing=20),
    "k_min": lambda s: sk.disclosure_risk(s, quasi_identifiers=["sex"], k_min=1),
    "min_families": lambda s: sk.exclude_flagged(s, min_families=0),
}

WRONG_COLUMNS: dict[str, Callable[[Survey], object]] = {
    "codebook_report": lambda s: sk.codebook_report(s, columns=["Bx3"]),
    "disclosure_risk": lambda s: sk.disclosure_risk(s, quasi_identifiers=["sexx"]),
    "pseudonymise": lambda s: sk.pseudonymise(s, columns=["Bx3"], key=bytes(range(32))),
    "reliability": lambda s: sk.reliability(s, items=["B1", "B2", "Bx3"]),
    "describe_items": lambda s: sk.describe_items(s, items=["Bx3"]),
    "measures": lambda s: sk.measures(s, scales="Bx3"),
    "describe_sample": lambda s: sk.describe_sample(s, columns=["sexx"]),
    "correlations": lambda s: sk.correlations(s, columns=["B1", "Bx3"]),
    "linear_regression": lambda s: sk.linear_regression(s, outcome="C1", predictors=["Bx3"]),
    "mediation": lambda s: sk.mediation(s, x="A1", m="Bx3", y="C1"),
    "paired_comparison": lambda s: sk.paired_comparison(s, pairs=[("before", "aftre")]),
    "flag_straightlining": lambda s: sk.flag_straightlining(s, items=[*B, "Bx3"]),
    "reverse_items": lambda s: sk.reverse_items(s, items=["Bx3"]),
    "code_answers": lambda s: sk.code_answers(s, columns=["Bx3"]),
    "rename_variables": lambda s: sk.rename_variables(s, names={"Bx3": "new"}),
    "recode": lambda s: sk.recode(s, column="Bx3", codes={1: 2}),
    "collapse": lambda s: sk.collapse(s, column="Bx3", into="new", codes=[[1, 2]], labels=["all"]),
    "bands": lambda s: sk.bands(s, into="new", column="sexx", breaks=[0, 1], labels=["all"]),
    "derive": lambda s: sk.derive(s, into="new", values=sk.mean_of(["B1", "Bx3"])),
    "link_waves": lambda s: sk.link_waves({"t1": s, "t2": s}, column="sexx"),
}


@pytest.mark.parametrize("name", WRONG_WORDS)
def test_a_wrong_word_lists_the_right_ones(raw: Survey, name: str) -> None:
    call, right = WRONG_WORDS[name]
    with pytest.raises(OptionError, match=right):
        call(raw)


@pytest.mark.parametrize("name", WRONG_NUMBERS)
def test_a_number_out_of_range_is_named(raw: Survey, name: str) -> None:
    with pytest.raises(OptionError, match=name):
        WRONG_NUMBERS[name](raw)


@pytest.mark.parametrize("name", WRONG_COLUMNS)
def test_a_wrong_column_names_the_closest(raw: Survey, name: str) -> None:
    with pytest.raises(ColumnError, match=r"Bx3|aftre|sexx"):
        WRONG_COLUMNS[name](raw)


def test_a_scale_with_one_item_is_refused(raw: Survey) -> None:
    with pytest.raises(SampleError, match="B1"):
        sk.reliability(raw, items=["B1"])


def test_a_scale_that_was_not_scored_is_named(raw: Survey) -> None:
    with pytest.raises(ColumnError, match="score_scales"):
        sk.correlations(raw, columns=["A", "B"])


def test_items_that_are_not_reversed_are_not_scored_in_silence(raw: Survey) -> None:
    with pytest.raises(SurveyKitError, match="reverse_items"):
        sk.score_scales(raw)
    with pytest.raises(SurveyKitError, match="reverse_items"):
        sk.reliability(raw, items="A")


def test_cases_do_not_leave_without_a_reason(raw: Survey) -> None:
    with pytest.raises(OptionError, match="reason"):
        sk.drop_cases(raw, where={"sex": 1}, reason=" ")
