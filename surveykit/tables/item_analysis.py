"""Item analysis: one row per item under its scale."""

from __future__ import annotations

from surveykit.analyze.item_analysis import ItemAnalysisResult
from surveykit.analyze.reliability_scale import scale_label
from surveykit.core.codebook import Language
from surveykit.core.labels import marked_item
from surveykit.core.records import Record, records
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Cell, Row, Table
from surveykit.core.terms import term
from surveykit.tables.cells import EMPTY, head, number, stub, text
from surveykit.tables.words import notes_but, reversed_notes, sentence

REASONS_NOTE = "item_analysis.note_reasons"


def lay_out(result: ItemAnalysisResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """The statistics that theses print of every item, and why to look at it again where an item has a reason."""
    look = resolve_style(style, language)
    scales, items = records(result.glance()), result.tidy()
    again = bool((items["reasons"] != "").any())
    columns = (
        stub("tables.head_item", look, width=5.0),
        head("tables.head_n", look, width=0.8),
        head("tables.head_mean", look),
        head("tables.head_sd", look),
        head("item_analysis.head_difficulty", look, note=sentence("item_analysis.note_difficulty", look)),
        head("item_analysis.head_floor", look),
        head("item_analysis.head_ceiling", look),
        head("reliability.head_item_rest", look, width=1.1, note=sentence("reliability.note_items", look)),
        head("reliability.head_if_dropped", look, width=1.2),
        head("item_analysis.head_discrimination", look, width=1.1),
        head("item_analysis.head_critical_ratio", look, width=1.3),
        *((head("item_analysis.head_reasons", look, width=2.2, align="left"),) if again else ()),
    )
    several = len(scales) > 1
    rows: list[Row] = []
    for scale in scales:
        if several:
            label = scale_label(result.codebook, scale["scale"], look.language)
            rows.append(Row((text(label), *[EMPTY] * (len(columns) - 1)), role="group"))
        of_scale = records(items[items["scale"] == scale["scale"]])
        rows += [Row(_cells(result, item, look)[: len(columns)], indent=int(several)) for item in of_scale]
    table = Table(
        name="item_analysis",
        title=term("item_analysis.title", look.language),
        columns=columns,
        rows=tuple(rows),
        style=look,
        notes=(
            *(result.note_texts(look) if again else notes_but(result.notes, REASONS_NOTE, look)),
            *reversed_notes(result.codebook, items["item"], look, scored=True),
        ),
    )
    return (table,)


def _cells(result: ItemAnalysisResult, item: Record, style: Style) -> tuple[Cell, ...]:
    ratio = number(item["statistic"], "statistic")
    return (
        text(marked_item(result.codebook, item["item"], style.language)),
        number(item["n"], "count"),
        number(item["mean"], "mean"),
        number(item["sd"], "sd"),
        number(item["difficulty"], "correlation"),
        number(item["floor"], "percent"),
        number(item["ceiling"], "percent"),
        number(item["item_rest_r"], "correlation"),
        number(item["alpha_if_dropped"], "reliability"),
        number(item["discrimination"], "correlation"),
        Cell(ratio.value, ratio.kind, p=item["p_value"]) if item["p_value"] == item["p_value"] else ratio,
        text(reason_words(item["reasons"], style)),
    )


def reason_words(reasons: str, style: Style) -> str:
    """The reasons to look at an item again in words; a dash where there is none."""
    names = reasons.split(", ") if reasons else ["none"]
    separator = "、" if style.language == "zh" else ", "
    return separator.join(term(f"item_analysis.reason_{name}", style.language) for name in names)
