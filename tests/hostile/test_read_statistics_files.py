"""SPSS and Stata files that break native parsers are refused in words, and the process lives."""

from __future__ import annotations

import runpy
import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from surveykit.errors import ReadError
from surveykit.read import labelled
from surveykit.read.guard_dta import check_dta
from surveykit.read.guard_sav import check_sav, sav_dictionary
from surveykit.read.guard_sav_extensions import DamageError, check_extension
from surveykit.read.survey import read_survey

SPOILER = runpy.run_path(str(Path(__file__).with_name("mutated_statistics_files.py")))
DATA = Path(__file__).parents[1] / "data"
SAV = (DATA / "spss" / "sample_missing.sav").read_bytes()
SETS = (DATA / "spss" / "pyreadstat_mrsets.sav").read_bytes()
ZSAV = (DATA / "spss" / "sample.zsav").read_bytes()
DTA = (DATA / "stata" / "haven_tagged-na-double.dta").read_bytes()
FIRST_VARIABLE = 176


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    def write(content: bytes, name: str = "study.sav") -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return write


def with_whole(content: bytes, at: int, number: int) -> bytes:
    return content[:at] + struct.pack("<i", number) + content[at + 4 :]


@pytest.mark.parametrize(("suffix", "n"), [(".sav", 40), (".dta", 12)])
def test_spoilt_files_are_read_or_refused(suffix: str, n: int, tmp_path: Path) -> None:
    path = tmp_path / f"spoilt{suffix}"
    outcomes = {SPOILER["outcome"](content, path) for content in SPOILER["mutants"](suffix, n, seed=7)}
    assert SPOILER["FOREIGN"] not in outcomes
    assert any(said.startswith("refused") for said in outcomes)


def test_r67_the_parser_itself_dies_of_a_width_and_the_guard_does_not(save: Callable[..., Path]) -> None:
    path = save(with_whole(SAV, FIRST_VARIABLE + 4, 255))
    with pytest.raises(ReadError, match="variable 1 is a text of 255 bytes with too few records"):
        read_survey(path)


@pytest.mark.parametrize(
    ("at", "number", "said"),
    [
        (FIRST_VARIABLE, 5, "record of the unknown type 5"),
        (FIRST_VARIABLE + 4, -1, "width -1"),
        (FIRST_VARIABLE + 4, 70_000, "width 70000"),
        (FIRST_VARIABLE + 8, 7, "announces 7 labels"),
        (FIRST_VARIABLE + 12, -3, "-3 missing values"),
        (FIRST_VARIABLE + 32, 2_000_000_000, "2,000,000,000 bytes in the label"),
        (64, 9, "header is not that of an SPSS file"),
        (80, 2_000_000_000, "2,000,000,000 cases"),
    ],
)
def test_lying_numbers_in_an_spss_dictionary(save: Callable[..., Path], at: int, number: int, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        check_sav(save(with_whole(SAV, at, number)))


@pytest.mark.parametrize("length", [4, 100, 200, 400])
def test_r66_an_spss_file_cut_short(save: Callable[..., Path], length: int) -> None:
    with pytest.raises(ReadError, match="the download is incomplete"):
        read_survey(save(SAV[:length]))


def test_r66_data_cut_short(save: Callable[..., Path]) -> None:
    with pytest.raises(ReadError, match="cases"):
        read_survey(save(SAV[: sav_dictionary(SAV).end + 10]))


def test_a_zsav_that_would_unpack_to_gigabytes(save: Callable[..., Path]) -> None:
    tail = struct.unpack_from("<q", ZSAV, sav_dictionary(ZSAV).end + 16)[0]
    bomb = with_whole(ZSAV, tail + 24 + 16, 2_147_483_647)
    bomb = with_whole(bomb, 80, -1)
    assert zlib.decompress(ZSAV[sav_dictionary(ZSAV).end + 32 : tail])
    two = bomb[:tail] + bomb[tail : tail + 20] + struct.pack("<i", 3) + bomb[tail + 24 :]
    with pytest.raises(ReadError, match="3 data blocks in a list"):
        check_sav(save(two))
    with pytest.raises(ReadError, match="would unpack to"):
        check_sav(save(with_whole(bomb, tail + 24 + 20, 10)))


@pytest.mark.parametrize(
    ("subtype", "content", "said"),
    [
        (7, b"$a=D1 1 2000000 x a b\n", "not written as SPSS|no label"),
        (7, b"$a=D9 1 1 x a b\n", "shorter than it says"),
        (7, b"$a=D1 1 90 x a b\n", "shorter than it says"),
        (7, b"$a=D1 1 1 x a zz\n", "members that are no variables"),
        (7, b"$a=C \n", "no label"),
        (13, b"A=long\tZZ=other", "not there"),
        (13, b"A=long\tB", "entry without a name"),
        (13, b"A=" + b"x" * 65, "not there, or one without"),
        (14, b"A=99999\x00\t", "very long texts"),
        (14, b"B=00600\x00\t", "very long texts"),
        (11, b"\x00" * 12, "display widths"),
        (20, b"UTF-8\xff", "an encoding that is none"),
        (21, struct.pack("<i", 900) + b"A", "shorter than it says"),
        (21, struct.pack("<i", 1) + b"A" + struct.pack("<2i", 8, 70_000), "labels of long texts"),
        (22, struct.pack("<i", 1) + b"A" + b"\x09" + struct.pack("<i", 8), "missing values of long texts"),
        (3, b"\x00" * 28, "machine numbers"),
    ],
)
def test_lying_extension_records(subtype: int, content: bytes, said: str) -> None:
    with pytest.raises(DamageError, match=said):
        check_extension(subtype, content, ["A", "B"], "<")


def test_good_extension_records() -> None:
    content = "$活动=D1 1 6 活动 a b\n$c=C 0  a b\n$e=E 11 1 1 2 ab a b\n".encode()
    check_extension(7, content, ["A", "B"], "<")
    check_extension(13, b"A=age\tB=sex", ["A", "B"], "<")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda c: c[:-40], "do not lie where it says"),
        (lambda c: c[:60], "header is not that of a Stata file"),
        (lambda c: c.replace(b"<variable_types>\xf6\xff", b"<variable_types>\x00\x00"), "a type that Stata does not"),
        (lambda c: c.replace(b"<N>\x08", b"<N>\xff"), "255 cases of 8 bytes"),
        (lambda c: c.replace(b"<K>\x01", b"<K>\x09"), "announces 9 variables"),
        (lambda c: c.replace(b"<formats>", b"<formatz>"), "<formats> is not where"),
    ],
)
def test_lying_numbers_in_a_stata_file(save: Callable[..., Path], spoil: Callable[[bytes], bytes], said: str) -> None:
    assert spoil(DTA) != DTA
    with pytest.raises(ReadError, match=said):
        check_dta(save(spoil(DTA), "study.dta"))


