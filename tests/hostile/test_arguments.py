"""Arguments of the wrong kind are answered with what is allowed and what to do, never with a bare Python error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import surveykit as sk
from surveykit.core.checks import as_count, as_names, check_at_least, check_columns, check_level, check_option
from surveykit.core.files import check_folder
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, OptionError, SurveyKitError, WriteError

AGREEMENT = {code: {"zh": f"同意{code}", "en": f"agree {code}"} for code in range(1, 6)}


@pytest.fixture
def survey() -> Survey:
    variables = [{"name": name, "kind": "ordinal", "values": AGREEMENT} for name in ("T1", "T2", "T3")]
    codebook = sk.Codebook.model_validate(
        {"variables": variables, "scales": [{"name": "PWB", "items": ["T1", "T2", "T3"], "reversed": ["T3"]}]}
    )
    frame = pd.DataFrame({"T1": [1, 2, 5, 4], "T2": [2, 2, 4, 5], "T3": [5, 4, 1, 1], "age": [20, 30, 44, 60]})
    read = Survey.from_frame(frame, codebook=codebook)
    times = pd.DataFrame({"duration_seconds": [90.0, 80.0, 70.0, 2.0], "mode": "web"}, index=frame.index)
    return Survey(read.data, read.codebook, paradata=times, log=read.log)


VERBS: dict[str, Mapping[str, Any]] = {
    "cleaning_log": {},
    "code_answers": {"columns": "T1"},
    "collapse": {"column": "T1", "into": "x", "codes": [[1, 2, 3], [4, 5]], "labels": ["a", "b"]},
    "derive": {"into": "x", "values": sk.answer_to("age")},
    "impute_person_mean": {},
    "recode": {"column": "age", "codes": {20: 1, 30: 2, 44: 3, 60: 4}},
    "rename_variables": {"names": {"age": "years"}},
    "arnstein_level": {"into": "x", "columns": "T1"},
    "knowledge_score": {"into": "x", "correct": {"T1": 1}},
    "participation_index": {"into": "x", "items": "PWB", "never": 1},
    "position_generator": {"into": "x", "prestige": {"T1": 1, "T2": 2}},
    "score_factors": {"into": "x", "weights": pd.DataFrame({"F1": [1, 1]}, index=["T1", "T2"])},
    "bands": {"into": "x", "column": "age", "breaks": [0, 99], "labels": ["all"]},
    "derive_indicator": {"into": "x", "column": "T1", "codes": 1},
    "drop_cases": {"where": {"T1": 1}, "reason": "test"},
    "exclude_flagged": {},
    "flag_duplicates": {},
    "flag_even_odd": {},
    "flag_incomplete": {"items": "PWB"},
    "flag_inconsistent": {"rules": []},
    "flag_outliers": {"items": "PWB"},
    "flag_psychsyn": {"items": "PWB"},
    "flag_speeding": {"items": "PWB"},
    "flag_straightlining": {"items": "PWB"},
    "reverse_items": {},
    "sample_flow": {},
    "score_scales": {},
    "set_missing": {"columns": "T1", "codes": {9: "blank"}},
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("first", [None, pd.DataFrame({"T1": [1]})], ids=["None", "frame"])
def test_verbs_that_change_a_survey_say_how_to_make_one(verb: str, first: object) -> None:
    with pytest.raises(ColumnError, match=r"must be a Survey.*Survey\.from_frame"):
        getattr(sk, verb)(first, **VERBS[verb])


RULE = sk.Rule(name="young", label="Young", where={"T1": 1})
WRONG: dict[str, tuple[str, Mapping[str, Any], str]] = {
    "a code without a reason": ("set_missing", {"codes": 9}, "its reason"),
    "codes in a list": ("set_missing", {"codes": [9]}, "its reason"),
    "a code in quotes": ("set_missing", {"codes": {"1": "refused"}}, "whole number"),
    "a share in words": ("flag_incomplete", {"max_missing": "20%"}, "such as 0.2"),
    "no probability": ("flag_outliers", {"p": None}, "between 0 and 1"),
    "no modes": ("flag_speeding", {"exempt_modes": None}, r"\[\] exempts nobody"),
    "no rules": ("flag_inconsistent", {"rules": None}, "list of Rule"),
    "one rule": ("flag_inconsistent", {"rules": RULE}, "list of Rule"),
    "a rule as a dict": ("flag_inconsistent", {"rules": [{"name": "young"}]}, "list of Rule"),
    "a label of a rule": ("flag_inconsistent", {"rules": [sk.Rule(name="x", label=5, where={"T1": 1})]}, "be a text"),  # type: ignore[arg-type]
    "edges in quotes": ("bands", {"breaks": ["1", "3"]}, "must be numbers"),
    "no edges": ("bands", {"breaks": 3}, "at least two edges"),
    "labels that are numbers": ("bands", {"labels": [1]}, "must be a text"),
    "labels in one text": ("bands", {"labels": "a"}, "one wording per band"),
    "an empty name": ("bands", {"into": ""}, "is not a name"),
    "pairs with a gap": ("bands", {"breaks": [(0, 29), (30, 99)], "labels": ["a", "b"]}, "gap between 29 and 30"),
    "pairs that overlap": ("bands", {"breaks": [(0, 35), (30, 99)], "labels": ["a", "b"]}, "overlap from 30 to 35"),
    "a pair of words": ("bands", {"breaks": [("0", "9")]}, "pairs of a lower and an upper edge"),
    "old codes in a list": ("recode", {"codes": [1, 2]}, "give old codes new ones"),
    "a new code in words": ("recode", {"codes": {20: "young"}}, "whole numbers"),
    "new labels in a list": ("recode", {"labels": ["a"]}, "give new codes their wording"),
    "two codes of one label": ("recode", {"labels": {1: "a", 2: "a"}}, "share the label 'a'"),
    "a kind that is none": ("recode", {"kind": "text"}, "Allowed: None, 'nominal'"),
    "a code of two groups": ("collapse", {"codes": [[1, 2, 3], [3, 4, 5]]}, "3 is in groups 1 and 2"),
    "groups without names": ("collapse", {"labels": ["a"]}, "2 groups, but there are 1 labels"),
    "groups in a text": ("collapse", {"codes": "12"}, "one entry per group"),
    "a formula": ("derive", {"values": "age + 1"}, "text is never run"),
    "a function of unsaid columns": ("derive", {"values": lambda d: d["age"]}, "name the columns"),
    "a function of text": ("derive", {"values": lambda _: "x", "columns": "age"}, "Series of numbers"),
    "a function of others": ("derive", {"values": lambda d: d["age"].head(2), "columns": "age"}, "about these"),
    "a division by nothing": ("derive", {"values": sk.answer_to("age") / 0}, "divided by 0"),
    "a share above one": ("impute_person_mean", {"min_share": 80}, "at most 1"),
    "names in a list": ("rename_variables", {"names": ["years"]}, "its new name"),
    "a taken name": ("rename_variables", {"names": {"age": "T1"}}, "are taken"),
    "a name that is a number": ("rename_variables", {"names": {"age": 5}}, "is not a name"),
    "a ladder that nobody knows": ("code_answers", {"ladder": "agrement"}, "Closest: 'agreement'"),
    "a ladder of one": ("code_answers", {"ladder": ["同意1"]}, "at least two different options"),
    "points in words": ("code_answers", {"points": "five"}, "from 2 to 11"),
    "points of no ladder": ("code_answers", {"ladder": "trust", "points": 9}, r"known with \[2, 3, 4, 5, 6, 7\]"),
    "a wording's code in words": ("code_answers", {"codes": {"说不清": "3"}}, "give wordings whole numbers"),
    "a label that is a number": ("derive_indicator", {"label": 5}, "must be a text"),
    "a code that nobody knows": ("derive_indicator", {"codes": 8}, r"Allowed: 1 \(同意1\)"),
    "a wording for a code": ("drop_cases", {"where": {"T1": "同意2"}}, "the code of '同意2' is 2"),
    "an unknown code": ("drop_cases", {"where": {"T1": [1, 8]}}, r"\[8\] are not answers"),
    "half a run": ("flag_straightlining", {"run_length": 2.5}, "whole number"),
    "half a family": ("exclude_flagged", {"min_families": 2.5}, "whole number"),
    "half an item": ("score_scales", {"min_answered": 1.5}, "whole number"),
    "a suffix that is no text": ("score_scales", {"suffix": 5}, "must be a text"),
    "a number for the modes": ("sample_flow", {"issued": 5}, "per mode"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_argument_of_the_wrong_kind_is_answered(survey: Survey, case: str) -> None:
    verb, arguments, message = WRONG[case]
    with pytest.raises(SurveyKitError, match=message):
        getattr(sk, verb)(survey, **{**VERBS[verb], **arguments})


def test_true_and_false_are_codes_of_an_indicator() -> None:
    survey = Survey.from_frame(pd.DataFrame({"member": [True, False, False], "x": [1, 2, 3]}))
    assert len(sk.drop_cases(survey, where={"member": True}, reason="members only")) == 2
    with pytest.raises(OptionError, match="not a code"):
        sk.drop_cases(survey, where={"x": True}, reason="members only")


def test_numbers_of_numpy_are_numbers(survey: Survey) -> None:
    derived = sk.derive_indicator(survey, into="x", column="T1", codes=np.int64(1))
    assert derived.data["x"].tolist() == [1, 0, 0, 0]
    assert sk.flag_straightlining(survey, items="PWB", run_length=np.int64(3)).log[-1].arguments["run_length"] == 3
    check_level(np.float64(0.9))
    check_at_least(np.int32(3), 3, argument="n")
    assert as_count(np.float64(4), 1, argument="n") == 4


@pytest.mark.parametrize("names", [None, 5, [None], [1, 2]])
def test_what_is_no_name_is_refused_as_a_column(survey: Survey, names: object) -> None:
    with pytest.raises(ColumnError, match="column name"):
        as_names(names, argument="items")  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="column name"):
        check_columns(survey, names if isinstance(names, list) else [names])  # type: ignore[list-item]
    with pytest.raises(ColumnError, match="outcome"):
        sk.linear_regression(survey, outcome=None, predictors=["T1"])  # type: ignore[arg-type]


def test_allowed_words_are_listed_once() -> None:
    with pytest.raises(OptionError) as caught:
        check_option("zzz", ("listwise", "pairwise"), argument="missing")
    assert str(caught.value) == "missing='zzz' is not known. Allowed: 'listwise', 'pairwise'."


@pytest.mark.parametrize(
    "call",
    [
        lambda s: sk.reliability(s, items="PWW"),
        lambda s: sk.efa(s, items="PWW", n_factors=1),
        lambda s: sk.describe_items(s, items="PWW"),
        lambda s: sk.reverse_items(s, items="PWW"),
        lambda s: sk.flag_incomplete(s, items="PWW"),
        lambda s: sk.set_missing(s, columns="PWW", codes={9: "blank"}),
    ],
)
def test_a_mistyped_scale_names_the_closest(survey: Survey, call: Callable[[Survey], object]) -> None:
    with pytest.raises(ColumnError, match=r"'PWW' is neither a column nor a scale\. Closest: 'PWB'"):
        call(survey)


def test_a_scale_stands_for_the_items_that_it_declares_reversed(survey: Survey) -> None:
    assert sk.reverse_items(survey, items="PWB").reversed_items == {"T3"}


class TestReport:
    """A report takes results and wordings."""

    @pytest.mark.parametrize("result", [None, pd.DataFrame({"a": [1]}), "text"])
    def test_only_results_are_added(self, result: Any) -> None:
        with pytest.raises(OptionError, match="analyzing verb"):
            sk.Report().add(result)

    def test_a_table_is_not_a_result(self, survey: Survey) -> None:
        with pytest.raises(OptionError, match="not Table"):
            sk.Report().add(sk.describe_items(survey, items=["T1"]).table())  # type: ignore[arg-type]

    def test_a_notice_is_text(self) -> None:
        with pytest.raises(OptionError, match="notice must be a text"):
            sk.Report(notice=5)  # type: ignore[arg-type]

    def test_a_frame_has_no_cleaning_log(self, tmp_path: Path) -> None:
        with pytest.raises(ColumnError, match="must be a Survey"):
            sk.Report().save_all(tmp_path / "out", survey=pd.DataFrame({"a": [1]}))  # type: ignore[arg-type]
        assert list(tmp_path.iterdir()) == []


def test_a_folder_is_tried_before_the_work(tmp_path: Path) -> None:
    check_folder(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(WriteError, match="cannot be written"):
        check_folder("/proc/surveykit")
