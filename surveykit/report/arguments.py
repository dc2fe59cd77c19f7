"""What a report is given by its caller: names, figures, lists."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import chain, count

from surveykit.core.checks import check_option
from surveykit.core.result import DEFAULT_LAYOUT, Result
from surveykit.errors import OptionError

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def result_name(name: str, topic: str, taken: Container[str]) -> str:
    """The name asked for, or the topic, numbered where it is taken."""
    if not name:
        return free_name(topic, taken)
    if not NAME.fullmatch(name):
        raise OptionError(f"name={name!r} must be a letter followed by letters, digits or underscores")
    if name in taken:
        raise OptionError(f"name={name!r} is taken by another result; give each a name of its own")
    return name


def free_name(name: str, taken: Container[str]) -> str:
    """The name, numbered where it is taken."""
    numbered = (f"{name}_{position}" for position in count(2))
    return next(free for free in chain([name], numbered) if free not in taken)


def wanted_figures(result: Result, figure: bool | str | Sequence[str]) -> tuple[str, ...]:
    """The names of the figures asked for."""
    match figure:
        case False:
            return ()
        case True:
            names: tuple[str, ...] = (DEFAULT_LAYOUT,)
        case str():
            names = (figure,)
        case Sequence():
            names = tuple(figure)
        case _:
            raise OptionError(
                f"figure={figure!r} must be True, False, or names of figures: {', '.join(result.figures)}"
            )
    if not result.figures:
        raise OptionError(f"no figure is drawn of {type(result).__name__}; add it without figure=")
    for one in names:
        check_option(one, result.figures, argument="figure")
    return names


def listed_names(names: Sequence[str], argument: str) -> tuple[str, ...]:
    """Several names; a single string would be taken apart into letters."""
    if isinstance(names, str):
        raise OptionError(f"{argument}={names!r} must be a list, such as [{names!r}]")
    return tuple(names)
