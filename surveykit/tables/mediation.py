"""A mediation: the regression paths in one table, the effects in another."""

from __future__ import annotations

from surveykit.analyze.mediation import MediationResult
from surveykit.core.codebook import Language
from surveykit.core.labels import term_label
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import head, limits, number, stub, text
from surveykit.tables.words import level_words, notes_but, notes_on, reference_note, run_on, sentence

PATHS = ("a", "b", "c_prime", "c")
EFFECTS = (
    "c",
    "c_prime",
    "indirect",
    "total_indirect",
    "standardized_indirect",
    "standardized_total_indirect",
    "proportion_mediated",
)
BOOTSTRAP_NOTES = tuple(
    f"mediation.note_{name}"
    for name in ("percentile", "bc", "bca", "failed", "inconsistent", "unstable_total", "unstable_share")
)

BETA_NOTE = "regression.note_beta"


def lay_out(result: MediationResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """Paths with their t tests; total, direct and indirect effects with their intervals."""
    look = resolve_style(style, language)
    return _path_table(result, look), _effect_table(result, look)


def _path_table(result: MediationResult, style: Style) -> Table:
    level = level_words(result.conf_level, style)
    beta = run_on(notes_on(result.notes, BETA_NOTE, style), style)
    rows = ordered_rows(result, PATHS)
    references = [reference_note(result.codebook, result.references, style)] if result.references else []
    return Table(
        name="mediation_paths",
        title=term("mediation.title_paths", style.language, **roles(result, style)),
        columns=(
            stub("mediation.head_path", style, width=3.6),
            head("tables.head_estimate", style),
            head("tables.head_std_error", style),
            head("tables.head_beta", style, note=beta),
            head("tables.head_t", style),
            head("tables.head_p", style),
            *limits(level, style),
        ),
        rows=tuple(Row(_path_cells(result, row, style)) for row in rows),
        style=style,
        notes=(
            *notes_but(result.notes, (*BOOTSTRAP_NOTES, BETA_NOTE), style),
            sentence("mediation.note_b", style),
            *covariate_note(result, style),
            *references,
        ),
    )


def _path_cells(result: MediationResult, row: Record, style: Style) -> tuple[Cell, ...]:
    path = term(
        f"mediation.path_{row['path']}",
        style.language,
        start=term_label(result.codebook, row["term"], style.language),
        end=result.codebook.label(row["outcome"], style.language),
    )
    return (
        text(path),
        number(row["estimate"], "coefficient"),
        number(row["std_error"], "std_error"),
        number(row["beta"], "beta"),
        number(row["statistic"], "statistic"),
        number(row["p_value"], "p"),
        number(row["conf_low"], "coefficient"),
        number(row["conf_high"], "coefficient"),
    )


def _effect_table(result: MediationResult, style: Style) -> Table:
    return Table(
        name="mediation_effects",
        title=term("mediation.title_effects", style.language, **roles(result, style)),
        columns=_effect_columns(result, style),
        rows=tuple(_effect_row(result, row, style) for row in ordered_rows(result, EFFECTS)),
        style=style,
        notes=(
            result.notes[0].text(style),
            *notes_on(result.notes, BOOTSTRAP_NOTES, style),
            sentence("mediation.note_effects", style),
        ),
    )


def _effect_columns(result: MediationResult, style: Style) -> tuple[Column, ...]:
    level = level_words(result.conf_level, style)
    return (
        stub("mediation.head_effect", style, width=3.6),
        head("mediation.head_value", style),
        head("tables.head_std_error", style),
        head("tables.head_p", style, note=sentence("mediation.note_p", style)),
        *limits(level, style),
    )


def _effect_row(result: MediationResult, row: Record, style: Style) -> Row:
    """One effect; the share of the total effect is a percentage with its own interval."""
    share = row["path"] == "proportion_mediated"
    kind: Kind = "percent" if share else "coefficient"
    mediator = result.codebook.label(row["mediator"], style.language)
    cells = (
        text(term(f"mediation.effect_{row['path']}", style.language, mediator=mediator)),
        number(row["estimate"], kind),
        number(row["std_error"], kind if share else "std_error"),
        number(row["p_value"], "p"),
        number(row["conf_low"], kind),
        number(row["conf_high"], kind),
    )
    return Row(cells, role="summary" if share else "body")


def ordered_rows(result: MediationResult, order: tuple[str, ...]) -> list[Record]:
    """The rows of some paths in a given order."""
    rows = records(result.tidy())
    return [row for path in order for row in rows if row["path"] == path]


def roles(result: MediationResult, style: Style) -> dict[str, str]:
    """The labels of predictor and outcome."""
    x, y = (result.codebook.label(str(result.spec[role]), style.language) for role in ("x", "y"))
    return {"x": x, "y": y}


def covariate_note(result: MediationResult, style: Style) -> list[str]:
    """The sentence that names what was held constant."""
    names = result.spec["covariates"]
    if not isinstance(names, list) or not names:
        return []
    labels = [term_label(result.codebook, str(name), style.language) for name in names]
    listed = term("tables.list_separator", style.language).join(labels)
    return [sentence("mediation.note_covariates", style, covariates=listed)]
