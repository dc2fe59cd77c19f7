"""Questions with several answers: one cell that lists the options, or one column per option."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from surveykit.core.codebook import SetKind, Variable
from surveykit.core.words import nearest
from surveykit.read.answers import Answers, Cell, read_answers
from surveykit.read.answers_closed import Options, options_of
from surveykit.read.answers_joined import read_joined
from surveykit.read.export import Body
from surveykit.read.reading import Reading, empty_reading, folded

TICK, ARROW = "┋", "→"

NEVER_CLOSED = "bracket that is never closed: the rest of the cell is what was written"
_RETYPED = (";", ",", "、", "/", "|", "+", "→", "->", ">", " ")
_TICKS = {
    **dict.fromkeys(("1", "1.0", "√", "✓", "是", "选中", "yes", "y", "true"), 1.0),
    **dict.fromkeys(("0", "0.0", "×", "否", "未选", "未选中", "no", "n", "false"), 0.0),
}
_PLAIN_TICKS = frozenset({"0", "1", "Y", "N", "Yes", "No", "True", "False"})
"""Ticks as platforms write them themselves."""


@dataclass(frozen=True)
class Listed:
    """What one cell lists: member positions (from 0) in the order given, and fill-ins; or why it lists nothing."""

    members: tuple[int, ...] = ()
    reading: Reading = field(default_factory=Reading)


def split_options(text: str, separator: str) -> list[str]:
    """Cut at the separator, but not inside 〖 〗, where respondents may have typed it themselves."""
    pieces, start, depth, at = [], 0, 0, 0
    while at < len(text):
        if text[at] == "〖":
            depth += 1
        elif text[at] == "〗":
            depth = max(depth - 1, 0)
        elif depth == 0 and text.startswith(separator, at):
            pieces.append(text[start:at])
            start = at + len(separator)
        at += 1
    return [*pieces, text[start:]]


def read_listed(
    cells: pd.Series,
    members: Sequence[Variable],
    *,
    name: str,
    kind: SetKind,
    body: Body,
    separator: str = "",
    own_text: bool = False,
) -> list[Answers]:
    """Understand a column whose cells list options; one `Answers` per member, in order.

    Ticked members hold 1 and the others 0; ranked members hold their rank, and the others are ``unranked``.
    Repairs and unknown cells are reported once, under the `name` of the set, with the first member. Where the platform
    has a `separator` of its own, options that hold it are found whole; `own_text` is as in `Export`.
    """
    read = _listing(members, kind, body, separator, own_text=own_text)
    places, unique = pd.factorize(cells.to_numpy(dtype=object))
    listed = [read(str(text)) for text in unique]
    values = _matrix(listed, len(members), kind)
    answers = []
    for at, member in enumerate(members):
        unranked = np.isnan(values[:, at]) & np.array([not item.reading.reason for item in listed])
        reasons = np.array([item.reading.reason for item in listed], dtype=object)
        reasons[unranked] = "unranked"
        cases = _cases(cells, places, listed, name, personal=member.personal) if at == 0 else ((), ())
        fills = np.array([item.reading.fill_in for item in listed], dtype=object)[places]
        answers.append(
            Answers(
                values=pd.Series(values[places, at], index=cells.index),
                reasons=pd.Series(reasons[places], index=cells.index, dtype=object),
                repairs=cases[0],
                unknown=cases[1],
                fill_ins=pd.Series(fills, index=cells.index, dtype=object) if at == 0 and fills.any() else None,
            )
        )
    return answers


def _matrix(listed: list[Listed], width: int, kind: SetKind) -> np.ndarray:
    """Values of the distinct texts, shape (u, members)."""
    values = np.full((len(listed), width), np.nan)
    for row, item in enumerate(listed):
        if kind == "multiple" and not item.reading.reason and item.reading.known:
            values[row, :] = 0.0
        for rank, member in enumerate(item.members, start=1):
            values[row, member] = 1.0 if kind == "multiple" else float(rank)
    return values


def _cases(
    cells: pd.Series, places: np.ndarray, listed: list[Listed], name: str, *, personal: bool
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    repairs, unknown = [], []
    rows = cells.index.to_numpy()
    for at in np.flatnonzero(np.array([bool(i.reading.rule) or not i.reading.known for i in listed])[places]):
        row, reading = int(rows[at]), listed[places[at]].reading
        text = "" if personal else str(cells.iloc[at])
        chosen = ", ".join(str(place + 1) for place in listed[places[at]].members)
        action = f"missing: {reading.reason}" if reading.reason else f"read as options {chosen}"
        if reading.known:
            repairs.append(Cell(row, name, text, reading.rule, action))
        else:
            unknown.append(Cell(row, name, text, nearest=reading.nearest))
    return tuple(repairs), tuple(unknown)


def _listing(
    members: Sequence[Variable], kind: SetKind, body: Body, separator: str, *, own_text: bool
) -> Callable[[str], Listed]:
    options = options_of((place, _wordings(member)) for place, member in enumerate(members, start=1))
    native = ARROW if kind == "ranking" else TICK

    def read(text: str) -> Listed:
        empty = empty_reading(text, members[0], body, codes=True)
        if empty is not None:
            return Listed(reading=empty)
        joined = read_joined(text, options, separator, own_text=own_text) if separator else None
        if joined is not None:
            return Listed(joined.members, Reading(rule=joined.rule, fill_in=joined.own))
        for pieces, rule in _ways(text, native):
            chosen = _all_known(pieces, options, exact=not rule)
            if chosen is not None:
                fill = "; ".join(filter(None, (_parts(piece)[1] for piece in pieces)))
                rule = rule or (NEVER_CLOSED if text.count("〖") > text.count("〗") else "")
                return Listed(tuple(chosen), Reading(rule=rule, fill_in=fill))
        piece = next((p for p in split_options(text, separator or native) if options.by_label(p) is None), text)
        return Listed(reading=Reading(known=False, nearest=nearest(piece.strip(), options.exact)))

    return read


def _parts(piece: str) -> tuple[str, str]:
    """An option, and what was written behind it in 〖 〗, of which the second may be missing."""
    option, _, own = piece.partition("〖")
    return option.rstrip(), own.rstrip().removesuffix("〗")


def _wordings(member: Variable) -> tuple[str, ...]:
    return (member.label.zh, member.label.en, *member.source, member.name)


def _ways(text: str, native: str) -> Iterator[tuple[list[str], str]]:
    """Ways to cut a cell into options: the platform's own, then those of people who retype it."""
    yield split_options(text, native), ""
    plain = unicodedata.normalize("NFKC", text).strip()
    yield split_options(plain, native), "option retyped"
    for separator in _RETYPED:
        if separator in plain:
            yield [piece for piece in split_options(plain, separator) if piece.strip()], "options separated otherwise"
    if plain.isascii() and plain.isalpha():
        yield list(plain), "option letters"


