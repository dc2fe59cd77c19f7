"""A report numbers what it is given, mentions it before it appears, and writes all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from docx import Document

import surveykit as sk
from surveykit.core.result import Result
from surveykit.errors import ColumnError, OptionError, WriteError
from surveykit.write.parts import Heading, Paragraph

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


def no_figure() -> Result:
    """A result of which no figure is drawn."""
    regression = sk.linear_regression(ANSWERS, outcome="T1", predictors=["T2"])
    book = {"hypotheses": [{"id": "H1", "label": "one", "test": "regression", "outcome": "T1", "predictors": "T2"}]}
    survey = sk.Survey.from_frame(ANSWERS, codebook=sk.Codebook.model_validate(book))
    return sk.hypothesis_summary(survey, results=[regression])


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
    with pytest.raises(OptionError, match="no figure is drawn of HypothesesResult"):
        sk.Report().add(no_figure(), figure=True)


@pytest.mark.parametrize("name", ["chapter.pdf", "chapter.doc", "chapter"])
def test_an_unknown_format_is_answered_with_the_known_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(OptionError, match=r"'\.docx', '\.html', '\.tex', '\.md'"):
        report().save(tmp_path / name)
    with pytest.raises(OptionError, match="formats"):
        report().save_all(tmp_path / "out", formats=[".docx", ".pdf"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".docx", ".html", ".tex", ".md"])
def test_every_format_holds_every_table_and_names_every_figure(tmp_path: Path, suffix: str) -> None:
    built = report(notice="SYNTHETIC DATA")
    path = built.save(tmp_path / f"chapter{suffix}")
    if suffix == ".docx":
        body = Document(str(path)).element.body
        content = "".join(node.text or "" for node in body.iter() if str(node.tag).endswith("}t"))
    else:
        content = path.read_text(encoding="utf-8").replace("\\", "")
    for table in built.tables:
        assert table.title.split()[0] in content
    assert ("figure_5-1_correlations.pdf" if suffix == ".tex" else "Figure 5-1") in content
    beside = sorted(entry.name for entry in tmp_path.iterdir())
    assert beside == ["chapter" + suffix, *(["chapter_figures"] if suffix in (".tex", ".md") else [])]


def test_an_existing_chapter_stays_with_its_figures(tmp_path: Path) -> None:
    path = report().save(tmp_path / "chapter.md")
    with pytest.raises(WriteError, match="exists"):
        report().save(path)
    assert report().save(path, overwrite=True) == path


def test_a_name_is_given_or_made_and_is_taken_once() -> None:
    built = report()
    built.add(sk.reliability(ANSWERS, items=ITEMS))
    assert list(built.results) == ["reliability", "correlations", "reliability_2"]
    assert [table.name for table in built.tables][-2:] == ["reliability_2", "reliability_2_items"]
    with pytest.raises(OptionError, match="taken"):
        built.add(sk.reliability(ANSWERS, items=ITEMS), name="reliability")
    with pytest.raises(OptionError, match="letters, digits"):
        built.add(sk.reliability(ANSWERS, items=ITEMS), name="a.b")


def test_tables_are_edited_on_their_way_into_the_report() -> None:
    built = sk.Report(style="apa7")
    built.add(sk.describe_items(ANSWERS, items=ITEMS), edit=lambda table: table.drop(columns=["Skewness"]))
    assert "Skewness" not in built.tables[0].column_names


def test_another_layout_is_chosen_by_its_name() -> None:
    built = sk.Report(style="apa7")
    result = sk.correlations(ANSWERS, columns=ITEMS)
    built.add(result, layout="interval")
    assert built.tables[0].rows == result.table(layout="interval", language="en", style="apa7").rows
    with pytest.raises(OptionError, match="'interval'"):
        built.add(result, layout="intervals")


def test_a_paragraph_mentions_tables_and_numbers_by_name() -> None:
    built = report()
    built.paragraph(zh="", en="See {{table:reliability}}, {{figure:correlations}}: {{reliability.alpha}}.")
    (said,) = (part for part in built.parts if isinstance(part, Paragraph) and part.text.startswith("See"))
    alpha = sk.reliability(ANSWERS, items=ITEMS).glance()["alpha"].iloc[0]
    assert said.text == f"See Table 5-1, Figure 5-1: {alpha:.2f}.".replace("0.", ".")
    assert [type(piece).__name__ for piece in said.pieces] == [
        "str",
        "Reference",
        "str",
        "Reference",
        "str",
        "str",
        "str",
    ]


@pytest.mark.parametrize("place", ["{{table:loadings}}", "{{figure:efa}}", "{{reliability.beta}}", "{{nothing}}"])
def test_a_place_that_names_nothing_is_refused(place: str) -> None:
    built = report()
    built.paragraph(zh=place, en=place)
    with pytest.raises(OptionError):
        built.parts  # noqa: B018


@pytest.mark.parametrize("place", ["{{}}", "{{table:reliability}", "table:reliability}}", "｛｛table：reliability｝"])
def test_a_place_that_is_not_whole_is_not_printed(place: str) -> None:
    built = report()
    built.paragraph(zh=place, en=f"see {place} for more")
    with pytest.raises(OptionError, match="no whole place"):
        built.parts  # noqa: B018


def test_a_place_may_be_typed_with_the_signs_of_a_chinese_keyboard() -> None:
    built = report()
    built.paragraph(zh="", en="a：｛｛table：reliability｝｝｛｛reliability．alpha｝｝：b")
    alpha = built.value("reliability.alpha")
    assert f"a：Table 5-1{alpha}：b" in [part.text for part in built.parts if isinstance(part, Paragraph)]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"chapter": 0}, "chapter=0 must be a number of at least 1"),
        ({"chapter": "4"}, "chapter='4' must be a number"),
        ({"wording": "plain"}, "wording must be a Wording, not str"),
    ],
)
def test_a_report_of_the_wrong_things_is_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        report(**wrong)


def test_what_cannot_be_done_with_a_result_is_said_when_it_is_added() -> None:
    built, result = sk.Report(), sk.correlations(ANSWERS, columns=ITEMS)
    with pytest.raises(OptionError, match="edit='drop' must be a function of a table"):
        built.add(result, edit="drop")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="figure=None must be True, False"):
        built.add(result, figure=None)  # type: ignore[arg-type]
    built.add(result, edit=lambda table: table.title)  # type: ignore[arg-type, return-value]
    with pytest.raises(OptionError, match="edit of 'correlations' must give a table, not str"):
        built.tables  # noqa: B018


def test_formats_are_a_list(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"formats='\.html' must be a list"):
        report().save_all(tmp_path / "all", formats=".html")


def test_methods_want_a_survey() -> None:
    built = report()
    for ask in (built.methods, built.add_methods):
        with pytest.raises(ColumnError, match="must be a Survey"):
            ask(ANSWERS)  # type: ignore[arg-type]


def test_a_table_of_ones_own_joins_the_numbering(tmp_path: Path) -> None:
    built = report()
    people = pd.DataFrame({"No.": ["G1"], "Sex": ["female"], "Age": [42]})
    built.add_table(sk.Table.from_frame(people, title="Interviewees", name="interviewees"))
    assert built.tables[-1].number == f"5-{len(built.tables)}"
    assert built.tables[-1].style == built.style
    with pytest.raises(OptionError, match="Table"):
        built.add_table(people)  # type: ignore[arg-type]


def test_small_counts_are_hidden_from_table_value_and_sentence() -> None:
    answers = pd.DataFrame({"party": ["member"] * 2 + ["other"] * 30 + ["none"] * 8})
    built = sk.Report(style="apa7", min_cell=5)
    built.add(sk.describe_sample(answers, columns=["party"]))
    shown = [row.cells[2].value for row in built.tables[0].rows]
    assert 2 not in shown
    assert sum(value is None or isinstance(value, str) for value in shown) >= 2
    assert built.value("describe_sample.party.1.n") == "—"
    with pytest.raises(OptionError, match="min_cell"):
        sk.Report(min_cell=3)


def test_methods_say_what_was_done() -> None:
    survey = sk.Survey.from_frame(ANSWERS)
    built = report()
    text = built.methods(survey)
    assert "surveykit" in text
    assert "α" in text or "alpha" in text
    built.add_methods(survey)
    assert text in [part.text for part in built.parts if isinstance(part, Paragraph)]


def test_all_files_are_written_together(tmp_path: Path) -> None:
    survey = sk.Survey.from_frame(ANSWERS)
    files = report().save_all(tmp_path / "out", survey=survey)
    names = {path.relative_to(tmp_path / "out").as_posix() for path in files}
    figures = {f"figures/figure_5-1_correlations{suffix}" for suffix in (".png", ".svg", ".pdf")}
    assert names == {"chapter.docx", "tables.xlsx", "cleaning_log.xlsx", *figures}


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("surveykit.report.report.write_figures", fail)
    with pytest.raises(WriteError, match="No space left"):
        report().save_all(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(WriteError, match="holds files"):
        report().save_all(tmp_path)
    report().save_all(tmp_path, overwrite=True)
    assert (tmp_path / "mine.txt").read_text() == "mine"
