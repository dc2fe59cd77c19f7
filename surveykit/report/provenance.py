"""Where the numbers of a report come from: the data by their fingerprint, the software by its versions, the seeds."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from surveykit import __version__
from surveykit.core.result import Result
from surveykit.core.survey import Survey

COMPUTING = ("pandas", "numpy", "scipy", "statsmodels", "factor-analyzer", "matplotlib")
"""Packages whose version can change a number or a figure."""


def fingerprint(survey: Survey) -> str:
    """SHA-256 of the answers: ids, column names, and each value in its shortest exact decimal form.

    The same data give the same fingerprint on every machine, whatever the version of pandas or the types of the
    columns: a code 4 counts as 4 whether it is stored as an integer or a float.

    Examples
    --------
    >>> import pandas as pd
    >>> fingerprint(Survey.from_frame(pd.DataFrame({"q1": [4, 5]})))[:8]
    '7fa11d83'
    """
    data = survey.data
    digest = hashlib.sha256()
    for line in ([str(name) for name in data.columns], *_lines(data)):
        digest.update(("\x1f".join(line) + "\x1e").encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Python and the packages that computed, with their versions."""
    own = {"Python": platform.python_version(), "surveykit": __version__}
    return {**own, **{name: version(name) for name in COMPUTING}}


def source_files(survey: Survey) -> tuple[str, ...]:
    """Names of the files that were read, without their folders; two downloads of the same answers are two files."""
    read = (step.arguments.get("path") for step in survey.log if step.verb == "read_survey")
    return tuple(dict.fromkeys(Path(str(name)).name for names in read if isinstance(names, list) for name in names))


def seeds(results: Mapping[str, Result]) -> dict[str, int]:
    """The seed of each result that drew random numbers."""
    return {name: int(str(seed)) for name, result in results.items() if (seed := result.spec.get("seed")) is not None}


def _lines(data: pd.DataFrame) -> Iterable[list[str]]:
    for row in data.itertuples(name=None):
        yield [_plain(value) for value in row]


def _plain(value: object) -> str:
    """A value as text that does not depend on how it is stored."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, int | float) and float(value).is_integer():
        return str(int(value))
    return repr(float(value)) if isinstance(value, float) else str(value)
