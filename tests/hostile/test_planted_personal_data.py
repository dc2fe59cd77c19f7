"""Fifty planted identities are in no table, file, log, message or folder, unless the user asks for their column."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import tempfile
import traceback
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from planted import NAMES, NEEDLES, save_qualtrics, save_wenjuanxing
from typer.testing import CliRunner

import surveykit as sk
from surveykit.cli import app

Saver = Callable[[Path], Path]

SAVERS = pytest.mark.parametrize("save", [save_wenjuanxing, save_qualtrics])
ITEMS = [f"Q{n}" for n in range(5, 11)]
NAME_COLUMN = {save_wenjuanxing: "12、您的姓名", save_qualtrics: "Q12"}
NAME = "Q12"
COMMENT = "Q11"
AGREEMENT = {code: {"zh": f"同意{code}", "en": f"agree {code}"} for code in range(1, 6)}


def described(survey: sk.Survey) -> sk.Survey:
    """The survey with items on a ladder and three scales, as a student's codebook has them."""
    book = survey.codebook
    items = {
        name: book.variable(name).model_copy(
            update={"kind": "ordinal", "values": {c: sk.Text(**t) for c, t in AGREEMENT.items()}, "low": 1, "high": 5}
        )
        for name in ITEMS
    }
    scales = [
        sk.Scale(name="trust", label=sk.Text(zh="信任", en="Trust"), items=tuple(ITEMS[:2])),
        sk.Scale(name="norms", label=sk.Text(zh="规范", en="Norms"), items=tuple(ITEMS[2:4])),
        sk.Scale(name="action", label=sk.Text(zh="参与", en="Action"), items=tuple(ITEMS[4:]), reversed=("Q10",)),
    ]
    whole = book.with_variables(items).model_copy(update={"scales": tuple(scales)})
    return sk.Survey(
        survey.data,
        whole,
        paradata=survey.paradata,
        missing_reasons=survey.missing_reasons,
        flags=survey.flags,
        log=survey.log,
    )


def cleaned(survey: sk.Survey) -> sk.Survey:
    """Every flag and every verb that a study needs."""
    flagged = sk.flag_incomplete(survey, items=ITEMS)
    flagged = sk.flag_speeding(flagged, items=ITEMS)
    flagged = sk.flag_straightlining(flagged, items=ITEMS)
    flagged = sk.flag_duplicates(flagged, items=ITEMS)
    flagged = sk.flag_outliers(flagged, items=ITEMS)
    flagged = sk.flag_psychsyn(flagged, items=ITEMS, min_r=0.1)
    flagged = sk.flag_even_odd(flagged)
    rule = sk.Rule(name="young", label="too young", where=lambda rows: rows["Q2"] < 20, columns=("Q2", COMMENT))
    flagged = sk.flag_inconsistent(flagged, rules=[rule])
    kept = sk.exclude_flagged(flagged)
    kept = sk.set_missing(kept, columns="Q3", codes={3: "refused"})
    kept = sk.reverse_items(kept)
    kept = sk.drop_cases(kept, where=lambda rows: rows["Q2"] < 25, reason="under age")
    return sk.score_scales(kept)


def analysed(survey: sk.Survey) -> list[sk.Result]:
    """Every kind of result, with the open answers wherever one takes them."""
    return [
        sk.codebook_report(survey),
        sk.describe_sample(survey, columns=["Q1", "Q3", "Q4"]),
        sk.describe_items(survey, items=ITEMS),
        sk.reliability(survey),
        sk.measures(survey),
        sk.correlations(survey, columns=["trust", "action", "Q2"]),
        sk.linear_regression(survey, outcome="action", predictors=["trust", "Q1", "Q2"]),
        sk.mediation(survey, x="trust", m="Q2", y="action", n_boot=100, seed=1),
        sk.paired_comparison(survey, pairs=[("trust", "action")]),
        sk.disclosure_risk(survey, quasi_identifiers=["Q1", "Q2", COMMENT], sensitive="Q3"),
        sk.sample_flow(survey),
    ]


