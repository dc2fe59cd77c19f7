import numpy as np
import pytest
from scipy.special import ndtri

from surveykit.kernels.bootstrap import Interval, fewest_draws, leave_one_out, resample_counts, summarise_draws

DRAWS = np.random.default_rng(3).normal(0.3, 0.1, 4000)


def test_every_draw_holds_as_many_cases_as_there_are() -> None:
    counts = np.vstack(list(resample_counts(17, 50, seed=1)))
    assert counts.shape == (50, 17)
    assert (counts.sum(axis=1) == 17).all()


def test_draws_do_not_depend_on_the_size_of_the_chunks() -> None:
    whole = np.vstack(list(resample_counts(23, 101, seed=5)))
    for cells in (1, 23 * 7, 23 * 100):
        np.testing.assert_array_equal(np.vstack(list(resample_counts(23, 101, seed=5, chunk_cells=cells))), whole)


def test_each_row_of_the_jackknife_leaves_one_case_out() -> None:
    assert leave_one_out(3).tolist() == [[0, 1, 1], [1, 0, 1], [1, 1, 0]]


def test_percentiles_are_those_of_the_draws() -> None:
    found = summarise_draws(DRAWS, 0.3, conf_level=0.9, interval="percentile")
    assert [found.conf_low, found.conf_high] == np.quantile(DRAWS, [0.05, 0.95]).tolist()
    assert found.std_error == DRAWS.std(ddof=1)


def test_draws_centred_on_the_estimate_need_no_correction() -> None:
    middle = float(np.median(DRAWS))
    plain = summarise_draws(DRAWS, middle, conf_level=0.95, interval="percentile")
    for interval, jackknife in (("bc", None), ("bca", np.array([1.0, 2.0, 3.0]))):
        corrected = summarise_draws(DRAWS, middle, conf_level=0.95, interval=interval, jackknife=jackknife)  # type: ignore[arg-type]
        assert corrected.conf_low == pytest.approx(plain.conf_low, rel=1e-9)
        assert corrected.conf_high == pytest.approx(plain.conf_high, rel=1e-9)


def test_draws_below_the_estimate_move_the_corrected_interval_up() -> None:
    low = summarise_draws(DRAWS, 0.35, conf_level=0.95, interval="bc")
    plain = summarise_draws(DRAWS, 0.35, conf_level=0.95, interval="percentile")
    assert low.conf_low > plain.conf_low
    assert low.conf_high > plain.conf_high


@pytest.mark.parametrize("interval", ["percentile", "bc", "bca"])
@pytest.mark.parametrize("shift", [-0.25, -0.12, 0.0, 0.05])
def test_the_p_value_is_the_level_at_which_the_interval_touches_zero(interval: Interval, shift: float) -> None:
    draws, jackknife = DRAWS - 0.3 + 0.15 + shift, np.array([0.1, 0.2, 0.21, 0.5])
    p_value = summarise_draws(draws, 0.14 + shift, conf_level=0.5, interval=interval, jackknife=jackknife).p_value
    assert 0 < p_value < 1
    at = {
        level: summarise_draws(draws, 0.14 + shift, conf_level=level, interval=interval, jackknife=jackknife)
        for level in (1 - p_value * 0.99, 1 - p_value * 1.01)
    }
    narrow, wide = at[1 - p_value * 1.01], at[1 - p_value * 0.99]
    assert wide.conf_low < 0 < wide.conf_high
    assert narrow.conf_low > 0 or narrow.conf_high < 0


def test_a_p_value_is_never_smaller_than_the_draws_can_tell() -> None:
    assert summarise_draws(DRAWS + 9, 9.3, conf_level=0.95, interval="percentile").p_value == 2 / 4001


def test_the_p_value_of_normal_draws_is_that_of_z() -> None:
    grid = np.asarray(ndtri((np.arange(100_000) + 0.5) / 100_000)) + 2
    p_value = summarise_draws(grid, 2.0, conf_level=0.95, interval="percentile").p_value
    assert p_value == pytest.approx(0.0455003, rel=1e-3)


@pytest.mark.parametrize("interval", ["percentile", "bc", "bca"])
def test_draws_on_one_side_of_zero_have_the_smallest_p_value_however_biased(interval: Interval) -> None:
    jackknife = np.array([0.1, 0.2, 0.21, 0.5])
    for estimate in (0.1, 0.3, 0.5):
        found = summarise_draws(DRAWS + 1, estimate + 1, conf_level=0.999, interval=interval, jackknife=jackknife)
        assert found.conf_low > 0
        assert found.p_value == 2 / 4001


@pytest.mark.parametrize("conf_level", [0.8, 0.9, 0.95, 0.97, 0.99, 0.999])
def test_the_fewest_draws_are_just_enough(conf_level: float) -> None:
    least = fewest_draws(conf_level)
    size = round(1 - conf_level, 9)
    assert 2 / (least + 1) < size <= 2 / least
