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


def stated(survey: Survey) -> Survey:
    """The same answers with a codebook that states what single answers must keep to."""
    said: dict[str, dict[str, object]] = {
        "sex": {"expected": 1},
        "age": {"seconds_on": "1"},
        "A1": {"page": "1"},
        "after": {"asked_if": {"before": (1, 2)}},
    }
    book = survey.codebook
    variables = tuple(v.model_copy(update=said.get(v.name, {})) for v in book.variables)
    group = sk.ResponseSet(name="S", members=("sex", "A1"), exclusive=("sex",))
    return Survey(
        survey.data,
        book.model_copy(update={"variables": variables, "sets": (group,)}),
        paradata=survey.paradata,
        missing_reasons=survey.missing_reasons,
        flags=survey.flags,
        log=survey.log,
    )


CHANGES: dict[str, Callable[[Survey], object]] = {
    "combine": lambda s: sk.combine([s, on_paper(s)]),
    "set_missing": lambda s: sk.set_missing(s, columns=["after", "before"], codes={1: "dont_know"}),
    "flag_inconsistent": lambda s: sk.flag_inconsistent(s, rules=[sk.Rule(name="r", label="r", where={"sex": 1})]),
    "flag_outliers": lambda s: sk.flag_outliers(s, items=ITEMS),
    "flag_even_odd": lambda s: sk.flag_even_odd(s),
    "flag_psychsyn": lambda s: sk.flag_psychsyn(s, items=ITEMS, min_r=0.3),
    "flag_psychant": lambda s: sk.flag_psychant(s, items=ITEMS, min_r=0.2),
    "flag_person_total": lambda s: sk.flag_person_total(s, items=ITEMS),
    "flag_total_time": lambda s: sk.flag_total_time(s),
    "flag_page_time": lambda s: sk.flag_page_time(stated(s)),
    "flag_attention": lambda s: sk.flag_attention(stated(s)),
    "flag_skip_errors": lambda s: sk.flag_skip_errors(stated(s)),
    "flag_exclusive": lambda s: sk.flag_exclusive(stated(s)),
    "flag_by_codebook": lambda s: sk.flag_by_codebook(s),
    "drop_cases": lambda s: sk.drop_cases(s, where={"sex": 1}, reason="a test"),
    "flag_duplicates": lambda s: sk.flag_duplicates(s, items=ITEMS),
    "flag_speeding": lambda s: sk.flag_speeding(s, items=ITEMS),
    "flag_straightlining": lambda s: sk.flag_straightlining(s, items=ITEMS),
    "flag_incomplete": lambda s: sk.flag_incomplete(s, items=ITEMS),
    "exclude_flagged": lambda s: s.pipe(sk.flag_speeding, items=ITEMS).pipe(sk.exclude_flagged),
    "reverse_items": lambda s: sk.reverse_items(s),
    "score_scales": lambda s: s.pipe(sk.reverse_items).pipe(sk.score_scales),
    "participation_index": lambda s: sk.participation_index(s, into="part", items=["B1", "B2", "B3"], never=1),
    "arnstein_level": lambda s: sk.arnstein_level(s, into="level", columns=["before", "after"]),
    "position_generator": lambda s: sk.position_generator(
        s, into="net", prestige=dict(zip(ITEMS, range(9), strict=True))
    ),
    "knowledge_score": lambda s: sk.knowledge_score(s, into="known", correct={"B1": 1, "B2": 2}),
    "score_factors": lambda s: sk.score_factors(s, weights=pd.DataFrame({"F1": [1, 1]}, index=["B1", "B2"]), into="f"),
    "bands": lambda s: sk.bands(s, into="band", column="age", breaks=[0, 40, 100], labels=["a", "b"]),
    "code_answers": lambda s: sk.code_answers(s, columns="before", ladder=[f"同意{n}" for n in range(1, 6)]),
    "rename_variables": lambda s: sk.rename_variables(s, names={"before": "earlier", "A1": "first"}),
    "recode": lambda s: sk.recode(s, column="after", codes={1: 1, 2: 1, 3: 2, 4: 3, 5: 3}),
    "collapse": lambda s: sk.collapse(s, column="sex", into="all", codes=[[1, 2]], labels=["all"]),
    "derive": lambda s: sk.derive(s, into="gain", values=sk.difference("after", minus="before")),
    "impute_person_mean": lambda s: s.pipe(sk.reverse_items).pipe(sk.impute_person_mean),
    "link_waves": lambda s: sk.link_waves({"t1": s, "t2": s}),
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
    "intraclass_correlation": lambda d: sk.intraclass_correlation(d, columns=["before", "after"]),
    "item_analysis": lambda d: sk.item_analysis(d, items=["B1", "B2", "B3"]),
    "factor_number": lambda d: sk.factor_number(d, items=ITEMS, n_draws=20),
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