def wrong_inputs(survey: sk.Survey, path: Path, folder: Path) -> dict[str, Callable[[], object]]:
    """Calls that fail, or that may, most of them on the columns of persons."""
    columns = [COMMENT, NAME] if NAME in survey.data.columns else [COMMENT]
    values = {1: "同意", 2: "不同意"}
    closed = sk.Codebook.model_validate({"variables": [
        {"name": name, "values": values, "source": [header]} for name, header in sources(path).items()
    ]})  # fmt: skip
    numbers = sk.Codebook.model_validate({"variables": [
        {"name": name, "kind": "numeric", "source": [header]} for name, header in sources(path).items()
    ]})  # fmt: skip
    raw = pd.DataFrame({name: survey.data[name] for name in columns})
    calls: dict[str, Callable[[], object]] = {
        "codebook of closed questions": lambda: sk.read_survey(path, codebook=closed),
        "codebook of numbers": lambda: sk.read_survey(path, codebook=numbers),
        "unknown platform": lambda: sk.read_survey(path, platform="paper"),
        "unknown column to keep": lambda: sk.read_survey(path, keep_personal=["姓名?"]),
        "column of the platform to keep": lambda: sk.read_survey(path, keep_personal=["来自IP"]),
        "codebook file": lambda: sk.read_survey(path, codebook=path),
        "frame with a codebook": lambda: sk.Survey.from_frame(
            raw, codebook=sk.Codebook(variables=[sk.Variable(name=COMMENT, kind="numeric", personal=True)])
        ),
        "twice": lambda: sk.combine([survey, survey]),
        "unknown scale": lambda: sk.score_scales(survey, scales="nothing"),
        "no key": lambda: sk.pseudonymise(survey, columns=columns, key=folder / "absent.key"),
        "wrong suffix": lambda: sk.write_survey(survey, folder / "answers.txt"),
    }
    for name in columns:
        calls |= {
            f"reliability {name}": lambda name=name: sk.reliability(survey, items=[*ITEMS[:2], name]),
            f"describe_sample {name}": lambda name=name: sk.describe_sample(survey, columns=[name]),
            f"describe_items {name}": lambda name=name: sk.describe_items(survey, items=[name]),
            f"correlations {name}": lambda name=name: sk.correlations(survey, columns=["Q2", name]),
            f"regression {name}": lambda name=name: sk.linear_regression(survey, outcome="Q2", predictors=[name]),
            f"cluster {name}": lambda name=name: sk.linear_regression(
                survey, outcome="Q2", predictors=["Q1"], se="cluster", cluster=name
            ),
            f"paired {name}": lambda name=name: sk.paired_comparison(survey, pairs=[(name, "Q2")]),
            f"set_missing {name}": lambda name=name: sk.set_missing(survey, columns=name, codes={7: "refused"}),
            f"drop_cases {name}": lambda name=name: sk.drop_cases(survey, where={name: ["x"]}, reason="asked"),
            f"reverse {name}": lambda name=name: sk.reverse_items(survey, items=[name]),
            f"straightlining {name}": lambda name=name: sk.flag_straightlining(survey, items=[*ITEMS, name]),
            f"outliers {name}": lambda name=name: sk.flag_outliers(survey, items=[*ITEMS, name]),
            f"incomplete {name}": lambda name=name: sk.flag_incomplete(survey, items=[name], max_missing=0),
            f"duplicates {name}": lambda name=name: sk.flag_duplicates(survey, items=[name], min_same=1),
            f"rule {name}": lambda name=name: sk.flag_inconsistent(
                survey, rules=[sk.Rule(name="r", label="r", where=lambda rows: rows[name].notna(), columns=(name,))]
            ),
            f"rule that fails {name}": lambda name=name: sk.flag_inconsistent(
                survey, rules=[sk.Rule(name="r", label="r", where=lambda rows: rows[name].astype(float) > 1)]
            ),
            f"risk {name}": lambda name=name: sk.disclosure_risk(survey, quasi_identifiers=[name, "nothing"]),
        }
    return calls


def sources(path: Path) -> dict[str, str]:
    """A name and the header of every column that points to persons or is open."""
    numbers = range(11, 19)
    if path.suffix == ".csv":
        return {f"V{n}": f"Q{n}" for n in numbers}
    words = ["您的其他意见", "您的姓名", "请留下您的联系方式", "您的身份证号码", "您的E-mail", "您的微信号", "家庭住址"]
    return {f"V{n}": f"{n}、{word}" for n, word in zip(numbers, [*words, "您的位置信息"], strict=True)}


def told(error: BaseException) -> str:
    """All that an error can print: its message, its causes, its traceback, and the answers that it lists."""
    cases = getattr(error, "cases", None)
    listed = cases.to_csv() if isinstance(cases, pd.DataFrame) else ""
    return "".join(traceback.format_exception(error)) + repr(error) + listed


def texts_of(path: Path) -> Iterator[str]:
    """The content of a file, and of every file in it, in each of the encodings that such files have."""
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            parts = [packed.read(name) for name in packed.namelist()]
    else:
        parts = [content]
    for part in [content, *parts]:
        yield part.decode("utf-8", "ignore")
        yield part.decode("utf-16-le", "ignore")


def hits(texts: dict[str, str]) -> list[str]:
    return [f"{needle} in {place}" for place, text in texts.items() for needle in NEEDLES if needle in text]


def record(survey: sk.Survey) -> dict[str, str]:
    """Everything that the survey tells beside its answers."""
    steps = [f"{step!r} {step.cases.to_csv()} {step.removed.to_csv()}" for step in survey.log]
    logs = {
        f"cleaning log {language}": sk.cleaning_log(survey, language=language).to_csv() for language in ("zh", "en")
    }
    return {
        "log": "\n".join(steps),
        "paradata": survey.paradata.to_csv(),
        "flags": survey.flags.to_csv(),
        "reasons": survey.missing_reasons.to_csv(),
        "codebook": json.dumps(survey.codebook.model_dump(mode="json"), ensure_ascii=False),
        "repr": repr(survey) + repr(survey.codebook),
        **logs,
    }


