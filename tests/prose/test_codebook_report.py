"""How many variables there are, and where answers are missing."""

import pandas as pd

import surveykit as sk

RESULT = sk.codebook_report(pd.DataFrame({"sex": ["m", "f", "f", None], "age": [20, 31, 40, 45]}))


def test_kinds_and_the_largest_gap_are_told() -> None:
    assert (
        RESULT.prose()
        == "数据含4份问卷、2个变量（分类1个，数值1个）。1个变量有缺失，其中缺失最多的是sex（1份，25.0%）。"
    )
    assert RESULT.prose(language="en", style="apa7") == (
        "The data hold 2 variables of 4 respondents (nominal: 1, numeric: 1). "
        "Answers are missing for 1 variables, most for sex (n = 1, 25.0%)."
    )


def test_complete_data_are_called_complete() -> None:
    assert sk.codebook_report(pd.DataFrame({"age": [20, 31]})).prose().endswith("所有变量均无缺失。")


def test_suppressed_gaps_are_not_told() -> None:
    answers = pd.DataFrame({"sex": ["m"] * 20 + ["f"] * 20 + [None] * 2})
    assert "sex" not in sk.codebook_report(answers).suppressed(5).prose()
