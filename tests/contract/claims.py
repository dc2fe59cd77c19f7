"""What no printed sentence may say: words that claim a cause, or more than a test can show."""

import re

CLAIMS = {
    "zh": (
        r"影响|导致|造成|引起|引发|促进|促使|促成|提升|增强|削弱|抑制|使得|驱动|决定了|作用于|得益于",
        r"证明|证实|验证了|接受(原|零|虚无)假设|完全没有|毫无关系",
        r"完全中介|部分中介",
    ),
    "en": (
        r"\bcaus(e|es|ed|ing)\b|\blead(s|ing)? to\b|\bled to\b|\bimpact|\binfluenc|\baffect(s|ed|ing)?\b",
        r"\beffects? of [^.;]* on\b|\bdue to\b|\bowing to\b|\bresult(s|ed)? in\b",
        r"\b(promote|boost|raise|improve|enhance|reduce|weaken)(s|d)?\b|\b(increase|decrease)(s|d)\b",
        r"\bprov(e|es|ed|en|ing)\b|\bconfirm|\baccept(s|ed|ing)? the null\b|\bno (effect|difference|relationship)\b",
        r"\b(complete|full|partial)(ly)? mediat",
    ),
}
"""Patterns by language. The terms of art "total", "direct" and "indirect effect" are not among them."""

ALLOWED = {
    "paired.note_recall": "says that something is no evidence of a cause",
    "mediation.prose_type_complete": "said only where the type of a mediation is asked for",
    "mediation.prose_type_partial": "said only where the type of a mediation is asked for",
    "mediation.prose_type_opposite": "says that a mediation is of neither type",
}
"""Terms that hold such a word, and why they may."""


def claims(text: str, language: str) -> list[str]:
    """The words in `text` that claim too much."""
    patterns = CLAIMS[language]
    return [found.group() for pattern in patterns for found in re.finditer(pattern, text, flags=re.IGNORECASE)]
