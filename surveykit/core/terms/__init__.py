"""Every word that surveykit prints, in Chinese and English, as data: one file per topic."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

from surveykit.core.parts import Language, Text


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


def bilingual(key: str, **values: object) -> Text:
    """The wording of `key` in both languages; a value that is a `Text` is put in in the language of the wording."""
    return _both(lambda language: term(key, language, **{name: _said(one, language) for name, one in values.items()}))


def listing(names: Iterable[object], *, most: int = 10, quoted: bool = False) -> Text:
    """Names or numbers one after the other, the first `most` of them, as a part of a sentence in either language.

    >>> listing(["a", "b", "c"], most=2)
    Text(zh='a、b等（另有1个）', en='a, b and 1 more')
    """
    whole = list(names)

    def told(language: Language) -> str:
        words = [_quoted(str(_said(name, language)), language) if quoted else _said(name, language) for name in whole]
        shown = ("、" if language == "zh" else ", ").join(map(str, words[:most]))
        left = len(whole) - most
        return term("common.and_more", language, names=shown, left=left) if left > 0 else shown

    return _both(told)


def _both(told: Callable[[Language], str]) -> Text:
    return Text(zh=told("zh"), en=told("en"))


def _said(value: object, language: Language) -> object:
    return value.within(language) if isinstance(value, Text) else value


def _quoted(name: str, language: Language) -> str:
    return f"“{name}”" if language == "zh" else repr(name)
