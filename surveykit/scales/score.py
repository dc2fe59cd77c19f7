"""Scale scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import pandas as pd

from surveykit.core.checks import as_count, as_names, check_columns, check_numeric, check_option, check_survey
from surveykit.core.codebook import Codebook, Scale, ScaleMethod
from surveykit.core.derived import answers_given
from surveykit.core.steps import stacked
from surveykit.core.survey import CASE_COLUMNS, Step, Survey
from surveykit.errors import ColumnError, OptionError
from surveykit.scales.answers import partly_answered, refuse_nominal, refuse_unscorable, refuse_unturned
from surveykit.scales.methods import STANDARDIZED, described, scored, standardization
from surveykit.scales.notes import scale_notes


def score_scales(
    survey: Survey,
    *,
    scales: str | Iterable[str] | None = None,
    method: ScaleMethod | None = None,
    min_answered: int | None = None,
    suffix: str = "",
) -> Survey:
    """Score the scales of the codebook, each by its own method.

    Parameters
    ----------
    survey : Survey
        Answers whose reversed items have been reversed.
    scales : str or list of str, optional
        Scales of the codebook; all of them where not given.
    method : {"mean", "sum", "pomp", "z", "t"}, optional
        What a score is, see Notes; as each scale says where not given. Another method than the codebook's needs a
        `suffix`, because the column that bears the name of a scale is scored as the codebook says.
    min_answered : int, optional
        Fewest answered items for which a score is given; what each scale says where not given (half its items,
        rounded up, unless the codebook has another number).
    suffix : str
        Put after a scale's name to make the name of its column, such as ``"_strict"`` for a second scoring.

    Returns
    -------
    Survey
        With one float64 column per scale, named as the scale, missing where too few items are answered. The step
        counts per scale the respondents whose gaps were bridged (``person_mean``) and those without a score
        (``not_scored``); for z and T it has the mean and SD of the respondents that they were made with
        (``standardized``). Its notes name the items that nobody answered, those that correlate negatively with the sum
        of the others, which points to a forgotten reversal, and those that are answered in another range.

    Raises
    ------
    ColumnError
        If an item is not a column, an item declared reversed has not been reversed, or one was reversed for another
        scale only; if a column is taken, or a dimension has items that its scale has not; under ``pomp`` if the
        codebook does not give the range of an item.
    AnswerError
        If an answer is outside the range of the codebook, or infinite.
    OptionError
        If `min_answered` is more than the items of a scale, or `method` is not the codebook's and there is no suffix.
    SampleError
        Under ``z`` and ``t``, if the scores do not vary.

    Notes
    -----
    A mean is taken over the answered items; a sum is that mean times the number of items, so that a gap does not
    count as 0 (person mean). Items that `impute_person_mean` filled count as unanswered. SPSS ``MEAN.n`` and
    ``SUM.n`` have the same minimum, but ``SUM.n`` adds only what is there. R's psych ``scoreItems`` puts in item
    medians unless told otherwise.

    ``pomp``, the percent of maximum possible, is the mean over the answered items of 100 (x - low) / (high - low), by
    the range that the codebook declares and never by the answers: 0 where every answer is the lowest, 100 where every
    answer is the highest. ``z`` is the mean of the items, standardized over the respondents with a score to mean 0 and
    SD 1 (n - 1), ``t`` is 50 + 10 z. Both depend on the sample: they compare respondents with these others, stay as
    they are when respondents leave later, and are not to be compared between samples or waves.

    A scale with dimensions gets a score only where each of its dimensions has as many answers as the codebook asks of
    it, so that a total never rests on part of its content.

    A column named as its scale is described by the scale in the codebook; with a suffix it gets a variable of its own.

    References
    ----------
    Cohen, P., Cohen, J., Aiken, L. S., & West, S. G. (1999). The problem of units and the circumstance for POMP.
    Multivariate Behavioral Research, 34, 315-346.

    Checked against
    ---------------
    psych 2.2.9 ``scoreItems`` (means, sums, and impute="none") with R 4.2.2 ``scale`` for z and T;
    ``tests/reference/scores``. Gaps are counted by hand in ``tests/scales/test_score.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Codebook, Survey, score_scales
    >>> codebook = Codebook.model_validate(
    ...     {"variables": [{"name": "t1"}, {"name": "t2"}], "scales": [{"name": "trust", "items": ["t1", "t2"]}]})
    >>> frame = pd.DataFrame({"t1": [4, None, None], "t2": [5, 3, None]})
    >>> scored = score_scales(Survey.from_frame(frame, codebook=codebook))
    >>> scored.data["trust"].tolist(), scored.log[-1].arguments["person_mean"]
    ([4.5, 3.0, nan], {'trust': 1})
    """
    check_survey(survey)
    wanted = _wanted(survey, scales)
    _check(survey, wanted, method, min_answered, suffix)
    wanted = [scale if method is None else scale.model_copy(update={"method": method}) for scale in wanted]
    least = {scale.name: scale.required if min_answered is None else min_answered for scale in wanted}
    data = survey.data
    answered = {scale.name: answers_given(survey, scale.items) for scale in wanted}
    enough = {scale.name: _enough(survey.codebook, scale, answered[scale.name], least) for scale in wanted}
    scores = {scale.name + suffix: scored(survey, scale, enough[scale.name]) for scale in wanted}
    substituted = _substituted(survey, wanted, answered, enough, least, suffix)
    standard = {
        scale.name + suffix: standardization(survey, scale, enough[scale.name])
        for scale in wanted
        if scale.method in STANDARDIZED
    }
    step = Step(
        verb="score_scales",
        rows_before=len(data),
        rows_after=len(data),
        columns=tuple(scores),
        arguments={
            "scales": [scale.name for scale in wanted],
            "items": {scale.name: list(scale.items) for scale in wanted},
            "method": {scale.name: scale.method for scale in wanted},
            "min_answered": least,
            "person_mean": _counted(substituted, wanted, suffix),
            "not_scored": {name: int((~given).sum()) for name, given in enough.items() if not given.all()},
            **({"standardized": standard} if standard else {}),
        },
        notes=scale_notes(survey, wanted) if len(data) else (),
        cases=substituted,
    )
    new = {scale.name + suffix: described(survey.codebook, scale, suffix) for scale in wanted} if suffix else {}
    return survey.changed(step, data=data.assign(**scores), codebook=survey.codebook.with_variables(new))


def _enough(codebook: Codebook, scale: Scale, answered: pd.DataFrame, least: Mapping[str, int]) -> pd.Series:
    """Who has answered enough of a scale, and of each of its dimensions."""
    enough = answered.sum(axis=1) >= least[scale.name]
    for dimension in map(codebook.scale, scale.dimensions):
        enough &= answered[list(dimension.items)].sum(axis=1) >= dimension.required
    return enough


def _substituted(
    survey: Survey,
    scales: Sequence[Scale],
    answered: Mapping[str, pd.DataFrame],
    enough: Mapping[str, pd.Series],
    least: Mapping[str, int],
    suffix: str,
) -> pd.DataFrame:
    """One case per score that rests on fewer than all items, with the columns of `CASE_COLUMNS`."""
    cases = [
        partly_answered(
            survey,
            answered[scale.name].sum(axis=1)[enough[scale.name]],
            len(scale.items),
            least[scale.name],
            column=scale.name + suffix,
        )
        for scale in scales
    ]
    return stacked(cases, CASE_COLUMNS)


def _counted(substituted: pd.DataFrame, scales: Sequence[Scale], suffix: str) -> dict[str, int]:
    """How many scores of each scale rest on fewer than all items, for the scales that have any."""
    per_column = substituted["column"].value_counts()
    return {s.name: int(per_column[s.name + suffix]) for s in scales if s.name + suffix in per_column.index}


def _wanted(survey: Survey, scales: str | Iterable[str] | None) -> list[Scale]:
    if scales is not None:
        return [survey.codebook.scale(name) for name in as_names(scales, argument="scales")]
    if not survey.codebook.scales:
        raise ColumnError("the codebook has no scales; add them to it, each with its items")
    return list(survey.codebook.scales)


def _check(
    survey: Survey, scales: Sequence[Scale], method: ScaleMethod | None, min_answered: int | None, suffix: str
) -> None:
    """Refuse scales that cannot be scored as the codebook says."""
    if not isinstance(suffix, str) or suffix != suffix.strip():
        raise OptionError(f"suffix={suffix!r} must be a text without blanks around it, such as '_strict'")
    if min_answered is not None:
        as_count(min_answered, 1, argument="min_answered")
    if method is not None:
        check_option(method, get_args(ScaleMethod), argument="method")
    for scale in scales:
        _check_items(survey, scale)
        _check_name(survey, scale, method, suffix)
        if min_answered is not None and min_answered > len(scale.items):
            raise OptionError(
                f"min_answered={min_answered}, but scale {scale.name!r} has {len(scale.items)} items; "
                "score it in a call of its own"
            )
    refuse_unscorable(survey, list(dict.fromkeys(item for scale in scales for item in scale.items)))


def _check_items(survey: Survey, scale: Scale) -> None:
    """Refuse items that are no numbers or still to be reversed, and dimensions with items of their own."""
    owner = f"scale {scale.name!r}"
    check_columns(survey, scale.items, argument=owner)
    check_numeric(survey, scale.items, argument=owner)
    refuse_nominal(survey, scale.items, argument=owner)
    refuse_unturned(survey, scale.reversed, owner=owner)
    _refuse_turned(survey, scale)
    for dimension in map(survey.codebook.scale, scale.dimensions):
        strangers = [item for item in dimension.items if item not in scale.items]
        if strangers:
            raise ColumnError(
                f"{owner}: items {strangers} of its dimension {dimension.name!r} are not among its own; "
                "list them under the scale's items, or take the dimension out"
            )


def _refuse_turned(survey: Survey, scale: Scale) -> None:
    """Refuse items that were reversed for another scale, while this one takes them as they were ticked."""
    for other in survey.codebook.scales:
        if other.name in scale.dimensions or scale.name in other.dimensions:
            continue
        turned = [i for i in other.reversed if i in scale.items and i not in scale.reversed]
        if survey.reversed_items.intersection(turned):
            raise ColumnError(
                f"scale {scale.name!r}: items {turned} have been reversed for scale {other.name!r}, but {scale.name!r} "
                "does not declare them reversed; declare them in both, or give one scale a copy of the column"
            )


def _check_name(survey: Survey, scale: Scale, method: ScaleMethod | None, suffix: str) -> None:
    """Refuse a column that is taken, or that would not hold what the codebook says of the scale."""
    column = scale.name + suffix
    if not suffix and method not in (None, scale.method):
        raise OptionError(
            f"method={method!r}, but by the codebook a score of {scale.name!r} is its {scale.method!r}; give the "
            f"column a name of its own, such as suffix='_{method}', or change the codebook"
        )
    if column in survey.data.columns or (suffix and survey.codebook.has_scale(column)):
        raise ColumnError(f"column {column!r} is there already; give another suffix to score a second time")
