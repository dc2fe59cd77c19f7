"""The instruments that come with the library: the list of them, and one by its name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import pandas as pd
from pydantic import ValidationError

from surveykit.core.strict_yaml import strict_yaml
from surveykit.core.words import closest, folded
from surveykit.errors import CodebookError, OptionError
from surveykit.scales.instrument import Instrument

COLUMNS = (
    "name", "title_zh", "title_en", "code", "k", "low", "high", "dimensions", "has_wording", "licence", "citation",
    "reference",
)  # fmt: skip


def instruments(name: str = "") -> pd.DataFrame:
    """List the instruments: the project's own scales with their wording, and scoring keys of published ones.

    Parameters
    ----------
    name : str
        Keep those with this text in their name or title, in Chinese or English; all where it is empty.

    Returns
    -------
    pandas.DataFrame
        One row per instrument: ``name``, ``title_zh``, ``title_en``, ``code`` (its scale in a codebook), ``k`` (items),
        ``low`` and ``high`` (range of the answers), ``dimensions`` (their names), ``has_wording``, ``licence``,
        ``citation`` and ``reference``.

    Raises
    ------
    OptionError
        If `name` is no text.

    Notes
    -----
    Where the wording belongs to somebody else, items are numbered only, and the licence says who owns it.

    Examples
    --------
    >>> from surveykit import instruments
    >>> instruments("信任")[["name", "k", "has_wording"]].head(3).values.tolist()
    [['community_trust', 4, True], ['ess_social_trust', 3, False], ['institutional_trust', 4, True]]
    """
    if not isinstance(name, str):
        raise OptionError(f"name={name!r} must be a text to look for, such as 'trust'")
    wanted = folded(name)
    found = [instrument(one) for one in _files()]
    rows = [
        _row(one) for one in found if any(wanted in folded(text) for text in (one.name, one.title.zh, one.title.en))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def instrument(name: str) -> Instrument:
    """Give one instrument: items, answers, dimensions, reversed items, scoring, citation and licence.

    Parameters
    ----------
    name : str
        Name of the instrument, as `instruments` lists it.

    Returns
    -------
    Instrument
        ``codebook()`` makes it a part of a codebook, which ``Codebook.join`` adds to that of a study.

    Raises
    ------
    OptionError
        If there is no such instrument.

    Notes
    -----
    A published reliability is quoted from its source and was not computed here. The project's own scales have none:
    they were worded for this library, and their reliability is that of your data.

    Examples
    --------
    >>> from surveykit import instrument
    >>> trust = instrument("community_trust")
    >>> trust.items[0].wording.en, trust.codebook().scale("TR").items
    ('I trust most neighbours', ('TR1', 'TR2', 'TR3', 'TR4'))
    """
    known = _files()
    if not isinstance(name, str) or name not in known:
        raise OptionError(f"{name!r} is not an instrument{closest(str(name), known)} instruments() lists them all.")
    return _read(name)


def _row(one: Instrument) -> dict[str, object]:
    return {
        "name": one.name,
        "title_zh": one.title.zh,
        "title_en": one.title.en,
        "code": one.code,
        "k": len(one.items),
        "low": one.low,
        "high": one.high,
        "dimensions": ", ".join(part.name for part in one.dimensions),
        "has_wording": one.has_wording,
        "licence": one.licence.en,
        "citation": one.citation.en,
        "reference": one.reference,
    }


@cache
def _files() -> dict[str, Traversable]:
    """The file of every instrument, by its name."""
    found = (files(__package__) / "instruments").iterdir()
    named = {path.name.removesuffix(".yaml"): path for path in found if path.name.endswith(".yaml")}
    return dict(sorted(named.items()))


@cache
def _read(name: str) -> Instrument:
    """One instrument from its file."""
    content = dict(_content(_files()[name]))
    if "answers" in content:
        values = _answers()[content.pop("answers")]
        content |= {"values": values, "low": min(values), "high": max(values)}
    try:
        return Instrument.model_validate(content)
    except ValidationError as error:
        raise CodebookError(f"{name}.yaml is not an instrument: {error}") from error


@cache
def _answers() -> dict[str, Any]:
    """The answer sets that instruments share."""
    return _content(files(__package__) / "answer_sets.yaml")


def _content(path: Traversable) -> dict[str, Any]:
    document = strict_yaml(path.read_text(encoding="utf-8"), name=path.name)
    if document.problems or not isinstance(document.content, dict):
        raise CodebookError(f"{path.name}: {'; '.join(document.problems) or 'holds no fields'}")
    return document.content
