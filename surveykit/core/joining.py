"""Two codebooks as one: that of a study, and a part with what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from surveykit.core.words import folded
from surveykit.errors import CodebookError

if TYPE_CHECKING:
    from surveykit.core.codebook import Codebook, Variable

UNKNOWN = (None, None)


def joined(book: Codebook, part: Codebook) -> Codebook:
    """The codebook `book` with everything of `part`; see `Codebook.join`."""
    if not isinstance(part, type(book)):
        raise CodebookError(
            f"join takes a codebook, not {type(part).__name__}; that of an instrument is instrument(name).codebook()"
        )
    lists = ("sets", "scales", "hypotheses", "rules", "screening")
    added = {name: (*getattr(book, name), *getattr(part, name)) for name in lists}
    try:
        variables = book.with_variables(_merged(book, part)).variables
        return type(book).model_validate({**dict(book), **added, "variables": variables})
    except ValidationError as error:
        said = "; ".join(found["msg"].removeprefix("Value error, ") for found in error.errors())
        raise CodebookError(
            f"the codebooks cannot be joined: {said}. An instrument gets other names by codebook(prefix=...)."
        ) from error


def _merged(book: Codebook, part: Codebook) -> dict[str, Variable]:
    """The variables of `part`, those that the study has too as the study has them."""
    known = {variable.name: variable for variable in book.variables}
    return {new.name: _completed(known[new.name], new) if new.name in known else new for new in part.variables}


def _completed(known: Variable, added: Variable) -> Variable:
    """The variable as the study has it, with the wording, answers, order and right answer of `added` where it has none.

    A draft calls nominal what it cannot order; a part that knows the order of the same answers is right.
    """
    update: dict[str, object] = {} if known.label.zh or known.label.en else {"label": added.label}
    if known.kind == "nominal" and added.kind == "ordinal":
        update["kind"] = added.kind
    if known.correct is None:
        update["correct"] = added.correct
    if known.range == UNKNOWN:
        update |= {"kind": added.kind, "values": added.values, "low": added.low, "high": added.high}
    elif added.range not in (UNKNOWN, known.range):
        raise CodebookError(
            f"{known.name!r} is answered from {_spelled(known)} in the study and from {_spelled(added)} in the part "
            "that is joined. Recode the answers, or name the right column with columns={item: column}."
        )
    _refuse_other_codes(known, added)
    return type(known).model_validate({**dict(known), **update})


def _refuse_other_codes(known: Variable, added: Variable) -> None:
    """An answer has one code: where both count the same wordings from opposite ends, a score would be upside down."""
    codes = {folded(label): code for code, text in added.values.items() for label in (text.zh, text.en) if label}
    for code, text in known.values.items():
        other = next((codes[folded(label)] for label in (text.zh, text.en) if folded(label) in codes), code)
        if other != code:
            raise CodebookError(
                f"{known.name!r}: the answer {text.zh or text.en!r} is {code} in the study and {other} in the part "
                "that is joined. Give the answers the same codes, by the codebook or with recode."
            )


def _spelled(variable: Variable) -> str:
    low, high = variable.range
    return f"{'?' if low is None else f'{low:g}'} to {'?' if high is None else f'{high:g}'}"
