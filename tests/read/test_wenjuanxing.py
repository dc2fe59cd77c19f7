"""问卷星 downloads of every layout, one small file for each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.errors import ReadError
from surveykit.read.survey import read_survey

Save = Callable[..., Path]
META = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]


def rows_of(answers: list[list[object]]) -> list[list[object]]:
    moments = [[n, f"2025/4/19 9:03:{n:02d}", "60秒", "微信", "N/A", "192.0.2.1(江西-南昌)"] for n in range(1, 60)]
    return [[*meta, *row] for meta, row in zip(moments, answers, strict=False)]


@pytest.fixture
def save(save_csv: Save) -> Callable[..., Path]:
    """Write a download of question columns."""

    def write(header: list[str], answers: list[list[object]], name: str) -> Path:
        return save_csv([[*META, *header], *rows_of(answers)], name)

    return write


def labels(survey: Survey, name: str) -> list[str]:
    return [text.zh for text in survey.codebook.variable(name).values.values()]


KIDS = ["1、您有几个孩子", "2、性别"]


def test_options_that_are_figures_are_found_by_position(save: Save) -> None:
    text = save(KIDS, [["3", "男"], ["2", "女"], ["1", "男"], ["4个以上", "女"]], "1_按文本_x_4_4.csv")
    index = save(KIDS, [[1, 1], [2, 2], [3, 1], [4, 2]], "1_按序号_x_4_4.csv")
    pair = read_survey([text, index])
    assert labels(pair, "Q1") == ["3", "2", "1", "4个以上"]
    assert pair.data["Q1"].tolist() == [1, 2, 3, 4]
    values = {1: "3", 2: "2", 3: "1", 4: "4个以上"}
    book = Codebook.model_validate({"variables": [{"name": "kids", "source": KIDS[0], "values": values}]})
    assert read_survey(index, codebook=book).data["kids"].tolist() == [1, 2, 3, 4]
    assert read_survey(text, codebook=book).data["kids"].tolist() == [1, 2, 3, 4]
    assert read_survey([text, index], codebook=book).data["kids"].tolist() == [1, 2, 3, 4]


UNNUMBERED = ["请评价—公交", "骑行", "性别", "年龄", "请评价重要性—公交", "骑行"]


def test_a_matrix_without_numbers_ends_where_answers_become_others(save: Save) -> None:
    scale, weight = ["很好", "还行", "差"], ["要紧", "不要紧"]
    answers = [
        [scale[n % 3], scale[(n + 1) % 3], "男女"[n % 2], 20 + n, weight[n % 2], weight[(n + 1) % 2]] for n in range(12)
    ]
    survey = read_survey(save(UNNUMBERED, answers, "1_按文本_x_12_12.csv"))
    assert survey.data.columns.tolist() == ["Q1_1", "Q1_2", "性别", "年龄", "Q4_1", "Q4_2"]
    assert labels(survey, "Q1_2") == scale
    assert labels(survey, "Q4_2") == weight
    assert "the columns down to '骑行' were taken for rows of '请评价'" in survey.log[0].told("en")


def test_a_pair_agrees_although_only_the_text_shows_where_a_matrix_ends(save: Save) -> None:
    scale = ["很好", "还行", "差"]
    text = [[scale[n % 3], scale[(n + 1) % 3], "男女"[n % 2]] for n in range(12)]
    index = [[n % 3 + 1, (n + 1) % 3 + 1, n % 2 + 1] for n in range(12)]
    header = UNNUMBERED[:3]
    files = [save(header, text, "1_按文本_x_12_12.csv"), save(header, index, "1_按序号_x_12_12.csv")]
    survey = read_survey(files)
    assert labels(survey, "性别") == ["男", "女"]
    assert survey.codebook.variable("性别").kind == "nominal"


def test_a_number_before_the_stem_of_a_matrix_may_stand_without_a_mark(save: Save) -> None:
    survey = read_survey(save(["20 请评价—公交", "骑行"], [["满意", "一般"]] * 3, "1_按文本_x_3_3.csv"))
    assert survey.data.columns.tolist() == ["Q20_1", "Q20_2"]


def test_blanks_belong_to_the_question_whose_number_the_first_one_has(save: Save) -> None:
    header = ["6、(1)每月___次", "(2)每次___元", "7、(1)您___岁", "7、(2)住了___年"]
    survey = read_survey(save(header, [[1, 20, 30, 4], [2, 5.5, 41, 7]], "1_按文本_x_2_2.csv"))
    assert survey.data.columns.tolist() == ["Q6_1", "Q6_2", "Q7_1", "Q7_2"]
    assert survey.codebook.label("Q7_2", "zh") == "住了___年"
    assert survey.log[0].arguments["body"] == "text"


def test_a_question_without_a_stem_keeps_its_options_together(save: Save) -> None:
    survey = read_survey(save(["2、(甲)", "2、(乙)", "3、建议"], [[1, 0, "好"], [0, 1, "(空)"]], "1_按序号_x_2_2.csv"))
    (group,) = survey.codebook.sets
    assert group.members == ("Q2_1", "Q2_2")


@pytest.mark.parametrize(
    ("name", "answers", "body"),
    [
        ("1_按序号_x_3_3.csv", [["1", "好", "忙"], ["2", "(空)", "-3"], ["1", "不", "远"]], "index"),
        ("1_按分数_x_3_3.csv", [["1", "好", "忙"], ["2", "(空)", "-3"], ["1", "不", "远"]], "score"),
        ("1_按文本_x_3_3.csv", [["30", "2", "5"], ["40", "3", "6"], ["50", "2", "7"]], "text"),
        ("1_按文本_x_3_3.csv", [["1", "2", "-3"], ["2", "3", "1"], ["1", "-2", "2"]], "index"),
        ("1_按序号_x_3_3.csv", [["男", "甲┋乙", "3"], ["女", "甲", "4"], ["男", "(跳过)", "5"]], "text"),
        ("renamed.csv", [["1", "2", "3"], ["2", "3", "1"], ["1", "2", "2"]], "index"),
        ("renamed.csv", [["男", "好", "-3"], ["女", "坏", "4"], ["男", "坏", "5"]], "text"),
    ],
)
def test_cells_and_then_the_file_name_say_how_answers_are_written(
    save: Save, name: str, answers: list[list[object]], body: str
) -> None:
    survey = read_survey(save(["1、甲题", "2、乙题", "3、丙题"], answers, name))
    assert survey.log[0].arguments["body"] == body


def test_a_start_is_kept(save_csv: Save) -> None:
    header = ["序号", "提交答卷时间", "开始答卷时间", "所用时间", "1、性别"]
    survey = read_survey(save_csv([header, [1, "2025/4/19 9:03:11", "2025/4/19 9:00:11", "180秒", "男"]]))
    assert str(survey.paradata["started"].iloc[0]) == "2025-04-19 09:00:11"


BARE = ["1、性别", "2、活动", "3、评价—环境", "3、治安"]


def test_answers_tell_the_platform_where_its_own_columns_were_deleted(save_csv: Save) -> None:
    rows = [
        ["男", "甲┋乙", "满意", "一般"],
        ["女", "甲┋其他〖书会〗", "一般", "满意"],
        ["男", "(跳过)", "一般", "(空)"],
    ]
    survey = read_survey(save_csv([BARE, *rows]))
    assert survey.log[0].arguments["platform"] == "wenjuanxing"
    assert survey.data.index.tolist() == ["2", "3", "4"]
    assert survey.data.columns.tolist() == ["Q1", "Q2_1", "Q2_2", "Q2_3", "Q2_text", "Q3_1", "Q3_2"]
    assert survey.missing_reasons["Q3_2"].tolist() == ["", "", "blank"]
    assert "The columns that Wenjuanxing adds are not in the file" in survey.log[0].told("en")


def test_a_table_with_ids_of_ones_own_is_no_download(save_csv: Save) -> None:
    survey = read_survey(save_csv([["编号", *BARE], ["7", "男", "甲┋乙", "满意", "一般"]]))
    assert survey.log[0].arguments["platform"] == "generic"
    assert survey.data.index.tolist() == ["7"]


def test_a_download_of_paradata_alone_is_refused(save_csv: Save) -> None:
    with pytest.raises(ReadError, match="no question columns"):
        read_survey(save_csv([META, *rows_of([[], []])]))


PLACED: list[list[object]] = [
    ["序号", "提交答卷时间", "来自IP", "1、性别"],
    [1, "2025/4/19 9:03:11", "192.0.2.1(江西-南昌)", "男"],
    [2, "2025/4/19 9:04:11", "192.0.2.2(江苏-南京)", "女"],
    [3, "2025/4/19 9:05:11", "192.0.2.3(江苏-苏州)", "女"],
    [4, "2025/4/19 9:06:11", "", "女"],
]


def test_places_become_variables_where_the_codebook_names_them(save_csv: Save) -> None:
    path = save_csv(PLACED)
    assert "province" not in read_survey(path).data
    book = {"variables": [{"name": "province"}, {"name": "city", "kind": "text"}]}
    survey = read_survey(path, codebook=Codebook.model_validate(book))
    assert labels(survey, "province") == ["江苏", "江西"]
    assert survey.data["province"].tolist()[:3] == [2, 1, 1]
    assert survey.missing_reasons["province"].tolist() == ["", "", "", "blank"]
    assert survey.data["city"].tolist()[:3] == ["南昌", "南京", "苏州"]


def test_places_may_have_codes_of_ones_own(save_csv: Save) -> None:
    book = {"variables": [{"name": "province", "values": {36: "江西", 32: "江苏"}}]}
    survey = read_survey(save_csv(PLACED), codebook=Codebook.model_validate(book))
    assert survey.data["province"].tolist()[:3] == [36, 32, 32]


def test_a_question_called_province_is_read_as_such(save_csv: Save) -> None:
    table = [[*PLACED[0], "province"], *([*row, "北京"] for row in PLACED[1:])]
    book = {"variables": [{"name": "province", "values": {11: "北京"}}]}
    assert read_survey(save_csv(table), codebook=Codebook.model_validate(book)).data["province"].tolist() == [11] * 4


def test_a_pair_has_places_too(save_csv: Save) -> None:
    index = [PLACED[0], *([*row[:3], 1 if row[3] == "男" else 2] for row in PLACED[1:])]
    files = [save_csv(PLACED, "1_按文本_x_4_4.csv"), save_csv(index, "1_按序号_x_4_4.csv")]
    survey = read_survey(files, codebook=Codebook.model_validate({"variables": [{"name": "province"}]}))
    assert survey.data["province"].tolist()[:3] == [2, 1, 1]


def test_a_draft_tells_rows_of_several_matrices_apart(save: Save, tmp_path: Path) -> None:
    answers: list[list[object]] = [["满意", "一般", "重要", "不重要"], ["一般", "满意", "不重要", "重要"]] * 2
    path = save(["请评价—公交", "骑行", "请评价重要性—公交", "骑行"], answers, "1_按文本_x_4_4.csv")
    survey = read_survey(path)
    survey.codebook.write(tmp_path / "book.yaml")
    again = read_survey(path, codebook=tmp_path / "book.yaml")
    assert again.data.equals(survey.data)
    assert again.data.columns.tolist() == ["Q1_1", "Q1_2", "Q2_1", "Q2_2"]


def test_options_with_ticks_tell_the_platform_where_its_own_columns_were_deleted(save_csv: Save) -> None:
    header = ["1、性别", "2、活动(甲)", "2、(乙)", "3、年龄"]
    survey = read_survey(save_csv([header, [1, 1, 0, 3], [2, -3, -3, 2], [1, 0, 1, -2]], "data.csv"))
    assert survey.log[0].arguments["platform"] == "wenjuanxing"
    assert survey.missing_reasons["Q2_1"].tolist() == ["", "not_shown", ""]
    assert survey.missing_reasons["Q3"].tolist() == ["", "", "blank"]
    keyed = read_survey(save_csv([header, [1, "很好", "不错", 3], [2, "好", "差", 2]], "other.csv"))
    assert keyed.log[0].arguments["platform"] == "generic"


def test_a_question_that_only_the_index_download_has_is_said(save_csv: Save) -> None:
    meta = ["序号", "提交答卷时间"]
    rows = [[1, "2025/4/19 9:03:11"], [2, "2025/4/19 9:04:11"]]
    text = save_csv([[*meta, "1、性别"], [*rows[0], "男"], [*rows[1], "女"]], "text.csv")
    index = save_csv([[*meta, "1、性别", "2、住房"], [*rows[0], 1, 2], [*rows[1], 2, 1]], "index.csv")
    assert "Only the download by index has '2、住房'" in read_survey((text, index)).log[0].told("en")
