"""What every layout promises, whatever it shows."""

import re
from collections.abc import Iterator

import pandas as pd
import pytest

from surveykit.core.result import Result
from surveykit.core.style import resolve_style
from surveykit.core.table import Cell, Column, Table
from surveykit.write.notes import general_notes

NAMES = (
    "measures", "sample", "items", "reliability", "reliability_anonymous", "factorability", "components",
    "components_plain", "factors", "correlations", "regression", "blocks", "many_blocks", "mediation",
    "parallel", "paired", "paired_ranks", "hypotheses",
)  # fmt: skip
ENDS = (("LL", "UL"), ("下限", "上限"), ("Boot LLCI", "Boot ULCI"), ("BootLLCI", "BootULCI"))
"""Headers of the two ends of an interval."""
LOOKS = (("zh", "cn-generic"), ("en", "apa7"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(params=NAMES)
def result(request: pytest.FixtureRequest, results: dict[str, Result]) -> Result:
    return results[request.param]


@pytest.fixture(params=LOOKS, ids=["zh", "en"])
def layouts(request: pytest.FixtureRequest, result: Result) -> dict[str, tuple[Table, ...]]:
    language, style = request.param
    return {name: result.tables(language=language, style=style, layout=name) for name in result.layouts}


@pytest.fixture
def tables(layouts: dict[str, tuple[Table, ...]]) -> tuple[Table, ...]:
    return tuple(table for layout in layouts.values() for table in layout)


def _cells(table: Table) -> Iterator[Cell]:
    return (cell for row in table.rows for cell in row.cells)


def _words(table: Table) -> list[str]:
    heads = [part for c in table.columns for part in (c.header, c.spanner, c.note, c.footnote, *c.part_headers) if part]
    spoken = [table.title, *table.notes, *heads]
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
        shown = [part.value for row in body for cell in row.cells[1:] for part in cell.numbers]
        assert shown or result.topic == "measures"
        assert set(map(float, shown)) <= known


def test_no_text_holds_a_formatted_number(tables: tuple[Table, ...]) -> None:
    texts = [cell.value for table in tables for cell in _cells(table) if isinstance(cell.value, str)]
    assert not [text for text in texts if re.search(r"\d?\.\d", text)]


def test_names_are_short_and_unique(layouts: dict[str, tuple[Table, ...]]) -> None:
    for tables in layouts.values():
        assert len({table.name for table in tables}) == len(tables)
    names = [table.name for tables in layouts.values() for table in tables]
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) for name in names)


def test_words_are_filled_in_and_in_one_language(tables: tuple[Table, ...]) -> None:
    for table in tables:
        assert not [words for words in _words(table) if "{" in words or "}" in words]
        assert bool(CHINESE.search(table.title)) == (table.style.language == "zh")
        if table.style.language == "en":
            assert not [words for words in _words(table) if CHINESE.search(words)]


def test_the_number_of_respondents_is_told(result: Result, tables: tuple[Table, ...]) -> None:
    if result.topic != "measures":
        for table in tables:
            said = " ".join([table.title, *general_notes(table)])
            assert any(word in said for word in ("N =", "N为", "respondents", "份")) or _has_n(table)


def _has_n(table: Table) -> bool:
    heads = [column.header for column in table.columns] + [row.cells[0].value for row in table.rows]
    return "N" in heads


def test_notes_leave_with_their_columns(tables: tuple[Table, ...]) -> None:
    for table in tables:
        for header in {column.header for column in table.columns[1:]}:
            gone = _one_with(header, table)
            names = [table.column_names[place] for place in gone]
            if len(names) < len(table.columns) - 1:
                left = table.drop(columns=names)
                kept = {column.note for column in left.columns}
                explained = [table.columns[place].note for place in gone if table.columns[place].note not in kept]
                assert not set(explained) & set(general_notes(left))
                assert not [note for note in general_notes(left) if _explains(header, note)]


