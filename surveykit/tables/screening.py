"""What each rule of screening finds, and how many independent signs respondents carry."""

from __future__ import annotations

import math

from surveykit.analyze.screening import ScreeningResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_level, format_limit
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Cell, Row, Table
from surveykit.core.terms import term, topics
from surveykit.tables.cells import DASH, EMPTY, head, number, stub, text
from surveykit.tables.words import sentence

AS_SHARE = ("duplicate", "incomplete", "total_time")
"""Rules whose cut-off is a share."""


def lay_out(result: ScreeningResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The rules, and the respondents by number of families that flag them."""
    look = resolve_style(style, language)
    return _rules(result, look), _agreement(result, look)


def _rules(result: ScreeningResult, style: Style) -> Table:
    found = records(result.tidy())
    notes = [note.text(style) for note in result.notes]
    if any(math.isnan(row["n"]) for row in found):
        notes.append(sentence("screening.note_before", style))
    return Table(
        name="screening",
        title=term("screening.title", style.language),
        columns=(
            stub("screening.head_rule", style, width=2.2),
            head("screening.head_family", style, width=1.2, align="left"),
            head("screening.head_cut_off", style, width=1.3),
            *(head(f"screening.head_{key}", style) for key in ("judged", "flagged", "proportion", "decisive")),
        ),
        rows=tuple(_row(result, row, style) for row in found),
        style=style,
        notes=(*notes, *not_run_notes(result, style)),
    )


def _row(result: ScreeningResult, row: Record, style: Style) -> Row:
    numbers: tuple[tuple[str, Kind], ...] = (("n", "count"), ("n_flagged", "count"), ("proportion", "percent"))
    return Row(
        (
            text(result.labels[row["rule"]].within(style.language)),
            text(family_words(row["family"], style)),
            _cut_off(row, style),
            *(_known(row[name], kind) for name, kind in numbers),
            number(row["n_decisive"], "count"),
        )
    )


def _known(value: float, kind: Kind) -> Cell:
    """A number; a dash where it is not known."""
    if math.isnan(value):
        return DASH
    return number(int(value) if kind == "count" else value, kind)


def _cut_off(row: Record, style: Style) -> Cell:
    """The cut-off in words; empty for rules that have none."""
    if math.isnan(row["cut_off"]):
        return EMPTY
    if row["rule"] == "mahalanobis":
        shown = format_level(row["cut_off"], style)
    else:
        shown = format_limit(row["cut_off"], "percent" if row["rule"] in AS_SHARE else "number", style)
    return text(term(f"screening.cut_{row['rule']}", style.language, x=shown))


def family_words(family: str, style: Style) -> str:
    """A family of rules in words; one of the user's own as it is."""
    key = f"family_{family}"
    return term(f"screening.{key}", style.language) if key in topics()["screening"] else family


def not_run_notes(result: ScreeningResult, style: Style) -> tuple[str, ...]:
    """The rules that could not be applied, each with what it lacks; nothing where all were."""
    lacking = [
        term(
            "screening.not_run",
            style.language,
            rule=result.labels[one.rule].within(style.language),
            why=term(f"screening.lacking_{one.lacking}", style.language),
        )
        for one in result.not_run
    ]
    separator = term("prose.clause_separator", style.language)
    return (sentence("screening.note_not_run", style, rules=separator.join(lacking)),) if lacking else ()


def _agreement(result: ScreeningResult, style: Style) -> Table:
    rows = [
        Row((number(row["n_families"], "count"), number(row["n"], "count"), number(row["proportion"], "percent")))
        for row in records(result.agreement)
    ]
    return Table(
        name="screening_agreement",
        title=term("screening.title_agreement", style.language),
        columns=(
            stub("screening.head_families", style, width=1.4),
            head("screening.head_n", style),
            head("screening.head_share", style),
        ),
        rows=tuple(rows),
        style=style,
    )
