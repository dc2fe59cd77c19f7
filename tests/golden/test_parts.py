"""Written parts compared with kept ones, so that a change of one sign is seen.

After a change that is meant, run ``python tests/golden/update.py`` and read the difference.
"""


def test_part_is_as_kept(part: tuple[str, str]) -> None:
    written, kept = part

    assert written == kept
