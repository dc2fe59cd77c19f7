"""Text in HTML: escaped, its looks as tags."""

from __future__ import annotations

from html import escape

from surveykit.core.codebook import Language
from surveykit.write.symbols import Run

LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


def marked(runs: tuple[Run, ...]) -> str:
    """Runs with their looks as tags, all text escaped.

    >>> marked((Run("p", italic=True), Run("<.05"), Run("a", superscript=True)))
    '<i>p</i>&lt;.05<sup>a</sup>'
    """
    return "".join(_tagged(run) for run in runs)


def _tagged(run: Run) -> str:
    text = escape(run.text)
    for tag, wanted in (("sup", run.superscript), ("i", run.italic), ("b", run.bold)):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return text
