"""Gaps by item with their reasons, and which items are missing together."""

from __future__ import annotations

from surveykit.analyze.missing_patterns import REASONS, MissingPatternsResult
from surveykit.core.codebook import Language
from surveykit.core.labels import item_label
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import DASH, SUPPRESSION_NOTE, head, stub, text, told
from surveykit.tables.words import notes_on

MOST_PATTERNS = 15
"""Patterns that have a row of their own."""

MOST_NAMES = 8
"""Items of one pattern that are named."""


def lay_out(result: MissingPatternsResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per item, and one row per pattern."""
    look = resolve_style(style, language)
    return _by_item(result, look), _by_pattern(result, look)


def _by_item(result: MissingPatternsResult, style: Style) -> Table:
    """Reasons that occur have a column; there is none where the only reason is a blank."""
    rows = records(result.tidy())
    reasons = [reason for reason in REASONS if any(row[f"n_{reason}"] != 0 for row in rows)]
    shown = [] if reasons in ([], ["blank"]) else reasons
    spanner = term("missing_patterns.spanner_reasons", style.language)
    return Table(
        name="missing_patterns",
        title=term("missing_patterns.title", style.language),
        columns=(
            stub("tables.head_item", style, width=3.0),
            head("missing_patterns.head_answered", style),
            head("missing_patterns.head_missing", style),
            head("missing_patterns.head_share", style, width=1.2),
            *(head(f"missing_patterns.reason_{reason}", style, spanner=spanner) for reason in shown),
        ),
        rows=tuple(_item(result, row, shown, style) for row in rows),
        style=style,
        notes=result.note_texts(style),
    )


def _item(result: MissingPatternsResult, row: Record, reasons: list[str], style: Style) -> Row:
    return Row(
        (
            text(item_label(result.codebook, row["item"], style.language)),
            told(row["n"], "count"),
            told(row["n_missing"], "count"),
            told(row["proportion"], "percent"),
            *(told(row[f"n_{reason}"], "count") for reason in reasons),
        )
    )


def _by_pattern(result: MissingPatternsResult, style: Style) -> Table:
    """The most frequent patterns, the others in one row, and all respondents."""
    rows = records(result.patterns)
    few = len(rows) <= MOST_PATTERNS + 1
    named, others = (rows, []) if few else (rows[:MOST_PATTERNS], rows[MOST_PATTERNS:])
    printed = [
        Row(
            (
                text(str(row["pattern"])),
                text(_gaps(result, row, style)),
                told(row["n"], "count"),
                _share(row["proportion"]),
            )
        )
        for row in named
    ]
    if others:
        label = term("missing_patterns.row_others", style.language, n=len(others))
        n, share = (sum(row[name] for row in others) for name in ("n", "proportion"))
        printed.append(Row((text(""), text(label), told(n, "count"), _share(share))))
    total = text(term("missing_patterns.row_total", style.language))
    printed.append(Row((text(""), total, told(result.counts.total, "count"), _share(1.0)), role="summary"))
    dashed = any(DASH in row.cells for row in printed)
    return Table(
        name="missing_patterns_patterns",
        title=term("missing_patterns.title_patterns", style.language),
        columns=(
            stub("missing_patterns.head_pattern", style, width=0.8),
            head("missing_patterns.head_gaps", style, width=4.0, align="left"),
            head("missing_patterns.head_respondents", style),
            head("missing_patterns.head_percent", style),
        ),
        rows=tuple(printed),
        style=style,
        notes=notes_on(
            result.notes,
            (f"missing_patterns.note_{result.spec['not_shown']}", *([SUPPRESSION_NOTE] if dashed else [])),
            style,
        ),
    )


def _gaps(result: MissingPatternsResult, row: Record, style: Style) -> str:
    """The items of a pattern by their names, and scales by their labels; the first of them where there are many."""
    book, language = result.codebook, style.language
    names = [book.label(name, language) if book.has_scale(name) else name for name in row["items"]]
    if not names:
        return term("missing_patterns.row_complete", language)
    listed = term("prose.list_separator", language).join(names[:MOST_NAMES])
    if len(names) <= MOST_NAMES:
        return listed
    return term("missing_patterns.row_many", language, items=listed, k=len(names))


def _share(share: float) -> Cell:
    return told(share, "percent")
