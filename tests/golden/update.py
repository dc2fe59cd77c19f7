"""Writes the kept parts anew: ``python tests/golden/update.py``."""

import runpy
from pathlib import Path
from typing import Any

from surveykit.core.style import PRESETS


def update(golden: dict[str, Any]) -> None:
    formats, styles, parts, make_table = (golden[name] for name in ("FORMATS", "KEPT_STYLES", "PARTS", "make_table"))
    for style in styles:
        for suffix, write in formats.items():
            (parts / f"{style}.{suffix}").write_text(write(make_table(PRESETS[style])), encoding="utf-8")


if __name__ == "__main__":
    update(runpy.run_path(str(Path(__file__).with_name("conftest.py"))))
