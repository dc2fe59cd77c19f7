"""Only plain YAML is understood, and what it says is only what is written."""

import pytest

from surveykit.core.strict_yaml import strict_yaml
from surveykit.errors import CodebookError


def test_only_plain_numbers_and_truth_values_are_more_than_text() -> None:
    text = "[no, 010, 12:30, 2024-01-01, 1e5, 7, -2, 0.5, true, null, '7']"
    expected = ["no", "010", "12:30", "2024-01-01", "1e5", 7, -2, 0.5, True, None, "7"]
    content = strict_yaml(text, name="x").content
    assert content == expected
    assert [type(part) for part in content] == [type(part) for part in expected]


def test_every_part_has_its_line() -> None:
    document = strict_yaml("a:\n  - 1\n  - {b: 2}\n", name="x")
    assert document.lines[("a", 1, "b")] == 3


def test_a_field_given_twice_is_a_problem() -> None:
    assert "line 2: the field 'a'" in strict_yaml("a: 1\na: 2\n", name="x").problems[0]


@pytest.mark.parametrize(
    "text", ["a: &x 1\nb: *x", "a: !!python/name:os.system x", "a: [", "a: 1\n---\nb: 2", "{[1]: 2}"]
)
def test_anything_else_is_refused_with_the_file(text: str) -> None:
    with pytest.raises(CodebookError, match=r"x\.yaml"):
        strict_yaml(text, name="x.yaml")
