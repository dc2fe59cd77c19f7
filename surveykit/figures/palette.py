"""One blue beside greys: fills are told apart by lightness or by stripes, so a black-and-white print keeps them."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.colors import to_hex, to_rgb

INK = "#222222"
GREY = "#8C8C8C"
FAINT = "#D9D9D9"
ACCENT = "#2B5C8A"
PALE_ACCENT = "#C9D8E6"
PALEST = "#F0F0F0"

STRIPES = "////"


@dataclass(frozen=True)
class Shade:
    """How a field is filled."""

    colour: str
    stripes: str = ""


def lightness(colour: str) -> float:
    """How light a colour is in a black-and-white print, from 0 (black) to 1 (white)."""
    red, green, blue = to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def text_on(colour: str) -> str:
    """Black or white, whichever reads better on `colour`."""
    return "white" if lightness(colour) < 0.5 else INK


def thinned(colour: str, depth: float) -> str:
    """`colour` mixed with white: all of it at depth 1, white at 0."""
    red, green, blue = (1 - depth * (1 - part) for part in to_rgb(colour))
    return to_hex((red, green, blue))


def answer_shades(count: int, *, around_middle: bool) -> tuple[Shade, ...]:
    """One shade per answer: from striped grey over the palest grey to dark blue, or from white to dark blue only."""
    if not around_middle:
        return tuple(Shade(_step(ACCENT, rank / max(count - 1, 1))) for rank in range(count))
    side = count // 2
    lower = [Shade(_step(GREY, (side - rank) / side), STRIPES) for rank in range(side)]
    upper = [Shade(_step(ACCENT, (rank + 1) / side)) for rank in range(side)]
    return (*lower, *([Shade(PALEST)] if count % 2 else []), *upper)


def signed_shade(value: float) -> Shade:
    """White for 0, full blue for 1, full grey with stripes for -1; white where there is no number."""
    depth = min(abs(value), 1.0) if value == value else 0.0
    return Shade(thinned(GREY, depth), STRIPES) if value < 0 else Shade(thinned(ACCENT, depth))


def _step(colour: str, share: float) -> str:
    """`colour` thinned with white, down to a tenth of it."""
    return thinned(colour, 0.1 + 0.9 * share)
