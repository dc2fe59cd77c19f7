"""Identifiers that respondents typed into open answers: masked, and listed by row and column, never shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd

from surveykit.core.codebook import Codebook, Text, Variable
from surveykit.core.terms import bilingual, listing
from surveykit.read.answers import Answers, Cell
from surveykit.read.identifiers import MASK, identifiers, masked
from surveykit.read.own_identities import Identities, without_own

MASKED = "masked"
"""The action of a cell that lost an identifier."""

OWN = "own identity"
"""What the respondent gave as name, phone or account elsewhere."""


def without_identifiers(
    answers: Mapping[str, Answers],
    codebook: Codebook,
    *,
    written: Mapping[str, str],
    kept: Collection[str],
    own: Identities,
) -> dict[str, Answers]:
    """The answers with identifiers masked in text and in what was written behind options, each cell a repair.

    Parameters
    ----------
    answers : Mapping[str, Answers]
        Every column by its name.
    codebook : Codebook
        What the columns mean.
    written : Mapping[str, str]
        Name of the column with what was written behind the options of each column.
    kept : collection of str
        Columns that were asked for as they are.
    own : Mapping[int, tuple[str, ...]]
        What each respondent gave as name, phone or account elsewhere.
    """
    return {
        name: answer if name in kept else _masked(answer, codebook.variable(name), written[name], own)
        for name, answer in answers.items()
    }


def _masked(answer: Answers, variable: Variable, written: str, own: Identities) -> Answers:
    """One column; the texts of its other repairs are masked too."""
    values, repairs, fill_ins = answer.values, [_told(cell, own) for cell in answer.repairs], answer.fill_ins
    if variable.kind == "text" and not variable.values and not variable.personal:
        values, found = _column(values, variable.name, own)
        repairs += found
    if fill_ins is not None:
        fill_ins, found = _column(fill_ins, written, own)
        repairs += found
    return replace(answer, values=values, repairs=tuple(repairs), fill_ins=fill_ins)


def _column(texts: pd.Series, name: str, own: Identities) -> tuple[pd.Series, list[Cell]]:
    """The texts (n,) with identifiers masked, and one cell per row and kind of identifier."""
    kinds = {str(text): _kinds(str(text)) for text in texts.dropna().unique()}
    left = texts.to_numpy(dtype=object, copy=True)
    cells = []
    for place, (row, text) in enumerate(zip(texts.index.tolist(), texts.tolist(), strict=True)):
        if not isinstance(text, str):
            continue
        rest = without_own(text, own[row], MASK) if row in own else text
        found = kinds[text] if rest == text else [OWN, *_kinds(rest)]
        if found:
            left[place] = masked(rest)
            cells += [Cell(row, name, "", f"{kind} in an answer", MASKED) for kind in found]
    return (pd.Series(left, index=texts.index, dtype=object), cells) if cells else (texts, cells)


def _kinds(text: str) -> list[str]:
    return list(dict.fromkeys(found.kind for found in identifiers(text)))


def _told(cell: Cell, own: Identities) -> Cell:
    words = own.get(cell.row, ())
    return replace(
        cell,
        text=masked(without_own(cell.text, words, MASK)),
        action=masked(without_own(cell.action, words, MASK)),
    )


def masked_notes(answers: Mapping[str, Answers]) -> list[Text]:
    """How many cells of which columns were masked, in a sentence for the log."""
    cells = {(cell.column, cell.row) for answer in answers.values() for cell in answer.repairs if cell.action == MASKED}
    if not cells:
        return []
    columns = pd.Series([column for column, _ in cells]).value_counts(sort=False).sort_index()
    told = listing([f"{column} ({n})" for column, n in columns.items()], most=len(columns))
    return [bilingual("reading.masked", columns=told)]


def without_identifying_labels(codebook: Codebook, given: Collection[str]) -> Codebook:
    """The codebook with identifiers masked in labels that were drafted from answers."""
    return codebook.with_variables(
        {v.name: w for v in codebook.variables if v.name not in given and (w := _relabelled(v)) is not v}
    )


def _relabelled(variable: Variable) -> Variable:
    values = {code: _text(label, f" ({code})") for code, label in variable.values.items()}
    label = _text(variable.label)
    if values == variable.values and label == variable.label:
        return variable
    return variable.model_copy(update={"values": values, "label": label})


def _text(label: Text, behind: str = "") -> Text:
    """A label without identifiers; `behind` it, where there was one, stands what keeps it apart from others."""
    zh, en = masked(label.zh), masked(label.en)
    if (zh, en) == (label.zh, label.en):
        return label
    return Text(zh=f"{zh}{behind}" if zh != label.zh else zh, en=f"{en}{behind}" if en != label.en else en)
