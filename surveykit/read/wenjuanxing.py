"""问卷星 (Wenjuanxing) downloads: by text, by index or by score, old .xls and modern .xlsx layouts."""

from __future__ import annotations

import re

import pandas as pd

from surveykit.errors import ReadError
from surveykit.read.export import Body, Export
from surveykit.read.grid import Grid
from surveykit.read.headers import Column, clean_header, parse_headers
from surveykit.read.paradata import durations, moments, places
from surveykit.read.personal import tokens
from surveykit.read.totals import refuse_total

_META = frozenset(
    {"序号", "答卷编号", "提交答卷时间", "开始答卷时间", "所用时间", "来源", "来源详情", "来自IP", "总分"}
)
_IDENTITIES = frozenset({"来自IP", "用户ID", "微信昵称", "昵称", "openid", "OpenID", "unionid", "微信头像"})
_NOT_ANSWERS = frozenset({"微信性别", "微信省市"})
_SCORED = (
    "This is a download by score: the platform may already have reversed items. "
    "Look at the scoring of the questionnaire before reversing them again, or download it by text or by index."
)
_INTEGER = re.compile(r"^-?\d{1,4}$")
_MODE_IN_NAME = (("按文本", "text"), ("按分数", "score"), ("按序号", "index"))
_OLD_MODE_IN_NAME = re.compile(r"\d+_\d+_([012])(?:\D|$)")


def is_wenjuanxing(grid: Grid) -> bool:
    """Whether the headers are those that 问卷星 puts before the questions."""
    names = {clean_header(text) for text in grid.header}
    return "提交答卷时间" in names and bool(names & {"序号", "所用时间"})


def read_wenjuanxing(grid: Grid) -> Export:
    """Sort the columns of a 问卷星 download into paradata and questions, and find out how it writes answers."""
    meta = {clean_header(name): place for place, name in reversed(list(enumerate(grid.header)))}
    refuse_total(grid, [meta[name] for name in ("序号", "答卷编号") if name in meta])
    known = _META | _IDENTITIES | _NOT_ANSWERS
    questions = [place for place, name in enumerate(grid.header) if clean_header(name) not in known]
    if not questions:
        raise ReadError(f"{grid.path.name} has no question columns. Export it again with the answers.")
    columns = _with_roles(grid, parse_headers(grid.header, questions))
    body = _body(grid, columns)
    return Export(
        grid=grid,
        platform="wenjuanxing",
        body=body,
        columns=tuple(columns),
        ids=_ids(grid, meta),
        paradata=_paradata(grid, meta),
        identities=tuple(name for name in meta if name in _IDENTITIES | _NOT_ANSWERS),
        notes=_notes(body),
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
    return [Column(c.position, c.header, "row", c.number, c.stem, c.part) if c.position in rows else c for c in columns]


def _are_ranks(grid: Grid, parts: list[Column]) -> bool:
    """Whether no respondent gives two options the same rank, and ranks stay within their number."""
    block = grid.cells[[part.position for part in parts]].apply(pd.to_numeric, errors="coerce")
    ranks = block.where(block > 0)
    distinct = ranks.nunique(axis=1) == ranks.notna().sum(axis=1)
    return bool(distinct.all() and ranks.max().max() <= len(parts) and ranks.notna().any().all())


def _body(grid: Grid, columns: list[Column]) -> Body:
    """How answers are written: what the cells show; the file name tells scores from positions."""
    named = next((mode for word, mode in _MODE_IN_NAME if word in grid.path.name), "")
    old = _OLD_MODE_IN_NAME.search(grid.path.name)
    named = named or ({"0": "text", "1": "score", "2": "index"}[old[1]] if old else "")
    numeric = sum(_is_numeric(grid.cells[column.position]) for column in columns)
    shows_text = 2 * numeric < len(columns)
    if shows_text and not any(column.role == "option" for column in columns):
        return "text"
    return "score" if named == "score" else "index"


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
    if "总分" in meta:
        frame["platform_score"] = pd.to_numeric(cells[meta["总分"]], errors="coerce").astype(float)
    return frame


def _notes(body: Body) -> tuple[str, ...]:
    if body != "score":
        return ()
    return (_SCORED,)
