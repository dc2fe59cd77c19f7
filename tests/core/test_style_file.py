"""A school's rules in a small file, checked rule by rule."""

from __future__ import annotations

from pathlib import Path

import pytest

import surveykit as sk
from surveykit.core.style import PRESETS, resolve_style
from surveykit.errors import OptionError, ReadError, WriteError

SCHOOL = """
based_on: cn-thu
name: 我校
digits: {mean: 3}
rule_weights: [1.5, 0.5, 1.5]
stars: [[0.1, "†"], [0.05, "*"]]
number_separator: "."
caption_bold: true
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "school.yaml"
    path.write_text(SCHOOL, encoding="utf-8")
    return path


def test_what_the_file_names_differs_from_the_preset_and_the_rest_does_not(school: Path) -> None:
    style = sk.Style.read(school)
    thu = PRESETS["cn-thu"]
    assert (style.name, style.digits["mean"], style.digits["sd"]) == ("我校", 3, thu.digits["sd"])
    assert (style.rule_weights, style.number_separator, style.caption_bold) == ((1.5, 0.5, 1.5), ".", True)
    assert (style.body_size, style.continuation) == (thu.body_size, thu.continuation)


def test_marks_are_sorted_from_the_smallest_level(school: Path) -> None:
    assert sk.Style.read(school).stars == ((0.05, "*"), (0.1, "†"))


def test_the_path_is_taken_wherever_a_preset_is(school: Path) -> None:
    assert resolve_style(str(school)).name == resolve_style(school, "en").name == "我校"
    assert sk.Report(style=school).style.number_separator == "."


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_written_and_read_is_the_same(name: str, tmp_path: Path) -> None:
    path = PRESETS[name].write(tmp_path / "style.yaml")
    assert sk.Style.read(path) == PRESETS[name]


def test_an_empty_name_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ecnu.yaml"
    path.write_text("body_size: 10", encoding="utf-8")
    assert sk.Style.read(path).name == "ecnu"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("body_sise: 9", "Closest: 'body_size'"),
        ("based_on: cn-pku", "based_on='cn-pku' is not known"),
        ("body_size: large", "body_size: 'large' cannot be used"),
        ("rule_weights: [1, 2]", "rule_weights: 1.5|rule_weights"),
        ("continuation: below", "continuation: 'below' cannot be used"),
        ("digits: {means: 2}", "digits"),
        ("digits: {mean: -1}", "s.yaml: digits of 'mean': -1 must be a whole number from 0 to 15"),
        ("body_size: -3", "s.yaml: body_size=-3.0 must lie between 4 and 72 points"),
        ("rule_weights: [-1, 1, 1]", "weights of rules"),
        ("p_floor: 2", "p_floor"),
        ("caption_layout: number title\nlanguage: fr", "language: 'fr' cannot be used"),
    ],
)
def test_a_wrong_rule_is_named(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OptionError, match=message):
        sk.Style.read(path)


@pytest.mark.parametrize("content", [b"", b"- a\n- b", b"a: [", b"\xff\xfe\x00", b"a" * 200_000])
def test_what_is_no_style_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(content)
    with pytest.raises(ReadError):
        sk.Style.read(path)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="check its name"):
        sk.Style.read(tmp_path / "none.yaml")


def test_a_style_file_is_not_overwritten_unasked(school: Path) -> None:
    with pytest.raises(WriteError):
        PRESETS["apa7"].write(school)
    with pytest.raises(OptionError, match=r"\.yaml"):
        PRESETS["apa7"].write(school.with_suffix(".txt"))
