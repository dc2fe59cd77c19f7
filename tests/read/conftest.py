"""Small files in the layouts that the readers know."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from surveykit.core.codebook import Codebook

META = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "总分"]
PARADATA = [
    [1, "2025/4/19 9:03:11", "243秒", "微信", "N/A", "192.0.2.1(江西-南昌)", 16],
    [2, "2025/4/19 21:40:02", "2分3秒", "手机提交", "直接访问", "192.0.2.1(江西-南昌)", 9],
    [3, "2025/4/20 0:15:59", "1507秒", "链接", "http://example.org/a", "198.51.100.7(国外-未知)", 13],
]
TEXT_HEADER = [
    *META,
    "1、您的性别：",
    "2、您居住的小区类型\t",
    "3、您参加过哪些社区活动？（可多选）",
    "4、您对以下说法的同意程度—1.我信任居委会",
    "4、2.我信任物业公司",
    "5、请按重要性排序",
    "(1)6、您在本小区居住___年",
    "7、您未参加的原因",
    "8、您的建议",
]
INDEX_HEADER = [
    *META,
    "1、您的性别：",
    "2、您居住的小区类型\t",
    "3、您参加过哪些社区活动？（可多选）(议事会)",
    "3、(志愿服务)",
    "3、(其他)",
    "4、您对以下说法的同意程度—1.我信任居委会",
    "4、2.我信任物业公司",
    "5、请按重要性排序(环境)",
    "5、(安全)",
    "5、(停车)",
    "(1)6、您在本小区居住___年",
    "7、您未参加的原因",
    "8、您的建议",
]
TEXT_ROWS = [
    [
        "男",
        "商品房",
        "议事会┋志愿服务┋其他〖楼道┋花园〗",
        "非常同意",
        "一般",
        "环境→安全→停车",
        "12",
        "(跳过)",
        "多开会",
    ],
    ["女", "其他〖军产房〗", "(空)", "同意", "同意", "安全→环境", "3", "没时间", "(空)"],
    ["女", "老公房(售后公房)", "志愿服务", "一般", "非常不同意", "停车→安全→环境", "(空)", "(跳过)", "无"],
]
INDEX_ROWS = [
    [1, 1, 1, 1, 1, 5, 3, 1, 2, 3, "12", -3, "多开会"],
    [2, 3, -2, -2, -2, 4, 4, 2, 1, -2, "3", 1, "(空)"],
    [2, 2, 0, 1, 0, 3, 1, 3, 2, 1, "(空)", -3, "无"],
]
AGREE = {1: "非常不同意", 2: "不同意", 3: "一般", 4: "同意", 5: "非常同意"}


TICKED = {0: "未选", 1: "选中"}
VARIABLES: list[dict[str, object]] = [
    {"name": "sex", "values": {1: "男", 2: "女"}, "source": "1、您的性别："},
    {"name": "housing", "values": {1: "商品房", 2: "老公房(售后公房)", 3: "其他"}, "label": "您居住的小区类型"},
    {"name": "a1", "label": "议事会", "values": TICKED},
    {"name": "a2", "label": "志愿服务", "values": TICKED},
    {"name": "a3", "label": "其他", "values": TICKED},
    {"name": "T1", "kind": "ordinal", "values": AGREE, "label": "1.我信任居委会"},
    {"name": "T2", "kind": "ordinal", "values": AGREE, "source": "4、2.我信任物业公司"},
    {"name": "r1", "label": "环境", "kind": "numeric", "low": 1},
    {"name": "r2", "label": "安全", "kind": "numeric", "low": 1},
    {"name": "r3", "label": "停车", "kind": "numeric", "low": 1},
    {"name": "years", "kind": "numeric", "low": 0, "high": 98, "source": "您在本小区居住___年"},
    {"name": "why", "values": {1: "没时间", 2: "不知道"}, "source": "7、您未参加的原因"},
    {"name": "advice", "kind": "text", "source": "您的建议"},
]
SETS: list[dict[str, object]] = [
    {"name": "acts", "members": ["a1", "a2", "a3"], "source": "您参加过哪些社区活动？（可多选）"},
    {"name": "order", "kind": "ranking", "members": ["r1", "r2", "r3"], "source": "5、请按重要性排序"},
]

Table = list[list[object]]


@pytest.fixture
def codebook() -> Codebook:
    """What the small files mean."""
    return Codebook.model_validate({"variables": VARIABLES, "sets": SETS})


@pytest.fixture
def text_table() -> Table:
    """The by-text download, header first; a fresh copy to spoil."""
    return [list(TEXT_HEADER), *([*m, *a] for m, a in zip(PARADATA, TEXT_ROWS, strict=True))]


@pytest.fixture
def index_table() -> Table:
    """The by-index download of the same answers."""
    return [list(INDEX_HEADER), *([*m, *a] for m, a in zip(PARADATA, INDEX_ROWS, strict=True))]


@pytest.fixture
def wjx_table() -> Callable[..., Table]:
    """Paradata columns in front of questions of one's own."""

    def make(header: Sequence[str], *rows: Sequence[object]) -> Table:
        return [[*META, *header], *([*PARADATA[place], *row] for place, row in enumerate(rows))]

    return make


@pytest.fixture
def save_xlsx(tmp_path: Path) -> Callable[..., Path]:
    def save(rows: Sequence[Sequence[object]], name: str = "export.xlsx") -> Path:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        assert sheet is not None
        sheet.title = "Sheet1"
        for row in rows:
            sheet.append(list(row))
        workbook.save(tmp_path / name)
        return tmp_path / name

    return save


@pytest.fixture
def text_file(save_xlsx: Callable[..., Path], text_table: Table) -> Path:
    return save_xlsx(text_table, "390000001_按文本_社区参与_3_3.xlsx")


@pytest.fixture
def index_file(save_xlsx: Callable[..., Path], index_table: Table) -> Path:
    return save_xlsx(index_table, "390000001_按序号_社区参与_3_3.xlsx")


@pytest.fixture
def save_csv(tmp_path: Path) -> Callable[..., Path]:
    def save(rows: Sequence[Sequence[object]], name: str = "batch.csv", encoding: str = "utf-8-sig") -> Path:
        with (tmp_path / name).open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        return tmp_path / name

    return save
