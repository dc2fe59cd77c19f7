"""Deciding on the flags: who leaves, and under which rule."""

from __future__ import annotations

import pandas as pd

from surveykit.clean.flagging import cases_of
from surveykit.clean.removal import without
from surveykit.core.checks import as_count, check_reason, check_survey
from surveykit.core.survey import Survey
from surveykit.errors import OptionError

CORROBORATED = "corroborated"
"""The rule under which respondents are counted whom no single rule excludes, but several independent signs do."""


def exclude_flagged(survey: Survey, *, min_families: int = 2, reason: str | None = None) -> Survey:
    """Exclude respondents with a decisive flag, or with flags from several independent families of rules.

    Parameters
    ----------
    survey : Survey
        Answers that the ``flag_...`` verbs have looked at.
    min_families : int
        Families that must agree where no flag is decisive; 2 or more, because one index alone flags honest people.
    reason : str, optional
        A sentence for the log; a sentence that states the decision rule where not given.

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
    Independent families are ``time``, ``invariance`` (longest run, spread), ``inconsistency`` (even-odd, synonyms,
    contradictions), ``outlier``, ``duplicate``, ``missing`` and those that `flag_inconsistent` was given. Show the
    main results with and without the excluded respondents.

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
    decisive = flags.loc[flags["decisive"].astype(bool)].drop_duplicates("id").set_index("id")["rule"]
    families = flags.groupby("id", sort=False)["family"].nunique()
    agreed = families.index[(families >= least) & ~families.index.isin(decisive.index)]
    gone = pd.concat([decisive, pd.Series(CORROBORATED, index=agreed, dtype=object)])
    action = flags["id"].isin(gone.index).map({True: "excluded", False: "kept"})
    default = (
        f"确定性规则，或至少{least}类相互独立的迹象 (a decisive rule, or {least} independent families of evidence)"
    )
    sentence = default if reason is None else reason
    check_reason(sentence)
    return without(
        survey,
        gone,
        verb="exclude_flagged",
        reason=sentence,
        cases=cases_of(survey, flags, action=action),
        arguments={"min_families": least},
    )
