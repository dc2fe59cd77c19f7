"""REDCap exports, raw or with labels: forms with their completeness, checkboxes, repeating instruments and events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.core.words import closest
from surveykit.errors import ReadError
from surveykit.read.described import TICKED, date_variables
from surveykit.read.export import Export
from surveykit.read.form import member_name
from surveykit.read.grid import Grid, listed
from surveykit.read.headers import Column, clean_header
from surveykit.read.paradata import moments
from surveykit.read.personal import is_personal_content

RECORDS = "records"
"""The name of the rows that belong to no repeating instrument."""

_EVENT, _INSTRUMENT, _INSTANCE = "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance"
_GROUP, _SURVEY_ID = "redcap_data_access_group", "redcap_survey_identifier"
_LABELLED = {
    "Event Name": _EVENT,
    "Repeat Instrument": _INSTRUMENT,
    "Repeat Instance": _INSTANCE,
    "Data Access Group": _GROUP,
    "Survey Identifier": _SURVEY_ID,
}
_META = (_EVENT, _INSTRUMENT, _INSTANCE, _GROUP, _SURVEY_ID)
_COMPLETE, _TIMESTAMP = (
    re.compile(r"^([a-z][a-z0-9_]*)_complete$|^Complete\?$"),
    re.compile(r"^[a-z]\w*_timestamp$|^Survey Timestamp$"),
)
_CHECKBOX = re.compile(r"^([a-z][a-z0-9_]*?)___([a-z0-9_-]+)$")
_CHOICE = re.compile(r"^(.*?)\s*\(choice=(.*)\)$")
_STATES = {"0": 0, "1": 1, "2": 2, "Incomplete": 0, "Unverified": 1, "Complete": 2}
_TICKS = {"Checked": "1", "Unchecked": "0"}


def is_redcap(grid: Grid) -> bool:
    """Whether the headers are those of a REDCap project; a column that merely ends in `_complete` is not enough."""
    names = [clean_header(text) for text in grid.header]
    if _EVENT in names or _INSTRUMENT in names:
        return True
    if any(_CHECKBOX.match(name) and _are_ticks(grid.cells[place]) for place, name in enumerate(names)):
        return True
    if "Complete?" in names and any(_CHOICE.match(name) or name in _LABELLED for name in names):
        return True
    return any(
        name.endswith("_complete") and _COMPLETE.match(name) and _are_states(grid.cells[place])
        for place, name in enumerate(names)
    )


def _are_states(cells: pd.Series) -> bool:
    return {str(text).strip() for text in cells.unique()} <= {*_STATES, ""}


def _are_ticks(cells: pd.Series) -> bool:
    return {str(text).strip() for text in cells.unique()} <= {"0", "1", "", *_TICKS}


def redcap_part(grid: Grid, name: str) -> Grid:
    """The rows of one event or one repeating instrument.

    Raises
    ------
    ReadError
        If there is none of that name.
    """
    parts = _parts(grid)
    wanted = {str(part) for part in parts.unique()}
    if name not in wanted:
        raise ReadError(f"{grid.path.name} has no part {name!r}{closest(name, sorted(wanted))}")
    said = bilingual("reading.part_read", name=name)
    return replace(grid, cells=grid.cells[parts == name], notes=(*grid.notes, said))


def read_redcap(grid: Grid) -> Export:
    """Sort the columns of one event or instrument into questions and paradata."""
    grid, notes = _one_part(grid)
    at = _places(grid)
    forms = _forms(grid)
    ids, more = _ids(grid, at)
    grid, labels = _ticked_by_label(grid)
    columns, codebook = _described(grid, forms, labels)
    if not columns:
        raise ReadError(f"{grid.path.name} has no question columns. Export it again with the answers.")
    grid, said = _without_untouched(grid, forms, columns)
    return Export(
        grid=grid,
        platform="redcap",
        body="keyed",
        columns=tuple(columns),
        ids=ids,
        paradata=_paradata(grid, at, forms),
        identities=(_SURVEY_ID,) if _SURVEY_ID in at else (),
        notes=(*notes, *more, *said),
        codebook=codebook,
    )


def _places(grid: Grid) -> dict[str, int]:
    """The columns that REDCap adds, by their raw names."""
    names = [clean_header(text) for text in grid.header]
    return {_LABELLED.get(name, name): place for place, name in reversed(list(enumerate(names)))}


def _parts(grid: Grid) -> pd.Series:
    """Which event and which repeating instrument each row belongs to."""
    at = _places(grid)
    blank = pd.Series("", index=grid.cells.index, dtype=object)
    event = grid.cells[at[_EVENT]].str.strip() if _EVENT in at else blank
    instrument = grid.cells[at[_INSTRUMENT]].str.strip() if _INSTRUMENT in at else blank
    both = event.where(instrument == "", instrument.where(event == "", event + "/" + instrument))
    return both.where(both != "", RECORDS)


def _one_part(grid: Grid) -> tuple[Grid, list[Text]]:
    """The rows that were asked for; else those of no repeating instrument, unless there are several events."""
    parts = _parts(grid)
    names = [str(name) for name in parts.unique()]
    if len(names) == 1:
        return grid, []
    if RECORDS in names:
        others = [name for name in names if name != RECORDS]
        told = listing(names, quoted=True)
        note = bilingual("reading.parts", parts=told, part=RECORDS, other=others[0])
        return replace(grid, cells=grid.cells[parts == RECORDS]), [note]
    raise ReadError(
        f"{grid.path.name} holds several rows per respondent, of the events and repeating instruments {names}. "
        f"Read each on its own, as in sheet={names[0]!r}."
    )


@dataclass(frozen=True)
class _Form:
    """An instrument: the column that says how complete it is, and its fields."""

    complete: int
    fields: tuple[int, ...]

    def states(self, grid: Grid) -> pd.Series:
        """0 incomplete or unopened, 1 unverified, 2 complete; NaN where the form does not belong to the row."""
        return grid.cells[self.complete].str.strip().map(_STATES).astype(float)


def _forms(grid: Grid) -> list[_Form]:
    """Each form's fields stand between the completeness of the form before it and its own."""
    forms: list[_Form] = []
    fields: list[int] = []
    at = _places(grid)
    added = {at[name] for name in _META if name in at}
    for place, text in enumerate(grid.header):
        name = clean_header(text)
        if _COMPLETE.match(name) and _are_states(grid.cells[place]):
            forms.append(_Form(place, tuple(fields)))
            fields = []
        elif place and place not in added and not _TIMESTAMP.match(name):
            fields.append(place)
    return forms


