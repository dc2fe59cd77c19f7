"""The order of the labels that a by-text download shows, where they stand on a ladder of answers."""

from __future__ import annotations

from collections.abc import Collection

from surveykit.core.ladders import LADDERS

USUAL = 5
"""Points of the ladder that is taken although respondents left some steps out."""


def ladder_codes(labels: Collection[str]) -> dict[str, int] | None:
    """Code 1, 2, ... of each label on one ladder; None if none holds them all on different steps.

    A ladder of another width than five points is taken only where every step of it is there.
    """
    if len(labels) < 2:
        return None
    usual = [ladder for ladder in LADDERS if ladder.points == USUAL]
    others = [ladder for ladder in LADDERS if ladder.points != USUAL]
    for ladder in (*usual, *others):
        codes = ladder.codes(labels)
        if codes is None or len(set(codes.values())) < len(labels):
            continue
        if ladder.points == USUAL or ladder.filled(codes):
            return codes
    return None
