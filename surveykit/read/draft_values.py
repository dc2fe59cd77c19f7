"""What the cells of an undescribed column answer: a closed question with its codes, an amount, or text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from surveykit.core.codebook import Text, Variable
from surveykit.read.answers_open import number_reader
from surveykit.read.bands import are_ranked, band_codes
from surveykit.read.described import TICKED
from surveykit.read.draft_pair import bare_label
from surveykit.read.export import Body
from surveykit.read.headers import Column
from surveykit.read.identifiers import identifiers
from surveykit.read.ladders import ladder_codes
from surveykit.read.reading import EMPTY, EMPTY_CODES

MOST_OPTIONS = 20
"""An open column with more distinct answers than this is never drafted as a closed question."""

FEW_OPTIONS = 10
"""Positions up to this may leave most of the others out; higher numbers that do so are amounts."""

MOST_WORDINGS = 80
"""More distinct answers than this are not compared with answer ladders, whatever ways there are to key in a step."""

LONGEST_LABEL = 60

MOST_WORDED = 0.1
"""Share of the answers of an amount that may have words beside the number."""

_KEYED = re.compile(r"^([0-9０-９]{1,3})\s*(?:分|[=＝]\s*(.*))?$")
"""An answer that was keyed in by its number: ``4``, ``4分``, ``4=比较同意``."""

_NUMBER = re.compile(r"^-?(?![0０]\d)\d{1,15}(?:\.\d+)?(?:[eE]-\d{1,3})?$")
"""Numbers; an exponent below zero is a fraction as programs write it, any other may be part of a name."""

_FIGURES = re.compile(r"^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$")
_CODE = re.compile(r"^(?:0|[1-9]\d{0,2})$", re.ASCII)
_AMOUNT = re.compile(r"_{2,}|多少|几(?:个|人|次|年|岁|口|套|天|小时)")


@dataclass(frozen=True)
class Guess:
    """The codes of a closed question.

    Attributes
    ----------
    values : Mapping[int, Text]
        The label of each code.
    ordered : bool
        Whether the codes rank the answers.
    by_appearance : bool
        Whether nothing but the order of first appearance gave the codes.
    keyed : bool
        Whether some answers are the numbers of others that are words.
    """

    values: Mapping[int, Text]
    ordered: bool = False
    by_appearance: bool = False
    keyed: bool = False


def answered(cells: pd.Series) -> list[str]:
    """The cells that hold an answer."""
    known = {text: str(text).strip() for text in cells.unique()}
    known = {text: "" if plain in EMPTY or plain in EMPTY_CODES else plain for text, plain in known.items()}
    return [plain for text in cells.to_numpy() if (plain := known[text])]


def are_figures(texts: Collection[str]) -> bool:
    """Whether all texts are made of digits, whatever they stand for."""
    return all(_FIGURES.match(text) for text in set(texts))


def are_amounts(texts: Collection[str]) -> bool:
    """Whether all texts are numbers to reckon with, not names made of digits."""
    return all(_NUMBER.match(text) for text in set(texts))


def are_mostly_amounts(texts: Sequence[str]) -> bool:
    """Whether nearly all texts are numbers, and the others are numbers with words, such as 35岁."""
    others = _few_worded(texts)
    read = number_reader(Variable(name="amount", kind="numeric"), "keyed")
    return others is not None and all(not _FIGURES.match(text) and read(text).known for text in others)


def rows_without_amount(cells: pd.Series) -> list[int]:
    """Rows of the few cells that keep a column of numbers from being an amount; none where they are not few."""
    plain = cells.str.strip()
    return list(plain.index[plain.isin(list(_few_worded(answered(cells)) or ()))])


def _few_worded(texts: Sequence[str]) -> set[str] | None:
    """The texts that are no numbers; None where they are not few."""
    counts = Counter(texts)
    others = {text for text in counts if not _NUMBER.match(text)}
    return others if sum(counts[text] for text in others) <= MOST_WORDED * len(texts) else None


def closed_answers(columns: Sequence[Column], cells: Sequence[pd.Series], body: Body) -> Guess | None:
    """The answers that a question, or all rows of a matrix, share; None where they are open."""
    if columns[0].role == "blank":
        return None
    if columns[0].role == "option" and {text for column in cells for text in answered(column)} <= {"0", "1"}:
        return Guess(TICKED)
    if body in ("index", "score"):
        return _by_number(columns, cells, body)
    texts = [answered(column) for column in cells]
    labels = list(dict.fromkeys(bare_label(text) for column in texts for text in dict.fromkeys(column)))
    is_row = columns[0].role == "row"
    if not labels or are_figures(labels) or (is_row and not _alike(texts)) or any(map(identifiers, labels)):
        return None
    return _by_label(labels, sum(map(len, texts)), is_row=is_row)


def labelled(codes: Mapping[str, int], *, ordered: bool) -> Guess:
    """Labels whose codes are known."""
    labels = sorted(codes, key=lambda label: codes[label])
    values = {codes[label]: Text(zh=label, en=label) for label in labels}
    return Guess(values, ordered=ordered or ladder_codes(codes) is not None or are_ranked(labels))


def joined(found: Sequence[Mapping[str, int]]) -> dict[str, int] | None:
    """The codes of all rows of a matrix; None if rows differ in what a label or a code means."""
    together = {label: code for codes in found for label, code in codes.items()}
    alike = all(together[label] == code for codes in found for label, code in codes.items())
    return together if alike and len(set(together.values())) == len(together) else None


def _by_label(labels: list[str], count: int, *, is_row: bool) -> Guess | None:
    if len(labels) > MOST_WORDINGS:
        return None
    ladder = _keyed_ladder(labels) or band_codes(labels)
    if ladder is not None:
        return replace(labelled(ladder, ordered=True), keyed=any(map(_KEYED.match, labels)))
    often = 2 * len(labels) <= count or is_row
    if len(labels) > MOST_OPTIONS or not often or max(map(len, labels)) > LONGEST_LABEL:
        return None
    values = {code: Text(zh=label, en=label) for code, label in enumerate(labels, start=1)}
    return Guess(values, by_appearance=True)


def _keyed_ladder(labels: Sequence[str]) -> dict[str, int] | None:
    """The steps of a ladder, and the numbers that were keyed in beside its words.

    A number that no word explains is its own label. None where a number stands before the word of another step.
    """
    keyed = [(int(found[1]), (found[2] or "").strip()) for label in labels if (found := _KEYED.match(label))]
    worded = [label for label in labels if not _KEYED.match(label)] + [word for _, word in keyed if word]
    codes = ladder_codes(list(dict.fromkeys(worded)))
    if codes is None or any(codes[word] != number for number, word in keyed if word):
        return None
    explained = set(codes.values())
    return codes | {str(number): number for number, _ in keyed if number not in explained}


def _alike(texts: Sequence[list[str]]) -> bool:
    """Whether the rows of a question answer with the same words, as those of a matrix do and blanks do not."""
    rows = [set(map(bare_label, set(column))) for column in texts if column]
    if any(are_figures(row) for row in rows):
        return False
    everything = set().union(*rows)
    shared = (any(row & other for other in rows if other is not row) for row in rows)
    return len(rows) == 1 or ladder_codes(everything) is not None or all(shared)


def _by_number(columns: Sequence[Column], cells: Sequence[pd.Series], body: Body) -> Guess | None:
    """Positions or scores without labels; a download by number writes words to open questions only."""
    texts = [text for column in cells for text in answered(column)]
    opened = any(text.strip() in ("(空)", "（空）") for column in cells for text in column.unique())
    if not texts or opened or not all(map(_CODE.match, set(texts))) or any(_AMOUNT.search(c.header) for c in columns):
        return None
    seen, is_row = {int(text) for text in set(texts)}, columns[0].role == "row"
    if len(seen) > MOST_OPTIONS:
        return None
    if body == "score":
        scores = {code: Text(zh=f"{code}分", en=f"Score {code}") for code in sorted(seen)}
        return Guess(scores, ordered=True)
    # The options below the last one chosen exist; amounts leave most of the numbers below the highest out.
    if min(seen) < 1 or (max(seen) > FEW_OPTIONS and 2 * len(seen) < max(seen)):
        return None
    return Guess({code: Text(zh=f"选项{code}", en=f"Option {code}") for code in range(1, max(seen) + 1)}, is_row)
