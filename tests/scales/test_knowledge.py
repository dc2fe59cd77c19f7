"""Knowledge tests: right answers by the codebook, and what not knowing counts as."""

import pandas as pd
import pytest

from surveykit import Codebook, Survey, knowledge_score, recode, set_missing
from surveykit.errors import ColumnError, OptionError

NAN = float("nan")
ANSWERS = {1: {"zh": "对", "en": "True"}, 2: {"zh": "错", "en": "False"}}
RIGHT = {"k1": 2, "k2": 1, "k3": 2}
BOOK = Codebook.model_validate(
    {
        "variables": [
            *(
                {"name": name, "values": ANSWERS, "missing": {3: "dont_know"}, "correct": code}
                for name, code in RIGHT.items()
            ),
            {"name": "other", "values": ANSWERS},
        ],
        "scales": [{"name": "quiz", "items": list(RIGHT)}],
    }
)
FRAME = pd.DataFrame(
    [[2, 1, 2, 1], [2, 2, 3, 1], [1, 3, 3, 1], [2, NAN, NAN, 1], [2, NAN, 2, 1]], columns=[*RIGHT, "other"]
)


@pytest.fixture
def survey() -> Survey:
    return Survey.from_frame(FRAME, codebook=BOOK)


def test_not_knowing_is_wrong_and_a_blank_is_no_answer(survey: Survey) -> None:
    scored = knowledge_score(survey, into="known")
    assert scored.data["known"].to_numpy() == pytest.approx([1, 1 / 3, 0, NAN, 1], nan_ok=True)
    asked = scored.log[-1].arguments
    assert (asked["dont_know_answers"], asked["person_mean"], asked["not_scored"]) == (3, 1, 1)
    assert asked["columns"] == list(RIGHT)


def test_not_knowing_can_be_missing(survey: Survey) -> None:
    scored = knowledge_score(survey, into="known", dont_know="missing").data["known"]
    assert scored.to_numpy() == pytest.approx([1, 1 / 2, NAN, NAN, 1], nan_ok=True)


def test_right_answers_can_be_counted(survey: Survey) -> None:
    scored = knowledge_score(survey, into="known", items="quiz", method="count", min_answered=3)
    assert scored.data["known"].to_numpy() == pytest.approx([3, 1, 0, NAN, NAN], nan_ok=True)
    assert scored.codebook.variable("known").range == (0, 3)


def test_right_answers_can_be_given(survey: Survey) -> None:
    scored = knowledge_score(survey, into="known", correct={"other": 1, "k1": 1})
    assert scored.data["known"].tolist() == [0.5, 0.5, 1, 0.5, 0.5]


def test_a_code_declared_missing_later_counts_as_not_knowing() -> None:
    plain = Survey.from_frame(pd.DataFrame({"k": [1, 2, 3]}))
    declared = set_missing(plain, columns="k", codes={3: "dont_know"})
    scored = knowledge_score(declared, into="known", correct={"k": 1}, dont_know="missing").data["known"]
    assert scored.to_numpy() == pytest.approx([1, 0, NAN], nan_ok=True)
    with pytest.raises(OptionError, match=r"nothing says which answer.*set_missing"):
        knowledge_score(plain, into="known", correct={"k": 1}, dont_know="missing")


def test_a_question_without_a_right_answer_is_refused(survey: Survey) -> None:
    with pytest.raises(ColumnError, match=r"\['other'\] have no right answer"):
        knowledge_score(survey, into="known", items=["k1", "other"])
    with pytest.raises(ColumnError, match="the columns have no right answer"):
        knowledge_score(Survey.from_frame(FRAME), into="known")
    with pytest.raises(OptionError, match=r"5 is no answer to 'k1'; allowed are the codes \[1, 2\]"):
        knowledge_score(survey, into="known", correct={"k1": 5})
    with pytest.raises(OptionError, match="'1' is no answer to 'k1'; give the code of the answer, a number"):
        knowledge_score(Survey.from_frame(FRAME), into="known", correct={"k1": "1"})  # type: ignore[dict-item]
    with pytest.raises(ColumnError, match="'quiz' is not a column"):
        knowledge_score(survey, into="known", correct={"quiz": 1})
    with pytest.raises(OptionError, match="each question its right answer"):
        knowledge_score(survey, into="known", correct=["k1"])  # type: ignore[arg-type]


def test_a_right_answer_is_a_code_of_its_question() -> None:
    with pytest.raises(ValueError, match=r"correct 5 is not one of the codes \[1, 2\]"):
        Codebook.model_validate({"variables": [{"name": "k", "values": ANSWERS, "correct": 5}]})


def test_codes_with_a_right_answer_stay_as_they_are(survey: Survey) -> None:
    with pytest.raises(ColumnError, match=r"\['correct of k1'\] are written in the codes of 'k1'"):
        recode(survey, column="k1", codes={1: 0, 2: 1})


@pytest.mark.parametrize("suffix", ["yaml", "xlsx"])
def test_right_answers_survive_a_file(tmp_path, suffix: str) -> None:
    path = BOOK.write(tmp_path / f"codebook.{suffix}")
    assert Codebook.read(path) == BOOK
