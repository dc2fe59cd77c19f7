"""Text to codes: whole wordings, negations told apart, nothing understood that was not said."""

import math
import random

import pandas as pd
import pytest

from surveykit import Survey, cleaning_log, code_answers, describe_items, reverse_items, score_scales
from surveykit.clean.answer_ladder import Asked, code_texts
from surveykit.clean.answer_wording import NO_ANSWER, no_answer, parse
from surveykit.core.codebook import Codebook, Text
from surveykit.core.ladders import LADDERS
from surveykit.errors import AnswerError, ColumnError, OptionError

FIVE = ["非常不同意", "不同意", "一般", "同意", "非常同意"]


def said(*answers: object, **others: list[object]) -> Survey:
    return Survey.from_frame(pd.DataFrame({"q": list(answers), **others}))


def codes(survey: Survey, **asked: object) -> list[float]:
    return code_answers(survey, columns="q", **asked).data["q"].tolist()


def test_a_ladder_gives_codes_labels_in_both_languages_and_an_order():
    coded = code_answers(said(*FIVE[::-1]), columns="q")
    assert coded.data["q"].tolist() == [5, 4, 3, 2, 1]
    variable = coded.codebook.variable("q")
    assert (variable.kind, variable.range) == ("ordinal", (1, 5))
    assert variable.values[2] == Text(zh="不同意", en="disagree")
    assert describe_items(coded, items="q").tidy()["mean"].tolist() == [3]
    step = coded.log[-1]
    assert step.told("zh") == "编码依据：同意程度，5级：1 非常不同意、2 不同意、3 一般、4 同意、5 非常同意。"
    assert step.told("en").endswith(
        "agreement, 5 points: 1 strongly disagree, 2 disagree, 3 neutral, 4 agree, 5 strongly agree."
    )


@pytest.mark.parametrize(
    "options",
    [
        ["非常不同意", "比较不同意", "一般", "比较同意", "非常同意"],
        ["很不满意", "不太满意", "一般", "比较满意", "很满意"],
        ["完全不符合", "比较不符合", "不确定", "比较符合", "完全符合"],
        ["非常不同意", "不同意", "有点不同意", "中立", "有点同意", "同意", "非常同意"],
        ["完全不同意", "很不同意", "比较不同意", "一般", "比较同意", "很同意", "完全同意"],
        ["非常不重要", "不重要", "重要", "非常重要"],
        ["不同意", "一般", "同意"],
        ["不满意", "满意"],
        ["从不", "很少", "偶尔", "经常", "总是"],
        ["从不", "很少", "有时", "经常", "总是"],
        ["Never", "Rarely", "Sometimes", "Often", "Always"],
        ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"],
        ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"],
        ["Not at all important", "Slightly important", "Moderately important", "Very important", "Extremely important"],
        ["Strongly disagree", "Disagree", "Somewhat disagree", "Neutral", "Somewhat agree", "Agree", "Strongly agree"],
        ["very inaccurate", "moderately inaccurate", "neither accurate nor inaccurate", "moderately accurate",
         "very accurate"],
    ],
    ids="/".join,
)  # fmt: skip
def test_ladders_of_both_languages_are_found_by_their_wordings(options):
    assert codes(said(*options)) == list(range(1, len(options) + 1))


def test_no_anchor_of_one_step_is_ever_read_as_another_whatever_wordings_stand_together():
    """Random sets of one wording per step, from every ladder, read among all the others."""
    rng = random.Random(5)
    for ladder in LADDERS:
        for steps in filter(None, (ladder.zh, ladder.en)):
            for _ in range(4):
                labels = [rng.choice(step) for step in steps]
                read = code_texts(rng.sample(labels, len(labels)), Asked()).readings
                assert [read[label].code for label in labels] == list(range(1, len(labels) + 1)), labels


