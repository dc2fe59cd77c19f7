"""What scores and derived variables were made of: those columns stay as they are."""

from __future__ import annotations

from collections.abc import Iterable

from surveykit.core.survey import Step, Survey
from surveykit.errors import ColumnError


def refuse_used(survey: Survey, names: Iterable[str], *, verb: str) -> None:
    """Refuse to change columns that a score or a derived variable was made of: it would keep the old answers."""
    made = {used: step for step in survey.log for used in _made_of(step)}
    stale = [name for name in dict.fromkeys(names) if name in made]
    if stale:
        step = made[stale[0]]
        raise ColumnError(
            f"{stale} cannot change any more: {step.verb} has made {list(step.columns)} of {stale[0]!r}, which would "
            f"keep the old answers; call {verb} first, and score or derive afterwards"
        )


def _made_of(step: Step) -> tuple[str, ...]:
    """The columns that a step made new ones of."""
    if step.verb in ("derive_indicator", "derive_bands"):
        return (str(step.arguments["column"]),)
    items = step.arguments.get("items")
    if step.verb == "score_scales" and isinstance(items, dict):
        return tuple(item for members in items.values() for item in members)
    return ()
