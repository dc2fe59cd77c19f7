"""One file as the readers see it: its columns, whose answers they hold, and what is known about the answering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from surveykit.core.codebook import Codebook, Text
from surveykit.read.grid import Grid
from surveykit.read.headers import Column

Body = Literal["text", "index", "score", "keyed", "coded"]
"""Answers as labels, as option positions, as scores, keyed in by hand (labels, codes, letters), or as exact codes."""


@dataclass(frozen=True)
class Export:
    """A file, its columns sorted into questions and paradata.

    Attributes
    ----------
    grid : Grid
        The file.
    platform : str
        Whose layout it has.
    body : {"text", "index", "score", "keyed", "coded"}
        How the answers are written.
    columns : tuple[Column, ...]
        The columns that may hold answers, in order.
    ids : pandas.Index
        Respondent ids, as strings, one per row of the grid.
    paradata : pandas.DataFrame
        ``submitted``, ``duration_seconds``, ``channel``, ``province``, ``city``, ``address_token`` and others as
        far as the file has them; index as the grid's.
    known : frozenset[int]
        Positions of columns that are understood already (ids, paradata); nothing is drafted from them.
    as_text : frozenset[int]
        Positions of columns that name something, such as ids that repeat; never drafted as amounts.
    identities : tuple[str, ...]
        Headers of personal columns that the platform itself adds; their values are in no other field.
    notes : tuple[Text, ...]
        Sentences for the log.
    hints : tuple[Text, ...]
        Sentences for the log that say what a form of the platform would tell; needless once there is one.
    codebook : Codebook
        What the file itself says about its columns; the `source` of each part is the header of its column. Columns
        that it does not describe are drafted from their answers.
    separator : str
        What stands between options that one cell lists; empty where that is ``┋`` (ticked) or ``→`` (ranked).
    own_text : bool
        Whether respondents' own words stand for the option "other" without any mark.
    pages : Mapping[int, str]
        By the position of its column, the page on which a question was asked, as far as the file tells.
    """

    grid: Grid
    platform: str
    body: Body
    columns: tuple[Column, ...]
    ids: pd.Index[str]
    paradata: pd.DataFrame
    known: frozenset[int] = frozenset()
    as_text: frozenset[int] = frozenset()
    identities: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    hints: tuple[Text, ...] = ()
    codebook: Codebook = field(default_factory=Codebook)
    separator: str = ""
    own_text: bool = False
    pages: Mapping[int, str] = field(default_factory=dict)

    def cells(self, column: Column) -> pd.Series:
        """The text cells of one column; the index holds row numbers of the file."""
        return self.grid.cells[column.position]
