"""What a study measures and with which items: read from the codebook, before anything is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from surveykit.core.cases import Counts
from surveykit.core.checks import as_names, check_survey
from surveykit.core.codebook import Codebook, Scale, Text, Variable
from surveykit.core.labels import labels_text
from surveykit.core.result import Note, Result
from surveykit.core.survey import Survey
from surveykit.core.terms import term
from surveykit.errors import ColumnError

COLUMNS = ("scale", "dimension", "item", "label_zh", "label_en", "reversed", "n_levels", "citation")

Answers = Mapping[int, Text]
"""Answer codes and their labels as they stood in the questionnaire."""


@dataclass(frozen=True, kw_only=True, eq=False)
class MeasuresResult(Result):
    """Scales and their items.

    Attributes
    ----------
    items : pandas.DataFrame
        What `tidy` returns.
    scales : pandas.DataFrame
        What `glance` returns.
    """

    topic: ClassVar[str] = "measures"

    items: pd.DataFrame = field(repr=False)
    scales: pd.DataFrame = field(repr=False)

    def tidy(self) -> pd.DataFrame:
        """One row per scale and item: scale, dimension, item, label_zh, label_en, reversed, n_levels, citation."""
        return self.items.copy()

    def glance(self) -> pd.DataFrame:
        """One row per scale: scale, k, n_reversed, n_levels, citation."""
        return self.scales.copy()


def measures(survey: Survey, *, scales: str | Sequence[str] | None = None) -> MeasuresResult:
    """List the scales of a study with their items, wording and sources.

    Parameters
    ----------
    survey : Survey
        Its codebook holds the scales. A plain frame has none.
    scales : str or list of str, optional
        Scales of the codebook in the order of the table. All where it is not given, but for those that are
        dimensions of another scale and stand under it.

    Returns
    -------
    MeasuresResult
        ``tidy()``: one row per scale and item. ``dimension`` is the sub-scale that the item belongs to, or empty;
        ``label_zh`` and ``label_en`` are the wording of the item; ``reversed`` says whether it is worded against its
        scale; ``n_levels`` is the number of listed answers (NaN where the codebook lists none); ``citation`` is the
        source of the sub-scale, or else of the scale. ``glance()``: one row per scale, with ``k`` items,
        ``n_reversed`` of them reversed, and the ``n_levels`` that all its items share (NaN where they differ).

    Raises
    ------
    ColumnError
        If `survey` is not a Survey, its codebook has no scales, or a name is none of them.

    Notes
    -----
    Wording and sources are those of the codebook, and nothing is added to them. Items that `reverse_items` has
    turned around are listed with the answers as they stood in the questionnaire.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Codebook, Survey, measures
    >>> codebook = Codebook.model_validate({
    ...     "variables": [{"name": "T1", "label": "I trust my neighbours"}, {"name": "T2", "label": "They trust me"}],
    ...     "scales": [{"name": "trust", "items": ["T1", "T2"], "citation": "Own wording"}],
    ... })
    >>> survey = Survey.from_frame(pd.DataFrame({"T1": [1, 2], "T2": [2, 2]}), codebook=codebook)
    >>> measures(survey).tidy()[["scale", "item", "label_en", "citation"]].to_dict("records")[0]
    {'scale': 'trust', 'item': 'T1', 'label_en': 'I trust my neighbours', 'citation': 'Own wording'}
    """
    check_survey(survey)
    named = _named(survey.codebook, scales)
    items = pd.DataFrame([row for scale in named for row in _item_rows(survey, scale)], columns=list(COLUMNS)).astype(
        {"n_levels": float, "reversed": bool}
    )
    return MeasuresResult(
        spec={"scales": [scale.name for scale in named]},
        counts=Counts(total=len(survey), used=len(survey)),
        notes=_notes(survey, named),
        codebook=survey.codebook,
        items=items,
        scales=pd.DataFrame([_scale_row(scale, items[items["scale"] == scale.name]) for scale in named]),
    )


def _named(codebook: Codebook, scales: str | Sequence[str] | None) -> list[Scale]:
    """The scales that are asked for, or all that are not dimensions of another."""
    if not codebook.scales:
        raise ColumnError("the codebook has no scales; list them there, each with its items and its source")
    if scales is not None:
        return [codebook.scale(name) for name in as_names(scales, argument="scales")]
    parts = {name for scale in codebook.scales for name in scale.dimensions}
    return [scale for scale in codebook.scales if scale.name not in parts]


def _item_rows(survey: Survey, scale: Scale) -> list[dict[str, object]]:
    """The items of a scale, those of each dimension together."""
    book = survey.codebook
    dimensions = [book.scale(name) for name in scale.dimensions]
    owners = {item: next((part for part in dimensions if item in part.items), None) for item in scale.items}
    order = [*dimensions, None]
    return [
        {
            "scale": scale.name,
            "dimension": owner.name if owner else "",
            "item": item,
            "label_zh": book.label(item, "zh"),
            "label_en": book.label(item, "en"),
            "reversed": item in scale.reversed,
            "n_levels": len(book.variable(item).values) or np.nan,
            "citation": (owner.citation if owner else "") or scale.citation,
        }
        for item, owner in sorted(owners.items(), key=lambda pair: order.index(pair[1]))
    ]


def _scale_row(scale: Scale, items: pd.DataFrame) -> dict[str, object]:
    levels = items["n_levels"].unique()
    return {
        "scale": scale.name,
        "k": len(items),
        "n_reversed": int(items["reversed"].sum()),
        "n_levels": levels[0] if len(levels) == 1 else np.nan,
        "citation": scale.citation,
    }


def _notes(survey: Survey, scales: Sequence[Scale]) -> tuple[Note, ...]:
    """The answers of the scales, each list of answers once with the scales that have it."""
    shared = [(scale.name, _shared_answers(survey, scale)) for scale in scales]
    listed: list[Answers] = []
    for _, answers in shared:
        if answers and answers not in listed:
            listed.append(answers)
    if len(listed) == 1 and all(answers for _, answers in shared):
        return (Note("measures.note_answers", _in_words(listed[0])),)
    return tuple(
        Note(
            "measures.note_answers_of",
            {**_in_words(answers), "scales": _names(survey.codebook, (name for name, own in shared if own == answers))},
        )
        for answers in listed
    )


def _shared_answers(survey: Survey, scale: Scale) -> Answers:
    """The answers that all items of a scale have; none where they differ."""
    each = [_as_asked(survey, survey.codebook.variable(item)) for item in scale.items]
    return each[0] if all(answers == each[0] for answers in each) else {}


def _as_asked(survey: Survey, variable: Variable) -> Answers:
    """The answers as they stood in the questionnaire, for an item that has since been turned around too."""
    return (variable.turned() if variable.name in survey.reversed_items else variable).values


def _in_words(answers: Answers) -> dict[str, int | Text]:
    """How many answers there are, and what each code means."""
    pairs = {
        language: term("prose.list_separator", language).join(
            term("measures.answer", language, code=code, label=label.within(language))
            for code, label in answers.items()
        )
        for language in ("zh", "en")
    }
    return {"k": len(answers), "answers": Text(**pairs)}


def _names(codebook: Codebook, names: Iterable[str]) -> Text:
    return labels_text(codebook, list(names))
