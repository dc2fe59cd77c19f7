"""The same questionnaire sent twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from surveykit.clean.flagging import FAMILIES, Assessment, Judgement, with_flags
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
    assessed = assess_duplicates(
        survey, items=items, within_minutes=within_minutes, min_same=min_same, same_address=same_address
    )
    return with_flags(survey, assessed)


def assess_duplicates(
    survey: Survey,
    *,
    items: str | Iterable[str] | None = None,
    within_minutes: float = 30,
    min_same: float = 0.95,
    same_address: bool = False,
) -> Assessment:
    """What `flag_duplicates` finds."""
    check_survey(survey)
    named = scale_items(survey, check=check_coded) if items is None else _named(survey, items)
    check_at_least(within_minutes, 0, argument="within_minutes")
    check_at_least(min_same, 0, argument="min_same")
    if min_same > 1:
        raise OptionError(f"min_same={min_same!r} is a share; give a number from 0 to 1, such as 0.95")
    sent = _submissions(survey)
    answers = survey.data.loc[sent.index, named].astype(float)
    repeats = _repeats(sent, answers.to_numpy(), within_minutes, min_same)
    comparable = pd.Series(survey.data.index.isin(sent.index), index=survey.data.index)
    judgements = [_judgement("duplicate", repeats["share"], min_same, comparable)]
    if same_address:
        judgements.append(_judgement("same_address", _neighbours(survey), 1, comparable))
    return Assessment(
        verb="flag_duplicates",
        judgements=tuple(judgements),
        columns=tuple(named),
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


def _judgement(rule: str, found: pd.Series, cut_off: float, comparable: pd.Series) -> Judgement:
    value = found.reindex(comparable.index)
    return Judgement(
        rule=rule,
        family=FAMILIES[rule],
        value=value,
        caught=value.notna(),
        cut_off=float(cut_off),
        decisive=rule == "duplicate",
        judged=comparable,
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
    earlier, later = _near(sent, minutes)
    same = _same_share(answers, earlier, later)
    repeats = same >= min_same
    earlier, later, same = earlier[repeats], later[repeats], same[repeats]
    if not len(earlier):
        return
    nearest = np.zeros(len(sent))
    np.maximum.at(nearest, earlier, same)
    np.maximum.at(nearest, later, same)
    joined = csr_array((np.ones(len(earlier)), (earlier, later)), shape=(len(sent), len(sent)))
    _, chain = connected_components(joined, directed=False)
    members = np.unique(np.concatenate([earlier, later]))
    for group in pd.Series(members).groupby(chain[members], sort=False).indices.values():
        yield members[group], nearest[members[group]]


def _near(sent: pd.DataFrame, minutes: float) -> tuple[Positions, Positions]:
    """Positions of every two submissions from one address within so many minutes: of the earlier, and of the later.

    Each is compared with the next of its address, the one after that, and so on, as long as any two are near.
    """
    address = pd.factorize(sent["address_token"])[0]
    order = np.argsort(address, kind="stable")
    address, moments = address[order], sent["submitted"].to_numpy(dtype="datetime64[ns]")[order]
    limit = np.timedelta64(round(minutes * 60e9), "ns")
    pairs: list[tuple[Positions, Positions]] = []
    first = np.arange(len(order))
    for step in range(1, len(order)):
        first = first[first + step < len(order)]
        near = (address[first] == address[first + step]) & (moments[first + step] - moments[first] <= limit)
        first = first[near]
        if not len(first):
            break
        pairs.append((order[first], order[first + step]))
    none = np.zeros(0, dtype=np.intp)
    return (
        np.concatenate([one for one, _ in pairs]) if pairs else none,
        np.concatenate([other for _, other in pairs]) if pairs else none,
    )


def _same_share(answers: Floats, one: Positions, other: Positions) -> Floats:
    """Share of identical answers (p,) between rows `one` and `other` of `answers` (m, k); 0 where none compares."""
    same, compared = np.zeros(len(one)), np.zeros(len(one))
    for item in answers.T:
        left, right = item[one], item[other]
        same += left == right
        compared += ~np.isnan(left) | ~np.isnan(right)
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
