"""Respondents: everything the questionnaire asks, for people drawn from the population model.

The answers of one person agree with one another: nobody is retired at 30, has lived longer in the community than
they have lived, or has a child under 18 in a household of one.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd

from .choices import BLANK, SKIPPED, favourites, pick, preference
from .population import THRESHOLDS, draw_population, likert

SURVEY_YEAR = 2025
COOPERATION_LOADINGS = (0.78, 0.74, 0.70)
BEHAVIOUR_NEVER = (0.35, 0.62, 0.70, 0.45, 0.60, 0.50, 0.88, 0.55)
ACTIVITIES = ("culture", "family", "health", "skills", "legal", "volunteer", "festival", "reading", "other")
REASONS = ("time", "unaware", "content", "distance", "nobody", "facility", "hours", "other")
CHANNELS = ("committee", "wechat", "account", "neighbour", "poster", "video", "other")
NEEDS = ("facility", "hours", "content", "staff", "publicity", "rules", "accounts", "incentives")
OTHER_WORDS = {
    "act_other": ("书法", "合唱", "义诊", "手工"),
    "why_other": ("要照看孙辈", "身体不便", "刚搬来"),
    "info_other": ("物业通知", "单位工会", "孩子学校"),
}
SUGGESTIONS = (
    "希望周末晚上也开放",
    "多办适合老年人的活动",
    "多一些亲子活动",
    "活动提前通知",
    "增加图书和棋牌设施",
    "把经费使用情况公布出来",
    "希望多请专业老师",
    "多组织邻里活动，大家熟悉起来",
    "场地太小，活动时坐不下",
    "志愿者可以有一些鼓励",
    "无",
    "没有",
    "挺好的",
)


def draw_people(n: int, rng: np.random.Generator) -> pd.DataFrame:
    """`n` honest respondents: latents, all answers as codes, and the words behind "other"."""
    people = draw_population(n, rng)
    people["CV4"] = 6 - people["CV4"]
    people = _add_background(people, rng)
    people = _add_household(people, rng)
    people = _add_attitudes(people, rng)
    people = add_choices(people, rng)
    people["suggestion"] = np.where(rng.random(n) < 0.30, rng.choice(SUGGESTIONS, n), "")
    return people


def _add_background(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    n = len(people)
    age = _ages(people["age_band"].to_numpy(), rng)
    member, local = people["party_member"].to_numpy() == 1, people["local"].to_numpy() == 1
    league = (age <= 28) & (rng.random(n) < 0.45)
    party = np.where(rng.random(n) < 0.03, 3, 4)
    # The older, the less schooling: the drawn levels are handed out in order of a noisy age.
    education = np.empty(n, int)
    education[np.argsort(-(age + rng.normal(0, 15, n)))] = np.sort(people["edu"].to_numpy())
    lived = np.where(local, np.round(age * rng.beta(1.5, 2.2, n)), np.minimum(age, rng.geometric(0.18, n) - 1))
    owner = people["owner"].to_numpy() == 1
    return people.assign(
        age=age,
        edu=education,
        party=np.where(member, 1, np.where(league, 2, party)),
        hukou=np.where(local, 1, 3) + (rng.random(n) < np.where(local, 0.45, 0.60)),
        years=lived.astype(int),
        housing=np.where(owner, rng.choice([1, 2], n, p=[0.6, 0.4]), rng.choice([3, 4, 5], n, p=[0.2, 0.7, 0.1])),
        community=rng.choice([1, 2, 3, 4], n, p=[0.31, 0.27, 0.24, 0.18]),
    )


def _ages(band: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Ages in years, shape (n,); the last band starts at 60, so the fourth ends at 59."""
    lowest, highest = np.array([18, 31, 41, 51, 60]), np.array([30, 40, 50, 59, 86])
    even = rng.integers(lowest[band - 1], highest[band - 1] + 1)
    old = np.minimum(86, 60 + rng.exponential(7, len(band)).astype(int))
    ages: np.ndarray = np.where(band == 5, old, even)
    return ages


