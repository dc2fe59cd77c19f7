"""The secret key of pseudonyms: made once, kept in a file apart from the data."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from surveykit.core.files import write_atomically
from surveykit.errors import OptionError, ReadError

LENGTH = 32
"""Bytes of a key."""

FEWEST_VALUES = 10
"""Different bytes of a key; 32 random bytes, or 64 random hexadecimal digits, have more."""

_WRITTEN = re.compile(rf"[0-9a-f]{{{2 * LENGTH}}}\s*", re.ASCII)
_READ_AT_MOST = 1_000


def make_key(path: str | Path) -> Path:
    """Make a random key for `pseudonymise` and keep it in a file of its own.

    Parameters
    ----------
    path : str or Path
        Where; best outside the folder of the study, which is copied, sent and backed up with the data.

    Returns
    -------
    Path
        The file: 256 random bits as 64 hexadecimal digits, which only its owner may read and write (mode 0600, where
        the file system knows owners).

    Raises
    ------
    WriteError
        If the file exists, because a key that is lost cannot be made again; or if it cannot be written.

    Notes
    -----
    Whoever has the key can find out which token belongs to a phone number by trying them all, so the key is as
    confidential as the numbers. Delete the file when the waves are linked: after that nobody can.

    Examples
    --------
    >>> import tempfile
    >>> make_key(Path(tempfile.mkdtemp()) / "study.key").name
    'study.key'
    """
    if not isinstance(path, str | Path):
        raise OptionError(f"path must be text or a pathlib.Path, not {type(path).__name__}; name the file of the key")
    content = secrets.token_hex(LENGTH) + "\n"
    return write_atomically(path, lambda file: file.write_text(content, encoding="ascii"), private=True)


def read_key(key: object) -> bytes:
    """The key itself, from its bytes or from the file that `make_key` made; a weak key is refused."""
    if isinstance(key, str | Path):
        return _from_file(Path(key))
    if not isinstance(key, bytes):
        raise OptionError(
            f"key must be bytes, or the path of a key file, not {type(key).__name__}; make one with make_key(path)"
        )
    if len(key) < LENGTH or len(set(key)) < FEWEST_VALUES:
        raise OptionError(
            f"the key is too weak: {len(key)} bytes, {len(set(key))} of them different. A key has at least {LENGTH} "
            "random bytes; make one with make_key(path)"
        )
    return key


def _from_file(file: Path) -> bytes:
    if not file.is_file():
        raise ReadError(f"There is no key file {str(file)!r}. Check the path, or make a key with make_key(path).")
    try:
        with file.open("rb") as opened:
            content = opened.read(_READ_AT_MOST).decode("ascii", "replace")
    except OSError as error:
        raise ReadError(
            f"The key file {file.name!r} cannot be read: {error.strerror}. Check its permissions."
        ) from error
    if not _WRITTEN.fullmatch(content):
        raise ReadError(
            f"{file.name!r} is not a key file: it does not hold {2 * LENGTH} hexadecimal digits and nothing else. Give "
            "the file that make_key made, unchanged."
        )
    return read_key(bytes.fromhex(content))