def test_an_old_stata_file_that_announces_too_much(save: Callable[..., Path]) -> None:
    head = bytes([114, 2, 1, 0]) + struct.pack("<Hi", 3, 1_000_000) + bytes(99) + bytes([255, 255, 253])
    with pytest.raises(ReadError, match="1,000,000 cases of 20 bytes"):
        check_dta(save(head, "study.dta"))
    with pytest.raises(ReadError, match="does not describe them"):
        check_dta(save(head[:20], "study.dta"))


def test_a_parser_that_dies_takes_nothing_with_it(
    save: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "dies.py"
    script.write_text("import os; os.abort()")
    monkeypatch.setattr(labelled, "_CHILD", script)
    with pytest.raises(ReadError, match="its parser broke down"):
        read_survey(save(SAV))


def test_a_parser_that_never_ends_is_ended(
    save: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "waits.py"
    script.write_text("import sys; sys.stdin.read(); import threading; threading.Event().wait()")
    monkeypatch.setattr(labelled, "_CHILD", script)
    monkeypatch.setattr(labelled, "SECONDS", 1)
    with pytest.raises(ReadError, match="more than 1 seconds"):
        read_survey(save(SAV))


def test_a_parser_that_needs_too_much_memory_is_stopped(
    save: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("resource")
    script = tmp_path / "grows.py"
    child = Path(labelled.__file__).with_name("labelled_child.py")
    script.write_text(
        f"import runpy, sys\nrunpy.run_path({str(child)!r})['limit_memory'](int(sys.argv[3]))\nbytearray(1 << 33)\n"
    )
    monkeypatch.setattr(labelled, "_CHILD", script)
    with pytest.raises(ReadError, match="MemoryError"):
        read_survey(save(SAV))


def test_no_process_can_be_started(save: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(subprocess, "run", refuse)
    with pytest.raises(ReadError, match="a process of its own, and none could be started"):
        read_survey(save(SAV))


def test_r68_a_declared_refusal_keeps_its_reason(save: Callable[..., Path]) -> None:
    path = save(b"", "refusals.sav")
    pyreadstat.write_sav(
        pd.DataFrame({"q": [1.0, 9.0, 2.0]}),
        str(path),
        variable_value_labels={"q": {1: "同意", 2: "不同意", 9: "拒答"}},
        missing_ranges={"q": [9]},
    )
    survey = read_survey(path)
    assert survey.data["q"].isna().tolist() == [False, True, False]
    assert survey.missing_reasons["q"].tolist() == ["", "refused", ""]
    assert survey.codebook.variable("q").missing[9]


@pytest.mark.parametrize("content", [b"$FL2" + b"\x00" * 10, b"$FL2" + bytes(range(256)) * 4, b"<stata_dta>" * 9])
def test_r69_a_file_that_only_begins_like_one(save: Callable[..., Path], content: bytes) -> None:
    with pytest.raises(ReadError, match="is not read"):
        read_survey(save(content))
