"""Qualtrics downloads: three header rows, those of 2016, the two of before 2017, with and without the survey file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import ReadError
from surveykit.read.survey import read_survey

FOLDER = Path(__file__).parents[1] / "data" / "qualtrics"
Save = Callable[..., Path]
Table = list[list[str]]

META = ["StartDate", "EndDate", "Status", "IPAddress", "Duration (in seconds)", "Finished", "ResponseId"]
META_IDS = ["startDate", "endDate", "status", "ipAddress", "duration", "finished", "_recordId"]
QUESTIONS = ["Q1", "Q2_1", "Q2_2", "Q2_2_TEXT", "Q3_1", "Q3_2", "Q4", "Q5_First Click"]
TEXTS = [
    "Which <b>ward</b>?",
    "What did you join? - Meetings",
    "What did you join? - Other",
    "What did you join? - Other - Text",
    "How far do you agree? - I trust the committee",
    "How far do you agree? - I trust the company",
    "Your e-mail address",
    "Timing - First Click",
]
IDS = ["QID1", "QID2_1", "QID2_4", "QID2_4_TEXT", "QID3_1", "QID3_2", "QID4_TEXT", "QID5_FIRST_CLICK"]
TIMES = ["2024-05-01 09:00:00", "2024-05-01 09:05:00"]
ROWS = [
    [*TIMES, "IP Address", "192.0.2.1", "300", "True", "R_1", "North", "Meetings", "", "", "Agree", "Disagree", "",
     "1.5"],
    [*TIMES, "Survey Preview", "192.0.2.1", "301", "False", "R_2", "South", "", "Other", "choir", "Neutral", "Agree",
     "", "2"],
    [*TIMES, "IP Address", "192.0.2.9", "302", "True", "R_3", "NA", "", "", "", "Disagree", "", "a@example.org", "3"],
    [*TIMES, "IP Address", "", "303", "True", "R_4", "North", "Meetings", "Other", "dance", "Agree", "Agree", "", "1"],
]  # fmt: skip


@pytest.fixture
def table() -> Table:
    """A download of choice text with today's three header rows."""
    ids = [f'{{"ImportId":"{one}","timeZone":"Asia/Shanghai"}}' for one in META_IDS]
    ids += [f'{{"ImportId":"{one}"}}' for one in IDS]
    return [[*META, *QUESTIONS], ["Startdatum", *META[1:], *TEXTS], ids, *map(list, ROWS)]


@pytest.mark.parametrize(("name", "row"), [("qualtRics_sample.csv", 4), ("qualtRics_sample_legacy.csv", 3)])
def test_real_downloads_of_one_answer_are_read_whole(name: str, row: int) -> None:
    survey = read_survey(FOLDER / name)
    assert survey.log[0].arguments["platform"] == "qualtrics"
    assert survey.data.index.tolist() == ["R_2YPOQ602ER1jkf1"]
    assert survey.data["Q1"].tolist() == [2.0]
    assert survey.data["Q2"].tolist() == ["Hello World!"]
    assert survey.codebook.label("Q1", "en") == "This is a multiple choice question."
    assert survey.codebook.label("Q2", "en") == "This is a free text question."
    first = survey.paradata.iloc[0]
    assert first["source_row"] == row
    assert first["submitted"] == pd.Timestamp("2017-07-18 08:28:48")
    assert first["started"] == pd.Timestamp("2017-07-18 08:28:09")
    assert len(first["address_token"]) == 16
    assert "192.0.2.1" not in str(survey.paradata.to_dict()) + str(survey.log)


def test_questions_are_sorted_by_their_import_ids(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv(table))
    assert sorted(survey.data.columns) == ["Q1", "Q2_1", "Q2_2", "Q2_2_TEXT", "Q3_1", "Q3_2"]
    assert survey.codebook.label("Q1", "en") == "Which ward?"
    (group,) = survey.codebook.sets
    assert (group.name, group.kind, group.members) == ("Q2", "multiple", ("Q2_1", "Q2_2"))
    assert group.label.en == "What did you join?"
    assert survey.data["Q2_1"].tolist()[:2] == [1.0, 0.0]
    assert survey.missing_reasons["Q2_1"].tolist() == ["", "", "blank", ""]
    assert survey.data["Q2_2_TEXT"].tolist()[1::2] == ["choir", "dance"]
    assert survey.codebook.variable("Q3_1").label.en == "How far do you agree? - I trust the committee"


