"""Makes the gallery anew: ``python docs/make_gallery.py``.

Every layout of a table and every figure is made of the bundled study, in Chinese for ``cn-generic`` and in English for
``apa7``, written as Word and as HTML, rendered, and put into ``docs/images/gallery``; ``docs/gallery.md`` shows them.
Needs LibreOffice, poppler and Chromium on the path. Names of exhibits, such as ``regression_merged``, make only those
pictures anew; the page is always written whole.
"""

import json
import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from matplotlib import font_manager
from PIL import Image, ImageChops, ImageDraw, ImageFont

import surveykit as sk
from surveykit.core.result import DEFAULT_LAYOUT, Result
from surveykit.core.style import resolve_style
from surveykit.figures.captions import caption
from surveykit.figures.drawing import Drawing
from surveykit.figures.fonts import chinese_family
from surveykit.write.chapter import write_chapter
from surveykit.write.parts import Illustration, Part

DOCS = Path(__file__).parent
PICTURES = DOCS / "images" / "gallery"
STUDY = DOCS.parent / "examples" / "nanchang_workers_home" / "analysis.py"
NOTICE = "SYNTHETIC DATA / 模拟数据"

LOOKS = {"cn-generic": "zh", "apa7": "en"}
FORMATS = {"docx": "Word", "html": "HTML"}

CATALOGUE = {
    "measures": "T-25",
    "screening": "",
    "sample_flow": "T-01",
    "disclosure_risk": "",
    "describe_sample": "T-02",
    "missing_patterns": "",
    "mcar_test": "",
    "describe_items": "T-03",
    "reliability": "T-04",
    "reliability_coefficients": "T-04",
    "factorability": "T-05",
    "item_analysis": "",
    "intraclass": "",
    "factor_number": "",
    "efa": "T-06, T-07",
    "efa_spss": "T-05, T-06, T-07",
    "efa_common_method": "T-11",
    "correlations": "T-12",
    "regression": "T-15",
    "mediation": "T-16",
    "hypotheses": "T-18",
    "paired": "T-21",
    "compare_exclusions": "",
    "codebook_report": "",
}
"""Ids of the layouts in the catalogue of thesis tables, in the order of a thesis; a layout goes with its topic."""

RECOGNISED = ("gender", "age_band", "edu")
"""What neighbours know of a respondent."""

FACTORED = ("SQ", "BR", "NPA", "SAT", "CV")
"""Scales whose items are factored."""

DESCRIBED = ("gender", "age", "edu", "visited", "why_time", "SQ1", "need_hours", "suggestion")
"""Variables of every kind."""

ANSWERED = ("SQ", "SAT", "age")
"""Items and scales whose gaps are shown."""

DPI = 96
"""Of the pictures; pages are drawn at twice as many, so that what is made smaller stays smooth."""

SCREEN = (1000, 6000)
MARGIN_CM = 2.1
"""What of a page's top and bottom holds the header and the page number."""

LARGEST = 40_000
"""Bytes of one picture."""

STEPS = {
    "table": ((16, 1.0), (8, 1.0), (4, 1.0), (4, 0.9), (4, 0.8), (4, 0.7)),
    "figure": ((48, 1.0), (32, 1.0), (16, 1.0), (16, 0.9), (16, 0.8)),
}
"""Colours and scales of a picture, tried in turn until it is small enough."""

PDF = "pdf:writer_pdf_Export:" + json.dumps(
    {
        "UseLosslessCompression": {"type": "boolean", "value": "true"},
        "ReduceImageResolution": {"type": "boolean", "value": "false"},
    }
)
FONTS = {"宋体": "Noto Serif CJK SC", "黑体": "Noto Sans CJK SC"}
"""What stands in for the fonts of the styles where they are not installed."""


INTRODUCTION = f"""# Gallery

Every layout of a table and every figure, made of the bundled study by `docs/make_gallery.py`. **{NOTICE}**: no
respondent is real.

Each is shown in Chinese under the rules of `cn-generic` and in English under those of `apa7`, as Word (rendered by
LibreOffice) and as HTML (by Chromium). The ids are those of the catalogue of thesis tables. A picture opens in its
full size.

A table comes from `result.tables(layout="...")`, a figure from `result.plot(figure="...")`; `result.layouts` and
`result.figures` list the names."""


