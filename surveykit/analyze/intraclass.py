"""Test-retest reliability: measurements of the same respondents at several times, or by several raters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from surveykit.analyze.item_cases import check_measured
from surveykit.core.cases import Counts, Missing, take_cases
from surveykit.core.checks import as_names, check_columns, check_level, check_option
from surveykit.core.format import format_confidence
from surveykit.core.result import Note, Result
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import ColumnError, SampleError
from surveykit.kernels.correlation import pearson
from surveykit.kernels.intraclass import TYPES, intraclass_correlations

MISSING: tuple[Missing, ...] = ("listwise", "raise")
LEAST = 5
"""Fewest respondents for which the coefficients are computed."""


@dataclass(frozen=True, kw_only=True, eq=False)
class IntraclassResult(Result):
    """Intraclass correlations; `coefficients` is what `tidy` gives and `measured` what `glance` gives."""

    topic: ClassVar[str] = "intraclass"
    coefficients: pd.DataFrame
    measured: pd.DataFrame

    def tidy(self) -> pd.DataFrame:
        """One row per measure and type: scale, type, estimate, conf_low, conf_high, statistic, df, df_error, p_value.

        ``type`` is ICC(1,1), ICC(2,1), ICC(3,1), ICC(1,k), ICC(2,k) or ICC(3,k).
        """
        return self.coefficients.copy()

    def glance(self) -> pd.DataFrame:
        """One row per measure: scale, n, n_missing, k; of two times retest_r, retest_low, retest_high."""
        return self.measured.copy()


def intraclass_correlation(
    data: Survey | pd.DataFrame,
    *,
    columns: Sequence[str] | Mapping[str, Sequence[str]],
    missing: Missing = "listwise",
    conf_level: float = 0.95,
) -> IntraclassResult:
    """Intraclass correlations, and the correlation of test and retest.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        One row per respondent.
    columns : list of str, or mapping of str to list of str
        The columns that hold one measure at each time or by each rater, or several measures as ``{name: columns}``.
    missing : {"listwise", "raise"}
        Applied within each measure.
    conf_level : float
        Level of the intervals.

    Returns
    -------
    IntraclassResult
        ``tidy()``: one row per measure and type of coefficient. ``glance()``: one row per measure.

    Raises
    ------
    ColumnError
        If a column is unknown, holds text, or is nominal with more than two categories.
    OptionError
        If `conf_level` or `missing` is not allowed.
    SampleError
        If a measure has one column, fewer than five respondents have all of them, or nothing varies.

    Notes
    -----
    ICC(1,1) is one-way random; ICC(2,1) two-way random, absolute agreement; ICC(3,1) two-way mixed, consistency; with k
    the reliability of the mean of the k measurements. For test and retest of the same questionnaire ICC(2,1) is the
    usual choice: a shift of everybody counts against it. The correlation of test and retest does not see such a shift.
    Negative estimates are given as they are.

    References
    ----------
    Shrout, P. E., & Fleiss, J. L. (1979). Psychological Bulletin, 86, 420-428. McGraw, K. O., & Wong, S. P. (1996).
    Psychological Methods, 1, 30-46. Koo, T. K., & Li, M. Y. (2016). Journal of Chiropractic Medicine, 15, 155-163.

    Checked against
    ---------------
    psych 2.2.9 ``ICC`` (``lmer = FALSE``) in ``tests/reference/intraclass``; the example of Shrout and Fleiss.

    Examples
    --------
    >>> import pandas as pd
    >>> twice = pd.DataFrame({"first": [3, 4, 2, 5, 4, 1], "again": [3, 5, 2, 4, 4, 2]})
    >>> result = intraclass_correlation(twice, columns=["first", "again"])
    >>> result.tidy().set_index("type").loc["ICC(2,1)", ["estimate", "conf_low"]].astype(float).round(3).tolist()
    [0.86, 0.316]
    """
    survey = as_survey(data)
    check_option(missing, MISSING, argument="missing")
    check_level(conf_level)
    measures = _measures(columns)
    named = list(dict.fromkeys(name for listed in measures.values() for name in listed))
    check_columns(survey, named, argument="columns")
    check_measured(survey, named, argument="columns")
    found = [_of_measure(survey, name, listed, missing, conf_level) for name, listed in measures.items()]
    used = set().union(*[index for _, _, index in found])
    empty = {str(name): int(n) for name, n in survey.data[named].isna().sum().items() if n}
    return IntraclassResult(
        spec={"columns": measures, "missing": missing, "conf_level": conf_level},
        counts=Counts(total=len(survey), used=len(used), missing=empty),
        notes=(
            Note("intraclass.note_listwise"),
            Note("intraclass.note_types", {"level": format_confidence(conf_level)}),
        ),
        codebook=survey.codebook,
        coefficients=pd.concat([rows for _, rows, _ in found], ignore_index=True),
        measured=pd.DataFrame([row for row, _, _ in found]),
    )


def _measures(columns: Sequence[str] | Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Each measure with its columns; a plain list is the one measure named by its first column."""
    if isinstance(columns, Mapping):
        if not columns:
            raise ColumnError("columns is an empty mapping; give at least one {name: columns}")
        measures = {str(name): as_names(listed, argument=str(name)) for name, listed in columns.items()}
    else:
        listed = as_names(columns, argument="columns")
        measures = {listed[0]: listed}
    short = [name for name, listed in measures.items() if len(set(listed)) < 2]
    if short:
        raise SampleError(f"{short} name one column; give the columns of at least two times or raters")
    return measures


def _of_measure(
    survey: Survey, name: str, columns: list[str], missing: str, level: float
) -> tuple[dict[str, object], pd.DataFrame, pd.Index]:
    """The row of one measure, the rows of its coefficients, and the respondents used."""
    frame = take_cases(survey, columns, missing=missing, allowed=MISSING).frame
    ratings = frame.to_numpy()
    if len(frame) < LEAST:
        raise SampleError(f"{len(frame)} respondents have all of {columns}; at least {LEAST} are needed")
    if not np.ptp(ratings, axis=1).any():
        raise SampleError(f"{columns} agree for every respondent, so there is no error to set the differences against")
    rows = pd.DataFrame(
        [{"scale": name, "type": kind, **intraclass_correlations(ratings, level)[kind]._asdict()} for kind in TYPES]
    )
    retest = pearson(ratings[:, 0], ratings[:, 1], level) if len(columns) == 2 else None
    row = {
        "scale": name,
        "n": len(frame),
        "n_missing": len(survey) - len(frame),
        "k": len(columns),
        "retest_r": retest.estimate if retest else np.nan,
        "retest_low": retest.conf_low if retest else np.nan,
        "retest_high": retest.conf_high if retest else np.nan,
    }
    return row, rows, frame.index
