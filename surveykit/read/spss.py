"""SPSS files (.sav, .zsav): variables, value labels, missing values and multiple response sets as the file has them."""

from __future__ import annotations

from surveykit.read.export import Export
from surveykit.read.grid import Grid
from surveykit.read.labelled_grid import LabelledGrid, labelled_export


def is_spss(grid: Grid) -> bool:
    """Whether the grid was read from an SPSS file."""
    return isinstance(grid, LabelledGrid) and grid.program == "spss"


def read_spss(grid: Grid) -> Export:
    """Sort the columns of an SPSS file into ids, paradata and questions, with the codebook that the file brings."""
    return labelled_export(grid, "spss")
