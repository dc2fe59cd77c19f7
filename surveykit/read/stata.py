"""Stata files (.dta): variables, value labels and tagged missing values as the file has them."""

from __future__ import annotations

from surveykit.read.export import Export
from surveykit.read.grid import Grid
from surveykit.read.labelled_grid import LabelledGrid, labelled_export


def is_stata(grid: Grid) -> bool:
    """Whether the grid was read from a Stata file."""
    return isinstance(grid, LabelledGrid) and grid.program == "stata"


def read_stata(grid: Grid) -> Export:
    """Sort the columns of a Stata file into ids, paradata and questions, with the codebook that the file brings."""
    return labelled_export(grid, "stata")
