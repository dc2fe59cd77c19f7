"""Which codes the wordings of one set of options get: by a ladder, by the numbers printed with them, or by letters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from surveykit.clean.answer_wording import Wording, no_answer, parse
from surveykit.core.codebook import MissingReason, Text, VariableKind
from surveykit.core.ladders import LADDER_NAMES, LADDERS, Ladder
from surveykit.core.terms import bilingual, listing
from surveykit.core.words import folded, nearest
from surveykit.errors import OptionError

LARGEST_STEP = 3
"""Letters without wordings are options where the next one chosen is at most so far on: nobody chose those between."""


@dataclass(frozen=True)
class Reading:
    """What one text means: a code, or why there is none; neither where it is not understood."""

    code: int | None = None
    reason: MissingReason | None = None
    rule: str = ""

    @property
    def known(self) -> bool:
        """Whether the text is understood."""
        return self.code is not None or self.reason is not None


@dataclass(frozen=True)
class Coding:
    """The codes of one set of options.

    Attributes
    ----------
    readings : dict[str, Reading]
        What each text means.
    values : dict[int, Text]
        Codes with their labels.
    kind : {"ordinal", "nominal", "numeric"}
        Level of measurement of the codes.
    words : Text or None
        How the codes came about, for the log.
    nearest : dict[str, str]
        For each text that is not understood, the closest wording that would be.
    low, high : float or None
        Range of the codes where `values` does not give it.
    """

    readings: Mapping[str, Reading]
    values: Mapping[int, Text]
    kind: VariableKind
    words: Text | None
    nearest: Mapping[str, str] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Asked:
    """What is known about the options beforehand: the ladders to choose from, the points, codes of single wordings."""

    ladders: Sequence[Ladder] = LADDERS
    named: bool = False
    points: int | None = None
    codes: Mapping[str, int] = field(default_factory=dict)

    @property
    def limits(self) -> tuple[int, int] | None:
        """The numbers that respondents could give: eleven points begin at 0."""
        return None if self.points is None else (0, 10) if self.points == 11 else (1, self.points)


def code_texts(texts: Sequence[str], asked: Asked) -> Coding:
    """Code the texts of one set of options, each given once, the most frequent first."""
    parsed = {text: parse(text) for text in texts}
    own = {text: asked.codes[folded(text)] for text in texts if folded(text) in asked.codes}
    answers, silent = _graded({text: wording for text, wording in parsed.items() if text not in own}, asked)
    if own and answers and not asked.named and asked.points is None:
        raise OptionError(
            "codes gives single wordings their codes, so say on which ladder the others stand: ladder or points"
        )
    coding = _coded(_as_written(answers), asked)
    readings = {
        **{text: Reading(reason=reason, rule="no answer in words") for text, reason in silent.items()},
        **coding.readings,
        **{text: Reading(code) for text, code in own.items()},
    }
    values = {**{code: Text(zh=text, en=text) for text, code in own.items()}, **coding.values}
    kind = "ordinal" if own and not answers else coding.kind
    return Coding(readings, dict(sorted(values.items())), kind, coding.words, coding.nearest, coding.low, coding.high)


def _as_written(answers: Mapping[str, Wording]) -> dict[str, Wording]:
    """The answers, those marked that differ from a more frequent one in width, spaces or letter case alone."""
    first: dict[str, str] = {}
    usual = {text: first.setdefault(folded(text), text) for text in answers}
    other = "label with other spaces or width"
    return {
        text: replace(wording, rule=other) if usual[text] != text and not wording.rule else wording
        for text, wording in answers.items()
    }


def _graded(parsed: Mapping[str, Wording], asked: Asked) -> tuple[dict[str, Wording], dict[str, MissingReason]]:
    """The answers among the texts, and those that are none.

    不清楚 and 不了解 are steps where the other options are steps about the same word, and no answers elsewhere.
    """
    silent = {text: reason for text, wording in parsed.items() if (reason := no_answer(wording.text or text))}
    doubtful = {text for text in silent if any(folded(parsed[text].text) in ladder.places for ladder in asked.ladders)}
    sure = {wording.text for text, wording in parsed.items() if wording.text and text not in silent}
    whole = sure | {parsed[text].text for text in doubtful}
    if doubtful and any(ladder.codes(whole) is not None for ladder in asked.ladders):
        silent = {text: reason for text, reason in silent.items() if text not in doubtful}
    return {text: wording for text, wording in parsed.items() if text not in silent}, silent


def _coded(answers: Mapping[str, Wording], asked: Asked) -> Coding:
    labels = list(dict.fromkeys(wording.text for wording in answers.values() if wording.text))
    if not labels:
        letters = not asked.named and _lettered(answers) and _run_on(wording.letter for wording in answers.values())
        return _by_letter(answers) if letters else _by_number(answers, asked)
    found = _candidates(labels, asked)
    if not asked.named and all(w.number is not None for w in answers.values() if w.text) and _one_to_one(answers):
        found = [ladder for ladder in found if _agrees(ladder, answers)]
        if not found:
            return _by_number(answers, asked)
    covered = max((_covered(ladder, labels) for ladder in found), default=0)
    if covered < len(labels) and not asked.named and _lettered(answers):
        return _by_letter(answers)
    _refuse_shared_step(labels, asked, covered)
    if not covered:
        return _not_understood(answers, asked.ladders)
    _refuse_ambiguous(found, labels)
    if not asked.named and asked.points is None:
        _refuse_gaps(found[0], labels)
    return _by_ladder(answers, found, labels)


def _candidates(labels: Collection[str], asked: Asked) -> list[Ladder]:
    """The ladders that hold the most labels; among them those whose every step is taken, if there are any.

    Two wordings of one step are one answer only where the ladder was asked for by name.
    """
    ladders = [ladder for ladder in asked.ladders if asked.points in (None, ladder.points)]
    fitting = [ladder for ladder in ladders if asked.named or ladder.codes(_on(ladder, labels)) is not None]
    most = max((_covered(ladder, labels) for ladder in fitting), default=0)
    best = [ladder for ladder in fitting if most and _covered(ladder, labels) == most]
    apart = [ladder for ladder in best if ladder.codes(_on(ladder, labels)) is not None] or best
    return [ladder for ladder in apart if ladder.filled(_steps(ladder, labels))] or apart


def _on(ladder: Ladder, labels: Collection[str]) -> list[str]:
    return [label for label in labels if folded(label) in ladder.places]


def _covered(ladder: Ladder, labels: Collection[str]) -> int:
    return len(_on(ladder, labels))


def _steps(ladder: Ladder, labels: Collection[str]) -> dict[str, int]:
    return {label: ladder.places[folded(label)][0] for label in _on(ladder, labels)}


def _agrees(ladder: Ladder, answers: Mapping[str, Wording]) -> bool:
    """Whether the numbers printed with the wordings are the steps of the ladder."""
    steps = _steps(ladder, [wording.text for wording in answers.values() if wording.text])
    return all(steps.get(w.text) == w.number for w in answers.values() if w.text and w.number is not None)


def _one_to_one(answers: Mapping[str, Wording]) -> bool:
    """Whether each printed number goes with one wording, and each wording with one number."""
    pairs = {(wording.number, folded(wording.text)) for wording in answers.values() if wording.text}
    return len({number for number, _ in pairs}) == len(pairs) == len({text for _, text in pairs})


def _lettered(answers: Mapping[str, Wording]) -> bool:
    """Whether every answer has a letter, each with one wording."""
    pairs = {(wording.letter, folded(wording.text)) for wording in answers.values() if wording.text}
    alone = len({letter for letter, _ in pairs}) == len(pairs) == len({text for _, text in pairs})
    return alone and all(wording.letter for wording in answers.values())


def _run_on(letters: Iterable[str]) -> bool:
    """Whether letters run from A on as those of options do; m and f, or y and n, are words cut short.

    >>> _run_on("ABD"), _run_on("BC"), _run_on("FM")
    (True, True, False)
    """
    places = sorted({ord(letter) - ord("A") + 1 for letter in letters})
    return bool(places) and all(next_ - place <= LARGEST_STEP for place, next_ in pairwise([0, *places]))


def _by_ladder(answers: Mapping[str, Wording], found: Sequence[Ladder], labels: Sequence[str]) -> Coding:
    ladder = found[0]
    readings = {text: _on_ladder(wording, ladder) for text, wording in answers.items()}
    values = {step: ladder.label(step) for step in range(1, ladder.points + 1)}
    for label in reversed(_on(ladder, labels)):
        step, language = ladder.places[folded(label)]
        values[step] = values[step].model_copy(update={language: label})
    near = _nearest(answers, readings, [ladder])
    name = bilingual(f"cleaning.ladder_{ladder.name if ladder.name in LADDER_NAMES else 'own'}")
    words = bilingual("cleaning.coded_ladder", ladder=name, points=ladder.points, steps=_labels(values))
    return Coding(readings, values, "ordinal", words, near)


def _on_ladder(wording: Wording, ladder: Ladder) -> Reading:
    if wording.text:
        step, _ = ladder.places.get(folded(wording.text), (None, ""))
        fits = step is not None and wording.number in (None, step)
        return Reading(step, rule=wording.rule) if fits else Reading()
    known = wording.number is not None and 1 <= wording.number <= ladder.points
    return Reading(wording.number, rule=wording.rule) if known else Reading()


def _refuse_ambiguous(found: Sequence[Ladder], labels: Collection[str]) -> None:
    """Refuse to choose between ladders that give the same wordings other codes."""
    ways = {(ladder.name, ladder.points, tuple(_steps(ladder, labels).items())) for ladder in found}
    if len(ways) > 1:
        fit = "; ".join(
            f"{name} of {points} points: {', '.join(f'{step} {label}' for label, step in steps)}"
            for name, points, steps in sorted(ways)[:4]
        )
        raise OptionError(
            f"these answers stand on several ladders ({fit}), because not every step was chosen; name one, such as "
            "ladder='agreement' and points=5, list the options from the lowest to the highest as ladder, or code all "
            "columns with these options in one call"
        )


def _refuse_gaps(ladder: Ladder, labels: Collection[str]) -> None:
    """Refuse a ladder of which four or more steps were chosen and two or more were not: it may be another one."""
    chosen = sorted({*_steps(ladder, labels).values()})
    if len(chosen) < 4 or ladder.points - len(chosen) < 2:
        return
    raise OptionError(
        f"these answers stand on steps {chosen} of the ladder {ladder.name!r} with {ladder.points} points, and nobody "
        f"chose the others; if that is so, say ladder={ladder.name!r} and points={ladder.points}, otherwise list the "
        "options from the lowest to the highest as ladder"
    )


def _refuse_shared_step(labels: Sequence[str], asked: Asked, covered: int) -> None:
    """Refuse to guess whether two wordings of one step are one answer, where that would explain more than `covered`."""
    for ladder in asked.ladders:
        if asked.named or asked.points not in (None, ladder.points) or _covered(ladder, labels) <= covered:
            continue
        taken: dict[tuple[int, str], str] = {}
        for label in _on(ladder, labels):
            other = taken.setdefault(ladder.places[folded(label)], label)
            if folded(other) != folded(label):
                raise OptionError(
                    f"{other!r} and {label!r} stand on one step of the ladder {ladder.name!r} with {ladder.points} "
                    f"points; if they are one answer, say ladder={ladder.name!r} and points={ladder.points}, otherwise "
                    "list the options from the lowest to the highest as ladder"
                )


def _by_number(answers: Mapping[str, Wording], asked: Asked) -> Coding:
    """Printed numbers are the codes; the wordings beside them are their labels."""
    limits = asked.limits
    readings = {}
    values: dict[int, Text] = {}
    for text, wording in answers.items():
        number = wording.number
        if number is None or (limits is not None and not limits[0] <= number <= limits[1]):
            readings[text] = Reading()
            continue
        readings[text] = Reading(number, rule=wording.rule)
        if wording.text:
            values.setdefault(number, Text(zh=wording.text, en=wording.text))
    low, high = limits or (None, None)
    words = listing([bilingual("cleaning.coded_numbers"), *([_labels(values)] if values else [])])
    kind: VariableKind = "ordinal" if values else "numeric"
    near = {text: "" for text, reading in readings.items() if not reading.known}
    return Coding(readings, values, kind, words, near, low, high)


def _by_letter(answers: Mapping[str, Wording]) -> Coding:
    """The places of the letters are the codes; nothing says that a later letter is more."""
    readings = {text: Reading(ord(wording.letter) - 64, rule=wording.rule) for text, wording in answers.items()}
    values: dict[int, Text] = {}
    for text, wording in answers.items():
        code = readings[text].code or 0
        if wording.text or code not in values:
            values[code] = Text(zh=wording.text or wording.letter, en=wording.text or wording.letter)
    words = listing([bilingual("cleaning.coded_letters"), _labels(values)])
    return Coding(readings, values, "nominal", words)


def _labels(values: Mapping[int, Text]) -> Text:
    """Codes with their labels, in the order of the codes."""
    told = [bilingual("cleaning.coded_label", code=code, label=label) for code, label in sorted(values.items())]
    return listing(told, most=len(told))


def _not_understood(answers: Mapping[str, Wording], ladders: Sequence[Ladder]) -> Coding:
    readings = {text: Reading() for text in answers}
    return Coding(readings, {}, "ordinal", None, _nearest(answers, readings, ladders))


def _nearest(
    answers: Mapping[str, Wording], readings: Mapping[str, Reading], ladders: Sequence[Ladder]
) -> dict[str, str]:
    """The closest wording on the ladders for each text that is not understood."""
    known = [word for ladder in ladders for steps in (ladder.zh, ladder.en) for words in steps for word in words]
    return {text: nearest(answers[text].text, known) for text, reading in readings.items() if not reading.known}
