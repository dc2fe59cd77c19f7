"""Scores that a file brings along: columns under the name of their scale, as scoring adds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from surveykit.core.codebook import Text
from surveykit.core.survey import Survey
from surveykit.core.terms import bilingual, listing
from surveykit.read.plan import Plan


def with_scores(survey: Survey, plan: Plan) -> Survey:
    """The survey with numbers under the name of a scale as scores of it, which no variable describes.

    A name means one thing in a codebook, so such a column was drafted under another one.
    """
    scales = {scale.name for scale in plan.codebook.scales}
    data = survey.data
    names = {
        name: column.header
        for name, column in plan.match.single.items()
        if column.header in scales and name in data and pd.api.types.is_numeric_dtype(data[name])
    }
    if not names:
        return survey
    step = survey.log[0]
    said = bilingual("reading.scores_brought", names=listing(names.values(), most=len(names)))
    return Survey(
        data.rename(columns=names),
        survey.codebook.model_copy(
            update={"variables": tuple(v for v in survey.codebook.variables if v.name not in names)}
        ),
        paradata=survey.paradata,
        missing_reasons=survey.missing_reasons.rename(columns=names),
        log=(
            replace(
                step,
                columns=tuple(names.get(name, name) for name in step.columns),
                notes=(*(_renamed(note, names) for note in step.notes), said),
            ),
        ),
    )


def _renamed(note: Text, names: Mapping[str, str]) -> Text:
    """A note that names the columns as the survey does."""
    zh, en = note.zh, note.en
    for name, header in names.items():
        zh, en = zh.replace(f"“{name}”", f"“{header}”"), en.replace(repr(name), repr(header))
    return Text(zh=zh, en=en)