@dataclass(frozen=True)
class Exhibit:
    """One layout or figure of one result; its name is that of its module."""

    kind: str
    name: str
    layout: str
    result: Result

    def title(self, language: str) -> str:
        """What its tables or its figure are called."""
        if self.kind == "figure":
            return caption(self.result, language, figure=self.layout)
        separator = "；" if language == "zh" else "; "
        return separator.join(table.title for table in self.result.tables(language=language, layout=self.layout))

    def parts(self, style: str, language: str) -> list[Part]:
        """The tables, or the figure, numbered."""
        if self.kind == "figure":
            drawing = Drawing(self.result.plot(language=language, style=style, figure=self.layout))
            return [Illustration(self.name, "4-1", self.title(language), drawing)]
        tables = self.result.tables(language=language, style=style, layout=self.layout)
        return [table.numbered(f"4-{place}") for place, table in enumerate(tables, start=1)]

    def picture(self, style: str, suffix: str) -> str:
        """Name of the file that shows it."""
        return f"{self.kind}_{self.name}_{style}_{suffix}.png"

    @property
    def ids(self) -> str:
        """Where it stands in the catalogue; figures have no id."""
        return CATALOGUE.get(self.name, CATALOGUE.get(self.result.topic, "")) if self.kind == "table" else ""


def main(wanted: Sequence[str]) -> None:
    """Make the pictures of the wanted exhibits, or of all, and the page."""
    exhibits = list(all_exhibits(study_results()))
    chosen = [exhibit for exhibit in exhibits if not wanted or exhibit.name in wanted]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        render(chosen, Path(folder))
    used = {exhibit.picture(style, suffix) for exhibit in exhibits for style in LOOKS for suffix in FORMATS}
    for path in PICTURES.glob("*.png"):
        if path.name not in used:
            path.unlink()
    (DOCS / "gallery.md").write_text(page(exhibits), encoding="utf-8")


def study_results() -> dict[str, Result]:
    """The results of the bundled study by topic; of several on one topic, the last, which has the most in it."""
    study = runpy.run_path(str(STUDY))
    flagged = study["flag"](study["read"]())
    report = study["write"](flagged, style="cn-generic", language="zh", tell=lambda _: None)
    valid = flagged.pipe(sk.exclude_flagged)
    scored = study["score"](valid)
    results = [
        sk.measures(scored),
        sk.screen(study["read"]().pipe(sk.flag_inconsistent, rules=study["RULES"])),
        sk.disclosure_risk(scored, quasi_identifiers=RECOGNISED, sensitive=["party", "income"]),
        sk.codebook_report(valid, columns=DESCRIBED),
        sk.mcar_test(flagged, items=ANSWERED),
        sk.intraclass_correlation(scored, columns=["use_pre", "use_post"]),
        sk.item_analysis(scored, items=list(FACTORED)),
        sk.factor_number(scored, items=list(FACTORED), seed=20260101),
        *report.results.values(),
        sk.missing_patterns(flagged, items=[*ANSWERED, "need_hours"]),
        sk.compare_exclusions(flagged, analyze=lambda kept: study["willingness"](study["score"](kept)), terms=["SAT"]),
    ]
    return {result.topic: result for result in results}


def all_exhibits(results: dict[str, Result]) -> Iterable[Exhibit]:
    """Every layout, and then every figure, in the order of a thesis."""
    topics = sorted(results, key=lambda topic: [*CATALOGUE, topic].index(topic))
    for kind in ("table", "figure"):
        for result in (results[topic] for topic in topics):
            for layout in result.layouts if kind == "table" else result.figures:
                name = result.topic if layout == DEFAULT_LAYOUT else f"{result.topic}_{layout}"
                yield Exhibit(kind, name, layout, result)


def render(exhibits: Sequence[Exhibit], folder: Path) -> None:
    """Write every exhibit in every look and format, render it, and keep the picture."""
    for exhibit in exhibits:
        for style, language in LOOKS.items():
            parts = exhibit.parts(style, language)
            for suffix in FORMATS:
                target = folder / Path(exhibit.picture(style, suffix)).with_suffix(f".{suffix}")
                write_chapter(parts, target, style=resolve_style(style, language))
    office = f"-env:UserInstallation=file://{folder}/office"
    alias_fonts(folder / "fonts.conf")
    call("soffice", office, "--headless", "--convert-to", PDF, "--outdir", folder, *folder.glob("*.docx"))
    for source in [*folder.glob("*.docx"), *folder.glob("*.html")]:
        images = word_pages(source) if source.suffix == ".docx" else [browser_page(source)]
        save(stacked([cropped(image) for image in images]), PICTURES / f"{source.stem}.png")


