"""SPSS files read whole: what they say about their columns, and why answers are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, OptionError, ReadError
from surveykit.read.survey import read_survey

DATA = Path(__file__).parents[1] / "data" / "spss"


def labels(survey: Survey, name: str) -> dict[int, str]:
    return {code: text.zh for code, text in survey.codebook.variable(name).values.items()}


@pytest.fixture
def save_sav(tmp_path: Path) -> Callable[..., Path]:
    def write(columns: dict[str, object], **more: object) -> Path:
        pyreadstat.write_sav(pd.DataFrame(columns), tmp_path / "study.sav", **more)
        return tmp_path / "study.sav"

    return write


@pytest.mark.parametrize("name", ["sample.sav", "sample.zsav"])
def test_a_plain_and_a_packed_file_hold_the_same(name: str) -> None:
    survey = read_survey(DATA / name)
    assert survey.log[0].arguments["platform"] == "spss"
    assert Counter(v.kind for v in survey.codebook.variables) == {"numeric": 5, "ordinal": 1, "text": 1}
    assert survey.data.shape == (5, 7)
    assert survey.data["mychar"].tolist() == ["a", "b", "c", "d", "e"]
    assert survey.data["mynum"].tolist() == [1.1, 1.2, -1000.3, -1.4, 1000.3]
    assert survey.data["myord"].tolist() == [1.0, 2.0, 3.0, 1.0, 1.0]
    assert labels(survey, "myord") == {1: "low", 2: "medium", 3: "high"}
    assert survey.codebook.label("mylabl", "en") == "labeled"
    assert survey.missing_reasons["dtime"].tolist() == ["", "", "", "", "blank"]
    assert "mydate, dtime: dates beyond the years 1678 to 2261 were kept as numbers" in survey.log[0].told("en")
    assert "mytime: times are numbers of seconds" in survey.log[0].told("en")


def test_user_missing_values_keep_their_reason() -> None:
    survey = read_survey(DATA / "sample_missing.sav")
    assert survey.codebook.variable("myord").missing == {-3: "blank", -2: "blank", -1: "blank"}
    assert labels(survey, "myord") == {1: "low", 2: "medium", 3: "high"}
    assert np.isnan(survey.data["mylabl"]["6"])
    assert survey.missing_reasons["mylabl"].tolist() == ["", "", "", "", "", "blank", "blank"]
    assert "mylabl: label 'undetermined' of a missing value gives no reason" in survey.log[0].told("en")


def test_multiple_response_sets() -> None:
    survey = read_survey(DATA / "pyreadstat_mrsets.sav")
    by_name = {group.name: group for group in survey.codebook.sets}
    assert by_name["mymrset"].members == ("bool1", "bool2", "bool3")
    assert by_name["mymrset"].label.zh == "My multiple response set"
    assert survey.data["bool1"].tolist() == [1, 1, 0, 0, 0, 1], "not answered, but another option is ticked"
    ticked = survey.data[list(by_name["categorical_array"].members)]
    assert [survey.codebook.label(name, "en") for name in ticked] == ["a", "b", "c", "d"]
    assert ticked.to_numpy().tolist()[:3] == [[1, 1, 0, 0], [1, 1, 1, 0], [0, 1, 1, 1]]
    assert labels(survey, "ca_subvar_1") == {1: "a", 2: "b", 3: "c", 4: "d"}
    assert survey.paradata["submitted"].dt.year.tolist() == [2014] * 4 + [2015] * 2
    assert survey.data["y"].dt.date.astype(str).tolist()[:4] == ["2000-01-01", "2000-01-02", "1950-12-24", "1776-07-04"]


def test_a_range_of_missing_values_covers_what_occurs() -> None:
    survey = read_survey(DATA / "pyreadstat_mrsets.sav")
    assert survey.codebook.variable("z").missing == {-9: "blank", 999: "not_shown"}
    assert survey.missing_reasons["z"].tolist() == ["blank", "blank", "", "not_shown", "", "blank"]


def test_texts_with_labels_are_closed_answers() -> None:
    survey = read_survey(DATA / "haven_labelled-str.sav")
    assert labels(survey, "gender") == {1: "Female", 2: "Male"}
    assert survey.data["gender"].tolist() == [2, 1]


def test_letters_beyond_ascii() -> None:
    survey = read_survey(DATA / "haven_umlauts.sav")
    assert survey.codebook.label("var1", "en") == "This is an ä-umlaut"
    assert labels(survey, "var1") == {1: "the ä umlaut", 2: "the ü umlaut", 3: "the ö umlaut"}


def test_reasons_come_from_the_labels_of_missing_codes(save_sav: Callable[..., Path]) -> None:
    codes = [1.0, 2.0, 97.0, 98.0, 99.0, np.nan]
    path = save_sav(
        {"q": codes, "other": [1.0] * 6},
        variable_value_labels={"q": {1: "是", 2: "否", 97: "不适用", 98: "不知道", 99: "拒答"}},
        missing_ranges={"q": [{"lo": 97, "hi": 99}]},
        variable_measure={"q": "nominal"},
    )
    survey = read_survey(path)
    reasons = ["", "", "not_applicable", "dont_know", "refused", "blank"]
    assert survey.missing_reasons["q"].tolist() == reasons
    assert labels(survey, "q") == {1: "是", 2: "否"}
    assert survey.codebook.variable("q").missing == {97: "not_applicable", 98: "dont_know", 99: "refused"}


def test_missing_values_that_are_no_whole_numbers(save_sav: Callable[..., Path]) -> None:
    path = save_sav(
        {"word": ["ok", "Z", ""], "amount": [1.5, -99.5, np.nan], "q": [1.0] * 3},
        variable_value_labels={"word": {"Z": "拒答"}},
        missing_ranges={"word": ["Z"], "amount": [-99.5]},
    )
    survey = read_survey(path)
    assert survey.missing_reasons["word"].tolist() == ["", "refused", "blank"]
    assert survey.missing_reasons["amount"].tolist() == ["", "blank", "blank"]
    assert survey.codebook.variable("word").missing == {-901: "refused"}
    assert "amount: the missing value '-99.5' became the missing code -901" in survey.log[0].told("en")


def test_a_label_that_is_a_figure_is_not_taken_for_a_code(save_sav: Callable[..., Path]) -> None:
    path = save_sav({"children": [1.0, 2.0, 3.0]}, variable_value_labels={"children": {1: "0", 2: "1", 3: "2"}})
    assert read_survey(path).data["children"].tolist() == [1, 2, 3]


def test_a_scale_of_which_only_the_ends_have_labels(save_sav: Callable[..., Path]) -> None:
    path = save_sav(
        {"q": [1.0, 2.0, 7.0]}, variable_value_labels={"q": {1: "低", 7: "高"}}, variable_measure={"q": "ordinal"}
    )
    survey = read_survey(path)
    assert labels(survey, "q") == {1: "低", 2: "2", 7: "高"}
    assert survey.codebook.variable("q").kind == "ordinal"


def test_an_amount_with_a_label_for_its_top_stays_a_number(save_sav: Callable[..., Path]) -> None:
    path = save_sav({"age": [float(age) for age in range(18, 60)]}, variable_value_labels={"age": {98: "98+"}})
    survey = read_survey(path)
    assert survey.codebook.variable("age").kind == "numeric"
    assert labels(survey, "age") == {}
    assert "only some have labels" in survey.log[0].told("en")


def test_labels_that_occur_twice_are_told_apart(save_sav: Callable[..., Path]) -> None:
    path = save_sav({"q": [1.0, 2.0]}, variable_value_labels={"q": {1: "其他", 2: "其他"}})
    assert labels(read_survey(path), "q") == {1: "其他 (1)", 2: "其他 (2)"}


def test_numbers_keep_every_digit(save_sav: Callable[..., Path]) -> None:
    numbers = [0.1, 1e-9, 1.5e17, -3.0, 12345678.901]
    assert read_survey(save_sav({"x": numbers})).data["x"].tolist() == numbers


@pytest.mark.parametrize(("counted", "cells"), [(1, [1.0, 2.0]), (2, [2.0, 1.0])])
def test_the_counted_value_becomes_one(save_sav: Callable[..., Path], counted: int, cells: list[float]) -> None:
    path = save_sav({"a1": cells, "a2": cells[::-1]})
    content = path.read_bytes()
    line = f"$acts=D1 {counted} 6 活动 a1 a2\n".encode()
    record = np.array([7, 7, 1, len(line)], dtype="<i4").tobytes() + line
    end = content.rindex(np.array([999, 0], dtype="<i4").tobytes())
    path.write_bytes(content[:end] + record + content[end:])
    survey = read_survey(path)
    assert survey.codebook.sets[0].label.zh == "活动"
    assert survey.data[["a1", "a2"]].to_numpy().tolist() == [[1, 0], [0, 1]]


def test_ids_and_personal_columns(save_sav: Callable[..., Path]) -> None:
    path = save_sav(
        {"id": ["a1", "a2"], "Q1": ["王五", "赵六"], "Q2": [13800138000.0, 13800138001.0], "q": [1.0, 2.0]},
        column_labels={"Q1": "您的姓名", "Q2": "联系电话"},
    )
    survey = read_survey(path)
    assert survey.data.index.tolist() == ["a1", "a2"]
    assert survey.data.columns.tolist() == ["q"]
    assert "王五" not in survey.log[0].told("en")
    assert read_survey(path, keep_personal=["Q1"]).data["Q1"].tolist() == ["王五", "赵六"]


def test_a_codebook_on_top_describes_columns_by_name_or_label(save_sav: Callable[..., Path]) -> None:
    path = save_sav({"Q1": [1.0, 2.0], "Q2": [9.0, 30.0]}, column_labels={"Q1": "性别", "Q2": "年龄"})
    variables = [
        {"name": "sex", "values": {1: "男", 2: "女"}, "source": "性别"},
        {"name": "age", "kind": "numeric", "missing": {9: "refused"}, "source": "Q2"},
    ]
    survey = read_survey(path, codebook=Codebook.model_validate({"variables": variables}))
    assert survey.data.columns.tolist() == ["sex", "age"]
    assert survey.missing_reasons["age"].tolist() == ["refused", ""]
    with pytest.raises(ColumnError, match="Q2"):
        read_survey(path, codebook=Codebook.model_validate({"variables": [{"name": "x", "source": "Q"}]}))


def test_chinese_in_gbk_without_a_declared_code_page(save_sav: Callable[..., Path]) -> None:
    path = save_sav(
        {"q": [1.0, 2.0], "why": ["时间", "距离"]},
        column_labels={"q": "您对居委会的工作是否满意", "why": "原因"},
        variable_value_labels={"q": {1: "满意", 2: "不满"}},
    )
    path.write_bytes(as_gbk(path.read_bytes(), "您对居委会的工作是否满意", "原因", "满意", "不满", "时间", "距离"))
    survey = read_survey(path)
    assert survey.codebook.label("q", "zh") == "您对居委会的工作是否满意"
    assert labels(survey, "q") == {1: "满意", 2: "不满"}
    assert survey.data["why"].tolist() == ["时间", "距离"]
    assert "its text was read as GB18030" in survey.log[0].told("en")


def as_gbk(content: bytes, *texts: str) -> bytes:
    """The file as an old Chinese SPSS wrote it: GBK, no declared encoding, the code page of an English machine."""
    declared = content.index(np.array([7, 20, 1], dtype="<i4").tobytes())
    content = content[:declared] + content[declared + 16 + 5 :]
    content = content.replace((65001).to_bytes(4, "little"), (1252).to_bytes(4, "little"))
    for text in texts:
        old, new = text.encode(), text.encode("gb18030")
        padded = -(-len(old) // 4) * 4
        label = len(old).to_bytes(4, "little") + old + b" " * (padded - len(old))
        short = -(-len(new) // 4) * 4
        for fill in (b" ", b"\x00"):
            content = content.replace(
                len(old).to_bytes(4, "little") + old + fill * (padded - len(old)),
                len(new).to_bytes(4, "little") + new + fill * (short - len(new)),
            )
        content = content.replace(label, len(new).to_bytes(4, "little") + new + b" " * (short - len(new)))
        content = content.replace(bytes([len(old)]) + old, bytes([len(new)]) + new + b" " * (len(old) - len(new)))
        content = content.replace(old, new + b" " * (len(old) - len(new)))
    return content


def test_an_encoding_can_be_named() -> None:
    assert read_survey(DATA / "haven_umlauts.sav", encoding="utf-8").data.shape == (4, 1)
    with pytest.raises(ReadError, match=r"is not read.*name it, as in encoding='gb18030'"):
        read_survey(DATA / "haven_umlauts.sav", encoding="no-such-encoding")


def test_platform_words() -> None:
    path = DATA / "haven_umlauts.sav"
    assert read_survey(path, platform="spss").data.shape == (4, 1)
    with pytest.raises(OptionError, match="is a file of spss; leave it out"):
        read_survey(path, platform="stata")


def test_platform_spss_on_another_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,q\n1,2\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"a\.csv is not a file of SPSS"):
        read_survey(tmp_path / "a.csv", platform="spss")


def test_sheets_are_refused() -> None:
    with pytest.raises(ReadError, match="no sheets"):
        read_survey(DATA / "sample.sav", sheet="Sheet1")


def test_a_name_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_bytes((DATA / "haven_umlauts.sav").read_bytes())
    assert read_survey(tmp_path / "export.csv").data["var1"].tolist() == [1, 2, 1, 3]


def test_variables_without_cases(save_sav: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match="holds no cases"):
        read_survey(save_sav({"q": pd.Series([], dtype=float)}))


def test_empty_cases_are_left_out(save_sav: Callable[..., Path]) -> None:
    survey = read_survey(save_sav({"q": [1.0, np.nan, 3.0]}))
    assert survey.data.index.tolist() == ["1", "3"]
    assert "1 empty cases were left out: 2." in survey.log[0].told("en")


def test_one_case(save_sav: Callable[..., Path]) -> None:
    assert read_survey(save_sav({"q": [4.0]})).data["q"].tolist() == [4]