def _ids(grid: Grid, at: Mapping[str, int]) -> tuple[pd.Index[str], list[Text]]:
    """Record ids, with the number of the instance behind them in a repeating instrument or event."""
    ids = grid.cells[0].str.strip()
    name = clean_header(grid.header[0])
    if (ids == "").any():
        raise ReadError(
            f"{grid.path.name}: the record id {name!r} is empty in rows {listed(ids.index[ids == ''])}. Its first "
            "column must be the record id; export it again."
        )
    if is_personal_content(ids):
        rows = pd.Index([str(row) for row in grid.cells.index], dtype=object)
        return rows, [bilingual("reading.record_id_personal", name=name)]
    if _INSTANCE in at:
        instance = grid.cells[at[_INSTANCE]].str.strip()
        ids = ids.where(instance == "", ids + "-" + instance)
    twice = ids.index[ids.duplicated(keep=False)]
    if len(twice):
        raise ReadError(
            f"{grid.path.name}: the record id {name!r} occurs twice in rows {listed(twice)}. Export the project again "
            "with its events and repeating instruments, or delete the repeated rows."
        )
    return pd.Index(ids, dtype=object), []


def _ticked_by_label(grid: Grid) -> tuple[Grid, dict[int, str]]:
    """Checkboxes that hold the label of their option, or nothing, as ticks; and the label of each by its position."""
    groups: dict[str, list[int]] = {}
    for place, header in enumerate(grid.header):
        found = _CHECKBOX.match(clean_header(header))
        if found is not None:
            groups.setdefault(found[1], []).append(place)
    cells = grid.cells.copy()
    labels: dict[int, str] = {}
    for places in groups.values():
        said = {place: sorted({str(text).strip() for text in cells[place].unique()} - {""}) for place in places}
        known = {place: texts[0] for place, texts in said.items() if texts and texts[0] not in ("0", "1", *_TICKS)}
        if known and all(len(texts) <= 1 for texts in said.values()) and all(p in known or not said[p] for p in places):
            labels |= known
            for place in places:
                cells[place] = (cells[place].str.strip() != "").map({True: "1", False: "0"}).astype(object)
    return replace(grid, cells=cells), labels


