"""腾讯问卷 downloads are read whole, and their dirty variants are repaired with a note or refused."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import ReadError
from surveykit.read.survey import read_survey

FILE = Path(__file__).parents[1] / "data" / "tencent" / "tencent.csv"
Save = Callable[..., Path]
META = ["编号", "开始答题时间", "结束答题时间", "答题时长"]
FIRST = ["1", "2025/8/24 18:08", "2025/8/24 18:09", "72"]
SECOND = ["2", "2025/8/24 18:10:05", "2025/8/24 18:12:11", "126"]


def _rows() -> list[list[object]]:
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        return [list(row) for row in csv.reader(file)]


def _letters(save_csv: Save, header: list[str], *answers: list[str]) -> Path:
    metas = [FIRST, SECOND, *([str(n), "2025/8/24 19:00", "2025/8/24 19:02", "120"] for n in (3, 4))]
    return save_csv([[*META, *header], *([*metas[n], *row] for n, row in enumerate(answers))])


def test_sample_is_read_whole() -> None:
    survey = read_survey(FILE)
    assert survey.log[0].arguments["platform"] == "tencent"
    assert survey.data.index.tolist() == ["1", "2"]
    names = ["Q1", "Q2_1", "Q2_2", "Q3_1", "Q3_2", "Q3_3", "Q3_text", "Q4_1", "Q4_2", "Q5_1", "Q5_2"]
    assert survey.data.columns.tolist() == names
    assert survey.data.loc["1"].tolist() == [1, "上海", "浦东", 1, 0, 1, "楼道花园", 2025, 1, 4, 5]
    assert survey.data.loc["2", ["Q1", "Q2_1", "Q3_1", "Q3_2", "Q5_2"]].tolist() == [2, "浙江", 0, 1, 3]
    kinds = [variable.kind for variable in survey.codebook.variables]
    assert [kinds.count(kind) for kind in ("nominal", "text", "numeric")] == [5, 3, 3]
    (ticked,) = survey.codebook.sets
    assert (ticked.name, ticked.kind, ticked.label.zh) == ("Q3", "multiple", "您参加过哪些活动？")
    assert survey.log[0].cases.empty


def test_letters_are_the_codes_of_options() -> None:
    survey = read_survey(FILE)
    assert [survey.codebook.value_label("Q1", code, "zh") for code in (1, 2)] == ["男", "女"]


def test_verdicts_of_the_platform_are_paradata() -> None:
    paradata = read_survey(FILE).paradata
    assert paradata["platform_invalid_probability"].tolist() == [0.03, 0.81]
    assert paradata["platform_verdict"].fillna("").tolist() == ["", "无效"]
    assert paradata["duration_seconds"].tolist() == [72.0, 121.0]
    assert paradata["submitted"].astype(str).tolist() == ["2025-08-24 18:09:00", "2025-08-24 18:12:00"]
    assert paradata[["country", "province", "city"]].iloc[1].tolist() == ["中国", "浙江", "杭州"]


def test_addresses_and_accounts_become_tokens() -> None:
    survey = read_survey(FILE)
    everything = survey.data.to_csv() + survey.paradata.to_csv() + repr(survey.log) + repr(survey.codebook)
    assert not any(secret in everything for secret in ("192.0.2.", "Mozilla", "u1"))
    assert survey.paradata["address_token"].nunique() == 2


def test_metadata_may_stand_before_the_questions_too(save_csv: Save) -> None:
    header = ["地理位置省", "昵称", "1.性别"]
    survey = read_survey(_letters(save_csv, header, ["上海", "小王", "B.女"], ["上海", "小李", "A.男"]))
    assert survey.data["Q1"].tolist() == [2, 1]
    assert survey.paradata["province"].tolist() == ["上海", "上海"]
    assert survey.data.columns.tolist() == ["Q1"]


def test_a_question_without_ticks_is_blank_and_an_option_without_one_is_not_chosen(save_csv: Save) -> None:
    header = ["3.活动:议事会", "3.活动:志愿服务"]
    survey = read_survey(_letters(save_csv, header, ["A.议事会", ""], ["", ""], ["", "B.志愿服务"]))
    np.testing.assert_array_equal(survey.data[["Q3_1", "Q3_2"]], [[1, 0], [np.nan, np.nan], [0, 1]])
    assert survey.missing_reasons["Q3_1"].tolist() == ["", "blank", ""]
    assert "not shown" in survey.log[0].told("en")


def test_matrix_rows_share_the_answers_of_the_matrix(save_csv: Save) -> None:
    header = ["5.信任:居委会", "5.信任:物业"]
    survey = read_survey(_letters(save_csv, header, ["A.不信任", "C.信任"], ["B.一般", "A.不信任"]))
    assert survey.data.to_numpy().tolist() == [[1, 3], [2, 1]]
    assert [variable.kind for variable in survey.codebook.variables] == ["ordinal", "ordinal"]
    assert {code: text.zh for code, text in survey.codebook.variable("Q5_2").values.items()} == {
        1: "不信任",
        2: "一般",
        3: "信任",
    }


def test_ranks_are_a_ranking(save_csv: Save) -> None:
    header = ["6.排序:环境", "6.排序:安全", "6.排序:停车"]
    survey = read_survey(_letters(save_csv, header, ["2", "1", "3"], ["1", "", "2"]))
    assert survey.codebook.sets[0].kind == "ranking"
    np.testing.assert_array_equal(survey.data, [[2, 1, 3], [1, np.nan, 2]])
    assert survey.missing_reasons["Q6_2"].tolist() == ["", "unranked"]


def test_headers_that_repeat_are_told_apart(save_csv: Save) -> None:
    survey = read_survey(_letters(save_csv, ["1.性别", "1.性别", "姓"], ["A.男", "B.女", "甲"], ["B.女", "A.男", "乙"]))
    assert survey.data.iloc[:, :2].to_numpy().tolist() == [[1, 2], [2, 1]]
    assert [variable.source[0] for variable in survey.codebook.variables] == ["1.性别", "1.性别 (2)", "姓"]


def test_options_past_z_and_with_pictures(save_csv: Save) -> None:
    survey = read_survey(_letters(save_csv, ["1.选"], ["AA.甲"], ["B.[图片]"]))
    assert survey.data["Q1"].tolist() == [27, 2]


def test_letters_that_contradict_each_other_are_kept_and_named(save_csv: Save) -> None:
    survey = read_survey(_letters(save_csv, ["1.性别"], ["A.男"], ["A.男性"], ["A.男"], ["A.男性"]))
    assert "In '1.性别' a letter stands for several labels" in survey.log[0].told("en")
    assert {text.zh for text in survey.codebook.variable("Q1").values.values()} == {"A.男", "A.男性"}


def test_one_fill_in_is_named_after_its_question(save_csv: Save) -> None:
    survey = read_survey(_letters(save_csv, ["7.住房", "7.住房:其他_填空"], ["A.商品房", ""], ["B.其他", "军产房"]))
    assert survey.data["Q7_text"].tolist()[1] == "军产房"
    assert survey.data["Q7"].tolist() == [1, 2]


def test_a_codebook_of_ones_own_is_matched_by_number_stem_and_option() -> None:
    ticked = {0: "否", 1: "是"}
    book = Codebook.model_validate(
        {
            "variables": [
                {"name": "sex", "values": {0: "女", 1: "男"}, "source": "1.您的性别："},
                {"name": "a1", "label": "议事会", "values": ticked},
                {"name": "a2", "label": "志愿服务", "values": ticked},
                {"name": "a3", "label": "其他", "values": ticked},
                {"name": "committee", "kind": "numeric", "label": "居委会"},
            ],
            "sets": [{"name": "acts", "members": ["a1", "a2", "a3"], "source": "3.您参加过哪些活动？"}],
        }
    )
    survey = read_survey(FILE, codebook=book)
    assert survey.data.loc["2", ["sex", "a1", "a2", "a3", "committee"]].tolist() == [0, 0, 1, 0, 2]
    assert survey.log[0].cases.empty


def test_options_betray_the_platform_where_its_own_columns_were_deleted(save_csv: Save) -> None:
    rows = [row[4:15] for row in _rows()]
    survey = read_survey(save_csv(rows))
    assert survey.log[0].arguments["platform"] == "tencent"
    assert survey.data["Q3_1"].tolist() == [1, 0]
    assert survey.data.index.tolist() == ["2", "3"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_encodings(save_csv: Save, encoding: str) -> None:
    survey = read_survey(save_csv(_rows(), encoding=encoding))
    assert survey.data.loc["1", "Q3_text"] == "楼道花园"


def test_workbooks_titles_and_blank_rows_and_columns(save_xlsx: Save) -> None:
    width = len(_rows()[0])
    header, first, second = ([*row, None] for row in _rows())
    survey = read_survey(save_xlsx([["社区调查"], header, first, [None] * width, second, [None] * width]))
    assert survey.paradata["source_row"].tolist() == [3, 5]
    assert survey.data["Q1"].tolist() == [1, 2]


def test_ids_that_repeat_are_refused_with_their_rows(save_csv: Save) -> None:
    header, first, _ = _rows()
    with pytest.raises(ReadError, match=r"编号 is empty or occurs twice in rows 2, 3\. Give every"):
        read_survey(save_csv([header, first, first]))


def test_a_file_cut_short_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "cut.csv"
    path.write_bytes(FILE.read_bytes()[:-20])
    with pytest.raises(ReadError, match="row 3 has"):
        read_survey(path)


def test_headers_alone_are_refused(save_csv: Save) -> None:
    with pytest.raises(ReadError, match="no answers below"):
        read_survey(save_csv(_rows()[:1]))


def test_a_file_of_metadata_alone_is_refused(save_csv: Save) -> None:
    with pytest.raises(ReadError, match="no question columns"):
        read_survey(save_csv([META, FIRST]))


def test_blanks_are_open_whatever_is_written_in_them(save_csv: Save) -> None:
    rows = [[n, "2020/8/24 18:08", "2020/8/24 18:10", "72", "江西", "3"] for n in range(1, 9)]
    header = ["编号", "开始答题时间", "结束答题时间", "答题时长", "1.你来自：_填空1", "1.你来自：_填空2"]
    survey = read_survey(save_csv([header, *rows]))
    assert [variable.kind for variable in survey.codebook.variables] == ["text", "numeric"]


def test_variables_stand_in_the_order_of_the_file_whoever_described_them(save_csv: Save) -> None:
    header = ["编号", "开始答题时间", "结束答题时间", "答题时长", "1.年龄", "2.性别", "3.建议", "4.住房"]
    rows = [[n, "2020/8/24 18:08", "2020/8/24 18:10", "72", 30 + n, "A.男", "好", "B.租房"] for n in range(1, 4)]
    survey = read_survey(save_csv([header, *rows]))
    assert survey.data.columns.tolist() == ["Q1", "Q2", "Q3", "Q4"]
