"""The command line lists, runs and copies the bundled studies, and never runs over earlier results."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import surveykit.cli
from surveykit.cli import app
from surveykit.examples import bundled_examples

STUDY = "nanchang_workers_home"


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """A study whose run is over at once, and what it was asked."""
    asked: list[dict[str, object]] = []

    class Told:
        headlines = ("An interval of [0.1, 0.3].",)

    def run(out: Path, **options: object) -> tuple[object, list[Path]]:
        out.mkdir(exist_ok=True)
        (out / "chapter.docx").write_text("x")
        asked.append({"out": out, **{name: options[name] for name in ("language", "style", "overwrite")}})
        options["tell"]("Reading")  # type: ignore[operator]
        return Told(), [out / "chapter.docx"]

    monkeypatch.setattr("surveykit.examples.Example.load", lambda self: run)
    return asked


def test_list_names_every_study(runner: CliRunner) -> None:
    shown = runner.invoke(app, ["examples", "list"])
    assert shown.exit_code == 0
    assert all(example.name in shown.output for example in bundled_examples())


def test_run_shows_progress_headlines_and_files(
    runner: CliRunner, quick: list[dict[str, object]], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shown = runner.invoke(app, ["examples", "run", STUDY, "--out", str(out)])
    assert shown.exit_code == 0
    assert "Reading" in shown.output
    assert "[0.1, 0.3]" in shown.output
    assert "chapter.docx" in shown.output
    assert quick == [{"out": out, "language": "zh", "style": "cn-generic", "overwrite": False}]


def test_english_means_apa_unless_another_style_is_named(
    runner: CliRunner, quick: list[dict[str, object]], tmp_path: Path
) -> None:
    runner.invoke(app, ["examples", "run", STUDY, "--out", str(tmp_path / "a"), "--language", "en"])
    runner.invoke(
        app, ["examples", "run", STUDY, "--out", str(tmp_path / "b"), "--language", "en", "--style", "cn-thu"]
    )
    assert [run["style"] for run in quick] == ["apa7", "cn-thu"]


def test_earlier_results_are_left_alone_unless_told(
    runner: CliRunner, quick: list[dict[str, object]], tmp_path: Path
) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    refused = runner.invoke(app, ["examples", "run", STUDY, "--out", str(tmp_path)])
    assert refused.exit_code == 1
    assert "--overwrite" in refused.output
    assert quick == []
    assert runner.invoke(app, ["examples", "run", STUDY, "--out", str(tmp_path), "--overwrite"]).exit_code == 0
    assert (tmp_path / "kept.txt").read_text() == "mine"


def test_a_folder_that_is_not_there_is_said_before_the_work_begins(
    runner: CliRunner, quick: list[dict[str, object]], tmp_path: Path
) -> None:
    refused = runner.invoke(app, ["examples", "run", STUDY, "--out", str(tmp_path / "no" / "out")])
    assert refused.exit_code == 1
    assert "does not exist" in refused.output
    assert quick == []


def test_a_folder_that_cannot_be_written_is_said_before_the_work_begins(
    runner: CliRunner, quick: list[dict[str, object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**where: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", refuse)
    refused = runner.invoke(app, ["examples", "run", STUDY, "--out", str(tmp_path / "out")])
    assert refused.exit_code == 1
    assert "cannot be written" in refused.output
    assert quick == []


@pytest.mark.parametrize("command", ["run", "copy"])
def test_an_unknown_study_names_the_closest(runner: CliRunner, tmp_path: Path, command: str) -> None:
    extra = ["--out", str(tmp_path / "x")] if command == "run" else [str(tmp_path / "x")]
    refused = runner.invoke(app, ["examples", command, "nanchang_worker_home", *extra])
    assert refused.exit_code == 1
    assert STUDY in refused.output.replace("\n", "")


def test_copy_gives_a_study_to_start_from(runner: CliRunner, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    assert runner.invoke(app, ["examples", "copy", STUDY, str(mine)]).exit_code == 0
    assert {"analysis.py", "codebook.yaml", "truth.json", "README.md"} <= {path.name for path in mine.iterdir()}
    assert not list(mine.rglob("__pycache__"))
    again = runner.invoke(app, ["examples", "copy", STUDY, str(mine)])
    assert again.exit_code == 1


def test_the_module_is_the_command_line() -> None:
    assert surveykit.cli.app.info.help


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A table keyed in by hand, with a personal column."""
    file = tmp_path / "batch.csv"
    file.write_text("id,sex,trust,phone\n7,男,4,13800138000\n8,女,5,13900139000\n9,女,,\n", encoding="utf-8")
    return file


