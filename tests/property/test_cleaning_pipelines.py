"""Whatever verbs are called in whatever order: the log tells of every change, and the codebook fits the answers."""

import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit import (
    Rule,
    Survey,
    answer_to,
    bands,
    cleaning_log,
    collapse,
    count_of,
    derive,
    derive_indicator,
    drop_cases,
    exclude_flagged,
    flag_incomplete,
    flag_inconsistent,
    flag_skip_errors,
    impute_person_mean,
    mean_of,
    read_survey,
    recode,
    rename_variables,
    reverse_items,
    sample_flow,
    score_scales,
    set_missing,
    write_survey,
)
from surveykit.core.codebook import Codebook
from surveykit.core.derived import answers_given
from surveykit.errors import SurveyKitError

ITEMS = ["a1", "a2", "a3", "b1", "b2", "b3"]
STEPS = {"zh": ["很不同意", "不同意", "一般", "同意", "很同意"], "en": ["1 no", "2", "3", "4", "5 yes"]}
VALUES = {code: {"zh": zh, "en": en} for code, (zh, en) in enumerate(zip(STEPS["zh"], STEPS["en"], strict=True), 1)}
BOOK = Codebook.model_validate(
    {
        "variables": [
            *({"name": name, "kind": "ordinal", "values": VALUES, "missing": {9: "refused"}} for name in ITEMS),
            {"name": "age", "kind": "numeric", "low": 16, "high": 99},
            {"name": "hukou", "values": {1: "local", 2: "city", 3: "other"}, "reference": 2},
            {"name": "visited", "values": {1: "yes", 2: "no"}},
            {"name": "rating", "kind": "ordinal", "values": {1: "bad", 2: "good"}, "asked_if": {"b3": [4, 5]}},
            *({"name": name, "values": {0: "not ticked", 1: "ticked"}} for name in ("fair", "course", "none")),
        ],
        "sets": [{"name": "joined", "members": ["fair", "course", "none"], "exclusive": "none"}],
        "scales": [
            {"name": "A", "items": ITEMS[:3], "reversed": ["a3"]},
            {"name": "B", "items": ITEMS[3:], "reversed": ["b3"], "method": "sum"},
        ],
        "hypotheses": [
            {"id": "H1", "label": "h", "test": "regression", "outcome": "A", "predictors": ["B", "hukou=1"]},
        ],
    }
)

Verb = Callable[[Survey], Survey]

PERSONS: dict[str, Verb] = {
    "drop": lambda s: drop_cases(s, where=(answer_to("age") < 25).if_empty(False), reason="Younger than 25"),
    "exclude": lambda s: exclude_flagged(
        flag_inconsistent(flag_incomplete(s, items=["a1", "a2"]), rules=[Rule(name="old", label="Old", where=old)])
    ),
}
"""Verbs that take respondents out."""

CELLS: dict[str, Verb] = {
    "missing": lambda s: set_missing(s, columns=["a1", "b3"], codes={3: "dont_know"}),
    "recode": lambda s: recode(s, column="a1", codes={1: 1, 2: 1, 3: 2, 4: 3, 5: 3}),
    "reverse": lambda s: reverse_items(s),
    "impute": lambda s: impute_person_mean(s, min_share=0.6),
}
"""Verbs that change answers in place."""

COLUMNS: dict[str, Verb] = {
    "recode_into": lambda s: recode(s, column="hukou", codes={1: 1, 2: 0, 3: 0}, into="local", labels={1: "l", 0: "o"}),
    "collapse": lambda s: collapse(s, column="hukou", into="two", codes=[1, [2, 3]], labels=["local", "other"]),
    "bands": lambda s: bands(s, into="band", column="age", breaks=[16, 40, 100], labels=["young", "old"]),
    "mean": lambda s: derive(s, into="m", values=mean_of(["a1", "a2", "b1"], min_answered=2)),
    "count": lambda s: derive(s, into="n", values=count_of(["fair", "course"], codes=1)),
    "indicator": lambda s: derive_indicator(s, into="been", column="visited", codes=1),
    "score": lambda s: score_scales(s),
}
"""Verbs that add columns."""

VERBS = {**PERSONS, **CELLS, **COLUMNS}
lightly = settings(max_examples=6, deadline=None, database=None, derandomize=True)
seeds = st.integers(0, 2**32 - 1)
pipelines = st.lists(st.sampled_from(sorted(VERBS)), min_size=2, max_size=6, unique=True)


def old(data: pd.DataFrame) -> pd.Series:
    return (data["age"] > 90).fillna(False)


def survey_of(seed: int, n: int = 30) -> Survey:
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(rng.integers(1, 6, (n, 6)), columns=ITEMS, index=[f"r{place}" for place in range(n)])
    frame = frame.astype(float).mask(rng.random((n, 6)) < 0.1, 9).mask(rng.random((n, 6)) < 0.1)
    frame["age"] = rng.integers(16, 100, n).astype(float)
    frame.loc[rng.random(n) < 0.1, "age"] = np.nan
    frame["hukou"], frame["visited"] = rng.integers(1, 4, n), rng.integers(1, 3, n)
    frame["rating"] = np.where(frame["b3"] >= 4, rng.integers(1, 3, n), np.nan)
    frame.loc[frame["b3"] == 9, "rating"] = np.nan
    for name in ("fair", "course", "none"):
        frame[name] = rng.integers(0, 2, n)
    return Survey.from_frame(frame, codebook=BOOK)


def applied(survey: Survey, names: list[str]) -> list[Survey]:
    """The survey as it was and after each verb; one that refuses, with an error of ours, changes nothing."""
    seen = [survey]
    for name in names:
        try:
            seen.append(VERBS[name](seen[-1]))
        except SurveyKitError:
            continue
    return seen


