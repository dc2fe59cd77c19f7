"""What rests on the answers of a column: while something does, its codes stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from surveykit.core.codebook import Codebook
from surveykit.core.derived import sources_of
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError


def refuse_used(survey: Survey, names: Iterable[str], *, verb: str) -> None:
    """Refuse to change columns that a score or a derived variable was made of: it would keep the old answers."""
    made = {used: step for step in survey.log for used in sources_of(step)}
    stale = [name for name in dict.fromkeys(names) if name in made]
    if stale:
        step = made[stale[0]]
        raise ColumnError(
            f"{stale} cannot change any more: {step.verb} has made {list(step.columns)} of {stale[0]!r}, which would "
            f"keep the old answers; call {verb} first, and score or derive afterwards"
        )


def refuse_in_place(survey: Survey, names: Sequence[str], *, verb: str) -> None:
    """Refuse to give columns other codes while something is made of the old ones, or written in them."""
    refuse_used(survey, names, verb=verb)
    turned = [name for name in names if name in survey.reversed_items]
    if turned:
        raise ColumnError(f"{turned} have been reversed, so the codes mean other answers; call {verb} before")
    for name in names:
        owners = _written_in(survey.codebook, name)
        if owners:
            raise ColumnError(
                f"{owners} are written in the codes of {name!r}; change the codes in the codebook and read again, or "
                "put the new ones into another column"
            )


def _written_in(book: Codebook, column: str) -> list[str]:
    """Sets, hypotheses, rules and questions of the codebook that are written in the codes of a column."""
    terms = {h.id: (h.outcome, *h.predictors, h.mediator or "") for h in book.hypotheses}
    named = [
        key
        for key, words in terms.items()
        if any(part.rpartition("=")[0] == column for word in words for part in word.split(":"))
    ]
    own = book.variable(column) if book.has_variable(column) else None
    return [
        *(group.name for group in book.sets if column in group.members),
        *named,
        *(rule.name for rule in book.rules if column in rule.columns),
        *(f"asked_if of {variable.name}" for variable in book.variables if column in variable.asked_if),
        *(f"{field} of {column}" for field in ("expected", "correct") if getattr(own, field, None) is not None),
    ]
