"""Total, direct and indirect effects in the words of PROCESS, with the share of the total effect."""

from __future__ import annotations

from surveykit.analyze.mediation import MediationResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_confidence
from surveykit.core.records import Record
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, number, stub, text
from surveykit.tables.mediation import BOOTSTRAP_NOTES, covariate_note, ordered_rows, roles
from surveykit.tables.words import notes_on, run_on, sentence

EFFECTS = ("c", "c_prime", "indirect", "total_indirect")

SHARE_NOTES = ("mediation.note_inconsistent", "mediation.note_unstable")
"""Keys of the notes on the share of the total effect."""

DRAW_NOTES = tuple(key for key in BOOTSTRAP_NOTES if not key.startswith(SHARE_NOTES))


def lay_out(result: MediationResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per effect; the share of the total effect stands with the indirect effect, or with the sum of several."""
    look = resolve_style(style, language)
    rows = ordered_rows(result, EFFECTS)
    (share,) = ordered_rows(result, ("proportion_mediated",))
    table = Table(
        name="mediation_process",
        title=term("mediation.title_process", look.language, **roles(result, look)),
        columns=_columns(result, look),
        rows=tuple(_row(result, row, share if row is rows[-1] else None, look) for row in rows),
        style=look,
        notes=(
            result.notes[0].text(look),
            *notes_on(result.notes, DRAW_NOTES, look),
            *covariate_note(result, look),
        ),
    )
    return (table,)


def _columns(result: MediationResult, style: Style) -> tuple[Column, ...]:
    limits = sentence("mediation.note_boot_limits", style, level=format_confidence(result.conf_level))
    share = (sentence("mediation.note_share", style), *notes_on(result.notes, SHARE_NOTES, style))
    return (
        stub("mediation.head_effect", style, width=3.0),
        head("mediation.head_value", style),
        head("mediation.head_boot_se", style, note=sentence("mediation.note_boot_se", style)),
        head("mediation.head_boot_low", style, width=1.2, note=limits),
        head("mediation.head_boot_high", style, width=1.2, note=limits),
        head("mediation.head_share", style, width=1.2, note=run_on(share, style)),
    )


def _row(result: MediationResult, row: Record, share: Record | None, style: Style) -> Row:
    mediator = result.codebook.label(row["mediator"], style.language)
    cells = (
        text(term(f"mediation.effect_{row['path']}", style.language, mediator=mediator)),
        number(row["estimate"], "coefficient"),
        number(row["std_error"], "std_error"),
        number(row["conf_low"], "coefficient"),
        number(row["conf_high"], "coefficient"),
        EMPTY if share is None else number(share["estimate"], "percent"),
    )
    return Row(cells)
