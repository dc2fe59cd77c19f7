"""The bundled study, run whole: what was planted is found, and the truth is recovered."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from docx import Document
from study import STUDY, valid_survey

import surveykit as sk
from surveykit.core.terms import term
from surveykit.examples import find_example

ITEMS_OF = {"SQ": 6, "BR": 3, "NPA": 3, "SAT": 3, "CV": 4, "PW": 4}
ITEMS = [f"{scale}{i}" for scale, k in ITEMS_OF.items() for i in range(1, k + 1)]

CAUGHT_BY = {
    "duplicate": "duplicate",
    "out_of_area": "out_of_area",
    "under_16": "under_16",
    "age_contradiction": "years_over_age",
    "skip_error": "never_visited",
    "family_proxy": "family_proxy",
    "mostly_missing": "incomplete",
    "speeding": "speeding",
    "straight_line": "longstring",
}
"""The kinds that a deterministic rule catches, and the rule."""

NOT_CAUGHT = {"near_straight_line": 3, "random": 5}
"""The kinds that carry one sign or none, and so stay; the numbers are what was found, not what was wished."""


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((STUDY / "truth.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def survey() -> sk.Survey:
    return valid_survey()


@pytest.fixture(scope="module")
def confusion(survey: sk.Survey, truth: dict[str, Any]) -> pd.DataFrame:
    """Planted kind by the rule that removed the respondent; honest respondents and those who stay included."""
    planted = {row["id"]: row["kind"] for row in truth["planted"]}
    removed = pd.concat([step.removed for step in survey.log]).set_index("id")["rule"]
    everybody = pd.Index([*survey.data.index, *removed.index])
    kinds = [planted.get(str(respondent), "honest") for respondent in everybody]
    return pd.crosstab(pd.Series(kinds, name="kind"), pd.Series(removed.reindex(everybody).fillna("kept").to_numpy()))


def test_every_deterministic_kind_is_removed_for_its_own_reason(confusion: pd.DataFrame, truth: dict[str, Any]) -> None:
    for kind, rule in CAUGHT_BY.items():
        assert confusion.loc[kind, rule] == truth["planted_counts"][kind], kind


def test_no_honest_respondent_is_lost(confusion: pd.DataFrame, truth: dict[str, Any]) -> None:
    assert confusion.loc["honest", "kept"] == truth["fieldwork"]["valid"] == 286


def test_what_is_not_caught_is_counted(confusion: pd.DataFrame) -> None:
    assert {kind: int(confusion.loc[kind, "kept"]) for kind in NOT_CAUGHT} == NOT_CAUGHT
    assert set(CAUGHT_BY) | set(NOT_CAUGHT) | {"honest"} == set(confusion.index)


def test_each_uncaught_line_is_flagged_by_the_index_made_for_it(survey: sk.Survey, truth: dict[str, Any]) -> None:
    near = {row["id"] for row in truth["planted"] if row["kind"] == "near_straight_line"}
    flagged = survey.flags.loc[survey.flags["rule"] == "irv", "id"]
    assert near <= set(flagged)


def observed(survey: sk.Survey, truth: dict[str, Any]) -> dict[str, float]:
    """The statistics of `truth["observed"]`, from the cleaned data."""
    alpha = sk.reliability(survey, items=list(ITEMS_OF)).glance().set_index("scale")["alpha"]
    found = {f"alpha.{scale}": value for scale, value in alpha.items()}
    found["kmo"] = sk.factorability(survey, items=ITEMS).glance().loc[0, "kmo"]
    factors = sk.efa(survey, items=ITEMS, n_factors=6, method="pca", rotation="varimax", seed=1).glance().loc[0]
    found["harman_first_factor_percent"] = 100 * factors["first_component"]
    found["eigenvalues_above_1"] = factors["eigenvalue_rule"]
    for name in ("sat", "pw", "pw_full"):
        model = truth["models"][name]
        result = sk.linear_regression(survey, outcome=model["outcome"], predictors=model["predictors"])
        rows = result.tidy().set_index("term")["estimate"]
        found |= {f"{name}.b.{str(term).removesuffix('=1')}": value for term, value in rows.items() if "(" not in term}
        found[f"{name}.r_squared"] = result.glance().loc[0, "r_squared"]
    paths = sk.mediation(survey, x="SQ", m="SAT", y="PW", n_boot=200, seed=1).tidy().set_index("path")["estimate"]
    found |= {f"mediation.{name}": paths[name] for name in ("a", "b", "c_prime", "c")}
    found["mediation.ab"] = paths["indirect"]
    for name in ("party_member", "age60"):
        means = survey.data.groupby(name)["PW"].mean()
        found[f"pw_difference.{name}"] = means.loc[1] - means.loc[0]
    use = sk.paired_comparison(survey, pairs=[("use_pre", "use_post")])
    row, test = use.glance().loc[0], use.tidy().query("method == 't'").iloc[0]
    found |= {"use.mean_pre": row["mean_before"], "use.mean_post": row["mean_after"], "use.r": row["correlation"]}
    found |= {"use.difference": test["estimate"], "use.dz": test["effect_size"]}
    return found


def test_every_observed_truth_is_recovered_within_its_tolerance(survey: sk.Survey, truth: dict[str, Any]) -> None:
    found = observed(survey, truth)
    assert found.keys() == truth["observed"].keys()
    for name, expected in truth["observed"].items():
        assert abs(found[name] - expected["expected"]) <= expected["tolerance"], name


def test_the_indirect_effect_is_found_and_its_interval_leaves_zero_out(survey: sk.Survey) -> None:
    rows = sk.mediation(survey, x="SQ", m="SAT", y="PW", seed=20260101).tidy().set_index("path")
    assert rows.loc["indirect", "conf_low"] > 0


@pytest.fixture(scope="module", params=["zh", "en"])
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    language = str(request.param)
    folder = tmp_path_factory.mktemp("run") / language
    style = {"zh": "cn-generic", "en": "apa7"}[language]
    run = find_example("nanchang_workers_home").load()
    run(folder, language=language, style=style, overwrite=False, tell=lambda step: None)
    return language, folder


def test_chapter_tables_log_and_figures_are_written(outputs: tuple[str, Path]) -> None:
    _, folder = outputs
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {"chapter.docx", "tables.xlsx", "cleaning_log.xlsx"} <= files
    assert sum(name.startswith("figures") for name in files) == 7 * 3


def test_tables_are_numbered_through_the_chapter(outputs: tuple[str, Path]) -> None:
    language, folder = outputs
    text = "\n".join(paragraph.text for paragraph in Document(str(folder / "chapter.docx")).paragraphs)
    label = {"zh": "表4-{}", "en": "Table 4-{}"}[language]
    numbers = re.findall(label.format(r"(\d+)"), text)
    count = max(map(int, numbers))
    assert count >= 19
    for number in range(1, count + 1):
        assert label.format(number) in text


def test_the_data_are_called_synthetic_in_every_output(outputs: tuple[str, Path]) -> None:
    language, folder = outputs
    word = {"zh": "模拟数据", "en": "SYNTHETIC"}[language]
    with zipfile.ZipFile(folder / "chapter.docx") as document:
        headers = [name for name in document.namelist() if name.startswith("word/header")]
        assert any(word in document.read(name).decode() for name in headers)
    for name in ("tables.xlsx", "cleaning_log.xlsx"):
        for sheet in openpyxl.load_workbook(folder / name).worksheets:
            assert any(word in str(cell.value) for row in sheet.iter_rows() for cell in row), sheet.title


def test_english_output_holds_no_chinese(outputs: tuple[str, Path]) -> None:
    language, folder = outputs
    if language == "en":
        document = Document(str(folder / "chapter.docx"))
        texts = [paragraph.text for paragraph in document.paragraphs]
        texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        chinese = [text for text in texts if any("一" <= letter <= "鿿" for letter in text)]
        assert [text for text in chinese if not text.endswith((".xlsx", ".csv"))] == []


def test_no_output_says_who_or_where(outputs: tuple[str, Path]) -> None:
    _, folder = outputs
    for name in ("chapter.docx", "tables.xlsx", "cleaning_log.xlsx"):
        with zipfile.ZipFile(folder / name) as package:
            core = package.read("docProps/core.xml").decode()
            everything = " ".join(package.read(part).decode("utf-8", "ignore") for part in package.namelist())
        assert "python-docx" not in core
        assert "openpyxl" not in core
        assert str(folder.parent) not in everything


def test_the_cleaning_log_says_row_rule_value_cut_off_and_action(outputs: tuple[str, Path]) -> None:
    language, folder = outputs
    sheet = openpyxl.load_workbook(folder / "cleaning_log.xlsx").worksheets[0]
    names = ("id", "row", "label", "value", "cut_off", "action", "decided_by")
    header = [cell.value for cell in sheet[1]]
    at = {name: header.index(term(f"cleaning.column_{name}", language)) for name in names}  # type: ignore[arg-type]
    gone = term("cleaning.action_excluded", language)  # type: ignore[arg-type]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    excluded = {row[at["id"]]: row[at["decided_by"]] for row in rows if row[at["action"]] == gone}
    assert len(excluded) == 38
    assert all(excluded.values())


def test_the_workbook_holds_the_numbers_as_they_were_computed(outputs: tuple[str, Path], survey: sk.Survey) -> None:
    _, folder = outputs
    alpha = sk.reliability(survey, items=["SQ", "BR", "NPA", "SAT", "CV", "PW"]).glance()["alpha"]
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    numbers = {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert set(np.asarray(alpha)) <= numbers
