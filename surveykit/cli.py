"""The command line: ``inspect`` and ``codebook`` for a file, ``instruments``, ``examples`` for the bundled studies."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from surveykit.core.files import check_folder, check_target, fill_folder
from surveykit.core.style import PRESETS, resolve_style
from surveykit.core.terms import term
from surveykit.errors import OptionError, SurveyKitError
from surveykit.examples import Example, bundled_examples, find_example
from surveykit.inspection import inspection, noticed
from surveykit.read.draft_codebook import draft_codebook
from surveykit.read.survey import read_survey
from surveykit.scales.catalogue import instrument, instruments
from surveykit.scales.instrument_lines import answer_range, instrument_lines

app = typer.Typer(
    help="From a questionnaire export to the empirical chapter of a thesis.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
examples = typer.Typer(help="The bundled studies. All of their data are SYNTHETIC (模拟数据).", no_args_is_help=True)
app.add_typer(examples, name="examples")

screen = Console()
errors = Console(stderr=True)


class LanguageChoice(StrEnum):
    """Languages of the output."""

    zh = "zh"
    en = "en"


Files = Annotated[list[Path], typer.Argument(help="A questionnaire export, or the by-text and by-index pair of one.")]
Sheet = Annotated[str | None, typer.Option("--sheet", help="Sheet of a workbook; found where it is not given.")]
Encoding = Annotated[str | None, typer.Option("--encoding", help="Encoding of a text file; found likewise.")]


@app.callback()
def main() -> None:
    """From a questionnaire export to the empirical chapter of a thesis."""


@app.command("inspect")
def inspect_file(
    files: Files,
    language: Annotated[LanguageChoice, typer.Option(help="Language of what is shown.")] = LanguageChoice.zh,
    codebook: Annotated[Path | None, typer.Option("--codebook", help="Codebook of the study, if there is one.")] = None,
    sheet: Sheet = None,
    encoding: Encoding = None,
) -> None:
    """Say what an export holds: platform, respondents, questions by kind, gaps, personal data."""
    try:
        survey = read_survey([str(file) for file in files], codebook=codebook, sheet=sheet, encoding=encoding)
    except SurveyKitError as error:
        _fail(error)
    _print_sections(inspection(survey, language=language.value))


@app.command("codebook")
def write_codebook(
    files: Files,
    out: Annotated[Path, typer.Option("--out", "-o", help="The codebook: an .xlsx workbook, or .yaml.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an earlier codebook.")] = False,
    language: Annotated[LanguageChoice, typer.Option(help="Language of what is shown.")] = LanguageChoice.zh,
    sheet: Sheet = None,
    encoding: Encoding = None,
) -> None:
    """Draft the codebook of an export, to be edited in Excel, and say what was guessed."""
    try:
        check_target(out, overwrite=overwrite)
        survey = read_survey([str(file) for file in files], sheet=sheet, encoding=encoding)
        target = draft_codebook(survey).write(out, overwrite=overwrite)
    except SurveyKitError as error:
        _fail(error)
    _print_sections([(str(target), noticed(survey, language=language.value))])


@app.command("instruments")
def show_instruments(
    name: Annotated[str, typer.Argument(help="Name of one, or a part of names and titles.")] = "",
    language: Annotated[LanguageChoice, typer.Option(help="Language of what is shown.")] = LanguageChoice.zh,
) -> None:
    """List the instruments that come with the library, or show one of them."""
    found = instruments(name)
    if name in set(found["name"]):
        _print_sections(instrument_lines(instrument(name), language=language.value))
        return
    if found.empty:
        _fail(OptionError(term("instruments.none", language.value, name=name)))
    heads = ("name", "title", "k", "range", "wording")
    table = Table(*(term(f"instruments.head_{head}", language.value) for head in heads), box=None)
    for row in found.to_dict("records"):
        wording = term(f"instruments.wording_{'here' if row['has_wording'] else 'elsewhere'}", language.value)
        answers = answer_range(row["low"], row["high"], language.value)
        table.add_row(row["name"], row[f"title_{language.value}"], str(row["k"]), answers, wording)
    screen.print(table)


@examples.command("list")
def list_examples() -> None:
    """List the bundled studies."""
    for example in bundled_examples():
        title = example.codebook_title()
        screen.print(example.name, style="bold", highlight=False)
        screen.print(f"  {title.zh}\n  {title.en}", highlight=False, markup=False)


@examples.command("run")
def run_example(
    name: Annotated[str, typer.Argument(help="Name of a bundled study.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")] = Path("results"),
    language: Annotated[LanguageChoice, typer.Option(help="Language of the chapter.")] = LanguageChoice.zh,
    style: Annotated[str, typer.Option(help=f"One of {', '.join(PRESETS)}; apa7 for English by default.")] = "",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace earlier results in the folder.")] = False,
) -> None:
    """Run a bundled study from its raw files to its chapter."""
    try:
        example = find_example(name)
        check_folder(out, overwrite=overwrite)
        chosen = style or ("apa7" if language == LanguageChoice.en else "cn-generic")
        resolve_style(chosen)
        with screen.status("...") as status:

            def tell(step: str) -> None:
                status.update(step)
                screen.print(f"• {step}", highlight=False, markup=False)

            run = example.load()
            report, files = run(out, language=language.value, style=chosen, overwrite=overwrite, tell=tell)
    except SurveyKitError as error:
        _fail(error)
    screen.print()
    for sentence in report.headlines:
        screen.print(sentence, highlight=False, markup=False, soft_wrap=True)
    screen.print()
    for path in files:
        screen.print(str(path), highlight=False, markup=False, soft_wrap=True)


@examples.command("copy")
def copy_example(
    name: Annotated[str, typer.Argument(help="Name of a bundled study.")],
    folder: Annotated[Path, typer.Argument(help="Where to put it.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Use a folder that holds files already.")] = False,
) -> None:
    """Copy a bundled study, as a starting point for your own."""
    try:
        example = find_example(name)
        files = fill_folder(folder, lambda empty: _copy(example, empty), overwrite=overwrite)
    except SurveyKitError as error:
        _fail(error)
    screen.print(f"{len(files)} files in {folder}", highlight=False, markup=False)
    screen.print(f"python {folder / 'analysis.py'}", highlight=False, markup=False, soft_wrap=True)


def _copy(example: Example, folder: Path) -> None:
    shutil.copytree(example.folder, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))


def _print_sections(sections: Iterable[tuple[str, list[str]]]) -> None:
    """Headings, each with its lines."""
    for heading, lines in sections:
        screen.print(heading, style="bold", highlight=False, markup=False)
        for line in lines:
            screen.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)


def _fail(error: SurveyKitError) -> NoReturn:
    errors.print(f"error: {error}", style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(code=1) from error
