"""Text in LaTeX: no sign of it is a command, and none is lost."""

import pytest

from surveykit.write.latex_text import escape, guarded, label, marked, sign_command
from surveykit.write.symbols import Run


@pytest.mark.parametrize("sign", list("\\{}$&#%_^~<>|"))
def test_every_special_character_is_escaped(sign: str) -> None:
    assert escape(sign) != sign
    assert escape(f"社区{sign}x").startswith("社区\\")


@pytest.mark.parametrize("text", ["--", "---", "''", ",,", "!`", "?`", "``"])
def test_signs_are_not_joined(text: str) -> None:
    assert text[:2] not in escape(text)


def test_straight_quotation_marks_stay_straight() -> None:
    assert escape('"a"') == r"\textquotedbl{}a\textquotedbl{}"


@pytest.mark.parametrize("text", ["é ő Δα Ж – — “x” …", "中文，。①★□ ｆ", "≤ ≥ ≠ ∞ ²", "𠮷㛃"])
def test_common_characters_stay_as_they_are(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(("sign", "code"), [("😀", "1F600"), ("ש", "05E9"), ("한", "D55C")])
def test_a_rare_character_is_printed_by_its_code(sign: str, code: str) -> None:
    assert escape(f"a{sign}") == rf"a\unicodesign{{{code}}}"


def test_the_command_for_rare_characters_comes_only_where_it_is_used() -> None:
    assert sign_command("a") == []
    assert len(sign_command(escape("😀"))) == 1


def test_a_word_that_fits_on_no_line_may_be_broken_anywhere() -> None:
    assert escape("a" * 24) == "a" * 24
    assert escape(f"b {'a' * 30}") == "b " + r"\allowbreak{}".join("a" * 30)
    assert r"\allowbreak" not in escape("社区居民" * 30)


def test_looks_become_commands() -> None:
    runs = [Run("p", italic=True), Run("1%", bold=True), Run("a", superscript=True)]

    assert marked(runs) == r"\textit{p}\textbf{1\%}\textsuperscript{a}"


@pytest.mark.parametrize("start", ["*", "["])
def test_a_row_never_starts_with_an_option_of_the_row_before(start: str) -> None:
    assert guarded(f"{start}x") == f"{{}}{start}x"


@pytest.mark.parametrize("name", ["回归", "a b}c", "\\input{x}", ""])
def test_labels_hold_only_plain_characters(name: str) -> None:
    prefix, _, rest = label("tab", name).partition(":")

    assert prefix == "tab"
    assert rest
    assert set(rest) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
