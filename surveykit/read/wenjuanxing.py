"""问卷星 (Wenjuanxing) downloads: by text, by index or by score, old .xls and modern .xlsx layouts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import pandas as pd

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual
from surveykit.errors import ReadError
from surveykit.read.draft_pair import bare_label
from surveykit.read.draft_values import answered
from surveykit.read.export import Body, Export
from surveykit.read.grid import Grid
from surveykit.read.headers import Column, clean_header, normal, parse_headers
from surveykit.read.ladders import ladder_codes
from surveykit.read.paradata import durations, moments, places
from surveykit.read.personal import tokens
from surveykit.read.reading import EMPTY_CODES
from surveykit.read.totals import refuse_total

_META = frozenset(
    {"序号", "答卷编号", "提交答卷时间", "开始答卷时间", "所用时间", "来源", "来源详情", "来自IP", "总分"}
)
_IDENTITIES = frozenset({"来自IP", "用户ID", "微信昵称", "昵称", "openid", "OpenID", "unionid", "微信头像"})
_NOT_ANSWERS = frozenset({"微信性别", "微信省市"})
FEWEST_ANSWERS = 6
"""Fewer answers than this do not show which words a matrix is answered with."""

OWN_IDS = frozenset({"id", "编号", "问卷编号"})
"""Headers of ids that people give; a table with one of them was keyed in or put together by hand."""

_WRITTEN = re.compile(r"〖[^〗]*〗")
_NUMBERED = re.compile(r"^(?:\d{1,3}\s*[、.．]|第\d{1,3}题\()")
_OPTION = re.compile(r"^\d{1,3}\s*[、.．]\s*\(.+\)$")
_TICKS = frozenset({"0", "1", "-2", "-3", ""})
_INTEGER = re.compile(r"^-?\d{1,4}$")
_MODE_IN_NAME = (("按文本", "text"), ("按分数", "score"), ("按序号", "index"))
_OLD_MODE_IN_NAME = re.compile(r"\d+_\d+_([012])(?:\D|$)")


def is_wenjuanxing(grid: Grid) -> bool:
    """Whether the headers are those that 问卷星 puts before the questions."""
    names = {clean_header(text) for text in grid.header}
    return "提交答卷时间" in names and bool(names & {"序号", "所用时间"})


def is_bare_wenjuanxing(grid: Grid) -> bool:
    """Whether questions and answers are written as 问卷星 does, although the columns that it adds were deleted."""
    headers = [clean_header(text) for text in grid.header]
    if any(normal(header) in OWN_IDS for header in headers):
        return False
    shown = [str(text).strip() for place in grid.cells.columns for text in grid.cells[place].unique()]
    if any("┋" in text or _WRITTEN.search(text) for text in shown):
        return True
    numbered = sum(bool(_NUMBERED.match(header)) for header in headers)
    told = "(跳过)" in shown or _mode_in_name(grid) != "" or _has_options(grid, headers)
    return 2 * numbered >= len(headers) and told


def _has_options(grid: Grid, headers: Sequence[str]) -> bool:
    """Whether columns are headed as options are in a download by index, and hold ticks, ranks, or why they do not."""
    places = [place for place, header in enumerate(headers) if _OPTION.match(header)]
    seen = {str(text).strip() for place in places for text in grid.cells[place].unique()}
    return bool(places) and seen <= {*_TICKS, *map(str, range(2, len(places) + 2))} and bool(seen & _TICKS)


def read_wenjuanxing(grid: Grid) -> Export:
    """Sort the columns of a 问卷星 download into paradata and questions, and find out how it writes answers."""
    meta = {clean_header(name): place for place, name in reversed(list(enumerate(grid.header)))}
    refuse_total(grid, [meta[name] for name in ("序号", "答卷编号") if name in meta])
    known = _META | _IDENTITIES | _NOT_ANSWERS
    questions = [place for place, name in enumerate(grid.header) if clean_header(name) not in known]
    if not questions:
        raise ReadError(f"{grid.path.name} has no question columns. Export it again with the answers.")
    columns = list(_without_strangers(grid, _with_roles(grid, parse_headers(grid.header, questions))))
    body = _body(grid, columns)
    return Export(
        grid=grid,
        platform="wenjuanxing",
        body=body,
        columns=tuple(columns),
        ids=_ids(grid, meta),
        paradata=_paradata(grid, meta),
        identities=tuple(name for name in meta if name in _IDENTITIES | _NOT_ANSWERS),
        notes=(
            *(() if is_wenjuanxing(grid) else (bilingual("reading.bare_wenjuanxing"),)),
            *_notes(body),
            *_matrix_notes(columns),
        ),
    )


def _with_roles(grid: Grid, columns: list[Column]) -> list[Column]:
    """Old downloads write options and matrix rows alike; rows are the ones with answers other than ticks and ranks."""
    by_question: dict[int | None, list[Column]] = {}
    for column in columns:
        if column.role == "option" and not column.stem:
            by_question.setdefault(column.number, []).append(column)
    rows: set[int] = set()
    for parts in by_question.values():
        seen = {str(text).strip() for part in parts for text in grid.cells[part.position].unique()}
        ticks = seen <= {"0", "1", "-2", "-3", ""}
        ranks = _are_ranks(grid, parts)
        rows |= set() if ticks or ranks else {part.position for part in parts}
    return [replace(column, role="row") if column.position in rows else column for column in columns]


def _without_strangers(grid: Grid, columns: list[Column]) -> Iterator[Column]:
    """Matrices without numbers end where answers become others: nothing but they tells rows from later questions."""
    for (role, number, _), group in groupby(columns, key=lambda column: (column.role, column.number, column.stem)):
        rows = list(group)
        end = _end_of_matrix(grid, rows) if role == "row" and number is None else len(rows)
        yield from rows[:end]
        yield from (Column(column.position, column.header, stem=column.header) for column in rows[end:])


def _end_of_matrix(grid: Grid, rows: list[Column]) -> int:
    """How many columns answer with words that earlier ones use, or that stand on one ladder with them."""
    seen: Counter[str] = Counter()
    for at, row in enumerate(rows):
        labels = [bare_label(text) for text in answered(grid.cells[row.position])]
        is_closed = seen.total() >= FEWEST_ANSWERS and 2 * len(seen) <= seen.total()
        if is_closed and labels and not set(labels) & set(seen) and ladder_codes({*labels, *seen}) is None:
            return at
        seen.update(labels)
    return len(rows)


def _matrix_notes(columns: list[Column]) -> Iterator[Text]:
    for (role, number, stem), group in groupby(columns, key=lambda column: (column.role, column.number, column.stem)):
        if role == "row" and number is None:
            last = list(group)[-1].header
            yield bilingual("reading.unnumbered_matrix", last=last, stem=stem)


def _are_ranks(grid: Grid, parts: list[Column]) -> bool:
    """Whether no respondent gives two options the same rank, and ranks stay within their number."""
    block = grid.cells[[part.position for part in parts]].apply(pd.to_numeric, errors="coerce")
    ranks = block.where(block > 0)
    distinct = ranks.nunique(axis=1) == ranks.notna().sum(axis=1)
    return bool(distinct.all() and ranks.max().max() <= len(parts) and ranks.notna().any().all())


def _body(grid: Grid, columns: list[Column]) -> Body:
    """How answers are written: the cells show it, or else the file name, which alone tells scores from positions."""
    named, numeric = _mode_in_name(grid), sum(_is_numeric(grid.cells[column.position]) for column in columns)
    by_number: Body = "score" if named == "score" else "index"
    if any(column.role == "option" for column in columns):
        return by_number
    if any(_is_labelled(grid.cells[column.position]) for column in columns):
        return "text"
    mostly = 2 * numeric >= len(columns)
    if named == "text" and not any(_has_empty_codes(grid.cells[column.position]) for column in columns):
        return "text"
    return by_number if mostly or (named in ("index", "score") and numeric) else "text"


def _has_empty_codes(cells: pd.Series) -> bool:
    return any(str(text).strip() in EMPTY_CODES for text in cells.unique())


def _mode_in_name(grid: Grid) -> str:
    old = _OLD_MODE_IN_NAME.search(grid.path.name)
    named = next((mode for word, mode in _MODE_IN_NAME if word in grid.path.name), "")
    return named or ({"0": "text", "1": "score", "2": "index"}[old[1]] if old else "")


def _is_labelled(cells: pd.Series) -> bool:
    """Whether cells hold what only a download by text writes: several options, or that a question was skipped."""
    shown = [str(text).strip() for text in cells.unique()]
    return any("┋" in text for text in shown) or ("(跳过)" in shown and not _is_numeric(cells))


def _is_numeric(cells: pd.Series) -> bool:
    shown = [str(text).strip() for text in cells.unique()]
    return all(_INTEGER.match(text) or text in ("", "(空)", "(跳过)") for text in shown)


def _ids(grid: Grid, meta: dict[str, int]) -> pd.Index[str]:
    name = next((name for name in ("序号", "答卷编号") if name in meta), None)
    if name is None:
        return pd.Index([str(row) for row in grid.cells.index], dtype=object)
    ids = grid.cells[meta[name]].str.strip()
    wrong = ids[ids.duplicated(keep=False) | (ids == "")]
    if len(wrong):
        raise ReadError(
            f"{grid.path.name}: {name} is empty or occurs twice in rows {wrong.index[:8].tolist()}. "
            "Give every respondent a number of their own, or delete the repeated rows."
        )
    return pd.Index(ids, dtype=object)


def _paradata(grid: Grid, meta: dict[str, int]) -> pd.DataFrame:
    cells = grid.cells
    blank = pd.Series("", index=cells.index, dtype=object)
    found = places(cells[meta["来自IP"]] if "来自IP" in meta else blank)
    account = next((name for name in ("用户ID", "openid", "OpenID", "unionid") if name in meta), None)
    identity = found["address"] if (found["address"] != "").any() or account is None else cells[meta[account]]
    frame = pd.DataFrame(
        {
            "submitted": moments(cells[meta["提交答卷时间"]] if "提交答卷时间" in meta else blank),
            "duration_seconds": durations(cells[meta["所用时间"]] if "所用时间" in meta else blank),
            "channel": cells[meta["来源"]].str.strip() if "来源" in meta else blank,
            "province": found["province"],
            "city": found["city"],
            "address_token": tokens(identity),
        }
    )
    started = moments(cells[meta["开始答卷时间"]] if "开始答卷时间" in meta else blank)
    if started.notna().any():
        frame["started"] = started
    if "总分" in meta:
        frame["platform_score"] = pd.to_numeric(cells[meta["总分"]], errors="coerce").astype(float)
    return frame


def _notes(body: Body) -> tuple[Text, ...]:
    if body != "score":
        return ()
    return (bilingual("reading.scored"),)
