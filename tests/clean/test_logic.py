"""Logic rules of a codebook say the same as functions written in Python."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from surveykit import Rule, Survey, flag_inconsistent
from surveykit.core.codebook import Codebook
from surveykit.errors import ColumnError, OptionError

FRAME = pd.DataFrame(
    {"age": [30, 15, 50, None, 16], "years": [42, 3, 12, 8, 16], "area": [1, 5, 2, 5, None], "note": list("vwxyz")},
    index=list("abcde"),
)


def survey(*rules: dict[str, Any]) -> Survey:
    variables = [{"name": name, "kind": "numeric"} for name in ("age", "years", "area")]
    book = Codebook.model_validate({"variables": [*variables, {"name": "note", "kind": "text"}], "rules": list(rules)})
    return Survey.from_frame(FRAME, codebook=book)


@pytest.mark.parametrize(
    ("where", "who"),
    [
        ([{"column": "years", "comparison": "above", "other": "age"}], ["a"]),
        ([{"column": "years", "comparison": "at_least", "other": "age"}], ["a", "e"]),
        ([{"column": "age", "comparison": "below", "value": 16}], ["b"]),
        ([{"column": "age", "comparison": "at_most", "value": 16}], ["b", "e"]),
        ([{"column": "age", "comparison": "equals", "value": 16}], ["e"]),
        ([{"column": "age", "comparison": "differs", "other": "years"}], ["a", "b", "c"]),
        ([{"column": "area", "codes": [5, 2]}], ["b", "c", "d"]),
        ([{"column": "area", "comparison": "not_in", "codes": 5}], ["a", "c"]),
        ([{"column": "age", "comparison": "empty"}], ["d"]),
        ([{"column": "note", "comparison": "answered"}, {"column": "area", "codes": 5}], ["b", "d"]),
        ([{"column": "age", "comparison": "below", "value": 0}], []),
    ],
)  # fmt: skip
def test_a_condition_holds_where_it_says(where: list[dict[str, Any]], who: list[str]) -> None:
    assert flag_inconsistent(survey({"name": "r", "where": where})).flags["id"].tolist() == who


def test_an_open_condition_is_not_held_against_anybody() -> None:
    flagged = flag_inconsistent(
        survey({"name": "r", "where": [{"column": "years", "comparison": "above", "other": "age"}]})
    )
    assert flagged.log[-1].arguments["not_judged"] == {"r": 1}


def test_rules_of_the_codebook_flag_like_rules_given_in_python() -> None:
    label = {"zh": "居住年限超过年龄", "en": "More years than age"}
    stated = {"name": "years", "label": label, "where": [{"column": "years", "comparison": "above", "other": "age"}]}
    area = {"name": "area", "where": [{"column": "area", "codes": 5}], "decisive": False, "family": "eligibility"}
    by_hand = [
        Rule(name="years", label=label, where=lambda d: d["years"] > d["age"], columns=("years", "age")),  # type: ignore[arg-type]
        Rule(name="area", label="area", where={"area": 5}, decisive=False, family="eligibility"),
    ]
    found, wanted = flag_inconsistent(survey(stated, area)), flag_inconsistent(survey(), rules=by_hand)
    pd.testing.assert_frame_equal(found.flags, wanted.flags)
    assert found.log[-1].arguments == wanted.log[-1].arguments


def test_a_codebook_without_rules_is_answered_with_what_to_do() -> None:
    with pytest.raises(OptionError, match="no logic rules"):
        flag_inconsistent(survey())


def test_text_has_no_order() -> None:
    with pytest.raises(ColumnError, match="rule 'r': 'note' holds text"):
        flag_inconsistent(survey({"name": "r", "where": [{"column": "note", "comparison": "above", "value": 3}]}))


def test_a_built_in_name_is_refused() -> None:
    with pytest.raises(OptionError, match="built-in"):
        flag_inconsistent(survey({"name": "irv", "where": [{"column": "age", "comparison": "empty"}]}))
