"""Arithmetic and comparisons with answers, built of objects: nothing is parsed, and nothing is evaluated from text."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from surveykit.core.checks import as_count, as_names, is_real
from surveykit.core.codebook import Text
from surveykit.core.terms import bilingual, listing
from surveykit.errors import OptionError, SampleError

Column = pd.Series
Named = tuple[tuple[str, ...], tuple[float, ...]]
"""Columns, and codes of which each is looked for in all of them."""


@dataclass(frozen=True, eq=False)
class Expression:
    """What to compute from the answers, and from which columns.

    An expression is a function from the answers to one value per respondent: a number, or true, false or unknown. It
    is unknown wherever an answer that it needs is empty. Expressions are combined with ``+ - * /``, compared with
    ``< <= > >= == !=`` or `is_in`, and joined with ``& | ~``. Among numbers, a condition counts as 1 or 0.

    Attributes
    ----------
    columns : tuple[str, ...]
        The columns that are looked at, each once.
    words : Text
        What is computed, for the log.
    as_numbers : tuple[str, ...]
        Those whose codes are taken for numbers, so that they must have an order.
    gives : {"answer", "number", "truth"}
        The answer to one question as it is, something computed, or whether a condition holds.
    named : tuple
        Columns with the codes that are looked for in them.
    """

    columns: tuple[str, ...]
    words: Text
    compute: Callable[[pd.DataFrame], Column]
    as_numbers: tuple[str, ...] = ()
    gives: Literal["answer", "number", "truth"] = "number"
    named: tuple[Named, ...] = ()

    def __call__(self, data: pd.DataFrame) -> Column:
        """The value of each respondent, from columns of nullable floats."""
        return self.compute(data)

    def __bool__(self) -> bool:
        """Refused, because an expression is neither true nor false before it has answers."""
        raise OptionError(
            f"{self.words.en} has no truth of its own; join conditions with & and |, and write two comparisons for a "
            "range"
        )

    def is_in(self, codes: float | Iterable[float]) -> Expression:
        """Whether the answer is one of some codes; unknown where it is empty."""
        listed = [codes] if is_real(codes) else list(codes) if isinstance(codes, Iterable) else []
        if not listed or not all(map(is_real, listed)):
            raise OptionError(f"codes={codes!r} must be a number or a list of numbers, such as [1, 2]")

        def compute(data: pd.DataFrame) -> Column:
            values = self.compute(data)
            return values.isin(listed).astype("boolean").mask(values.isna())

        named = ((self.columns, tuple(listed)),) if self.gives == "answer" else self.named
        words = bilingual("cleaning.expression_in", what=self.words, codes=listed)
        return replace(self, words=words, compute=compute, gives="truth", named=named)

    def if_empty(self, value: float) -> Expression:
        """The same, with `value` (for a condition, true or false) wherever it is unknown."""
        if not (isinstance(value, bool) if self.gives == "truth" else is_real(value)):
            wanted = "True or False" if self.gives == "truth" else "a number"
            raise OptionError(f"if_empty: {value!r} cannot stand for {self.words.en}; give {wanted}")
        words = bilingual("cleaning.expression_else", what=self.words, value=value)
        return replace(self, words=words, compute=lambda data: self.compute(data).fillna(value))

    def __eq__(self, other: object) -> Expression:  # type: ignore[override]
        """Equal to."""
        return self.is_in(other) if is_real(other) else _joined(self, other, operator.eq, "==")

    def __ne__(self, other: object) -> Expression:  # type: ignore[override]
        """Another than."""
        return ~(self == other)

    __hash__ = object.__hash__

    def __lt__(self, other: Operand) -> Expression:
        """Below."""
        return _joined(self, other, operator.lt, "<")

    def __le__(self, other: Operand) -> Expression:
        """At most."""
        return _joined(self, other, operator.le, "<=")

    def __gt__(self, other: Operand) -> Expression:
        """Above."""
        return _joined(self, other, operator.gt, ">")

    def __ge__(self, other: Operand) -> Expression:
        """At least."""
        return _joined(self, other, operator.ge, ">=")

    def __add__(self, other: Operand) -> Expression:
        """The sum of two."""
        return _joined(self, other, operator.add, "+")

    def __sub__(self, other: Operand) -> Expression:
        """The difference of two."""
        return _joined(self, other, operator.sub, "-")

    def __mul__(self, other: Operand) -> Expression:
        """The product of two."""
        return _joined(self, other, operator.mul, "*")

    def __truediv__(self, other: Operand) -> Expression:
        """The quotient of two."""
        return _joined(self, other, _divided, "/")

    def __radd__(self, other: float) -> Expression:
        """A number plus this."""
        return _number(other, f"{other!r} + {self.words.en}") + self

    def __rsub__(self, other: float) -> Expression:
        """A number less this, such as ``2026 - answer_to("year_of_birth")``."""
        return _number(other, f"{other!r} - {self.words.en}") - self

    def __rmul__(self, other: float) -> Expression:
        """A number times this."""
        return _number(other, f"{other!r} * {self.words.en}") * self

    def __rtruediv__(self, other: float) -> Expression:
        """A number divided by this."""
        return _number(other, f"{other!r} / {self.words.en}") / self

    def __neg__(self) -> Expression:
        """With the other sign."""
        return 0 - self

    def __and__(self, other: Expression) -> Expression:
        """Whether both hold: false as soon as one is false, whatever is unknown about the other."""
        return _both(self, other, operator.and_, "&")

    def __or__(self, other: Expression) -> Expression:
        """Whether at least one holds: true as soon as one is true."""
        return _both(self, other, operator.or_, "|")

    def __invert__(self) -> Expression:
        """Whether it does not hold."""
        _check_condition(self, "~")
        words = bilingual("cleaning.expression_not", what=self.words)
        return replace(self, words=words, compute=lambda data: ~self.compute(data))


Operand = Expression | float


def answer_to(column: str) -> Expression:
    """The answer to one question, to compute with or to compare.

    Parameters
    ----------
    column : str
        A column of numbers or codes.

    Returns
    -------
    Expression
        For `derive`, or as `where` of `drop_cases`.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, answer_to, derive
    >>> survey = Survey.from_frame(pd.DataFrame({"age": [70, 30, None], "party": [1, 1, 1]}))
    >>> old_member = (answer_to("age") >= 60) & answer_to("party").is_in(1)
    >>> derive(survey, into="old_member", values=old_member).data["old_member"].tolist()
    [1.0, 0.0, nan]
    """
    (name,) = as_names(column, argument="column")
    return Expression((name,), Text(zh=name, en=name), lambda data: data[name], gives="answer")


def mean_of(columns: Iterable[str], *, min_answered: int | None = None) -> Expression:
    """The mean of several answers.

    Parameters
    ----------
    columns : list of str
        Columns of numbers.
    min_answered : int, optional
        Fewest answers for which there is a mean; all of them where not given.

    Returns
    -------
    Expression
        For `derive`.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, derive, mean_of
    >>> survey = Survey.from_frame(pd.DataFrame({"a": [1, 2], "b": [3, None]}))
    >>> derive(survey, into="m", values=mean_of(["a", "b"])).data["m"].tolist()
    [2.0, nan]
    """
    return _over(bilingual("cleaning.expression_mean"), columns, min_answered, lambda answers: answers.mean(axis=1))


def sum_of(columns: Iterable[str], *, min_answered: int | None = None) -> Expression:
    """The sum of several answers; empty ones count as the mean of the others where fewer than all are asked for.

    Parameters
    ----------
    columns : list of str
        Columns of numbers.
    min_answered : int, optional
        Fewest answers for which there is a sum; all of them where not given. A gap is then bridged as
        `score_scales` does it: the mean of the answers given, times the number of columns.

    Returns
    -------
    Expression
        For `derive`.

    Notes
    -----
    pandas ``sum`` and SPSS ``SUM`` take an empty answer for 0, so that who answers less scores less.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, derive, sum_of
    >>> survey = Survey.from_frame(pd.DataFrame({"a": [1, 2, None], "b": [3, None, None]}))
    >>> derive(survey, into="s", values=sum_of(["a", "b"], min_answered=1)).data["s"].tolist()
    [4.0, 4.0, nan]
    """

    def total(answers: pd.DataFrame) -> Column:
        given = answers.notna().sum(axis=1)
        whole: Column = answers.sum(axis=1) * answers.shape[1] / given.where(given > 0)
        return whole

    return _over(bilingual("cleaning.expression_sum"), columns, min_answered, total)


def count_of(columns: Iterable[str], *, codes: float | Iterable[float], min_answered: int | None = None) -> Expression:
    """In how many columns one of some codes was answered.

    Parameters
    ----------
    columns : list of str
        Columns of codes.
    codes : int or list of int
        The answers that are counted.
    min_answered : int, optional
        Fewest answers for which there is a count; all of them where not given.

    Returns
    -------
    Expression
        For `derive`.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, count_of, derive
    >>> survey = Survey.from_frame(pd.DataFrame({"fairs": [1, 0], "courses": [1, None]}))
    >>> derive(survey, into="n_joined", values=count_of(["fairs", "courses"], codes=1)).data["n_joined"].tolist()
    [2.0, nan]
    """
    listed = [codes] if is_real(codes) else list(codes) if isinstance(codes, Iterable) else []
    if not listed or not all(map(is_real, listed)):
        raise OptionError(f"codes={codes!r} must be a number or a list of numbers, such as [1, 2]")
    words = bilingual("cleaning.expression_count", codes=listed)
    counted = _over(words, columns, min_answered, lambda answers: answers.isin(listed).sum(axis=1))
    return replace(counted, as_numbers=(), named=((counted.columns, tuple(listed)),))


def difference(column: str, *, minus: str) -> Expression:
    """One answer less another, such as after minus before.

    Parameters
    ----------
    column : str
        Column of numbers.
    minus : str
        Column that is taken away.

    Returns
    -------
    Expression
        For `derive`.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, derive, difference
    >>> survey = Survey.from_frame(pd.DataFrame({"before": [2, 3], "after": [4, None]}))
    >>> derive(survey, into="gain", values=difference("after", minus="before")).data["gain"].tolist()
    [2.0, nan]
    """
    return answer_to(column) - answer_to(minus)


def _over(
    what: Text, columns: Iterable[str], min_answered: int | None, compute: Callable[[pd.DataFrame], Column]
) -> Expression:
    """A summary of several columns, unknown where fewer than `min_answered` are answered."""
    names = as_names(columns, argument="columns")
    least = len(names) if min_answered is None else as_count(min_answered, 1, argument="min_answered")
    if least > len(names):
        raise OptionError(f"min_answered={least}, but there are {len(names)} columns")

    def summary(data: pd.DataFrame) -> Column:
        answers = data[names].astype("Float64")
        return compute(answers).astype("Float64").where(answers.notna().sum(axis=1) >= least)

    shown = listing(names, most=len(names))
    words = bilingual("cleaning.expression_over", what=what, columns=shown, least=least)
    return Expression(tuple(names), words, summary, tuple(names))


def _joined(left: Expression, right: object, join: Callable[[Any, Any], Any], sign: str) -> Expression:
    """Two expressions as numbers, computed with or compared."""
    other = right if isinstance(right, Expression) else _number(right, f"{left.words.en} {sign} {right!r}")
    words = bilingual("cleaning.expression_joined", left=_bracketed(left), sign=sign, right=_bracketed(other))
    return Expression(
        tuple(dict.fromkeys((*left.columns, *other.columns))),
        words,
        lambda data: join(left.compute(data).astype("Float64"), other.compute(data).astype("Float64")),
        tuple(dict.fromkeys((*_taken_for_numbers(left), *_taken_for_numbers(other)))),
        "number" if sign in "+-*/" else "truth",
        (*left.named, *other.named),
    )


def _divided(left: Column, right: Column) -> Column:
    """The quotients; refused where something is divided by 0, which would give no number, or none that is finite."""
    zeros = int(right.eq(0).fillna(False).sum())
    if zeros:
        raise SampleError(f"the answers of {zeros} respondents would be divided by 0; leave them out, or recode first")
    quotients: Column = left / right
    return quotients


def _both(left: Expression, right: object, join: Callable[[Any, Any], Any], sign: str) -> Expression:
    """Two conditions as one."""
    _check_condition(left, sign)
    other = _check_condition(right, sign)
    return Expression(
        tuple(dict.fromkeys((*left.columns, *other.columns))),
        bilingual("cleaning.expression_both", left=left.words, sign=sign, right=other.words),
        lambda data: join(left.compute(data), other.compute(data)),
        tuple(dict.fromkeys((*left.as_numbers, *other.as_numbers))),
        "truth",
        (*left.named, *other.named),
    )


def _bracketed(expression: Expression) -> Text:
    words = expression.words
    return bilingual("cleaning.expression_bracketed", what=words) if " " in words.en else words


def _taken_for_numbers(expression: Expression) -> tuple[str, ...]:
    """The columns whose codes are taken for numbers where one computes with an expression or compares it."""
    return expression.columns if expression.gives == "answer" else expression.as_numbers


def _number(value: object, words: str) -> Expression:
    """A number that is the same for every respondent."""
    if not is_real(value):
        raise OptionError(f"{words}: give a number, or another column with answer_to")
    return Expression(
        (),
        Text(zh=f"{value:g}", en=f"{value:g}"),
        lambda data: pd.Series(float(value), index=data.index, dtype="Float64"),
    )


def _check_condition(other: object, sign: str) -> Expression:
    """Refuse anything but a condition."""
    if isinstance(other, Expression) and other.gives == "truth":
        return other
    what = other.words.en if isinstance(other, Expression) else type(other).__name__
    raise OptionError(f"{sign} is for conditions such as answer_to('age') >= 60, and {what} is none")
