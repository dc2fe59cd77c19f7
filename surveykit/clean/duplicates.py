"""The same questionnaire sent twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from surveykit.clean.flagging import FAMILIES, Suspicion, with_flags
from surveykit.clean.items import questionnaire_items, scale_items
from surveykit.core.checks import check_at_least, check_coded, check_survey
from surveykit.core.survey import Survey
from surveykit.errors import ColumnError, OptionError

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]


def flag_duplicates(
    survey: Survey,
    *,
    items: str | Iterable[str] | None = None,
    within_minutes: float = 30,
    min_same: float = 0.95,
    same_address: bool = False,
) -> Survey:
    """Flag questionnaires that repeat an earlier one from the same address.

    Parameters
    ----------
    survey : Survey
        Answers whose paradata know ``address_token`` and ``submitted``.
    items : str or list of str, optional
        Items or scales that are compared; the items of all scales of the codebook where not given.
    within_minutes : float
        Most minutes between two submissions of a chain.
    min_same : float
        Least share of identical answers, among the items that at least one of the two answered.
    same_address : bool
        Also flag, without deciding, every other respondent of an address that occurs more than once. Off, because
        neighbours share a wireless network and an interviewer's tablet serves a whole street.

    Returns
    -------
    Survey
        With flags of the rule ``duplicate`` (decisive; value: share of identical answers with the most similar
        questionnaire of its chain among those sent within `within_minutes`, so never below `min_same`) and, if asked
        for, ``same_address`` (value: respondents of the address). Of a chain the first complete questionnaire is
        kept, or the first where none is complete; the step's argument ``kept`` says which.

    Raises
    ------
    ColumnError
        If the paradata lack the address or the time, or an item is not a column.

    Notes
    -----
    Of two sent in the same second the one that stands first in the data is the earlier. Respondents without an
    address or a time (paper) are never compared. A pair that left the same item empty is
    not compared on it; an answer beside an empty cell is a difference. Chains are followed: the third of three
    questionnaires, each 20 minutes after the one before, belongs to the first, however much the two differ by then.
    Its value is therefore the share with the second, which put it into the chain, and not with the one that is kept.

    Checked against
    ---------------
    Counted by hand in ``tests/clean/test_duplicates.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, flag_duplicates
    >>> answers = pd.DataFrame({"q1": [4, 4, 2], "q2": [5, 5, 3]}, index=["a", "b", "c"])
    >>> times = pd.to_datetime(["2024-05-01 09:00", "2024-05-01 09:07", "2024-05-01 09:09"])
    >>> paradata = pd.DataFrame({"address_token": "f3", "submitted": times}, index=answers.index)
    >>> survey = Survey(answers, Survey.from_frame(answers).codebook, paradata=paradata)
    >>> flag_duplicates(survey, items=["q1", "q2"]).flags[["id", "rule", "value"]]
      id       rule value
    0  b  duplicate   1.0
    """
    check_survey(survey)
    named = scale_items(survey, check=check_coded) if items is None else _named(survey, items)
    check_at_least(within_minutes, 0, argument="within_minutes")
    check_at_least(min_same, 0, argument="min_same")
    if min_same > 1:
        raise OptionError(f"min_same={min_same!r} is a share; give a number from 0 to 1, such as 0.95")
    sent = _submissions(survey)
    answers = survey.data.loc[sent.index, named].astype(float)
    repeats = _repeats(sent, answers.to_numpy(), within_minutes, min_same)
    suspicions = [_suspicion("duplicate", repeats["share"], min_same)]
    if same_address:
        suspicions.append(_suspicion("same_address", _neighbours(survey), 1))
    return with_flags(
        survey,
        suspicions,
        verb="flag_duplicates",
        columns=named,
        arguments={
            "within_minutes": within_minutes,
            "min_same": min_same,
            "same_address": same_address,
            "kept": repeats["kept"].to_dict(),
            "not_comparable": len(survey) - len(sent),
        },
    )


def _named(survey: Survey, items: str | Iterable[str]) -> list[str]:
    return questionnaire_items(survey, items, check=check_coded)


def _suspicion(rule: str, value: pd.Series, cut_off: float) -> Suspicion:
    return Suspicion(
        rule=rule, family=FAMILIES[rule], decisive=rule == "duplicate", value=value, cut_off=float(cut_off)
    )


def _submissions(survey: Survey) -> pd.DataFrame:
    """Address and time of the respondents who have both, earliest first."""
    paradata = survey.paradata
    absent = [name for name in ("address_token", "submitted") if name not in paradata.columns]
    if absent:
        raise ColumnError(
            f"the paradata have no {absent}; duplicates are found by address and time, so leave flag_duplicates out "
            "or read the file that holds them"
        )
    sent = paradata[["address_token", "submitted"]]
    known = sent["submitted"].notna() & sent["address_token"].fillna("").astype(str).ne("")
    return sent.loc[known].sort_values("submitted", kind="stable")


def _repeats(sent: pd.DataFrame, answers: Floats, minutes: float, min_same: float) -> pd.DataFrame:
    """Who repeats whom: one row per respondent flagged, with ``share`` of identical answers and id ``kept``."""
    rows = []
    for chain, nearest in _chains(sent, answers, minutes, min_same):
        original = chain[_first_complete(answers[chain])]
        rows += [
            (sent.index[other], share, sent.index[original])
            for other, share in zip(chain, nearest.tolist(), strict=True)
            if other != original
        ]
    return pd.DataFrame(rows, columns=["id", "share", "kept"]).set_index("id").astype({"share": float, "kept": object})


def _chains(sent: pd.DataFrame, answers: Floats, minutes: float, min_same: float) -> Iterator[tuple[Positions, Floats]]:
    """Positions (c,) of submissions that repeat one another, chain by chain, earliest first.

    With each comes the share (c,) of identical answers with the most similar member that it repeats within the
    limits. `sent` has m rows in the order of time, `answers` (m, k) the same.
    """
    moments = sent["submitted"].to_numpy(dtype="datetime64[ns]")
    limit = np.timedelta64(round(minutes * 60e9), "ns")
    for group in sent.groupby("address_token", sort=False).indices.values():
        near = np.abs(moments[group][:, None] - moments[group][None, :]) <= limit
        if near.sum() > len(group):
            same = _same_share(answers[group])
            repeats = near & (same >= min_same) & ~np.eye(len(group), dtype=bool)
            nearest = np.where(repeats, same, -np.inf).max(axis=1)
            _, chain = connected_components(repeats, directed=False)
            for number in np.flatnonzero(np.bincount(chain) > 1):
                yield group[chain == number], nearest[chain == number]


def _same_share(answers: Floats) -> Floats:
    """Share of identical answers (m, m) between the rows of `answers` (m, k); 0 where no item can be compared."""
    m = len(answers)
    same, compared = np.zeros((m, m)), np.zeros((m, m))
    for item in answers.T:
        there = ~np.isnan(item)
        same += item[:, None] == item[None, :]
        compared += there[:, None] | there[None, :]
    share: Floats = np.where(compared > 0, same / np.maximum(compared, 1), 0.0)
    return share


def _first_complete(answers: Floats) -> int:
    """Position of the first row of `answers` (m, k) without gaps, or of the first row where all have gaps."""
    return int((~np.isnan(answers).any(axis=1)).argmax())


def _neighbours(survey: Survey) -> pd.Series:
    """Respondents of each address that occurs more than once, by id."""
    address = survey.paradata["address_token"]
    address = address[address.fillna("").astype(str).ne("")]
    size = address.map(address.value_counts()).astype(float)
    return size[size > 1]
