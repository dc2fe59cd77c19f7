"""Telling how far a long build is, where somebody is looking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def tracked(steps: Sequence[T], label: str) -> Iterable[T]:
    """The steps one by one, with a bar on the error stream while they last; no bar where that is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return steps
    return track(steps, description=label, console=console, transient=True)
