"""Internal consistency of one scale or many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.extraction import BOUND, estimate_loadings
from surveykit.analyze.item_cases import items_of, take_item_cases
from surveykit.core.cases import Counts, Missing
from surveykit.core.checks import as_names, check_level, check_option
from surveykit.core.codebook import Codebook, Language, Text
from surveykit.core.format import format_confidence
from surveykit.core.result import Note, Result
from surveykit.core.survey import Survey, as_survey
from surveykit.core.terms import term
from surveykit.errors import ColumnError, EstimationError, SampleError
from surveykit.kernels.correlation import covariance_matrix
from surveykit.kernels.factor import dependent_columns
from surveykit.kernels.reliability import (
    Consistency,
    as_correlations,
    consistency,
    feldt_interval,
    omega_total,
    spearman_brown,
)

Floats = NDArray[np.float64]

MISSING: tuple[Missing, ...] = ("listwise", "pairwise", "raise")
ANONYMOUS = "items"
"""Name of the scale when a plain list of columns is given; printed in the words of `scale_label`."""

SMALL = 30
"""Below this many respondents the interval is too wide to say much, and a note says so."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ReliabilityResult(Result):
    """Internal consistency; `scales` is what `glance` gives and `items` what `tidy` gives."""

    topic: ClassVar[str] = "reliability"
    scales: pd.DataFrame
    items: pd.DataFrame

    def tidy(self) -> pd.DataFrame:
        """One row per scale and item: scale, item, n, mean, sd, item_rest_r, alpha_if_dropped."""
        return self.items.copy()

    def glance(self) -> pd.DataFrame:
        """One row per scale: scale, n, n_missing, k, alpha, conf_low, conf_high, alpha_standardized, omega,
        mean_inter_item_r, spearman_brown (two items only, else NaN).
        """  # noqa: D205
        return self.scales.copy()


@dataclass(frozen=True)
class _Scale:
    """One scale's two rows-to-be, its notes, and the respondents it used."""

    glance: dict[str, object]
    tidy: pd.DataFrame
    notes: list[Note]
    used: pd.Index


def reliability(
    data: Survey | pd.DataFrame,
    *,
    items: str | Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    missing: Missing = "listwise",
    conf_level: float = 0.95,
) -> ReliabilityResult:
    """Cronbach's alpha and McDonald's omega, with what each item contributes.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        Answers, one row per respondent, reversed items already reversed.
    items : str, list of str, or mapping of str to list of str, optional
        One scale of the codebook, several scales, a list of columns (one scale without a name), or scales as
        ``{name: columns}``. Every scale of the codebook where it is not given.
    missing : {"listwise", "pairwise", "raise"}
        Applied within each scale.
    conf_level : float
        Level of the interval for alpha.

    Returns
    -------
    ReliabilityResult
        ``glance()``: one row per scale. ``tidy()``: one row per scale and item. All coefficients are in raw units of
        1; ``mean`` and ``sd`` are in answer codes.

    Raises
    ------
    ColumnError
        If a column is unknown, holds text, is nominal with more than two categories, or is to be reversed by the
        codebook and has not been.
    SampleError
        If a scale has one item, an item has no spread, or there are not more respondents than items.
    AnswerError
        If answers lie outside the range of the codebook.

    Notes
    -----
    alpha = k/(k-1) (1 - sum of item variances / variance of the sum). Its interval is Feldt's. Omega is
    (sum of loadings)^2 / ((sum of loadings)^2 + sum of unique variances) of one factor fitted by maximum likelihood
    to the covariances; it needs three items and is NaN where the factor cannot be fitted. Under ``pairwise`` every
    covariance uses the respondents who answered both items, and the interval uses the smallest such number.

    SPSS RELIABILITY deletes listwise, as here by default. pingouin's default is pairwise. semTools divides omega by
    the observed variance of the sum by default; this one, like SPSS OMEGA, by the variance that the model implies.

    Nothing is reversed and no item is left out on its own. An item that correlates negatively with the rest is named
    in a note.

    References
    ----------
    Cronbach, L. J. (1951). Psychometrika, 16, 297-334. Feldt, L. S. (1965). Psychometrika, 30, 357-370.
    McDonald, R. P. (1999). Test theory: A unified treatment. Erlbaum.
    Eisinga, R., te Grotenhuis, M., & Pelzer, B. (2013). International Journal of Public Health, 58, 637-642.

    Checked against
    ---------------
    psych 2.2.9 ``alpha`` and ``alpha.ci``; lavaan 0.6-14 ``cfa`` (ML, one factor); ``tests/reference/reliability``.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"t1": [1, 2, 4, 5, 3, 2], "t2": [2, 2, 5, 4, 3, 1], "t3": [1, 3, 4, 4, 2, 2]})
    >>> result = reliability(answers, items=["t1", "t2", "t3"])
    >>> result.glance()[["n", "k", "alpha", "conf_low", "conf_high"]].round(3).to_dict("records")
    [{'n': 6, 'k': 3, 'alpha': 0.923, 'conf_low': 0.672, 'conf_high': 0.988}]
    """
    survey = as_survey(data)
    check_option(missing, MISSING, argument="missing")
    check_level(conf_level)
    scales = _named_scales(survey, items)
    fitted = [_fit(survey, name, columns, missing, conf_level) for name, columns in scales.items()]
    used = set().union(*[scale.used for scale in fitted])
    columns = list(dict.fromkeys(column for listed in scales.values() for column in listed))
    empty = {str(name): int(n) for name, n in survey.data[columns].isna().sum().items() if n}
    return ReliabilityResult(
        spec={"items": scales, "missing": missing, "conf_level": conf_level},
        counts=Counts(total=len(survey), used=len(used), missing=empty),
        notes=(*_variant_notes(fitted, missing, conf_level), *(note for scale in fitted for note in scale.notes)),
        codebook=survey.codebook,
        scales=pd.DataFrame([scale.glance for scale in fitted]),
        items=pd.concat([scale.tidy for scale in fitted], ignore_index=True),
    )


