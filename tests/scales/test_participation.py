"""The index of participation: kinds, frequency, types, and what gaps do to them."""

import numpy as np
import pandas as pd
import pytest

from surveykit import Codebook, Survey, cleaning_log, participation_index, recode, set_missing
from surveykit.errors import AnswerError, ColumnError, OptionError

NAN = float("nan")
ITEMS = ["culture", "volunteer", "meeting", "vote"]
FRAME = pd.DataFrame([[4, 2, 0, 0], [0, 0, 0, 0], [1, NAN, 0, 3]], columns=ITEMS)
TYPES = {"social": ["culture", "volunteer"], "political": ["meeting", "vote"]}


def book(low: int = 0, **more: object) -> Codebook:
    variables = [{"name": item, "kind": "numeric", "low": low, "high": 4 + low, **more} for item in ITEMS]
    return Codebook.model_validate({"variables": variables, "scales": [{"name": "PB", "items": ITEMS}]})


@pytest.fixture
def survey() -> Survey:
    return Survey.from_frame(FRAME, codebook=book())


def scores(survey: Survey, *endings: str) -> np.ndarray:
    return survey.data[[f"part_{ending}" for ending in endings]].to_numpy()


def test_kinds_frequency_product_and_types_by_hand(survey: Survey) -> None:
    scored = participation_index(survey, into="part", items="PB", types=TYPES)
    found = scores(scored, "variety", "frequency", "breadth_frequency", "social", "political")
    assert found[0].tolist() == [2, 1.5, 3, 3, 0]
    assert found[1].tolist() == [0, 0, 0, 0, 0]
    assert found[2] == pytest.approx([NAN, NAN, NAN, NAN, 1.5], nan_ok=True)


def test_frequencies_can_be_added_up(survey: Survey) -> None:
    scored = participation_index(survey, into="part", items=ITEMS, types=TYPES, method="sum")
    assert scores(scored, "frequency", "social").tolist()[:2] == [[6, 6], [0, 0]]


def test_a_gap_is_bridged_only_by_permission_and_counted(survey: Survey) -> None:
    strict = participation_index(survey, into="part", items=ITEMS)
    assert strict.log[-1].arguments["not_scored"] == 1
    loose = participation_index(survey, into="part", items=ITEMS, types=TYPES, min_answered=3)
    found = scores(loose, "variety", "frequency", "social")[2]
    assert found == pytest.approx([8 / 3, 4 / 3, NAN], nan_ok=True)
    assert loose.log[-1].arguments["person_mean"] == 1
    assert cleaning_log(loose)[["column", "rule", "value"]].to_numpy().tolist() == [
        ["part_frequency", "person_mean", "3/4"]
    ]


def test_never_may_have_another_code_but_it_is_the_lowest() -> None:
    survey = Survey.from_frame(FRAME + 1, codebook=book(low=1))
    scored = participation_index(survey, into="part", items=ITEMS, never=1)
    assert scores(scored, "variety", "frequency")[0].tolist() == [2, 1.5]
    with pytest.raises(OptionError, match="lowest code of 'culture' is 1 by the codebook"):
        participation_index(survey, into="part", items=ITEMS)
    with pytest.raises(AnswerError, match="below never=1") as refused:
        participation_index(Survey.from_frame(FRAME), into="part", items=ITEMS, never=1)
    assert set(refused.value.cases["value"]) == {0}


def test_the_columns_are_described_in_both_languages(survey: Survey) -> None:
    told = {"zh": "社区参与", "en": "Participation"}
    book = participation_index(survey, into="part", items=ITEMS, types={"社会": "culture"}, label=told).codebook
    assert book.label("part_variety", "zh") == "社区参与：种类数"
    assert book.label("part_frequency", "en") == "Participation: mean frequency"
    assert book.label("part_社会", "en") == "Participation: 社会"


def test_what_the_index_was_made_of_stays_as_it_is(survey: Survey) -> None:
    scored = participation_index(survey, into="part", items=ITEMS)
    with pytest.raises(ColumnError, match="participation_index has made"):
        recode(scored, column="vote", codes={0: 0, 1: 1, 2: 1, 3: 1, 4: 1})
    with pytest.raises(ColumnError, match="participation_index has made"):
        set_missing(scored, columns="vote", codes={4: "refused"})


def test_an_empty_index_has_the_reason_of_the_answer(survey: Survey) -> None:
    declared = set_missing(survey, columns="vote", codes={3: "refused"})
    reasons = participation_index(declared, into="part", items=["meeting", "vote"]).missing_reasons
    assert reasons["part_variety"].tolist() == ["", "", "refused"]


def test_what_is_made_of_personal_columns_is_personal() -> None:
    own = Survey.from_frame(FRAME, codebook=book(personal=True))
    scored = participation_index(own, into="part", items=ITEMS)
    assert scored.codebook.variable("part_variety").personal


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"types": {"x": ["age"]}}, ColumnError, r"\['age'\] are not among the items"),
        ({"types": {"variety": ["vote"]}}, ColumnError, "would be there twice"),
        ({"types": ["vote"]}, OptionError, "each type its activities"),
        ({"into": 5}, ColumnError, "is not a name"),
        ({"items": ["nothing"]}, ColumnError, "neither a column nor a scale"),
        ({"method": "median"}, OptionError, "method='median' is not known"),
        ({"min_answered": 5}, OptionError, "there are 4 activities"),
        ({"never": 0.5}, OptionError, "must be a code"),
    ],
)
def test_wrong_arguments_are_answered(
    survey: Survey, arguments: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        participation_index(survey, **{"into": "part", "items": ITEMS, **arguments})  # type: ignore[arg-type]


def test_answers_without_order_are_no_frequencies() -> None:
    book = Codebook.model_validate(
        {"variables": [{"name": n, "values": {0: "no", 1: "once", 2: "more"}} for n in "ab"]}
    )
    survey = Survey.from_frame(pd.DataFrame({"a": [0, 1], "b": [2, 1]}), codebook=book)
    with pytest.raises(ColumnError, match=r"items: 'a' is nominal in the codebook.*give it kind ordinal"):
        participation_index(survey, into="p", items=["a", "b"])
