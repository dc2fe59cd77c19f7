"""What pdfLaTeX has to be told before it reads a document."""

import pytest

from surveykit.write.latex_pdftex import declarations


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ("α", r"\ensuremath{\alpha}"),
        ("≤", r"\ensuremath{\le}"),
        ("⁴", r"\textsuperscript{4}"),
        ("中", r"\unicodesign{4E2D}"),
    ],
)
def test_a_character_it_does_not_know_becomes_a_command(sign: str, shown: str) -> None:
    assert declarations(sign * 3) == [rf"\DeclareUnicodeCharacter{{{ord(sign):04X}}}{{{shown}}}"]


def test_characters_it_knows_are_left_alone() -> None:
    assert declarations("abc é ő – — “x” … €") == []
