"""Labels and their positions, from the by-text and the by-index download of the same answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pandas as pd

from surveykit.core.codebook import Text, Variable
from surveykit.errors import ReadError
from surveykit.read.answers_closed import closed_reader
from surveykit.read.headers import Column
from surveykit.read.reading import EMPTY, EMPTY_CODES

MOST_POSITIONS = 20
"""More answers than this, most of them figures that are their own positions, are amounts and no options."""

SHOWN = 10

_POSITION = r"\d{1,3}"


def bare_label(text: str) -> str:
    """The label of an answer, without what was written behind it."""
    return text.partition("〖")[0].strip()


def paired_codes(column: Column, text: pd.Series, index: pd.Series, *, withheld: bool) -> dict[str, int] | None:
    """Position of each label; None where both files hold the same figures or text, as open questions do.

    Parameters
    ----------
    column : Column
        The question, for messages.
    text, index : pandas.Series
        Cells by text and by index, shape (n,), in the same order; the index of `text` holds row numbers of the file.
    withheld : bool
        Whether cells may not be shown.

    Notes
    -----
    A position is called what most of its rows call it. Cells that were retyped, such as "4分", may differ if they read
    as the same position by the rules for all answers, and are then repaired like any other; the rest are refused.
    """
    pairs = pd.DataFrame({"text": text.str.strip(), "position": index.str.strip().to_numpy()}, index=text.index)
    pairs = pairs[~pairs["text"].isin([*EMPTY, *EMPTY_CODES])]
    placed = pairs[pairs["position"].str.fullmatch(_POSITION)]
    if placed.empty or 2 * len(placed) < len(pairs):
        return None
    votes = Counter(zip(placed["text"].map(bare_label), placed["position"].astype(int), strict=True))
    elected = _elected(votes)
    if _are_amounts(elected):
        return None
    codes: dict[str, int] = {}
    for position, label in sorted(elected.items(), key=lambda item: -votes[item[1], item[0]]):
        codes.setdefault(label, position)
    _refuse_misfits(column, pairs, codes, withheld=withheld)
    return codes


def _elected(votes: Counter[tuple[str, int]]) -> dict[int, str]:
    """The commonest label of each position; of equally common ones, the one that the others are a retyping of."""
    by_position: dict[int, list[str]] = {}
    for label, position in votes:
        by_position.setdefault(position, []).append(label)
    return {
        position: max(labels, key=lambda label: (votes[label, position], _retypings(label, position, labels)))
        for position, labels in by_position.items()
    }


def _retypings(label: str, position: int, labels: list[str]) -> int:
    read = closed_reader(_closed({label: position}), "text")
    return sum(read(other).value == position for other in labels)


def _closed(codes: Mapping[str, int]) -> Variable:
    return Variable(name="answer", values={code: Text(zh=label) for label, code in codes.items()})


def _are_amounts(elected: Mapping[int, str]) -> bool:
    alike = sum(label == str(position) for position, label in elected.items())
    return alike == len(elected) or (len(elected) > MOST_POSITIONS and 2 * alike >= len(elected))


def _refuse_misfits(column: Column, pairs: pd.DataFrame, codes: Mapping[str, int], *, withheld: bool) -> None:
    """Refuse cells by text that do not read as the position by index."""
    read = closed_reader(_closed(codes), "text")
    means = {text: read(text).value for text in pairs["text"].unique()}
    lines = [
        f"row {row}" if withheld else f"row {row}: {text!r} by text, {position!r} by index"
        for row, text, position in pairs.itertuples(name=None)
        if not re.fullmatch(_POSITION, position) or means[text] != int(position)
    ]
    if lines:
        more = f"; and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
        raise ReadError(
            f"{column.header!r}: the downloads by text and by index do not mean the same answer in "
            f"{'; '.join(lines[:SHOWN])}{more}. Download both again without editing either."
        )
