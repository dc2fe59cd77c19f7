"""The platforms whose exports are known, in the order in which a file is asked whether it is theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from surveykit.read.export import Export
from surveykit.read.generic import read_generic
from surveykit.read.grid import Grid
from surveykit.read.wenjuanxing import is_wenjuanxing, read_wenjuanxing


@dataclass(frozen=True)
class Platform:
    """How the exports of one platform are told from others, and read.

    Attributes
    ----------
    name : str
        The word for ``read_survey(platform=...)``.
    recognises : callable
        Whether a table is an export of this platform, by its headers and its first rows.
    read : callable
        Sorts the columns into questions and paradata, and keeps what the file says about them.
    mode : str
        How its answers are collected, where the reader of a file does not say.
    """

    name: str
    recognises: Callable[[Grid], bool]
    read: Callable[[Grid], Export]
    mode: str = "web"


PLATFORMS: tuple[Platform, ...] = (
    Platform("wenjuanxing", is_wenjuanxing, read_wenjuanxing),
    Platform("generic", lambda _: True, read_generic, mode=""),
)
"""Every platform; the last takes any table."""

BY_NAME: Mapping[str, Platform] = {platform.name: platform for platform in PLATFORMS}


def platform_of(grid: Grid) -> Platform:
    """Whose export a table is."""
    return next(platform for platform in PLATFORMS if platform.recognises(grid))
