"""The bundled Nanchang study: its files are what its program makes, and hold what its README says."""

from __future__ import annotations

import csv
import ipaddress
import json
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import yaml

import surveykit as sk

STUDY = Path(__file__).parents[2] / "examples" / "nanchang_workers_home"
TEXT = "390100001_按文本_职工之家调查(模拟数据)_194_194.xlsx"
INDEX = "390100001_按序号_职工之家调查(模拟数据)_194_194.xlsx"
PAPER = "paper_batch(模拟数据).csv"
OPERATIONS = "operation_log(模拟数据).csv"
DOCUMENTATION = [ipaddress.ip_network(f"{net}.0/24") for net in ("192.0.2", "198.51.100", "203.0.113")]
TIME = "%Y/%m/%d %H:%M:%S"
FULL_WIDTH = str.maketrans("０１２３４５", "012345")


def cells_of(path: Path) -> list[tuple[Any, ...]]:
    """All rows of the only sheet."""
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["Sheet1"]
    return list(workbook.worksheets[0].iter_rows(values_only=True))


def paper_rows() -> list[dict[str, str]]:
    text = (STUDY / PAPER).read_bytes().decode("gb18030")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def text() -> list[tuple[Any, ...]]:
    return cells_of(STUDY / TEXT)


@pytest.fixture(scope="module")
def index() -> list[tuple[Any, ...]]:
    return cells_of(STUDY / INDEX)


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((STUDY / "truth.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def codebook() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((STUDY / "codebook.yaml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def made_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    subprocess.run([sys.executable, "-B", STUDY / "generate.py", "--out", folder], check=True, timeout=120)
    return folder


@pytest.mark.parametrize("name", [TEXT, INDEX])
def test_committed_workbooks_are_what_the_program_makes(made_again: Path, name: str) -> None:
    assert cells_of(made_again / name) == cells_of(STUDY / name)


@pytest.mark.parametrize("name", [PAPER, OPERATIONS])
def test_committed_tables_are_what_the_program_makes(made_again: Path, name: str) -> None:
    assert (made_again / name).read_bytes() == (STUDY / name).read_bytes()


def test_operation_log_holds_its_step(truth: dict[str, Any]) -> None:
    rows = list(csv.DictReader((STUDY / OPERATIONS).read_text(encoding="utf-8-sig").splitlines()))
    log = pd.DataFrame(rows).astype(dict.fromkeys(("month", "after", "months_after", "visits"), float))
    found = sk.linear_regression(
        log[["visits", "month", "after", "months_after"]],
        outcome="visits",
        predictors=["month", "after", "months_after"],
        conf_level=0.999,
    ).tidy()
    for term in ("month", "after", "months_after"):
        row = found[found["term"] == term].iloc[0]
        assert row["conf_low"] < truth["operation_log"]["effects"][term] < row["conf_high"], term


def test_committed_truth_is_what_the_program_computes(made_again: Path, truth: dict[str, Any]) -> None:
    again = json.loads((made_again / "truth.json").read_text(encoding="utf-8"))
    assert again.keys() == truth.keys()
    for key in again.keys() - {"observed"}:
        assert again[key] == truth[key], key
    assert again["observed"].keys() == truth["observed"].keys()
    for name, values in again["observed"].items():
        assert values == pytest.approx(truth["observed"][name], abs=2e-6), name


def test_332_forms_came_back_and_286_are_valid(text: list[Any], truth: dict[str, Any]) -> None:
    assert (len(text) - 1, len(paper_rows())) == (194, 138)
    assert truth["fieldwork"] == {
        "issued": {"paper": 150, "web": 200},
        "returned": {"paper": 138, "web": 194},
        "valid": 286,
    }


def test_planted_kinds_are_counted(truth: dict[str, Any]) -> None:
    counted = Counter(row["kind"] for row in truth["planted"])
    assert counted == truth["planted_counts"]
    assert counted == {
        "duplicate": 5,
        "speeding": 7,
        "straight_line": 6,
        "near_straight_line": 3,
        "random": 5,
        "out_of_area": 4,
        "under_16": 2,
        "age_contradiction": 4,
        "mostly_missing": 4,
        "skip_error": 3,
        "family_proxy": 3,
    }


def test_planted_ids_are_rows_of_the_files(text: list[Any], truth: dict[str, Any]) -> None:
    known = {f"web-{row[0]}" for row in text[1:]} | {f"paper-{row['编号']}" for row in paper_rows()}
    assert len(known) == 332
    planted = [row["id"] for row in truth["planted"]]
    assert len(set(planted)) == 46
    assert set(planted) <= known


def test_both_workbooks_hold_the_same_answers(text: list[Any], index: list[Any], codebook: dict[str, Any]) -> None:
    by_position = {header: i for i, header in enumerate(index[0])}
    differing = []
    for column, header in enumerate(text[0]):
        reader = _reader_for(header, codebook, by_position)
        for row in range(1, 195):
            if not reader(text[row][column], index[row]):
                differing.append((row, header))
    assert [place for place in differing if place[1] != "提交答卷时间"] == []


def _reader_for(header: str, codebook: dict[str, Any], by_position: dict[str, int]) -> Any:
    """A test of whether the text cell says what the index row says, for one column of the text workbook."""
    for group in codebook["sets"]:
        if group["source"][0] == header:
            start = next(i for name, i in by_position.items() if name.startswith(f"{header}("))
            labels = [_variable(codebook, member)["label"]["zh"] for member in group["members"]]
            places = range(start, start + len(labels))
            return lambda cell, row: _read_set(cell, labels) == [row[place] for place in places]
    place = by_position[header]
    empty: dict[str, Any] = {}
    variable = next((v for v in codebook["variables"] if v.get("source") == header), empty)
    if "values" in variable:
        answers = codebook["answers"][variable["values"]]
        labels = [label["zh"] for label in answers.values()]
        return lambda cell, row: _read_choice(cell, labels) == row[place]
    return lambda cell, row: cell == row[place]


def _variable(codebook: dict[str, Any], name: str) -> dict[str, Any]:
    return next(variable for variable in codebook["variables"] if variable["name"] == name)


def _read_choice(cell: str, labels: list[str]) -> int:
    plain = cell.partition("〖")[0]
    if plain in labels:
        return labels.index(plain) + 1
    return int(cell.translate(FULL_WIDTH)[0])


def _read_set(cell: str, labels: list[str]) -> list[int]:
    if cell == "(跳过)":
        return [-3] * len(labels)
    if "→" in cell:
        ranked = cell.split("→")
        return [ranked.index(label) + 1 if label in ranked else -2 for label in labels]
    ticked = [option.partition("〖")[0] for option in cell.split("┋")]
    assert set(ticked) <= set(labels)
    return [int(label in ticked) for label in labels]


def test_submission_times_are_texts_and_dates_mixed(text: list[Any], index: list[Any]) -> None:
    assert {type(row[1]).__name__ for row in text[1:]} == {"str", "datetime"}
    assert {type(row[1]).__name__ for row in index[1:]} == {"str"}


def test_headers_are_those_of_the_codebook(text: list[Any], codebook: dict[str, Any]) -> None:
    members = {member for group in codebook["sets"] for member in group["members"]}
    expected = [v["source"] for v in codebook["variables"] if v["name"] not in members]
    expected += [group["source"][0] for group in codebook["sets"]]
    assert sorted(text[0][7:]) == sorted(expected)
    columns = {v["name"] for v in codebook["variables"]} - members - {"data_note"}
    columns |= {group["name"] for group in codebook["sets"]} | {"编号", "填写日期", "数据说明"}
    assert set(paper_rows()[0]) == columns


def test_paper_batch_is_gb18030_and_not_utf8() -> None:
    with pytest.raises(UnicodeDecodeError):
        (STUDY / PAPER).read_bytes().decode("utf-8")


def test_addresses_are_reserved_for_documentation(text: list[Any], index: list[Any]) -> None:
    for row in [*text[1:], *index[1:]]:
        address = ipaddress.ip_address(row[5].partition("(")[0])
        assert any(address in network for network in DOCUMENTATION)


def test_everything_says_that_it_is_synthetic(
    text: list[Any], index: list[Any], truth: dict[str, Any], codebook: dict[str, Any]
) -> None:
    for rows in (text, index):
        assert {row[-1] for row in rows[1:]} == {"模拟数据 SYNTHETIC"}
    assert {row["数据说明"] for row in paper_rows()} == {"模拟数据 SYNTHETIC"}
    assert truth["synthetic"] is True
    assert "模拟数据" in codebook["notice"]["zh"]
    assert "SYNTHETIC" in codebook["notice"]["en"]
    for name in (TEXT, INDEX):
        properties = openpyxl.load_workbook(STUDY / name).properties
        assert "SYNTHETIC" in str(properties.title)
        assert "SYNTHETIC" in str(properties.description)
        assert "模拟数据" in name
    for path in STUDY.glob("*.md"):
        assert "SYNTHETIC" in path.read_text(encoding="utf-8"), path.name


def test_workbooks_name_no_author_and_no_moment_of_saving() -> None:
    for name in (TEXT, INDEX):
        with zipfile.ZipFile(STUDY / name) as parts:
            core = parts.read("docProps/core.xml").decode()
        assert core.count("2025-10-27T09:00:00Z") == 2
        assert "openpyxl" not in core


def planted_ids(truth: dict[str, Any], kind: str) -> set[str]:
    return {row["id"] for row in truth["planted"] if row["kind"] == kind}


def respondents(text: list[Any], codebook: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Every form by id: the cells that are named in the codebook, as they stand in the file."""
    names = {v["source"]: v["name"] for v in codebook["variables"] if isinstance(v.get("source"), str)}
    forms = {f"paper-{row['编号']}": row for row in paper_rows()}
    for row in text[1:]:
        forms[f"web-{row[0]}"] = {names.get(head, head): cell for head, cell in zip(text[0], row, strict=True)}
    return forms


def years_of_age(cell: str) -> int:
    number = int(cell.removesuffix("岁"))
    return 2025 - number if number > 1900 else number


def test_age_rules_are_broken_by_the_planted_rows_only(
    text: list[Any], codebook: dict[str, Any], truth: dict[str, Any]
) -> None:
    forms = respondents(text, codebook)
    ages = {name: years_of_age(form["age"]) for name, form in forms.items()}
    assert {name for name, age in ages.items() if age < 16} == planted_ids(truth, "under_16")
    stays = {name: form["years"] for name, form in forms.items() if form["years"].isdigit()}
    longer = {name for name, years in stays.items() if years != "99" and int(years) > ages[name]}
    assert longer == planted_ids(truth, "age_contradiction")


def test_other_communities_and_proxies_are_the_planted_rows(
    text: list[Any], codebook: dict[str, Any], truth: dict[str, Any]
) -> None:
    forms = respondents(text, codebook)
    away = {name for name, form in forms.items() if form["community"].startswith(("5", "其他社区"))}
    assert away == planted_ids(truth, "out_of_area")
    by_family = {name for name, form in forms.items() if form["filler"] in ("3", "家人代答")}
    assert by_family == planted_ids(truth, "family_proxy")


def test_duplicates_follow_their_original_within_half_an_hour(
    index: list[Any], codebook: dict[str, Any], truth: dict[str, Any]
) -> None:
    rows = {f"web-{row[0]}": row for row in index[1:]}
    items = [item for scale in codebook["scales"] if scale["name"] != "PB" for item in scale["items"]]
    places = [index[0].index(_variable(codebook, item)["source"]) for item in items]
    for planted in truth["planted"]:
        if planted["kind"] == "duplicate":
            again, first = rows[planted["id"]], rows[planted["of"]]
            gap = datetime.strptime(again[1], TIME) - datetime.strptime(first[1], TIME)
            assert timedelta(0) < gap <= timedelta(minutes=30)
            assert again[5] == first[5]
            assert sum(again[place] == first[place] for place in places) >= 0.95 * len(places)


def test_only_planted_paper_forms_lack_more_than_a_fifth(codebook: dict[str, Any], truth: dict[str, Any]) -> None:
    scales = {scale["name"]: scale["items"] for scale in codebook["scales"] if scale["name"] != "PB"}
    incomplete = set()
    for row in paper_rows():
        lacking = {name: sum(row[item] in ("", "9", "(空)", "-2") for item in items) for name, items in scales.items()}
        if sum(lacking.values()) > 0.2 * sum(len(items) for items in scales.values()):
            incomplete.add(f"paper-{row['编号']}")
        else:
            assert all(lacking[name] <= (1 if len(items) == 3 else 2) for name, items in scales.items())
    assert incomplete == planted_ids(truth, "mostly_missing")


def test_straight_lines_include_the_reversed_item(
    text: list[Any], codebook: dict[str, Any], truth: dict[str, Any]
) -> None:
    items = [item for scale in codebook["scales"] if scale["name"] != "PB" for item in scale["items"]]
    labels = [label["zh"] for label in codebook["answers"]["agree5"].values()]
    forms = respondents(text, codebook)
    for name in planted_ids(truth, "straight_line"):
        answered = [cell for cell in (forms[name][item] for item in items) if cell not in ("", "9", "(空)", "-2")]
        codes = {labels.index(cell) + 1 if cell in labels else int(cell.translate(FULL_WIDTH)[0]) for cell in answered}
        assert len(codes) == 1, name
        assert forms[name]["CV4"] in answered


def test_valid_respondents_have_visited_the_home(text: list[Any], truth: dict[str, Any]) -> None:
    visited = text[0].index("15、您是否去过职工之家")
    never = {f"web-{row[0]}" for row in text[1:] if row[visited] == "否"}
    never |= {f"paper-{row['编号']}" for row in paper_rows() if row["visited"] == "2"}
    assert never == planted_ids(truth, "skip_error")


def test_only_planted_web_respondents_take_less_than_two_seconds_an_item(
    text: list[Any], truth: dict[str, Any]
) -> None:
    hasty = {f"web-{row[0]}" for row in text[1:] if int(row[2].removesuffix("秒")) < 2 * 23}
    assert hasty == planted_ids(truth, "speeding")


def test_truth_agrees_with_the_design_to_its_printed_digits(truth: dict[str, Any]) -> None:
    printed = {
        "alpha.SQ": ".860", "alpha.BR": ".772", "alpha.NPA": ".753",
        "alpha.SAT": ".825", "alpha.CV": ".794", "alpha.PW": ".818",
        "kmo": ".909", "harman_first_factor_percent": "28.6", "eigenvalues_above_1": "6.",
        "sat.b.SQ": ".479", "sat.b.BR": ".169", "sat.b.NPA": ".093", "sat.r_squared": ".312",
        "pw.b.SAT": ".280", "pw.b.NPA": ".141", "pw.b.CV": ".166", "pw.b.SQ": ".060", "pw.b.BR": ".034",
        "pw.b.party_member": ".170", "pw.r_squared": ".253",
        "mediation.a": ".58", "mediation.b": ".33", "mediation.c_prime": ".143",
        "mediation.c": ".333", "mediation.ab": ".190",
        "use.mean_pre": "1.17", "use.mean_post": "1.75", "use.difference": ".582", "use.dz": ".463", "use.r": ".50",
    }  # fmt: skip
    for name, digits in printed.items():
        half_a_digit = 0.5001 * 10 ** -len(digits.partition(".")[2])
        assert truth["observed"][name]["value"] == pytest.approx(float(digits), abs=half_a_digit), name


def test_tolerance_is_three_and_a_half_standard_deviations(truth: dict[str, Any]) -> None:
    for values in truth["observed"].values():
        assert values["tolerance"] == pytest.approx(3.5 * values["sd"], abs=3e-6)


def test_instruments_word_every_item_of_the_codebook(codebook: dict[str, Any]) -> None:
    for language in ("zh", "en"):
        instrument = (STUDY / f"instrument_{language}.md").read_text(encoding="utf-8")
        for item in (item for scale in codebook["scales"] for item in scale["items"]):
            assert f"`{item}` {_variable(codebook, item)['label'][language]}" in instrument
