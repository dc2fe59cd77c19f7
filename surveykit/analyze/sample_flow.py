"""From the questionnaires handed out to the respondents analysed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from surveykit.clean.log import rule_labels
from surveykit.core.cases import Counts
from surveykit.core.checks import as_count, check_option, check_survey
from surveykit.core.codebook import Text
from surveykit.core.result import Note, Result
from surveykit.core.steps import stacked
from surveykit.core.survey import REMOVED_COLUMNS, Step, Survey
from surveykit.errors import OptionError

MODE_COLUMNS = ("mode", "n_issued", "n_returned", "response_rate", "n_removed", "n_valid", "valid_rate")
REMOVAL_COLUMNS = ("rule", "n_flagged", "n", "proportion")


@dataclass(frozen=True, kw_only=True)
class SampleFlowResult(Result):
    """How many questionnaires were handed out, came back, left, and why, and how many are analysed.

    Attributes
    ----------
    modes : pandas.DataFrame
        One row per mode of answering: ``mode``, ``n_issued``, ``n_returned``, ``response_rate`` (returned of
        issued), ``n_removed``, ``n_valid``, ``valid_rate`` (valid of returned). Issued and response rate are NaN
        where the number handed out was not given.
    removals : pandas.DataFrame
        One row per rule that removed or flagged anybody: ``rule``, ``n_flagged`` (respondents the rule was true of,
        who may be flagged by other rules too), ``n`` (respondents counted under it, each once), ``proportion`` (of
        those returned).
    labels : Mapping[str, Text]
        What to print for each rule.
    """

    topic: ClassVar[str] = "sample_flow"

    modes: pd.DataFrame
    removals: pd.DataFrame
    labels: Mapping[str, Text]

    def tidy(self) -> pd.DataFrame:
        """One row per rule: `removals`."""
        return self.removals.copy()

    def glance(self) -> pd.DataFrame:
        """One row: the columns of `modes` but the first, over all modes."""
        total = self.modes[["n_issued", "n_returned", "n_removed"]].sum(skipna=False)
        row = ("", float(total["n_issued"]), int(total["n_returned"]), int(total["n_removed"]))
        return _mode_frame([row]).drop(columns="mode")


def sample_flow(survey: Survey, *, issued: Mapping[str, int] | None = None) -> SampleFlowResult:
    """Count the questionnaires issued, returned, removed by rule, and valid.

    Parameters
    ----------
    survey : Survey
        After cleaning. A plain frame has no log, so there is nothing to count in it.
    issued : dict, optional
        Questionnaires handed out per mode of answering, such as ``{"paper": 150, "web": 200}``.

    Returns
    -------
    SampleFlowResult
        ``modes``, one row per mode in the order of `issued` or else as they occur, and ``removals``, one row per
        rule in the order in which the rules were applied; counts are respondents, rates are proportions.

    Raises
    ------
    ColumnError
        If `survey` is not a Survey.
    OptionError
        If `issued` names a mode that does not occur, leaves one out, or is less than what came back.

    Notes
    -----
    Returned is everybody who was ever in the survey: those who remain, and those whom `drop_cases` and
    `exclude_flagged` removed. Each removed respondent is counted once, under the first decisive rule, so the removals
    add up. The valid rate has the returned questionnaires as its base (有效率 = 有效 / 回收); other studies divide by
    those issued.

    Checked against
    ---------------
    Counted by hand in ``tests/analyze/test_sample_flow.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, exclude_flagged, flag_incomplete, sample_flow
    >>> survey = Survey.from_frame(pd.DataFrame({"q1": [4, None, 3, 2], "q2": [5, 3, 1, 2]}))
    >>> valid = survey.pipe(flag_incomplete, items=["q1", "q2"]).pipe(exclude_flagged)
    >>> sample_flow(valid).glance()[["n_returned", "n_removed", "n_valid", "valid_rate"]]
       n_returned  n_removed  n_valid  valid_rate
    0           4          1        3        0.75
    """
    check_survey(survey)
    removed = stacked([step.removed for step in survey.log], REMOVED_COLUMNS)
    returned = len(survey) + len(removed)
    modes = _modes(survey, removed, issued)
    removals = _removals(survey.log, removed, returned)
    labels = rule_labels(survey.log)
    return SampleFlowResult(
        spec={"issued": None if issued is None else dict(issued)},
        counts=Counts(total=returned, used=len(survey)),
        notes=_notes(removals),
        codebook=survey.codebook,
        modes=modes,
        removals=removals,
        labels={rule: labels.get(rule, Text(zh=rule, en=rule)) for rule in removals["rule"]},
    )


def _modes(survey: Survey, removed: pd.DataFrame, issued: Mapping[str, int] | None) -> pd.DataFrame:
    paradata = survey.paradata
    known = "mode" in paradata.columns
    stayed = paradata["mode"].fillna("").astype(str) if known else pd.Series("", index=paradata.index)
    left = removed["mode"].astype(str)
    valid, gone = stayed.value_counts(), left.value_counts()
    names = list(dict.fromkeys([*stayed, *left]))
    if issued is not None:
        _check_issued(issued, {name: int(valid.get(name, 0) + gone.get(name, 0)) for name in names})
        names = list(issued)
    rows = []
    for name in names:
        n_removed = int(gone.get(name, 0))
        n_issued = np.nan if issued is None else float(issued[name])
        rows.append((name, n_issued, int(valid.get(name, 0)) + n_removed, n_removed))
    return _mode_frame(rows)


def _check_issued(issued: Mapping[str, int], returned: Mapping[str, int]) -> None:
    if not isinstance(issued, Mapping):
        raise OptionError(f"issued={issued!r} must give the number handed out per mode, such as {{'paper': 150}}")
    for mode, n in issued.items():
        check_option(mode, tuple(returned), argument="issued")
        as_count(n, 1, argument=f"issued[{mode!r}]")
        if n < returned[mode]:
            raise OptionError(f"issued[{mode!r}]={n}, but {returned[mode]} came back; give the number handed out")
    forgotten = sorted(set(returned) - set(issued))
    if forgotten:
        raise OptionError(f"issued says nothing about {forgotten}; give the number handed out for every mode")


def _mode_frame(rows: Sequence[tuple[str, float, int, int]]) -> pd.DataFrame:
    """The columns of `MODE_COLUMNS` from mode, issued, returned and removed."""
    frame = pd.DataFrame(rows, columns=["mode", "n_issued", "n_returned", "n_removed"])
    frame["n_valid"] = frame["n_returned"] - frame["n_removed"]
    frame["response_rate"] = frame["n_returned"] / frame["n_issued"]
    frame["valid_rate"] = frame["n_valid"] / frame["n_returned"]
    return frame[list(MODE_COLUMNS)]


def _removals(log: Sequence[Step], removed: pd.DataFrame, returned: int) -> pd.DataFrame:
    """The columns of `REMOVAL_COLUMNS`, one row per rule, in the order in which the rules were applied."""
    judged = [step.cases[["id", "rule"]] for step in log if step.verb == "exclude_flagged"]
    flagged = stacked(judged, ["id", "rule"]).drop_duplicates()["rule"]
    n_flagged, n = flagged.value_counts(), removed["rule"].value_counts()
    applied = [rule for step in log for rule in (*step.cases["rule"], *step.removed["rule"])]
    rules = [rule for rule in dict.fromkeys(applied) if rule in n.index or rule in n_flagged.index]
    frame = pd.DataFrame({"rule": rules})
    frame["n"] = [int(n.get(rule, 0)) for rule in rules]
    frame["n_flagged"] = [int(n_flagged.get(rule, frame["n"][place])) for place, rule in enumerate(rules)]
    return frame.assign(proportion=frame["n"] / returned)[list(REMOVAL_COLUMNS)]


def _notes(removals: pd.DataFrame) -> tuple[Note, ...]:
    base = Note("sample_flow.note_base")
    several = (removals["n_flagged"] > removals["n"]).any()
    return (base, Note("sample_flow.note_once")) if several else (base,)
