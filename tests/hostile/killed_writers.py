"""Kills a process at random moments while it writes a file over and over, and looks at what is left each time.

``python killed_writers.py KILLS SUFFIX ...`` prints, a line for each writer, how often the file was the old one, the
new one, and anything else.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.write.chapter import write_chapter
from surveykit.write.parts import Heading, Paragraph

ROWS = 6


def make_table(title: str) -> Table:
    rows = tuple(Row((Cell(f"{title} {i}"), Cell(i / 7, "coefficient", p=i / 900))) for i in range(ROWS))
    columns = (Column("Item", align="left"), Column("B"))
    return Table(name="t", title=title, columns=columns, rows=rows, style=PRESETS["apa7"], number="4-1")


def writer(suffix: str) -> Callable[[str, Path], object]:
    """What writes one version of the file: a table, or a chapter where the suffix begins with one."""
    if not suffix.startswith("chapter"):
        return lambda title, path: make_table(title).save(path, overwrite=True)

    def write(title: str, path: Path) -> object:
        parts = [Heading(title, level=1), Paragraph((title * 50,)), replace(make_table(title), part_rows=0)]
        return write_chapter(parts, path, style=PRESETS["apa7"], overwrite=True)

    return write


def versions(write: Callable[[str, Path], object], path: Path) -> dict[bytes, str]:
    """The bytes of both versions; writing gives the same bytes each time."""
    found = {}
    for title in ("new", "old"):
        write(title, path)
        found[path.read_bytes()] = title
    return found


def kill_once(write: Callable[[str, Path], object], path: Path, longest: float, chance: random.Random) -> None:
    """Let a child write without end, and kill it at a random moment after it has begun."""
    begun, begin = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(begin, b"!")
        while True:
            write("new", path)
            write("old", path)
    os.read(begun, 1)
    os.close(begun)
    os.close(begin)
    time.sleep(chance.uniform(0, longest))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def outcomes(suffix: str, kills: int) -> dict[str, int]:
    chance, seen = random.Random(suffix), {"old": 0, "new": 0, "broken": 0}
    write = writer(suffix)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{suffix.removeprefix('chapter')}"
        known = versions(write, path)
        start = time.perf_counter()
        write("old", path)
        longest = 2.5 * (time.perf_counter() - start)
        for _ in range(kills):
            kill_once(write, path, longest, chance)
            seen[known.get(path.read_bytes(), "broken")] += 1
    return seen


if __name__ == "__main__":
    for name in sys.argv[2:]:
        print(name, *outcomes(name, int(sys.argv[1])).values())
