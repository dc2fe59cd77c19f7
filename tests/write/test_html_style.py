"""Style sheets: one class for each style, harmless whatever its names are, readable on the screen and on paper."""

import re
from dataclasses import replace

import pytest

from surveykit.core.style import PRESETS, Style
from surveykit.write.html_style import page_css, style_class, table_css


def test_styles_of_one_name_do_not_share_a_class() -> None:
    style = PRESETS["cn-generic"]

    assert style_class(style) == style_class(replace(style))
    assert style_class(style).startswith("surveykit-cn-generic-")
    assert style_class(style) != style_class(replace(style, body_size=12))
    assert re.fullmatch("surveykit-[0-9a-f]{8}", style_class(replace(style, name="某大学")))


def test_rules_of_a_table_touch_nothing_else() -> None:
    css = table_css(PRESETS["cn-thu"])
    selectors = [line.partition("{")[0].split(", ") for line in css.splitlines() if not line.startswith(("@", "}"))]

    assert all(part.startswith(f".{style_class(PRESETS['cn-thu'])}") for parts in selectors for part in parts)


def test_rules_have_the_weights_of_the_style() -> None:
    css = table_css(replace(PRESETS["cn-generic"], rule_weights=(1.5, 0.75, 1.25), spanner_weight=0.5))

    assert "border-top: 1.5pt solid; border-bottom: 1.25pt solid" in css
    assert re.search(r"thead tr:last-child > \*, .*\{ border-bottom: 0\.75pt solid \}", css)
    assert "border-bottom: 0.5pt solid" in css


def test_a_font_name_cannot_leave_the_style_sheet() -> None:
    css = table_css(replace(PRESETS["cn-generic"], latin_font="x'}</style><script>"))

    assert "font-family: 'xstylescript', '宋体', 'SimSun'" in css
    assert "<" not in css


def test_a_notice_cannot_leave_the_style_sheet() -> None:
    css = page_css(PRESETS["cn-generic"], '模拟"} </style>\\')

    assert r'content: "模拟\000022\00007d\000020\00003c\00002fstyle\00003e\00005c"' in css
    assert "@top-center" not in page_css(PRESETS["cn-generic"], "")


@pytest.mark.parametrize("style", PRESETS.values(), ids=PRESETS)
def test_every_colour_is_dark_on_white(style: Style) -> None:
    css = page_css(style, "x") + table_css(style)
    colours = re.findall(r"[ ;{]color: (#\w+)", css)

    assert "background: #fff" in css
    assert set(colours) == {"#000", "#003e7e"}
    assert all(_contrast_with_white(colour) >= 7 for colour in colours)


def test_printed_tables_repeat_their_header_and_break_no_row() -> None:
    printed = table_css(PRESETS["apa7"]).partition("@media print {")[2]

    assert "thead { display: table-header-group }" in printed
    assert re.search(r" tr, \S+ \.notes \{ break-inside: avoid \}", printed)
    assert "overflow: visible" in printed


def _contrast_with_white(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
