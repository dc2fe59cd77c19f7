"""Answers in which it is known what goes with what: belonging with trust, joining with belonging, nothing with luck."""

import numpy as np
import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey

LABELS = {
    "trust": ("社区信任", "Trust"),
    "belonging": ("归属感", "Belonging"),
    "join": ("参与意愿", "Willingness"),
    "distance": ("路程", "Distance"),
    "luck": ("运气", "Luck"),
    "before": ("进驻前次数", "Visits before"),
    "after": ("进驻后次数", "Visits after"),
    "same": ("再问次数", "Visits asked again"),
    "party": ("政治面貌", "Party"),
    "news1": ("海报", "Poster"),
    "news2": ("邻居", "Neighbour"),
}


def _codebook() -> Codebook:
    party = {1: {"zh": "党员", "en": "Member"}, 2: {"zh": "群众", "en": "No member"}}
    return Codebook.model_validate(
        {
            "variables": [
                {"name": name, "label": {"zh": zh, "en": en}, "kind": "nominal" if name == "party" else "numeric",
                 "values": party if name == "party" else {}}
                for name, (zh, en) in LABELS.items()
            ],
            "sets": [{"name": "news", "label": {"zh": "信息渠道", "en": "Channels"}, "members": ["news1", "news2"]}],
            "hypotheses": [
                {"id": "H1", "label": {"zh": "归属感正向影响参与意愿", "en": "Belonging raises willingness"},
                 "test": "regression", "outcome": "join", "predictors": "belonging"},
                {"id": "H2", "label": {"zh": "运气正向影响参与意愿", "en": "Luck raises willingness"},
                 "test": "regression", "outcome": "join", "predictors": "luck"},
                {"id": "H3", "label": {"zh": "未检验", "en": "Untested"},
                 "test": "regression", "outcome": "trust", "predictors": "luck"},
            ],
        }
    )  # fmt: skip


@pytest.fixture(scope="session")
def survey() -> Survey:
    random = np.random.default_rng(7)
    n = 200
    noise = random.normal(size=(n, 6))
    frame = pd.DataFrame({"trust": noise[:, 0], "luck": noise[:, 3], "distance": noise[:, 4]})
    frame["belonging"] = 0.7 * frame["trust"] + noise[:, 1]
    frame["join"] = 0.6 * frame["belonging"] + 0.4 * frame["trust"] - 0.5 * frame["distance"] + noise[:, 2]
    frame["before"] = random.integers(0, 5, n)
    frame["after"] = frame["before"] + random.integers(0, 3, n)
    frame["same"] = frame["before"] + np.tile([-1, 1], n // 2)
    frame["party"] = np.repeat([1, 2], [120, 80])
    frame["news1"], frame["news2"] = 1, np.tile([0, 1], n // 2)
    for position in range(1, 4):
        frame[f"t{position}"] = frame["trust"] + random.normal(scale=0.6, size=n)
        frame[f"u{position}"] = frame["luck"] + random.normal(scale=3, size=n)
    return Survey.from_frame(frame, codebook=_codebook())
