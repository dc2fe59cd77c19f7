"""Answers to open questions: numbers, dates and text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pandas as pd

from surveykit.core.codebook import Variable
from surveykit.read.export import Body
from surveykit.read.paradata import moment
from surveykit.read.reading import UNKNOWN, Reading, empty_reading, unmasked

BIRTH_YEAR = "year of birth"
"""The rule under which a year stands for an age; the column subtracts it from the year of the answer."""

OLDEST = 150
"""A variable that may exceed this is not an age."""

_NUMBER = re.compile(r"^[+-]?\d{1,15}(?:\.\d+)?$")
_EXACT = re.compile(r"^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$", re.ASCII)
_EXPONENT = re.compile(r"^[+-]?\d(?:\.\d{1,20})?[eE][-+]\d{1,2}$")
"""As programs write small and large numbers; without a sign the e may be part of a name."""

_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
# Months and weeks are not here: "6个月" in a column of years is not 6.
_MEASURED = re.compile(
    r"^(?:约|大约|大概)?(\d{1,9}(?:\.\d+)?)\+?多?(?:周岁|岁|年|次|人|口|个|位|户|元|块|天|小时|分钟|分)?多?(?:以上|及以上|左右)?$"
)
_YEAR = re.compile(r"^((?:19|20)\d{2})年?(?:生|出生)?$")
_SERIAL = re.compile(r"^[2-6]\d{4}(?:\.0)?$")


def text_reader(variable: Variable, body: Body) -> Callable[[str], Reading]:
    """The function that reads free text: only empty cells are no answer."""

    def read(text: str) -> Reading:
        empty = empty_reading(text, variable, body, codes=body in ("index", "score"))
        return empty or Reading(unmasked(text).strip())

    return read


def date_reader(variable: Variable, body: Body) -> Callable[[str], Reading]:
    """The function that reads dates in any of the ways Excel and people write them."""

    def read(text: str) -> Reading:
        empty = empty_reading(text, variable, body, codes=True)
        if empty is not None:
            return empty
        found = moment(unicodedata.normalize("NFKC", text))
        if found is not None:
            return Reading(found)
        if _SERIAL.match(text.strip()):
            day = pd.Timestamp("1899-12-30") + pd.Timedelta(days=int(float(text)))
            return Reading(day, rule="day number of Excel")
        return UNKNOWN

    return read


def number_reader(variable: Variable, body: Body) -> Callable[[str], Reading]:
    """The function that reads numbers; those outside the variable's range stay, for cleaning to judge."""
    low, high = variable.range
    # -2 and -3 can be answers to an open question unless its range rules them out.
    no_negatives = low is not None and low > -2
    may_be_age = high is not None and high < OLDEST

    def read(text: str) -> Reading:
        empty = empty_reading(text, variable, body, codes=no_negatives)
        if empty is not None:
            return empty
        plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
        if body == "coded" and _EXACT.match(text):
            return Reading(float(text))
        if may_be_age and (found := _YEAR.match(plain)):
            return Reading(float(found[1]), rule=BIRTH_YEAR)
        return _number(text, plain)

    return read


def _number(text: str, plain: str) -> Reading:
    if _NUMBER.match(plain):
        return Reading(float(plain), rule="" if plain == text else "number with other spaces or width")
    if _THOUSANDS.match(plain):
        return Reading(float(plain.replace(",", "")), rule="thousands separator")
    if _EXPONENT.match(plain):
        return Reading(float(plain), rule="number with an exponent")
    if found := _MEASURED.match(plain):
        return Reading(float(found[1]), rule="number with words")
    return UNKNOWN
