"""What factorability() refuses."""

import numpy as np
import pandas as pd
import pytest

from surveykit.analyze.factorability import factorability
from surveykit.errors import OptionError, SampleError


@pytest.fixture
def answers() -> pd.DataFrame:
    rng = np.random.default_rng(8)
    trait = rng.standard_normal((100, 1))
    return pd.DataFrame(trait + rng.standard_normal((100, 4)), columns=list("abcd"))


def test_items_that_determine_each_other_are_named(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match=r"\['a', 'b', 'total'\] determine each other"):
        factorability(answers.assign(total=answers["a"] + answers["b"]), items=[*answers, "total"])


def test_more_respondents_than_items_are_needed(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="more respondents than"):
        factorability(answers.head(4), items=list(answers))


def test_one_item_does_not_correlate(answers: pd.DataFrame) -> None:
    with pytest.raises(SampleError, match="at least two"):
        factorability(answers, items="a")


def test_pairwise_deletion_is_not_offered(answers: pd.DataFrame) -> None:
    with pytest.raises(OptionError, match="listwise"):
        factorability(answers, items=list(answers), missing="pairwise")


def test_the_measure_is_a_share_and_unrelated_items_have_a_low_one(answers: pd.DataFrame) -> None:
    unrelated = pd.DataFrame(np.random.default_rng(9).standard_normal((100, 4)), columns=list("abcd"))
    good = factorability(answers, items=list(answers))
    poor = factorability(unrelated, items=list(unrelated))
    assert good.tidy()["msa"].between(0, 1).all()
    assert poor.glance()["kmo"].item() < good.glance()["kmo"].item()
    assert poor.glance()["p_value"].item() > 0.05 > good.glance()["p_value"].item()
