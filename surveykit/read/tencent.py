"""腾讯问卷 (wj.qq.com) downloads by text: ``A.男`` for options, ``题干:选项`` for questions of several columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from surveykit.core.codebook import Codebook, Variable
from surveykit.core.terms import bilingual
from surveykit.errors import ReadError
from surveykit.read.added_columns import Added, added_columns, compact, distinct_headers, paradata_frame
from surveykit.read.described import written
from surveykit.read.export import Export
from surveykit.read.grid import Grid
from surveykit.read.headers import Column, clean_header, normal
from surveykit.read.lettered import lettered_answers
from surveykit.read.paradata import durations, moments
from surveykit.read.personal import is_personal_content
from surveykit.read.spread_questions import Heading, question_columns, ticks_as_ones
from surveykit.read.totals import refuse_total

_SIGNATURE = frozenset({"编号", "开始答题时间", "结束答题时间", "答题时长"})
_IDENTITIES = frozenset({"用户标识", "昵称", "IP", "UA", "Referrer", "中奖时间", "中奖金额"})
_META = frozenset(
    {
        *_SIGNATURE, "语言", "清洗数据结果", "智能清洗数据无效概率", "地理位置国家和地区", "地理位置省", "地理位置市",
        "用户类型", "自定义字段", "审核状态",
    }
)  # fmt: skip
_NUMBERED = re.compile(r"^(\d{1,3})\s*[.．、]\s*(.*)$", re.DOTALL)
_BLANK = re.compile(r"^(.*)_填空\d*$", re.DOTALL)
_LETTER = re.compile(r"^[A-Z]{1,2}\.")


def is_tencent(grid: Grid) -> bool:
    """Whether the headers are those that 腾讯问卷 adds, or an option column holds its own lettered text."""
    names = {compact(header) for header in grid.header}
    return names >= _SIGNATURE or any(_holds_itself(grid, place) for place in range(len(grid.header)))


def read_tencent(grid: Grid) -> Export:
    """Sort the columns into paradata and questions; letters give the codes of options."""
    added = added_columns(grid, _META | _IDENTITIES)
    refuse_total(grid, [added.places["编号"]] if "编号" in added.places else [])
    kept = {"自定义字段"} if _is_custom(added) else set()
    known = {place for name, place in added.places.items() if name not in kept}
    headings = _headings(grid, known)
    if not headings:
        raise ReadError(f"{grid.path.name} has no question columns. Export it again with the answers.")
    answers = lettered_answers(grid.cells, [heading.position for heading in headings])
    asked = [heading for heading in headings if not _BLANK.match(heading.text)]
    columns = question_columns(asked, answers.cells, mark=":")
    blanks = [_blank(heading) for heading in headings if _BLANK.match(heading.text)]
    columns = sorted([*columns, *blanks], key=lambda column: column.position)
    own = [*answers.described(columns), *_fill_ins(columns)]
    return Export(
        grid=replace(grid, cells=ticks_as_ones(answers.cells, columns)),
        platform="tencent",
        body="text",
        columns=tuple(columns),
        ids=added.ids("编号"),
        paradata=_paradata(added),
        identities=added.headers(_IDENTITIES),
        notes=(
            bilingual("reading.blanks_alike", platform=bilingual("inspection.platform_tencent")),
            *answers.notes(columns),
        ),
        codebook=Codebook(variables=tuple(own)),
    )


def _holds_itself(grid: Grid, place: int) -> bool:
    """Whether a column under ``题干:选项`` holds nothing but that option, with its letter."""
    _, mark, option = grid.header[place].rpartition(":")
    if not mark or not option.strip():
        return False
    seen = set(grid.cells[place].unique()) - {""}
    if len(seen) != 1:
        return False
    text = seen.pop().strip()
    return bool(_LETTER.match(text)) and normal(_LETTER.sub("", text)) == normal(option)


def _is_custom(added: Added) -> bool:
    """Whether the researcher's own field was used, and not for identities."""
    cells = added.cells("自定义字段")
    return bool((cells != "").any()) and not is_personal_content(cells)


def _headings(grid: Grid, known: set[int]) -> list[Heading]:
    headings = []
    for place, header in enumerate(distinct_headers(grid.header)):
        if place not in known:
            plain = clean_header(grid.header[place])
            found = _NUMBERED.match(plain)
            headings.append(Heading(place, header, int(found[1]) if found else None, found[2] if found else plain))
    return headings


def _blank(heading: Heading) -> Column:
    """A blank of a question, or of one of its options; the wording ends before what 腾讯问卷 adds to it."""
    wording, _, blank = heading.text.rpartition("_")
    stem = wording.rstrip("：: ")
    return Column(heading.position, heading.header, "blank", heading.number, stem, f"{stem}（{blank}）")


def _fill_ins(columns: list[Column]) -> list[Variable]:
    """What was written behind an option, where only one option of a question asks for it."""
    asked = {column.number for column in columns if column.role != "blank"}
    blanks: dict[int, list[Column]] = {}
    for column in columns:
        if column.role == "blank" and column.number is not None and column.number in asked:
            blanks.setdefault(column.number, []).append(column)
    return [
        written(_fill_in_name(number, place, group), label=column.part, header=column.header)
        for number, group in blanks.items()
        for place, column in enumerate(group, start=1)
    ]


def _fill_in_name(number: int, place: int, group: list[Column]) -> str:
    return f"Q{number}_text" if len(group) == 1 else f"Q{number}_text{place}"


def _paradata(added: Added) -> pd.DataFrame:
    address = added.cells("IP")
    more: Mapping[str, pd.Series] = {
        "started": moments(added.cells("开始答题时间")),
        "country": added.texts("地理位置国家和地区"),
        "language": added.texts("语言"),
        "platform_verdict": added.texts("清洗数据结果"),
        "platform_invalid_probability": _probability(added.cells("智能清洗数据无效概率")),
        "review": added.texts("审核状态"),
    }
    return paradata_frame(
        added.grid,
        submitted=moments(added.cells("结束答题时间")),
        seconds=durations(added.cells("答题时长")),
        channel=added.cells("用户类型"),
        province=added.cells("地理位置省"),
        city=added.cells("地理位置市"),
        identity=address if (address != "").any() else added.cells("用户标识"),
        more=more,
    )


def _probability(cells: pd.Series) -> pd.Series:
    """0 to 1, NaN where a cell is none; percentages are written with their sign."""
    percent = cells.str.endswith("%")
    numbers = pd.to_numeric(cells.str.removesuffix("%"), errors="coerce").astype(float)
    return numbers.where(~percent, numbers / 100).replace([np.inf, -np.inf], np.nan)
