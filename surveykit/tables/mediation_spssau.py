"""One row per mediator with all its paths, as SPSSAU sums up a mediation.

SPSSAU's z is left out: the indirect effect is judged by its bootstrap interval, from which p is taken too. What is
concluded is about the indirect effect alone, since an effect that is not significant is no evidence that there is none.
"""

from __future__ import annotations

from surveykit.analyze.mediation import MediationResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_confidence
from surveykit.core.records import Record
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import head, merged, number, stub, text
from surveykit.tables.mediation import BETA_NOTE, covariate_note, ordered_rows, roles
from surveykit.tables.mediation_process import SHARE_NOTES
from surveykit.tables.words import notes_but, reference_note, sentence


def lay_out(result: MediationResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """Total effect, paths, indirect effect with its interval, direct effect and conclusion."""
    look = resolve_style(style, language)
    references = [reference_note(result.codebook, result.references, look)] if result.references else []
    table = Table(
        name="mediation_spssau",
        title=term("mediation.title_spssau", look.language, **roles(result, look)),
        columns=_columns(result, look),
        rows=tuple(_row(result, indirect, look) for indirect in ordered_rows(result, ("indirect",))),
        style=look,
        notes=(
            *notes_but(result.notes, (*SHARE_NOTES, BETA_NOTE), look),
            *covariate_note(result, look),
            *references,
        ),
    )
    return (table,)


def _columns(result: MediationResult, style: Style) -> tuple[Column, ...]:
    product_se, interval, p, conclusion = (
        sentence(f"mediation.note_{name}", style) for name in ("product_se", "product_interval", "p", "conclusion")
    )
    level = format_confidence(result.conf_level)
    between = Column(
        term("mediation.head_product_interval", style.language, level=level),
        width=1.6,
        note=interval,
        part_headers=(term("tables.head_low", style.language), term("tables.head_high", style.language)),
    )
    return (
        stub("mediation.head_item", style, width=2.4),
        head("mediation.head_total", style),
        head("mediation.head_a", style),
        head("mediation.head_b", style, note=sentence("mediation.note_b", style)),
        head("mediation.head_product", style),
        head("mediation.head_product_se", style, note=product_se),
        head("mediation.head_product_p", style, note=p),
        between,
        head("mediation.head_direct", style),
        head("mediation.head_conclusion", style, width=1.3, note=conclusion),
    )


def _row(result: MediationResult, indirect: Record, style: Style) -> Row:
    total, direct = (ordered_rows(result, (path,))[0] for path in ("c", "c_prime"))
    first, second = (
        next(row for row in ordered_rows(result, (path,)) if row["mediator"] == indirect["mediator"])
        for path in ("a", "b")
    )
    low, high = (number(indirect[end], "coefficient") for end in ("conf_low", "conf_high"))
    found = indirect["conf_low"] > 0 or indirect["conf_high"] < 0
    cells = (
        text(_chain(result, indirect, style)),
        *(_path(row) for row in (total, first, second)),
        number(indirect["estimate"], "coefficient"),
        number(indirect["std_error"], "std_error"),
        number(indirect["p_value"], "p"),
        merged(low, high, "interval"),
        _path(direct),
        text(term(f"mediation.conclusion_{'found' if found else 'absent'}", style.language)),
    )
    return Row(cells)


def _chain(result: MediationResult, indirect: Record, style: Style) -> str:
    """Predictor, mediator and outcome with arrows between them."""
    names = (str(result.spec["x"]), indirect["mediator"], str(result.spec["y"]))
    return " → ".join(result.codebook.label(name, style.language) for name in names)


def _path(row: Record) -> Cell:
    return number(row["estimate"], "coefficient", p=row["p_value"])
