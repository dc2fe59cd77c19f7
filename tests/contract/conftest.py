"""One small study on which every verb can be called."""

import numpy as np
import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey

AGREE = {code: {"zh": f"同意{code}", "en": f"agree {code}"} for code in range(1, 6)}


def small_codebook() -> Codebook:
    items = [f"{scale}{i}" for scale in "ABC" for i in (1, 2, 3)]
    return Codebook.model_validate(
        {
            "title": {"zh": "小研究", "en": "Small study"},
            "variables": [
                {
                    "name": "sex",
                    "label": {"zh": "性别", "en": "Sex"},
                    "values": {1: {"zh": "男", "en": "male"}, 2: {"zh": "女", "en": "female"}},
                },
                {"name": "age", "kind": "numeric", "low": 10, "high": 99, "label": {"zh": "年龄", "en": "Age"}},
                {"name": "before", "kind": "ordinal", "values": AGREE, "label": {"zh": "之前", "en": "Before"}},
                {"name": "after", "kind": "ordinal", "values": AGREE, "label": {"zh": "之后", "en": "After"}},
                *[
                    {
                        "name": item,
                        "kind": "ordinal",
                        "values": AGREE,
                        "label": {"zh": f"题项{item}", "en": f"item {item}"},
                    }
                    for item in items
                ],
            ],
            "scales": [
                {"name": "A", "label": {"zh": "质量", "en": "Quality"}, "items": items[:3], "reversed": ["A3"]},
                {"name": "B", "label": {"zh": "满意", "en": "Satisfaction"}, "items": items[3:6]},
                {"name": "C", "label": {"zh": "意愿", "en": "Willingness"}, "items": items[6:]},
            ],
            "hypotheses": [
                {
                    "id": "H1",
                    "label": {"zh": "一", "en": "one"},
                    "test": "regression",
                    "outcome": "C",
                    "predictors": "B",
                },
                {
                    "id": "H2",
                    "label": {"zh": "二", "en": "two"},
                    "test": "mediation",
                    "outcome": "C",
                    "predictors": "A",
                    "mediator": "B",
                },
                {
                    "id": "H3",
                    "label": {"zh": "三", "en": "three"},
                    "test": "paired",
                    "outcome": "after",
                    "predictors": "before",
                },
            ],
        }
    )


def small_frame(n: int = 120, seed: int = 7) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    a = rng.standard_normal(n)
    b = 0.6 * a + 0.8 * rng.standard_normal(n)
    latent = {"A": a, "B": b, "C": 0.5 * b + 0.2 * a + 0.8 * rng.standard_normal(n)}

    def answers(values: np.ndarray) -> np.ndarray:
        return np.digitize(values, [-1.5, -0.5, 0.5, 1.5]) + 1

    columns: dict[str, object] = {"sex": rng.integers(1, 3, n), "age": rng.integers(18, 80, n)}
    columns |= {"before": answers(a - 0.3), "after": answers(a + rng.standard_normal(n))}
    for scale, values in latent.items():
        for i in (1, 2, 3):
            columns[f"{scale}{i}"] = answers(0.8 * values + 0.6 * rng.standard_normal(n))
    frame = pd.DataFrame(columns, index=[f"r{i}" for i in range(n)])
    frame["A3"] = 6 - frame["A3"]
    return frame.astype(float)


@pytest.fixture(scope="session")
def raw() -> Survey:
    """Answers as they were read, with paradata."""
    frame = small_frame()
    survey = Survey.from_frame(frame, codebook=small_codebook())
    rng = np.random.default_rng(3)
    paradata = pd.DataFrame(
        {
            "source_file": "small.csv",
            "source_row": range(2, len(frame) + 2),
            "submitted": pd.Timestamp("2025-05-01") + pd.to_timedelta(np.arange(len(frame)) * 7, unit="min"),
            "duration_seconds": rng.uniform(5, 400, len(frame)),
            "address_token": [f"t{i // 2}" for i in range(len(frame))],
            "mode": "web",
        },
        index=frame.index,
    )
    return Survey(survey.data, survey.codebook, paradata=paradata, log=survey.log)


@pytest.fixture(scope="session")
def scored(raw: Survey) -> Survey:
    """Reversed and scored."""
    import surveykit as sk

    return raw.pipe(sk.reverse_items).pipe(sk.score_scales)
