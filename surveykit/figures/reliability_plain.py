"""Cronbach's alpha of every scale with its interval, without a customary limit."""

from __future__ import annotations

from matplotlib.figure import Figure

from surveykit.analyze.reliability import ReliabilityResult
from surveykit.core.codebook import Language
from surveykit.core.style import Style, resolve_style
from surveykit.figures.reliability import draw_alphas


def draw(result: ReliabilityResult, *, language: Language, style: str | Style) -> Figure:
    """Draw alpha and its interval for each scale."""
    return draw_alphas(result, resolve_style(style, language), limit=None)
