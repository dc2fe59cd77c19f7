"""Every variable with its answers and gaps, counted by hand; texts and personal answers are never told."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

import surveykit as sk
from surveykit.errors import ColumnError, SampleError

BOOK = {
    "variables": [
        {"name": "sex", "label": {"zh": "性别", "en": "Sex"}, "values": {1: "男", 2: "女", 3: "其他"}},
        {"name": "age", "kind": "numeric", "missing": {99: "refused"}},
        {"name": "trust", "kind": "ordinal"},
        {"name": "note", "kind": "text"},
        {"name": "phone", "kind": "text", "personal": True},
        {"name": "home", "personal": True, "values": {1: "甲", 2: "乙"}},
        {"name": "met", "kind": "date"},
        {"name": "news_1", "label": {"zh": "海报", "en": "Poster"}},
        {"name": "news_2", "label": {"zh": "邻居", "en": "Neighbour"}},
    ],
    "sets": [{"name": "news", "label": {"zh": "渠道", "en": "Channels"}, "members": ["news_1", "news_2"]}],
}


@pytest.fixture
def survey() -> sk.Survey:
    frame = pd.DataFrame(
        {
            "sex": [1, 2, 2, None],
            "age": [20, 31, 99, 45],
            "trust": [1, 5, 5, 2],
            "note": ["Canary one", "Canary two", "Canary one", None],
            "phone": ["13800138000", None, None, None],
            "home": [1, 1, 2, 2],
            "met": pd.to_datetime(["2025-01-01", "2025-01-02", None, "2025-01-02"]),
            "news_1": [1, 0, 0, 1],
            "news_2": [1, 1, 0, 0],
        }
    )
    return sk.Survey.from_frame(frame, codebook=sk.Codebook.model_validate(BOOK))


def row(result: sk.Result, name: str) -> pd.Series:
    return result.tidy().set_index("term").loc[name]


def test_every_column_is_there_in_order(survey: sk.Survey) -> None:
    result = sk.codebook_report(survey)
    assert result.tidy()["term"].tolist() == list(survey.data.columns)
    assert result.glance().iloc[0].to_dict() == {"n": 4, "k": 9, "n_missing": 7}


def test_numbers_are_described_by_where_they_lie(survey: sk.Survey) -> None:
    age = row(sk.codebook_report(survey), "age")
    assert age[["min", "median", "max", "mean"]].tolist() == [20, 31, 45, 32]
    assert age[["n", "n_missing", "n_not_shown", "n_blank", "n_declared"]].tolist() == [3, 1, 0, 0, 1]


def test_closed_answers_are_counted_listed_ones_included(survey: sk.Survey) -> None:
    levels = sk.codebook_report(survey).levels
    sex = levels[levels["term"] == "sex"]
    assert sex[["level", "n"]].to_numpy().tolist() == [[1, 1], [2, 2], [3, 0]]
    assert sex["proportion"].tolist() == pytest.approx([1 / 3, 2 / 3, 0])
    trust = levels[levels["term"] == "trust"]
    assert trust[["level", "n"]].to_numpy().tolist() == [[1, 1], [2, 1], [5, 2]]


def test_texts_and_dates_are_counted_only(survey: sk.Survey) -> None:
    result = sk.codebook_report(survey)
    for name, distinct in (("note", 2), ("met", 2)):
        found = row(result, name)
        assert found["n_distinct"] == distinct
        assert found[["min", "median", "max", "mean"]].isna().all()
        assert name not in set(result.levels["term"])


def test_an_option_stands_after_its_question(survey: sk.Survey) -> None:
    option = row(sk.codebook_report(survey), "news_1")
    assert option["label_zh"] == "渠道：海报"
    assert option["label_en"] == "Channels: Poster"


def test_no_text_and_no_personal_answer_is_shown_anywhere(survey: sk.Survey) -> None:
    result = sk.codebook_report(survey)
    assert "home" not in set(result.levels["term"])
    shown = [
        text
        for language in ("zh", "en")
        for text in (*map(str, result.tables(language=language)), result.prose(language=language))  # type: ignore[arg-type]
    ]
    text = "".join([*shown, result.tidy().to_csv(), result.levels.to_csv(), repr(result)])
    assert "Canary" not in text
    assert "13800138000" not in text
    assert "甲" not in text


def test_reasons_are_kept_apart_and_add_up() -> None:
    data = pd.DataFrame({"a": [np.nan, np.nan, np.nan, np.nan, 1.0]})
    reasons = pd.DataFrame({"a": ["not_shown", "not_shown", "dont_know", "blank", ""]})
    book = sk.Codebook(variables=(sk.Variable(name="a", kind="numeric"),))
    found = row(sk.codebook_report(sk.Survey(data, book, missing_reasons=reasons)), "a")
    assert found[["n_not_shown", "n_blank", "n_declared", "n_missing"]].tolist() == [2, 1, 1, 4]


def test_some_columns_in_the_order_asked_for(survey: sk.Survey) -> None:
    assert sk.codebook_report(survey, columns=["trust", "sex"]).tidy()["term"].tolist() == ["trust", "sex"]


def test_a_score_has_the_label_of_its_scale() -> None:
    items = pd.DataFrame({"t1": [1, 2, 3], "t2": [2, 2, 3]})
    book = {
        "variables": [{"name": name, "kind": "ordinal", "low": 1, "high": 5} for name in items],
        "scales": [{"name": "T", "label": {"zh": "信任", "en": "Trust"}, "items": list(items)}],
    }
    scored = sk.score_scales(sk.Survey.from_frame(items, codebook=sk.Codebook.model_validate(book)))
    score = row(sk.codebook_report(scored), "T")
    assert (score["label_en"], score["kind"], score["mean"]) == ("Trust", "numeric", pytest.approx(13 / 6))


def test_infinite_values_are_refused() -> None:
    with pytest.raises(SampleError, match="infinite"):
        sk.codebook_report(pd.DataFrame({"a": [1.0, np.inf]}))


def test_an_unknown_column_is_refused(survey: sk.Survey) -> None:
    with pytest.raises(ColumnError, match="agee"):
        sk.codebook_report(survey, columns=["agee"])


def solutions(row: pd.Series, levels: pd.DataFrame, total: int) -> list[dict[str, set[int]]]:
    """What a reader can work out: for every hidden number, all values that fit what is printed."""
    names = ["n_not_shown", "n_blank", "n_declared"]
    counts = [*levels["n"], *row[names], row["n"], row["n_missing"]]
    ranges = [range(1, total + 1) if np.isnan(count) else [int(count)] for count in counts]
    k = len(levels)
    fits = [
        found
        for found in product(*ranges[:-2])
        if sum(found) == total
        and sum(found[:k]) in ranges[-2]
        and sum(found[k:]) in ranges[-1]
    ]  # fmt: skip
    return [{"values": {found[place] for found in fits}} for place in range(k + len(names))]


@pytest.mark.parametrize(("answers", "gaps"), [((30, 2), 0), ((20, 12), 3), ((15, 9, 2), 0), ((1, 1), 6)])
def test_no_small_count_can_be_worked_out(answers: tuple[int, ...], gaps: int) -> None:
    cells = [float(code) for code, n in enumerate(answers, start=1) for _ in range(n)] + [np.nan] * gaps
    values = {code: f"level {code}" for code in range(1, len(answers) + 1)}
    frame = pd.DataFrame({"a": cells})
    book = sk.Codebook(variables=(sk.Variable(name="a", values=values),))
    result = sk.codebook_report(sk.Survey.from_frame(frame, codebook=book)).suppressed(5)
    variable, levels = result.tidy().iloc[0], result.levels
    assert not levels["n"].between(1, 4).any()
    true = [*answers, 0, gaps, 0]
    for count, found in zip(true, solutions(variable, levels, len(cells)), strict=True):
        if 0 < count < 5 and len(cells) >= 10:
            assert max(found["values"]) >= 5
    if np.isnan(variable["n"]):
        assert levels["proportion"].isna().all()


def test_what_is_large_enough_stays() -> None:
    frame = pd.DataFrame({"a": [1.0] * 20 + [2.0] * 20})
    whole = sk.codebook_report(frame)
    assert whole.suppressed(5) is whole


def test_few_numbers_have_no_spread_under_suppression() -> None:
    few = sk.codebook_report(pd.DataFrame({"a": [1.5, 2.5, 9.5] * 3 + [None] * 20})).suppressed(5)
    assert few.tidy()[["min", "median", "max", "mean"]].isna().all(axis=None)


def test_what_nobody_wrote_behind_an_option_was_not_shown() -> None:
    book = sk.Codebook.model_validate(
        {"variables": [{"name": "job", "values": {1: "工人", 2: "其他"}}, {"name": "job_text", "kind": "text"}]}
    )
    frame = pd.DataFrame({"job": [1.0, 2.0, 1.0], "job_text": [None, "Canary", None]})
    found = row(sk.codebook_report(sk.Survey(frame, book)), "job_text")
    assert found[["n", "n_not_shown", "n_blank"]].tolist() == [1, 2, 0]
