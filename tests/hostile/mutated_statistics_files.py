"""Spoil SPSS and Stata files byte by byte and read what comes out: ``python mutated_statistics_files.py [n] [seed]``.

Every spoilt file must be read, or refused by an error of surveykit; the process must live to count them.
"""

from __future__ import annotations

import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from surveykit.errors import SurveyKitError
from surveykit.read.survey import read_survey

FOREIGN = "failed with an error that surveykit did not raise"
DATA = Path(__file__).parents[1] / "data"
FILES = {
    ".sav": (
        "spss/sample_missing.sav",
        "spss/pyreadstat_mrsets.sav",
        "spss/sample.sav",
        "spss/haven_labelled-str.sav",
        "spss/sample.zsav",
    ),
    ".dta": ("stata/sample.dta", "stata/missing_test.dta", "stata/haven_tagged-na-double.dta"),
}


def mutants(suffix: str, n: int, *, seed: int) -> Iterator[bytes]:
    """Files with one to eight changed bytes, a piece cut out, put in twice, or cut off; most changes come early."""
    random_ = random.Random(seed)
    originals = [(DATA / name).read_bytes() for name in FILES[suffix]]
    for _ in range(n):
        content = bytearray(random_.choice(originals))
        way = random_.random()
        at = random_.randrange(4, len(content))
        if way < 0.75:
            for _ in range(random_.choice((1, 1, 1, 2, 4, 8))):
                place = random_.randrange(4, len(content))
                content[place] = random_.choice((random_.randrange(256), 0, 255, 127, 128, content[place] ^ 1))
        elif way < 0.85:
            del content[at : at + random_.choice((1, 4, 8, 32))]
        elif way < 0.95:
            content[at:at] = content[at : at + random_.choice((4, 8, 32))]
        else:
            del content[at:]
        yield bytes(content)


def outcome(content: bytes, path: Path) -> str:
    """How a spoilt file was answered."""
    path.write_bytes(content)
    try:
        survey = read_survey(path)
    except SurveyKitError as error:
        return f"refused with {type(error).__name__}"
    except Exception:
        traceback.print_exc()
        return FOREIGN
    return "read" if len(survey) else "read without rows"


def main(n: int = 3000, seed: int = 1) -> None:
    for suffix in FILES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"spoilt{suffix}"
            counts = Counter(outcome(content, path) for content in mutants(suffix, n, seed=seed))
        print(suffix, dict(counts), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
