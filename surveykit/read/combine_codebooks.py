"""Several codebooks of one study as one: which columns belong together, where descriptions differ, who is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from surveykit.core.codebook import Codebook, Text, Variable
from surveykit.core.derived import sources_of
from surveykit.core.renaming import renamed
from surveykit.core.survey import Survey
from surveykit.core.terms import bilingual
from surveykit.core.words import folded
from surveykit.errors import CodebookError, ConflictError
from surveykit.read.headers import normal, unnumbered

CONFLICT_COLUMNS = ("column", "batch", "field", "first", "other")
"""Columns of `ConflictError.conflicts`."""


def by_headers(batches: Sequence[Survey]) -> tuple[list[Survey], list[Text]]:
    """The batches with one name for what has one header, and what was renamed in which batch.

    Only names that are missing on the other side are matched, and only where a header leaves no choice.
    """
    matched: list[Text] = []
    done = [batches[0]]
    for place, batch in enumerate(batches[1:], start=2):
        names = _same_headers([one.codebook for one in done], batch.codebook)
        matched += [_in_batch(place, f"{old} → {new}") for old, new in names.items()]
        done.append(renamed(batch, names) if names else batch)
    return done, matched


def _same_headers(known: Sequence[Codebook], other: Codebook) -> dict[str, str]:
    """The name that earlier batches have, by the name in this one, for columns with one header."""
    earlier = {variable.name: variable for book in known for variable in book.variables}
    names = {variable.name for variable in other.variables}
    there = _by_header([variable for name, variable in earlier.items() if name not in names])
    here = _by_header([variable for variable in other.variables if variable.name not in earlier])
    pairs = {(new, there[header]) for header, new in here.items() if header in there}
    old_names, new_names = [old for old, _ in pairs], [new for _, new in pairs]
    return {old: new for old, new in pairs if old_names.count(old) == 1 and new_names.count(new) == 1}


def _by_header(variables: Sequence[Variable]) -> dict[str, str]:
    """Name by header, for headers that only one variable has."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for variable in variables:
        headers = (variable.name, *variable.source)
        for header in {form for text in headers for form in (normal(text), normal(unnumbered(text)))}:
            if found.setdefault(header, variable.name) != variable.name:
                shared.add(header)
    return {header: name for header, name in found.items() if header and header not in shared}


def resolve(batches: Sequence[Survey], rule: str) -> tuple[list[Survey], list[Text]]:
    """The batches with one description of each variable, and which differences were resolved."""
    first: dict[str, Variable] = {}
    done: list[Survey] = []
    found: list[tuple[str, int, str, str, str]] = []
    resolved: list[Text] = []
    for place, batch in enumerate(batches, start=1):
        differing = {v.name: first[v.name] for v in batch.codebook.variables if _differs(first.get(v.name), v)}
        left = differing if rule == "raise" else {n: v for n, v in differing.items() if _unresolved(batch, v, rule)}
        found += [
            row for name, variable in left.items() for row in _rows(variable, batch.codebook.variable(name), place)
        ]
        settled = {name: variable for name, variable in differing.items() if name not in left}
        resolved += [_in_batch(place, name) for name in settled]
        done.append(_under(batch, settled, rule))
        first = {**{v.name: v for v in batch.codebook.variables}, **first}
    _refuse(found, rule)
    return done, resolved


def _in_batch(place: int, what: str) -> Text:
    return bilingual("reading.batch", batch=place, what=what)


def _differs(known: Variable | None, other: Variable) -> bool:
    return known is not None and bool(_fields(known, other))


def _fields(known: Variable, other: Variable) -> list[str]:
    """In which fields two descriptions of a variable contradict each other."""
    same = {
        "kind": known.kind == other.kind,
        "values": _agree(known.values, other.values),
        "missing": known.missing == other.missing,
        "range": known.range == other.range,
    }
    return [field for field, agrees in same.items() if not agrees]


def _agree(known: Mapping[int, Text], other: Mapping[int, Text]) -> bool:
    """Whether the same codes have labels that agree in every language that both give."""
    if list(known) != list(other):
        return False
    pairs = ((known[code], other[code]) for code in known)
    return all(
        all(one == two for one, two in ((a.zh, b.zh), (a.en, b.en)) if one and two) and _share(a, b) for a, b in pairs
    )


def _share(one: Text, other: Text) -> bool:
    """Whether two wordings have a language in common."""
    return one == other or bool((one.zh and other.zh) or (one.en and other.en))


def _unresolved(batch: Survey, known: Variable, rule: str) -> bool:
    """Whether the earlier description cannot hold for the answers of a batch."""
    name = known.name
    if name not in batch.data:
        return False
    numbers = pd.api.types.is_numeric_dtype(batch.data[name])
    if not numbers or known.kind in ("text", "date"):
        return known.kind != batch.codebook.variable(name).kind
    codes = _codes(known, batch.codebook.variable(name))
    if rule == "first":
        moved = any(code != other for other, code in codes.items())
        return moved or not _allowed(known, batch.data[name].dropna())
    used = name in batch.reversed_items or any(name in sources_of(step) for step in batch.log)
    given = set(batch.data[name].dropna().unique())
    return not given <= set(codes) or (used and any(codes[code] != code for code in given))


def _allowed(variable: Variable, answers: pd.Series) -> bool:
    low, high = variable.range
    if variable.values and not answers.isin(list(variable.values)).all():
        return False
    return bool((low is None or (answers >= low).all()) and (high is None or (answers <= high).all()))


