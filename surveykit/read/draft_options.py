"""Questions with several answers in an export that does not say what they are: ticked options, ranks, or neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from surveykit.core.codebook import SetKind
from surveykit.read.answers_options import ARROW, TICK, split_options
from surveykit.read.draft_pair import bare_label
from surveykit.read.draft_values import MOST_OPTIONS, answered
from surveykit.read.joined_columns import in_order_of_cells
from surveykit.read.spread_questions import are_ranks


def listed_options(texts: Sequence[str], *, native: bool) -> tuple[SetKind, list[str]]:
    """Kind of a column whose cells may list several options, and the options; none if the cells list nothing.

    Cells name ticked options in the order of the questionnaire, so several cells together tell it. Where the
    sign between them is not `native` to the platform, a few cells with it do not make every other cell an option.
    """
    counts = Counter(texts)
    arrows = sum(count for text, count in counts.items() if len(split_options(text, ARROW)) > 1)
    kind: SetKind = "ranking" if texts and 2 * arrows >= len(texts) else "multiple"
    cut = [split_options(text, ARROW if kind == "ranking" else TICK) for text in counts]
    if all(len(pieces) == 1 for pieces in cut):
        return kind, []
    split = [[bare_label(piece) for piece in pieces] for pieces in cut]
    options = list(dict.fromkeys(piece for pieces in split for piece in pieces if piece))
    together = {piece for pieces in split for piece in pieces if len(pieces) > 1}
    if not native and 2 * len(together) < len(options):
        return kind, []
    ordered = in_order_of_cells(split) if kind == "multiple" else options
    return kind, ordered if 2 <= len(options) <= 4 * MOST_OPTIONS else []


def spread_kind(columns: Sequence[pd.Series]) -> SetKind | None:
    """Whether columns of one question hold ticks or ranks; None if they hold something else, such as scores."""
    texts = [answered(column) for column in columns]
    if {text for column in texts for text in column} <= {"0", "1"}:
        return "multiple"
    block = pd.concat([column.where(column.isin(own), "") for column, own in zip(columns, texts, strict=True)], axis=1)
    return "ranking" if are_ranks(block) else None
