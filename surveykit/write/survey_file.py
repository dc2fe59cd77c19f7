"""A survey for whoever continues elsewhere: in SPSS, in Stata, or in a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from surveykit.core.checks import check_option, check_survey
from surveykit.core.codebook import Codebook, Language
from surveykit.core.files import check_target, write_atomically
from surveykit.core.survey import Survey
from surveykit.errors import OptionError
from surveykit.write.survey_codes import CodedSurvey, coded_survey
from surveykit.write.survey_columns import leaving
from surveykit.write.survey_dta import dta_codebook, dta_names, write_dta
from surveykit.write.survey_sav import sav_names, write_sav
from surveykit.write.survey_table import Values, write_csv, write_xlsx

SUFFIXES = (".sav", ".dta", ".csv", ".xlsx")
CODEBOOK = ".codebook.yaml"
"""End of the name of the codebook beside a file that cannot hold one."""


def write_survey(
    survey: Survey,
    path: str | Path,
    *,
    values: Values = "codes",
    keep_personal: Sequence[str] = (),
    paradata: bool = False,
    language: Language = "zh",
    overwrite: bool = False,
) -> Path:
    """Write a survey for SPSS, Stata or a spreadsheet, with everything that is known about its columns.

    Parameters
    ----------
    survey : Survey
        Data, codebook and reasons of missing answers. Flags and log are not written.
    path : str or Path
        Its suffix decides: ``.sav`` (SPSS), ``.dta`` (Stata 14 and later), ``.csv`` or ``.xlsx``.
    values : {"codes", "labels"}
        What stands in the cells of closed questions of a ``.csv`` or ``.xlsx``. Options of multiple-response sets are
        1 and 0 in both. SPSS and Stata files hold codes that carry their labels.
    keep_personal : sequence of str
        Names of personal columns to write. All others that the codebook calls personal are left out of the file and
        of its codebook, pseudonyms too.
    paradata : bool
        Whether to write how the answers were given (moments, duration, channel, places, mode, source) as further
        columns. Tokens that stand for addresses, devices or accounts are never written.
    language : {"zh", "en"}
        Language of labels in the cells, and in the SPSS or Stata file.
    overwrite : bool
        Whether existing files may be replaced.

    Returns
    -------
    Path
        The file. Beside a ``.sav``, ``.dta`` or ``.csv`` stands its codebook, such as ``study.sav.codebook.yaml``:
        both languages, scales, hypotheses, ranking sets, and as first source of every column its name in the file. An
        ``.xlsx`` has the codebook in three sheets of its own.

    Raises
    ------
    OptionError
        If the suffix, `values` or `language` is none of these, or labels are asked for in a ``.sav`` or ``.dta``.
    ColumnError
        If `survey` is not a Survey, or `keep_personal` names no column; if a text is longer than a ``.sav`` can hold
        (32,767 bytes).
    SampleError
        If a column holds infinite values.
    AnswerError
        If an answer, such as an imputed one, equals a missing code of its variable, so that it would read back as
        missing.
    WriteError
        If a file cannot be written, or exists and `overwrite` is false.

    Notes
    -----
    ``read_survey(file, codebook=...)`` with the codebook written here gives the same data, labels and reasons back;
    of an SPSS or Stata file it does so without the codebook too, as far as these programs can hold them. Paradata come
    back as columns like others.

    A cell that is empty for a reason holds the code that the codebook declares for it; where it declares none, -3 (not
    shown), -4 (unranked), -7 (not applicable), -8 (refused) or -9 (don't know), or the next number that no answer has.
    A blank cell stays empty unless the codebook has a code for it. In SPSS these codes are user-missing, three values
    or a range and a value at most; of more, those most used. In Stata they are ``.a`` to
    ``.z``, and read back as -901 to -926; its text has no missing values and holds the codes (``"-3"``) as text.

    Names become legal (SPSS: 64 bytes, no blanks, letter case does not count; Stata: 28 characters), longer labels are
    cut (SPSS 255 bytes, answers 120; Stata 80 characters); the codebook beside the file keeps both whole. Sets of ticks
    become multiple response sets of SPSS; ranking sets are plain variables there, and all sets are in Stata. In a
    table, answers whose labels are figures that clash with other codes are written as labels, and a text that a
    spreadsheet would run stands behind an apostrophe. Control characters in texts are left out.

    References
    ----------
    PSPP developers' guide, "System File Format". Stata manual, [P] file formats .dta.

    Checked against
    ---------------
    GNU PSPP 1.6.2 reads the SPSS files: frequencies, missing values, labels and sets
    (``tests/write/test_survey_file.py``).

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> from surveykit.read.survey import read_survey
    >>> folder = Path(tempfile.mkdtemp())
    >>> survey = Survey.from_frame(pd.DataFrame({"trust": [4, 5], "sex": ["male", "female"]}))
    >>> file = write_survey(survey, folder / "study.sav")
    >>> sorted(path.name for path in folder.iterdir())
    ['study.sav', 'study.sav.codebook.yaml']
    >>> read_survey(file).codebook.value_label("sex", 2, "en")
    'male'
    """
    check_survey(survey)
    target = Path(path)
    suffix = target.suffix.lower()
    check_option(suffix, SUFFIXES, argument="suffix of path")
    check_option(values, ("codes", "labels"), argument="values")
    check_option(language, ("zh", "en"), argument="language")
    if values == "labels" and suffix in (".sav", ".dta"):
        raise OptionError(
            f"values='labels' is for .csv and .xlsx; a {suffix} holds codes that carry their labels. Leave values out."
        )
    coded = coded_survey(leaving(survey, keep_personal=keep_personal, paradata=paradata))
    if suffix == ".xlsx":
        return write_atomically(
            target, lambda empty: write_xlsx(coded, empty, values=values, language=language), overwrite=overwrite
        )
    check_target(target, overwrite=overwrite)
    beside = check_target(target.with_name(f"{target.name}{CODEBOOK}"), overwrite=overwrite)

    def write(empty: Path) -> None:
        # The codebook takes its place once the data are written, and just before they take theirs.
        names = _write_data(coded, empty, suffix, values, language)
        codebook = dta_codebook(coded) if suffix == ".dta" else coded.codebook
        _renamed(codebook, names).write(beside, overwrite=overwrite)

    return write_atomically(target, write, overwrite=overwrite)


def _write_data(coded: CodedSurvey, path: Path, suffix: str, values: Values, language: Language) -> Mapping[str, str]:
    """Write the file; the name of every column in it."""
    if suffix == ".sav":
        write_sav(coded, path, language=language)
        return sav_names(coded)
    if suffix == ".dta":
        write_dta(coded, path, language=language)
        return dta_names(coded)
    write_csv(coded, path, values=values, language=language)
    return {str(name): str(name) for name in coded.frame.columns}


def _renamed(codebook: Codebook, names: Mapping[str, str]) -> Codebook:
    """The codebook with the name of every column in the file as its first source."""
    variables = tuple(
        v.model_copy(update={"source": tuple(dict.fromkeys((names[v.name], *v.source)))}) for v in codebook.variables
    )
    return codebook.model_copy(update={"variables": variables})
