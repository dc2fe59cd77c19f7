"""Province and city, which platforms work out from the address, as variables that a codebook asks for."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from surveykit.core.codebook import Codebook, Text
from surveykit.read.export import Export
from surveykit.read.headers import Column, normal

PLACES = ("province", "city")


def with_places(export: Export, codebook: Codebook) -> tuple[Export, Codebook]:
    """The export with a column for each place that the codebook names and only the paradata know.

    Places without `values` in the codebook are coded by how often they occur, the commonest first.
    """
    headers = {form for column in export.columns for form in (column.header, normal(column.header))}
    for variable in codebook.variables:
        asked = variable.name in PLACES and not headers & {
            variable.name,
            *variable.source,
            *map(normal, variable.source),
        }
        nothing = pd.Series(dtype=object)
        known = export.paradata.get(variable.name, nothing).fillna("") if asked else nothing
        if not (known != "").any():
            continue
        export = _with_column(export, variable.name, known)
        if not variable.values and variable.kind != "text":
            coded = variable.model_copy(update={"values": _by_frequency(known)})
            codebook = codebook.with_variables({variable.name: coded})
    return export, codebook


def _with_column(export: Export, name: str, places: pd.Series) -> Export:
    position = len(export.grid.header)
    cells = export.grid.cells.copy()
    cells[position] = places.to_numpy(dtype=object)
    grid = replace(export.grid, header=(*export.grid.header, name), cells=cells)
    return replace(export, grid=grid, columns=(*export.columns, Column(position, name, stem=name)))


def _by_frequency(places: pd.Series) -> dict[int, Text]:
    counts = places[places != ""].value_counts()
    names = sorted(counts.index, key=lambda name: (-int(counts[name]), str(name)))
    return {code: Text(zh=str(name), en=str(name)) for code, name in enumerate(names, start=1)}
