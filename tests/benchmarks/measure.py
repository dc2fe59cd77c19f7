"""What things cost, as ratios within one run: ``python tests/benchmarks/measure.py``. Nothing here is a test."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

import surveykit as sk

REPEATS = 5


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Median wall-clock seconds."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def python(code: str) -> Callable[[], object]:
    """A new interpreter that runs `code`."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def import_cost() -> None:
    """`import surveykit` and one name of it, over `import pandas`."""
    pandas = seconds(python("import pandas"))
    door = seconds(python("import pandas, surveykit"))
    survey = seconds(python("import pandas, surveykit; surveykit.Survey"))
    print(f"import: pandas {pandas:.2f} s; with surveykit +{door - pandas:.2f} s; with Survey +{survey - pandas:.2f} s")


def bootstrap_cost() -> None:
    """5,000 draws of an indirect effect, over a plain loop of least squares."""
    rng = np.random.default_rng(1)
    x = rng.standard_normal(286)
    m = 0.5 * x + rng.standard_normal(286)
    frame = pd.DataFrame({"x": x, "m": m, "y": 0.4 * m + rng.standard_normal(286)})
    whole = seconds(lambda: sk.mediation(frame, x="x", m="m", y="y", n_boot=5000, seed=1))

    def loop() -> None:
        values = frame.to_numpy()
        for _ in range(500):
            draw = values[rng.integers(0, 286, 286)]
            ones = np.ones(286)
            np.linalg.lstsq(np.column_stack([ones, draw[:, 0]]), draw[:, 1], rcond=None)
            np.linalg.lstsq(np.column_stack([ones, draw[:, :2]]), draw[:, 2], rcond=None)

    plain = 10 * seconds(loop, 3)
    print(f"mediation, 5,000 draws: {whole:.2f} s; a plain loop {plain:.2f} s; ratio {plain / whole:.1f}")


def run_cost() -> None:
    """The bundled study, from raw files to all outputs, process start included."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [sys.executable, "-m", "surveykit", "examples", "run", "nanchang_workers_home", "--out", str(out)]
        run = seconds(lambda: subprocess.run([*command, "--overwrite"], check=True, stdout=subprocess.DEVNULL), 3)
    print(f"the bundled study, raw files to all outputs: {run:.1f} s")


def chapter_cost() -> None:
    """A chapter of thirty tables in each format, over the bare laying out of its tables."""
    rng = np.random.default_rng(2)
    answers = pd.DataFrame(rng.integers(1, 6, (300, 40)), columns=[f"q{i}" for i in range(40)])
    report = sk.Report(style="cn-generic")
    for start in range(0, 30, 2):
        items = [f"q{i}" for i in range(start, start + 10)]
        report.add(sk.describe_items(answers, items=items), figure=start == 0)
        report.add(sk.correlations(answers, columns=items[:6]))
    bare = seconds(lambda: report.tables, 3)
    print(f"a chapter of {len(report.tables)} tables: laying out {bare:.2f} s", end="")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".docx", ".html", ".tex", ".md"):
            path = Path(folder) / f"chapter{suffix}"
            whole = seconds(lambda path=path: report.save(path, overwrite=True), 3)  # type: ignore[misc]
            print(f"; {suffix} {whole:.2f} s (ratio {whole / bare:.1f})", end="")
    print()


if __name__ == "__main__":
    import_cost()
    bootstrap_cost()
    run_cost()
    chapter_cost()
