"""Small surveys on which every rule can be counted by hand."""

from collections.abc import Callable

import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey

AGREE = {code: {"zh": f"同意{code}", "en": f"agree {code}"} for code in range(1, 6)}


def codebook(scales: dict[str, list[str]], *, reverse: tuple[str, ...] = (), others: tuple[str, ...] = ()) -> Codebook:
    items = [item for members in scales.values() for item in members]
    return Codebook.model_validate(
        {
            "variables": [
                *({"name": name, "kind": "numeric"} for name in others),
                *({"name": item, "kind": "ordinal", "values": AGREE} for item in items),
            ],
            "scales": [
                {"name": name, "items": members, "reversed": [item for item in members if item in reverse]}
                for name, members in scales.items()
            ],
        }
    )


@pytest.fixture
def build() -> Callable[..., Survey]:
    """A survey from a frame, a codebook and paradata columns, with source rows 2, 3, ..."""

    def make(frame: pd.DataFrame, book: Codebook | None = None, **paradata: object) -> Survey:
        survey = Survey.from_frame(frame, codebook=book)
        known = pd.DataFrame({"source_row": range(2, len(frame) + 2), **paradata}, index=frame.index)
        return Survey(survey.data, survey.codebook, paradata=known, log=survey.log)

    return make


@pytest.fixture
def two_scales() -> Codebook:
    """Scales F (f1 to f6) and G (g1 to g6), with g6 reversed, and a numeric variable age."""
    scales = {"F": [f"f{i}" for i in range(1, 7)], "G": [f"g{i}" for i in range(1, 7)]}
    return codebook(scales, reverse=("g6",), others=("age",))


@pytest.fixture
def answers() -> pd.DataFrame:
    """Four respondents: honest, a straight line of 4, a straight line with a gap, and a near-line."""
    columns = ["age", *(f"{scale}{i}" for scale in "fg" for i in range(1, 7))]
    rows = [
        [30, 4, 5, 3, 4, 2, 5, 3, 4, 5, 4, 3, 2],
        [41, *[4] * 12],
        [52, *[3] * 7, None, *[3] * 4],
        [63, *[4] * 8, 5, 3, 4, 2],
    ]
    return pd.DataFrame(rows, columns=columns, index=["honest", "line", "gap", "near"])
