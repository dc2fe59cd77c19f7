"""The data of one study, with everything that is known about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from surveykit.core.codebook import Codebook, Language, Text
from surveykit.core.drafting import MOST_LEVELS as MOST_LEVELS
from surveykit.core.frames import code_frame
from surveykit.core.terms import term
from surveykit.errors import ColumnError, SampleError

P = ParamSpec("P")
T = TypeVar("T")

CASE_COLUMNS = ("id", "row", "column", "rule", "value", "cut_off", "action")
"""Columns of `Step.cases`: respondent, row in the source file, column, rule, what was found, limit, what was done."""

FLAG_COLUMNS = ("id", "rule", "family", "decisive", "value", "cut_off")
"""Columns of `Survey.flags`: respondent, rule, family of rules, whether it decides alone, what was found, limit."""

PAGE_SECONDS = "seconds_"
"""Beginning of the names of paradata that hold the seconds spent on a page; the rest is the page."""

REMOVED_COLUMNS = ("id", "rule", "mode")
"""Columns of `Step.removed`: respondent, the one rule under which the removal is counted, mode of answering."""


COPIED_ON_WRITE = int(pd.__version__.split(".", 1)[0]) >= 3
"""Whether a shallow copy of a frame is safe from later writes on either side, as it is from pandas 3 on."""


def no_cases() -> pd.DataFrame:
    """An empty frame with the columns of `Step.cases`."""
    return pd.DataFrame(columns=list(CASE_COLUMNS))


def none_removed() -> pd.DataFrame:
    """An empty frame with the columns of `Step.removed`."""
    return pd.DataFrame(columns=list(REMOVED_COLUMNS))


@dataclass(frozen=True, kw_only=True)
class Step:
    """One change to a survey.

    Attributes
    ----------
    verb : str
        Name of the function that made the change.
    arguments : Mapping[str, object]
        What it was asked to do.
    rows_before, rows_after : int
        Respondents before and after.
    columns : tuple[str, ...]
        Columns that were added, changed or looked at.
    reason : str or Text
        Why cases left, in words.
    notes : tuple[Text, ...]
        What whoever uses the result must know, in both languages.
    cases : pandas.DataFrame
        One row per respondent or cell touched, with the columns of `CASE_COLUMNS`.
    removed : pandas.DataFrame
        One row per respondent who left, with the columns of `REMOVED_COLUMNS`; the sample flow is made of it.
    """

    verb: str
    rows_before: int
    rows_after: int
    arguments: Mapping[str, object] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    reason: str | Text = ""
    notes: tuple[Text, ...] = ()
    cases: pd.DataFrame = field(default_factory=no_cases, repr=False, compare=False)
    removed: pd.DataFrame = field(default_factory=none_removed, repr=False, compare=False)

    def why(self, language: Language) -> str:
        """The reason in one language; a user's own sentence as it was given."""
        return self.reason.within(language) if isinstance(self.reason, Text) else self.reason

    def told(self, language: Language) -> str:
        """The reason and the notes as sentences of one language; empty where there is nothing to tell."""
        stop = term("common.full_stop", language)
        said = [self.why(language), *(note.within(language) for note in self.notes)]
        return term("prose.gap", language).join(one if one.endswith(stop) else one + stop for one in said if one)


