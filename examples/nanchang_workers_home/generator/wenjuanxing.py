"""The web batch as 问卷星 delivers it: one workbook by option text, one by option number, the same answers in both."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from openpyxl import Workbook

from .choices import BLANK, SKIPPED
from .problems import AGREEMENT
from .questionnaire import NOTE, NOTE_COLUMN, Question

STEM = "390100001_{mode}_职工之家调查(模拟数据)_194_194.xlsx"
TEXT_FILE, INDEX_FILE = STEM.format(mode="按文本"), STEM.format(mode="按序号")
PARADATA = ("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "总分")
WORDS_FOR_NOTHING = {SKIPPED: "(跳过)", BLANK: "(空)"}
FIXED_TIME = datetime(2025, 10, 27, 9, 0, 0)
RETYPED_EACH = 4


def write_web(web: pd.DataFrame, questions: list[Question], folder: Path, seed: int) -> dict[str, int]:
    """Write both workbooks; returns how many cells of the text workbook were left in need of repair, by kind."""
    rng = np.random.default_rng([seed, 3])
    answers = _overstate_years(web, rng)
    retyped = _retyped_cells(web, rng)
    _save(folder / TEXT_FILE, _text_rows(answers, questions, retyped, rng))
    _save(folder / INDEX_FILE, _index_rows(answers, questions))
    return {
        "ten_years_or_more": int((answers["years"] == "10年以上").sum()),
        "digit_with_unit": sum(cell.endswith("分") for cell in retyped.values()),
        "digit_with_label": sum("=" in cell for cell in retyped.values()),
        "full_width_digit": sum("０" <= cell <= "９" for cell in retyped.values()),
    }


def _overstate_years(web: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """A few long-standing residents typed words in the blank for years."""
    worded = (web["years"] >= 10) & (web["kind"] == "valid") & (rng.random(len(web)) < 0.05)
    return web.assign(years=web["years"].astype(str).mask(worded, "10年以上"))


def _retyped_cells(web: pd.DataFrame, rng: np.random.Generator) -> dict[tuple[int, str], str]:
    """Cells somebody typed over in Excel, by (row, item)."""
    styles = ["{n}分", "{n}={label}", "{wide}"] * RETYPED_EACH
    labels = ("非常不同意", "不太同意", "一般", "比较同意", "非常同意")
    rows = rng.choice(np.flatnonzero(web["kind"] == "valid"), len(styles), replace=False)
    cells = {}
    for row, style in zip(rows, styles, strict=True):
        item = str(rng.choice(AGREEMENT))
        code = int(web.loc[row, item])
        cells[int(row), item] = style.format(n=code, label=labels[code - 1], wide="０１２３４５"[code])
    return cells


def _text_rows(
    web: pd.DataFrame, questions: list[Question], retyped: dict[tuple[int, str], str], rng: np.random.Generator
) -> list[list[Any]]:
    real_dates = rng.random(len(web)) < 0.15
    rows: list[list[Any]] = [[*PARADATA, *(question.header for question in questions), NOTE_COLUMN]]
    for position, (_, person) in enumerate(web.iterrows()):
        cells = [retyped.get((position, question.name)) or _text_cell(question, person) for question in questions]
        rows.append([*_paradata(person, real_date=bool(real_dates[position])), *cells, NOTE])
    return rows


def _text_cell(question: Question, person: pd.Series) -> str:
    if question.kind == "open":
        return str(person[question.name]) or WORDS_FOR_NOTHING[BLANK]
    if question.kind == "single":
        return _with_words(question.options[int(person[question.name])], person, question.name)
    codes = {member: int(person[member]) for member in question.options}
    if set(codes.values()) == {SKIPPED}:
        return WORDS_FOR_NOTHING[SKIPPED]
    chosen = sorted((member for member, code in codes.items() if code > 0), key=lambda member: codes[member])
    labels = [_with_words(question.options[member], person, member) for member in chosen]
    return ("→" if question.kind == "ranking" else "┋").join(labels)


def _with_words(label: str, person: pd.Series, name: str) -> str:
    words = person.get(f"{name}.text", "")
    return f"{label}〖{words}〗" if words else label


def _index_rows(web: pd.DataFrame, questions: list[Question]) -> list[list[Any]]:
    header: list[Any] = list(PARADATA)
    for question in questions:
        header.extend(_index_headers(question))
    rows = [[*header, NOTE_COLUMN]]
    for _, person in web.iterrows():
        cells = [cell for question in questions for cell in _index_cells(question, person)]
        rows.append([*_paradata(person, real_date=False), *cells, NOTE])
    return rows


def _index_headers(question: Question) -> list[str]:
    if question.kind in ("single", "open"):
        return [question.header]
    first, *others = question.options.values()
    return [f"{question.header}({first})", *(f"{question.number}、({option})" for option in others)]


def _index_cells(question: Question, person: pd.Series) -> list[Any]:
    """Option positions counted from 1, whatever the code of the first option is."""
    if question.kind == "open":
        return [str(person[question.name]) or WORDS_FOR_NOTHING[BLANK]]
    if question.kind == "single":
        return [list(question.options).index(int(person[question.name])) + 1]
    return [int(person[member]) for member in question.options]


def _paradata(person: pd.Series, *, real_date: bool) -> list[Any]:
    moment = person["submitted"]
    shown = f"{moment:%Y}/{moment.month}/{moment.day} {moment.hour}:{moment:%M:%S}"
    detail = "直接访问" if person["channel"] == "链接" else "N/A"
    total = int(sum(person[item] for item in AGREEMENT))
    when = moment.to_pydatetime() if real_date else shown
    return [int(person["id"]), when, f"{person['seconds']}秒", person["channel"], detail, person["address"], total]


def _save(path: Path, rows: list[list[Any]]) -> None:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheet = workbook.create_sheet("Sheet1")
    for row in rows:
        sheet.append(row)
    properties = workbook.properties
    properties.title = "模拟数据 SYNTHETIC DATA"
    properties.description = "模拟数据，不是真实回答。SYNTHETIC DATA, nobody's real answers."
    properties.creator, properties.created = "", FIXED_TIME
    held = io.BytesIO()
    workbook.save(held)
    path.write_bytes(_without_clock(held))


def _without_clock(workbook: io.BytesIO) -> bytes:
    """The same workbook with fixed times in place of the moment of saving, so that a rerun changes nothing."""
    still = io.BytesIO()
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = f"{FIXED_TIME:%Y-%m-%dT%H:%M:%SZ}".encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            target.writestr(zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return still.getvalue()
