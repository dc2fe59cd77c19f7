"""The real pair of downloads is read whole, alone and together."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from surveykit.core.codebook import Codebook
from surveykit.read.codebook import read_codebook, write_codebook
from surveykit.read.survey import read_survey

FOLDER = Path(__file__).parents[1] / "data" / "wenjuanxing"
TEXT, INDEX = FOLDER / "wjx_2018_800_800_0_text.xls", FOLDER / "wjx_2018_800_800_2_index.xls"


@pytest.mark.parametrize("pair", [(TEXT, INDEX), (INDEX, TEXT)])
def test_pair_is_read_whole_in_either_order(pair: tuple[Path, Path]) -> None:
    survey = read_survey(pair)
    assert len(survey) == 800
    assert survey.data.index[[0, -1]].tolist() == ["1", "800"]
    assert [group.name for group in survey.codebook.sets] == ["Q6", "Q8"]
    assert len(survey.codebook.sets[0].members) == 14
    assert survey.codebook.value_label("Q3", 2, "zh") == "女"
    assert survey.log[0].cases.empty


def test_pair_gives_the_positions_of_the_index_download() -> None:
    survey, index = read_survey((TEXT, INDEX)), read_survey(INDEX)
    shared = [name for name in survey.data.columns if name in index.data.columns]
    assert len(shared) == 30
    pd.testing.assert_frame_equal(survey.data[shared], index.data[shared])


def test_option_that_nobody_chose_keeps_its_place() -> None:
    survey = read_survey((TEXT, INDEX))
    ages = survey.codebook.variable("Q4").values
    assert min(ages) == 2
    assert ages[5].zh == "30~34岁"


def test_other_texts_are_kept() -> None:
    survey = read_survey(TEXT)
    assert survey.data["Q6_text"].notna().sum() > 0
    assert survey.codebook.variable("Q6_text").kind == "text"


def test_drafted_codebook_reads_the_pair_again(tmp_path: Path) -> None:
    first = read_survey((TEXT, INDEX))
    path = write_codebook(first.codebook, tmp_path / "drafted.xlsx")
    book = read_codebook(path)
    again = read_survey((TEXT, INDEX), codebook=book)
    pd.testing.assert_frame_equal(first.data, again.data)
    assert isinstance(book, Codebook)


def test_text_alone_says_that_the_order_of_labels_is_a_guess() -> None:
    assert "order of their first appearance" in read_survey(TEXT).log[0].told("en")


def test_two_downloads_by_text_are_no_pair() -> None:
    with pytest.raises(ValueError, match=r"by text.*by index"):
        read_survey((TEXT, TEXT))
