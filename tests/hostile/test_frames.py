"""Whatever a pandas frame holds is understood as it stands, or refused with what to do; nothing becomes a guess."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import surveykit as sk
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, CodebookError, ColumnError

AGREEMENT = {
    1: {"zh": "不同意", "en": "disagree"},
    2: {"zh": "一般", "en": "neutral"},
    3: {"zh": "同意", "en": "agree"},
}


def one(column: object, codebook: sk.Codebook | None = None) -> Survey:
    return Survey.from_frame(pd.DataFrame({"a": column}), codebook=codebook)


def answers(column: object, codebook: sk.Codebook | None = None) -> list[float | None]:
    cells = one(column, codebook).data["a"]
    return [None if pd.isna(cell) else float(cell) for cell in cells]


def book(**fields: object) -> sk.Codebook:
    return sk.Codebook.model_validate({"variables": [{"name": "a", **fields}]})


@pytest.mark.parametrize(
    ("column", "numbers"),
    [
        (["10", "2", None], [10, 2, None]),
        (["10", " 2 ", ""], [10, 2, None]),
        ([Decimal("1.5"), Decimal(2)], [1.5, 2]),
        (pd.Series([1, 2, None], dtype=object), [1, 2, None]),
        (pd.Series(["１０", "-3"], dtype="string"), [10, -3]),
        (pd.array([3, None], dtype="Int64"), [3, None]),
        (pd.Categorical(["10", "2"]), [10, 2]),
        (pd.Categorical([0.5, 1.5]), [0.5, 1.5]),
    ],
)
def test_numbers_keep_their_value_however_they_are_written(column: object, numbers: list[float | None]) -> None:
    assert answers(column) == numbers
    assert one(column).unordered_columns == frozenset()


def test_categories_of_numbers_keep_them_as_codes_in_their_order() -> None:
    survey = one(pd.Categorical([5, 1, 3], categories=[5, 3, 1], ordered=True))
    variable = survey.codebook.variable("a")
    assert survey.data["a"].tolist() == [5, 1, 3]
    assert (variable.kind, list(variable.values)) == ("ordinal", [5, 3, 1])


@pytest.mark.parametrize("column", [["007", "012"], ["123456789012345678"] * 2, ["1,000", "2,000"], ["1E5", "2E5"]])
def test_identifiers_are_no_numbers(column: list[str]) -> None:
    assert one(column).unordered_columns == {"a"}


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([True, False, None], dtype=object),
        pd.array([True, False, None], dtype="boolean"),
        pd.Categorical([True, False, None]),
    ],
)
def test_true_and_false_are_one_and_zero(column: object) -> None:
    assert answers(column) == [1, 0, None]
    assert sk.describe_items(one(column), items="a").tidy()["mean"].tolist() == [0.5]


def test_blank_text_is_an_empty_cell() -> None:
    survey = one(["", "  ", "yes"])
    assert survey.data["a"].notna().tolist() == [False, False, True]
    assert [text.en for text in survey.codebook.variable("a").values.values()] == ["yes"]


@pytest.mark.parametrize("column", [pd.Categorical([1, "1"]), [1, "1"], ["x", 1, "1"], pd.Categorical(["1", "１"])])
def test_two_answers_that_would_become_one_are_refused(column: object) -> None:
    with pytest.raises(ColumnError, match=r"'a' (has several categories|holds the same answer)"):
        one(column)


def test_dates_and_empty_columns_say_what_they_hold() -> None:
    frame = pd.DataFrame({"day": [dt.date(2024, 5, 1), None], "none": [None, None], "x": [1, 2]})
    for name, held in (("day", "holds dates"), ("none", "every cell is empty")):
        with pytest.raises(ColumnError, match=held):
            sk.describe_items(frame, items=name)


LIKERT = ["同意", "一般", "不同意", "同意", "同意", "一般", "不同意", "一般"]
NUMBERS: dict[str, Callable[[pd.DataFrame], object]] = {
    "reliability": lambda f: sk.reliability(f, items=["a", "b", "c"]),
    "factorability": lambda f: sk.factorability(f, items=["a", "b", "c"]),
    "efa": lambda f: sk.efa(f, items=["a", "b", "c"], n_factors=1),
    "correlations": lambda f: sk.correlations(f, columns=["a", "b"]),
    "describe_items": lambda f: sk.describe_items(f, items=["a"]),
    "mediation": lambda f: sk.mediation(f, x="b", m="a", y="c"),
    "paired": lambda f: sk.paired_comparison(f, pairs=("a", "b")),
    "regression outcome": lambda f: sk.linear_regression(f, outcome="a", predictors=["b"]),
    "bands": lambda f: sk.bands(Survey.from_frame(f), into="x", column="a", breaks=[0, 9], labels=["x"]),
    "flag_outliers": lambda f: sk.flag_outliers(Survey.from_frame(f), items=["a", "b"]),
}


@pytest.mark.parametrize("verb", NUMBERS)
def test_text_in_the_order_of_the_alphabet_is_no_number(verb: str) -> None:
    frame = pd.DataFrame({"a": LIKERT, "b": [3, 2, 1, 3, 2, 2, 1, 1], "c": [3, 1, 1, 3, 3, 2, 2, 2]})
    with pytest.raises(ColumnError, match=r"ordered category.*codebook"):
        NUMBERS[verb](frame)


def test_unordered_categories_are_no_numbers_and_ordered_ones_are() -> None:
    levels = ["不同意", "一般", "同意"]
    with pytest.raises(ColumnError, match="Give the order"):
        sk.describe_items(pd.DataFrame({"a": pd.Categorical(LIKERT)}), items="a")
    ordered = pd.DataFrame({"a": pd.Categorical(LIKERT, categories=levels, ordered=True)})
    assert sk.describe_items(ordered, items="a").tidy()["mean"].tolist() == [17 / 8]


def test_text_categories_are_still_counted_and_coded_as_dummies() -> None:
    frame = pd.DataFrame({"sex": ["f", "m"] * 10, "y": np.arange(20.0) ** 1.5, "x": [1, 2, 4, 3] * 5})
    assert sk.describe_sample(frame, columns="sex").tidy()["n"].tolist() == [10, 10]
    terms = sk.linear_regression(frame, outcome="y", predictors=["sex", "x"]).tidy()["term"].tolist()
    assert terms == ["(intercept)", "sex=2", "x"]
    survey = Survey.from_frame(frame)
    assert sk.derive_indicator(survey, into="man", column="sex", codes=2).data["man"].sum() == 10
    assert len(sk.flag_incomplete(survey, items=["sex", "x"]).flags) == 0


def test_a_codebook_reads_labels_of_either_language_and_codes() -> None:
    described = book(kind="ordinal", values=AGREEMENT, missing={9: "refused"})
    survey = one(["同意", "disagree", "2", "9", " ", None], described)
    assert answers(["同意", "disagree", "2", "9", " ", None], described) == [3, 1, 2, None, None, None]
    assert survey.missing_reasons["a"].tolist() == ["", "", "", "refused", "blank", "blank"]
    assert answers(pd.Categorical(["同意", "一般"]), described) == [3, 2]


def test_missing_codes_of_the_codebook_are_missing() -> None:
    survey = one([1, 9, 3], book(kind="ordinal", values=AGREEMENT, missing={9: "dont_know"}))
    assert survey.data["a"].isna().tolist() == [False, True, False]
    assert survey.missing_reasons["a"].tolist() == ["", "dont_know", ""]
    assert sk.describe_items(survey, items="a").tidy()["mean"].tolist() == [2]


def test_text_that_the_codebook_does_not_know_is_listed_with_the_nearest() -> None:
    frame = pd.DataFrame({"a": ["agree", "agre", "7"]}, index=["p1", "p2", "p3"])
    with pytest.raises(AnswerError, match="'agre'") as caught:
        Survey.from_frame(frame, codebook=book(kind="ordinal", values=AGREEMENT))
    cases = caught.value.cases
    assert cases[["row", "column", "value"]].to_numpy().tolist() == [["p2", "a", "agre"], ["p3", "a", "7"]]
    assert cases["nearest"].tolist()[0] == "agree"


def test_unknown_answers_of_a_personal_column_are_not_shown() -> None:
    with pytest.raises(AnswerError) as caught:
        one(["secret"], book(values=AGREEMENT, personal=True))
    assert "secret" not in str(caught.value)
    assert caught.value.cases[["value", "nearest"]].to_numpy().tolist() == [["", ""]]


def test_text_under_an_ordinal_variable_without_answers_is_refused() -> None:
    with pytest.raises(ColumnError, match="give the variable values"):
        one(["low", "high"], book(kind="ordinal"))
    nominal = one(["low", "high"], book(kind="nominal"))
    assert nominal.codebook.value_label("a", 1, "en") == "high"
    assert nominal.unordered_columns == {"a"}


def test_headers_lose_blanks_and_line_breaks() -> None:
    frame = pd.DataFrame([[1, 2], [2, 1]], columns=["性别 ", "您的\n年龄"])
    survey = Survey.from_frame(frame)
    assert list(survey.data.columns) == ["性别", "您的 年龄"]
    assert sk.describe_sample(frame, columns="性别 ").tidy()["n"].tolist() == [1, 1]
    assert sk.Variable(name="您的\n年龄 ").name == "您的 年龄"


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        (["a", "a "], "occur twice"),
        (["a", "  "], r"number \[2\] have no usable name"),
        (["a", None], "no usable name"),
        (["a", "b" * 40_000], "no usable name"),
        (["a", "\ud800"], "no usable name"),
        (pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")]), "several rows of headers"),
    ],
)
def test_headers_that_are_no_names_are_refused(headers: object, message: str) -> None:
    with pytest.raises(ColumnError, match=message):
        Survey.from_frame(pd.DataFrame([[1, 2]], columns=headers))


def test_text_of_a_wrong_encoding_is_refused() -> None:
    with pytest.raises(ColumnError, match="'a' holds text that is not valid Unicode"):
        one(["\ud800", "b"])


def test_a_whole_question_can_be_a_header() -> None:
    question = "您在多大程度上同意以下说法？" * 40
    assert sk.describe_items(pd.DataFrame({question: [1, 2, 3]}), items=question).tidy()["item"].tolist() == [question]


@pytest.mark.parametrize("frame", [None, [1, 2], {"a": [1]}])
def test_what_is_no_frame_is_refused(frame: object) -> None:
    with pytest.raises(ColumnError, match="must be a pandas DataFrame"):
        Survey.from_frame(frame)  # type: ignore[arg-type]


def test_a_path_is_no_codebook() -> None:
    with pytest.raises(CodebookError, match=r"Codebook\.read"):
        one([1, 2], "cb.yaml")  # type: ignore[arg-type]


RANGES: dict[str, Callable[[Survey], object]] = {
    "score_scales": lambda s: sk.score_scales(s),
    "reverse_items": lambda s: sk.reverse_items(s, items=["a"]),
    "reliability": lambda s: sk.reliability(s, items="T"),
}


@pytest.mark.parametrize("verb", RANGES)
@pytest.mark.parametrize("from_file", [True, False])
def test_one_range_check_names_row_and_nearest_answer(verb: str, from_file: bool) -> None:
    variables = [{"name": name, "kind": "ordinal", "values": AGREEMENT} for name in "ab"]
    codebook = sk.Codebook.model_validate({"variables": variables, "scales": [{"name": "T", "items": ["a", "b"]}]})
    frame = pd.DataFrame({"a": [1, 7, 3, 2], "b": [1, 2, 3, 3]}, index=["p1", "p2", "p3", "p4"])
    survey = Survey.from_frame(frame, codebook=codebook)
    paradata = pd.DataFrame({"source_row": [2, 3, 4, 5]}, index=frame.index) if from_file else None
    with pytest.raises(AnswerError, match="outside the range") as caught:
        RANGES[verb](Survey(survey.data, codebook, paradata=paradata))
    assert caught.value.cases.to_numpy().tolist() == [[3 if from_file else "p2", "a", 7, 3]]


def test_a_range_may_be_open_on_one_side() -> None:
    variables = [{"name": name, "kind": "numeric", "low": 0} for name in "ab"]
    codebook = sk.Codebook.model_validate({"variables": variables, "scales": [{"name": "T", "items": ["a", "b"]}]})
    survey = Survey.from_frame(pd.DataFrame({"a": [1, -1, 3], "b": [1, 2, 1000]}), codebook=codebook)
    with pytest.raises(AnswerError) as caught:
        sk.score_scales(survey)
    assert caught.value.cases.to_numpy().tolist() == [[1, "a", -1, 0]]


SCORERS: dict[str, Callable[[Survey], object]] = {
    "participation_index": lambda s: sk.participation_index(s, into="x", items=["a", "b"]),
    "position_generator": lambda s: sk.position_generator(s, into="x", prestige={"a": 1, "b": 2}),
    "knowledge_score": lambda s: sk.knowledge_score(s, into="x", correct={"a": 1, "b": 1}),
    "score_factors": lambda s: sk.score_factors(s, into="x", weights=pd.DataFrame({"F": [1, 1]}, index=["a", "b"])),
    "arnstein_level": lambda s: sk.arnstein_level(s, into="x", columns=["a", "b"]),
}


@pytest.mark.parametrize("verb", SCORERS)
def test_infinite_answers_are_not_scored(verb: str) -> None:
    survey = Survey.from_frame(pd.DataFrame({"a": [1, float("inf"), 2], "b": [1.0, 2.0, 3.0]}))
    with pytest.raises(AnswerError, match="1 answers of 'a' are infinite") as caught:
        SCORERS[verb](survey)
    assert caught.value.cases["row"].tolist() == [1]


def test_categories_of_a_personal_column_are_not_shown() -> None:
    with pytest.raises(ColumnError, match="several categories") as refused:
        one(pd.Categorical([13912345678, "13912345678"]), book(personal=True))
    assert "139" not in str(refused.value)


def test_a_table_does_not_show_the_answers_of_a_personal_column() -> None:
    survey = one([1, 2, 2, 1], book(values=AGREEMENT, personal=True))
    with pytest.raises(ColumnError, match=r"\['a'\] are personal"):
        sk.describe_sample(survey, columns="a")
