"""What pdfLaTeX has to be told before it reads characters that other engines know by themselves."""

from __future__ import annotations

import re

KNOWN = re.compile(
    "[\x00-\u00ff\u0100-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e\u2013\u2014"
    "\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
"""Characters that it reads without help."""

GREEK = (
    "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi "
    "ρ rho σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma "
    "Φ Phi Ψ Psi Ω Omega"
)
RELATIONS = (
    "≤ le ≥ ge ≠ ne ≈ approx ∞ infty √ surd ∑ sum ∏ prod ∂ partial ∆ Delta ∫ int ∙ bullet "
    "← leftarrow ↑ uparrow → rightarrow ↓ downarrow ′ prime ″ prime\\prime"
)
MATHEMATICS = dict(zip((words := f"{GREEK} {RELATIONS}".split())[::2], words[1::2], strict=True))
"""Characters that stand in its mathematical fonts, and the commands for them."""

RAISED = dict(zip("⁰⁴⁵⁶⁷⁸⁹ⁿ", "0456789n", strict=True))


def declarations(text: str) -> list[str]:
    r"""A line for each character of LaTeX text that pdfLaTeX does not know: a command, or its code in a frame.

    >>> declarations("Cronbach's α, é")
    ['\\DeclareUnicodeCharacter{03B1}{\\ensuremath{\\alpha}}']
    """
    signs = sorted({sign for sign in text if not KNOWN.match(sign)})
    return [rf"\DeclareUnicodeCharacter{{{ord(sign):04X}}}{{{_shown(sign)}}}" for sign in signs]


def _shown(sign: str) -> str:
    if sign in MATHEMATICS:
        return rf"\ensuremath{{\{MATHEMATICS[sign]}}}"
    if sign in RAISED:
        return rf"\textsuperscript{{{RAISED[sign]}}}"
    return rf"\unicodesign{{{ord(sign):04X}}}"