class Survey:
    """Answers, their codebook, and the record of how they came to be as they are.

    A survey is never changed in place: the verbs of `surveykit` return a new one with one more `Step` in its log.
    Frames are handed out as copies, so writing into them does not reach the survey.

    Attributes
    ----------
    data : pandas.DataFrame
        Answer codes, one row per respondent; the index holds the respondents' ids.
    codebook : Codebook
        What the columns mean.
    paradata : pandas.DataFrame
        How the answers were given: ``source_file``, ``source_row``, ``submitted``, ``duration_seconds``,
        ``channel``, ``province``, ``city``, ``address_token``, ``mode`` as far as they are known, and in
        ``seconds_<page>`` the seconds spent on each page that the platform timed. Same index.
    missing_reasons : pandas.DataFrame
        For the columns with empty cells: why each is empty (``not_shown``, ``blank``, ``refused``, ...), and an
        empty string where there is an answer. Same index.
    flags : pandas.DataFrame
        One row per respondent and rule that raised suspicion, with the columns of `FLAG_COLUMNS`.
    log : tuple[Step, ...]
        What was done, in order.
    """

    __slots__ = ("_data", "_flags", "_missing_reasons", "_paradata", "codebook", "log")

    codebook: Codebook
    log: tuple[Step, ...]
    _data: pd.DataFrame
    _paradata: pd.DataFrame
    _missing_reasons: pd.DataFrame
    _flags: pd.DataFrame

    def __init__(
        self,
        data: pd.DataFrame,
        codebook: Codebook,
        *,
        paradata: pd.DataFrame | None = None,
        missing_reasons: pd.DataFrame | None = None,
        flags: pd.DataFrame | None = None,
        log: Sequence[Step] = (),
    ) -> None:
        if not data.index.is_unique:
            twice = data.index[data.index.duplicated()].unique()[:5].tolist()
            raise ColumnError(f"respondent ids {twice} occur more than once; give every respondent an id of their own")
        blank = pd.DataFrame(index=data.index)
        frames = {
            "_data": data,
            "_paradata": blank if paradata is None else paradata.reindex(data.index),
            "_missing_reasons": blank if missing_reasons is None else missing_reasons.reindex(data.index),
            "_flags": pd.DataFrame(columns=list(FLAG_COLUMNS)) if flags is None else flags,
        }
        for name, frame in frames.items():
            object.__setattr__(self, name, _apart(frame))
        object.__setattr__(self, "codebook", codebook)
        object.__setattr__(self, "log", tuple(log))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Survey is not changed in place; use a verb that returns a new one ({name!r})")

    def __setstate__(self, state: tuple[None, Mapping[str, object]]) -> None:
        """Fill a copy or an unpickled survey, which `__setattr__` would not let happen."""
        for name, value in state[1].items():
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self._data)

    def __repr__(self) -> str:
        rows, columns = self._data.shape
        return f"<Survey: {rows} respondents, {columns} columns, {len(self.log)} steps>"

    @property
    def data(self) -> pd.DataFrame:
        """A copy of the answers."""
        return _apart(self._data)

    @property
    def paradata(self) -> pd.DataFrame:
        """A copy of the paradata."""
        return _apart(self._paradata)

    @property
    def missing_reasons(self) -> pd.DataFrame:
        """A copy of the reasons for empty cells."""
        return _apart(self._missing_reasons)

    @property
    def flags(self) -> pd.DataFrame:
        """A copy of the flags."""
        return _apart(self._flags)

    @property
    def reversed_items(self) -> frozenset[str]:
        """Items that `reverse_items` has reversed."""
        return frozenset(column for step in self.log if step.verb == "reverse_items" for column in step.columns)

    @property
    def unordered_columns(self) -> frozenset[str]:
        """Columns of text whose codes follow the alphabet, because nothing has said in which order they stand."""
        named = {str(name) for step in self.log for name in _listed(step.arguments.get("unordered"))}
        return frozenset(v.name for v in self.codebook.variables if v.name in named and v.kind == "nominal")

    def pipe(self, verb: Callable[Concatenate[Survey, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `verb` with this survey as its first argument, so that verbs read in the order they happen."""
        return verb(self, *args, **kwargs)

    def changed(
        self,
        step: Step,
        *,
        data: pd.DataFrame | None = None,
        codebook: Codebook | None = None,
        paradata: pd.DataFrame | None = None,
        missing_reasons: pd.DataFrame | None = None,
        flags: pd.DataFrame | None = None,
    ) -> Survey:
        """A new survey with `step` in its log; what is not given stays, limited to the respondents that remain."""
        remaining = self._data if data is None else data
        kept_flags = self._flags if flags is None else flags
        return Survey(
            remaining,
            self.codebook if codebook is None else codebook,
            paradata=self._paradata if paradata is None else paradata,
            missing_reasons=self._missing_reasons if missing_reasons is None else missing_reasons,
            flags=kept_flags[kept_flags["id"].isin(remaining.index)].reset_index(drop=True),
            log=(*self.log, step),
        )

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, *, codebook: Codebook | None = None) -> Survey:
        """Make a survey from any pandas frame.

        Parameters
        ----------
        frame : pandas.DataFrame
            One row per respondent. Numbers are taken as they are, spelled out ("10") or not. True/false becomes 1
            and 0. Categories of numbers keep them as codes; other categories become codes 1, 2, ... in their order,
            and text with at most 20 distinct values in that of the alphabet, with the old values as labels. Text of
            blanks is an empty cell; blanks around text, and how its accents were typed (NFC), do not count.
        codebook : Codebook, optional
            Where given, its variables describe the columns of the same name: labels in either language and codes
            become codes, and missing codes become empty cells with their reason. The others are described from the
            frame.

        Returns
        -------
        Survey
            Columns in the order of the frame, ids from its index. Names lose blanks around them, and a line break
            becomes a blank.

        Raises
        ------
        ColumnError
            If `frame` is no frame or has an index of several levels, two columns have the same name, one has none, or
            ids are not unique; if a column holds the same answer as a number and as text.
        CodebookError
            If `codebook` is not a Codebook.
        AnswerError
            If text is neither a label nor a code of its variable.

        Notes
        -----
        Codes in the order of the alphabet tell categories apart, for frequencies and dummies; verbs that need
        numbers refuse such columns. An ordered category (``pandas.Categorical(..., ordered=True)``) or a codebook
        gives the order. Categories that differ only in width, letter case or spaces inside stay apart, and a note of
        the step names them. Numbers outside the codebook's range stay, and are refused where items are scored, reversed
        or analysed.

        Examples
        --------
        >>> import pandas as pd
        >>> survey = Survey.from_frame(pd.DataFrame({"trust": [4, 5], "sex": ["male", "female"]}))
        >>> survey.data["sex"].tolist()
        [2, 1]
        >>> survey.codebook.value_label("sex", 2, "en")
        'male'
        """
        coded = code_frame(frame, codebook)
        n, names = len(coded.data), tuple(coded.data.columns)
        arguments = {"unordered": coded.unordered} if coded.unordered else {}
        step = Step(
            verb="from_frame", rows_before=n, rows_after=n, columns=names, arguments=arguments, notes=coded.notes
        )
        return cls(coded.data, coded.codebook, missing_reasons=coded.missing_reasons, log=(step,))


def as_survey(data: Survey | pd.DataFrame) -> Survey:
    """What every analyzing verb calls first, so that it takes a plain frame as happily as a survey."""
    if isinstance(data, Survey):
        return data
    if isinstance(data, pd.DataFrame):
        if data.empty:
            raise SampleError("the frame has no rows or no columns; give one row per respondent")
        return Survey.from_frame(data)
    raise ColumnError(f"data must be a Survey or a pandas DataFrame, not {type(data).__name__}")


def _listed(names: object) -> tuple[object, ...]:
    return names if isinstance(names, tuple) else ()


def _apart(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame whose changes do not reach `frame`, nor the other way round."""
    return frame.copy(deep=not COPIED_ON_WRITE)
