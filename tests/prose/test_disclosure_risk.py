"""The risk in words, and the methods it rests on."""

import pandas as pd
from claims import claims

import surveykit as sk
from surveykit.prose.methods import methods_sentence

ANSWERS = pd.DataFrame({"sex": [1, 1, 2, 2, 2] * 4, "age": range(20), "vote": [0, 1] * 10})
RESULT = sk.disclosure_risk(ANSWERS, quasi_identifiers=["sex", "age"], sensitive="vote")


def test_the_risk_and_the_most_helpful_change_are_told() -> None:
    zh, en = RESULT.prose(), RESULT.prose(language="en", style="apa7")
    assert "k=1" in zh
    assert "20人（100.0%）" in zh
    assert "去掉age后为0.0%" in zh
    assert "k = 1" in en
    assert "0.0% without age" in en
    assert "vote, l = 1 (20 respondents" in en


def test_no_cause_is_claimed() -> None:
    assert claims(RESULT.prose(), "zh") == []
    assert claims(RESULT.prose(language="en"), "en") == []


def test_where_nobody_is_at_risk_no_change_is_told() -> None:
    safe = sk.disclosure_risk(ANSWERS, quasi_identifiers="sex")
    assert "only one variable" not in safe.prose(language="en")


def test_the_methods_name_variables_limit_and_sources() -> None:
    text = methods_sentence(RESULT, language="en", style="apa7")
    assert "k-anonymity (Sweeney, 2002) on sex and age; combinations of fewer than 5" in text
    assert "Machanavajjhala et al., 2007" in text
    alone = sk.disclosure_risk(ANSWERS, quasi_identifiers="sex")
    assert "Machanavajjhala" not in methods_sentence(alone, language="en", style="apa7")
