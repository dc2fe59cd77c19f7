"""Every variable of a survey: what it is, who answered it, why others did not, and how the answers are distributed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

import numpy as np
import pandas as pd

from surveykit.analyze.describe_checks import listed_codes
from surveykit.analyze.small_cells import LEAST_FOR_SPREAD
from surveykit.core.cases import Counts
from surveykit.core.checks import as_names, check_columns
from surveykit.core.codebook import Codebook, Text, Variable
from surveykit.core.labels import VALUE_SIGN
from surveykit.core.ranges import hidden
from surveykit.core.result import Note, Result
from surveykit.core.survey import MOST_LEVELS, Survey, as_survey
from surveykit.errors import SampleError
from surveykit.kernels.describe import moments, tally
from surveykit.kernels.suppression import choose_hidden
from surveykit.read.columns import fill_in_variables

REASONS = ("n_not_shown", "n_blank", "n_declared")
"""Columns that say why answers are missing; together they are `n_missing`."""

SPREAD = ("min", "median", "max", "mean")
VARIABLE_COLUMNS = ("term", "label_zh", "label_en", "kind", "n", "n_missing", *REASONS, "n_distinct", *SPREAD)
LEVEL_COLUMNS = ("term", "level", "n", "proportion")


@dataclass(frozen=True, kw_only=True, eq=False)
class CodebookReportResult(Result):
    """Variables and the distributions of their answers.

    Attributes
    ----------
    variables : pandas.DataFrame
        What `tidy` returns.
    levels : pandas.DataFrame
        One row per closed variable and answer: ``term``, ``level`` (the code), ``n`` and ``proportion`` (of those who
        answered).
    """

    topic: ClassVar[str] = "codebook_report"

    variables: pd.DataFrame = field(repr=False)
    levels: pd.DataFrame = field(repr=False)

    def tidy(self) -> pd.DataFrame:
        """One row per variable: term, label_zh, label_en, kind, n, n_missing, n_not_shown, n_blank, n_declared,
        n_distinct, min, median, max, mean.
        """  # noqa: D205
        return self.variables.copy()

    def glance(self) -> pd.DataFrame:
        """One row: n (respondents), k (variables), n_missing (empty cells; NaN where some are suppressed)."""
        empty = self.variables["n_missing"].sum(skipna=False)
        return pd.DataFrame([{"n": self.counts.used, "k": len(self.variables), "n_missing": empty}])

    def _without_small_cells(self, min_cell: int) -> Self:
        """Without counts of few respondents, and without the spread of fewer than ten answers."""
        variables = self.variables.astype(dict.fromkeys(("n", "n_missing", *REASONS), np.float64))
        levels = self.levels.astype({"n": np.float64})
        for place, variable in variables.iterrows():
            rows = levels.index[levels["term"] == variable["term"]]
            counts = np.concatenate([levels.loc[rows, "n"], variable[[*REASONS, "n", "n_missing"]]]).astype(np.int64)
            gone = _hidden(counts, len(rows), min_cell)
            levels.loc[rows[gone[: len(rows)]], ["n", "proportion"]] = np.nan
            names = [
                name for name, is_gone in zip((*REASONS, "n", "n_missing"), gone[len(rows) :], strict=True) if is_gone
            ]
            variables.loc[[place], names] = np.nan
            if "n" in names:
                levels.loc[rows, "proportion"] = np.nan
            if variable["n"] < LEAST_FOR_SPREAD:
                variables.loc[[place], list(SPREAD)] = np.nan
        if variables.equals(self.variables.astype(variables.dtypes)) and levels.equals(
            self.levels.astype(levels.dtypes)
        ):
            return self
        return replace(self, variables=variables, levels=levels, counts=replace(self.counts, missing={}))


def codebook_report(data: Survey | pd.DataFrame, *, columns: str | Sequence[str] | None = None) -> CodebookReportResult:
    """Describe every variable: label, kind, answers, reasons for missing answers, and distribution.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        One row per respondent.
    columns : str or list of str, optional
        Columns in the order of the table; all where not given.

    Returns
    -------
    CodebookReportResult
        ``tidy()``: one row per variable. ``n`` answered; ``n_missing`` did not, because the question was not shown
        (``n_not_shown``), was left blank (``n_blank``), or for a declared reason such as a refusal (``n_declared``);
        ``n_distinct`` is the number of different answers. ``min``, ``median``, ``max`` and ``mean`` are those of open
        numbers, NaN for others. ``levels`` has the answers of closed questions, listed ones that nobody gave with
        n = 0. ``table()`` is the overview, ``tables()[1]`` the distributions.

    Raises
    ------
    ColumnError
        If a column is not there, or the frame has none.
    SampleError
        If a column holds infinite values.

    Notes
    -----
    A question is closed where the codebook lists its answers, or calls it nominal or ordinal and at most 20 different
    ones were given. Answers to text are counted, never shown; of personal columns nothing but counts of answers and
    gaps is told. An option of a multiple-response set is a variable with the answers ticked and not ticked. An empty cell
    without a reason counts as blank; what nobody wrote behind an option counts as not shown.

    Checked against
    ---------------
    Counted by hand in ``tests/analyze/test_codebook_report.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"sex": ["female", "male", "female", None], "age": [23, 31, 58, 40]})
    >>> report = codebook_report(answers)
    >>> report.tidy()[["term", "kind", "n", "n_blank", "median"]].to_dict("records")
    [{'term': 'sex', 'kind': 'nominal', 'n': 3, 'n_blank': 1, 'median': nan}, {'term': 'age', 'kind': 'numeric', 'n': 4, 'n_blank': 0, 'median': 35.5}]
    >>> report.levels[["term", "level", "n"]].values.tolist()
    [['sex', 1.0, 2], ['sex', 2.0, 1]]
    """  # noqa: E501
    survey = as_survey(data)
    names = [str(name) for name in survey.data.columns] if columns is None else as_names(columns, argument="columns")
    check_columns(survey, names)
    described = [_described(survey, name) for name in names]
    _refuse_infinite(survey, described)
    rows = [_row(survey, variable) for variable in described]
    parts = [part for variable in described if (part := _levels(survey, variable)) is not None]
    missing = {str(row["term"]): int(str(row["n_missing"])) for row in rows if row["n_missing"]}
    return CodebookReportResult(
        spec={"columns": names},
        counts=Counts(total=len(survey), used=len(survey), missing=missing),
        notes=_notes(survey, described),
        codebook=survey.codebook,
        variables=pd.DataFrame(rows, columns=list(VARIABLE_COLUMNS)),
        levels=pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(LEVEL_COLUMNS)),
    )


def _described(survey: Survey, name: str) -> Variable:
    """The variable of a column; a score, or a column that the codebook does not know, by what it holds."""
    if survey.codebook.has_variable(name):
        return survey.codebook.variable(name)
    return Variable(name=name, kind="numeric" if pd.api.types.is_numeric_dtype(survey.data[name]) else "text")


def _is_numeric(survey: Survey, variable: Variable) -> bool:
    return pd.api.types.is_numeric_dtype(survey.data[variable.name])


def _refuse_infinite(survey: Survey, variables: Iterable[Variable]) -> None:
    numeric = [variable.name for variable in variables if _is_numeric(survey, variable)]
    infinite = [name for name in numeric if np.isinf(survey.data[name].to_numpy(dtype=np.float64)).any()]
    if infinite:
        raise SampleError(f"columns {infinite} hold infinite values; set them to missing first")


def _row(survey: Survey, variable: Variable) -> dict[str, object]:
    """One row of `tidy`."""
    column = survey.data[variable.name]
    label = _label(survey.codebook, variable.name)
    return {
        "term": variable.name,
        "label_zh": label.zh,
        "label_en": label.en,
        "kind": variable.kind,
        "n": int(column.notna().sum()),
        "n_missing": int(column.isna().sum()),
        **_reasons(survey, variable.name),
        "n_distinct": int(column.nunique()),
        **_spread(survey, variable),
    }


def _label(codebook: Codebook, name: str) -> Text:
    """The wording of a variable; an option after the question of its set."""
    owner = next((part.name for part in codebook.sets if name in part.members), "")
    zh, en = (
        (codebook.label(owner, language) + VALUE_SIGN[language] if owner else "") + codebook.label(name, language)
        for language in ("zh", "en")
    )
    return Text(zh=zh, en=en)


def _reasons(survey: Survey, name: str) -> dict[str, int]:
    """How many cells of a column are empty for each kind of reason."""
    empty = survey.data[name].isna()
    reasons = survey.missing_reasons
    # Nobody is asked to write behind an option that was not chosen.
    unknown = "not_shown" if name in {v.name for v in fill_in_variables(survey.codebook)} else ""
    known = reasons[name] if name in reasons.columns else pd.Series(unknown, index=empty.index)
    counts = known[empty].fillna("").value_counts()
    not_shown = int(counts.get("not_shown", 0))
    blank = int(counts.get("blank", 0) + counts.get("", 0))
    return dict(zip(REASONS, (not_shown, blank, int(empty.sum()) - not_shown - blank), strict=True))


def _spread(survey: Survey, variable: Variable) -> dict[str, float]:
    """Where the answers to an open number lie; nothing for others and for personal columns."""
    if variable.kind != "numeric" or hidden(survey, variable.name) or not _is_numeric(survey, variable):
        return dict.fromkeys(SPREAD, np.nan)
    answers = survey.data[variable.name].dropna().to_numpy(dtype=np.float64)
    if not len(answers):
        return dict.fromkeys(SPREAD, np.nan)
    found = moments(answers)
    return {"min": found.min, "median": float(np.median(answers)), "max": found.max, "mean": found.mean}


def _levels(survey: Survey, variable: Variable) -> pd.DataFrame | None:
    """The answers to a closed question; None for an open one and for a personal column."""
    name = variable.name
    listed = listed_codes(survey.codebook, name)
    closed = len(listed) or variable.kind in ("nominal", "ordinal")
    if not closed or hidden(survey, name) or not _is_numeric(survey, variable):
        return None
    counts = tally(survey.data[name].to_numpy(dtype=np.float64), listed)
    if not len(counts.codes) or len(counts.codes) > max(MOST_LEVELS, len(listed)):
        return None
    return pd.DataFrame({"term": name, "level": counts.codes, "n": counts.n, "proportion": counts.proportion})


def _hidden(counts: np.ndarray, n_levels: int, min_cell: int) -> np.ndarray:
    """Which counts of one variable to hide: answers (`n_levels` of them), reasons, answered and missing.

    Answers add up to those who answered, reasons to those who did not, and these two to all respondents.
    """
    zeros = np.zeros(len(counts))
    of_answers, of_reasons, of_all = zeros.copy(), zeros.copy(), zeros.copy()
    of_answers[:n_levels], of_answers[-2] = 1, -1
    of_reasons[n_levels:-2], of_reasons[-1] = 1, -1
    of_all[-2:] = 1
    relations = [of_reasons, of_all, *([of_answers] if n_levels else [])]
    found = choose_hidden(counts, np.vstack(relations), min_cell=min_cell)
    return counts > 0 if found is None else found


def _notes(survey: Survey, variables: Sequence[Variable]) -> tuple[Note, ...]:
    told = {
        "codebook_report.note_base": True,
        "codebook_report.note_text": any(variable.kind == "text" for variable in variables),
        "codebook_report.note_personal": any(hidden(survey, variable.name) for variable in variables),
    }
    return tuple(
        Note(key, {"total": len(survey)} if key.endswith("base") else {}) for key, said in told.items() if said
    )
