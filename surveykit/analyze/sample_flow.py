"""From the questionnaires handed out to the respondents analysed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from surveykit.clean.exclude import CORROBORATED
from surveykit.clean.flagging import FAMILIES
from surveykit.clean.log import rule_labels
from surveykit.core.cases import Counts
from surveykit.core.checks import as_count, check_option, check_survey
from surveykit.core.codebook import Codebook, Language, Text
from surveykit.core.result import Note, Result
from surveykit.core.steps import stacked
from surveykit.core.survey import REMOVED_COLUMNS, Step, Survey
from surveykit.core.terms import term, topics
from surveykit.errors import OptionError

MODE_COLUMNS = ("mode", "n_issued", "n_returned", "response_rate", "n_removed", "n_valid", "valid_rate")
REMOVAL_COLUMNS = ("stage", "rule", "n_flagged", "n", "proportion")
STAGE_COLUMNS = ("stage", "n", "n_left")
ANALYSIS_COLUMNS = ("analysis", "n_valid", "n_missing", "n", "proportion")

LANGUAGES: tuple[Language, ...] = ("zh", "en")
DROPPED, DECISIVE = "dropped", "decisive"
FAMILY_STAGES = {"eligibility": "ineligible", "duplicate": "duplicate"}
"""Stages of their own among the decisive rules; the others make the stage `DECISIVE`."""


def _no_analyses() -> pd.DataFrame:
    return pd.DataFrame(columns=list(ANALYSIS_COLUMNS))


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
        One row per rule that removed or flagged anybody: ``stage`` (``dropped`` for a stated reason, ``ineligible``,
        ``duplicate``, another ``decisive`` rule, or ``corroborated`` signs), ``rule``, ``n_flagged`` (respondents the
        rule was true of, who may be flagged by other rules too), ``n`` (respondents counted under it, each once),
        ``proportion`` (of those returned).
    labels : Mapping[str, Text]
        What to print for each rule.
    analyses : pandas.DataFrame
        One row per result that was given: ``analysis`` (its place, from 1), ``n_valid``, ``n_missing`` (valid
        respondents that it left out because answers are missing), ``n`` (respondents it rests on), ``proportion`` (of
        the valid).
    analysis_labels : tuple[Text, ...]
        What to print for each.
    """

    topic: ClassVar[str] = "sample_flow"

    modes: pd.DataFrame
    removals: pd.DataFrame
    labels: Mapping[str, Text]
    analyses: pd.DataFrame = field(default_factory=_no_analyses)
    analysis_labels: tuple[Text, ...] = ()

    @property
    def stages(self) -> pd.DataFrame:
        """One row per stage that removed anybody: ``stage``, ``n`` removed, ``n_left`` after it."""
        n = self.removals.groupby("stage", sort=False)["n"].sum()
        frame = n[n > 0].rename_axis("stage").reset_index()
        return frame.assign(n_left=self.counts.total - frame["n"].cumsum())[list(STAGE_COLUMNS)]

    def tidy(self) -> pd.DataFrame:
        """One row per rule: `removals`."""
        return self.removals.copy()

    def glance(self) -> pd.DataFrame:
        """One row: the columns of `modes` but the first, over all modes."""
        total = self.modes[["n_issued", "n_returned", "n_removed"]].sum(skipna=False)
        row = ("", float(total["n_issued"]), int(total["n_returned"]), int(total["n_removed"]))
        return _mode_frame([row]).drop(columns="mode")


