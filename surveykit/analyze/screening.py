"""What the rules of screening find in a sample, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from surveykit.clean.battery import Battery, NotRun, run_battery
from surveykit.clean.exclude import CORROBORATED, decided
from surveykit.clean.flagging import Assessment, Judgement
from surveykit.clean.log import rule_labels
from surveykit.core.cases import Counts
from surveykit.core.checks import as_count
from surveykit.core.codebook import Text
from surveykit.core.result import Note, Result
from surveykit.core.steps import stacked
from surveykit.core.survey import FLAG_COLUMNS, Survey, as_survey

RULE_COLUMNS = ("rule", "family", "cut_off", "n", "n_missing", "n_flagged", "proportion", "n_decisive")

CUT_OFFS: Mapping[str, str] = {
    "duplicate": "min_same",
    "attention": "at_least",
    "skip_error": "at_least",
    "exclusive": "at_least",
    "incomplete": "max_missing",
    "speeding": "seconds_per_item",
    "page_time": "seconds_per_item",
    "total_time": "share_of_median",
    "longstring": "run_length",
    "average_string": "average_run",
    "irv": "max_irv",
    "irv_split": "parts_irv",
    "even_odd": "below",
    "psychsyn": "below",
    "psychant": "above",
    "person_total": "below",
    "mahalanobis": "p",
}
"""The argument in which each rule has its cut-off."""


FLAGGED_LOW = ("speeding", "total_time", "irv", "irv_split", "even_odd", "psychsyn", "person_total")
"""Indices that are flagged where they are low; the others where they are high."""


@dataclass(frozen=True, kw_only=True)
class ScreeningResult(Result):
    """How many respondents each rule judges and flags, how the rules overlap, and whom the flags would exclude.

    Attributes
    ----------
    rules : pandas.DataFrame
        One row per rule in the order of application: ``rule``, ``family``, ``cut_off`` (NaN for logic rules and for
        rules that were applied before), ``n`` (respondents judged), ``n_missing`` (not judged), ``n_flagged``,
        ``proportion`` (flagged of judged), ``n_decisive`` (flagged so that the rule excludes by itself).
    overlap : pandas.DataFrame
        Respondents flagged by each two rules; on the diagonal by each.
    family_overlap : pandas.DataFrame
        The same for families of rules.
    agreement : pandas.DataFrame
        One row per number of families that flag a respondent: ``n_families``, ``n``, ``proportion``.
    values : pandas.DataFrame
        What every index found for every respondent; NaN where it does not judge. Ids as index.
    limits : pandas.Series
        Where on the scale of its values each index begins to flag.
    flags : pandas.DataFrame
        One row per respondent and rule, in the columns of `Survey.flags`.
    not_run : tuple[NotRun, ...]
        Rules that could not be applied, each with the reason.
    labels : Mapping[str, Text]
        What to print for each rule.
    """

    topic: ClassVar[str] = "screening"

    rules: pd.DataFrame
    overlap: pd.DataFrame
    family_overlap: pd.DataFrame
    agreement: pd.DataFrame
    values: pd.DataFrame
    limits: pd.Series
    flags: pd.DataFrame
    not_run: tuple[NotRun, ...]
    labels: Mapping[str, Text]
    n_decisive: int
    n_corroborated: int

    def tidy(self) -> pd.DataFrame:
        """One row per rule: `rules`."""
        return self.rules.copy()

    def glance(self) -> pd.DataFrame:
        """One row: respondents, rules applied, flagged by any, by a decisive one, by several families, and excluded."""
        n, removed = self.counts.total, self.n_decisive + self.n_corroborated
        return pd.DataFrame(
            {
                "n": [n],
                "k": [len(self.rules)],
                "n_flagged": [int(self.flags["id"].nunique())],
                "n_decisive": [self.n_decisive],
                "n_corroborated": [self.n_corroborated],
                "n_removed": [removed],
                "proportion": [removed / n],
            }
        )


def screen(
    data: Survey | pd.DataFrame, *, items: str | Iterable[str] | None = None, min_families: int = 2
) -> ScreeningResult:
    """Look for careless respondents with every rule of the codebook, and show what each finds.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        The answers, before anybody is excluded.
    items : str or list of str, optional
        Items or scales for the rules that do not name their own; the items of all scales where not given.
    min_families : int
        Families of rules that would have to agree to exclude a respondent whom no single rule excludes.

    Returns
    -------
    ScreeningResult
        ``rules``, one row per rule, with respondents judged and flagged; ``overlap`` of rules and of families;
        ``agreement``, respondents by number of families; ``values`` of every index for every respondent;
        ``not_run``, the rules that could not be applied and why.

    Raises
    ------
    SampleError
        If there are no respondents.
    ColumnError
        If a rule names a column that is not there.
    OptionError
        If limits contradict each other, or `min_families` is below 2.

    Notes
    -----
    Nothing is flagged or removed: `flag_by_codebook` applies the same rules to the survey, and `exclude_flagged` the
    decision. Which rules are applied is said there. Flags that other rules have raised before are counted in, so that
    their overlap is seen; how many they judged is not known any more.

    References
    ----------
    Meade, A. W., & Craig, S. B. (2012). Psychological Methods, 17, 437-455. Curran, P. G. (2016). Journal of
    Experimental Social Psychology, 66, 4-19.

    Checked against
    ---------------
    Counted by hand in ``tests/analyze/test_screening.py``; the indices as in their own verbs.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import screen
    >>> frame = pd.DataFrame([[4] * 10, [4, 2, 3, 5, 4, 2, 4, 3, 1, 4]], columns=[f"q{i}" for i in range(10)])
    >>> screen(frame, items=list(frame)).tidy()[["rule", "n", "n_flagged"]]
             rule  n  n_flagged
    0  incomplete  2          0
    1  longstring  2          1
    2         irv  2          1
    """
    survey = as_survey(data)
    least = as_count(min_families, 2, argument="min_families")
    battery = run_battery(survey, items=items)
    judgements = [(one, whole) for whole in battery.assessments for one in whole.judgements]
    own = {judgement.rule for judgement, _ in judgements}
    earlier = survey.flags[~survey.flags["rule"].isin(own)]
    flags = stacked([earlier, *(judgement.flags() for judgement, _ in judgements)], FLAG_COLUMNS)
    gone = decided(flags, least)
    rules = _rules(judgements, earlier, len(survey))
    return ScreeningResult(
        spec={"items": items, "min_families": least, "not_run": {one.rule: one.why for one in battery.not_run}},
        counts=Counts(total=len(survey), used=len(survey)),
        notes=(Note("screening.note_once"), Note("screening.note_decision", {"families": least})),
        codebook=survey.codebook,
        rules=rules,
        overlap=_overlap(flags, "rule", list(rules["rule"])),
        family_overlap=_overlap(flags, "family", list(dict.fromkeys(rules["family"]))),
        agreement=_agreement(flags, len(survey)),
        values=_values(judgements, survey.data.index),
        limits=_limits(judgements),
        flags=flags,
        not_run=battery.not_run,
        labels=_labels(survey, battery, list(rules["rule"])),
        n_decisive=int((gone != CORROBORATED).sum()),
        n_corroborated=int((gone == CORROBORATED).sum()),
    )


def _rules(judgements: Sequence[tuple[Judgement, Assessment]], earlier: pd.DataFrame, total: int) -> pd.DataFrame:
    """The columns of `RULE_COLUMNS`: the rules applied, and then those that had been applied before."""
    rows: list[dict[str, object]] = []
    for judgement, assessment in judgements:
        n, n_flagged = judgement.n_judged, int(judgement.caught.sum())
        decisive = judgement.caught & judgement.decisive
        cut_off = assessment.arguments.get(CUT_OFFS.get(judgement.rule, ""), np.nan)
        rows.append(
            {
                "rule": judgement.rule,
                "family": judgement.family,
                "cut_off": float(str(cut_off)),
                "n": n,
                "n_missing": total - n,
                "n_flagged": n_flagged,
                "proportion": n_flagged / n if n else np.nan,
                "n_decisive": int(decisive.sum()),
            }
        )
    for rule, flagged in earlier.groupby("rule", sort=False):
        unknown = dict.fromkeys(("cut_off", "n", "n_missing", "proportion"), np.nan)
        found = {"n_flagged": len(flagged), "n_decisive": int(flagged["decisive"].astype(bool).sum())}
        rows.append({"rule": rule, "family": flagged["family"].iloc[0], **unknown, **found})
    return pd.DataFrame(rows, columns=list(RULE_COLUMNS))


def _overlap(flags: pd.DataFrame, by: str, names: list[str]) -> pd.DataFrame:
    """Respondents flagged under each two of `names`, and on the diagonal under each."""
    ids = pd.Index(flags["id"].unique())
    raised = np.zeros((len(ids), len(names)), dtype=np.int64)
    column = {name: place for place, name in enumerate(names)}
    raised[ids.get_indexer(pd.Index(flags["id"])), flags[by].map(column).to_numpy(dtype=np.int64)] = 1
    return pd.DataFrame(raised.T @ raised, index=names, columns=names)


def _agreement(flags: pd.DataFrame, total: int) -> pd.DataFrame:
    """Respondents by the number of families that flag them, from none on."""
    families = flags.groupby("id")["family"].nunique()
    most = int(families.max()) if len(families) else 0
    n = np.bincount(families.to_numpy(dtype=np.int64), minlength=most + 1)
    n[0] = total - len(families)
    return pd.DataFrame({"n_families": range(most + 1), "n": n, "proportion": n / total})


def _values(judgements: Sequence[tuple[Judgement, Assessment]], ids: pd.Index) -> pd.DataFrame:
    """One column per index whose values are numbers."""
    numeric = {one.rule: one.judged_values.astype(float) for one, _ in judgements if one.rule in CUT_OFFS}
    return pd.DataFrame(numeric, index=ids)


def _limits(judgements: Sequence[tuple[Judgement, Assessment]]) -> pd.Series:
    """One limit per index; the highest where it differs between respondents, as with gaps or a decisive one."""
    found = {
        one.rule: float(one.cut_off.max() if isinstance(one.cut_off, pd.Series) else one.cut_off)
        for one, _ in judgements
        if one.rule in CUT_OFFS
    }
    return pd.Series(found, dtype=float)


def _labels(survey: Survey, battery: Battery, rules: Iterable[str]) -> dict[str, Text]:
    known = rule_labels(survey.log)
    for assessment in battery.assessments:
        stated = assessment.arguments.get("labels")
        known.update(stated if isinstance(stated, Mapping) else {})
    named = [*rules, *(one.rule for one in battery.not_run)]
    return {rule: known.get(rule, Text(zh=rule, en=rule)) for rule in named}
