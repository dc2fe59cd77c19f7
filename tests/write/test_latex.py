"""Tables in LaTeX: the right environment for each, and no command of the data in it."""

import re
from dataclasses import replace

import pytest

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.latex import table_latex, table_lines


def _rows(table: Table, count: int) -> Table:
    """The table with its second row so many times."""
    return replace(table, rows=(table.rows[1],) * count)


def _columns(count: int) -> Table:
    """A table of so many columns of correlations."""
    columns = (Column("Item"), *(Column(str(place)) for place in range(count)))
    row = Row((Cell("a"), *(Cell(-0.25, "correlation", p=0.001) for _ in range(count))))
    notes = ("N = 286.",)
    style = replace(PRESETS["apa7"], landscape_from=10)
    return Table(name="wide", title="Wide", columns=columns, rows=(row,), style=style, number="4-2", notes=notes)


def test_commands_in_labels_stay_text(chinese: Table) -> None:
    row = Row((Cell("\\input{/etc/passwd}"), *chinese.rows[1].cells[1:]))
    text = table_latex(replace(chinese, rows=(row,), title="\\write18{id}", notes=("100% $x$",)))

    assert "\\input" not in text
    assert "\\write18" not in text
    assert r"\textbackslash{}input\{/etc/passwd\}" in text


def test_three_rules_in_the_weights_of_the_style(chinese: Table) -> None:
    rules = re.findall(r"\\(\w+)rule\[(.*?)\]", table_latex(chinese))

    assert rules == [("top", "1.5bp"), ("cmid", "0.5bp"), ("cmid", "0.5bp"), ("mid", "0.75bp"), ("bottom", "1.5bp")]


def test_no_vertical_rules(chinese: Table) -> None:
    assert "|" not in table_latex(chinese).partition(r"\begin{tabular}")[2].partition(r"\toprule")[0]


def test_a_numbered_table_has_its_number_and_another_is_counted_by_latex(chinese: Table) -> None:
    assert r"\renewcommand{\thetable}{4-1}" in table_latex(chinese)
    assert r"\thetable" not in table_latex(chinese.numbered(""))
    assert r"\caption{参与意愿的回归分析（\textit{N}=286）}\label{tab:regression}" in table_latex(chinese)


def test_in_a_document_nothing_is_said_of_the_number(chinese: Table) -> None:
    counted, plain = (
        "\n".join(table_lines(chinese, counting="counted")),
        "\n".join(table_lines(chinese, counting="plain")),
    )

    assert r"\thetable" not in counted + plain
    assert r"\caption{" in counted
    assert r"\caption*{" in plain
    assert r"\label" not in plain


def test_a_table_without_number_and_title_has_no_caption(chinese: Table) -> None:
    assert r"\caption" not in "\n".join(table_lines(replace(chinese, number="", title=""), counting="plain"))


def test_a_table_without_number_and_title_stays_where_it_is(chinese: Table) -> None:
    text = table_latex(replace(chinese, number="", title=""))

    assert r"\begin{table}" not in text
    assert r"\begin{center}" in text


def test_title_in_the_other_language_stands_on_a_second_line(chinese: Table) -> None:
    style = replace(chinese.style, bilingual=True)
    text = table_latex(replace(chinese, style=style, second_title="Regression & More"))

    assert r"\caption[{参与意愿的回归分析（\textit{N}=286）}]{" in text
    assert r"\\{}Table 4-1  Regression \& More}\label{tab:regression}" in text
    assert r"\captionsetup{singlelinecheck=false,justification=centering}" in text
    assert "{array,booktabs,siunitx,caption}" in text.splitlines()[0]


def test_notes_hang_behind_their_label(chinese: Table) -> None:
    text = table_latex(chinese)

    assert r"\hangindent=2em\hangafter=1 {}注：1. \textit{N}=286，无缺失值。\par" in text
    assert r"\hangindent=2em\hangafter=0 {}* \textit{p}\textless{}0.05，*** \textit{p}\textless{}0.001。\par" in text


def test_unit_stands_at_the_right_above_the_top_rule(chinese: Table) -> None:
    above, _, _ = table_latex(replace(chinese, unit="人")).partition(r"\toprule")

    assert above.endswith("人} \\\\\n")


