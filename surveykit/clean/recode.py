"""Other codes for the answers to one question: each by itself, or merged into groups."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import pandas as pd

from surveykit.clean.codes import as_codes
from surveykit.clean.made import refuse_in_place
from surveykit.clean.new_variable import Label, label_of, new_name, refuse_shared_label, with_variable
from surveykit.core.checks import as_text, check_coded, check_columns, check_option, check_survey, is_real
from surveykit.core.codebook import Text, Variable, VariableKind
from surveykit.core.overlaps import overlap_notes
from surveykit.core.ranges import answer_cases, hidden
from surveykit.core.survey import Step, Survey
from surveykit.core.terms import bilingual, listing
from surveykit.errors import AnswerError, OptionError

KINDS: tuple[VariableKind, ...] = ("nominal", "ordinal", "numeric")


def recode(
    survey: Survey,
    *,
    column: str,
    codes: Mapping[float, int],
    into: str | None = None,
    labels: Mapping[int, Label] | None = None,
    label: Label | None = None,
    kind: VariableKind | None = None,
    unmapped: Literal["raise", "keep"] = "raise",
) -> Survey:
    """Give answers other codes.

    Parameters
    ----------
    survey : Survey
        The answers.
    column : str
        Column of numbers or codes.
    codes : dict
        New code by old code. Several old codes may become one.
    into : str, optional
        Name of a new column; the column itself is changed where not given.
    labels : dict, optional
        What to print for new codes; the labels of the old codes where not given.
    label : str, Text or dict, optional
        What to print for the variable; the label of the column where not given.
    kind : {"nominal", "ordinal", "numeric"}, optional
        Level of measurement of the new codes; that of the column where not given.
    unmapped : {"raise", "keep"}
        What happens to answers that `codes` does not name: an error that lists them, or they keep their code.

    Returns
    -------
    Survey
        With the new codes as float64. Empty cells stay empty, for their reason.

    Raises
    ------
    ColumnError
        If `column` is not there, holds text or has been reversed, `into` is taken, or without `into` a score, a
        derived variable, a set, a hypothesis or a rule rests on the old codes.
    OptionError
        If an old code is no answer to the column, a new one is no whole number, a label is for no new code, or two
        codes would share a label.
    AnswerError
        If an answer has no new code.

    Notes
    -----
    In SPSS ``RECODE`` values that are not named keep their old ones in place and become missing with ``INTO``; in
    numpy ``where`` a missing answer fails the test and gets the other code. Here neither happens without a word.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_recode.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, recode
    >>> survey = Survey.from_frame(pd.DataFrame({"hukou": [1, 2, 3, None]}))
    >>> local = recode(survey, column="hukou", codes={1: 1, 2: 1, 3: 0}, into="local", labels={0: "no", 1: "yes"})
    >>> local.data["local"].tolist()
    [1.0, 1.0, 0.0, nan]
    """
    check_survey(survey)
    _check_column(survey, column)
    check_option(unmapped, ("raise", "keep"), argument="unmapped")
    check_option(kind, (None, *KINDS), argument="kind")
    new = _codes(survey, column, codes)
    target = None if into is None else new_name(survey, into)
    if target is None:
        refuse_in_place(survey, [column], verb="recode")
    variable = _described(survey, column, target or column, new, _labels(labels, new, unmapped), unmapped=unmapped)
    told = {
        **({} if label is None else {"label": as_text(label, argument="label")}),
        **({} if kind is None else {"kind": kind}),
    }
    asked = {"column": column, "codes": {} if variable.personal else new, "unmapped": unmapped}
    values = _coded(survey, column, new, unmapped)
    return _placed(survey, column, variable.model_copy(update=told), values, verb="recode", asked=asked, into=target)


def collapse(
    survey: Survey,
    *,
    column: str,
    into: str,
    codes: Sequence[int | Iterable[int]],
    labels: Sequence[Label],
    label: Label | None = None,
    kind: VariableKind | None = None,
) -> Survey:
    """Merge answer categories into fewer, and give each of them a name.

    Parameters
    ----------
    survey : Survey
        The answers.
    column : str
        Column of codes.
    into : str
        Name of the new column.
    codes : list of int or of lists of int
        The codes of each group, in the order of the groups; every answer belongs to one.
    labels : list of str, Text or dict
        What to print for each group.
    label : str, Text or dict, optional
        What to print for the variable; the label of the column where not given.
    kind : {"nominal", "ordinal", "numeric"}, optional
        Level of measurement of the groups; that of the column where not given.

    Returns
    -------
    Survey
        With the column added last, codes 1, 2, ... as float64, missing where the answer is missing. The step's
        ``notes`` warn of options that overlap as they are worded, such as "20-30" and "30-40".

    Raises
    ------
    ColumnError
        If `into` is taken, or `column` is not there or holds text.
    OptionError
        If a code is in two groups or no answer to the column, or there is not one label per group.
    AnswerError
        If an answer is in no group.

    Notes
    -----
    Categories are merged before a test because they mean the same, not because a test then turns out significant.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_recode.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, collapse
    >>> survey = Survey.from_frame(pd.DataFrame({"school": [1, 2, 3, 4, None]}))
    >>> groups = {"codes": [[1, 2], 3, 4], "labels": ["primary", "secondary", "tertiary"]}
    >>> collapse(survey, column="school", into="level", **groups).data["level"].tolist()
    [1.0, 1.0, 2.0, 3.0, nan]
    """
    check_survey(survey)
    _check_column(survey, column)
    target = new_name(survey, into)
    check_option(kind, (None, *KINDS), argument="kind")
    new = _grouped(survey, column, codes, labels)
    variable = Variable(
        name=target,
        kind=kind or _kind(survey, column),
        label=label_of(survey, column) if label is None else as_text(label, argument="label"),
        values={code: as_text(text, argument="labels") for code, text in enumerate(labels, start=1)},
        personal=hidden(survey, column),
    )
    refuse_shared_label(variable)
    values = _coded(survey, column, new, "raise")
    asked = {"column": column, "codes": {} if variable.personal else new}
    return _placed(survey, column, variable, values, verb="collapse", asked=asked, into=target)


def _check_column(survey: Survey, column: str) -> None:
    check_columns(survey, [column], argument="column")
    check_coded(survey, [column], argument="column")


def _codes(survey: Survey, column: str, codes: Mapping[float, int]) -> dict[float, int]:
    """New code by old code, both checked."""
    if not isinstance(codes, Mapping) or not codes:
        raise OptionError(f"codes={codes!r} must give old codes new ones, such as {{1: 1, 2: 1, 3: 2}}")
    strange = [new for new in codes.values() if not is_real(new) or new % 1]
    if strange:
        raise OptionError(f"codes: {strange} are not whole numbers; new codes are whole numbers")
    old = as_codes(survey, column, list(codes), argument="codes")
    return dict(zip(old, (int(new) for new in codes.values()), strict=True))


def _grouped(
    survey: Survey, column: str, codes: Sequence[int | Iterable[int]], labels: Sequence[Label]
) -> dict[float, int]:
    """Number of the group by old code."""
    for argument, given in (("codes", codes), ("labels", labels)):
        if isinstance(given, str) or not isinstance(given, Sequence) or not given:
            raise OptionError(f"{argument}={given!r} must be a list with one entry per group")
    if len(codes) != len(labels):
        raise OptionError(f"codes makes {len(codes)} groups, but there are {len(labels)} labels")
    found: dict[float, int] = {}
    for group, members in enumerate(codes, start=1):
        for code in as_codes(survey, column, members, argument=f"codes[{group - 1}]"):
            if code in found:
                raise OptionError(f"codes: {code:g} is in groups {found[code]} and {group}; put it into one")
            found[code] = group
    return found


def _labels(labels: object, new: Mapping[float, int], unmapped: str) -> dict[int, Text]:
    """The labels by new code; refused for what is no code, and where every code is known, for what nobody can get."""
    if labels is None:
        return {}
    if not isinstance(labels, Mapping):
        raise OptionError(f"labels={labels!r} must give new codes their wording, such as {{1: 'local', 2: 'other'}}")
    strange = [code for code in labels if not is_real(code) or code % 1]
    if unmapped == "raise":
        strange += [code for code in labels if code not in strange and code not in new.values()]
    if strange:
        raise OptionError(f"labels: {strange} are not among the new codes {sorted(set(new.values()))}")
    return {int(code): as_text(text, argument=f"labels[{code!r}]") for code, text in labels.items()}


def _coded(survey: Survey, column: str, new: Mapping[float, int], unmapped: str) -> pd.Series:
    """The answers under their new codes; empty cells stay empty."""
    answers = survey.data[column].astype(float)
    values = answers.map(new).astype(float)
    left = answers[values.isna() & answers.notna()]
    if unmapped == "keep":
        return values.where(values.notna(), answers)
    if len(left):
        shown = "" if hidden(survey, column) else f": {sorted(left.unique().tolist())}"
        raise AnswerError(
            f"{len(left)} answers in {column!r} have no new code{shown}; name them in codes, or declare them missing "
            "with set_missing first. error.cases lists every one",
            answer_cases(survey, column, left),
        )
    return values


def _described(
    survey: Survey, column: str, name: str, new: Mapping[float, int], labels: Mapping[int, Text], *, unmapped: str
) -> Variable:
    """The variable of the new codes: labels of merged codes are joined, and the reference goes along."""
    known = survey.codebook.has_variable(column)
    old = survey.codebook.variable(column) if known else Variable(name=column, kind="numeric")
    everything: dict[float, int] = {code: code for code in old.values} if unmapped == "keep" else {}
    everything.update(new)
    merged: dict[int, list[Text]] = {}
    for code, text in old.values.items():
        if code in everything:
            merged.setdefault(int(everything[code]), []).append(text)
    if labels and unmapped == "keep" and not old.values:
        raise OptionError(
            f"labels would name some answers to {column!r} and not those that keep their code; name every one in codes"
        )
    named = {*merged, *labels, *everything.values()} if merged or labels else set()
    values = {code: labels.get(code) or _joined(merged.get(code, []), code) for code in sorted(map(int, named))}
    variable = Variable(
        name=name,
        label=label_of(survey, column),
        kind=old.kind,
        values=values,
        source=old.source if name == column else (),
        personal=hidden(survey, column),
        **_range(old, new, unmapped),
        page=old.page if name == column else "",
        asked_if=old.asked_if,
    )
    refuse_shared_label(variable)
    missing = {code: reason for code, reason in old.missing.items() if code not in values} if name == column else {}
    reference = None if old.reference is None else everything.get(old.reference)
    return variable.model_copy(update={"missing": missing, "reference": reference if reference in values else None})


def _range(old: Variable, new: Mapping[float, int], unmapped: str) -> dict[str, float | None]:
    """The allowed range, which stays where answers keep their code and no new one lies outside."""
    low, high = (-math.inf if old.low is None else old.low), (math.inf if old.high is None else old.high)
    stays = unmapped == "keep" and all(low <= code <= high for code in new.values())
    return {"low": old.low, "high": old.high} if stays else {}


def _joined(texts: Sequence[Text], code: int) -> Text:
    zh, en = [text.zh for text in texts if text.zh], [text.en for text in texts if text.en]
    return Text(zh="、".join(zh), en=", ".join(en)) if zh or en else Text(zh=str(code), en=str(code))


def _kind(survey: Survey, column: str) -> VariableKind:
    return survey.codebook.variable(column).kind if survey.codebook.has_variable(column) else "ordinal"


def _placed(
    survey: Survey,
    column: str,
    variable: Variable,
    values: pd.Series,
    *,
    verb: str,
    asked: Mapping[str, object],
    into: str | None,
) -> Survey:
    """The values in a new column, or in place of the old ones; overlapping options are warned of."""
    notes = () if hidden(survey, column) else _told(survey, column, variable, asked)
    if into is not None:
        return with_variable(survey, variable, values, verb=verb, sources=[column], asked=asked, notes=notes)
    n = len(survey)
    step = Step(verb=verb, rows_before=n, rows_after=n, columns=(column,), arguments=dict(asked), notes=notes)
    codebook = survey.codebook.with_variables({column: variable})
    return survey.changed(step, data=survey.data.assign(**{column: values}), codebook=codebook)


def _told(survey: Survey, column: str, variable: Variable, asked: Mapping[str, object]) -> tuple[Text, ...]:
    """Which code became which, and options that overlap as they are worded."""
    codes = asked["codes"]
    pairs = codes.items() if isinstance(codes, Mapping) else ()
    changes = listing([f"{old:g} → {new:g}" for old, new in pairs], most=len(pairs))
    return bilingual("cleaning.note_made", column=column, what=changes), *_overlaps(survey, column, variable)


def _overlaps(survey: Survey, column: str, variable: Variable) -> Iterable[Text]:
    known = survey.codebook.has_variable(column)
    old = overlap_notes(survey.codebook.variable(column).values.values()) if known else ()
    return dict.fromkeys((*old, *overlap_notes(variable.values.values())))
