"""Files that say what the columns of another file mean: forms and data dictionaries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from surveykit.core.codebook import Codebook
from surveykit.errors import CodebookError, OptionError, ReadError
from surveykit.read.codebook_formr import is_formr_items, read_formr_items
from surveykit.read.codebook_formr_sheet import is_formr_sheet, read_formr_sheet
from surveykit.read.codebook_limesurvey_tsv import is_limesurvey_tsv, read_limesurvey_tsv
from surveykit.read.codebook_lss import is_lss, read_lss
from surveykit.read.codebook_qsf import is_qsf, read_qsf
from surveykit.read.codebook_quexml import is_quexml, read_quexml
from surveykit.read.codebook_redcap import is_redcap_dictionary, read_redcap_dictionary
from surveykit.read.codebook_wenjuanxing import is_wenjuanxing_text, read_wenjuanxing_text
from surveykit.read.codebook_xlsform import is_xlsform, read_xlsform
from surveykit.read.export import Export
from surveykit.read.form import Form, form_codebook
from surveykit.read.form_export import describe
from surveykit.read.grid import Grid
from surveykit.read.headers import clean_header
from surveykit.read.wenjuanxing_described import describe_by_text

HEAD = 4_096


@dataclass(frozen=True)
class Definition:
    """A file that describes an export.

    Attributes
    ----------
    codebook : Codebook
        What it says by itself; headers are those that exports may have.
    describe : callable
        An export with what the file says about it: answers as codes, headers as the export has them, and questions
        that were skipped marked so.
    """

    codebook: Codebook
    describe: Callable[[Export], Export]


@dataclass(frozen=True)
class _Kind:
    recognises: Callable[[Path, bytes], bool]
    read: Callable[[Path], Form]
    describe: Callable[[Export, Form], Export] = describe


# The first guards workbooks for those that follow.
_KINDS = (
    _Kind(is_formr_sheet, read_formr_sheet),
    _Kind(is_xlsform, read_xlsform),
    _Kind(is_redcap_dictionary, read_redcap_dictionary),
    _Kind(is_formr_items, read_formr_items),
    _Kind(is_qsf, read_qsf),
    _Kind(is_lss, read_lss),
    _Kind(is_quexml, read_quexml),
    _Kind(is_limesurvey_tsv, read_limesurvey_tsv),
    _Kind(is_wenjuanxing_text, read_wenjuanxing_text, describe_by_text),
)


def read_definition(path: str | Path) -> Definition | None:
    """The definition that a file holds, told by its content; None if it holds something else or is not there."""
    file = Path(path)
    if not file.is_file():
        return None
    with file.open("rb") as opened:
        head = opened.read(HEAD)
    kind = next((kind for kind in _KINDS if kind.recognises(file, head)), None)
    if kind is None:
        return None
    form = kind.read(file)
    try:
        codebook = form_codebook(form)
    except ValidationError as error:
        found = error.errors()[0]
        raise CodebookError(
            f"{file.name} describes no valid codebook: {found['msg'].removeprefix('Value error, ')}. Correct the form, "
            "and download it again."
        ) from error
    return Definition(codebook, lambda export: kind.describe(export, form))


def refuse_form(grid: Grid) -> None:
    """Refuse a form or dictionary where answers are expected."""
    names = {clean_header(text).lower() for text in grid.header}
    is_form = {"type", "name"} <= names and any(name.startswith("label") for name in names)
    if is_form or names & {"variable / field name"}:
        raise _no_answers(grid.path)


def refuse_lone_form(path: Path) -> None:
    """Refuse a text file that is a form by its first bytes, such as a .qsf, where answers are expected."""
    with path.open("rb") as opened:
        head = opened.read(HEAD)
    if not head.startswith(b"PK\x03\x04") and any(kind.recognises(path, head) for kind in _KINDS):
        raise _no_answers(path)


def _no_answers(path: Path) -> ReadError:
    return ReadError(
        f"{path.name} holds the questions of a form and no answers. Give it as codebook= beside the export."
    )


def taken_apart(
    paths: Sequence[str | Path], codebook: Codebook | str | Path | None
) -> tuple[list[str | Path], Definition | None, Codebook | str | Path | None]:
    """The files with answers, the definition among the files given, and the codebook if it is another one."""
    described = [(one, read_definition(one)) for one in paths] if len(paths) > 1 else [(one, None) for one in paths]
    found = [definition for _, definition in described if definition is not None]
    own = read_definition(codebook) if isinstance(codebook, str | Path) else None
    if own is not None:
        found.append(own)
    answers = [one for one, definition in described if definition is None]
    if len(found) > 1 or not answers:
        raise OptionError(
            "one file with answers and one form or dictionary are read together; give the answers as the path and "
            "the form as the codebook, or both as the path"
        )
    return answers, (found[0] if found else None), (None if own is not None else codebook)
