"""How many respondents each two rules of screening flag."""

from __future__ import annotations

from surveykit.analyze.screening import ScreeningResult
from surveykit.core.codebook import Language
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, number, stub, text
from surveykit.tables.words import sentence


def lay_out(result: ScreeningResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The lower half of the matrix, rules numbered in its columns."""
    look = resolve_style(style, language)
    rules = list(result.overlap.index)
    rows = [
        Row(
            (
                text(f"{place + 1} {result.labels[rule].within(look.language)}"),
                *(number(int(result.overlap.loc[rule, other]), "count") for other in rules[: place + 1]),
                *[EMPTY] * (len(rules) - place - 1),
            )
        )
        for place, rule in enumerate(rules)
    ]
    numbered = [Column(str(place + 1)) for place in range(len(rules))]
    table = Table(
        name="screening_overlap",
        title=term("screening.title_overlap", look.language),
        columns=(stub("screening.head_rule", look, width=2.6), *numbered),
        rows=tuple(rows),
        style=look,
        notes=(sentence("screening.note_diagonal", look),),
    )
    return (table,)
