"""The text from which 问卷星 makes a questionnaire (批量添加题目): a question per block, its type in brackets.

::

    1. 您的性别*[单选题]
    男
    女

    2. 您是否同意[矩阵量表题]
    不同意 一般 同意
    我信任居委会
    我信任物业公司
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual
from surveykit.errors import CodebookError
from surveykit.read.bands import are_ranked
from surveykit.read.decode import decode
from surveykit.read.form import Choice, Form, Question, QuestionKind, closed_kind, points_to_person
from surveykit.read.headers import clean_header

_KINDS: dict[str, str] = {
    **dict.fromkeys(("单选题", "单选", "下拉题", "下拉框", "判断题", "量表题", "评分题"), "single"),
    **dict.fromkeys(("多选题", "多选"), "multiple"),
    **dict.fromkeys(("排序题", "排序"), "ranking"),
    **dict.fromkeys(("填空题", "单项填空题", "多项填空题", "简答题", "填空"), "open"),
    **dict.fromkeys(("矩阵量表题", "矩阵单选题", "矩阵题"), "matrix"),
    **dict.fromkeys(("段落说明", "分页", "文件题", "上传文件题"), "none"),
}
_TYPED = re.compile(
    r"^[*＊]?\s*(?:(\d{1,3})\s*[.、．]\s*)?(\S.*?)\s*[*＊]?\s*\[([^\[\]]{1,8})\]\s*[*＊]?\s*(?:[【(（].*)?$"
)
_NUMBERED = re.compile(r"^[*＊]?\s*(\d{1,3})\s*[.、．]\s*\S")
_MARKS = re.compile(r"^[\s○◯〇□☐●◎•·]+|(?:\s*[○◯〇□☐])+\s*$")
_JUMP = re.compile(r"\s*[(（【]\s*(?:请)?跳(?:至|到|转).*?[)）】]\s*$")
_FILL_IN = re.compile(r"\s*(?:_{2,}\s*\*?|\[填空\])\s*$")
_PAGE = re.compile(r"^[=＝\-—]{3,}.*$")
_BLANK = re.compile(r"_{2,}\s*(岁|年|个?月|次|元|人|个|小时|分钟|天|平方米|公里|米)?")
_WIDE = re.compile(r"\t+|[ \u3000]{2,}")


@dataclass
class _Block:
    """The lines of one question as they stand in the text."""

    line: int
    number: int
    title: str
    kind: str
    below: list[tuple[int, str]] = field(default_factory=list)


def is_wenjuanxing_text(path: Path, head: bytes) -> bool:
    """Whether a text has lines such as ``1. 您的性别[单选题]``."""
    if head.startswith((b"PK", b"\xd0\xcf", b"{", b"[")):
        return False
    texts = (head.decode(encoding, errors="ignore") for encoding in ("utf-8-sig", "gb18030", "utf-16"))
    return any(_is_typed(line) and _NUMBERED.match(line.strip()) for text in texts for line in text.splitlines())


def _is_typed(line: str) -> bool:
    found = _TYPED.match(" ".join(line.split()))
    return found is not None and found[3] in _KINDS


def read_wenjuanxing_text(path: Path) -> Form:
    """The questions of the text, in order, under the names that drafted codebooks give them."""
    text = decode(path.read_bytes(), name=path.name).text
    blocks = _blocks(path, [" ".join(line.split()) for line in text.splitlines()])
    jumps = any(_JUMP.search(line) for block in blocks for _, line in block.below)
    note = bilingual("reading.jumps", file=path.name)
    questions = tuple(question for block in blocks for question in _questions(path, block))
    _refuse_twice(path, blocks)
    return Form(Text(), questions, (note,) if jumps else ())


def _blocks(path: Path, lines: Sequence[str]) -> list[_Block]:
    blocks: list[_Block] = []
    after_gap = True
    for place, raw in enumerate(lines, start=1):
        line = raw.strip("\ufeff \u3000\r\n")
        if not line or _PAGE.match(line):
            after_gap = True
            continue
        found = _TYPED.match(line)
        if found and found[3] in _KINDS:
            number = int(found[1]) if found[1] else max((block.number for block in blocks), default=0) + 1
            kind = _KINDS[found[3]]
            blocks.append(_Block(place, number, clean_header(found[2]).rstrip(":： "), kind))
        elif found and found[1] and _is_title(found[3]):
            raise CodebookError(
                f"{path.name}: line {place} has the question type [{found[3]}], which is not known. Known are "
                f"{', '.join(dict.fromkeys(_KINDS))}; write one of them, or take the question out."
            )
        elif after_gap and _NUMBERED.match(line):
            raise CodebookError(
                f"{path.name}: line {place} begins a question that has no type. Write the type behind it in the same "
                "line, such as [单选题]."
            )
        elif blocks:
            blocks[-1].below.append((place, line))
        after_gap = False
    return blocks


def _is_title(kind: str) -> bool:
    return kind.endswith(("题", "框"))


def _refuse_twice(path: Path, blocks: Sequence[_Block]) -> None:
    seen: dict[int, int] = {}
    for block in blocks:
        if block.kind != "none" and seen.setdefault(block.number, block.line) != block.line:
            raise CodebookError(
                f"{path.name}: lines {seen[block.number]} and {block.line} both have the question number "
                f"{block.number}. Number the questions as the questionnaire does."
            )


def _questions(path: Path, block: _Block) -> Iterator[Question]:
    if block.kind == "none":
        return
    if block.kind == "open":
        yield from _open(block)
    elif block.kind == "matrix":
        yield from _matrix(path, block)
    else:
        yield _closed(path, block)


def _open(block: _Block) -> Iterator[Question]:
    """One variable per blank, with the words around it; those with a unit behind them are amounts."""
    found = list(_BLANK.finditer(block.title))
    several = len(found) > 1
    starts = [0, *(one.end() for one in found[:-1])]
    ends = [*(one.end() for one in found[:-1]), len(block.title)]
    for place, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        title = block.title[start:end].strip("，,；;、。 ")
        kind: QuestionKind = "numeric" if found and found[place - 1][1] else "text"
        name = f"Q{block.number}_{place}" if several else f"Q{block.number}"
        label = Text(zh=title, en=title)
        yield Question(name, label, kind, (title,), personal=kind == "text" and points_to_person(label))


def _closed(path: Path, block: _Block) -> Question:
    kind: QuestionKind = "nominal"
    options = [_option(line) for _, line in block.below]
    if len(options) == 1:
        options = _apart(options[0])
    choices = _choices(path, block, options, members=block.kind != "single")
    if block.kind in ("multiple", "ranking"):
        kind = "multiple" if block.kind == "multiple" else "ranking"
    else:
        kind = "ordinal" if are_ranked(options) else closed_kind(choices)
    return Question(f"Q{block.number}", Text(zh=block.title, en=block.title), kind, (block.title,), choices)


def _matrix(path: Path, block: _Block) -> Iterator[Question]:
    """The first line below a matrix holds the answers, the others its rows."""
    answers = _apart(block.below[0][1]) if block.below else []
    rows = [_option(line) for _, line in block.below[1:]]
    if len(answers) < 2 or not rows:
        raise CodebookError(
            f"{path.name}: line {block.line} is a matrix. Write its answers into the line below it, with tabs or "
            "blanks between them, and each row into a line of its own."
        )
    choices = _choices(path, block, answers, members=False)
    for place, row in enumerate(rows, start=1):
        headers = (f"{block.title}—{row}",)
        yield Question(f"Q{block.number}_{place}", Text(zh=row, en=row), "ordinal", headers, choices)


def _option(line: str) -> str:
    plain = _MARKS.sub("", line)
    return clean_header(_FILL_IN.sub("", _JUMP.sub("", plain)))


def _apart(line: str) -> list[str]:
    """The answers in one line: between tabs or wide gaps, else between single blanks."""
    pieces = _WIDE.split(line.strip())
    pieces = pieces if len(pieces) > 1 else line.split()
    return [option for option in map(_option, pieces) if option]


def _choices(path: Path, block: _Block, options: Sequence[str], *, members: bool) -> tuple[Choice, ...]:
    twice = sorted({option for option in options if options.count(option) > 1})
    if len(options) < 2 or twice:
        fault = f"names {twice} twice" if twice else "has fewer than two options"
        raise CodebookError(
            f"{path.name}: the question in line {block.line} {fault}. Write each option into a line of its own."
        )
    return tuple(
        Choice(str(place), Text(zh=option, en=option), (option,), f"Q{block.number}_{place}" if members else "")
        for place, option in enumerate(options, start=1)
    )
