"""Waves side by side: one row with one row, never by an empty key, and one name per wave."""

from __future__ import annotations

import pandas as pd
import pytest

import surveykit as sk
from surveykit.clean.reverse import reverse_items
from surveykit.core.codebook import Codebook, ScaleMethod
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, ColumnError, OptionError, SampleError
from surveykit.read.waves import link_waves
from surveykit.scales.score import score_scales

BOOK = Codebook.model_validate(
    {
        "variables": [
            {"name": "code", "kind": "text"},
            *({"name": n, "kind": "numeric", "low": 1, "high": 5, "label": "Trust"} for n in ("t1", "t2")),
        ],
        "scales": [{"name": "T", "items": ["t1", "t2"], "reversed": ["t2"]}],
        "hypotheses": [{"id": "H1", "label": "x", "test": "regression", "outcome": "T", "predictors": "t1"}],
        "rules": [{"name": "odd", "where": [{"column": "t1", "codes": 5}]}],
    }
)


def wave(codes: list[object], t1: list[object], *, mode: str = "web") -> Survey:
    frame = pd.DataFrame({"code": codes, "t1": t1, "t2": t1}, index=[f"r{i}" for i in range(len(codes))])
    read = Survey.from_frame(frame, codebook=BOOK)
    paradata = pd.DataFrame({"mode": mode, "duration_seconds": 60.0}, index=frame.index)
    return Survey(read.data, read.codebook, paradata=paradata, missing_reasons=read.missing_reasons, log=read.log)


FIRST = wave(["K-a", "K-b", None, "K-c"], [1, 2, 3, 4])
SECOND = wave(["K-b ", "Ｋ-a", None, "K-d"], [5, 4, 3, 2], mode="paper")


def test_a_key_links_one_row_with_one_row() -> None:
    panel = link_waves({"t1": FIRST, "t2": SECOND}, column="code")
    assert panel.data.index.tolist() == ["K-a", "K-b", "t1:r2", "K-c", "t2:r2", "K-d"]
    assert panel.data.loc["K-a", ["t1_t1", "t1_t2"]].tolist() == [1, 4]
    assert panel.data.loc["K-b", ["t1_t1", "t1_t2"]].tolist() == [2, 5]
    step = panel.log[-1]
    assert step.arguments["waves"] == {"t1": 4, "t2": 4}
    assert step.arguments["linked"] == 2
    assert step.arguments["without_key"] == {"t1": 1, "t2": 1}


def test_empty_keys_match_nobody() -> None:
    panel = link_waves({"t1": FIRST, "t2": SECOND}, column="code")
    assert panel.data.loc["t1:r2", "t1_t2"] != panel.data.loc["t1:r2", "t1_t2"]
    assert panel.missing_reasons.loc["t1:r2", ["t1_t1", "t1_t2"]].tolist() == ["", "not_shown"]


def test_a_key_that_occurs_twice_is_refused_with_its_rows() -> None:
    twice = wave(["K-a", "K-a", "K-b"], [1, 2, 3])
    with pytest.raises(AnswerError, match=r"wave 'second': 2 rows share a key in 'code'") as refused:
        link_waves({"first": FIRST, "second": twice}, column="code")
    assert refused.value.cases["row"].tolist() == ["r0", "r1"]


def test_only_the_linked_may_stay_and_the_others_are_counted() -> None:
    panel = link_waves({"t1": FIRST, "t2": SECOND}, column="code", keep="linked")
    assert panel.data.index.tolist() == ["K-a", "K-b"]
    step = panel.log[-1]
    assert (step.rows_before, step.rows_after, set(step.removed["rule"])) == (6, 2, {"unlinked"})


def test_everything_has_the_name_of_its_wave_and_goes_on_working() -> None:
    panel = link_waves({"t1": sk.reverse_items(FIRST), "t2": sk.reverse_items(SECOND)}, column="code")
    book = panel.codebook
    assert Codebook.model_validate(book.model_dump()) == book
    assert [scale.name for scale in book.scales] == ["T_t1", "T_t2"]
    assert book.label("t1_t2", "en") == "Trust (t2)"
    assert [h.id for h in book.hypotheses] == ["H1_t1", "H1_t2"]
    assert [(rule.name, rule.columns) for rule in book.rules] == [("odd_t1", ("t1_t1",)), ("odd_t2", ("t1_t2",))]
    assert panel.reversed_items == {"t2_t1", "t2_t2"}
    scored = sk.score_scales(panel)
    assert scored.data.loc["K-a", ["T_t1", "T_t2"]].tolist() == [3, 3]


def test_where_a_respondent_came_from_is_known_and_times_are_kept_for_each_wave() -> None:
    paradata = link_waves({"t1": FIRST, "t2": SECOND}, column="code").paradata
    assert paradata.loc[["K-a", "K-d"], "mode"].tolist() == ["web", "paper"]
    assert {"duration_seconds_t1", "duration_seconds_t2"} <= set(paradata.columns)