@lightly
@given(seeds, pipelines)
def test_no_answer_changes_without_a_step_that_names_its_column(seed, names):
    seen = applied(survey_of(seed), names)
    for before, after in pairwise(seen):
        steps = after.log[len(before.log) :]
        touched = {column for step in steps for column in step.columns}
        stayed = before.data.loc[after.data.index]
        changed = [
            name for name in before.data if not after.data[name].astype(float).equals(stayed[name].astype(float))
        ]
        assert set(changed) <= touched
        assert set(after.data.columns) - set(before.data.columns) <= touched
        assert list(after.data.columns[: before.data.shape[1]]) == list(before.data.columns)


@lightly
@given(seeds, pipelines)
def test_cells_that_verbs_empty_or_fill_are_in_the_log_one_by_one(seed, names):
    seen = applied(survey_of(seed), names)
    for before, after in pairwise(seen):
        step = after.log[-1]
        if step.verb not in ("set_missing", "impute_person_mean"):
            continue
        moved = before.data.isna().to_numpy() != after.data.isna().to_numpy()
        rows, columns = np.nonzero(moved)
        told = sorted(zip(step.cases["id"], step.cases["column"], strict=True))
        assert told == sorted(zip(after.data.index[rows], after.data.columns[columns], strict=True))


@lightly
@given(seeds, pipelines)
def test_who_is_gone_is_counted_once_and_the_flow_adds_up(seed, names):
    raw = survey_of(seed)
    final = applied(raw, names)[-1]
    removed = [one for step in final.log for one in step.removed["id"]]
    assert sorted(removed) == sorted(set(raw.data.index) - set(final.data.index))
    for step in final.log:
        assert step.rows_before - step.rows_after == len(step.removed)
    flow = sample_flow(final)
    assert flow.glance()[["n_returned", "n_removed", "n_valid"]].iloc[0].tolist() == [
        len(raw),
        len(removed),
        len(final),
    ]
    assert flow.tidy()["n"].sum() == len(removed)
    assert set(cleaning_log(final)["id"]) >= set(removed)


@lightly
@given(seeds, pipelines)
def test_the_codebook_stays_valid_describes_every_column_and_allows_every_answer(seed, names):
    final = applied(survey_of(seed), names)[-1]
    book = Codebook.model_validate(final.codebook.model_dump())
    imputed = final.data.notna() & ~answers_given(final, final.data.columns)
    for name in final.data.columns:
        if book.has_scale(str(name)):
            continue
        variable, answers = book.variable(str(name)), final.data[name].dropna()
        own = answers[~imputed.loc[answers.index, name]]
        assert not variable.values or set(own) <= set(variable.values)
        low, high = variable.range
        assert own.between(-np.inf if low is None else low, np.inf if high is None else high).all()
    assert book.sets == BOOK.sets
    assert book.hypotheses == BOOK.hypotheses
    assert book.scales == BOOK.scales
    assert book.variable("hukou").reference == 2


@lightly
@given(seeds, pipelines)
def test_every_empty_cell_keeps_a_reason_and_no_answer_has_one(seed, names):
    raw = survey_of(seed)
    final = applied(raw, names)[-1]
    for name in final.missing_reasons.columns:
        told = final.missing_reasons[name].fillna("") != ""
        assert told.equals(final.data[name].isna())
    kept = raw.missing_reasons.loc[final.data.index]
    for name in kept.columns:
        still = final.data[name].isna() & (kept[name] != "")
        assert final.missing_reasons.loc[still, name].tolist() == kept.loc[still, name].tolist()


@lightly
@given(seeds, pipelines)
def test_names_change_nothing(seed, names):
    raw = survey_of(seed)
    other = {name: f"{name}_x" for name in raw.data.columns}
    back = {new: old_name for old_name, new in other.items()}
    there = rename_variables(rename_variables(raw, names=other), names=back)
    plain, again = applied(raw, names)[-1], applied(there, names)[-1]
    pd.testing.assert_frame_equal(plain.data, again.data)
    pd.testing.assert_frame_equal(plain.missing_reasons, again.missing_reasons)
    assert plain.codebook.scales == again.codebook.scales


@lightly
@given(seeds, pipelines)
def test_rules_of_the_codebook_judge_the_answers_as_they_were_ticked(seed, names):
    """`rating` is for those who ticked 4 or 5 on an item that is reversed later."""
    raw = survey_of(seed)
    kept = [name for name in names if name not in ("missing", "impute")]
    final = applied(raw, kept)[-1]
    flagged = set(flag_skip_errors(final).flags["id"])
    assert flagged == set(flag_skip_errors(raw).flags["id"]) & set(final.data.index)


@settings(max_examples=4, deadline=None, database=None, derandomize=True)
@given(seeds, pipelines)
def test_a_cleaned_survey_comes_back_from_a_file_of_spss_with_answers_labels_and_reasons(seed, names):
    final = applied(survey_of(seed), [name for name in names if name != "impute"])[-1]
    with tempfile.TemporaryDirectory() as folder:
        back = read_survey(write_survey(final, Path(folder) / "cleaned.sav"))
    for name in final.data.columns:
        np.testing.assert_array_equal(back.data[name].astype(float), final.data[name].astype(float))
        if name in final.missing_reasons.columns and name in back.missing_reasons.columns:
            assert back.missing_reasons[name].tolist() == final.missing_reasons[name].tolist()
        if final.codebook.has_variable(str(name)) and name not in ("fair", "course", "none"):
            before, after = final.codebook.variable(str(name)), back.codebook.variable(str(name))
            assert {code: text.zh for code, text in after.values.items()} == {
                code: text.zh for code, text in before.values.items()
            }
            assert after.kind == before.kind
