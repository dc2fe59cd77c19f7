"""Every result has the same shape: glossary columns, raw floats, a table, sentences, notes in two languages."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from glossary import COLUMNS

import surveykit as sk
from surveykit.core.result import Result
from surveykit.core.style import PRESETS, resolve_style
from surveykit.core.survey import Survey
from surveykit.core.table import Table

SCALES = ["A", "B", "C"]
ITEMS = [f"{scale}{i}" for scale in SCALES for i in (1, 2, 3)]

ANALYSES: dict[str, Callable[[Survey], Result]] = {
    "measures": lambda survey: sk.measures(survey),
    "sample_flow": lambda survey: sk.sample_flow(survey),
    "missing_patterns": lambda survey: sk.missing_patterns(survey, items=["A1", "B1", "C1"]),
    "mcar_test": lambda survey: sk.mcar_test(survey, items=["A1", "B1", "C1"]),
    "compare_exclusions": lambda survey: sk.compare_exclusions(
        sk.flag_straightlining(survey, items=ITEMS, run_length=4),
        analyze=lambda reduced: sk.correlations(reduced, columns=["A", "B"]),
    ),
    "screen": lambda survey: sk.screen(survey),
    "codebook_report": lambda survey: sk.codebook_report(survey),
    "disclosure_risk": lambda survey: sk.disclosure_risk(
        survey, quasi_identifiers=["sex", "age", "before"], sensitive=["after"]
    ),
    "describe_sample": lambda survey: sk.describe_sample(survey, columns=["sex", "before"]),
    "describe_items": lambda survey: sk.describe_items(survey, items=ITEMS),
    "reliability": lambda survey: sk.reliability(
        survey, items=SCALES, also=["split_half", "ordinal", "hierarchical"], seed=1
    ),
    "factorability": lambda survey: sk.factorability(survey, items=ITEMS),
    "intraclass_correlation": lambda survey: sk.intraclass_correlation(survey, columns=["before", "after"]),
    "item_analysis": lambda survey: sk.item_analysis(survey, items={"B": ["B1", "B2", "B3"], "C": ["C1", "C2", "C3"]}),
    "factor_number": lambda survey: sk.factor_number(survey, items=ITEMS, n_draws=50, seed=1),
    "efa": lambda survey: sk.efa(survey, items=ITEMS, n_factors=3),
    "correlations": lambda survey: sk.correlations(survey, columns=SCALES),
    "paired_comparison": lambda survey: sk.paired_comparison(survey, pairs=[("before", "after")]),
    "linear_regression": lambda survey: sk.linear_regression(
        survey, outcome="C", blocks={"controls": ["sex", "age"], "model": ["A", "B"]}
    ),
    "mediation": lambda survey: sk.mediation(survey, x="A", m="B", y="C", n_boot=200, seed=1),
    "hypothesis_summary": lambda survey: sk.hypothesis_summary(
        survey,
        results=[
            sk.linear_regression(survey, outcome="C", predictors=["A", "B"]),
            sk.mediation(survey, x="A", m="B", y="C", n_boot=200, seed=1),
            sk.paired_comparison(survey, pairs=[("before", "after")]),
        ],
    ),
}

NEEDS_CODEBOOK = {"measures", "sample_flow", "compare_exclusions", "screen", "hypothesis_summary", "codebook_report"}
PLAIN = [name for name in ANALYSES if name not in NEEDS_CODEBOOK]


@pytest.fixture(scope="module")
def results(scored: Survey) -> dict[str, Result]:
    return {name: analyze(scored) for name, analyze in ANALYSES.items()}


@pytest.mark.parametrize("name", ANALYSES)
def test_columns_come_from_the_glossary(results: dict[str, Result], name: str) -> None:
    for frame in (results[name].tidy(), results[name].glance()):
        assert [column for column in frame.columns if column not in COLUMNS] == []


def test_every_column_of_the_glossary_is_used(results: dict[str, Result]) -> None:
    used = {column for result in results.values() for frame in (result.tidy(), result.glance()) for column in frame}
    assert sorted(set(COLUMNS) - used) == []


@pytest.mark.parametrize("name", ANALYSES)
def test_who_was_counted_is_said(results: dict[str, Result], name: str) -> None:
    result = results[name]
    assert result.counts.used <= result.counts.total
    assert result.spec


@pytest.mark.parametrize("style", PRESETS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ANALYSES)
def test_shows_itself_in_every_style_and_language(
    results: dict[str, Result], name: str, language: str, style: str
) -> None:
    result = results[name]
    tables = [
        table
        for layout in result.layouts
        for table in result.tables(language=language, style=style, layout=layout)  # type: ignore[arg-type]
    ]
    prose = result.prose(language=language, style=style)  # type: ignore[arg-type]
    notes = result.note_texts(resolve_style(style, language))  # type: ignore[arg-type]
    printed = [prose, *notes, *(text for table in tables for text in words_of(table))]
    assert len(tables) >= len(result.layouts)
    assert prose
    for text in printed:
        assert "{" not in text
        assert "nan" not in text.lower().split()


def words_of(table: Table) -> list[str]:
    """Everything that a table prints but its numbers."""
    heads = [text for column in table.columns for text in (column.header, column.spanner, column.note)]
    cells = [cell.value for row in table.rows for cell in row.cells if isinstance(cell.value, str)]
    return [table.title, *table.notes, *heads, *cells]


def test_every_file_of_a_layout_belongs_to_a_result(results: dict[str, Result]) -> None:
    shared = {"__init__", "cells", "words"}
    rooms = {path.stem for path in Path(sk.__file__).parent.joinpath("tables").glob("*.py")} - shared
    shown = {
        result.topic if layout == "thesis" else f"{result.topic}_{layout}"
        for result in results.values()
        for layout in result.layouts
    }
    assert rooms == shown


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_frame_gives_the_same_numbers(scored: Survey, results: dict[str, Result], name: str) -> None:
    frame = scored.data
    items = {"A": ["A1", "A2", "A3"], "B": ["B1", "B2", "B3"], "C": ["C1", "C2", "C3"]}
    plain = sk.reliability(frame, items=items) if name == "reliability" else ANALYSES[name](frame)  # type: ignore[arg-type]
    if name in {"describe_sample", "linear_regression"}:
        frame = frame.astype({"sex": "category", "before": "category"})
        plain = ANALYSES[name](frame)  # type: ignore[arg-type]
    numbers = results[name].tidy().select_dtypes("number")
    pd.testing.assert_frame_equal(plain.tidy().select_dtypes("number"), numbers, check_dtype=False, rtol=1e-12)
