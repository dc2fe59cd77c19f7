"""Google Forms: a real CSV download, the linked spreadsheet, and their dirty variants."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, ReadError
from surveykit.read.survey import read_survey

FOLDER = Path(__file__).parents[1] / "data" / "google_forms"
DOWNLOAD, SHEET = FOLDER / "FormsPreprocessors_sample_data.csv", FOLDER / "google_sheet.csv"
Save = Callable[..., Path]
TICKED = {0: "no", 1: "yes"}
ACTIVITIES = ["Meeting", "Volunteering", "Cleaning, sorting and recycling", "Other"]


def _rows(path: Path) -> list[list[object]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [list(row) for row in csv.reader(file)]


def _book(*options: str) -> Codebook:
    members = [{"name": f"a{n}", "label": option, "values": TICKED} for n, option in enumerate(options)]
    names = [member["name"] for member in members]
    return Codebook.model_validate(
        {"variables": members, "sets": [{"name": "acts", "members": names, "source": "Which activities?"}]}
    )


def _sheet(save_csv: Save, question: str, *answers: str) -> Path:
    rows = [[f"10/{n}/2025 17:24:01", answer] for n, answer in enumerate(answers, start=13)]
    return save_csv([["Timestamp", question], *rows])


def test_real_download_is_read_whole() -> None:
    survey = read_survey(DOWNLOAD)
    assert survey.log[0].arguments["platform"] == "google_forms"
    assert len(survey) == 20
    book = survey.codebook
    assert [group.name for group in book.sets] == ["Alcohol", "Fruit", "Q7_1", "Q7_2", "Q7_3", "Q7_4", "Q7_5"]
    assert [len(group.members) for group in book.sets] == [7, 12, 4, 4, 4, 4, 4]
    assert [v.name for v in book.variables if v.name[0] != "Q" and "_" not in v.name] == ["Gender", "Age", "Price"]
    assert book.variable("Price").kind == "numeric"
    second = survey.data.iloc[1]
    fruit = {book.variable(name).label.en for name in book.sets[1].members if second[name] == 1}
    assert fruit == {"Melon", "Orange", "Pineapple"}
    assert second["Price"] == 1000
    assert book.value_label("Q6_2", int(second["Q6_2"]), "en") == "Within a week"
    assert survey.data.iloc[0][["Alcohol_1", "Alcohol_7"]].isna().all(), "an empty cell is blank, not nothing chosen"
    assert survey.missing_reasons["Alcohol_1"].iloc[0] == "blank"


def test_the_option_none_is_an_answer() -> None:
    survey = read_survey(DOWNLOAD)
    none = next(v.name for v in survey.codebook.variables if v.label.en == "None" and v.name.startswith("Fruit"))
    assert int(survey.data[none].sum()) == 4


def test_options_stand_in_the_order_of_the_form() -> None:
    book = read_survey(DOWNLOAD).codebook
    labels = [book.variable(name).label.en for name in book.sets[2].members]
    assert labels == ["in elementary school", "in junior high school", "in high school", "in college"]


def test_rows_of_a_grid_share_one_coding() -> None:
    book = read_survey(DOWNLOAD).codebook
    assert len({repr(book.variable(f"Q6_{row}").values) for row in range(1, 5)}) == 1


def test_a_lost_sign_for_the_half_of_the_day_leaves_the_day() -> None:
    survey = read_survey(DOWNLOAD)
    assert survey.paradata["submitted"].tolist() == [pd.Timestamp("2022-03-10")] * 20
    assert "20 moments do not say legibly" in survey.log[0].told("en")


def test_sheet_is_read_whole_and_commas_are_not_guessed() -> None:
    survey = read_survey(SHEET)
    assert len(survey) == 1
    assert survey.data["Q2"].tolist() == ["Meeting, Volunteering, Cleaning, sorting and recycling"]
    assert survey.data[["Q3_1", "Q3_2"]].iloc[0].tolist() == [4, 3]
    assert survey.codebook.variable("Q3_1").kind == "ordinal"
    assert "Answers to 'Which activities?' hold commas" in survey.log[0].told("en")
    assert "month before day" in survey.log[0].told("en")


def test_options_of_a_codebook_are_found_whole() -> None:
    survey = read_survey(SHEET, codebook=_book(*ACTIVITIES))
    assert survey.data[["a0", "a1", "a2", "a3"]].iloc[0].tolist() == [1, 1, 1, 0]
    assert survey.log[0].cases.empty


def test_cells_are_cut_only_where_every_piece_is_an_option() -> None:
    with pytest.raises(AnswerError, match="sorting and recycling"):
        read_survey(SHEET, codebook=_book("Meeting", "Volunteering", "Cleaning"))


def test_own_words_go_to_the_option_for_others_and_are_logged(save_csv: Save) -> None:
    path = _sheet(save_csv, "Which activities?", "Meeting, gardening on stairs", "Volunteering")
    survey = read_survey(path, codebook=_book(*ACTIVITIES))
    assert survey.data[["a0", "a1", "a2", "a3"]].to_numpy().tolist() == [[1, 0, 0, 1], [0, 1, 0, 0]]
    assert survey.data["acts_text"].iloc[0] == "gardening on stairs"
    assert survey.log[0].cases["rule"].tolist() == ["own words, read as the option for others"]


def test_own_words_of_a_single_choice_too(save_csv: Save) -> None:
    book = Codebook.model_validate({"variables": [{"name": "home", "values": {1: "Flat", 2: "Other"}}]})
    survey = read_survey(_sheet(save_csv, "home", "Flat", "Boat"), codebook=book)
    assert survey.data["home"].tolist() == [1, 2]
    assert survey.data["home_text"].iloc[1] == "Boat"


def test_lists_with_commas_are_found_where_options_return(save_csv: Save) -> None:
    answers = ["Meeting, Training", "Meeting, Cleaning, sorting", "Training, Cleaning, sorting", "Meeting", "Training"]
    survey = read_survey(_sheet(save_csv, "Which?", *answers))
    labels = [survey.codebook.variable(name).label.en for name in survey.codebook.sets[0].members]
    assert labels == ["Meeting", "Training", "Cleaning, sorting"]
    assert survey.data.sum().tolist() == [3, 3, 2]


def test_single_answers_with_commas_are_no_lists(save_csv: Save) -> None:
    survey = read_survey(_sheet(save_csv, "Would you?", *["Yes, Often", "Yes, Now", "No, Never"] * 3))
    assert not survey.codebook.sets
    assert survey.data.iloc[:, 0].nunique() == 3


def test_chinese_form_with_account_and_score(save_csv: Save) -> None:
    header = ["时间戳记", "电子邮件地址", "得分", "您的性别", "您的性别"]
    rows = [
        ["2025/10/10 下午 5:24:01 GMT+8", "a@example.org", "8 / 10", "女", "男"],
        ["2025/10/11 上午 12:04:01 GMT+8", "b@example.org", "9 / 10", "男", "男"],
    ]
    survey = read_survey(save_csv([header, *rows, *rows]))
    assert survey.paradata["submitted"].astype(str).tolist()[:2] == ["2025-10-10 17:24:01", "2025-10-11 00:04:01"]
    assert survey.paradata["platform_score"].tolist() == [8.0, 9.0, 8.0, 9.0]
    assert survey.paradata["address_token"].nunique() == 2
    assert "example.org" not in survey.data.to_csv() + survey.paradata.to_csv() + repr(survey.log)
    assert [v.source for v in survey.codebook.variables] == [("您的性别",), ("您的性别 (2)",)]


def test_names_of_questions_do_not_collide(save_csv: Save) -> None:
    answers = ["A, B", "B, C", "A, C", "A"]
    rows = [[f"10/{n}/2025 17:24:01", answer, answer, answer] for n, answer in enumerate(answers, start=13)]
    survey = read_survey(save_csv([["Timestamp", "Which ones?", "Q1", "Q1"], *rows]))
    assert [group.name for group in survey.codebook.sets] == ["Q1", "Q1_v2", "Q3"]
    assert survey.data.shape == (4, 9)


def test_lists_of_accounts_are_dropped_as_personal(save_csv: Save) -> None:
    answers = ["a@example.org, b@example.org", "b@example.org, c@example.org", "a@example.org, c@example.org"] * 2
    survey = read_survey(_sheet(save_csv, "Whose?", *answers, "d@example.org"))
    assert not survey.codebook.sets
    grid = [["Timestamp", "Who? [first]", "Who? [second]"], ["10/13/2025 1:00", "Wang Min", "Li Lei"]]
    assert "Wang Min" not in repr(read_survey(save_csv(grid)).codebook)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings(save_csv: Save, encoding: str) -> None:
    path = save_csv([["时间戳记", "您的性别是"], ["2025/10/10 17:24:01", "女性居民"]], encoding=encoding)
    assert read_survey(path).data.iloc[0, 0] == "女性居民"


def test_workbooks_with_serial_dates_titles_and_blank_rows(save_xlsx: Save) -> None:
    header, first = _rows(SHEET)
    survey = read_survey(save_xlsx([["Form responses"], header, [None], [45940.725, *first[1:], None]]))
    assert survey.paradata["submitted"].astype(str).tolist() == ["2025-10-10 17:24:00"]
    assert survey.paradata["source_row"].tolist() == [4]


def test_a_column_named_timestamp_without_moments_is_no_form(save_csv: Save) -> None:
    survey = read_survey(save_csv([["timestamp", "q"], ["a", "1"], ["b", "2"]]))
    assert survey.log[0].arguments["platform"] == "generic"


def test_without_its_timestamp_the_table_is_a_plain_one(save_csv: Save) -> None:
    survey = read_survey(save_csv([row[1:] for row in _rows(DOWNLOAD)]))
    assert survey.log[0].arguments["platform"] == "generic"
    assert len(survey) == 20


def test_headers_alone_and_cut_files_are_refused(save_csv: Save, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no answers below"):
        read_survey(save_csv(_rows(DOWNLOAD)[:1]))
    (tmp_path / "cut.csv").write_bytes(DOWNLOAD.read_bytes()[:-200])
    with pytest.raises(ReadError, match="row 21 has"):
        read_survey(tmp_path / "cut.csv")


def test_drafted_codebook_reads_the_download_again(tmp_path: Path) -> None:
    first = read_survey(DOWNLOAD)
    path = first.codebook.write(tmp_path / "drafted.xlsx")
    again = read_survey(DOWNLOAD, codebook=path)
    pd.testing.assert_frame_equal(first.data, again.data)
    np.testing.assert_array_equal(first.missing_reasons, again.missing_reasons)


def test_one_list_is_enough_where_semicolons_have_no_space(save_csv: Save) -> None:
    table = [
        ["Timestamp", "Joined?", "Say"],
        ["2025/10/10 1:19:08 PM GMT+8", "Choir;Band", "one; or two"],
        ["2025/10/10 1:20:08 PM GMT+8", "Choir", "no"],
        ["2025/10/10 1:21:08 PM GMT+8", "Band", "yes"],
    ]
    survey = read_survey(save_csv(table))
    assert [group.source for group in survey.codebook.sets] == [("Joined?",)]
    assert survey.data["Say"].tolist() == ["one; or two", "no", "yes"]
    assert "times are those of the time zone GMT+8" in survey.log[0].told("en")


def test_dates_are_dates(save_csv: Save) -> None:
    table = [["Timestamp", "Moved in?"], ["10/13/2025 17:24:05", "2019-04-01"], ["10/14/2025 17:24:05", ""]]
    survey = read_survey(save_csv(table))
    (variable,) = survey.codebook.variables
    assert variable.kind == "date"
    assert survey.data[variable.name].iloc[0].year == 2019
