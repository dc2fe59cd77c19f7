"""The codes with which REDCap projects mark why an answer is missing, as its interface proposes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from surveykit.core.codebook import MissingReason
from surveykit.read.form import Question

CODES: Mapping[str, tuple[int, MissingReason]] = {
    "NI": (-901, "blank"),
    "INV": (-902, "blank"),
    "UNK": (-903, "dont_know"),
    "NASK": (-904, "not_shown"),
    "ASKU": (-905, "dont_know"),
    "NAV": (-906, "blank"),
    "MSK": (-907, "refused"),
    "NA": (-908, "not_applicable"),
    "NAVU": (-909, "blank"),
    "NP": (-910, "blank"),
}
"""Text in the cell, the number that stands for it, and the reason: no information, invalid, unknown, not asked, asked
but unknown, temporarily unavailable, masked, not applicable, not available, not present."""


def missing_codes(question: Question, texts: Iterable[str]) -> dict[str, tuple[int, MissingReason]]:
    """Those of the codes that occur in a question of numbers, dates or choices and are no choice of its own."""
    if question.kind in ("text", "open", "none", "multiple", "ranking"):
        return {}
    taken = {choice.name for choice in question.choices} | set(map(str, question.codes.values()))
    said = {text.strip() for text in texts}
    return {
        text: (code, reason)
        for text, (code, reason) in CODES.items()
        if text in said and text not in taken and str(code) not in taken
    }
