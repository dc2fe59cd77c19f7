"""The page of instruments shows what is there. Make it anew with ``python docs/make_instruments.py``."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_that_of_the_instruments() -> None:
    made = runpy.run_path(str(DOCS / "make_instruments.py"))["page"]()
    assert (DOCS / "instruments.md").read_text(encoding="utf-8") == made
