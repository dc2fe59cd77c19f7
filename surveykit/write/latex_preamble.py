"""The preamble of a document in LaTeX: page, fonts, headings, captions and header, as the style has them."""

from __future__ import annotations

import re

from surveykit.core.style import Style
from surveykit.core.terms import term
from surveykit.write.latex_pdftex import declarations
from surveykit.write.latex_text import SIGN_COMMAND, caption_font, chinese_font, font_size, needs_chinese_font, plain
from surveykit.write.parts import What

MARGINS = {"zh": "top=3cm,bottom=3cm,left=2.5cm,right=2.5cm", "en": "margin=2.54cm"}

PACKAGES = "array,booktabs,caption,fancyhdr,graphicx,indentfirst,longtable,pdflscape,rotating,siunitx"

FALLBACKS = (
    r"\IfFontExistsTF{texgyretermes-regular.otf}{\setmainfont{texgyretermes}[Extension=.otf,UprightFont=*-regular,"
    r"BoldFont=*-bold,ItalicFont=*-italic,BoldItalicFont=*-bolditalic]}"
    r"{\IfFontExistsTF{Liberation Serif}{\setmainfont{Liberation Serif}}{}}"
)
"""Fonts like Times that come with TeX or with Linux."""

CHINESE_CLASS = r'\ifdefined\xeCJKDeclareCharClass\xeCJKDeclareCharClass{CJK}{"2460->"2473,"25A0->"25CF,"2605,"2606}\fi'
"""Circled numbers, squares and stars from the Chinese font."""

LATIN_CLASS = (
    r'\ifdefined\xeCJKDeclareCharClass\xeCJKDeclareCharClass{Default}{"00B7,"2014,"2018,"2019,"201C,"201D,"2026}\fi'
)
"""Quotation marks and dashes from the Latin font."""

LISTED: tuple[What, ...] = ("table", "figure")

SPACING = [
    r"\renewcommand{\topfraction}{0.9}\renewcommand{\bottomfraction}{0.8}\renewcommand{\textfraction}{0.1}",
    r"\renewcommand{\floatpagefraction}{0.8}\makeatletter\setlength{\@fptop}{0pt}\makeatother",
    r"\setlength{\emergencystretch}{3em}",
]
"""Tables stand near their text, and on pages of their own at the top; lines with long numbers may be loose."""

NO_DATA = "pdftitle={},pdfauthor={},pdfsubject={},pdfkeywords={},pdfcreator={},pdfproducer={}"


def preamble(body: str, *, style: Style, notice: str) -> list[str]:
    """Everything before the beginning of the document, for a body in LaTeX."""
    chinese = style.language == "zh"
    return [
        *(_chinese_class(style) if chinese else _english_class(body, style)),
        rf"\usepackage[a4paper,headheight=30bp,{MARGINS[style.language]}]{{geometry}}",
        rf"\usepackage{{{PACKAGES}}}",
        r"\usepackage[section]{placeins}",
        r"\usepackage[hidelinks,bookmarksopen]{hyperref}",
        rf"\hypersetup{{{NO_DATA}}}",
        SIGN_COMMAND,
        r"\pdfstringdefDisableCommands{\def\unicodesign#1{?}\def\allowbreak{}\def\quad{ }}",
        *_captions(style),
        *_header(notice, style),
        *SPACING,
        r"\setcounter{secnumdepth}{-2}",
    ]


def _chinese_class(style: Style) -> list[str]:
    """For XeLaTeX, with the Chinese fonts that ctex finds; headings carry their numbers in their text."""
    font = chinese_font(style.caption_east_asian_font)
    heads = [
        rf"chapter={{format={font}\zihao{{3}}\centering,beforeskip=0pt,afterskip=18bp}}",
        rf"section={{format={font}\zihao{{4}}\raggedright}}",
        rf"subsection={{format={font}\zihao{{-4}}\raggedright}}",
    ]
    return [
        "% !TEX program = xelatex",
        r"\documentclass[zihao=-4]{ctexrep}",
        _main_font(style),
        CHINESE_CLASS,
        rf"\ctexset{{{','.join(heads)}}}",
    ]


