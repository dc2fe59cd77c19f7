"""A table is saved in the format that its file name asks for."""

from pathlib import Path

import pytest

from surveykit.core.table import Table
from surveykit.errors import OptionError, WriteError


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("t.docx", b"PK"),
        ("t.XLSX", b"PK"),
        ("t.tex", b"% Needs"),
        ("t.html", b"<!DOCTYPE html>"),
        ("t.md", "**表4-1".encode()),
        ("t.csv", b"\xef\xbb\xbf"),
    ],
)
def test_suffix_decides(tmp_path: Path, chinese: Table, name: str, start: bytes) -> None:
    path = chinese.save(tmp_path / name)

    assert path.read_bytes().startswith(start)
    with pytest.raises(WriteError, match="exists"):
        chinese.save(path)


@pytest.mark.parametrize("name", ["t.doc", "t.xls", "t", "t.pdf"])
def test_unknown_suffix_is_answered_with_the_right_ones(tmp_path: Path, chinese: Table, name: str) -> None:
    with pytest.raises(OptionError, match=r"Allowed: '.docx', '.xlsx', '.tex', '.html', '.md', '.csv'"):
        chinese.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_is_said(tmp_path: Path, chinese: Table) -> None:
    with pytest.raises(WriteError, match="does not exist"):
        chinese.save(tmp_path / "missing" / "t.md")
