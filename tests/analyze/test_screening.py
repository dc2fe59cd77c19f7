"""Screening counts what the rules find, and nothing is changed by it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import surveykit as sk
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, OptionError, SampleError

ITEMS = [f"{scale}{i}" for scale in "ab" for i in range(1, 7)]
SCREENING: list[dict[str, Any]] = [
    {"rule": "attention"},
    {"rule": "incomplete"},
    {"rule": "speeding"},
    {"rule": "longstring"},
    {"rule": "irv"},
]
LATE = {"name": "late", "label": {"zh": "迟交", "en": "Late"}, "where": [{"column": "check", "codes": 9}]}


def book(**sections: Any) -> Codebook:
    variables: list[dict[str, Any]] = [{"name": item, "kind": "ordinal", "low": 1, "high": 5} for item in ITEMS]
    variables.append({"name": "check", "kind": "numeric", "expected": 4})
    scales = [{"name": s, "items": [f"{s}{i}" for i in range(1, 7)]} for s in "ab"]
    return Codebook.model_validate({"variables": variables, "scales": scales, "screening": SCREENING, **sections})


def study(codebook: Codebook | None = None) -> Survey:
    """Six respondents: two honest; a line; a line given fast; a gap over a third of the items; nothing at all."""
    honest = [4, 2, 3, 5, 4, 2, 3, 1, 4, 5, 2, 3]
    rows = [
        [*honest, 4],
        [*honest[::-1], 3],
        [*[4] * 12, 4],
        [*[3] * 12, 4],
        [*[np.nan] * 4, *honest[4:], 4],
        [np.nan] * 13,
    ]
    frame = pd.DataFrame(rows, columns=[*ITEMS, "check"], index=["one", "two", "line", "fast", "gap", "empty"])
    read = Survey.from_frame(frame, codebook=codebook or book())
    seconds = pd.DataFrame({"duration_seconds": [90.0, 80.0, 90.0, 18.0, 80.0, 5.0]}, index=frame.index)
    return Survey(read.data, read.codebook, paradata=seconds, log=read.log)


def test_every_rule_is_counted_over_those_it_can_judge() -> None:
    found = sk.screen(study()).tidy().set_index("rule")
    assert found[["n", "n_missing", "n_flagged", "n_decisive"]].to_dict("index") == {
        "attention": {"n": 5, "n_missing": 1, "n_flagged": 1, "n_decisive": 0},
        "incomplete": {"n": 6, "n_missing": 0, "n_flagged": 2, "n_decisive": 2},
        "speeding": {"n": 5, "n_missing": 1, "n_flagged": 1, "n_decisive": 0},
        "longstring": {"n": 5, "n_missing": 1, "n_flagged": 2, "n_decisive": 0},
        "irv": {"n": 5, "n_missing": 1, "n_flagged": 2, "n_decisive": 0},
    }
    assert found["proportion"].tolist() == [1 / 5, 2 / 6, 1 / 5, 2 / 5, 2 / 5]
    assert found["cut_off"].tolist() == [1, 0.20, 2.0, 6, 0.40]


def test_rules_of_one_family_count_once_in_the_decision() -> None:
    result = sk.screen(study())
    assert result.agreement.to_numpy().tolist() == [[0, 1, 1 / 6], [1, 4, 4 / 6], [2, 1, 1 / 6]]
    assert result.glance().to_dict("records") == [
        {"n": 6, "k": 5, "n_flagged": 5, "n_decisive": 2, "n_corroborated": 1, "n_removed": 3, "proportion": 0.5}
    ]


def test_the_decision_is_that_of_exclude_flagged() -> None:
    removed = sk.exclude_flagged(sk.flag_by_codebook(study())).log[-1].removed
    assert removed.set_index("id")["rule"].to_dict() == {
        "gap": "incomplete",
        "empty": "incomplete",
        "fast": "corroborated",
    }
    assert len(removed) == sk.screen(study()).glance()["n_removed"].iloc[0]


def test_overlap_counts_respondents_whom_both_flag() -> None:
    result = sk.screen(study())
    assert result.overlap.loc["longstring", ["speeding", "longstring", "irv"]].tolist() == [1, 2, 2]
    assert result.family_overlap.loc["invariance", ["time", "invariance", "missing"]].tolist() == [1, 2, 0]
    np.testing.assert_array_equal(result.overlap, result.overlap.T)


def test_the_values_of_everybody_are_kept() -> None:
    values = sk.screen(study()).values
    assert values["longstring"].tolist()[:5] == [1, 1, 12, 12, 1]
    assert values["speeding"].tolist()[:5] == [7.5, 80 / 12, 7.5, 1.5, 10.0]
    assert np.isnan(values.loc["empty", ["longstring", "irv", "speeding", "attention"]].astype(float)).all()


def test_flags_of_other_rules_are_counted_in_and_nothing_is_changed() -> None:
    survey = sk.flag_outliers(study(), items=["a1", "a2"], p=0.9)
    before = survey.flags
    result = sk.screen(survey)
    last = result.tidy().iloc[-1]
    assert (last["rule"], last["n_flagged"]) == ("mahalanobis", (before["rule"] == "mahalanobis").sum())
    assert np.isnan(last["n"])
    pd.testing.assert_frame_equal(survey.flags, before)


def test_screening_again_after_flagging_counts_nothing_twice() -> None:
    survey = study()
    pd.testing.assert_frame_equal(sk.screen(sk.flag_by_codebook(survey)).tidy(), sk.screen(survey).tidy())


def test_logic_rules_carry_their_labels() -> None:
    result = sk.screen(study(book(rules=[LATE])))
    assert result.rules["rule"].iloc[0] == "late"
    assert result.labels["late"].en == "Late"
    assert "Late" in [row.cells[0].value for row in result.table(language="en").rows]


def test_where_nobody_is_flagged_tables_are_empty_and_prose_says_so() -> None:
    honest = study()
    clean = Survey(honest.data.loc[["one"]], honest.codebook, paradata=honest.paradata)
    result = sk.screen(clean)
    assert result.tidy()["n_flagged"].tolist() == [0] * 5
    assert result.agreement.to_numpy().tolist() == [[0, 1, 1]]
    assert result.prose(language="en").startswith("No questionnaire was flagged")
    assert result.overlap.to_numpy().sum() == 0
    assert sk.exclude_flagged(sk.flag_by_codebook(clean)).log[-1].removed.empty
    for figure in result.figures:
        assert result.plot(language="en", figure=figure).axes


def test_where_everybody_would_be_excluded_screening_shows_it_and_excluding_refuses() -> None:
    survey = study()
    nobody = Survey(survey.data.loc[["gap", "empty"]], survey.codebook, paradata=survey.paradata)
    assert sk.screen(nobody).glance()["n_removed"].iloc[0] == 2
    with pytest.raises(SampleError, match="would remove all 2 respondents"):
        sk.exclude_flagged(sk.flag_by_codebook(nobody))


def test_where_nothing_can_be_applied_the_tables_are_empty_and_say_why() -> None:
    result = sk.screen(pd.DataFrame({"note": ["a", "b", "c"]}))
    assert result.tidy().empty
    assert len(result.not_run) == 13
    assert result.table(language="en").rows == ()
    assert "Rules that were not applied" in result.table(language="en").notes[-1]
    assert result.prose(language="zh") == "没有可执行的筛查规则。"
    for figure in result.figures:
        with pytest.raises(SampleError, match="nothing to draw"):
            result.plot(figure=figure)


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(OptionError, match="min_families"):
        sk.screen(study(), min_families=1)
    with pytest.raises(ColumnError, match="'zz' is neither a column nor a scale"):
        sk.screen(study(), items=["zz"])
    with pytest.raises(SampleError):
        sk.screen(study().data.iloc[:0])
