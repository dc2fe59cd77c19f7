"""The coefficients of each scale alone, without the table of items."""

from __future__ import annotations

from surveykit.analyze.reliability import ReliabilityResult
from surveykit.core.codebook import Language
from surveykit.core.style import Style, resolve_style
from surveykit.core.table import Table
from surveykit.tables.reliability import scale_table


def lay_out(result: ReliabilityResult, *, language: Language, style: str | Style) -> tuple[Table, ...]:
    """One row per scale."""
    return (scale_table(result, resolve_style(style, language)),)