def report_on(survey: sk.Survey, results: list[sk.Result], *, style: str) -> sk.Report:
    report = sk.Report(style=style)
    for result in results:
        report.add(result)
    report.add_table(results[9].table(layout="cells", style=style))
    report.add_questionnaire(survey)
    report.add_methods(survey)
    report.add_cleaning_log(survey)
    report.add_provenance(survey)
    return report


def results_told(results: list[sk.Result]) -> dict[str, str]:
    frames = {
        f"{result.topic} {name}": value.to_csv()
        for result in results
        for name, value in vars(result).items()
        if isinstance(value, pd.DataFrame)
    }
    return frames | {f"{r.topic} text": f"{r!r} {r.tidy().to_csv()} {r.prose(language='en')}" for r in results}


def on_the_command_line(path: Path, folder: Path) -> dict[str, str]:
    runs = {
        "inspect zh": ["inspect", str(path)],
        "inspect en": ["inspect", str(path), "--language", "en"],
        "inspect wrong": ["inspect", str(path), "--codebook", str(path)],
        "codebook": ["codebook", str(path), "-o", str(folder / "drafted.xlsx")],
        "codebook yaml": ["codebook", str(path), "-o", str(folder / "drafted.yaml")],
    }
    return {name: CliRunner().invoke(app, arguments).output for name, arguments in runs.items()}


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for temporary files."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@SAVERS
@pytest.mark.parametrize("keeps_names", [False, True])
def test_no_planted_person_is_found_on_the_whole_road(
    save: Saver, keeps_names: bool, tmp_path: Path, temp: Path, out: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = save(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        survey = described(sk.read_survey(path, keep_personal=[NAME_COLUMN[save]] if keeps_names else ()))
        ready = cleaned(survey)
        results = analysed(ready)
        for style in ("cn-generic", "apa7"):
            chapter = report_on(ready, results, style=style)
            chapter.save_all(out / style, survey=ready, formats=(".docx", ".html", ".tex", ".md"))
        telling = {
            **{f"read: {place}": text for place, text in record(survey).items()},
            **record(sk.flag_duplicates(survey, items=ITEMS, same_address=True)),
            **{f"ready: {place}": text for place, text in record(ready).items()},
            **results_told(results),
            **on_the_command_line(path, out),
        }
        for name, call in wrong_inputs(survey, path, out).items():
            try:
                found = call()
            except sk.SurveyKitError as error:
                telling[name] = told(error)
            else:
                telling[name] = repr(found) + (str(record(found)) if isinstance(found, sk.Survey) else "")
    telling["printed"] = printed.getvalue()
    telling["logged"] = caplog.text
    for folder in (out, temp):
        for file in filter(Path.is_file, folder.rglob("*")):
            telling |= {f"{file.name} {n}": text for n, text in enumerate(texts_of(file))}
    assert {".docx", ".xlsx", ".tex", ".html", ".md"} <= {file.suffix for file in out.rglob("*")}
    assert hits(telling) == []


@SAVERS
@pytest.mark.parametrize("suffix", [".sav", ".dta", ".csv", ".xlsx"])
def test_written_surveys_hold_nobody_but_whom_the_user_kept(
    save: Saver, suffix: str, tmp_path: Path, out: Path
) -> None:
    path = save(tmp_path)
    sk.write_survey(described(sk.read_survey(path)), out / f"study{suffix}", paradata=True)
    kept = sk.read_survey(path, keep_personal=[NAME_COLUMN[save]])
    sk.write_survey(kept, out / f"names{suffix}")
    everything = {f"{file.name} {n}": t for file in out.iterdir() for n, t in enumerate(texts_of(file))}
    found = hits(everything)
    assert {hit.split(" in ")[0] for hit in found} <= set(NAMES)
    assert not [hit for hit in found if " in study" in hit]
    names = kept.data[NAME].tolist()
    assert names[: len(NAMES)] == list(NAMES)


@SAVERS
def test_nobody_is_left_in_the_data_as_they_are_read(save: Saver, tmp_path: Path) -> None:
    survey = sk.read_survey(save(tmp_path))
    assert hits({"data": survey.data.to_csv(), "pickle": repr(survey.data.to_dict())}) == []
    masked = survey.log[0].cases.query("action == 'masked'")
    assert set(masked["column"]) == {COMMENT, "Q4_text"}
    assert (masked["value"] == "").all()
    assert len(masked.query("column == @COMMENT")["row"].unique()) == 50


@SAVERS
def test_tokens_replace_those_whom_the_user_kept(save: Saver, tmp_path: Path, out: Path) -> None:
    key = sk.make_key(tmp_path / "study.key")
    kept = sk.read_survey(save(tmp_path), keep_personal=[NAME_COLUMN[save]])
    linked = sk.pseudonymise(kept, columns=NAME, key=key)
    sk.write_survey(linked, out / "linked.csv")
    everything = {f"{file.name} {n}": t for file in out.iterdir() for n, t in enumerate(texts_of(file))}
    assert hits({**everything, **record(linked), "data": linked.data.to_csv()}) == []
    assert linked.data[NAME].nunique() == len(NAMES)
