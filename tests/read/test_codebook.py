"""Codebook files: both forms come back as they were written, and a bad one is answered with every problem at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from surveykit.core.codebook import Codebook
from surveykit.errors import CodebookError, ReadError, WriteError
from surveykit.read.codebook import read_codebook, write_codebook
from surveykit.read.survey import read_survey

FULL = Codebook.model_validate(
    {
        "title": {"zh": "研究", "en": ""},
        "notice": "SYNTHETIC",
        "variables": [
            {
                "name": "sex",
                "values": {2: "女", 1: {"zh": "男", "en": "=cmd()"}},
                "reference": 1,
                "source": ["1、性别", "a\nb\\n"],
            },
            {"name": "age", "kind": "numeric", "low": 0.1, "high": 98, "missing": {99: "refused", -9: "blank"}},
            {"name": "phone", "kind": "text", "personal": True, "label": "no"},
            {"name": "postcode", "kind": "text", "label": {"zh": "010010", "en": "12:30"}},
            {"name": "T1", "kind": "ordinal", "values": {1: "低", 2: "高"}},
            {"name": "T2", "kind": "ordinal", "values": {1: "低", 2: "高"}, "label": "1e5"},
            {"name": "m1", "label": "true"},
            {"name": "m2"},
            {"name": "a, b、c"},
        ],
        "sets": [
            {"name": "acts", "members": ["m1", "m2"], "limit": 2, "source": "3、活动"},
            {"name": "ranks", "kind": "ranking", "members": ["m2", "a, b、c"]},
        ],
        "scales": [
            {"name": "T", "items": ["T1", "T2"], "reversed": ["T2"], "min_answered": 1, "citation": "X, 2001; Y"},
            {"name": "TT", "items": ["T1"], "dimensions": ["T"], "method": "sum"},
        ],
        "hypotheses": [
            {"id": "H1", "label": "甲", "test": "regression", "outcome": "T", "sign": "-",
             "predictors": ["sex=1", "age"]},
            {"id": "H2", "label": {"zh": "乙"}, "test": "mediation", "outcome": "T",
             "predictors": "age", "mediator": "TT"},
        ],
    }
)  # fmt: skip
BAD_YAML = """\
answers:
  yesno: {1: 是, 0: 否}
variables:
  - name: sex
    values: yesnoo
  - {name: age, kind: numerical}
  - {name: age, low: ten}
  - {name: 1x, colour: red}
scales:
  - {name: S, items: [sex, agee]}
