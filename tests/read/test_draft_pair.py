"""Pairs of downloads that somebody retyped answers in, read without a codebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from surveykit.core.survey import Survey
from surveykit.errors import ReadError
from surveykit.read.codebook import read_codebook
from surveykit.read.survey import read_survey

STUDY = Path(__file__).parents[2] / "examples" / "nanchang_workers_home"
LABELS = {1: "非常不同意", 2: "不太同意", 3: "一般", 4: "比较同意", 5: "非常同意"}
HEADER = ["序号", "提交答卷时间", "1、这里很好"]

ReadPair = Callable[..., Survey]


@pytest.fixture
def read_pair(save_csv: Callable[..., Path]) -> ReadPair:
    """Read one question from its answers by text and by index."""

    def read(text: list[str], index: list[str], *, header: str = HEADER[-1], keep: tuple[str, ...] = ()) -> Survey:
        head = [*HEADER[:2], header, "2、其他意见"]
        tables = (
            [head, *([str(row), "2025/4/19 9:03:11", cell, "好"] for row, cell in enumerate(cells, start=1))]
            for cells in (text, index)
        )
        one, other = tables
        return read_survey((save_csv(one, "text.csv"), save_csv(other, "index.csv")), keep_personal=keep)

    return read


def test_the_bundled_pair_is_drafted_and_read(tmp_path: Path) -> None:
    paths = [next(STUDY.glob(f"*{mode}*.xlsx")) for mode in ("按文本", "按序号")]
    book = read_codebook(STUDY / "codebook.yaml")
    drafted, known = read_survey(tuple(paths)), read_survey(tuple(paths), codebook=book)
    source = book.variable("SQ1").source[0]
    item = next(variable for variable in drafted.codebook.variables if source in variable.source)
    assert item.kind == "ordinal"
    assert {code: text.zh for code, text in item.values.items()} == LABELS
    assert drafted.data[item.name].tolist() == known.data["SQ1"].tolist()
    retyped = drafted.log[0].cases
    assert len(retyped) == 16
    assert {"4分", "5=非常同意", "３", "10年以上"} <= set(retyped["value"])
    again = read_survey(tuple(paths), codebook=drafted.codebook.write(tmp_path / "codebook.xlsx"))
    pd.testing.assert_frame_equal(again.data, drafted.data)


def test_a_retyped_cell_is_a_repair_whatever_its_place(read_pair: ReadPair) -> None:
    survey = read_pair(
        ["4分", "比较同意", "５=非常同意", "非常同意", "非常同意", "一般"], ["4", "4", "5", "5", "5", "3"]
    )
    assert survey.data["Q1"].tolist() == [4, 4, 5, 5, 5, 3]
    assert {code: text.zh for code, text in survey.codebook.variable("Q1").values.items()} == {
        3: "一般",
        4: "比较同意",
        5: "非常同意",
    }
    assert survey.log[0].cases[["row", "value", "action"]].values.tolist() == [
        [2, "4分", "read as 4"],
        [4, "５=非常同意", "read as 5"],
    ]


@pytest.mark.parametrize(
    ("cell", "position"), [("比较同意", "5"), ("5分", "4"), ("满意", "4"), ("4", "-2"), ("比较同意", "(空)")]
)
def test_a_cell_that_means_something_else_is_refused(read_pair: ReadPair, cell: str, position: str) -> None:
    text, index = ["比较同意", "比较同意", "非常同意", "非常同意", cell], ["4", "4", "5", "5", position]
    with pytest.raises(ReadError) as caught:
        read_pair(text, index)
    assert f"row 6: {cell!r} by text, {position!r} by index. Download" in str(caught.value)


def test_a_label_of_two_positions_stays_with_the_one_that_most_rows_give(read_pair: ReadPair) -> None:
    with pytest.raises(ReadError, match=r"in row 5: '非常同意' by text, '4' by index\. Download"):
        read_pair(["非常同意", "非常同意", "一般", "非常同意"], ["5", "5", "3", "4"])


def test_figures_are_amounts_though_one_was_retyped(read_pair: ReadPair) -> None:
    survey = read_pair(["3分", "3", "3", "7"], ["3", "3", "3", "7"])
    assert survey.codebook.variable("Q1").kind == "numeric"
    assert survey.data["Q1"].tolist() == [3, 3, 3, 7]
    assert survey.log[0].cases["value"].tolist() == ["3分"]
    ages = [str(age) for age in range(20, 45)]
    survey = read_pair([*ages[:-1], "44岁"], ages)
    assert survey.codebook.variable("Q1").kind == "numeric"
    assert survey.data["Q1"].tolist()[-1] == 44


def test_options_that_look_like_figures_keep_their_labels(read_pair: ReadPair) -> None:
    survey = read_pair(["1", "2", "3", "4人以上"], ["1", "2", "3", "4"])
    assert {code: text.zh for code, text in survey.codebook.variable("Q1").values.items()}[4] == "4人以上"


def test_cells_of_personal_columns_are_withheld(read_pair: ReadPair) -> None:
    header = "1、您的姓名"
    with pytest.raises(ReadError, match=r"in row 4\. Download") as caught:
        read_pair(["王小明", "王小明", "李小红"], ["1", "1", "1"], header=header, keep=(header,))
    assert "小" not in str(caught.value)


def test_retyped_cells_do_not_hide_the_ladder_of_a_text_download() -> None:
    survey = read_survey(next(STUDY.glob("*按文本*.xlsx")))
    satisfied = survey.codebook.variable("Q24_1")
    assert satisfied.kind == "ordinal"
    assert {code: text.zh for code, text in satisfied.values.items()} == LABELS


def test_bands_of_a_pair_are_ordered(read_pair: ReadPair) -> None:
    survey = read_pair(["18-25岁", "18岁以下", "26-35岁"], ["2", "1", "3"])
    assert survey.codebook.variable("Q1").kind == "ordinal"


def test_what_is_one_column_by_index_is_no_list_by_text(read_pair: ReadPair) -> None:
    survey = read_pair(["楼上┋楼下", "楼上", "楼下", "楼上"] * 3, ["3", "1", "2", "1"] * 3)
    assert survey.codebook.sets == ()
    assert [text.zh for text in survey.codebook.variable("Q1").values.values()] == ["楼上", "楼下", "楼上┋楼下"]
