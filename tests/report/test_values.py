"""A number in running text is found by name, and is the number of the table."""

from __future__ import annotations

import pandas as pd
import pytest

import surveykit as sk
from surveykit.core.format import format_cell, format_number
from surveykit.core.result import Result
from surveykit.core.style import PRESETS
from surveykit.errors import OptionError
from surveykit.report.values import KINDS, find_value, value_text

APA = PRESETS["apa7"]


@pytest.mark.parametrize(
    ("key", "row", "column"),
    [
        ("reliability.trust.alpha", 0, "alpha"),
        ("reliability.norms.omega", 1, "omega"),
        ("regression.model.r_squared", 1, "r_squared"),
    ],
)
def test_a_number_of_the_models_is_found_by_its_row(
    results: dict[str, Result], key: str, row: int, column: str
) -> None:
    assert find_value(results, key)[0] == results[key.split(".")[0]].glance()[column].iloc[row]


def test_a_number_of_the_terms_is_found_by_all_that_tells_it_from_others(results: dict[str, Result]) -> None:
    tidy = results["regression"].tidy()
    expected = tidy.loc[(tidy["block"] == "model") & (tidy["term"] == "age"), "estimate"].item()
    assert find_value(results, "regression.model.age.estimate") == (expected, "coefficient")
    assert find_value(results, "regression.age.model.estimate")[0] == expected


@pytest.mark.parametrize("name", PRESETS)
def test_it_is_printed_as_the_table_prints_it(results: dict[str, Result], name: str) -> None:
    style = PRESETS[name]
    table = results["reliability"].table(language=style.language, style=name)
    alpha = results["reliability"].glance()["alpha"].iloc[0]
    (cell,) = (cell for cell in table.rows[0].cells if cell.value == alpha)
    assert value_text(results, "reliability.trust.alpha", style) == format_cell(cell, style)


def test_a_share_carries_its_sign(results: dict[str, Result]) -> None:
    female = results["sample"].tidy().query("term == 'sex' and level == 2")["proportion"].item()
    assert value_text(results, "sample.sex.2.proportion", APA) == format_number(female, "percent", APA) + "%"


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("reliabilty.trust.alpha", "Closest: 'reliability'"),
        ("reliability", "names no column"),
        ("reliability.trust.alfa", "Closest: 'alpha'"),
        ("reliability.alpha", "more than one number; say which with one of 'trust', 'norms'"),
        ("regression.age.estimate", "'controls', 'model'"),
        ("reliability.networks.alpha", "names no row; say which with one of 'trust'"),
        ("regression.model.ages.estimate", r"names no row; say which with one of '\(intercept\)', 'age'"),
        ("reliability.trust.total.alpha", r"names no row; leave out \['total'\]"),
    ],
)
def test_a_key_that_names_no_single_number_is_answered_with_what_would(
    results: dict[str, Result], key: str, message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        find_value(results, key)


def test_every_column_with_decimals_has_a_kind(results: dict[str, Result]) -> None:
    columns = {
        str(column)
        for result in results.values()
        for frame in (result.glance(), result.tidy())
        for column in frame
        if pd.api.types.is_float_dtype(frame[column]) and not (frame[column].dropna() % 1 == 0).all()
    }
    assert sorted(columns - set(KINDS)) == []


def test_a_report_gives_text_and_number(results: dict[str, Result]) -> None:
    report = sk.Report(style="apa7")
    report.add(results["reliability"], name="trustworthy")
    assert report.value("trustworthy.trust.alpha").startswith(".")
    assert report.number("trustworthy.trust.alpha") == results["reliability"].glance()["alpha"].iloc[0]


def test_a_key_is_a_text(results: dict[str, Result]) -> None:
    with pytest.raises(OptionError, match="key=5 must be a text"):
        find_value(results, 5)  # type: ignore[arg-type]
