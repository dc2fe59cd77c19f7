"""How a rule's suspicion gets into a survey: as flags to decide on, and as cases in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from surveykit.core.steps import source_rows, stacked
from surveykit.core.survey import CASE_COLUMNS, FLAG_COLUMNS, Step, Survey

FAMILIES: dict[str, str] = {
    "duplicate": "duplicate",
    "same_address": "duplicate",
    "attention": "attention",
    "skip_error": "inconsistency",
    "exclusive": "inconsistency",
    "incomplete": "missing",
    "speeding": "time",
    "page_time": "time",
    "total_time": "time",
    "longstring": "invariance",
    "average_string": "invariance",
    "irv": "invariance",
    "irv_split": "invariance",
    "even_odd": "inconsistency",
    "psychsyn": "inconsistency",
    "psychant": "inconsistency",
    "person_total": "outlier",
    "mahalanobis": "outlier",
}
"""The built-in rules and the families they belong to. Rules of one family look at the same sign of carelessness."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one rule finds about every respondent.

    Attributes
    ----------
    rule, family : str
        Name of the rule, and the family of rules that it belongs to.
    value : pandas.Series
        What was found, with ids as index; missing for those who are not judged.
    caught : pandas.Series
        Who is flagged, true or false.
    cut_off : pandas.Series or float or str
        The limit, for all or for each.
    decisive : pandas.Series or bool
        For whom the flag excludes by itself.
    judged : pandas.Series, optional
        Who is judged; those with a value where not given.
    """

    rule: str
    family: str
    value: pd.Series
    caught: pd.Series
    cut_off: pd.Series | float | str
    decisive: pd.Series | bool = False
    judged: pd.Series | None = None

    @property
    def n_judged(self) -> int:
        """How many respondents the rule could look at."""
        return int((self.value.notna() if self.judged is None else self.judged).sum())

    @property
    def judged_values(self) -> pd.Series:
        """What was found, missing for those who are not judged."""
        return self.value if self.judged is None else self.value.where(self.judged)

    def flags(self) -> pd.DataFrame:
        """One row per respondent caught, those for whom it decides first, with the columns of `FLAG_COLUMNS`."""
        ids = self.value.index[self.caught.to_numpy(dtype=bool)]
        cut_off, decisive = (_limited(limits, ids) for limits in (self.cut_off, self.decisive))
        caught = pd.DataFrame({"value": self.value.loc[ids].astype(object), "cut_off": cut_off}, index=ids)
        caught = caught.astype({"cut_off": object}).assign(rule=self.rule, family=self.family, decisive=decisive)
        ordered = caught.astype({"decisive": bool}).sort_values("decisive", ascending=False, kind="stable")
        return ordered.rename_axis("id").reset_index()[list(FLAG_COLUMNS)]


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What one verb finds, and what its step in the log is to say."""

    verb: str
    judgements: tuple[Judgement, ...]
    columns: tuple[str, ...]
    arguments: Mapping[str, object]


def with_flags(survey: Survey, assessment: Assessment) -> Survey:
    """The survey with the flags of `assessment` added, and one more step in its log.

    Where a respondent has been caught by the same rule before, the decisive flag stays, or else the earlier one.
    """
    raised = stacked([judgement.flags() for judgement in assessment.judgements], FLAG_COLUMNS)
    step = Step(
        verb=assessment.verb,
        rows_before=len(survey),
        rows_after=len(survey),
        columns=assessment.columns,
        arguments=dict(assessment.arguments),
        cases=cases_of(survey, raised, action="flagged"),
    )
    every = stacked([survey.flags, raised], FLAG_COLUMNS)
    decisive_first = every.sort_values("decisive", ascending=False, kind="stable")
    return survey.changed(step, flags=decisive_first.drop_duplicates(["id", "rule"]).sort_index())


def _limited(limits: pd.Series | float | str | bool, ids: pd.Index) -> pd.Series | float | str | bool:
    """Limits of those with `ids`; one limit for all stays as it is."""
    return limits.loc[ids] if isinstance(limits, pd.Series) else limits


def cases_of(survey: Survey, found: pd.DataFrame, *, action: str | pd.Series, column: str = "") -> pd.DataFrame:
    """Rows for `Step.cases` from a frame with ``id``, ``rule``, ``value`` and ``cut_off``."""
    cases = found.assign(row=source_rows(survey, found["id"]), column=column, action=action)
    return cases[list(CASE_COLUMNS)].reset_index(drop=True)
