"""The rows of a mediation: regression paths, bootstrapped effects, and the regressions behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.linear_model import FittedModel, coefficient_rows, model_row
from surveykit.kernels.bootstrap import BootstrapSummary, Interval, summarise_draws

Array = NDArray[np.float64]

COLUMNS = (
    "path",
    "term",
    "mediator",
    "outcome",
    "estimate",
    "std_error",
    "statistic",
    "df",
    "p_value",
    "conf_low",
    "conf_high",
    "beta",
)


@dataclass(frozen=True)
class Fits:
    """The regressions of one mediation: x to each mediator, all to y, and x to y alone."""

    mediators: dict[str, FittedModel]
    outcome: FittedModel
    total: FittedModel
    values: dict[str, Array]


@dataclass(frozen=True)
class Bootstrap:
    """Draws of all effects, and how they become intervals."""

    draws: Array
    jackknife: Array | None
    conf_level: float
    interval: Interval

    def summary(self, column: int, estimate: float) -> BootstrapSummary:
        """What the draws in one column say about its estimate."""
        return summarise_draws(
            self.draws[:, column],
            estimate,
            conf_level=self.conf_level,
            interval=self.interval,
            jackknife=None if self.jackknife is None else self.jackknife[:, column],
        )


def path_rows(fits: Fits, *, conf_level: float) -> pd.DataFrame:
    """The regression paths: every a, every b, c and c'."""
    *names, y = fits.values
    outcome = coefficient_rows(fits.outcome, fits.values[y], conf_level=conf_level, lead={"outcome": y})
    total = coefficient_rows(fits.total, fits.values[y], conf_level=conf_level, lead={"outcome": y})
    first = [
        coefficient_rows(model, fits.values[name], conf_level=conf_level, lead={"outcome": name})
        .iloc[[1]]
        .assign(path="a", mediator=name)
        for name, model in fits.mediators.items()
    ]
    second = outcome.iloc[2 : 2 + len(names)]
    return pd.concat(
        [
            *first,
            second.assign(path="b", mediator=second["term"]),
            total.iloc[[1]].assign(path="c", mediator=""),
            outcome.iloc[[1]].assign(path="c_prime", mediator=""),
        ]
    )


def effect_rows(fits: Fits, bootstrap: Bootstrap) -> pd.DataFrame:
    """The effects whose intervals come from the draws; their columns stand in the order of `Paths.effects`."""
    *names, y = fits.values
    m = len(names)
    first = np.array([model.fit.coefficients[1] for model in fits.mediators.values()])
    each = first * fits.outcome.fit.coefficients[2 : 2 + m]
    both = float(each.sum())
    scale = float(fits.total.design.columns[:, 0].std() / fits.values[y].std())
    rows = [("indirect", name, i, float(each[i])) for i, name in enumerate(names)]
    rows += [("total_indirect", "", m, both)] if m > 1 else []
    rows += [("standardized_indirect", name, m + 1 + i, float(each[i]) * scale) for i, name in enumerate(names)]
    rows += [("standardized_total_indirect", "", 2 * m + 1, both * scale)] if m > 1 else []
    rows.append(("proportion_mediated", "", 2 * m + 2, both / float(fits.total.fit.coefficients[1])))
    return pd.DataFrame(
        [
            {
                "path": path,
                "term": fits.total.design.names[0],
                "mediator": name,
                "outcome": y,
                "estimate": estimate,
                **vars(bootstrap.summary(column, estimate)),
                "statistic": np.nan,
                "df": np.nan,
                "beta": estimate * scale if path in ("indirect", "total_indirect") else np.nan,
            }
            for path, name, column, estimate in rows
        ]
    )


def _models(fits: Fits) -> list[tuple[str, str, FittedModel]]:
    """Role, outcome and fit of each regression."""
    y = list(fits.values)[-1]
    first = [("mediator", name, model) for name, model in fits.mediators.items()]
    return [*first, ("outcome", y, fits.outcome), ("total", y, fits.total)]


def regression_rows(fits: Fits) -> pd.DataFrame:
    """One row per regression."""
    return pd.DataFrame([{"model": role, "outcome": name, **model_row(fit)} for role, name, fit in _models(fits)])


def all_coefficient_rows(fits: Fits, *, conf_level: float) -> pd.DataFrame:
    """Every coefficient of every regression."""
    parts = [
        coefficient_rows(fit, fits.values[name], conf_level=conf_level, lead={"model": role, "outcome": name})
        for role, name, fit in _models(fits)
    ]
    return pd.concat(parts, ignore_index=True)