def test_inspect_says_what_a_file_holds_and_shows_no_answer(runner: CliRunner, export: Path) -> None:
    shown = runner.invoke(app, ["inspect", str(export), "--language", "en"])
    assert shown.exit_code == 0
    for words in ("batch.csv", "generic", "Respondents", "1 blank", "phone"):
        assert words in shown.output
    assert "13800138000" not in shown.output


def test_inspect_speaks_chinese_unless_told(runner: CliRunner, export: Path) -> None:
    shown = runner.invoke(app, ["inspect", str(export)])
    assert "3份" in shown.output
    assert "个人信息" in shown.output


@pytest.mark.parametrize("command", [["inspect"], ["codebook", "--overwrite", "-o", "{folder}/book.yaml"]])
def test_a_file_is_told_of_in_one_language(runner: CliRunner, export: Path, tmp_path: Path, command: list[str]) -> None:
    given = [word.format(folder=tmp_path) for word in command]
    told = {
        language: runner.invoke(app, [*given, str(export), "--language", language]).output.replace(str(tmp_path), "")
        for language in ("zh", "en")
    }
    assert "“phone”列指向个人，已删去（2个单元格）。" in told["zh"]
    assert "The column 'phone' points to persons and was dropped (2 cells)." in told["en"]
    assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", told["zh"])
    assert not re.search(r"[一-鿿]", told["en"])


def test_inspect_takes_a_codebook(runner: CliRunner, export: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    book.write_text("variables: [{name: trust, kind: ordinal, values: {1: low, 4: some, 5: high}}]", encoding="utf-8")
    shown = runner.invoke(app, ["inspect", str(export), "--codebook", str(book), "--language", "en"])
    assert "1 ordinal" in shown.output


def test_codebook_drafts_a_workbook_that_reads_the_file(runner: CliRunner, export: Path, tmp_path: Path) -> None:
    out = tmp_path / "book.xlsx"
    assert runner.invoke(app, ["codebook", str(export), "-o", str(out)]).exit_code == 0
    again = surveykit.read_survey(export, codebook=out)
    assert again.data["trust"].tolist()[:2] == [4.0, 5.0]
    assert [v.name for v in surveykit.Codebook.read(out).variables] == ["sex", "trust"]


def test_an_earlier_codebook_is_left_alone_unless_told(runner: CliRunner, export: Path, tmp_path: Path) -> None:
    out = tmp_path / "book.yaml"
    out.write_text("mine")
    refused = runner.invoke(app, ["codebook", str(export), "-o", str(out)])
    assert refused.exit_code == 1
    assert "--overwrite" in refused.output
    assert out.read_text() == "mine"
    assert runner.invoke(app, ["codebook", str(export), "-o", str(out), "--overwrite"]).exit_code == 0
    assert "trust" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [["inspect"], ["codebook", "-o", "book.yaml"]])
def test_a_file_that_is_not_there_is_an_error_without_a_traceback(
    runner: CliRunner, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = runner.invoke(app, [*command, "none.xlsx"])
    assert refused.exit_code == 1
    assert "error: There is no file" in refused.output
    assert "Traceback" not in refused.output
    assert not list(tmp_path.iterdir())


def test_a_codebook_is_written_in_its_formats_only(runner: CliRunner, export: Path, tmp_path: Path) -> None:
    refused = runner.invoke(app, ["codebook", str(export), "-o", str(tmp_path / "book.docx")])
    assert refused.exit_code == 1
    assert ".yaml or .xlsx" in refused.output


def test_instruments_are_listed_and_searched(runner: CliRunner) -> None:
    every = runner.invoke(app, ["instruments"], env={"COLUMNS": "200"})
    assert every.exit_code == 0
    assert all(name in every.output for name in surveykit.instruments()["name"])
    found = runner.invoke(app, ["instruments", "党建", "--language", "en"], env={"COLUMNS": "200"})
    assert "Party-led governance" in found.output
    assert "community_trust" not in found.output


def test_one_instrument_is_shown_in_the_language_that_is_asked_for(runner: CliRunner) -> None:
    chinese = runner.invoke(app, ["instruments", "community_trust"])
    assert "TR1 我信任小区里的大多数邻居" in chinese.output
    english = runner.invoke(app, ["instruments", "community_trust", "--language", "en"])
    assert "TR1 I trust most neighbours" in english.output


def test_an_instrument_that_is_not_there_is_an_error(runner: CliRunner) -> None:
    refused = runner.invoke(app, ["instruments", "no such thing", "--language", "en"])
    assert refused.exit_code == 1
    assert "No instrument has no such thing" in refused.output


def test_tracebacks_never_show_local_variables() -> None:
    assert app.pretty_exceptions_show_locals is False
