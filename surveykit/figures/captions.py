"""What stands under a figure in a chapter: what is shown, and of which model or variables."""

from __future__ import annotations

from surveykit.analyze.mediation import MediationResult
from surveykit.analyze.regression import RegressionResult
from surveykit.core.codebook import Language
from surveykit.core.result import Result
from surveykit.core.terms import term


def caption(result: Result, language: Language) -> str:
    """The title of the figure that `result` is drawn as, without a number."""
    return term(f"figures.title_{result.topic}", language, **_details(result, language))


def _details(result: Result, language: Language) -> dict[str, str | int]:
    """The names that the title mentions."""
    book = result.codebook
    match result:
        case RegressionResult():
            return {"outcome": book.label(str(result.spec["outcome"]), language), "model": len(result.glance())}
        case MediationResult():
            return {role: book.label(str(result.spec[role]), language) for role in ("x", "y")}
        case _:
            return {}
