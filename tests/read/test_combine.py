"""Batches under one roof."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.core.survey import Step, Survey
from surveykit.errors import ColumnError, OptionError
from surveykit.read.combine import combine
from surveykit.read.survey import read_survey

Save = Callable[..., Path]


def book(**more: object) -> Codebook:
    item = {"name": "q", "kind": "ordinal", "values": {1: "低", 2: "高"}, **more}
    return Codebook.model_validate({"variables": [item], "scales": [{"name": "S", "items": ["q"]}]})


@pytest.fixture
def web(save_csv: Save) -> Survey:
    return read_survey(
        save_csv([["id", "q", "link"], ["1", "低", "a"], ["2", "２", "b"]], "web.csv"), codebook=book(), mode="web"
    )


@pytest.fixture
def paper(save_csv: Save) -> Survey:
    return read_survey(save_csv([["id", "q"], ["1", "2分"], ["2", ""]], "paper.csv"), codebook=book(), mode="paper")


def test_rows_ids_and_modes(web: Survey, paper: Survey) -> None:
    whole = combine([web, paper])
    assert whole.data.index.tolist() == ["web-1", "web-2", "paper-1", "paper-2"]
    assert whole.data["q"].tolist()[:3] == [1.0, 2.0, 2.0]
    assert whole.paradata["mode"].tolist() == ["web", "web", "paper", "paper"]
    assert whole.codebook.has_scale("S")


def test_log_of_every_batch_is_kept_with_the_new_ids(web: Survey, paper: Survey) -> None:
    whole = combine([web, paper])
    assert [step.verb for step in whole.log] == ["read_survey", "read_survey", "combine"]
    assert whole.log[0].cases["id"].tolist() == ["web-2"]
    assert whole.log[1].cases["id"].tolist() == ["paper-1"]


def test_those_who_left_before_have_the_new_ids_too(web: Survey, paper: Survey) -> None:
    removed = pd.DataFrame([("2", "speeding", "web")], columns=["id", "rule", "mode"])
    left = Step(verb="exclude_flagged", rows_before=2, rows_after=1, removed=removed)
    whole = combine([web.changed(left, data=web.data.loc[["1"]]), paper])
    assert whole.data.index.tolist() == ["web-1", "paper-1", "paper-2"]
    assert whole.log[1].removed["id"].tolist() == ["web-2"]
    assert left.removed["id"].tolist() == ["2"]


def test_questions_that_a_batch_did_not_ask(web: Survey, paper: Survey) -> None:
    whole = combine([web, paper])
    assert whole.missing_reasons["link"].tolist() == ["", "", "not_shown", "not_shown"]
    assert whole.missing_reasons["q"].tolist() == ["", "", "", "blank"]


def test_inputs_stay_as_they_were(web: Survey, paper: Survey) -> None:
    before = web.data, web.log
    combine([web, paper])
    assert web.data.equals(before[0])
    assert web.log is before[1]


def test_contradicting_codebooks_are_refused(web: Survey, save_csv: Save) -> None:
    other = book(values={1: "高", 2: "低"})
    reversed_batch = read_survey(save_csv([["id", "q"], ["1", "低"]], "r.csv"), codebook=other, mode="paper")
    with pytest.raises(ColumnError, match=r"describe \['q'\] differently"):
        combine([web, reversed_batch])


def test_ids_must_differ(web: Survey, save_csv: Save) -> None:
    with pytest.raises(ColumnError, match=r"'web-1'.*more than one batch"):
        combine([web, web])
    unnamed = read_survey(save_csv([["id", "q"], ["9", "低"]], "u.csv"), codebook=book())
    with pytest.raises(OptionError, match="mode="):
        combine([web, unnamed])
    assert combine([web, unnamed], ids="keep").data.index.tolist() == ["1", "2", "9"]


def test_wrong_words_are_answered(web: Survey) -> None:
    with pytest.raises(OptionError, match="'mode', 'keep'"):
        combine([web, web], ids="prefix")
    with pytest.raises(OptionError, match="at least two"):
        combine([web])
    frame = pd.DataFrame({"q": [1]})
    for wrong in (web, None, 5, "web", frame):
        with pytest.raises(OptionError, match="takes a list of surveys"):
            combine(wrong)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match=r"entry 2 is no Survey but DataFrame.*from_frame"):
        combine([web, frame])  # type: ignore[list-item]
