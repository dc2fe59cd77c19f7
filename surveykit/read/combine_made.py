"""What some batches hold and others could: columns that were derived, gaps that were imputed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from surveykit.core.derived import sources_of
from surveykit.core.survey import Survey
from surveykit.errors import OptionError


def refuse_half_derived(batches: Sequence[Survey]) -> None:
    """Refuse columns that were made in some batches and not in others, although those hold what they were made of."""
    made = {
        column: sources_of(step)
        for batch in batches
        for step in batch.log
        if "into" in step.arguments
        for column in step.columns
    }
    half = sorted(
        column
        for column, sources in made.items()
        if any(column not in batch.data and set(sources) <= set(batch.data.columns) for batch in batches)
    )
    if half:
        raise OptionError(
            f"columns {half} were derived in some batches and not in others; combine the batches first, then derive"
        )


def refuse_half_imputed(batches: Sequence[Survey]) -> None:
    """Refuse scales whose gaps were filled in some of the batches that hold them, or within other limits."""
    limits = [_imputed(batch) for batch in batches]
    half = sorted(
        scale
        for scale in {scale for found in limits for scale in found}
        if len({found.get(scale) for found, batch in zip(limits, batches, strict=True) if _holds(batch, scale)}) > 1
    )
    if half:
        raise OptionError(
            f"gaps of the scales {half} are imputed in some batches and not in others, or within other limits; combine "
            "the batches first, then call impute_person_mean"
        )


def _imputed(survey: Survey) -> dict[str, float]:
    """For every scale whose gaps were filled, the share of items that had to be answered."""
    steps: list[Mapping[str, Any]] = [step.arguments for step in survey.log if step.verb == "impute_person_mean"]
    return {scale: arguments["min_share"] for arguments in steps for scale in arguments["scales"]}


def _holds(survey: Survey, scale: str) -> bool:
    codebook = survey.codebook
    return codebook.has_scale(scale) and set(codebook.scale(scale).items) <= set(survey.data.columns)
