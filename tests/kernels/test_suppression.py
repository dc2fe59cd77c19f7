"""Small counts cannot be worked out, judged by other means than those that chose them, and hidden at least cost."""

from itertools import combinations, product

import numpy as np
import pytest
from scipy.optimize import linprog

from surveykit.kernels.suppression import choose_hidden

LEAST = 5


def total_of(k: int) -> np.ndarray:
    return np.ones((1, k))


def with_margins(table: np.ndarray) -> np.ndarray:
    """The table with a row and a column of totals, as one vector."""
    rows = np.vstack([table, table.sum(axis=0)])
    return np.hstack([rows, rows.sum(axis=1, keepdims=True)]).ravel()


def margins(r: int, c: int) -> np.ndarray:
    """Every row and column of a table with margins adds up, and its grand total is printed."""
    relations = []
    for row in range(r + 1):
        place = np.zeros((r + 1, c + 1))
        place[row, :c], place[row, c] = 1, -1
        relations.append(place.ravel())
    for column in range(c + 1):
        place = np.zeros((r + 1, c + 1))
        place[:r, column], place[r, column] = 1, -1
        relations.append(place.ravel())
    return np.array([*relations, np.eye(1, (r + 1) * (c + 1), (r + 1) * (c + 1) - 1)[0]])


def room(counts: np.ndarray, relations: np.ndarray, hidden: np.ndarray, cell: int) -> tuple[float, float]:
    """Least and largest value of a hidden count, from the published numbers alone."""
    bounds = [(1, None) if gone else (n, n) for n, gone in zip(counts, hidden, strict=True)]
    goal = np.eye(1, len(counts), cell)[0]
    ends = [linprog(sign * goal, A_eq=relations, b_eq=relations @ counts, bounds=bounds) for sign in (1, -1)]
    assert all(end.status in (0, 3) for end in ends)
    return tuple(np.inf if end.status == 3 else abs(float(end.fun)) for end in ends)


def small(counts: np.ndarray) -> np.ndarray:
    return (counts > 0) & (counts < LEAST)


def is_safe(counts: np.ndarray, relations: np.ndarray, hidden: np.ndarray) -> bool:
    rooms = {cell: room(counts, relations, hidden, cell) for cell in np.flatnonzero(hidden)}
    primary = small(counts)
    return all(high > low + 1e-6 and (not primary[cell] or high > LEAST - 1e-6) for cell, (low, high) in rooms.items())


def draw(random: np.random.Generator, most: int) -> np.ndarray:
    shape = random.integers(2, most + 1, 2)
    return random.poisson(random.gamma(1, 8, shape)).astype(np.int64)


def test_nothing_is_hidden_without_small_counts() -> None:
    assert not choose_hidden(np.array([0, 5, 200]), total_of(3), min_cell=LEAST).any()


def test_one_small_count_takes_the_cheapest_other_with_it() -> None:
    assert choose_hidden(np.array([3, 0, 9, 7, 280]), total_of(5), min_cell=LEAST).tolist() == [1, 0, 0, 1, 0]


def test_small_counts_that_protect_each_other_are_enough() -> None:
    assert choose_hidden(np.array([4, 3, 80]), total_of(3), min_cell=LEAST).tolist() == [1, 1, 0]


def test_two_of_one_that_add_up_to_a_small_number_need_a_third() -> None:
    assert choose_hidden(np.array([1, 2, 30, 80]), total_of(4), min_cell=LEAST).tolist() == [1, 1, 1, 0]


def test_a_small_total_cannot_be_protected() -> None:
    assert choose_hidden(np.array([3, 1]), total_of(2), min_cell=LEAST) is None
    assert choose_hidden(np.array([3, 0]), total_of(2), min_cell=LEAST) is None


def test_an_unpublished_rest_is_protected_by_hiding_what_tells_it() -> None:
    relations = np.array([[1.0, 0, 1, 0], [0, 1, 0, 1], [1, 1, 0, 0]])
    counts = np.array([97, 60, 3, 40])
    unpublished = np.array([False, False, True, True])
    assert choose_hidden(counts, relations, min_cell=LEAST, unpublished=unpublished).tolist() == [1, 1, 1, 1]
    assert choose_hidden(counts[[0, 1]], np.ones((1, 2)), min_cell=LEAST).tolist() == [0, 0]