@pytest.mark.parametrize(
    "written",
    ["5", "５", "5分", "５分", "5.0", "5=非常同意", "5＝非常同意", "5. 非常同意", "5、非常同意", "(5)非常同意",
     "（5）非常同意", "非常同意(5)", "非常同意（5分）", "E.非常同意", "Ｅ．非常同意", " 非常同意", "非 常 同 意",
     "非常同意\u3000"],
)  # fmt: skip
def test_the_ways_to_write_one_answer_are_one_code(written):
    coded = code_answers(said(*FIVE, written), columns="q")
    assert coded.data["q"].tolist()[-1] == 5
    assert list(coded.codebook.variable("q").values) == [1, 2, 3, 4, 5]
    repairs = cleaning_log(coded, language="en")
    assert repairs["value"].tolist() == ([] if written.strip() == "非常同意" else [written])
    assert repairs["action"].tolist() == ["Read as 5"] * len(repairs)


@pytest.mark.parametrize("written", ["3=非常同意", "非常同意(2)", "6", "0", "F", "同意吗", "非常", "不", "同亿"])
def test_what_does_not_agree_with_the_ladder_is_refused_with_its_cell(written):
    with pytest.raises(AnswerError, match=r"stand on no ladder, per column: \{'q': 1\}") as refused:
        code_answers(said(*FIVE, written), columns="q")
    assert refused.value.cases[["row", "column", "value"]].to_numpy().tolist() == [[5, "q", written]]


def test_an_unmapped_answer_names_the_closest_or_becomes_missing_with_an_entry_in_the_log():
    survey = said(*FIVE, "非常同亿")
    with pytest.raises(AnswerError, match="closest: '非常同意'") as refused:
        code_answers(survey, columns="q")
    assert refused.value.cases["nearest"].tolist() == ["非常同意"]
    coded = code_answers(survey, columns="q", unmapped="missing")
    assert math.isnan(coded.data["q"].tolist()[-1])
    assert coded.missing_reasons["q"].tolist() == [""] * 5 + ["blank"]
    assert coded.log[-1].told("en").endswith("Not understood and set to missing: 非常同亿.")
    entry = cleaning_log(coded, language="en").iloc[0]
    assert (entry["label"], entry["value"], entry["cut_off"]) == ("Answer not understood", "非常同亿", "非常同意")


@pytest.mark.parametrize(("reason", "wording"), [(r, w) for r, words in NO_ANSWER.items() for w in words])
def test_no_answer_in_words_is_missing_for_its_reason_and_never_the_middle(reason, wording):
    coded = code_answers(said(*FIVE, wording), columns="q")
    assert coded.data["q"].tolist()[:5] == [1, 2, 3, 4, 5]
    assert math.isnan(coded.data["q"].tolist()[5])
    assert coded.missing_reasons["q"].tolist()[5] == reason
    assert cleaning_log(coded)["label"].tolist() == ["文字表示未作答（如“说不清”）"]


def test_not_being_clear_is_a_step_where_clarity_is_asked_and_no_answer_elsewhere():
    clarity = ["非常不清楚", "不清楚", "一般", "清楚", "非常清楚"]
    assert codes(said(*clarity)) == [1, 2, 3, 4, 5]
    assert code_answers(said(*FIVE, "不清楚"), columns="q").missing_reasons["q"].tolist()[-1] == "dont_know"


def test_a_numbered_no_answer_is_one_too():
    assert code_answers(said(*FIVE, "6=不知道"), columns="q").missing_reasons["q"].tolist()[-1] == "dont_know"


def test_the_middle_may_be_not_knowing_if_that_is_said():
    answers = said("非常不同意", "不同意", "说不清", "同意", "非常同意")
    assert codes(answers, points=5, codes={"说不清": 3}) == [1, 2, 3, 4, 5]
    with pytest.raises(OptionError, match="on which ladder the others stand"):
        code_answers(answers, columns="q", codes={"说不清": 3})


