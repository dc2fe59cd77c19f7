"""Credamo downloads are read whole, with the wording of their second row."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import ReadError
from surveykit.read.survey import read_survey

FILE = Path(__file__).parents[1] / "data" / "credamo" / "credamo.csv"
Save = Callable[..., Path]
META = ["作答ID", "用户ID", "开始时间", "结束时间", "作答总时长(秒)", "IP"]


def _rows() -> list[list[object]]:
    with FILE.open(encoding="gb18030", newline="") as file:
        return [list(row) for row in csv.reader(file)]


def _answers(number: int, *answers: str) -> list[str]:
    return [str(number), "7", "2025-08-24 18:08:00", "2025-08-24 18:11:00", "180", "192.0.2.1", *answers]


def test_sample_is_read_whole() -> None:
    survey = read_survey(FILE)
    assert survey.log[0].arguments["platform"] == "credamo"
    assert survey.data.index.tolist() == ["9001"]
    assert survey.data.to_dict("list") == {"Q1": [1], "Q2_1": [1], "Q2_2": [0], "Q3_1": [6], "Q3_2": [5]}
    assert survey.paradata["source_row"].tolist() == [3]
    assert survey.paradata["duration_seconds"].tolist() == [180.0]
    assert survey.paradata[["province", "city", "device"]].iloc[0].tolist() == ["上海", "上海", "手机"]
    assert str(survey.paradata["submitted"].iloc[0]) == "2025-08-24 18:11:00"


def test_second_row_is_the_wording_and_no_respondent() -> None:
    survey = read_survey(FILE)
    labels = {variable.name: variable.label.zh for variable in survey.codebook.variables}
    assert labels == {
        "Q1": "您的性别",
        "Q2_1": "议事会",
        "Q2_2": "志愿服务",
        "Q3_1": "我信任居委会",
        "Q3_2": "我信任物业",
    }
    (ticked,) = survey.codebook.sets
    assert (ticked.kind, ticked.label.zh) == ("multiple", "您参加过哪些活动")
    assert "was not counted as a respondent" in survey.log[0].told("en")
    assert "codes without labels" in survey.log[0].told("en")


def test_coordinates_addresses_and_devices_are_dropped() -> None:
    survey = read_survey(FILE)
    everything = survey.data.to_csv() + survey.paradata.to_csv() + repr(survey.codebook)
    assert not any(secret in everything for secret in ("192.0.2.1", "121.4", "31.2", "390x844", "Safari"))


def test_second_row_that_was_deleted_is_not_missed(save_csv: Save) -> None:
    header, _, first = _rows()
    survey = read_survey(save_csv([header, first]))
    assert survey.data.index.tolist() == ["9001"]
    assert survey.data["Q3_1"].tolist() == [6]


def test_headers_of_words_are_split_into_stem_and_option(save_csv: Save) -> None:
    header = [*META, "第一部分", "您参加过-议事会", "您参加过-志愿服务", "年龄"]
    instruction = [""] * len(META) + ["", "多选", "多选", "填空"]
    path = save_csv([header, instruction, _answers(1, "", "1", "", "35"), _answers(2, "", "", "", "40")])
    survey = read_survey(path)
    np.testing.assert_array_equal(survey.data.to_numpy(dtype=float), [[1, 0, 35], [np.nan, np.nan, 40]])
    assert survey.codebook.sets[0].label.zh == "您参加过"
    assert "only head a block were left out: '第一部分'" in survey.log[0].told("en")


def test_verdicts_of_the_platform_are_paradata(save_csv: Save) -> None:
    header = [*META, "审核状态", "信用分", "Q1"]
    survey = read_survey(save_csv([header, _answers(1, "采纳", "88", "3"), _answers(2, "拒绝", "", "4")]))
    assert survey.paradata["review"].tolist() == ["采纳", "拒绝"]
    assert survey.paradata["platform_credit"].tolist()[0] == 88.0
    assert survey.data.columns.tolist() == ["Q1"]


def test_a_codebook_of_ones_own_gives_labels_to_codes() -> None:
    book = Codebook.model_validate(
        {
            "variables": [
                {"name": "sex", "values": {1: "男", 2: "女"}, "source": "Q1"},
                {"name": "Q3-1", "kind": "numeric"},
            ]
        }
    )
    survey = read_survey(FILE, codebook=book)
    assert survey.data[["sex", "Q3-1"]].iloc[0].tolist() == [1, 6]
    assert survey.log[0].cases.empty


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings(save_csv: Save, encoding: str) -> None:
    assert read_survey(save_csv(_rows(), encoding=encoding)).data["Q1"].tolist() == [1]


def test_workbooks_titles_and_blank_rows(save_xlsx: Save) -> None:
    header, wording, first = _rows()
    survey = read_survey(save_xlsx([["导出数据"], header, wording, [None], first]))
    assert survey.paradata["source_row"].tolist() == [5]


def test_wording_without_answers_is_refused(save_csv: Save) -> None:
    with pytest.raises(ReadError, match="no answers below"):
        read_survey(save_csv(_rows()[:2]))
    with pytest.raises(ReadError, match="no answers below"):
        read_survey(save_csv(_rows()[:1]))


def test_without_its_own_columns_the_table_is_a_plain_one(save_csv: Save) -> None:
    header, _, first = _rows()
    survey = read_survey(save_csv([header[14:], first[14:]]))
    assert survey.log[0].arguments["platform"] == "generic"
    assert survey.data.shape == (1, 5)


def test_wording_that_begins_alike_is_the_stem(save_csv: Save) -> None:
    header = [*META, "Q1 您的年龄", "Q2-1", "Q2-2", "Q3.评价-环境", "Q3.评价-治安"]
    wordings = [""] * len(META) + ["", "参加过的活动-议事会", "参加过的活动-选举", "", ""]
    rows = [_answers(9, "34", "1", "", "5", "4"), _answers(10, "51", "", "1", "3", "3")]
    survey = read_survey(save_csv([header, wordings, *rows]))
    labels = {variable.name: variable.label.zh for variable in survey.codebook.variables}
    assert labels == {"Q1": "您的年龄", "Q2_1": "议事会", "Q2_2": "选举", "Q3_1": "环境", "Q3_2": "治安"}
    assert survey.codebook.sets[0].label.zh == "参加过的活动"