def test_tokens_of_one_key_link_waves() -> None:
    tokens = [sk.pseudonymise(one, columns="code", key=bytes(range(32))) for one in (FIRST, SECOND)]
    panel = link_waves({"t1": tokens[0], "t2": tokens[1]}, column="code", keep="linked")
    assert sorted(panel.data["t1_t1"].tolist()) == [1, 2]


def test_ids_are_the_key_where_no_column_is_named() -> None:
    panel = link_waves({"t1": FIRST, "t2": SECOND})
    assert panel.data.index.tolist() == ["r0", "r1", "r2", "r3"]


def test_messages_show_no_personal_key() -> None:
    book = BOOK.with_variables({"code": BOOK.variable("code").model_copy(update={"personal": True})})
    twice = wave(["Li Na", "Li Na"], [1, 2])
    personal = Survey(twice.data, book, paradata=twice.paradata)
    with pytest.raises(AnswerError) as refused:
        link_waves({"a": personal, "b": FIRST}, column="code")
    assert "Li" not in str(refused.value) + refused.value.cases.to_string()


def test_wrong_arguments_are_answered() -> None:
    for wrong in ([FIRST, SECOND], {"t1": FIRST}, {"t1": FIRST, "t2": FIRST.data}, {"": FIRST, "t2": SECOND}, None):
        with pytest.raises(OptionError, match="link_waves"):
            link_waves(wrong)  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="'cod' is not a column"):
        link_waves({"t1": FIRST, "t2": SECOND}, column="cod")
    with pytest.raises(OptionError, match="'all', 'linked'"):
        link_waves({"t1": FIRST, "t2": SECOND}, keep="inner")  # type: ignore[arg-type]
    with pytest.raises(SampleError, match="nobody is in every wave"):
        link_waves({"t1": FIRST, "t2": wave(["x"], [1])}, column="code")


def test_scores_made_before_linking_keep_their_record() -> None:
    waves = {name: one.pipe(sk.reverse_items).pipe(sk.score_scales) for name, one in (("t1", FIRST), ("t2", SECOND))}
    panel = link_waves(waves, column="code")
    assert panel.data.loc["K-a", ["T_t1", "T_t2"]].tolist() == [3, 3]
    scored = [step.arguments for step in panel.log if step.verb == "score_scales"]
    assert [step["min_answered"] for step in scored] == [{"T_t1": 1}, {"T_t2": 1}]
    with pytest.raises(ColumnError, match="score_scales has made"):
        sk.set_missing(panel, columns="t1_t2", codes={1: "refused"})
    assert sk.sample_flow(panel).counts.total == 6


def scored(method: ScaleMethod) -> Survey:
    """A wave whose scale T is scored by a method, in a column that says which."""
    frame = pd.DataFrame({"t1": [1, 2, 5], "t2": [4, 3, 1]})
    return score_scales(reverse_items(Survey.from_frame(frame, codebook=BOOK)), method=method, suffix=f"_{method}")


def test_a_score_that_two_waves_standardized_apart_is_refused() -> None:
    waves = {"w1": scored("z"), "w2": scored("z")}
    with pytest.raises(OptionError, match=r"\['T_z'\] are standardized in each wave .* link first and score after"):
        link_waves(waves)


def test_a_score_that_one_wave_standardized_or_that_has_a_scale_of_its_own_is_kept() -> None:
    assert {"T_z_w1", "T_pomp_w2"} <= set(link_waves({"w1": scored("z"), "w2": scored("pomp")}).data.columns)
    assert {"T_pomp_w1", "T_pomp_w2"} <= set(link_waves({"w1": scored("pomp"), "w2": scored("pomp")}).data.columns)


def test_of_a_position_generator_only_the_factor_score_is_refused() -> None:
    frame = pd.DataFrame({"o1": [1, 0, 1, 0, 1], "o2": [1, 1, 0, 0, 1], "o3": [0, 1, 1, 1, 1]})
    prestige = {"o1": 80.0, "o2": 60.0, "o3": 20.0}
    network = sk.position_generator(Survey.from_frame(frame), into="net", prestige=prestige)
    with pytest.raises(OptionError, match=r"^\['net_factor'\] are standardized"):
        link_waves({"w1": network, "w2": network})


def test_pages_of_one_name_in_two_waves_stay_apart() -> None:
    """Nobody was fast in the first wave, and in the second K-b; of two pages that is half."""
    book = Codebook.model_validate({"variables": [{"name": "t1", "kind": "numeric", "page": "a"}]})
    waves = {
        name: Survey(
            pd.DataFrame({"t1": [1.0, 2.0]}, index=["K-a", "K-b"]), book, paradata=pd.DataFrame({"seconds_a": seconds})
        )
        for name, seconds in {
            "w1": pd.Series({"K-a": 9.0, "K-b": 8.0}),
            "w2": pd.Series({"K-a": 7.0, "K-b": 1.0}),
        }.items()
    }
    flags = sk.flag_page_time(link_waves(waves)).flags
    assert flags[["id", "value"]].to_numpy().tolist() == [["K-b", 0.5]]
