"""A mediation in words: the paths, the indirect effects, and what is left."""

from __future__ import annotations

from surveykit.analyze.mediation import MediationResult
from surveykit.core.codebook import Language
from surveykit.core.format import format_confidence, format_number
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import (
    asked,
    clauses,
    commas,
    count,
    equals,
    interval,
    level_words,
    listed,
    missing_words,
    p_words,
    paragraph,
    percent,
    significance,
    tested,
)

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
        *_covariates(result, look),
        _paths(result, [row for row in rows if row["path"] in ("a", "b")], "paths", look),
        _indirect(result, [row for row in rows if row["path"] in _effects(result)], look),
        _paths(result, [row for row in rows if row["path"] in ("c", "c_prime")], "effects", look),
        _share(result, rows, look),
        *([_type(result, rows, look)] if wording.mediation_type else []),
        *level_words(result, look),
        term("mediation.prose_limit", look.language),
    ]
    return paragraph(sentences, look)


def methods(result: MediationResult, style: Style) -> list[str]:
    """Estimator, kind of interval with draws and seed, covariates and missing answers."""
    spec, language = result.spec, style.language
    lead = term(
        f"mediation.methods_{'parallel' if len(asked(result, 'm')) > 1 else 'simple'}",
        language,
        level=format_confidence(result.conf_level),
        interval=term(f"mediation.methods_{spec['interval']}", language),
        draws=count(_draws(result), style),
        seed=spec["seed"],
    )
    return [clauses(filter(None, (lead, missing_words(result, style))), style)]


def _covariates(result: MediationResult, style: Style) -> list[str]:
    """What every path holds constant."""
    held = [term_label(result.codebook, name, style.language) for name in asked(result, "covariates")]
    return [term("mediation.prose_covariates", style.language, covariates=listed(held, style))] if held else []


def _others(result: MediationResult, row: Record, style: Style) -> str:
    """The variables that a path holds constant, or leaves out where it is the total effect."""
    mediators = asked(result, "m")
    names = [str(result.spec["x"]), *(name for name in mediators if name != row["mediator"])]
    return listed(
        [result.codebook.label(name, style.language) for name in (names if row["path"] == "b" else mediators)], style
    )


def _paths(result: MediationResult, rows: list[Record], which: str, style: Style) -> str:
    """One sentence on several paths."""
    told = clauses([_path(result, row, style) for row in rows], style)
    return term(f"mediation.prose_{which}", style.language, paths=told)


def _path(result: MediationResult, row: Record, style: Style) -> str:
    """One path: an association, or no evidence of one."""
    size = significance(result)
    found = "absent" if not row["p_value"] < size else "positive" if row["estimate"] > 0 else "negative"
    symbol = "c′" if row["path"] == "c_prime" else str(row["path"])
    return term(
        f"mediation.prose_{found}",
        style.language,
        start=term_label(result.codebook, row["term"], style.language),
        end=result.codebook.label(row["outcome"], style.language),
        numbers=commas(tested(symbol, row, "coefficient", result.conf_level, style), style),
        path=term(f"mediation.prose_path_{row['path']}", style.language, others=_others(result, row, style)),
    )


def _effects(result: MediationResult) -> tuple[str, ...]:
    """The indirect effects that are told: with several mediators their sum as well."""
    return ("indirect", "total_indirect") if len(asked(result, "m")) > 1 else ("indirect",)


def _indirect(result: MediationResult, rows: list[Record], style: Style) -> str:
    """Each indirect effect with its interval, and whether the interval leaves zero out."""
    told = [
        term(
            f"mediation.prose_{row['path']}_{'found' if _leaves_out_zero(row) else 'absent'}",
            style.language,
            mediator=result.codebook.label(row["mediator"], style.language),
            estimate=format_number(row["estimate"], "coefficient", style),
            numbers=commas(
                [
                    interval(row["conf_low"], row["conf_high"], "coefficient", result.conf_level, style),
                    equals(term("mediation.prose_standardized", style.language), row["beta"], "beta", style),
                ],
                style,
            ),
        )
        for row in rows
    ]
    return term(
        "mediation.prose_indirect",
        style.language,
        n=count(result.counts.used, style),
        draws=count(_draws(result), style),
        effects=clauses(told, style),
    )


def _draws(result: MediationResult) -> int:
    return int(str(result.spec["n_boot"]))


def _leaves_out_zero(row: Record) -> bool:
    return bool(row["conf_low"] > 0 or row["conf_high"] < 0)


def _share(result: MediationResult, rows: list[Record], style: Style) -> str:
    """The share of the total effect, or why it is not told."""
    caveats = [CAVEATS[note.key] for note in result.notes if note.key in CAVEATS]
    if caveats:
        return term(caveats[0], style.language)
    row = next(row for row in rows if row["path"] == "proportion_mediated")
    limits = interval(row["conf_low"], row["conf_high"], "percent", result.conf_level, style)
    key = "mediation.prose_share_total" if len(asked(result, "m")) > 1 else "mediation.prose_share"
    return term(key, style.language, share=percent(row["estimate"], style), interval=limits)


def _type(result: MediationResult, rows: list[Record], style: Style) -> str:
    """What custom calls the mediation, and why that says little."""
    direct = next(row for row in rows if row["path"] == "c_prime")
    found = [row for row in rows if row["path"] == "indirect" and _leaves_out_zero(row)]
    significant = direct["p_value"] < significance(result)
    key = "none"
    if found:
        opposite = significant and any(row["estimate"] * direct["estimate"] < 0 for row in found)
        key = "opposite" if opposite else "partial" if significant else "complete"
    mediators = [result.codebook.label(row["mediator"], style.language) for row in found]
    return term(
        f"mediation.prose_type_{key}",
        style.language,
        mediators=listed(mediators, style),
        p=p_words(direct["p_value"], style),
    )
