"""Saving: 300 dpi, nothing about who drew it, never half a file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from PIL import Image, ImageChops

from surveykit.core.result import Result
from surveykit.errors import OptionError, WriteError
from surveykit.figures import saving
from surveykit.figures.canvas import CM, WIDTH, house_style, new_figure
from surveykit.figures.drawing import Drawing
from surveykit.figures.saving import save_figure

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
    for trace in TRACES:
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


def test_an_image_looks_as_it_was_drawn(figure: Figure, tmp_path: Path) -> None:
    drawn = io.BytesIO()
    with house_style():
        figure.savefig(drawn, dpi=300)
    with Image.open(drawn) as before, Image.open(save_figure(figure, tmp_path / "flow.png")) as after:
        difference = ImageChops.difference(before.convert("RGB"), after.convert("RGB"))
        assert max(high for _, high in difference.getextrema()) <= 8
        assert after.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_files_are_small_enough_to_send(results: dict[str, Result]) -> None:
    for name in ("describe_items", "efa_items", "describe_sample"):
        drawing = Drawing(results[name].plot())
        assert all(len(drawing.image(suffix)) < 300_000 for suffix in (".png", ".svg", ".pdf")), name


def test_letters_are_outlines_in_an_svg(figure: Figure, tmp_path: Path) -> None:
    text = save_figure(figure, tmp_path / "flow.svg").read_text(encoding="utf-8")
    assert "<text" not in text
    assert "font-family" not in text


@pytest.mark.parametrize(("truetype", "kind"), [(True, b"/CIDFontType2"), (False, b"/Type3")])
def test_a_pdf_embeds_truetype_fonts_as_such_and_others_as_outlines(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, truetype: bool, kind: bytes
) -> None:
    monkeypatch.setattr(saving, "has_truetype_outlines", lambda families: truetype)
    with house_style():
        figure = new_figure(2)
        figure.text(0.1, 0.5, "R", fontfamily="STIXGeneral")
    assert kind in save_figure(figure, tmp_path / "letters.pdf").read_bytes()
