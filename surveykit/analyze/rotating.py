"""Rotation of loadings: which criterion, which normalisation, whose promax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from surveykit.core.checks import check_option, is_real
from surveykit.errors import EstimationError, OptionError
from surveykit.kernels import rotation
from surveykit.kernels.gradient_projection import rotate
from surveykit.kernels.rotation_criteria import Criterion, crawford_ferguson, geomin, oblimin

Floats = NDArray[np.float64]
Rotation = Literal["varimax", "quartimax", "equamax", "promax", "oblimin", "quartimin", "geomin", "none"]
Like = Literal["spss", "r"]

ROTATIONS: tuple[Rotation, ...] = (
    "varimax",
    "quartimax",
    "equamax",
    "promax",
    "oblimin",
    "quartimin",
    "geomin",
    "none",
)
OBLIQUE: tuple[Rotation, ...] = ("promax", "oblimin", "quartimin", "geomin")
LIKE: tuple[Like, ...] = ("spss", "r")
UNNORMALISED_IN_R: tuple[Rotation, ...] = ("quartimax", "equamax", "oblimin", "quartimin", "geomin")
"""Rotations that R's GPArotation, and psych with it, leaves unnormalised and SPSS normalises."""

STARTS = 10
"""Starting points of a rotation by gradient projection: criteria other than varimax may have several lowest points."""

GEOMIN_STARTS = 30
"""Geomin often has several; with 10 starts the lowest is missed once in ten times (docs/decisions/0104)."""


@dataclass(frozen=True)
class Turn:
    """How loadings are rotated: the name, Kaiser's normalisation or not, promax's power, and oblimin's delta."""

    rotation: Rotation
    like: Like
    kaiser: bool
    power: int
    delta: float


def as_turn(rotation: str, like: str, kaiser: bool | None, power: int, delta: float) -> Turn:
    """The arguments checked; `kaiser` as `like` has it where it is not given."""
    check_option(rotation, ROTATIONS, argument="rotation")
    check_option(like, LIKE, argument="like")
    if kaiser is not None and not isinstance(kaiser, bool):
        raise OptionError(f"kaiser={kaiser!r} must be True, False, or None for what like={like!r} does")
    if kaiser is False and rotation == "promax":
        raise OptionError("promax is made of Kaiser-normalised varimax loadings; leave kaiser out, or choose oblimin")
    if isinstance(power, bool) or not isinstance(power, int) or power < 2:
        raise OptionError(f"power={power!r} must be a whole number of 2 or more, such as 4")
    if not is_real(delta) or not -np.inf < delta <= 0.8:
        raise OptionError(f"delta={delta!r} must be a number of at most 0.8, such as 0")
    if delta and rotation != "oblimin":
        raise OptionError(f"delta={delta!r} is for rotation='oblimin'; leave it out with rotation={rotation!r}")
    named = next(word for word in ROTATIONS if word == rotation)
    whose = next(word for word in LIKE if word == like)
    normalised = not (whose == "r" and named in UNNORMALISED_IN_R) if kaiser is None else kaiser
    return Turn(named, whose, normalised, power, float(delta))


def rotate_loadings(loadings: Floats, turn: Turn, *, seed: int) -> tuple[Floats, Floats]:
    """Rotated loadings (k, m) and factor correlations (m, m) of unrotated loadings (k, m), m >= 2.

    Raises
    ------
    EstimationError
        If the rotation does not settle.
    """
    if turn.rotation in ("varimax", "promax"):
        rotated, settled = rotation.varimax(loadings, kaiser=turn.kaiser)
        start = _settled(rotated, settled, turn)
        return _promax(start, turn) if turn.rotation == "promax" else (start, np.eye(loadings.shape[1]))
    lengths = rotation.row_lengths(loadings) if turn.kaiser else np.ones((len(loadings), 1))
    found = rotate(
        loadings / lengths,
        _criterion(turn, *loadings.shape),
        oblique=turn.rotation in OBLIQUE,
        starts=GEOMIN_STARTS if turn.rotation == "geomin" else STARTS,
        seed=seed,
    )
    return _settled(found.loadings, found.converged, turn) * lengths, found.phi


def _criterion(turn: Turn, k: int, m: int) -> Criterion:
    if turn.rotation == "geomin":
        return geomin()
    if turn.rotation in ("oblimin", "quartimin"):
        return oblimin(turn.delta)
    return crawford_ferguson(m / (2 * k) if turn.rotation == "equamax" else 0.0)


def _promax(varimax: Floats, turn: Turn) -> tuple[Floats, Floats]:
    """Promax of varimax loadings: of the rows as they are (SPSS), or of rows of length one throughout (psych)."""
    lengths = rotation.row_lengths(varimax) if turn.like == "r" else np.ones((len(varimax), 1))
    pattern, phi = rotation.promax(varimax / lengths, power=turn.power)
    return pattern * lengths, phi


def _settled(loadings: Floats, settled: bool, turn: Turn) -> Floats:
    if not settled:
        raise EstimationError(
            f"rotation={turn.rotation!r} did not settle; extract fewer factors, or take another rotation"
        )
    return loadings
