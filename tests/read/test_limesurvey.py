"""LimeSurvey downloads: codes or text above the columns, codes or text in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import ReadError
from surveykit.read.survey import read_survey

FOLDER = Path(__file__).parents[1] / "data" / "limesurvey"
SHORT, LONG = FOLDER / "dummy_data_2021_codeonly.csv", FOLDER / "dummy_data_codeonly.csv"
Save = Callable[..., Path]
Table = list[list[str]]

HEAD = ["id", "submitdate", "lastpage", "startlanguage", "startdate", "ipaddr"]
TAIL = ["interviewtime", "groupTime7", "livesTime"]


@pytest.fixture
def table() -> Table:
    """A download with short answers under codes."""
    return [
        [*HEAD, "lives", "lives[other]", "joined[SQ001]", "joined[SQ002]", "trust[SQ001]", "trust[SQ002]", "male",
         *TAIL],
        ["1", "2024-05-01 09:05:00", "3", "en", "2024-05-01 09:00:00", "192.0.2.1", "A2", "", "Y", "", "A1", "A3", "Y",
         "300.5", "20", "7.1"],
        ["2", "1980-01-01 00:00:00", "3", "en", "2024-05-01 09:00:00", "192.0.2.1", "-oth-", "On a boat", "", "Y", "A2",
         "", "N", "", "", ""],
        ["3", "", "1", "en", "2024-05-01 09:00:00", "192.0.2.3", "A1", "", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip


def test_short_answers_are_read_whole() -> None:
    survey = read_survey(SHORT)
    assert survey.log[0].arguments["platform"] == "limesurvey"
    assert survey.data.shape == (36, 529)
    assert survey.data.index[[0, -1]].tolist() == ["2", "47"]
    assert len(survey.codebook.sets) == 28
    assert survey.data["A10_SQ001"].tolist()[:6] == pytest.approx([1, 1, 1, 0, np.nan, 1], nan_ok=True)
    assert survey.data["A11"].tolist()[:8] == pytest.approx([1, 1, 1, 1, np.nan, 2, 3, 3], nan_ok=True)
    assert survey.data["B6_SQ001"].tolist()[:6] == pytest.approx([1, 1, 1, 1, np.nan, 2], nan_ok=True)
    assert survey.codebook.variable("B6_SQ001").values == survey.codebook.variable("B6_SQ003").values
    assert survey.log[0].cases.empty
    assert "14 of 36 questionnaires were not submitted" in survey.log[0].reason
    assert "143 columns of seconds" in survey.log[0].reason


def test_long_answers_are_read_whole() -> None:
    survey = read_survey(LONG)
    assert survey.data.shape == (12, 442)
    assert len(survey.codebook.sets) == 21
    assert survey.data["A8_SQ001"].tolist()[:6] == pytest.approx([0, np.nan, 0, 0, 1, 0], nan_ok=True)
    assert survey.missing_reasons["A8_SQ001"].tolist()[:3] == ["", "not_shown", ""]
    assert survey.missing_reasons["A3"].tolist()[:3] == ["", "blank", ""]
    assert survey.codebook.value_label("A3", survey.data["A3"].iloc[2], "en") == "field work"
    assert survey.codebook.variable("B11_SQ001").values == survey.codebook.variable("B11_SQ006").values
    assert Counter(survey.missing_reasons.to_numpy().ravel())["not_shown"] == 1195
    assert survey.paradata["duration_seconds"].iloc[0] == 18120.6


def test_short_answers_keep_the_numbers_of_their_codes(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv(table))
    assert survey.data["lives"].tolist() == [2.0, 3.0, 1.0]
    assert survey.codebook.value_label("lives", 3, "en") == "-oth-"
    assert survey.data["lives_other"].tolist()[1] == "On a boat"
    assert survey.data["trust_SQ002"].tolist()[0] == 3.0
    assert survey.data["male"].tolist()[:2] == [1.0, 2.0]
    assert "give the survey's .lss" in survey.log[0].reason.lower()


def test_moments_that_are_anonymised_are_left_empty(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv(table))
    assert survey.paradata["submitted"].isna().tolist() == [False, True, True]
    assert survey.paradata["finished"].tolist() == [1.0, 1.0, 0.0]
    assert survey.paradata["duration_seconds"].iloc[0] == 300.5
    assert survey.paradata["address_token"].nunique() == 2


def test_codes_and_text_in_the_headings(table: Table, save_csv: Save) -> None:
    texts = {"joined[SQ001]": "What did you <b>join</b>? [Meetings]", "joined[SQ002]": "What did you join? [Choir]"}
    table[0] = [f"{code}. {texts.get(code, 'Text')}" for code in table[0][: -len(TAIL)]] + TAIL
    survey = read_survey(save_csv(table))
    (group,) = survey.codebook.sets
    assert (group.name, group.label.en) == ("joined", "What did you join?")
    assert survey.codebook.label("joined_SQ002", "en") == "Choir"
    assert survey.data["lives"].tolist() == [2.0, 3.0, 1.0]
    assert survey.codebook.label("lives", "en") == "Text"


def test_text_alone_in_the_headings(table: Table, save_csv: Save) -> None:
    table[0] = [
        "Response ID", "Date submitted", "Last page", "Start language", "Date started", "IP address", "Where?",
        "Where? [Other]", "What? [Meetings]", "What? [Choir]", "Agree? [A]", "Agree? [B]", "Sure?", "Total time", "x",
        "y",
    ]  # fmt: skip
    survey = read_survey(save_csv(table))
    assert survey.codebook.sets[0].label.en == "What?"
    assert survey.paradata["duration_seconds"].iloc[0] == 300.5


def test_headings_as_expressions_write_them(table: Table, save_csv: Save) -> None:
    table[0] = [code.replace("[", "_").replace("]", "") for code in table[0]]
    survey = read_survey(save_csv(table))
    assert survey.codebook.sets[0].members == ("joined_SQ001", "joined_SQ002")


def test_answers_that_could_run_lose_their_guard(table: Table, save_csv: Save) -> None:
    table[2][table[0].index("lives[other]")] = "'=1+1"
    assert read_survey(save_csv(table)).data["lives_other"].tolist()[1] == "=1+1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_dirty_files_are_read_alike(table: Table, save_csv: Save, encoding: str) -> None:
    table[2][table[0].index("lives[other]")] = "住在船上的居民"
    clean = read_survey(save_csv(table, "clean.csv"))
    spoiled = [["社区调查"], table[0], *([*row, ""] for row in table[1:]), [""] * len(table[0])]
    pd.testing.assert_frame_equal(read_survey(save_csv(spoiled, "dirty.csv", encoding)).data, clean.data)


def test_semicolons_are_separators_too(table: Table, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text("\r\n".join(";".join(f'"{cell}"' for cell in row) for row in table) + "\r\n\r\n", "utf-8")
    assert read_survey(path).data["lives"].tolist() == [2.0, 3.0, 1.0]


def test_an_id_that_repeats_is_refused(table: Table, save_csv: Save) -> None:
    table[2][0] = "1"
    with pytest.raises(ReadError, match="id is empty or occurs twice in rows 2, 3"):
        read_survey(save_csv(table))


def test_without_metadata_it_is_any_table(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv([row[len(HEAD) :] for row in table]))
    assert survey.log[0].arguments["platform"] == "generic"


def test_another_table_is_no_limesurvey_download(save_csv: Save) -> None:
    with pytest.raises(ReadError, match="does not begin with id, submitdate"):
        read_survey(save_csv([["a", "b"], ["1", "2"]]), platform="limesurvey")


def test_a_codebook_of_ones_own_comes_first(table: Table, save_csv: Save) -> None:
    book = Codebook.model_validate(
        {
            "variables": [
                {"name": "m", "label": "Meetings", "source": "joined[SQ001]", "values": {0: "no", 1: "yes"}},
                {"name": "c", "label": "Choir", "source": "joined[SQ002]", "values": {0: "no", 1: "yes"}},
                {"name": "t", "source": "trust[SQ001]", "values": {1: "A1", 2: "A2", 3: "A3"}},
            ],
            "sets": [{"name": "j", "members": ["m", "c"]}],
        }
    )
    survey = read_survey(save_csv(table), codebook=book)
    assert survey.data["c"].tolist()[:2] == [0.0, 1.0]
    assert survey.data["t"].tolist()[:2] == [1.0, 2.0]
