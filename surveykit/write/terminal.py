"""Tables for a terminal."""

from __future__ import annotations

from surveykit.core.table import Table
from surveykit.write.markdown import table_markdown


def table_text(table: Table) -> str:
    """A table as plain text."""
    return table_markdown(table)
