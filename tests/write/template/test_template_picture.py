"""Pictures come and go with the figures that show them; those of the thesis stay."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from surveykit.core.style import PRESETS
from surveykit.write.parts import Illustration, anchor
from surveykit.write.template import Place, fill_template

STYLE = PRESETS["cn-generic"]
EFA = Place("figure", "efa")


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def _rewritten(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


@pytest.fixture
def filled(draft, drawn: Callable[..., Illustration]) -> Path:
    """A thesis with a picture of its own and a figure of ours."""
    own = BytesIO()
    Figure(figsize=(1, 1)).savefig(own, format="png")
    draft.document.add_picture(own)
    draft.line("{{figure:efa}}")
    return fill_template(draft.save(), draft.folder / "filled.docx", {EFA: [drawn()]}, style=STYLE)


def _media(path: Path) -> list[str]:
    return [name.rpartition("/")[2] for name in _parts(path) if "/media/" in name]


def test_a_picture_that_word_has_renamed_leaves_with_its_figure(filled, drawn) -> None:
    parts = {
        name.replace("surveykit_efa", "image2"): content.replace(b"surveykit_efa.png", b"image2.png").replace(
            b'"surveykit_efa"', b'"rId77"'
        )
        for name, content in _parts(filled).items()
    }
    again = fill_template(
        _rewritten(filled, parts), filled.with_name("again.docx"), {EFA: [drawn(height=4)]}, style=STYLE
    )

    assert _media(filled) == ["image1.png", "image2.png"]
    assert _media(again) == ["image1.png", "surveykit_efa.png"]
    assert b"rId77" not in b"".join(_parts(again).values())


def test_a_picture_that_stands_elsewhere_too_stays_as_it_is(filled, drawn) -> None:
    parts = _parts(filled)
    document = parts["word/document.xml"]
    copy = b'<w:p><w:r><w:pict><x r:embed="surveykit_efa"/></w:pict></w:r></w:p><w:sectPr'
    parts["word/document.xml"] = copy.join(document.rsplit(b"<w:sectPr", 1))
    again = fill_template(
        _rewritten(filled, parts), filled.with_name("again.docx"), {EFA: [drawn(height=4)]}, style=STYLE
    )
    after = _parts(again)

    assert _media(again) == ["image1.png", "surveykit_efa.png", "surveykit_efa_2.png"]
    assert after["word/media/surveykit_efa.png"] == parts["word/media/surveykit_efa.png"]
    twice = fill_template(again, filled.with_name("twice.docx"), {EFA: [drawn(height=4)]}, style=STYLE)
    assert twice.read_bytes() == again.read_bytes()


def test_two_figures_of_one_name_have_a_picture_each_and_one_picture_serves_both_copies(draft, drawn) -> None:
    for kind in ("figure:a", "figure:b", "figure:a"):
        draft.line("{{" + kind + "}}")
    contents = {Place("figure", "a"): [drawn("同名", 3)], Place("figure", "b"): [drawn("同名", 4)]}
    filled = fill_template(draft.save(), draft.folder / "filled.docx", contents, style=STYLE)

    first = anchor("figure", "同名").replace("figure_", "surveykit_")
    assert _media(filled) == [f"{first}.png", f"{first}_2.png"]


def test_a_picture_is_not_drawn_taller_than_the_page(draft, drawn) -> None:
    draft.line("{{figure:efa}}")
    path = fill_template(draft.save(), draft.folder / "filled.docx", {EFA: [drawn(height=30)]}, style=STYLE)
    extent = _parts(path)["word/document.xml"].partition(b"<wp:extent")[2]
    height = int(extent.partition(b'cy="')[2].partition(b'"')[0]) / 12700

    assert height == pytest.approx(0.85 * (792 - 144), abs=1)
