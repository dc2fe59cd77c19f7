"""问卷网 downloads are read with the labels of the code.csv beside them, or without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import ReadError
from surveykit.read.survey import read_survey

Save = Callable[..., Path]
HEADER = ["seq", "ip", "start", "finish", "Q1", "Q2", "Q3_A1", "Q3_A2", "Q4_A1", "Q4_A2", "Q5_R1", "Q5_R2", "Q6"]
ROWS = [
    ["1", "192.0.2.1", "2019-03-01 10:00:00", "2019-03-01 10:03:20", "1", "34", *"101221", "多开会"],
    ["2", "192.0.2.2", "2019-03-01 11:00:00", "2019-03-01 11:01:00", "2", "51", *"012113", ""],
]
WORDED = [
    "答卷编号", "IP地址", "开始时间", "结束时间", "答题时长", "Q1_性别", "Q2_年龄", "Q3_活动_议事会",
    "Q3_活动_志愿服务", "Q4_排序_环境", "Q4_排序_安全", "Q5_信任_居委会", "Q5_信任_物业", "Q6_建议",
]  # fmt: skip
TEXTS = [
    ["1", "192.0.2.1", "2019-03-01 10:00:00", "2019-03-01 10:03:20", "200秒", "男", "34", "议事会", "", *"12", "一般",
     "不同意", "多开会"],
    ["2", "192.0.2.2", "2019-03-01 11:00:00", "2019-03-01 11:01:00", "60秒", "女", "51", "", "志愿服务", *"21",
     "不同意", "同意", ""],
]  # fmt: skip
CODES = [
    ["Q1", "性别", "单选题"], ["", "本题选项:", ""], ["", "1", "男"], ["", "2", "女"], ["", "3", "其他"],
    ["Q2", "年龄", "填空题"],
    ["Q3", "活动", "多选题"], ["", "1", "议事会"], ["", "2", "志愿服务"],
    ["Q4", "排序", "排序题"], ["", "1", "环境"], ["", "2", "安全"],
    ["Q5", "信任", "矩阵单选题"], ["", "1", "不同意"], ["", "2", "一般"], ["", "3", "同意"],
    ["Q6", "建议", "填空题"],
]  # fmt: skip
NAMES = ["Q1", "Q2", "Q3_1", "Q3_2", "Q4_1", "Q4_2", "Q5_1", "Q5_2", "Q6"]


@pytest.fixture
def coded(save_csv: Save) -> Path:
    """The coded download, with its companions beside it."""
    save_csv(CODES, "code.csv", "gbk")
    save_csv([WORDED, *TEXTS], "All_Data_Readable.csv", "gbk")
    return save_csv([HEADER, *ROWS], "All_Data_Original.csv", "gbk")


def test_codes_are_read_with_the_labels_beside_them(coded: Path) -> None:
    survey = read_survey(coded)
    assert survey.log[0].arguments["platform"] == "wenjuan"
    assert survey.data.columns.tolist() == NAMES
    assert survey.data.iloc[0].tolist() == [1, 34, 1, 0, 1, 2, 2, 1, "多开会"]
    assert survey.data.iloc[1, :8].tolist() == [2, 51, 0, 1, 2, 1, 1, 3]
    book = survey.codebook
    assert [text.zh for text in book.variable("Q1").values.values()] == ["男", "女", "其他"]
    assert [book.variable(name).label.zh for name in NAMES] == [
        *("性别", "年龄", "议事会", "志愿服务", "环境", "安全", "居委会", "物业", "建议"),
    ]
    assert book.value_label("Q5_2", 3, "zh") == "同意"
    assert [book.variable(name).kind for name in ("Q1", "Q2", "Q5_1", "Q6")] == [
        *("nominal", "numeric", "ordinal", "text")
    ]
    assert [(group.name, group.kind) for group in book.sets] == [("Q3", "multiple"), ("Q4", "ranking")]
    assert survey.paradata["duration_seconds"].tolist() == [200.0, 60.0]
    assert survey.data.index.tolist() == ["1", "2"]
    assert survey.missing_reasons["Q6"].tolist() == ["", "blank"]


def test_addresses_become_tokens(coded: Path) -> None:
    survey = read_survey(coded)
    assert "192.0.2" not in survey.data.to_csv() + survey.paradata.to_csv() + repr(survey.log)
    assert survey.paradata["address_token"].nunique() == 2


def test_text_and_codes_agree(coded: Path) -> None:
    text, codes = read_survey(coded.with_name("All_Data_Readable.csv")), read_survey(coded)
    assert text.log[0].arguments["platform"] == "wenjuan"
    assert text.data.columns.tolist() == NAMES
    pd.testing.assert_frame_equal(text.data, codes.data)
    assert text.codebook.variable("Q5_2").values == codes.codebook.variable("Q5_2").values


def test_text_alone_is_read_too(save_csv: Save) -> None:
    survey = read_survey(save_csv([WORDED, *TEXTS]))
    assert survey.data.columns.tolist() == NAMES
    assert survey.data["Q1"].tolist() == ["男", "女"], "two different answers of two people may be anything"
    assert survey.data[["Q3_1", "Q3_2", "Q4_1", "Q4_2"]].to_numpy().tolist() == [[1, 0, 1, 2], [0, 1, 2, 1]]


def test_without_companions_codes_have_no_labels_and_a_note_says_so(save_csv: Save) -> None:
    survey = read_survey(save_csv([HEADER, *ROWS]))
    assert "There is no code.csv beside the file" in survey.log[0].told("en")
    assert survey.data.iloc[0, :8].tolist() == [1, 34, 1, 0, 1, 2, 2, 1]


def test_answers_that_code_csv_lacks_are_named(save_csv: Save) -> None:
    save_csv(CODES, "code.csv")
    survey = read_survey(save_csv([HEADER, *ROWS, ["3", *ROWS[0][1:4], "9", *ROWS[0][5:]]]))
    assert "does not explain all answers of 'Q1'" in survey.log[0].told("en")
    assert survey.data["Q1"].tolist() == [1, 2, 9]


def test_headers_that_repeat_are_told_apart(save_csv: Save) -> None:
    save_csv(CODES, "code.csv")
    survey = read_survey(save_csv([[*HEADER, "Q1"], *([*row, "3"] for row in ROWS)]))
    assert survey.codebook.variable("Q1_2").source == ("Q1 (2)",)
    assert survey.data["Q1_2"].tolist() == [3, 3]


def test_a_code_csv_of_another_kind_is_refused(save_csv: Save) -> None:
    save_csv([["a", "b"], ["1", "2"]], "code.csv")
    with pytest.raises(ReadError, match=r"code\.csv, which lies beside .* holds no questions"):
        read_survey(save_csv([HEADER, *ROWS]))


def test_a_codebook_of_ones_own_comes_first(coded: Path) -> None:
    book = Codebook.model_validate({"variables": [{"name": "sex", "values": {2: "F", 1: "M"}, "source": "Q1"}]})
    survey = read_survey(coded, codebook=book)
    assert survey.data["sex"].tolist() == [1, 2]
    assert survey.data["Q5_2"].tolist() == [1, 3]


def test_ids_that_repeat_and_headers_alone_are_refused(save_csv: Save) -> None:
    with pytest.raises(ReadError, match="seq is empty or occurs twice in rows 2, 3"):
        read_survey(save_csv([HEADER, ROWS[0], ROWS[0]]))
    with pytest.raises(ReadError, match="no answers below"):
        read_survey(save_csv([HEADER]))
    with pytest.raises(ReadError, match="no question columns"):
        read_survey(save_csv([HEADER[:4], ROWS[0][:4]]), platform="wenjuan")


def test_question_codes_alone_are_a_plain_table(save_csv: Save) -> None:
    survey = read_survey(save_csv([HEADER[4:], *(row[4:] for row in ROWS)]))
    assert survey.log[0].arguments["platform"] == "generic"
    np.testing.assert_array_equal(survey.data["Q1"], [1, 2])


def test_rows_are_worded_by_a_readable_file_with_other_columns_around_them(save_csv: Save) -> None:
    save_csv(CODES, "code.csv", "gbk")
    save_csv([WORDED[5:], *(row[5:] for row in TEXTS)], "All_Data_Readable.csv", "gbk")
    survey = read_survey(save_csv([HEADER, *ROWS], "All_Data_Original.csv", "gbk"))
    assert [survey.codebook.label(name, "zh") for name in ("Q5_1", "Q5_2")] == ["居委会", "物业"]