def sample_flow(
    survey: Survey, *, issued: Mapping[str, int] | None = None, results: Result | Sequence[Result] = ()
) -> SampleFlowResult:
    """Count the questionnaires issued, returned, removed by rule, valid, and analysed.

    Parameters
    ----------
    survey : Survey
        After cleaning. A plain frame has no log, so there is nothing to count in it.
    issued : dict, optional
        Questionnaires handed out per mode of answering, such as ``{"paper": 150, "web": 200}``.
    results : list of Result, optional
        Analyses of this survey; each says how many of the valid questionnaires it rests on.

    Returns
    -------
    SampleFlowResult
        ``modes``, one row per mode in the order of `issued` or else as they occur; ``removals``, one row per rule by
        stage, and within it in the order in which the rules were applied; ``stages``, who was left after each;
        ``analyses``, one row per result. Counts are respondents, rates are proportions.

    Raises
    ------
    ColumnError
        If `survey` is not a Survey.
    OptionError
        If `issued` names a mode that does not occur, leaves one out, or is less than what came back; if `results`
        holds anything but results, or one that was computed of more or fewer respondents than the survey has.

    Notes
    -----
    Returned is everybody who was ever in the survey: those who remain, and those whom `drop_cases` and
    `exclude_flagged` removed. Of linked waves it is everybody who was in one of them when they were linked: a removal
    from one wave belongs to the flow of that wave, for the respondent may be in the panel by another. Each removed
    respondent is counted once, under the first decisive rule, so the removals add up. The valid rate has the returned
    questionnaires as its base (有效率 = 有效 / 回收); other studies divide by those issued.

    `exclude_flagged` is told in stages: those outside the population, duplicates, other decisive rules, and several
    independent signs. What a decisive rule caught counts under it whatever else is true of a respondent.

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
    log = _since_linking(survey.log)
    removed = stacked([step.removed for step in log], REMOVED_COLUMNS)
    returned = len(survey) + len(removed)
    modes = _modes(survey, removed, issued)
    removals = _removals(log, removed, returned)
    labels = rule_labels(log)
    analysed = _analysed(results, len(survey))
    return SampleFlowResult(
        spec={"issued": None if issued is None else dict(issued), "results": [one.topic for one in analysed]},
        counts=Counts(total=returned, used=len(survey)),
        notes=_notes(removals, sum(len(step.removed) for step in survey.log[: len(survey.log) - len(log)])),
        codebook=survey.codebook,
        modes=modes,
        removals=removals,
        labels={rule: labels.get(rule, Text(zh=rule, en=rule)) for rule in removals["rule"]},
        analyses=_analyses(analysed),
        analysis_labels=tuple(_analysis_label(one) for one in analysed),
    )


def _analysed(results: Result | Sequence[Result], n_valid: int) -> list[Result]:
    """The results as a list, each computed of the survey that flows."""
    if not isinstance(results, Result | Sequence) or isinstance(results, str):
        raise OptionError(f"results must be a list of results, not {type(results).__name__}")
    given = [results] if isinstance(results, Result) else list(results)
    for place, result in enumerate(given, start=1):
        if not isinstance(result, Result):
            raise OptionError(f"results: entry {place} is no Result but {type(result).__name__}")
        if result.counts.total != n_valid:
            raise OptionError(
                f"results: entry {place} ({result.topic}) was computed of {result.counts.total} respondents, and the "
                f"survey has {n_valid}; give the survey that was analysed, or leave the result out"
            )
    return given


def _analyses(results: Sequence[Result]) -> pd.DataFrame:
    rows = [
        (place, one.counts.total, one.counts.dropped, one.counts.used, one.counts.used / one.counts.total)
        for place, one in enumerate(results, start=1)
    ]
    return pd.DataFrame(rows, columns=list(ANALYSIS_COLUMNS))


def _analysis_label(result: Result) -> Text:
    """What kind of analysis it is, and of which outcome or pair."""
    key = f"analysis_{result.topic}"
    known = key in topics()["sample_flow"]
    kind = {language: term(f"sample_flow.{key}", language) if known else result.topic for language in LANGUAGES}
    about = _about(result, result.codebook)
    if about is None:
        return Text(**kind)
    return Text(
        **{
            language: term("sample_flow.analysis_of", language, analysis=kind[language], about=about.within(language))
            for language in LANGUAGES
        }
    )


def _about(result: Result, codebook: Codebook) -> Text | None:
    """The outcome of a model; nothing for other analyses."""
    outcome = result.spec.get("outcome", result.spec.get("y"))
    if not isinstance(outcome, str):
        return None
    return Text(zh=codebook.label(outcome, "zh"), en=codebook.label(outcome, "en"))


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
    """The columns of `REMOVAL_COLUMNS`, one row per rule, by stage and in the order in which the rules were applied."""
    judged = [step.cases[["id", "rule"]] for step in log if step.verb == "exclude_flagged"]
    flagged = stacked(judged, ["id", "rule"]).drop_duplicates()["rule"]
    n_flagged, n = flagged.value_counts(), removed["rule"].value_counts()
    applied = [rule for step in log for rule in (*step.cases["rule"], *step.removed["rule"])]
    rules = [rule for rule in dict.fromkeys(applied) if rule in n.index or rule in n_flagged.index]
    frame = pd.DataFrame({"rule": rules})
    frame["n"] = [int(n.get(rule, 0)) for rule in rules]
    frame["n_flagged"] = [int(n_flagged.get(rule, frame["n"][place])) for place, rule in enumerate(rules)]
    stages = _stages(log)
    frame["stage"] = [stages[rule] for rule in rules]
    places = {stage: place for place, stage in enumerate(dict.fromkeys(stages.values()))}
    frame = frame.sort_values("stage", key=lambda column: column.map(places), kind="stable", ignore_index=True)
    return frame.assign(proportion=frame["n"] / returned)[list(REMOVAL_COLUMNS)]


def _stages(log: Sequence[Step]) -> dict[str, str]:
    """The stage of every rule; stages are in the order of the steps, and those of `exclude_flagged` in their own."""
    stages: dict[str, str] = {}
    for step in log:
        if step.verb == "exclude_flagged":
            named = _judged(step)
            for stage in (*FAMILY_STAGES.values(), DECISIVE, CORROBORATED):
                stages |= {rule: stage for rule, its in named.items() if its == stage and rule not in stages}
        else:
            stages |= {str(rule): DROPPED for rule in step.removed["rule"] if rule not in stages}
    return stages


def _judged(step: Step) -> dict[str, str]:
    """The stage of each rule that one `exclude_flagged` looked at."""
    families = {**FAMILIES, **_families(step)}
    alone = step.arguments.get("decisive")
    decisive = {*step.removed["rule"], *(alone if isinstance(alone, tuple) else ())}
    return {
        rule: FAMILY_STAGES.get(families.get(rule, ""), DECISIVE) if rule in decisive else CORROBORATED
        for rule in step.cases["rule"]
    } | {CORROBORATED: CORROBORATED}


def _families(step: Step) -> dict[str, str]:
    """The family of each rule that a step decided on."""
    named = step.arguments.get("families")
    return {str(rule): str(family) for rule, family in named.items()} if isinstance(named, Mapping) else {}


def _since_linking(log: Sequence[Step]) -> Sequence[Step]:
    """The steps that are about respondents: where waves were linked, those from there on.

    Who was removed from one wave may be in the panel by another.
    """
    places = [place for place, step in enumerate(log) if step.verb == "link_waves"]
    return log[places[-1] :] if places else log


def _notes(removals: pd.DataFrame, n_before: int) -> tuple[Note, ...]:
    notes = [Note("sample_flow.note_base")]
    if (removals["n_flagged"] > removals["n"]).any():
        notes.append(Note("sample_flow.note_once"))
    if n_before:
        notes.append(Note("sample_flow.note_waves", {"n": n_before}))
    return tuple(notes)
