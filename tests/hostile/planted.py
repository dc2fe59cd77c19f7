"""Two exports in which every column that can hold a person holds one that occurs nowhere else."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

import openpyxl

RESPONDENTS = 60

NAMES = ("欧阳澜沁", "司徒皓苒", "章珞伊蕤", "赫连旻笙", "端木芷晞", "潘霁翎婳", "谭筱嫣珩", "Zebulon Quistgaard")
PHONES = tuple(f"139{4070 + 13 * i}{8101 + 37 * i}" for i in range(8))
MAILS = tuple(f"kranich{i}.{811 + 17 * i}@vogelpost-{i}.example.org" for i in range(7))
WECHATS = tuple(f"wxq_{70911 + 131 * i}z" for i in range(7))
COORDINATES = tuple(f"115.{893107 + 311 * i},28.{671209 + 173 * i}" for i in range(6))
ADDRESSES = tuple(f"{17 + i}栋{1 + i}单元{1402 + i}室" for i in range(7))
DEVICES = ("203.0.113.77", "198.51.100.213")


def _identity_number(i: int) -> str:
    body = f"36010{i}19{71 + i}0{1 + i}1{i}{317 + i}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]


IDENTITY_NUMBERS = tuple(_identity_number(i) for i in range(7))

PLANTED = (*NAMES, *PHONES, *IDENTITY_NUMBERS, *MAILS, *WECHATS, *COORDINATES, *ADDRESSES)
assert len(set(PLANTED)) == 50

CUES = (
    *(f"我叫{name}" if name.isascii() is False else f"My name is {name}" for name in NAMES),
    *(f"修好请打{phone}" for phone in PHONES),
    *(f"身份证{number}" for number in IDENTITY_NUMBERS),
    *(f"写信到{mail}吧" for mail in MAILS),
    *(f"加微信{wechat}" for wechat in WECHATS),
    *(f"在{place}那里" for place in COORDINATES),
    *(f"我家{address}漏水" for address in ADDRESSES),
)

ITEMS = ("我信任居委会", "我信任邻居", "我信任物业", "我愿意参加议事会", "我愿意做志愿者", "我不愿意投票")
REVERSED = 5


def _likert(row: int, item: int) -> int:
    """Answers from 1 to 5 that go together, with something of their own in each."""
    level = Random(row).choice((2, 3, 4))
    agreement = level + Random(1000 * row + item).choice((-1, 0, 0, 1))
    return 6 - agreement if item == REVERSED else agreement


def _one(values: Sequence[str], row: int) -> str:
    return values[row % len(values)]


def _said(row: int) -> str:
    """An opinion with an identity in it; respondents name themselves without a word that says so."""
    return f"{NAMES[row]}一家很难" if row < len(NAMES) else CUES[row]


def _answers(row: int) -> list[object]:
    area = ["楼道", "停车", "绿化", f"其他〖{CUES[(row * 3 + 8) % 50]}〗"][row % 4]
    return [
        "男" if row % 2 else "女",
        str(19 + (row * 5) % 47),
        ["初中", "高中", "本科"][row % 3],
        area,
        *(f"{_likert(row, item)}" for item in range(len(ITEMS))),
        f"{_said(row)}，希望早日改造。" if row < 50 else "没有意见",
    ]


def _identities(row: int) -> list[object]:
    return [
        _one(NAMES, row),
        _one(PHONES, row),
        _one(IDENTITY_NUMBERS, row),
        _one(MAILS, row),
        _one(WECHATS, row),
        _one(ADDRESSES, row),
        _one(COORDINATES, row),
    ]


CHINESE_IDENTITIES = (
    "您的姓名",
    "请留下您的联系方式",
    "您的身份证号码",
    "您的E-mail",
    "您的微信号",
    "家庭住址",
    "您的位置信息",
)


def save_wenjuanxing(folder: Path) -> Path:
    """A download of 问卷星 by text."""
    questions = ["您的性别", "您的年龄", "您的学历", "您最关心的问题", *ITEMS, "您的其他意见", *CHINESE_IDENTITIES]
    meta = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "微信昵称", "openid", "总分"]
    rows = [
        [
            row + 1,
            f"2025/4/{10 + row % 15} 9:{row % 60:02d}:11",
            f"{150 + 3 * row}秒",
            "微信",
            "N/A",
            f"{_one(DEVICES, row)}(江西-{'南昌' if row % 3 else '九江'})",
            _one(NAMES, row),
            f"oZk4{_one(WECHATS, row)}AbCdEfGhIjKlMnOp"[:28].ljust(28, "Q"),
            10 + row % 20,
            *_answers(row),
            *_identities(row),
        ]
        for row in range(RESPONDENTS)
    ]
    book = openpyxl.Workbook()
    book.active.append([*meta, *(f"{n}、{question}" for n, question in enumerate(questions, start=1))])
    for line in rows:
        book.active.append(line)
    path = folder / "410000001_按文本_社区调查_60_60.xlsx"
    book.save(path)
    return path


ENGLISH_IDENTITIES = (
    "What is your name?",
    "Phone (optional)",
    "ID card number",
    "Your e-mail",
    "WeChat ID",
    "Your home address",
    "Where are you now?",
)


def save_qualtrics(folder: Path) -> Path:
    """A download of Qualtrics with its three header rows."""
    meta = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished"]
    meta += ["RecordedDate", "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail"]
    meta += ["ExternalReference", "LocationLatitude", "LocationLongitude", "DistributionChannel", "UserLanguage"]
    texts = ["您的性别", "您的年龄", "您的学历", "您最关心的问题", *ITEMS, "您的其他意见", *ENGLISH_IDENTITIES]
    names = [f"Q{n}" for n in range(1, len(texts) + 1)]
    ids = [json.dumps({"ImportId": name}) for name in meta]
    ids += [json.dumps({"ImportId": f"QID{n}" + ("_TEXT" if n > 10 else "")}) for n in range(1, len(texts) + 1)]
    path = folder / "study.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([[*meta, *names], [*meta, *texts], ids])
        for row in range(RESPONDENTS):
            longitude, latitude = _one(COORDINATES, row).split(",")
            writer.writerow([
                f"2025-04-{10 + row % 15} 09:{row % 60:02d}:00", f"2025-04-{10 + row % 15} 09:{row % 60:02d}:59",
                "IP Address", _one(DEVICES, row), "100", str(150 + 3 * row), "True",
                f"2025-04-{10 + row % 15} 09:{row % 60:02d}:59", f"R_{row:013d}", _one(NAMES, row),
                _one(NAMES, row + 1),
                _one(MAILS, row), _one(PHONES, row), latitude, longitude, "anonymous", "ZH-S",
                *_answers(row), *_identities(row),
            ])  # fmt: skip
    return path


def parts_of(text: str) -> tuple[str, ...]:
    """What must not be found: the text itself, and for a pair of coordinates each of the two."""
    return (text, *text.split(",")) if "," in text else (text,)


NEEDLES = tuple(dict.fromkeys(part for text in (*PLANTED, *DEVICES) for part in parts_of(text)))
