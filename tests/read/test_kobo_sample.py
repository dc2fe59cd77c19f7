"""A real export of KoboToolbox and its form: every column is accounted for, and every answer is what the sheet says."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from surveykit.core.codebook import Codebook
from surveykit.read.survey import read_survey

FOLDER = Path(__file__).parents[1] / "data" / "kobo"
EXPORT, FORM = FOLDER / "kobocruncher_data.xlsx", FOLDER / "kobocruncher_sample_xlsform.xlsx"
REASONS = (
    "accomodation", "employment", "education", "community", "safety", "movement", "reunification", "no_answer", "other",
)  # fmt: skip


def sheet(place: int) -> list[dict[str, object]]:
    header, *rows = openpyxl.load_workbook(EXPORT).worksheets[place].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


@pytest.mark.parametrize("codebook", [None, FORM])
def test_every_respondent_and_option_is_there(codebook: Path | None) -> None:
    survey, rows = read_survey(EXPORT, codebook=codebook), sheet(0)
    assert survey.data.index.tolist() == [str(row["_id"]) for row in rows]
    assert survey.data.columns.tolist() == [
        "location", "country", "occupation", *(f"reason__{name}" for name in REASONS), "HHSize",
    ]  # fmt: skip
    for name in REASONS:
        assert survey.data[f"reason__{name}"].tolist() == [row[f"profile.reason.{name}"] for row in rows]
    assert survey.data["HHSize"].tolist() == [row["profile.HHSize"] for row in rows]
    assert survey.data["occupation"].tolist() == [row["profile.occupation"] for row in rows]
    assert survey.codebook.sets[0].members == tuple(f"reason__{name}" for name in REASONS)
    assert survey.data.notna().all(axis=None)


def test_the_form_gives_codes_and_wordings() -> None:
    survey, rows = read_survey(EXPORT, codebook=FORM), sheet(0)
    countries = ["COL", "CUB", "SLV", "GTM", "HND", "NIC", "VEN"]
    assert survey.data["country"].tolist() == [countries.index(str(row["profile.country"])) + 1 for row in rows]
    places = ["home", "subcenter", "private_facility"]
    assert survey.data["location"].tolist() == [places.index(str(row["location"])) + 1 for row in rows]
    assert survey.codebook.value_label("country", 7, "en") == "Venezuela"
    assert survey.codebook.label("reason__safety", "en") == "I did not feel safe and/or I faced security threats"
    assert survey.codebook.title.en == "Sample Dataset KoboloadeR"
    assert "The file has no column for date, age, sex of the form." in survey.log[0].told("en")


def test_paradata_are_those_of_the_sheet() -> None:
    survey, rows = read_survey(EXPORT), sheet(0)
    assert survey.paradata["source_row"].tolist() == [2, 3, 4, 5, 6]
    assert survey.paradata["submitted"].tolist() == [row["_submission_time"] for row in rows]
    assert survey.paradata["duration_seconds"].tolist()[:2] == [1_209_072.0, 14_948.0]


def test_members_of_the_household_know_their_respondent() -> None:
    survey, rows = read_survey(EXPORT, codebook=FORM, sheet="members"), sheet(1)
    assert survey.data["age"].tolist() == [row["members.age"] for row in rows]
    assert survey.data["sex"].tolist() == [1.0 if row["members.sex"] == "male" else 2.0 for row in rows]
    assert survey.paradata["parent"].tolist() == [str(row["_submission__id"]) for row in rows]
    assert set(survey.paradata["parent"]) <= set(read_survey(EXPORT).data.index)


def test_the_form_is_a_codebook_by_itself() -> None:
    book = Codebook.read(FORM)
    kinds = {variable.name: variable.kind for variable in book.variables if "__" not in variable.name}
    assert kinds == {
        "date": "date", "location": "nominal", "country": "nominal", "occupation": "text", "HHSize": "numeric",
        "age": "numeric", "sex": "nominal",
    }  # fmt: skip
    assert len(book.sets[0].members) == 9