def _english_class(body: str, style: Style) -> list[str]:
    """For any engine."""
    heads = {"chapter": (r"\centering", 16), "section": ("", 14), "subsection": ("", 12)}
    return [
        r"\documentclass[12pt]{report}",
        r"\usepackage{iftex}",
        r"\ifPDFTeX",
        r"\usepackage[T1]{fontenc}\usepackage{mathptmx}",
        *declarations(body),
        r"\else",
        r"\usepackage{fontspec}",
        _main_font(style),
        *([r"\usepackage[scheme=plain]{ctex}", CHINESE_CLASS, LATIN_CLASS] if needs_chinese_font(body) else []),
        r"\fi",
        r"\usepackage{titlesec}",
        *(
            rf"\titleformat{{\{name}}}{{\normalfont{font_size(size)}\bfseries{place}}}{{}}{{0pt}}{{}}"
            for name, (place, size) in heads.items()
        ),
        r"\titlespacing*{\chapter}{0pt}{0pt}{18bp}",
        r"\linespread{1.25}\setlength{\parindent}{0.5in}",
    ]


def _main_font(style: Style) -> str:
    """The style's font for Latin letters, or another that is like it."""
    name = re.sub(r"[^A-Za-z0-9 -]", "", style.latin_font)
    return rf"\IfFontExistsTF{{{name}}}{{\setmainfont{{{name}}}}}{{{FALLBACKS}}}" if name.strip() else FALLBACKS


def _captions(style: Style) -> list[str]:
    """Captions as the style lays them out, and what tables and figures are called in them."""
    stacked = style.caption_layout == "number above title"
    font = caption_font(style.caption_size, style.caption_east_asian_font, chinese=style.language == "zh")
    look = (
        "labelsep=newline,labelfont=bf,textfont=it,justification=raggedright"
        if stacked
        else "labelsep=gap,justification=centering"
    )
    bold = ",bf" if style.caption_bold and not stacked else ""
    gap = r"\hspace{1em}" if style.language == "zh" else r"\hspace{0.5em}"
    return [
        rf"\DeclareCaptionFont{{style}}{{{font}}}",
        r"\DeclareCaptionLabelFormat{joined}{#1#2}",
        rf"\DeclareCaptionLabelSeparator{{gap}}{{{gap}}}",
        rf"\captionsetup{{labelformat=joined,font={{style{bold}}},{look},singlelinecheck=false}}",
        rf"\captionsetup[table]{{position=above,skip={style.table_title_space[1]:g}bp}}",
        rf"\captionsetup[figure]{{position={'above' if stacked else 'below'},skip={style.figure_title_space[0]:g}bp}}",
        *(rf"\AtBeginDocument{{\renewcommand{{\{what}name}}{{{label_name(what, style)}}}}}" for what in LISTED),
        *(
            rf"\renewcommand{{\the{what}}}{{\thechapter{plain(style.number_separator)}\arabic{{{what}}}}}"
            for what in LISTED
        ),
    ]


def label_name(what: What, style: Style) -> str:
    """What stands before the number of a table or figure: "表", or "Table" and a space."""
    name = term(f"write.{what}_label", style.language, number="")
    return plain(name.rstrip()) + ("~" if name != name.rstrip() else "")


def _header(notice: str, style: Style) -> list[str]:
    """The notice at the head of every page, its number at the foot."""
    text = rf"\fancyhead[C]{{{font_size(style.note_size)}{plain(notice)}}}" if notice.strip() else ""
    content = rf"\fancyhf{{}}{text}\fancyfoot[C]{{\thepage}}\renewcommand{{\headrulewidth}}{{0pt}}"
    return [rf"\fancypagestyle{{plain}}{{{content}}}", r"\pagestyle{plain}"]
