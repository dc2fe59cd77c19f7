"""A mediation in words: the paths, the indirect effects, and what is left."""

from __future__ import annotations

from surveykit.analyze.mediation import MediationResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_number
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import clauses, commas, interval, paragraph, percent, tested

CAVEATS = {
    "mediation.note_inconsistent": "mediation.prose_opposite",
    "mediation.note_unstable_total": "mediation.prose_unstable",
    "mediation.note_unstable_share": "mediation.prose_unstable",
}
"""Notes with which the share of the total effect is not told, and what is said instead."""


def tell(result: MediationResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """Paths as associations, indirect effects with their bootstrap interval, the share, and the design's limit."""
    look = resolve_style(style, language)
    rows = records(result.tidy())
    sentences = [
        _paths(result, [row for row in rows if row["path"] in ("a", "b")], "paths", look),
        _indirect(result, [row for row in rows if row["path"] == "indirect"], look),
        _paths(result, [row for row in rows if row["path"] in ("c", "c_prime")], "effects", look),
        _share(result, rows, look),
        term("mediation.prose_limit", look.language),
    ]
    return paragraph(sentences, look)


def _paths(result: MediationResult, rows: list[Record], which: str, style: Style) -> str:
    """One sentence on several paths."""
    told = clauses([_path(result, row, style) for row in rows], style)
    return term(f"mediation.prose_{which}", style.language, paths=told)


def _path(result: MediationResult, row: Record, style: Style) -> str:
    """One path: an association, or no evidence of one."""
    size = 1 - result.conf_level
    found = "absent" if not row["p_value"] < size else "positive" if row["estimate"] > 0 else "negative"
    symbol = "c′" if row["path"] == "c_prime" else str(row["path"])
    return term(
        f"mediation.prose_{found}",
        style.language,
        start=term_label(result.codebook, row["term"], style.language),
        end=result.codebook.label(row["outcome"], style.language),
        numbers=commas(tested(symbol, row, "coefficient", result.conf_level, style), style),
        path=term(f"mediation.prose_path_{row['path']}", style.language),
    )


def _indirect(result: MediationResult, rows: list[Record], style: Style) -> str:
    """Each indirect effect with its interval, and whether the interval leaves zero out."""
    told = [
        term(
            f"mediation.prose_indirect_{'found' if row['conf_low'] > 0 or row['conf_high'] < 0 else 'absent'}",
            style.language,
            mediator=result.codebook.label(row["mediator"], style.language),
            estimate=format_number(row["estimate"], "coefficient", style),
            interval=interval(row["conf_low"], row["conf_high"], "coefficient", result.conf_level, style),
        )
        for row in rows
    ]
    return term(
        "mediation.prose_indirect",
        style.language,
        n=result.counts.used,
        draws=result.spec["n_boot"],
        effects=clauses(told, style),
    )


def _share(result: MediationResult, rows: list[Record], style: Style) -> str:
    """The share of the total effect, or why it is not told."""
    caveats = [CAVEATS[note.key] for note in result.notes if note.key in CAVEATS]
    if caveats:
        return term(caveats[0], style.language)
    row = next(row for row in rows if row["path"] == "proportion_mediated")
    limits = interval(row["conf_low"], row["conf_high"], "percent", result.conf_level, style)
    return term("mediation.prose_share", style.language, share=percent(row["estimate"], style), interval=limits)
