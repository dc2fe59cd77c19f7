"""Bookmarks: what Word allows, and never the same for two tables."""

import re
from itertools import product

import pytest

from surveykit.write.parts import LONGEST_BOOKMARK, anchor

NAMES = [
    "regression",
    "regression_2",
    "regression 2",
    "regression-2",
    "Regression",
    "REGRESSION",
    "访谈",
    "专家",
    "表 2",
    "",
    "_",
    "\ud800",
    *("a" * 60 + i for i in "12"),
]


def test_names_of_tables_and_figures_get_a_bookmark_each() -> None:
    given = [anchor(what, name) for what, name in product(("table", "figure"), NAMES)]

    assert len({name.lower() for name in given}) == 2 * len(NAMES)
    assert all(re.fullmatch(r"[a-z]\w{0,39}", name, re.ASCII) for name in given)


@pytest.mark.parametrize("length", [1, LONGEST_BOOKMARK - len("table_")])
def test_a_plain_name_that_fits_is_kept(length: int) -> None:
    assert anchor("table", "a" * length) == "table_" + "a" * length
