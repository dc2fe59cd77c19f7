"""LimeSurvey's VV files: a row of texts above a row of codes, tabs, and words in braces for what is no text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import pandas as pd

from surveykit.read.added_columns import without_first_rows
from surveykit.read.form import plain_label
from surveykit.read.grid import Grid
from surveykit.read.spread_questions import shared_stem

NOT_SHOWN = "(跳过)"
_TOKEN = "{question_not_shown}"
_FIRST = frozenset({"id", "submitdate", "lastpage", "startlanguage"})
_MARKS = ("(", " - ", "[")
_ESCAPED = {"{newline}": "\n", "{cr}": "\r", "{tab}": "\t", "{quote}": '"', "{lbrace}": "{"}
_ESCAPE = re.compile("|".join(map(re.escape, _ESCAPED)))


def is_vv(grid: Grid) -> bool:
    """Whether a row of codes follows the texts."""
    codes = _codes(grid)
    return bool(codes) and codes[0] == "id" and set(codes) >= _FIRST


def unfolded(grid: Grid, added: Collection[str]) -> Grid:
    """A VV file as a download under codes and text; any other file as it is.

    Parameters
    ----------
    grid : Grid
        The file.
    added : collection of str
        Codes of the columns that LimeSurvey adds; nothing was ever asked there.
    """
    coded = is_vv(grid)
    if not coded and not (grid.cells == _TOKEN).any(axis=None):
        return grid
    codes = _codes(grid) if coded else [text.strip() for text in grid.header]
    headers = _headings(codes, grid.header, added) if coded else list(grid.header)
    body = without_first_rows(grid, 1) if coded else grid
    cells = pd.DataFrame(
        {place: _written(body.cells[place], code in added) for place, code in enumerate(codes)}, dtype=object
    )
    return replace(body, header=tuple(headers), cells=cells)


def _codes(grid: Grid) -> list[str]:
    return [str(text).strip() for text in grid.cells.iloc[0]] if len(grid.cells) else []


def _headings(codes: Sequence[str], texts: Sequence[str], added: Collection[str]) -> list[str]:
    """Codes, and behind those of questions their texts, with the part of the question in brackets."""
    pairs = [(code, plain_label(text)) for code, text in zip(codes, texts, strict=True)]
    return [
        heading
        for _, group in groupby(pairs, key=lambda pair: pair[0].partition("_")[0])
        for heading in _headings_of(list(group), added)
    ]


def _headings_of(pairs: Sequence[tuple[str, str]], added: Collection[str]) -> Iterator[str]:
    texts = [text for _, text in pairs]
    mark, stem = next(((m, s) for m in _MARKS if len(texts) > 1 and (s := shared_stem(texts, m))), ("", ""))
    for code, text in pairs:
        if code in added or text in ("", code):
            yield code
        elif stem:
            yield f"{code}. {stem.strip()} [{text[len(stem) + len(mark) :].strip().rstrip(')]')}]"
        else:
            yield f"{code}. {text}"


def _written(cells: pd.Series, is_added: bool) -> pd.Series:
    """Text as it was written; what was never shown is said in the words of all readers."""
    hidden = ["NULL", _TOKEN] if is_added else [_TOKEN]
    plain = cells.str.replace(_ESCAPE, lambda found: _ESCAPED[found[0]], regex=True)
    return plain.mask(cells.str.strip().isin(hidden), "" if is_added else NOT_SHOWN)
