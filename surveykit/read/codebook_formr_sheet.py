"""formr item tables: the workbook from which a survey is made, with the sheets `survey` and, if need be, `choices`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from surveykit.errors import CodebookError
from surveykit.read.archive import is_archive
from surveykit.read.codebook_formr import items_form
from surveykit.read.form import Form
from surveykit.read.grid_workbook import read_xlsx_grid, sheet_names

_OWN = frozenset({"showif", "choice1", "mcalt1", "block_order", "item_order", "wortlaut"})
_XLSFORM = frozenset({"relevant", "relevance", "constraint", "appearance", "calculation"})
_FORMER_COLUMNS = {"variablenname": "name", "typ": "type", "wortlaut": "label", "ratinguntererpol": "choice1",
                   "ratingobererpol": "choice2"}  # fmt: skip
_FORMER_TYPES = {"offen": "text", "instruktion": "note", "instruction": "note", "fork": "note",
                 "rating": "rating_button", "mmc": "mc_multiple", "select": "select_one", "mselect": "select_multiple",
                 "select_or_add": "select_or_add_one", "mselect_add": "select_or_add_multiple",
                 "btnrating": "rating_button", "range_list": "range_ticks", "btnradio": "mc_button",
                 "btncheckbox": "mc_multiple_button", "btncheck": "check_button", "geolocation": "geopoint",
                 "mcnt": "mc"}  # fmt: skip
_WITHOUT_LIST = frozenset({"server", "get", "text", "textarea", "letters", "file", "image", "rating_button", "submit"})
_LIST = re.compile(r"^(?![0-9]+$)[A-Za-z0-9_]{1,20}$")
_CHOICE = re.compile(r"^choice(\d{1,2})$")

Row = Mapping[str, str]


def is_formr_sheet(path: Path, head: bytes) -> bool:
    """Whether a workbook has a sheet of items with columns that only formr knows; XLSForms name theirs otherwise."""
    if not head.startswith(b"PK\x03\x04") or is_archive(path):
        return False
    names = {name.strip().lower(): name for name in sheet_names(path)}
    if "survey" not in names:
        return False
    header = {text.strip().lower() for text in read_xlsx_grid(path, sheet=names["survey"], may_be_empty=True).header}
    named = {_FORMER_COLUMNS.get(name, name) for name in header}
    return {"type", "name"} <= named and bool(header & _OWN) and not header & _XLSFORM


def read_formr_sheet(path: Path) -> Form:
    """The items of a table, in order."""
    names = {name.strip().lower(): name for name in sheet_names(path)}
    lists = _choice_lists(_rows(path, names["choices"])) if "choices" in names else {}
    items = [_item(path, row, lists) for row in _rows(path, names["survey"]) if row.get("type") and row.get("name")]
    if not items:
        raise CodebookError(f"{path.name} has no items: its sheet 'survey' has no rows with a type and a name.")
    return items_form(path, path.stem, items)


def _rows(path: Path, sheet: str) -> Iterator[Row]:
    grid = read_xlsx_grid(path, sheet=sheet, may_be_empty=True)
    fields = [text.strip().lower().replace("mcalt", "choice") for text in grid.header]
    fields = [_FORMER_COLUMNS.get(name, name) for name in fields]
    for cells in grid.cells.itertuples(index=False):
        yield {name: str(text).strip() for name, text in zip(fields, cells, strict=True)}


def _choice_lists(rows: Iterator[Row]) -> dict[str, dict[str, str]]:
    """Labels by code; a list's name stands in its first row, or in each."""
    lists: dict[str, dict[str, str]] = {}
    of = ""
    for row in rows:
        of = row.get("list_name") or row.get("list name") or of
        if of and row.get("name"):
            lists.setdefault(of, {})[row["name"]] = row.get("label") or row["name"]
    return lists


def _item(path: Path, row: Row, lists: Mapping[str, dict[str, str]]) -> Mapping[str, Any]:
    """One row as an item is written in JSON; behind the type stand its options, or the name of a list."""
    kind, *words = row["type"].split()
    kind = _FORMER_TYPES.get(kind.lower(), kind.lower())
    listed = words[0] if words and kind not in _WITHOUT_LIST and _LIST.match(words[0]) else ""
    if listed and listed not in lists:
        raise CodebookError(
            f"{path.name}: {row['name']!r} takes its choices from {listed!r}, which the sheet 'choices' does not have. "
            "Add the list, or correct its name."
        )
    own = {found[1]: text for name, text in row.items() if text and (found := _CHOICE.match(name))}
    return {**row, "type": kind, "type_options": " ".join(words), "choices": lists.get(listed) or own}
