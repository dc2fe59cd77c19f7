"""Lets LaTeX count tables and figures so that they come out under the numbers they have."""

from __future__ import annotations

from surveykit.write.latex_text import plain
from surveykit.write.parts import What


class Counters:
    """The counters of a document while it is written.

    Parameters
    ----------
    separator : str
        Between chapter and sequence number.
    """

    def __init__(self, separator: str) -> None:
        self.separator = separator
        self._chapter = ""
        self._counted: dict[What, int] = {"table": 0, "figure": 0}

    def lines(self, what: What, number: str) -> list[str] | None:
        """What sets the counters for the next table or figure; None where its number is no place in a sequence."""
        chapter, _, sequence = number.rpartition(self.separator)
        if not chapter or not sequence.isascii() or not sequence.isdigit() or str(int(sequence)) != sequence:
            self._counted[what] += 1
            return None
        lines = []
        if chapter != self._chapter:
            lines.append(_chapter(chapter) + r"\setcounter{table}{0}\setcounter{figure}{0}")
            self._chapter = chapter
            self._counted = {"table": 0, "figure": 0}
        if int(sequence) != self._counted[what] + 1:
            lines.append(rf"\setcounter{{{what}}}{{{int(sequence) - 1}}}")
        self._counted[what] = int(sequence)
        return lines


def _chapter(chapter: str) -> str:
    """Sets the chapter: a number, the letter of an appendix, or any other text."""
    if chapter.isascii() and chapter.isdigit() and str(int(chapter)) == chapter:
        return rf"\setcounter{{chapter}}{{{chapter}}}\renewcommand{{\thechapter}}{{\arabic{{chapter}}}}"
    if len(chapter) == 1 and "A" <= chapter <= "Z":
        place = ord(chapter) - ord("A") + 1
        return rf"\setcounter{{chapter}}{{{place}}}\renewcommand{{\thechapter}}{{\Alph{{chapter}}}}"
    return rf"\renewcommand{{\thechapter}}{{{plain(chapter)}}}"
