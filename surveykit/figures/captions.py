"""What stands under a figure in a chapter: what is shown, and of which model, variables or respondents."""

from __future__ import annotations

from surveykit.core.codebook import Language
from surveykit.core.result import DEFAULT_LAYOUT, Result
from surveykit.core.terms import term
from surveykit.figures.numbers import level_text


def caption(result: Result, language: Language, *, figure: str = DEFAULT_LAYOUT) -> str:
    """The title, without a number, of one of the figures that `result` is drawn as."""
    key = result.topic if figure == DEFAULT_LAYOUT else f"{result.topic}_{figure}"
    return term(f"figures.title_{key}", language, **_details(result, language))


def _details(result: Result, language: Language) -> dict[str, str | int]:
    """The names and numbers that the title mentions."""
    book = result.codebook
    match result.topic:
        case "describe_sample":
            return {"n": result.counts.used}
        case "reliability":
            return {"level": level_text(result)}
        case "efa":
            unit = "component" if result.spec["method"] == "pca" else "factor"
            return {"unit": term(f"efa.head_{unit}", language)}
        case "regression":
            return {"outcome": book.label(str(result.spec["outcome"]), language), "model": len(result.glance())}
        case "mediation":
            return {role: book.label(str(result.spec[role]), language) for role in ("x", "y")}
        case _:
            return {}
