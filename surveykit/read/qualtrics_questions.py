"""The question columns of a Qualtrics download: which belong together, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import pandas as pd

from surveykit.core.codebook import Codebook, ResponseSet, SetKind, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.read.described import closed, written
from surveykit.read.form import plain_label
from surveykit.read.headers import Column
from surveykit.read.inferred_sets import Names, Part, inferred_set, multiple_kind, order_note, shared_codes
from surveykit.read.joined_columns import answered, is_list
from surveykit.read.ladders import ladder_codes
from surveykit.read.page_times import page_seconds
from surveykit.read.personal import is_personal_header
from surveykit.read.spread_questions import shared_stem

QUESTION_ID = re.compile(r"^(?:\d+_)?QID\d+")
NOT_SHOWN = "(跳过)"
SEEN = "-99"
"""What Qualtrics writes for a question that was seen and not answered, if it was asked to."""

_FIELD_ID = re.compile(r"^((?:\d+_)?QID\d+(?:#\d+)?)((?:[-_]\d+)*)([-_]TEXT)?$")
_FIELD_NAME = re.compile(r"^(.+?)((?:_\d+)*)(_TEXT)?$")
_TECHNICAL = re.compile(
    r"_DO(?:_.+)?$|_(?:First Click|Last Click|Page Submit|Click Count)$|_NPS_GROUP$|^Q_[A-Z]\w+$| - Topics$"
    r"|_(?:Browser|Version|Operating System|Resolution)$"
)
_PAGE_SUBMIT = "_Page Submit"
_LOOP = re.compile(r"^(\d+)_(\D.*)$")
_WORD = re.compile(r"\W+")
_PLAIN = re.compile(r"^-?\d+(?:\.\d+)?$")
_SEVERAL = re.compile(r"^\d+(?:,\d+)+$")
SHOWN = 8


@dataclass(frozen=True)
class Field:
    """One column: its place, its unlike header, the name and the text above it, and its import id if there is one."""

    position: int
    header: str
    name: str
    text: str
    import_id: str

    @property
    def parts(self) -> tuple[str, tuple[str, ...], bool]:
        """The question it belongs to, the numbers of row and option, and whether it is text."""
        found = _FIELD_ID.match(self.import_id)
        if self.import_id and not found:
            return self.name, (), self.import_id.endswith("TEXT")
        found = found or _FIELD_NAME.match(self.name)
        if found is None:
            return self.name, (), False
        return found[1], tuple(re.findall(r"\d+", found[2])), bool(found[3])


@dataclass
class Questions:
    """What was found out about the columns."""

    cells: pd.DataFrame
    columns: tuple[Column, ...] = ()
    technical: frozenset[int] = frozenset()
    variables: list[Variable] = field(default_factory=list)
    sets: list[ResponseSet] = field(default_factory=list)
    unordered: list[str] = field(default_factory=list)
    notes: tuple[Text, ...] = ()
    hints: tuple[Text, ...] = ()
    page_seconds: dict[str, pd.Series] = field(default_factory=dict)
    names: Names = field(default_factory=Names)

    @property
    def codebook(self) -> Codebook:
        """The parts that need no draft."""
        return Codebook(variables=tuple(self.variables), sets=tuple(self.sets))


def read_fields(fields: Sequence[Field], cells: pd.DataFrame) -> Questions:
    """Group the columns into questions, and describe what their headers and cells tell for sure."""
    technical = frozenset(f.position for f in fields if _TECHNICAL.search(f.name) or f.import_id.endswith("Topics"))
    asked = [f for f in fields if f.position not in technical]
    found = Questions(cells.copy(), technical=technical, page_seconds=page_seconds(_timed_pages(fields), cells))
    columns = [Column(f.position, f.header, stem=f.header) for f in fields if f.position in technical]
    seen = _recodes_seen(asked, cells)
    for group in _groups(asked):
        columns += _question(group, found, seen=seen)
    found.columns = tuple(sorted(columns, key=lambda column: column.position))
    found.notes = tuple(_notes(found, seen=seen))
    found.hints = tuple(_hints(found, asked))
    return found


def _timed_pages(fields: Iterable[Field]) -> dict[str, int]:
    """Pages, which go by the timing question on them, and the columns that tell when they were submitted."""
    found: dict[str, int] = {}
    for one in fields:
        if one.name.endswith(_PAGE_SUBMIT):
            found.setdefault(_name(one.name.removesuffix(_PAGE_SUBMIT)), one.position)
    return found


def _groups(fields: Iterable[Field]) -> Iterator[list[Field]]:
    """Columns that follow each other and belong to one question, or to one row of a matrix with several answers."""

    def key(one: Field) -> tuple[str, tuple[str, ...]]:
        question, numbers, is_text = one.parts
        return question, () if is_text else numbers[:-1]

    for _, group in groupby(fields, key=key):
        yield list(group)


def _question(group: Sequence[Field], found: Questions, *, seen: bool) -> list[Column]:
    """The columns of one question, and what they are by their texts and cells."""
    texts = [plain_label(one.text) for one in group]
    stem, parts = _stem_and_parts(group, texts)
    spread = [
        Part(one.position, one.header, part or one.header)
        for one, part in zip(group, parts, strict=True)
        if not one.parts[2] and one.parts[1]
    ]
    marked = _without_seen(found.cells, [one.position for one in group if seen])
    kind = multiple_kind(spread, found.cells) if len(spread) > 1 else None
    if kind is not None:
        columns = _set(stem, spread, kind, found)
        rest = [one for one in group if one.parts[2] or not one.parts[1]]
        ids = {one.position: one.import_id for one in group}
        columns = [replace(column, alias=ids[column.position]) for column in columns]
        return columns + [_single(one, plain_label(one.text), found, None) for one in rest]
    _mark_unseen(found.cells, marked)
    codes = shared_codes(spread, found.cells) if len(spread) > 1 else None
    if codes is not None and ladder_codes(codes) is None:
        found.unordered.append(spread[0].header.rpartition("_")[0])
    labels = [_under(stem, part) if stem else text for part, text in zip(parts, texts, strict=True)]
    return [
        _single(one, label, found, None if one.parts[2] else codes) for one, label in zip(group, labels, strict=True)
    ]


def _stem_and_parts(group: Sequence[Field], texts: Sequence[str]) -> tuple[str, list[str]]:
    """What the texts of a question have in common, and what follows it in each.

    Beside a text, the columns of the options say "Selected Choice" in the language of the account; that is no part.
    """
    stem = _stem(texts)
    parts = [text[len(stem) :].lstrip(" -") if stem else text for text in texts]
    own = [place for place, one in enumerate(group) if not one.parts[2]]
    heads = {parts[place].partition(" - ")[0] for place in own}
    if stem and len(own) < len(group) and len(heads) == 1:
        for place in own:
            parts[place] = parts[place].partition(" - ")[2]
    return stem, parts


def _under(stem: str, part: str) -> str:
    return f"{stem.strip()} - {part}" if part else stem.strip()


def _stem(texts: Sequence[str]) -> str:
    """What the texts of a question have in common."""
    if len(texts) < 2:
        return ""
    return next((stem for mark in (" - ", "-") if (stem := shared_stem(texts, mark))), "")


def _set(stem: str, spread: Sequence[Part], kind: SetKind, found: Questions) -> list[Column]:
    """Ticked options or ranks, under the name that their headers share."""
    name = found.names.free(_name(spread[0].header.rpartition("_")[0] or f"{spread[0].header}_options"))
    names = [found.names.free(_name(part.header)) for part in spread]
    columns, members, group_set = inferred_set(name, stem.strip() or name, spread, kind, names=names)
    found.variables += members
    found.sets.append(group_set)
    if kind == "multiple":
        _mark_unseen_options(found.cells, [part.position for part in spread])
    return columns


def _single(one: Field, label: str, found: Questions, codes: dict[str, int] | None) -> Column:
    """A column with one answer; what is plainly text is described here, the rest is drafted from its answers."""
    name = _name(one.header)
    text = plain_label(one.text)
    personal = is_personal_header(text) or is_personal_header(label.rpartition(" - ")[2])
    is_text = one.parts[2] and not _all_figures(found.cells[one.position])
    if codes is not None or personal or is_text:
        name = found.names.free(name)
        variable = written(name, label=label or one.header, header=one.header)
        if codes is not None:
            variable = closed(name, label=label, codes=codes, header=one.header)
        found.variables.append(variable.model_copy(update={"personal": personal and codes is None}))
    return Column(one.position, one.header, stem=label or one.header, name=name, alias=one.import_id)


def _name(header: str) -> str:
    """A name without other signs; the turn of a loop stands behind it (``2_Q7`` is ``Q7_loop2``)."""
    turn = _LOOP.match(header)
    plain = _WORD.sub("_", turn[2] if turn else header).strip("_") or header
    return f"{plain}_loop{turn[1]}" if turn else plain


def _all_figures(cells: pd.Series) -> bool:
    answered = [text for text in cells.str.strip().unique() if text not in ("", NOT_SHOWN)]
    return bool(answered) and all(_PLAIN.match(text) for text in answered)


def _lists_options(cells: pd.Series) -> bool:
    """Whether cells hold several numbers with commas between them, or texts that come back as options do."""
    plain = cells.str.strip()
    return bool(plain.str.fullmatch(_SEVERAL).any()) or is_list(answered([plain.str.replace(",", ";")]), ";")


def _recodes_seen(fields: Sequence[Field], cells: pd.DataFrame) -> bool:
    """Whether the download tells questions that were seen from those that were not."""
    return sum(bool((cells[f.position].str.strip() == SEEN).any()) for f in fields if not f.parts[2]) > 1


def _without_seen(cells: pd.DataFrame, places: Sequence[int]) -> pd.DataFrame:
    """Empty the cells that say seen and not answered; where they were, shape (n, places)."""
    texts = cells[list(places)].apply(lambda column: column.str.strip())
    marked: pd.DataFrame = texts == SEEN
    cells[list(places)] = texts.mask(marked, "")
    return marked


def _mark_unseen(cells: pd.DataFrame, marked: pd.DataFrame) -> None:
    """Where questions that were seen say so, an empty cell is one that was not."""
    texts = cells[list(marked.columns)]
    cells[list(marked.columns)] = texts.mask((texts == "") & ~marked, NOT_SHOWN)


def _mark_unseen_options(cells: pd.DataFrame, places: list[int]) -> None:
    """Where options that were seen and not ticked hold 0, a respondent without a single cell never saw them."""
    block = cells[places].apply(lambda column: column.str.strip())
    if (block == "0").any(axis=None):
        cells.loc[(block == "").all(axis=1), places] = NOT_SHOWN


def _notes(found: Questions, *, seen: bool) -> Iterator[Text]:
    if found.page_seconds:
        yield bilingual("reading.page_seconds", n=len(found.page_seconds))
    if len(found.technical) > len(found.page_seconds):
        yield bilingual("reading.technical", n=len(found.technical) - len(found.page_seconds))
    if seen:
        yield bilingual("reading.seen", mark=SEEN)


def _hints(found: Questions, asked: Sequence[Field]) -> Iterator[Text]:
    """What the survey's .qsf would tell."""
    if found.sets:
        yield bilingual("reading.qualtrics_options", names=listing([group.name for group in found.sets], most=SHOWN))
    single = [one for one in asked if not one.parts[2] and not one.parts[1] and not is_personal_header(one.name)]
    coded = [one.name for one in single if _all_figures(found.cells[one.position])]
    if coded:
        yield bilingual("reading.qualtrics_numbers", names=listing(coded, most=SHOWN))
    listed = [one.name for one in single if _lists_options(found.cells[one.position])]
    if listed:
        yield bilingual("reading.qualtrics_lists", names=listing(listed, most=SHOWN))
    if found.unordered:
        yield order_note(found.unordered)
