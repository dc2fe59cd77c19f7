"""Statistical symbols are italic, words and Greek letters are not, and no text is lost."""

import pytest

from surveykit.write.symbols import plain_text, symbol_runs


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("M ± SD", ["M", "SD"]),
        ("t(285) = 5.10, p<0.001", ["t", "p"]),
        ("t值与F值", ["t", "F"]),
        ("ΔR²", ["R"]),
        ("95% CI, df=3", ["df"]),
        ("α = 0.85, χ² = 3.2, β", []),
        ("MSE, SQ1, F1, Boot, don't, u.n.", []),
        ("", []),
    ],
)
def test_symbols_stand_alone(text: str, symbols: list[str]) -> None:
    runs = symbol_runs(text)

    assert [run.text for run in runs if run.italic] == symbols
    assert plain_text(runs) == text


@pytest.mark.parametrize("text", ["Z社区一区", "K社区和M街道", "(R) = item", "反向题（R）"])
def test_places_and_the_mark_of_reversed_items_are_no_symbols(text: str) -> None:
    assert not any(run.italic for run in symbol_runs(text))
