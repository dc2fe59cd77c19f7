"""A process that dies while it writes leaves the old file or the new one, never a broken one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 100
SCRIPT = Path(__file__).with_name("killed_writers.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here, which Windows cannot")
@pytest.mark.parametrize(
    "suffix", [".docx", ".xlsx", ".tex", ".html", ".md", ".csv", "chapter.docx", "chapter.html", "chapter.tex"]
)
def test_a_hundred_kills_leave_whole_files(suffix: str) -> None:
    command = [sys.executable, "-W", "ignore", str(SCRIPT), suffix, str(KILLS)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    old, new, broken = map(int, run.stdout.split())
    assert broken == 0
    assert old + new == KILLS
    assert new > 0
