"""The indices of careless responding against base R, on 200 respondents with gaps (see make.R)."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from surveykit import Survey, flag_outliers
from surveykit.kernels.careless import (
    answer_spread,
    antonym_pairs,
    average_length,
    even_odd_consistency,
    longest_run,
    mahalanobis_squared,
    part_spreads,
    person_total,
    synonym_consistency,
    synonym_pairs,
)

HERE = Path(__file__).parent
R = {
    name: np.array(values, dtype=float)
    for name, values in json.loads((HERE / "values.json").read_text(encoding="utf-8")).items()
}
FRAME = pd.read_csv(HERE.parents[1] / "data" / "bfi" / "bfi600.csv").iloc[:200, :25]
ANSWERS = FRAME.to_numpy(dtype=float)


def test_longest_run_is_the_longest_length_of_rle():
    assert longest_run(ANSWERS).tolist() == R["longstring"].tolist()


def test_spread_is_sd_of_the_answers_there():
    np.testing.assert_allclose(answer_spread(ANSWERS), R["irv"], rtol=1e-8)


def test_even_odd_is_the_stepped_up_correlation_of_the_halves():
    scales = [list(range(start, start + 5)) for start in range(0, 25, 5)]
    np.testing.assert_allclose(even_odd_consistency(ANSWERS, scales), R["even_odd"], rtol=1e-8, atol=1e-12)


def test_synonyms_are_the_pairs_of_r_and_correlate_as_in_r():
    pairs = synonym_pairs(ANSWERS, 0.5)
    assert pairs.tolist() == R["pairs"].tolist()
    np.testing.assert_allclose(synonym_consistency(ANSWERS, pairs), R["psychsyn"], rtol=1e-8, atol=1e-12)


def test_average_run_is_the_mean_length_of_rle():
    np.testing.assert_allclose(average_length(ANSWERS), R["average"], rtol=1e-8)


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_spread_of_the_parts_is_sd_of_the_parts_of_cut(parts):
    np.testing.assert_allclose(part_spreads(ANSWERS, parts), R[f"irv_{parts}"], rtol=1e-8)


def test_antonyms_are_the_pairs_of_r_and_correlate_as_in_r():
    pairs = antonym_pairs(ANSWERS, 0.35)
    assert pairs.tolist() == R["opposites"].tolist()
    np.testing.assert_allclose(synonym_consistency(ANSWERS, pairs), R["psychant"], rtol=1e-8, atol=1e-12)


def test_person_total_is_the_correlation_with_the_means_of_the_items():
    np.testing.assert_allclose(person_total(ANSWERS), R["person_total"], rtol=1e-8, atol=1e-12)


def test_respondents_with_many_gaps_are_measured_on_the_items_answered():
    torn = np.vstack([ANSWERS, ANSWERS[:20]])
    torn[len(ANSWERS) :, [0, 2, 6, 11, 17, 24]] = np.nan
    distances, _ = mahalanobis_squared(torn)
    np.testing.assert_allclose(distances[len(ANSWERS) :], R["many_gaps"], rtol=1e-8)


def test_distances_of_complete_respondents_are_those_of_mahalanobis():
    distances, df = mahalanobis_squared(ANSWERS)
    complete = ~np.isnan(R["mahalanobis"])
    np.testing.assert_allclose(distances[complete], R["mahalanobis"][complete], rtol=1e-8)
    assert set(df[complete]) == {25}


def test_a_respondent_with_a_gap_is_measured_on_the_items_answered():
    distances, df = mahalanobis_squared(ANSWERS)
    row = int(R["gap_row"])
    assert distances[row] == pytest.approx(float(R["gap_distance"]), rel=1e-6)
    assert df[row] == 24


def test_limits_are_the_quantiles_of_qchisq():
    flags = flag_outliers(Survey.from_frame(FRAME), items=list(FRAME), p=0.001).flags
    complete = FRAME.notna().all(axis=1)
    limits = flags.set_index("id")["cut_off"].astype(float)
    assert limits[[i for i in limits.index if complete[i]]].to_numpy() == pytest.approx(float(R["quantile_25"]))
    row = int(R["gap_row"])
    assert (row in limits.index) == (float(R["gap_distance"]) > float(R["quantile_24"]))
    far = {i for i in FRAME.index[complete] if R["mahalanobis"][i] > R["quantile_25"]}
    assert {i for i in limits.index if complete[i]} == far
