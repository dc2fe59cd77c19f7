"""Read what was planned, and put answers, paradata and the record of repairs together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from surveykit.core.codebook import Codebook, Text, Variable
from surveykit.core.survey import CASE_COLUMNS, Step, Survey
from surveykit.core.terms import bilingual
from surveykit.errors import AnswerError
from surveykit.read.answers import Answers, Cell, read_answers
from surveykit.read.answers_options import read_listed, read_member_columns
from surveykit.read.columns import Match, fill_in_variables
from surveykit.read.export import Body, Export
from surveykit.read.grid import listed
from surveykit.read.headers import Column
from surveykit.read.identifiers import identifiers, masked
from surveykit.read.open_answers import masked_notes, without_identifiers, without_identifying_labels
from surveykit.read.own_identities import own_identities
from surveykit.read.pair import refuse_differences
from surveykit.read.personal import is_personal_column
from surveykit.read.plan import Plan
from surveykit.read.platforms import BY_NAME

SHOWN = 20


def assemble(plan: Plan, *, mode: str | None, year: int | None) -> Survey:
    """The survey that a plan describes."""
    answers = _read(plan.export, plan.codebook, plan.match, year)
    if plan.twin is not None:
        refuse_differences(answers, _read(plan.twin, plan.codebook, plan.twin_match, year), plan.export)
    answers = without_identifiers(
        answers,
        plan.codebook,
        written=_written_names(answers, plan.codebook),
        kept=plan.kept,
        own=own_identities(plan.export, plan.match, plan.kept),
    )
    fill_ins = _fill_ins(answers, plan)
    answers, codebook = _with_absent(answers, plan, set(fill_ins)), plan.codebook
    ids = plan.export.ids.rename(None)
    columns = {name: answer.values.to_numpy() for name, answer in answers.items()}
    reasons = {name: a.reasons.to_numpy() for name, a in answers.items() if (a.reasons != "").any()}
    columns |= {name: fill_in.texts.to_numpy() for name, fill_in in fill_ins.items()}
    reasons |= {name: fill_in.reasons.to_numpy() for name, fill_in in fill_ins.items()}
    codebook = _with_fill_ins(codebook, {name: fill_in.variable for name, fill_in in fill_ins.items()})
    data = pd.DataFrame({v.name: columns[v.name] for v in codebook.variables if v.name in columns}, index=ids)
    codebook = without_identifying_labels(codebook, plan.given | plan.kept)
    paradata = _paradata(plan, mode)
    notes = [
        *plan.notes,
        *_unwritten_notes(plan, set(fill_ins)),
        *_range_notes(data, codebook),
        *_paradata_notes(paradata),
        *masked_notes(answers),
    ]
    step = Step(
        verb="read_survey",
        rows_before=len(data),
        rows_after=len(data),
        arguments=_arguments(plan, paradata),
        columns=tuple(str(name) for name in data.columns),
        notes=tuple(Text(zh=masked(note.zh), en=masked(note.en)) for note in notes),
        cases=_cases(answers, plan.export),
    )
    return Survey(
        data, codebook, paradata=paradata, missing_reasons=pd.DataFrame(reasons, index=ids, dtype=object), log=(step,)
    )


def _read(export: Export, codebook: Codebook, match: Match, year: int | None) -> dict[str, Answers]:
    """Every matched variable of one file; all cells that cannot be understood end in one error."""
    years = _years(export, year)
    found: dict[str, Answers] = {}
    for group in codebook.sets:
        members = [codebook.variable(name) for name in group.members]
        if group.name in match.listed:
            cells = export.cells(match.listed[group.name])
            read = read_listed(
                cells,
                members,
                name=group.name,
                kind=group.kind,
                body=export.body,
                separator=export.separator,
                own_text=export.own_text,
            )
        elif group.name in match.spread:
            columns = [export.cells(column) for column in match.spread[group.name]]
            read = read_member_columns(columns, members, kind=group.kind, body=export.body)
        else:
            continue
        found.update(zip(group.members, read, strict=True))
    for name, column in match.single.items():
        variable, cells = codebook.variable(name), export.cells(column)
        found[name] = read_answers(cells, variable, body=_body(export, column), years=years, own_text=export.own_text)
    unknown = [cell for answer in found.values() for cell in answer.unknown]
    _refuse_unknown(export, _told(unknown, export, match), codebook)
    return {variable.name: found[variable.name] for variable in codebook.variables if variable.name in found}


def _body(export: Export, column: Column) -> Body:
    """How one column is written: a download by index has ticks and ranks, not positions, under options."""
    return "score" if export.body == "index" and column.role == "option" else export.body


def _years(export: Export, year: int | None) -> pd.Series | None:
    """The calendar year of each answer; the commonest one where a respondent's is not known."""
    submitted = export.paradata["submitted"].dt.year
    known = submitted.dropna()
    if year is None and known.empty:
        return None
    fallback = int(known.median()) if year is None else year
    filled: pd.Series = submitted.fillna(float(fallback))
    return filled


