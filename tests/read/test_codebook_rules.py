"""Rules in codebook files: both forms hold the same, and every mistake is answered where it stands."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import CodebookError

BOOK = """
variables:
  - {name: age, kind: numeric, low: 10, high: 99, page: 1}
  - {name: years, kind: numeric, page: 1}
  - {name: visited, values: {1: {zh: 去过, en: Yes}, 2: {zh: 没去过, en: No}}, page: 部分二}
  - {name: "use, rated", values: {1: 常去, 2: 偶尔, 3: 不去}, asked_if: {visited: 1}}
  - {name: rating, kind: ordinal, low: 1, high: 5, asked_if: {visited: [1], "use, rated": [1, 2]}}
  - {name: check, kind: ordinal, low: 1, high: 5, expected: 4}
  - {name: seconds, kind: numeric, seconds_on: 1}
  - {name: poster, values: {0: 否, 1: 是}}
  - {name: wechat, values: {0: 否, 1: 是}}
  - {name: none, values: {0: 否, 1: 是}}
sets:
  - {name: channels, members: [poster, wechat, none], exclusive: none}
scales:
  - {name: S, items: [rating, check]}
rules:
  - name: years_over_age
    label: {zh: 居住年限超过年龄, en: More years of residence than of age}
    where: [{column: years, comparison: above, other: age}]
  - name: young_and_gone
    label: 年轻且没去过
    where:
      - {column: age, comparison: below, value: 16.5}
      - {column: visited, codes: [2]}
      - {column: rating, comparison: answered}
    decisive: false
    family: eligibility
screening:
  - {rule: longstring, items: [S], cut_off: 2}
  - {rule: speeding, cut_off: 2.0, decisive_below: 1.0}
  - {rule: psychsyn, min_r: 0.5}
  - {rule: attention, decisive: true}
  - {rule: mahalanobis}
