"""Names, phone numbers and accounts as keyed tokens, so that waves can be linked without them."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from surveykit.clean.forget import forgotten
from surveykit.clean.key import read_key
from surveykit.clean.made import refuse_used
from surveykit.core.checks import as_names, check_columns, check_survey
from surveykit.core.codebook import Variable
from surveykit.core.survey import Step, Survey
from surveykit.core.terms import bilingual
from surveykit.errors import ColumnError

DIGITS = 16
"""Hexadecimal digits of a token: of a million persons, two share one with a probability below one in ten million."""

SHARE = 0.5
"""A column holds phone numbers if at least this share of its answers looks like one."""

_PHONE = re.compile(r"\+?\(?(?:[0-9][\s()./-]*){7,15}")
_KEY_CHECK = "\x00surveykit key check"
"""What `key_check` is the token of; no answer begins like this."""

_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
"""How a spreadsheet writes a number that its column is too narrow for; the last digits are gone."""

_IDENTITY_NUMBER = re.compile(r"\d{17}[0-9Xx]")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SPACED_NAME = re.compile(r"(?<=[一-鿿·])\s+(?=[一-鿿·])")
_COUNTRY = re.compile(r"(?:00)?86(?=1[3-9]\d{9}$)")


def pseudonymise(survey: Survey, *, columns: str | Iterable[str], key: bytes | str | Path) -> Survey:
    """Replace answers that point to persons by tokens that only the holder of a key can make again.

    Parameters
    ----------
    survey : Survey
        The answers. Personal columns are dropped on reading, so read the file with
        ``read_survey(path, keep_personal=["phone"])`` first.
    columns : str or list of str
        Columns of text, of categories without order (their labels count), or of whole numbers without listed answers.
    key : bytes, str or Path
        The file that `make_key` made, or at least 32 random bytes. The same key for every wave that is to be linked.

    Returns
    -------
    Survey
        With 16 hexadecimal digits in place of every answer, and empty cells where there was none; the columns are text
        and personal in the codebook, and the log holds none of the old values any more. The step's arguments say how
        many different tokens each column has (``tokens``), which columns were taken for phone numbers (``phones``), and
        ``key_check``, eight digits that are the same whenever the same key was used.

    Raises
    ------
    ColumnError
        If a column is not there, holds ordered answers, decimals or dates, belongs to a scale or a set, was used for
        another column, or holds tokens already.
    OptionError
        If the key is neither bytes nor a path, or is too weak.
    ReadError
        If the key file is not there or was not made by `make_key`.

    Notes
    -----
    A token is HMAC-SHA-256 of the answer. Before, the answer is normalised (NFKC, so that full-width letters are the
    usual ones) and loses blanks around it and between Chinese characters; capitals count, but not in e-mail addresses
    and in the last place of identity numbers. Columns of which at least half the answers look like phone numbers (7 to
    15 digits) are compared by their digits without the country code 86, and a cell there without any digit, or rounded
    by a spreadsheet (``1.38E+10``), becomes empty. The token of an answer is the same in every column, so waves may
    name a column differently.

    Tokens are still personal data: with the key they can be linked back, and the other answers may tell a person apart
    (see `disclosure_risk`). A hash without a key protects nothing, because there are few phone numbers.

    References
    ----------
    Krawczyk, H., Bellare, M., & Canetti, R. (1997). HMAC: Keyed-hashing for message authentication. RFC 2104.

    Checked against
    ---------------
    OpenSSL's ``dgst -sha256 -mac HMAC``; the values stand in ``tests/clean/test_pseudonymise.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey
    >>> key = bytes(range(32))
    >>> first = Survey.from_frame(pd.DataFrame({"phone": ["138 0013 8000", "13900139000"]}))
    >>> second = Survey.from_frame(pd.DataFrame({"mobile": ["+86-13800138000", None]}))
    >>> tokens = pseudonymise(first, columns="phone", key=key).data["phone"].tolist()
    >>> tokens
    ['f0365c8169937328', '45e4f8aeee0987a5']
    >>> tokens[0] == pseudonymise(second, columns="mobile", key=key).data["mobile"].tolist()[0]
    True
    """
    check_survey(survey)
    named = as_names(columns, argument="columns")
    check_columns(survey, named)
    secret = read_key(key)
    refuse_used(survey, named, verb="pseudonymise")
    for name in named:
        _check_may_change(survey, name)
    texts = {name: _texts(survey, name) for name in named}
    phones = [name for name in named if _are_phones(texts[name])]
    comparable = {name: texts[name].map(_digits) if name in phones else texts[name] for name in named}
    lost = {name: (comparable[name] == "") & survey.data[name].notna() for name in named}
    data = survey.data.assign(**{name: _tokens(answers, secret) for name, answers in comparable.items()})
    step = Step(
        verb="pseudonymise",
        rows_before=len(data),
        rows_after=len(data),
        columns=tuple(named),
        arguments={
            "tokens": {name: int(data[name].nunique()) for name in named},
            "phones": phones,
            "key_check": _digest(secret, _KEY_CHECK)[:8],
        },
        notes=tuple(
            bilingual("cleaning.note_number_lost", column=name, n=int(cells.sum()))
            for name, cells in lost.items()
            if cells.any()
        ),
    )
    tokens = {name: _token_variable(survey, name) for name in named}
    return forgotten(survey, named).changed(
        step,
        data=data,
        missing_reasons=_reasons(survey, lost),
        codebook=survey.codebook.with_variables(tokens),
    )


def _check_may_change(survey: Survey, name: str) -> None:
    """Refuse columns that are answers to count or measure, and those that hold tokens already."""
    book = survey.codebook
    if any(step.verb == "pseudonymise" and name in step.columns for step in survey.log):
        raise ColumnError(f"{name!r} holds tokens already; tokens of tokens would link nothing. Leave it out")
    owners = [part.name for part in book.scales if name in part.items]
    owners += [part.name for part in book.sets if name in part.members]
    if owners or book.has_scale(name):
        raise ColumnError(
            f"{name!r} belongs to {owners or [name]}, so its answers are numbers to analyse; leave it out"
        )
    column = survey.data[name]
    variable = book.variable(name) if book.has_variable(name) else Variable(name=name)
    whole = not pd.api.types.is_numeric_dtype(column) or bool((column.dropna() % 1 == 0).all())
    measured = variable.kind in ("ordinal", "date") or not whole
    if measured or pd.api.types.is_datetime64_any_dtype(column):
        raise ColumnError(
            f"{name!r} holds ordered answers, decimals or dates; tokens are for names, numbers and accounts of "
            "persons. Leave it out, or band it with bands"
        )


def _texts(survey: Survey, name: str) -> pd.Series:
    """The answers (n,) as normalised text; empty where there is none."""
    answers = survey.data[name]
    known = {answer: _plain(survey, name, answer) for answer in answers.dropna().unique().tolist()}
    return answers.map(known).fillna("").astype(object)


def _plain(survey: Survey, name: str, answer: object) -> str:
    if isinstance(answer, int | float):
        has_labels = survey.codebook.has_variable(name) and survey.codebook.variable(name).values
        text = survey.codebook.value_label(name, answer, "zh") if has_labels else str(int(answer))
    else:
        text = str(answer)
    plain = _SPACED_NAME.sub("", unicodedata.normalize("NFKC", text).strip())
    if _IDENTITY_NUMBER.fullmatch(plain):
        return plain.upper()
    return plain.lower() if _MAIL.fullmatch(plain) else plain


def _are_phones(texts: pd.Series) -> bool:
    """Whether most answers look like phone numbers, however they are spaced."""
    answered = texts[texts != ""]
    return len(answered) > 0 and sum(bool(_PHONE.fullmatch(text)) for text in answered) >= SHARE * len(answered)


def _digits(text: str) -> str:
    """The digits of a phone number without the code of China, where a Chinese mobile number follows it.

    >>> _digits("+86 138-0013-8000"), _digits("010-65120000"), _digits("1.38E+10")
    ('13800138000', '01065120000', '')
    """
    if _ROUNDED.fullmatch(text):
        return ""
    return _COUNTRY.sub("", "".join(re.findall(r"[0-9]", text.removesuffix(".0"))), count=1)


def _tokens(answers: pd.Series, secret: bytes) -> pd.Series:
    """The token of each answer (n,); NaN where there is none."""
    known = {text: _digest(secret, text)[:DIGITS] if text else np.nan for text in answers.unique()}
    return answers.map(known).astype(object)


def _digest(secret: bytes, text: str) -> str:
    return hmac.digest(secret, text.encode("utf-8", "surrogatepass"), "sha256").hex()


def _reasons(survey: Survey, lost: dict[str, pd.Series]) -> pd.DataFrame:
    """The reasons for empty cells, with those that were emptied as blank."""
    reasons = survey.missing_reasons
    for name, cells in lost.items():
        if cells.any():
            known = survey.data[name].isna().map({True: "blank", False: ""})
            reasons[name] = reasons.get(name, known).mask(cells, "blank")
    return reasons


def _token_variable(survey: Survey, name: str) -> Variable:
    """The column as text that is still personal; its old answers are in the codebook no more."""
    known = survey.codebook.variable(name) if survey.codebook.has_variable(name) else Variable(name=name)
    return Variable(name=name, label=known.label, kind="text", source=known.source, personal=True)
