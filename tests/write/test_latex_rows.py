"""The header and the rows of a table in LaTeX."""

from dataclasses import replace

import pytest

from surveykit.core.table import Cell, Row, Table
from surveykit.write.latex_page import sheets
from surveykit.write.latex_rows import Grid, body_lines, header_lines


def _grid(table: Table) -> Grid:
    (sheet,) = sheets(table)
    return Grid(sheet)


def _body(table: Table) -> list[str]:
    return body_lines(_grid(table), table.rows)


def test_spanners_have_a_rule_each_and_other_heads_stand_in_the_lower_row(chinese: Table) -> None:
    upper, rules, lower = header_lines(_grid(chinese))

    assert upper == r" & \multicolumn{2}{c}{模型1} & \multicolumn{2}{c}{模型2} &  \\"
    assert rules == r"\cmidrule[0.5bp](lr){2-3}\cmidrule[0.5bp](lr){4-5}"
    assert lower.startswith(r"变量 & {\textit{B}} & {\textit{SE}} &")


def test_numbers_are_lined_up_and_text_is_broken_into_lines(chinese: Table) -> None:
    columns = _grid(chinese).specification.split("%\n")

    assert [column[0] for column in columns] == [">", *"SSSSS"]
    assert columns[0].startswith(r">{\raggedright\arraybackslash}m{\dimexpr")
    assert all(r"table-column-width=\dimexpr" in column for column in columns[1:])


def test_columns_fill_the_width_of_the_text_and_no_more(chinese: Table) -> None:
    shares = _grid(chinese).sheet.shares

    assert 0.999 < sum(shares) <= 1


def test_rows_are_indented_as_deep_as_they_stand(chinese: Table) -> None:
    deeper = replace(chinese.rows[1], indent=2)

    assert _body(chinese)[1].startswith(r"\hangindent=1em\hangafter=0 “满意度” & -0.210{*} & {(}0.081{)} &")
    assert _body(replace(chinese, rows=(deeper,)))[0].startswith(r"\hangindent=2em")


def test_text_beside_numbers_stands_in_the_middle_of_its_column(chinese: Table) -> None:
    assert " & {—} &  & 0.500 &  & " in _body(chinese)[2]


def test_text_that_is_wider_than_its_column_of_numbers_is_broken_into_lines(chinese: Table) -> None:
    row = Row((chinese.rows[1].cells[0], Cell("参照组，这一行没有估计值" * 3), *chinese.rows[1].cells[2:]))

    assert (
        r" & \multicolumn{1}{>{\centering\arraybackslash}m{"
        in _body(replace(chinese, rows=(row,) * 2 + chinese.rows))[0]
    )


def test_a_long_header_is_broken_into_lines(chinese: Table) -> None:
    columns = (*chinese.columns[:-1], replace(chinese.columns[-1], header="显著性水平（双侧检验的概率）" * 2))
    lower = header_lines(_grid(replace(chinese, columns=columns)))[2]

    assert r"\multicolumn{1}{>{\raggedleft\arraybackslash}m{" in lower


def test_a_long_spanner_is_broken_into_lines(chinese: Table) -> None:
    columns = tuple(replace(column, spanner="控制变量进入以后的模型" * 6) for column in chinese.columns[1:])
    upper = header_lines(_grid(replace(chinese, columns=(chinese.columns[0], *columns))))[0]

    assert upper.startswith(r" & \multicolumn{5}{>{\centering\arraybackslash}m{")


def test_a_long_heading_is_broken_into_lines(chinese: Table) -> None:
    heading = replace(chinese.rows[0], cells=(Cell("控制变量" * 30), *chinese.rows[0].cells[1:]), indent=1)
    text = _body(replace(chinese, rows=(heading, *chinese.rows[1:])))[0]

    assert text.startswith(r"\multicolumn{6}{>{\raggedright\arraybackslash}m{")
    assert r"{\hangindent=1em\hangafter=0 控制变量" in text


def test_bold_numbers_are_bold(chinese: Table) -> None:
    plain, before = (Cell(-0.5, "coefficient", bold=True), Cell(0.5, "std_error", bold=True, parenthesised=True))
    row = Row((Cell("a"), plain, before, *chinese.rows[1].cells[3:]))
    text = _body(replace(chinese, rows=(row,)))[0]

    assert r" & \bfseries -0.500 & " in text
    assert r" & {\textbf{(0.500)}} & " in text


def test_space_stands_above_the_first_summary_row_only(chinese: Table) -> None:
    second = replace(chinese.rows[-1], cells=(Cell("F"), *chinese.rows[-1].cells[1:]))
    lines = _body(replace(chinese, rows=(*chinese.rows, second)))

    assert [line.startswith(r"\addlinespace ") for line in lines] == [False, False, False, True, False]


@pytest.mark.parametrize("start", ["*", "["])
def test_a_row_never_starts_with_an_option_of_the_row_before(chinese: Table, start: str) -> None:
    row = Row((Cell(f"{start}x"), *chinese.rows[1].cells[1:]))

    assert _body(replace(chinese, rows=(chinese.rows[1], row)))[1].startswith(f"{{}}{start}x & ")
