"""The .sav file of 问卷星, made here in its layout: -2 and -3 arrive as numbers, labels begin with their position."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from surveykit.core.survey import Survey
from surveykit.read.survey import read_survey

AGREE = {1: "1.非常不同意", 2: "2.不同意", 3: "3.一般", 4: "4.同意", 5: "5.非常同意"}
COLUMNS: dict[str, list[object]] = {
    "index": [1.0, 2.0, 3.0],
    "totalseconds": ["243", "60", "1507"],
    "Q1": [1.0, 2.0, -2.0],
    "Q2_Blank1": ["12", "-2", "3"],
    "Q3": ["多开会", "-3", "无"],
    "Q6_Row1": [5.0, 4.0, -3.0],
    "Q6_Row2": [3.0, 4.0, -3.0],
}
LABELS = {
    "index": "序号",
    "totalseconds": "所用时间",
    "Q1": "您的性别",
    "Q2_Blank1": "(1)您在本小区居住___年",
    "Q3": "您的建议",
    "Q6_Row1": "您是否同意(您是否同意—我信任居委会)",
    "Q6_Row2": "您是否同意(我信任物业公司(含保安))",
}


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    path = tmp_path_factory.mktemp("wjx") / "data0.sav"
    pyreadstat.write_sav(
        pd.DataFrame(COLUMNS),
        path,
        column_labels=LABELS,
        variable_value_labels={"Q1": {1: "1.男", 2: "2.女"}, "Q6_Row1": AGREE, "Q6_Row2": AGREE},
        variable_measure=dict.fromkeys(COLUMNS, "nominal"),
    )
    return read_survey(path)


def test_it_is_known_for_what_it_is(survey: Survey) -> None:
    assert survey.log[0].arguments["platform"] == "wenjuanxing"
    assert survey.paradata["mode"].tolist() == ["web"] * 3


def test_index_and_totalseconds_are_paradata(survey: Survey) -> None:
    assert survey.data.index.tolist() == ["1", "2", "3"]
    assert survey.paradata["duration_seconds"].tolist() == [243, 60, 1507]
    assert survey.data.columns.tolist() == ["Q1", "Q2_Blank1", "Q3", "Q6_Row1", "Q6_Row2"]


def test_empty_codes_are_missing_with_their_reason(survey: Survey) -> None:
    assert survey.missing_reasons["Q1"].tolist() == ["", "", "blank"]
    assert survey.missing_reasons["Q6_Row1"].tolist() == ["", "", "not_shown"]
    assert survey.missing_reasons["Q3"].tolist() == ["", "not_shown", ""]
    assert survey.codebook.variable("Q1").missing == {-2: "blank"}


def test_labels_lose_their_position(survey: Survey) -> None:
    assert [text.zh for text in survey.codebook.variable("Q1").values.values()] == ["男", "女"]
    assert survey.codebook.label("Q6_Row1", "zh") == "我信任居委会"
    assert survey.codebook.label("Q6_Row2", "zh") == "我信任物业公司(含保安)"


def test_kinds_do_not_follow_the_measure_that_is_nominal_everywhere(survey: Survey) -> None:
    kinds = {v.name: v.kind for v in survey.codebook.variables}
    assert kinds == {"Q1": "nominal", "Q2_Blank1": "numeric", "Q3": "text", "Q6_Row1": "ordinal", "Q6_Row2": "ordinal"}
    years = survey.data["Q2_Blank1"].tolist()
    assert years[0] == 12
    assert np.isnan(years[1])
    assert survey.missing_reasons["Q2_Blank1"].tolist() == ["", "blank", ""]


def test_ticks_of_one_question_become_a_set(tmp_path: Path) -> None:
    columns = {
        "index": [1.0, 2.0, 3.0],
        "totalseconds": ["243", "60", "1507"],
        "Q3_1": [1.0, 0.0, -3.0],
        "Q3_2": [0.0, 1.0, -3.0],
        "Q4_1": [1.0, 2.0, -2.0],
        "Q4_2": [2.0, 1.0, -2.0],
        "Q5_1": [1.0, 0.0, 1.0],
        "Q5_2": [0.0, 0.0, 1.0],
    }
    labels = {"Q3_1": "活动(活动—议事会)", "Q3_2": "活动(选举)", "Q4_1": "排序(甲)", "Q4_2": "排序(乙)"}
    pyreadstat.write_sav(pd.DataFrame(columns), tmp_path / "data0.sav", column_labels=labels)
    survey = read_survey(tmp_path / "data0.sav")
    (group,) = survey.codebook.sets
    assert (group.name, group.label.zh, group.members) == ("Q3", "活动", ("Q3_1", "Q3_2"))
    assert [survey.codebook.label(name, "zh") for name in group.members] == ["议事会", "选举"]
    assert survey.missing_reasons["Q3_2"].tolist() == ["", "", "not_shown"]
