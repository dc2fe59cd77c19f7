"""Bivariate normal probabilities against what they must be."""

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import ndtr

from surveykit.kernels.bivariate_normal import bivariate_cdf, bivariate_density

POINTS = [(0.3, -0.2, 0.5), (0.19, -0.198, -0.909), (1.1, 1.1, 0.99999), (-2.0, 3.0, -0.7), (0.0, 1.0, 0.8)]


def by_integration(h: float, k: float, r: float) -> float:
    """P(X <= h, Y <= k) as the mean of P(Y <= k | x) over x."""
    spread = math.sqrt(1 - r * r)
    crossing = [k / r] if -8 < k / r < h else None
    found, _ = quad(
        lambda x: math.exp(-x * x / 2) * ndtr((k - r * x) / spread), -9, h, points=crossing, epsabs=1e-13, limit=500
    )
    return float(found) / math.sqrt(2 * math.pi)


@pytest.mark.parametrize(("h", "k", "r"), POINTS)
def test_the_probability_is_the_integral(h: float, k: float, r: float) -> None:
    assert float(bivariate_cdf(h, k, r)) == pytest.approx(by_integration(h, k, r), abs=1e-11)


def test_at_the_origin_it_is_sheppards_angle() -> None:
    r = np.linspace(-0.99, 0.99, 7)
    assert bivariate_cdf(0.0, 0.0, r) == pytest.approx(0.25 + np.arcsin(r) / (2 * math.pi), abs=1e-15)


def test_an_infinite_limit_leaves_the_other_variable() -> None:
    assert float(bivariate_cdf(np.inf, 0.4, 0.6)) == pytest.approx(float(ndtr(0.4)), abs=1e-15)
    assert float(bivariate_cdf(-np.inf, 0.4, 0.6)) == pytest.approx(0.0, abs=1e-15)
    assert float(bivariate_density(np.inf, 0.4, 0.6)) == 0.0


@pytest.mark.parametrize(("h", "k", "r"), POINTS[:2] + POINTS[3:])
def test_the_density_is_how_fast_the_probability_grows_with_r(h: float, k: float, r: float) -> None:
    step = 1e-6
    slope = (bivariate_cdf(h, k, r + step) - bivariate_cdf(h, k, r - step)) / (2 * step)
    assert float(bivariate_density(h, k, r)) == pytest.approx(float(slope), rel=1e-6)
