"""Wrong arguments are answered before any file is opened, with what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import ColumnError, OptionError, ReadError
from surveykit.read.survey import read_survey


@pytest.fixture
def file(save_csv: Callable[..., Path]) -> Path:
    return save_csv([["id", "trust"], ["1", "4"]])


@pytest.mark.parametrize(
    ("argument", "value", "says"),
    [
        ("mode", 5, "such as 'web' or 'paper'"),
        ("mode", " ", "or leave it out"),
        ("sheet", 0, "the name of a sheet"),
        ("encoding", 5, "such as 'utf-8' or 'gb18030'"),
        ("platform", "wjx", "'wenjuanxing'.*'generic'"),
        ("year", "2020", "whole number from 1900 to 2100"),
        ("year", True, "whole number"),
        ("year", 20, "whole number"),
        ("codebook", {}, "Codebook.model_validate"),
        ("keep_personal", None, "list of names"),
        ("keep_personal", "phone", "list of names"),
        ("keep_personal", [5], "list of names"),
        ("allow_absent", 5, "list of names"),
    ],
)
def test_arguments_of_the_wrong_kind(file: Path, argument: str, value: object, says: str) -> None:
    with pytest.raises(OptionError, match=rf"{argument}.*{says}"):
        read_survey(file, **{argument: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("path", [None, 5, b"a.csv", {}, [None], ["a.csv", 5]])
def test_paths_of_the_wrong_kind(path: object) -> None:
    with pytest.raises(ReadError, match=r"text or a pathlib\.Path, not"):
        read_survey(path)  # type: ignore[arg-type]


@pytest.mark.parametrize("paths", [[], ["a", "b", "c"]])
def test_one_file_or_a_pair(paths: list[str]) -> None:
    with pytest.raises(ReadError, match=f"{len(paths)} paths"):
        read_survey(paths)


def test_unknown_names_are_answered_with_the_closest(file: Path) -> None:
    book = Codebook.model_validate({"variables": [{"name": "trust", "kind": "numeric"}]})
    with pytest.raises(ColumnError, match=r"allow_absent: 'trsut' is neither.*Closest: 'trust'"):
        read_survey(file, codebook=book, allow_absent=["trsut"])
    with pytest.raises(ColumnError, match=r"keep_personal: 'trsut' is neither.*Closest: 'trust'"):
        read_survey(file, codebook=book, keep_personal=["trsut"])


def test_a_year_may_come_from_numpy(save_csv: Callable[..., Path]) -> None:
    book = Codebook.model_validate({"variables": [{"name": "age", "kind": "numeric", "low": 6, "high": 98}]})
    year: int = np.int64(2024)  # type: ignore[assignment]
    assert read_survey(save_csv([["age"], ["1960"]]), codebook=book, year=year).data["age"].tolist() == [64.0]
