"""Arguments mean the same everywhere: the glossary holds every one of them."""

import inspect
from collections.abc import Callable

import pytest
from glossary import ARGUMENTS

import surveykit

VERBS = {name: getattr(surveykit, name) for name in surveykit.__all__ if inspect.isfunction(getattr(surveykit, name))}


@pytest.mark.parametrize(("name", "verb"), VERBS.items())
def test_words_come_from_the_glossary(name: str, verb: Callable[..., object]) -> None:
    unknown = [word for word in inspect.signature(verb).parameters if word not in ARGUMENTS]
    assert unknown == [], f"{name} uses words that are not in the glossary"


def test_every_word_of_the_glossary_is_used() -> None:
    used = {word for verb in VERBS.values() for word in inspect.signature(verb).parameters}
    assert sorted(set(ARGUMENTS) - used) == []


@pytest.mark.parametrize(("name", "verb"), VERBS.items())
def test_the_first_argument_is_positional_and_the_rest_are_keywords(name: str, verb: Callable[..., object]) -> None:
    """Verbs that write take the file after what they write, as `Table.save` and `Codebook.write` do."""
    first, *rest = inspect.signature(verb).parameters.values()
    assert first.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    if name.startswith("write_"):
        target, *rest = rest
        assert (target.name, target.kind) == ("path", inspect.Parameter.POSITIONAL_OR_KEYWORD), name
    assert {parameter.kind for parameter in rest} <= {inspect.Parameter.KEYWORD_ONLY}, name


@pytest.mark.parametrize(("name", "verb"), VERBS.items())
def test_everything_is_annotated(name: str, verb: Callable[..., object]) -> None:
    signature = inspect.signature(verb)
    assert signature.return_annotation is not inspect.Signature.empty, name
    assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values()), name


@pytest.mark.parametrize(("name", "verb"), VERBS.items())
def test_shared_defaults(name: str, verb: Callable[..., object]) -> None:
    parameters = inspect.signature(verb).parameters
    expected = {"conf_level": 0.95, "seed": None, "n_boot": 5000, "overwrite": False}
    for word, default in expected.items():
        if word in parameters:
            assert parameters[word].default == default, f"{name}({word}=...)"