def _described(grid: Grid, forms: Sequence[_Form], labels: Mapping[int, str]) -> tuple[list[Column], Codebook]:
    """Columns of the forms that these rows have, with the checkboxes of one field together."""
    at = _places(grid)
    left_out = {0, *(at[name] for name in _META if name in at), *(form.complete for form in forms)}
    left_out |= {place for form in forms if form.states(grid).isna().all() for place in form.fields}
    headers = _distinct([clean_header(text) for text in grid.header])
    columns: list[Column] = []
    groups: dict[str, list[Column]] = {}
    for place, header in enumerate(headers):
        if place in left_out or _TIMESTAMP.match(header):
            continue
        found = _CHECKBOX.match(header) or _CHOICE.match(header)
        if found is not None and _are_ticks(grid.cells[place]):
            columns.append(Column(place, header, "option", stem=found[1], part=found[2]))
            groups.setdefault(found[1], []).append(columns[-1])
        else:
            columns.append(Column(place, header, stem=header))
    checkboxes = _checkboxes(groups, labels)
    dates = date_variables(grid, [column for column in columns if column.role == "single"])
    return columns, checkboxes.model_copy(update={"variables": (*checkboxes.variables, *dates)})


def _distinct(headers: Sequence[str]) -> list[str]:
    """Headers with a number behind those that repeat, as labels do."""
    seen: dict[str, int] = {}
    named = []
    for header in headers:
        seen[header] = seen.get(header, 0) + 1
        named.append(header if seen[header] == 1 else f"{header} [{seen[header]}]")
    return named


def _checkboxes(groups: Mapping[str, Sequence[Column]], labels: Mapping[int, str]) -> Codebook:
    variables, sets = [], []
    for stem, columns in groups.items():
        members = [_member(stem, column, labels.get(column.position, column.part)) for column in columns]
        variables += members
        if len(members) > 1:
            label = Text(zh=stem, en=stem)
            sets.append(ResponseSet(name=stem, label=label, members=tuple(member.name for member in members)))
    return Codebook(variables=tuple(variables), sets=tuple(sets))


def _member(stem: str, column: Column, label: str) -> Variable:
    name = column.header if _CHECKBOX.match(column.header) else member_name(stem, column.part)
    return Variable(name=name, label=Text(zh=label, en=label), values=TICKED, source=(column.header,))


def _without_untouched(grid: Grid, forms: Sequence[_Form], columns: Sequence[Column]) -> tuple[Grid, list[Text]]:
    """Empty the checkboxes that REDCap exports as 0 although nobody was asked, or had answered yet.

    That is so in a form that was never opened or is not complete, for a field none of whose options is ticked.
    """
    cells = grid.cells.copy()
    groups: dict[str, list[int]] = {}
    for column in columns:
        if column.role == "option":
            groups.setdefault(column.stem, []).append(column.position)
            cells[column.position] = cells[column.position].str.strip().replace(_TICKS)
    notes: list[Text] = []
    for stem, places in groups.items():
        form = next((form for form in forms if places[0] in form.fields), None)
        nothing = ~(cells[places] == "1").any(axis=1) & (cells[places] == "0").any(axis=1)
        if form is None:
            notes += _unknown_note(stem, nothing)
            continue
        open_still = form.states(grid).fillna(0.0) < 2
        untouched = nothing & open_still
        cells.loc[untouched, places] = ""
        notes += _none_note(stem, nothing & ~untouched)
    return replace(grid, cells=cells), notes


def _unknown_note(stem: str, nothing: pd.Series) -> Iterator[Text]:
    if nothing.any():
        yield bilingual("reading.ticked_nothing_unknown", stem=stem, n=int(nothing.sum()))


def _none_note(stem: str, nothing: pd.Series) -> Iterator[Text]:
    if nothing.any():
        yield bilingual("reading.ticked_nothing", stem=stem, n=int(nothing.sum()))


def _paradata(grid: Grid, at: Mapping[str, int], forms: Sequence[_Form]) -> pd.DataFrame:
    blank = pd.Series("", index=grid.cells.index, dtype=object)
    stamps = [moments(grid.cells[place]) for name, place in at.items() if _TIMESTAMP.match(name)]
    nothing = pd.Series(pd.NaT, index=grid.cells.index)
    frame = pd.DataFrame(
        {
            "submitted": pd.concat(stamps, axis=1).max(axis=1) if stamps else nothing,
            "duration_seconds": pd.Series(np.nan, index=grid.cells.index),
            "channel": blank,
            "province": blank,
            "city": blank,
            "address_token": blank,
        }
    )
    for name, place in at.items():
        if name in (_EVENT, _INSTRUMENT, _INSTANCE, _GROUP) and (grid.cells[place].str.strip() != "").any():
            frame[name.removeprefix("redcap_")] = grid.cells[place].str.strip()
    if _INSTANCE in at and (grid.cells[at[_INSTANCE]].str.strip() != "").any():
        frame["parent"] = grid.cells[0].str.strip()
    if forms:
        states = pd.concat([form.states(grid) for form in forms], axis=1)
        frame["complete"] = states.min(axis=1)
    return frame
