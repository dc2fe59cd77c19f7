"""Duplicates need one address, little time between, and nearly the same answers: all three."""

import numpy as np
import pandas as pd
import pytest

from surveykit import flag_duplicates
from surveykit.errors import ColumnError, OptionError

ITEMS = [f"q{i}" for i in range(20)]
BASE = np.random.default_rng(5).integers(1, 6, 20)


def survey_of(build, rows, addresses, times):
    frame = pd.DataFrame(np.array(rows, dtype=float), columns=ITEMS, index=[f"w{i}" for i in range(len(rows))])
    return build(frame, address_token=addresses, submitted=pd.to_datetime([f"2025-03-01 {time}" for time in times]))


def changed(n, *, to=9.0):
    row = BASE.astype(float)
    row[:n] = to
    return row


def flagged(survey, **asked):
    return flag_duplicates(survey, items=ITEMS, **asked).flags.set_index("id")


def test_the_later_of_two_is_flagged_and_decisive(build):
    survey = survey_of(build, [BASE, BASE], ["a", "a"], ["10:20", "10:00"])
    flags = flagged(survey)
    assert list(flags.index) == ["w0"]
    assert flags.loc["w0", ["rule", "family", "decisive", "value", "cut_off"]].tolist() == [
        "duplicate", "duplicate", True, 1.0, 0.95,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("second", "address", "time", "caught"),
    [
        (changed(1), "a", "10:30", True),
        (changed(2), "a", "10:30", False),
        (changed(0), "a", "10:31", False),
        (changed(0), "b", "10:01", False),
        (changed(0), None, "10:01", False),
        (changed(0), "", "10:01", False),
    ],
)
def test_each_of_the_three_conditions_is_needed(build, second, address, time, caught):
    survey = survey_of(build, [BASE, second], ["a", address], ["10:00", time])
    assert ("w1" in flagged(survey).index) is caught


def test_items_that_both_left_empty_are_not_compared_but_one_gap_differs(build):
    both = survey_of(build, [changed(15, to=np.nan)] * 2, ["a", "a"], ["10:00", "10:01"])
    assert flagged(both)["value"].tolist() == [1.0]
    one = survey_of(build, [BASE, changed(2, to=np.nan)], ["a", "a"], ["10:00", "10:01"])
    assert flagged(one).empty
    neither = survey_of(build, [changed(20, to=np.nan)] * 2, ["a", "a"], ["10:00", "10:01"])
    assert flagged(neither).empty


def test_a_chain_keeps_the_first_complete_questionnaire(build):
    rows = [changed(1, to=np.nan), BASE, BASE]
    survey = survey_of(build, rows, ["a"] * 3, ["10:00", "10:20", "10:40"])
    result = flag_duplicates(survey, items=ITEMS)
    assert result.flags["id"].tolist() == ["w0", "w2"]
    assert result.log[-1].arguments["kept"] == {"w0": "w1", "w2": "w1"}


def test_in_a_chain_of_near_copies_every_value_is_within_the_limits(build):
    survey = survey_of(build, [changed(n) for n in range(4)], ["a"] * 4, ["10:00", "10:20", "10:40", "11:00"])
    flags = flagged(survey)
    assert flags["value"].tolist() == [0.95, 0.95, 0.95]
    assert (flags["value"] >= flags["cut_off"]).all()


def test_a_copy_beyond_the_time_limit_is_not_the_evidence(build):
    survey = survey_of(build, [BASE, changed(1), BASE], ["a"] * 3, ["10:00", "10:20", "10:40"])
    assert flagged(survey)["value"].tolist() == [0.95, 0.95]


def test_a_shared_address_alone_is_flagged_only_if_asked_and_never_decides(build):
    other = 6 - BASE
    survey = survey_of(build, [BASE, other, BASE], ["a", "a", "b"], ["10:00", "10:01", "10:02"])
    assert flagged(survey).empty
    shared = flagged(survey, same_address=True)
    assert shared.index.tolist() == ["w0", "w1"]
    assert shared["rule"].unique().tolist() == ["same_address"]
    assert not shared["decisive"].any()


def test_scale_items_are_compared_unless_others_are_named(build, two_scales, answers):
    twice = pd.concat([answers.iloc[[0]], answers.iloc[[0]].assign(age=77)]).set_axis(["a", "b"])
    times = pd.to_datetime(["2025-03-01 10:00", "2025-03-01 10:05"])
    survey = build(twice, two_scales, address_token="t", submitted=times)
    result = flag_duplicates(survey)
    assert result.flags["id"].tolist() == ["b"]
    assert "age" not in result.log[-1].columns


def test_without_addresses_or_scales_it_says_so(build):
    plain = build(pd.DataFrame({"q": [1, 2]}))
    with pytest.raises(ColumnError, match="address_token"):
        flag_duplicates(plain, items=["q"])
    with pytest.raises(ColumnError, match="no scales"):
        flag_duplicates(plain)
    with pytest.raises(OptionError, match="min_same"):
        flag_duplicates(plain, items=["q"], min_same=95)


def test_every_pair_within_the_limits_counts_as_if_all_were_compared(build):
    """Against all pairs compared one by one, on 120 submissions from four addresses, several in one minute."""
    rng = np.random.default_rng(9)
    rows = [changed(int(rng.integers(0, 3)), to=float(rng.integers(1, 3))) for _ in range(120)]
    minutes = rng.integers(0, 600, 120)
    addresses = [f"a{i}" for i in rng.integers(0, 4, 120)]
    survey = survey_of(build, rows, addresses, [f"{m // 60:02d}:{m % 60:02d}" for m in minutes])
    kept = flag_duplicates(survey, items=ITEMS).log[-1].arguments["kept"]
    chain = {i: {i} for i in range(120)}
    for i in range(120):
        for j in range(i):
            near = addresses[i] == addresses[j] and abs(int(minutes[i]) - int(minutes[j])) <= 30
            if near and (rows[i] == rows[j]).mean() >= 0.95 and chain[i] is not chain[j]:
                merged = chain[i] | chain[j]
                chain.update(dict.fromkeys(merged, merged))
    first = {i: min(members, key=lambda m: (minutes[m], m)) for i, members in chain.items()}
    assert kept == {f"w{i}": f"w{first[i]}" for i in range(120) if first[i] != i}


def test_thousands_from_one_address_are_compared_within_their_half_hour(build):
    """All pairs of 4,000 would be 8 million; here each has few neighbours in time."""
    n = 4000
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(rng.integers(1, 6, (n, 20)).astype(float), columns=ITEMS, index=[f"w{i}" for i in range(n)])
    frame.iloc[-1] = frame.iloc[-2]
    sent = pd.Timestamp("2025-03-01") + pd.to_timedelta(np.arange(n) * 10, unit="min")
    flags = flag_duplicates(build(frame, address_token="kiosk", submitted=sent), items=ITEMS).flags
    assert flags["id"].tolist() == [f"w{n - 1}"]
