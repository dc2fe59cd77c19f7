"""The operation log: 24 months of door counts, with a step and a steeper slope once the organisation has come."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np

from .questionnaire import NOTE, NOTE_COLUMN

OPERATIONS_FILE = "operation_log(模拟数据).csv"
MONTHS = 24
LAST_MONTH_BEFORE = 12
FIRST_YEAR = 2023
EFFECTS = {"intercept": 220.0, "month": 2.0, "after": 150.0, "months_after": 14.0}
SEASON, NOISE = 30.0, 25.0
HEADER = ("calendar", "month", "after", "months_after", "visits", "activities", "participants", "volunteers")


def write_operations(folder: Path, seed: int) -> None:
    """Write the log into `folder`, one row a month."""
    rng = np.random.default_rng([seed, 3])
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow((*HEADER, NOTE_COLUMN))
    for month in range(1, MONTHS + 1):
        writer.writerow((*_month(month, rng), NOTE))
    (folder / OPERATIONS_FILE).write_text(target.getvalue(), encoding="utf-8-sig", newline="")


def operations_truth() -> dict[str, object]:
    """The parameters of the door count."""
    return {"outcome": "visits", "effects": EFFECTS, "season": SEASON, "noise_sd": NOISE, "months": MONTHS}


def _month(month: int, rng: np.random.Generator) -> tuple[str | int, ...]:
    after = int(month > LAST_MONTH_BEFORE)
    months_after = max(month - LAST_MONTH_BEFORE, 0)
    trend = EFFECTS["intercept"] + EFFECTS["month"] * month
    step = EFFECTS["after"] * after + EFFECTS["months_after"] * months_after
    season = SEASON * np.sin(2 * np.pi * month / 12)
    visits = round(trend + step + season + NOISE * rng.standard_normal())
    activities = int(rng.poisson(4 + 5 * after))
    participants = int(rng.poisson(18 * max(activities, 1)))
    volunteers = int(rng.poisson(3 + 6 * after))
    calendar = f"{FIRST_YEAR + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}"
    return calendar, month, after, months_after, visits, activities, participants, volunteers
