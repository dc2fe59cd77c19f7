"""Read an SPSS or Stata file in a process of its own: what the native parser breaks ends with that process.

Run as a script; it prints one JSON document. Nothing of surveykit is imported here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Hashable, Sequence
from typing import Any

import pyreadstat

READERS = {"spss": pyreadstat.read_sav, "stata": pyreadstat.read_dta}


def limit_memory(most: int) -> None:
    """Let this process reserve no more than `most` bytes, where the system can limit it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def read(path: str, program: str, encodings: Sequence[str]) -> dict[str, Any]:
    """The file in the first of the encodings in which it can be read; an empty one leaves it to the parser."""
    faults: list[Exception] = []
    for encoding in encodings:
        try:
            columns, meta = READERS[program](
                path,
                user_missing=True,
                disable_datetime_conversion=True,
                output_format="dict",
                encoding=encoding or None,
            )
        except (pyreadstat.ReadstatError, UnicodeDecodeError) as error:
            faults.append(error)
            continue
        return described(columns, meta, encoding)
    raise faults[0]


def described(columns: dict[str, list[Hashable]], meta: Any, encoding: str) -> dict[str, Any]:
    """What the parser found, as plain lists: distinct values, and for every case the place of its value."""
    whole = []
    for name, values in columns.items():
        distinct: dict[Hashable, int] = {}
        places = [distinct.setdefault(value, len(distinct)) for value in values]
        whole.append(
            {
                "name": name,
                "label": meta.column_names_to_labels.get(name) or "",
                "shape": str(meta.original_variable_types.get(name) or ""),
                "is_text": meta.readstat_variable_types.get(name) == "string",
                "measure": meta.variable_measure.get(name) or "unknown",
                "labels": list(meta.variable_value_labels.get(name, {}).items()),
                "ranges": [(part["lo"], part["hi"]) for part in meta.missing_ranges.get(name, ())],
                "distinct": list(distinct),
                "places": places,
            }
        )
    return {
        "columns": whole,
        "cases": meta.number_rows,
        "sets": meta.mr_sets or {},
        "encoding": encoding or meta.file_encoding or "UTF-8",
    }


def main(path: str, program: str, memory: str, *encodings: str) -> None:
    """Print what a file holds, or what is wrong with it."""
    limit_memory(int(memory))
    try:
        answer = read(path, program, encodings)
    except MemoryError:
        answer = {"fault": "it needs more memory than a questionnaire does"}
    except Exception as error:
        answer = {"fault": f"{type(error).__name__}: {error}"[:300]}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
