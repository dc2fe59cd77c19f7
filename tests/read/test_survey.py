"""Modern 问卷星 downloads and hand-keyed batches, with a codebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from surveykit.core.codebook import Codebook, Text, Variable
from surveykit.errors import AnswerError, ColumnError, ReadError
from surveykit.read.platforms import BY_NAME, PLATFORMS
from surveykit.read.survey import read_survey

Table = list[list[object]]
Save = Callable[..., Path]

NAN = float("nan")
EXPECTED = {
    "sex": [1, 2, 2],
    "housing": [1, 3, 2],
    "a1": [1, NAN, 0],
    "a2": [1, NAN, 1],
    "a3": [1, NAN, 0],
    "T1": [5, 4, 3],
    "T2": [3, 4, 1],
    "r1": [1, 2, 3],
    "r2": [2, 1, 2],
    "r3": [3, NAN, 1],
    "years": [12, 3, NAN],
    "why": [NAN, 1, NAN],
}


def assert_answers(data: pd.DataFrame) -> None:
    for name, values in EXPECTED.items():
        np.testing.assert_array_equal(data[name].to_numpy(), np.array(values, dtype=float), err_msg=name)


def test_text_index_and_pair_give_the_same_answers(text_file: Path, index_file: Path, codebook: Codebook) -> None:
    for path in (text_file, index_file, (index_file, text_file)):
        survey = read_survey(path, codebook=codebook)
        assert_answers(survey.data)
        assert survey.data.index.tolist() == ["1", "2", "3"]
        assert survey.data["advice"].iloc[0] == "多开会"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_the_same_downloads_as_csv(
    text_table: Table, index_table: Table, save_csv: Save, codebook: Codebook, encoding: str
) -> None:
    text = save_csv(text_table, "390000001_按文本_社区参与_3_3.csv", encoding)
    index = save_csv(index_table, "390000001_按序号_社区参与_3_3.csv", encoding)
    for path, body in ((text, "text"), (index, "index"), ((index, text), "text")):
        survey = read_survey(path, codebook=codebook)
        assert_answers(survey.data)
        assert survey.data.index.tolist() == ["1", "2", "3"]
        assert (survey.log[0].arguments["platform"], survey.log[0].arguments["body"]) == ("wenjuanxing", body)
        assert survey.data["acts_text" if body == "text" else "advice"].iloc[0] in ("楼道┋花园", "多开会")
        assert survey.paradata["city"].tolist() == ["南昌", "南昌", "未知"]


def test_a_pair_of_csv_files_is_held_against_each_other(
    text_table: Table, index_table: Table, save_csv: Save, codebook: Codebook
) -> None:
    index_table[3][7] = 1
    pair = (save_csv(text_table, "text.csv", "gb18030"), save_csv(index_table, "index.csv", "utf-8-sig"))
    with pytest.raises(ReadError, match=r"disagree in 1 cells.*row 4, sex"):
        read_survey(pair, codebook=codebook)


def test_why_cells_are_empty(text_file: Path, index_file: Path, codebook: Codebook) -> None:
    for path in (text_file, index_file):
        reasons = read_survey(path, codebook=codebook).missing_reasons
        assert reasons["a1"].tolist() == ["", "blank", ""]
        assert reasons["r3"].tolist() == ["", "unranked", ""]
        assert reasons["why"].tolist() == ["not_shown", "", "not_shown"]
        assert reasons["years"].tolist() == ["", "", "blank"]
        assert "sex" not in reasons


def test_fill_ins_become_text_and_may_hold_the_separator(text_file: Path, codebook: Codebook) -> None:
    data = read_survey(text_file, codebook=codebook).data
    assert data["housing_text"].tolist()[1] == "军产房"
    assert data["acts_text"].tolist()[0] == "楼道┋花园"


def test_what_is_written_behind_options_may_be_described(text_file: Path, index_file: Path, codebook: Codebook) -> None:
    label = Text(zh="其他住房", en="Other housing")
    book = codebook.with_variables({"housing_text": Variable(name="housing_text", kind="text", label=label)})
    survey = read_survey((text_file, index_file), codebook=book)
    assert survey.data["housing_text"].dropna().tolist() == ["军产房"]
    assert survey.codebook.label("housing_text", "en") == "Other housing"
    empty = read_survey(index_file, codebook=book)
    assert empty.data["housing_text"].isna().all()
    assert "housing_text is empty: the file has no such column" in empty.log[0].told("en")
    private = Variable(name="housing_text", kind="text", personal=True)
    kept = read_survey(text_file, codebook=codebook.with_variables({"housing_text": private}))
    assert "housing_text" not in kept.data.columns, "what was written must not come back under a personal name"


def test_paradata(text_file: Path, codebook: Codebook) -> None:
    paradata = read_survey(text_file, codebook=codebook).paradata
    assert paradata["duration_seconds"].tolist() == [243.0, 123.0, 1507.0]
    assert paradata["submitted"].iloc[0] == pd.Timestamp("2025-04-19 09:03:11")
    assert paradata["source_row"].tolist() == [2, 3, 4]
    assert paradata["source_file"].unique().tolist() == [text_file.name]
    assert paradata["city"].tolist() == ["南昌", "南昌", "未知"]
    assert paradata["mode"].unique().tolist() == ["web"]


def test_addresses_become_tokens_that_differ_from_call_to_call(text_file: Path, codebook: Codebook) -> None:
    first = read_survey(text_file, codebook=codebook)
    second = read_survey(text_file, codebook=codebook)
    tokens = first.paradata["address_token"]
    assert tokens.iloc[0] == tokens.iloc[1] != tokens.iloc[2]
    assert tokens.str.fullmatch(r"[0-9a-f]{16}").all()
    assert set(tokens).isdisjoint(second.paradata["address_token"])
    assert "192.0.2.1" not in first.paradata.to_csv() + first.data.to_csv() + first.log[0].told("en")


def test_excel_dates_and_text_dates_in_one_column(text_table: Table, save_xlsx: Save, codebook: Codebook) -> None:
    rows = text_table[1:]
    rows[1][1] = pd.Timestamp("2025-04-19 21:40:02").to_pydatetime()
    path = save_xlsx(text_table)
    submitted = read_survey(path, codebook=codebook).paradata["submitted"]
    assert submitted.iloc[1] == pd.Timestamp("2025-04-19 21:40:02")


def test_positions_are_codes_in_the_order_of_the_codebook(wjx_table: Callable[..., Table], save_xlsx: Save) -> None:
    path = save_xlsx(wjx_table(["1、次数"], [1], [3]))
    use = {"name": "use", "values": {0: "从不", 1: "偶尔", 2: "经常"}, "label": "次数"}
    book = Codebook.model_validate({"variables": [use]})
    assert read_survey(path, codebook=book).data["use"].tolist() == [0.0, 2.0]


def test_matrix_rows_without_numbers_are_told_apart_by_their_stem(
    wjx_table: Callable[..., Table], save_xlsx: Save
) -> None:
    header = ["参加前的频率—议事会", "捐赠", "参加后的频率—议事会", "捐赠"]
    path = save_xlsx(wjx_table(header, [1, 2, 3, 4]))
    variables = [
        {"name": name, "values": {k: f"第{k}级" for k in range(1, 6)}, "source": source, "label": "捐赠"}
        for name, source in [("before", "参加前的频率—捐赠"), ("after", "参加后的频率—捐赠")]
    ]
    data = read_survey(path, codebook=Codebook.model_validate({"variables": variables})).data
    assert data[["before", "after"]].iloc[0].tolist() == [2.0, 4.0]
    assert data.shape[1] == 4, "what the codebook does not name is drafted, not lost"


def test_pair_that_disagrees_names_the_cells(
    text_file: Path, index_table: Table, save_xlsx: Save, codebook: Codebook
) -> None:
    rows = index_table[1:]
    rows[2][7] = 1
    index = save_xlsx(index_table, "edited_按序号_.xlsx")
    with pytest.raises(ReadError, match=r"disagree in 1 cells.*row 4, sex"):
        read_survey((text_file, index), codebook=codebook)


def test_pair_with_other_respondents_is_refused(text_file: Path, index_table: Table, save_xlsx: Save) -> None:
    index = save_xlsx(index_table[:3], "short_按序号_.xlsx")
    with pytest.raises(ReadError, match=r"do not hold the same respondents.*3"):
        read_survey((text_file, index))


def test_pair_sorted_apart_is_refused(text_file: Path, index_table: Table, save_xlsx: Save) -> None:
    rows = index_table[1:]
    rows[0][0], rows[2][0] = 3, 1
    index = save_xlsx(index_table, "sorted_按序号_.xlsx")
    with pytest.raises(ReadError, match="disagree about when respondents 1, 3"):
        read_survey((text_file, index))


def test_scores_are_warned_about(wjx_table: Callable[..., Table], save_xlsx: Save) -> None:
    path = save_xlsx(wjx_table(["1、甲"], [5], [3]), "1_按分数_量表_2_2.xlsx")
    assert "already have reversed items" in read_survey(path).log[0].told("en")


def test_unknown_answer_is_listed_with_row_column_and_nearest(
    text_table: Table, save_xlsx: Save, codebook: Codebook
) -> None:
    rows = text_table[1:]
    rows[0][10], rows[2][7] = "非常不太同意", "保密"
    path = save_xlsx(text_table)
    with pytest.raises(AnswerError, match=r"row 2, T1: '非常不太同意' \(nearest: '非常不同意'\)") as caught:
        read_survey(path, codebook=codebook)
    assert caught.value.cases[["row", "column", "value"]].values.tolist() == [
        [2, "T1", "非常不太同意"],
        [4, "sex", "保密"],
    ]


def test_the_same_unknown_answer_in_many_rows_is_told_once(save_csv: Save) -> None:
    book = Codebook.model_validate({"variables": [{"name": "q", "values": {1: "同意", 2: "不同意"}}]})
    rows = [[n, "赞成" if n % 2 else "反对" if n == 30 else "同意"] for n in range(1, 31)]
    with pytest.raises(AnswerError, match="16 answers are not in the codebook") as caught:
        read_survey(save_csv([["id", "q"], *rows]), codebook=book)
    told = str(caught.value).splitlines()[1:-1]
    assert told == ["  rows 2, 4, 6, 8, 10, 12, 14, 16, 18, 20 and 5 more, q: '赞成'", "  row 31, q: '反对'"]
    assert len(caught.value.cases) == 16


def test_advice_for_an_unknown_answer_can_be_followed(save_csv: Save) -> None:
    book = Codebook.model_validate({"variables": [{"name": "q", "values": {1: "同意", 2: "不同意"}}]})
    with pytest.raises(AnswerError, match=r"row 3, q: 'NA'(?s:.*)empty those that hold no answer \(NA") as caught:
        read_survey(save_csv([["id", "q"], ["1", "同意"], ["2", "NA"]]), codebook=book)
    assert "Only whole numbers" in str(caught.value)
    emptied = read_survey(save_csv([["id", "q"], ["1", "同意"], ["2", ""]]), codebook=book)
    assert emptied.missing_reasons["q"].tolist() == ["", "blank"]


def test_a_total_below_the_answers_is_no_respondent(text_table: Table, save_xlsx: Save) -> None:
    total = ["合计", *[""] * (len(text_table[0]) - 1)]
    with pytest.raises(ReadError, match=r"row 5 begins with '合计'"):
        read_survey(save_xlsx([*text_table, total]))


def test_option_is_never_found_inside_another(save_csv: Save) -> None:
    book = Codebook.model_validate({"variables": [{"name": "q", "values": {1: "同意", 2: "说不清"}}]})
    with pytest.raises(AnswerError, match="不同意"):
        read_survey(save_csv([["q"], ["不同意"]]), codebook=book)


def test_absent_variables_are_all_named_with_the_closest_header(text_file: Path, codebook: Codebook) -> None:
    more = {"age": Variable(name="age", kind="numeric"), "gender": Variable(name="gender", source=("1、你的性别",))}
    book = codebook.with_variables(more)
    with pytest.raises(ColumnError, match=r"(?s)age.*gender \(closest header: '1、您的性别：'\)"):
        read_survey(text_file, codebook=book)


def test_a_file_that_shares_nothing_with_the_codebook_is_probably_another(save_csv: Save, codebook: Codebook) -> None:
    with pytest.raises(ColumnError, match="shares no column with this codebook; is it the right file") as caught:
        read_survey(save_csv([["13800138000", "温度", "湿度"], ["1", "20", "40"]]), codebook=codebook)
    assert "Its first headers: ['温度', '湿度']." in str(caught.value)
    assert "housing" not in str(caught.value)


SOURCED = [
    {"name": "sex", "values": {1: "男", 2: "女"}, "label": "您的性别", "source": ["9、性别？", "1、您的性别："]},
    {"name": "T1", "kind": "ordinal", "values": {3: "一般", 4: "同意", 5: "非常同意"}, "label": "1.我信任居委会"},
    {"name": "T2", "kind": "numeric", "label": "您在本小区居住___年", "source": "20、居住年限"},
]


def test_a_variable_that_only_its_label_found_is_named(text_file: Path) -> None:
    reason = read_survey(text_file, codebook=Codebook.model_validate({"variables": SOURCED})).log[0].told("en")
    assert "'T2' was found by its label, not by its source '20、居住年限'." in reason
    assert reason.count("found by its label") == 1, "one source of several is enough, and no source needs no note"


def test_sets_and_members_that_only_their_label_found_are_named(text_file: Path, index_file: Path) -> None:
    ticked = {0: "未选", 1: "选中"}
    members = [
        {"name": "a1", "label": "议事会", "values": ticked, "source": "开会"},
        {"name": "a2", "label": "志愿服务", "values": ticked, "source": "志愿服务"},
        {"name": "a3", "label": "其他", "values": ticked},
    ]
    acts = {
        "name": "acts",
        "members": ["a1", "a2", "a3"],
        "source": "8、活动",
        "label": "您参加过哪些社区活动?(可多选)",
    }
    book = Codebook.model_validate({"variables": members, "sets": [acts]})
    listed, spread = (read_survey(path, codebook=book).log[0].told("en") for path in (text_file, index_file))
    pair = read_survey((text_file, index_file), codebook=book).log[0].told("en")
    for reason in (listed, spread, pair):
        assert reason.count("'acts' was found by its label, not by its source '8、活动'.") == 1
    assert "'a1' was found by its label, not by its source '开会'." in spread
    assert "'a2'" not in spread


def test_headers_that_are_names_need_no_note(save_csv: Save) -> None:
    path = save_csv([["sex", "T1", "T2"], ["1", "4", "3"]])
    reason = read_survey(path, codebook=Codebook.model_validate({"variables": SOURCED})).log[0].told("en")
    assert "label" not in reason


def test_many_variables_that_their_labels_found_are_counted(save_csv: Save) -> None:
    variables = [
        {"name": f"q{place}", "kind": "numeric", "label": f"第{place}问", "source": f"旧问卷{place}"}
        for place in range(1, 9)
    ]
    path = save_csv([[str(variable["label"]) for variable in variables], ["1"] * 8])
    reason = read_survey(path, codebook=Codebook.model_validate({"variables": variables})).log[0].told("en")
    assert "8 variables and sets were found by their labels, not by their sources: 'q1', 'q2'" in reason
    assert "'q5' and 3 more." in reason


def test_absent_variables_may_be_allowed(text_file: Path, codebook: Codebook) -> None:
    book = codebook.model_copy(
        update={
            "variables": (
                *codebook.variables,
                Codebook.model_validate({"variables": [{"name": "age", "kind": "numeric"}]}).variables[0],
            )
        }
    )
    survey = read_survey(text_file, codebook=book, allow_absent=["age"])
    assert survey.data["age"].isna().all()
    assert set(survey.missing_reasons["age"]) == {"not_shown"}


def test_column_that_fits_two_headers_is_refused(save_csv: Save) -> None:
    book = Codebook.model_validate({"variables": [{"name": "q", "kind": "numeric", "label": "满意度"}]})
    with pytest.raises(ColumnError, match="fits several columns"):
        read_survey(save_csv([["1、满意度", "2、满意度"], ["1", "2"]]), codebook=book)


def test_duplicate_ids_are_refused(text_table: Table, save_xlsx: Save) -> None:
    path = save_xlsx([*text_table[:2], text_table[1]])
    with pytest.raises(ReadError, match=r"序号 is empty or occurs twice in rows \[2, 3\]"):
        read_survey(path)


def test_reading_changes_nothing(text_file: Path, codebook: Codebook) -> None:
    before = codebook.model_copy(deep=True)
    read_survey(text_file, codebook=codebook)
    assert codebook == before


def test_every_platform_that_is_detected_has_a_reader() -> None:
    assert PLATFORMS[-1].name == "generic"
    assert [BY_NAME[platform.name].read for platform in PLATFORMS] == [platform.read for platform in PLATFORMS]


def test_positions_that_are_matched_by_the_order_of_the_values_are_said(index_file: Path, codebook: Codebook) -> None:
    def turned(name: str) -> Codebook:
        variables = [
            v.model_copy(update={"values": dict(reversed(v.values.items()))}) if v.name == name else v
            for v in codebook.variables
        ]
        return codebook.model_copy(update={"variables": tuple(variables)})

    plain, upside_down = read_survey(index_file, codebook=codebook), read_survey(index_file, codebook=turned("T1"))
    codes = sorted(codebook.variable("T1").values)
    assert "the codes of T1 are none" in upside_down.log[0].told("en")
    assert "holds positions, and" not in plain.log[0].told("en")
    first, last = codes[0], codes[-1]
    assert upside_down.data["T1"].dropna().tolist() == [first + last - code for code in plain.data["T1"].dropna()]
