"""The page on cleaning runs from top to bottom on the bundled study, and says what is so."""

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "cleaning.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The names that the code of the page leaves behind."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(ROOT / "examples" / "nanchang_workers_home", folder / "my_study")
    names: dict[str, object] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
            exec(compile(block, "docs/cleaning.md", "exec"), names)
    return names


def test_what_stands_beside_a_line_is_what_the_line_gives(said):
    beside = re.findall(r"^(\w[^#\n]*?)\s+# (\d.*|\[.*|'.*)$", PAGE, re.MULTILINE)
    assert len(beside) == 4
    for line, printed in beside:
        assert repr(eval(line, dict(said))) == printed


def test_the_removals_of_the_page_add_up(said):
    flow = said["flow"]
    assert flow.glance()["n_returned"].item() == len(said["raw"])
    assert flow.tidy()["n"].sum() == len(said["raw"]) - len(said["valid"]) > 0


def test_conditions_that_are_added_up_are_counted(said):
    data = said["told"].data
    assert set(data["n_reasons"].dropna()) == {0, 1, 2}
    assert (data.loc[data["n_reasons"] == 2, "old_member"] == 1).all()


def test_every_verb_of_the_page_is_public():
    import surveykit

    named = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert len(named) == 10
    assert all(hasattr(surveykit, verb) for verb in named)
