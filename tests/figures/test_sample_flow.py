"""The flow figure: what it says, and that nothing of it leaves its box or the page."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text as Words

from surveykit import Rule, Survey, Text, correlations, drop_cases, exclude_flagged, flag_inconsistent, sample_flow
from surveykit.figures.boxes import INDENT
from surveykit.figures.sample_flow import PAGE

CM = 2.54
LONG = Text(
    zh="受访者表示从未使用过该项社区服务，却在后续题目中对其质量作出评价",
    en="Said never to have used the service, and rated its quality in the questions that followed",
)


def study(modes: list[str], reasons: int, *, label: Text = LONG) -> Survey:
    """Respondents of several modes, one of them excluded for each reason, and three dropped."""
    frame = pd.DataFrame({"q": np.arange(100.0), "r": np.arange(100.0) % 7})
    read = Survey.from_frame(frame)
    paradata = pd.DataFrame({"mode": [modes[i % len(modes)] for i in range(100)]}, index=frame.index)
    survey = Survey(read.data, read.codebook, paradata=paradata, log=read.log)
    survey = drop_cases(survey, where=lambda d: d["q"] > 96, reason=label.zh)
    families = ["eligibility", "duplicate", "inconsistency"]
    rules = [
        Rule(name=f"r{i}", label=label, where=lambda d, i=i: d["q"] == i, family=families[i % 3])
        for i in range(reasons)
    ]
    return survey.pipe(flag_inconsistent, rules=rules).pipe(exclude_flagged) if rules else survey


def words_of(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(Words))


def boxes_of(figure: Figure) -> list[Rectangle]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("reasons", [0, 1, 3, 12, 40])
@pytest.mark.parametrize("modes", [[""], ["paper", "web"], ["paper", "web", "phone"], list("abcde")])
def test_every_word_stays_within_its_box_and_the_drawing_on_a_page(
    modes: list[str], reasons: int, language: str
) -> None:
    survey = study(modes, reasons)
    result = sample_flow(survey, results=[correlations(survey, columns=["q", "r"])])
    figure = result.plot(language=language)  # type: ignore[arg-type]
    assert figure.get_figheight() * CM <= PAGE
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    boxes = [box.get_window_extent(renderer) for box in boxes_of(figure)]
    for text in figure.axes[0].texts:
        extent = text.get_window_extent(renderer)
        assert any(box.x0 <= extent.x0 and extent.x1 <= box.x1 for box in boxes if box.y0 < extent.y0 < box.y1), text


@pytest.mark.parametrize("reasons", [1, 3, 12])
def test_boxes_do_not_overlap(reasons: int) -> None:
    boxes = boxes_of(sample_flow(study(["paper", "web"], reasons)).plot())
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = (
                one.get_x() + one.get_width() <= other.get_x()
                or other.get_x() + other.get_width() <= one.get_x()
                or one.get_y() + one.get_height() <= other.get_y()
                or other.get_y() + other.get_height() <= one.get_y()
            )
            assert apart


def test_every_stage_has_a_box_and_what_is_left_after_it() -> None:
    result = sample_flow(study(["paper", "web"], 3, label=Text(zh="理由", en="reason")))
    words = words_of(result.plot())
    for told in (
        "回收问卷100份",
        "按说明剔除3份",
        "剩余问卷97份",
        "不符合调查对象1份",
        "剩余问卷96份",
        "重复作答1份",
        "有效问卷94份",
    ):
        assert told in words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_of_a_reason_stands_further_in_than_the_heading_of_its_box(language: str) -> None:
    figure = sample_flow(study([""], 0)).plot(language=language)  # type: ignore[arg-type]
    heading, *reason = [text for text in figure.axes[0].texts if text.get_ha() == "left"]
    assert heading.get_text() in ("剔除问卷3份", "Excluded: 3")
    assert len(reason) > 1
    assert {round(line.get_position()[0] - heading.get_position()[0], 6) for line in reason} == {round(INDENT, 6)}


def test_two_modes_have_a_box_each() -> None:
    result = sample_flow(study(["paper", "web"], 0), issued={"paper": 60, "web": 80})
    words = words_of(result.plot(language="en"))
    assert "Issued: 60" in words
    assert "Returned: 50 (83.3%)" in words
    assert len(boxes_of(result.plot())) == 6


def test_reasons_that_have_no_line_are_told_as_one() -> None:
    result = sample_flow(study([""], 39))
    assert "其余" in words_of(result.plot())
    n = sum(row["n"] for _, row in result.removals.iterrows())
    assert n == 42


def test_the_analysed_are_told_with_whom_they_lost() -> None:
    data = pd.DataFrame({"a": [1.0, 2, 3, 5, 2], "b": [2.0, 1, 4, 5, None]})
    survey = Survey.from_frame(data)
    result = sample_flow(survey, results=correlations(survey, columns=["a", "b"], missing="listwise"))
    assert "相关分析：4份（因缺失剔除1份）" in words_of(result.plot())
    many = sample_flow(survey, results=[correlations(survey, columns=["a", "b"])] * 12)
    assert "其余4项分析见表" in words_of(many.plot())