def alias_fonts(path: Path) -> None:
    """Let the programs that are called find the fonts of the styles."""
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><accept><family>{other}</family></accept></alias>'
        for name, other in FONTS.items()
    )
    include = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    path.write_text(f'<?xml version="1.0"?><fontconfig>{include}{aliases}</fontconfig>', encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(path)


def call(program: str, *arguments: object) -> None:
    """Run a program quietly; stop where it fails."""
    found = shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is not on the path; the gallery needs LibreOffice, poppler and Chromium")
    subprocess.run([found, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def word_pages(document: Path) -> list[Image.Image]:
    """The pages of a converted document, without header and page number."""
    call("pdftoppm", "-r", 2 * DPI, "-png", document.with_suffix(".pdf"), document.with_suffix(""))
    pages = [Image.open(path).reduce(2) for path in sorted(document.parent.glob(f"{document.stem}-*.png"))]
    margin = round(MARGIN_CM / 2.54 * DPI)
    return [page.crop((0, margin, page.width, page.height - margin)) for page in pages]


def browser_page(document: Path) -> Image.Image:
    """A page as the browser shows it, without contents."""
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("<header>", "<header hidden>", 1), encoding="utf-8")
    target = document.with_suffix(".screen.png")
    width, height = SCREEN
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{height}")
    call("chromium", *options, f"--screenshot={target}", document)
    return Image.open(target)


def cropped(image: Image.Image) -> Image.Image:
    """An image without the white around it."""
    image = image.convert("RGB")
    box = ImageChops.invert(image.convert("L")).getbbox()
    return image.crop(box) if box else image.crop((0, 0, 1, 1))


def stacked(images: Sequence[Image.Image]) -> Image.Image:
    """Images below one another on white, the notice above them."""
    space = 14
    width = max(image.width for image in images) + 2 * space
    height = sum(image.height + space for image in images) + 2 * space
    sheet = Image.new("RGB", (width, height), "white")
    font = ImageFont.truetype(font_manager.findfont(font_manager.FontProperties(family=[chinese_family()])), 11)
    ImageDraw.Draw(sheet).text((width - space, 4), NOTICE, fill="#666666", font=font, anchor="ra")
    top = 2 * space
    for image in images:
        sheet.paste(image, (space, top))
        top += image.height + space
    return sheet


def save(image: Image.Image, target: Path) -> None:
    """Save an image in few colours, or in greys where it has no others, and smaller where it would be too large."""
    grey = target.name.startswith("table")
    image = image.convert("L").convert("RGB") if grey else image
    for colours, scale in STEPS["table" if grey else "figure"]:
        size = (round(image.width * scale), round(image.height * scale))
        shown = image.resize(size, Image.Resampling.LANCZOS) if scale < 1 else image
        shown.quantize(colours, kmeans=1, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= LARGEST:
            return


def page(exhibits: Sequence[Exhibit]) -> str:
    """The page that shows the pictures."""
    tables = [shown(exhibit) for exhibit in exhibits if exhibit.kind == "table"]
    figures = [shown(exhibit) for exhibit in exhibits if exhibit.kind == "figure"]
    return "\n\n".join([INTRODUCTION, "## Tables", *tables, "## Figures", *figures]) + "\n"


def shown(exhibit: Exhibit) -> str:
    """One exhibit: its titles and its four pictures."""
    argument = "layout" if exhibit.kind == "table" else "figure"
    heading = " ".join(filter(None, (exhibit.ids, f"`{exhibit.name}`")))
    head = "| | " + " | ".join(f"`{style}`" for style in LOOKS) + " |"
    rows = [
        f"| {written} | " + " | ".join(thumbnail(exhibit, style, suffix) for style in LOOKS) + " |"
        for suffix, written in FORMATS.items()
    ]
    titles = " / ".join(exhibit.title(language) for language in LOOKS.values())
    lead = f'{titles}. `{argument}="{exhibit.layout}"`'
    return "\n".join([f"### {heading}", "", lead, "", head, "|---|" + "---|" * len(LOOKS), *rows])


def thumbnail(exhibit: Exhibit, style: str, suffix: str) -> str:
    """A picture that leads to itself."""
    address = f"images/gallery/{exhibit.picture(style, suffix)}"
    text = f"{exhibit.title(LOOKS[style])}, {style}, {FORMATS[suffix]}. {NOTICE}"
    return f"[![{text}]({address})]({address})"


if __name__ == "__main__":
    main(sys.argv[1:])