def _one_with(header: str, table: Table) -> list[int]:
    """Places of the columns that are dropped together: the same number of every model, both ends of an interval."""
    together = next((pair for pair in ENDS if header in pair), (header,))
    return [place for place, column in enumerate(table.columns) if place and column.header in together]


def _explains(header: str, note: str) -> bool:
    """Whether a note says what an abbreviation stands for: "VIF = ...", "VIF为...", "dz is ..."."""
    if header == "N" or (CHINESE.search(header) and header not in ("下限", "上限")):
        return False
    names = {"LL": r"CI|LL|UL", "UL": r"CI|LL|UL", "下限": "CI", "上限": "CI"}.get(header, re.escape(header))
    return re.search(rf"(?<![A-Za-z])(?:{names})\s?(?:=|为|is\b)", note) is not None


ABBREVIATIONS = (
    ("reliability", "thesis", 0, ("LL", "UL"), "CI = "),
    ("reliability", "thesis", 0, ("ω",), "ω is"),
    ("reliability", "thesis", 1, ("Item–rest r",), "Item–rest r is"),
    ("reliability_anonymous", "summary", 0, ("Spearman–Brown",), "Spearman–Brown"),
    ("items", "thesis", 0, ("Skewness",), "Skewness is"),
    ("items", "thesis", 0, ("Kurtosis",), "Kurtosis is"),
    ("factorability", "items", 0, ("MSA",), "MSA = "),
    ("components", "thesis", 1, ("h²",), "h² = "),
    ("factors", "thesis", 0, ("Rotation sums: Total",), "oblique rotation"),
    ("regression", "thesis", 0, ("β",), "β = "),
    ("regression", "thesis", 0, ("LL", "UL"), "CI = "),
    ("blocks", "thesis", 0, ("Model 1: β", "Model 2: β", "Model 3: β"), "β = "),
    ("many_blocks", "thesis", 0, ("VIF",), "VIF = "),
    ("blocks", "spssau", 2, ("Tolerance",), "Tolerance = "),
    ("mediation", "thesis", 0, ("β",), "β = "),
    ("mediation", "thesis", 1, ("p",), "p values"),
    ("mediation", "process", 0, ("Boot LLCI", "Boot ULCI"), "Boot LLCI"),
    ("mediation", "spssau", 0, ("Conclusion",), "conclusion"),
    ("paired", "thesis", 0, ("dz",), "dz is"),
    ("paired", "thesis", 1, ("r",), "r = "),
    ("paired_ranks", "spread", 0, ("r",), "r = "),
    ("hypotheses", "thesis", 0, ("Result",), "counts as support"),
    ("hypotheses", "thesis", 0, ("Estimate",), "Estimates of"),
    ("sample", "thesis", 1, ("% of cases",), "percentages of cases|Percentages of cases"),
)


@pytest.mark.parametrize(("name", "layout", "place", "columns", "explained"), ABBREVIATIONS)
def test_an_abbreviation_is_explained_while_its_column_is_there(
    results: dict[str, Result], name: str, layout: str, place: int, columns: tuple[str, ...], explained: str
) -> None:
    table = results[name].tables(language="en", style="apa7", layout=layout)[place]
    assert re.search(explained, " ".join(general_notes(table)))
    assert not re.search(explained, " ".join(general_notes(table.drop(columns=columns))))


def test_notes_are_sentences(tables: tuple[Table, ...]) -> None:
    for table in tables:
        stop = {"zh": "。", "en": "."}[table.style.language]
        notes = general_notes(table)
        assert all(note.endswith(stop) and not note.endswith(2 * stop) for note in notes)
        assert all(_is_said_once(column, notes) for column in table.columns)


def _is_said_once(column: Column, notes: list[str]) -> bool:
    return not column.note or notes.count(column.note) == 1


def test_a_style_of_ones_own_is_kept(results: dict[str, Result]) -> None:
    style = resolve_style("cn-thu", "en")
    assert results["items"].table(language="en", style=style).style == style
