import pandas as pd

from surveykit.analyze.measures import measures
from surveykit.core.codebook import Codebook
from surveykit.core.survey import Survey
from surveykit.core.table import Table


def _survey(*, cited: bool = True, nested: bool = True) -> Survey:
    source = {"citation": "Bollen and Hoyle (1990)"} if cited else {}
    items = ("b1", "m1", "m2")
    book = {
        "variables": [{"name": name, "label": {"zh": f"题{name}", "en": f"item {name}"}} for name in items],
        "scales": [
            {"name": "cohesion", "label": {"zh": "凝聚力", "en": "Cohesion"}, "items": ["m1", "b1", "m2"],
             "reversed": ["m2"], "dimensions": ["belonging", "morale"] if nested else [], **source},
            {"name": "belonging", "label": {"zh": "归属感", "en": "Belonging"}, "items": ["b1"]},
            {"name": "morale", "label": {"zh": "士气", "en": "Morale"}, "items": ["m1", "m2"],
             **({"citation": "Own wording"} if cited else {})},
        ],
    }  # fmt: skip
    return Survey.from_frame(pd.DataFrame({"b1": [1], "m1": [2], "m2": [3]}), codebook=Codebook.model_validate(book))


def _shown(table: Table) -> list[list[object]]:
    return [[cell.value for cell in row.cells] for row in table.rows]


def test_what_items_share_is_printed_once() -> None:
    table = measures(_survey()).table()
    assert [column.header for column in table.columns] == ["变量", "维度", "编号", "题项", "来源"]
    assert _shown(table) == [
        ["凝聚力", "归属感", "b1", "题b1", "Bollen and Hoyle (1990)"],
        [None, "士气", "m1", "题m1", "Own wording"],
        [None, None, "m2", "题m2（R）", None],
    ]
    assert table.notes[-1] == "（R）为量表中的反向题。"


def test_columns_without_anything_in_them_are_left_out() -> None:
    table = measures(_survey(cited=False, nested=False), scales="cohesion").table(language="en", style="apa7")
    assert [column.header for column in table.columns] == ["Variable", "Code", "Item"]


def test_a_source_that_is_not_given_is_shown_as_a_dash_and_explained() -> None:
    table = measures(_survey(), scales=["belonging", "morale"]).table()
    assert [row[-1] for row in _shown(table)] == ["—", "Own wording", None]
    assert table.columns[-1].note == "“—”表示未注明来源。"
