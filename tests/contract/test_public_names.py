"""What the door shows is what the documentation lists, and everything it shows is there."""

import re
from pathlib import Path

import surveykit

REFERENCE = Path(__file__).parents[2] / "docs" / "reference.md"


def test_every_name_of_the_door_can_be_loaded() -> None:
    for name in surveykit.__all__:
        assert getattr(surveykit, name).__name__ == name


def test_the_reference_lists_exactly_the_public_names() -> None:
    listed = re.findall(r"^::: surveykit\.(\w+)$", REFERENCE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    errors = {"SurveyKitError"}
    assert sorted(set(listed) - {"errors"}) == sorted(set(surveykit.__all__) - errors)
    assert "errors" in listed
