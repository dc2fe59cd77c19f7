"""A key is random, belongs to its owner, is never replaced, and nothing weak passes for one."""

import os
import secrets
from pathlib import Path

import pytest

from surveykit.clean.key import make_key, read_key
from surveykit.errors import OptionError, ReadError, WriteError


def test_a_key_is_256_random_bits_in_a_file(tmp_path: Path) -> None:
    first, second = make_key(tmp_path / "a.key"), make_key(tmp_path / "b.key")
    assert len(read_key(first)) == 32
    assert read_key(first) == read_key(str(first))
    assert read_key(first) != read_key(second)


@pytest.mark.skipif(os.name != "posix", reason="the file system knows no owners")
def test_only_the_owner_may_read_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = make_key(tmp_path / "a.key")
    finally:
        os.umask(before)
    assert made.stat().st_mode & 0o777 == 0o600


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    made = make_key(tmp_path / "a.key")
    content = made.read_bytes()
    with pytest.raises(WriteError, match="exists"):
        make_key(made)
    assert made.read_bytes() == content


def test_random_bytes_pass_as_they_are() -> None:
    key = secrets.token_bytes(32)
    assert read_key(key) == key


@pytest.mark.parametrize("weak", [b"", b"secret", b"\x00" * 32, b"ab" * 40, bytes(range(31))])
def test_weak_keys_are_refused_without_being_shown(weak: bytes) -> None:
    with pytest.raises(OptionError, match="too weak") as refused:
        read_key(weak)
    assert not weak or repr(weak)[2:-1] not in str(refused.value)


@pytest.mark.parametrize("other", [None, 5, bytearray(range(32)), ["a.key"]])
def test_what_is_no_key_is_refused(other: object) -> None:
    with pytest.raises(OptionError, match="make_key"):
        read_key(other)


@pytest.mark.parametrize("content", ["", "my-password", "zz" * 32, "00" * 31, "0123456789abcdef" * 40])
def test_files_that_make_key_did_not_make_are_refused_without_being_shown(tmp_path: Path, content: str) -> None:
    file = tmp_path / "other.key"
    file.write_text(content)
    with pytest.raises(ReadError, match="not a key file") as refused:
        read_key(file)
    assert not content or content not in str(refused.value)


def test_a_file_of_zeros_is_too_weak(tmp_path: Path) -> None:
    file = tmp_path / "zeros.key"
    file.write_text("00" * 32)
    with pytest.raises(OptionError, match="too weak"):
        read_key(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.key"):
        read_key(tmp_path / "none.key")


def test_the_path_must_be_one() -> None:
    with pytest.raises(OptionError, match="path"):
        make_key(b"a.key")  # type: ignore[arg-type]
