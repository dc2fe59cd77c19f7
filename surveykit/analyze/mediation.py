"""Simple and parallel mediation with bootstrap intervals."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.design import (
    Term,
    build_design,
    check_marginality,
    check_outcome,
    check_predictor,
    coding_notes,
    is_given,
    is_nominal,
    is_ordinal,
    names_in,
    one_name,
    parse_terms,
    solvable,
)
from surveykit.analyze.linear_model import fit_model
from surveykit.analyze.mediation_rows import (
    COLUMNS,
    Bootstrap,
    Fits,
    all_coefficient_rows,
    effect_rows,
    path_rows,
    regression_rows,
)
from surveykit.core.cases import take_cases
from surveykit.core.checks import as_count, as_names, check_columns, check_level, check_option
from surveykit.core.labels import labels_text
from surveykit.core.result import Note, Result, missing_note, score_notes
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import ColumnError, EstimationError, OptionError
from surveykit.kernels.bootstrap import Interval, fewest_draws
from surveykit.kernels.mediation import bootstrap_effects, jackknife_effects

Array = NDArray[np.float64]
INTERVALS: tuple[Interval, ...] = ("percentile", "bc", "bca")

FEWEST_DRAWS = 50
MOST_FAILED = 0.05
"""Share of resamples that may be unanswerable, such as those in which nobody is in a small category."""


@dataclass(frozen=True, kw_only=True)
class MediationResult(Result):
    """A mediation analysis.

    Attributes
    ----------
    effects : pandas.DataFrame
        What `tidy` returns.
    models : pandas.DataFrame
        What `glance` returns.
    coefficients : pandas.DataFrame
        Every coefficient of every regression, covariates included: ``model outcome`` and the columns of a
        regression's ``tidy()``.
    references : Mapping[str, float]
        The reference category of each categorical variable.
    """

    topic: ClassVar[str] = "mediation"

    effects: pd.DataFrame = field(repr=False)
    models: pd.DataFrame = field(repr=False)
    coefficients: pd.DataFrame = field(repr=False)
    references: Mapping[str, float]

    def tidy(self) -> pd.DataFrame:
        """One row per path or effect."""
        return self.effects.copy()

    def glance(self) -> pd.DataFrame:
        """One row per regression: each mediator, the outcome, and the outcome without the mediators."""
        return self.models.copy()


def mediation(
    data: Survey | pd.DataFrame,
    *,
    x: str,
    m: str | Sequence[str],
    y: str,
    covariates: str | Sequence[str | tuple[str, str]] = (),
    n_boot: int = 5000,
    seed: int | None = None,
    interval: Interval = "percentile",
    conf_level: float = 0.95,
    missing: Literal["listwise", "raise"] = "listwise",
) -> MediationResult:
    """Split the effect of x on y into what runs through one or more parallel mediators and what does not.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        One row per respondent.
    x : str
        The predictor: numeric, ordinal, a scale, or a nominal variable with two categories.
    m : str or sequence of str
        The mediator, or several that stand side by side. Numeric or ordinal.
    y : str
        The outcome. Numeric or ordinal.
    covariates : str or sequence of terms
        Held constant in every regression; terms as in `linear_regression`.
    n_boot : int
        Bootstrap draws: at least 50, and enough for a p value below 1 - `conf_level` (200 for 0.99).
    seed : int, optional
        Seed of the draws. Where none is given one is drawn and kept in ``spec["seed"]``.
    interval : {"percentile", "bc", "bca"}
        Bootstrap interval of the indirect effects: plain percentiles, bias-corrected, or bias-corrected and
        accelerated.
    conf_level : float
        Level of all intervals.
    missing : {"listwise", "raise"}
        All regressions use the same cases.

    Returns
    -------
    MediationResult
        ``tidy()``: one row per path, with ``path term mediator outcome estimate std_error statistic df p_value
        conf_low conf_high beta``. Paths are ``a`` (x to mediator), ``b`` (mediator to y given x), ``c`` (total),
        ``c_prime`` (direct), ``indirect`` per mediator, ``total_indirect`` (several mediators only), both
        again as ``standardized_...`` (in standard deviations of y per standard deviation of x), and
        ``proportion_mediated`` (indirect over total). Regression paths have t statistics; the others the standard
        deviation, interval and p value of the draws.
        ``glance()``: one row per regression, with ``model outcome n r_squared adj_r_squared statistic df df_error
        p_value``; ``model`` is ``mediator``, ``outcome`` or ``total``.

    Raises
    ------
    ColumnError
        If a name is no column, is used in two roles, or is of a kind the role cannot have.
    AnswerError
        If an answer is outside the range of the codebook.
    OptionError
        If a word is not in its list, or a number outside its range.
    SampleError
        If a variable does not vary, or variables determine one another among the cases used.
    EstimationError
        If more than 5 % of the resamples cannot be fitted.

    Notes
    -----
    Regressions are ordinary least squares, so that a b = c - c' exactly, summed over mediators. Each draw resamples
    rows with replacement and depends on the order of the rows. The p value of an indirect effect inverts its
    interval: it is below 1 - level when the interval leaves zero out, and never below 2 / (n_boot + 1). Quantiles of
    draws are of type 7; PROCESS takes order statistics, which differs by less than one draw. Mediation is called
    inconsistent where an indirect and the direct effect have opposite signs and the intervals of both leave zero out.
    ``proportion_mediated`` can be read as a share where its own interval lies between 0 and 1; a note says where not.

    References
    ----------
    Preacher, K. J., & Hayes, A. F. (2008). Asymptotic and resampling strategies for assessing and comparing indirect
    effects in multiple mediator models. Behavior Research Methods, 40, 879-891.
    Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association, 82,
    171-185.

    Checked against
    ---------------
    R 4.2.2 ``lm``; lavaan 0.6-14 ``sem`` and ``parameterEstimates`` on Hayes' Tal-Or data; boot 1.3-28.1 ``boot.ci``
    on the same resamples. See ``tests/reference/mediation``.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> noise = np.random.default_rng(1).normal(size=(200, 3))
    >>> trust = noise[:, 0]
    >>> belonging = 0.5 * trust + noise[:, 1]
    >>> frame = pd.DataFrame({"trust": trust, "belonging": belonging, "join": 0.4 * belonging + noise[:, 2]})
    >>> result = mediation(frame, x="trust", m="belonging", y="join", n_boot=1000, seed=7)
    >>> result.tidy().set_index("path").loc[["a", "b", "indirect"], "estimate"].round(2).to_dict()
    {'a': 0.46, 'b': 0.41, 'indirect': 0.19}
    """
    survey = as_survey(data)
    mediators = as_names(m, argument="m")
    x, y = one_name(x, argument="x"), one_name(y, argument="y")
    extra = parse_terms(covariates, argument="covariates") if is_given(covariates) else []
    check_level(conf_level)
    check_option(interval, INTERVALS, argument="interval")
    n_boot = _checked_draws(n_boot, conf_level)
    drawn = secrets.randbits(32) if seed is None else as_count(seed, 0, argument="seed")
    _check_roles(survey, x, mediators, y, extra)
    check_marginality(extra, argument="covariates")
    columns = [x, *mediators, *names_in(extra), y]
    cases = take_cases(survey, columns, missing=missing, allowed=("listwise", "raise"))
    fits = _fit(survey, cases.frame, x, mediators, y, extra)
    draws, jackknife = _resample(fits, n_boot=n_boot, seed=drawn, jackknife=interval == "bca")
    failed = np.isnan(draws).any(axis=1)
    if failed.mean() > MOST_FAILED:
        raise EstimationError(
            f"{int(failed.sum())} of {n_boot} resamples could not be fitted; a covariate probably has a category "
            "with very few cases: merge categories or leave it out"
        )
    bootstrap = Bootstrap(draws[~failed], jackknife, conf_level, interval)
    effects = pd.concat([path_rows(fits, conf_level=conf_level), effect_rows(fits, bootstrap)], ignore_index=True)[
        list(COLUMNS)
    ]
    return MediationResult(
        spec={
            "x": x,
            "m": tuple(mediators),
            "y": y,
            "covariates": [":".join(term) for term in extra],
            "n_boot": n_boot,
            "seed": drawn,
            "interval": interval,
            "conf_level": conf_level,
            "missing": missing,
        },
        counts=cases.counts,
        notes=(
            missing_note(cases.counts, missing),
            *score_notes(survey, cases.frame.columns, cases.frame.index),
            Note(f"mediation.note_{interval}", {"draws": n_boot, "seed": drawn}),
            *_notes(survey, effects, [x, *mediators, y], failed=int(failed.sum())),
            *coding_notes(fits.outcome.design, survey.codebook),
        ),
        codebook=survey.codebook,
        effects=effects,
        models=regression_rows(fits),
        coefficients=all_coefficient_rows(fits, conf_level=conf_level),
        references=fits.outcome.design.references,
    )


def _checked_draws(n_boot: float, conf_level: float) -> int:
    """The number of draws, refused where it is no count, or less than the level of the intervals asks for."""
    draws = as_count(n_boot, FEWEST_DRAWS, argument="n_boot")
    if draws < fewest_draws(conf_level):
        raise OptionError(
            f"n_boot={draws} draws cannot tell an effect from zero at conf_level={conf_level:g}; "
            f"take at least {fewest_draws(conf_level)}, better 5000"
        )
    return draws


def _check_roles(survey: Survey, x: str, mediators: Sequence[str], y: str, covariates: Sequence[Term]) -> None:
    """Refuse unknown columns, columns in two roles, and columns of a kind that their role cannot have."""
    roles = [x, *mediators, y, *names_in(covariates)]
    twice = sorted({name for name in roles if roles.count(name) > 1})
    if twice:
        raise ColumnError(f"{twice} stand in more than one of x, m, y and covariates; give each column one role")
    check_columns(survey, [x], argument="x")
    check_columns(survey, mediators, argument="m")
    check_columns(survey, [y], argument="y")
    check_columns(survey, names_in(covariates), argument="covariates")
    check_predictor(survey, x)
    for name in mediators:
        check_outcome(survey, name, argument="m")
    check_outcome(survey, y, argument="y")


def _fit(
    survey: Survey, frame: pd.DataFrame, x: str, mediators: Sequence[str], y: str, covariates: Sequence[Term]
) -> Fits:
    """The regressions, all on the rows of `frame`; x and mediators enter as numbers even where they are ordinal."""
    if is_nominal(survey, x):
        outer = build_design(survey, frame, [(x,), *covariates])
    else:
        rest = build_design(survey, frame, covariates)
        outer = rest.with_number(x, frame[x].to_numpy(dtype=float))
    if outer.terms.count((x,)) != 1:
        raise ColumnError(f"x: {x!r} has more than two categories; choose a numeric predictor or an indicator of one")
    values = {name: frame[name].to_numpy(dtype=float) for name in (*mediators, y)}
    full = outer
    for position, name in enumerate(mediators, start=1):
        full = full.with_number(name, values[name], position=position)
    solvable(full, argument="x, m and covariates")
    return Fits(
        mediators={name: fit_model(outer, values[name], outcome=name) for name in mediators},
        outcome=fit_model(full, values[y], outcome=y),
        total=fit_model(outer, values[y], outcome=y),
        values=values,
    )


def _resample(fits: Fits, *, n_boot: int, seed: int, jackknife: bool) -> tuple[Array, Array | None]:
    """Draws (n_boot, 2m + 3) of all effects, and the leave-one-out estimates (n, 2m + 3) where they are needed."""
    y = list(fits.values.values())[-1]
    values = np.column_stack([fits.outcome.design.columns, y])
    centred = values - values.mean(axis=0)
    spread = centred.std(axis=0)
    m = len(fits.mediators)
    rescale = _units(spread, m)
    draws = bootstrap_effects(centred / spread, n_mediators=m, n_boot=n_boot, seed=seed) * rescale
    left_out = jackknife_effects(centred / spread, n_mediators=m) * rescale if jackknife else None
    return draws, left_out


def _units(spread: Array, m: int) -> Array:
    """What takes each effect (2m + 3,) from standardised columns back to the units of the data."""
    return np.concatenate([np.full(m + 1, spread[-1] / spread[0]), np.ones(m + 2)])


def _notes(survey: Survey, effects: pd.DataFrame, roles: Sequence[str], *, failed: int) -> list[Note]:
    """What limits the reading of the effects."""
    notes = [Note("mediation.note_ols")]
    ordinal = [name for name in roles if is_ordinal(survey, name)]
    if ordinal:
        notes.append(Note("mediation.note_ordinal", {"names": labels_text(survey.codebook, ordinal)}))
    if failed:
        notes.append(Note("mediation.note_failed", {"failed": failed}))
    return [*notes, *_share_notes(effects)]


def _share_notes(effects: pd.DataFrame) -> list[Note]:
    """Why the indirect effect should not be read as a share of the total effect."""
    notes = []
    directions = _directions(effects, "indirect")
    if (directions * _directions(effects, "c_prime") < 0).any():
        notes.append(Note("mediation.note_inconsistent"))
    low, high = effects.loc[effects["path"] == "proportion_mediated", ["conf_low", "conf_high"]].to_numpy(float)[0]
    if (_directions(effects, "c") == 0).any():
        notes.append(Note("mediation.note_unstable_total"))
    elif not (low > 0 and high <= 1):
        notes.append(Note("mediation.note_unstable_share"))
    return notes


def _directions(effects: pd.DataFrame, path: str) -> Array:
    """The sign of each effect of one kind, 0 where its interval includes zero."""
    rows = effects.loc[effects["path"] == path]
    low, high = rows["conf_low"].to_numpy(dtype=float), rows["conf_high"].to_numpy(dtype=float)
    return np.where(low > 0, 1.0, 0.0) - np.where(high < 0, 1.0, 0.0)
