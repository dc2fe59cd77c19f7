"""One table into one file, in the format that the file's suffix names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from surveykit.core.checks import check_option
from surveykit.core.files import write_bytes
from surveykit.core.table import Table
from surveykit.write.csv_file import table_csv
from surveykit.write.docx_document import write_tables
from surveykit.write.html import table_page
from surveykit.write.latex import table_latex
from surveykit.write.markdown import table_markdown
from surveykit.write.xlsx import write_workbook

TEXTS: dict[str, Callable[[Table], str]] = {
    ".tex": table_latex,
    ".html": table_page,
    ".md": table_markdown,
    ".csv": table_csv,
}
SUFFIXES = (".docx", ".xlsx", *TEXTS)


def save_table(table: Table, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write a table to a file.

    Parameters
    ----------
    table : Table
        What to show; its style says how.
    path : str or Path
        Its suffix decides: ``.docx``, ``.xlsx``, ``.tex``, ``.html``, ``.md`` or ``.csv``.
    overwrite : bool
        Whether an existing file may be replaced.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OptionError
        If the suffix is none of these.
    WriteError
        If the file cannot be written, or exists and `overwrite` is false.

    Notes
    -----
    Word, LaTeX, HTML and Markdown show the same text in every cell. Excel gets the floats as they were computed, with
    number formats that show the same digits. A CSV file holds the floats with every digit, one to a column, under the
    names of the columns; it has no title, marks or notes.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    check_option(suffix, SUFFIXES, argument="suffix of path")
    if suffix == ".docx":
        return write_tables([table], target, overwrite=overwrite)
    if suffix == ".xlsx":
        return write_workbook([table], target, overwrite=overwrite)
    content = TEXTS[suffix](table).encode()
    return write_bytes(target, content, overwrite=overwrite)
