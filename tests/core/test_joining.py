"""Two codebooks become one, and nothing that the study says is lost."""

import pytest

from surveykit.core.codebook import Codebook, Variable
from surveykit.errors import CodebookError

STUDY = Codebook.model_validate(
    {
        "title": "A study",
        "variables": [
            {"name": "sex", "values": {1: "m", 2: "f"}},
            {"name": "q1", "kind": "ordinal", "values": {1: "no", 5: "yes"}, "missing": {9: "blank"}, "source": "Q1"},
            {"name": "q2", "kind": "numeric", "label": "As asked", "source": "Q2"},
        ],
        "scales": [{"name": "own", "items": ["q1"]}],
    }
)
PART = Codebook.model_validate(
    {
        "variables": [
            {"name": "q1", "kind": "ordinal", "label": "First", "values": {n: f"step {n}" for n in range(1, 6)}},
            {"name": "q2", "kind": "ordinal", "label": "Second", "low": 1, "high": 5},
            {"name": "q3", "kind": "ordinal", "label": "Third", "low": 1, "high": 5},
        ],
        "scales": [{"name": "T", "items": ["q1", "q2", "q3"], "reversed": ["q2"]}],
    }
)


def test_what_the_study_says_stays() -> None:
    book = STUDY.join(PART)
    assert book.title == STUDY.title
    assert [variable.name for variable in book.variables] == ["sex", "q1", "q2", "q3"]
    assert [scale.name for scale in book.scales] == ["own", "T"]
    first = book.variable("q1")
    assert (first.values, first.missing, first.source) == (
        STUDY.variable("q1").values,
        {9: "blank"},
        ("Q1",),
    )
    assert book.variable("q2").label.en == "As asked"


def test_what_the_study_lacks_comes_from_the_part() -> None:
    book = STUDY.join(PART)
    assert book.variable("q1").label.en == "First"
    assert (book.variable("q2").range, book.variable("q2").kind) == ((1, 5), "ordinal")
    assert book.variable("q2").source == ("Q2",)
    assert book.variable("q3") == PART.variable("q3")


def test_nothing_joined_changes_nothing_and_nothing_is_changed_in_place() -> None:
    before = STUDY.model_copy(deep=True)
    assert STUDY.join(Codebook()) == STUDY
    STUDY.join(PART)
    assert before == STUDY
    assert Codebook().join(PART) == PART


def test_another_range_is_refused_with_both() -> None:
    other = Codebook(variables=(Variable(name="q1", kind="ordinal", low=0, high=10),))
    with pytest.raises(CodebookError, match=r"'q1' is answered from 1 to 5 .* from 0 to 10"):
        STUDY.join(other)


def test_answers_that_are_counted_from_the_other_end_are_refused() -> None:
    study = Codebook.model_validate({"variables": [{"name": "q", "values": {1: "Agree", 2: "Disagree"}}]})
    part = Codebook.model_validate({"variables": [{"name": "q", "values": {1: "disagree", 2: "agree"}}]})
    with pytest.raises(CodebookError, match="'q': the answer 'Agree' is 1 in the study and 2 in the part"):
        study.join(part)


def test_a_missing_code_that_the_part_calls_an_answer_is_refused() -> None:
    study = Codebook.model_validate({"variables": [{"name": "q", "missing": {5: "blank"}}]})
    part = Codebook.model_validate({"variables": [{"name": "q", "values": {1: "no", 5: "yes"}}]})
    with pytest.raises(CodebookError, match=r"codes \[5\] are both an answer and missing"):
        study.join(part)


def test_a_scale_of_a_name_that_is_taken_is_refused_with_what_to_do() -> None:
    with pytest.raises(CodebookError, match=r"\['own'\] are used twice.*prefix"):
        STUDY.join(Codebook.model_validate({"variables": [{"name": "x"}], "scales": [{"name": "own", "items": ["x"]}]}))


def test_a_drafted_question_takes_the_order_of_its_answers_from_the_part() -> None:
    answers = {1: "no", 2: "perhaps", 3: "yes"}
    draft = Codebook.model_validate({"variables": [{"name": "q", "kind": "nominal", "values": answers}]})
    part = Codebook.model_validate({"variables": [{"name": "q", "kind": "ordinal", "values": answers}]})
    assert draft.join(part).variable("q").kind == "ordinal"
    assert part.join(draft).variable("q").kind == "ordinal"


def test_a_right_answer_comes_from_the_part_and_one_of_the_study_stays() -> None:
    def quiz(correct: int | None) -> Codebook:
        return Codebook(variables=(Variable(name="k", values={1: "true", 2: "false"}, correct=correct),))

    assert quiz(None).join(quiz(2)).variable("k").correct == 2
    assert quiz(1).join(quiz(2)).variable("k").correct == 1


def test_an_instrument_is_answered_with_how_its_codebook_is_had() -> None:
    with pytest.raises(CodebookError, match=r"join takes a codebook, not dict; .*instrument\(name\)\.codebook\(\)"):
        STUDY.join({})  # type: ignore[arg-type]
