"""A survey never changes; verbs return a new one with one more step in its log."""

import copy
import pickle
from collections.abc import Callable

import pandas as pd
import pytest

from surveykit.core.codebook import Codebook, Text, Variable
from surveykit.core.survey import FLAG_COLUMNS, Step, Survey, as_survey
from surveykit.errors import ColumnError, SampleError


@pytest.fixture
def survey() -> Survey:
    data = pd.DataFrame({"Q1": [1.0, 2.0, 5.0], "Q2": [3.0, None, 4.0]}, index=["a", "b", "c"])
    reasons = pd.DataFrame({"Q2": ["", "blank", ""]}, index=data.index)
    flags = pd.DataFrame([("b", "speeding", "time", True, 0.4, 1.0)], columns=list(FLAG_COLUMNS))
    return Survey(data, Codebook(), missing_reasons=reasons, flags=flags)


def test_what_is_handed_out_is_a_copy(survey: Survey) -> None:
    data, flags = survey.data, survey.flags
    data["Q1"] = 99
    data.loc["b", "Q1"] = 99
    flags.loc[0, "rule"] = "changed"
    assert survey.data["Q1"].tolist() == [1.0, 2.0, 5.0]
    assert survey.data.loc["a", "Q2"] == 3.0
    assert survey.flags["rule"].tolist() == ["speeding"]


def test_the_frame_it_came_from_can_change_without_changing_it() -> None:
    frame = pd.DataFrame({"Q1": [1, 2]})
    survey = Survey.from_frame(frame)
    frame.loc[0, "Q1"] = 99
    assert survey.data["Q1"].tolist() == [1, 2]


def test_arrays_of_what_is_handed_out_do_not_reach_it_either(survey: Survey) -> None:
    array = survey.data["Q1"].to_numpy()
    if array.flags.writeable:
        array[:] = 99
    assert survey.data["Q1"].tolist() == [1.0, 2.0, 5.0]


def test_attributes_cannot_be_set(survey: Survey) -> None:
    with pytest.raises(AttributeError, match="not changed in place"):
        survey.codebook = Codebook()


def test_rows_that_leave_take_their_flags_and_reasons_with_them(survey: Survey) -> None:
    step = Step(verb="drop_cases", rows_before=3, rows_after=2)
    smaller = survey.changed(step, data=survey.data.drop(index="b"))
    assert smaller.flags.empty
    assert smaller.missing_reasons.index.tolist() == ["a", "c"]
    assert [entry.verb for entry in smaller.log] == ["drop_cases"]
    assert len(survey) == 3


def test_ids_must_be_unique() -> None:
    with pytest.raises(ColumnError, match="'a'"):
        Survey(pd.DataFrame({"Q1": [1, 2]}, index=["a", "a"]), Codebook())


def test_pipe_passes_the_survey_first(survey: Survey) -> None:
    def rows(survey: Survey, *, plus: int) -> int:
        return len(survey) + plus

    assert survey.pipe(rows, plus=1) == 4


def test_reversed_items_come_from_the_log(survey: Survey) -> None:
    step = Step(verb="reverse_items", rows_before=3, rows_after=3, columns=("Q2",))
    assert survey.reversed_items == frozenset()
    assert survey.changed(step).reversed_items == {"Q2"}


def test_text_and_categories_of_a_plain_frame_become_codes_with_labels() -> None:
    frame = pd.DataFrame(
        {
            "edu": pd.Categorical(["high", "low", None], categories=["low", "high"], ordered=True),
            "sex": ["m", "f", "m"],
            "member": [True, False, True],
        }
    )
    survey = Survey.from_frame(frame)
    assert survey.data["edu"].tolist()[:2] == [2.0, 1.0]
    assert survey.data["edu"].isna().tolist() == [False, False, True]
    assert survey.codebook.variable("edu").kind == "ordinal"
    assert survey.codebook.value_label("sex", 1, "en") == "f"
    assert survey.codebook.value_label("member", 0, "zh") == "否"


@pytest.mark.parametrize("made", [pd.Series, pd.Categorical], ids=["text", "category"])
@pytest.mark.parametrize("twice", [("a", "a "), ("a", "\u3000a"), ("é", "e\u0301")], ids=["blank", "wide", "accent"])
def test_blanks_around_text_and_the_way_an_accent_was_typed_make_no_category(
    made: Callable[[list[str]], pd.Series], twice: tuple[str, str]
) -> None:
    survey = Survey.from_frame(pd.DataFrame({"x": made([*twice, "z"])}))
    assert survey.data["x"].nunique() == 2
    assert [label.zh for label in survey.codebook.variable("x").values.values()] in ([twice[0], "z"], ["z", twice[0]])
    assert survey.log[-1].notes == ()


