"""Who answered, and what they answered: frequencies and moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np
import pandas as pd

from surveykit.analyze.describe_checks import (
    listed_codes,
    refuse_measurements,
    refuse_other_sets,
    refuse_personal,
    refuse_unanswered,
)
from surveykit.analyze.item_cases import check_measured, columns_of, unreversed_items
from surveykit.analyze.small_cells import hide_items, hide_sample
from surveykit.core.cases import Cases, Counts, Missing, take_cases
from surveykit.core.checks import as_names, check_coded, check_columns, check_option
from surveykit.core.codebook import Codebook, ResponseSet
from surveykit.core.labels import labels_text
from surveykit.core.result import Note, NoteValue, Result, missing_note
from surveykit.core.survey import MOST_LEVELS, Survey, as_survey
from surveykit.errors import SampleError
from surveykit.kernels.describe import moments, tally, tick_counts

MISSING: tuple[Missing, ...] = ("pairwise", "listwise", "raise")


@dataclass(frozen=True, kw_only=True, eq=False)
class DescribeSampleResult(Result):
    """Frequencies; `levels` is what `tidy` gives."""

    topic: ClassVar[str] = "describe_sample"
    levels: pd.DataFrame

    def tidy(self) -> pd.DataFrame:
        """One row per variable and level, or per set and option: term, kind, level, n, proportion, cumulative,
        proportion_cases, base.
        """  # noqa: D205
        return self.levels.copy()

    def glance(self) -> pd.DataFrame:
        """One row per variable or set: term, kind, n (who answered), n_missing."""
        firsts = self.levels.drop_duplicates("term")
        n = firsts["base"].to_numpy()
        return pd.DataFrame(
            {
                "term": firsts["term"].to_numpy(),
                "kind": firsts["kind"].to_numpy(),
                "n": n,
                "n_missing": self.counts.used - n,
            }
        )

    def responses(self, name: str) -> float:
        """How many ticks the options of a multiple-response set have together; NaN where no option is told."""
        options = self.levels[(self.levels["term"] == name) & self.levels["level"].notna()]
        told = options[options["n"] > 0]
        if options["n"].notna().all():
            return float(options["n"].sum())
        return float(round(told["n"].iloc[0] / told["proportion"].iloc[0])) if len(told) else np.nan

    def _without_small_cells(self, min_cell: int) -> Self:
        levels = hide_sample(self.levels, total=self.counts.used, min_cell=min_cell)
        if not levels["n"].isna().any():
            return self
        of_all = levels.loc[levels["base"].isna(), "term"].unique().tolist()
        named: dict[str, NoteValue] = {"names": labels_text(self.codebook, of_all), "total": self.counts.used}
        return replace(
            self,
            levels=levels,
            counts=replace(self.counts, missing=self._told_missing(levels, min_cell)),
            notes=(*self.notes, *([Note("describe_sample.note_of_all", named)] if of_all else [])),
        )

    def _told_missing(self, levels: pd.DataFrame, min_cell: int) -> dict[str, int]:
        """The empty cells of columns where neither they are few nor `levels` hides how many did not answer."""
        sets = {group.name: group.members for group in self.codebook.sets}
        untold = levels.loc[levels["base"].isna(), "term"].unique()
        hidden = {column for name in untold for column in sets.get(name, (name,))}
        return {name: n for name, n in self.counts.missing.items() if n >= min_cell and name not in hidden}


@dataclass(frozen=True, kw_only=True, eq=False)
class DescribeItemsResult(Result):
    """Moments of items; `moments` is what `tidy` gives, `levels` holds the share of every answer.

    Attributes
    ----------
    levels : pandas.DataFrame
        One row per item and answer, for items with listed or few different answers: ``item``, ``level``, ``n``,
        ``proportion``.
    """

    topic: ClassVar[str] = "describe_items"
    moments: pd.DataFrame
    levels: pd.DataFrame

    def tidy(self) -> pd.DataFrame:
        """One row per item or score: item, n, n_missing, min, max, mean, sd, skew, kurtosis."""
        return self.moments.copy()

    def glance(self) -> pd.DataFrame:
        """One row: k, n (respondents used), n_missing."""
        row = {"k": len(self.moments), "n": self.counts.used, "n_missing": self.counts.dropped}
        return pd.DataFrame([row])

    def _without_small_cells(self, min_cell: int) -> Self:
        levels, moments = hide_items(self.levels, self.moments, min_cell=min_cell)
        withheld = moments.isna().sum().sum() > self.moments.isna().sum().sum()
        if not (withheld or levels["n"].isna().any()):
            return self
        notes = (*self.notes, *([Note("describe_items.note_withheld")] if withheld else []))
        return replace(self, levels=levels, moments=moments, notes=notes)


def describe_sample(
    data: Survey | pd.DataFrame, *, columns: str | Sequence[str], missing: Missing = "pairwise"
) -> DescribeSampleResult:
    """Count the answers to categorical questions, multiple-response sets included.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        One row per respondent.
    columns : str or list of str
        Columns with codes, or names of the codebook's multiple-response sets, in the order of the table.
    missing : {"pairwise", "listwise", "raise"}
        ``pairwise`` counts every question over those who answered it; ``listwise`` keeps those who answered all; a
        set is answered where one of its columns is.

    Returns
    -------
    DescribeSampleResult
        ``tidy()`` has one row per variable and level. ``kind`` is "single" or "multiple". ``level`` is the answer code,
        or the option's column name in a set; NaN in the row that counts the missing, which stands last where there
        are any. ``proportion`` (0 to 1) is of those who answered, in sets of all ticks; ``cumulative`` adds it up
        (NaN in sets); ``proportion_cases`` is the share of those who answered the set (NaN for single answers);
        ``base`` is the number of respondents who answered.

    Raises
    ------
    ColumnError
        If a column is unknown, personal, holds text, is a number with more than 20 different values and no listed
        answers, or if a set is a ranking or holds anything but 0 and 1.
    AnswerError
        If an answer is outside the range of the codebook.
    SampleError
        If nobody answered a question, nobody is left, or a value is infinite; under ``raise``, if any cell is empty,
        one of a set included.

    Notes
    -----
    Listed answers that nobody gave are shown with n = 0. A respondent who ticked nothing in a set that is not
    missing counts as having answered it; SPSS MULT RESPONSE leaves such cases out of its base.

    Checked against
    ---------------
    R 4.2.2 ``table`` and ``prop.table``; ``tests/reference/describe``.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"sex": ["female", "male", "female", None]})
    >>> describe_sample(frame, columns="sex").tidy()[["level", "n", "cumulative"]].round(2).to_dict("records")
    [{'level': 1.0, 'n': 2, 'cumulative': 0.67}, {'level': 2.0, 'n': 1, 'cumulative': 1.0}, {'level': nan, 'n': 1, 'cumulative': nan}]
    """  # noqa: E501
    survey = as_survey(data)
    check_option(missing, MISSING, argument="missing")
    names = as_names(columns, argument="columns")
    sets = {group.name: group for group in survey.codebook.sets}
    singles = [name for name in names if name not in sets]
    check_columns(survey, singles)
    refuse_personal(survey, [*singles, *(member for name in names if name in sets for member in sets[name].members)])
    check_coded(survey, singles)
    refuse_unanswered(survey, singles)
    refuse_measurements(survey, singles)
    for name in names:
        if name in sets:
            refuse_other_sets(survey, sets[name])
    cases = _cases(survey, names, sets, missing)
    parts = [
        _set_levels(cases.frame, sets[name]) if name in sets else _single_levels(cases.frame, name, survey.codebook)
        for name in names
    ]
    return DescribeSampleResult(
        spec={"columns": names, "missing": missing},
        counts=cases.counts,
        notes=_sample_notes(cases, parts, missing),
        codebook=survey.codebook,
        levels=pd.concat(parts, ignore_index=True),
    )


def describe_items(
    data: Survey | pd.DataFrame, *, items: str | Sequence[str], missing: Missing = "pairwise"
) -> DescribeItemsResult:
    """Describe items and scores by their moments.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        One row per respondent.
    items : str or list of str
        Numeric columns, or scales of the codebook: a scale that has been scored stands for its score, another for
        its items.
    missing : {"pairwise", "listwise", "raise"}
        ``pairwise`` uses every answer of each item; ``listwise`` the respondents who answered all.

    Returns
    -------
    DescribeItemsResult
        ``tidy()``: one row per item, in answer codes; ``n`` and ``n_missing`` add up to the respondents in the data.
        Moments that need more answers, or some spread, are NaN.

    Raises
    ------
    ColumnError
        If a column is unknown, holds text, or is nominal with more than two categories.
    AnswerError
        If an answer is outside the range of the codebook.
    SampleError
        If nobody answered any item, or a value is infinite.

    Notes
    -----
    ``sd`` divides by n - 1. Skewness and kurtosis are G1 and G2 (Joanes and Gill's type 2), which SPSS, SAS and pandas
    print; psych's ``describe`` prints type 3 by default, scipy type 1. Kurtosis is 0 for the normal distribution.

    References
    ----------
    Joanes, D. N., & Gill, C. A. (1998). The Statistician, 47, 183-189.

    Checked against
    ---------------
    psych 2.2.9 ``describe(type = 2)``, ``tests/reference/describe``; NIST's certified univariate data sets,
    ``tests/data/nist``.

    Examples
    --------
    >>> import pandas as pd
    >>> result = describe_items(pd.DataFrame({"trust": [1, 2, 3, 4, 5, 5]}), items="trust")
    >>> result.tidy()[["n", "mean", "sd", "skew"]].round(3).to_dict("records")
    [{'n': 6, 'mean': 3.333, 'sd': 1.633, 'skew': -0.383}]
    """
    survey = as_survey(data)
    columns = columns_of(survey, as_names(items, argument="items"))
    check_columns(survey, columns, argument="items")
    check_measured(survey, columns, argument="items")
    cases = take_cases(survey, columns, missing=missing, allowed=MISSING)
    return DescribeItemsResult(
        spec={"items": columns, "missing": missing},
        counts=cases.counts,
        notes=(
            _who(cases.counts, missing, "describe_items.note_each"),
            *_turned_notes(survey, columns),
            Note("describe_items.note_skew"),
            Note("describe_items.note_kurtosis"),
        ),
        codebook=survey.codebook,
        moments=pd.DataFrame([_moments(cases.frame[column], cases.counts.total) for column in columns]),
        levels=_item_levels(cases.frame, survey.codebook),
    )


def _who(counts: Counts, missing: Missing, own_base: str) -> Note:
    """The sentence about who was counted; `own_base` says that every variable has its own."""
    if missing == "pairwise" and counts.missing:
        return Note(own_base, {"total": counts.total})
    return missing_note(counts, missing)


def _turned_notes(survey: Survey, columns: Sequence[str]) -> list[Note]:
    """Which items are worded the other way round, and whether they stand here as ticked or reversed."""
    turned = [name for name in columns if name in survey.reversed_items]
    as_ticked = unreversed_items(survey, columns)
    notes = [
        Note("describe_items.note_reversed", {"items": ", ".join(turned)}) if turned else None,
        Note("describe_items.note_as_ticked", {"items": ", ".join(as_ticked)}) if as_ticked else None,
    ]
    return [note for note in notes if note is not None]


def _moments(answers: pd.Series, total: int) -> dict[str, object]:
    """One row of ``describe_items``, for `total` respondents in the data."""
    found = moments(answers.dropna().to_numpy())
    return {
        "item": str(answers.name),
        "n": found.n,
        "n_missing": total - found.n,
        "min": found.min,
        "max": found.max,
        "mean": found.mean,
        "sd": found.sd,
        "skew": found.skew,
        "kurtosis": found.kurtosis,
    }


def _item_levels(frame: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """The share of every answer, for the items that have a short list of them."""
    parts = [pd.DataFrame(columns=["item", "level", "n", "proportion"])]
    for name in map(str, frame.columns):
        counts = tally(frame[name].to_numpy(), listed_codes(codebook, name))
        if len(counts.codes) <= MOST_LEVELS:
            shares = {"item": name, "level": counts.codes, "n": counts.n, "proportion": counts.proportion}
            parts.append(pd.DataFrame(shares))
    return pd.concat(parts[1:] or parts, ignore_index=True)


def _cases(survey: Survey, names: list[str], sets: dict[str, ResponseSet], missing: Missing) -> Cases:
    """The rows to count, with their cells as they are; a set is answered where any of its columns is."""
    asked = {name: list(sets[name].members if name in sets else (name,)) for name in names}
    columns = list(dict.fromkeys(column for members in asked.values() for column in members))
    cases = take_cases(survey, columns, missing="raise" if missing == "raise" else "pairwise")
    frame = cases.frame.reindex(survey.data.index)
    if missing == "listwise":
        answered = pd.DataFrame({name: frame[members].notna().any(axis=1) for name, members in asked.items()})
        frame = frame[answered.all(axis=1)]
        if frame.empty:
            raise SampleError(f"no respondent answered all of {names}; use missing='pairwise', or name fewer")
    return Cases(frame=frame, counts=replace(cases.counts, used=len(frame)))


def _single_levels(frame: pd.DataFrame, name: str, codebook: Codebook) -> pd.DataFrame:
    """The rows of one variable, the missing last."""
    counts = tally(frame[name].to_numpy(), listed_codes(codebook, name))
    base = int(counts.n.sum())
    rows = pd.DataFrame(
        {
            "term": name,
            "kind": "single",
            "level": counts.codes.astype(object),
            "n": counts.n,
            "proportion": counts.proportion,
            "cumulative": counts.cumulative,
            "proportion_cases": np.nan,
            "base": base,
        }
    )
    return _with_missing(rows, len(frame) - base)


def _set_levels(frame: pd.DataFrame, group: ResponseSet) -> pd.DataFrame:
    """The rows of one multiple-response set, those who did not answer it last."""
    counts = tick_counts(frame[list(group.members)].to_numpy())
    rows = pd.DataFrame(
        {
            "term": group.name,
            "kind": "multiple",
            "level": np.array(group.members, dtype=object),
            "n": counts.n,
            "proportion": counts.of_responses,
            "cumulative": np.nan,
            "proportion_cases": counts.of_cases,
            "base": counts.cases,
        }
    )
    return _with_missing(rows, len(frame) - counts.cases)


def _with_missing(rows: pd.DataFrame, n: int) -> pd.DataFrame:
    """The rows, and one more for the missing if there are any."""
    if not n:
        return rows
    blank = dict.fromkeys(("level", "proportion", "cumulative", "proportion_cases"), np.nan)
    first = rows.iloc[0]
    last = {"term": first["term"], "kind": first["kind"], "n": n, "base": first["base"], **blank}
    return pd.DataFrame([*rows.to_dict("records"), last], columns=rows.columns)


def _sample_notes(cases: Cases, parts: list[pd.DataFrame], missing: Missing) -> tuple[Note, ...]:
    """What the proportions refer to."""
    notes = [_who(cases.counts, missing, "describe_sample.note_base")]
    if any((part["kind"] == "multiple").any() for part in parts):
        notes += [Note("describe_sample.note_responses"), Note("describe_sample.note_cases")]
    return tuple(notes)