def _told(cells: list[Cell], export: Export, match: Match) -> list[Cell]:
    """Cells without the text of those that point to persons, by their question or by themselves."""
    columns = {name: match.single[name] for name in {cell.column for cell in cells} & set(match.single)}
    withheld = {name for name, column in columns.items() if is_personal_column(column, export.cells(column))}
    own = own_identities(export, match, ()) if cells else {}
    return [
        replace(cell, text="", nearest="")
        if cell.column in withheld or identifiers(cell.text) or any(word in cell.text for word in own.get(cell.row, ()))
        else cell
        for cell in cells
    ]


def _refuse_unknown(export: Export, unknown: list[Cell], codebook: Codebook) -> None:
    if not unknown:
        return
    unknown = sorted(unknown, key=lambda cell: (cell.row, cell.column))
    cases = pd.DataFrame(
        [(cell.row, cell.column, cell.text, cell.nearest) for cell in unknown],
        columns=["row", "column", "value", "nearest"],
    )
    alike: dict[tuple[str, str], list[Cell]] = {}
    for cell in unknown:
        alike.setdefault((cell.column, cell.text), []).append(cell)
    shown = list(alike.values())[:SHOWN]
    lines = "\n".join(f"  {_line(cells, codebook)}" for cells in shown)
    left = len(unknown) - sum(map(len, shown))
    more = f"\n  and {left} more in the error's `cases`" if left else ""
    raise AnswerError(
        f"{export.grid.path.name}: {len(unknown)} answers are not in the codebook:\n{lines}{more}\n"
        "Correct the cells; empty those that hold no answer (NA, -, 无); or add what the codebook lacks to its values. "
        "A value is found by its label in either language, so keep the wording of the file in one of them. "
        "Only whole numbers, such as 99, can be declared as missing codes.",
        cases,
    )


def _line(cells: list[Cell], codebook: Codebook) -> str:
    """What is wrong with the cells of one column that say the same."""
    cell = cells[0]
    variable = codebook.variable(cell.column) if codebook.has_variable(cell.column) else None
    rows = f"row{'s' if len(cells) > 1 else ''} {listed([one.row for one in cells])}"
    if not cell.text:
        return f"{rows}, {cell.column}: not a valid answer (value withheld)"
    text = cell.text if len(cell.text) <= 60 else cell.text[:57] + "..."
    hint = f" (nearest: {cell.nearest!r})" if cell.nearest else ""
    if variable is not None and not variable.values and variable.kind == "numeric":
        hint = hint or " (a number is expected; for years of birth the year of the survey must be known: year=)"
    return f"{rows}, {cell.column}: {text!r}{hint}"


def _with_absent(answers: dict[str, Answers], plan: Plan, written: set[str]) -> dict[str, Answers]:
    """Variables that this file may lack are empty, because nobody was asked."""
    rows = plan.export.grid.cells.index
    whole = {}
    for variable in plan.codebook.variables:
        if variable.name in answers:
            whole[variable.name] = answers[variable.name]
        elif variable.name in plan.match.absent and variable.name not in written:
            nothing = np.nan if variable.kind != "date" else np.datetime64("NaT")
            dtype = object if variable.kind == "text" and not variable.values else None
            whole[variable.name] = Answers(
                pd.Series(nothing, index=rows, dtype=dtype), pd.Series("not_shown", index=rows, dtype=object)
            )
    return whole


@dataclass(frozen=True)
class _FillIn:
    """What was written behind the options of one question, and why nothing was: nobody is asked who did not choose."""

    variable: Variable
    texts: pd.Series
    reasons: pd.Series


