"""Every word that surveykit prints, in Chinese and English, as data: one file per topic."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal


@cache
def _topic(topic: str) -> dict[str, dict[str, str]]:
    path = files(__name__) / f"{topic}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def term(key: str, language: Literal["zh", "en"], **values: object) -> str:
    """The wording of `key`, such as "reliability.title", with `values` put in.

    Parameters
    ----------
    key : str
        Topic (the file) and entry, joined by a dot.
    language : {"zh", "en"}
        Which wording.
    **values
        What stands in the braces of the wording. Numbers are given as text, already formatted.
    """
    topic, entry = key.split(".", 1)
    return _topic(topic)[entry][language].format(**values)


@cache
def topics() -> dict[str, dict[str, dict[str, str]]]:
    """Every topic with its entries."""
    names = sorted(path.name.removesuffix(".toml") for path in files(__name__).iterdir() if path.name.endswith(".toml"))
    return {name: _topic(name) for name in names}
