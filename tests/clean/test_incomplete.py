"""Gaps count where the item was asked."""

import pandas as pd
import pytest

from surveykit import Survey, flag_incomplete
from surveykit.errors import OptionError

FRAME = pd.DataFrame({f"q{i}": [3.0, 3.0, 3.0, 3.0] for i in range(10)}, index=["full", "some", "many", "none"])
FRAME.loc["some", ["q0", "q1"]] = None
FRAME.loc["many", ["q0", "q1", "q2"]] = None
FRAME.loc["none"] = None
ITEMS = list(FRAME)


def test_more_than_the_share_is_flagged_and_decisive():
    flags = flag_incomplete(Survey.from_frame(FRAME), items=ITEMS).flags.set_index("id")
    assert flags["value"].to_dict() == {"many": 0.3, "none": 1.0}
    assert flags["decisive"].all()
    assert set(flags["cut_off"]) == {0.2}


def test_items_that_were_not_shown_are_not_counted():
    plain = Survey.from_frame(FRAME)
    reasons = FRAME.isna().map(lambda empty: "blank" if empty else "")
    reasons.loc["many", "q2"] = "not_shown"
    reasons.loc["none"] = "not_shown"
    reasons.loc["some", ["q0", "q1"]] = ["refused", "dont_know"]
    survey = Survey(plain.data, plain.codebook, missing_reasons=reasons)
    flags = flag_incomplete(survey, items=ITEMS, max_missing=0.1).flags.set_index("id")
    assert flags["value"].to_dict() == {"some": 0.2, "many": pytest.approx(2 / 9)}


@pytest.mark.parametrize("share", [20, -0.1, 1, True])
def test_a_share_is_a_share(share):
    with pytest.raises(OptionError, match="max_missing"):
        flag_incomplete(Survey.from_frame(FRAME), items=ITEMS, max_missing=share)
