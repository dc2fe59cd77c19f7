"""A file is written whole or not at all, and never over another one unasked."""

from pathlib import Path

import pytest

from surveykit.core.files import check_folder, fill_folder, safe_name, write_atomically
from surveykit.errors import WriteError


def test_writes_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = write_atomically(tmp_path / "a.txt", lambda path: path.write_text("new"))
    assert target.read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_does_not_overwrite_unless_asked(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(WriteError, match="overwrite=True"):
        write_atomically(target, lambda path: None)
    write_atomically(target, lambda path: path.write_text("new"), overwrite=True)
    assert target.read_text() == "new"


def test_a_failure_half_way_keeps_the_old_file_and_leaves_no_rubbish(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail(path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(WriteError, match="No space left"):
        write_atomically(target, fail, overwrite=True)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_missing_folder_and_a_folder_as_target_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="does not exist"):
        write_atomically(tmp_path / "no" / "a.txt", lambda path: None)
    with pytest.raises(WriteError, match="is a folder"):
        write_atomically(tmp_path, lambda path: None)


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    link = tmp_path / "link.txt"
    link.symlink_to(victim)
    write_atomically(link, lambda path: path.write_text("new"), overwrite=True)
    assert victim.read_text() == "precious"
    assert link.read_text() == "new"


@pytest.mark.parametrize(
    ("text", "name"),
    [("a/b", "a_b"), ("../../etc", "etc"), ("CON", "_CON"), ("表 4-1：样本", "表_4-1：样本"), ("///", "untitled")],
)
def test_names_made_from_data_are_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_long_names_are_cut_by_bytes() -> None:
    assert len(safe_name("社" * 100).encode()) <= 200


def test_a_folder_is_filled_whole_or_not_at_all(tmp_path: Path) -> None:
    def half(folder: Path) -> None:
        (folder / "a.txt").write_text("a")
        raise OSError(28, "No space left on device")

    with pytest.raises(WriteError, match="No space left"):
        fill_folder(tmp_path / "out", half)
    assert list(tmp_path.iterdir()) == []


def test_files_of_the_same_name_are_replaced_only_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "out"
    fill_folder(target, lambda folder: (folder / "a.txt").write_text("old"))
    with pytest.raises(WriteError, match="--overwrite"):
        fill_folder(target, lambda folder: (folder / "a.txt").write_text("new"))
    written = fill_folder(target, lambda folder: (folder / "a.txt").write_text("new"), overwrite=True)
    assert [path.read_text() for path in written] == ["new"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(WriteError, match="is a file"):
        check_folder(tmp_path / "out")


def test_a_failure_while_replacing_puts_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out"
    names = ["a.txt", "b.txt", "c.txt"]

    def fill(word: str, folder: Path) -> None:
        for name in names:
            (folder / name).write_text(word)

    fill_folder(target, lambda folder: fill("old", folder))
    move = Path.replace

    def locked(self: Path, goal: Path) -> Path:
        if self.parent.name == "filled" and self.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return move(self, goal)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(WriteError, match=r"'b\.txt'.*Nothing in 'out' was changed"):
        fill_folder(target, lambda folder: fill("new", folder), overwrite=True)
    assert [(target / name).read_text() for name in names] == ["old", "old", "old"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_where_a_folder_must_be_made_is_answered(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "figures").write_text("a file")

    def fill(folder: Path) -> None:
        (folder / "figures").mkdir()
        (folder / "figures" / "x.png").write_text("x")

    with pytest.raises(WriteError, match=r"'x\.png'.*Nothing in 'out' was changed"):
        fill_folder(target, fill, overwrite=True)
    assert (target / "figures").read_text() == "a file"