def test_a_label_of_the_codebook_is_known_however_its_accent_was_typed() -> None:
    codebook = Codebook(variables=(Variable(name="x", values={1: Text(zh="e\u0301"), 2: Text(zh="b")}),))
    survey = Survey.from_frame(pd.DataFrame({"x": ["é", "e\u0301", "b"]}), codebook=codebook)
    assert survey.data["x"].tolist() == [1, 1, 2]


@pytest.mark.parametrize("codebook", [None, Codebook(variables=(Variable(name="x"),))], ids=["drafted", "described"])
def test_categories_that_differ_in_width_or_letter_case_stay_apart_and_are_named(codebook: Codebook | None) -> None:
    frame = pd.DataFrame({"x": ["AB", "ＡＢ", "ab", "c"], "y": ["p", "q", "p", "q"]})
    survey = Survey.from_frame(frame, codebook=codebook)
    assert survey.data["x"].nunique() == 4
    (note,) = survey.log[-1].notes
    assert "AB / ab / ＡＢ" in note.zh
    assert "Categories of x that differ only in width, letter case" in note.en


def test_nearly_equal_categories_of_a_personal_column_are_counted_and_not_shown() -> None:
    codebook = Codebook(variables=(Variable(name="x", personal=True),))
    (note,) = Survey.from_frame(pd.DataFrame({"x": ["Li", "LI", "Wu"]}), codebook=codebook).log[-1].notes
    assert "Li" not in note.zh + note.en
    assert note.en.startswith("Groups of categories of x (1) differ")


def test_many_different_texts_stay_text() -> None:
    survey = Survey.from_frame(pd.DataFrame({"comment": [f"comment {i}" for i in range(30)]}))
    assert survey.codebook.variable("comment").kind == "text"


def test_a_codebook_describes_the_columns_it_names() -> None:
    codebook = Codebook(variables=(Variable(name="Q1", kind="ordinal", values={1: Text(zh="否"), 2: Text(zh="是")}),))
    survey = Survey.from_frame(pd.DataFrame({"Q1": [1, 2], "Q2": [3.5, 4.5]}), codebook=codebook)
    assert survey.codebook.value_label("Q1", 2, "zh") == "是"
    assert survey.codebook.variable("Q2").kind == "numeric"


def test_same_column_twice_is_refused() -> None:
    with pytest.raises(ColumnError, match="'Q1'"):
        Survey.from_frame(pd.DataFrame([[1, 2]], columns=["Q1", "Q1"]))


def test_verbs_take_frames_and_surveys_and_nothing_else(survey: Survey) -> None:
    assert as_survey(survey) is survey
    assert len(as_survey(pd.DataFrame({"Q1": [1, 2]}))) == 2
    with pytest.raises(ColumnError, match="list"):
        as_survey([1, 2])  # type: ignore[arg-type]
    with pytest.raises(SampleError, match="no rows"):
        as_survey(pd.DataFrame())


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda s: pickle.loads(pickle.dumps(s))], ids=["copy", "deepcopy", "pickle"]
)
def test_a_survey_can_be_copied_and_stored(survey: Survey, again: Callable[[Survey], Survey]) -> None:
    survey = survey.changed(Step(verb="drop_cases", rows_before=3, rows_after=3, arguments={"where": {"Q1": 9}}))
    twin = again(survey)
    for name in ("data", "paradata", "missing_reasons", "flags"):
        pd.testing.assert_frame_equal(getattr(twin, name), getattr(survey, name))
    assert twin.codebook == survey.codebook
    assert twin.log == survey.log
    with pytest.raises(AttributeError, match="not changed in place"):
        twin.log = ()


def test_an_index_of_several_levels_is_refused() -> None:
    index = pd.MultiIndex.from_tuples([("web", 1), ("web", 2)])
    for take in (Survey.from_frame, as_survey):
        with pytest.raises(ColumnError, match=r"several levels.*frame\.reset_index\(\)"):
            take(pd.DataFrame({"Q1": [1, 2]}, index=index))


def test_a_step_is_told_in_one_language_with_its_notes_behind_its_reason() -> None:
    notes = (Text(zh="有两行为空", en="Two rows are empty"), Text(zh="编号重复。", en="Ids repeat."))
    step = Step(verb="drop_cases", rows_before=3, rows_after=2, reason=Text(zh="测试", en="Tests"), notes=notes)
    assert step.told("zh") == "测试。有两行为空。编号重复。"
    assert step.told("en") == "Tests. Two rows are empty. Ids repeat."
    assert (step.why("zh"), step.why("en")) == ("测试", "Tests")


def test_a_reason_of_the_users_own_is_told_as_it_was_given() -> None:
    step = Step(verb="drop_cases", rows_before=3, rows_after=2, reason="Moved away")
    assert step.why("zh") == "Moved away"
    assert Step(verb="from_frame", rows_before=3, rows_after=3).told("zh") == ""
