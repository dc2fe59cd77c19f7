"""Any survey that is written with its codebook reads back as an equal survey."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.core.codebook import Codebook, ResponseSet, Scale, Text, Variable
from surveykit.core.survey import Survey
from surveykit.read.survey import read_survey
from surveykit.write.survey_file import write_survey

REASONS = ("not_shown", "blank", "refused", "dont_know", "not_applicable")
LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="=+-@'┋→〖〗(（")
LABELS = st.text(LETTERS, min_size=1, max_size=30).filter(lambda text: not text.strip().isnumeric())
TICKED = {0: Text(zh="未选", en="Not ticked"), 1: Text(zh="选中", en="Ticked")}


@st.composite
def closed(draw: st.DrawFn, name: str) -> Variable:
    codes = draw(st.lists(st.integers(-20, 99), min_size=1, max_size=6, unique=True))
    labels = draw(st.lists(LABELS, min_size=len(codes), max_size=len(codes), unique_by=lambda text: text.casefold()))
    spare = draw(st.lists(st.integers(100, 120), max_size=4, unique=True))
    missing = {code: draw(st.sampled_from(REASONS)) for code in spare}
    values = {code: Text(zh=label, en=f"{label} e") for code, label in zip(codes, labels, strict=True)}
    return Variable(
        name=name,
        label=Text(zh=draw(LABELS), en=draw(LABELS)),
        kind=draw(st.sampled_from(["nominal", "ordinal"])),
        values=values,
        missing=missing,
    )


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    n = draw(st.integers(1, 6))
    variables = [draw(closed(f"q{place}")) for place in range(draw(st.integers(1, 3)))]
    columns: dict[str, list[object]] = {}
    reasons: dict[str, list[str]] = {}
    for variable in variables:
        cells = [draw(st.sampled_from([*variable.values, *REASONS])) for _ in range(n)]
        columns[variable.name] = [np.nan if isinstance(cell, str) else float(cell) for cell in cells]
        reasons[variable.name] = [cell if isinstance(cell, str) else "" for cell in cells]
    ticks = draw(st.lists(st.sampled_from(["0", "1", "not_shown"]), min_size=n, max_size=n))
    for member in ("a1", "a2"):
        variables.append(Variable(name=member, label=Text(zh=f"选项{member}", en=member), values=TICKED))
        columns[member] = [np.nan if tick == "not_shown" else float(tick) for tick in ticks]
        reasons[member] = [tick if tick == "not_shown" else "" for tick in ticks]
    variables.append(Variable(name="amount", label=Text(zh="金额", en="Amount"), kind="numeric"))
    columns["amount"] = draw(st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=n, max_size=n))
    variables.append(Variable(name="word", label=Text(zh="建议", en="Advice"), kind="text"))
    words = [draw(st.one_of(LABELS, st.sampled_from(["not_shown", "blank"]))) for _ in range(n)]
    columns["word"] = [np.nan if word in REASONS else word for word in words]
    reasons["word"] = [word if word in REASONS else "" for word in words]
    columns["score"] = draw(st.lists(st.floats(1, 5).map(lambda x: round(x, 4)), min_size=n, max_size=n))
    book = Codebook(
        title=Text(zh="调查", en="Study"),
        variables=tuple(variables),
        sets=(ResponseSet(name="acts", label=Text(zh="活动", en="Acts"), members=("a1", "a2")),),
        scales=(Scale(name="score", label=Text(zh="得分", en="Score"), items=("q0", "amount")),),
    )
    ids = [f"r{place}" for place in range(n)]
    data = pd.DataFrame(columns, index=ids)
    data["word"] = data["word"].astype(object)
    return Survey(data, book, missing_reasons=pd.DataFrame(reasons, index=ids, dtype=object))


@pytest.mark.parametrize(
    ("suffix", "values"),
    [
        (".csv", "codes"),
        (".csv", "labels"),
        (".xlsx", "codes"),
        (".xlsx", "labels"),
        (".sav", "codes"),
        (".dta", "codes"),
    ],
)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(survey=surveys(), language=st.sampled_from(["zh", "en"]))
def test_what_is_written_reads_back(tmp_path: Path, suffix: str, values: str, survey: Survey, language: str) -> None:
    path = write_survey(survey, tmp_path / f"a{suffix}", values=values, language=language, overwrite=True)
    back = read_survey(path, codebook=path if suffix == ".xlsx" else f"{path}.codebook.yaml")
    assert back.data.index.tolist() == survey.data.index.tolist()
    pd.testing.assert_frame_equal(
        back.data[survey.data.columns].reset_index(drop=True), survey.data.reset_index(drop=True), check_dtype=False
    )
    for name in survey.missing_reasons.columns:
        found = back.missing_reasons[name].tolist() if name in back.missing_reasons else [""] * len(survey)
        assert found == survey.missing_reasons[name].tolist(), name
    assert (back.codebook.sets, back.codebook.scales) == (survey.codebook.sets, survey.codebook.scales)
    for variable in survey.codebook.variables:
        other = back.codebook.variable(variable.name)
        assert (other.label, other.kind, other.values) == (variable.label, variable.kind, variable.values)
        assert set(variable.missing.items()) <= set(other.missing.items())