def test_rows_of_a_matrix_share_their_codes(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv(table))
    one, other = survey.codebook.variable("Q3_1"), survey.codebook.variable("Q3_2")
    assert one.values == other.values
    assert one.kind == "ordinal"
    assert survey.data["Q3_1"].tolist() == [4.0, 3.0, 2.0, 4.0]


def test_the_letters_na_are_an_answer(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv(table))
    assert survey.missing_reasons.get("Q1", pd.Series([""] * 4)).tolist() == ["", "", "", ""]


def test_what_is_no_answer_is_told(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv(table))
    reason = survey.log[0].told("en")
    assert "1 of 4 answers are previews, tests or imports" in reason
    assert "1 of 4 questionnaires were not finished" in reason
    assert "time zone Asia/Shanghai" in reason
    assert "1 columns hold timings" in reason
    assert "Q4 points to persons and was dropped (1 cells)" in reason
    assert survey.paradata["finished"].tolist() == [1.0, 0.0, 1.0, 1.0]
    assert survey.paradata["duration_seconds"].tolist() == [300.0, 301.0, 302.0, 303.0]


def test_import_ids_of_2016_are_understood(table: Table, save_csv: Save) -> None:
    table[2] = [text.replace('"', "'") for text in table[2]]
    assert len(read_survey(save_csv(table)).data) == 4


def test_seen_and_not_shown_are_kept_apart_where_the_file_does(table: Table, save_csv: Save) -> None:
    place = table[0].index("Q3_1")
    table[3][place], table[4][place], table[5][table[0].index("Q1")] = "-99", "", "-99"
    survey = read_survey(save_csv(table))
    assert survey.missing_reasons["Q3_1"].tolist() == ["blank", "not_shown", "", ""]
    assert "-99 was read as seen and not answered" in survey.log[0].told("en")


def test_without_the_row_of_import_ids_names_and_dates_decide(table: Table, save_csv: Save) -> None:
    del table[2]
    survey = read_survey(save_csv(table))
    assert survey.log[0].arguments["platform"] == "qualtrics"
    assert survey.data.index.tolist() == ["R_1", "R_2", "R_3", "R_4"]
    del table[1]
    assert read_survey(save_csv(table)).data.index.tolist() == ["R_1", "R_2", "R_3", "R_4"]


def test_without_metadata_columns_the_import_ids_decide(table: Table, save_csv: Save) -> None:
    bare = [row[len(META) :] for row in table]
    survey = read_survey(save_csv(bare))
    assert survey.data.index.tolist() == ["4", "5", "6", "7"]
    assert survey.codebook.sets[0].members == ("Q2_1", "Q2_2")


def test_headers_only_are_refused(table: Table, save_csv: Save) -> None:
    with pytest.raises(ReadError, match="has headers but no answers below them"):
        read_survey(save_csv(table[:3]))


def test_another_table_is_no_qualtrics_download(save_csv: Save) -> None:
    with pytest.raises(ReadError, match="has neither the import ids nor the columns of a Qualtrics download"):
        read_survey(save_csv([["a", "b"], ["1", "2"]]), platform="qualtrics")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_dirty_files_are_read_alike(table: Table, save_csv: Save, encoding: str) -> None:
    clean = read_survey(save_csv(table, "clean.csv"))
    table[1][7] = "您住在哪个区？您住在哪个区？"
    spoiled = [["导出的答卷"], *table[:3], *([*row, ""] for row in table[3:]), [""] * len(table[0])]
    survey = read_survey(save_csv(spoiled, "dirty.csv", encoding))
    pd.testing.assert_frame_equal(survey.data, clean.data)


def test_questions_that_share_a_name_stay_apart(table: Table, save_csv: Save) -> None:
    table[0][table[0].index("Q3_2")] = "Q3_1"
    survey = read_survey(save_csv(table))
    assert {"Q3_1", "Q3_1_2"} <= set(survey.data.columns)
    assert survey.codebook.variable("Q3_1_2").source == ("Q3_1 (2)",)


