"""A font that holds every letter is found, or drawing stops with the command that brings one."""

from __future__ import annotations

import shutil
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from matplotlib import font_manager, get_data_path
from matplotlib.ft2font import FT2Font

from surveykit.core.result import Result
from surveykit.core.style import PRESETS
from surveykit.errors import MissingExtraError
from surveykit.figures import fonts

STYLE = PRESETS["cn-generic"]
BUNDLED = Path(get_data_path()) / "fonts" / "ttf"


def face_of(family: str) -> FT2Font:
    return font_manager.get_font(font_manager.findfont(font_manager.FontProperties(family=family)))


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the fonts that matplotlib carries, and no font package."""
    own = [entry for entry in font_manager.fontManager.ttflist if str(BUNDLED) in str(entry.fname)]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", own)
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)


def test_the_chinese_font_holds_the_characters() -> None:
    known = face_of(fonts.chinese_family()).get_charmap()
    assert all(ord(letter) in known for letter in "直骨社区职工之家满意度，。：（）")


def test_the_face_is_the_simplified_chinese_one() -> None:
    family = fonts.chinese_family()
    face = face_of(family)
    assert face.family_name == family in fonts.SIMPLIFIED_CHINESE
    japanese = family.replace(" SC", " JP")
    if japanese in font_manager.get_font_names() and japanese != family:
        other = face_of(japanese)
        assert face.get_char_index(ord("直")) != other.get_char_index(ord("直"))
        assert face.get_char_index(ord("骨")) != other.get_char_index(ord("骨"))


def test_a_japanese_font_is_not_taken_for_a_chinese_one(bare_machine: None, monkeypatch: pytest.MonkeyPatch) -> None:
    japanese = font_manager.FontEntry(fname="NotoSerifCJK-Regular.ttc", name="Noto Serif CJK JP", weight=400)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [*font_manager.fontManager.ttflist, japanese])
    with pytest.raises(MissingExtraError):
        fonts.chinese_family()


def test_without_any_font_the_message_names_the_command(bare_machine: None) -> None:
    with pytest.raises(MissingExtraError, match=r'pip install "surveykit\[fonts\]"'):
        fonts.families_for(["满意度"], STYLE)


def test_latin_text_needs_no_chinese_font(bare_machine: None) -> None:
    assert fonts.families_for(["β = −0.12 [−0.20, −0.04], R²"], STYLE) == ["STIXGeneral", "DejaVu Sans"]


def test_the_font_package_is_located_but_not_imported(
    bare_machine: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    shutil.copy(BUNDLED / "cmr10.ttf", folder / "NotoSerifCJKsc-Regular.otf")
    spec = ModuleSpec("mplfonts", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(fonts, "find_spec", lambda name: spec if name == "mplfonts" else None)
    assert fonts.chinese_family() == "cmr10"
    assert "mplfonts" not in sys.modules


def test_the_font_of_the_style_comes_first_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    times = font_manager.FontEntry(fname="times.ttf", name="Times New Roman", weight=400)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [*font_manager.fontManager.ttflist, times])
    assert fonts.latin_family(STYLE) == "Times New Roman"


def test_a_chinese_figure_stops_with_the_command_and_an_english_one_is_drawn(
    bare_machine: None, results: dict[str, Result]
) -> None:
    with pytest.raises(MissingExtraError, match="no Chinese font was found"):
        results["reliability"].plot(language="zh")
    assert results["reliability"].plot(language="en").axes


def test_a_font_installed_since_matplotlib_made_its_list_is_found(
    bare_machine: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    new = shutil.copy(BUNDLED / "cmr10.ttf", tmp_path / "new.ttf")
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [str(broken), str(new)])
    monkeypatch.setattr(fonts, "SIMPLIFIED_CHINESE", ("cmr10",))
    own = [entry for entry in font_manager.fontManager.ttflist if entry.name != "cmr10"]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", own)
    assert fonts.chinese_family() == "cmr10"


def test_a_letter_without_a_glyph_is_a_square_and_what_is_no_letter_is_left_out() -> None:
    assert fonts.drawable("a\n信b", ["STIXGeneral"]) == "a\n□b"
    assert fonts.drawable("a\x00\u202e\ud800\ue000b", ["STIXGeneral"]) == "ab"


@pytest.mark.parametrize(("head", "truetype"), [(b"\x00\x01\x00\x00", True), (b"OTTO", False)])
def test_outlines_are_told_by_the_first_face_of_a_font_or_a_collection(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, head: bytes, truetype: bool
) -> None:
    single, collection = tmp_path / "single.otf", tmp_path / "collection.ttc"
    single.write_bytes(head + bytes(20))
    collection.write_bytes(b"ttcf" + bytes(4) + (1).to_bytes(4, "big") + (16).to_bytes(4, "big") + head)
    monkeypatch.setattr(fonts, "_file", str)
    assert fonts.has_truetype_outlines([str(single)]) is truetype
    assert fonts.has_truetype_outlines([str(collection)]) is truetype
