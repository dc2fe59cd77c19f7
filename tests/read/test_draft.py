"""What is drafted from the cells of files that say nothing about their columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.read.survey import read_survey

Table = list[list[object]]
Save = Callable[..., Path]
MakeTable = Callable[..., Table]
META = ["序号", "提交答卷时间", "所用时间"]


def labels(survey: Survey, name: str) -> list[str]:
    return [text.zh for text in survey.codebook.variable(name).values.values()]


@pytest.fixture
def read(save_csv: Save) -> Callable[..., Survey]:
    """Read a 问卷星 download made of question columns."""

    def make(header: list[str], rows: list[list[object]], *, mode: str = "按文本") -> Survey:
        moments = [[n, f"2025/4/19 9:03:{n:02d}", "60秒"] for n in range(1, len(rows) + 1)]
        table = [[*META, *header], *([*meta, *row] for meta, row in zip(moments, rows, strict=True))]
        return read_survey(save_csv(table, f"39_{mode}_社区_{len(rows)}_{len(rows)}.csv"))

    return make


Read = Callable[..., Survey]


def test_rows_of_a_matrix_share_one_order_of_values(read: Read) -> None:
    steps = ["常来", "偶来", "不来"]
    survey = read(["1、多久来一次—春天", "1、秋天"], [[steps[n % 3], steps[(n + 2) % 3]] for n in range(9)])
    assert labels(survey, "Q1_1") == labels(survey, "Q1_2") == steps
    assert survey.data["Q1_2"].tolist()[:3] == [3, 1, 2]
    assert "The labels of Q1_1, Q1_2 are coded in the order of their first appearance" in survey.log[0].told("en")


def test_rows_of_a_ladder_have_the_steps_that_only_other_rows_show(read: Read) -> None:
    survey = read(["1、评价—卫生", "1、治安"], [["非常满意", "满意"], ["不满意", "一般"], ["非常不满意", "满意"]] * 3)
    assert labels(survey, "Q1_2") == ["非常不满意", "不满意", "一般", "满意", "非常满意"]
    assert survey.codebook.variable("Q1_2").kind == "ordinal"


def test_a_row_that_nobody_answered_has_the_values_of_the_others(read: Read) -> None:
    survey = read(["1、评价—卫生", "1、治安"], [["满意", "(空)"], ["一般", "(跳过)"], ["不满意", "(空)"]])
    assert labels(survey, "Q1_2") == labels(survey, "Q1_1") == ["不满意", "一般", "满意"]


def test_rows_that_answer_with_other_words_keep_their_own_values(read: Read) -> None:
    survey = read(["1、情况—学历", "1、性别"], [["本科", "男"], ["专科", "女"], ["本科", "女"]] * 3)
    assert labels(survey, "Q1_1") == ["本科", "专科"]
    assert labels(survey, "Q1_2") == ["男", "女"]


def test_bands_are_ordered_by_their_amounts(read: Read) -> None:
    survey = read(["1、年龄"], [["26-35岁"], ["18岁以下"], ["18-25岁"], ["18岁以下"], ["26-35岁"], ["18-25岁"]])
    assert labels(survey, "Q1") == ["18岁以下", "18-25岁", "26-35岁"]
    assert survey.codebook.variable("Q1").kind == "ordinal"


def test_options_of_a_list_stand_in_the_order_of_the_cells(read: Read) -> None:
    survey = read(["1、活动"], [["选举"], ["议事会┋选举┋其他〖读┋书会〗"], ["其他"]])
    assert [survey.codebook.label(name, "zh") for name in ("Q1_1", "Q1_2", "Q1_3")] == ["议事会", "选举", "其他"]
    assert "Options that nobody chose are not in the file" in survey.log[0].told("en")


def test_what_is_written_stands_behind_its_question(read: Read) -> None:
    survey = read(["1、活动", "2、年数"], [["甲┋其他〖书会〗", "3"], ["甲┋乙", "4"], ["其他", "5"]])
    assert survey.data.columns.tolist() == ["Q1_1", "Q1_2", "Q1_3", "Q1_text", "Q2"]
    assert [variable.name for variable in survey.codebook.variables] == survey.data.columns.tolist()


def test_a_bracket_that_is_never_closed_is_logged(read: Read) -> None:
    survey = read(
        ["1、活动", "2、住房"],
        [["甲┋其他〖读┋书", "其他〖军产"], ["甲┋乙", "商品房"], ["乙", "其他"], ["甲", "商品房"]],
    )
    assert survey.data.loc["1", ["Q1_text", "Q2_text"]].tolist() == ["读┋书", "军产"]
    assert survey.log[0].cases["column"].tolist() == ["Q1", "Q2"]


def test_blanks_are_open_whatever_is_written_in_them(read: Read) -> None:
    survey = read(["(1)6、您从___来", "(2)到___去", "7、建议"], [["江西", "3", "好"], ["江西", "3", "好"]] * 4)
    assert [survey.codebook.variable(name).kind for name in ("Q6_1", "Q6_2")] == ["text", "numeric"]


def test_positions_are_options_up_to_the_highest_one(read: Read) -> None:
    survey = read(["1、性别", "2、(甲)", "2、(乙)"], [[1, 0, 1], [3, 1, 0], [-3, -3, -3]], mode="按序号")
    variable = survey.codebook.variable("Q1")
    assert [(text.zh, text.en) for text in variable.values.values()] == [
        ("选项1", "Option 1"),
        ("选项2", "Option 2"),
        ("选项3", "Option 3"),
    ]
    assert "Closed questions hold positions without labels" in survey.log[0].told("en")


def test_amounts_among_positions_are_numbers_with_empty_cells(read: Read) -> None:
    rows = [[1, 34, "好"], [2, 51, "(空)"], [1, -2, "好"], [2, 0, -3]]
    survey = read(["1、性别", "2、您居住了___年", "3、建议"], rows, mode="按序号")
    assert [variable.kind for variable in survey.codebook.variables] == ["nominal", "numeric", "text"]
    assert survey.data["Q2"].dropna().tolist() == [34, 51, 0]
    assert survey.missing_reasons["Q2"].tolist() == ["", "", "blank", ""]
    assert survey.missing_reasons["Q3"].tolist() == ["", "blank", "", "not_shown"]


def test_scores_are_called_scores(read: Read) -> None:
    rows = [[5, 0, 10], [1, 5, 0], [3, 5, -3]]
    survey = read(["1、评价", "2、活动(甲)", "2、(乙)"], rows, mode="按分数")
    assert labels(survey, "Q1") == ["1分", "3分", "5分"]
    assert survey.codebook.sets == ()
    assert survey.data["Q2_2"].tolist()[:2] == [10, 0]
    assert "may already have reversed items" in survey.log[0].told("en")
    assert survey.log[0].arguments["body"] == "score"


def test_names_of_unnumbered_columns_are_not_those_of_numbered_questions(read: Read) -> None:
    survey = read(["请问—公交", "骑行", "2、性别", "3、住房"], [["同意", "一般", "男", "商品房"]] * 4)
    assert survey.data.columns.tolist() == ["Q1_1", "Q1_2", "Q2", "Q3"]
    shifted = read(["2、性别", "其他 意见", "3、住房"], [["男", "好", "商品房"]] * 4)
    assert shifted.data.columns.tolist() == ["Q2", "Q4", "Q3"]


def test_small_numbers_with_an_exponent_are_amounts_and_others_are_names(save_csv: Save) -> None:
    survey = read_survey(save_csv([["id", "share", "part"], ["1", "1e-09", "12E03"], ["2", "0.5", "11E04"]]))
    assert survey.data["share"].tolist() == [1e-09, 0.5]
    assert survey.codebook.variable("part").kind == "text"


def test_the_index_has_no_name(read: Read) -> None:
    assert read(["1、性别"], [["男"], ["女"]]).data.index.name is None


def test_advice_is_that_of_the_platform(save_csv: Save) -> None:
    survey = read_survey(save_csv([["id", "地区"], *([n, "东湖" if n % 2 else "西湖"] for n in range(8))]))
    assert "write a codebook to have them in the order" in survey.log[0].told("en")
    assert "by-index" not in survey.log[0].told("en")


def test_rows_of_other_platforms_share_their_order_too(save_csv: Save) -> None:
    header = ["作答ID", "作答总时长(秒)", "评价-环境", "评价-治安"]
    steps = ["还行", "真好", "太差"]
    rows = [[n, 60, steps[n % 3], steps[(n + 1) % 3]] for n in range(9)]
    survey = read_survey(save_csv([header, *rows]))
    assert labels(survey, "Q1_1") == labels(survey, "Q1_2") == steps


def test_a_question_of_which_one_option_is_left_makes_no_set(read: Read) -> None:
    survey = read(["1、性别", "第2题(甲)"], [[1, 0], [2, 1], [1, -3]], mode="按序号")
    assert survey.codebook.sets == ()
    assert labels(survey, "Q2") == ["未选", "选中"]
    assert survey.missing_reasons["Q2"].tolist() == ["", "", "not_shown"]


def test_ticks_described_as_variables_of_their_own_are_no_positions(save_csv: Save) -> None:
    header = [*META, "1、活动(甲)", "1、(乙)"]
    path = save_csv([header, [1, "", "", 1, 0], [2, "", "", 0, 1], [3, "", "", -3, -3]], "1_按序号_x_3_3.csv")
    values = {0: "否", 1: "是"}
    book = {"variables": [{"name": "a", "source": "1、活动(甲)", "values": values}]}
    survey = read_survey(path, codebook=Codebook.model_validate(book))
    assert survey.data["a"].tolist()[:2] == [1, 0]
    assert survey.missing_reasons["a"].tolist() == ["", "", "not_shown"]


def test_signs_that_respondents_type_behind_an_option_do_not_make_it_a_list(read: Read) -> None:
    rows = [
        ["甲", "丙"],
        ["其他〖宿舍┋集体〗", "丁〖先→后〗"],
        ["其他〖没写完┋的", "丙"],
        ["甲", "丁"],
        ["乙", "丙"],
        ["乙", "丁"],
    ]
    survey = read(["1、住房", "2、原因"], rows)
    assert survey.codebook.sets == ()
    assert labels(survey, "Q1") == ["甲", "其他", "乙"]
    assert survey.data["Q1_text"].tolist()[1:3] == ["宿舍┋集体", "没写完┋的"]
    assert survey.data["Q2_text"].tolist()[1] == "先→后"
