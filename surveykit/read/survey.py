"""From the file a platform gives you to a `Survey`: `read_survey`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.errors import OptionError, ReadError
from surveykit.read.arguments import check_arguments, check_names, checked_paths
from surveykit.read.assemble import assemble
from surveykit.read.codebook import read_codebook
from surveykit.read.definition import refuse_form, refuse_lone_form, taken_apart
from surveykit.read.detect import read_grid
from surveykit.read.export import Export
from surveykit.read.grid import Grid
from surveykit.read.labelled_grid import LabelledGrid
from surveykit.read.pair import as_pair
from surveykit.read.plan import plan_reading
from surveykit.read.platforms import BY_NAME, Platform, platform_of
from surveykit.read.scores import with_scores


def read_survey(
    path: str | Path | Sequence[str | Path],
    *,
    codebook: Codebook | str | Path | None = None,
    mode: str | None = None,
    keep_personal: Sequence[str] = (),
    sheet: str | None = None,
    encoding: str | None = None,
    platform: str | None = None,
    allow_absent: Sequence[str] = (),
    year: int | None = None,
) -> Survey:
    r"""Read a questionnaire export, or a batch keyed in by hand.

    Parameters
    ----------
    path : str, Path, or a pair of them
        One .csv, .tsv, .xlsx, .xls, .sav, .zsav, .dta or .json file, or a .zip with one of these; or the by-text and
        the by-index download of the same 问卷星 survey, in either order, which are checked against each other cell by
        cell. What a file is, its content tells, not its name.
    codebook : Codebook, str or Path, optional
        What the columns mean, or the file that says so. Without it a first codebook is drafted from the export.
    mode : str, optional
        How the batch was collected, such as ``"web"`` or ``"paper"``; ``"web"`` for 问卷星 unless given.
    keep_personal : sequence of str
        Names or headers of personal columns to keep. All others (names, phones, addresses, accounts, and
        variables that the codebook marks as personal) are dropped. An open answer that is named here is personal in
        the codebook, and stays as it was typed.
    sheet : str, optional
        Sheet of a workbook, file of an archive, or part of a REDCap project; found where it is not given.
    encoding : str, optional
        Encoding of a text file; found where it is not given.
    platform : str, optional
        Whose layout the file has; found where it is not given. ``"wenjuanxing"``, ``"tencent"``, ``"credamo"``,
        ``"wenjuan"``, ``"qualtrics"``, ``"surveymonkey"``, ``"limesurvey"``, ``"google_forms"``,
        ``"microsoft_forms"``, ``"kobo"``, ``"redcap"``, ``"formr"``, ``"spss"``, ``"stata"``, or ``"generic"``.
    allow_absent : sequence of str
        Variables or sets of the codebook that this file may lack, such as questions asked on the web only.
    year : int, optional
        Year of the survey, needed where ages were given as years of birth and the file has no dates.

    Returns
    -------
    Survey
        `data` has one row per respondent (ids as strings: 序号, an id column, or the row number) and one column per
        variable: float64 codes and numbers, text as object, dates as datetime64. `paradata` holds ``source_file``,
        ``source_row`` (as Excel shows it), ``submitted``, ``duration_seconds`` (seconds), ``channel``,
        ``province``, ``city``, ``address_token`` and ``mode``, and ``seconds_<page>`` where LimeSurvey or Qualtrics
        timed the pages. `missing_reasons` says why cells are empty. The first `Step` lists every answer that was not
        matched exactly, and in its notes whatever was noticed.

    Raises
    ------
    ReadError
        If the file is no export, is damaged, could do harm, or the two files of a pair differ.
    ColumnError
        If the export lacks a variable of the codebook, one fits several columns, or `keep_personal` or
        `allow_absent` names something unknown.
    AnswerError
        If answers are not in the codebook; `cases` lists every such cell.
    CodebookError
        If the codebook file is not valid.
    OptionError
        If an argument is of the wrong kind, or `platform` is none of the words above.

    Notes
    -----
    Everything is read as text; only the codebook turns text into codes. An exact label or code passes; full-width
    digits, stray spaces, "5分", "5=非常同意", option letters, "62岁" or "10年以上" and a year of birth in an age column
    are understood and logged one by one. ``(空)`` and -2 mean blank, ``(跳过)`` and -3 not shown; in open questions
    -2 and -3 stay numbers unless the range of the variable rules them out. Numbers outside a variable's range are
    kept for cleaning to judge. SPSS and R keep -2 and -3 as answers.

    Columns that point to persons are known by their headers in Chinese and English, by the platform, and by their
    answers: at least half of them are phone, identity or card numbers, e-mail addresses, accounts, coordinates, door
    or plate numbers. In open answers and behind options such as 其他, each of these is replaced by ``***`` and listed
    in the log by row and column; so is what the same respondent gave as name or account elsewhere in the file, and a
    name that "我叫" or "my name is" announces. Other persons' names have no form to be known by: read open answers
    before you pass the data on.

    Internet addresses become a token that is keyed afresh on every call, so tokens are comparable within one call
    only. Province and city, which some platforms work out from the address, are paradata; a codebook with a variable
    ``province`` or ``city`` has them as answers too, to group or control by.

    References
    ----------
    Layouts were verified on public 问卷星 downloads of 2017 to 2026.

    Checked against
    ---------------
    A real by-text and by-index pair of 800 answers (``tests/read/test_wenjuanxing_sample.py``).

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> file = folder / "batch.csv"
    >>> _ = file.write_text("id,sex,trust\n7,男,4\n8,女,5分\n", encoding="utf-8")
    >>> book = Codebook.model_validate({"variables": [
    ...     {"name": "sex", "values": {1: "男", 2: "女"}},
    ...     {"name": "trust", "kind": "ordinal", "values": {4: "同意", 5: "非常同意"}},
    ... ]})
    >>> survey = read_survey(file, codebook=book, mode="paper")
    >>> survey.data["trust"].tolist()
    [4.0, 5.0]
    >>> survey.log[0].cases[["id", "column", "value", "action"]].values.tolist()
    [['8', 'trust', '5分', 'read as 5']]
    """
    paths = checked_paths(path)
    check_arguments(codebook=codebook, platform=platform, year=year, mode=mode, sheet=sheet, encoding=encoding)
    check_names(keep_personal=keep_personal, allow_absent=allow_absent)
    files, definition, given = taken_apart(paths, codebook)
    book = read_codebook(given) if isinstance(given, str | Path) else given
    exports = [_open(one, sheet, encoding, platform) for one in files]
    if definition is not None:
        exports = [definition.describe(export) for export in exports]
    main, twin = as_pair(*exports) if len(exports) == 2 else (exports[0], None)
    plan = plan_reading(main, twin, book, allow_absent=allow_absent, keep_personal=keep_personal)
    return with_scores(assemble(plan, mode=mode, year=year), plan)


def _open(path: str | Path, sheet: str | None, encoding: str | None, platform: str | None) -> Export:
    if Path(path).is_file():
        refuse_lone_form(Path(path))
    grid = _table(path, sheet, encoding, platform)
    if isinstance(grid, LabelledGrid) and platform not in (None, grid.program, grid.platform):
        raise OptionError(f"platform={platform!r}, but {grid.path.name} is a file of {grid.program}; leave it out.")
    if platform is not None and not isinstance(grid, LabelledGrid):
        return BY_NAME[platform].read(grid)
    found = platform_of(grid)
    if found.name == "generic":
        refuse_form(grid)
    return found.read(grid)


def _table(path: str | Path, sheet: str | None, encoding: str | None, platform: str | None) -> Grid:
    """The table; `sheet` is one of a workbook, a file of an archive, or a part that some platforms write into one."""
    try:
        return read_grid(path, sheet=sheet, encoding=encoding)
    except ReadError as error:
        try:
            grid = None if sheet is None else read_grid(path, encoding=encoding)
        except ReadError:
            grid = None
        if grid is None or sheet is None or (part := _found(grid, platform).part) is None:
            raise error from error.__cause__
    return part(grid, sheet)


def _found(grid: Grid, platform: str | None) -> Platform:
    return platform_of(grid) if platform is None else BY_NAME[platform]