def test_a_truncated_file_is_refused(table: Table, save_csv: Save) -> None:
    path = save_csv(table)
    path.write_bytes(path.read_bytes()[:-45])
    with pytest.raises(ReadError, match="the header has 15 fields, but row 7 has 7 fields"):
        read_survey(path)


def test_a_codebook_of_ones_own_comes_first(table: Table, save_csv: Save) -> None:
    book = Codebook.model_validate(
        {
            "variables": [
                {"name": "ward", "source": "Q1", "values": {1: "North", 2: "South", 3: "NA"}},
                {"name": "joined_meetings", "source": "Q2_1", "values": {0: "no", 1: "yes"}},
                {"name": "joined_other", "source": "Q2_2", "values": {0: "no", 1: "yes"}},
                {"name": "trust", "source": "QID3_1", "values": {1: "Disagree", 2: "Neutral", 3: "Agree"}},
            ],
            "sets": [{"name": "joined", "members": ["joined_meetings", "joined_other"]}],
        }
    )
    rows = [[text if text not in ("Meetings", "Other") else "1" for text in row] for row in table[3:]]
    survey = read_survey(save_csv([*table[:3], *rows]), codebook=book)
    assert survey.data["ward"].tolist() == [1.0, 2.0, 3.0, 1.0]
    assert survey.data["trust"].tolist() == [3.0, 2.0, 1.0, 3.0]
    assert survey.data["joined_other"].tolist()[:2] == [0.0, 1.0]
    assert "Q3_2" in survey.data


HEADS = ["ResponseId", "StartDate", "EndDate"]
HEAD_IDS = ["_recordId", "startDate", "endDate"]


def _download(columns: list[tuple[str, str, str]], rows: list[list[str]]) -> Table:
    """A download with three header rows: names, texts and import ids of the columns."""
    names, texts, ids = (list(part) for part in zip(*columns, strict=True))
    told = [f'{{"ImportId":"{one}"}}' for one in [*HEAD_IDS, *ids]]
    return [[*HEADS, *names], [*HEADS, *texts], told, *([f"R_{n}", *TIMES, *row] for n, row in enumerate(rows))]


def test_the_words_selected_choice_are_no_part_of_a_question(save_csv: Save) -> None:
    columns = [
        ("Q1", "您的性别？ - 所选选项", "QID1"), ("Q1_3_TEXT", "您的性别？ - 其他 - 文本", "QID1_3_TEXT"),
        ("Q2_1", "Joined? - Selected Choice - Choir", "QID2_1"),
        ("Q2_2", "Joined? - Selected Choice - Other", "QID2_2"),
        ("Q2_2_TEXT", "Joined? - Other - Text", "QID2_2_TEXT"),
    ]  # fmt: skip
    survey = read_survey(
        save_csv(_download(columns, [["男", "", "Choir", "", ""], ["女", "", "Choir", "Other", "band"]]))
    )
    assert survey.codebook.variable("Q1").label.zh == "您的性别？"
    (group,) = survey.codebook.sets
    assert (group.label.en, group.members) == ("Joined?", ("Q2_1", "Q2_2"))
    assert survey.codebook.variable("Q2_1").label.en == "Choir"
    assert survey.data[["Q2_1", "Q2_2"]].to_numpy().tolist() == [[1, 0], [1, 1]]


def test_turns_of_a_loop_do_not_take_the_names_of_other_questions(save_csv: Save) -> None:
    columns = [("1_Q2", "House - Age?", "1_QID2"), ("2_Q2", "Flat - Age?", "2_QID2"), ("Q1", "Ward?", "QID1")]
    survey = read_survey(save_csv(_download(columns, [["5", "6", "A"], ["7", "8", "B"]])))
    assert survey.data.columns.tolist() == ["Q2_loop1", "Q2_loop2", "Q1"]
    assert survey.codebook.variable("Q2_loop2").label.en == "Flat - Age?"


def test_names_have_no_signs(save_csv: Save) -> None:
    columns = [("Q4#1_a b_1", "Side - x - one", "QID4#1-1-1"), ("Q4#1_a b_2", "Side - x - two", "QID4#1-1-2")]
    survey = read_survey(save_csv(_download(columns, [["1", ""], ["", "1"], ["1", "1"]])))
    assert survey.data.columns.tolist() == ["Q4_1_a_b_1", "Q4_1_a_b_2"]
    assert survey.codebook.sets[0].name == "Q4_1_a_b"


