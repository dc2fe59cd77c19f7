"""Waves of the same respondents side by side: `link_waves`."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import pandas as pd

from surveykit.core.checks import check_columns, check_option
from surveykit.core.codebook import Codebook, Text, Variable, as_name
from surveykit.core.ranges import answer_cases
from surveykit.core.renaming import named_parts, renamed
from surveykit.core.survey import REMOVED_COLUMNS, Step, Survey
from surveykit.errors import AnswerError, OptionError, SampleError

ORIGIN = ("source_file", "source_row", "mode")
"""Paradata that a respondent has once; the others are kept for every wave."""


def link_waves(
    surveys: Mapping[str, Survey], *, column: str | None = None, keep: Literal["all", "linked"] = "all"
) -> Survey:
    """Put waves of the same respondents side by side, one row per respondent.

    Parameters
    ----------
    surveys : dict of str to Survey
        The waves in order, each under a short name such as ``"t1"``, which is put behind the names of its columns,
        pages, scales, sets, hypotheses and rules (``trust_t1``).
    column : str, optional
        Column that holds the same key for the same respondent in every wave, best a token of `pseudonymise`; the ids
        of the surveys where not given.
    keep : {"all", "linked"}
        ``"all"`` keeps everybody; ``"linked"`` keeps those who are in every wave, and counts the others as removed.

    Returns
    -------
    Survey
        With the key as id. A wave that a respondent was not in is empty for them, with the reason ``not_shown``. The
        log holds the steps of every wave and one of its own, whose arguments count the respondents of each wave
        (``waves``), those in all of them (``linked``) and those without a key (``without_key``).

    Raises
    ------
    OptionError
        If anything but two or more named surveys is given, `keep` is not one of the words above, or a score was
        standardized in several waves, each over its own respondents (z and T scores, factor scores).
    ColumnError
        If a wave lacks the column.
    AnswerError
        If a key occurs twice in a wave; ``error.cases`` lists the rows.
    SampleError
        If nobody is in every wave.

    Notes
    -----
    A merge in pandas pairs every duplicate with every other, so that three rows become five, and lets empty keys
    match each other. Here a key links one row with one row, and who has no key is linked with nobody and keeps an id
    of their own (``t1:12``). Keys are compared without blanks around them and whatever their width; where the codebook
    gives wordings to the codes of the column, by these.

    References
    ----------
    None; this is bookkeeping.

    Checked against
    ---------------
    Counted by hand in ``tests/read/test_waves.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> first = Survey.from_frame(pd.DataFrame({"trust": [4, 2]}, index=["a", "b"]))
    >>> second = Survey.from_frame(pd.DataFrame({"trust": [5, 1]}, index=["b", "c"]))
    >>> panel = link_waves({"t1": first, "t2": second})
    >>> panel.data.loc["b"].tolist(), panel.log[-1].arguments["linked"]
    ([2.0, 5.0], 1)
    """
    check_option(keep, ("all", "linked"), argument="keep")
    _refuse_standardized(_checked(surveys))
    waves = {name: _keyed(name, survey, column) for name, survey in surveys.items()}
    parts = [_suffixed(survey, name) for name, survey in waves.items()]
    ids = pd.Index(dict.fromkeys(one for part in parts for one in part.data.index), dtype=object)
    everywhere = ids[[all(one in part.data.index for part in parts) for one in ids]]
    if everywhere.empty:
        raise SampleError("nobody is in every wave; look whether the waves hold the same kind of key")
    kept = everywhere if keep == "linked" else ids
    columns = [part.data.reindex(kept) for part in parts]
    step = Step(
        verb="link_waves",
        rows_before=len(ids),
        rows_after=len(kept),
        columns=tuple(str(name) for frame in columns for name in frame.columns),
        arguments={
            "waves": {name: len(survey) for name, survey in waves.items()},
            "linked": len(everywhere),
            "without_key": {name: _without_key(survey, column) for name, survey in surveys.items()},
            "keep": keep,
        },
        removed=_removed(ids.difference(kept, sort=False)),
    )
    return Survey(
        pd.concat(columns, axis=1),
        _together([part.codebook for part in parts]),
        paradata=_paradata(list(waves), parts, kept),
        missing_reasons=_reasons(parts, kept),
        flags=_flags(parts, kept),
        log=(*(one for part in parts for one in part.log), step),
    )


def _checked(surveys: object) -> dict[str, Survey]:
    if not isinstance(surveys, Mapping) or len(surveys) < 2:
        raise OptionError("link_waves takes two or more named surveys, such as {'t1': first, 't2': second}")
    for name, survey in surveys.items():
        if as_name(name) is None or not isinstance(survey, Survey):
            raise OptionError(f"link_waves: {name!r} must be a short name of a Survey, such as {{'t1': first}}")
    return dict(surveys)


def _refuse_standardized(surveys: Mapping[str, Survey]) -> None:
    """Refuse a score that two waves standardized each over its own respondents, which no change can show in."""
    made = [{name for step in survey.log for name in _standardized(step)} for survey in surveys.values()]
    twice = sorted(column for column in set().union(*made) if sum(column in own for own in made) > 1)
    if twice:
        raise OptionError(
            f"{twice} are standardized in each wave over its own respondents, so that their mean is the same in every "
            "wave and no change can show; score the waves by 'mean', 'sum' or 'pomp', or link first and score after"
        )


def _standardized(step: Step) -> set[str]:
    """The columns that a step standardized; of factor scores, whose items are standardized, all."""
    found = step.arguments.get("standardized")
    return (set(step.columns) & set(found) or set(step.columns)) if isinstance(found, Mapping) else set()


def _without_key(survey: Survey, column: str | None) -> int:
    return int(_plain(_keys(survey, column)).isna().sum())


def _keys(survey: Survey, column: str | None) -> pd.Series:
    """The ids, or a column as it was written: its codes may stand for other texts in another wave."""
    if column is None:
        return survey.data.index.to_series()
    keys, book = survey.data[column], survey.codebook
    if not (book.has_variable(column) and book.variable(column).values):
        return keys
    wordings = {code: book.value_label(column, code, "zh") for code in keys.dropna().unique()}
    return keys.map(wordings).astype(object)


def _plain(keys: pd.Series) -> pd.Series:
    """Keys as text, without blanks around them and of one width; missing where there is none."""
    numbers = pd.api.types.is_float_dtype(keys)
    texts = [str(int(key)) if numbers and key == key and key % 1 == 0 else str(key) for key in keys]
    plain = [unicodedata.normalize("NFKC", text).strip() for text in texts]
    return pd.Series(plain, index=keys.index, dtype=object).where(keys.notna() & (pd.Series(plain, keys.index) != ""))


def _keyed(wave: str, survey: Survey, column: str | None) -> Survey:
    """The survey with its keys as ids, and ids that nobody else has for those without one."""
    if column is not None:
        check_columns(survey, [column], argument="column")
    keys = _plain(_keys(survey, column))
    twice = keys[keys.duplicated(keep=False) & keys.notna()]
    if len(twice):
        name = column or "id"
        raise AnswerError(
            f"wave {wave!r}: {len(twice)} rows share a key in {name!r} with another; a key links one row with one row. "
            "Remove repeated submissions (flag_duplicates, drop_cases), or correct the keys; error.cases lists them",
            answer_cases(survey, name, twice),
        )
    new = {old: f"{wave}:{old}" if pd.isna(key) else str(key) for old, key in keys.items()}
    return _with_ids(survey, new, wave)


def _with_ids(survey: Survey, new: Mapping[Any, str], wave: str) -> Survey:
    """The survey under new ids, in its log and flags too; who has left since keeps the old one with the wave."""

    def told(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(id=[new.get(one, f"{wave}:{one}") for one in frame["id"]])

    return Survey(
        survey.data.rename(index=new),
        survey.codebook,
        paradata=survey.paradata.rename(index=new),
        missing_reasons=survey.missing_reasons.rename(index=new),
        flags=told(survey.flags),
        log=[replace(step, cases=told(step.cases), removed=told(step.removed)) for step in survey.log],
    )


def _suffixed(survey: Survey, wave: str) -> Survey:
    """The survey with the wave behind every name, and in brackets behind every label."""
    names = {name: f"{name}_{wave}" for name in (*map(str, survey.data.columns), *named_parts(survey.codebook))}
    told = renamed(survey, names)
    hypotheses = [
        hypothesis.model_copy(update={"id": f"{hypothesis.id}_{wave}", "label": _within(hypothesis.label, wave)})
        for hypothesis in told.codebook.hypotheses
    ]
    codebook = told.codebook.model_copy(
        update={
            "hypotheses": tuple(hypotheses),
            "rules": tuple(r.model_copy(update={"name": f"{r.name}_{wave}"}) for r in told.codebook.rules),
            "screening": (),
            "variables": tuple(_of_wave(variable, wave) for variable in told.codebook.variables),
            **{
                field: tuple(
                    part.model_copy(update={"label": _within(part.label, wave)})
                    for part in getattr(told.codebook, field)
                )
                for field in ("scales", "sets")
            },
        }
    )
    frames = {"paradata": told.paradata, "missing_reasons": told.missing_reasons, "flags": told.flags}
    return Survey(told.data, codebook, log=told.log, **frames)


def _of_wave(variable: Variable, wave: str) -> Variable:
    """The variable with the wave behind its pages too, as the names of paradata have it."""
    pages = {field: f"{page}_{wave}" for field in ("page", "seconds_on") if (page := getattr(variable, field))}
    return variable.model_copy(update={"label": _within(variable.label, wave), **pages})


def _within(label: Text, wave: str) -> Text:
    return Text(zh=f"{label.zh}（{wave}）" if label.zh else "", en=f"{label.en} ({wave})" if label.en else "")


def _together(books: list[Codebook]) -> Codebook:
    """Everything that the codebooks hold, whose names differ by wave."""
    fields = ("variables", "sets", "scales", "hypotheses", "rules")
    return books[0].model_copy(
        update={field: tuple(part for book in books for part in getattr(book, field)) for field in fields}
    )


def _reasons(parts: list[Survey], kept: pd.Index) -> pd.DataFrame:
    """Reasons of all waves; "not_shown" for who was not in a wave."""
    frames = []
    for part in parts:
        absent = ~kept.isin(part.data.index)
        reasons = part.missing_reasons.reindex(index=kept, columns=part.data.columns).astype(object).fillna("")
        reasons.loc[absent] = "not_shown"
        frames.append(reasons)
    whole = pd.concat(frames, axis=1)
    return whole.loc[:, (whole != "").any()]


def _paradata(waves: list[str], parts: list[Survey], kept: pd.Index) -> pd.DataFrame:
    """Where a respondent came from, from the first wave that they were in; everything else for every wave."""
    origin = pd.DataFrame(index=kept)
    others = []
    for wave, part in zip(waves, parts, strict=True):
        frame = part.paradata.reindex(kept)
        own = [name for name in ORIGIN if name in frame.columns]
        for name in own:
            origin[name] = frame[name] if name not in origin else origin[name].where(origin[name].notna(), frame[name])
        others.append(frame.drop(columns=own).rename(columns={name: f"{name}_{wave}" for name in frame.columns}))
    return pd.concat([origin, *others], axis=1)


def _flags(parts: list[Survey], kept: pd.Index) -> pd.DataFrame:
    flags = pd.concat([part.flags for part in parts], ignore_index=True)
    return flags[flags["id"].isin(kept)].reset_index(drop=True)


def _removed(ids: pd.Index) -> pd.DataFrame:
    gone = pd.DataFrame({"id": ids, "rule": "unlinked", "mode": ""})
    return gone[list(REMOVED_COLUMNS)]
