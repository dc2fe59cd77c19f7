"""Codebook files: which form a file has, and one error that names every problem in it."""

from __future__ import annotations

from pathlib import Path

from surveykit.core.codebook import Codebook
from surveykit.core.files import write_atomically
from surveykit.errors import CodebookError, ReadError
from surveykit.read.codebook_problems import validated
from surveykit.read.codebook_workbook import read_workbook, write_workbook
from surveykit.read.codebook_yaml import read_yaml, write_yaml
from surveykit.read.definition import HEAD, read_definition
from surveykit.read.labelled import program_of
from surveykit.read.labelled_grid import labelled_export, read_labelled_grid

YAML, WORKBOOK = (".yaml", ".yml"), (".xlsx",)


def read_codebook(path: str | Path) -> Codebook:
    r"""Read a codebook from YAML, a three-sheet workbook, the form that a platform made, or a statistics file.

    Parameters
    ----------
    path : str or Path
        A ``.yaml`` or ``.xlsx`` file; an XLSForm, a REDCap data dictionary, a ``.qsf``, a LimeSurvey structure
        (``.lss``, tab-separated, queXML) or formr items (JSON or workbook); the text of a 问卷星 questionnaire
        (``1. 您的性别[单选题]``); or an SPSS or Stata file, which describes its own variables.

    Returns
    -------
    Codebook
        Validated.

    Raises
    ------
    CodebookError
        If the file is not valid; the message lists every problem with its place and what to do.
    ReadError
        If there is no such file, or it is damaged.

    Notes
    -----
    In YAML only plain whole and decimal numbers, ``true``, ``false`` and ``null`` are more than text: ``no``,
    ``010`` and ``12:30`` stay what they are. ``answers:`` names answer sets that variables may refer to, as in
    ``values: agree5``.

    A form says more than its codebook can hold: the names that exports write for choices, and when a question is
    asked. ``read_survey(export, codebook=form)`` uses both; a codebook made from a form knows labels only.

    References
    ----------
    YAML 1.2 core schema, restricted.

    Checked against
    ---------------
    Round trips of both forms in ``tests/read/test_codebook.py``.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "book.yaml"
    >>> _ = file.write_text("answers: {yn: {1: 是, 0: 否}}\nvariables: [{name: visited, values: yn}]", "utf-8")
    >>> read_codebook(file).value_label("visited", 1, "zh")
    '是'
    """
    file = Path(path)
    if not file.is_file():
        raise ReadError(f"There is no codebook {str(path)!r}. Check the folder and the spelling.")
    definition = read_definition(file)
    if definition is not None:
        return definition.codebook
    with file.open("rb") as opened:
        head = opened.read(HEAD)
    program = program_of(head)
    if program is not None:
        return labelled_export(read_labelled_grid(file, program), program).codebook
    is_zip = head.startswith(b"PK\x03\x04")
    if not is_zip and file.suffix.lower() not in YAML:
        raise CodebookError(f"{file.name} is neither a .yaml file nor an .xlsx workbook. Save the codebook as one.")
    raw = read_workbook(file) if is_zip else read_yaml(file)
    return validated(raw, name=file.name)


def write_codebook(codebook: Codebook, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write a codebook as YAML or as a workbook, by the suffix of `path`.

    Parameters
    ----------
    codebook : Codebook
        What to write.
    path : str or Path
        Ends in ``.yaml`` or ``.xlsx``.
    overwrite : bool
        Whether an existing file may be replaced.

    Returns
    -------
    Path
        The file; `read_codebook` reads it back as an equal codebook.

    Raises
    ------
    CodebookError
        If the suffix is another one.
    WriteError
        If the file exists and `overwrite` is false, or cannot be written.

    Notes
    -----
    Values that several variables share are written once.

    References
    ----------
    See `read_codebook`.

    Checked against
    ---------------
    Round trips of both forms in ``tests/read/test_codebook.py``.

    Examples
    --------
    >>> import tempfile
    >>> from surveykit.core.codebook import Variable
    >>> book = Codebook(variables=(Variable(name="trust", values={1: "低", 2: "高"}),))
    >>> file = write_codebook(book, Path(tempfile.mkdtemp()) / "book.xlsx")
    >>> read_codebook(file) == book
    True
    """
    suffix = Path(path).suffix.lower()
    if suffix in YAML:
        return write_atomically(path, lambda file: write_yaml(codebook, file), overwrite=overwrite)
    if suffix in WORKBOOK:
        return write_atomically(path, lambda file: write_workbook(codebook, file), overwrite=overwrite)
    raise CodebookError(f"{Path(path).name}: a codebook is written as .yaml or .xlsx. Choose one of these suffixes.")