def test_a_published_mean_takes_more_counts_with_it() -> None:
    counts, codes = np.array([2, 20, 60, 40, 9]), np.arange(1.0, 6)
    alone = choose_hidden(counts, total_of(5), min_cell=LEAST)
    with_mean = choose_hidden(counts, np.array([codes**0, codes]), min_cell=LEAST)
    assert alone.sum() == 2
    assert with_mean.sum() == 3


def test_hiding_the_small_counts_alone_is_mostly_useless() -> None:
    random = np.random.default_rng(1)
    tables = [table for _ in range(60) if small(table := draw(random, 4)).any()]
    told = [
        any(np.ptp(room(counts, relations, small(counts), cell)) < 1e-6 for cell in np.flatnonzero(small(counts)))
        for counts, relations in ((with_margins(table), margins(*table.shape)) for table in tables)
    ]
    assert np.mean(told) > 0.5


@pytest.mark.parametrize("seed", range(10))
def test_no_hidden_count_of_a_two_way_table_can_be_worked_out(seed: int) -> None:
    random = np.random.default_rng(seed)
    for _ in range(12):
        table = draw(random, 4)
        if table.sum() < 2 * LEAST:
            continue
        counts, relations = with_margins(table), margins(*table.shape)
        hidden = choose_hidden(counts, relations, min_cell=LEAST)
        assert hidden is not None
        assert hidden[small(counts)].all()
        assert not hidden[counts == 0].any()
        assert is_safe(counts, relations, hidden)


@pytest.mark.parametrize("seed", range(10))
def test_no_hidden_count_of_a_one_way_table_can_be_worked_out(seed: int) -> None:
    random = np.random.default_rng(100 + seed)
    for _ in range(12):
        counts = random.poisson(random.gamma(1, 8, random.integers(2, 9))).astype(np.int64)
        hidden = choose_hidden(counts, total_of(len(counts)), min_cell=LEAST)
        if hidden is None:
            assert not is_safe(counts, total_of(len(counts)), counts > 0)
        else:
            assert is_safe(counts, total_of(len(counts)), hidden)


def cost(counts: np.ndarray, hidden: np.ndarray) -> tuple[int, int]:
    return int(counts[hidden].sum()), int(hidden.sum())


@pytest.mark.parametrize("seed", range(6))
def test_no_cheaper_choice_would_do(seed: int) -> None:
    random = np.random.default_rng(200 + seed)
    table = random.poisson(random.gamma(1, 8, (2, 2 + seed % 2))).astype(np.int64) + 1
    counts, relations = with_margins(table), margins(*table.shape)
    hidden = choose_hidden(counts, relations, min_cell=LEAST)
    free = np.flatnonzero(~small(counts))
    masks = [
        small(counts) | np.isin(np.arange(len(counts)), extra)
        for size in range(len(free) + 1)
        for extra in combinations(free, size)
    ]
    safe = [mask for mask in masks if cost(counts, mask) <= cost(counts, hidden) and is_safe(counts, relations, mask)]
    assert cost(counts, hidden) == min(cost(counts, mask) for mask in safe)


def test_counting_every_table_finds_the_same_room() -> None:
    counts, codes = np.array([2, 9, 6, 8]), np.arange(1.0, 5)
    relations = np.array([codes**0, codes])
    hidden = choose_hidden(counts, relations, min_cell=LEAST)
    tables = [
        table
        for table in product(*(range(1, 26) if gone else [n] for n, gone in zip(counts, hidden, strict=True)))
        if np.array_equal(relations @ np.array(table), relations @ counts)
    ]
    for cell in np.flatnonzero(small(counts)):
        assert max(table[cell] for table in tables) >= LEAST
    for cell in np.flatnonzero(hidden):
        assert len({table[cell] for table in tables}) > 1
