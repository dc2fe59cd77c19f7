"""The risk is what a count by hand finds; what points to persons is counted and never told."""

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import surveykit as sk
from surveykit.errors import ColumnError, OptionError, SampleError

NAMES = ["sex", "age", "edu"]
LEVELS = {code: {"zh": f"第{code}级", "en": f"level {code}"} for code in range(1, 6)}


def frame(n: int = 300, seed: int = 3) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    table = pd.DataFrame({"sex": random.integers(1, 3, n), "age": random.integers(18, 70, n)}).astype(float)
    table["edu"] = random.integers(1, 6, n).astype(float)
    table["income"] = random.integers(1, 4, n).astype(float)
    table.loc[random.choice(n, 20, replace=False), "edu"] = np.nan
    table.loc[random.choice(n, 20, replace=False), "income"] = np.nan
    return table


def book(**changes: object) -> sk.Codebook:
    variables = [
        {"name": "sex", "values": {1: {"zh": "男", "en": "male"}, 2: {"zh": "女", "en": "female"}}},
        {"name": "age", "kind": "numeric", "label": {"zh": "年龄", "en": "Age"}},
        {"name": "edu", "kind": "ordinal", "values": LEVELS},
        {"name": "income", "kind": "ordinal", "low": 1, "high": 3},
    ]
    return sk.Codebook.model_validate({"variables": [{**v, **changes.get(str(v["name"]), {})} for v in variables]})  # type: ignore[dict-item]


def survey(**changes: object) -> sk.Survey:
    return sk.Survey.from_frame(frame(), codebook=book(**changes))


def sharers(table: pd.DataFrame, names: list[str]) -> np.ndarray:
    """How many respondents share the answers of each, by comparing every pair; a gap equals a gap."""
    rows = [tuple("gap" if np.isnan(value) else value for value in row) for row in table[names].itertuples(index=False)]
    n = np.ones(len(rows), dtype=int)
    for i, j in combinations(range(len(rows)), 2):
        if rows[i] == rows[j]:
            n[i] += 1
            n[j] += 1
    return n


def expected(n: np.ndarray, k_min: int) -> dict[str, float]:
    return {
        "n_cells": round(float((1 / n).sum())),
        "k_anonymity": int(n.min()),
        "n_unique": int((n == 1).sum()),
        "proportion_unique": float((n == 1).mean()),
        "proportion_below_5": float((n < 5).mean()),
        "proportion_below_10": float((n < 10).mean()),
        "proportion_risky": float((n < k_min).mean()),
    }


@pytest.mark.parametrize("k_min", [3, 5])
def test_all_numbers_are_those_of_a_comparison_by_pairs(k_min: int) -> None:
    table = frame()
    result = sk.disclosure_risk(survey(), quasi_identifiers=NAMES, k_min=k_min)
    found = result.glance().iloc[0]
    n = sharers(table, NAMES)
    for name, value in expected(n, k_min).items():
        assert found[name] == pytest.approx(value, abs=1e-12), name
    assert found["n"] == 300
    assert found["n_risky"] == round(float((1 / n[n < k_min]).sum()))


@pytest.mark.parametrize("name", NAMES)
def test_dropping_a_column_gives_what_the_others_alone_give(name: str) -> None:
    rows = sk.disclosure_risk(survey(), quasi_identifiers=NAMES).tidy().set_index(["kind", "term"])
    others = [other for other in NAMES if other != name]
    alone = sk.disclosure_risk(survey(), quasi_identifiers=others).tidy().iloc[0]
    for column in expected(np.ones(1), 5):
        assert rows.loc[("dropped", name), column] == alone[column]


