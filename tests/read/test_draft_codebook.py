"""The draft reads the same file to the same answers, whatever was done with the survey since."""

from pathlib import Path

import pandas as pd
import pytest

import surveykit as sk
from surveykit.errors import ColumnError

STUDY = Path(__file__).parents[2] / "examples" / "nanchang_workers_home"
WEB = sorted(STUDY.glob("390100001_*.xlsx"))


@pytest.mark.parametrize("suffix", [".xlsx", ".yaml"])
def test_a_draft_reads_the_export_again_to_the_same_answers(tmp_path: Path, suffix: str) -> None:
    first = sk.read_survey(WEB)
    file = sk.draft_codebook(first).write(tmp_path / f"draft{suffix}")
    again = sk.read_survey(WEB, codebook=file)
    pd.testing.assert_frame_equal(again.data, first.data)
    assert again.codebook.variables == first.codebook.variables


def test_what_was_reversed_derived_and_scored_since_does_not_get_in(tmp_path: Path) -> None:
    read = sk.read_survey(WEB, codebook=STUDY / "codebook.yaml")
    changed = (
        read.pipe(sk.reverse_items)
        .pipe(sk.score_scales)
        .pipe(sk.derive_indicator, into="male", column="gender", codes=1)
    )
    assert {"male", "SQ"} <= set(changed.data.columns)
    draft = sk.draft_codebook(changed)
    assert draft.scales == read.codebook.scales
    assert {v.name: v for v in draft.variables} == {v.name: v for v in sk.draft_codebook(read).variables}
    again = sk.read_survey(WEB, codebook=draft.write(tmp_path / "draft.yaml"))
    pd.testing.assert_frame_equal(again.data[read.data.columns], read.data)


def test_columns_that_nobody_described_are_drafted() -> None:
    data = pd.DataFrame({"known": [1.0, 2.0], "new": [1.5, 2.5], "said": ["a", "b"]})
    survey = sk.Survey(data, sk.Codebook(variables=(sk.Variable(name="known", kind="ordinal"),)))
    draft = sk.draft_codebook(survey)
    assert [v.name for v in draft.variables] == ["known", "new", "said"]
    assert draft.variable("new").kind == "numeric"


def test_a_frame_is_refused() -> None:
    with pytest.raises(ColumnError, match="from_frame"):
        sk.draft_codebook(pd.DataFrame({"a": [1]}))  # type: ignore[arg-type]
