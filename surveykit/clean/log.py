"""What was done to a survey, case by case, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from surveykit.core.checks import check_option, check_survey
from surveykit.core.codebook import Language, Text
from surveykit.core.survey import CASE_COLUMNS, Step, Survey
from surveykit.core.terms import term, topics

LOG_COLUMNS = ("step", "verb", *CASE_COLUMNS[:4], "label", *CASE_COLUMNS[4:], "decided_by")
"""Columns of the cleaning log."""

SPOKEN = {
    "read as ticked or not": "action_read_as_ticked_or_not",
    "read as options ": "action_read_as_options",
    "read as ": "action_read_as",
    "imputed as ": "action_imputed_as",
}
"""How actions begin that say what a cell has become, each with its entry among the terms; the first that fits."""


def cleaning_log(survey: Survey, *, language: Language = "zh") -> pd.DataFrame:
    """Every case that any step touched, looked at or removed.

    Parameters
    ----------
    survey : Survey
        After cleaning.
    language : {"zh", "en"}
        Language of the columns ``label``, ``action`` and ``decided_by``, and of a ``cut_off`` that is the wording of a
        rule or of a reason.

    Returns
    -------
    pandas.DataFrame
        One row per case, in the order of the steps: ``step`` (number of the step, from 1), ``verb``, ``id``, ``row``
        (row in the source file, missing where there is none), ``column``, ``rule``, ``label`` (the rule in words),
        ``value`` (what was found), ``cut_off``, ``action``, and ``decided_by``: for an excluded respondent the rule
        under which the exclusion is counted, on every row of the step that excluded; empty elsewhere.

    Raises
    ------
    OptionError
        If the language is not known.

    Notes
    -----
    Answers in personal columns never get into the log, because no verb puts them there.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_log.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, cleaning_log, flag_incomplete
    >>> survey = Survey.from_frame(pd.DataFrame({"q1": [4, None], "q2": [5, 3]}))
    >>> cleaning_log(flag_incomplete(survey, items=["q1", "q2"]), language="en")[["id", "label", "value", "cut_off"]]
      id                label value cut_off
    0  1  Too many unanswered   0.5     0.2
    """
    check_survey(survey)
    check_option(language, ("zh", "en"), argument="language")
    labels = rule_labels(survey.log)
    touched = [
        step.cases.assign(step=number, verb=step.verb, decided_by=_decided(step))
        for number, step in enumerate(survey.log, start=1)
        if len(step.cases)
    ]
    if not touched:
        return pd.DataFrame(columns=list(LOG_COLUMNS))
    log = pd.concat([cases.astype(object) for cases in touched], ignore_index=True)
    named = zip(log["cut_off"], log["rule"], strict=True)
    limits = [_limit(cut_off, str(rule), labels, language) for cut_off, rule in named]
    log["cut_off"] = pd.Series(limits, index=log.index, dtype=object)
    log["label"] = [_worded(str(rule), labels, language) for rule in log["rule"]]
    log["decided_by"] = [_worded(rule, labels, language) if rule else "" for rule in log["decided_by"]]
    log["action"] = [_action(str(action), language) for action in log["action"]]
    return log[list(LOG_COLUMNS)].astype({"step": int, "row": "Int64"})


def _decided(step: Step) -> list[str]:
    """The rule that each case's respondent was removed under in this step; empty for those who stayed."""
    rules = dict(zip(step.removed["id"], step.removed["rule"], strict=True))
    return [str(rules.get(respondent, "")) for respondent in step.cases["id"]]


def _worded(rule: str, labels: Mapping[str, Text], language: Language) -> str:
    text = labels.get(rule) or labels.get(entry_name(rule))
    return text.within(language) if text else rule


def _limit(cut_off: object, rule: str, labels: Mapping[str, Text], language: Language) -> object:
    """A limit in words in the language asked for; any other as it is."""
    known = (labels.get(name) for name in (rule, cut_off) if isinstance(name, str))
    return next((text.within(language) for text in known if text and cut_off in (text.zh, text.en)), cut_off)


def _action(action: str, language: Language) -> str:
    """What was done, in words; what no entry describes stays as it is."""
    for beginning, spoken in SPOKEN.items():
        if action.startswith(beginning):
            return term(f"cleaning.{spoken}", language, what=action.removeprefix(beginning))
    entry = f"action_{entry_name(action)}"
    return term(f"cleaning.{entry}", language) if entry in topics()["cleaning"] else action


def entry_name(words: str) -> str:
    """The name among the terms that stands for some words: letters and digits joined by underscores.

    >>> entry_name("missing: not_shown")
    'missing_not_shown'
    """
    return re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_")


def rule_labels(log: Iterable[Step]) -> dict[str, Text]:
    """What to print for each built-in rule, and for each rule that the steps name."""
    prefix = "rule_"
    labels = {
        entry.removeprefix(prefix): Text(zh=term(f"cleaning.{entry}", "zh"), en=term(f"cleaning.{entry}", "en"))
        for entry in topics()["cleaning"]
        if entry.startswith(prefix)
    }
    for step in log:
        named = step.arguments.get("labels")
        labels.update(named if isinstance(named, dict) else {})
    return labels
