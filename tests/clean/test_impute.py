"""Person means: within the limit, cell by cell, never where there was nothing to answer, and known to scores."""

import numpy as np
import pandas as pd
import pytest

from surveykit import Survey, cleaning_log, impute_person_mean, reverse_items, score_scales
from surveykit.core.codebook import Codebook
from surveykit.errors import AnswerError, ColumnError, OptionError
from surveykit.prose.methods import cleaning_sentence

ITEMS = ["a", "b", "c", "d", "e"]
BOOK = Codebook.model_validate(
    {
        "variables": [{"name": item, "kind": "ordinal", "low": 1, "high": 5} for item in ITEMS],
        "scales": [
            {"name": "T", "label": {"zh": "信任", "en": "Trust"}, "items": ITEMS, "reversed": ["e"]},
            {"name": "U", "items": ["a", "b"]},
        ],
    }
)
GAP = np.nan
FRAME = pd.DataFrame(
    [[4, 5, 3, 4, 2], [4, 5, GAP, 4, 2], [GAP, GAP, 2, 1, 3], [GAP] * 5, [1, 2, 3, GAP, 1]],
    columns=ITEMS,
    index=list("vwxyz"),
)


def survey(frame: pd.DataFrame = FRAME) -> Survey:
    read = Survey.from_frame(frame, codebook=BOOK)
    reasons = pd.DataFrame("", index=frame.index, columns=ITEMS, dtype=object).mask(frame.isna(), "blank")
    if "z" in frame.index:
        reasons.loc["z", "d"] = "not_shown"
    return Survey(read.data, read.codebook, missing_reasons=reasons, log=read.log).pipe(reverse_items)


def test_a_gap_gets_the_mean_of_what_was_answered_within_the_limit():
    imputed = impute_person_mean(survey(), scales="T")
    assert imputed.data.loc["w", "c"] == pytest.approx((4 + 5 + 4 + 4) / 4)
    assert imputed.data.loc["x", ["a", "b"]].isna().all()
    assert imputed.log[-1].arguments["imputed"] == {"T": 1}
    assert imputed.log[-1].arguments["below"] == {"T": 2}
    assert imputed.missing_reasons.loc["w", "c"] == ""
    assert imputed.missing_reasons.loc["x", "a"] == "blank"


def test_what_was_not_shown_stays_empty():
    imputed = impute_person_mean(survey(), scales="T", min_share=0.5)
    assert np.isnan(imputed.data.loc["z", "d"])
    assert imputed.missing_reasons.loc["z", "d"] == "not_shown"
    assert imputed.data.loc["x", "a"] == pytest.approx((2 + 1 + 3) / 3)


def test_nobody_is_imputed_from_nothing():
    assert impute_person_mean(survey(), min_share=0.01).data.loc["y"].isna().all()


def test_every_cell_is_in_the_log():
    log = cleaning_log(impute_person_mean(survey(), scales="T"), language="en")
    told = ["id", "column", "label", "value", "cut_off", "action"]
    assert log[told].to_numpy().tolist() == [
        ["w", "c", "Imputed by the person mean (answered/all)", "4/5", 4, "Imputed as 4.25"]
    ]


def test_scores_are_the_same_and_know_that_items_were_imputed():
    plain, imputed = (score_scales(one, scales="T") for one in (survey(), impute_person_mean(survey(), scales="T")))
    assert imputed.data["T"].to_numpy() == pytest.approx(plain.data["T"].to_numpy(), nan_ok=True)
    assert imputed.log[-1].arguments["person_mean"] == plain.log[-1].arguments["person_mean"]
    strict = survey().pipe(impute_person_mean, scales="T", min_share=0.2).pipe(score_scales, scales="T", min_answered=5)
    assert strict.data["T"].notna().tolist() == [True, False, False, False, False]


def test_imputing_after_scoring_or_before_reversing_is_refused():
    with pytest.raises(ColumnError, match="score_scales has made"):
        impute_person_mean(score_scales(survey(), scales="T"), scales="T")
    with pytest.raises(ColumnError, match="have not been reversed"):
        impute_person_mean(Survey.from_frame(FRAME, codebook=BOOK))
    with pytest.raises(AnswerError, match="outside the range"):
        impute_person_mean(survey(FRAME.assign(a=[77, 1, 1, 1, 1])))


@pytest.mark.parametrize("share", [0, 1.1, -1, "0.8", None])
def test_the_limit_is_a_share(share):
    with pytest.raises(OptionError, match=r"such as 0\.8"):
        impute_person_mean(survey(), min_share=share)


def test_the_limit_is_not_missed_by_rounding():
    """0.8 of 5 items is 4, although 0.8 * 5 may come out a little above it; 0.6 of 5 is 3."""
    frame = FRAME.loc[["v", "x"]].assign(e=[2, 3])
    assert impute_person_mean(survey(frame), scales="T", min_share=0.6).log[-1].arguments["imputed"] == {"T": 2}


def test_the_methods_tell_it_in_both_languages():
    imputed = impute_person_mean(survey(), scales="T")
    assert "已答题项不少于80%者以本人该量表已答题项的均值插补，涉及信任1处" in cleaning_sentence(
        imputed, language="zh", style="cn-generic"
    )
    assert "Where at least 80% of the items" in cleaning_sentence(imputed, language="en", style="apa7")


def test_a_mean_that_is_no_answer_to_the_item_is_refused():
    variables = [
        {"name": name, "kind": "numeric", "low": 1, "high": high} for name, high in zip("abc", (5, 7, 7), strict=True)
    ]
    codebook = Codebook.model_validate({"variables": variables, "scales": [{"name": "S", "items": list("abc")}]})
    survey = Survey.from_frame(pd.DataFrame([[None, 7, 6], [1, 2, 3]], columns=list("abc")), codebook=codebook)
    with pytest.raises(ColumnError, match=r"items \['a'\] have another range"):
        impute_person_mean(survey, min_share=0.6)
    low = Survey.from_frame(pd.DataFrame([[None, 4, 3], [1, 2, 3]], columns=list("abc")), codebook=codebook)
    assert impute_person_mean(low, min_share=0.6).data["a"].tolist() == [3.5, 1]
