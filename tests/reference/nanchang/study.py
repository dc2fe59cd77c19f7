"""The bundled study, cleaned and scored as its own script does it."""

from __future__ import annotations

import runpy
from pathlib import Path

import pandas as pd

import surveykit as sk

STUDY = Path(__file__).parents[3] / "examples" / "nanchang_workers_home"


def valid_survey() -> sk.Survey:
    """The valid respondents, scored."""
    script = runpy.run_path(str(STUDY / "analysis.py"))
    scored: sk.Survey = script["score"](script["clean"](script["read"]()))
    return scored


def cleaned_frame(survey: sk.Survey) -> pd.DataFrame:
    """The columns that the reference values are computed from."""
    scales = ["SQ", "BR", "NPA", "SAT", "CV", "PW"]
    others = ["gender", "party_member", "age60", "use_pre", "use_post"]
    return survey.data[[*survey.codebook.items_of(scales), *scales, *others]]
