"""No verb changes what it is given."""

import inspect
from collections.abc import Callable

import pandas as pd
import pytest

import surveykit as sk
from surveykit.core.survey import Survey

ITEMS = [f"{scale}{i}" for scale in "ABC" for i in (1, 2, 3)]


def on_paper(survey: Survey) -> Survey:
    """The same answers from another mode."""
    paper = survey.paradata.assign(mode="paper")
    reasons = survey.missing_reasons
    return Survey(survey.data, survey.codebook, paradata=paper, missing_reasons=reasons, log=survey.log)


CHANGES: dict[str, Callable[[Survey], object]] = {
    "combine": lambda s: sk.combine([s, on_paper(s)]),
    "set_missing": lambda s: sk.set_missing(s, columns=["after", "before"], codes={1: "dont_know"}),
    "flag_inconsistent": lambda s: sk.flag_inconsistent(s, rules=[sk.Rule(name="r", label="r", where={"sex": 1})]),
    "flag_outliers": lambda s: sk.flag_outliers(s, items=ITEMS),
    "flag_even_odd": lambda s: sk.flag_even_odd(s),
    "flag_psychsyn": lambda s: sk.flag_psychsyn(s, items=ITEMS, min_r=0.3),
    "drop_cases": lambda s: sk.drop_cases(s, where={"sex": 1}, reason="a test"),
    "flag_duplicates": lambda s: sk.flag_duplicates(s, items=ITEMS),
    "flag_speeding": lambda s: sk.flag_speeding(s, items=ITEMS),
    "flag_straightlining": lambda s: sk.flag_straightlining(s, items=ITEMS),
    "flag_incomplete": lambda s: sk.flag_incomplete(s, items=ITEMS),
    "exclude_flagged": lambda s: s.pipe(sk.flag_speeding, items=ITEMS).pipe(sk.exclude_flagged),
    "reverse_items": lambda s: sk.reverse_items(s),
    "score_scales": lambda s: s.pipe(sk.reverse_items).pipe(sk.score_scales),
    "derive_bands": lambda s: sk.derive_bands(s, into="band", column="age", breaks=[0, 40, 100], labels=["a", "b"]),
    "pseudonymise": lambda s: sk.pseudonymise(s, columns="age", key=bytes(range(32))),
    "derive_indicator": lambda s: sk.derive_indicator(s, into="male", column="sex", codes=[1]),
}

ANALYSES: dict[str, Callable[[Survey | pd.DataFrame], object]] = {
    "describe_sample": lambda d: sk.describe_sample(d, columns=["sex"]),
    "codebook_report": lambda d: sk.codebook_report(d),
    "disclosure_risk": lambda d: sk.disclosure_risk(d, quasi_identifiers=["sex", "age"], sensitive="after"),
    "describe_items": lambda d: sk.describe_items(d, items=ITEMS),
    "reliability": lambda d: sk.reliability(d, items=["B1", "B2", "B3"]),
    "factorability": lambda d: sk.factorability(d, items=ITEMS),
    "efa": lambda d: sk.efa(d, items=ITEMS, n_factors=2),
    "correlations": lambda d: sk.correlations(d, columns=["B1", "C1"]),
    "paired_comparison": lambda d: sk.paired_comparison(d, pairs=[("before", "after")]),
    "linear_regression": lambda d: sk.linear_regression(d, outcome="C1", predictors=["A1", "sex"]),
    "mediation": lambda d: sk.mediation(d, x="A1", m="B1", y="C1", n_boot=50, seed=1),
}


FRAMES = ("data", "paradata", "missing_reasons", "flags")


@pytest.fixture(scope="module")
def begun(raw: Survey) -> Survey:
    """A survey with something in every frame: reasons for empty cells, and flags."""
    return raw.pipe(sk.set_missing, columns="before", codes={5: "refused"}).pipe(sk.flag_incomplete, items="before")


def test_every_changing_verb_is_here() -> None:
    signatures = {
        name: inspect.signature(getattr(sk, name)) for name in sk.__all__ if inspect.isfunction(getattr(sk, name))
    }
    changing = {
        name
        for name, signature in signatures.items()
        if next(iter(signature.parameters), "") in ("survey", "surveys") and signature.return_annotation == "Survey"
    }
    assert changing == set(CHANGES)


@pytest.mark.parametrize("name", CHANGES)
def test_changing_verbs_return_a_new_survey(begun: Survey, name: str) -> None:
    before = {frame: getattr(begun, frame).copy(deep=True) for frame in FRAMES}
    log, codebook = begun.log, begun.codebook
    assert all(len(frame.columns) and len(frame) for frame in before.values())
    after = CHANGES[name](begun)
    assert after is not begun
    for frame, unchanged in before.items():
        pd.testing.assert_frame_equal(getattr(begun, frame), unchanged)
    assert begun.log is log
    assert begun.codebook is codebook


@pytest.mark.parametrize("name", CHANGES)
def test_changing_verbs_add_to_the_log(raw: Survey, name: str) -> None:
    after = CHANGES[name](raw)
    assert isinstance(after, Survey)
    assert len(after.log) > len(raw.log)
    assert after.log[-1].verb == name


@pytest.mark.parametrize("name", ANALYSES)
def test_analyzing_verbs_leave_surveys_and_frames_alone(raw: Survey, name: str) -> None:
    frame = raw.data
    before = frame.copy(deep=True)
    ANALYSES[name](frame)
    ANALYSES[name](raw.pipe(sk.reverse_items))
    pd.testing.assert_frame_equal(frame, before)
    assert list(frame.columns) == list(before.columns)
