"""Answers to closed questions: exact labels and codes, and the ways in which people retype them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from surveykit.core.codebook import Variable
from surveykit.core.words import nearest
from surveykit.read.export import Body
from surveykit.read.reading import Reading, empty_reading, folded, unmasked, whole_number

_PLAIN_CODE = re.compile(r"^-?(?:0|[1-9][0-9]{0,8})$")
_POINTS = re.compile(r"^(\d{1,3})分$")
_PREFIXED = re.compile(r"^\(?(\d{1,3}|[a-z])\)?(?:[=:.、,\-—)]|\s)++(.+)$", re.IGNORECASE)
_FILL_IN = re.compile(r"^([^〖]*)〖(.*)〗\s*$", re.DOTALL)
_NEVER_CLOSED = re.compile(r"^([^〖]*)〖([^〗]*)$", re.DOTALL)
_OTHERS = re.compile(r"^(其他|其它|others?)(?:[\W_].*|请.*|please.*)?$", re.DOTALL)
_OTHER = re.compile(r"^(其他|其它|other)\s*(?:[:(（：,，]|—+|-+)\s*(\S.*)$", re.IGNORECASE)
_CLOSING = re.compile(r"[)）]$")

OWN_TEXT = "own words, read as the option for others"


@dataclass(frozen=True)
class Options:
    """The options of a closed question, found by label, by code, by position or by letter."""

    codes: tuple[int, ...]
    exact: dict[str, int]
    loose: dict[str, int]

    def by_position(self, position: int) -> int | None:
        """The code of the option at a place counted from 1.

        Codes that are positive and rise are places themselves, and a gap is an option that the codebook leaves
        out. Others, such as 0, 1, 2 or 5, 4, 3, stand in the order of the options.
        """
        if self.codes and self.codes[0] >= 1 and list(self.codes) == sorted(self.codes):
            return position if position in self.codes else None
        return self.codes[position - 1] if 1 <= position <= len(self.codes) else None

    @property
    def other(self) -> int | None:
        """The code of the only option whose label begins with a word such as 其他."""
        codes = {code for label, code in self.loose.items() if _OTHERS.match(label)}
        return codes.pop() if len(codes) == 1 else None

    def by_letter(self, letter: str) -> int | None:
        """The code of the option lettered A, B, ...; None if options are themselves letters."""
        if any(len(label) == 1 and label.isascii() and label.isalpha() for label in self.exact):
            return None
        return self.by_position(ord(letter.upper()) - 64)

    def by_label(self, text: str) -> int | None:
        """The code of a label, whatever its width, spaces and letter case."""
        code = self.exact.get(text.strip())
        return code if code is not None else self.loose.get(folded(text))


def options_of(labelled: Iterable[tuple[int, Iterable[str]]]) -> Options:
    """Options from codes with their wordings; a loose wording that two options share finds neither."""
    exact: dict[str, int] = {}
    loose: dict[str, int] = {}
    shared: set[str] = set()
    codes = []
    for code, wordings in labelled:
        codes.append(code)
        for wording in wordings:
            if not wording:
                continue
            exact.setdefault(wording.strip(), code)
            if loose.setdefault(folded(wording), code) != code:
                shared.add(folded(wording))
    return Options(tuple(codes), exact, {key: code for key, code in loose.items() if key not in shared})


def closed_reader(variable: Variable, body: Body, *, own_text: bool = False) -> Callable[[str], Reading]:
    """The function that understands the cells of a closed question; own words may stand for the option "other"."""
    options = options_of((code, (text.zh, text.en)) for code, text in variable.values.items())
    shown = [*options.exact, *map(str, options.codes)]
    empty_codes = not {-2, -3} & set(options.codes)

    def read(text: str) -> Reading:
        text = unmasked(text)
        empty = empty_reading(text, variable, body, codes=empty_codes)
        found = empty or _exact(text, options, body) or _repaired(text, options, body)
        if found is None and own_text and (other := options.other) is not None:
            return Reading(float(other), rule=OWN_TEXT, fill_in=text.strip())
        return found or Reading(known=False, nearest=nearest(text.strip(), shown))

    return read


def _exact(text: str, options: Options, body: Body) -> Reading | None:
    """What the platform itself writes: a label, a label with a fill-in, a code, or a position."""
    if body == "coded" and _PLAIN_CODE.match(text):
        # A label that is a figure itself, such as "2" for the third option, must not be found under another's code.
        return Reading(float(text)) if int(text) in options.codes else Reading(known=False)
    number = int(text) if _PLAIN_CODE.match(text) else None
    if body == "index" and number is not None:
        # Options may be figures themselves: in a download by index "3" is the third option, not the one called 3.
        position = options.by_position(number)
        return Reading(known=False) if position is None else Reading(float(position))
    if text in options.exact:
        return Reading(float(options.exact[text]))
    found = _FILL_IN.match(text)
    if found and (label := found[1].rstrip()) in options.exact:
        return Reading(float(options.exact[label]), fill_in=found[2].strip())
    if number is None or body == "text" or number not in options.codes:
        return None
    return Reading(float(number))


def _repaired(text: str, options: Options, body: Body) -> Reading | None:
    """What people write instead, as long as it can mean one option only."""
    for rule, code in (
        ("label with other spaces or width", options.by_label(text)),
        ("code instead of label", _code(text, options, body)),
        ("points", _points(text, options)),
        ("code and label", _prefixed(text, options)),
        ("letter", _letter(text, options)),
    ):
        if code is not None:
            return Reading(float(code), rule=rule)
    return _other(text, options)


def _code(text: str, options: Options, body: Body) -> int | None:
    number = whole_number(text)
    if number is None:
        return None
    return options.by_position(number) if body == "index" else number if number in options.codes else None


def _points(text: str, options: Options) -> int | None:
    found = _POINTS.match(folded(text))
    return int(found[1]) if found and int(found[1]) in options.codes else None


def _prefixed(text: str, options: Options) -> int | None:
    """``5=非常同意``, ``A.男``: number or letter, and label, must agree."""
    found = _PREFIXED.match(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    label = options.by_label(found[2])
    mark = int(found[1]) if found[1].isdigit() else options.by_letter(found[1])
    return label if label is not None and label == mark else None


def _letter(text: str, options: Options) -> int | None:
    plain = folded(text)
    return options.by_letter(plain) if len(plain) == 1 and "a" <= plain <= "z" else None


def _other(text: str, options: Options) -> Reading | None:
    """An option such as 其他 with what was written behind it, in the ways people retype it."""
    plain = unicodedata.normalize("NFC", text).strip()
    marked = _FILL_IN.match(plain) or _NEVER_CLOSED.match(plain)
    found = marked or _OTHER.match(plain)
    code = options.by_label(found[1]) if found else None
    if found is None or code is None:
        return None
    own = found[2].strip() if marked else _CLOSING.sub("", found[2]).strip()
    return Reading(float(code), rule="option with a fill-in", fill_in=own)
