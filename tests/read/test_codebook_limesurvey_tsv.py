"""LimeSurvey structures as tab-separated text, alone and with their downloads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.core.codebook import Codebook
from surveykit.errors import CodebookError, ReadError
from surveykit.read import codebook_limesurvey_tsv
from surveykit.read.survey import read_survey

Save = Callable[..., Path]

NEW = ("id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
       "mandatory", "encrypted", "other", "default")  # fmt: skip
OLD = ("class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other")


def _row(**cells: str) -> dict[str, str]:
    return {name.replace("kind", "type/scale").replace("cls", "class"): text for name, text in cells.items()}


def _languages(language: str, *texts: str) -> list[dict[str, str]]:
    names = iter(texts)
    return [
        _row(cls="G", kind="0", name=next(names), relevance="1", language=language),
        _row(cls="Q", kind="L", name="lives", relevance="1", text=next(names), language=language, other="Y"),
        _row(cls="A", kind="0", name="FR", text=next(names), language=language),
        _row(cls="A", kind="0", name="DE", text=next(names), language=language),
        _row(cls="G", kind="1", name=next(names), relevance="1", language=language),
        _row(
            cls="Q", kind="M", name="joined", relevance='lives == "FR"', text=next(names), language=language, other="N"
        ),
        _row(cls="SQ", kind="0", name="SQ001", text=next(names), language=language),
        _row(cls="SQ", kind="0", name="SQ002", text=next(names), language=language),
        _row(cls="Q", kind="F", name="trust", text=next(names), language=language, other="N"),
        _row(cls="SQ", name="SQ001", text=next(names), language=language),
        _row(cls="A", kind="0", name="A1", text=next(names), language=language),
        _row(cls="A", kind="0", name="A2", text=next(names), language=language),
    ]


ROWS = [
    _row(cls="S", name="sid", text="1"),
    _row(cls="SL", name="surveyls_title", text="Living", language="en"),
    _row(cls="SL", name="surveyls_title", text="居住", language="zh-Hans"),
    *_languages("en", "House", "Where do you <b>live</b>?", "France", "Germany", "Life", 'What did you\n"join"?',
                "Meetings", "Choir", "Trust", "The committee", "No", "Yes"),
    *_languages("zh-Hans", "房子", "您住在哪里？", "法国", "德国", "生活", "您参加过什么？", "会议", "合唱", "信任",
                "居委会", "不", "是"),
]  # fmt: skip


def _file(folder: Path, columns: tuple[str, ...] = NEW, *, cut: int | None = None) -> Path:
    lines = [columns, *(tuple(row.get(name, "") for name in columns) for row in ROWS)]
    quoted = [
        "\t".join('"' + text.replace('"', '""') + '"' if "\n" in text else text for text in line) for line in lines
    ]
    path = folder / "limesurvey_survey_1.txt"
    path.write_text("\n".join(quoted)[:cut], "utf-8-sig", newline="\n")
    return path


@pytest.mark.parametrize("columns", [NEW, OLD])
def test_questions_answers_and_languages_stand_in_order(tmp_path: Path, columns: tuple[str, ...]) -> None:
    book = Codebook.read(_file(tmp_path, columns))
    assert (book.title.en, book.title.zh) == ("Living", "居住")
    names = [variable.name for variable in book.variables]
    assert names == ["lives", "lives_other", "joined__SQ001", "joined__SQ002", "trust_SQ001"]
    lives = book.variable("lives")
    assert (lives.label.en, lives.label.zh) == ("Where do you live?", "您住在哪里？")
    assert [(text.en, text.zh) for text in lives.values.values()] == [
        ("France", "法国"), ("Germany", "德国"), ("Other", "其他"),
    ]  # fmt: skip
    assert book.sets[0].label.en == 'What did you "join"?'
    assert book.variable("trust_SQ001").label.zh == "信任 - 居委会"


def test_a_download_gets_its_labels(tmp_path: Path, save_csv: Save) -> None:
    header = ["id", "submitdate", "lastpage", "startlanguage", "lives", "lives[other]", "joined[SQ001]",
              "joined[SQ002]", "trust[SQ001]"]  # fmt: skip
    table = [header, ["1", "2024-05-01 09:00:00", "1", "en", "DE", "", "Y", "", "A2"]]
    survey = read_survey([save_csv(table), _file(tmp_path)])
    assert survey.data.iloc[0].tolist()[:1] == [2.0]
    assert survey.codebook.value_label("trust_SQ001", survey.data["trust_SQ001"].iloc[0], "zh") == "是"
    assert "joined are asked under conditions" in survey.log[0].told("en")


def test_cut_files_are_refused(tmp_path: Path) -> None:
    whole = _file(tmp_path).read_text("utf-8-sig")
    with pytest.raises(CodebookError, match="damaged or cut short"):
        Codebook.read(_file(tmp_path, cut=whole.index('"join') - 2))


def test_a_structure_without_questions_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("\t".join(OLD) + "\n", "utf-8")
    with pytest.raises(CodebookError, match="has no questions"):
        Codebook.read(path)


def test_files_of_a_size_no_survey_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codebook_limesurvey_tsv, "MAX_BYTES", 10)
    with pytest.raises(CodebookError, match="is larger than"):
        Codebook.read(_file(tmp_path))


def test_a_structure_alone_is_no_answers(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds the questions of a form and no answers"):
        read_survey(_file(tmp_path))
