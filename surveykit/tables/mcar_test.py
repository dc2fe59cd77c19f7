"""Little's test, and the estimates it rests on."""

from __future__ import annotations

from surveykit.analyze.mcar_test import McarTestResult
from surveykit.core.codebook import Language
from surveykit.core.labels import item_label
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import head, number, stub, text


def lay_out(result: McarTestResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The test in one row, and one row per item."""
    look = resolve_style(style, language)
    return _test(result, look), _items(result, look)


def _test(result: McarTestResult, style: Style) -> Table:
    overall = records(result.glance())[0]
    return Table(
        name="mcar_test",
        title=term("mcar_test.title", style.language),
        columns=(
            stub("mcar_test.head_respondents", style, width=1.0),
            head("mcar_test.head_items", style),
            head("mcar_test.head_missing", style),
            head("mcar_test.head_patterns", style, width=1.2),
            head("mcar_test.head_chi_square", style, width=1.2),
            head("mcar_test.head_df", style),
            head("tables.head_p", style),
        ),
        rows=(
            Row(
                (
                    number(overall["n"], "count"),
                    number(overall["k"], "count"),
                    number(overall["n_missing"], "count"),
                    number(overall["n_patterns"], "count"),
                    number(overall["statistic"], "statistic"),
                    number(overall["df"], "df"),
                    number(overall["p_value"], "p"),
                )
            ),
        ),
        style=style,
        notes=result.note_texts(style),
    )


def _items(result: McarTestResult, style: Style) -> Table:
    rows = [
        Row(
            (
                text(item_label(result.codebook, row["item"], style.language)),
                number(row["n"], "count"),
                number(row["n_missing"], "count"),
                number(row["mean"], "mean"),
                number(row["sd"], "sd"),
            )
        )
        for row in records(result.tidy())
    ]
    return Table(
        name="mcar_test_items",
        title=term("mcar_test.title_items", style.language),
        columns=(
            stub("tables.head_item", style, width=3.0),
            head("mcar_test.head_answered", style),
            head("mcar_test.head_gaps", style),
            head("tables.head_mean", style),
            head("tables.head_sd", style),
        ),
        rows=tuple(rows),
        style=style,
    )
