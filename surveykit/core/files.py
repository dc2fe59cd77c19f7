"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from surveykit.errors import WriteError

LONGEST_NAME = 200
"""Longest file name in bytes; most file systems stop at 255."""

RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{i}" for i in range(1, 10)),
    *(f"lpt{i}" for i in range(1, 10)),
}


def write_atomically(
    path: str | Path, write: Callable[[Path], object], *, overwrite: bool = False, private: bool = False
) -> Path:
    """Let `write` fill a temporary file beside `path`, then put it in place in one step.

    Parameters
    ----------
    path : str or Path
        Target. Its folder must exist.
    write : callable
        Called with the path of the temporary file, which has the suffix of the target.
    overwrite : bool
        Whether an existing file may be replaced.
    private : bool
        Whether nobody but its owner may read and write the file, where the file system knows owners.

    Returns
    -------
    Path
        The target.

    Raises
    ------
    WriteError
        If the folder is not there or not writable, or the file exists and `overwrite` is false. Nothing
        half-written stays behind.
    """
    target = check_target(path, overwrite=overwrite)
    try:
        handle, name = tempfile.mkstemp(prefix=".surveykit-", suffix=target.suffix, dir=target.parent)
    except OSError as error:
        raise WriteError(
            f"cannot write into {str(target.parent)!r}: {error.strerror}; choose another folder"
        ) from error
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        _flush_to_disk(temporary)
        temporary.chmod(0o600 if private else 0o666 & ~_umask())
        temporary.replace(target)
    except PermissionError as error:
        raise WriteError(
            f"cannot replace {target.name!r}: {error.strerror}; close it if it is open in another program, or choose "
            "another name"
        ) from error
    except OSError as error:
        raise WriteError(f"cannot write {target.name!r}: {error.strerror or error}; choose another place") from error
    finally:
        temporary.unlink(missing_ok=True)
    return target


def write_bytes(path: str | Path, content: bytes, *, overwrite: bool = False) -> Path:
    """Put `content` in place in one step; arguments, result and errors as those of `write_atomically`."""
    return write_atomically(path, lambda empty: empty.write_bytes(content), overwrite=overwrite)


def check_target(path: str | Path, *, overwrite: bool = False) -> Path:
    """Refuse a file that `write_atomically` would refuse, before the work is done that is to go into it."""
    target = Path(path)
    if not target.parent.is_dir():
        raise WriteError(f"the folder {str(target.parent)!r} does not exist; make it first")
    if target.is_dir():
        raise WriteError(f"{target.name!r} is a folder; give the name of a file")
    if target.exists() and not overwrite:
        raise WriteError(f"{target.name!r} exists; choose another name, or say overwrite=True (--overwrite)")
    return target


def fill_folder(folder: str | Path, fill: Callable[[Path], object], *, overwrite: bool = False) -> list[Path]:
    """Let `fill` write into an empty temporary folder, then move what it wrote to `folder`.

    Parameters
    ----------
    folder : str or Path
        Target; made if it is not there. The folder above it must exist.
    fill : callable
        Called with the path of the empty folder, on the same disk as the target.
    overwrite : bool
        Whether `folder` may hold files already. Files of the same names are replaced, others stay.

    Returns
    -------
    list of Path
        The files in `folder` that were written, sorted.

    Raises
    ------
    WriteError
        If the target cannot be written, or holds files and `overwrite` is false. The target is then as it was.
    """
    target = Path(folder).absolute()
    check_folder(target, overwrite=overwrite)
    try:
        with tempfile.TemporaryDirectory(prefix=".surveykit-", dir=target.parent) as name:
            scratch = Path(name) / "filled"
            scratch.mkdir()
            fill(scratch)
            written = sorted(path.relative_to(scratch) for path in scratch.rglob("*") if path.is_file())
            _replace_all(written, scratch, target, aside=Path(name) / "aside")
    except OSError as error:
        if isinstance(error, WriteError):
            raise
        raise WriteError(f"cannot write into {target.name!r}: {error.strerror}; choose another folder") from error
    return [target / path for path in written]


def _replace_all(written: list[Path], scratch: Path, target: Path, *, aside: Path) -> None:
    """Move files from `scratch` to `target`; if one cannot be moved, put everything back as it was."""
    done: list[Path] = []
    try:
        for path in written:
            done.append(path)
            for folder in (target, aside):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
            if (target / path).exists():
                (target / path).replace(aside / path)
            (scratch / path).replace(target / path)
    except OSError as error:
        for moved in reversed(done):
            if (aside / moved).exists():
                (aside / moved).replace(target / moved)
            elif not (scratch / moved).exists():
                (target / moved).unlink(missing_ok=True)
        raise WriteError(
            f"cannot replace {done[-1].name!r}: {error.strerror}; close it if it is open elsewhere. "
            f"Nothing in {target.name!r} was changed"
        ) from error


def check_folder(folder: str | Path, *, overwrite: bool = False) -> None:
    """Refuse a folder that `fill_folder` would refuse, before the work is done that is to go into it."""
    target = Path(folder).absolute()
    if target.exists() and not target.is_dir():
        raise WriteError(f"{target.name!r} is a file; give the name of a folder")
    if not target.parent.is_dir():
        raise WriteError(f"the folder {str(target.parent)!r} does not exist; make it first")
    if target.is_dir() and any(target.iterdir()) and not overwrite:
        raise WriteError(f"the folder {target.name!r} holds files; choose another, or say overwrite (--overwrite)")
    try:
        with tempfile.TemporaryDirectory(prefix=".surveykit-", dir=target.parent):
            _try_to_write(target if target.is_dir() else target.parent)
    except OSError as error:
        raise WriteError(
            f"the folder {target.name!r} cannot be written: {error.strerror}; choose another, or change its permissions"
        ) from error


def _try_to_write(folder: Path) -> None:
    """Make a file and remove it: whether a folder can be written is known only by writing."""
    with tempfile.NamedTemporaryFile(prefix=".surveykit-", dir=folder):
        return


def safe_name(text: str, *, fallback: str = "untitled") -> str:
    """A file name made from any text: no separators, no reserved names, not too long."""
    name = re.sub(r'[\x00-\x1f<>:"/\\|?*\s]+', "_", text).strip("._")
    while len(name.encode()) > LONGEST_NAME:
        name = name[:-1]
    return f"_{name}" if name.lower() in RESERVED else name or fallback


def _flush_to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _umask() -> int:
    """The mask that decides who may read new files (it can only be read by setting it)."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
