"""formr: real results and items, in JSON and in CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, CodebookError, ReadError
from surveykit.read.survey import read_survey

Save = Callable[..., Path]

FOLDER = Path(__file__).parents[1] / "data" / "formr"
RESULTS, ITEMS = FOLDER / "gods_example_results.json", FOLDER / "gods_example_items.json"


def test_real_results_are_read_whole() -> None:
    survey = read_survey(RESULTS)
    assert survey.log[0].arguments["platform"] == "formr"
    assert survey.data.index.tolist() == ["1", "2", "3", "4", "5", "6", "7", "8", "8-2", "9", "10", "11", "12", "13"]
    assert survey.data.columns.tolist() == [
        "gods", "religiousness_1", "religiousness_2R", "religiousness_3", "religiousness_4", "prefer_1", "prefer_2"
    ]  # fmt: skip
    assert survey.data.iloc[0, 1:].tolist() == [4.0, 3.0, 2.0, 3.0, 4.0, 4.0]
    assert survey.codebook.value_label("gods", survey.data["gods"].tolist()[3], "en") == "spaghetti_monster"
    assert survey.paradata["duration_seconds"].tolist()[:3] == [12.0, 3.0, 3.0]
    assert str(survey.paradata["submitted"].iloc[-1]) == "2016-02-29 10:49:52"
    assert "In rows 10 stand sessions that are further up already" in survey.log[0].told("en")


def test_real_items_are_a_codebook() -> None:
    book = Codebook.read(ITEMS)
    assert book.title.en == "example_r_package"
    assert [text.en for text in book.variable("gods").values.values()] == ["Glob", "Cthulhu", "Spaghetti Monster"]
    assert book.variable("religiousness_1").values[4].en == "strongly agree"
    assert book.variable("prefer_1").kind == "numeric"
    assert book.label("prefer_1", "en").endswith("(nope – very much so)")


def test_real_results_that_real_items_do_not_know_are_named() -> None:
    with pytest.raises(AnswerError, match=r"4 answers are not in .*:\n  rows 3, 4, 9, 12, religiousness_2R: '5"):
        read_survey(RESULTS, codebook=ITEMS)


def test_items_and_a_codebook_of_ones_own_go_together() -> None:
    book = Codebook.model_validate(
        {"variables": [{"name": "religiousness_2R", "kind": "numeric", "low": 1, "high": 5}]}
    )
    survey = read_survey((RESULTS, ITEMS), codebook=book)
    assert survey.data["gods"].tolist()[:4] == [2.0, 1.0, 1.0, 3.0]
    assert survey.codebook.value_label("gods", 2, "en") == "Cthulhu"
    assert survey.data["religiousness_2R"].tolist()[:3] == [3.0, 5.0, 5.0]
    assert survey.codebook.variable("prefer_2").kind == "numeric"
    assert survey.log[0].cases.empty


def test_results_as_csv_say_the_same(tmp_path: Path) -> None:
    records = json.loads(RESULTS.read_text("utf-8"))
    path = tmp_path / "results.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    assert read_survey(path).data.equals(read_survey(RESULTS).data)


def _saved(tmp_path: Path, content: object, name: str = "results.json") -> Path:
    (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    return tmp_path / name


META = {"session": "s1", "created": "2025-04-11 09:00:00", "modified": "2025-04-11 09:01:00", "ended": None}


def test_several_answers_in_one_cell_are_ticks_by_the_items(tmp_path: Path) -> None:
    choices = {"1": "议事会", "2": "志愿服务", "3": "合唱团"}
    items = {"name": "s", "items": [{"name": "acts", "type": "mc_multiple", "label": "活动", "choices": choices}]}
    data = _saved(tmp_path, [{**META, "acts": "1, 3"}, {**META, "session": "s2", "acts": None}])
    survey = read_survey(data, codebook=_saved(tmp_path, items, "items.json"))
    assert survey.data.iloc[0].tolist() == [1.0, 0.0, 1.0]
    assert survey.missing_reasons.iloc[1].tolist() == ["blank"] * 3
    assert str(survey.paradata["submitted"].iloc[0]) == "2025-04-11 09:01:00"
    assert survey.log[0].cases.empty


def test_figures_and_missing_fields_stay_as_they_are(tmp_path: Path) -> None:
    data = _saved(tmp_path, [{**META, "code": "007", "n": 1.50}, {**META, "session": "s2", "n": 2, "late": True}])
    survey = read_survey(data)
    assert survey.data["code"].tolist()[0] == "007"
    assert survey.data["n"].tolist() == [1.5, 2.0]
    assert survey.data["late"].dropna().tolist() == [1.0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[{"session": "1", ', r"line 1, column \d+.*cut short"),
        ("[]", "not a list of records"),
        ("[1, 2]", "not a list of records"),
        ('[{"session": "1", "q": {"a": 1}}]', "row 2: 'q' holds records of its own"),
        ('[{"q": 1, "q": 2}]', "a record has 'q' twice"),
        ("[" * 100_000, "nests lists too deeply|cut short"),
        ('{"a": 1}', "is a JSON file, not a table"),
    ],
)
def test_json_that_is_no_table_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "results.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=says):
        read_survey(path)


def test_results_without_sessions_or_items_are_refused(save_csv: Save) -> None:
    header = ["session", "created", "modified", "ended"]
    with pytest.raises(ReadError, match="session is empty in rows 2"):
        read_survey(save_csv([[*header, "q"], ["", "", "", "", "3"]]))
    with pytest.raises(ReadError, match="has no items"):
        read_survey(save_csv([header, ["a", "2025-04-11", "", ""]]))
    with pytest.raises(ReadError, match=r"columns \['q'\] twice"):
        read_survey(save_csv([[*header, "q", "q"], ["a", "", "", "", "3", "4"]]))


def test_items_without_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="each needs a name"):
        Codebook.read(_saved(tmp_path, {"items": [{"label": "x"}]}, "items.json"))


def test_conditions_in_r_are_named_and_never_run(tmp_path: Path) -> None:
    items = {"name": "s", "items": [{"name": "q", "type": "number 1,5,1", "label": "q", "showif": "stop('x')"}]}
    survey = read_survey(_saved(tmp_path, [{**META, "q": 3}]), codebook=_saved(tmp_path, items, "items.json"))
    assert "q are asked under conditions in R, which are never run" in survey.log[0].told("en")


def test_items_alone_are_no_answers() -> None:
    with pytest.raises(ReadError, match="holds the questions of a form and no answers"):
        read_survey(ITEMS)
