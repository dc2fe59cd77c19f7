"""Batches of one study under one roof: `combine`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import pandas as pd

from surveykit.core.checks import check_option
from surveykit.core.codebook import Text
from surveykit.core.survey import Step, Survey
from surveykit.core.terms import bilingual, listing
from surveykit.errors import ColumnError, OptionError
from surveykit.read.combine_codebooks import by_headers, joined, resolve
from surveykit.read.combine_made import refuse_half_derived, refuse_half_imputed


def combine(
    surveys: Sequence[Survey],
    *,
    ids: Literal["mode", "keep"] = "mode",
    conflicts: Literal["raise", "first", "match_labels"] = "raise",
) -> Survey:
    """Stack waves or batches, such as a web link and paper forms.

    Parameters
    ----------
    surveys : sequence of Survey
        At least two. Columns belong together by their name or, where a batch calls one otherwise, by the header that
        the codebooks give as its source. Scales and sets of the same name must have the same definition, and what has
        been reversed, scored, imputed or derived must be so in every batch.
    ids : {"mode", "keep"}
        ``"mode"`` puts the mode of the batch before each id (``web-12``, ``paper-3``); ``"keep"`` leaves ids as
        they are, if no two batches share one.
    conflicts : {"raise", "first", "match_labels"}
        What happens where codebooks give a variable another kind, other values, missing codes or range: an error with
        a table of all differences; the first description holds, if it allows every answer of the others and has no
        wording of theirs under another code; or answers get the codes that the first description gives to the same
        wording.

    Returns
    -------
    Survey
        All respondents, in the order of the batches. A variable that a batch did not ask is empty there, with the
        reason ``not_shown``. The log holds the steps of every batch, with the new ids, and one of its own, whose
        arguments name the columns that were ``matched`` by their headers and the differences that were ``resolved``.

    Raises
    ------
    OptionError
        If anything but a list of two or more surveys is given, or `ids` or `conflicts` is not one of the words above;
        if an item is reversed, a scale scored or imputed, or a column derived, in some batches only, or a scale scored
        or imputed with another minimum of answers; if scores are standardized over the respondents of one batch.
    ConflictError
        If codebooks describe a variable differently, and `conflicts` does not resolve it; ``error.conflicts`` lists
        every difference.
    ColumnError
        If ids are missing or would occur twice.
    CodebookError
        If codebooks define a scale or a set differently.

    Notes
    -----
    Scales, sets, hypotheses and rules are those of the first batch that has them. Labels that one batch gives in one
    language only do not contradict the other's. Address tokens of different `read_survey` calls never agree, so
    duplicates are found within a batch only. To put waves of the same respondents side by side, see `link_waves`.

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
    check_option(conflicts, ("raise", "first", "match_labels"), argument="conflicts")
    batches = _checked(surveys)
    if ids == "mode":
        batches = [_prefixed(batch) for batch in batches]
    _refuse_shared_ids(batches)
    batches, matched = by_headers(batches)
    _refuse_half_reversed(batches)
    _refuse_half_scored(batches)
    _refuse_standardized(batches)
    refuse_half_derived(batches)
    refuse_half_imputed(batches)
    batches, resolved = resolve(batches, conflicts)
    codebook = joined([batch.codebook for batch in batches])
    data = pd.concat([batch.data for batch in batches])
    columns = [v.name for v in codebook.variables if v.name in data] + [
        name for name in data.columns if not codebook.has_variable(str(name))
    ]
    done = {"by_header": matched, "resolved": resolved}
    told = {"conflicts": conflicts, "matched": _english(matched), "resolved": _english(resolved)}
    step = Step(
        verb="combine",
        rows_before=len(data),
        rows_after=len(data),
        arguments={
            "ids": ids,
            "batches": {str(place): len(batch) for place, batch in enumerate(batches, start=1)},
            **{word: value for word, value in told.items() if value and value != "raise"},
        },
        columns=tuple(str(name) for name in columns),
        notes=tuple(
            bilingual(f"reading.combined_{how}", entries=listing(entries, most=len(entries)))
            for how, entries in done.items()
            if entries
        ),
    )
    return Survey(
        data[columns],
        codebook,
        paradata=pd.concat([batch.paradata for batch in batches]),
        missing_reasons=_reasons(batches),
        flags=pd.concat([batch.flags for batch in batches], ignore_index=True),
        log=(*(step for batch in batches for step in batch.log), step),
    )


def _english(entries: Sequence[Text]) -> list[str]:
    return [entry.en for entry in entries]


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
    """Refuse ids that are missing, or that two batches share; 7 and "7" are one id to whoever reads a table."""
    ids = pd.Index([name for batch in batches for name in batch.data.index], dtype=object)
    if ids.isna().any():
        raise ColumnError(f"{int(ids.isna().sum())} respondents have no id; give each one, such as frame.reset_index()")
    written = ids.astype(str)
    twice = written[written.duplicated()].unique().tolist()
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


def _refuse_standardized(batches: list[Survey]) -> None:
    """Refuse scores that are relative to the respondents of one batch."""
    own = {
        column
        for batch in batches
        for step in batch.log
        if "standardized" in step.arguments
        for column in step.columns
        if column in batch.data.columns
    }
    if own and len(batches) > 1:
        raise OptionError(
            f"{sorted(own)} come from steps that standardize over the respondents of one batch, so that their zero "
            "differs between batches; combine the batches first, and score afterwards"
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
