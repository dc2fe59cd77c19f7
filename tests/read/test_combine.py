"""Batches under one roof."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from surveykit.clean.derive import derive
from surveykit.clean.expressions import difference
from surveykit.clean.impute import impute_person_mean
from surveykit.clean.indicator import derive_indicator
from surveykit.clean.reverse import reverse_items
from surveykit.clean.times import flag_page_time
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Step, Survey
from surveykit.errors import CodebookError, ColumnError, ConflictError, OptionError
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


def test_pages_that_only_one_batch_knows_are_kept(paper: Survey) -> None:
    timed = Survey(
        pd.DataFrame({"q": [1.0, 2.0]}, index=["a", "b"]),
        book(page="p1"),
        paradata=pd.DataFrame({"mode": "web", "seconds_p1": [1.0, 9.0]}, index=["a", "b"]),
    )
    whole = combine([paper, timed])
    assert whole.codebook.variable("q").page == "p1"
    assert flag_page_time(whole).flags["id"].tolist() == ["web-a"]


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


def test_scores_relative_to_one_batch_are_refused() -> None:
    scored = [score_scales(reverse_items(batch(mode)), method="pomp", suffix="_p") for mode in ("web", "paper")]
    assert combine(scored).data["trust_p"].notna().all()
    frames = [pd.DataFrame({"q": [1, 2]}, index=[first, first + 1]) for first in (1, 11)]
    own = [score_scales(Survey.from_frame(one, codebook=book()), method="z", suffix="_z") for one in frames]
    with pytest.raises(OptionError, match=r"\['S_z'\] come from steps that standardize.*combine the batches first"):
        combine(own, ids="keep")


def described(frame: pd.DataFrame, mode: str, **variables: dict[str, object]) -> Survey:
    codebook = Codebook.model_validate({"variables": [{"name": name, **said} for name, said in variables.items()]})
    read = Survey.from_frame(frame, codebook=codebook)
    return Survey(read.data, read.codebook, paradata=pd.DataFrame({"mode": mode}, index=frame.index), log=read.log)


TRUST = {"kind": "ordinal", "values": {1: {"zh": "低"}, 2: {"zh": "高"}}}


def test_columns_with_one_header_are_one_column_whatever_the_codebooks_call_them() -> None:
    web = described(pd.DataFrame({"trust": [1, 2]}), "web", trust={**TRUST, "source": "3、您信任吗？"})
    paper = described(pd.DataFrame({"q3": [2, 2]}), "paper", q3={**TRUST, "source": "您信任吗?"})
    whole = combine([web, paper])
    assert whole.data.columns.tolist() == ["trust"]
    assert whole.data["trust"].tolist() == [1, 2, 2, 2]
    assert whole.log[-1].arguments["matched"] == ["batch 2: q3 → trust"]
    assert "q3 → trust" in whole.log[-1].told("en")


def test_a_header_that_two_columns_share_matches_neither() -> None:
    web = described(pd.DataFrame({"trust": [1]}), "web", trust={**TRUST, "source": "其他"})
    paper = described(
        pd.DataFrame({"a": [2], "b": [1]}), "paper", a={**TRUST, "source": "其他"}, b={**TRUST, "source": "其他"}
    )
    assert combine([web, paper]).data.columns.tolist() == ["trust", "a", "b"]


TURNED = {"kind": "ordinal", "values": {1: {"zh": "高"}, 2: {"zh": "低"}}}


def test_every_difference_is_in_the_table_of_the_error() -> None:
    web = described(pd.DataFrame({"trust": [1, 2], "age": [30, 40]}), "web", trust=TRUST, age={"kind": "numeric"})
    other = {"kind": "numeric", "low": 0, "high": 99}
    paper = described(pd.DataFrame({"trust": [1, 2], "age": [50, 60]}), "paper", trust=TURNED, age=other)
    with pytest.raises(ConflictError, match=r"describe \['trust', 'age'\] differently.*error.conflicts") as refused:
        combine([web, paper])
    assert refused.value.conflicts.to_numpy().tolist() == [
        ["trust", 2, "values", "1 低, 2 高", "1 高, 2 低"],
        ["age", 2, "range", "open to open", "0 to 99"],
    ]


def test_labels_decide_about_codes_where_that_is_asked_for() -> None:
    web = described(pd.DataFrame({"trust": [1, 2]}), "web", trust=TRUST)
    paper = described(pd.DataFrame({"trust": [1, 1]}), "paper", trust=TURNED)
    whole = combine([web, paper], conflicts="match_labels")
    assert whole.data["trust"].tolist() == [1, 2, 2, 2]
    assert whole.codebook.value_label("trust", 2, "zh") == "高"
    assert whole.log[-1].arguments["resolved"] == ["batch 2: trust"]
    strange = described(pd.DataFrame({"trust": [1, 3]}), "paper", trust={"values": {1: "高", 3: "中"}})
    with pytest.raises(ConflictError, match="cannot resolve it: their labels"):
        combine([web, strange], conflicts="match_labels")


def test_labels_do_not_move_codes_that_something_was_made_of() -> None:
    web = described(pd.DataFrame({"trust": [1, 2]}), "web", trust=TRUST)
    paper = described(pd.DataFrame({"trust": [1, 1]}), "paper", trust=TURNED)
    web, paper = (derive_indicator(one, into="high", column="trust", codes=1) for one in (web, paper))
    with pytest.raises(ConflictError, match="cannot resolve it"):
        combine([web, paper], conflicts="match_labels")


def test_the_first_description_may_hold_if_it_allows_every_answer() -> None:
    web = described(pd.DataFrame({"age": [30]}), "web", age={"kind": "numeric", "low": 16, "high": 99})
    paper = described(pd.DataFrame({"age": [50]}), "paper", age={"kind": "numeric", "low": 0, "high": 120})
    assert combine([web, paper], conflicts="first").codebook.variable("age").range == (16, 99)
    young = described(pd.DataFrame({"age": [9]}), "paper", age={"kind": "numeric", "low": 0, "high": 120})
    with pytest.raises(ConflictError, match="not among those of the first batch"):
        combine([web, young], conflicts="first")


def test_text_and_numbers_are_never_one_column() -> None:
    web = described(pd.DataFrame({"job": [1, 2]}), "web", job={"values": {1: "a", 2: "b"}})
    paper = described(pd.DataFrame({"job": ["clerk", "cook"]}), "paper", job={"kind": "text"})
    for rule in ("raise", "first", "match_labels"):
        with pytest.raises(ConflictError):
            combine([web, paper], conflicts=rule)  # type: ignore[arg-type]


def test_labels_in_one_language_do_not_contradict_those_in_both() -> None:
    both = {"kind": "ordinal", "values": {1: {"zh": "低", "en": "low"}, 2: {"zh": "高", "en": "high"}}}
    whole = combine([
        described(pd.DataFrame({"trust": [1]}), "web", trust=TRUST),
        described(pd.DataFrame({"trust": [2]}), "paper", trust=both),
    ])  # fmt: skip
    assert whole.codebook.value_label("trust", 2, "en") == "high"


def test_answers_to_personal_questions_are_not_in_the_table() -> None:
    web = described(pd.DataFrame({"boss": [1]}), "web", boss={"values": {1: "Li Na"}, "personal": True})
    paper = described(pd.DataFrame({"boss": [1]}), "paper", boss={"values": {1: "Wang Wei"}, "personal": True})
    with pytest.raises(ConflictError) as refused:
        combine([web, paper])
    assert refused.value.conflicts[["first", "other"]].to_numpy().tolist() == [["", ""]]


def test_ids_that_look_alike_or_are_missing_are_refused() -> None:
    def ids(*names: object) -> Survey:
        return Survey(pd.DataFrame({"q": [1.0] * len(names)}, index=pd.Index(names, dtype=object)), Codebook())

    with pytest.raises(ColumnError, match="more than one batch"):
        combine([ids(7), ids("7")], ids="keep")
    with pytest.raises(ColumnError, match="1 respondents have no id"):
        combine([ids(1), ids(None)], ids="keep")


def scaled(*ids: str) -> Survey:
    items = ["a", "b", "c"]
    variables = [{"name": name, "kind": "numeric", "low": 1, "high": 5} for name in items]
    codebook = Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": items}]})
    return Survey.from_frame(pd.DataFrame([[1, 2, None], [3, 4, 5]], columns=items, index=ids), codebook=codebook)


def test_what_was_derived_or_imputed_in_one_batch_is_not_mixed_with_another():
    one, other = scaled("p", "q"), scaled("r", "s")
    with pytest.raises(OptionError, match=r"columns \['gain'\] were derived in some batches"):
        combine([derive(one, into="gain", values=difference("b", minus="a")), other], ids="keep")
    filled = impute_person_mean(one, min_share=0.6)
    for second in (other, impute_person_mean(other, min_share=0.5)):
        with pytest.raises(OptionError, match=r"gaps of the scales \['S'\] are imputed in some batches"):
            combine([filled, second], ids="keep")
    both = combine([filled, impute_person_mean(other, min_share=0.6)], ids="keep")
    assert both.data["c"].tolist() == [1.5, 5, 1.5, 5]
    apart = Survey.from_frame(pd.DataFrame({"z": [1]}, index=["t"]))
    assert combine([derive(one, into="gain", values=difference("b", minus="a")), apart], ids="keep").data.shape == (
        3,
        5,
    )


def test_the_first_description_does_not_turn_answers_into_their_opposite():
    books = [{"variables": [{"name": "sex", "values": dict(enumerate(labels, 1))}]} for labels in ("男女", "女男")]
    one, other = (
        Survey.from_frame(pd.DataFrame({"sex": ["女", "男"]}, index=ids), codebook=Codebook.model_validate(book))
        for ids, book in zip((["a", "b"], ["c", "d"]), books, strict=True)
    )
    with pytest.raises(ConflictError, match="wordings under other codes"):
        combine([one, other], ids="keep", conflicts="first")
    assert combine([one, other], ids="keep", conflicts="match_labels").data["sex"].tolist() == [2, 1, 2, 1]
