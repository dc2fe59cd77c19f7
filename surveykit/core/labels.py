"""What to print for an item, and for a regression term such as ``party=1`` or ``trust:hukou=2``."""

from __future__ import annotations

from surveykit.core.codebook import Codebook, Language

VALUE_SIGN: dict[Language, str] = {"zh": "：", "en": ": "}
PRODUCT_SIGN = " × "


def item_label(codebook: Codebook, name: str, language: Language) -> str:
    """The label of an item after its name, so that it is found in the questionnaire; a scale by its label alone.

    Examples
    --------
    >>> from surveykit.core.codebook import Variable
    >>> item_label(Codebook(variables=(Variable(name="T1", label="I trust my neighbours"),)), "T1", "en")
    'T1 I trust my neighbours'
    """
    label = codebook.label(name, language)
    return label if label == name or codebook.has_scale(name) else f"{name} {label}"


def term_label(codebook: Codebook, term: str, language: Language) -> str:
    """The label of a term: a column or scale, a category of a column, or a product of these.

    Examples
    --------
    >>> from surveykit.core.codebook import Variable
    >>> values = {1: {"zh": "党员", "en": "member"}}
    >>> party = Variable(name="party", label={"zh": "政治面貌", "en": "Party"}, values=values)
    >>> term_label(Codebook(variables=(party,)), "party=1", "zh")
    '政治面貌：党员'
    >>> term_label(Codebook(variables=(party,)), "trust:party=1", "en")
    'trust × Party: member'
    """
    if codebook.has_variable(term) or codebook.has_scale(term):
        return codebook.label(term, language)
    left, product, right = term.partition(":")
    if product:
        return PRODUCT_SIGN.join(term_label(codebook, part, language) for part in (left, right))
    name, category, code = term.rpartition("=")
    if category and codebook.has_variable(name):
        value = codebook.value_label(name, float(code), language)
        return codebook.label(name, language) + VALUE_SIGN[language] + value
    return term
