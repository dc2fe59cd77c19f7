"""The sheet of a codebook workbook that holds rules: combinations of answers, and signs of carelessness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from surveykit.read.codebook_cells import joined_codes, joined_names, split_codes, split_names

HEADER = (
    "kind", "name", "label_zh", "label_en", "family", "decisive", "column", "comparison", "codes", "value", "other",
    "items", "cut_off", "decisive_below", "min_r",
)  # fmt: skip
KINDS = ("logic", "screening")

_CONDITION = ("column", "comparison", "codes", "value", "other")
_OF_KIND = {
    "logic": ("family", "decisive", *_CONDITION),
    "screening": ("items", "cut_off", "decisive_below", "min_r", "decisive"),
}


def rule_rows(plain: dict[str, Any]) -> Iterator[dict[str, object]]:
    """One row per condition of a logic rule, named on each, and one per sign of carelessness."""
    for rule in plain.get("rules", []):
        label = rule.get("label", {})
        about = {
            "label_zh": label.get("zh") or None,
            "label_en": label.get("en") or None,
            "family": rule.get("family"),
            "decisive": _said(rule.get("decisive")),
        }
        for number, condition in enumerate(rule["where"]):
            shown = {**condition, "codes": joined_codes(condition.get("codes", ()))}
            yield {"kind": "logic", "name": rule["name"], **(about if number == 0 else {}), **shown}
    for sign in plain.get("screening", []):
        shown = {**sign, "items": joined_names(sign.get("items", ())), "decisive": _said(sign.get("decisive"))}
        yield {"kind": "screening", "name": shown.pop("rule"), **shown}


def _said(decisive: bool | None) -> str | None:
    return None if decisive is None else "yes" if decisive else "no"


def strange_fields(row: dict[str, str]) -> list[str]:
    """The fields of a row that mean nothing for its kind."""
    kind = row["kind"]
    known = {"kind", "name", *_OF_KIND[kind], *(("label_zh", "label_en") if kind == "logic" else ())}
    return sorted(set(row) - known)


def sign_of(row: dict[str, str]) -> dict[str, Any]:
    """A sign of carelessness from its row."""
    part: dict[str, Any] = {field: row[field] for field in _OF_KIND["screening"] if field in row}
    if "items" in part:
        part["items"] = split_names(part["items"])
    return {"rule": row.get("name", ""), **part}


def condition_of(row: dict[str, str]) -> dict[str, Any]:
    """A condition from its row; codes that are none stay as text, so that they are answered where they stand."""
    part: dict[str, Any] = {field: row[field] for field in _CONDITION if field in row}
    if "codes" in part:
        part["codes"] = split_codes(part["codes"]) or part["codes"]
    return part


def rule_of(row: dict[str, str]) -> dict[str, Any]:
    """A logic rule from its first row."""
    return {field: row[field] for field in ("name", "family", "decisive") if field in row}


def conditions_in(rules: Iterable[dict[str, Any]], name: str) -> list[dict[str, Any]] | None:
    """The conditions of the last rule where it has this name, for the next row to go on with."""
    last = next(reversed(list(rules)), None)
    return last["where"] if last is not None and last.get("name") == name else None
