"""Customary limits are told with their source, can be changed and switched off; the type of a mediation on request."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.efa import efa
from surveykit.analyze.mediation import mediation
from surveykit.analyze.regression import linear_regression
from surveykit.analyze.reliability import reliability
from surveykit.core.codebook import Codebook
from surveykit.core.style import PRESETS
from surveykit.core.survey import Survey
from surveykit.core.wording import CUSTOMARY, Threshold, Wording
from surveykit.prose.phrases import limit_words

ITEMS = ["t1", "t2", "t3", "u1", "u2", "u3"]
SILENT = Wording(thresholds={})
TYPED = Wording(mediation_type=True)


@pytest.mark.parametrize("name", CUSTOMARY)
def test_every_limit_names_value_and_source(name: str) -> None:
    zh, en = (limit_words(CUSTOMARY[name], PRESETS[style]) for style in ("cn-generic", "apa7"))
    assert CUSTOMARY[name].source
    assert zh.endswith(f"（{CUSTOMARY[name].source}）")
    assert en.endswith(f" ({CUSTOMARY[name].source})")


def test_limits_are_printed_as_their_kind() -> None:
    shown = {name: limit_words(limit, PRESETS["apa7"]).split(" ")[0] for name, limit in CUSTOMARY.items()}
    assert shown == {
        "alpha": ".70",
        "item_rest": ".30",
        "kmo": ".60",
        "loading": ".40",
        "communality": ".40",
        "skew": "2",
        "kurtosis": "7",
        "vif": "10",
        "first_factor": "50%",
    }
    assert limit_words(Threshold(0.7), PRESETS["cn-generic"]) == "0.70"


def test_another_limit_replaces_the_customary_one(survey: Survey) -> None:
    strict = Wording(thresholds={**CUSTOMARY, "alpha": Threshold(0.99, "Lance et al., 2006")})
    text = reliability(survey, items={"T": ITEMS[:3]}).prose(wording=strict)
    assert "T的α低于惯用标准0.99（Lance et al., 2006）" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_limits_none_is_mentioned(survey: Survey, language: str) -> None:
    results = [
        reliability(survey, items={"T": ITEMS[:3], "U": ITEMS[3:]}),
        efa(survey, items=ITEMS, n_factors=2, seed=1),
        linear_regression(survey, outcome="join", predictors=["trust", "luck"]),
    ]
    for result in results:
        loud, text = (result.prose(language=language, wording=wording) for wording in (Wording(), SILENT))  # type: ignore[arg-type]
        word = {"zh": "惯用", "en": "customary"}[language]
        assert word in loud
        assert word not in text
        assert not any(limit.source in text for limit in CUSTOMARY.values())


def test_items_below_a_limit_are_named(survey: Survey) -> None:
    text = reliability(survey, items={"U": ITEMS[3:]}).prose()
    assert "CITC低于惯用标准0.30（Nunnally & Bernstein, 1994）的题项有u1" in text


def test_collinearity_is_no_reason_to_drop_a_variable() -> None:
    random = np.random.default_rng(1)
    x = random.normal(size=300)
    frame = pd.DataFrame({"x": x, "z": x + 0.1 * random.normal(size=300), "y": x + random.normal(size=300)})
    result = linear_regression(frame, outcome="y", predictors=["x", "z"])
    assert "不低于惯用界限10（Hair et al., 2010）" in result.prose()
    assert "no reason to drop a variable" in result.prose(language="en")


def test_one_general_factor_raises_the_question_of_common_method_bias() -> None:
    random = np.random.default_rng(2)
    frame = pd.DataFrame(random.normal(size=(200, 1)) + 0.4 * random.normal(size=(200, 6)), columns=ITEMS)
    scales = [{"name": "T", "items": ITEMS[:3]}, {"name": "U", "items": ITEMS[3:]}]
    book = Codebook.model_validate(
        {"variables": [{"name": name, "kind": "numeric"} for name in ITEMS], "scales": scales}
    )
    result = efa(Survey.from_frame(frame, codebook=book), items=ITEMS, n_factors=1, seed=1)
    assert "不低于惯用界限50%（Podsakoff & Organ, 1986），应考虑共同方法偏差" in result.prose()


def chain(*, direct: float) -> pd.DataFrame:
    random = np.random.default_rng(3)
    x, e, f = random.normal(size=(3, 400))
    m = 0.6 * x + e
    return pd.DataFrame({"x": x, "m": m, "y": 0.6 * m + direct * x + f})


@pytest.mark.parametrize(
    ("direct", "zh", "en"),
    [
        (0.0, "经m的完全中介；直接效应未达显著并不表明没有直接效应", "complete mediation through m"),
        (0.6, "经m的部分中介；这一称谓取决于样本量", "partial mediation through m"),
        (-1.0, "属遮掩效应，不称为完全或部分中介", "inconsistent mediation, neither complete nor partial"),
    ],
)
def test_the_type_of_a_mediation_follows_the_direct_effect(direct: float, zh: str, en: str) -> None:
    result = mediation(chain(direct=direct), x="x", m="m", y="y", n_boot=200, seed=1)
    assert zh in result.prose(wording=TYPED)
    assert en in result.prose(language="en", wording=TYPED)
    assert "完全中介" not in result.prose()
    assert "部分中介" not in result.prose()


def test_no_type_is_named_without_an_indirect_effect(survey: Survey) -> None:
    result = mediation(survey, x="luck", m="distance", y="join", n_boot=200, seed=1)
    assert "故不判定中介类型" in result.prose(wording=TYPED)
