"""Labels of variables, answers and missing codes, in one language and as long as a program takes them."""

from __future__ import annotations

from surveykit.core.codebook import Codebook, Language, Variable
from surveykit.core.terms import term
from surveykit.write.text import clean_text


def column_label(codebook: Codebook, name: str, language: Language, *, longest: int, in_bytes: bool) -> str:
    """The label of a column; its name where it has none."""
    return shortened(codebook.label(name, language), longest, in_bytes=in_bytes)


def answer_labels(
    variable: Variable, language: Language, *, longest: int, in_bytes: bool
) -> tuple[dict[int, str], dict[int, str]]:
    """Labels of the answers, and of the missing codes: why they are missing."""
    answers = {code: shortened(t.within(language), longest, in_bytes=in_bytes) for code, t in variable.values.items()}
    reasons = {code: term(f"survey_file.reason_{reason}", language) for code, reason in variable.missing.items()}
    return {code: label for code, label in answers.items() if label}, reasons


def shortened(text: str, longest: int, *, in_bytes: bool) -> str:
    """One line of at most so many bytes or characters; a cut one ends with an ellipsis.

    >>> shortened("居民参与", 9, in_bytes=True), shortened("居民参与", 9, in_bytes=False)
    ('居民…', '居民参与')
    """
    plain = clean_text(text).strip()

    def size(piece: str) -> int:
        return len(piece.encode()) if in_bytes else len(piece)

    if size(plain) <= longest:
        return plain
    while size(f"{plain}…") > longest:
        plain = plain[:-1]
    return f"{plain}…"
