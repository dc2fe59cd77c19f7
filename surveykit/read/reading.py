"""What one text means, and the conventions for empty cells that every kind of question shares."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import pandas as pd

from surveykit.core.codebook import MissingReason, Variable
from surveykit.core.words import folded as folded
from surveykit.read.export import Body

EMPTY: dict[str, MissingReason] = {
    "": "blank",
    "(空)": "blank",
    "（空）": "blank",
    "(跳过)": "not_shown",
    "（跳过）": "not_shown",
}
"""How 问卷星 writes that there is no answer."""

EMPTY_CODES: dict[str, MissingReason] = {"-2": "blank", "-3": "not_shown"}
"""The same in a download by index; in open questions these may be real answers."""

_MASKED = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")
_WHOLE = re.compile(r"^[+-]?\d{1,9}(?:\.0+)?$")


@dataclass(frozen=True)
class Reading:
    """What one text means.

    `value` is a code or number (float), a text or a moment; None if there is no answer, and then `reason` says why.
    `rule` names the repair, and is empty for an exact match. `fill_in` is what was written behind the option.
    """

    value: float | str | pd.Timestamp | None = None
    reason: str = ""
    rule: str = ""
    fill_in: str = ""
    known: bool = True
    nearest: str = ""


UNKNOWN = Reading(known=False)


def whole_number(text: str) -> int | None:
    """The whole number that the text is, full-width digits included; None if it is something else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return int(float(plain)) if _WHOLE.match(plain) else None


def unmasked(text: str) -> str:
    """A text without the apostrophe behind which CSV writers put what a spreadsheet would run.

    >>> unmasked("'=1+1"), unmasked("'t Hooft")
    ('=1+1', "'t Hooft")
    """
    return _MASKED.sub("", text)


def empty_reading(text: str, variable: Variable, body: Body, *, codes: bool) -> Reading | None:
    """The reading of a cell without an answer, or None if there is one.

    Parameters
    ----------
    text : str
        The cell.
    variable : Variable
        Its missing codes come first.
    body : str
        Only downloads by index and by score write -2 and -3 themselves; elsewhere they are a repair.
    codes : bool
        Whether -2 and -3 can only mean "no answer" here.
    """
    stripped = text.strip()
    if stripped in EMPTY:
        return Reading(reason=EMPTY[stripped])
    number = whole_number(stripped)
    if number is not None and number in variable.missing:
        exact = stripped == str(number)
        return Reading(reason=variable.missing[number], rule="" if exact else "full-width or spaced missing code")
    if codes and number is not None and str(number) in EMPTY_CODES:
        native = body in ("index", "score")
        return Reading(reason=EMPTY_CODES[str(number)], rule="" if native else f"{number} is the platform's empty code")
    return None
