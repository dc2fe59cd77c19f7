"""The indices of careless responding, against plain loops written from their published definitions."""

import math

import numpy as np
import pytest

from surveykit.kernels.careless import (
    LARGEST_STACK,
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

NAN = math.nan
SCALES = [[0, 1, 2], [3, 4, 5, 6], [7, 8], [9, 10, 11]]


def some_answers(seed=7, n=40, k=12):
    """Random answers from 1 to 5 with gaps, a straight line, and an empty row."""
    rng = np.random.default_rng(seed)
    answers = rng.integers(1, 6, size=(n, k)).astype(float)
    answers[rng.random((n, k)) < 0.15] = NAN
    answers[0], answers[1] = 3.0, NAN
    return answers


def longest_run_by_hand(row):
    longest = run = 0
    before = None
    for answer in row:
        there = not math.isnan(answer)
        run = there * (run + 1 if answer == before else 1)
        before = answer
        longest = max(longest, run)
    return longest


def correlation_by_hand(pairs):
    held = [(x, y) for x, y in pairs if not math.isnan(x) and not math.isnan(y)]
    if len(held) < 3:
        return NAN
    mx, my = (sum(side) / len(held) for side in zip(*held, strict=True))
    xy = sum((x - mx) * (y - my) for x, y in held)
    xx, yy = sum((x - mx) ** 2 for x, _ in held), sum((y - my) ** 2 for _, y in held)
    return xy / math.sqrt(xx * yy) if xx > 1e-12 and yy > 1e-12 else NAN


def mean_by_hand(values):
    held = [value for value in values if not math.isnan(value)]
    return sum(held) / len(held) if held else NAN


def even_odd_by_hand(row):
    r = correlation_by_hand(
        [(mean_by_hand([row[i] for i in s[0::2]]), mean_by_hand([row[i] for i in s[1::2]])) for s in SCALES]
    )
    if math.isnan(r):
        return NAN
    return -1.0 if r <= -1 else max(-1.0, 2 * r / (1 + r))


def test_longest_run_counts_neighbours():
    answers = np.array([[1, 1, 2, 2, 2, 1], [1, 2, 3, 4, 5, 1], [4, 4, NAN, 4, 4, 4], [NAN] * 6])
    assert longest_run(answers).tolist() == [3, 1, 3, 0]


def test_longest_run_agrees_with_counting_one_by_one():
    answers = some_answers()
    assert longest_run(answers).tolist() == [longest_run_by_hand(row) for row in answers.tolist()]


def test_spread_is_the_sample_sd_of_a_row():
    spread = answer_spread(np.array([[1.0, 2.0, 3.0], [4.0, 4.0, NAN], [5.0, NAN, NAN]]))
    assert spread[0] == pytest.approx(1.0)
    assert spread[1] == 0
    assert math.isnan(spread[2])


def test_even_odd_agrees_with_plain_loops():
    answers = some_answers()
    expected = [even_odd_by_hand(row) for row in answers.tolist()]
    np.testing.assert_allclose(even_odd_consistency(answers, SCALES), expected, rtol=1e-9, atol=1e-12)


def test_even_odd_does_not_judge_a_straight_line():
    assert np.isnan(even_odd_consistency(some_answers(), SCALES)[0])


def test_synonyms_agree_with_plain_loops():
    answers = some_answers(n=60)
    answers[:, 1] = np.where(np.isnan(answers[:, 1]), NAN, answers[:, 0])
    answers[:, 3], answers[:, 5] = answers[:, 2], 6 - answers[:, 4]
    answers[:, 7], answers[:, 9] = answers[:, 6], answers[:, 8]
    columns = answers.T.tolist()
    expected = [
        (i, j)
        for i in range(12)
        for j in range(i + 1, 12)
        if correlation_by_hand(list(zip(columns[i], columns[j], strict=True))) > 0.4
    ]
    pairs = synonym_pairs(answers, 0.4)
    assert [tuple(pair) for pair in pairs.tolist()] == expected
    assert (4, 5) not in expected
    within = [correlation_by_hand([(row[i], row[j]) for i, j in expected]) for row in answers.tolist()]
    np.testing.assert_allclose(synonym_consistency(answers, pairs), within, rtol=1e-9, atol=1e-12)


def test_a_constant_item_has_no_synonyms():
    answers = np.column_stack([np.full(20, 3.3), np.arange(20.0), np.arange(20.0) ** 2])
    assert synonym_pairs(answers, 0.5).tolist() == [[1, 2]]


def test_distance_of_two_uncorrelated_items_is_the_sum_of_squared_z_scores():
    answers = np.array([[1.0, 1.0], [1.0, 5.0], [5.0, 1.0], [5.0, 5.0], [3.0, NAN], [NAN, NAN]])
    distances, df = mahalanobis_squared(answers)
    variance = 16 / 3
    np.testing.assert_allclose(distances[:4], [8 / variance] * 4)
    assert distances[4] == 0
    assert math.isnan(distances[5])
    assert df.tolist() == [2, 2, 2, 2, 1, 0]


def test_average_run_counts_runs_and_takes_a_gap_for_a_run_of_one():
    answers = np.array([[1, 1, 2, 2, 2, 1], [1, 2, 3, 4, 5, 1], [4, 4, NAN, NAN, 4, 4], [NAN] * 6])
    np.testing.assert_array_equal(average_length(answers), [2.0, 1.0, 1.5, NAN])


def test_parts_are_cut_at_equal_distances():
    """Seven items in three parts: cut() breaks 1 to 7 at 3 and 5, so the parts have three, two and two."""
    answers = np.array([[1.0, 1.0, 4.0, 2.0, 4.0, 5.0, 5.0]])
    np.testing.assert_allclose(part_spreads(answers, 3), [[math.sqrt(3), math.sqrt(2), 0.0]])


def test_antonyms_are_the_pairs_that_go_against_each_other():
    x = np.arange(10.0)
    answers = np.column_stack([x, -x, x**2, np.cos(x)])
    assert antonym_pairs(answers, 0.6).tolist() == [[0, 1], [1, 2]]


def test_person_total_of_a_respondent_like_the_others_is_one():
    answers = np.array([[1.0, 2.0, 3.0], [2.0, 3.0, 4.0], [3.0, 2.0, 1.0], [2.0, 2.0, 2.0], [1.0, NAN, 3.0]])
    r = person_total(answers)
    assert r[0] == pytest.approx(correlation_by_hand(list(zip(answers[0], np.nanmean(answers, axis=0), strict=True))))
    assert r[2] == pytest.approx(-r[0])
    assert np.isnan(r[3:]).all()


@pytest.mark.parametrize("stack", [LARGEST_STACK, 30])
def test_distances_with_gaps_are_those_on_the_answered_items(monkeypatch, stack):
    """Against one solution of the equations per respondent, whatever number of gaps is taken at a time."""
    monkeypatch.setattr("surveykit.kernels.careless.LARGEST_STACK", stack)
    answers = np.vstack([some_answers(n=60), np.random.default_rng(2).integers(1, 6, size=(80, 12)).astype(float)])
    distances, df = mahalanobis_squared(answers)
    complete = answers[~np.isnan(answers).any(axis=1)]
    center, covariance = complete.mean(axis=0), np.cov(complete, rowvar=False)
    for row, distance, n in zip(answers, distances, df, strict=True):
        there = ~np.isnan(row)
        assert n == there.sum()
        if n:
            away = (row - center)[there]
            expected = away @ np.linalg.solve(covariance[np.ix_(there, there)], away)
            assert distance == pytest.approx(expected, rel=1e-9)
        else:
            assert math.isnan(distance)
