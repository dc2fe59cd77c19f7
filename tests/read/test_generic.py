"""Batches keyed in by hand, and what happens to personal columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import ColumnError, ReadError
from surveykit.read.personal import is_personal_content, tokens
from surveykit.read.survey import read_survey

Save = Callable[..., Path]


def test_paper_batch_is_read_by_names_and_headers(save_csv: Save, codebook: Codebook) -> None:
    header = ["编号", "填写日期", "sex", "housing", "acts", "T1", "T2", "order", "years", "why", "advice"]
    rows = [
        ["7", "2025/10/18", "1", "2", "A、C", "5分", "４", "3→1→2", "1990年", "-3", "多开会"],
        ["8", "2025/10/19", "女", "其他:军产房", "", "5=非常同意", "3", "", "10年以上", "1", ""],
    ]
    survey = read_survey(save_csv([header, *rows], encoding="gb18030"), codebook=codebook, mode="paper")
    data = survey.data
    assert data.index.tolist() == ["7", "8"]
    assert data["housing"].tolist() == [2.0, 3.0]
    np.testing.assert_array_equal(data[["a1", "a2", "a3"]], [[1, 0, 1], [np.nan] * 3])
    np.testing.assert_array_equal(data[["r1", "r2", "r3"]], [[2, 3, 1], [np.nan] * 3])
    assert data["years"].tolist() == [35.0, 10.0]
    assert data["housing_text"].tolist()[1] == "军产房"
    assert survey.paradata["mode"].unique().tolist() == ["paper"]
    assert set(survey.log[0].cases["column"]) >= {"T1", "T2", "years", "acts", "order", "housing", "why"}
    assert "gb18030" in survey.log[0].told("en")


def test_without_an_id_column_row_numbers_serve(save_csv: Save) -> None:
    survey = read_survey(save_csv([["q"], ["a"], ["b"]]))
    assert survey.data.index.tolist() == ["2", "3"]


def test_repeated_ids_are_named_and_row_numbers_serve(save_csv: Save) -> None:
    survey = read_survey(save_csv([["编号", "q"], ["7", "a"], ["8", "b"], ["7", "a"]]))
    assert survey.data.index.tolist() == ["2", "3", "4"]
    assert survey.data["编号"].tolist() == ["7", "8", "7"], "kept as text, never as an amount"
    assert "'编号' cannot serve as ids: it repeats 7 in rows 2, 4." in survey.log[0].told("en")
    assert "no id column" not in survey.log[0].told("en")


def test_empty_ids_are_named_by_row(save_csv: Save) -> None:
    survey = read_survey(save_csv([["id", "q"], ["1", "a"], ["", "b"]]))
    assert "'id' cannot serve as ids: it is empty in rows 3." in survey.log[0].told("en")


@pytest.mark.parametrize("ids", [["13800138000", "13900139000"], ["王小明", "王小明"]])
def test_ids_that_may_be_persons_are_never_shown(save_csv: Save, ids: list[str]) -> None:
    survey = read_survey(save_csv([["id", "q"], *([name, "a"] for name in ids)]))
    assert survey.data.index.tolist() == ["2", "3"]
    assert "'id' cannot serve as ids" in survey.log[0].told("en")
    assert not any(name in survey.log[0].told("en") for name in ids)


def test_long_ids_that_a_platform_gives_are_ids(save_csv: Save) -> None:
    ids = ["123456789012345678", "123456789012345679"]
    assert read_survey(save_csv([["respondent_id", "q"], [ids[0], "a"], [ids[1], "b"]])).data.index.tolist() == ids


def test_figures_that_are_no_amounts_stay_text(save_csv: Save) -> None:
    rows = [["00123", "1234567890123456", "1E5", "0.5", "0"], ["00456", "1234567890123457", "2E5", "12", "10"]]
    survey = read_survey(save_csv([["code", "account", "key", "amount", "count"], *rows]))
    assert survey.data[["code", "account", "key"]].to_numpy().tolist() == [row[:3] for row in rows]
    assert survey.data[["amount", "count"]].to_numpy().tolist() == [[0.5, 0.0], [12.0, 10.0]]
    assert "code, account, key hold leading zeros" in survey.log[0].told("en")


def test_a_colon_at_the_end_of_an_option_is_part_of_it(save_csv: Save) -> None:
    rows = [["同意："], ["同意"], ["同意："], ["同意"]]
    assert read_survey(save_csv([["q"], *rows])).data["q"].tolist() == [1.0, 2.0, 1.0, 2.0]


@pytest.mark.parametrize("row", [["合计", "7"], ["", "总计"], ["", "Total:"]])
def test_a_total_below_the_answers_is_refused(save_csv: Save, row: list[str]) -> None:
    with pytest.raises(ReadError, match=r"row 4 begins with .* and is no respondent. Delete the row"):
        read_survey(save_csv([["id", "q"], ["1", "3"], ["2", "4"], row]))


def test_a_respondent_may_say_total(save_csv: Save) -> None:
    survey = read_survey(save_csv([["q", "id"], ["小计", "1"], ["合计", "2"]]))
    assert survey.data["q"].tolist() == ["小计", "合计"]


def test_year_of_the_survey_may_be_given(save_csv: Save) -> None:
    book = Codebook.model_validate({"variables": [{"name": "age", "kind": "numeric", "low": 6, "high": 98}]})
    path = save_csv([["age"], ["1960"]])
    assert read_survey(path, codebook=book, year=2024).data["age"].tolist() == [64.0]
    with pytest.raises(ValueError, match="year="):
        read_survey(path, codebook=book)


def test_numbers_out_of_range_are_kept_and_noted(save_csv: Save) -> None:
    book = Codebook.model_validate({"variables": [{"name": "age", "kind": "numeric", "low": 16, "high": 98}]})
    survey = read_survey(save_csv([["age"], ["14"], ["120"], ["40"]]), codebook=book)
    assert survey.data["age"].tolist() == [14.0, 120.0, 40.0]
    assert "age: 2 numbers lie outside" in survey.log[0].told("en")


def test_title_rows_and_blank_rows_are_left_out_with_a_note(save_csv: Save) -> None:
    path = save_csv([["2025年调查", "", ""], ["id", "a", "b"], ["1", "x", "y"], ["", "", ""], ["2", "x", "y"]])
    survey = read_survey(path)
    assert survey.paradata["source_row"].tolist() == [3, 5]
    assert "1 rows above the header" in survey.log[0].told("en")
    assert "1 empty rows were left out: 4" in survey.log[0].told("en")


PERSONAL = [["id", "姓名", "联系电话", "说明", "mail", "sex"]] + [
    [str(n), f"王小{n}", f"1380013800{n}", "好", f"a{n}@example.org", "1"] for n in range(1, 5)
]


def test_personal_columns_are_dropped_and_counted(save_csv: Save) -> None:
    survey = read_survey(save_csv(PERSONAL))
    everything = survey.data.to_csv() + survey.paradata.to_csv() + repr(survey.log) + repr(survey.codebook)
    for secret in ("王小", "1380013800", "example.org"):
        assert secret not in everything
    assert "'姓名' points to persons and was dropped (4 cells)" in survey.log[0].told("en")
    assert "sex" in survey.data


def test_personal_columns_are_kept_when_named(save_csv: Save) -> None:
    survey = read_survey(save_csv(PERSONAL), keep_personal=["联系电话"])
    kept = [v for v in survey.codebook.variables if v.personal]
    assert [survey.data[v.name].astype(str).str.contains("1380013800").all() for v in kept] == [True]
    with pytest.raises(ColumnError, match=r"'电话号' is neither.*Closest: '联系电话'"):
        read_survey(save_csv(PERSONAL), keep_personal=["电话号"])


def test_variables_marked_personal_are_dropped_unless_kept(save_csv: Save) -> None:
    block = {"name": "block", "kind": "text", "personal": True}
    book = Codebook.model_validate({"variables": [block, {"name": "sex", "kind": "numeric"}]})
    path = save_csv([["block", "sex"], ["3栋502", "1"]])
    assert read_survey(path, codebook=book).data.columns.tolist() == ["sex"]
    assert "block" in read_survey(path, codebook=book, keep_personal=["block"]).data


def test_tokens_are_equal_for_equal_values_within_a_call(save_csv: Save) -> None:
    survey = read_survey(
        save_csv([["id", "IP", "q"], ["1", "192.0.2.1", "a"], ["2", "192.0.2.1", "b"], ["3", "", "c"]])
    )
    token = survey.paradata["address_token"]
    assert token.iloc[0] == token.iloc[1]
    assert token.isna().tolist() == [False, False, True]
    assert "IP" not in survey.data


def test_token_is_no_plain_hash() -> None:
    cells = pd.Series(["192.0.2.1"], dtype=object)
    assert tokens(cells).iloc[0] != tokens(cells).iloc[0]
    assert is_personal_content(pd.Series(["13800138000", "139-0013-8000", ""], dtype=object))
    assert not is_personal_content(pd.Series(["1", "2", "13800138000"], dtype=object))


def test_closed_answers_are_never_taken_for_identities(save_csv: Save) -> None:
    book = Codebook.model_validate({"variables": [{"name": "phone", "values": {1: "有", 2: "无"}}]})
    assert read_survey(save_csv([["phone"], ["有"]]), codebook=book).data["phone"].tolist() == [1.0]


@pytest.mark.parametrize("mark", [",", ", ", "，", "、", ";", "；", "|"])
def test_cells_that_list_options_become_a_set(save_csv: Save, mark: str) -> None:
    cells = [["议事会", "选举"], ["选举"], ["议事会", "其他"], ["议事会", "选举", "其他"], ["其他"], [""]]
    survey = read_survey(save_csv([["编号", "活动"], *([n, mark.join(one)] for n, one in enumerate(cells, start=1))]))
    (group,) = survey.codebook.sets
    assert [survey.codebook.label(name, "zh") for name in group.members] == ["议事会", "选举", "其他"]
    assert survey.data.loc["3"].tolist() == [1, 0, 1]
    assert survey.missing_reasons.loc["6"].tolist() == ["blank"] * 3
    assert "were read as lists of options" in survey.log[0].told("en")
    assert survey.log[0].cases.empty


def test_sentences_with_commas_are_no_lists(save_csv: Save) -> None:
    said = ["很好，常来", "人多，不想来", "太远了，希望近一点", "很好", "停车难，路窄，灯暗"]
    survey = read_survey(save_csv([["编号", "意见"], *([n, one] for n, one in enumerate(said))]))
    assert survey.codebook.sets == ()
    assert survey.data["意见"].tolist() == said


def test_numbers_keyed_in_beside_the_words_of_a_ladder_are_its_steps(save_csv: Save) -> None:
    cells = ["4", "5", "比较同意", "一般", "２", "4分", "3=一般", "1", "9", "5", "", "-2"]
    survey = read_survey(save_csv([["编号", "信任"], *([n, one] for n, one in enumerate(cells, start=1))]))
    trust = survey.codebook.variable("信任")
    assert trust.kind == "ordinal"
    assert {code: text.zh for code, text in trust.values.items()} == {
        1: "1", 2: "2", 3: "一般", 4: "比较同意", 5: "5", 9: "9",
    }  # fmt: skip
    assert survey.data["信任"].tolist()[:10] == [4, 5, 4, 3, 2, 4, 3, 1, 9, 5]
    assert survey.missing_reasons["信任"].tolist()[10:] == ["blank", "blank"]
    assert "信任 hold numbers beside words" in survey.log[0].told("en")


def test_numbers_that_contradict_the_ladder_are_not_taken_for_its_steps(save_csv: Save) -> None:
    cells = ["1=非常同意", "5=非常不同意", "非常同意", "2", "4", "3", "一般"] * 2
    survey = read_survey(save_csv([["编号", "信任"], *([n, one] for n, one in enumerate(cells))]))
    assert survey.codebook.variable("信任").kind != "ordinal"
    assert survey.data["信任"].notna().all()


def test_a_few_numbers_with_words_leave_an_amount_a_number(save_csv: Save) -> None:
    ages = [*map(str, range(20, 40)), "35岁", "４１"]
    survey = read_survey(save_csv([["编号", "年龄"], *([n, one] for n, one in enumerate(ages))]))
    assert survey.data["年龄"].tolist()[-3:] == [39, 35, 41]
    assert survey.log[0].cases["value"].tolist() == ["35岁", "４１"]


def test_many_numbers_with_words_or_numbers_of_things_stay_text(save_csv: Save) -> None:
    rows = [[n, f"{n}次", f"{n:03d}", "不知道" if n == 4 else n] for n in range(1, 31)]
    survey = read_survey(save_csv([["编号", "次数", "设施号", "人数"], *rows]))
    assert [survey.codebook.variable(name).kind for name in ("次数", "设施号", "人数")] == ["text"] * 3
    assert "Most answers are numbers, but not those of 人数 in rows 5, so" in survey.log[0].told("en")


def test_codes_for_no_answer_that_stay_numbers_are_said(save_csv: Save) -> None:
    survey = read_survey(save_csv([["编号", "次数"], *([n, -2 if n == 3 else n] for n in range(1, 9))]))
    assert survey.data["次数"].tolist()[2] == -2
    assert "-2 and -3 in 次数 were kept as numbers" in survey.log[0].told("en")


def test_a_few_lists_with_the_sign_of_a_platform_do_not_make_every_cell_an_option(save_csv: Save) -> None:
    cells = ["A、C", "AC", "CH", "文体┋养老", "A,B,G", "D", "BG", "F,H", "A", "B", "C、H", "AEG"]
    survey = read_survey(save_csv([["编号", "活动"], *([n, one] for n, one in enumerate(cells))]))
    assert survey.codebook.sets == ()
    assert survey.data["活动"].tolist() == cells
