"""The paper batch: a hand-keyed CSV in GB18030, with everything that hand-keyed files bring along."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from .choices import BLANK, SKIPPED
from .people import SURVEY_YEAR
from .problems import AGREEMENT
from .questionnaire import NOTE, NOTE_COLUMN, Question

PAPER_FILE = "paper_batch(模拟数据).csv"
WORDED_FORMS = range(60, 72)
"""Forms (by position) keyed by somebody who typed the answers in words."""
TWO_DIGITS = ("age", "years", "household", "occ")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


class Typist:
    """Turns the answers of a form into cells and counts the cells that a reader has to repair, by kind."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.repairs: Counter[str] = Counter()

    def key(self, question: Question, person: pd.Series, position: int) -> str:
        """The cell for one question of the form at `position`."""
        if question.name == "suggestion":
            return str(person["suggestion"])
        if question.kind == "multiple":
            return self._ticked(question, person)
        if question.kind == "ranking":
            return self._ranked(question, person)
        code = int(person[question.name])
        if code == BLANK:
            return self._nothing(question.name)
        if question.name == "age":
            return self._age(code)
        if question.name == "years" and code >= 10 and person["kind"] == "valid" and self._happens(0.07):
            return self._noted("ten_years_or_more", "10年以上")
        if question.name in AGREEMENT:
            return self._agreement(code, question.options[code], worded=position in WORDED_FORMS)
        return str(code)

    def _happens(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def _noted(self, kind: str, cell: str) -> str:
        self.repairs[kind] += 1
        return cell

    def _nothing(self, name: str) -> str:
        nines = "99" if name in TWO_DIGITS else "9"
        open_number = name in ("age", "years", "household")
        kinds = {"missing_nines": nines, "missing_word": "(空)", "missing_minus_two": nines if open_number else "-2"}
        if self._happens(0.5):
            return self._noted("missing_empty", "")
        kind = str(self.rng.choice(list(kinds), p=[0.6, 0.2, 0.2]))
        return self._noted("missing_nines" if kinds[kind] == nines else kind, kinds[kind])

    def _age(self, age: int) -> str:
        point = self.rng.random()
        if point < 0.06:
            return self._noted("birth_year", str(SURVEY_YEAR - age))
        if point < 0.10:
            return self._noted("age_with_unit", f"{age}岁")
        return str(age)

    def _agreement(self, code: int, label: str, *, worded: bool) -> str:
        if worded:
            return self._noted("answer_in_words", label)
        point = self.rng.random()
        if point < 0.006:
            return self._noted("digit_with_unit", f"{code}分")
        if point < 0.012:
            return self._noted("digit_with_label", f"{code}={label}")
        if point < 0.022:
            return self._noted("full_width_digit", str(code).translate(FULL_WIDTH))
        return str(code)

    def _ticked(self, question: Question, person: pd.Series) -> str:
        codes = [int(person[member]) for member in question.options]
        if set(codes) == {SKIPPED}:
            word = self._happens(0.7)
            return self._noted("skipped_word" if word else "skipped_minus_three", "(跳过)" if word else "-3")
        chosen = [i for i, code in enumerate(codes) if code > 0]
        letters = [_letter(i) for i in chosen]
        style = str(self.rng.choice(["run", "comma", "pause", "bar"], p=[0.45, 0.2, 0.2, 0.15]))
        if style == "bar":
            labels = list(question.options.values())
            return self._noted("options_in_words", "┋".join(labels[i] for i in chosen))
        separator = {"run": "", "comma": ",", "pause": "、"}[style]
        return self._noted(f"letters_{style}", separator.join(letters))

    def _ranked(self, question: Question, person: pd.Series) -> str:
        ranks = [int(person[member]) for member in question.options]
        order = sorted((i for i, rank in enumerate(ranks) if rank > 0), key=lambda i: ranks[i])
        if not order:
            return self._noted("missing_empty", "")
        if self._happens(0.5):
            return self._noted("ranked_numbers", "→".join(str(i + 1) for i in order))
        return self._noted("ranked_letters", ",".join(_letter(i) for i in order))


def _letter(option: int) -> str:
    return "ABCDEFGHI"[option]


def write_paper(paper: pd.DataFrame, questions: list[Question], folder: Path, seed: int) -> dict[str, int]:
    """Write the CSV; returns how many cells need repair, by kind."""
    typist = Typist(np.random.default_rng([seed, 4]))
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(["编号", "填写日期", *(question.name for question in questions), NOTE_COLUMN])
    for position, (_, person) in enumerate(paper.iterrows()):
        cells = [typist.key(question, person, position) for question in questions]
        writer.writerow([person["id"], f"{person['submitted']:%Y/%m/%d}", *cells, NOTE])
    (folder / PAPER_FILE).write_bytes(held.getvalue().encode("gb18030"))
    return dict(sorted(typist.repairs.items()))
