"""Qualtrics downloads: three header rows, those of 2016, the two of before 2017, with and without the survey file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
    reason = survey.log[0].reason
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
    assert "-99 was read as seen and not answered" in survey.log[0].reason


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
