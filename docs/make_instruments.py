"""Writes the page of instruments anew: ``python docs/make_instruments.py``."""

from collections.abc import Iterable
from pathlib import Path

import surveykit as sk
from surveykit.scales.instrument_lines import answer_range, instrument_lines

PAGE = Path(__file__).parent / "instruments.md"

INTRODUCTION = """\
# Instruments

Scales that come with the library, ready to be joined to a codebook. The project's own have their wording in Chinese
and English, to be put into a questionnaire as it is. Of scales that belong to others only the scoring key is here
(numbers of items, range, dimensions, reversed items); the wording is to be had from their owners.

```python
import surveykit as sk

sk.instruments("trust")                       # a frame: name, title, items, range, dimensions, licence, source
trust = sk.instrument("community_trust")
trust.items[0].wording.zh                     # 我信任小区里的大多数邻居
book = sk.Codebook.read("codebook.xlsx").join(trust.codebook())
book = book.join(sk.instrument("brief_sense_of_community").codebook(columns={"BSCS1": "q21", "BSCS2": "q22"}))
book.write("codebook_scored.xlsx")
```

`columns=` says which column holds an item, and `prefix=` keeps two instruments apart that share names. A variable that
the codebook has already keeps its wording, its source and its missing codes; only what it lacks is taken over, and
another range of answers is refused. `surveykit instruments` lists them on the command line, and
`surveykit instruments community_trust --language en` shows one.

No reliability is promised: the project's own scales were worded for this library, and where a published coefficient is
quoted it is that of its source. Items that name a place (职工之家, the home) are to be adapted to the place studied:
change the wording in the codebook, and say so in the thesis. Where a translation words an item the other way,
`instrument.model_copy(update={"reversed": ()})` has another key.
"""
OWN = "## Own scales\n\n| name | measures | scale | items | answers | dimensions |\n|---|---|---|---|---|---|\n"
KEYS = "## Scoring keys\n\n| name | instrument | scale | items | answers | dimensions |\n|---|---|---|---|---|---|\n"
ITEMS = "| item | 中文 | English |\n|---|---|---|\n"


def page() -> str:
    """The whole page."""
    listed = [sk.instrument(name) for name in sk.instruments()["name"]]
    own = [one for one in listed if one.has_wording]
    keys = [one for one in listed if not one.has_wording]
    parts = [INTRODUCTION, OWN + _rows(own), KEYS + _rows(keys), "## Wording\n", *map(_wording, own)]
    return "\n".join([*parts, "## Keys in full\n", *map(_key, keys)])


def _rows(instruments: Iterable[sk.Instrument]) -> str:
    return "".join(_row(one) for one in instruments)


def _row(one: sk.Instrument) -> str:
    dimensions = ", ".join(f"{part.title.zh} {part.title.en}" for part in one.dimensions)
    cells = (
        f"[`{one.name}`](#{one.name})",
        f"{one.title.zh} {one.title.en}",
        f"`{one.code}`" if one.total else "",
        str(len(one.items)),
        answer_range(one.low, one.high, "en"),
        dimensions,
    )
    return f"| {' | '.join(cells)} |\n"


def _heading(one: sk.Instrument) -> str:
    return f"### {one.title.zh} {one.title.en} {{ #{one.name} }}\n"


def _wording(one: sk.Instrument) -> str:
    """One of the project's own scales: what is asked, and how it is answered and scored."""
    rows = [
        f"| {item.name}{' (R)' if item.name in one.reversed else ''} | {item.wording.zh} | {item.wording.en} |\n"
        for item in one.items
        if item.wording is not None
    ]
    labels = " · ".join(f"{code} {text.zh} {text.en}" for code, text in one.values.items())
    said = [f"`{one.name}` — {one.stem.zh} {one.stem.en}\n", f"{labels}\n", ITEMS + "".join(rows)]
    told = {heading: lines for heading, lines in instrument_lines(one, language="en") if heading in _AFTER}
    return "\n".join([_heading(one), *said, _listed(told)])


_AFTER = ("Dimensions", "Scoring", "Source", "Reference", "Note")


def _key(one: sk.Instrument) -> str:
    """The scoring key of somebody else's scale."""
    return "\n".join([_heading(one), f"`{one.name}`\n", _listed(dict(instrument_lines(one, language="en")))])


def _listed(told: dict[str, list[str]]) -> str:
    return "".join(f"- {heading}: {'; '.join(lines)}\n" for heading, lines in told.items())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
