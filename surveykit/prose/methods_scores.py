"""How scores that are not those of scales were made, in words, from the log of a survey."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sized

from surveykit.core.format import format_number
from surveykit.core.style import Style
from surveykit.core.survey import Step, Survey
from surveykit.core.terms import term
from surveykit.prose.phrases import listed

TOPIC = "methods_scores"


def score_sentences(survey: Survey, style: Style) -> list[str]:
    """Indices, levels, network measures, test scores and factor scores, in the order in which they were made."""
    return [sentence for step in survey.log if step.verb in SCORES for sentence in _told(survey, step, style)]


def _told(survey: Survey, step: Step, style: Style) -> list[str]:
    """How the columns of a step were made, and how many respondents had gaps."""
    names = [
        term(f"{TOPIC}.quoted", style.language, label=survey.codebook.label(name, style.language))
        for name in step.columns
    ]
    bridged = step.arguments.get("person_mean")
    return [*SCORES[step.verb](step, names, style), *([_say("bridged", style, n=bridged)] if bridged else [])]


def _participation(step: Step, names: list[str], style: Style) -> list[str]:
    variety, frequency, product, *types = names
    whole = _say(
        f"participation_{step.arguments['method']}",
        style,
        variety=variety,
        frequency=frequency,
        product=product,
        **_answers(step),
    )
    return [whole, *([_say("participation_types", style, parts=listed(types, style))] if types else [])]


def _arnstein(step: Step, names: list[str], style: Style) -> list[str]:
    answers = _answers(step)
    key = "one" if answers["k"] == 1 else step.arguments["method"]
    return [_say(f"arnstein_{key}", style, level=names[0], **answers)]


def _position(step: Step, names: list[str], style: Style) -> list[str]:
    """The measures, what became of those who know nobody, and what the factor score is."""
    told = [_say("position", style, scores=listed(names, style), **_answers(step))]
    if nobody := step.arguments["knows_nobody"]:
        told.append(_say(f"position_nobody_{step.arguments['nobody']}", style, n=nobody))
    made = step.arguments.get("standardized")
    if isinstance(made, Mapping):
        (column, found), *_ = made.items()
        share = format_number(float(found["proportion"]), "percent", style)
        score = names[step.columns.index(column)]
        told.append(_say("position_factor", style, score=score, share=share, n=found["n"]))
    return told


def _knowledge(step: Step, names: list[str], style: Style) -> list[str]:
    unsure = _say(f"dont_know_{step.arguments['dont_know']}", style)
    return [_say(f"knowledge_{step.arguments['method']}", style, score=names[0], dont_know=unsure, **_answers(step))]


def _factors(step: Step, names: list[str], style: Style) -> list[str]:
    n = step.rows_after - int(str(step.arguments["not_scored"]))
    return [_say("factors", style, scores=listed(names, style), n=n, k=_size(step.arguments["columns"]))]


SCORES: Mapping[str, Callable[[Step, list[str], Style], Iterable[str]]] = {
    "participation_index": _participation,
    "arnstein_level": _arnstein,
    "position_generator": _position,
    "knowledge_score": _knowledge,
    "score_factors": _factors,
}
"""How the columns of each verb are told."""


def _answers(step: Step) -> dict[str, object]:
    """How many columns a score was made of, and how many of them had to be answered."""
    return {"k": _size(step.arguments["columns"]), "least": step.arguments["min_answered"]}


def _size(columns: object) -> int:
    return len(columns) if isinstance(columns, Sized) else 0


def _say(key: str, style: Style, **values: object) -> str:
    return term(f"{TOPIC}.{key}", style.language, **values)
