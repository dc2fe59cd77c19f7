"""What every layout promises, whatever it shows."""

import re
from collections.abc import Iterator

import pandas as pd
import pytest

from surveykit.core.result import Result
from surveykit.core.style import resolve_style
from surveykit.core.table import Cell, Table

NAMES = (
    "sample", "items", "reliability", "reliability_anonymous", "factorability", "components", "components_plain",
    "factors", "correlations", "regression", "blocks", "many_blocks", "mediation", "parallel", "paired",
    "paired_ranks", "hypotheses",
)  # fmt: skip
LOOKS = (("zh", "cn-generic"), ("en", "apa7"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(params=NAMES)
def result(request: pytest.FixtureRequest, results: dict[str, Result]) -> Result:
    return results[request.param]


@pytest.fixture(params=LOOKS, ids=["zh", "en"])
def tables(request: pytest.FixtureRequest, result: Result) -> tuple[Table, ...]:
    language, style = request.param
    return result.tables(language=language, style=style)


def _cells(table: Table) -> Iterator[Cell]:
    return (cell for row in table.rows for cell in row.cells)


def _words(table: Table) -> list[str]:
    spoken = [table.title, *table.notes, *(part for c in table.columns for part in (c.header, c.spanner))]
    return [*spoken, *(cell.value for cell in _cells(table) if isinstance(cell.value, str))]


def _numbers_of(result: Result) -> set[float]:
    frames = [result.tidy(), result.glance()]
    frames += [value for value in vars(result).values() if isinstance(value, pd.DataFrame)]
    columns = [frame[name] for frame in frames for name in frame.select_dtypes("number")]
    columns += [value for value in vars(result).values() if isinstance(value, pd.Series)]
    return {float(number) for column in columns for number in column.dropna()}


def test_every_result_is_tried(results: dict[str, Result]) -> None:
    assert set(NAMES) == set(results)


def test_a_row_has_one_cell_per_column(tables: tuple[Table, ...]) -> None:
    for table in tables:
        assert table.rows
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
        assert all(column.header and column.width > 0 for column in table.columns)


def test_numbers_are_the_floats_of_the_result(result: Result, tables: tuple[Table, ...]) -> None:
    known = _numbers_of(result)
    for table in tables:
        body = [row for row in table.rows if row.role == "body"]
        shown = [cell.value for row in body for cell in row.cells[1:] if isinstance(cell.value, int | float)]
        assert shown
        assert set(map(float, shown)) <= known


def test_no_text_holds_a_formatted_number(tables: tuple[Table, ...]) -> None:
    texts = [cell.value for table in tables for cell in _cells(table) if isinstance(cell.value, str)]
    assert not [text for text in texts if re.search(r"\d?\.\d", text)]


def test_names_are_short_and_unique(tables: tuple[Table, ...]) -> None:
    names = [table.name for table in tables]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) for name in names)


def test_words_are_filled_in_and_in_one_language(tables: tuple[Table, ...]) -> None:
    for table in tables:
        assert not [words for words in _words(table) if "{" in words or "}" in words]
        assert bool(CHINESE.search(table.title)) == (table.style.language == "zh")
        if table.style.language == "en":
            assert not [words for words in _words(table) if CHINESE.search(words)]


def test_the_number_of_respondents_is_told(result: Result, tables: tuple[Table, ...]) -> None:
    if result.topic != "hypotheses":
        for table in tables:
            assert "N" in "".join([table.title, *table.notes]) or "份" in "".join(table.notes) or _has_n(table)


def _has_n(table: Table) -> bool:
    return "respondents" in "".join(table.notes) or any(column.header == "N" for column in table.columns)


def test_notes_are_sentences(tables: tuple[Table, ...]) -> None:
    for table in tables:
        stop = {"zh": "。", "en": "."}[table.style.language]
        assert all(note.endswith(stop) and not note.endswith(2 * stop) for note in table.notes)


def test_a_style_of_ones_own_is_kept(results: dict[str, Result]) -> None:
    style = resolve_style("cn-thu", "en")
    assert results["items"].table(language="en", style=style).style == style
