"""XLSForms as codebooks: real ones from pyxform, and what is wrong with others."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import CodebookError, ReadError
from surveykit.read.survey import read_survey

FOLDER = Path(__file__).parents[1] / "data" / "xlsform"


def test_lists_filtered_by_another_answer_hold_each_choice_once() -> None:
    book = Codebook.read(FOLDER / "choice_filter_test.xlsx")
    assert [variable.name for variable in book.variables] == ["state", "county", "city"]
    assert [text.en for text in book.variable("county").values.values()] == ["King", "Pierce", "Cameron"]
    assert book.title.en == "cascading selects"


def test_or_other_adds_a_choice_and_a_text() -> None:
    book = Codebook.read(FOLDER / "or_other.xlsx")
    assert book.value_label("fav_color", 1, "en") == "red"
    assert book.value_label("fav_color", 6, "zh") == "其他"
    assert book.variable("fav_color_other").kind == "text"
    assert len(book.variable("fav_pastel").values) == 5


def test_a_form_in_one_csv_is_read() -> None:
    book = Codebook.read(FOLDER / "specify_other.csv")
    assert book.label("sex", "en") == "What sex are you?"
    assert [text.en for text in book.variable("sex").values.values()] == ["Male", "Female", "Other"]


def _csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_names_that_are_whole_numbers_are_the_codes(tmp_path: Path) -> None:
    file = _csv(
        tmp_path / "form.csv",
        "survey,,,",
        ",type,name,label",
        ",select_one agree,T1,信任",
        ",select_one agree,T1,再问一次",
        ",rank agree,order,排序",
        "choices,,,",
        ",list_name,name,label",
        ",agree,5,非常同意",
        ",agree,4,同意",
        ",agree,-99,拒答",
        ",agree,other,同意",
    )
    book = Codebook.read(file)
    assert {code: text.zh for code, text in book.variable("T1").values.items()} == {
        5: "非常同意", 4: "同意 (4)", -99: "拒答", 6: "同意 (other)"
    }  # fmt: skip
    assert book.has_variable("T1_v2")
    assert book.sets[0].kind == "ranking"


def test_likert_labels_are_ordinal(tmp_path: Path) -> None:
    file = _csv(
        tmp_path / "form.csv",
        "survey,,,", ",type,name,label", ",select_one sat,Q1,满意吗",
        "choices,,,", ",list_name,name,label", ",sat,a,很不满意", ",sat,b,一般", ",sat,c,很满意",
    )  # fmt: skip
    assert Codebook.read(file).variable("Q1").kind == "ordinal"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((",select_one lost,Q1,a",), "takes its choices from 'lost', but the sheet 'choices' has no such list"),
        ((), "has no questions"),
    ],
)
def test_broken_forms_say_what_to_mend(tmp_path: Path, lines: tuple[str, ...], says: str) -> None:
    file = _csv(tmp_path / "form.csv", "survey,,,", ",type,name,label", *lines)
    with pytest.raises(CodebookError, match=says):
        Codebook.read(file)


def test_the_sheets_of_a_form_below_each_other_are_no_answers() -> None:
    path = Path(__file__).parents[1] / "data" / "xlsform" / "specify_other.csv"
    assert [variable.name for variable in Codebook.read(path).variables] == ["sex", "sex_other"]
    with pytest.raises(ReadError, match="holds the questions of a form and no answers"):
        read_survey(path)
