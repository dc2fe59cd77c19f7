"""What every drawing promises, whatever it shows."""

from __future__ import annotations

import gc
import io
import weakref
from itertools import combinations

import matplotlib
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox, BboxBase

from surveykit.analyze.correlations import correlations
from surveykit.core.result import Result
from surveykit.core.survey import Survey
from surveykit.figures.canvas import CM, TEXT_SIZE, WIDTH
from surveykit.figures.palette import ACCENT, GREY, INK

LOOKS = [("zh", "cn-generic"), ("en", "apa7")]
SMALLEST = 6.0
TALLEST = 20.5
"""Centimetres that a page leaves for a figure above its caption."""

CHINESE = range(0x4E00, 0xA000)


def texts_of(figure: Figure) -> list[Text]:
    """Every text that a reader sees."""
    found = [artist for artist in figure.findobj(Text) if isinstance(artist, Text)]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def boxes_of(figure: Figure) -> list[tuple[str, Bbox]]:
    """Each text with the rectangle that it takes on the page, in pixels."""
    figure.canvas.draw()
    return [(text.get_text(), text.get_window_extent()) for text in texts_of(figure)]


def holds(page: BboxBase, box: Bbox) -> bool:
    """Whether a rectangle lies on the page."""
    return page.x0 <= box.x0 and page.y0 <= box.y0 and box.x1 <= page.x1 and box.y1 <= page.y1


@pytest.mark.parametrize(("language", "style"), LOOKS)
def test_every_text_is_on_the_page_clear_of_the_others_and_large_enough(
    result: Result, language: str, style: str
) -> None:
    for name in result.figures:
        figure = result.plot(language=language, style=style, figure=name)
        boxes = boxes_of(figure)
        outside = [text for text, box in boxes if not holds(figure.bbox, box)]
        overlapping = [
            (a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.padded(-1).overlaps(other.padded(-1))
        ]
        tiny = [text.get_text() for text in texts_of(figure) if text.get_fontsize() < SMALLEST]
        assert (outside, overlapping, tiny) == ([], [], []), name


def test_a_figure_fits_a_page(result: Result) -> None:
    for name in result.figures:
        width, height = result.plot(figure=name).get_size_inches() / CM
        assert width == pytest.approx(WIDTH)
        assert height < TALLEST


def test_shared_fills_lines_and_sizes_are_those_of_the_house(result: Result) -> None:
    for name in result.figures:
        figure = result.plot(figure=name)
        sizes = {text.get_fontsize() for text in texts_of(figure)}
        colours = {to_hex(line.get_color()) for axes in figure.axes for line in axes.lines}
        assert max(sizes) <= TEXT_SIZE
        assert colours <= {to_hex(colour) for colour in (ACCENT, GREY, INK)}


def test_words_are_in_the_language_asked_for(result: Result) -> None:
    shown = {
        language: "".join(text.get_text() for text in texts_of(result.plot(language=language)))
        for language in ("zh", "en")
    }
    assert any(ord(letter) in CHINESE for letter in shown["zh"])
    assert not any(ord(letter) in CHINESE for letter in shown["en"])


def test_settings_of_the_user_neither_change_nor_matter(results: dict[str, Result]) -> None:
    def drawn() -> bytes:
        target = io.BytesIO()
        results["regression"].plot().savefig(target, dpi=50)
        return target.getvalue()

    plain = drawn()
    with matplotlib.rc_context(
        {"font.size": 30, "text.color": "red", "axes.facecolor": "black", "font.family": "cursive"}
    ):
        before = dict(matplotlib.rcParams)
        assert drawn() == plain
        assert dict(matplotlib.rcParams) == before


def test_a_figure_leaves_nothing_behind(results: dict[str, Result]) -> None:
    figure = results["paired"].plot()
    figure.canvas.draw()
    remembered = weakref.ref(figure)
    del figure
    gc.collect()
    assert remembered() is None


def test_a_label_with_dollar_signs_is_not_read_as_a_formula(study: Survey) -> None:
    frame = study.data[["SQ", "SAT"]].set_axis(["cost $x_1$ and $y^", "SAT"], axis=1)
    figure = correlations(frame, columns=list(frame)).plot(language="en")
    figure.canvas.draw()
    assert any("$x_1$ and $y^" in text.get_text().replace("\n", " ") for text in texts_of(figure))
