"""Microsoft Forms workbooks in both languages, and their dirty variants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import ReadError
from surveykit.read.survey import read_survey

FILE = Path(__file__).parents[1] / "data" / "microsoft_forms" / "ms_forms.xlsx"
Save = Callable[..., Path]
HEADER = ["ID", "开始时间", "完成时间", "电子邮件", "名称"]


def _row(number: int, *answers: object) -> list[object]:
    start = dt.datetime(2025, 9, 9, 18, 1)
    return [number, start, start + dt.timedelta(seconds=60 * number), f"w{number}@example.org", "王小明", *answers]


def _forms(save_xlsx: Save, question: str, *answers: str) -> Path:
    return save_xlsx([[*HEADER, question], *(_row(n, answer) for n, answer in enumerate(answers, start=1))])


def test_sample_is_read_whole() -> None:
    survey = read_survey(FILE)
    assert survey.log[0].arguments["platform"] == "microsoft_forms"
    assert survey.data.index.tolist() == ["1"]
    assert survey.data.iloc[0].tolist() == [1, 1, 1, "Agree", "Neutral", "ok", "-"]
    (ticked,) = survey.codebook.sets
    labels = [survey.codebook.variable(name).label.en for name in ticked.members]
    assert labels == ["Meeting", "Volunteering", "gardening on stairs"]
    assert survey.paradata["duration_seconds"].tolist() == [210.0]
    assert str(survey.paradata["submitted"].iloc[0]) == "2025-09-09 18:04:30"
    assert survey.paradata["address_token"].isna().all(), "anonymous is no account"


def test_a_heading_that_excel_numbered_keeps_its_wording() -> None:
    labels = [variable.label.en for variable in read_survey(FILE).codebook.variables]
    assert labels[-2:] == ["Please explain", "Please explain (2)"]


def test_chinese_workbook_with_true_dates(save_xlsx: Save) -> None:
    survey = read_survey(_forms(save_xlsx, "您同意吗", "同意", "一般", "同意"))
    assert survey.paradata["duration_seconds"].tolist() == [60.0, 120.0, 180.0]
    assert survey.paradata["address_token"].nunique() == 3
    everything = survey.data.to_csv() + survey.paradata.to_csv() + repr(survey.log) + repr(survey.codebook)
    assert "王小明" not in everything
    assert "example.org" not in everything
    assert survey.data["您同意吗"].tolist() == [4, 3, 4]
    assert "month before day" not in survey.log[0].told("en")


def test_every_option_ends_with_its_semicolon(save_xlsx: Save) -> None:
    survey = read_survey(_forms(save_xlsx, "活动？", "议事会;", "议事会;志愿服务;", ""))
    assert survey.data.iloc[:2].to_numpy().tolist() == [[1, 0], [1, 1]]
    assert survey.data.iloc[2].isna().all()
    assert survey.missing_reasons["Q1_1"].tolist() == ["", "", "blank"]


def test_the_same_options_in_other_orders_are_a_ranking(save_xlsx: Save) -> None:
    survey = read_survey(_forms(save_xlsx, "排序？", "环境;安全;停车;", "停车;环境;安全;", "环境;停车;安全;"))
    (ranking,) = survey.codebook.sets
    assert ranking.kind == "ranking"
    labels = [survey.codebook.variable(name).label.zh for name in ranking.members]
    assert labels == ["环境", "安全", "停车"]
    assert survey.data.to_numpy().tolist() == [[1, 2, 3], [2, 3, 1], [1, 3, 2]]
    assert "was taken for a ranking" in survey.log[0].told("en")


def test_semicolons_in_options_of_a_codebook_are_kept(save_xlsx: Save) -> None:
    book = Codebook.model_validate(
        {
            "variables": [
                {"name": "a", "label": "议事会", "values": {0: "否", 1: "是"}},
                {"name": "b", "label": "清洁;分类", "values": {0: "否", 1: "是"}},
            ],
            "sets": [{"name": "acts", "members": ["a", "b"], "source": "活动？"}],
        }
    )
    survey = read_survey(_forms(save_xlsx, "活动？", "议事会;清洁;分类;", "清洁;分类;"), codebook=book)
    assert survey.data.to_numpy().tolist() == [[1, 1], [0, 1]]
    assert survey.log[0].cases.empty


def test_points_of_a_quiz_are_no_answers(save_xlsx: Save) -> None:
    header = [
        *HEADER,
        "Total points",
        "Quiz feedback",
        "谁管理小区？",
        "Points - 谁管理小区？",
        "Feedback - 谁管理小区？",
    ]
    survey = read_survey(save_xlsx([header, _row(1, 5, "", "业委会", 5, ""), _row(2, 0, "", "业委会", 0, "")]))
    assert survey.paradata["platform_score"].tolist() == [5.0, 0.0]
    assert survey.data.shape == (2, 1)
    assert "Points and feedback of a quiz" in survey.log[0].told("en")


def test_language_after_the_first_question_is_a_question(save_xlsx: Save) -> None:
    survey = read_survey(save_xlsx([[*HEADER, "q", "Language"], _row(1, "a", "中文"), _row(2, "a", "中文")]))
    assert survey.data.columns.tolist() == ["q", "Language"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_workbooks_saved_as_text(save_csv: Save, encoding: str) -> None:
    survey = read_survey(save_csv([[*HEADER, "活动？"], _row(1, "议事会;志愿服务;")], encoding=encoding))
    assert survey.paradata["duration_seconds"].tolist() == [60.0]
    assert survey.data.iloc[0].tolist() == [1, 1]


def test_titles_and_blank_rows_and_columns(save_xlsx: Save) -> None:
    rows = [["调查"], [*HEADER, "q"], [None], [*_row(1, "a"), None], [None], [*_row(2, "b"), None]]
    survey = read_survey(save_xlsx(rows))
    assert survey.paradata["source_row"].tolist() == [4, 6]


def test_headers_alone_repeated_ids_and_damaged_files_are_refused(save_xlsx: Save, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no answers below"):
        read_survey(save_xlsx([[*HEADER, "q"]]))
    with pytest.raises(ReadError, match="ID is empty or occurs twice in rows 2, 3"):
        read_survey(save_xlsx([[*HEADER, "q"], _row(1, "a"), _row(1, "a")]))
    with pytest.raises(ReadError, match="no question columns"):
        read_survey(save_xlsx([HEADER, _row(1)]))
    (tmp_path / "cut.xlsx").write_bytes(FILE.read_bytes()[:-300])
    with pytest.raises(ReadError, match=r"cut\.xlsx"):
        read_survey(tmp_path / "cut.xlsx")


def test_without_its_own_columns_the_table_is_a_plain_one(save_xlsx: Save) -> None:
    survey = read_survey(save_xlsx([["q"], ["a"], ["a"]]))
    assert survey.log[0].arguments["platform"] == "generic"
