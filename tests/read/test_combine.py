"""Batches under one roof."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from surveykit.clean.reverse import reverse_items
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Step, Survey
from surveykit.errors import CodebookError, ColumnError, OptionError
from surveykit.read.combine import combine
from surveykit.read.survey import read_survey
from surveykit.scales.score import score_scales

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


def batch(mode: str, *, low: int = 1, high: int = 5, **scale: object) -> Survey:
    """Two items from `low` to `high` and their scale, the second item reversed."""
    codebook = Codebook.model_validate(
        {
            "variables": [{"name": name, "kind": "numeric", "low": low, "high": high} for name in ("t1", "t2")],
            "scales": [{"name": "trust", "items": ["t1", "t2"], "reversed": ["t2"], **scale}],
        }
    )
    survey = Survey.from_frame(pd.DataFrame({"t1": [1, 2], "t2": [4, 5]}), codebook=codebook)
    return Survey(survey.data, codebook, paradata=pd.DataFrame({"mode": mode}, index=survey.data.index), log=survey.log)


def test_ranges_must_agree() -> None:
    with pytest.raises(ColumnError, match=r"\['t1', 't2'\] differently.*range"):
        combine([batch("web"), batch("paper", high=7)])


@pytest.mark.parametrize("other", [{"reversed": []}, {"method": "sum"}, {"min_answered": 2}, {"items": ["t2"]}])
def test_scales_of_one_name_must_be_one_scale(other: dict[str, object]) -> None:
    with pytest.raises(CodebookError, match=r"\['trust'\] differently"):
        combine([batch("web"), batch("paper", **other)])
    assert len(combine([batch("web"), batch("paper", label="Vertrauen")])) == 4


def test_sets_of_one_name_must_be_one_set() -> None:
    def asked(mode: str, members: list[str]) -> Survey:
        variables = [{"name": name, "values": {0: "no", 1: "yes"}} for name in "abc"]
        group = {"name": "S", "members": members}
        codebook = Codebook.model_validate({"variables": variables, "sets": [group]})
        return Survey(pd.DataFrame({"a": [1.0]}), codebook, paradata=pd.DataFrame({"mode": [mode]}))

    with pytest.raises(CodebookError, match=r"\['S'\] differently"):
        combine([asked("web", ["a", "b"]), asked("paper", ["a", "c"])])


def test_items_reversed_in_one_batch_only_are_refused() -> None:
    with pytest.raises(OptionError, match=r"\['t2'\] are reversed in some.*combine the batches first"):
        combine([batch("web"), reverse_items(batch("paper"))])
    both = combine([reverse_items(batch("web")), reverse_items(batch("paper"))])
    assert both.reversed_items == {"t2"}


def test_scores_must_be_made_alike_in_all_batches() -> None:
    web, paper = reverse_items(batch("web")), reverse_items(batch("paper"))
    with pytest.raises(OptionError, match=r"scores \['trust'\].*combine the batches first"):
        combine([score_scales(web), paper])
    with pytest.raises(OptionError, match="min_answered"):
        combine([score_scales(web), score_scales(paper, min_answered=2)])
    assert combine([score_scales(web), score_scales(paper)]).data["trust"].notna().all()
    unasked = Survey(pd.DataFrame({"age": [30]}), Codebook(), paradata=pd.DataFrame({"mode": ["phone"]}))
    assert combine([score_scales(web), unasked]).data["trust"].isna().sum() == 1
