"""KoboToolbox and ODK Central: options in columns, groups in headers, repeats in sheets, and forms beside them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from surveykit.core.codebook import Codebook, Text
from surveykit.errors import AnswerError, ReadError
from surveykit.read.survey import read_survey

Save = Callable[..., Path]

LEAD = ["start", "end", "username"]
TRAIL = ["_id", "_uuid", "_submission_time", "_validation_status", "_submitted_by", "__version__", "_tags", "_index"]
HEADER = [
    *LEAD,
    "profile/sex",
    "profile/age",
    "profile/acts",
    "profile/acts/meeting",
    "profile/acts/volunteer",
    "profile/acts/other",
    "profile/acts_other",
    "why",
    "spot",
    "_spot_latitude",
    "_spot_longitude",
    "_spot_altitude",
    "_spot_precision",
    *TRAIL,
]


def _row(n: int, *answers: str) -> list[str]:
    start, end = f"2025-04-1{n}T09:00:00.000+08:00", f"2025-04-1{n}T09:0{n}:30.500+08:00"
    trail = [f"10{n}", f"u-{n}", f"2025-04-1{n}T01:10:00", "", "enumerator1", "v1", "", str(n)]
    return [start, end, "enumerator1", *answers, f"28.{n} 115.9 0 5", f"28.{n}", "115.9", "0", "5", *trail]


ROWS = [
    _row(1, "female", "34", "meeting other", "1", "0", "1", "choir", ""),
    _row(2, "male", "51", "volunteer", "0", "1", "0", "", ""),
    _row(3, "male", "", "", "", "", "", "", "no_time"),
    _row(4, "female", "28", "", "", "", "", "", "dont_know"),
]

SURVEY = [
    ["type", "name", "label::中文 (zh)", "label::English (en)", "relevant", "constraint"],
    ["start", "start", "", "", "", ""],
    ["begin_group", "profile", "背景", "Background", "", ""],
    ["select_one sex", "sex", "性别", "Sex", "", ""],
    ["integer", "age", "年龄", "Age", "", ". >= 16 and . <= 99"],
    ["select_multiple acts or_other", "acts", "您参加过：", "Took part in:", "${sex} = 'female' or ${age} > 50", ""],
    ["end_group", "", "", "", "", ""],
    ["select_one why", "why", "<b>原因</b>", "Why not", "not(selected(${acts}, 'meeting')) and ${age} < 50", ""],
    ["geopoint", "spot", "位置", "Place", "", ""],
]
CHOICES = [
    ["list_name", "name", "label::中文 (zh)", "label::English (en)"],
    ["sex", "male", "男", "Male"],
    ["sex", "female", "女", "Female"],
    ["", "", "", ""],
    ["acts", "meeting", "议事会", "Meeting"],
    ["acts", "volunteer", "志愿服务", "Volunteering"],
    ["acts", "choir", "合唱团", "Choir"],
    ["why", "no_time", "没时间", "No time"],
    ["why", "dont_know", "不知道", "Do not know"],
]


@pytest.fixture
def save_form(tmp_path: Path) -> Save:
    def save(survey: list[list[str]] = SURVEY, choices: list[list[str]] = CHOICES, name: str = "form.xlsx") -> Path:
        book = openpyxl.Workbook()
        for title, rows in (("survey", survey), ("choices", choices), ("settings", [["form_title"], ["社区调查"]])):
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.remove(book.worksheets[0])
        book.save(tmp_path / name)
        return tmp_path / name

    return save


@pytest.fixture
def save_kobo(tmp_path: Path) -> Save:
    def save(
        rows: list[list[str]], *, name: str = "kobo.csv", encoding: str = "utf-8", header: list[str] = HEADER
    ) -> Path:
        with (tmp_path / name).open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows([header, *rows])
        return tmp_path / name

    return save


def test_export_alone_gives_names_sets_and_paradata(save_kobo: Save) -> None:
    survey = read_survey(save_kobo(ROWS))
    assert survey.log[0].arguments["platform"] == "kobo"
    assert survey.data.index.tolist() == ["101", "102", "103", "104"]
    assert [(s.name, s.members) for s in survey.codebook.sets] == [
        ("acts", ("acts__meeting", "acts__volunteer", "acts__other"))
    ]
    np.testing.assert_array_equal(survey.data["acts__meeting"], [1, 0, np.nan, np.nan])
    assert survey.missing_reasons["acts__meeting"].tolist() == ["", "", "blank", "blank"]
    assert survey.data["age"].dropna().tolist() == [34.0, 51.0, 28.0]
    assert survey.data["acts_other"].tolist()[0] == "choir"
    assert survey.paradata["duration_seconds"].tolist() == [90.5, 150.5, 210.5, 270.5]
    assert str(survey.paradata["started"].iloc[0]) == "2025-04-11 09:00:00"
    assert str(survey.paradata["submitted"].iloc[0]) == "2025-04-11 01:10:00"
    assert survey.paradata["form_version"].tolist() == ["v1"] * 4
    assert survey.log[0].cases.empty


def test_positions_and_accounts_are_never_kept_unasked(save_kobo: Save) -> None:
    path = save_kobo(ROWS)
    survey = read_survey(path)
    everything = survey.data.to_csv() + survey.paradata.to_csv() + repr(survey.log)
    assert "115.9" not in everything
    assert "enumerator1" not in everything
    assert survey.paradata["account_token"].nunique() == 1
    assert read_survey(path, keep_personal=["spot"]).data["spot"].tolist()[0] == "28.1 115.9 0 5"


def test_form_gives_labels_codes_ranges_and_what_was_not_shown(save_kobo: Save, save_form: Save) -> None:
    survey = read_survey(save_kobo(ROWS), codebook=save_form())
    assert survey.codebook.title.zh == "社区调查"
    assert survey.data["sex"].tolist() == [2.0, 1.0, 1.0, 2.0]
    assert survey.codebook.value_label("sex", 2, "zh") == "女"
    assert survey.codebook.label("acts", "en") == "Took part in"
    assert survey.codebook.label("acts__other", "zh") == "其他"
    assert survey.codebook.variable("age").range == (16.0, 99.0)
    assert survey.codebook.variable("why").label.zh == "原因"
    assert survey.missing_reasons["acts__meeting"].tolist() == ["", "", "not_shown", "blank"]
    assert survey.data["why"].dropna().tolist() == [1.0, 2.0]
    assert survey.missing_reasons["why"].tolist() == ["not_shown", "not_shown", "", ""]
    assert "spot" not in survey.data
    assert survey.log[0].cases.empty


def test_an_answer_outside_its_condition_stays(save_kobo: Save, save_form: Save) -> None:
    rows = [*ROWS[:1], _row(2, "female", "30", "meeting", "1", "0", "0", "", "no_time")]
    assert read_survey(save_kobo(rows), codebook=save_form()).data["why"].tolist()[1] == 1.0


def test_options_listed_in_one_cell_are_read_by_the_form(save_kobo: Save, save_form: Save) -> None:
    keep = [place for place, name in enumerate(HEADER) if not name.startswith("profile/acts/")]
    header, rows = [HEADER[place] for place in keep], [[row[place] for place in keep] for row in ROWS]
    survey = read_survey(save_kobo(rows, header=header), codebook=save_form())
    np.testing.assert_array_equal(survey.data["acts__meeting"], [1, 0, np.nan, np.nan])
    np.testing.assert_array_equal(survey.data["acts__choir"], [0, 0, np.nan, np.nan])
    assert survey.missing_reasons["acts__choir"].tolist() == ["", "", "not_shown", "blank"]
    assert survey.log[0].cases.empty


@pytest.mark.parametrize("sign", [".", "_", ":", "-"])
def test_any_sign_between_groups_is_understood(save_kobo: Save, save_form: Save, sign: str) -> None:
    header = [name.replace("profile/", f"profile{sign}") for name in HEADER]
    if sign != "_":
        header = [name.replace("acts/", f"acts{sign}") for name in header]
    survey = read_survey(save_kobo(ROWS, header=header), codebook=save_form())
    assert survey.data["sex"].tolist() == [2.0, 1.0, 1.0, 2.0]
    assert survey.data["acts__other"].tolist()[:2] == [1.0, 0.0]


def test_an_export_of_labels_is_read_by_the_form(save_kobo: Save, save_form: Save) -> None:
    labels = {"profile/sex": "Sex", "profile/age": "Age", "why": "Why not", "profile/acts": "Took part in"}
    options = {"meeting": "Meeting", "volunteer": "Volunteering", "other": "Other"}
    header = [labels.get(name, name) for name in HEADER]
    header = [f"Took part in/{options[name[13:]]}" if name.startswith("profile/acts/") else name for name in header]
    rows = [
        [{"female": "Female", "male": "Male", "no_time": "No time"}.get(cell, cell) for cell in row] for row in ROWS
    ]
    survey = read_survey(save_kobo(rows, header=header), codebook=save_form())
    assert survey.data["sex"].tolist() == [2.0, 1.0, 1.0, 2.0]
    assert survey.data["acts__volunteer"].tolist()[:2] == [0.0, 1.0]
    assert survey.missing_reasons["why"].tolist() == ["not_shown", "not_shown", "", ""]


def test_choices_that_the_form_lacks_are_errors_with_their_place(save_kobo: Save, save_form: Save) -> None:
    rows = [*ROWS[:2], _row(3, "2", "40", "", "", "", "", "", ""), _row(4, "divers", "40", "", "", "", "", "", "")]
    with pytest.raises(AnswerError, match=r"row 4, sex: '2 \(no choice of the form\)'\n  row 5, sex: 'divers'"):
        read_survey(save_kobo(rows), codebook=save_form())


def test_form_and_a_codebook_of_ones_own_go_together(save_kobo: Save, save_form: Save) -> None:
    book = Codebook.model_validate(
        {
            "variables": [
                {"name": "gender", "source": "profile/sex", "label": "性别（自填）", "values": {1: "先生", 2: "女士"}}
            ]
        }
    )
    survey = read_survey((save_kobo(ROWS), save_form()), codebook=book)
    assert survey.data["gender"].tolist() == [2.0, 1.0, 1.0, 2.0]
    assert survey.codebook.value_label("gender", 2, "zh") == "女士"
    assert survey.codebook.label("age", "zh") == "年龄"
    with pytest.raises(ValueError, match="one file with answers and one form"):
        read_survey((save_kobo(ROWS), save_form()), codebook=save_form(name="other.xlsx"))


def test_drafted_codebook_reads_the_export_again(save_kobo: Save, tmp_path: Path) -> None:
    first = read_survey(save_kobo(ROWS))
    book = Codebook.read(first.codebook.write(tmp_path / "book.yaml"))
    again = read_survey(save_kobo(ROWS), codebook=book)
    assert again.data.equals(first.data)


def test_codebook_of_a_form_is_edited_and_goes_with_the_form(save_kobo: Save, save_form: Save, tmp_path: Path) -> None:
    first = read_survey(save_kobo(ROWS), codebook=save_form())
    book = Codebook.read(first.codebook.write(tmp_path / "book.xlsx"))
    relabelled = book.variable("sex").model_copy(update={"values": {1: Text(zh="先生"), 2: Text(zh="女士")}})
    again = read_survey((save_kobo(ROWS), save_form()), codebook=book.with_variables({"sex": relabelled}))
    assert again.data[first.data.columns].equals(first.data)
    assert again.codebook.value_label("sex", 2, "zh") == "女士"
    assert again.missing_reasons["why"].tolist() == ["not_shown", "not_shown", "", ""]


def test_summary_and_options_that_disagree_are_named(save_kobo: Save) -> None:
    rows = [*ROWS[:3], _row(4, "female", "28", "meeting", "0", "1", "0", "", "")]
    survey = read_survey(save_kobo(rows))
    assert "'profile/acts' and its option columns disagree in rows 5" in survey.log[0].told("en")
    assert survey.data["acts__volunteer"].tolist()[3] == 1.0


def test_conditions_that_are_not_understood_are_named(save_kobo: Save, save_form: Save) -> None:
    survey = [list(row) for row in SURVEY]
    survey[7][4] = "count-selected(${acts}) > 1"
    read = read_survey(save_kobo(ROWS), codebook=save_form(survey))
    assert read.missing_reasons["why"].tolist() == ["blank", "blank", "", ""]
    assert "conditions under which why are asked were not understood" in read.log[0].told("en")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_and_empty_rows(save_kobo: Save, encoding: str) -> None:
    rows = [list(ROWS[0]), [""] * len(HEADER), list(ROWS[1])]
    rows[0][HEADER.index("profile/acts_other")] = "合唱团"
    survey = read_survey(save_kobo(rows, encoding=encoding))
    assert survey.paradata["source_row"].tolist() == [2, 4]
    assert survey.data["acts_other"].tolist()[0] == "合唱团"


def test_a_row_of_hxl_tags_is_no_respondent(save_kobo: Save) -> None:
    tags = ["#tag" if name in ("profile/sex", "profile/age") else "" for name in HEADER]
    survey = read_survey(save_kobo([tags, *ROWS]))
    assert len(survey) == 4
    assert "Row 2 holds HXL tags" in survey.log[0].told("en")
    with pytest.raises(ReadError, match="no answers below"):
        read_survey(save_kobo([tags]))


def test_options_without_a_summary_are_a_guess_that_is_told(save_kobo: Save) -> None:
    keep = [place for place, name in enumerate(HEADER) if name != "profile/acts"]
    header, rows = [HEADER[place] for place in keep], [[row[place] for place in keep] for row in ROWS]
    survey = read_survey(save_kobo(rows, header=header))
    assert [group.name for group in survey.codebook.sets] == ["acts"]
    assert "read as one question with several answers" in survey.log[0].told("en")


def test_questions_of_one_name_in_two_groups_are_told_apart(save_kobo: Save) -> None:
    header = ["a/size", "b/size", *TRAIL]
    survey = read_survey(save_kobo([["3", "5", *ROWS[0][-8:]], ["4", "6", *ROWS[1][-8:]]], header=header))
    assert survey.data[["a_size", "b_size"]].to_numpy().tolist() == [[3.0, 5.0], [4.0, 6.0]]


def test_repeated_ids_are_noted_and_repeated_headers_refused(save_kobo: Save) -> None:
    survey = read_survey(save_kobo([ROWS[0], ROWS[0]]))
    assert survey.data.index.tolist() == ["2", "3"]
    assert "_id is empty or occurs twice in rows 2, 3" in survey.log[0].told("en")
    with pytest.raises(ReadError, match=r"has the columns \['profile/age'\] twice"):
        read_survey(save_kobo(ROWS, header=[name.replace("profile/sex", "profile/age") for name in HEADER]))


def test_truncated_and_empty_exports_are_refused(save_kobo: Save) -> None:
    path = save_kobo(ROWS)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ReadError, match=r"row 5 has|quotation mark is opened"):
        read_survey(path)
    with pytest.raises(ReadError, match="no answers below"):
        read_survey(save_kobo([]))
    assert len(read_survey(save_kobo(ROWS[:1]))) == 1


def test_export_without_metadata_is_read_by_its_form(save_kobo: Save, save_form: Save) -> None:
    header, rows = HEADER[3:10], [row[3:10] for row in ROWS]
    survey = read_survey(save_kobo(rows, header=header), codebook=save_form())
    assert survey.log[0].arguments["platform"] == "generic"
    assert survey.data["sex"].tolist() == [2.0, 1.0, 1.0, 2.0]
    assert survey.data["acts__meeting"].tolist()[:2] == [1.0, 0.0]


def test_a_form_without_answers_is_refused(save_form: Save) -> None:
    with pytest.raises(ReadError, match=r"holds the questions of a form and no answers\. Give it as codebook="):
        read_survey(save_form())


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    main, members = book.worksheets[0], book.create_sheet("members")
    main.title = "社区调查"
    for answers in (["sex", *TRAIL], ["female", *ROWS[0][-8:]], ["male", *ROWS[1][-8:]]):
        main.append(answers)
    members.append(
        ["members/age", "_index", "_parent_table_name", "_parent_index", "_submission__id", "_submission__uuid"]
    )
    for row in (
        [6, 1, "社区调查", 1, 101, "u-1"],
        [8, 2, "社区调查", 1, 101, "u-1"],
        [40, 3, "社区调查", 2, 102, "u-2"],
    ):
        members.append(row)
    book.save(tmp_path / "kobo.xlsx")
    return tmp_path / "kobo.xlsx"


def test_repeats_are_read_by_their_sheet_and_know_their_parent(workbook: Path) -> None:
    main, members = read_survey(workbook), read_survey(workbook, sheet="members")
    assert "name another with sheet=" in main.log[0].told("en")
    assert members.data["age"].tolist() == [6.0, 8.0, 40.0]
    assert members.paradata["parent"].tolist() == ["101", "101", "102"]
    assert set(members.paradata["parent"]) <= set(main.data.index)


def test_legacy_exports_have_truths_and_no_answer_signs(save_csv: Save) -> None:
    header = [
        "age",
        "children[1]/age",
        "children[2]/age",
        "web/firefox",
        "web/chrome",
        "meta/instanceID",
        "_uuid",
        "_submission_time",
    ]
    rows = [
        ["25", "12", "n/a", "True", "False", "uuid:a", "a", "2013-02-18T15:54:01"],
        ["31", "n/a", "n/a", "n/a", "n/a", "uuid:b", "b", "2013-02-18T15:55:01"],
    ]
    survey = read_survey(save_csv([header, *rows]))
    assert survey.data.index.tolist() == ["a", "b"]
    np.testing.assert_array_equal(survey.data[["web__firefox", "web__chrome"]], [[1, 0], [np.nan, np.nan]])
    np.testing.assert_array_equal(survey.data["children_1__age"], [12, np.nan])
    assert survey.log[0].cases.empty


def test_odk_central_is_read_with_groups_joined_by_hyphens(save_csv: Save, save_form: Save) -> None:
    header = [
        "SubmissionDate", "start", "end", "profile-sex", "profile-age", "profile-acts", "profile-acts/meeting",
        "profile-acts/volunteer", "why", "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "ReviewState",
    ]  # fmt: skip
    rows = [
        ["2025-04-11T01:10:00.000Z", "2025-04-11T09:00:00+08:00", "2025-04-11T09:02:00+08:00", "female", "34",
         "meeting", "1", "0", "", "uuid:1", "uuid:1", "7", "王小明", "approved"],
        ["2025-04-12T01:10:00.000Z", "2025-04-12T09:00:00+08:00", "2025-04-12T09:03:00+08:00", "male", "20", "", "", "",
         "no_time", "uuid:2", "uuid:2", "7", "王小明", ""],
    ]  # fmt: skip
    path = save_csv([header, *rows])
    survey = read_survey(path)
    assert survey.data.index.tolist() == ["uuid:1", "uuid:2"]
    np.testing.assert_array_equal(survey.data["acts__meeting"], [1, np.nan])
    assert survey.paradata["duration_seconds"].tolist() == [120.0, 180.0]
    assert "王小明" not in survey.data.to_csv() + survey.paradata.to_csv() + repr(survey.log)
    with_form = read_survey(path, codebook=save_form())
    assert with_form.missing_reasons["acts__meeting"].tolist() == ["", "not_shown"]


def test_labels_below_those_of_their_groups_are_found_by_the_form(save_kobo: Save, save_form: Save) -> None:
    labels = {"profile/sex": "背景/性别", "profile/age": "背景/年龄", "profile/acts": "背景/您参加过："}
    options = {"meeting": "议事会", "volunteer": "志愿服务", "other": "其他"}
    header = [labels.get(name, name) for name in HEADER]
    header = [f"背景/您参加过：/{options[name[13:]]}" if name.startswith("profile/acts/") else name for name in header]
    survey = read_survey(save_kobo(ROWS, header=header), codebook=save_form())
    assert survey.data["age"].dropna().tolist() == [34, 51, 28]
    assert survey.data["sex"].tolist() == [2.0, 1.0, 1.0, 2.0]


def test_labels_listed_in_one_cell_are_told_apart_by_the_form(save_kobo: Save, save_form: Save) -> None:
    places = [place for place, name in enumerate(HEADER) if not name.startswith("profile/acts/")]
    spoken = {"meeting other": "Meeting Other", "volunteer": "Volunteering"}
    rows = [[spoken.get(row[place], row[place]) for place in places] for row in ROWS]
    survey = read_survey(save_kobo(rows, header=[HEADER[place] for place in places]), codebook=save_form())
    assert survey.data["acts__meeting"].tolist()[:2] == [1, 0]
    assert survey.data["acts__volunteer"].tolist()[:2] == [0, 1]
    assert survey.data["acts__other"].tolist()[:2] == [1, 0]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("spot", ("_spot_latitude", "_spot_longitude")),
        ("profile/spot", ("profile/_spot_latitude", "profile/_spot_longitude")),
        ("您在哪里？", ("_您在哪里？_latitude", "_您在哪里？_longitude")),
        ("spot", ("spot-Latitude", "spot-Longitude", "spot-Altitude", "spot-Accuracy")),
        ("背景/您在哪里？", ("背景/_您在哪里？_latitude", "背景/_您在哪里？_longitude")),
    ],
)
def test_positions_are_dropped_however_their_columns_are_called(
    save_csv: Save, question: str, parts: tuple[str, ...]
) -> None:
    header = ["_uuid", "_submission_time", "age", question, *parts]
    rows = [[f"u{n}", "2025-04-11T01:10:00", "30", "28.6 115.9", *["28.6"] * len(parts)] for n in range(3)]
    survey = read_survey(save_csv([header, *rows]))
    assert survey.data.columns.tolist() == ["age"]


def test_a_position_in_one_column_alone_is_dropped(save_csv: Save) -> None:
    header = ["_uuid", "_submission_time", "age", "spot", "way"]
    rows = [
        [f"u{n}", "2025-04-11T01:10:00", "30", f"28.6{n} 115.9 0.0 20.0", "28.6 115.9 0 5;28.7 115.8 0 5;"]
        for n in range(3)
    ]
    assert read_survey(save_csv([header, *rows])).data.columns.tolist() == ["age"]


def test_names_of_children_and_others_in_the_household_are_dropped(save_csv: Save) -> None:
    questions = ["children[1]/childs_name", "children[1]/childs_age", "hh/head_name", "brand_name"]
    header = ["_uuid", "_submission_time", *questions]
    rows = [
        ["u1", "2025-04-11T01:10:00", "Tom", "12", "Bob", "Foo"],
        ["u2", "2025-04-11T01:10:00", "Jo", "5", "Al", "Bar"],
    ]
    survey = read_survey(save_csv([header, *rows]))
    assert survey.data.columns.tolist() == ["childs_age", "brand_name"]
    assert "childs_name points to persons and was dropped (2 cells)" in survey.log[0].told("en")


def test_days_are_dates(save_csv: Save) -> None:
    header = ["_uuid", "_submission_time", "visited", "code"]
    rows = [["u1", "2025-04-11T01:10:00", "2025-03-01", "2025-13-01"], ["u2", "2025-04-11T01:10:00", "", "x"]]
    survey = read_survey(save_csv([header, *rows]))
    assert survey.codebook.variable("visited").kind == "date"
    assert str(survey.data["visited"].iloc[0]) == "2025-03-01 00:00:00"
    assert survey.codebook.variable("code").kind == "text"


def test_an_answer_without_a_column_of_its_own_is_named(save_kobo: Save) -> None:
    row = _row(2, "male", "51", "none", "0", "0", "0", "", "")
    survey = read_survey(save_kobo([ROWS[0], row]))
    assert "names 'none' in 1 answers, which have no column of their own" in survey.log[0].told("en")


def test_the_text_behind_other_is_shown_to_those_who_chose_it(save_kobo: Save, save_form: Save) -> None:
    survey = read_survey(save_kobo(ROWS), codebook=save_form())
    assert survey.data["acts_other"].tolist()[0] == "choir"
    assert survey.missing_reasons["acts_other"].tolist() == ["", "not_shown", "not_shown", "not_shown"]
    row = _row(1, "female", "34", "meeting other", "1", "0", "1", "", "")
    survey = read_survey(save_kobo([row, *ROWS[1:]]), codebook=save_form())
    assert survey.missing_reasons["acts_other"].tolist()[0] == "blank"
