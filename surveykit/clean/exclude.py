"""Deciding on the flags: who leaves, and under which rule."""

from __future__ import annotations

import pandas as pd

from surveykit.clean.flagging import cases_of
from surveykit.clean.removal import without
from surveykit.core.checks import as_count, as_reason, check_survey
from surveykit.core.new_columns import Label
from surveykit.core.survey import Survey
from surveykit.core.terms import bilingual
from surveykit.errors import OptionError

CORROBORATED = "corroborated"
"""The rule under which respondents are counted whom no single rule excludes, but several independent signs do."""


def exclude_flagged(survey: Survey, *, min_families: int = 2, reason: Label | None = None) -> Survey:
    """Exclude respondents with a decisive flag, or with flags from several independent families of rules.

    Parameters
    ----------
    survey : Survey
        Answers that the ``flag_...`` verbs have looked at.
    min_families : int
        Families that must agree where no flag is decisive; 2 or more, because one index alone flags honest people.
    reason : str, Text or dict, optional
        A sentence for the log, as it is or as ``{"zh": ..., "en": ...}``; a sentence that states the decision rule
        where not given.

    Returns
    -------
    Survey
        Without them. The step's ``cases`` has one row per flag, with action ``excluded`` or ``kept``. Each excluded
        respondent is counted once in the step's ``removed``: under the first decisive rule in the order in which the
        rules were applied, or else under ``corroborated``.

    Raises
    ------
    OptionError
        If `min_families` is below 2, or no ``flag_...`` verb has been called.
    SampleError
        If nobody would remain.

    Notes
    -----
    Independent families are ``time`` (seconds per item, pages, total), ``invariance`` (longest and average run,
    spread), ``inconsistency`` (even-odd, synonyms, antonyms, contradictions, skip errors, exclusive options),
    ``outlier`` (Mahalanobis, person-total), ``attention``, ``duplicate``, ``missing`` and those that
    `flag_inconsistent` was given. Show the main results with and without the excluded respondents.

    References
    ----------
    Meade, A. W., & Craig, S. B. (2012). Psychological Methods, 17, 437-455.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_exclude.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, exclude_flagged, flag_incomplete
    >>> survey = Survey.from_frame(pd.DataFrame({"q1": [4, None, 3], "q2": [5, 3, 1]}))
    >>> valid = survey.pipe(flag_incomplete, items=["q1", "q2"]).pipe(exclude_flagged)
    >>> len(valid), valid.log[-1].removed["rule"].tolist()
    (2, ['incomplete'])
    """
    check_survey(survey)
    least = as_count(min_families, 2, argument="min_families")
    if not any(step.verb.startswith("flag_") for step in survey.log):
        raise OptionError("no rule has looked at these respondents yet; call flag_duplicates, flag_speeding, ... first")
    flags = survey.flags
    gone = decided(flags, least)
    action = flags["id"].isin(gone.index).map({True: "excluded", False: "kept"})
    stated = bilingual("cleaning.reason_exclude_flagged", least=least) if reason is None else as_reason(reason)
    return without(
        survey,
        gone,
        verb="exclude_flagged",
        reason=stated,
        cases=cases_of(survey, flags, action=action),
        arguments={
            "min_families": least,
            "families": dict(zip(flags["rule"], flags["family"], strict=True)),
            "decisive": tuple(flags.loc[flags["decisive"].astype(bool), "rule"].unique()),
        },
    )


def decided(flags: pd.DataFrame, min_families: int) -> pd.Series:
    """Whom `flags` exclude (ids as index), each with the one rule under which the exclusion is counted."""
    decisive = flags.loc[flags["decisive"].astype(bool)].drop_duplicates("id").set_index("id")["rule"]
    families = flags.groupby("id", sort=False)["family"].nunique()
    agreed = families.index[(families >= min_families) & ~families.index.isin(decisive.index)]
    gone: pd.Series = pd.concat([decisive, pd.Series(CORROBORATED, index=agreed, dtype=object)])
    return gone
