"""The position generator: nobody known, one known, ties, gaps, and the factor score."""

import numpy as np
import pandas as pd
import pytest

from surveykit import Codebook, Survey, combine, position_generator, rename_variables
from surveykit.errors import ColumnError, OptionError, SampleError

NAN = float("nan")
PRESTIGE = {"cleaner": 20, "clerk": 50, "nurse": 50, "judge": 80}
FRAME = pd.DataFrame([[0, 0, 0, 0], [0, 0, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1], [1, NAN, 0, 1]], columns=list(PRESTIGE))
PLAIN = ["extensity", "upper", "range", "mean"]


@pytest.fixture
def survey() -> Survey:
    return Survey.from_frame(FRAME)


def scores(survey: Survey, *endings: str) -> list[list[float]]:
    return survey.data[[f"net_{ending}" for ending in endings]].to_numpy().tolist()


def test_nobody_one_ties_and_gaps_by_hand(survey: Survey) -> None:
    scored = position_generator(survey, into="net", prestige=PRESTIGE, measures=PLAIN)
    expected = [[0, NAN, NAN, NAN], [1, 80, 0, 80], [2, 50, 0, 50], [4, 80, 60, 50], [NAN] * 4]
    np.testing.assert_array_equal(scores(scored, *PLAIN), expected)
    asked = scored.log[-1].arguments
    assert (asked["knows_nobody"], asked["not_scored"], asked["person_mean"]) == (1, 1, 0)


def test_who_knows_nobody_may_count_as_reaching_zero(survey: Survey) -> None:
    scored = position_generator(survey, into="net", prestige=PRESTIGE, measures=PLAIN, nobody="zero")
    np.testing.assert_array_equal(scores(scored, *PLAIN)[0], [0, 0, 0, NAN])


def test_a_gap_is_bridged_only_by_permission(survey: Survey) -> None:
    scored = position_generator(survey, into="net", prestige=PRESTIGE, measures=PLAIN, min_answered=3)
    assert scores(scored, *PLAIN)[4] == [pytest.approx(8 / 3), 80, 60, 50]
    assert scored.log[-1].arguments["person_mean"] == 1


def test_relatives_friends_and_acquaintances_are_all_known() -> None:
    relations = pd.DataFrame([[0, 1, 3, 2], [0, 0, 0, 9]], columns=list(PRESTIGE))
    survey = Survey.from_frame(relations)
    scored = position_generator(survey, into="net", prestige=PRESTIGE, measures="extensity", codes=[1, 2, 3])
    assert scores(scored, "extensity") == [[3], [0]]
    assert scored.log[-1].arguments["codes"] == [1, 2, 3]


def wide(n: int = 200) -> pd.DataFrame:
    random = np.random.default_rng(5)
    known = random.random((n, 4)) < random.uniform(0.05, 0.95, (n, 1))
    return pd.DataFrame(known.astype(int), columns=list(PRESTIGE))


def test_the_factor_score_is_standardized_over_those_who_know_somebody() -> None:
    scored = position_generator(Survey.from_frame(wide()), into="net", prestige=PRESTIGE)
    factor = scored.data["net_factor"]
    assert factor.mean() == pytest.approx(0, abs=1e-12)
    assert factor.std() == pytest.approx(1)
    assert factor.isna().equals(scored.data["net_upper"].isna())
    assert scored.data[["net_extensity", "net_upper", "net_range"]].corrwith(factor).min() > 0.5
    assert scored.log[-1].arguments["standardized"]["net_factor"]["n"] == factor.notna().sum()


def test_a_factor_score_of_measures_that_do_not_vary_is_refused(survey: Survey) -> None:
    flat = Survey.from_frame(pd.DataFrame([[0, 0, 0, 1]] * 6, columns=list(PRESTIGE)))
    with pytest.raises(SampleError, match=r"\['extensity', 'upper', 'range'\] do not vary.*leave 'factor' out"):
        position_generator(flat, into="net", prestige=PRESTIGE)
    with pytest.raises(SampleError, match=r"3 respondents have extensity.*four are needed"):
        position_generator(survey, into="net", prestige=PRESTIGE)


def test_batches_with_factor_scores_of_their_own_are_not_combined() -> None:
    first, second = (Survey.from_frame(wide().set_index(wide().index + by)) for by in (0, 1000))
    scored = [position_generator(one, into="net", prestige=PRESTIGE) for one in (first, second)]
    with pytest.raises(OptionError, match=r"'net_factor'.*standardize over the respondents of one batch"):
        combine(scored, ids="keep")


def test_a_renamed_occupation_has_one_name_throughout(survey: Survey) -> None:
    scored = position_generator(survey, into="net", prestige=PRESTIGE, measures=["extensity", "upper"])
    renamed = rename_variables(scored, names={"judge": "lawyer"})
    assert renamed.log[-2].arguments["columns"] == ["cleaner", "clerk", "nurse", "lawyer"]


def test_labels_and_range() -> None:
    book = position_generator(Survey.from_frame(wide()), into="net", prestige=PRESTIGE, label="Access").codebook
    assert book.label("net_upper", "en") == "Access: upper reachability"
    assert book.variable("net_extensity").range == (0, 4)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"prestige": {"judge": 80}}, OptionError, "at least two occupations"),
        ({"prestige": [1, 2]}, OptionError, "at least two occupations"),
        ({"prestige": {"judge": "high", "clerk": 1}}, OptionError, r"\['judge'\] is no number"),
        ({"prestige": {"judge": 80, "king": 99}}, ColumnError, "'king' is not a column"),
        ({"codes": 7}, OptionError, r"\[7\] are answers to none"),
        ({"codes": []}, OptionError, "say that somebody is known"),
        ({"measures": ["uper"]}, OptionError, "Closest: 'upper'"),
        ({"nobody": 0}, OptionError, "Allowed: 'missing', 'zero'"),
        ({"min_answered": 9}, OptionError, "there are 4 occupations"),
    ],
)
def test_wrong_arguments_are_answered(
    survey: Survey, arguments: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        position_generator(survey, **{"into": "net", "prestige": PRESTIGE, "measures": PLAIN, **arguments})  # type: ignore[arg-type]


def test_a_scale_among_the_occupations_is_refused(survey: Survey) -> None:
    book = Codebook.model_validate(
        {"variables": [{"name": name} for name in PRESTIGE], "scales": [{"name": "all", "items": list(PRESTIGE)}]}
    )
    with pytest.raises(ColumnError, match="'all' is not a column"):
        position_generator(Survey.from_frame(FRAME, codebook=book), into="net", prestige={"all": 1, "judge": 2})
