"""Fieldwork: when and where the forms came back, how long they took, and which paper answers are missing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .choices import BLANK
from .problems import AGREEMENT, CHECKLIST, DUPLICATES, QUIZ, draw_duplicates, draw_returned

ISSUED = {"paper": 150, "web": 200}
FIRST_DAY = pd.Timestamp("2025-10-11")
PAPER_DAYS = ("2025-10-18", "2025-10-19", "2025-10-25", "2025-10-26")
SCORED_ITEMS = 23
SECONDS = {
    # kind: median and spread of the logarithm of the web duration
    "straight_line": (150, 0.35),
    "near_straight_line": (200, 0.35),
    "random": (170, 0.35),
}
USUAL_SECONDS = (440, 0.32)
NETWORKS = ("192.0.2", "198.51.100", "203.0.113")
SHARED_ADDRESS = "203.0.113.7"
PLACES = ("江西-南昌", "江西-九江", "江西-宜春", "广东-深圳", "浙江-杭州", "未知")
PLACE_SHARES = (0.88, 0.03, 0.02, 0.03, 0.02, 0.02)
MAY_BE_EMPTY = {"income": 0.03, "occ": 0.015, "years": 0.02, "household": 0.01}


def run_fieldwork(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The web batch (194 rows) and the paper batch (138 rows), in the order of their ids (column ``id``)."""
    returned = draw_returned(np.random.default_rng([seed, 1]))
    rng = np.random.default_rng([seed, 2])
    web = _web_batch(returned[returned["mode"] == "web"].reset_index(drop=True), rng)
    paper = _paper_batch(returned[returned["mode"] == "paper"].reset_index(drop=True), rng)
    return web, paper


def _web_batch(web: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    n = len(web)
    seconds = _durations(web["kind"].to_numpy(), rng)
    day = np.minimum(rng.exponential(4.5, n), 15).astype(int)
    minute = pd.to_timedelta(np.clip(rng.normal(15.5, 3.8, n), 6.2, 23.6) * 3600, unit="s").floor("s")
    web = web.assign(
        seconds=seconds,
        submitted=FIRST_DAY + pd.to_timedelta(day, unit="D") + minute,
        channel=rng.choice(["微信", "手机提交", "链接"], n, p=[0.84, 0.11, 0.05]),
        address=_addresses(n, rng),
        of=-1,
    )
    both = pd.concat([web, _send_again(web, rng)], ignore_index=True).sort_values("submitted", kind="stable")
    both["id"] = range(1, n + DUPLICATES + 1)
    both["of"] = both["of"].map(both["id"].to_dict()).fillna(0).astype(int)
    return both.reset_index(drop=True)


def _send_again(web: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Duplicates with their times: filled in anew, faster, between the first submission and half an hour later."""
    again = draw_duplicates(web, rng)
    seconds = (again["seconds"] * rng.uniform(0.5, 0.8, len(again))).astype(int)
    pause = rng.uniform(0.1, 0.9, len(again)) * (1800 - seconds)
    gap = pd.to_timedelta(np.round(seconds + pause), unit="s").to_numpy()
    return again.assign(seconds=seconds, submitted=again["submitted"] + gap)


def _durations(kind: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Whole seconds, shape (n,); speeders take 0.6 to 1.9 seconds for each of the 23 items."""
    median = np.array([SECONDS.get(name, USUAL_SECONDS)[0] for name in kind])
    spread = np.array([SECONDS.get(name, USUAL_SECONDS)[1] for name in kind])
    usual = np.exp(np.log(median) + spread * rng.standard_normal(len(kind)))
    hasty = SCORED_ITEMS * rng.uniform(0.6, 1.9, len(kind))
    return np.round(np.where(kind == "speeding", hasty, usual)).astype(int)


def _addresses(n: int, rng: np.random.Generator) -> np.ndarray:
    """Documentation addresses with a place, shape (n,); some people share the community's Wi-Fi."""
    own = [f"{network}.{host}" for network, host in zip(rng.choice(NETWORKS, n), rng.integers(1, 255, n), strict=True)]
    address = np.where(rng.random(n) < 0.06, SHARED_ADDRESS, own)
    place = rng.choice(PLACES, n, p=PLACE_SHARES)
    return np.array([f"{ip}({where})" for ip, where in zip(address, place, strict=True)])


def _paper_batch(paper: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    paper = paper.iloc[rng.permutation(len(paper))].reset_index(drop=True)
    number = np.sort(rng.choice(ISSUED["paper"], len(paper), replace=False)) + 1
    helped = (paper["age"] >= 65) & (paper["filler"] == 1) & (rng.random(len(paper)) < 0.4)
    day = pd.to_datetime(np.sort(rng.choice(PAPER_DAYS, len(paper), p=[0.35, 0.25, 0.25, 0.15])))
    paper = paper.assign(filler=paper["filler"].mask(helped, 2), submitted=day, of=-1, id=number)
    return _leave_gaps(paper, rng)


def _leave_gaps(paper: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Unanswered questions; of a three-item scale at most one item, of a longer one at most two."""
    for scale in ("SQ", "BR", "NPA", "SAT", "CV", "GC", "PW"):
        items = [item for item in AGREEMENT if item.rstrip("123456") == scale]
        overlooked = rng.random((len(paper), len(items)))
        first = overlooked.argsort(axis=1).argsort(axis=1) < (1 if len(items) == 3 else 2)
        for i, item in enumerate(items):
            paper[item] = paper[item].mask((overlooked[:, i] < 0.015) & first[:, i], BLANK)
    for item in (*QUIZ, *CHECKLIST):
        paper[item] = paper[item].mask(rng.random(len(paper)) < 0.01, BLANK)
    for name, share in MAY_BE_EMPTY.items():
        spared = paper["kind"] == "age_contradiction"
        paper[name] = paper[name].mask((rng.random(len(paper)) < share) & ~spared, BLANK)
    return paper
