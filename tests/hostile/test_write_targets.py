"""Where a file cannot be written, the message says why and what to do, and nothing half-written stays behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from surveykit.core.style import PRESETS
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.errors import WriteError

SUFFIXES = (".docx", ".xlsx", ".tex", ".html", ".md", ".csv")


def table(title: str = "Title") -> Table:
    rows = tuple(Row((Cell(f"row {i}"), Cell(i / 7, "mean"))) for i in range(20))
    return Table(name="t", title=title, columns=(Column("Item"), Column("M")), rows=rows, style=PRESETS["apa7"])


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow beyond 64 bytes; Python ignores the signal that would else end the process."""
    resource = pytest.importorskip("resource", reason="the limit on file sizes is one of Unix")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_leaves_the_old_file_and_nothing_else(suffix: str, tmp_path: Path) -> None:
    path = table().save(tmp_path / f"t{suffix}")
    before = path.read_bytes()
    with full_disk(), pytest.raises(WriteError, match=r"cannot write .*; choose another place"):
        table("changed").save(path, overwrite=True)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_open_elsewhere_is_said_to_be(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table().save(tmp_path / f"t{suffix}")
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WriteError, match="close it if it is open in another program"):
        table("changed").save(path, overwrite=True)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_that_may_not_be_written_is_named(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(WriteError, match="Permission denied; choose another folder"):
        table().save(tmp_path / f"t{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_symbolic_link_is_replaced_and_the_file_behind_it_is_not_touched(suffix: str, tmp_path: Path) -> None:
    behind = tmp_path / "behind"
    behind.write_text("precious")
    link = tmp_path / f"t{suffix}"
    link.symlink_to(behind)
    with pytest.raises(WriteError, match="exists"):
        table().save(link)
    table().save(link, overwrite=True)
    assert behind.read_text() == "precious"
    assert not link.is_symlink()


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("place", ["missing/t", "."])
def test_a_place_that_is_none_is_said_to_be_none(suffix: str, place: str, tmp_path: Path) -> None:
    (tmp_path / f"folder{suffix}").mkdir()
    target = tmp_path / (f"folder{suffix}" if place == "." else place + suffix)
    with pytest.raises(WriteError, match=r"does not exist; make it first|is a folder; give the name of a file"):
        table().save(target)
