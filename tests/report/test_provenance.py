"""The fingerprint of the data tells other data apart, and nothing else."""

from __future__ import annotations

import pandas as pd
import pytest

import surveykit as sk
from surveykit.core.result import Result
from surveykit.report.provenance import fingerprint, seeds, source_files, versions

FRAME = pd.DataFrame({"q1": [4, 5], "q2": [2.5, None], "t": ["甲", None]}, index=["a", "b"])


def of(frame: pd.DataFrame) -> str:
    return fingerprint(sk.Survey(frame, sk.Codebook()))


def test_the_same_data_have_the_same_fingerprint_however_they_are_stored() -> None:
    assert of(FRAME) == of(FRAME.astype({"q1": "Int64"})) == of(FRAME.astype({"q1": float})) == of(FRAME.copy())


@pytest.mark.parametrize(
    "other",
    [
        FRAME.assign(q1=[4, 4]),
        FRAME.rename(columns={"q1": "q3"}),
        FRAME.rename(index={"a": "c"}),
        FRAME.iloc[::-1],
        FRAME[["q2", "q1", "t"]],
        FRAME.assign(t=["甲", ""]).assign(q2=[None, 2.5]),
        FRAME.iloc[:1],
    ],
)
def test_other_data_have_another(other: pd.DataFrame) -> None:
    assert of(other) != of(FRAME)


def test_seeds_are_those_of_the_results_that_drew(results: dict[str, Result]) -> None:
    assert seeds(results) == {"mediation": 7}


def test_versions_name_what_computed() -> None:
    assert {"Python", "surveykit", "statsmodels", "numpy"} <= set(versions())


def test_sources_are_names_without_folders(study: sk.Survey) -> None:
    assert source_files(study) == ()
    read = sk.Step(verb="read_survey", rows_before=0, rows_after=2, arguments={"path": ["in/text.xlsx", "index.xlsx"]})
    assert source_files(sk.Survey(FRAME, sk.Codebook(), log=(read, read))) == ("text.xlsx", "index.xlsx")
