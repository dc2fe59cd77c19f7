"""LimeSurvey's VV files: two header rows, and words in braces for line breaks and for what was not shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from surveykit.core.survey import Survey
from surveykit.read.survey import read_survey

Save = Callable[..., Path]

TEXTS = ["Response ID", "Access code", "Date submitted", "Last page", "Start language", "Date started",
         "Where do you live?", "What did you join? (Meetings)", "What did you join? (Choir)",
         "What did you join? (Other)", "Trust (The committee)", "Trust (The company)", "Anything else?"]  # fmt: skip
CODES = ["id", "token", "submitdate", "lastpage", "startlanguage", "startdate", "lives", "joined_SQ001", "joined_SQ002",
         "joined_other", "trust_SQ001", "trust_SQ002", "more"]  # fmt: skip
HIDDEN = "{question_not_shown}"
ROWS = [
    ["1", "abc", "2024-05-01 09:05:00", "3", "en", "2024-05-01 09:00:00", "A2", "Y", "", "", "A1", "A3",
     "{quote}Yes{quote}, he said{newline}and left{tab}{lbrace}fast}"],
    ["2", "abc", HIDDEN, "1", "en", "2024-05-01 09:00:00", "", HIDDEN, HIDDEN, HIDDEN, HIDDEN, "A2", HIDDEN],
    ["3", HIDDEN, "NULL", "1", "en", "2024-05-01 09:00:00", "-oth-", "", "", "A band", "A2", "A2", ""],
]  # fmt: skip


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(rows: list[list[str]], encoding: str = "utf-8") -> Path:
        path = tmp_path / "vvexport_1.csv"
        path.write_bytes("".join("\t".join(row) + "\n" for row in rows).encode(encoding))
        return path

    return write


@pytest.fixture
def survey(save: Save) -> Survey:
    return read_survey(save([TEXTS, CODES, *ROWS]))


def test_a_file_is_read_whole(survey: Survey) -> None:
    assert survey.log[0].arguments["platform"] == "limesurvey"
    assert survey.data.index.tolist() == ["1", "2", "3"]
    assert set(survey.data.columns) == {
        "lives", "joined_SQ001", "joined_SQ002", "joined_othertick", "joined_other", "trust_SQ001", "trust_SQ002",
        "more",
    }  # fmt: skip
    assert survey.data["lives"].tolist() == pytest.approx([2, np.nan, 3], nan_ok=True)
    assert survey.data["trust_SQ002"].tolist() == [3.0, 2.0, 2.0]
    assert survey.data["joined_other"].tolist()[2] == "A band"


def test_texts_become_labels(survey: Survey) -> None:
    assert survey.codebook.variable("lives").label.en == "Where do you live?"
    assert survey.codebook.variable("joined_SQ002").label.en == "Choir"
    assert survey.codebook.sets[0].label.en == "What did you join?"
    assert survey.codebook.variable("trust_SQ001").label.en == "Trust [The committee]"


def test_what_was_not_shown_is_neither_blank_nor_unticked(survey: Survey) -> None:
    reasons = survey.missing_reasons
    assert reasons["lives"].tolist() == ["", "blank", ""]
    assert reasons["joined_SQ001"].tolist() == ["", "not_shown", ""]
    assert reasons["joined_othertick"].tolist() == ["", "not_shown", ""]
    assert reasons["trust_SQ001"].tolist() == ["", "not_shown", ""]
    assert reasons["more"].tolist() == ["", "not_shown", "blank"]
    ticks = survey.data[["joined_SQ001", "joined_SQ002", "joined_othertick"]]
    assert ticks.iloc[[0, 2]].to_numpy().tolist() == [[1, 0, 0], [0, 0, 1]]


def test_words_in_braces_become_what_was_written(survey: Survey) -> None:
    assert survey.data["more"].iloc[0].split() == ['"Yes",', "he", "said", "and", "left", "{fast}"]


def test_paradata_have_no_words_in_braces(survey: Survey) -> None:
    paradata = survey.paradata
    assert paradata["submitted"].iloc[0] == pd.Timestamp("2024-05-01 09:05:00")
    assert paradata["submitted"].isna().tolist() == [False, True, True]
    assert paradata["finished"].tolist() == [1.0, 0.0, 0.0]
    assert "token" not in survey.data
    assert "2 of 3 questionnaires were not submitted" in survey.log[0].told("en")


def test_without_the_row_of_texts_it_is_read_alike(save: Save, survey: Survey) -> None:
    alike = read_survey(
        save(
            [["id", "submitdate", "lastpage", "startlanguage", *CODES[6:]]]
            + [[row[0], *row[2:5], *row[6:]] for row in ROWS]
        )
    )
    assert alike.data.equals(survey.data)
    assert alike.missing_reasons.equals(survey.missing_reasons)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_dirty_files_are_read_alike(save: Save, encoding: str) -> None:
    texts = [*TEXTS[:6], "您住在哪里？", *TEXTS[7:12], "还有什么想说的？"]
    survey = read_survey(save([texts, CODES, *ROWS, [""] * len(CODES)], encoding))
    assert survey.codebook.variable("lives").label.zh == "您住在哪里？"
    assert len(survey.data) == 3
