"""Answers that came as text, without a codebook, as ordered codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

import pandas as pd

from surveykit.clean.answer_ladder import Asked, Coding, Reading, code_texts
from surveykit.clean.made import refuse_in_place
from surveykit.core.checks import as_names, check_columns, check_items, check_option, check_survey, is_real
from surveykit.core.codebook import Text, Variable
from surveykit.core.ladders import LADDER_NAMES, LADDERS, Ladder
from surveykit.core.overlaps import overlap_notes
from surveykit.core.ranges import answer_cases, hidden
from surveykit.core.steps import source_rows, stacked
from surveykit.core.survey import CASE_COLUMNS, Step, Survey
from surveykit.core.terms import bilingual, listing
from surveykit.core.words import folded
from surveykit.errors import AnswerError, ColumnError, OptionError

LadderChoice: TypeAlias = str | Sequence[str]
"""Name of a built-in ladder, or the options from the lowest to the highest."""


def code_answers(
    survey: Survey,
    *,
    columns: str | Iterable[str],
    ladder: LadderChoice | None = None,
    points: int | None = None,
    codes: Mapping[str, int] | None = None,
    unmapped: Literal["raise", "missing"] = "raise",
) -> Survey:
    """Turn answers that came as text into codes, by the ladder on which their wordings stand.

    Parameters
    ----------
    survey : Survey
        Answers of a plain frame, or of an export without a codebook.
    columns : str or list of str
        Columns with one set of options, or scales whose items are meant. They are looked at together, because a step
        that nobody chose in one of them may be chosen in another.
    ladder : str or list of str, optional
        Name of a built-in ladder (``agreement``, ``satisfaction``, ``fit``, ``importance``, ``frequency``,
        ``willingness``, ``trust``, ``knowledge``, ``clarity``, ``support``, ``approval``), or the options from the
        lowest to the highest. Found from the wordings where not given.
    points : int, optional
        How many points the ladder has: for built-in ladders, and for answers that are numbers only, where 11 points
        are 0 to 10 and others begin at 1.
    codes : dict, optional
        Codes of single wordings, which come before everything else, such as ``{"说不清": 3}``; `ladder` or `points`
        then say on which ladder the others stand.
    unmapped : {"raise", "missing"}
        What happens to answers that are not understood: an error that lists their cells with the closest wording, or
        they become empty, each with an entry in the log.

    Returns
    -------
    Survey
        With codes 1, 2, ... as float64 from the lowest step to the highest, labels in both languages where the ladder
        is built in, and kind ordinal; options told apart by letters alone (``A.男``) are nominal, and letters without
        wordings are such options only where they run from A on, unlike m and f. "Don't know" and
        its like are empty cells with the reason ``dont_know``, never a middle; refusals and "not applicable" have
        their own reasons. The step's ``notes`` say how the codes came about, and its ``cases`` have one row for
        each cell that was written otherwise than most, was no answer in words, or was not understood.

    Raises
    ------
    ColumnError
        If a column is not there, holds dates, has been reversed, or something rests on its codes.
    OptionError
        If the answers stand on several ladders with different codes, or on one of which two or more steps were not
        chosen although four or more were; if `ladder` or `points` is not known, or a code is no whole number.
    AnswerError
        If an answer is not understood.

    Notes
    -----
    Wordings are compared whole, after width, spaces and letter case: 比较不同意 holds 同意, and 非常不满意 holds 非常,
    which trips up rules that look for parts. Numbers may stand alone or beside the wording (``5``, ``５``, ``5分``,
    ``5=非常同意``, ``5. 非常同意``, ``非常同意(5)``), and must then agree with the ladder; where every option has a
    number and the numbers say otherwise, such as ``1=非常同意``, the numbers are the codes. A ladder is found without
    its name only if the answers leave no choice: every step is taken, or no other ladder holds them, and not so many
    steps are left out that it may be another one. Answers that are not understood count as ``blank`` with
    ``unmapped="missing"``.

    Checked against
    ---------------
    Every wording of every ladder against every other in ``tests/clean/test_code_answers.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, code_answers
    >>> said = ["非常不同意", "不同意", "一般", "同意", "5=非常同意", "说不清"]
    >>> coded = code_answers(Survey.from_frame(pd.DataFrame({"q1": said})), columns="q1")
    >>> coded.data["q1"].tolist(), coded.missing_reasons["q1"].tolist()[-1]
    ([1.0, 2.0, 3.0, 4.0, 5.0, nan], 'dont_know')
    >>> coded.codebook.value_label("q1", 4, "en")
    'agree'
    """
    check_survey(survey)
    check_option(unmapped, ("raise", "missing"), argument="unmapped")
    named = _named(survey, columns)
    asked = _asked(ladder, points, codes)
    refuse_in_place(survey, named, verb="code_answers")
    texts = {name: _texts(survey, name) for name in named}
    counts = pd.concat(list(texts.values())).value_counts()
    if counts.empty:
        raise ColumnError(f"columns: {named} hold nothing: every cell is empty; leave them out")
    coding = code_texts([str(text) for text in counts.index], asked)
    if unmapped == "raise":
        _refuse_unknown(survey, texts, coding)
    return _changed(survey, texts, coding, _usual_rule(coding, counts), ladder=ladder, points=points, unmapped=unmapped)


def _named(survey: Survey, columns: str | Iterable[str]) -> list[str]:
    asked = as_names(columns, argument="columns")
    check_items(survey, asked, argument="columns")
    named = list(dict.fromkeys(survey.codebook.items_of(asked)))
    check_columns(survey, named)
    dates = [name for name in named if pd.api.types.is_datetime64_any_dtype(survey.data[name])]
    if dates:
        raise ColumnError(f"columns: {dates} hold dates, not answers to a closed question; leave them out")
    return named


def _asked(ladder: LadderChoice | None, points: int | None, codes: Mapping[str, int] | None) -> Asked:
    if points is not None and points not in range(2, 12):
        raise OptionError(f"points={points!r} must be a whole number from 2 to 11")
    single = {} if codes is None else codes
    if not isinstance(single, Mapping) or not all(is_real(code) and code % 1 == 0 for code in single.values()):
        raise OptionError(f"codes={codes!r} must give wordings whole numbers, such as {{'说不清': 3}}")
    own = {folded(str(wording)): int(code) for wording, code in single.items()}
    if ladder is None:
        return Asked(points=points, codes=own)
    if isinstance(ladder, str):
        check_option(ladder, LADDER_NAMES, argument="ladder")
        known = [one for one in LADDERS if one.name == ladder]
        if points is not None and points not in {one.points for one in known}:
            widths = sorted({one.points for one in known})
            raise OptionError(f"points={points}: the ladder {ladder!r} is known with {widths} points; list the options")
        return Asked(known, named=True, points=points, codes=own)
    return Asked([_own_ladder(ladder)], named=True, points=None, codes=own)


def _own_ladder(options: Sequence[str]) -> Ladder:
    listed = list(options) if isinstance(options, Sequence) else []
    if len({folded(one) for one in listed if isinstance(one, str) and one.strip()}) != len(listed) or len(listed) < 2:
        raise OptionError(f"ladder={options!r} must list at least two different options, the lowest first")
    steps = tuple((one.strip(),) for one in listed)
    return Ladder("the options given", zh=steps, en=steps)


def _texts(survey: Survey, name: str) -> pd.Series:
    """The answers in one column as text: labels of codes, numbers as they are written, text; empty ones left out."""
    column = survey.data[name].dropna()
    if not pd.api.types.is_numeric_dtype(column):
        return column.astype(str)
    known = survey.codebook.variable(name).values if survey.codebook.has_variable(name) else {}
    wordings = {code: known[code].within("zh") if code in known else f"{code:g}" for code in column.unique()}
    return column.map(wordings).astype(object)


def _refuse_unknown(survey: Survey, texts: Mapping[str, pd.Series], coding: Coding) -> None:
    strange = {text for text, reading in coding.readings.items() if not reading.known}
    if not strange:
        return
    found = []
    for name, column in texts.items():
        cells = column[column.isin(strange)]
        found.append(answer_cases(survey, name, cells, nearest=cells.map(dict(coding.nearest))))
    cases = pd.concat([one for one in found if len(one)], ignore_index=True)
    first = cases.iloc[0]
    near = f" (closest: {first['nearest']!r})" if first["nearest"] else ""
    shown = f", such as {first['value']!r}{near} in row {first['row']!r}" if first["value"] != "" else ""
    raise AnswerError(
        f"answers that stand on no ladder, per column: {cases['column'].value_counts().to_dict()}{shown}; list the "
        "options as ladder, give single wordings codes, or say unmapped='missing'. error.cases lists every one",
        cases,
    )


def _usual_rule(coding: Coding, counts: pd.Series) -> str:
    """How most answers are written; only the others are repairs."""
    per_rule: dict[str, int] = {}
    for text, n in counts.items():
        reading = coding.readings[str(text)]
        if reading.code is not None:
            per_rule[reading.rule] = per_rule.get(reading.rule, 0) + int(n)
    return max(per_rule, key=lambda rule: per_rule[rule], default="")


def _changed(survey: Survey, texts: Mapping[str, pd.Series], coding: Coding, usual: str, **asked: object) -> Survey:
    data, reasons = survey.data, survey.missing_reasons
    cases = [_cases(survey, name, column, coding, usual) for name, column in texts.items()]
    for name, column in texts.items():
        read = {text: coding.readings[str(text)] for text in column.unique()}
        code = column.map({text: reading.code for text, reading in read.items()}).astype(float)
        why = column.map({text: "" if r.code is not None else r.reason or "blank" for text, r in read.items()})
        data[name] = code.reindex(data.index)
        known = reasons[name] if name in reasons.columns else pd.Series(pd.NA, index=data.index, dtype=object)
        told = why.reindex(data.index).astype(object)
        before = known.replace("", pd.NA).fillna("blank")
        if data[name].isna().any():
            reasons[name] = told.where(told.notna(), before)
    n, personal = len(data), any(hidden(survey, name) for name in texts)
    step = Step(
        verb="code_answers",
        rows_before=n,
        rows_after=n,
        columns=tuple(texts),
        arguments={word: value for word, value in asked.items() if value is not None},
        notes=() if personal else _notes(coding),
        cases=stacked(cases, CASE_COLUMNS),
    )
    described = {name: _described(survey, name, coding) for name in texts}
    codebook = survey.codebook.with_variables(described)
    return survey.changed(step, data=data, missing_reasons=reasons, codebook=codebook)


def _notes(coding: Coding) -> tuple[Text, ...]:
    """How the codes came about, how many wordings were not understood, and options that overlap."""
    strange = [text for text, reading in coding.readings.items() if not reading.known]
    told = [] if coding.words is None else [bilingual("cleaning.note_coded", words=coding.words)]
    if strange:
        told.append(bilingual("cleaning.note_not_understood", texts=listing(strange, most=len(strange))))
    return *told, *overlap_notes(coding.values.values())


def _cases(survey: Survey, name: str, column: pd.Series, coding: Coding, usual: str) -> pd.DataFrame:
    """Rows for `Step.cases`: cells written otherwise than most, without an answer, and not understood."""
    told = {text: reading for text, reading in coding.readings.items() if _is_told(reading, usual)}
    cells = column[column.isin(list(told))]
    ids = pd.Series(cells.index)
    found = pd.DataFrame({"id": ids, "row": source_rows(survey, ids), "column": name})
    secret = hidden(survey, name)
    found["rule"] = [told[text].rule or ("unmapped" if not told[text].known else "plain wording") for text in cells]
    found["value"] = "" if secret else cells.to_numpy()
    found["cut_off"] = ["" if secret else coding.nearest.get(text, "") for text in cells]
    found["action"] = [_action(told[text], secret=secret) for text in cells]
    return found[list(CASE_COLUMNS)]


def _is_told(reading: Reading, usual: str) -> bool:
    return reading.code is None or reading.rule != usual


def _action(reading: Reading, *, secret: bool) -> str:
    if reading.code is None:
        return f"missing: {reading.reason or 'blank'}"
    return "coded" if secret else f"read as {reading.code}"


def _described(survey: Survey, name: str, coding: Coding) -> Variable:
    known = survey.codebook.has_variable(name)
    old = survey.codebook.variable(name) if known else Variable(name=name)
    values = dict(coding.values)
    missing = {code: reason for code, reason in old.missing.items() if code not in values}
    return old.model_copy(
        update={
            "kind": coding.kind,
            "values": values,
            "missing": missing,
            "low": coding.low if values or coding.low is not None else old.low,
            "high": coding.high if values or coding.high is not None else old.high,
            "reference": _reference(old, values),
        }
    )


def _reference(old: Variable, values: Mapping[int, Text]) -> int | None:
    """The new code of the reference category, found by its label."""
    if old.reference is None:
        return None
    label = old.values[old.reference]
    return next((code for code, text in values.items() if {text.zh, text.en} & {label.zh, label.en} - {""}), None)