def _codes(known: Variable, other: Variable) -> dict[float, int]:
    """The code of the earlier description by the code of this one, where a wording in either language is the same."""
    wordings = {folded(text): code for code, label in known.values.items() for text in (label.zh, label.en) if text}
    found: dict[float, int] = {}
    for code, label in other.values.items():
        codes = {wordings[folded(text)] for text in (label.zh, label.en) if text and folded(text) in wordings}
        if len(codes) == 1:
            found[code] = codes.pop()
    return found


def _under(batch: Survey, settled: Mapping[str, Variable], rule: str) -> Survey:
    """The batch with the earlier descriptions, and answers in their codes where wordings decide."""
    if not settled:
        return batch
    data = batch.data
    for name, variable in settled.items():
        if rule == "match_labels" and name in data and pd.api.types.is_numeric_dtype(data[name]):
            data[name] = data[name].map(_codes(variable, batch.codebook.variable(name))).astype(float)
    codebook = batch.codebook.with_variables(settled)
    frames = {"paradata": batch.paradata, "missing_reasons": batch.missing_reasons, "flags": batch.flags}
    return Survey(data, codebook, log=batch.log, **frames)


def _rows(known: Variable, other: Variable, place: int) -> list[tuple[str, int, str, str, str]]:
    """Rows for `ConflictError.conflicts` about one variable."""
    secret = known.personal or other.personal
    return [
        (known.name, place, field, "" if secret else _told(known, field), "" if secret else _told(other, field))
        for field in _fields(known, other)
    ]


def _told(variable: Variable, field: str) -> str:
    if field == "values":
        return ", ".join(f"{code} {text.zh or text.en}" for code, text in variable.values.items())
    if field == "missing":
        return ", ".join(f"{code} {reason}" for code, reason in variable.missing.items())
    if field == "range":
        low, high = ("open" if edge is None else f"{edge:g}" for edge in variable.range)
        return f"{low} to {high}"
    return variable.kind


def _refuse(found: list[tuple[str, int, str, str, str]], rule: str) -> None:
    if not found:
        return
    table = pd.DataFrame(found, columns=list(CONFLICT_COLUMNS))
    names = table["column"].unique().tolist()
    ways = {
        "raise": "say conflicts='first' or 'match_labels'",
        "first": "their answers are not among those of the first batch, or it has their wordings under other codes",
        "match_labels": "their labels, or scores and derived variables made of them, do not let the codes change",
    }
    raise ConflictError(
        f"the codebooks of the batches describe {names} differently; give them the same kind, values, missing codes "
        f"and range (low and high), rename the columns of one batch, or {ways[rule]}. error.conflicts lists every "
        "difference"
        if rule == "raise"
        else f"the codebooks of the batches describe {names} differently, and conflicts={rule!r} cannot resolve it: "
        f"{ways[rule]}. error.conflicts lists every difference",
        table,
    )


def joined(codebooks: Sequence[Codebook]) -> Codebook:
    """Everything that the codebooks describe; of a variable, the fuller labels of either language."""
    whole = codebooks[0]
    for other in codebooks[1:]:
        _refuse_redefined(whole, other)
        known = {v.name: v for v in whole.variables}
        variables = {v.name: _fuller(known[v.name], v) if v.name in known else v for v in other.variables}
        whole = whole.with_variables(variables).model_copy(
            update={
                "sets": (*whole.sets, *(s for s in other.sets if s.name not in {g.name for g in whole.sets})),
                "scales": (*whole.scales, *(s for s in other.scales if not whole.has_scale(s.name))),
                "hypotheses": (
                    *whole.hypotheses,
                    *(h for h in other.hypotheses if h.id not in {k.id for k in whole.hypotheses}),
                ),
                "rules": (*whole.rules, *(r for r in other.rules if r.name not in {k.name for k in whole.rules})),
                "screening": whole.screening or other.screening,
            }
        )
    return whole


def _fuller(known: Variable, other: Variable) -> Variable:
    """The earlier description, with labels and the page that only the other one gives; personal if either is."""
    values = {code: _both(text, other.values.get(code, Text())) for code, text in known.values.items()}
    label, personal = _both(known.label, other.label), known.personal or other.personal
    page = known.page or other.page
    return known.model_copy(update={"label": label, "values": values, "personal": personal, "page": page})


def _both(text: Text, other: Text) -> Text:
    return Text(zh=text.zh or other.zh, en=text.en or other.en)


def _refuse_redefined(whole: Codebook, other: Codebook) -> None:
    """Refuse scales and sets of one name that are made of other columns, or in another way; wording may differ."""
    known, new = _definitions(whole), _definitions(other)
    redefined = [name for name, definition in new.items() if name in known and known[name] != definition]
    if redefined:
        raise CodebookError(
            f"the codebooks of the batches define {redefined} differently; give these scales or sets the same items "
            "and rules in both, or another name in one"
        )


def _definitions(codebook: Codebook) -> dict[str, tuple[object, ...]]:
    """What decides about scores and counts, for every scale and set."""
    scales: dict[str, tuple[object, ...]] = {
        scale.name: (*map(frozenset, (scale.items, scale.reversed, scale.dimensions)), scale.method, scale.required)
        for scale in codebook.scales
    }
    return scales | {group.name: (group.kind, frozenset(group.members), group.limit) for group in codebook.sets}
