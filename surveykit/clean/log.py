"""What was done to a survey, case by case, in words."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from surveykit.core.checks import check_option, check_survey
from surveykit.core.codebook import Language, Text
from surveykit.core.survey import CASE_COLUMNS, Step, Survey
from surveykit.core.terms import term, topics

LOG_COLUMNS = ("step", "verb", *CASE_COLUMNS[:4], "label", *CASE_COLUMNS[4:], "reason")
"""Columns of the cleaning log."""


def cleaning_log(survey: Survey, *, language: Language = "zh") -> pd.DataFrame:
    """Every case that any step touched, looked at or removed.

    Parameters
    ----------
    survey : Survey
        After cleaning.
    language : {"zh", "en"}
        Language of the column ``label``.

    Returns
    -------
    pandas.DataFrame
        One row per case, in the order of the steps: ``step`` (number of the step, from 1), ``verb``, ``id``, ``row``
        (row in the source file, missing where there is none), ``column``, ``rule``, ``label`` (the rule in words),
        ``value`` (what was found), ``cut_off``, ``action`` and the step's ``reason``.

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
        step.cases.assign(step=number, verb=step.verb, reason=step.reason)
        for number, step in enumerate(survey.log, start=1)
        if len(step.cases)
    ]
    if not touched:
        return pd.DataFrame(columns=list(LOG_COLUMNS))
    log = pd.concat([cases.astype(object) for cases in touched], ignore_index=True)
    log["label"] = [labels[rule].within(language) if rule in labels else rule for rule in log["rule"]]
    return log[list(LOG_COLUMNS)].astype({"step": int, "row": "Int64"})


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
