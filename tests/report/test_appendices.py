"""The appendices: the questionnaire as it was asked, the steps of preparation, and where the numbers come from."""

from __future__ import annotations

import pytest

import surveykit as sk
from surveykit.core.result import Result
from surveykit.core.style import PRESETS
from surveykit.core.table import Table
from surveykit.errors import ColumnError, OptionError
from surveykit.report.questionnaire import asked, questionnaire, questions
from surveykit.write.parts import Heading, PageBreak, Paragraph

CHINESE, ENGLISH = PRESETS["cn-generic"], PRESETS["apa7"]


def lines(survey: sk.Survey, style: str = "cn-generic") -> list[str]:
    return [part.text for part in questionnaire(asked(survey), PRESETS[style]) if isinstance(part, Paragraph)]


def test_questions_are_numbered_and_carry_their_boxes(study: sk.Survey) -> None:
    printed = lines(study)
    assert printed[:2] == ["1. 性别", "□\u00a0男　　□\u00a0女"]
    assert printed[2:4] == ["2. 年龄", "________________"]


def test_sets_say_how_to_answer(study: sk.Survey) -> None:
    printed = lines(study)
    assert "3. 用过的服务（可多选，最多选2项）" in printed
    assert "4. 需求排序（请排序，1为第一位）" in printed
    ranking = printed[printed.index("4. 需求排序（请排序，1为第一位）") + 1]
    assert ranking == "____\u00a0需求rank_1　　____\u00a0需求rank_2"
    assert lines(study, "apa7")[4] == "3. Services used (tick up to 2)"


def test_items_of_a_scale_with_the_same_answers_are_a_grid(study: sk.Survey) -> None:
    parts = questionnaire(asked(study), ENGLISH)
    grids = [part for part in parts if isinstance(part, Table)]
    assert [table.name for table in grids] == ["grid_trust", "grid_norms"]
    assert [column.header for column in grids[0].columns] == ["", *(f"agree {i}" for i in range(1, 6))]
    assert grids[1].row_names == ("8. item norms1", "9. item norms2", "10. item norms3")
    assert {cell.value for row in grids[0].rows for cell in row.cells[1:]} == {"□"}
    assert "8–10. Norms" in lines(study, "apa7")


def test_derived_variables_were_not_asked(study: sk.Survey) -> None:
    assert study.codebook.has_variable("band")
    assert not asked(study).has_variable("band")
    assert lines(study)[-2] == "11. 意见"


def test_what_was_written_behind_an_option_is_no_question(study: sk.Survey) -> None:
    written = [sk.Variable(name=f"{name}_text", kind="text") for name in ("uses", "sex")]
    variables = (*study.codebook.variables, *written)
    assert questions(study.codebook.model_copy(update={"variables": variables})) == questions(study.codebook)


def test_what_was_no_question_can_be_left_out(study: sk.Survey) -> None:
    report = sk.Report()
    report.add_questionnaire(study, leave_out=["remarks", "needs"])
    printed = [part.text for part in report.parts if isinstance(part, Paragraph)]
    assert printed[-1] == "7–9. 规范"
    assert not any("需求" in line for line in printed)
    with pytest.raises(OptionError, match=r"leave_out='remark' is not known.*Closest: 'remarks'"):
        report.add_questionnaire(study, leave_out=["remark"])
    with pytest.raises(OptionError, match="must be a list"):
        report.add_questionnaire(study, leave_out="remarks")


def test_appendices_are_lettered_and_their_tables_numbered_under_the_letter(
    study: sk.Survey, results: dict[str, Result]
) -> None:
    report = sk.Report(style="cn-generic")
    report.add(results["mediation"])
    report.add_questionnaire(study)
    report.add_cleaning_log(study)
    report.add_provenance(study)
    headings = [part.text for part in report.parts if isinstance(part, Heading) and part.text.startswith("附录")]
    assert headings == ["附录A　调查问卷", "附录B　数据清理记录", "附录C　数据与软件"]
    assert sum(isinstance(part, PageBreak) for part in report.parts) == 3
    numbers = {part.name: part.number for part in report.parts if isinstance(part, Table)}
    assert (numbers["grid_trust"], numbers["cleaning_log"], numbers["provenance"]) == ("", "B-1", "C-1")


def test_the_log_tells_each_step_in_words(study: sk.Survey) -> None:
    report = sk.Report(style="cn-generic")
    report.add_cleaning_log(study)
    table = next(part for part in report.parts if isinstance(part, Table))
    assert [row.cells[1].value for row in table.rows] == ["读入数据表", "计算量表得分", "划分组别"]


def test_the_log_counts_those_that_left_and_not_those_that_stayed(study: sk.Survey) -> None:
    items = [f"trust{i}" for i in (1, 2, 3)]
    flagged = study.pipe(sk.flag_straightlining, items=items, run_length=3).pipe(sk.exclude_flagged)
    step = flagged.log[-1]
    assert "kept" in set(step.cases["action"])
    report = sk.Report()
    report.add_cleaning_log(flagged)
    table = next(part for part in report.parts if isinstance(part, Table))
    _, _, before, after, touched = (cell.value for cell in table.rows[-1].cells)
    assert (before, after) == (step.rows_before, step.rows_after)
    assert touched == step.rows_before - step.rows_after


def test_every_verb_that_takes_a_step_has_words() -> None:
    from surveykit.core.terms import topics

    verbs = {name for name in sk.__all__ if name.startswith(("flag_", "derive_"))}
    verbs |= {"read_survey", "combine", "set_missing", "drop_cases", "exclude_flagged", "reverse_items", "score_scales"}
    verbs |= {"pseudonymise", "participation_index", "arnstein_level", "position_generator", "knowledge_score"}
    verbs |= {"score_factors"}
    assert {f"verb_{name}" for name in verbs} <= set(topics()["report"])


def test_where_the_numbers_come_from(study: sk.Survey, results: dict[str, Result]) -> None:
    report = sk.Report(style="apa7")
    report.add(results["mediation"])
    report.add_provenance(study)
    table = next(part for part in report.parts if isinstance(part, Table) and part.name == "provenance")
    entries = {str(row.cells[0].value): row.cells[1].value for row in table.rows}
    assert entries["Respondents"] == 80
    assert entries["Seed: mediation"] == "7"
    assert len(str(entries["Fingerprint of the data (SHA-256)"]).replace(" ", "")) == 64
    assert "statsmodels" in entries


def test_what_is_no_survey_is_refused() -> None:
    report = sk.Report()
    with pytest.raises(OptionError, match="Codebook"):
        report.add_questionnaire("codebook.yaml")  # type: ignore[arg-type]
    with pytest.raises(ColumnError):
        report.add_provenance(sk.Codebook())  # type: ignore[arg-type]
