"""Every public verb says what comes back, what it raises, and what a statistic was checked against."""

import inspect
import re
from collections.abc import Callable

import pytest

import surveykit

ORDER = ["Parameters", "Returns", "Raises", "Warns", "Notes", "References", "Checked against", "Examples"]


VERBS = {name: getattr(surveykit, name) for name in surveykit.__all__ if inspect.isfunction(getattr(surveykit, name))}


def sections(verb: Callable[..., object]) -> list[str]:
    text = inspect.getdoc(verb) or ""
    return [title for title in re.findall(r"^(\w[\w ]*)\n-+$", text, flags=re.MULTILINE) if title in ORDER]


@pytest.mark.parametrize(("name", "verb"), VERBS.items())
def test_sections_are_there_and_in_order(name: str, verb: Callable[..., object]) -> None:
    found = sections(verb)
    assert {"Parameters", "Returns", "Examples"} <= set(found), name
    assert found == sorted(found, key=ORDER.index), name


@pytest.mark.parametrize(("name", "verb"), VERBS.items())
def test_every_argument_is_described(name: str, verb: Callable[..., object]) -> None:
    text = inspect.getdoc(verb) or ""
    described = {
        word.strip() for line in re.findall(r"^([\w, ]+) : ", text, flags=re.MULTILINE) for word in line.split(",")
    }
    assert set(inspect.signature(verb).parameters) <= described, name


@pytest.mark.parametrize(
    "name",
    [
        "disclosure_risk",
        "reliability",
        "factorability",
        "efa",
        "correlations",
        "paired_comparison",
        "linear_regression",
        "mediation",
    ],
)
def test_statistics_name_what_they_were_checked_against(name: str) -> None:
    assert "Checked against" in sections(getattr(surveykit, name))
