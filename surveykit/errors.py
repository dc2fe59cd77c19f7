"""Everything surveykit raises on purpose, under one base class.

A message has three parts: what is wrong, what is allowed, and what to do. It never shows a value of a personal
column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class SurveyKitError(Exception):
    """Base of every error that surveykit raises on purpose."""


class ColumnError(SurveyKitError, ValueError):
    """A named column is not there, is there twice, or is of the wrong kind."""


class ConflictError(ColumnError):
    """Surveys that describe the same column differently.

    Attributes
    ----------
    conflicts : pandas.DataFrame
        One row per difference: ``column``, ``batch`` (which of the surveys, from 2), ``field`` (``kind``, ``values``,
        ``missing`` or ``range``), ``first`` and ``other`` (what the surveys before it say, and what it says). Answers
        of personal columns are not shown.
    """

    def __init__(self, message: str, conflicts: pd.DataFrame) -> None:
        super().__init__(message)
        self.conflicts = conflicts


class OptionError(SurveyKitError, ValueError):
    """A word outside its closed list, or a number outside its range."""


class CodebookError(SurveyKitError, ValueError):
    """A codebook that does not describe itself consistently; the message names row, field and fix."""


class AnswerError(SurveyKitError, ValueError):
    """Answers that the codebook does not know.

    Attributes
    ----------
    cases : pandas.DataFrame
        One row per offending cell: ``row`` (row number in the source file, or the respondent's id where there is no
        file), ``column``, ``value``, ``nearest`` (the closest answer the codebook knows). ``value`` is empty for
        personal columns.
    """

    def __init__(self, message: str, cases: pd.DataFrame) -> None:
        super().__init__(message)
        self.cases = cases


class SampleError(SurveyKitError, ValueError):
    """Too few cases, a constant variable, or a singular matrix."""


class EstimationError(SurveyKitError, RuntimeError):
    """An estimator did not converge or gave a solution that cannot be right."""


class ReadError(SurveyKitError, ValueError):
    """A file that cannot be read, or must not be."""


class WriteError(SurveyKitError, OSError):
    """A file that cannot be written, or would be overwritten without having been asked to."""


class MissingExtraError(SurveyKitError, ImportError):
    """An optional package is needed; the message names the extra that brings it."""
