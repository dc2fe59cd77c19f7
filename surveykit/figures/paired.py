"""Before and after: the answers of each pair where there are answer codes, else means and changes."""

from __future__ import annotations

from matplotlib.figure import Figure

from surveykit.analyze.paired import PairedResult
from surveykit.core.codebook import Language
from surveykit.core.records import records
from surveykit.core.style import Style, resolve_style
from surveykit.figures.panels import Answers, draw_panels
from surveykit.figures.shifts import draw_shifts


def draw(result: PairedResult, *, language: Language, style: str | Style) -> Figure:
    """Draw the distribution before above that after, with the means.

    Where a column has no answer codes, as a scale score, or answers of every column are suppressed, all pairs are
    drawn by their means and by how many respondents fell, stayed or rose.
    """
    look = resolve_style(style, language)
    rows = records(result.pairs)
    variables = [answers for row in rows for answers in _both(result, row["before"], row["after"], look)]
    if len(variables) < 2 * len(rows) or not any(variable.is_told for variable in variables):
        return draw_shifts(result, look)
    return draw_panels(variables, result.codebook, look)


def _both(result: PairedResult, before: str, after: str, style: Style) -> list[Answers]:
    """The answers before and after, without the column that has no codes."""
    levels = result.levels[(result.levels["before"] == before) & (result.levels["after"] == after)]
    pair = result.pairs[(result.pairs["before"] == before) & (result.pairs["after"] == after)]
    means = {before: pair["mean_before"].iloc[0], after: pair["mean_after"].iloc[0]}
    return [
        Answers(
            name=str(name),
            label=result.codebook.label(str(name), style.language),
            shares=dict(zip(rows["level"].astype(float), rows["proportion"].astype(float), strict=True)),
            mean=float(means[str(name)]),
        )
        for name, rows in levels.groupby("item", sort=False)
    ]
