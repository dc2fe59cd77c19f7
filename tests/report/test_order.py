"""Results stand in the order of a thesis, unless the report has sections of its own."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import surveykit as sk
from surveykit.core.result import Result
from surveykit.report.order import SECTIONS
from surveykit.write.parts import Heading, Paragraph


def headings(report: sk.Report) -> list[str]:
    return [part.text for part in report.parts if isinstance(part, Heading)]


def test_the_order_of_a_thesis_is_the_default(results: dict[str, Result]) -> None:
    report = sk.Report(style="apa7")
    for name in ("mediation", "regression", "correlations", "sample", "reliability"):
        report.add(results[name])
    assert headings(report)[1:] == [
        "4.1  Sample Profile",
        "4.2  Reliability",
        "4.3  Correlations",
        "4.4  Regression",
        "4.5  Mediation",
    ]
    assert [table.number for table in report.tables] == [f"4-{i}" for i in range(1, len(report.tables) + 1)]


def test_a_report_with_sections_stays_as_it_was_filled(results: dict[str, Result]) -> None:
    report = sk.Report(style="apa7")
    report.section(zh="乙", en="B")
    report.add(results["correlations"])
    report.add(results["reliability"])
    assert headings(report)[1:] == ["4.1  B"]
    assert [table.name for table in report.tables][:2] == ["correlations", "reliability"]


def test_a_paragraph_goes_where_the_result_after_it_goes(results: dict[str, Result]) -> None:
    report = sk.Report(style="apa7")
    report.paragraph(zh="一", en="before the correlations")
    report.add(results["correlations"])
    report.add(results["reliability"])
    report.paragraph(zh="二", en="after all")
    texts = [part.text for part in report.parts if isinstance(part, Paragraph | Heading)]
    assert texts.index("before the correlations") == texts.index("4.2  Correlations") + 1
    assert texts.index("after all") > texts.index("4.1  Reliability")


def test_methods_stand_after_the_measures_whenever_they_are_added(results: dict[str, Result]) -> None:
    report = sk.Report(style="apa7")
    report.add(results["reliability"])
    report.add_methods()
    report.add(results["sample"])
    assert headings(report)[1:] == ["4.1  Data and Methods", "4.2  Sample Profile", "4.3  Reliability"]
    assert next(part.text for part in report.parts if isinstance(part, Paragraph)) == report.methods()


def test_lists_come_first_and_appendices_last(results: dict[str, Result], study: sk.Survey) -> None:
    report = sk.Report(style="apa7")
    report.add_questionnaire(study)
    report.add(results["reliability"])
    report.contents()
    kinds = [type(part).__name__ for part in report.parts]
    assert kinds[:3] == ["Heading", "Contents", "Contents"]
    assert headings(report)[-1] == "Appendix A  Questionnaire"


def test_every_topic_has_its_place() -> None:
    rooms = {module.name for module in iter_modules(import_module("surveykit.prose").__path__)}
    shared = {"phrases", "methods"}
    placed = [topic for topics in SECTIONS.values() for topic in topics]
    assert {room for room in rooms if not room.startswith("methods")} - shared <= set(placed)
    assert len(placed) == len(set(placed))
