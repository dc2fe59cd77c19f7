"""What the log tells is worded in both languages: every sentence exists, fills its blanks, and is asked for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from surveykit.core.terms import term, topics
from surveykit.read.identifiers import masked

ROOT = Path(__file__).parents[2] / "surveykit"
CHINESE = re.compile(r"[一-鿿]")
OPEN = r"[a-z]\w*"
"""What a key may hold where it is made of a variable."""


def _calls() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Where a sentence is made, a pattern of its keys, and the names of what is put in."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "bilingual":
                given = frozenset(word.arg for word in node.keywords if word.arg)
                yield f"{path.relative_to(ROOT)}:{node.lineno}", _pattern(node.args[0]), given


def _pattern(key: ast.expr) -> str:
    """The key itself, or what its pieces leave open."""
    if isinstance(key, ast.Constant):
        return re.escape(str(key.value))
    assert isinstance(key, ast.JoinedStr), "the key of a sentence is written where it is used"
    return "".join(re.escape(str(one.value)) if isinstance(one, ast.Constant) else _choice(one) for one in key.values)


def _choice(piece: ast.expr) -> str:
    """The words that a condition chooses from; anything where it is no condition."""
    chosen = piece.value if isinstance(piece, ast.FormattedValue) else piece
    if isinstance(chosen, ast.IfExp):
        return "(?:" + "|".join(_choice(one) for one in (chosen.body, chosen.orelse)) + ")"
    return re.escape(str(chosen.value)) if isinstance(chosen, ast.Constant) else OPEN


CALLS = list(_calls())
KEYS = {f"{topic}.{entry}": wording for topic, entries in topics().items() for entry, wording in entries.items()}
TOLD = {key: KEYS[key] for key in KEYS if key.startswith(("reading.", "cleaning.note_", "cleaning.reason_"))}


def _fields(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name}


@pytest.mark.parametrize(("place", "pattern", "given"), CALLS, ids=[place for place, _, _ in CALLS])
def test_a_sentence_exists_and_its_blanks_are_filled(place: str, pattern: str, given: frozenset[str]) -> None:
    found = [key for key in KEYS if re.fullmatch(pattern, key)]
    assert any(_fields(KEYS[key]["en"]) == given for key in found), f"{place}: no wording of {pattern} has {set(given)}"
    if OPEN not in pattern:
        assert all(_fields(KEYS[key]["en"]) == given for key in found), f"{place}: {found}"


@pytest.mark.parametrize("key", TOLD)
def test_no_sentence_is_left_over(key: str) -> None:
    fields = _fields(TOLD[key]["en"])
    assert any(re.fullmatch(pattern, key) and given == fields for _, pattern, given in CALLS)


@pytest.mark.parametrize("key", TOLD)
def test_a_sentence_is_of_its_language_and_carries_no_full_stop(key: str) -> None:
    zh, en = TOLD[key]["zh"], TOLD[key]["en"]
    assert CHINESE.search(zh) or not re.search(r"[A-Za-z]", re.sub(r"\{[^}]*\}", "", zh))
    assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", zh), "an English sentence"
    assert not zh.endswith("。")
    assert not en.endswith(".") or en.endswith("...")


@pytest.mark.parametrize("key", TOLD)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_masking_identifiers_leaves_the_sentences_whole(key: str, language: str) -> None:
    words = term(key, "zh" if language == "zh" else "en", **dict.fromkeys(_fields(TOLD[key]["en"]), 12))
    assert masked(words) == words
