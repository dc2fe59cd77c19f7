"""The walk from items to a scale runs as it is printed, and what it says of the study is so."""

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "scales.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the blocks of the page define, run one after the other in a copy of the study."""
    study = tmp_path_factory.mktemp("walk") / "my_study"
    shutil.copytree(ROOT / "examples" / "nanchang_workers_home", study)
    made: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(study)
        patch.syspath_prepend(str(study))
        patch.delitem(sys.modules, "analysis", raising=False)
        for block in re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL):
            exec(compile(block, "scales.md", "exec"), made)
        patch.delitem(sys.modules, "analysis")
    return made | {"study": study}


def test_the_keys_of_the_instruments_are_those_of_the_study(walk: dict[str, Any]) -> None:
    own = walk["sk"].Codebook.read(walk["study"] / "codebook.yaml")
    joined = {scale.name: scale for scale in walk["book"].scales}
    for scale in own.scales:
        assert (joined[scale.name].items, joined[scale.name].reversed) == (scale.items, scale.reversed)


def test_no_item_is_to_be_looked_at_again_and_every_scale_is_reliable(walk: dict[str, Any]) -> None:
    assert (walk["items"].tidy()["reasons"] == "").all()
    assert (walk["reliability"].glance()["conf_low"] > 0.70).all()


def test_the_rules_for_the_number_of_factors_disagree_as_the_page_says(walk: dict[str, Any]) -> None:
    rules = walk["number"].glance().iloc[0]
    assert rules["parallel_rule"] == 5
    assert rules["parallel_factors_rule"] == rules["eigenvalue_rule"] == 6


def test_each_item_loads_on_the_factor_of_its_scale(walk: dict[str, Any]) -> None:
    highest = walk["factors"].loadings.abs().idxmax(axis=1)
    for scale in walk["SCALES"]:
        assert highest.loc[list(walk["book"].scale(scale).items)].nunique() == 1
    assert highest.nunique() == 6


def test_everything_is_scored_and_told(walk: dict[str, Any]) -> None:
    scored = {*walk["SCALES"], "PB", "GC", "PW_pomp", "part_variety", "part_rights", "knowledge", "F1", "F6"}
    assert scored <= set(walk["survey"].data.columns)
    text = "\n".join(paragraph.text for paragraph in Document(walk["study"] / "scales.docx").paragraphs)
    for said in ("CV4", "percent of maximum possible", "“Participation: kinds of activities”", "“Knowledge”", "“F1”"):
        assert said in text
