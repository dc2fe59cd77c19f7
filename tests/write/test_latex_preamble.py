"""The preamble of a document in LaTeX."""

from dataclasses import replace

import pytest

from surveykit.core.style import PRESETS
from surveykit.write.latex_preamble import label_name, preamble

CHINESE, APA = PRESETS["cn-generic"], PRESETS["apa7"]


def test_chinese_is_set_in_the_class_of_ctex_with_the_fonts_that_it_finds() -> None:
    text = "\n".join(preamble("", style=CHINESE, notice=""))

    assert text.startswith("% !TEX program = xelatex\n\\documentclass[zihao=-4]{ctexrep}")
    assert "fontset" not in text


def test_english_is_for_every_engine_and_loads_chinese_fonts_only_where_they_are_needed() -> None:
    plain, mixed = ("\n".join(preamble(body, style=APA, notice="")) for body in ("a", "社区"))

    assert r"\documentclass[12pt]{report}" in plain
    assert r"\ifPDFTeX" in plain
    assert "ctex" not in plain
    assert r"\usepackage[scheme=plain]{ctex}" in mixed
    assert r"\DeclareUnicodeCharacter{793E}" in mixed


def test_captions_are_in_one_line_or_stacked() -> None:
    line, stacked = ("\n".join(preamble("", style=style, notice="")) for style in (CHINESE, APA))

    assert "labelsep=gap,justification=centering" in line
    assert r"\captionsetup[figure]{position=below,skip=" in line
    assert "labelsep=newline,labelfont=bf,textfont=it,justification=raggedright" in stacked
    assert r"\captionsetup[figure]{position=above,skip=" in stacked


def test_captions_have_the_size_and_weight_of_the_style() -> None:
    style = replace(CHINESE, caption_bold=True, caption_size=12, caption_east_asian_font="楷体")
    text = "\n".join(preamble("", style=style, notice=""))

    assert r"\fontsize{12bp}{14.4bp}\selectfont{}\kaishu}" in text
    assert "font={style,bf}" in text
    assert "font={style}" in "\n".join(preamble("", style=CHINESE, notice=""))


def test_numbers_have_the_separator_of_the_style() -> None:
    text = "\n".join(preamble("", style=replace(CHINESE, number_separator="."), notice=""))

    assert r"\renewcommand{\thetable}{\thechapter.\arabic{table}}" in text


def test_labels_read_as_the_style_has_them() -> None:
    assert [label_name(what, CHINESE) for what in ("table", "figure")] == ["表", "图"]
    assert [label_name(what, APA) for what in ("table", "figure")] == ["Table~", "Figure~"]


def test_the_notice_stands_at_the_head_of_every_page() -> None:
    text = "\n".join(preamble("", style=APA, notice="100% synthetic"))

    assert r"\fancyhead[C]{" in text
    assert r"100\% synthetic" in text
    assert r"\fancyhead" not in "\n".join(preamble("", style=APA, notice=""))


@pytest.mark.parametrize("name", ["x}\\input{y", "\\write18{id}", "}{%"])
def test_a_font_name_is_no_command(name: str) -> None:
    text = "\n".join(preamble("", style=replace(APA, latin_font=name), notice=""))

    assert name not in text
    assert r"\input" not in text
    assert r"\write18" not in text


@pytest.mark.parametrize("style", [CHINESE, APA])
def test_nothing_is_said_of_author_or_date(style: object) -> None:
    text = "\n".join(preamble("", style=style, notice=""))

    assert "pdfauthor={}" in text
    assert "pdftitle={}" in text
    assert r"\date" not in text
    assert r"\author" not in text
