"""LaTeX that compiles to the same text and runs no command of the data."""

from dataclasses import replace

import pytest

from surveykit.core.table import Cell, Row, Table
from surveykit.write.latex import escape, table_latex


@pytest.mark.parametrize("sign", list("\\{}$&#%_^~<>|"))
def test_every_special_character_is_escaped(sign: str) -> None:
    assert escape(sign) != sign
    assert escape(f"社区{sign}x").startswith("社区\\")


def test_commands_in_labels_stay_text(chinese: Table) -> None:
    row = Row((Cell("\\input{/etc/passwd}"), *chinese.rows[1].cells[1:]))
    text = table_latex(replace(chinese, rows=(row,), title="\\write18{id}", notes=("100% $x$",)))

    assert "\\input" not in text
    assert "\\write18" not in text
    assert r"\textbackslash{}input\{/etc/passwd\}" in text


def test_three_rules_and_one_under_each_spanner(chinese: Table) -> None:
    text = table_latex(chinese)

    assert [text.count(rule) for rule in (r"\toprule", r"\midrule", r"\bottomrule")] == [1, 1, 1]
    assert r"\cmidrule(lr){2-3}\cmidrule(lr){4-5}" in text
    assert r"\begin{tabular}{lccccr}" in text
    assert "|" not in text.partition(r"\begin{tabular}")[2].partition("}")[0]


def test_caption_number_and_notes(chinese: Table) -> None:
    text = table_latex(chinese)

    assert r"\renewcommand{\thetable}{4-1}" in text
    assert r"\caption{参与意愿的回归分析（\textit{N}=286）}\label{tab:regression}" in text
    assert r"\item * \textit{p}\textless{}0.05，*** \textit{p}\textless{}0.001。" in text
    assert r"\thetable" not in table_latex(chinese.numbered(""))


@pytest.mark.parametrize("start", ["*", "["])
def test_a_row_never_starts_with_an_option_of_the_row_before(chinese: Table, start: str) -> None:
    row = Row((Cell(f"{start}x"), *chinese.rows[1].cells[1:]))

    assert f"\n{{}}{start}x & " in table_latex(replace(chinese, rows=(chinese.rows[1], row)))
