"""What to print for an item, and for a regression term such as ``party=1`` or ``trust:hukou=2``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from surveykit.core.codebook import Codebook, Language, Text
from surveykit.core.terms import term as wording

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


def marked_item(codebook: Codebook, name: str, language: Language) -> str:
    """The label of an item, marked where the item is worded against its scale."""
    mark = wording("common.mark_reversed", language) if name in codebook.reverse_keyed else ""
    return item_label(codebook, name, language) + mark


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


def labels_text(codebook: Codebook, terms: Sequence[str]) -> Text:
    """The labels of terms as one list in each language, for a note.

    Examples
    --------
    >>> from surveykit.core.codebook import Variable
    >>> trust = Variable(name="trust", label={"zh": "信任", "en": "Trust"})
    >>> labels_text(Codebook(variables=(trust,)), ["trust", "age"])
    Text(zh='信任、age', en='Trust, age')
    """
    return Text(
        zh=_joined((term_label(codebook, name, "zh") for name in terms), "zh"),
        en=_joined((term_label(codebook, name, "en") for name in terms), "en"),
    )


def values_text(codebook: Codebook, name: str, codes: Sequence[float]) -> Text:
    """The labels of answer codes of one variable as one list in each language, for a note."""
    return Text(
        zh=_joined((codebook.value_label(name, code, "zh") for code in codes), "zh"),
        en=_joined((codebook.value_label(name, code, "en") for code in codes), "en"),
    )


def _joined(labels: Iterable[str], language: Language) -> str:
    return wording("prose.list_separator", language).join(labels)
