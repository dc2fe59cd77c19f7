"""The by-text and by-index downloads of one survey: put them side by side, and hold them against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from surveykit.errors import ReadError
from surveykit.read.answers import Answers
from surveykit.read.export import Export

SHOWN = 10


def as_pair(first: Export, second: Export) -> tuple[Export, Export]:
    """The by-text export, and the by-index export with its rows in the same order."""
    by_body = {export.body: export for export in (first, second)}
    if set(by_body) != {"text", "index"}:
        raise ReadError(
            f"{first.grid.path.name} holds answers by {first.body}, {second.grid.path.name} by {second.body}. "
            "A pair is the download by text (按文本) and the download by index (按序号) of one survey."
        )
    text, index = by_body["text"], by_body["index"]
    _refuse_strangers(text, index)
    order = index.ids.get_indexer(text.ids)
    grid = replace(index.grid, cells=index.grid.cells.iloc[order])
    aligned = replace(index, grid=grid, ids=text.ids, paradata=index.paradata.iloc[order])
    _refuse_other_times(text, aligned)
    return text, aligned


def _refuse_strangers(text: Export, index: Export) -> None:
    only_text, only_index = text.ids.difference(index.ids), index.ids.difference(text.ids)
    if len(only_text) or len(only_index):
        raise ReadError(
            f"The two downloads do not hold the same respondents. Only in {text.grid.path.name}: "
            f"{_listed(list(only_text))}; only in {index.grid.path.name}: {_listed(list(only_index))}. "
            "Download both at the same moment."
        )


def _refuse_other_times(text: Export, index: Export) -> None:
    """Equal numbers do not make one survey: the moments of submission must agree too."""
    one, other = text.paradata["submitted"].to_numpy(), index.paradata["submitted"].to_numpy()
    known = ~pd.isna(one) & ~pd.isna(other)
    differ = [str(name) for name in text.ids[known & (one != other)]]
    if differ:
        raise ReadError(
            f"{text.grid.path.name} and {index.grid.path.name} disagree about when respondents {_listed(differ)} "
            "submitted. They belong to different surveys, or the rows of one were sorted apart."
        )


def refuse_differences(text: Mapping[str, Answers], index: Mapping[str, Answers], export: Export) -> None:
    """Refuse a pair whose files say different things about the same answer."""
    lines: list[str] = []
    for name, answers in text.items():
        if name not in index or not pd.api.types.is_float_dtype(answers.values):
            continue
        one, other = answers.values.to_numpy(), index[name].values.to_numpy()
        differ = (one != other) & ~(pd.isna(one) & pd.isna(other))
        for row in answers.values.index[differ]:
            lines.append(f"row {row}, {name}")
    if lines:
        raise ReadError(
            f"The downloads by text and by index disagree in {len(lines)} cells of {export.grid.path.name}: "
            f"{_listed(lines)}. One of them was edited, or the codebook lists options in another order than the "
            "questionnaire. Download both again, or correct the order of the codebook's values."
        )


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:SHOWN]) or "none"
    return f"{shown} and {len(names) - SHOWN} more" if len(names) > SHOWN else shown
