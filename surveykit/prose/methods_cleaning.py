"""How the data were prepared, in words, from the log of a survey."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from surveykit.core.codebook import Scale, Text
from surveykit.core.format import format_level, format_limit
from surveykit.core.style import Style
from surveykit.core.survey import Step, Survey
from surveykit.core.terms import term
from surveykit.prose.methods_scores import score_sentences
from surveykit.prose.phrases import clauses, listed

TOPIC = "methods_cleaning"


def cleaning_sentences(survey: Survey, style: Style) -> list[str]:
    """How many were read, by which rules they were judged, who was left, what was reversed, and how scores were made.

    The sentences have no full stops. Steps that no sentence describes are in the cleaning log.
    """
    log = survey.log
    told = [_read(log, style), _rules(log, style)]
    told += [_left(step, style) for step in log if step.rows_after < step.rows_before]
    told += [_reversed(step, style) for step in log if step.verb == "reverse_items" and step.columns]
    told += [_imputed(survey, step, style) for step in log if step.verb == "impute_person_mean"]
    told += [sentence for step in log if step.verb == "score_scales" for sentence in _scored(survey, step, style)]
    told += score_sentences(survey, style)
    return [sentence for sentence in told if sentence]


def _read(log: Iterable[Step], style: Style) -> str:
    """How many questionnaires there were before anything was done with them; of linked waves, how many respondents."""
    linked = [step.rows_before for step in log if step.verb == "link_waves"]
    if linked:
        return term(f"{TOPIC}.read_linked", style.language, n=linked[-1])
    read = [step.rows_after for step in log if step.verb in ("read_survey", "combine")]
    return term(f"{TOPIC}.read", style.language, n=read[-1]) if read else ""


def _rules(log: Iterable[Step], style: Style) -> str:
    """The rules in the order in which they were applied."""
    told = [RULES[step.verb](step, style) for step in log if step.verb in RULES]
    return term(f"{TOPIC}.rules", style.language, rules=clauses(told, style)) if told else ""


def _rule(step: Step, style: Style, **values: object) -> str:
    """A rule with its limits."""
    return term(f"{TOPIC}.{step.verb}", style.language, **values)


def _duplicates(step: Step, style: Style) -> str:
    same = format_limit(_number(step, "min_same"), "percent", style)
    return _rule(step, style, minutes=_plain(step, "within_minutes", style), same=same)


def _inconsistent(step: Step, style: Style) -> str:
    labels = [label for label in _mapping(step, "labels").values() if isinstance(label, Text)]
    named = [term(f"{TOPIC}.rule", style.language, label=label.within(style.language)) for label in labels]
    return _rule(step, style, rules=listed(named, style))


def _incomplete(step: Step, style: Style) -> str:
    return _rule(step, style, share=format_limit(_number(step, "max_missing"), "percent", style))


def _speeding(step: Step, style: Style) -> str:
    """The limit, and for whom it is not judged."""
    seconds = _plain(step, "seconds_per_item", style)
    modes = step.arguments.get("exempt_modes")
    exempt = [_mode(str(mode), style) for mode in modes] if isinstance(modes, list | tuple) else []
    if not exempt:
        return _rule(step, style, seconds=seconds)
    return term(f"{TOPIC}.flag_speeding_exempt", style.language, seconds=seconds, modes=listed(exempt, style))


def _straightlining(step: Step, style: Style) -> str:
    """The signs that were looked for."""
    signs = {
        "straight_run": {"run": "run_length"},
        "straight_average": {"average": "average_run"},
        "straight_irv": {"irv": "max_irv"},
        "straight_parts": {"parts": "parts", "irv": "parts_irv"},
    }
    told = [
        term(f"{TOPIC}.{key}", style.language, **{name: _plain(step, given, style) for name, given in limits.items()})
        for key, limits in signs.items()
        if set(limits.values()) <= set(step.arguments)
    ]
    return _rule(step, style, signs=term(f"{TOPIC}.straight_or", style.language).join(told))


def _outliers(step: Step, style: Style) -> str:
    return _rule(step, style, p=format_level(_number(step, "p"), style))


def _consistency(step: Step, style: Style) -> str:
    return _rule(step, style, below=_plain(step, "below", style))


def _counted(step: Step, style: Style) -> str:
    """Rules on how often something happened."""
    return _rule(step, style, n=_plain(step, "at_least", style))


def _page_time(step: Step, style: Style) -> str:
    share = format_limit(_number(step, "min_share"), "percent", style)
    return _rule(step, style, share=share, seconds=_plain(step, "seconds_per_item", style))


def _total_time(step: Step, style: Style) -> str:
    return _rule(step, style, share=format_limit(_number(step, "share_of_median"), "percent", style))


def _antonyms(step: Step, style: Style) -> str:
    return _rule(step, style, above=_plain(step, "above", style))


RULES: Mapping[str, Callable[[Step, Style], str]] = {
    "flag_duplicates": _duplicates,
    "flag_inconsistent": _inconsistent,
    "flag_incomplete": _incomplete,
    "flag_speeding": _speeding,
    "flag_straightlining": _straightlining,
    "flag_outliers": _outliers,
    "flag_even_odd": _consistency,
    "flag_psychsyn": _consistency,
    "flag_psychant": _antonyms,
    "flag_person_total": _consistency,
    "flag_attention": _counted,
    "flag_skip_errors": _counted,
    "flag_exclusive": _counted,
    "flag_page_time": _page_time,
    "flag_total_time": _total_time,
}
"""How each flagging verb is told."""


def _left(step: Step, style: Style) -> str:
    """Who was taken out in a step, and who was left."""
    numbers = {"removed": step.rows_before - step.rows_after, "left": step.rows_after}
    if step.verb == "exclude_flagged":
        return term(f"{TOPIC}.excluded", style.language, families=step.arguments["min_families"], **numbers)
    if step.verb == "link_waves":
        return term(f"{TOPIC}.unlinked", style.language, **numbers)
    return term(f"{TOPIC}.excluded_for", style.language, reason=step.why(style.language), **numbers)


def _reversed(step: Step, style: Style) -> str:
    return term(f"{TOPIC}.reversed", style.language, items=listed(step.columns, style))


def _imputed(survey: Survey, step: Step, style: Style) -> str:
    """In which scales how many answers were imputed, and within which limit; nothing where none was."""
    named = [
        term(f"{TOPIC}.imputed_scale", style.language, scale=survey.codebook.label(name, style.language), n=n)
        for name, n in _mapping(step, "imputed").items()
    ]
    share = format_limit(_number(step, "min_share"), "percent", style)
    return term(f"{TOPIC}.imputed", style.language, share=share, scales=listed(named, style)) if named else ""


def _scored(survey: Survey, step: Step, style: Style) -> list[str]:
    """How scores were made of items, apart by method, and how many of them bridge a gap."""
    scales = [survey.codebook.scale(name) for name in _mapping(step, "items")]
    methods = _mapping(step, "method")
    told = [
        term(f"{TOPIC}.scored_{method}", style.language, scales=listed(named, style))
        for method in ("mean", "sum", "pomp", "z", "t")
        if (named := [_least(survey, step, scale, style) for scale in scales if methods[scale.name] == method])
    ]
    bridged = sum(int(str(n)) for n in _mapping(step, "person_mean").values())
    return [*told, *([term(f"{TOPIC}.bridged", style.language, n=bridged)] if bridged else [])]


def _least(survey: Survey, step: Step, scale: Scale, style: Style) -> str:
    """How many items of a scale had to be answered."""
    return term(
        f"{TOPIC}.scored_scale_parts" if scale.dimensions else f"{TOPIC}.scored_scale",
        style.language,
        scale=survey.codebook.label(scale.name, style.language),
        least=_mapping(step, "min_answered")[scale.name],
        k=len(scale.items),
    )


def _mode(mode: str, style: Style) -> str:
    """What a mode of answering is called; a word of the user's own stays as it is."""
    return term(f"{TOPIC}.mode_{mode}", style.language) if mode in ("paper", "web") else mode


def _mapping(step: Step, argument: str) -> Mapping[str, object]:
    """An argument that holds something per rule or scale."""
    given = step.arguments.get(argument)
    return {str(name): value for name, value in given.items()} if isinstance(given, Mapping) else {}


def _number(step: Step, argument: str) -> float:
    return float(str(step.arguments[argument]))


def _plain(step: Step, argument: str, style: Style) -> str:
    """A limit with the decimals it needs."""
    return format_limit(_number(step, argument), "number", style)
