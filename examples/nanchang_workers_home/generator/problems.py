"""The 46 returned forms that do not belong in the analysis, each a plain instance of its kind.

Nothing here looks at how a cleaning rule would see the row: a straight-liner ticks one column whatever the item
says, a random responder ticks anything, a speeder half reads.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from .choices import BLANK, SKIPPED
from .people import ACTIVITIES, NEEDS, add_choices, draw_people

VALID = {"web": 164, "paper": 122}
# kind: (web rows, paper rows)
PLANTED = {
    "speeding": (7, 0),
    "straight_line": (4, 2),
    "near_straight_line": (2, 1),
    "random": (3, 2),
    "out_of_area": (3, 1),
    "under_16": (1, 1),
    "age_contradiction": (2, 2),
    "mostly_missing": (0, 4),
    "skip_error": (2, 1),
    "family_proxy": (1, 2),
}
DUPLICATES = 5

AGREEMENT = tuple(
    f"{scale}{i}"
    for scale, count in {"SQ": 6, "BR": 3, "NPA": 3, "SAT": 3, "CV": 4, "GC": 3, "PW": 4}.items()
    for i in range(1, count + 1)
)
QUIZ, CHECKLIST = ("K1", "K2", "K3"), tuple(f"PB{i}" for i in range(1, 9))


def draw_returned(rng: np.random.Generator) -> pd.DataFrame:
    """The 327 distinct returned forms with ``kind`` ("valid" or a planted kind) and ``mode``; duplicates come later."""
    valid = sum(VALID.values())
    planted = sum(web + paper for web, paper in PLANTED.values())
    people = draw_people(valid + planted, rng).assign(kind="valid", mode="")
    people.loc[: valid - 1, "mode"] = _assign_mode(people.loc[: valid - 1, "age"].to_numpy(), rng)
    start = valid
    for kind, (web, paper) in PLANTED.items():
        rows = people.index[start : start + web + paper]
        people.loc[rows, "kind"] = kind
        people.loc[rows, "mode"] = ["web"] * web + ["paper"] * paper
        changed = people.loc[rows].copy()
        people.loc[rows] = CHANGES[kind](changed, rng) if kind in CHANGES else changed
        start += web + paper
    return people


def _assign_mode(age: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """ "paper" or "web", shape (n,): older people more often got the paper form."""
    weight = np.where(age >= 60, 4.0, np.where(age >= 51, 2.0, 1.0))
    paper = rng.choice(len(age), VALID["paper"], replace=False, p=weight / weight.sum())
    return np.where(np.isin(np.arange(len(age)), paper), "paper", "web")


def draw_duplicates(web: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Second submissions of five valid web respondents; at most one of the 26 agreement answers differs."""
    originals = rng.choice(np.flatnonzero(web["kind"] == "valid"), DUPLICATES, replace=False)
    again = web.iloc[originals].assign(kind="duplicate", of=originals)
    for row in again.index[rng.random(DUPLICATES) < 0.5]:
        item = str(rng.choice(AGREEMENT))
        again[item] = again[item].mask(again.index == row, (again[item] + rng.choice([-1, 1])).clip(1, 5))
    return again


def _half_read(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Speeders read about half of the items and tick something in the middle for the rest."""
    for item in AGREEMENT:
        unread = rng.random(len(rows)) < 0.5
        rows[item] = np.where(unread, rng.integers(2, 5, len(rows)), rows[item])
    return rows


def _straight(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One column of every matrix, the reversed item included."""
    column = rng.choice([3, 4, 5], len(rows), p=[0.4, 0.4, 0.2])
    for item in AGREEMENT:
        rows[item] = column
    for item in CHECKLIST:
        rows[item] = column - 1
    for item in QUIZ:
        rows[item] = np.minimum(column, 3)
    return rows


def _near_straight(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One column of the agreement matrices with three answers one step off."""
    column = rng.choice([3, 4], len(rows))
    for item in AGREEMENT:
        rows[item] = column
    for row in rows.index:
        for item in rng.choice(AGREEMENT, 3, replace=False):
            rows.loc[row, item] += rng.choice([-1, 1])
    return rows


def _random(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    for items, low, high in ((AGREEMENT, 1, 5), (QUIZ, 1, 3), (CHECKLIST, 0, 4)):
        for item in items:
            rows[item] = rng.integers(low, high + 1, len(rows))
    return rows


def _elsewhere(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    words = rng.choice(["M社区", "N社区", "邻镇", "县城另一小区"], len(rows))
    rows["community"], rows["community.text"] = 5, words
    return rows


def _under_age(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Schoolchildren of 12 to 15, consistent in everything else."""
    age = rng.integers(12, 16, len(rows))
    years = np.minimum(rows["years"], age)
    return rows.assign(
        age=age, years=years, edu=2, party=4, marital=1, occ=7, income=1, household=rng.integers(3, 6), child=2
    )


def _contradict(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """More years in the community than years of age."""
    return rows.assign(years=np.minimum(rows["age"] + rng.integers(2, 21, len(rows)), 97))


def _stop_halfway(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Paper forms whose last page or pages are empty, from one of four matrices on."""
    for row in rows.index:
        start = AGREEMENT.index(rng.choice(["BR1", "NPA1", "SAT1", "CV1"]))
        empty = [*AGREEMENT[start:], *QUIZ, *CHECKLIST, *(f"need_{need}" for need in NEEDS)]
        rows.loc[row, empty] = BLANK
        rows.loc[row, "suggestion"] = ""
    return rows


def _never_there(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """People who were never in the home: no activities, yet they rate its service quality."""
    rows = add_choices(rows.assign(visited=2, use_pre=0, use_post=0), rng)
    for activity in ACTIVITIES:
        rows[f"act_{activity}"] = SKIPPED
    return rows.assign(**{"act_other.text": ""})


def _by_family(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    return rows.assign(filler=3)


CHANGES: dict[str, Callable[[pd.DataFrame, np.random.Generator], pd.DataFrame]] = {
    "speeding": _half_read,
    "straight_line": _straight,
    "near_straight_line": _near_straight,
    "random": _random,
    "out_of_area": _elsewhere,
    "under_16": _under_age,
    "age_contradiction": _contradict,
    "mostly_missing": _stop_halfway,
    "skip_error": _never_there,
    "family_proxy": _by_family,
}
