"""An item analysis in words."""

from __future__ import annotations

from surveykit.analyze.item_analysis import SIGNIFICANCE, ItemAnalysisResult
from surveykit.core.codebook import Language
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import clauses, items_listed, missing_words, paragraph, percent


def tell(result: ItemAnalysisResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """Whether high and low scorers differ on every item, and which items to look at again."""
    look = resolve_style(style, language)
    items = result.tidy()
    alike = items.loc[~(items["p_value"] <= SIGNIFICANCE), "item"]
    lead = "prose_lead_some" if len(alike) else "prose_lead"
    again = items.loc[items["reasons"] != "", "item"]
    told = "prose_reasons" if len(again) else "prose_none"
    return paragraph(
        [
            term(f"item_analysis.{lead}", look.language, k=len(items), items=_listed(result, alike.tolist(), look)),
            term(f"item_analysis.{told}", look.language, items=_listed(result, again.tolist(), look)),
        ],
        look,
    )


def methods(result: ItemAnalysisResult, style: Style) -> list[str]:
    """How items were analysed."""
    share = percent(float(str(result.spec["share"])), style)
    lead = term("item_analysis.methods", style.language, share=share)
    return [clauses(filter(None, (lead, missing_words(result, style))), style)]


def _listed(result: ItemAnalysisResult, items: list[str], style: Style) -> str:
    return items_listed(result.codebook, items, style)
