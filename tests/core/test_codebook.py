"""A codebook that contradicts itself is refused with the place and the fix."""

import pytest
from pydantic import ValidationError

from surveykit.core.codebook import Codebook, Hypothesis, Scale, Text, Variable
from surveykit.errors import ColumnError

TRUST = [Variable(name=f"T{i}", label=Text(zh=f"信任{i}"), values={1: "低", 5: "高"}) for i in (1, 2, 3)]


def book(**parts: object) -> Codebook:
    return Codebook.model_validate({"variables": TRUST, **parts})


def test_labels_fall_back_on_the_other_language_and_then_on_the_name() -> None:
    codebook = book(scales=[{"name": "T", "items": ["T1", "T2"], "label": {"en": "Trust"}}])
    assert codebook.label("T", "zh") == "Trust"
    assert codebook.label("T1", "en") == "信任1"
    assert codebook.label("elsewhere", "zh") == "elsewhere"


def test_a_plain_string_is_a_label_in_both_languages() -> None:
    assert Variable(name="a", label="年龄").label == Text(zh="年龄", en="年龄")


def test_range_comes_from_the_codes_unless_it_is_given() -> None:
    assert TRUST[0].range == (1, 5)
    assert Variable(name="age", kind="numeric", low=16, high=99).range == (16, 99)
    assert Variable(name="open", kind="text").range == (None, None)


def test_half_of_the_items_must_be_answered_unless_the_scale_says_otherwise() -> None:
    assert Scale(name="T", items=("a", "b", "c")).required == 2
    assert Scale(name="T", items=("a", "b", "c"), min_answered=3).required == 3


def test_items_of_puts_the_items_in_place_of_a_scale() -> None:
    codebook = book(scales=[{"name": "T", "items": ["T1", "T2"]}])
    assert codebook.items_of(["T", "T3"]) == ["T1", "T2", "T3"]


def test_an_unknown_name_names_the_closest() -> None:
    codebook = book(scales=[{"name": "trust", "items": ["T1", "T2"]}])
    with pytest.raises(ColumnError, match="Closest: 'trust'"):
        codebook.scale("trsut")
    with pytest.raises(ColumnError, match="not a variable"):
        codebook.variable("T9")


@pytest.mark.parametrize(
    ("part", "fault", "says"),
    [
        ("scales", {"name": "S", "items": ["T1", "T9"]}, "'T9' is not in the codebook"),
        ("scales", {"name": "T1", "items": ["T1", "T2"]}, "used twice"),
        ("scales", {"name": "S", "items": ["T1", "T1"]}, "listed twice"),
        ("scales", {"name": "S", "items": ["T1"], "reversed": ["T2"]}, "not among the items"),
        ("scales", {"name": "S", "items": ["T1"], "min_answered": 2}, "there are 1 items"),
        ("sets", {"name": "M", "members": ["T1", "X"]}, "'X' is not in the codebook"),
        ("variables", {"name": "v", "values": {"9": "x"}, "missing": {"9": "refused"}}, "both an answer and missing"),
        ("variables", {"name": "v", "low": 5, "high": 1}, "not below"),
        ("variables", {"name": "v", "values": {"1": "x"}, "reference": 3}, "reference 3"),
        ("variables", {"name": "v", "kind": "interval"}, "nominal"),
        ("variables", {"name": "v", "colour": "red"}, "colour"),
        ("hypotheses", {"id": "H1", "label": "x", "test": "mediation", "outcome": "y", "predictors": "x"}, "mediator"),
    ],
)
def test_contradictions_are_refused(part: str, fault: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        book(**{part: [*(TRUST if part == "variables" else []), fault]})


def test_a_codebook_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        book().title = Text(zh="x")  # type: ignore[misc]


def test_with_variables_replaces_in_place_and_appends() -> None:
    codebook = book().with_variables({"T2": Variable(name="T2", label="新"), "Z": Variable(name="Z")})
    assert [variable.name for variable in codebook.variables] == ["T1", "T2", "T3", "Z"]
    assert codebook.label("T2", "zh") == "新"


def test_one_predictor_may_be_a_plain_string() -> None:
    hypothesis = Hypothesis(id="H1", label="x", test="regression", outcome="y", predictors="x")
    assert hypothesis.predictors == ("x",)
