"""A statistics file as a table of text with its codebook, ready to be read like any other export."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from surveykit.core.codebook import Codebook
from surveykit.core.terms import bilingual, listing
from surveykit.errors import ReadError
from surveykit.read.export import Export
from surveykit.read.generic import plain_export
from surveykit.read.grid import Grid
from surveykit.read.headers import plain_columns
from surveykit.read.labelled import NAMES, LabelledColumn, LabelledFile, Program, read_labelled
from surveykit.read.labelled_columns import Described, describe, joined_remarks
from surveykit.read.labelled_sets import ticked_sets
from surveykit.read.wenjuanxing_sav import as_wenjuanxing, is_wenjuanxing_file


@dataclass(frozen=True)
class LabelledGrid(Grid):
    """A grid that knows what its columns mean.

    Attributes
    ----------
    program : {"spss", "stata"}
        Whose file it is.
    platform : str
        Which platform wrote it.
    codebook : Codebook
        What the file says about its columns.
    """

    program: Program = "spss"
    platform: str = "spss"
    codebook: Codebook = field(default_factory=Codebook)


def read_labelled_grid(path: Path, program: Program, *, encoding: str | None = None) -> LabelledGrid:
    """Read an SPSS or Stata file into text cells: codes as numbers, dates in ISO form, ticks as 1 and 0."""
    file = read_labelled(path, program, encoding=encoding)
    from_wenjuanxing = program == "spss" and is_wenjuanxing_file(file)
    return _grid(as_wenjuanxing(file) if from_wenjuanxing else file, "wenjuanxing" if from_wenjuanxing else program)


def labelled_export(grid: Grid, program: Program) -> Export:
    """Sort the columns of a statistics file into ids, paradata and questions."""
    if not isinstance(grid, LabelledGrid) or grid.program != program:
        raise ReadError(f"{grid.path.name} is not a file of {NAMES[program]}. Leave platform={program!r} out.")
    export = plain_export(grid)
    taken = export.known | {c.position for c in export.columns if c.header in export.identities}
    headers = {column.header for column in export.columns if column.position not in taken}
    variables = tuple(v for v in grid.codebook.variables if v.name in headers)
    named = {variable.name for variable in variables}
    sets = tuple(group for group in grid.codebook.sets if set(group.members) <= named)
    labels = {variable.name: variable.label.zh for variable in grid.codebook.variables}
    columns = tuple(replace(c, stem=labels.get(c.header) or c.stem) for c in plain_columns(grid.header))
    return replace(
        export,
        platform=grid.platform,
        body="coded",
        columns=columns,
        codebook=Codebook(title=grid.codebook.title, variables=variables, sets=sets),
    )


def _grid(file: LabelledFile, platform: str) -> LabelledGrid:
    described = {column.name: describe(column, file.program) for column in file.columns}
    ticked = ticked_sets(file, described)
    described |= ticked.described
    cells = {column.name: _cells(column, described[column.name]) for column in file.columns}
    frame = pd.DataFrame({**cells, **ticked.added}, dtype=object)
    header = tuple(map(str, frame.columns))
    frame.columns = pd.RangeIndex(len(header))
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    empty = frame.index[(frame == "").all(axis=1)]
    if len(empty) == len(frame):
        raise ReadError(f"{file.path.name} has {len(frame)} cases, and all of them are empty. Save it again.")
    codebook = Codebook(variables=(*(one.variable for one in described.values()), *ticked.variables), sets=ticked.sets)
    program = NAMES[file.program]
    said = [bilingual("reading.statistics_file", file=file.path.name, program=program, encoding=file.encoding)]
    if len(empty):
        said.append(bilingual("reading.empty_cases", n=len(empty), rows=listing(empty)))
    return LabelledGrid(
        path=file.path,
        header=header,
        cells=frame.drop(index=empty),
        notes=(*said, *joined_remarks(described.values()), *ticked.notes),
        program=file.program,
        platform=platform,
        codebook=codebook,
    )


def _cells(column: LabelledColumn, described: Described) -> np.ndarray:
    """The text of every case, shape (n,)."""
    texts = np.array([*described.texts, ""], dtype=object)[:-1]
    laid_out: np.ndarray = texts[np.array(column.places, dtype=np.int64)]
    return laid_out
