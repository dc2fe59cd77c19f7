"""Answers that carry the letter of their option, as ``A.男`` does: the letter is the code, the rest is the label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from surveykit.core.codebook import Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.read.described import closed
from surveykit.read.headers import Column

_LETTERED = re.compile(r"^([A-Z]{1,2})\.\s*(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Lettered:
    """The answers of a file without their letters, and what the letters said.

    Attributes
    ----------
    cells : pandas.DataFrame
        The text cells; letters are left where one of them stands for several labels, or a label has several.
    codes : dict[int, dict[str, int]]
        For each column whose letters were taken off: the code of each label that occurs.
    contradicting : tuple[int, ...]
        Columns whose letters were left.
    """

    cells: pd.DataFrame
    codes: dict[int, dict[str, int]]
    contradicting: tuple[int, ...] = ()

    def described(self, columns: Sequence[Column]) -> Iterator[Variable]:
        """Variables for the closed questions and matrix rows; rows of one matrix share their answers."""
        named: list[str] = []
        for group in _questions(columns):
            steps = _is_cascade(group)
            shared = {} if steps else _joined([self.codes.get(column.position, {}) for column in group])
            for place, column in enumerate(group, start=1):
                name = f"Q{column.number}_{place}" if column.part else f"Q{column.number}"
                codes = self.codes.get(column.position, {}) if steps else shared
                if codes and column.position in self.codes:
                    named.append(name)
                    name = f"{name}_v{named.count(name)}" if named.count(name) > 1 else name
                    label, ordered = column.part or column.stem, column.role == "row" and not steps
                    yield closed(name, label=label, codes=codes, header=column.header, ordered=ordered)

    def notes(self, columns: Sequence[Column]) -> Iterator[Text]:
        """Sentences for the log."""
        names = [column.header for column in columns if column.position in self.contradicting]
        if names:
            yield bilingual("reading.letters_contradict", columns=listing(names, most=5, quoted=True))
        if any(self.codes.values()):
            yield bilingual("reading.letters")


def lettered_answers(cells: pd.DataFrame, places: Iterable[int]) -> Lettered:
    """Take the letters off every column in which all answers have one."""
    plain, codes, contradicting = cells.copy(), {}, []
    for place in places:
        texts = cells[place].str.strip()
        found = [_LETTERED.match(text) for text in texts.unique() if text]
        matches = [match for match in found if match]
        if not matches or len(matches) < len(found):
            continue
        labels = {match[2].strip(): _code(match[1]) for match in matches}
        if len(labels) < len(matches) or len(set(labels.values())) < len(labels):
            contradicting.append(place)
            continue
        codes[place] = labels
        plain[place] = texts.str.replace(_LETTERED, r"\2", regex=True).str.strip()
    return Lettered(plain, codes, tuple(contradicting))


def _code(letters: str) -> int:
    """A to Z as 1 to 26, AA as 27, and so on."""
    code = 0
    for letter in letters:
        code = 26 * code + ord(letter) - 64
    return code


def _questions(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Single questions alone, rows of one matrix together; options and blanks have no answers of their own."""
    groups: dict[tuple[object, ...], list[Column]] = {}
    for column in columns:
        if column.number is not None and column.role in ("single", "row"):
            key = (column.number, column.stem) if column.role == "row" else (column.number, column.position)
            groups.setdefault(key, []).append(column)
    yield from groups.values()


def _joined(found: Sequence[dict[str, int]]) -> dict[str, int]:
    """The answers of all rows; nothing if two rows give one code to different labels."""
    joined = {label: code for codes in found for label, code in codes.items()}
    alike = all(joined[label] == code for codes in found for label, code in codes.items())
    return joined if alike and len(set(joined.values())) == len(joined) else {}


def _is_cascade(group: Sequence[Column]) -> bool:
    """Whether the parts are steps of one list (the same word, numbered) rather than statements."""
    return bool(group[0].part) and len({re.sub(r" \(\d+\)$", "", column.part) for column in group}) == 1