def test_a_step_that_nobody_chose_leaves_a_choice_that_is_not_guessed():
    with pytest.raises(OptionError, match=r"several ladders.*agreement of 5 points.*agreement of 7 points"):
        code_answers(said(*FIVE[:4]), columns="q")
    assert codes(said(*FIVE[:4]), ladder="agreement", points=5) == [1, 2, 3, 4]
    assert codes(said(*FIVE[:4]), ladder=FIVE) == [1, 2, 3, 4]


@pytest.mark.parametrize("word", ["满意", "重要", "同意", "信任", "了解"])
def test_options_that_begin_with_the_plain_word_are_five_steps_without_gaps(word):
    options = [f"不{word}", f"不太{word}", "一般", f"比较{word}", f"非常{word}"]
    assert codes(said(*options)) == [1, 2, 3, 4, 5]
    assert codes(said(*options[:2], *options[3:])) == [1, 2, 3, 4]


def test_a_ladder_of_which_many_steps_were_left_out_is_not_guessed():
    options = ["从来没有", "很少", "有时", "经常", "非常频繁"]
    with pytest.raises(OptionError, match=r"steps \[1, 3, 4, 5, 6\] of the ladder 'frequency' with 7 points"):
        code_answers(said(*options), columns="q")
    assert codes(said(*options), ladder="frequency", points=7) == [1, 3, 4, 5, 6]
    assert codes(said(*options), ladder=options) == [1, 2, 3, 4, 5]


def test_columns_with_one_set_of_options_are_looked_at_together():
    survey = said(*FIVE[:4], r=FIVE[1:])
    coded = code_answers(survey, columns=["q", "r"])
    assert coded.data.to_numpy().tolist() == [[1, 2], [2, 3], [3, 4], [4, 5]]
    assert coded.codebook.variable("q").values == coded.codebook.variable("r").values


def test_two_wordings_of_one_step_are_one_answer_only_where_the_ladder_is_named():
    with pytest.raises(OptionError, match="stand on one step of the ladder 'agreement'"):
        code_answers(said(*FIVE, "很同意"), columns="q")
    assert codes(said(*FIVE, "很同意"), ladder="agreement", points=5) == [1, 2, 3, 4, 5, 5]


def test_both_languages_may_stand_in_one_column():
    assert codes(said(*FIVE, "agree", "Strongly disagree")) == [1, 2, 3, 4, 5, 4, 1]


def test_own_options_from_the_lowest_to_the_highest():
    coded = code_answers(said("每天", "从不", "每周"), columns="q", ladder=["从不", "每周", "每天"])
    assert coded.data["q"].tolist() == [3, 1, 2]
    assert coded.codebook.value_label("q", 2, "zh") == "每周"


def test_numbers_alone_are_codes_and_their_range_is_never_guessed():
    ten = code_answers(said("10分", "7", "０"), columns="q", points=11)
    assert ten.data["q"].tolist() == [10, 7, 0]
    assert ten.codebook.variable("q").range == (0, 10)
    plain = code_answers(said("5分", "3分"), columns="q").codebook.variable("q")
    assert (plain.kind, plain.range) == ("numeric", (None, None))
    with pytest.raises(AnswerError, match=r"\{'q': 1\}"):
        code_answers(said("11分", "3分"), columns="q", points=10)


def test_ends_that_are_labelled_give_the_range_of_ten_points():
    coded = code_answers(said("0=完全不满意", "10=非常满意", "5", "7分"), columns="q")
    assert coded.data["q"].tolist() == [0, 10, 5, 7]
    assert coded.codebook.variable("q").range == (0, 10)


def test_numbers_that_the_questionnaire_printed_the_other_way_round_are_its_codes():
    coded = code_answers(said("1=非常同意", "2=同意", "3=一般", "4=不同意", "5=非常不同意"), columns="q")
    assert coded.data["q"].tolist() == [1, 2, 3, 4, 5]
    assert coded.codebook.value_label("q", 1, "zh") == "非常同意"


