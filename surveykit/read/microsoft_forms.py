"""Microsoft Forms workbooks: several answers in one cell as ``Meeting;Volunteering;``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.errors import ReadError
from surveykit.read.added_columns import Added, added_columns, compact, distinct_headers, paradata_frame
from surveykit.read.export import Export
from surveykit.read.form_questions import form_questions
from surveykit.read.grid import Grid
from surveykit.read.headers import Column
from surveykit.read.local_times import Moments, elapsed, local_moments
from surveykit.read.totals import refuse_total

_IDS = ("ID", "Id")
_START = ("Starttime", "开始时间", "開始時間")
_END = ("Completiontime", "完成时间", "完成時間")
_EMAIL = ("Email", "电子邮件", "電子郵件")
_NAME = ("Name", "名称", "姓名", "名稱")
_OTHER = ("Lastmodifiedtime", "上次修改时间", "上次修改時間")
_LANGUAGE = ("Language", "语言", "語言")
_TOTAL = ("Totalpoints", "总点数", "总分", "總分")
_FEEDBACK = ("Quizfeedback", "测验反馈", "測驗意見反應")
_QUIZ = re.compile(r"^(Points|Feedback|点数|分数|反馈)\s*[-–—]\s*\S")


def is_microsoft_forms(grid: Grid) -> bool:
    """Whether the first headers are an id and the moments of start and completion."""
    first = [compact(header) for header in grid.header[:3]]
    return len(first) == 3 and first[0] in _IDS and first[1] in _START and first[2] in _END


def read_microsoft_forms(grid: Grid) -> Export:
    """Take moments, accounts and quiz points out, and describe the questions."""
    added = _added(grid)
    refuse_total(grid, [added.places[name] for name in _IDS if name in added.places])
    distinct = distinct_headers(grid.header)
    graded = [place for place, header in enumerate(distinct) if _QUIZ.match(header)]
    known = {*added.places.values(), *graded}
    headers = {place: header for place, header in enumerate(distinct) if place not in known}
    if not headers:
        raise ReadError(f"{grid.path.name} has no question columns. Export it again with the answers.")
    form = form_questions(grid, headers, ";", _ends_in_semicolons)
    started, completed = (local_moments(added.cells(*names), name=_header(added, names)) for names in (_START, _END))
    return Export(
        grid=grid,
        platform="microsoft_forms",
        body="text",
        columns=tuple(_undoubled(form.columns)),
        ids=added.ids(next((name for name in _IDS if name in added.places), "ID")),
        paradata=paradata_frame(
            grid,
            submitted=completed.values,
            seconds=elapsed(started.values, completed.values),
            identity=added.cells(*_EMAIL).str.casefold().replace(["anonymous", "匿名"], ""),
            more={
                "started": started.values,
                "language": added.texts(*_LANGUAGE),
                "platform_score": added.numbers(*_TOTAL),
            },
        ),
        identities=added.headers((*_EMAIL, *_NAME)),
        notes=tuple(_notes(started, completed, form.notes, [distinct[place] for place in graded])),
        codebook=form.codebook,
        separator=";",
        own_text=True,
    )


def _added(grid: Grid) -> Added:
    """What Microsoft Forms adds stands before the first question; further right, the same words head questions."""
    names = {*_IDS, *_START, *_END, *_EMAIL, *_NAME, *_OTHER, *_LANGUAGE, *_TOTAL, *_FEEDBACK}
    first = next((place for place, header in enumerate(grid.header) if compact(header) not in names), None)
    added = added_columns(grid, names)
    return replace(added, places={name: at for name, at in added.places.items() if first is None or at < first})


def _header(added: Added, names: Sequence[str]) -> str:
    return next(iter(added.headers(names)), names[0])


def _ends_in_semicolons(answers: Counter[str]) -> bool:
    """Whether most answers end as lists of options do; one option alone has its semicolon too."""
    ending = sum(count for text, count in answers.items() if text.endswith(";"))
    return 2 * ending > answers.total()


def _undoubled(columns: Sequence[Column]) -> Iterator[Column]:
    """Headings that Excel numbered because they occur twice (``When``, ``When2``) keep their wording as stem."""
    headers = {column.header for column in columns}
    for column in columns:
        wording = column.header.rstrip("0123456789")
        doubled = wording != column.header and wording in headers and column.role == "single"
        yield replace(column, stem=f"{wording} ({column.header[len(wording) :]})") if doubled else column


def _notes(started: Moments, completed: Moments, said: Sequence[Text], graded: Sequence[str]) -> Iterator[Text]:
    yield bilingual("reading.blanks_alike", platform=bilingual("inspection.platform_microsoft_forms"))
    yield from dict.fromkeys((*started.notes, *completed.notes))
    yield from said
    if graded:
        yield bilingual("reading.form_quiz", columns=listing(graded, quoted=True))