def _add_household(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    n, age = len(people), people["age"].to_numpy()
    marital = _marital(age, rng)
    couple = marital == 2
    with_child = np.select([age < 22, age <= 45, age <= 55], [0.0, 0.72, 0.20], 0.0)
    child = (marital != 1) & (rng.random(n) < with_child)
    with_parents = (age < 60) & (rng.random(n) < np.where(marital == 1, 0.45, 0.28))
    children = np.where(child, rng.choice([1, 2], n, p=[0.6, 0.4]), 0)
    grown = (age >= 50) & (rng.random(n) < 0.35)
    occupation = _occupation(people, age, rng)
    return people.assign(
        marital=marital,
        occ=occupation,
        income=_income(people["edu"].to_numpy(), occupation, rng),
        household=1 + couple + children + with_parents * rng.integers(1, 3, n) + grown * rng.integers(1, 3, n),
        elder=np.where((age >= 60) | with_parents, 1, 2),
        child=np.where(child, 1, 2),
    )


def _marital(age: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """1 single, 2 married, 3 divorced, 4 widowed; shape (n,)."""
    by_age = np.array(
        [
            [0.93, 0.07, 0.00, 0.00],
            [0.45, 0.53, 0.02, 0.00],
            [0.10, 0.83, 0.07, 0.00],
            [0.03, 0.87, 0.07, 0.03],
            [0.02, 0.76, 0.04, 0.18],
        ]
    )
    return pick(rng, by_age[np.digitize(age, [25, 31, 41, 60])]) + 1


def _occupation(people: pd.DataFrame, age: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """1 public institution … 9 other; students are under 24, pensioners past the retirement age."""
    n = len(age)
    schooled = people["edu"].to_numpy()[:, None] >= 4
    shares = np.where(schooled, [0.28, 0.44, 0.10, 0.10, 0.03, 0.05], [0.03, 0.33, 0.16, 0.10, 0.28, 0.10])
    work = np.array([1, 2, 3, 4, 5, 8])[pick(rng, shares)]
    retired = (age >= np.where(people["gender"] == 2, 50, 60)) & (rng.random(n) < 0.80)
    student = (age <= 23) & ((rng.random(n) < 0.55) | ((age <= 21) & (people["edu"].to_numpy() == 5)))
    return np.select([retired, student, rng.random(n) < 0.02], [6, 7, 9], work)


def _income(education: np.ndarray, occupation: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """1 (2,000 or less) … 6 (more than 10,000); shape (n,)."""
    level = np.array([3.7, 3.3, 3.3, 3.0, 2.5, 2.3, 1.0, 1.0, 2.6])[occupation - 1] + 0.35 * (education - 3)
    spread = np.where(np.isin(occupation, [7, 8]), 0.3, 0.9)
    reached: np.ndarray = np.round(level + spread * rng.standard_normal(len(level)))
    return reached.clip(1, 6).astype(int)


def _add_attitudes(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Government cooperation, the quiz and the behaviour checklist; each leans on a latent, none on chance alone."""
    n = len(people)
    cooperation = 0.35 * people["latent_SQ"] + 0.25 * people["latent_NPA"] + 0.85 * rng.standard_normal(n)
    added = {
        f"GC{i}": likert(cooperation.to_numpy(), loading, THRESHOLDS["mid"], rng)
        for i, loading in enumerate(COOPERATION_LOADINGS, start=1)
    }
    for name, (right, hard) in {"K1": (2, 0.2), "K2": (1, -0.3), "K3": (2, -0.1)}.items():
        known = 0.6 * people["latent_NPA"] + 0.8 * rng.standard_normal(n) > hard
        added[name] = np.where(known, right, np.where(rng.random(n) < 0.6, 3, 3 - right))
    active = 0.40 * people["latent_PW"] + 0.20 * people["use_post"] - 0.35 + 0.85 * rng.standard_normal(n)
    for i, never in enumerate(BEHAVIOUR_NEVER, start=1):
        done = 0.65 * active + 0.76 * rng.standard_normal(n)
        cuts = [NormalDist().inv_cdf(1 - (1 - never) * share) for share in (1.0, 0.60, 0.30, 0.12)]
        added[f"PB{i}"] = np.digitize(done, cuts)
    return people.assign(**added, visited=1, filler=1)


def add_choices(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The ticked and ranked options; reasons are asked only of those who come at most twice a month."""
    n = len(people)
    old, quality = (people["age"] >= 60).to_numpy() * 1.0, people["latent_SQ"].to_numpy()
    child = (people["child"] == 1).to_numpy() * 1.0
    joined = preference(rng, (1.4, 0.2, 0.9, 0.1, -0.6, 0.4, 0.8, 0.3, -2.2), {1: 1.5 * child, 2: 1.2 * old}, n)
    barred = preference(rng, (1.3, 0.5, 0.6, -0.2, 0.2, 0.0, 0.6, -1.8), {0: -1.5 * old, 5: -0.4 * quality}, n)
    heard = preference(rng, (1.2, 1.3, 0.3, 0.6, 0.2, -0.2, -2.2), {0: 0.8 * old, 2: -0.8 * old}, n)
    wanted = preference(rng, (0.6, 0.5, 0.8, 0.1, 0.5, -0.2, 0.2, 0.1), {0: -0.4 * quality, 3: -0.3 * quality}, n)
    activities = favourites(joined) <= (1 + rng.binomial(2, 0.30 + 0.08 * people["use_post"].to_numpy()))[:, None]
    reasons = (barred > 1.3) | (favourites(barred) == 1)
    channels = (heard > 1.5) | (favourites(heard) == 1)
    order = favourites(wanted)
    seldom = (people["use_post"] <= 1).to_numpy()[:, None]
    added = pd.concat(
        [
            _frame("act", ACTIVITIES, activities.astype(int)),
            _frame("why", REASONS, np.where(seldom, reasons.astype(int), SKIPPED)),
            _frame("info", CHANNELS, channels.astype(int)),
            _frame("need", NEEDS, np.where(order <= 3, order, BLANK)),
        ],
        axis=1,
    ).set_index(people.index)
    words = {
        f"{name}.text": np.where((added[name] == 1) & (rng.random(n) < 0.8), rng.choice(texts, n), "")
        for name, texts in OTHER_WORDS.items()
    }
    kept = people.drop(columns=[*added, *words], errors="ignore")
    return pd.concat([kept, added.assign(**words)], axis=1).assign(**{"community.text": ""})


def _frame(prefix: str, options: tuple[str, ...], values: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(values, columns=[f"{prefix}_{option}" for option in options])