def test_banding_gives_what_the_bands_give_as_a_column() -> None:
    rows = sk.disclosure_risk(survey(), quasi_identifiers=NAMES).tidy().set_index(["kind", "term"])
    bands = frame().assign(edu=lambda d: (d["edu"] + 1) // 2)
    n = sharers(bands, NAMES)
    for name, value in expected(n, 5).items():
        assert rows.loc[("banded", "edu"), name] == pytest.approx(value)
    assert rows.loc[("banded", "edu"), "n_distinct"] == 3
    assert rows.loc[("banded", "age"), "n_distinct"] == 4
    assert ("banded", "sex") not in rows.index


def test_the_most_helpful_change_leaves_the_smallest_share_at_risk() -> None:
    result = sk.disclosure_risk(survey(), quasi_identifiers=NAMES)
    rows = result.tidy()
    for kind, row in result.most_helpful.set_index("kind").iterrows():
        assert row["proportion_risky"] == rows.loc[rows["kind"] == kind, "proportion_risky"].min()
    assert result.most_helpful["term"].tolist() == ["age", "age"]


def test_the_risky_combinations_are_listed_with_their_answers() -> None:
    table = frame()
    result = sk.disclosure_risk(survey(), quasi_identifiers=NAMES, k_min=3)
    counted = Counter(tuple(row) for row in table[NAMES].fillna(-1).itertuples(index=False))
    listed = {
        tuple(rows["level"].fillna(-1)): int(rows["n"].iloc[0])
        for _, rows in result.cells.groupby("cell")
    }  # fmt: skip
    assert listed == {combination: n for combination, n in counted.items() if n < 3}
    assert result.cells["n"].is_monotonic_increasing


def test_diversity_is_that_of_a_count_by_group() -> None:
    table = frame()
    found = sk.disclosure_risk(survey(), quasi_identifiers=["sex", "edu"], sensitive="income").diversity.iloc[0]
    groups = table.groupby(["sex", "edu"], dropna=False)["income"].agg(["nunique", "size"])
    answered = groups[groups["nunique"] > 0]
    assert found["l_diversity"] == answered["nunique"].min()
    assert found["n_cells"] == len(answered)
    assert found["n_alike"] == (answered["nunique"] == 1).sum()
    assert found["n_disclosed"] == answered.loc[answered["nunique"] == 1, "size"].sum()


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    first = sk.disclosure_risk(survey(), quasi_identifiers=NAMES).glance()
    mixed = sk.Survey.from_frame(frame().sample(frac=1, random_state=1), codebook=book())
    pd.testing.assert_frame_equal(sk.disclosure_risk(mixed, quasi_identifiers=NAMES[::-1]).glance(), first)


def test_one_column_alone_is_not_dropped() -> None:
    kinds = sk.disclosure_risk(survey(), quasi_identifiers="age").tidy()["kind"].tolist()
    assert kinds == ["all", "banded"]


def test_text_and_personal_answers_are_counted_and_never_told() -> None:
    table = frame().assign(street=[f"Canary Street {i}" for i in range(300)])
    secret = sk.Survey.from_frame(table, codebook=book(age={"personal": True}))
    result = sk.disclosure_risk(secret, quasi_identifiers=["street", "age", "sex"], sensitive="income")
    assert result.withheld == ("street", "age")
    assert result.glance()["n_unique"].iloc[0] == 300
    assert result.cells.loc[result.cells["term"].isin(["street", "age"]), "level"].isna().all()
    shown = [str(table) for layout in result.layouts for table in result.tables(language="en", layout=layout)]
    assert "Canary" not in "".join([*shown, result.prose(language="en"), repr(result)])
    assert "(withheld)" in shown[-1]


def test_small_counts_are_suppressed_by_leaving_the_combinations_out() -> None:
    result = sk.disclosure_risk(survey(), quasi_identifiers=NAMES).suppressed(5)
    assert result.cells.empty
    pd.testing.assert_frame_equal(result.glance(), sk.disclosure_risk(survey(), quasi_identifiers=NAMES).glance())


def test_a_column_in_both_lists_is_refused() -> None:
    with pytest.raises(ColumnError, match="edu"):
        sk.disclosure_risk(survey(), quasi_identifiers=NAMES, sensitive=["edu"])


def test_nobody_is_refused() -> None:
    nobody = sk.Survey.from_frame(frame().iloc[:0])
    with pytest.raises(SampleError, match="no respondents"):
        sk.disclosure_risk(nobody, quasi_identifiers="sex")


@pytest.mark.parametrize("k_min", [1, 2.5, "5", True])
def test_a_limit_that_is_no_limit_is_refused(k_min: object) -> None:
    with pytest.raises(OptionError, match="k_min"):
        sk.disclosure_risk(survey(), quasi_identifiers="sex", k_min=k_min)  # type: ignore[arg-type]


def with_places() -> sk.Survey:
    """The survey with where its respondents answered; one alone in a city."""
    known = survey()
    cities = pd.Series(["南昌", "九江", "赣州"] * 99 + ["南昌", "九江", "景德镇"], index=known.data.index)
    return sk.Survey(known.data, known.codebook, paradata=pd.DataFrame({"province": "江西", "city": cities}))


def test_places_of_the_paradata_are_quasi_identifiers() -> None:
    known = with_places()
    result = sk.disclosure_risk(known, quasi_identifiers=["sex", "province", "city"])
    by_hand = known.data.assign(city=known.paradata["city"]).groupby(["sex", "city"]).size()
    whole = result.glance().iloc[0]
    assert (whole["n_cells"], whole["k_anonymity"]) == (len(by_hand), by_hand.min())
    assert result.withheld == ()
    assert result.codebook.label("city", "zh") == "城市"
    table = result.table(layout="cells", language="zh")
    assert [cell.value for cell in table.rows[0].cells][1:] == ["江西", "景德镇", 1]


def test_an_answer_comes_before_a_place_of_the_same_name() -> None:
    known = with_places()
    answered = known.data.assign(city=1.0)
    both = sk.Survey(answered, known.codebook, paradata=known.paradata)
    assert sk.disclosure_risk(both, quasi_identifiers="city").glance()["n_cells"].item() == 1


def test_a_place_that_is_not_known_is_no_column() -> None:
    with pytest.raises(ColumnError, match="city"):
        sk.disclosure_risk(survey(), quasi_identifiers="city")