def scale_alpha(survey: Survey, name: str) -> float:
    """Listwise alpha of a scale of the codebook; NaN for a single item."""
    columns = items_of(survey, [name])
    if len(columns) < 2:
        return float("nan")
    cases = take_item_cases(survey, columns, missing="listwise", allowed=MISSING)
    return consistency(covariance_matrix(cases.frame.to_numpy())[0]).alpha


def scale_label(codebook: Codebook, name: str, language: Language) -> str:
    """What to print for a scale; a scale that is only a list of columns has no label of its own."""
    if name == ANONYMOUS and not codebook.has_scale(name):
        return term("reliability.anonymous", language)
    return codebook.label(name, language)


def _named_scales(
    survey: Survey, items: str | Sequence[str] | Mapping[str, Sequence[str]] | None
) -> dict[str, list[str]]:
    """The scales that `items` asks for, each with its columns."""
    if isinstance(items, Mapping):
        if not items:
            raise ColumnError("items is an empty mapping; give at least one {name: columns}")
        return {str(name): items_of(survey, as_names(columns, argument=name)) for name, columns in items.items()}
    known = [scale.name for scale in survey.codebook.scales]
    if items is None and not known:
        raise ColumnError("the codebook has no scales; name the items, such as items=['t1', 't2', 't3']")
    names = known if items is None else as_names(items, argument="items")
    if all(name in known for name in names):
        return {name: items_of(survey, [name]) for name in names}
    if any(name in known for name in names):
        mixed = [name for name in names if name not in known]
        raise ColumnError(f"items mixes scales with columns {mixed}; give either scales, or the columns of one scale")
    return {ANONYMOUS: items_of(survey, names)}


def _fit(survey: Survey, name: str, columns: list[str], missing: str, level: float) -> _Scale:
    """Everything about one scale."""
    if len(columns) < 2:
        raise SampleError(f"scale {name!r} has one item, {columns}; internal consistency needs at least two")
    cases = take_item_cases(survey, columns, missing=missing, allowed=MISSING)
    covariances, pairs = covariance_matrix(cases.frame.to_numpy())
    _refuse_few_pairs(columns, pairs)
    found = consistency(covariances)
    n = int(pairs.min())
    low, high = feldt_interval(found.alpha, n, len(columns), level)
    label = Text(zh=scale_label(survey.codebook, name, "zh"), en=scale_label(survey.codebook, name, "en"))
    omega, notes = _omega(label, columns, covariances)
    glance: dict[str, object] = {
        "scale": name,
        "n": n,
        "n_missing": len(survey) - n,
        "k": len(columns),
        "alpha": found.alpha,
        "conf_low": low,
        "conf_high": high,
        "alpha_standardized": found.alpha_standardized,
        "omega": omega,
        "mean_inter_item_r": found.mean_inter_item,
        "spearman_brown": spearman_brown(found.mean_inter_item) if len(columns) == 2 else np.nan,
    }
    notes += _warnings(label, columns, found, covariances, cases.frame)
    return _Scale(glance, _item_rows(name, cases.frame, found), notes, cases.frame.index)


