"""SurveyMonkey downloads, whose second row names options and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import ReadError
from surveykit.read.survey import read_survey

STAR_WARS = Path(__file__).parents[1] / "data" / "surveymonkey" / "StarWars.csv"
Save = Callable[..., Path]
Table = list[list[str]]

META = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"]
BLANK = [""] * len(META)


@pytest.fixture
def table() -> Table:
    """A small download with its metadata: one choice with an own text, ticks, a matrix, an open question."""
    return [
        [*META, "Where do you live?", "", "What have you joined?", "", "", "Do you agree?", "", "How old are you?",
         "Why?"],
        [*BLANK, "Response", "Other (please specify)", "Meetings", "Choir", "Other (please specify)", "I trust A",
         "I trust B", "Open-Ended Response", "Open-Ended Response"],
        ["114", "9", "04/13/2024 10:00:00", "04/13/2024 10:02:05", "192.0.2.1", "a@example.org", "Ann", "North", "",
         "Meetings", "", "garden club", "Agree", "Disagree", "34", "No time"],
        ["115", "9", "04/13/2024 11:00:00", "04/13/2024 11:01:00", "192.0.2.2", "", "", "Other (please specify)",
         "On a boat", "", "Choir", "", "Disagree", "Agree", "51", "No time"],
        ["116", "9", "04/14/2024 12:00:00", "04/14/2024 12:01:00", "192.0.2.1", "", "", "North", "", "", "", "", "", "",
         "", ""],
    ]  # fmt: skip


def test_the_real_download_is_read_whole() -> None:
    survey = read_survey(STAR_WARS)
    assert survey.log[0].arguments["platform"] == "surveymonkey"
    assert survey.data.shape == (1186, 37)
    assert survey.data.index[[0, -1]].tolist() == ["3292879998", "3288372923"]
    assert survey.paradata["source_row"].iloc[0] == 3
    assert [(group.name, group.kind, len(group.members)) for group in survey.codebook.sets] == [
        ("Q3", "multiple", 6),
        ("Q4", "ranking", 6),
    ]
    assert Counter(v.kind for v in survey.codebook.variables) == {"nominal": 30, "ordinal": 1, "numeric": 6}
    assert survey.log[0].cases.empty


def test_answers_of_the_real_download_are_those_of_the_file() -> None:
    survey = read_survey(STAR_WARS)
    rows = survey.data.T.to_dict()
    third, first = rows["3292765271"], rows["3292879998"]
    assert [third[f"Q3_{n}"] for n in range(1, 7)] == [1, 1, 1, 0, 0, 0]
    assert [first[f"Q4_{n}"] for n in range(1, 7)] == [3, 2, 1, 4, 5, 6]
    assert survey.codebook.value_label("Q5_1", third["Q5_1"], "en") == "Somewhat favorably"
    assert survey.codebook.value_label("Q10", third["Q10"], "en") == "Male"
    assert survey.codebook.label("Q3_4", "en") == "Star Wars: Episode IV A New Hope"
    assert survey.codebook.label("Q12", "en") == "Household Income"


def test_all_rows_of_the_real_matrix_share_their_codes() -> None:
    book = read_survey(STAR_WARS).codebook
    assert len({tuple(text.en for text in book.variable(f"Q5_{n}").values.values()) for n in range(1, 15)}) == 1


def test_reasons_of_the_real_download() -> None:
    reasons = read_survey(STAR_WARS).missing_reasons
    assert (reasons["Q3_1"] == "blank").sum() == 351
    assert (reasons["Q4_1"] == "unranked").sum() == 1
    assert "Q1" not in reasons


def test_the_encoding_of_the_real_download_is_a_guess_that_is_said() -> None:
    told = read_survey(STAR_WARS).log[0].told("en")
    assert "is a guess. Look at the characters beyond plain English on line 1," in told


def test_own_texts_stand_beside_the_options(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv(table))
    assert survey.data["Q1_text"].tolist()[1] == "On a boat"
    assert survey.data["Q2_text"].tolist()[0] == "garden club"
    assert survey.data["Q2_1"].tolist()[:2] == [1.0, 0.0]
    assert survey.missing_reasons["Q2_1"].tolist() == ["", "", "blank"]
    assert survey.data["Q4"].tolist()[:2] == [34.0, 51.0]
    assert survey.data["Q5"].tolist()[:2] == ["No time", "No time"]
    assert survey.codebook.variable("Q3_1").values == survey.codebook.variable("Q3_2").values


def test_metadata_become_paradata_and_persons_are_dropped(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv(table))
    assert survey.paradata["submitted"].iloc[0] == pd.Timestamp("2024-04-13 10:02:05")
    assert survey.paradata["duration_seconds"].tolist() == [125.0, 60.0, 60.0]
    tokens = survey.paradata["address_token"]
    assert tokens.iloc[0] == tokens.iloc[2] != tokens.iloc[1]
    assert "a@example.org" not in str(survey.data.to_dict()) + str(survey.log)


def test_workbooks_are_read_alike(table: Table, save_csv: Save, save_xlsx: Save) -> None:
    text, book = read_survey(save_csv(table)), read_survey(save_xlsx(table))
    pd.testing.assert_frame_equal(text.data, book.data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_dirty_files_are_read_alike(table: Table, save_csv: Save, encoding: str) -> None:
    clean = read_survey(save_csv(table, "clean.csv"))
    table[0][7] = "您住在哪个小区？您住在哪个小区？"
    width = len(table[0])
    spoiled = [["社区调查答卷", *[""] * (width - 1)], *table, [""] * width]
    survey = read_survey(save_csv(spoiled, "dirty.csv", encoding))
    pd.testing.assert_frame_equal(survey.data, clean.data)


def test_questions_that_are_asked_twice_stay_apart(table: Table, save_csv: Save) -> None:
    place = table[0].index("Why?")
    table[0][place] = "How old are you?"
    survey = read_survey(save_csv(table))
    assert survey.codebook.variable("Q5").source == ("How old are you? (2)",)


def test_headers_only_are_refused(table: Table, save_csv: Save) -> None:
    with pytest.raises(ReadError, match="has headers but no answers below them"):
        read_survey(save_csv(table[:2]))


def test_without_its_second_row_the_columns_have_no_name(table: Table, save_csv: Save) -> None:
    with pytest.raises(ReadError, match="hold answers but have no header"):
        read_survey(save_csv([table[0], *table[2:]]))


def test_one_respondent_is_enough(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv(table[:3]))
    assert survey.data["Q1"].tolist() == ["North"]


def test_a_codebook_of_ones_own_comes_first(table: Table, save_csv: Save) -> None:
    book = Codebook.model_validate(
        {
            "variables": [
                {"name": "place", "source": "Where do you live?", "values": {1: "North", 2: "Other (please specify)"}},
                {"name": "trust_a", "source": "Do you agree? - I trust A", "values": {1: "Disagree", 2: "Agree"}},
            ]
        }
    )
    survey = read_survey(save_csv(table), codebook=book)
    assert survey.data["place"].tolist() == [1.0, 2.0, 1.0]
    assert survey.data["trust_a"].tolist()[:2] == [2.0, 1.0]
    assert survey.data["Q2_2"].tolist()[:2] == [0.0, 1.0]


def test_the_option_other_is_ticked_where_something_was_written(table: Table, save_csv: Save) -> None:
    table[4][9:12] = ["", "", "a choir of my own"]
    survey = read_survey(save_csv(table))
    (group,) = survey.codebook.sets
    assert [survey.codebook.variable(name).label.en for name in group.members] == [
        "Meetings", "Choir", "Other (please specify)",
    ]  # fmt: skip
    assert survey.data[list(group.members)].to_numpy().tolist() == [[1, 0, 1], [0, 1, 0], [0, 0, 1]]


def test_codes_of_ticked_options_are_their_places(table: Table, save_csv: Save) -> None:
    clean = read_survey(save_csv(table, "text.csv"))
    table[2][9], table[3][10] = "1", "2"
    coded = read_survey(save_csv(table, "codes.csv"))
    members = list(clean.codebook.sets[0].members)
    assert coded.data[members].equals(clean.data[members])


def test_a_part_of_a_ranking_that_does_not_apply_has_no_rank(save_csv: Save) -> None:
    table = [
        ["Respondent ID", "Rank these", "", ""],
        ["", "A", "B", "C"],
        ["1", "1", "2", "3"],
        ["2", "2", "1", "N/A"],
        ["3", "3", "2", "1"],
    ]
    survey = read_survey(save_csv(table))
    assert survey.codebook.sets[0].kind == "ranking"
    assert survey.data["Q1_3"].tolist()[::2] == [3.0, 1.0]
    assert survey.missing_reasons["Q1_3"].tolist() == ["", "unranked", ""]


def test_rows_of_a_matrix_do_not_take_up_what_was_written_below_them(save_csv: Save) -> None:
    table = [
        ["Respondent ID", "Do you agree?", "", ""],
        ["", "I trust A", "I trust B", "Other (please specify)"],
        *([str(n), "Agree", "Disagree", own] for n, own in enumerate(["", "my aunt", "", "my aunt"])),
    ]
    survey = read_survey(save_csv(table))
    assert {text.en for text in survey.codebook.variable("Q1_1").values.values()} == {"Agree", "Disagree"}
    assert survey.data["Q1_text"].tolist()[1] == "my aunt"


def test_contacts_that_come_back_are_dropped_all_the_same(save_csv: Save) -> None:
    table = [
        ["Respondent ID", "About you", "", ""],
        ["", "Name:", "Email Address:", "City/Town:"],
        *([str(n), "Li Wei", "a@example.org", "Wuhan"] for n in range(4)),
    ]
    survey = read_survey(save_csv(table))
    assert survey.data.columns.tolist() == ["Q1_3"]
    assert "Li Wei" not in str(survey.codebook)


def test_one_header_row_with_dashes_is_read_as_two(table: Table, save_csv: Save) -> None:
    flat = [
        ["RespondentID", "Where do you live?", "Which? - Meetings", "Which? - Choir", "Do you agree? - I trust A",
         "Do you agree? - I trust B", "Age"],
        ["3292879998", "North", "Meetings", "", "Agree", "Disagree", "18 - 29"],
        ["3292879997", "North", "Meetings", "Choir", "Disagree", "Agree", "30 - 44"],
    ]  # fmt: skip
    survey = read_survey(save_csv(flat))
    assert survey.log[0].arguments["platform"] == "surveymonkey"
    assert survey.data.index.tolist() == ["3292879998", "3292879997"]
    assert survey.paradata["source_row"].tolist() == [2, 3]
    assert [(group.name, group.members) for group in survey.codebook.sets] == [("Q2", ("Q2_1", "Q2_2"))]
    assert survey.codebook.variable("Q3_1").values == survey.codebook.variable("Q3_2").values
    flat[1][0] = "1"
    assert read_survey(save_csv(flat, "other.csv")).log[0].arguments["platform"] == "generic"
