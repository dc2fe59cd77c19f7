"""LimeSurvey downloads: codes or text above the columns, codes or text in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from surveykit import flag_page_time
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
    assert survey.data.shape == (36, 551)
    assert survey.data.index[[0, -1]].tolist() == ["2", "47"]
    assert len(survey.codebook.sets) == 28
    assert survey.data["A10_SQ001"].tolist()[:6] == pytest.approx([1, 1, 1, 0, np.nan, 1], nan_ok=True)
    assert survey.data["A11"].tolist()[:8] == pytest.approx([1, 1, 1, 1, np.nan, 2, 3, 3], nan_ok=True)
    assert survey.data["B6_SQ001"].tolist()[:6] == pytest.approx([1, 1, 1, 1, np.nan, 2], nan_ok=True)
    assert survey.codebook.variable("B6_SQ001").values == survey.codebook.variable("B6_SQ003").values
    assert survey.log[0].cases.empty
    assert "14 of 36 questionnaires were not submitted" in survey.log[0].told("en")
    assert "13 columns of seconds spent on pages were kept" in survey.log[0].told("en")
    assert "130 columns of seconds spent on groups and questions were left out" in survey.log[0].told("en")


def test_long_answers_are_read_whole() -> None:
    survey = read_survey(LONG)
    assert survey.data.shape == (12, 454)
    assert len(survey.codebook.sets) == 21
    assert survey.data["A8_SQ001"].tolist()[:6] == pytest.approx([0, np.nan, 0, 0, 1, 0], nan_ok=True)
    assert survey.missing_reasons["A8_SQ001"].tolist()[:3] == ["", "not_shown", ""]
    assert survey.missing_reasons["A3"].tolist()[:3] == ["", "blank", ""]
    assert survey.codebook.value_label("A3", survey.data["A3"].iloc[2], "en") == "field work"
    assert survey.codebook.variable("B11_SQ001").values == survey.codebook.variable("B11_SQ006").values
    assert Counter(survey.missing_reasons.to_numpy().ravel())["not_shown"] == 1195 + 57
    assert survey.paradata["duration_seconds"].iloc[0] == 18120.6


def test_seconds_on_groups_are_paradata_and_groups_are_pages() -> None:
    survey = read_survey(SHORT)
    groups = [name for name in survey.paradata if name.startswith("seconds_")]
    assert len(groups) == 13
    assert survey.paradata["seconds_60"].tolist()[:5] == pytest.approx(
        [950.17, 110.53, 101, 252.53, np.nan], nan_ok=True
    )
    whole = survey.paradata[groups].sum(axis=1)
    timed = survey.paradata["duration_seconds"][whole > 0]
    assert whole[whole > 0].tolist() == pytest.approx(timed.tolist(), abs=0.1)
    assert [survey.codebook.variable(name).page for name in ("A00", "A10_SQ001", "M1", "A8b")] == ["71", "60", "68", ""]
    assert not any("Time" in name or name.startswith("seconds") for name in survey.data.columns)


def test_pages_of_a_download_can_be_judged_at_once() -> None:
    """Whoever needed less than a minute for each question answered is caught on every page."""
    step = flag_page_time(read_survey(SHORT), seconds_per_item=60).log[-1]
    assert step.arguments["not_timed"] == 2
    assert len(step.cases) == 34


def test_short_answers_keep_the_numbers_of_their_codes(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv(table))
    assert survey.data["lives"].tolist() == [2.0, 3.0, 1.0]
    assert survey.codebook.value_label("lives", 3, "en") == "-oth-"
    assert survey.data["lives_other"].tolist()[1] == "On a boat"
    assert survey.data["trust_SQ002"].tolist()[0] == 3.0
    assert survey.data["male"].tolist()[:2] == [1.0, 2.0]
    assert "give the survey's .lss" in survey.log[0].told("en").lower()


def test_moments_that_are_anonymised_are_left_empty(table: Table, save_csv: Save) -> None:
    survey = read_survey(save_csv(table))
    assert survey.paradata["submitted"].isna().tolist() == [False, True, True]
    assert survey.paradata["finished"].tolist() == [1.0, 1.0, 0.0]
    assert survey.paradata["duration_seconds"].iloc[0] == 300.5
    assert survey.paradata["address_token"].nunique() == 2


def test_one_question_at_a_time_is_a_page_of_its_own(table: Table, save_csv: Save) -> None:
    """The time of the group stays empty; what is not timed has no page."""
    for row in table[1:]:
        row[-2] = ""
    survey = read_survey(save_csv(table))
    assert survey.paradata["seconds_lives"].tolist()[:1] == [7.1]
    assert "seconds_7" not in survey.paradata
    assert {v.name: v.page for v in survey.codebook.variables if v.page} == {"lives": "lives", "lives_other": "lives"}


def test_pages_of_a_codebook_of_ones_own_stay(table: Table, save_csv: Save) -> None:
    own = {"name": "lives", "page": "start", "values": {1: "a", 2: "b", 3: "c"}, "source": "lives"}
    book = Codebook.model_validate({"variables": [own]})
    for row, answer in zip(table[1:], "123", strict=True):
        row[6], row[-1] = answer, ""
    pages = {v.name: v.page for v in read_survey(save_csv(table), codebook=book).codebook.variables if v.page}
    assert pages == {"lives": "start", "lives_other": "7"}


def test_no_page_is_left_in_no_time(table: Table, save_csv: Save) -> None:
    table[2][-2] = "0"
    assert read_survey(save_csv(table)).paradata["seconds_7"].tolist() == pytest.approx(
        [20, np.nan, np.nan], nan_ok=True
    )


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


def test_the_option_other_is_ticked_where_something_was_written(save_csv: Save) -> None:
    head = [*HEAD[:4], "joined[SQ001]", "joined[SQ002]", "joined[other]"]
    rows = [["Y", "", ""], ["", "", "A choir"], ["", "Y", "A band"], ["", "", ""]]
    table = [head, *([str(n), "2024-05-01 09:05:00", "3", "en", *row] for n, row in enumerate(rows, start=1))]
    survey = read_survey(save_csv(table))
    (group,) = survey.codebook.sets
    assert group.members == ("joined_SQ001", "joined_SQ002", "joined_othertick")
    ticks = survey.data[list(group.members)]
    assert ticks.iloc[:3].to_numpy().tolist() == [[1, 0, 0], [0, 0, 1], [0, 1, 1]]
    assert set(survey.missing_reasons[list(group.members)].iloc[3]) == {"blank"}
    assert survey.data["joined_other"].tolist()[1:3] == ["A choir", "A band"]
    saved = survey.codebook
    assert read_survey(save_csv(table), codebook=saved).data.equals(survey.data)


def test_in_full_an_option_that_was_not_shown_is_not_ticked_either(save_csv: Save) -> None:
    head = [*HEAD[:4], "joined[SQ001]", "joined[other]"]
    rows = [["Yes", ""], ["No", "A choir"], ["N/A", ""]]
    table = [head, *([str(n), "2024-05-01 09:05:00", "3", "en", *row] for n, row in enumerate(rows, start=1))]
    survey = read_survey(save_csv(table))
    assert survey.data["joined_othertick"].tolist()[:2] == [0.0, 1.0]
    assert survey.missing_reasons["joined_othertick"].tolist() == ["", "", "not_shown"]


@pytest.mark.parametrize("words", [("Yes", "No"), ("Female", "Male"), ("Yes", "Uncertain"), ("Increase", "Same")])
def test_in_full_questions_worded_by_limesurvey_say_what_was_not_shown(save_csv: Save, words: tuple[str, ...]) -> None:
    head = [*HEAD[:4], "asked"]
    answers = [*words, *words, "N/A", ""]
    table = [head, *([str(n), "", "3", "en", answer] for n, answer in enumerate(answers, start=1))]
    survey = read_survey(save_csv(table))
    assert {text.en for text in survey.codebook.variable("asked").values.values()} == set(words)
    assert survey.missing_reasons["asked"].tolist() == ["", "", "", "", "not_shown", "blank"]


def test_an_option_that_an_author_called_not_applicable_is_an_answer(save_csv: Save) -> None:
    head = [*HEAD[:4], "asked"]
    answers = ["Often", "N/A", "Often", "N/A"]
    table = [head, *([str(n), "", "3", "en", answer] for n, answer in enumerate(answers, start=1))]
    survey = read_survey(save_csv(table))
    assert survey.data["asked"].notna().all()


def test_dates_are_dates(save_csv: Save) -> None:
    table = [[*HEAD[:4], "born"], ["1", "", "1", "en", "1990-04-01 00:00:00"], ["2", "", "1", "en", ""]]
    survey = read_survey(save_csv(table))
    assert survey.codebook.variable("born").kind == "date"
    assert survey.data["born"].iloc[0] == pd.Timestamp("1990-04-01")


def test_ticks_written_as_figures_are_a_guess_that_is_said(save_csv: Save) -> None:
    table = [
        [*HEAD[:4], "joined[SQ001]", "joined[SQ002]"],
        ["1", "", "1", "en", "1", ""],
        ["2", "", "1", "en", "", "1"],
    ]
    assert "joined hold nothing but 1 and were taken for ticked" in read_survey(save_csv(table)).log[0].told("en")


def test_the_two_scales_of_a_question_have_their_own_answers(save_csv: Save) -> None:
    head = [*HEAD[:4], "Q[SQ001][1]", "Q[SQ001][2]", "Q[SQ002][1]", "Q[SQ002][2]"]
    survey = read_survey(save_csv([head, ["1", "", "1", "en", "A1", "B2", "A2", "B1"]]))
    assert survey.data.iloc[0].tolist() == [1, 2, 2, 1]
    assert [text.en for text in survey.codebook.variable("Q_SQ002_2").values.values()] == ["B1", "B2"]


def test_names_that_come_back_in_a_question_of_several_texts_are_dropped(save_csv: Save) -> None:
    head = [*HEAD[:4], "T[SQ001]. Your contact [Name]", "T[SQ002]. Your contact [City]"]
    survey = read_survey(save_csv([head, *([str(n), "", "1", "en", "Li Wei", "Wuhan"] for n in range(4))]))
    assert survey.data.columns.tolist() == ["T_SQ002"]
    assert "Li Wei" not in str(survey.codebook)


def test_questionnaires_that_were_not_submitted_have_no_moment_to_be_read() -> None:
    survey = read_survey(LONG)
    assert survey.paradata["submitted"].isna().sum() == 7
    assert "7 of 12 questionnaires were not submitted" in survey.log[0].told("en")
    assert "moment of submission" not in survey.log[0].told("en")
