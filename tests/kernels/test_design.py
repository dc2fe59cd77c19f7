import numpy as np

from surveykit.kernels.design import constant_columns, dependent_columns, dummies, products, scale_design

RNG = np.random.default_rng(1)


def test_dummies_have_one_column_per_level() -> None:
    assert dummies(np.array([1.0, 3.0, 2.0]), np.array([2.0, 3.0])).tolist() == [[0, 0], [0, 1], [1, 0]]


def test_products_run_fastest_over_the_right_hand_columns() -> None:
    left, right = np.array([[1.0, 2.0]]), np.array([[3.0, 5.0, 7.0]])
    assert products(left, right).tolist() == [[3, 5, 7, 6, 10, 14]]


def test_scaled_columns_have_mean_zero_and_length_one() -> None:
    columns = RNG.normal(size=(50, 3)) * [1, 1e6, 1e-6] + [0, 1e12, 5]
    scaled = scale_design(columns)
    np.testing.assert_allclose(scaled.columns.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(np.linalg.norm(scaled.columns, axis=0), 1, rtol=1e-14)
    np.testing.assert_allclose(scaled.columns * scaled.lengths + scaled.centers, columns, rtol=1e-12)


def test_without_an_intercept_columns_keep_their_means() -> None:
    scaled = scale_design(np.array([[3.0], [4.0]]), intercept=False)
    assert scaled.centers.tolist() == [0]
    assert scaled.columns.tolist() == [[0.6], [0.8]]


def test_a_constant_is_a_constant_whatever_its_size() -> None:
    varying = np.linspace(0, 1, 20)
    columns = np.column_stack([np.full(20, 1e12), varying, 1e9 + varying, np.zeros(20)])
    assert constant_columns(columns).tolist() == [True, False, False, True]


def test_a_dependency_names_the_columns_that_make_it() -> None:
    x, y, z = RNG.normal(size=(3, 40))
    found = dependent_columns(scale_design(np.column_stack([x, y, x + 2 * y + 7, z])), tolerance=1e-7)
    assert len(found) == 1
    column, others = found[0]
    assert {column, *others} == {0, 1, 2}


def test_a_column_copied_but_for_noise_in_the_ninth_digit_is_dependent() -> None:
    x = RNG.normal(size=60)
    columns = np.column_stack([x, x + 1e-9 * RNG.normal(size=60)])
    assert dependent_columns(scale_design(columns), tolerance=1e-7)


def test_highly_correlated_columns_are_not_dependent() -> None:
    x = RNG.normal(size=60)
    columns = np.column_stack([x, x + 1e-3 * RNG.normal(size=60)])
    assert dependent_columns(scale_design(columns), tolerance=1e-7) == []


def test_a_design_without_columns_has_no_dependencies() -> None:
    assert dependent_columns(scale_design(np.empty((5, 0))), tolerance=1e-7) == []
