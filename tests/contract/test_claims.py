"""Nothing that is printed claims a cause, proves a hypothesis, or accepts a null hypothesis."""

import pytest
from claims import ALLOWED, claims

from surveykit.core.terms import topics

TERMS = [(f"{topic}.{entry}", wording) for topic, entries in topics().items() for entry, wording in entries.items()]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_term_claims_more_than_an_association(language: str) -> None:
    found = {key: claims(wording[language], language) for key, wording in TERMS if key not in ALLOWED}
    assert {key: words for key, words in found.items() if words} == {}


def test_every_exception_is_needed() -> None:
    wordings = dict(TERMS)
    needed = {key for key in ALLOWED if any(claims(wordings[key][language], language) for language in ("zh", "en"))}
    assert needed == set(ALLOWED)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "信任对参与意愿有显著正向影响"),
        ("zh", "结果证明了假设H1"),
        ("zh", "因此接受原假设"),
        ("zh", "满意度起完全中介作用"),
        ("en", "The effect of trust on willingness was significant"),
        ("en", "Trust leads to participation"),
        ("en", "This proves the hypothesis"),
        ("en", "We accept the null hypothesis"),
    ],
)
def test_a_claim_is_found(language: str, sentence: str) -> None:
    assert claims(sentence, language)
