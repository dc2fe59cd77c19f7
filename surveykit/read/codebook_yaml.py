"""Codebooks in YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from surveykit.core.codebook import Codebook
from surveykit.core.strict_yaml import Keys, strict_yaml
from surveykit.errors import CodebookError
from surveykit.read.codebook_raw import RawCodebook, plain_codebook

MAX_BYTES = 5_000_000


def read_yaml(path: Path) -> RawCodebook:
    """What a YAML file says, with the line of every part."""
    if path.stat().st_size > MAX_BYTES:
        raise CodebookError(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB; a codebook is not.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(f"{path.name} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    document = strict_yaml(text, name=path.name)
    content = document.content
    if not isinstance(content, dict):
        raise CodebookError(f"{path.name} must begin with fields such as 'variables:', and it does not.")
    places = {keys: f"{_spelled_out(keys, content)}, line {line}" for keys, line in document.lines.items()}
    return RawCodebook(content, places, document.problems)


def write_yaml(codebook: Codebook, path: Path) -> None:
    """Write YAML that a person can edit."""
    text = yaml.dump(
        _compact(plain_codebook(codebook)),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
        default_flow_style=None,
    )
    path.write_text(text, encoding="utf-8")


def _compact(value: Any) -> Any:
    """One wording for both languages as a plain string, and no empty ones."""
    if isinstance(value, dict):
        if value and set(value) <= {"zh", "en"}:
            zh, en = value.get("zh", ""), value.get("en", "")
            return zh if zh == en else {key: text for key, text in value.items() if text}
        return {key: _compact(part) for key, part in value.items()}
    return [_compact(part) for part in value] if isinstance(value, list | tuple) else value


class _Dumper(yaml.SafeDumper):
    """Never writes aliases, which the reader refuses."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _spelled_out(keys: Keys, content: Any) -> str:
    """Where a part stands, as a person counts: ``variables, entry 3 (SQ2) → kind``.

    A field that is given twice keeps its last value, so that a part of the first may be gone.
    """
    said, part = "", content
    for key in keys:
        if isinstance(part, list) and isinstance(key, int):
            part = part[key] if key < len(part) else None
            name = (part.get("name") or part.get("id")) if isinstance(part, dict) else None
            said += f", entry {key + 1} ({name})" if isinstance(name, str) else f", entry {key + 1}"
        else:
            part = part.get(key) if isinstance(part, dict) else None
            said += f" → {key}" if said else str(key)
    return said
