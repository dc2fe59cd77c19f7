"""Scale scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from surveykit.core.checks import as_count, as_names, check_columns, check_numeric, check_survey
from surveykit.core.codebook import Codebook, Scale, Variable
from surveykit.core.ranges import refuse_outside
from surveykit.core.steps import source_rows, stacked
from surveykit.core.survey import CASE_COLUMNS, Step, Survey
from surveykit.errors import ColumnError, OptionError


def score_scales(
    survey: Survey, *, scales: str | Iterable[str] | None = None, min_answered: int | None = None, suffix: str = ""
) -> Survey:
    """Score the scales of the codebook: the mean or the sum of their items.

    Parameters
    ----------
    survey : Survey
        Answers whose reversed items have been reversed.
    scales : str or list of str, optional
        Scales of the codebook; all of them where not given.
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
        (``not_scored``).

    Raises
    ------
    ColumnError
        If an item is not a column, an item declared reversed has not been reversed, or a column is taken.
    AnswerError
        If an answer is outside the range of the codebook.
    OptionError
        If `min_answered` is more than the items of a scale.

    Notes
    -----
    A mean is taken over the answered items; a sum is that mean times the number of items, so that a gap does not
    count as 0 (person mean). SPSS ``MEAN.n`` and ``SUM.n`` have the same minimum, but ``SUM.n`` adds only what is
    there. R's psych ``scoreItems`` puts in item medians unless told otherwise. A column named as its scale is
    described by the scale in the codebook; with a suffix it gets a variable of its own.

    Checked against
    ---------------
    Counted by hand in ``tests/scales/test_score.py``.

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
    _check(survey, wanted, min_answered, suffix)
    least = {scale.name: scale.required if min_answered is None else min_answered for scale in wanted}
    data = survey.data
    answered = {scale.name: data[list(scale.items)].notna().sum(axis=1) for scale in wanted}
    enough = {name: count >= least[name] for name, count in answered.items()}
    scores = {scale.name + suffix: _score(data, scale).where(enough[scale.name]) for scale in wanted}
    substituted = _substituted(survey, wanted, answered, least, suffix)
    step = Step(
        verb="score_scales",
        rows_before=len(data),
        rows_after=len(data),
        columns=tuple(scores),
        arguments={
            "scales": [scale.name for scale in wanted],
            "items": {scale.name: list(scale.items) for scale in wanted},
            "min_answered": least,
            "person_mean": _counted(substituted, wanted, suffix),
            "not_scored": {name: int((~given).sum()) for name, given in enough.items() if not given.all()},
        },
        cases=substituted,
    )
    codebook = survey.codebook.with_variables(_described(survey.codebook, wanted, suffix) if suffix else {})
    return survey.changed(step, data=data.assign(**scores), codebook=codebook)


def _substituted(
    survey: Survey, scales: Sequence[Scale], answered: Mapping[str, pd.Series], least: Mapping[str, int], suffix: str
) -> pd.DataFrame:
    """One case per score that rests on fewer than all items, with the columns of `CASE_COLUMNS`."""
    cases = []
    for scale in scales:
        count = answered[scale.name]
        count = count[(count >= least[scale.name]) & (count < len(scale.items))]
        ids = pd.Series(count.index)
        found = pd.DataFrame({"id": ids, "row": source_rows(survey, ids)}).assign(
            column=scale.name + suffix,
            rule="person_mean",
            value=[f"{n}/{len(scale.items)}" for n in count],
            cut_off=least[scale.name],
            action="scored",
        )
        cases.append(found[list(CASE_COLUMNS)])
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


def _check(survey: Survey, scales: Sequence[Scale], min_answered: int | None, suffix: str) -> None:
    """Refuse scales that cannot be scored as the codebook says."""
    if not isinstance(suffix, str) or suffix != suffix.strip():
        raise OptionError(f"suffix={suffix!r} must be a text without blanks around it, such as '_strict'")
    if min_answered is not None:
        as_count(min_answered, 1, argument="min_answered")
    for scale in scales:
        check_columns(survey, scale.items, argument=f"scale {scale.name!r}")
        check_numeric(survey, scale.items, argument=f"scale {scale.name!r}")
        unturned = [item for item in scale.reversed if item not in survey.reversed_items]
        if unturned:
            raise ColumnError(
                f"scale {scale.name!r}: items {unturned} are declared reversed but have not been reversed; "
                "call reverse_items first"
            )
        column = scale.name + suffix
        if column in survey.data.columns or (suffix and survey.codebook.has_scale(column)):
            raise ColumnError(f"column {column!r} is there already; give another suffix to score a second time")
        if min_answered is not None and min_answered > len(scale.items):
            raise OptionError(
                f"min_answered={min_answered}, but scale {scale.name!r} has {len(scale.items)} items; "
                "score it in a call of its own"
            )
    refuse_outside(survey, [item for scale in scales for item in scale.items])


def _score(data: pd.DataFrame, scale: Scale) -> pd.Series:
    """The mean of the answered items, or that mean times the number of items.

    The sum is not made from the mean, so that with nothing missing it is the whole number that adding up gives.
    """
    answers = data[list(scale.items)].astype(float)
    if scale.method == "mean":
        return answers.mean(axis=1)
    answered = answers.notna().sum(axis=1)
    return answers.sum(axis=1) * len(scale.items) / answered.where(answered > 0)


def _described(codebook: Codebook, scales: Sequence[Scale], suffix: str) -> dict[str, Variable]:
    """A variable for each score under another name than its scale's."""
    variables = {}
    for scale in scales:
        ranges = [codebook.variable(item).range for item in scale.items]
        times = len(scale.items) if scale.method == "sum" else 1
        low, high = _mean([low for low, _ in ranges]), _mean([high for _, high in ranges])
        variables[scale.name + suffix] = Variable(
            name=scale.name + suffix,
            label=scale.label,
            kind="numeric",
            low=None if low is None else low * times,
            high=None if high is None else high * times,
        )
    return variables


def _mean(edges: Sequence[float | None]) -> float | None:
    known = [edge for edge in edges if edge is not None]
    return sum(known) / len(known) if len(known) == len(edges) else None
