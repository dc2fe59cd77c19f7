"""Checks of what `read_survey` is asked to do, before any file is opened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from numbers import Integral
from pathlib import Path

from surveykit.core.checks import check_option
from surveykit.core.codebook import Codebook
from surveykit.errors import OptionError, ReadError
from surveykit.read.platforms import BY_NAME

YEARS = range(1900, 2101)


def checked_paths(path: object) -> list[str | Path]:
    """One path, or the two of a pair, as a list."""
    listed = list(path) if isinstance(path, Sequence) and not isinstance(path, str | bytes) else [path]
    paths = [one for one in listed if isinstance(one, str | Path)]
    strangers = [type(one).__name__ for one in listed if not isinstance(one, str | Path)]
    if strangers:
        raise ReadError(f"A path must be text or a pathlib.Path, not {strangers[0]}. Give the path of the export.")
    if not 1 <= len(paths) <= 2:
        raise ReadError(
            f"{len(paths)} paths were given. Give one file, or the by-text and by-index pair of one survey."
        )
    return paths


def check_arguments(*, codebook: object, platform: object, year: object, **texts: object) -> None:
    """Refuse arguments of the wrong kind; `texts` are those that take a text or None."""
    if codebook is not None and not isinstance(codebook, Codebook | str | Path):
        raise OptionError(
            f"codebook must be a Codebook or the path of its file, not {type(codebook).__name__}; "
            "make one of a dictionary with Codebook.model_validate"
        )
    if platform is not None:
        check_option(platform, tuple(BY_NAME), argument="platform")
    if year is not None and (isinstance(year, bool) or not isinstance(year, Integral) or year not in YEARS):
        raise OptionError(f"year={year!r} must be a whole number from {YEARS[0]} to {YEARS[-1]}, such as 2025")
    for argument, text in texts.items():
        if text is not None and (not isinstance(text, str) or not text.strip()):
            raise OptionError(f"{argument}={text!r} must be a text, {_EXAMPLES[argument]}; or leave it out")


def check_names(**named: object) -> None:
    """Refuse anything but lists of names, such as a single text, whose letters would be taken for names."""
    for argument, names in named.items():
        listed = names if isinstance(names, Collection) and not isinstance(names, str | bytes) else [None]
        if not all(isinstance(name, str) for name in listed):
            raise OptionError(f"{argument} takes a list of names, such as ['phone'], not {names!r}; or leave it out")


_EXAMPLES = {
    "mode": "such as 'web' or 'paper'",
    "sheet": "the name of a sheet of the workbook",
    "encoding": "such as 'utf-8' or 'gb18030'",
}
