"""The scales of a study in words."""

import pandas as pd

from surveykit.analyze.measures import measures
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey


def _survey(*, reversed_items: tuple[str, ...] = ()) -> Survey:
    book = Codebook.model_validate(
        {
            "variables": [{"name": name} for name in ("t1", "t2", "u1")],
            "scales": [
                {"name": "t", "label": {"zh": "信任", "en": "Trust"}, "items": ["t1", "t2"], "citation": "Own wording",
                 "reversed": reversed_items},
                {"name": "u", "label": {"zh": "意愿", "en": "Willingness"}, "items": ["u1"]},
            ],
        }
    )  # fmt: skip
    return Survey.from_frame(pd.DataFrame({"t1": [1], "t2": [1], "u1": [1]}), codebook=book)


def test_scales_items_and_sources_are_named() -> None:
    result = measures(_survey())
    assert result.prose() == "本研究采用2个量表，共3个题项：信任（2题，Own wording）；意愿（1题）。"
    assert result.prose(language="en", style="apa7") == (
        "The number of scales is 2, with 3 items in all: Trust (k = 2, Own wording); Willingness (k = 1)."
    )


def test_reversed_items_are_named() -> None:
    result = measures(_survey(reversed_items=("t1", "t2")))
    assert result.prose().endswith("反向题为t1和t2。")
    assert result.prose(language="en", style="apa7").endswith("Items worded against their scale: t1 and t2.")
