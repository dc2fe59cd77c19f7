"""What `surveykit inspect` says about a file: never an answer."""

import re
from pathlib import Path

import pandas as pd
import pytest

import surveykit as sk
from surveykit.core.terms import topics
from surveykit.inspection import inspection, noticed
from surveykit.read.platforms import BY_NAME

STUDY = Path(__file__).parents[1] / "examples" / "nanchang_workers_home"


@pytest.fixture(scope="module")
def web() -> sk.Survey:
    return sk.read_survey(sorted(STUDY.glob("390100001_*.xlsx")))


def test_platform_rows_questions_and_gaps_are_told(web: sk.Survey) -> None:
    told = dict(inspection(web, language="en"))
    assert told["Platform"] == ["Wenjuanxing (answers as text)"]
    assert told["Respondents"] == ["194"]
    assert told["Submitted"] == ["2025-10-11 to 2025-10-26"]
    assert {"3 multiple-response", "1 ranking"} <= set(told["Questions"])
    empty = {line.split(" ", 1)[1]: int(line.split(" ", 1)[0]) for line in told["Empty cells"]}
    assert sum(empty.values()) == int((web.missing_reasons != "").sum().sum())
    assert {"blank", "not shown", "not ranked"} == set(empty)


def test_personal_columns_are_told_apart_from_what_else_was_noticed(web: sk.Survey) -> None:
    told = dict(inspection(web, language="zh"))
    assert any("来自IP" in line for line in told["个人信息"])
    assert all("来自IP" not in line for line in told["读取时发现"])
    assert any("起草" in line for line in told["读取时发现"])


def test_questions_add_up_with_a_set_as_one(web: sk.Survey) -> None:
    told = dict(inspection(web, language="en"))
    members = {name for group in web.codebook.sets for name in group.members}
    singles = [v for v in web.codebook.variables if v.name not in members]
    assert sum(int(line.split()[0]) for line in told["Questions"]) == len(singles) + len(web.codebook.sets)


def test_a_file_without_gaps_and_dates_says_so(tmp_path: Path) -> None:
    file = tmp_path / "keyed.csv"
    file.write_text("id,trust,phone\n1,4,13800138000\n2,5,13900139000\n", encoding="utf-8")
    told = dict(inspection(sk.read_survey(file, mode="paper"), language="en"))
    assert told["Platform"] == ["generic table"]
    assert told["Empty cells"] == ["none"]
    assert "Submitted" not in told
    assert any("phone" in line for line in told["Personal data"])
    assert "13800138000" not in str(told)


def test_every_platform_has_a_name_in_both_languages() -> None:
    named = {key.removeprefix("platform_") for key in topics()["inspection"] if key.startswith("platform_")}
    assert named == set(BY_NAME)


def test_words_for_what_is_not_known_are_the_names_themselves() -> None:
    step = sk.Step(verb="read_survey", rows_before=1, rows_after=1, arguments={"platform": "other", "body": "odd"})
    survey = sk.Survey(pd.DataFrame({"a": [1.0]}), sk.Codebook(), log=(step,))
    assert dict(inspection(survey, language="en"))["Platform"] == ["other (odd)"]


STUDY_FILES = [*sorted(STUDY.glob("390100001_*.xlsx")), *sorted(STUDY.glob("paper_batch*.csv"))]
SAMPLES = [
    path
    for name in ("credamo", "formr", "google_forms", "kobo", "limesurvey", "microsoft_forms", "qualtrics", "redcap")
    for path in sorted((Path(__file__).parent / "data" / name).iterdir())
    if path.suffix in {".csv", ".xlsx"} and not re.search("xlsform|dictionary", path.name)
]
SENTENCE = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")
"""Three English words in a row."""


def without_names(line: str, survey: sk.Survey, path: Path) -> str:
    """A sentence without the names and headers in it, which stay in the language of the file."""
    for name in (path.name, *sorted(survey.data.columns, key=len, reverse=True)):
        line = line.replace(name, "")
    return re.sub(r"“[^”]*”|(?<![a-z])'[^']*'", "", line)


@pytest.mark.parametrize("path", [*STUDY_FILES, *SAMPLES], ids=lambda path: path.name)
def test_what_was_noticed_is_told_in_one_language(path: Path) -> None:
    survey = sk.read_survey(path)
    told = {language: noticed(survey, language=language) for language in ("zh", "en")}
    assert len(told["zh"]) == len(told["en"]) > 0
    for line in told["zh"]:
        assert line.endswith("。")
        assert not SENTENCE.search(without_names(line, survey, path))
    for line in told["en"]:
        assert not re.search(r"[一-鿿，。；：]", without_names(line, survey, path))
