"""A report numbers what it is given, mentions it before it appears, and writes all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from docx import Document

import surveykit as sk
from surveykit.errors import OptionError, WriteError
from surveykit.write.document import Heading, Paragraph

ANSWERS = pd.DataFrame(
    {
        "T1": [1, 2, 4, 5, 3, 4, 2, 5],
        "T2": [2, 2, 4, 4, 3, 5, 1, 4],
        "T3": [1, 3, 5, 5, 2, 4, 2, 4],
    }
)
ITEMS = ["T1", "T2", "T3"]


def report(**options: object) -> sk.Report:
    built = sk.Report(**{"language": "en", "style": "apa7", "chapter": 5, **options})  # type: ignore[arg-type]
    built.section(zh="信度", en="Reliability")
    built.add(sk.reliability(ANSWERS, items=ITEMS), headline=True)
    built.section(zh="相关", en="Correlations")
    built.add(sk.correlations(ANSWERS, columns=ITEMS), figure=True)
    return built


def test_tables_and_figures_are_numbered_within_the_chapter() -> None:
    built = report()
    assert [table.number for table in built.tables] == [f"5-{i}" for i in range(1, len(built.tables) + 1)]
    assert [figure.number for figure in built.figures] == ["5-1"]


def test_sections_are_numbered_within_the_chapter() -> None:
    assert [part.text for part in report().parts if isinstance(part, Heading)] == [
        "Chapter 5  Empirical Analysis",
        "5.1  Reliability",
        "5.2  Correlations",
    ]


def test_every_table_and_figure_is_mentioned_before_it_appears() -> None:
    built = report()
    for what, entries in (("Table", built.tables), ("Figure", built.figures)):
        for entry in entries:
            before = built.parts[: built.parts.index(entry)]
            mentions = [part.text for part in before if isinstance(part, Paragraph)]
            assert any(f"{what} {entry.number}" in text for text in mentions)


def test_headlines_are_the_sentences_asked_for() -> None:
    (headline,) = report().headlines
    assert "α" in headline


def test_the_title_and_the_notice_are_printed(tmp_path: Path) -> None:
    path = report(title="Results", notice="SYNTHETIC DATA").save(tmp_path / "chapter.docx")
    document = Document(str(path))
    assert document.paragraphs[0].text == "Chapter 5  Results"
    assert "SYNTHETIC DATA" in document.sections[0].header._element.xml


def test_a_result_without_a_drawing_says_so() -> None:
    with pytest.raises(OptionError, match="no figure"):
        sk.Report().add(sk.reliability(ANSWERS, items=ITEMS), figure=True)


@pytest.mark.parametrize("name", ["chapter.pdf", "chapter.md", "chapter"])
def test_a_word_document_is_not_written_under_another_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(OptionError, match=r"\.docx"):
        report().save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_all_files_are_written_together(tmp_path: Path) -> None:
    survey = sk.Survey.from_frame(ANSWERS)
    files = report().save_all(tmp_path / "out", survey=survey)
    names = {path.relative_to(tmp_path / "out").as_posix() for path in files}
    figures = {f"figures/figure_5-1_correlations{suffix}" for suffix in (".png", ".svg", ".pdf")}
    assert names == {"chapter.docx", "tables.xlsx", "cleaning_log.xlsx", *figures}


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("surveykit.report.write_figures", fail)
    with pytest.raises(WriteError, match="No space left"):
        report().save_all(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(WriteError, match="holds files"):
        report().save_all(tmp_path)
    report().save_all(tmp_path, overwrite=True)
    assert (tmp_path / "mine.txt").read_text() == "mine"