def _fill_ins(answers: Mapping[str, Answers], plan: Plan) -> dict[str, _FillIn]:
    """What was written behind options such as 其他, as text variables named after their question."""
    owner = {group.members[0]: group for group in plan.codebook.sets}
    written = _written_names(answers, plan.codebook)
    known = {variable.name: variable for variable in fill_in_variables(plan.codebook)}
    found: dict[str, _FillIn] = {}
    for name, answer in answers.items():
        if answer.fill_ins is None:
            continue
        fill_name = written[name]
        if fill_name in answers or fill_name in plan.dropped:
            continue
        part = owner.get(name) or plan.codebook.variable(name)
        label = Text(zh=f"{part.label.zh}（填写）", en=f"{part.label.en} (written)")
        texts = answer.fill_ins.where(answer.fill_ins != "", np.nan)
        variable = known.get(fill_name, Variable(name=fill_name, label=label, kind="text"))
        reasons = answer.reasons.where((answer.reasons != "") | texts.notna(), "not_shown").mask(texts.notna(), "")
        found[fill_name] = _FillIn(variable, texts, reasons)
    return found


def _written_names(answers: Iterable[str], codebook: Codebook) -> dict[str, str]:
    """For each column the name of what was written behind its options, which is that of its question."""
    owner = {group.members[0]: group.name for group in codebook.sets}
    return {name: f"{owner.get(name, name)}_text" for name in answers}


def _with_fill_ins(codebook: Codebook, written: Mapping[str, Variable]) -> Codebook:
    """What was written behind options stands behind its question, unless the codebook has a place for it."""
    last = {group.name: group.members[-1] for group in codebook.sets}
    owners = {name: name.removesuffix("_text") for name in written if not codebook.has_variable(name)}
    behind = {last.get(owner, owner): written[name] for name, owner in owners.items()}
    ordered = [one for v in codebook.variables for one in (v, behind.get(v.name)) if one is not None]
    return codebook.model_copy(update={"variables": tuple(ordered)})


def _unwritten_notes(plan: Plan, written: set[str]) -> Iterable[Text]:
    for variable in fill_in_variables(plan.codebook):
        if variable.name in plan.match.absent and variable.name not in written:
            yield bilingual("reading.fill_in_absent", name=variable.name)


def _paradata(plan: Plan, mode: str | None) -> pd.DataFrame:
    known = plan.export.paradata.copy()
    texts = ["channel", "province", "city", "address_token"]
    known[texts] = known[texts].where(known[texts] != "", np.nan)
    known.insert(0, "source_file", plan.export.grid.path.name)
    known.insert(1, "source_row", plan.export.grid.cells.index)
    known["mode"] = BY_NAME[plan.export.platform].mode if mode is None else mode
    known.index = plan.export.ids
    return known


def _range_notes(data: pd.DataFrame, codebook: Codebook) -> Iterable[Text]:
    for variable in codebook.variables:
        if variable.values or variable.name not in data or variable.kind != "numeric":
            continue
        low, high = variable.range
        column = data[variable.name]
        outside = (column < (-np.inf if low is None else low)) | (column > (np.inf if high is None else high))
        if outside.any():
            yield bilingual("reading.outside", name=variable.name, n=int(outside.sum()))


def _paradata_notes(paradata: pd.DataFrame) -> Iterable[Text]:
    finished = paradata["finished"] != 0 if "finished" in paradata else pd.Series(True, index=paradata.index)
    for column in ("submitted", "duration_seconds"):
        unknown = int((paradata[column].isna() & finished).sum())
        if 0 < unknown < len(paradata):
            yield bilingual("reading.unread", what=bilingual(f"reading.unread_{column}"), n=unknown)


def _arguments(plan: Plan, paradata: pd.DataFrame) -> dict[str, object]:
    files = [export.grid.path.name for export in (plan.export, plan.twin) if export is not None]
    return {
        "path": files,
        "platform": plan.export.platform,
        "body": plan.export.body,
        "mode": str(paradata["mode"].iloc[0]),
        "codebook": plan.codebook.title.zh or plan.codebook.title.en,
    }


def _cases(answers: Mapping[str, Answers], export: Export) -> pd.DataFrame:
    ids = dict(zip(export.grid.cells.index, export.ids, strict=True))
    repairs = sorted((cell for answer in answers.values() for cell in answer.repairs), key=lambda cell: cell.row)
    rows = [(ids[c.row], c.row, c.column, c.rule, c.text, "", c.action) for c in repairs]
    return pd.DataFrame(rows, columns=list(CASE_COLUMNS))
