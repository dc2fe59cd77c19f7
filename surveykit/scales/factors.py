"""Factor scores as columns of a survey."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from surveykit.core.checks import as_names, as_text, check_columns, check_numeric, check_survey
from surveykit.core.codebook import Text, Variable
from surveykit.core.new_columns import Label, new_name, with_columns
from surveykit.core.survey import Survey
from surveykit.errors import OptionError, SampleError
from surveykit.kernels.scores import weighted_scores
from surveykit.scales.answers import personal, refuse_unscorable, refuse_unturned


def score_factors(
    survey: Survey, *, weights: pd.DataFrame, into: str | Iterable[str], labels: Iterable[Label] | None = None
) -> Survey:
    """Add factor scores: standardized items times weights.

    Parameters
    ----------
    survey : Survey
        Answers whose reversed items have been reversed.
    weights : pandas.DataFrame
        One row per item, one column per factor, such as ``efa(..., scores="regression").weights``.
    into : str or list of str
        Names of the new columns, one per factor, in the order of `weights`.
    labels : list of str, Text or dict, optional
        What the columns are called, one per factor; their names where not given.

    Returns
    -------
    Survey
        With one float64 column per factor, missing where an item is missing. The step has the mean and SD of every
        item over the complete cases (``standardized``), and how many respondents have no scores (``not_scored``).

    Raises
    ------
    ColumnError
        If an item is not a column or holds no numbers, is declared reversed and has not been reversed, or a new name
        is taken.
    OptionError
        If `weights` is no frame of numbers with one row per item, or there is not one name and label per factor.
    AnswerError
        If an answer is outside the range of the codebook, or infinite.
    SampleError
        If fewer than two respondents answered all items, or an item does not vary among them.

    Notes
    -----
    Items are standardized by the mean and SD (n - 1) of the respondents who answered all of them. On the survey that
    the weights come from, analysed with ``missing="listwise"``, the scores are those of `efa`. On another sample they
    compare respondents with that sample. They stay as they are when respondents leave later.

    Checked against
    ---------------
    psych 2.2.9 ``fa(...)$scores`` and ``factor.scores``, through `efa`; ``tests/reference/scores``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, score_factors
    >>> survey = Survey.from_frame(pd.DataFrame({"t1": [1, 2, 3, None], "t2": [2, 4, 6, 8]}))
    >>> weights = pd.DataFrame({"F1": [0.5, 0.5]}, index=["t1", "t2"])
    >>> score_factors(survey, weights=weights, into="trust").data["trust"].tolist()
    [-1.0, 0.0, 1.0, nan]
    """
    check_survey(survey)
    items = _checked(weights)
    names = [new_name(survey, name) for name in as_names(into, argument="into")]
    told = _labels(names, labels)
    if len(names) != weights.shape[1]:
        raise OptionError(f"into names {len(names)} columns, but weights has {weights.shape[1]} factors; name each one")
    check_columns(survey, items, argument="weights")
    check_numeric(survey, items, argument="weights")
    declared = [item for item in items if item in survey.codebook.reverse_keyed]
    refuse_unturned(survey, declared, owner="weights")
    refuse_unscorable(survey, items, argument="weights")
    answers = survey.data[items].astype(float)
    _check_spread(answers)
    scores, mean, sd = weighted_scores(answers.to_numpy(), weights.to_numpy(dtype=float))
    values = pd.DataFrame(scores, index=answers.index, columns=names)
    own = personal(survey, items)
    variables = [
        Variable(name=name, label=label, kind="numeric", personal=own) for name, label in zip(names, told, strict=True)
    ]
    asked = {
        "into": names,
        "columns": items,
        "not_scored": int(values[names[0]].isna().sum()),
        "standardized": {item: {"mean": float(m), "sd": float(s)} for item, m, s in zip(items, mean, sd, strict=True)},
    }
    return with_columns(survey, variables, values, verb="score_factors", sources=items, asked=asked)


def _checked(weights: object) -> list[str]:
    """The items of a frame of weights."""
    if not isinstance(weights, pd.DataFrame) or weights.empty:
        raise OptionError(
            "weights must be a frame with one row per item and one column per factor, such as "
            "efa(..., scores='regression').weights"
        )
    numbers = all(pd.api.types.is_numeric_dtype(kind) for kind in weights.dtypes)
    if not numbers or not np.isfinite(weights.to_numpy(dtype=float)).all():
        raise OptionError("weights holds something else than finite numbers; give one weight per item and factor")
    return as_names(list(weights.index), argument="weights")


def _labels(names: list[str], labels: Iterable[Label] | None) -> list[Text]:
    """What the columns are called, one wording per factor."""
    if labels is None:
        return [Text(zh=name, en=name) for name in names]
    if isinstance(labels, str) or not isinstance(labels, Iterable):
        raise OptionError("labels must be a list with one wording per factor")
    told = [as_text(label, argument="labels") for label in labels]
    if len(told) != len(names):
        raise OptionError(f"{len(told)} labels for {len(names)} columns; give one wording per factor")
    return told


def _check_spread(answers: pd.DataFrame) -> None:
    """Refuse items that nobody answers together, or that do not vary among those who answered all."""
    complete = answers.dropna()
    if len(complete) < 2:
        raise SampleError(f"weights: {len(complete)} respondents answered all items; at least two are needed")
    constant = [str(name) for name in complete if complete[name].nunique() < 2]
    if constant:
        raise SampleError(f"weights: {constant} do not vary among the respondents who answered all items")
