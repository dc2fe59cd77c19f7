"""The questionnaire of a study, printed from its codebook."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from surveykit.core.codebook import Codebook, ResponseSet, Variable
from surveykit.core.derived import derived_columns
from surveykit.core.style import Style
from surveykit.core.survey import Survey
from surveykit.core.table import Cell, Column, Row, Table
from surveykit.core.terms import term
from surveykit.read.columns import fill_in_variables
from surveykit.write.parts import Paragraph, Part

BOX = "□"

LEAST_ROWS = 3
"""So many neighbouring questions with the same answers are printed as a grid."""

WIDEST_ANSWERS = 11
"""A grid has no more answers than this side by side."""

Question = Variable | ResponseSet


def questionnaire(codebook: Codebook, style: Style, *, leave_out: Collection[str] = ()) -> tuple[Part, ...]:
    """Every question in order with its answers: boxes, lines to fill in, and grids for scales."""
    parts: list[Part] = []
    number = 1
    for block in _blocks(codebook, leave_out):
        printed = _grid if len(block) > 1 else _single
        parts += printed(codebook, block, number, style)
        number += len(block)
    return tuple(parts)


def asked(survey: Survey) -> Codebook:
    """The codebook as it was asked: without derived variables, and with the answers of reversed items turned back."""
    derived = derived_columns(survey.log)
    kept = (variable for variable in survey.codebook.variables if variable.name not in derived)
    turned = survey.reversed_items
    variables = tuple(variable.turned() if variable.name in turned else variable for variable in kept)
    return survey.codebook.model_copy(update={"variables": variables})


def _blocks(codebook: Codebook, leave_out: Collection[str]) -> list[list[Question]]:
    """Questions in order, neighbours that share scale and answers together."""
    blocks: list[list[Question]] = []
    kept = [question for question in questions(codebook) if question.name not in leave_out]
    for _, run in groupby(kept, key=lambda question: _kinship(codebook, question)):
        block = list(run)
        together = len(block) >= LEAST_ROWS and isinstance(block[0], Variable)
        blocks += [block] if together else [[question] for question in block]
    return blocks


def questions(codebook: Codebook) -> list[Question]:
    """Variables in order, a set where its first member stands; what was written behind an option is no question."""
    written = {variable.name for variable in fill_in_variables(codebook)}
    members = {name: group for group in codebook.sets for name in group.members}
    found = [members.get(variable.name, variable) for variable in codebook.variables if variable.name not in written]
    return list({question.name: question for question in found}.values())


def _kinship(codebook: Codebook, question: Question) -> tuple[object, ...]:
    """Equal for items of one scale that have the same answers; different for all others."""
    if isinstance(question, ResponseSet) or not 2 <= len(question.values) <= WIDEST_ANSWERS:
        return (question.name,)
    scale = next((scale.name for scale in codebook.scales if question.name in scale.items), None)
    return (scale, tuple(question.values.items())) if scale else (question.name,)


def _grid(codebook: Codebook, block: Sequence[Question], first: int, style: Style) -> list[Part]:
    """Items in rows, answers in columns, a box in each cell."""
    language = style.language
    variables = [question for question in block if isinstance(question, Variable)]
    answers = list(variables[0].values.values())
    rows = [
        Row((Cell(f"{first + i}. {variable.label.within(language) or variable.name}"), *[Cell(BOX)] * len(answers)))
        for i, variable in enumerate(variables)
    ]
    scale = next(scale for scale in codebook.scales if variables[0].name in scale.items)
    limits = {"first": first, "last": first + len(block) - 1}
    label = scale.label.within(language)
    key = "report.question_matrix" if label else "report.question_matrix_plain"
    table = Table(
        name=f"grid_{scale.name}",
        title="",
        columns=(
            Column("", align="left", width=4.0),
            *(Column(answer.within(language)) for answer in answers),
        ),
        rows=tuple(rows),
        style=style,
    )
    return [Paragraph((term(key, language, label=label, **limits),), role="lead"), table]


def _single(codebook: Codebook, block: Sequence[Question], number: int, style: Style) -> list[Part]:
    """One question and, below it, its answers side by side."""
    stem, answers = _stem(block[0], number, style), _answers(codebook, block[0], style)
    return [Paragraph((stem,), role="lead"), Paragraph((answers,), role="plain")]


def _stem(question: Question, number: int, style: Style) -> str:
    key = "report.question"
    limit = question.limit if isinstance(question, ResponseSet) else None
    if isinstance(question, ResponseSet):
        several = "report.question_limited" if limit else "report.question_multiple"
        key = "report.question_ranking" if question.kind == "ranking" else several
    label = question.label.within(style.language) or question.name
    return term(key, style.language, number=number, label=label, limit=limit)


def _answers(codebook: Codebook, question: Question, style: Style) -> str:
    """The options with their boxes, or a line to write on."""
    language = style.language
    if isinstance(question, ResponseSet):
        option = "report.rank_option" if question.kind == "ranking" else "report.option"
        labels = [codebook.label(member, language) for member in question.members]
    else:
        option = "report.option"
        labels = [answer.within(language) for answer in question.values.values()]
    if not labels:
        return term("report.blank_line", language)
    return term("report.option_gap", language).join(term(option, language, label=label) for label in labels)
