"""The gallery shows whatever tables and figures there are. Make it anew with ``python docs/make_gallery.py``."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "images" / "gallery"
PAGE = (DOCS / "gallery.md").read_text(encoding="utf-8")

LARGEST = 45_000
LARGEST_IN_ALL = 6_000_000


def _modules(room: str, function: str) -> list[str]:
    """Modules of a room that make a table or a figure."""
    package = import_module(f"surveykit.{room}")
    names = [module.name for module in iter_modules(package.__path__)]
    return [name for name in names if hasattr(import_module(f"surveykit.{room}.{name}"), function)]


def _shown(kind: str) -> dict[str, list[str]]:
    """The pictures that the page shows, by the name of what is in them."""
    sections = re.split(r"^### (?:.* )?`(\w+)`$", PAGE.partition("## Figures")[0 if kind == "table" else 2], flags=re.M)
    pictures = (re.findall(r"\]\(images/gallery/([\w-]+\.png)\)\]", text) for text in sections[2::2])
    return dict(zip(sections[1::2], pictures, strict=True))


@pytest.mark.parametrize(("kind", "room", "function"), [("table", "tables", "lay_out"), ("figure", "figures", "draw")])
def test_every_layout_and_figure_has_its_four_pictures(kind: str, room: str, function: str) -> None:
    expected = {
        name: [f"{kind}_{name}_{style}_{suffix}.png" for suffix in ("docx", "html") for style in ("cn-generic", "apa7")]
        for name in _modules(room, function)
    }

    assert _shown(kind) == expected


def test_every_picture_is_there_small_and_shown() -> None:
    shown = {name for kind in ("table", "figure") for names in _shown(kind).values() for name in names}
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}

    assert set(sizes) == shown
    assert max(sizes.values()) <= LARGEST
    assert sum(sizes.values()) <= LARGEST_IN_ALL


def test_every_picture_says_what_it_is_and_that_the_data_are_synthetic() -> None:
    texts = re.findall(r"!\[([^]]*)\]", PAGE)

    assert len(texts) == len(list(PICTURES.iterdir()))
    assert all(text.endswith("SYNTHETIC DATA / 模拟数据") for text in texts)
    assert min(len(text.removesuffix("SYNTHETIC DATA / 模拟数据")) for text in texts) > 20
