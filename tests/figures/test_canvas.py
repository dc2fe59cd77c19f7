"""Saving: 300 dpi, nothing about who drew it, never half a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.figure import Figure
from PIL import Image

from surveykit.core.result import Result
from surveykit.errors import OptionError, WriteError
from surveykit.figures.canvas import CM, WIDTH, save_figure, text_on

TRACES = (b"Matplotlib v", b"matplotlib.org", b"dc:date", b"dc:creator", b"CreationDate", b"Software", b"/Producer")


@pytest.fixture(scope="module")
def figure(results: dict[str, Result]) -> Figure:
    return results["sample_flow"].plot()


def test_a_png_is_as_wide_as_the_text_at_300_dpi(figure: Figure, tmp_path: Path) -> None:
    with Image.open(save_figure(figure, tmp_path / "flow.png")) as image:
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        assert image.width == pytest.approx(WIDTH * CM * 300, abs=1)
        assert set(image.info) == {"dpi"}


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_file_names_no_program_author_or_date_and_repeats_itself(figure: Figure, tmp_path: Path, suffix: str) -> None:
    first, second = (save_figure(figure, tmp_path / f"{name}{suffix}").read_bytes() for name in ("first", "second"))
    assert first == second
    for trace in (
        b"Matplotlib v",
        b"matplotlib.org",
        b"dc:date",
        b"dc:creator",
        b"CreationDate",
        b"Software",
        b"/Producer",
    ):
        assert trace not in first


def test_another_suffix_is_refused_with_the_list(figure: Figure, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"'\.png', '\.svg', '\.pdf'"):
        save_figure(figure, tmp_path / "flow.jpg")
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_stays_unless_asked(figure: Figure, tmp_path: Path) -> None:
    target = tmp_path / "flow.png"
    target.write_text("precious")
    with pytest.raises(WriteError, match="overwrite=True"):
        save_figure(figure, target)
    assert target.read_text() == "precious"
    save_figure(figure, target, overwrite=True)
    assert target.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("colour", "expected"), [("#2B5C8A", "white"), ("#D9D9D9", "#222222")])
def test_text_is_light_on_dark_and_dark_on_light(colour: str, expected: str) -> None:
    assert text_on(colour) == expected
