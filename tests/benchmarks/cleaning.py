"""What the verbs of cleaning cost: ``python tests/benchmarks/cleaning.py``. Nothing here is a test."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

import surveykit as sk

FIVE = ["非常不同意", "不同意", "一般", "同意", "非常同意"]
ITEMS = [f"q{i}" for i in range(60)]
SCALES = [f"s{i}" for i in range(10)]
BREAKS = [18, 31, 46, 61, 100]

Work = Callable[[], object]


def seconds(work: Work) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def codebook() -> sk.Codebook:
    """Ten scales of six items with five steps, the last of each reversed, and an age."""
    values = dict(enumerate(FIVE, start=1))
    items = [{"name": name, "kind": "ordinal", "values": values} for name in ITEMS]
    scales = [
        {"name": name, "items": ITEMS[6 * place : 6 * place + 6], "reversed": [ITEMS[6 * place + 5]]}
        for place, name in enumerate(SCALES)
    ]
    age = {"name": "age", "kind": "numeric", "low": 18, "high": 99}
    return sk.Codebook.model_validate({"variables": [*items, age], "scales": scales})


def answers(n: int) -> pd.DataFrame:
    """Codes of `n` respondents, one in fifty empty and one in a hundred a 9, and their ages."""
    rng = np.random.default_rng(n)
    codes = rng.integers(1, 6, (n, len(ITEMS))).astype(float)
    chance = rng.random(codes.shape)
    codes[chance < 0.03] = 9
    codes[chance < 0.02] = np.nan
    return pd.DataFrame(codes, columns=ITEMS).assign(age=rng.integers(18, 100, n).astype(float))


def worded(frame: pd.DataFrame) -> pd.DataFrame:
    """The same answers as text."""
    return frame[ITEMS].replace(dict(zip(range(1, 6), FIVE, strict=True)) | {9.0: "说不清"})


def filled(items: pd.DataFrame) -> pd.DataFrame:
    """The items with every gap filled by the respondent's mean."""
    means = items.mean(axis=1)
    return items.apply(lambda column: column.fillna(means))


def verbs(n: int) -> dict[str, tuple[Work, Work]]:
    """Each verb on `n` respondents, with the line of pandas that gives the same numbers and no record of them."""
    frame, text = answers(n), worded(answers(n))
    raw = sk.Survey.from_frame(frame, codebook=codebook())
    plain = frame.replace(9.0, np.nan)
    told = sk.set_missing(raw, columns=ITEMS, codes={9: "refused"})
    turned = sk.reverse_items(told)
    coded = dict(zip(FIVE, range(1, 6), strict=True))
    five, labels = {1: 1, 2: 1, 3: 2, 4: 3, 5: 3}, ["18-30", "31-45", "46-60", "61+"]
    names = {name: f"item_{name}" for name in ITEMS}
    mean = sk.mean_of(ITEMS[:6], min_answered=4)
    return {
        "code_answers": (
            lambda: sk.code_answers(sk.Survey.from_frame(text), columns=ITEMS),
            lambda: text.apply(lambda column: column.map(coded)),
        ),
        "set_missing": (
            lambda: sk.set_missing(raw, columns=ITEMS, codes={9: "refused"}),
            lambda: frame.replace(9.0, np.nan),
        ),
        "reverse_items": (lambda: sk.reverse_items(told), lambda: 6 - plain[ITEMS[5::6]]),
        "recode": (lambda: sk.recode(told, column="q0", codes=five), lambda: plain["q0"].map(five)),
        "bands": (
            lambda: sk.bands(told, into="band", column="age", breaks=BREAKS, labels=labels),
            lambda: pd.cut(plain["age"], BREAKS, right=False),
        ),
        "derive": (lambda: sk.derive(turned, into="m", values=mean), lambda: plain[ITEMS[:6]].mean(axis=1)),
        "impute_person_mean": (
            lambda: sk.impute_person_mean(turned),
            lambda: [filled(plain[ITEMS[start : start + 6]]) for start in range(0, len(ITEMS), 6)],
        ),
        "rename_variables": (
            lambda: sk.rename_variables(told, names=names),
            lambda: plain.rename(columns=names),
        ),
        "drop_cases": (
            lambda: sk.drop_cases(told, where=sk.answer_to("age") < 31, reason="Younger than 31"),
            lambda: plain[plain["age"] >= 31],
        ),
        "cleaning_log": (lambda: sk.cleaning_log(turned), lambda: frame[ITEMS].eq(9).stack()),
    }


def main() -> None:
    """Sizes that double, and the ratio to pandas at the largest."""
    sizes = (25_000, 50_000, 100_000)
    taken = {n: {name: (seconds(ours), seconds(theirs)) for name, (ours, theirs) in verbs(n).items()} for n in sizes}
    print(f"{'60 items':20}" + "".join(f"{n:>10,}" for n in sizes) + f"{'growth':>10}{'of pandas':>11}")
    for name in taken[sizes[0]]:
        ours = [taken[n][name][0] for n in sizes]
        growth = ours[-1] / ours[0] / (sizes[-1] / sizes[0])
        print(f"{name:20}" + "".join(f"{t:>9.2f}s" for t in ours), end="")
        print(f"{growth:>10.1f}{ours[-1] / taken[sizes[-1]][name][1]:>11.1f}")


if __name__ == "__main__":
    main()
