"""Moments in the ways in which forms and spreadsheets of several languages write them."""

from __future__ import annotations

import pandas as pd
import pytest

from surveykit.read.local_times import elapsed, local_moments


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("10/14/2025 17:24:01", "2025-10-14 17:24:01"),
        ("14.10.2025 17:24", "2025-10-14 17:24:00"),
        ("2025/10/14 5:24:01 PM GMT+8", "2025-10-14 17:24:01"),
        ("2025/10/14 12:04:01 a.m. UTC", "2025-10-14 00:04:01"),
        ("2025/10/14 下午 5:24:01 GMT+8", "2025-10-14 17:24:01"),
        ("2025-10-14 午前 12:24:01", "2025-10-14 00:24:01"),
        ("2022/03/10 1:19:08 午後 GMT+9", "2022-03-10 13:19:08"),
        ("2025年10月14日", "2025-10-14"),
        ("10/14/25 8:00", "2025-10-14 08:00:00"),
        ("2022/03/10 1:19:08 ?? GMT+9", "2022-03-10"),
        ("2022/03/10 13:19:08 ?? GMT+9", "2022-03-10 13:19:08"),
        ("45944.5", "2025-10-14 12:00:00"),
    ],
)
def test_one_moment(text: str, moment: str) -> None:
    assert local_moments(pd.Series([text]), name="t").values.iloc[0] == pd.Timestamp(moment)


@pytest.mark.parametrize("text", ["", "yesterday", "31/31/2025 10:00", "2025-10-14 25:00", "12"])
def test_what_is_no_moment(text: str) -> None:
    assert local_moments(pd.Series([text]), name="t").values.isna().all()


def test_one_row_settles_the_order_of_all() -> None:
    found = local_moments(pd.Series(["03/04/2025 10:00", "25/04/2025 10:00"]), name="t")
    assert found.values.dt.month.tolist() == [4, 4]
    assert found.notes == ()


def test_an_order_that_nothing_settles_is_said() -> None:
    assert (
        "t: no date shows whether day or month comes first"
        in local_moments(pd.Series(["3/4/2025"]), name="t").notes[0].en
    )
    assert local_moments(pd.Series(["3.4.2025"]), name="t").values.iloc[0] == pd.Timestamp("2025-04-03")


def test_an_end_before_its_start_took_no_time() -> None:
    start, end = (
        pd.Series(pd.to_datetime(days)) for days in (["2025-01-01", "2025-01-02"], ["2025-01-02", "2025-01-01"])
    )
    assert elapsed(start, end).iloc[0] == 86_400
    assert elapsed(start, end).isna().tolist() == [False, True]


def test_the_zone_of_the_clock_is_said() -> None:
    moments = local_moments(
        pd.Series(["2025/3/29 1:19:08 AM GMT+1", "2025/3/30 9:19:08 AM GMT+2", ""]), name="Timestamp"
    )
    assert moments.values.iloc[1] == pd.Timestamp("2025-03-30 09:19:08")
    assert [note.en for note in moments.notes] == [
        "Timestamp: times are those of the time zone GMT+1, GMT+2, as written"
    ]
    assert local_moments(pd.Series(["2025/3/29 1:19:08"]), name="Timestamp").notes == ()
