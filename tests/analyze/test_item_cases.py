"""Which columns no statistic of items takes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.efa import efa
from surveykit.analyze.factorability import factorability
from surveykit.analyze.item_analysis import item_analysis
from surveykit.analyze.reliability import reliability
from surveykit.clean.impute import impute_person_mean
from surveykit.core.codebook import Codebook
from surveykit.core.result import Result
from surveykit.core.survey import Survey
from surveykit.errors import AnswerError, ColumnError

ITEMS = ["a", "b", "c", "d"]
VERBS = [efa, factorability, reliability]


def answered(**last: object) -> Survey:
    """Answers from 1 to 5 to four items, the last of them described by `last`."""
    rng = np.random.default_rng(3)
    answers = np.clip(np.round(3 + rng.standard_normal((60, 1)) + rng.standard_normal((60, 4))), 1, 5)
    ordinal = [{"name": name, "kind": "ordinal", "low": 1, "high": 5} for name in ITEMS[:3]]
    return Survey(
        pd.DataFrame(answers, columns=ITEMS), Codebook.model_validate({"variables": [*ordinal, {"name": "d", **last}]})
    )


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("last", [{"values": {1: "x", 2: "y", 5: "z"}}, {"kind": "nominal"}, {"kind": "text"}])
def test_codes_without_order_are_refused(verb: Callable[..., Result], last: dict[str, object]) -> None:
    with pytest.raises(ColumnError, match=r"items: 'd' is (nominal|text) in the codebook.*ordinal or numeric"):
        verb(answered(**last), items=ITEMS)


@pytest.mark.parametrize("verb", VERBS)
def test_two_categories_need_no_order(verb: Callable[..., Result]) -> None:
    survey = answered(values={0: "no", 1: "yes"})
    data = survey.data.assign(d=(survey.data["d"] > 3).astype(float))
    assert verb(Survey(data, survey.codebook), items=ITEMS).counts.used == 60


@pytest.mark.parametrize("verb", VERBS)
def test_answers_outside_the_range_are_refused(verb: Callable[..., Result]) -> None:
    with pytest.raises(AnswerError, match="outside the range"):
        verb(answered(kind="ordinal", low=1, high=3), items=ITEMS)


@pytest.mark.parametrize("verb", [reliability, efa, item_analysis])
def test_imputed_answers_among_the_items_are_told_of_once_by_note_and_table(verb: Callable[..., Result]) -> None:
    items = [f"i{place}" for place in range(1, 6)]
    rng = np.random.default_rng(1)
    answers = np.clip(np.round(3 + rng.standard_normal((80, 1)) + 0.7 * rng.standard_normal((80, 5))), 1, 5)
    answers[[0, 1, 2], [0, 1, 2]] = np.nan
    variables = [{"name": item, "kind": "numeric", "low": 1, "high": 5} for item in items]
    codebook = Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": items}]})
    survey = Survey.from_frame(pd.DataFrame(answers, columns=items), codebook=codebook)
    imputed = impute_person_mean(survey)
    assert "imputed" not in " ".join(map(str, verb(survey, items=items).notes))
    result = verb(imputed, items=items)
    assert " ".join(map(str, result.notes)).count("imputed by the person mean (3)") == 1
    assert any("3个答案为个人均值插补" in note for note in result.table(language="zh").notes)
