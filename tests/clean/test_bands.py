"""Bands: every number finds its place, and claims that two bands make are told."""

import math

import pandas as pd
import pytest

from surveykit import Survey, Text, bands
from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, ColumnError, OptionError

BOOK = Codebook.model_validate(
    {
        "variables": [
            {
                "name": "party",
                "label": {"zh": "政治面貌", "en": "Party"},
                "values": {1: {"zh": "党员", "en": "member"}, 2: {"zh": "团员", "en": "youth"}, 4: "none"},
            },
            {"name": "age", "kind": "numeric", "label": {"zh": "年龄", "en": "Age"}},
            {"name": "wage", "kind": "numeric", "personal": True},
            {"name": "boss", "values": {1: "Li Na", 2: "Wang Wei"}, "personal": True},
        ],
        "scales": [{"name": "S", "items": ["party"]}],
    }
)
FRAME = pd.DataFrame({"party": [1, 2, 4, None], "age": [18, 30.5, None, 60], "wage": [100.0, 200.0, 300.0, 400.0]})
FRAME["boss"] = [1, 2, 2, 1]


@pytest.fixture
def survey() -> Survey:
    return Survey.from_frame(FRAME, codebook=BOOK)


@pytest.mark.parametrize(("closed", "found"), [("left", [1, 2, math.nan, 3]), ("right", [1, 1, math.nan, 2])])
def test_an_edge_belongs_to_the_side_that_is_closed(survey, closed, found):
    breaks = [18, 30.5, 60, math.inf] if closed == "left" else [0, 30.5, 60, math.inf]
    derived = bands(survey, into="band", column="age", breaks=breaks, labels=["a", "b", "c"], closed=closed)
    assert derived.data["band"].to_numpy() == pytest.approx(found, nan_ok=True)
    variable = derived.codebook.variable("band")
    assert (variable.kind, variable.label, list(variable.values)) == ("ordinal", Text(zh="年龄", en="Age"), [1, 2, 3])


@pytest.mark.parametrize(("breaks", "closed"), [([18, 60], "left"), ([18, 60], "right"), ([19, 61], "left")])
def test_a_number_in_no_band_is_refused(survey, breaks, closed):
    with pytest.raises(AnswerError, match="1 answers in 'age' lie in no band, such as") as refused:
        bands(survey, into="band", column="age", breaks=breaks, labels=["a"], closed=closed)
    assert len(refused.value.cases) == 1


def test_a_personal_number_is_not_shown(survey):
    with pytest.raises(AnswerError, match="lie in no band;") as refused:
        bands(survey, into="band", column="wage", breaks=[150, 350], labels=["a"])
    assert refused.value.cases["value"].tolist() == ["", ""]


@pytest.mark.parametrize("breaks", [[18, 18, 30], [30, 18, 60], [18]])
def test_bands_that_overlap_or_run_backwards_are_refused(survey, breaks):
    with pytest.raises(OptionError, match="must rise"):
        bands(survey, into="band", column="age", breaks=breaks, labels=["a", "b"])


def test_there_is_one_label_per_band(survey):
    with pytest.raises(OptionError, match="3 breaks make 2 bands"):
        bands(survey, into="band", column="age", breaks=[18, 30, 90], labels=["a"])


@pytest.mark.parametrize("into", ["party", "S"])
def test_a_taken_name_is_refused(survey, into):
    with pytest.raises(ColumnError, match="is taken"):
        bands(survey, into=into, column="age", breaks=[0, 99], labels=["a"])


PAIRS = {"breaks": [(0, 20), (20, 30), (30, 90)], "labels": ["under 20", "20-29", "30 or over"]}


@pytest.mark.parametrize(("closed", "found", "which"), [("left", [2, 3, 3], "upper"), ("right", [1, 2, 3], "lower")])
def test_pairs_share_their_edges_and_the_log_says_who_stands_on_one(closed, found, which):
    survey = Survey.from_frame(pd.DataFrame({"age": [20, 30, 44]}))
    banded = bands(survey, into="band", column="age", closed=closed, **PAIRS)
    assert banded.data["band"].tolist() == found
    note = f"Numbers on a shared edge (20, 30) are in the {which} band; this concerns 2 answers."
    assert banded.log[-1].told("en").endswith(note)
    assert banded.log[-1].arguments["breaks"] == [0, 20, 30, 90]


def test_labels_that_claim_an_edge_twice_are_warned_of():
    survey = Survey.from_frame(pd.DataFrame({"age": [20, 30, 44]}))
    worded = {"breaks": [20, 30, 60], "labels": ["20-30岁", "30-60岁"]}
    note = bands(survey, into="band", column="age", **worded).log[-1].told("en")
    assert "20-30岁 / 30-60岁" in note
    assert "this concerns 1 answers" in note
    apart = bands(survey, into="band", column="age", breaks=[20, 30, 60], labels=["20-29岁", "30-59岁"])
    assert apart.log[-1].told("en") == "age: [20, 30), [30, 60)."


def test_a_band_of_a_personal_number_is_personal(survey):
    assert bands(survey, into="b", column="wage", breaks=[0, 900], labels=["a"]).codebook.variable("b").personal


def test_bands_need_wordings_of_their_own():
    survey = Survey.from_frame(pd.DataFrame({"age": [20, 40]}))
    with pytest.raises(OptionError, match="share the label 'same'"):
        bands(survey, into="band", column="age", breaks=[0, 30, 60], labels=["same", "same"])
    with pytest.raises(OptionError, match="code 1 has none"):
        bands(survey, into="band", column="age", breaks=[0, 30, 60], labels=["", "old"])
