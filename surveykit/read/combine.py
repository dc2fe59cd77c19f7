"""Batches of one study under one roof: `combine`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from surveykit.core.checks import check_option
from surveykit.core.codebook import Codebook, Variable
from surveykit.core.survey import Step, Survey
from surveykit.errors import ColumnError, OptionError


def combine(surveys: Sequence[Survey], *, ids: str = "mode") -> Survey:
    """Stack batches that were collected in different ways, such as a web link and paper forms.

    Parameters
    ----------
    surveys : sequence of Survey
        At least two. Variables of the same name must have the same kind, values and missing codes.
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
        If anything but a list of two or more surveys is given, or `ids` is not one of the words above.
    ColumnError
        If codebooks contradict each other, or ids would occur twice.

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


def _joined(codebooks: list[Codebook]) -> Codebook:
    whole = codebooks[0]
    for other in codebooks[1:]:
        contradicting = [v.name for v in other.variables if whole.has_variable(v.name) and _differ(whole, v)]
        if contradicting:
            raise ColumnError(
                f"the codebooks of the batches describe {contradicting} differently; give them the same kind, "
                "values and missing codes, or rename the columns of one batch"
            )
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
    known = whole.variable(variable.name)
    return (known.kind, known.values, known.missing) != (variable.kind, variable.values, variable.missing)


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
