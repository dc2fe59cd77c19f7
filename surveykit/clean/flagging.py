"""How a rule's suspicion gets into a survey: as flags to decide on, and as cases in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from surveykit.core.steps import source_rows, stacked
from surveykit.core.survey import CASE_COLUMNS, FLAG_COLUMNS, Step, Survey

FAMILIES: dict[str, str] = {
    "duplicate": "duplicate",
    "same_address": "duplicate",
    "speeding": "time",
    "longstring": "invariance",
    "irv": "invariance",
    "incomplete": "missing",
    "even_odd": "inconsistency",
    "psychsyn": "inconsistency",
    "mahalanobis": "outlier",
}
"""The built-in rules and the families they belong to. Rules of one family look at the same sign of carelessness."""


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    """The respondents whom one rule caught.

    Attributes
    ----------
    rule, family : str
        Name of the rule, and the family of rules that it belongs to.
    decisive : bool
        Whether the rule excludes by itself.
    value : pandas.Series
        What was found, for those caught only; ids as index.
    cut_off : pandas.Series or float or str
        The limit that was passed, for all or for each.
    """

    rule: str
    family: str
    decisive: bool
    value: pd.Series
    cut_off: pd.Series | float | str

    def flags(self) -> pd.DataFrame:
        """One row per respondent caught, with the columns of `FLAG_COLUMNS`."""
        cut_off = self.cut_off.loc[self.value.index] if isinstance(self.cut_off, pd.Series) else self.cut_off
        caught = pd.DataFrame({"value": self.value.astype(object), "cut_off": cut_off}, index=self.value.index)
        caught = caught.astype({"cut_off": object}).assign(rule=self.rule, family=self.family, decisive=self.decisive)
        return caught.rename_axis("id").reset_index()[list(FLAG_COLUMNS)]


def with_flags(
    survey: Survey,
    suspicions: Sequence[Suspicion],
    *,
    verb: str,
    columns: Sequence[str],
    arguments: Mapping[str, object],
) -> Survey:
    """The survey with the flags of `suspicions` added, and one more step in its log.

    Where a respondent has been caught by the same rule before, the decisive flag stays, or else the earlier one.
    """
    raised = stacked([suspicion.flags() for suspicion in suspicions], FLAG_COLUMNS)
    step = Step(
        verb=verb,
        rows_before=len(survey),
        rows_after=len(survey),
        columns=tuple(columns),
        arguments=dict(arguments),
        cases=cases_of(survey, raised, action="flagged"),
    )
    every = stacked([survey.flags, raised], FLAG_COLUMNS)
    decisive_first = every.sort_values("decisive", ascending=False, kind="stable")
    return survey.changed(step, flags=decisive_first.drop_duplicates(["id", "rule"]).sort_index())


def cases_of(survey: Survey, found: pd.DataFrame, *, action: str | pd.Series, column: str = "") -> pd.DataFrame:
    """Rows for `Step.cases` from a frame with ``id``, ``rule``, ``value`` and ``cut_off``."""
    cases = found.assign(row=source_rows(survey, found["id"]), column=column, action=action)
    return cases[list(CASE_COLUMNS)].reset_index(drop=True)
