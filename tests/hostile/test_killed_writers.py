"""A process that dies while it writes leaves the old file or the new one, never a broken one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 40
SCRIPT = Path(__file__).with_name("killed_writers.py")
WRITERS = (".docx", ".xlsx", ".tex", ".html", ".md", ".csv", "chapter.docx", "chapter.html", "chapter.tex")


@pytest.fixture(scope="module")
def outcomes() -> dict[str, list[int]]:
    """For each writer, how often the file was the old one, the new one, and anything else."""
    command = [sys.executable, "-W", "ignore", str(SCRIPT), str(KILLS), *WRITERS]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return {name: list(map(int, seen)) for name, *seen in map(str.split, run.stdout.splitlines())}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here, which Windows cannot")
@pytest.mark.parametrize("writer", WRITERS)
def test_killed_writers_leave_whole_files(writer: str, outcomes: dict[str, list[int]]) -> None:
    old, new, broken = outcomes[writer]
    assert broken == 0
    assert old + new == KILLS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here, which Windows cannot")
def test_kills_came_before_and_after_the_file_was_replaced(outcomes: dict[str, list[int]]) -> None:
    assert min(sum(old for old, _, _ in outcomes.values()), sum(new for _, new, _ in outcomes.values())) > KILLS
