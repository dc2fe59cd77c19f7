"""Several names, texts or codes in one cell of a codebook workbook, and how they are taken apart again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_CHINESE = {
    "分类": "nominal", "类别": "nominal", "有序": "ordinal", "数值": "numeric", "文本": "text", "日期": "date",
    "量表": "scale", "多选题": "multiple", "排序题": "ranking", "假设": "hypothesis", "是": "yes", "否": "no",
    "未显示": "not_shown", "未答": "blank", "拒答": "refused", "不知道": "dont_know", "不适用": "not_applicable",
    "未排序": "unranked",
}  # fmt: skip
"""Words of the codebook as tables and reports print them in Chinese."""

_MEMBER = re.compile(r"(?:\\.|[^\\,，、;；\n])+")
_LINE = re.compile(r"(?:\\.|[^\\\n])+")
_CODES = re.compile(r"-?\d{1,9}(?:\s*[,，、]\s*-?\d{1,9})*")


def word_of(cell: str) -> str:
    """The word that a codebook has for what a cell says, in Chinese or in capitals too.

    >>> word_of("有序"), word_of("Ordinal"), word_of("Don't know")
    ('ordinal', 'ordinal', 'dont_know')
    """
    plain = cell.strip().lower()
    return _CHINESE.get(plain, plain.replace("'", "").replace("’", "").replace(" ", "_"))


def joined_lines(texts: Sequence[str]) -> str | None:
    """Texts one per line; a line break inside a text is written as a backslash and n."""
    return "\n".join(text.replace("\\", "\\\\").replace("\n", "\\n") for text in texts) or None


def split_lines(cell: str) -> list[str]:
    """The reverse of `joined_lines`."""
    return [_unescaped(line) for line in _LINE.findall(cell)]


def joined_names(names: Sequence[str]) -> str | None:
    """Names with commas between; a comma inside a name has a backslash before it."""
    return ", ".join(_escaped(name) for name in names) or None


def split_names(cell: str) -> list[str]:
    """The reverse of `joined_names`."""
    return [_unescaped(text).strip() for text in _MEMBER.findall(cell) if text.strip()]


def joined_codes(codes: Sequence[int]) -> str | None:
    """Codes with commas between."""
    return ", ".join(map(str, codes)) or None


def split_codes(cell: str) -> list[int] | None:
    """The reverse of `joined_codes`; None where the cell holds anything but whole numbers."""
    return [int(code) for code in re.split(r"[,，、]", cell)] if _CODES.fullmatch(cell.strip()) else None


def joined_askings(asked_if: Mapping[str, Sequence[int]]) -> str | None:
    """Whom a question is for, one column per line: ``visited=1`` or ``use=2, 3``."""
    return joined_lines([f"{column}={joined_codes(codes)}" for column, codes in asked_if.items()])


def split_askings(cell: str) -> dict[str, list[int]] | None:
    """The reverse of `joined_askings`; None where a line is not like ``visited=1``."""
    found: dict[str, list[int]] = {}
    for line in filter(None, map(str.strip, split_lines(cell))):
        column, _, text = line.rpartition("=")
        codes = split_codes(text)
        if not column.strip() or codes is None:
            return None
        found[column.strip()] = codes
    return found


def _escaped(name: str) -> str:
    return re.sub(r"([\\,，、;；])", r"\\\1", name).replace("\n", "\\n")


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)