def _item_rows(name: str, frame: pd.DataFrame, found: Consistency) -> pd.DataFrame:
    """One row per item of a scale."""
    return pd.DataFrame(
        {
            "scale": name,
            "item": [str(column) for column in frame.columns],
            "n": frame.count().to_numpy(),
            "mean": frame.mean().to_numpy(),
            "sd": frame.std().to_numpy(),
            "item_rest_r": found.item_rest,
            "alpha_if_dropped": found.alpha_if_dropped,
        }
    )


def _refuse_few_pairs(columns: list[str], pairs: NDArray[np.int64]) -> None:
    """Refuse a pairwise matrix in which some pair of items was hardly answered together."""
    i, j = np.unravel_index(int(pairs.argmin()), pairs.shape)
    if pairs[i, j] <= len(columns):
        raise SampleError(
            f"only {pairs[i, j]} respondents answered both {columns[i]!r} and {columns[j]!r}; there must be more than "
            f"the {len(columns)} items. Leave one of the two out, or treat them as different scales"
        )


def _omega(label: Text, columns: list[str], covariances: Floats) -> tuple[float, list[Note]]:
    """Omega of one maximum-likelihood factor, and what to say where it is not there or sits on its bound."""
    correlations = as_correlations(covariances)
    if len(columns) < 3:
        return float("nan"), [Note("reliability.note_omega_two", {"scale": label})]
    if np.linalg.eigvalsh(correlations)[0] <= 1e-8:
        return float("nan"), [Note("reliability.note_omega_none", {"scale": label})]
    try:
        loadings = estimate_loadings(correlations, 1, method="ml")[:, 0]
    except EstimationError:
        return float("nan"), [Note("reliability.note_omega_none", {"scale": label})]
    uniquenesses = 1 - loadings**2
    sd = np.sqrt(np.diag(covariances))
    on_bound = [item for item, unique in zip(columns, uniquenesses, strict=True) if unique <= BOUND * 1.01]
    notes = [Note("reliability.note_heywood", {"scale": label, "items": ", ".join(on_bound)})] if on_bound else []
    return omega_total(loadings * sd, uniquenesses * sd**2), notes


def _warnings(
    label: Text, columns: list[str], found: Consistency, covariances: Floats, frame: pd.DataFrame
) -> list[Note]:
    """What a reader of this scale's coefficients must know."""
    negative = [item for item, r in zip(columns, found.item_rest, strict=True) if r < 0]
    tied = [columns[position] for position in dependent_columns(as_correlations(covariances))]
    running = [column for column in columns if _looks_like_number_of_case(frame[column])]
    found_out = {
        "reliability.note_negative": negative,
        "reliability.note_dependent": tied,
        "reliability.note_identifier": running,
    }
    notes = [Note(key, {"scale": label, "items": ", ".join(who)}) for key, who in found_out.items() if who]
    if len(frame) < SMALL:
        notes.append(Note("reliability.note_small", {"scale": label, "n": len(frame)}))
    return notes


def _looks_like_number_of_case(answers: pd.Series) -> bool:
    """Whether a column holds a different whole number for every one of many respondents."""
    given = answers.dropna()
    return len(given) >= SMALL and given.is_unique and bool((given % 1 == 0).all())


def _variant_notes(fitted: list[_Scale], missing: str, level: float) -> list[Note]:
    """Which variants were computed."""
    notes = [
        Note(f"reliability.note_{'pairwise' if missing == 'pairwise' else 'listwise'}"),
        Note("reliability.note_interval", {"level": format_confidence(level)}),
    ]
    if any(not np.isnan(float(str(scale.glance["omega"]))) for scale in fitted):
        notes.append(Note("reliability.note_omega"))
    if any(scale.glance["k"] == 2 for scale in fitted):
        notes.append(Note("reliability.note_spearman_brown"))
    return notes