def test_a_long_table_is_continued_under_its_label(chinese: Table) -> None:
    text = table_latex(_rows(chinese, 60))
    first, second, _ = re.split(r"\\endfirsthead|\\endhead", text)

    assert r"\begin{longtable}" in first
    assert r"\caption{" in first
    assert r"\caption" not in second
    assert "续表4-1" in second
    assert second.count(r"\toprule") == 1


@pytest.mark.parametrize(
    ("continuation", "shown"),
    [
        ("label and title", r"\centering\arraybackslash}p{\linewidth}@{}}{"),
        ("label at right", r"\raggedleft\arraybackslash}p{\linewidth}@{}}{"),
    ],
)
def test_label_of_a_continued_table_stands_where_the_style_wants_it(
    chinese: Table, continuation: str, shown: str
) -> None:
    style = replace(chinese.style, continuation=continuation)
    later = table_latex(replace(_rows(chinese, 60), style=style)).partition(r"\endfirsthead")[2]

    assert shown in later.partition("续表4-1")[0]
    assert ("参与意愿" in later.partition(r"\toprule")[0]) == (continuation == "label and title")


def test_the_end_of_a_long_table_stays_with_its_notes(chinese: Table) -> None:
    body = table_latex(_rows(chinese, 60)).partition("\\endlastfoot\n")[2].splitlines()
    end = body.index(r"\end{longtable}")
    notes = [line for line in body[:end] if r"\hangindent=2em" in line]

    assert [line.endswith(r"\\*") for line in body[56:60]] == [False, True, True, True]
    assert body[60].startswith(r"\noalign{\nobreak\vskip\aboverulesep\hrule height1.5bp")
    assert [line.endswith(r"\\*") for line in notes] == [True] * (len(notes) - 1) + [False]


def test_rows_of_great_height_make_a_table_long(chinese: Table) -> None:
    row = replace(chinese.rows[1], cells=(Cell("满意度" * 60), *chinese.rows[1].cells[1:]))

    assert r"\begin{longtable}" in table_latex(replace(chinese, rows=(row,) * 12))
    assert r"\begin{longtable}" not in table_latex(_rows(chinese, 12))


def test_parts_stand_on_pages_of_their_own(chinese: Table) -> None:
    text = table_latex(_rows(chinese, 9).split(4))

    assert r"\begin{longtable}" in text
    assert [part.count("满意度") for part in text.partition(r"\endlastfoot")[2].split(r"\newpage")] == [4, 4, 1]


def test_a_heading_stays_with_the_row_below(chinese: Table) -> None:
    assert r"{控制变量} \\*" in table_latex(chinese)


def test_many_columns_turn_the_page() -> None:
    assert r"\begin{sidewaystable}" in table_latex(_columns(10))
    assert r"\begin{sidewaystable}" not in table_latex(_columns(10).turned("portrait"))
    assert r"\begin{sidewaystable}" in table_latex(_columns(3).turned("landscape"))


def test_what_is_long_and_turned_runs_over_turned_pages() -> None:
    text = table_latex(replace(_columns(10), rows=_columns(10).rows * 60))

    assert text.index(r"\begin{landscape}") < text.index(r"\begin{longtable}")
    assert text.index(r"\end{longtable}") < text.index(r"\end{landscape}")


def test_forty_columns_come_in_parts_with_one_caption_and_the_label_of_the_continued_table() -> None:
    text = table_latex(_columns(40))

    assert text.count(r"\begin{sidewaystable}") == text.count(r"\end{sidewaystable}") > 1
    assert text.count(r"\caption{") == 1
    assert text.count("Table 4-2 (continued)") == text.count(r"\begin{sidewaystable}") - 1
    assert text.count("286") == 1


def test_the_first_line_names_the_packages_that_the_table_needs(chinese: Table, english: Table) -> None:
    long = table_latex(_rows(chinese, 60)).splitlines()[0]

    assert "{array,booktabs,siunitx}" in table_latex(chinese).splitlines()[0]
    assert "{array,booktabs,siunitx,longtable}" in long
    assert "{array,booktabs,siunitx,rotating}" in table_latex(_columns(10)).splitlines()[0]
    assert r"\usepackage{ctex}" in long
    assert "ctex" not in table_latex(english)


def test_a_command_for_rare_characters_is_defined_where_it_is_used(chinese: Table) -> None:
    emoji = table_latex(chinese.retitle("😀"))

    assert emoji.index(r"\def\unicodesign") < emoji.index(r"\unicodesign{1F600}")
    assert r"\unicodesign" not in table_latex(chinese)