def test_identities_in_one_form_are_dropped_though_they_come_back(save_csv: Save) -> None:
    columns = [("Q1_1", "You - Name", "QID1_1"), ("Q1_2", "You - Contact", "QID1_2"), ("Q2", "Ward?", "QID2")]
    survey = read_survey(save_csv(_download(columns, [["Li Wei", "a@example.org", "North"]] * 4)))
    assert survey.data.columns.tolist() == ["Q2"]
    assert not {"Li Wei", "a@example.org"} & set(str(survey.codebook).split("'"))


def test_what_the_platform_measures_is_no_answer(save_csv: Save) -> None:
    names = ["Q1_First Click", "Q1_Click Count", "Q2_NPS_GROUP", "Q2_DO", "FL_3_DO", "Q_RecaptchaScore", "Q3 - Topics"]
    columns = [(name, name, f"x{place}") for place, name in enumerate(names)] + [("Q2", "Likely?", "QID2")]
    survey = read_survey(save_csv(_download(columns, [[*("1" for _ in names), "9"]])))
    assert survey.data.columns.tolist() == ["Q2"]
    assert "7 columns hold timings, display orders or scores" in survey.log[0].told("en")


def test_when_a_page_was_submitted_is_kept_as_paradata(save_csv: Save) -> None:
    """Clicks are left out, and so is the 0 of whoever never submitted the page."""
    names = [
        "Q1",
        "t 1_First Click",
        "t 1_Last Click",
        "t 1_Page Submit",
        "t 1_Click Count",
        "2_t9_Page Submit",
        "t3_Page Submit",
    ]
    columns = [(name, name, f"QID{place}") for place, name in enumerate(names)]
    rows = [["4", "1.5", "2", "12.25", "3", "", ""], ["5", "0", "0", "0", "0", "7", ""]]
    survey = read_survey(save_csv(_download(columns, rows)))
    assert survey.data.columns.tolist() == ["Q1"]
    seconds = [name for name in survey.paradata if name.startswith("seconds_")]
    assert seconds == ["seconds_t_1", "seconds_t9_loop2"]
    assert survey.paradata[seconds].to_numpy().tolist() == [
        pytest.approx([12.25, np.nan], nan_ok=True), pytest.approx([np.nan, 7], nan_ok=True),
    ]  # fmt: skip
    told = survey.log[0].told("en")
    assert "2 columns of seconds spent on pages were kept" in told
    assert "4 columns hold timings" in told


def test_lists_in_one_cell_are_named(save_csv: Save) -> None:
    columns = [("Q1", "Joined?", "QID1"), ("Q2", "Which?", "QID2")]
    rows = [["Choir,Band", "1,2"], ["Choir", "2"], ["Choir,Band", "1"], ["Band,Choir", ""], ["Band", "1,2"]]
    reason = read_survey(save_csv(_download(columns, rows))).log[0].told("en")
    assert "Q1, Q2 list several options in one cell; download the answers again with multi-value fields split" in reason


def test_seen_and_not_shown_are_kept_apart_in_open_questions_too(save_csv: Save) -> None:
    columns = [("Q1", "Age?", "QID1_TEXT"), ("Q2", "Ward?", "QID2"), ("Q3", "Flat?", "QID3")]
    rows = [["30", "-99", "1"], ["-99", "2", "-99"], ["", "", "2"]]
    survey = read_survey(save_csv(_download(columns, rows)))
    assert survey.codebook.variable("Q1").kind == "numeric"
    assert survey.missing_reasons["Q1"].tolist() == ["", "blank", "not_shown"]


def test_tab_separated_downloads_in_utf_16_are_read_alike(table: Table, save_csv: Save, tmp_path: Path) -> None:
    path = tmp_path / "download.tsv"
    quoted = ["\t".join('"' + text.replace('"', '""') + '"' for text in row) for row in table]
    path.write_bytes("\r\n".join(quoted).encode("utf-16"))
    assert read_survey(path).data.equals(read_survey(save_csv(table)).data)