def _all_known(pieces: list[str], options: Options, *, exact: bool) -> list[int] | None:
    """Positions of the pieces, from 0; None if one is no option or comes twice."""
    places = [_place(piece, options, exact) for piece in pieces]
    known = [place - 1 for place in places if place is not None]
    return known if known and len(known) == len(pieces) and len(set(known)) == len(known) else None


def _place(piece: str, options: Options, exact: bool) -> int | None:
    base = _parts(piece)[0]
    if exact:
        return options.exact.get(base)
    label = options.by_label(base)
    plain = folded(base)
    if label is None and plain.isdigit():
        return options.by_position(int(plain))
    if label is None and len(plain) == 1 and "a" <= plain <= "z":
        return options.by_letter(plain)
    return label


def read_member_columns(
    columns: Sequence[pd.Series], members: Sequence[Variable], *, kind: SetKind, body: Body
) -> list[Answers]:
    """Understand a question with one column per option; one `Answers` per member, in order."""
    if kind == "ranking":
        ranks = [read_answers(c, _as_rank(m), body=body) for c, m in zip(columns, members, strict=True)]
        return _completed(ranks, unanswered="unranked", fill=np.nan)
    ticks = [_read_ticks(cells, member, body) for cells, member in zip(columns, members, strict=True)]
    return _completed(ticks, unanswered="", fill=0.0)


def _as_rank(member: Variable) -> Variable:
    return member.model_copy(update={"kind": "numeric", "values": {}, "low": 0.0})


def _read_ticks(cells: pd.Series, member: Variable, body: Body) -> Answers:
    """A column of 0 and 1, or of the option's own text where it was ticked."""
    own = {folded(wording): 1.0 for wording in _wordings(member) if wording}
    places, unique = pd.factorize(cells.to_numpy(dtype=object))
    readings = [empty_reading(str(text), member, body, codes=True) or _tick(str(text), own, member) for text in unique]
    listed = [Listed(reading=reading) for reading in readings]
    values = np.array([np.nan if r.value is None else r.value for r in readings], dtype=np.float64)
    reasons = np.array([reading.reason for reading in readings], dtype=object)
    repairs, unknown = _cases(cells, places, listed, member.name, personal=member.personal)
    return Answers(
        pd.Series(values[places], index=cells.index),
        pd.Series(reasons[places], index=cells.index, dtype=object),
        tuple(replace(c, action=c.action.replace("read as options ", "read as ticked or not")) for c in repairs),
        unknown,
    )


def _tick(text: str, own: dict[str, float], member: Variable) -> Reading:
    plain = folded(text)
    value = own.get(plain, _TICKS.get(plain))
    if value is None:
        return Reading(known=False, nearest=nearest(text, ["0", "1", member.label.zh]))
    return Reading(value, rule="" if text in _PLAIN_TICKS or plain in own else "tick mark")


def _completed(answers: list[Answers], *, unanswered: str, fill: float) -> list[Answers]:
    """In rows where some option was chosen, an empty option was not chosen, rather than not answered."""
    values = pd.concat([answer.values for answer in answers], axis=1)
    chosen = (values > 0).any(axis=1)
    completed = []
    for answer in answers:
        empty = chosen & (answer.reasons == "blank")
        if np.isnan(fill):
            empty |= answer.values == 0
        completed.append(
            Answers(
                answer.values.mask(empty, fill),
                answer.reasons.mask(empty, unanswered),
                answer.repairs,
                answer.unknown,
                answer.fill_ins,
            )
        )
    return completed
