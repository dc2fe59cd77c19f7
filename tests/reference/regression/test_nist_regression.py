"""Coefficients and standard errors against the certified values of NIST's linear regression sets, in correct digits.

The least number of digits is what double precision leaves of each data set, given that R's `lm` and statsmodels reach
no more, rounded down by half a digit or so because the last one depends on the BLAS.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from surveykit.analyze.linear_model import coefficient_covariance
from surveykit.analyze.regression import linear_regression
from surveykit.errors import SampleError
from surveykit.kernels.design import dependent_columns, scale_design
from surveykit.kernels.linear import fit_ols

FOLDER = Path(__file__).parents[2] / "data" / "nist" / "regression"
DEGREE = {"Filip": 10, "Pontius": 2, **{f"Wampler{i}": 5 for i in range(1, 6)}}
DIGITS = {
    "Norris": (12, 13),
    "Pontius": (12, 13),
    "NoInt1": (14, 14),
    "NoInt2": (14, 14),
    "Longley": (12.5, 14),
    "Filip": (6.5, 6.5),
    "Wampler1": (9, 9),
    "Wampler2": (12.5, 14),
    "Wampler3": (9, 13),
    "Wampler4": (7.5, 13),
    "Wampler5": (5.8, 13),
}

Array = NDArray[np.float64]


def read(name: str) -> tuple[Array, Array, Array, Array]:
    """Outcome (n,), columns (n, p), certified estimates and standard errors."""
    lines = (FOLDER / f"{name}.dat").read_text(encoding="ascii").splitlines()
    certified = [re.match(r"\s+B\d+\s+(\S+)\s+(\S+)\s*$", line) for line in lines[30:]]
    values = np.array([[float(hit[1]), float(hit[2])] for hit in certified if hit])
    start = max(i for i, line in enumerate(lines) if line.startswith("Data:"))
    data = np.array([[float(cell) for cell in line.split()] for line in lines[start + 1 :] if line.strip()])
    columns = data[:, 1:]
    if name in DEGREE:
        columns = np.column_stack([columns[:, 0] ** power for power in range(1, DEGREE[name] + 1)])
    return data[:, 0], columns, values[:, 0], values[:, 1]


def digits(computed: Array, certified: Array) -> float:
    """Fewest correct digits over all values, at most 15; beside a certified zero, the digits after the point."""
    size = np.where(certified == 0, 1.0, np.abs(certified))
    error = np.maximum(np.abs(computed - certified) / size, 1e-15)
    return float(-np.log10(error.max()))


@pytest.mark.parametrize("name", DIGITS)
def test_certified_values(name: str) -> None:
    outcome, columns, estimates, errors = read(name)
    fit = fit_ols(scale_design(columns, intercept=not name.startswith("NoInt")), outcome)
    least_estimate, least_error = DIGITS[name]
    assert digits(fit.coefficients, estimates) >= least_estimate
    assert digits(np.sqrt(np.diag(coefficient_covariance(fit))), errors) >= least_error


def test_filip_is_solvable_but_refused_to_users() -> None:
    outcome, columns, _, _ = read("Filip")
    assert dependent_columns(scale_design(columns), tolerance=1e-12) == []
    frame = pd.DataFrame(columns, columns=[f"x{power}" for power in range(1, 11)]).assign(y=outcome)
    with pytest.raises(SampleError, match="is determined by"):
        linear_regression(frame, outcome="y", predictors=[f"x{power}" for power in range(1, 11)])


def test_longley_through_the_front_door() -> None:
    outcome, columns, estimates, errors = read("Longley")
    names = [f"x{i}" for i in range(1, 7)]
    frame = pd.DataFrame(columns, columns=names).assign(y=outcome)
    rows = linear_regression(frame, outcome="y", predictors=names).tidy()
    assert digits(rows["estimate"].to_numpy(), estimates) >= 12.5
    assert digits(rows["std_error"].to_numpy(), errors) >= 14
