"""A renamed column has one name throughout: frames, codebook and log."""

import pandas as pd
import pytest

from surveykit import (
    Survey,
    cleaning_log,
    derive_indicator,
    rename_variables,
    reverse_items,
    score_scales,
    set_missing,
)
from surveykit.core.codebook import Codebook
from surveykit.core.renaming import renamed_term
from surveykit.errors import ColumnError

BOOK = Codebook.model_validate(
    {
        "variables": [
            *({"name": name, "kind": "numeric", "low": 1, "high": 5} for name in ("q1", "q2")),
            {"name": "q3", "values": {1: "yes", 2: "no"}, "source": "3、Member", "reference": 2},
            {"name": "q4", "values": {0: "no", 1: "yes"}, "asked_if": {"q3": 1}},
            {"name": "q5", "values": {0: "no", 1: "yes"}},
        ],
        "sets": [{"name": "S", "members": ["q4", "q5"], "exclusive": ["q5"]}],
        "scales": [{"name": "T", "items": ["q1", "q2"], "reversed": ["q2"]}],
        "hypotheses": [{"id": "H1", "label": "x", "test": "regression", "outcome": "T", "predictors": ["q3=1", "q4"]}],
        "rules": [{"name": "odd", "where": [{"column": "q3", "codes": 2}, {"column": "q4", "codes": 1}]}],
    }
)
FRAME = pd.DataFrame({"q1": [1, 9, 3], "q2": [2, 4, None], "q3": [1, 2, 1], "q4": [0, 1, 1], "q5": [1, 0, 1]})
NAMES = {"q2": "alone", "q3": "member", "q4": "fair", "q5": "none_of_these"}


def survey() -> Survey:
    return set_missing(Survey.from_frame(FRAME, codebook=BOOK), columns=["q1", "q2"], codes={9: "refused"})


def test_everything_that_names_a_column_follows():
    renamed = rename_variables(reverse_items(survey()), names=NAMES)
    assert renamed.data.columns.tolist() == ["q1", "alone", "member", "fair", "none_of_these"]
    assert set(renamed.missing_reasons.columns) == {"q1", "alone"}
    book = renamed.codebook
    assert Codebook.model_validate(book.model_dump()) == book
    assert (book.scale("T").items, book.scale("T").reversed) == (("q1", "alone"), ("alone",))
    assert (book.sets[0].members, book.sets[0].exclusive) == (("fair", "none_of_these"), ("none_of_these",))
    assert book.hypotheses[0].predictors == ("member=1", "fair")
    assert book.rules[0].columns == ("member", "fair")
    assert book.variable("fair").asked_if == {"member": (1,)}
    assert renamed.reversed_items == {"alone"}
    assert renamed.log[-1].arguments["renamed"] == [f"{old} → {new}" for old, new in NAMES.items()]
    assert renamed.log[-1].told("en") == "Renamed: q2 → alone, q3 → member, q4 → fair, q5 → none_of_these."


def test_the_export_can_still_be_read_by_the_codebook():
    book = rename_variables(survey(), names=NAMES).codebook
    assert book.variable("member").source == ("3、Member", "q3")
    assert book.variable("alone").source == ("q2",)


def test_what_was_done_before_is_told_under_the_new_name():
    renamed = rename_variables(survey(), names={"q1": "near"})
    assert cleaning_log(renamed)["column"].tolist() == ["near"]
    assert renamed.log[-2].columns == ("near", "q2")


def test_scoring_and_protection_go_on_under_the_new_name():
    scored = survey().pipe(reverse_items).pipe(rename_variables, names=NAMES).pipe(score_scales)
    assert scored.data["T"].tolist() == [2.5, 2.0, 3.0]
    with pytest.raises(ColumnError, match="score_scales has made"):
        reverse_items(rename_variables(scored, names={"q1": "near"}), items="near")
    derived = derive_indicator(survey(), into="m", column="q3", codes=1).pipe(rename_variables, names={"q3": "party"})
    with pytest.raises(ColumnError, match=r"derive_indicator has made \['m'\] of 'party'"):
        set_missing(derived, columns="party", codes={7: "blank"})


def test_two_columns_may_change_places_and_renaming_back_undoes_it():
    turned = rename_variables(survey(), names={"q4": "q5", "q5": "q4"})
    assert turned.data["q5"].tolist() == FRAME["q4"].tolist()
    back = rename_variables(turned, names={"q4": "q5", "q5": "q4"})
    pd.testing.assert_frame_equal(back.data, survey().data)
    assert back.codebook.sets == BOOK.sets


@pytest.mark.parametrize("new", ["q1", "T", "S", "q5"])
def test_a_taken_name_is_refused(new):
    with pytest.raises(ColumnError, match="are taken"):
        rename_variables(survey(), names={"q2": new})


def test_two_columns_do_not_become_one():
    with pytest.raises(ColumnError, match=r"\['x'\] are taken"):
        rename_variables(survey(), names={"q1": "x", "q2": "x"})


def test_a_score_has_the_name_of_its_scale():
    scored = survey().pipe(reverse_items).pipe(score_scales)
    with pytest.raises(ColumnError, match="rename the scale in the codebook"):
        rename_variables(scored, names={"T": "trust"})


@pytest.mark.parametrize(
    ("term", "told"), [("q3", "p"), ("q3=1", "p=1"), ("q1:q3=1", "q1:p=1"), ("q33", "q33"), ("x=q3", "x=q3")]
)
def test_terms_are_renamed_part_by_part(term, told):
    assert renamed_term(term, {"q3": "p"}) == told


def test_words_of_a_step_are_not_taken_for_columns_of_the_same_name():
    frame = FRAME.assign(mean=[1, 2, 3], q2=[2, 4, 1], q1=[1, 5, 3])
    scored = Survey.from_frame(frame, codebook=BOOK).pipe(reverse_items).pipe(score_scales, method="z", suffix="_z")
    step = rename_variables(scored, names={"mean": "average", "T_z": "trust"}).log[-2]
    assert step.arguments["method"] == {"T": "z"}
    assert set(step.arguments["standardized"]["trust"]) == {"mean", "sd", "n"}