"""


def saved(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "book.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def book(tmp_path: Path) -> Codebook:
    return Codebook.read(saved(tmp_path, BOOK))


def test_yaml_says_what_is_looked_for(book: Codebook) -> None:
    assert book.variable("rating").asked_if == {"visited": (1,), "use, rated": (1, 2)}
    assert book.variable("check").expected == 4
    assert (book.variable("age").page, book.variable("seconds").seconds_on) == ("1", "1")
    assert book.sets[0].exclusive == ("none",)
    assert [rule.columns for rule in book.rules] == [("years", "age"), ("age", "visited", "rating")]
    assert [(sign.rule, sign.cut_off, sign.decisive) for sign in book.screening][3:] == [
        ("attention", None, True),
        ("mahalanobis", None, None),
    ]


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
def test_both_forms_hold_the_same(book: Codebook, tmp_path: Path, suffix: str) -> None:
    path = book.write(tmp_path / f"again{suffix}")
    assert Codebook.read(path) == book


def test_the_sheet_has_a_row_per_condition_and_per_sign(book: Codebook, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(book.write(tmp_path / "book.xlsx"))["rules"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == [
        ["logic", "years_over_age", "居住年限超过年龄", "More years of residence than of age", "years", "above", "age"],
        ["logic", "young_and_gone", "年轻且没去过", "年轻且没去过", "eligibility", "no", "age", "below", 16.5],
        ["logic", "young_and_gone", "visited", "2"],
        ["logic", "young_and_gone", "rating", "answered"],
        ["screening", "longstring", "S", 2],
        ["screening", "speeding", 2, 1],
        ["screening", "psychsyn", 0.5],
        ["screening", "attention", "yes"],
        ["screening", "mahalanobis"],
    ]


def test_a_workbook_without_rules_has_three_sheets(tmp_path: Path) -> None:
    path = Codebook.model_validate({"variables": [{"name": "a"}]}).write(tmp_path / "book.xlsx")
    assert openpyxl.load_workbook(path).sheetnames == ["variables", "values", "scales"]


def edited(book: Codebook, tmp_path: Path, sheet: str, cell: str, value: object) -> Path:
    """The workbook with one cell as a person left it."""
    path = book.write(tmp_path / "book.xlsx", overwrite=True)
    opened = openpyxl.load_workbook(path)
    opened[sheet][cell] = value
    opened.save(path)
    return path


def test_what_is_typed_into_excel_is_read(book: Codebook, tmp_path: Path) -> None:
    path = edited(book, tmp_path, "rules", "I4", "1， 2")
    assert Codebook.read(path).rules[1].where[1].codes == (1, 2)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "says"),
    [
        ("rules", "A2", "logical", r"sheet 'rules' row 2, field 'kind': 'logical' is not known.*'logic'"),
        ("rules", "G2", "year", r"sheet 'rules' row 2, field 'column': 'year' is not in the codebook.*'years'"),
        ("rules", "H2", "more", r"sheet 'rules' row 2, field 'comparison': 'more' is not known; use one of 'in'"),
        ("rules", "I4", "two", r"sheet 'rules' row 4, field 'codes'.*must be"),
        ("rules", "J2", 3, r"row 2: comparison 'above' needs either a value or an other column"),
        ("rules", "B6", "long", r"sheet 'rules' row 6, field 'name': 'long' is not known; use one of 'duplicate'"),
        ("rules", "B7", "longstring", r"row 7, field 'name': 'longstring' is used twice; look for each sign once"),
        ("rules", "M6", 2.5, r"row 6: the cut_off of 'longstring' is a whole number of at least 2, not 2.5"),
        ("rules", "L6", "SS", r"row 6, field 'items': 'SS' is not in the codebook"),
        ("rules", "G6", "age", r"row 6: the fields \['column'\] mean nothing for screening rules"),
        ("variables", "N5", "visited", r"sheet 'variables' row 5, field 'asked_if': 'visited' is not like visited=1"),
        ("variables", "N5", "visit=1", r"row 5, field 'asked_if': 'visit' is not in the codebook.*'visited'"),
        ("variables", "O7", "four", r"row 7, field 'expected': must be a whole number"),
        ("scales", "Q2", "nobody", r"row 2: exclusive options \['nobody'\] are not among the members"),
    ],
)
def test_a_slip_in_excel_is_answered_with_its_place(
    book: Codebook, tmp_path: Path, sheet: str, cell: str, value: object, says: str
) -> None:
    with pytest.raises(CodebookError, match=says):
        Codebook.read(edited(book, tmp_path, sheet, cell, value))


ONE = "variables: [{name: a, kind: numeric}, {name: b, kind: numeric}]\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rules: [{name: r, where: []}]", r"rules, entry 1 \(r\) → where, line 2: needs 1 or more entries"),
        ("rules: [{name: r}]", r"rules, entry 1 \(r\), line 2 → where: is missing; add it"),
        ("rules: [{name: r, where: [{column: c, codes: 1}]}]", r"'c' is not in the codebook"),
        ("rules: [{name: r, where: [{colum: a, codes: 1}]}]", r"there is no such field.*Closest: 'column'"),
        ("rules: [{name: r, where: [{column: a}]}]", r"comparison 'in' needs codes, and nothing else; given are none"),
        ("rules: [{name: r, where: [{column: a, comparison: empty, value: 1}]}]", r"'empty' needs nothing else"),
        ("screening: [{rule: irv, cut_off: -1}]", r"the cut_off of 'irv' is a number of at least 0, not -1"),
        ("screening: [{rule: mahalanobis, cut_off: 1}]", r"is a probability between 0 and 1, not 1"),
        ("screening: [{rule: even_odd, cut_off: -1}]", r"is a correlation above -1 and at most 1, not -1"),
        ("screening: [{rule: incomplete, cut_off: 20}]", r"is a share from 0 to below 1, not 20"),
        ("screening: [{rule: irv, decisive: true}]", r"decisive means nothing for 'irv'; it belongs to attention"),
        ("screening: [{rule: even_odd, items: [a]}]", r"items means nothing for 'even_odd'"),
        ("screening: [{rule: psychsyn, min_r: 1}]", r"min_r.*: must be below 1"),
        ("screening: [{rule: irv}, {rule: irv}]", r"'irv' is used twice; look for each sign once"),
        ("screening: {irv: 1}", r"screening, line 2: must be a list, one entry each"),
    ],
)
def test_a_slip_in_yaml_is_answered(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(CodebookError, match=says):
        Codebook.read(saved(tmp_path, ONE + text))


@pytest.mark.parametrize(
    ("variable", "says"),
    [
        ("{name: a, asked_if: {a: 1}}", "names the variable itself"),
        ("{name: a, asked_if: {z: 1}}", "'z' is not in the codebook"),
        ("{name: a, asked_if: {b: often}}", "asked_if"),
        ("{name: a, values: {1: x, 2: y}, expected: 3}", r"expected 3 is not one of the codes \[1, 2\]"),
    ],
)
def test_a_slip_in_a_variable_is_answered(tmp_path: Path, variable: str, says: str) -> None:
    with pytest.raises(CodebookError, match=says):
        Codebook.read(saved(tmp_path, f"variables: [{variable}, {{name: b}}]"))


def test_a_codebook_made_in_python_is_checked_as_well() -> None:
    with pytest.raises(ValueError, match="rule 'r': 'z' is not in the codebook"):
        Codebook.model_validate(
            {"variables": [{"name": "a"}], "rules": [{"name": "r", "where": [{"column": "z", "codes": 1}]}]}
        )
    with pytest.raises(ValueError, match="screening by 'irv': 'z' is not in the codebook"):
        Codebook.model_validate({"variables": [{"name": "a"}], "screening": [{"rule": "irv", "items": ["z"]}]})
