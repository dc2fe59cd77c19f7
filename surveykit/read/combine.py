"""Batches of one study under one roof: `combine`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from surveykit.core.checks import check_option
from surveykit.core.codebook import Codebook, Variable
from surveykit.core.survey import Step, Survey
from surveykit.errors import CodebookError, ColumnError, OptionError


def combine(surveys: Sequence[Survey], *, ids: str = "mode") -> Survey:
    """Stack batches that were collected in different ways, such as a web link and paper forms.

    Parameters
    ----------
    surveys : sequence of Survey
        At least two. Variables of the same name must have the same kind, values, missing codes and range, scales and
        sets of the same name the same definition, and what has been reversed or scored must be so in every batch.
    ids : {"mode", "keep"}
        ``"mode"`` puts the mode of the batch before each id (``web-12``, ``paper-3``); ``"keep"`` leaves ids as
        they are, if no two batches share one.

    Returns
    -------
    Survey
        All respondents, in the order of the batches. A variable that a batch did not ask is empty there, with the
        reason ``not_shown``. The log holds the steps of every batch, with the new ids, and one of its own.

    Raises
    ------
    OptionError
        If anything but a list of two or more surveys is given, or `ids` is not one of the words above; if an item is
        reversed, or a scale scored, in some batches only, or scored with another minimum of answers.
    ColumnError
        If codebooks describe a variable differently, or ids would occur twice.
    CodebookError
        If codebooks define a scale or a set differently.

    Notes
    -----
    Scales, sets and hypotheses are those of the first batch that has them. Address tokens of different
    `read_survey` calls never agree, so duplicates are found within a batch only.

    References
    ----------
    None; this is bookkeeping.

    Checked against
    ---------------
    Invariants in ``tests/read/test_combine.py``: rows, reasons and log add up; the inputs stay as they were.

    Examples
    --------
    >>> frame = pd.DataFrame({"trust": [4, 5]}, index=["1", "2"])
    >>> def batch(mode):
    ...     survey = Survey.from_frame(frame)
    ...     return Survey(survey.data, survey.codebook, paradata=pd.DataFrame({"mode": mode}, index=frame.index))
    >>> combine([batch("web"), batch("paper")]).data.index.tolist()
    ['web-1', 'web-2', 'paper-1', 'paper-2']
    """
    check_option(ids, ("mode", "keep"), argument="ids")
    batches = _checked(surveys)
    if ids == "mode":
        batches = [_prefixed(batch) for batch in batches]
    _refuse_shared_ids(batches)
    _refuse_half_reversed(batches)
    _refuse_half_scored(batches)
    codebook = _joined([batch.codebook for batch in batches])
    data = pd.concat([batch.data for batch in batches])
    columns = [v.name for v in codebook.variables if v.name in data] + [
        name for name in data.columns if not codebook.has_variable(str(name))
    ]
    step = Step(
        verb="combine",
        rows_before=len(data),
        rows_after=len(data),
        arguments={"ids": ids, "batches": {str(place): len(batch) for place, batch in enumerate(batches, start=1)}},
        columns=tuple(str(name) for name in columns),
    )
    return Survey(
        data[columns],
        codebook,
        paradata=pd.concat([batch.paradata for batch in batches]),
        missing_reasons=_reasons(batches),
        flags=pd.concat([batch.flags for batch in batches], ignore_index=True),
        log=(*(step for batch in batches for step in batch.log), step),
    )


def _checked(surveys: object) -> list[Survey]:
    if not isinstance(surveys, Iterable) or isinstance(surveys, str | pd.DataFrame):
        raise OptionError(f"combine takes a list of surveys, such as [web, paper], not {type(surveys).__name__}")
    batches = list(surveys)
    for place, batch in enumerate(batches, start=1):
        if not isinstance(batch, Survey):
            raise OptionError(
                f"combine: entry {place} is no Survey but {type(batch).__name__}; read it with read_survey, or make "
                "a survey of a frame with Survey.from_frame"
            )
    if len(batches) < 2:
        raise OptionError(f"combine needs at least two surveys, and {len(batches)} was given")
    return batches


def _prefixed(survey: Survey) -> Survey:
    """The survey with its mode before every id, in its log and flags too."""
    paradata = survey.paradata
    modes = paradata["mode"].fillna("").astype(str).unique().tolist() if "mode" in paradata else [""]
    if len(modes) != 1 or not modes[0]:
        raise OptionError(
            f"a batch has the modes {modes}, and one is needed to tell ids apart; "
            "give mode= to read_survey, or say ids='keep'"
        )
    ids = {name: f"{modes[0]}-{name}" for name in survey.data.index}
    flags = survey.flags
    flags["id"] = flags["id"].map(lambda name: ids.get(name, name))
    return Survey(
        survey.data.rename(index=ids),
        survey.codebook,
        paradata=paradata.rename(index=ids),
        missing_reasons=survey.missing_reasons.rename(index=ids),
        flags=flags,
        log=[_renamed(step, modes[0]) for step in survey.log],
    )


def _renamed(step: Step, mode: str) -> Step:
    """Cases and removals name respondents that have left since, so every id is renamed, not only the remaining ones."""
    cases, removed = (
        frame.assign(id=[f"{mode}-{name}" for name in frame["id"]]) for frame in (step.cases, step.removed)
    )
    return replace(step, cases=cases, removed=removed)


def _refuse_shared_ids(batches: list[Survey]) -> None:
    ids = pd.Index([name for batch in batches for name in batch.data.index])
    twice = ids[ids.duplicated()].unique().tolist()
    if twice:
        raise ColumnError(
            f"respondent ids {twice[:5]} occur in more than one batch; give each batch a mode of its own and use "
            "ids='mode', or rename them"
        )


def _refuse_half_reversed(batches: list[Survey]) -> None:
    """Refuse items that are reversed in some of the batches that hold them."""
    turned = {item for batch in batches for item in batch.reversed_items}
    half = sorted(i for i in turned if any(i in batch.data and i not in batch.reversed_items for batch in batches))
    if half:
        raise OptionError(
            f"items {half} are reversed in some batches and not in others; combine the batches first, then call "
            "reverse_items and score_scales"
        )


def _refuse_half_scored(batches: list[Survey]) -> None:
    """Refuse scores that some batches lack although they hold the items, or that need other numbers of answers."""
    scored = [_scored(batch) for batch in batches]
    known = {column: scale for found in scored for column, (scale, _) in found.items()}
    half = []
    for column, scale in known.items():
        rules = {
            found.get(column)
            for batch, found in zip(batches, scored, strict=True)
            if column in found or _can_score(batch, scale)
        }
        if len(rules) > 1:
            half.append(column)
    if half:
        raise OptionError(
            f"scores {sorted(half)} are not made alike in all batches (in some only, or with another min_answered); "
            "combine the batches first, then call reverse_items and score_scales"
        )


def _scored(survey: Survey) -> dict[str, tuple[str, int]]:
    """For every column of scores: its scale, and the fewest answers for which a score was given."""
    found = {}
    for step in survey.log:
        if step.verb == "score_scales":
            arguments: Mapping[str, Any] = step.arguments
            for column, scale in zip(step.columns, arguments["scales"], strict=True):
                found[column] = (scale, arguments["min_answered"][scale])
    return found


def _can_score(survey: Survey, scale: str) -> bool:
    codebook = survey.codebook
    return codebook.has_scale(scale) and set(codebook.scale(scale).items) <= set(survey.data.columns)


def _joined(codebooks: list[Codebook]) -> Codebook:
    whole = codebooks[0]
    for other in codebooks[1:]:
        contradicting = [v.name for v in other.variables if whole.has_variable(v.name) and _differ(whole, v)]
        if contradicting:
            raise ColumnError(
                f"the codebooks of the batches describe {contradicting} differently; give them the same kind, "
                "values, missing codes and range (low and high), or rename the columns of one batch"
            )
        _refuse_redefined(whole, other)
        new = {v.name: v for v in other.variables if not whole.has_variable(v.name)}
        whole = whole.with_variables(new).model_copy(
            update={
                "sets": (*whole.sets, *(s for s in other.sets if s.name not in {g.name for g in whole.sets})),
                "scales": (*whole.scales, *(s for s in other.scales if not whole.has_scale(s.name))),
                "hypotheses": (
                    *whole.hypotheses,
                    *(h for h in other.hypotheses if h.id not in {k.id for k in whole.hypotheses}),
                ),
            }
        )
    return whole


def _differ(whole: Codebook, variable: Variable) -> bool:
    return _meaning(whole.variable(variable.name)) != _meaning(variable)


def _meaning(variable: Variable) -> tuple[object, ...]:
    return variable.kind, variable.values, variable.missing, variable.range


def _refuse_redefined(whole: Codebook, other: Codebook) -> None:
    """Refuse scales and sets of one name that are made of other columns, or in another way; wording may differ."""
    known, new = _definitions(whole), _definitions(other)
    redefined = [name for name, definition in new.items() if name in known and known[name] != definition]
    if redefined:
        raise CodebookError(
            f"the codebooks of the batches define {redefined} differently; give these scales or sets the same items "
            "and rules in both, or another name in one"
        )


def _definitions(codebook: Codebook) -> dict[str, tuple[object, ...]]:
    """What decides about scores and counts, for every scale and set."""
    scales: dict[str, tuple[object, ...]] = {
        scale.name: (*map(frozenset, (scale.items, scale.reversed, scale.dimensions)), scale.method, scale.required)
        for scale in codebook.scales
    }
    return scales | {group.name: (group.kind, frozenset(group.members), group.limit) for group in codebook.sets}


def _reasons(batches: list[Survey]) -> pd.DataFrame:
    """Reasons of all batches; "not_shown" where a batch never asked."""
    names = list(dict.fromkeys(name for batch in batches for name in batch.data.columns))
    frames = []
    for batch in batches:
        reasons = batch.missing_reasons
        frame = pd.DataFrame("", index=batch.data.index, columns=names, dtype=object)
        frame[list(reasons.columns)] = reasons.astype(object)
        frame[[name for name in names if name not in batch.data]] = "not_shown"
        frames.append(frame)
    whole = pd.concat(frames)
    return whole.loc[:, (whole != "").any()]
