"""Every platform's export, spoilt in every way files are: the answers of the clean file, or a refusal that says why."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from surveykit.core.survey import Survey
from surveykit.errors import ReadError
from surveykit.read.survey import read_survey

SPOILER: dict[str, Any] = runpy.run_path(str(Path(__file__).with_name("dirty_exports.py")))
DATA = Path(__file__).parents[1] / "data"
TABLES: dict[str, tuple[tuple[str, ...], ...]] = SPOILER["tables"]()
as_csv, as_workbook = SPOILER["as_csv"], SPOILER["as_workbook"]

Make = Callable[[Any], bytes]

READ: dict[str, tuple[Make, str]] = {
    "gbk": (lambda table: as_csv(table, "gbk"), "was read as"),
    "utf-8 with mark": (lambda table: as_csv(table, "utf-8-sig"), "was read as utf-8-sig"),
    "utf-16": (lambda table: as_csv(table, "utf-16"), "was read as utf-16"),
    "utf-16 without mark": (lambda table: as_csv(table, "utf-16-le"), "was read as utf-16-le"),
    "workbook": (as_workbook, ""),
    "blank rows": (lambda table: as_csv(SPOILER["with_blank_rows"](table)), ""),
    "blank rows of a workbook": (lambda table: as_workbook(SPOILER["with_blank_rows"](table)), ""),
    "blank columns": (lambda table: as_csv(SPOILER["with_blank_columns"](table)), ""),
    "title": (lambda table: as_csv(SPOILER["with_title"](table)), "rows above the header"),
    "title in a workbook": (lambda table: as_workbook(SPOILER["with_title"](table)), "rows above the header"),
    "moments as cells": (lambda table: as_workbook(table, SPOILER["dates_as_cells"]), ""),
    "moments as day numbers": (lambda table: as_workbook(table, SPOILER["dates_as_serials"]), ""),
    "zipped": (lambda table: SPOILER["zipped"](as_csv(table)), "from the archive"),
}
REFUSED: dict[str, tuple[Make, str]] = {
    "merged headers": (lambda table: as_workbook(table, SPOILER["merge_headers"]), "merged cells.*Write one header"),
    "zip cut short": (lambda table: SPOILER["zipped"](as_csv(table))[:-40], "download is incomplete"),
    "workbook cut short": (lambda table: as_workbook(table)[:-200], "download is incomplete"),
    "web page": (SPOILER["as_web_page"], "web page.*save it as .xlsx"),
    "header only": (lambda table: as_csv(SPOILER["header_only"](table)), "no answers below"),
    "no bytes": (lambda table: b"", "0 bytes"),
}
NAMED_BY_HEADERS = ("kobo", "formr")
"""Platforms whose headers are names, so that no export of theirs has one twice."""

STATISTICS_FILES = ("spss/sample.sav", "spss/sample.zsav", "stata/sample.dta")


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Survey]:
    def one(content: bytes, name: str = "export.xls") -> Survey:
        (tmp_path / name).write_bytes(content)
        return read_survey(tmp_path / name)

    return one


def answers(survey: Survey) -> pd.DataFrame:
    """Answers and what is known of the answering, but for the place in the file and tokens, keyed anew each time."""
    paradata = survey.paradata.drop(
        columns=["source_row", "source_file", "address_token", "device_token"], errors="ignore"
    )
    tokens = [name for name in paradata if str(name).endswith("_token")]
    return pd.concat([survey.data, paradata.drop(columns=tokens)], axis=1).reset_index(drop=True).astype(object)


@pytest.mark.parametrize("platform", TABLES)
def test_every_table_is_one_of_its_platform(read: Callable[..., Survey], platform: str) -> None:
    found = read(as_csv(TABLES[platform])).log[0].arguments["platform"]
    assert platform in (found, f"{found}_2018", f"{found}_legacy")


@pytest.mark.parametrize("way", READ)
@pytest.mark.parametrize("platform", TABLES)
def test_read_as_the_clean_file(read: Callable[..., Survey], platform: str, way: str) -> None:
    make, said = READ[way]
    try:
        content = make(TABLES[platform])
    except UnicodeEncodeError:
        pytest.skip("the export holds letters that this encoding does not have")
    clean, dirty = read(as_csv(TABLES[platform])), read(content)
    dates = [name for name in clean.data if way == "moments as day numbers" and _holds_moments(clean.data[name])]
    pd.testing.assert_frame_equal(
        answers(dirty).drop(columns=dates), answers(clean).drop(columns=dates), check_names=False
    )
    assert said in dirty.log[0].told("en")


def _holds_moments(answered: pd.Series) -> bool:
    """Whether a question asks for a date; nothing but a codebook can tell day numbers in it from amounts."""
    texts = answered.dropna().astype(str)
    return not texts.empty and bool(texts.str.match(r"\d{4}-\d\d-\d\d").all())


@pytest.mark.parametrize("way", REFUSED)
@pytest.mark.parametrize("platform", TABLES)
def test_refused_with_a_next_step(read: Callable[..., Survey], platform: str, way: str) -> None:
    make, says = REFUSED[way]
    with pytest.raises(ReadError, match=f"^export.xls.*{says}"):
        read(make(TABLES[platform]))


@pytest.mark.parametrize("platform", TABLES)
def test_a_header_twice_is_told_and_spoils_no_other_column(read: Callable[..., Survey], platform: str) -> None:
    clean = read(as_csv(TABLES[platform]))
    twice = as_csv(SPOILER["with_twin_column"](TABLES[platform]))
    if platform in NAMED_BY_HEADERS:
        with pytest.raises(ReadError, match="twice"):
            read(twice)
        return
    dirty = read(twice)
    assert not TABLES[platform][0][-1] or "stands over the columns" in dirty.log[0].told("en")
    pd.testing.assert_frame_equal(
        dirty.data[clean.data.columns], clean.data, check_dtype=False, check_names=False, check_column_type=False
    )


@pytest.mark.parametrize("name", STATISTICS_FILES)
def test_statistics_files_under_other_names_and_in_archives(read: Callable[..., Survey], name: str) -> None:
    content = (DATA / name).read_bytes()
    clean = read(content)
    pd.testing.assert_frame_equal(read(SPOILER["zipped"](content, Path(name).name)).data, clean.data)
    for cut in (4, 300, len(content) // 2):
        with pytest.raises(ReadError, match=r"^export\.xls"):
            read(content[:cut])
