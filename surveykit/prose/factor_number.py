"""The number of factors in words."""

from __future__ import annotations

from surveykit.analyze.factor_number import FactorNumberResult
from surveykit.core.codebook import Language
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.core.terms import term
from surveykit.core.wording import Wording
from surveykit.prose.phrases import clauses, count, missing_words, paragraph


def tell(result: FactorNumberResult, *, language: Language, style: str | Style, wording: Wording) -> str:
    """Whether the rules agree, and on what."""
    look = resolve_style(style, language)
    rules = records(result.glance())[0]
    said = {name: rules[f"{name}_rule"] for name in ("eigenvalue", "parallel", "map")}
    base = {"k": rules["k"], "n": count(rules["n"], look)}
    if len(set(said.values())) == 1:
        first = term("factor_number.prose_agree", look.language, m=rules["map_rule"], **base)
    else:
        first = term("factor_number.prose_differ", look.language, **said, **base)
    sentences = [first]
    if rules["parallel_factors_rule"] != rules["parallel_rule"]:
        sentences.append(term("factor_number.prose_factors", look.language, factors=rules["parallel_factors_rule"]))
    return paragraph(sentences, look)


def methods(result: FactorNumberResult, style: Style) -> list[str]:
    """Which rules were compared."""
    rules = term("factor_number.methods", style.language, draws=result.spec["n_draws"], seed=result.spec["seed"])
    return [clauses(filter(None, (rules, missing_words(result, style))), style)]
