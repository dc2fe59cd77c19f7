"""Maximum likelihood from incomplete data, and Little's test: what must hold whatever the data are."""

import numpy as np
import pytest
from numpy.typing import NDArray

from surveykit.kernels import missing
from surveykit.kernels.missing import em_moments, little_test, missing_patterns, never_together, smallest_eigenvalue

Floats = NDArray[np.float64]


def incomplete(n: int = 300, k: int = 5, share: float = 0.15, seed: int = 4) -> Floats:
    rng = np.random.default_rng(seed)
    common = rng.standard_normal((n, 1))
    values: Floats = 3 + 0.7 * common + rng.standard_normal((n, k))
    values[rng.random((n, k)) < share] = np.nan
    return values[~np.isnan(values).all(axis=1)]


def plain_em(values: Floats, steps: int) -> tuple[Floats, Floats]:
    """The EM algorithm row by row, as textbooks have it."""
    n, k = values.shape
    mean, cov = np.nanmean(values, axis=0), np.diag(np.nanvar(values, axis=0))
    for _ in range(steps):
        first, second = np.zeros(k), np.zeros((k, k))
        for row in values:
            o, m = np.flatnonzero(~np.isnan(row)), np.flatnonzero(np.isnan(row))
            weights = np.linalg.solve(cov[np.ix_(o, o)], cov[np.ix_(o, m)])
            filled = row.copy()
            filled[m] = mean[m] + (row[o] - mean[o]) @ weights
            extra = np.zeros((k, k))
            extra[np.ix_(m, m)] = cov[np.ix_(m, m)] - cov[np.ix_(m, o)] @ weights
            first += filled
            second += np.outer(filled, filled) + extra
        mean = first / n
        cov = second / n - np.outer(mean, mean)
    return mean, cov


def test_moments_are_those_of_the_algorithm_row_by_row() -> None:
    values = incomplete(n=80, share=0.2)
    moments = em_moments(values)
    mean, cov = plain_em(values, 80)
    assert moments.converged
    assert moments.mean == pytest.approx(mean, abs=1e-7)
    assert moments.covariance == pytest.approx(cov, abs=1e-7)


def test_complete_data_have_their_own_mean_and_covariance() -> None:
    values = incomplete(share=0.0)
    moments = em_moments(values)
    assert moments.mean == pytest.approx(values.mean(axis=0))
    assert moments.covariance == pytest.approx(np.cov(values.T, ddof=0))
    assert np.isnan(little_test(values, moments).p_value)


def test_order_of_rows_and_columns_changes_nothing() -> None:
    values = incomplete()
    moments = em_moments(values)
    rng = np.random.default_rng(1)
    rows, columns = rng.permutation(len(values)), rng.permutation(values.shape[1])
    shuffled = values[rows][:, columns]
    other = em_moments(shuffled)
    assert other.covariance == pytest.approx(moments.covariance[np.ix_(columns, columns)], abs=1e-8)
    one, two = little_test(values, moments), little_test(shuffled, other)
    assert (two.df, two.statistic) == (one.df, pytest.approx(one.statistic, rel=1e-7))


def test_units_of_measurement_change_nothing_about_the_test() -> None:
    values = incomplete()
    scale, shift = np.array([1e6, 1e-4, 3.0, -2.0, 1.0]), np.array([0.0, 5e3, -1.0, 2.0, 1e4])
    rescaled = values * scale + shift
    one, two = (little_test(each, em_moments(each)) for each in (values, rescaled))
    assert two.statistic == pytest.approx(one.statistic, rel=1e-6)
    assert em_moments(rescaled).mean == pytest.approx(em_moments(values).mean * scale + shift, rel=1e-6)


def test_a_monotone_pattern_of_two_variables_has_the_closed_form() -> None:
    """Anderson (1957): mean and variance of the first from all, the regression of the second from the complete."""
    rng = np.random.default_rng(2)
    x = rng.standard_normal(60)
    y = 0.5 * x + rng.standard_normal(60)
    y[x > 0.8] = np.nan
    both = ~np.isnan(y)
    slope, intercept = np.polyfit(x[both], y[both], 1)
    rest = np.var(y[both] - slope * x[both])
    moments = em_moments(np.column_stack([x, y]))
    assert moments.mean == pytest.approx([x.mean(), intercept + slope * x.mean()], abs=1e-7)
    assert moments.covariance[0, 0] == pytest.approx(x.var(), abs=1e-7)
    assert moments.covariance[1, 1] == pytest.approx(rest + slope**2 * x.var(), abs=1e-7)


def test_the_size_of_the_chunks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    values = incomplete(share=0.3)
    moments = em_moments(values)
    monkeypatch.setattr(missing, "CHUNK", 1)
    alone = em_moments(values)
    assert alone.covariance == pytest.approx(moments.covariance, abs=1e-10)
    assert little_test(values, alone).statistic == pytest.approx(little_test(values, moments).statistic, rel=1e-9)


def test_a_column_that_others_determine_is_singular() -> None:
    values = incomplete(share=0.1)
    doubled = np.column_stack([values, 2 * values[:, 0] - 1])
    doubled[:20, -1] = np.nan
    moments = em_moments(doubled)
    assert moments.singular
    assert not moments.converged


def test_too_few_steps_are_not_called_convergence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "MOST_ITERATIONS", 2)
    moments = em_moments(incomplete())
    assert (moments.iterations, moments.converged, moments.singular) == (2, False, False)


def test_the_test_keeps_its_level_where_answers_are_missing_completely_at_random() -> None:
    """Of 400 samples 5 percent are to be rejected; 3.3 standard errors around that."""
    rejected = 0
    for seed in range(400):
        rng = np.random.default_rng(seed)
        values = rng.standard_normal((200, 3)) @ np.array([[1, 0.5, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
        values[rng.random(200) < 0.3, 0] = np.nan
        values[rng.random(200) < 0.2, 1] = np.nan
        rejected += little_test(values, em_moments(values)).p_value < 0.05
    assert 0.014 < rejected / 400 < 0.086


def test_patterns_count_every_row_once() -> None:
    mask = np.array([[0, 1], [0, 0], [0, 1], [1, 1]], dtype=bool)
    found = missing_patterns(mask)
    assert found.n.sum() == 4
    assert (found.missing[found.of_row] == mask).all()
    assert len({tuple(row) for row in found.missing}) == 3


def test_two_columns_that_nobody_answered_both_of_are_found() -> None:
    values = np.array([[1.0, np.nan, 2.0], [np.nan, 1.0, 3.0]])
    assert never_together(values) == (0, 1)
    assert never_together(np.ones((2, 2))) is None


def test_no_variance_is_no_eigenvalue() -> None:
    assert smallest_eigenvalue(np.diag([1.0, 0.0])) == 0.0
