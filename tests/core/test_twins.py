"""Which labels are taken for nearly the same."""

import pytest

from surveykit.core.twins import twins


@pytest.mark.parametrize("other", ["Ab", "ＡＢ", "A B", "A\u200bB"], ids=["case", "width", "space inside", "invisible"])
def test_labels_that_differ_only_in_typing_are_twins(other: str) -> None:
    assert twins(["AB", "C", other]) == [["AB", other]]


def test_labels_that_differ_in_a_letter_are_no_twins() -> None:
    assert twins(["AB", "AC", "同意", "不同意", "1", "11"]) == []
