"""Finding fonts that hold every letter of a figure, Chinese included.

A fresh Linux machine has no Chinese font, and matplotlib then prints boxes. So a font is looked for among those of the
system, then in the font package that the extra ``surveykit[fonts]`` brings, and if there is none, drawing stops with
an error that says what to install.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import category

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from surveykit.core.style import Style
from surveykit.errors import MissingExtraError

TIMES_LIKE = ("Times New Roman", "Liberation Serif", "Nimbus Roman", "Tinos", "TeX Gyre Termes", "STIXGeneral")
"""Fonts for Latin letters and digits, best first. matplotlib itself carries the last one."""

SIMPLIFIED_CHINESE = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "SimSun",
    "Songti SC",
    "STSong",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
"""Fonts with the letter shapes of mainland China, those that look like 宋体 first.

A collection such as ``NotoSerifCJK-Regular.ttc`` holds a Japanese and a Chinese face of one font. Names are those of
the faces, so the Japanese one is never taken for the Chinese, not even by a matplotlib that sees only the first face.
"""

FONT_PACKAGE = "mplfonts"
PACKAGED_FONTS = ("NotoSerifCJKsc-Regular.otf", "NotoSansCJKsc-Regular.otf")

SYMBOLS = "DejaVu Sans"
"""Comes with matplotlib; asked last, for signs that neither of the other two holds."""

UNKNOWN = "□"
"""Drawn for a letter that no font at hand holds, such as a rare emoji."""


def families_for(texts: Iterable[str], style: Style) -> list[str]:
    """Font families that together hold every character of `texts`, in the order in which to try them.

    Raises
    ------
    MissingExtraError
        If there is Chinese among the texts and no Chinese font on the machine.
    """
    latin = latin_family(style)
    unknown = {ord(letter) for text in texts for letter in text if not letter.isspace()} - _letters(latin)
    if any(_is_east_asian(code) for code in unknown):
        return [latin, chinese_family(), SYMBOLS]
    return [latin, SYMBOLS]


def drawable(text: str, families: Iterable[str]) -> str:
    """`text` with a square for each letter that none of the families holds, and without what is no letter at all.

    Control characters, and marks that are invisible or turn the direction of the text, are left out.
    """
    held = frozenset[int]().union(*(_letters(family) for family in families))
    shown = (letter for letter in text if letter == "\n" or not category(letter).startswith("C"))
    return "".join(letter if letter.isspace() or ord(letter) in held else UNKNOWN for letter in shown)


def has_truetype_outlines(families: Iterable[str]) -> bool:
    """Whether all families are TrueType fonts, which a PDF can hold as they are; many Chinese fonts are not."""
    return all(_flavour(_file(family)) != b"OTTO" for family in families)


def latin_family(style: Style) -> str:
    """The style's own Latin font where it is installed, else one like Times."""
    installed = _installed()
    return next(name for name in (style.latin_font, *TIMES_LIKE) if name in installed)


def chinese_family() -> str:
    """A font for Simplified Chinese: of the system, else of the font package.

    Raises
    ------
    MissingExtraError
        If there is neither.
    """
    family = _known_family() or _packaged_family() or _newly_installed_family()
    if not family:
        raise MissingExtraError(
            "no Chinese font was found on this computer, so Chinese text in figures would come out as boxes. "
            f"Allowed: any of {', '.join(SIMPLIFIED_CHINESE[:5])}, ... as a system font, or the font package. "
            'Install it with: pip install "surveykit[fonts]"'
        )
    return family


def _known_family() -> str:
    """The best Chinese font among those that matplotlib knows; empty where there is none."""
    installed = _installed()
    return next((name for name in SIMPLIFIED_CHINESE if name in installed), "")


def _packaged_family() -> str:
    """Make the font package's font known to matplotlib, and give its name; empty where there is no package.

    The package is not imported, only located: importing it would change matplotlib's settings.
    """
    spec = find_spec(FONT_PACKAGE)
    folders = spec.submodule_search_locations if spec and spec.submodule_search_locations else ()
    for path in (Path(folder) / "fonts" / name for folder in folders for name in PACKAGED_FONTS):
        if path.is_file():
            font_manager.fontManager.addfont(path)
            return FT2Font(str(path)).family_name
    return ""


def _newly_installed_family() -> str:
    """A Chinese font that was installed after matplotlib had made its list of fonts; empty where there is none."""
    known = {str(entry.fname) for entry in font_manager.fontManager.ttflist}
    for path in font_manager.findSystemFonts():
        if path not in known:
            with suppress(OSError, RuntimeError):
                font_manager.fontManager.addfont(path)
    return _known_family()


def _installed() -> frozenset[str]:
    """Families of which matplotlib knows an upright face of regular weight."""
    return frozenset(
        entry.name
        for entry in font_manager.fontManager.ttflist
        if entry.style == "normal" and 300 <= int(font_manager.weight_dict.get(str(entry.weight), entry.weight)) <= 500
    )


@cache
def _letters(family: str) -> frozenset[int]:
    """Code points that the regular face of `family` holds."""
    return frozenset(FT2Font(_file(family)).get_charmap())


def _file(family: str) -> str:
    """The file of the regular face of `family`."""
    return str(font_manager.findfont(font_manager.FontProperties(family=[family]), fallback_to_default=False))


@cache
def _flavour(path: str) -> bytes:
    """The first four bytes of a font, in a collection those of its first face: "OTTO" where outlines are PostScript."""
    data = Path(path).read_bytes()
    start = int.from_bytes(data[12:16], "big") if data[:4] == b"ttcf" else 0
    return data[start : start + 4]


def _is_east_asian(code: int) -> bool:
    """Whether a code point is a Chinese character or the punctuation that goes with it."""
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFFEF or code >= 0x20000
