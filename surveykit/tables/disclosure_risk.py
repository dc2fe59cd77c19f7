"""The risk of all quasi-identifiers, without each and with each in bands; the diversity of sensitive answers."""

from __future__ import annotations

from collections.abc import Iterable

from surveykit.analyze.disclosure_risk import DisclosureRiskResult
from surveykit.core.codebook import Language
from surveykit.core.records import Record, records
from surveykit.core.style import Kind, Style, resolve_style
from surveykit.core.table import Column, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, number, stub, text
from surveykit.tables.words import notes_but, sentence

OTHER_TABLE = ("disclosure_risk.note_withheld", "common.note_suppressed")
"""Notes on answers and counts of single combinations, which stand in a layout of their own."""

_NUMBERS: tuple[tuple[str, str, Kind], ...] = (
    ("head_distinct", "n_distinct", "count"),
    ("head_cells", "n_cells", "count"),
    ("head_k", "k_anonymity", "count"),
    ("head_unique", "n_unique", "count"),
    ("head_unique_share", "proportion_unique", "percent"),
)
_DIVERSITY: tuple[tuple[str, str, Kind], ...] = (
    ("head_l", "l_diversity", "count"),
    ("head_cells", "n_cells", "count"),
    ("head_alike", "n_alike", "count"),
    ("head_disclosed", "n_disclosed", "count"),
    ("head_disclosed_share", "proportion_disclosed", "percent"),
)


def lay_out(result: DisclosureRiskResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The risk, and the diversity of sensitive answers where there are any."""
    look = resolve_style(style, language)
    tables = (_risk(result, look), _diversity(result, look))
    return tables if len(result.diversity) else tables[:1]


def _risk(result: DisclosureRiskResult, style: Style) -> Table:
    variants = records(result.tidy())
    shares = _shares(result)
    return Table(
        name="disclosure_risk",
        title=term("disclosure_risk.title", style.language, n=result.counts.used),
        columns=(
            stub("disclosure_risk.head_variant", style, width=2.6),
            *(head(f"disclosure_risk.{key}", style) for key, _, _ in _NUMBERS),
            *(_share_head(limit, style) for limit in shares),
        ),
        rows=tuple(_rows(result, variants, shares, style)),
        style=style,
        notes=notes_but(result.notes, OTHER_TABLE, style),
    )


def _shares(result: DisclosureRiskResult) -> dict[int, str]:
    """The limits of the columns with shares, and where their numbers are."""
    named = {result.k_min: "proportion_risky", 5: "proportion_below_5", 10: "proportion_below_10"}
    return dict(sorted(named.items()))


def _share_head(limit: int, style: Style) -> Column:
    spanner = term("disclosure_risk.spanner_share", style.language)
    return head("disclosure_risk.head_below", style, spanner=spanner, limit=str(limit))


def _rows(result: DisclosureRiskResult, variants: list[Record], shares: dict[int, str], style: Style) -> Iterable[Row]:
    kind = "all"
    for variant in variants:
        if variant["kind"] != kind:
            kind = variant["kind"]
            heading = text(term(f"disclosure_risk.row_{kind}", style.language))
            yield Row((heading, *[EMPTY] * (len(_NUMBERS) + len(shares))), role="group")
        numbers = (number(variant[name], shown) for _, name, shown in _NUMBERS)
        parts = (number(variant[name], "percent") for name in shares.values())
        yield Row((text(_label(result, variant, style)), *numbers, *parts), indent=int(kind != "all"))


def _label(result: DisclosureRiskResult, variant: Record, style: Style) -> str:
    if variant["kind"] != "all":
        return result.codebook.label(variant["term"], style.language)
    names = result.quasi_identifiers
    if len(names) == 1:
        return result.codebook.label(names[0], style.language)
    return term("disclosure_risk.row_all", style.language, q=len(names))


def _diversity(result: DisclosureRiskResult, style: Style) -> Table:
    """One row per sensitive column."""
    rows = [
        Row((text(result.codebook.label(row["term"], style.language)), *(number(row[n], k) for _, n, k in _DIVERSITY)))
        for row in records(result.diversity)
    ]
    return Table(
        name="disclosure_risk_diversity",
        title=term("disclosure_risk.title_diversity", style.language),
        columns=(
            stub("disclosure_risk.head_sensitive", style, width=2.6),
            *(head(f"disclosure_risk.{key}", style) for key, _, _ in _DIVERSITY),
        ),
        rows=tuple(rows),
        style=style,
        notes=(sentence("disclosure_risk.note_diversity", style),),
    )
