"""The text of a 问卷星 questionnaire is a codebook, by itself and beside a download."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, CodebookError, ReadError
from surveykit.read.codebook import read_codebook
from surveykit.read.survey import read_survey

Save = Callable[..., Path]
TEXT = """1. 您的性别*[单选题]
男
女

2、您的年龄段 [单选题] *
○18岁以下
○18-25岁
○26-35岁 (请跳至第4题)

3. 您参加过哪些活动？[多选题]【最多选2项】
议事会
选举
其他___

=====分页=====

4. 请排序[排序题]
环境
治安
停车

5. 请评价*[矩阵量表题]
不满意\t一般\t满意
环境卫生
治安状况 ○ ○ ○

6. 您在本小区住了___年[填空题]

7. 您的姓名[填空题]

8. 您每月来___次，为了___[多项填空题]
"""
META = ["序号", "提交答卷时间", "所用时间"]
BY_TEXT = ["1、您的性别", "2、您的年龄段", "3、您参加过哪些活动？", "4、请排序", "5、请评价—环境卫生", "5、治安状况",
           "6、您在本小区住了___年", "7、您的姓名"]  # fmt: skip
BY_INDEX = [*BY_TEXT[:2], "3、您参加过哪些活动？(议事会)", "3、(选举)", "3、(其他)", "4、请排序(环境)", "4、(治安)",
            "4、(停车)", *BY_TEXT[4:]]  # fmt: skip
TEXTS = [
    [1, "2025/4/19 9:03:11", "60秒", "女", "26-35岁", "选举┋其他〖书会〗", "治安→环境", "满意", "不满意", 3, "张三"],
    [2, "2025/4/19 9:05:11", "60秒", "女", "18-25岁", "(跳过)", "(空)", "满意", "(空)", 5, "李四"],
]
POSITIONS = [
    [1, "2025/4/19 9:03:11", "60秒", 2, 3, 0, 1, 1, 2, 1, -2, 3, 1, 3, "张三"],
    [2, "2025/4/19 9:05:11", "60秒", 2, 2, -3, -3, -3, -2, -2, -2, 3, -2, 5, "李四"],
]
ANSWERS = {
    "Q1": [2, 2],
    "Q2": [3, 2],
    "Q3_1": [0, None],
    "Q3_2": [1, None],
    "Q3_3": [1, None],
    "Q4_1": [2, None],
    "Q4_2": [1, None],
    "Q5_1": [3, 3],
    "Q5_2": [1, None],
    "Q6": [3, 5],
}


@pytest.fixture
def questionnaire(tmp_path: Path) -> Path:
    path = tmp_path / "问卷.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def labels(book: Codebook, name: str) -> list[str]:
    return [text.zh for text in book.variable(name).values.values()]


def answers(survey: Survey) -> dict[str, list[float | None]]:
    return {name: [None if v != v else v for v in survey.data[name]] for name in ANSWERS}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_it_is_a_codebook(questionnaire: Path, encoding: str) -> None:
    questionnaire.write_text(TEXT, encoding=encoding)
    book = Codebook.read(questionnaire)
    assert {variable.name: variable.kind for variable in book.variables} == {
        "Q1": "nominal",
        "Q2": "ordinal",
        "Q3_1": "nominal",
        "Q3_2": "nominal",
        "Q3_3": "nominal",
        "Q4_1": "numeric",
        "Q4_2": "numeric",
        "Q4_3": "numeric",
        "Q5_1": "ordinal",
        "Q5_2": "ordinal",
        "Q6": "numeric",
        "Q7": "text",
        "Q8_1": "numeric",
        "Q8_2": "text",
    }
    assert labels(book, "Q2") == ["18岁以下", "18-25岁", "26-35岁"]
    assert labels(book, "Q5_2") == ["不满意", "一般", "满意"]
    assert [(group.name, group.kind, len(group.members)) for group in book.sets] == [
        ("Q3", "multiple", 3),
        ("Q4", "ranking", 3),
    ]
    assert book.label("Q3_3", "zh") == "其他"
    assert book.variable("Q7").personal


@pytest.mark.parametrize(
    ("header", "rows", "name"),
    [(BY_TEXT, TEXTS, "1_按文本_x_2_2.csv"), (BY_INDEX, POSITIONS, "1_按序号_x_2_2.csv")],
)
def test_a_download_is_read_with_it(
    save_csv: Save, questionnaire: Path, header: list[str], rows: list[list[object]], name: str
) -> None:
    survey = read_survey(save_csv([[*META, *header], *rows], name), codebook=questionnaire)
    assert answers(survey) == ANSWERS
    assert labels(survey.codebook, "Q1") == ["男", "女"]
    assert "Q7" not in survey.data
    assert "first appearance" not in survey.log[0].told("en")
    assert "no column for Q8_1, Q8_2 of the questionnaire's text" in survey.log[0].told("en")
    assert survey.missing_reasons.loc["2", ["Q3_1", "Q4_1", "Q5_2"]].tolist() == ["not_shown", "blank", "blank"]


def test_a_pair_is_held_against_each_other_by_it(save_csv: Save, questionnaire: Path) -> None:
    text = save_csv([[*META, *BY_TEXT], *TEXTS], "1_按文本_x_2_2.csv")
    index = save_csv([[*META, *BY_INDEX], *POSITIONS], "1_按序号_x_2_2.csv")
    assert answers(read_survey([text, index], codebook=questionnaire)) == ANSWERS
    spoilt = [POSITIONS[0], [*POSITIONS[1][:3], 1, *POSITIONS[1][4:]]]
    save_csv([[*META, *BY_INDEX], *spoilt], "1_按序号_x_2_2.csv")
    with pytest.raises(ReadError, match=r"disagree in 1 cells .* row 3, Q1"):
        read_survey([text, index], codebook=questionnaire)


def test_old_rows_and_options_are_found_by_their_numbers(save_csv: Save, questionnaire: Path) -> None:
    header = ["第3题(议事会)", "第3题(选举)", "第3题(其他)", "第5题(环境卫生)", "第5题(治安状况)"]
    survey = read_survey(
        save_csv([[*META, *header], [1, "", "", 0, 1, 1, 3, 1]], "800_800_2.csv"), codebook=questionnaire
    )
    assert survey.data.iloc[0].tolist() == [0, 1, 1, 3, 1]
    assert labels(survey.codebook, "Q5_2") == ["不满意", "一般", "满意"]


def test_answers_that_the_questionnaire_does_not_offer_are_named(save_csv: Save, questionnaire: Path) -> None:
    row = [*TEXTS[0][:4], "60岁以上", *TEXTS[0][5:]]
    with pytest.raises(AnswerError, match="row 2, Q2: '60岁以上'"):
        read_survey(save_csv([[*META, *BY_TEXT], row], "1_按文本_x_1_1.csv"), codebook=questionnaire)


def test_a_saved_codebook_reads_the_download_too(save_csv: Save, questionnaire: Path, tmp_path: Path) -> None:
    book = read_codebook(questionnaire)
    book.write(tmp_path / "book.yaml")
    path = save_csv([[*META, *BY_TEXT], *TEXTS], "1_按文本_x_2_2.csv")
    survey = read_survey(path, codebook=tmp_path / "book.yaml", allow_absent=["Q8_1", "Q8_2"])
    assert answers(survey) == ANSWERS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. 性别[单选题]\n男\n女\n\n2. 年龄\n小\n大", "line 5 begins a question that has no type"),
        ("1. 性别[单选题]\n男\n女\n2. 年龄[滑条题]\n", r"line 4 has the question type \[滑条题\]"),
        ("1. 性别[单选题]\n男\n", "line 1 has fewer than two options"),
        ("1. 性别[单选题]\n男\n男\n女", r"line 1 names \['男'\] twice"),
        ("1. 评价[矩阵量表题]\n好\n环境\n治安", "line 1 is a matrix"),
        ("1. 性别[单选题]\n男\n女\n\n1. 年龄[单选题]\n小\n大", "lines 1 and 5 both have the question number 1"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "问卷.txt").write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=said):
        read_codebook(tmp_path / "问卷.txt")


def test_it_is_no_file_with_answers(questionnaire: Path) -> None:
    with pytest.raises(ReadError, match="no answers"):
        read_survey(questionnaire)
