"""A survey written for other programs reads back as it was, and those programs agree about it."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from surveykit.clean.impute import impute_person_mean
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.core.terms import topics
from surveykit.errors import AnswerError, ColumnError, OptionError, SampleError, WriteError
from surveykit.read.missing_labels import missing_reason
from surveykit.read.survey import read_survey
from surveykit.write.survey_file import write_survey
from surveykit.write.survey_table import Values

IDS = ["001", "002", "003", "004", "005"]
LONG = "4、您对以下说法的同意程度（从非常不同意到非常同意，只选一项）—我信任居委会"
NONE = np.nan
AGREE = {
    code: {"zh": zh, "en": en}
    for code, (zh, en) in enumerate(
        [("非常不同意", "strongly disagree"), ("不同意", "disagree"), ("一般", "neutral"), ("同意", "agree")], start=1
    )
}
TICKED = {0: {"zh": "未选", "en": "Not ticked"}, 1: {"zh": "选中", "en": "Ticked"}}
VARIABLES: list[dict[str, object]] = [
    {
        "name": "sex",
        "label": {"zh": "性别", "en": "Sex"},
        "values": {1: {"zh": "男", "en": "Male"}, 2: {"zh": "女", "en": "Female"}},
        "missing": {9: "refused"},
    },
    {
        "name": LONG,
        "label": {"zh": "信任居委会", "en": "Trust"},
        "kind": "ordinal",
        "values": AGREE,
        "missing": {96: "blank", 97: "not_applicable", 98: "dont_know", 99: "refused"},
    },
    {"name": "age", "kind": "numeric", "label": "年龄", "low": 18, "high": 98},
    {"name": "a1", "label": "议事会", "values": TICKED},
    {"name": "a2", "label": "志愿服务", "values": TICKED},
    {"name": "r1", "label": "环境", "kind": "numeric", "low": 1},
    {"name": "r2", "label": "安全", "kind": "numeric", "low": 1},
    {"name": "day", "kind": "date", "label": "访问日期"},
    {"name": "advice", "kind": "text", "label": "您的建议"},
]
SETS = [
    {"name": "acts", "label": "活动", "members": ["a1", "a2"]},
    {"name": "order", "kind": "ranking", "label": "排序", "members": ["r1", "r2"]},
]
ANSWERS: dict[str, list[object]] = {
    "sex": [1, 2, NONE, NONE, 1],
    LONG: [4, NONE, NONE, NONE, 1],
    "age": [34, 20.5, NONE, 60, NONE],
    "a1": [1, 0, NONE, 1, 0],
    "a2": [0, 0, NONE, 1, 1],
    "r1": [1, 2, NONE, 1, NONE],
    "r2": [2, 1, NONE, NONE, NONE],
    "day": ["2024-05-01", "2024-05-02 10:20:30", None, None, "1999-12-31"],
    "advice": ["多开会", NONE, NONE, '"引号", 换行', "很长" * 700],
}
REASONS = {
    "sex": ["", "", "refused", "not_shown", ""],
    LONG: ["", "dont_know", "blank", "refused", ""],
    "age": ["", "", "not_shown", "", "blank"],
    "a1": ["", "", "not_shown", "", ""],
    "a2": ["", "", "not_shown", "", ""],
    "r1": ["", "", "not_shown", "", "blank"],
    "r2": ["", "", "not_shown", "unranked", "blank"],
    "day": ["", "", "not_shown", "blank", ""],
    "advice": ["", "blank", "not_shown", "", ""],
}


@pytest.fixture
def survey() -> Survey:
    data = pd.DataFrame(ANSWERS, index=IDS)
    data["day"] = pd.to_datetime(data["day"], format="ISO8601")
    scale = {"name": "trust", "label": "信任", "items": [LONG], "citation": "王五 (2020)"}
    book = Codebook.model_validate(
        {
            "title": {"zh": "居民参与调查", "en": "Resident study"},
            "variables": VARIABLES,
            "sets": SETS,
            "scales": [scale],
        }
    )
    return Survey(data, book, missing_reasons=pd.DataFrame(REASONS, index=IDS, dtype=object))


def assert_same(back: Survey, survey: Survey) -> None:
    """The same respondents, answers, reasons and labels."""
    assert back.data.index.tolist() == survey.data.index.tolist()
    assert_same_answers(back.data, survey.data)
    for name in survey.data:
        assert back.missing_reasons[name].tolist() == survey.missing_reasons[name].tolist(), name
    for variable in survey.codebook.variables:
        other = back.codebook.variable(variable.name)
        assert (other.label, other.kind, other.values) == (variable.label, variable.kind, variable.values)


def assert_same_answers(back: pd.DataFrame, frame: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(back.reset_index(drop=True), frame.reset_index(drop=True), check_dtype=False)


def codebook_beside(path: Path) -> Path:
    return path if path.suffix == ".xlsx" else path.with_name(f"{path.name}.codebook.yaml")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("suffix", "values"),
    [
        (".sav", "codes"),
        (".dta", "codes"),
        (".csv", "codes"),
        (".csv", "labels"),
        (".xlsx", "codes"),
        (".xlsx", "labels"),
    ],
)
def test_a_file_with_its_codebook_reads_back_as_it_was(
    survey: Survey, tmp_path: Path, suffix: str, values: str, language: str
) -> None:
    path = write_survey(survey, tmp_path / f"study{suffix}", values=values, language=language)
    back = read_survey(path, codebook=codebook_beside(path))
    assert_same(back, survey)
    assert back.codebook.sets == survey.codebook.sets
    assert back.codebook.scales == survey.codebook.scales
    assert back.codebook.title == survey.codebook.title


def test_an_spss_file_reads_back_without_its_codebook(survey: Survey, tmp_path: Path) -> None:
    back = read_survey(write_survey(survey, tmp_path / "study.sav"))
    renamed = next(str(name) for name in back.data if str(name).startswith("v4_您对以下说法的同意程度_"))
    assert len(renamed.encode()) <= 64
    assert_same_answers(back.data.rename(columns={renamed: LONG}), survey.data)
    for name, reasons in REASONS.items():
        assert back.missing_reasons[renamed if name == LONG else name].tolist() == reasons
    assert [(group.name, group.label.zh, group.members) for group in back.codebook.sets] == [
        ("acts", "活动", ("a1", "a2"))
    ]
    assert [(v.label.zh, v.kind) for v in back.codebook.variables] == [
        (v.label.zh, v.kind) for v in survey.codebook.variables
    ]
    assert back.codebook.value_label("sex", 2, "zh") == "女"
    assert back.codebook.variable("sex").missing == {-3: "not_shown", 9: "refused"}


def test_a_stata_file_reads_back_without_its_codebook(survey: Survey, tmp_path: Path) -> None:
    back = read_survey(write_survey(survey, tmp_path / "study.dta", language="en"))
    renamed = next(str(name) for name in back.data if str(name).startswith("v4"))
    assert len(renamed) <= 28
    advice = back.data["advice"].tolist()
    assert advice[2] == "-3", "text of Stata has no missing values; the codebook beside the file tells what this is"
    others = back.data.rename(columns={renamed: LONG}).drop(columns="advice")
    assert_same_answers(others, survey.data.drop(columns="advice"))
    for name, reasons in REASONS.items():
        if name != "advice":
            assert back.missing_reasons[renamed if name == LONG else name].tolist() == reasons
    assert back.codebook.value_label("sex", 2, "en") == "Female"


def test_a_file_without_any_label_reads_back(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"x": [1.5, -2.0, 0.0001], "y": [1.0, NONE, 1e12], "word": ["a", "-3", "007"]}, index=["a", "b", "c"]
    )
    survey = Survey(frame, Codebook())
    for suffix in (".sav", ".dta", ".csv", ".xlsx"):
        path = write_survey(survey, tmp_path / f"plain{suffix}")
        back = read_survey(path, codebook=codebook_beside(path))
        assert_same_answers(back.data, frame)


def test_spss_has_three_missing_values_or_a_range_and_one(tmp_path: Path) -> None:
    reasons = ["not_shown", "blank", "refused", "dont_know", "refused"]
    missing = dict(zip((-1, 6, 7, 8), ("not_shown", "blank", "refused", "dont_know"), strict=True))
    variable = {"name": "q", "values": {1: "是", 2: "否"}, "missing": missing}
    frame = pd.DataFrame({"q": [1.0] + [NONE] * 5, "other": [1.0] * 6})
    lost = pd.DataFrame({"q": ["", *reasons]}, dtype=object)
    survey = Survey(frame, Codebook.model_validate({"variables": [variable]}), missing_reasons=lost)
    _, meta = pyreadstat.read_sav(write_survey(survey, tmp_path / "a.sav"), user_missing=True)
    assert meta.missing_ranges["q"] == [{"lo": 6.0, "hi": 8.0}, {"lo": -1.0, "hi": -1.0}]
    crossed = variable | {"missing": {-1: "not_shown", 0: "blank", 3: "refused", 9: "dont_know"}}
    survey = Survey(frame, Codebook.model_validate({"variables": [crossed]}), missing_reasons=lost)
    _, meta = pyreadstat.read_sav(write_survey(survey, tmp_path / "b.sav"), user_missing=True)
    assert {part["lo"] for part in meta.missing_ranges["q"]} == {3.0, -1.0, 0.0}, "refused occurs most"


def test_reasons_without_a_code_get_one_that_no_answer_has(tmp_path: Path) -> None:
    frame = pd.DataFrame({"debt": [-3.0, -4.0, NONE], "word": ["-3", "ok", NONE], "other": [1.0, 1.0, 1.0]})
    reasons = pd.DataFrame({"debt": ["", "", "not_shown"], "word": ["", "", "not_shown"]}, dtype=object)
    survey = Survey(frame, Codebook(), missing_reasons=reasons)
    back = read_survey(write_survey(survey, tmp_path / "a.sav"))
    assert back.codebook.variable("debt").missing == {-5: "not_shown"}
    assert back.data["debt"].tolist()[:2] == [-3, -4]
    assert back.codebook.variable("word").missing == {-4: "not_shown"}
    assert back.data["word"].tolist()[:2] == ["-3", "ok"]


def test_every_label_of_a_reason_is_understood_on_reading() -> None:
    for entry, wording in topics()["survey_file"].items():
        assert {missing_reason(text) for text in wording.values()} == {entry.removeprefix("reason_")}


def test_labels_are_cut_where_programs_cut_them(tmp_path: Path) -> None:
    variable = {"name": "q", "label": "题" * 200, "values": {1: "选" * 100, 2: "否"}}
    survey = Survey(pd.DataFrame({"q": [1.0, 2.0]}), Codebook.model_validate({"variables": [variable]}))
    _, sav = pyreadstat.read_sav(write_survey(survey, tmp_path / "a.sav"))
    _, dta = pyreadstat.read_dta(write_survey(survey, tmp_path / "a.dta"))
    assert sav.column_names_to_labels["q"] == "题" * 84 + "…"
    assert sav.variable_value_labels["q"][1.0] == "选" * 39 + "…"
    assert dta.column_names_to_labels["q"] == "题" * 79 + "…"
    assert dta.variable_value_labels["q"][1] == "选" * 100
    assert Codebook.read(tmp_path / "a.sav.codebook.yaml").label("q", "zh") == "题" * 200


def test_figures_as_labels_are_not_mistaken_for_codes(tmp_path: Path) -> None:
    variable = {"name": "children", "values": {1: "0", 2: "1", 3: "2"}}
    survey = Survey(pd.DataFrame({"children": [1.0, 2.0, 3.0]}), Codebook.model_validate({"variables": [variable]}))
    for suffix in (".sav", ".csv", ".xlsx"):
        path = write_survey(survey, tmp_path / f"a{suffix}")
        assert read_survey(path, codebook=codebook_beside(path)).data["children"].tolist() == [1, 2, 3]


def test_a_column_called_id_keeps_its_name(tmp_path: Path) -> None:
    survey = Survey(pd.DataFrame({"ID": [7.0, 8.0]}, index=["x", "y"]), Codebook())
    frame, _ = pyreadstat.read_sav(write_survey(survey, tmp_path / "a.sav"))
    assert frame.to_dict("list") == {"respondent_id": ["x", "y"], "ID": [7.0, 8.0]}


@pytest.mark.parametrize("values", ["codes", "labels"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_texts_and_labels_that_run_read_back_as_they_were(tmp_path: Path, suffix: str, values: Values) -> None:
    frame = pd.DataFrame({"said": ["=1+1", "@x", "-", "'q"], "chosen": [1.0, 2.0, 1.0, 2.0]})
    book = {"variables": [{"name": "said", "kind": "text"}, {"name": "chosen", "values": {1: "-oth-", 2: "=b"}}]}
    survey = Survey.from_frame(frame, codebook=Codebook.model_validate(book))
    path = write_survey(survey, tmp_path / f"survey{suffix}", values=values)
    again = read_survey(path, codebook=survey.codebook)
    assert again.data["said"].tolist() == frame["said"].tolist()
    assert again.data["chosen"].tolist() == frame["chosen"].tolist()


def test_a_text_that_runs_is_disarmed_in_csv_and_is_text_in_a_workbook(tmp_path: Path) -> None:
    survey = Survey(pd.DataFrame({"word": ["=1+1", "ok"]}), Codebook())
    content = write_survey(survey, tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in content
    book = openpyxl.load_workbook(write_survey(survey, tmp_path / "a.xlsx"))
    assert book.sheetnames == ["answers", "variables", "values", "scales"]
    cell = book["answers"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("suffix", [".sav", ".dta", ".csv", ".xlsx"])
def test_the_same_survey_gives_the_same_bytes(survey: Survey, tmp_path: Path, suffix: str) -> None:
    first = write_survey(survey, tmp_path / f"a{suffix}").read_bytes()
    assert re.search(rb"20(2[4-9]|3\d) \d\d:\d\d", first) is None
    assert write_survey(survey, tmp_path / f"b{suffix}").read_bytes() == first


def test_existing_files_stay_unless_they_may_be_replaced(survey: Survey, tmp_path: Path) -> None:
    (tmp_path / "study.csv.codebook.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(WriteError, match=r"study\.csv\.codebook\.yaml' exists"):
        write_survey(survey, tmp_path / "study.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["study.csv.codebook.yaml"]
    write_survey(survey, tmp_path / "study.csv", overwrite=True)
    with pytest.raises(WriteError, match=r"study\.csv' exists"):
        write_survey(survey, tmp_path / "study.csv")


@pytest.mark.parametrize("suffix", [".sav", ".csv"])
def test_a_failure_leaves_the_old_files(
    survey: Survey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    path = write_survey(survey, tmp_path / f"study{suffix}")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("surveykit.write.survey_file.write_sav", fail)
    monkeypatch.setattr("surveykit.write.survey_file.write_csv", fail)
    with pytest.raises(WriteError, match="No space left"):
        write_survey(survey, path, overwrite=True)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_wrong_words_are_refused(survey: Survey, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"Allowed: '\.sav', '\.dta', '\.csv', '\.xlsx'"):
        write_survey(survey, tmp_path / "study.sas7bdat")
    with pytest.raises(OptionError, match="Allowed: 'codes', 'labels'"):
        write_survey(survey, tmp_path / "study.csv", values="words")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match=r"a \.sav holds codes that carry their labels"):
        write_survey(survey, tmp_path / "study.sav", values="labels")
    with pytest.raises(OptionError, match="Allowed: 'zh', 'en'"):
        write_survey(survey, tmp_path / "study.sav", language="de")  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="must be a Survey"):
        write_survey(survey.data, tmp_path / "study.sav")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP is not installed")
def test_pspp_counts_the_same_answers_and_gaps(survey: Survey, tmp_path: Path) -> None:
    path = write_survey(survey, tmp_path / "study.sav", language="en")
    syntax = tmp_path / "count.sps"
    syntax.write_text(
        f"GET FILE='{path}'.\nMRSETS /DISPLAY NAME=ALL.\nFREQUENCIES /VARIABLES=sex a1.\n"
        f"DISPLAY DICTIONARY /VARIABLES=ALL.\nDESCRIPTIVES /VARIABLES=age.\nLIST /VARIABLES=id day.\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        ["pspp", "-O", "format=csv", str(syntax)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert "warning" not in done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert '$acts,活动,Dichotomies,1,"a1\na2"' in done.stdout
    assert "Valid,Male,2,40.0%,66.7%,66.7%" in lines
    assert ",Female,1,20.0%,33.3%,100.0%" in lines
    assert "Missing,Not shown,1,20.0%,," in lines
    assert ",Refused,1,20.0%,," in lines
    assert "N,Valid,3,4" in lines
    assert ",Missing,2,1" in lines
    assert any(line.startswith("年龄,3,38.17,") for line in lines)
    assert "002,02-MAY-2024 10:20:30" in lines


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP is not installed")
def test_a_file_that_pspp_wrote_reads_back(survey: Survey, tmp_path: Path) -> None:
    path = write_survey(survey, tmp_path / "study.sav")
    for name, options in (
        ("plain.sav", "/UNCOMPRESSED"),
        ("packed.sav", "/COMPRESSED"),
        ("zipped.zsav", "/ZCOMPRESSED"),
    ):
        syntax = tmp_path / "copy.sps"
        syntax.write_text(f"GET FILE='{path}'.\nSAVE OUTFILE='{tmp_path / name}' {options}.\n", encoding="utf-8")
        subprocess.run(["pspp", str(syntax)], capture_output=True, check=True)
        assert_same(read_survey(tmp_path / name, codebook=codebook_beside(path)), survey)


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP is not installed")
def test_pspp_holds_every_cell(survey: Survey, tmp_path: Path) -> None:
    path = write_survey(survey, tmp_path / "study.sav")
    syntax = tmp_path / "copy.sps"
    syntax.write_text(
        f"GET FILE='{path}'.\nSAVE TRANSLATE /OUTFILE='{tmp_path / 'copy.csv'}' /TYPE=CSV /CELLS=VALUES.\n",
        encoding="utf-8",
    )
    subprocess.run(["pspp", str(syntax)], capture_output=True, check=True)
    with (tmp_path / "copy.csv").open(encoding="utf-8", newline="") as file:
        cells = [[cell.strip() for cell in row] for row in csv.reader(file)]
    assert cells == [
        ["001", "1", "4", "34", "1", "0", "1", "2", "05/01/2024 00:00:00", "多开会"],
        ["002", "2", "98", "20.5", "0", "0", "2", "1", "05/02/2024 10:20:30", ""],
        ["003", "9", "96", *["-3"] * 5, "", "-3"],
        ["004", "-3", "99", "60", "1", "1", "1", "-4", "", '"引号", 换行'],
        ["005", "1", "1", "", "0", "1", "", "", "12/31/1999 00:00:00", "很长" * 700],
    ]


def test_another_reader_of_stata_files_finds_every_cell_and_label(survey: Survey, tmp_path: Path) -> None:
    path = write_survey(survey, tmp_path / "study.dta", language="en")
    asked = {"convert_categoricals": False, "convert_dates": False, "convert_missing": True}
    with pd.read_stata(path, iterator=True, **asked) as reader:
        frame = reader.read()
        labels, values = reader.variable_labels(), reader.value_labels()
    frame = frame.astype(object).map(lambda cell: getattr(cell, "string", cell))
    assert frame["id"].tolist() == IDS
    assert frame["sex"].tolist() == [1, 2, ".b", ".a", 1]
    assert frame.iloc[:, 2].tolist() == [4, ".c", ".a", ".d", 1]
    assert frame["age"].tolist() == [34, 20.5, ".a", 60, "."]
    assert frame[["a1", "a2"]].to_numpy().tolist() == [[1, 0], [0, 0], [".a", ".a"], [1, 1], [0, 1]]
    assert frame["r2"].tolist() == [2, 1, ".b", ".a", "."]
    passed = (survey.data["day"].iloc[:2] - pd.Timestamp("1960-01-01")) / pd.Timedelta("1ms")
    assert frame["day"].tolist()[:4] == [*passed, ".a", "."]
    assert frame["advice"].tolist() == ["多开会", "", "-3", '"引号", 换行', "很长" * 700]
    assert labels["sex"] == "Sex"
    assert {"Male", "Female", "Refused", "Not shown"} <= set(values["sex0"].values())


def test_lists_of_labels_in_stata_have_legal_names(tmp_path: Path) -> None:
    names = [f"how_often_did_you_take_part_in_{place}" for place in range(12)]
    variables = [{"name": name, "values": {1: "never", 2: "often"}} for name in names]
    survey = Survey(
        pd.DataFrame({name: [1.0, 2.0] for name in names}), Codebook.model_validate({"variables": variables})
    )
    _, meta = pyreadstat.read_dta(write_survey(survey, tmp_path / "a.dta"))
    assert len(set(meta.variable_to_label.values())) == 12
    assert max(map(len, meta.variable_to_label.values())) <= 32


def test_a_text_too_long_for_spss_is_refused_and_goes_elsewhere(tmp_path: Path) -> None:
    survey = Survey(pd.DataFrame({"word": ["长" * 10_923, "ok"], "q": [1.0, 2.0]}), Codebook())
    with pytest.raises(ColumnError, match=r"'word' holds texts of up to 32769 bytes; a \.sav holds 32767"):
        write_survey(survey, tmp_path / "a.sav")
    assert list(tmp_path.iterdir()) == []
    fits = Survey(pd.DataFrame({"word": ["长" * 10_922, "ok"]}), Codebook())
    assert read_survey(write_survey(fits, tmp_path / "b.sav")).data["word"].tolist() == ["长" * 10_922, "ok"]
    path = write_survey(survey, tmp_path / "a.dta")
    assert read_survey(path, codebook=codebook_beside(path)).data["word"].tolist()[0] == "长" * 10_923


@pytest.mark.parametrize("suffix", [".sav", ".dta", ".csv", ".xlsx"])
def test_line_breaks_stay_and_control_characters_go(tmp_path: Path, suffix: str) -> None:
    survey = Survey(pd.DataFrame({"word": ["多开会\n少收费", "a\x00b\x07c\ud800", "=1\n+2"]}), Codebook())
    path = write_survey(survey, tmp_path / f"a{suffix}")
    said = read_survey(path, codebook=codebook_beside(path)).data["word"].tolist()
    assert said == ["多开会\n少收费", "abc", "=1\n+2"]


@pytest.mark.parametrize("suffix", [".sav", ".dta", ".csv", ".xlsx"])
def test_infinite_numbers_are_refused(tmp_path: Path, suffix: str) -> None:
    survey = Survey(pd.DataFrame({"q": [1.0, np.inf]}), Codebook())
    with pytest.raises(SampleError, match=r"columns \['q'\] hold infinite values"):
        write_survey(survey, tmp_path / f"a{suffix}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".sav", ".dta", ".csv", ".xlsx"])
def test_moments_with_a_time_zone_keep_what_their_clock_showed(tmp_path: Path, suffix: str) -> None:
    day = pd.to_datetime(["2025-01-01T08:30:00+08:00", "2025-01-02T00:00:00+08:00"])
    path = write_survey(Survey(pd.DataFrame({"day": day, "q": [1.0, 2.0]}), Codebook()), tmp_path / f"a{suffix}")
    back = read_survey(path, codebook=codebook_beside(path)).data["day"]
    assert [str(moment) for moment in back] == ["2025-01-01 08:30:00", "2025-01-02 00:00:00"]


@pytest.mark.parametrize("suffix", [".sav", ".dta", ".csv", ".xlsx"])
def test_an_imputed_answer_that_equals_a_missing_code_is_refused(tmp_path: Path, suffix: str) -> None:
    items = ["i1", "i2", "i3"]
    variables = [{"name": item, "kind": "numeric", "low": 0, "high": 20, "missing": {9: "refused"}} for item in items]
    codebook = Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": items}]})
    frame = pd.DataFrame({"i1": [8, 1], "i2": [10, 2], "i3": [None, 3]})
    survey = impute_person_mean(Survey.from_frame(frame, codebook=codebook), min_share=0.6)
    with pytest.raises(AnswerError, match=r"missing code.*\{'i3': 1\}; give the codebook missing codes") as refused:
        write_survey(survey, tmp_path / f"study{suffix}")
    assert refused.value.cases[["row", "column", "value"]].to_numpy().tolist() == [[0, "i3", 9.0]]
    assert list(tmp_path.iterdir()) == []
