"""The scales of a codebook as a result."""

import math

import pandas as pd
import pytest

from surveykit.analyze.measures import measures
from surveykit.clean.reverse import reverse_items
from surveykit.core.codebook import Codebook
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError

AGREE = {code: {"zh": zh, "en": en} for code, zh, en in ((1, "不同意", "no"), (2, "一般", "so-so"), (3, "同意", "yes"))}
TIMES = {0: {"zh": "从未", "en": "never"}, 1: {"zh": "有过", "en": "once or more"}}


def _survey(**values: dict) -> Survey:
    kinds = {"t1": AGREE, "t2": AGREE, "d1": AGREE, "p1": TIMES, "p2": TIMES, **values}
    variables = [
        {"name": name, "label": {"zh": f"题{name}", "en": f"item {name}"}, "kind": "ordinal", "values": listed}
        for name, listed in kinds.items()
    ]
    scales = [
        {"name": "trust", "label": "Trust", "items": ["t1", "d1", "t2"], "reversed": ["t2"], "dimensions": ["near"],
         "citation": "Source A"},
        {"name": "near", "label": "Near", "items": ["d1"], "citation": "Source B"},
        {"name": "taking_part", "label": "Taking part", "items": ["p1", "p2"]},
    ]  # fmt: skip
    book = Codebook.model_validate({"variables": variables, "scales": scales})
    return Survey.from_frame(pd.DataFrame({name: [1.0, 1.0] for name in kinds}), codebook=book)


def _notes(survey: Survey, language: str = "en") -> list[str]:
    style = PRESETS["apa7" if language == "en" else "cn-generic"]
    return [note.text(style) for note in measures(survey).notes]


def test_every_item_of_a_scale_has_a_row_those_of_a_dimension_first() -> None:
    rows = measures(_survey()).tidy()
    assert rows[["scale", "dimension", "item"]].to_numpy().tolist() == [
        ["trust", "near", "d1"],
        ["trust", "", "t1"],
        ["trust", "", "t2"],
        ["taking_part", "", "p1"],
        ["taking_part", "", "p2"],
    ]
    assert rows["reversed"].tolist() == [False, False, True, False, False]
    assert rows["citation"].tolist() == ["Source B", "Source A", "Source A", "", ""]
    assert rows.loc[0, ["label_zh", "label_en", "n_levels"]].tolist() == ["题d1", "item d1", 3]


def test_a_dimension_has_a_row_of_its_own_only_where_it_is_named() -> None:
    assert measures(_survey()).glance()["scale"].tolist() == ["trust", "taking_part"]
    assert measures(_survey(), scales=["near", "trust"]).glance()["scale"].tolist() == ["near", "trust"]


def test_scales_are_counted() -> None:
    glance = measures(_survey(t2=TIMES)).glance()
    assert glance[["k", "n_reversed"]].to_numpy().tolist() == [[3, 1], [2, 0]]
    assert math.isnan(glance["n_levels"].iloc[0])
    assert glance["n_levels"].iloc[1] == 2


def test_answers_are_listed_with_the_scales_that_share_them() -> None:
    assert _notes(_survey()) == [
        "The items of Trust have 3 answers: 1 = no, 2 = so-so, 3 = yes.",
        "The items of Taking part have 2 answers: 0 = never, 1 = once or more.",
    ]
    assert _notes(_survey(p1=AGREE, p2=AGREE), "zh") == ["各题项均有3个选项：1 = 不同意、2 = 一般、3 = 同意。"]


def test_answers_that_differ_within_a_scale_are_not_listed() -> None:
    assert _notes(_survey(p1=AGREE)) == ["The items of Trust have 3 answers: 1 = no, 2 = so-so, 3 = yes."]


def test_reversed_items_are_listed_as_they_were_asked() -> None:
    survey = _survey()
    assert _notes(reverse_items(survey)) == _notes(survey)
    pd.testing.assert_frame_equal(measures(reverse_items(survey)).tidy(), measures(survey).tidy())


def test_an_item_without_listed_answers_has_no_number_of_them() -> None:
    assert math.isnan(measures(_survey(p1={}, p2={})).tidy()["n_levels"].iloc[-1])
    assert len(measures(_survey(p1={}, p2={})).notes) == 1


def test_what_has_no_scales_is_refused() -> None:
    with pytest.raises(ColumnError, match="must be a Survey"):
        measures(pd.DataFrame({"t1": [1]}))  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="no scales"):
        measures(Survey.from_frame(pd.DataFrame({"t1": [1]})))
    with pytest.raises(ColumnError, match=r"Closest|Known"):
        measures(_survey(), scales="trusst")