"""


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
def test_round_trip(tmp_path: Path, suffix: str) -> None:
    path = write_codebook(FULL, tmp_path / f"book{suffix}")
    assert read_codebook(path) == FULL
    assert Codebook.read(path) == FULL


_TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cf", "Co", "Zl", "Zp"], max_codepoint=0xFFFD), max_size=12
)
# Labels of one variable differ, or are empty, also where spaces around them are taken away.
_LABELS = st.lists(_TEXT, min_size=1, max_size=4, unique_by=lambda text: text.strip() or object())
_VALUES = st.builds(
    lambda codes, labels: dict(zip(codes, labels, strict=False)),
    st.lists(st.integers(-99, 99), min_size=4, max_size=4, unique=True),
    _LABELS,
)


@given(
    labels=st.lists(_TEXT, min_size=1, max_size=4), values=_VALUES, source=st.lists(_TEXT.filter(str.strip), max_size=3)
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives_both_forms(
    tmp_path: Path, labels: list[str], values: dict[int, str], source: list[str]
) -> None:
    variables = [
        {"name": f"v{place}", "label": label, "values": values, "source": source} for place, label in enumerate(labels)
    ]
    book = Codebook.model_validate({"variables": variables})
    for suffix in (".yaml", ".xlsx"):
        path = write_codebook(book, tmp_path / f"any{suffix}", overwrite=True)
        assert read_codebook(path) == book


def test_shared_values_are_written_once_and_formulas_as_text(tmp_path: Path) -> None:
    assert write_codebook(FULL, tmp_path / "b.yaml").read_text("utf-8").count("低") == 1
    workbook = openpyxl.load_workbook(write_codebook(FULL, tmp_path / "b.xlsx"))
    assert workbook.sheetnames == ["variables", "values", "scales"]
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=cmd()"] == ["s"]
    assert not workbook.properties.creator


def test_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    path = write_codebook(FULL, tmp_path / "b.yaml")
    with pytest.raises(WriteError, match="overwrite=True"):
        write_codebook(FULL, path)
    with pytest.raises(CodebookError, match=r"\.yaml or \.xlsx"):
        write_codebook(FULL, tmp_path / "b.csv")


def test_every_problem_of_a_yaml_is_listed_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(BAD_YAML, "utf-8")
    with pytest.raises(CodebookError) as caught:
        read_codebook(path)
    message = str(caught.value)
    for part in (
        "variables, entry 1 (sex) → values, line 5: there is no answer set 'yesnoo'",
        "variables, entry 2 (age) → kind, line 6: 'numerical' is not known; use one of 'nominal'",
        "variables, entry 3 (age) → name, line 7: 'age' is used twice",
        "variables, entry 3 (age) → low, line 7: must be a number",
        "variables, entry 4 (1x) → colour, line 8: there is no such field",
        "scales, entry 1 (S) → items, line 10: 'agee' is not in the codebook. Closest: 'age'",
    ):
        assert part in message


def test_every_problem_of_a_workbook_is_listed_with_sheet_row_and_field(
    tmp_path: Path, save_sheets: Callable[..., Path]
) -> None:
    path = save_sheets(
        variables=[
            ["name", "kind", "values", "missing", "personal", "low"],
            ["sex", "nominal", "yesno", "9=refused;x", "maybe", None],
            ["age", "number", None, "9=tired", None, "ten"],
        ],
        values=[["set", "code", "label_zh"], ["yesno", 1, "是"], ["yesno", 1, "否"], ["yesno", "a", "否"]],
        scales=[["kind", "name", "members"], ["scale", "S", "sex, agee"], ["skale", "T", "sex"]],
    )
    with pytest.raises(CodebookError) as caught:
        read_codebook(path)
    message = str(caught.value)
    for part in (
        "sheet 'variables' row 2, field 'missing': 'x' is not like 9=refused",
        "sheet 'variables' row 2, field 'personal': must be true or false",
        "sheet 'variables' row 3, field 'kind': 'number' is not known; use one of",
        "sheet 'variables' row 3, field 'missing' → 9: 'tired' is not known",
        "sheet 'variables' row 3, field 'low': must be a number",
        "sheet 'values' row 3, field 'code': 1 is in the set 'yesno' twice",
        "sheet 'values' row 4, field 'code'",
        "sheet 'scales' row 2, field 'members': 'agee' is not in the codebook",
        "sheet 'scales' row 3, field 'kind': 'skale' is not known. Closest: 'scale'",
    ):
        assert part in message


@pytest.fixture
def save_sheets(tmp_path: Path) -> Callable[..., Path]:
    def save(**sheets: Sequence[Sequence[object]]) -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.worksheets[0])
        for name, rows in sheets.items():
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        workbook.save(tmp_path / "edited.xlsx")
        return tmp_path / "edited.xlsx"

    return save


def test_people_may_separate_members_as_they_like(save_sheets: Callable[..., Path]) -> None:
    path = save_sheets(
        variables=[["name"], ["a"], ["b"], ["c"]],
        scales=[["kind", "name", "members"], ["scale", "S", "a、b，c"]],
    )
    assert read_codebook(path).scale("S").items == ("a", "b", "c")


def test_plain_words_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    words = ("no", "010", "12:30", "2025-01-02", "1_000", "0x1F", "NULL")
    path.write_text("variables:\n" + "".join(f"- {{name: v{n}, label: {w}}}\n" for n, w in enumerate(words)), "utf-8")
    assert tuple(variable.label.zh for variable in read_codebook(path).variables) == words


SCALE = "variables: [{name: a}]\nscales: [{name: s, %s}]"
TWINS = """\
hypotheses:
- {id: H1, label: a, test: paired, outcome: a, predictors: b}
- {id: H1, label: b, test: paired, outcome: b, predictors: a}
"""
VARIABLE = "variables:\n- {name: a}\n- {name: q, %s}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: 5", "title, line 1: must be text; put it in quotation marks"),
        (VARIABLE % "source: 5", r"variables, entry 2 \(q\) → source, line 3: must be text or a list of texts"),
        (VARIABLE % "label: 5", r"entry 2 \(q\) → label, line 3: must be text; put it in quotation marks, or give zh:"),
        (VARIABLE % "values: {1: 5}", r"entry 2 \(q\) → values → 1, line 3: must be text"),
        (VARIABLE % "values: {1: 是, 2: 是}", r"→ values, line 3: codes \[1, 2\] share the label '是'; give each"),
        (VARIABLE % "values: {1: {zh: 是, en: Y}, 2: {zh: 否, en: Y}}", r"codes \[1, 2\] share the label 'Y'"),
        (VARIABLE % "missing: {NA: blank}", "→ missing → NA, line 3: is no code; .* Empty the cells"),
        (VARIABLE % "values: {A: 是}", "→ values → A, line 3: is no code; codes are whole numbers, such as 99$"),
        (VARIABLE % "low: .nan", "→ low, line 3: must be a number"),
        (VARIABLE % "low: nan", "→ low, line 3: must be a finite number"),
        (VARIABLE % "high: inf", "→ high, line 3: must be a finite number"),
        (SCALE % "items: [a], min_answered: 0", r"scales, entry 1 \(s\) → min_answered, line 2: must be at least 1$"),
        (SCALE % "items: a", r"scales, entry 1 \(s\) → items.*must be a list, as in"),
        ("variables: [{name: a}]\nsets: [{name: s, members: [a]}]", "needs 2 or more entries"),
        ("variables: [{label: a}]", "variables, entry 1, line 1 → name: is missing; add it"),
        ("variables: [a]", "variables, entry 1, line 1: must have named fields"),
        ("title: {zh: a}\ntitle: b", "line 2: the field 'title' is given twice"),
        ("answers:\n  agre: {1: x}\n  agree: {1: x}\nvariables: [{name: a, values: agree}]",
         "answers → agre, line 2: no variable uses the answer set 'agre'; .*Closest: 'agree'"),
        (TWINS, r"hypotheses, entry 2 \(H1\) → id, line 3: 'H1' is used twice; give the hypothesis"),
    ],
)  # fmt: skip
def test_mistakes_are_answered_with_the_right_fix(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(CodebookError, match=says):
        read_codebook(path)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"variables": [{"name": "q", "values": {1: "是", 2: "是"}}]}, r"'q': codes \[1, 2\] share the label '是'"),
        ({"variables": [{"name": "q", "high": float("inf")}]}, "finite"),
        ({"hypotheses": FULL.hypotheses[:1] * 2}, r"hypotheses \['H1'\] are there twice"),
    ],
)
def test_the_same_mistakes_in_python(parts: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Codebook.model_validate(parts)


def test_answer_set_of_a_workbook_that_no_variable_uses(save_sheets: Callable[..., Path]) -> None:
    path = save_sheets(
        variables=[["name", "values"], ["q", "agree"]],
        values=[["set", "code", "label_zh"], ["agree", 1, "低"], ["agre", 2, "高"]],
    )
    with pytest.raises(CodebookError, match=r"sheet 'values' row 3, field 'set': no variable uses .* 'agre'"):
        read_codebook(path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: a\ntitle: b\n", "line 2: the field 'title' is given twice"),
        ("variables: [{name: a, values: {1: x, '1': y}}]", "given twice"),
        ("a: &x [1]\nb: *x\n", "line 1: anchors and aliases"),
        ("title: !!python/object/apply:os.system ['true']", "line 1: the tag"),
        ("title: " + "[" * 40 + "]" * 40, "nested too deeply"),
        ("variables: [\n", "line 2"),
        ("- a\n", "must begin with fields"),
        ("--- {title: a}\n--- {title: b}\n", "2 documents"),
        ("title: {zh: 1.5}", "must be text"),
        ("variabels: []", "Closest: 'variables'"),
    ],
)
def test_yaml_that_is_not_read(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(CodebookError, match=says):
        read_codebook(path)


def test_no_codebook(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no codebook"):
        read_codebook(tmp_path / "none.yaml")
    (tmp_path / "b.txt").write_text("x")
    with pytest.raises(CodebookError, match="neither"):
        read_codebook(tmp_path / "b.txt")


def test_the_codebook_of_the_guide_can_be_read(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")
    block = guide.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "codebook.yaml").write_text(block, encoding="utf-8")
    codebook = Codebook.read(tmp_path / "codebook.yaml")
    assert codebook.scale("SQ").reversed == ("SQ3",)
    assert codebook.hypotheses[0].predictors == ("SQ",)


@pytest.mark.parametrize(
    "name", ["spss/sample_missing.sav", "spss/sample.zsav", "spss/pyreadstat_mrsets.sav", "stata/sample.dta"]
)
def test_a_statistics_file_describes_its_own_variables(name: str) -> None:
    path = Path(__file__).parents[1] / "data" / name
    codebook = Codebook.read(path)
    alone = read_survey(path)
    assert codebook.variables == alone.codebook.variables
    assert {group.name: group for group in codebook.sets} == {group.name: group for group in alone.codebook.sets}
    described = read_survey(path, codebook=codebook)
    assert described.data.equals(alone.data)
    assert described.missing_reasons.equals(alone.missing_reasons)


def test_a_damaged_statistics_file_is_refused_as_a_codebook(tmp_path: Path) -> None:
    content = (Path(__file__).parents[1] / "data" / "spss" / "sample.sav").read_bytes()
    (tmp_path / "cut.sav").write_bytes(content[:200])
    with pytest.raises(ReadError, match=r"cut\.sav is not read, because"):
        Codebook.read(tmp_path / "cut.sav")


def _edited(folder: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    """A small codebook as a workbook, changed as a person changes it in Excel."""
    agree = {1: "低", 2: "中", 3: "高"}
    book = Codebook.model_validate(
        {
            "variables": [
                {"name": "sex", "label": "性别", "values": {1: "男", 2: "女"}, "missing": {9: "refused"}},
                *({"name": name, "kind": "ordinal", "values": agree} for name in ("q1", "q2", "q3")),
            ],
            "scales": [{"name": "trust", "items": ["q1", "q2"], "reversed": ["q2"]}],
        }
    )
    path = book.write(folder / "book.xlsx")
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)
    return path


def _whole_numbers_as_text(workbook: openpyxl.Workbook) -> None:
    for row in workbook["values"].iter_rows(min_row=2, min_col=2, max_col=2):
        row[0].value = f"{row[0].value}.0"


def _words_in_capitals(workbook: openpyxl.Workbook) -> None:
    workbook["variables"]["D3"].value = "Ordinal "


def _words_in_chinese(workbook: openpyxl.Workbook) -> None:
    workbook["variables"]["D3"].value, workbook["variables"]["F2"].value = "有序", "9=拒答"
    workbook["variables"]["J3"].value = "否"
    workbook["scales"]["A2"].value = "量表"


def _sheet_with_a_blank(workbook: openpyxl.Workbook) -> None:
    workbook["variables"].title = "Variables "


def _full_width_sign(workbook: openpyxl.Workbook) -> None:
    workbook["variables"]["F2"].value = "9：refused；"


def _own_notes(workbook: openpyxl.Workbook) -> None:
    for name, header in (("variables", "# asked the supervisor"), ("values", "备注"), ("scales", "Notes")):
        column = workbook[name].max_column + 1
        workbook[name].cell(1, column).value = header
        workbook[name].cell(2, column).value = "see chapter 3"


def _blank_rows(workbook: openpyxl.Workbook) -> None:
    for name in ("variables", "values", "scales"):
        workbook[name].insert_rows(3, 2)


@pytest.mark.parametrize(
    "change",
    [
        _whole_numbers_as_text,
        _words_in_capitals,
        _words_in_chinese,
        _sheet_with_a_blank,
        _full_width_sign,
        _own_notes,
        _blank_rows,
    ],
)
def test_what_excel_and_people_do_to_a_workbook_changes_nothing(
    tmp_path: Path, change: Callable[[openpyxl.Workbook], None]
) -> None:
    (tmp_path / "plain").mkdir()
    plain = read_codebook(_edited(tmp_path / "plain", lambda _: None))
    assert read_codebook(_edited(tmp_path, change)) == plain


def _unknown_column(workbook: openpyxl.Workbook) -> None:
    workbook["variables"].cell(1, workbook["variables"].max_column + 1).value = "remark"
    workbook["variables"].cell(2, workbook["variables"].max_column).value = "x"


def _column_without_header(workbook: openpyxl.Workbook) -> None:
    workbook["variables"].cell(2, workbook["variables"].max_column + 1).value = "x"


def _label_as_date(workbook: openpyxl.Workbook) -> None:
    workbook["values"]["C2"].value = dt.datetime(2025, 1, 2)


def _other_sheet_name(workbook: openpyxl.Workbook) -> None:
    workbook["variables"].title = "变量"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_unknown_column, r"sheet 'variables': there is no field 'remark'.*begins with #"),
        (_label_as_date, r"sheet 'values', cell C2: Excel has made a date of what was typed; format the cell as text"),
        (_column_without_header, r"no header.*sheet 'variables'"),
        (_other_sheet_name, r"has no sheet 'variables'.*give them these names"),
    ],
)
def test_other_changes_of_a_workbook_are_named_with_their_place(
    tmp_path: Path, change: Callable[[openpyxl.Workbook], None], says: str
) -> None:
    with pytest.raises((CodebookError, ReadError), match=says):
        read_codebook(_edited(tmp_path, change))
