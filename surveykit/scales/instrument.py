"""A published or self-made instrument: its items, how they are answered, and how they are scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self, get_args

from pydantic import Field, model_validator

from surveykit.core.checks import check_option
from surveykit.core.codebook import Codebook, Scale, ScaleMethod, Variable, VariableKind
from surveykit.core.parts import Bound, Language, Name, Part, Text, as_name
from surveykit.core.words import closest
from surveykit.errors import ColumnError


class InstrumentItem(Part):
    """One question; `wording` is None where the wording belongs to somebody else."""

    name: Name
    wording: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class Dimension(Part):
    """Items of an instrument that have a score of their own."""

    name: Name
    title: Text
    items: tuple[Name, ...] = Field(min_length=1)


class PublishedReliability(Part):
    """A coefficient that somebody reported, from `low` to `high` where it was several."""

    coefficient: Literal["alpha"]
    low: Bound
    high: Bound
    of: Text
    source: str = Field(min_length=1)


class Instrument(Part):
    """Items, answers and scoring key of one instrument.

    Attributes
    ----------
    name : str
        Under which `instrument` finds it.
    code : str
        Name of its scale in a codebook.
    title, stem : Text
        What it measures, and what stands above its items.
    items : tuple[InstrumentItem, ...]
        In the order in which they are asked; without wording where that belongs to somebody else.
    low, high : float
        Range of the answers. Items are reversed within it.
    values : dict[int, Text]
        Answer codes with their labels; empty where the labels belong to somebody else.
    dimensions : tuple[Dimension, ...]
        Each item belongs to one of them, where there are any.
    reversed : tuple[str, ...]
        Items worded against what they measure.
    correct : dict[str, int]
        The right answer to each item of a quiz.
    total : bool
        Whether all items together have a score.
    method, min_answered : str, int or None
        As in `Scale`.
    citation : Text
        Whose it is, as a table of measures says it.
    reference : str
        What to put into the list of references; empty for items of the project's own without a model.
    licence, obtain, note : Text
        Who owns the wording, where to get it, and what to know before using the score.
    reliability : tuple[PublishedReliability, ...]
        As published elsewhere; not computed here, and no promise for another sample.
    """

    name: Name
    code: Name
    title: Text
    stem: Text = Text()
    items: tuple[InstrumentItem, ...] = Field(min_length=1)
    low: Bound
    high: Bound
    values: dict[int, Text] = Field(default_factory=dict)
    dimensions: tuple[Dimension, ...] = ()
    reversed: tuple[Name, ...] = ()
    correct: dict[Name, int] = Field(default_factory=dict)
    total: bool = True
    method: ScaleMethod = "mean"
    min_answered: int | None = Field(default=None, ge=1)
    citation: Text
    reference: str = ""
    licence: Text
    obtain: Text = Text()
    note: Text = Text()
    reliability: tuple[PublishedReliability, ...] = ()

    @model_validator(mode="after")
    def _check_key(self) -> Self:
        names = self.item_names
        if len(set(names)) < len(names):
            raise ValueError("an item is listed twice")
        placed = [item for dimension in self.dimensions for item in dimension.items]
        if placed and sorted(placed) != sorted(names):
            raise ValueError("every item belongs to one dimension, and to one only")
        strangers = sorted({*self.reversed, *self.correct} - set(names))
        if strangers:
            raise ValueError(f"{strangers} are not among the items")
        if len({item.wording is None for item in self.items}) > 1:
            raise ValueError("give the wording of all items or of none")
        if self.low >= self.high:
            raise ValueError(f"low {self.low:g} is not below high {self.high:g}")
        if self.min_answered is not None and self.min_answered > len(names):
            raise ValueError(f"min_answered is {self.min_answered}, but there are {len(names)} items")
        return self

    @property
    def item_names(self) -> tuple[str, ...]:
        """Names of the items, in order."""
        return tuple(item.name for item in self.items)

    @property
    def has_wording(self) -> bool:
        """Whether the questions themselves are here, in Chinese and English."""
        return self.items[0].wording is not None

    def codebook(
        self, *, prefix: str = "", columns: Mapping[str, str] | None = None, language: Language = "zh"
    ) -> Codebook:
        """Variables and scales of the instrument, as a part of a codebook.

        Parameters
        ----------
        prefix : str
            Put before the names of items and scales, to use two instruments that share names.
        columns : dict[str, str], optional
            The column that holds an item, for items that the data call otherwise.
        language : {"zh", "en"}
            Language of the citation, which a scale has in one.

        Returns
        -------
        Codebook
            One ordinal variable per item (nominal in a quiz), one scale per dimension and one for the total.
            `Codebook.join` adds it to the codebook of a study.

        Raises
        ------
        ColumnError
            If `columns` names an item that the instrument does not have, one column for several items, or no column.
        OptionError
            If `language` is not in its list.

        Examples
        --------
        >>> from surveykit import instrument
        >>> part = instrument("community_vitality").codebook(columns={"CV4": "q12"})
        >>> part.scale("CV").items, part.scale("CV").reversed
        (('CV1', 'CV2', 'CV3', 'q12'), ('q12',))
        """
        check_option(language, get_args(Language), argument="language")
        named = self._columns(prefix, columns or {})
        return Codebook(
            variables=tuple(self._variable(item, named[item.name]) for item in self.items),
            scales=self._scales(prefix, named, language),
        )

    def _columns(self, prefix: str, columns: Mapping[str, str]) -> dict[str, str]:
        """The column of every item."""
        if not isinstance(prefix, str):
            raise ColumnError(f"prefix={prefix!r} must be a text, such as 'w1_'")
        if not isinstance(columns, Mapping):
            raise ColumnError("columns must give items their column, such as {'TR1': 'q12'}")
        for item in columns:
            if item not in self.item_names:
                raise ColumnError(f"columns: {item!r} is not an item of {self.name!r}{closest(item, self.item_names)}")
        named = {item: columns.get(item, prefix + item) for item in self.item_names}
        for column in named.values():
            if as_name(column) is None:
                raise ColumnError(f"columns: {column!r} is not a name; give the name of a column, such as 'q12'")
            alike = [other for other, taken in named.items() if taken == column]
            if len(alike) > 1:
                raise ColumnError(f"columns: {column!r} would hold the items {alike}; give each a column of its own")
        return named

    def _variable(self, item: InstrumentItem, column: str) -> Variable:
        bounds: dict[str, Any] = {"values": self.values} if self.values else {"low": self.low, "high": self.high}
        kind: VariableKind = "nominal" if self.correct else "ordinal"
        correct = self.correct.get(item.name)
        return Variable(name=column, kind=kind, label=item.wording or Text(), correct=correct, **bounds)

    def _scales(self, prefix: str, named: Mapping[str, str], language: Language) -> tuple[Scale, ...]:
        """The total, where there is one, and the scales of the dimensions."""
        parts = tuple(
            Scale(name=prefix + part.name, label=part.title, **self._key(part.items, named, language))
            for part in self.dimensions
        )
        if not self.total:
            return parts
        whole = Scale(
            name=prefix + self.code,
            label=self.title,
            dimensions=tuple(part.name for part in parts),
            min_answered=self.min_answered,
            **self._key(self.item_names, named, language),
        )
        return (whole, *parts)

    def _key(self, items: tuple[str, ...], named: Mapping[str, str], language: Language) -> dict[str, Any]:
        """How a scale of `items` is scored."""
        return {
            "items": tuple(named[item] for item in items),
            "reversed": tuple(named[item] for item in items if item in self.reversed),
            "method": self.method,
            "citation": self.citation.within(language),
        }
