"""The rows of a frame, for code that prints them one by one."""

from __future__ import annotations

from typing import Any

import pandas as pd

Record = dict[str, Any]
"""One row: its values by column name, floats as they are."""


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows of a frame from top to bottom."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