def test_letters_are_places_of_options_and_no_order():
    coded = code_answers(said("A.男", "B.女", "A"), columns="q")
    assert coded.data["q"].tolist() == [1, 2, 1]
    variable = coded.codebook.variable("q")
    assert (variable.kind, [text.zh for text in variable.values.values()]) == ("nominal", ["男", "女"])
    turned = said("A.非常同意", "B.同意", "C.一般", "D.不同意", "E.非常不同意")
    assert codes(turned) == [5, 4, 3, 2, 1]


@pytest.mark.parametrize("letters", ["mf", "MF", "yn", "TF", "ns"])
def test_letters_that_do_not_run_from_a_on_are_no_options(letters):
    with pytest.raises(AnswerError, match="stand on no ladder"):
        code_answers(said(*letters), columns="q")
    named = code_answers(said(*letters), columns="q", codes=dict(zip(letters, (1, 2), strict=True)))
    assert named.data["q"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("letters", "expected"), [("abcd", [1, 2, 3, 4]), ("BD", [2, 4]), ("A", [1]), ("aceg", [1, 3, 5, 7])]
)
def test_letters_that_run_from_a_on_are_options_even_where_nobody_chose_some(letters, expected):
    assert code_answers(said(*letters), columns="q").data["q"].tolist() == expected


def test_empty_cells_keep_their_reason_and_what_is_no_text_stays():
    frame = pd.DataFrame({"q": [*FIVE, None], "age": range(6)})
    survey = Survey.from_frame(frame)
    told = pd.DataFrame({"q": [""] * 5 + ["not_shown"]}, index=frame.index)
    survey = Survey(survey.data, survey.codebook, missing_reasons=told, log=survey.log)
    coded = code_answers(survey, columns="q")
    assert coded.missing_reasons["q"].tolist() == [""] * 5 + ["not_shown"]
    assert coded.data["age"].equals(survey.data["age"])


def test_more_wordings_than_a_category_may_have_are_coded_too():
    ways = [
        f"{n}{end}" for n in range(1, 6) for end in ("", "分", "=" + FIVE[n - 1], "." + FIVE[n - 1], ")" + FIVE[n - 1])
    ]
    survey = said(*ways)
    assert survey.codebook.variable("q").kind == "text"
    assert codes(survey) == [n for n in range(1, 6) for _ in range(5)]


def test_coded_answers_are_reversed_and_scored_like_any_others():
    frame = pd.DataFrame({"a": FIVE, "b": FIVE[::-1]})
    coded = code_answers(Survey.from_frame(frame), columns=["a", "b"])
    book = coded.codebook.model_dump() | {"scales": [{"name": "S", "items": ["a", "b"], "reversed": ["b"]}]}
    scored = Survey(coded.data, Codebook.model_validate(book), log=coded.log).pipe(reverse_items).pipe(score_scales)
    assert scored.data["S"].tolist() == [1, 2, 3, 4, 5]


def test_what_rests_on_the_codes_keeps_them():
    frame = pd.DataFrame({"q": FIVE})
    reversed_ = Survey.from_frame(frame).pipe(code_answers, columns="q").pipe(reverse_items, items="q")
    with pytest.raises(ColumnError, match="have been reversed"):
        code_answers(reversed_, columns="q")
    with pytest.raises(ColumnError, match="every cell is empty"):
        code_answers(said(None, None), columns="q")


def test_personal_answers_are_shown_nowhere():
    book = Codebook.model_validate({"variables": [{"name": "q", "kind": "text", "personal": True}]})
    survey = Survey.from_frame(pd.DataFrame({"q": [*FIVE, "王小明"]}), codebook=book)
    with pytest.raises(AnswerError) as refused:
        code_answers(survey, columns="q")
    assert "王" not in str(refused.value) + refused.value.cases.to_string()
    step = code_answers(survey, columns="q", unmapped="missing").log[-1]
    assert "王" not in step.told("zh") + step.cases.to_string()


def test_parts_of_a_text_are_taken_apart_only_where_they_are_parts():
    assert parse("I agree").text == "I agree"
    assert parse("1-2次").number is None
    assert parse("20-30岁").number is None
    assert no_answer("不同意") is None
