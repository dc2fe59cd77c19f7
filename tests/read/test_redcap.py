"""REDCap: real exports with their dictionaries, untouched checkboxes, repeating instruments and events."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import CodebookError, ReadError
from surveykit.read.survey import read_survey

Save = Callable[..., Path]

FOLDER = Path(__file__).parents[1] / "data" / "redcap"
BOXES, BOXES_BOOK = FOLDER / "checkboxes-1_data.csv", FOLDER / "checkboxes-1_dictionary.csv"
REPEATS, REPEATS_BOOK = FOLDER / "repeating-instruments_data.csv", FOLDER / "repeating-instruments_dictionary.csv"

DICTIONARY = [
    ["Variable / Field Name", "Form Name", "Field Type", "Field Label", "Choices, Calculations, OR Slider Labels",
     "Text Validation Type OR Show Slider Number", "Text Validation Min", "Text Validation Max", "Identifier?",
     "Branching Logic (Show field only if...)"],
    ["record_id", "main", "text", "Record", "", "", "", "", "", ""],
    ["sex", "main", "radio", "<b>性别</b>：", "1, 男|2,女, 或其他", "", "", "", "", ""],
    ["visits", "main", "text", "次数", "", "integer", "0", "50", "", "[sex] = '1'"],
    ["acts", "main", "checkbox", "活动", "-1, 都没有 | B, 议事会", "", "", "", "", "[visits] > 0"],
    ["home", "main", "text", "门牌", "", "", "", "", "y", ""],
    ["likes", "main", "yesno", "满意", "", "", "", "", "", "[acts(B)] = '1'"],
]  # fmt: skip
HEADER = ["record_id", "sex", "visits", "acts____1", "acts___b", "home", "likes", "main_complete"]
ROWS = [
    ["a1", "1", "3", "0", "1", "3-502", "0", "2"],
    ["a2", "2", "", "0", "0", "4-101", "", "2"],
    ["a3", "1", "5", "0", "0", "5-101", "", "0"],
]


def test_real_checkboxes_of_untouched_forms_are_missing_not_zero() -> None:
    survey = read_survey(BOXES)
    assert survey.log[0].arguments["platform"] == "redcap"
    assert survey.data.index.tolist() == ["1", "2", "3", "4"]
    assert [(group.name, len(group.members)) for group in survey.codebook.sets] == [("check_one", 4), ("check_two", 5)]
    one, two = survey.data["check_one___1"], survey.data["check_two___b"]
    np.testing.assert_array_equal(one, [1, np.nan, 1, np.nan])
    np.testing.assert_array_equal(two, [0, 1, 0, np.nan])
    assert survey.missing_reasons["check_one___1"].tolist() == ["", "blank", "", "blank"]
    assert "check_two: 1 respondents with a complete form ticked nothing" in survey.log[0].told("en")
    assert survey.log[0].cases.empty


def test_real_dictionary_gives_the_labels_under_the_same_names() -> None:
    survey, plain = read_survey(BOXES, codebook=BOXES_BOOK), read_survey(BOXES)
    assert survey.data.equals(plain.data[survey.data.columns])
    assert survey.codebook.label("check_two___e", "en") == "E"
    assert survey.codebook.label("check_one", "en") == "check one"
    assert survey.codebook.label("desired_result", "en") == "What should happen for this participant"


def test_real_records_are_read_apart_from_repeating_instruments() -> None:
    survey = read_survey(REPEATS, codebook=REPEATS_BOOK)
    assert survey.data.index.tolist() == ["1", "2"]
    assert survey.data.columns.tolist() == ["date_enrolled", "age", "ethnicity", "race", "sex"]
    assert survey.data[["age", "ethnicity", "race", "sex"]].to_numpy().tolist()[0] == [8.9, 1.0, 4.0, 0.0]
    assert survey.data["date_enrolled"].astype(str).tolist()[1] == "2019-02-02"
    assert survey.codebook.value_label("race", 4, "en") == "White"
    assert "read the others with sheet='bp'" in survey.log[0].told("en")
    assert "first_name points to persons and was dropped" in survey.log[0].told("en")
    assert "dob points to persons" in survey.log[0].told("en")


def test_real_repeating_instrument_is_read_by_its_name() -> None:
    survey = read_survey(REPEATS, codebook=REPEATS_BOOK, sheet="bp")
    assert survey.data.index.tolist() == ["1-1", "1-2", "1-3", "2-1"]
    assert survey.data[["bp_systolic", "bp_diastolic"]].to_numpy().tolist() == [
        [110.0, 100.0], [111.0, 101.0], [112.0, 102.0], [114.0, 104.0]
    ]  # fmt: skip
    assert survey.paradata["parent"].tolist() == ["1", "1", "1", "2"]
    assert survey.paradata["source_row"].tolist() == [3, 4, 5, 7]
    with pytest.raises(ReadError, match=r"has no part 'pb'. Closest: 'bp'"):
        read_survey(REPEATS, sheet="pb")


def test_several_events_are_refused_until_one_is_named(save_csv: Save) -> None:
    header = ["record_id", "redcap_event_name", "trust", "main_complete"]
    path = save_csv([header, ["1", "before_arm_1", "3", "2"], ["1", "after_arm_1", "4", "2"]])
    with pytest.raises(ReadError, match=r"\['before_arm_1', 'after_arm_1'\].*as in sheet='before_arm_1'"):
        read_survey(path)
    survey = read_survey(path, sheet="after_arm_1")
    assert survey.data["trust"].tolist() == [4.0]
    assert survey.paradata["event_name"].tolist() == ["after_arm_1"]


def test_branching_identifiers_and_ranges_of_the_dictionary_are_kept(save_csv: Save) -> None:
    book = save_csv(DICTIONARY, name="book.csv")
    survey = read_survey(save_csv([HEADER, *ROWS]), codebook=book)
    assert survey.codebook.label("sex", "zh") == "性别"
    assert survey.codebook.value_label("sex", 2, "zh") == "女, 或其他"
    assert survey.codebook.variable("visits").range == (0.0, 50.0)
    assert "home" not in survey.data
    assert survey.missing_reasons["visits"].tolist() == ["", "not_shown", ""]
    np.testing.assert_array_equal(survey.data["acts___b"], [1, np.nan, np.nan])
    assert survey.missing_reasons["acts___b"].tolist() == ["", "not_shown", "blank"]
    np.testing.assert_array_equal(survey.data["likes"], [0, np.nan, np.nan])
    assert survey.missing_reasons["likes"].tolist() == ["", "not_shown", "not_shown"]
    assert survey.codebook.value_label("likes", 0, "en") == "No"
    assert (
        read_survey(save_csv([HEADER, *ROWS]), codebook=book, keep_personal=["home"]).data["home"].tolist()[0]
        == "3-502"
    )


def test_an_export_with_labels_is_read(save_csv: Save) -> None:
    header = ["Record ID", "活动 (choice=都没有)", "活动 (choice=议事会)", "Complete?", "性别", "Complete?"]
    rows = [
        ["1", "Unchecked", "Checked", "Complete", "男", "Complete"],
        ["2", "Unchecked", "Unchecked", "Incomplete", "女, 或其他", "Complete"],
    ]
    survey = read_survey(save_csv([header, *rows]))
    assert survey.log[0].arguments["platform"] == "redcap"
    np.testing.assert_array_equal(survey.data["活动__议事会"], [1, np.nan])
    with_book = read_survey(save_csv([header, *rows]), codebook=save_csv(DICTIONARY, name="book.csv"))
    np.testing.assert_array_equal(with_book.data["acts___b"], [1, np.nan])


def test_stamps_of_surveys_are_paradata_and_their_addressees_are_dropped(save_csv: Save) -> None:
    header = ["record_id", "redcap_survey_identifier", "main_timestamp", "trust", "main_complete"]
    rows = [["1", "a@example.org", "2025-04-11 09:01:02", "4", "2"], ["2", "b@example.org", "[not completed]", "", "0"]]
    survey = read_survey(save_csv([header, *rows]))
    assert str(survey.paradata["submitted"].iloc[0]) == "2025-04-11 09:01:02"
    assert survey.paradata["submitted"].isna().tolist() == [False, True]
    assert "example.org" not in survey.data.to_csv() + survey.paradata.to_csv() + repr(survey.log)
    assert survey.data.columns.tolist() == ["trust"]


def test_ones_own_codebook_goes_on_top(save_csv: Save) -> None:
    book = Codebook.model_validate(
        {"variables": [{"name": "gender", "source": "sex", "values": {1: "男性", 2: "女性"}}]}
    )
    survey = read_survey((save_csv([HEADER, *ROWS]), save_csv(DICTIONARY, name="book.csv")), codebook=book)
    assert survey.data["gender"].tolist() == [1.0, 2.0, 1.0]
    assert survey.codebook.label("visits", "zh") == "次数"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_titles_and_empty_rows(save_csv: Save, encoding: str) -> None:
    title, empty = ["项目", *[""] * 7], [""] * 8
    survey = read_survey(save_csv([title, HEADER, ROWS[0], empty, ROWS[2]], encoding=encoding))
    assert survey.data.index.tolist() == ["a1", "a3"]
    assert survey.paradata["source_row"].tolist() == [3, 5]


def test_a_file_without_completeness_says_what_it_cannot_tell(save_csv: Save) -> None:
    survey = read_survey(save_csv([HEADER[:-1], *(row[:-1] for row in ROWS)]))
    assert survey.data["acts___b"].tolist() == [1.0, 0.0, 0.0]
    assert "acts: 2 respondents ticked nothing; the file has no column that says whether they were asked" in (
        survey.log[0].told("en")
    )


def test_records_without_or_with_repeated_ids_are_refused(save_csv: Save) -> None:
    with pytest.raises(ReadError, match=r"'record_id' occurs twice in rows 2, 3"):
        read_survey(save_csv([HEADER, ROWS[0], ROWS[0]]))
    with pytest.raises(ReadError, match=r"'record_id' is empty in rows 3"):
        read_survey(save_csv([HEADER, ROWS[0], ["", *ROWS[1][1:]]]))


def test_headers_of_other_platforms_are_not_taken_for_redcap(save_csv: Save) -> None:
    header = ["(1)6、居住___年", "task_complete"]
    assert read_survey(save_csv([header, ["3", "yes"]])).log[0].arguments["platform"] == "generic"
    with pytest.raises(ReadError, match="no answers below"):
        read_survey(save_csv([HEADER]))


def test_a_sheet_of_a_text_file_without_parts_is_refused(save_csv: Save) -> None:
    with pytest.raises(ReadError, match="is not a workbook and has no sheets"):
        read_survey(save_csv([["id", "q"], ["1", "a"]]), sheet="x")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            ["sex", "main", "radio", "性别", "1 男", *[""] * 5],
            r"row 8: the choices of 'sex' hold '1 男'|field 'sex' is in rows",
        ),
        (["new", "main", "radio", "性别", "1 男", *[""] * 5], r"row 8: the choices of 'new' hold '1 男'"),
    ],
)
def test_broken_dictionaries_say_where(save_csv: Save, row: list[str], says: str) -> None:
    with pytest.raises(CodebookError, match=says):
        Codebook.read(save_csv([*DICTIONARY, row], name="book.csv"))


def test_a_dictionary_without_answers_is_refused() -> None:
    with pytest.raises(ReadError, match="holds the questions of a form and no answers"):
        read_survey(BOXES_BOOK)


def test_a_dictionary_is_a_codebook_by_itself() -> None:
    book = Codebook.read(REPEATS_BOOK)
    assert [variable.name for variable in book.variables if variable.personal] == ["first_name", "dob"]
    assert book.variable("date_bp").kind == "date"
    assert book.variable("bp_systolic").low == 0.0


def _as_workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    with REPEATS.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    book.save(folder / "project.xlsx")
    return folder / "project.xlsx"


def _as_archive(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "project.zip", "w") as archive:
        archive.write(REPEATS, "project.csv")
    return folder / "project.zip"


@pytest.mark.parametrize("save", [_as_workbook, _as_archive])
def test_parts_of_a_workbook_and_of_an_archive_are_read_by_their_name(
    tmp_path: Path, save: Callable[[Path], Path]
) -> None:
    path = save(tmp_path)
    survey = read_survey(path, sheet="bp")
    assert survey.data["bp_systolic"].tolist() == [110, 111, 112, 114]
    assert survey.codebook.variable("date_bp").kind == "date"
    assert survey.paradata["parent"].tolist() == ["1", "1", "1", "2"]
    with pytest.raises(ReadError, match="has no part 'bpp'"):
        read_survey(path, sheet="bpp")


def test_checkboxes_that_hold_the_label_of_their_option(save_csv: Save) -> None:
    header = ["record_id", "acts___1", "acts___2", "acts___3", "why", "main_complete"]
    rows = [
        ["1", "Meeting", "", "", "a", "Complete"],
        ["2", "", "Choir", "", "b", "Complete"],
        ["3", "", "", "", "", "Incomplete"],
    ]
    survey = read_survey(save_csv([header, *rows]))
    assert survey.codebook.sets[0].members == ("acts___1", "acts___2", "acts___3")
    assert survey.codebook.label("acts___2", "en") == "Choir"
    np.testing.assert_array_equal(
        survey.data[["acts___1", "acts___2", "acts___3"]], [[1, 0, 0], [0, 1, 0], [np.nan, np.nan, np.nan]]
    )


def test_codes_that_redcap_proposes_for_missing_answers_are_reasons(save_csv: Save) -> None:
    rest = [""] * 4
    fields = [
        DICTIONARY[0],
        ["record_id", "main", "text", "Id", "", "", *rest],
        ["age", "main", "text", "Age", "", "integer", *rest],
        ["sex", "main", "radio", "Sex", "1, M | 2, F", "", *rest],
        ["member", "main", "radio", "Member", "1, Yes | 0, No | NA, No committee here", "", *rest],
        ["why", "main", "notes", "Why", "", "", *rest],
    ]
    header = ["record_id", "age", "sex", "member", "why", "main_complete"]
    rows = [["1", "34", "1", "1", "NA", "2"], ["2", "UNK", "NA", "NA", "UNK", "2"], ["3", "NASK", "2", "0", "", "2"]]
    dictionary = save_csv(fields, name="dictionary.csv")
    survey = read_survey(save_csv([header, *rows], name="data.csv"), codebook=dictionary)
    assert survey.missing_reasons["age"].tolist() == ["", "dont_know", "not_shown"]
    assert survey.missing_reasons["sex"].tolist() == ["", "not_applicable", ""]
    assert survey.data["member"].tolist() == [1, 2, 0], "a choice of the dictionary is an answer"
    assert survey.data["why"].tolist()[:2] == ["NA", "UNK"], "text is left as it is"
    assert "The codes 'NA', 'NASK', 'UNK' in age, sex are reasons for missing answers" in survey.log[0].told("en")


def test_a_dictionary_saved_as_a_workbook_is_one_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    with REPEATS_BOOK.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    book.save(tmp_path / "dictionary.xlsx")
    assert Codebook.read(tmp_path / "dictionary.xlsx") == Codebook.read(REPEATS_BOOK)
    survey = read_survey(REPEATS, codebook=tmp_path / "dictionary.xlsx", sheet="bp")
    assert survey.codebook.variable("bp_systolic").low == 0
