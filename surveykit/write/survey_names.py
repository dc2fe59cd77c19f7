"""Names that SPSS and Stata accept: short enough, without blanks, and told apart as the program tells them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class NameRules:
    """What a program accepts as the name of a variable.

    Attributes
    ----------
    longest : int
        Greatest length, in bytes of UTF-8 or in characters.
    in_bytes : bool
        Which of the two.
    signs : str
        What may stand in a name besides letters, digits and the underscore.
    reserved : frozenset[str]
        Words that are no names, in lower case.
    """

    longest: int
    in_bytes: bool
    signs: str
    reserved: frozenset[str]

    def fits(self, name: str) -> bool:
        """Whether a name is short enough."""
        return len(name.encode() if self.in_bytes else name) <= self.longest


SPSS = NameRules(
    64,
    True,
    ".",
    frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}),
)
STATA = NameRules(
    28,
    False,
    "",
    frozenset({"_all", "_b", "byte", "_coef", "_cons", "double", "float", "if", "in", "int", "long", "_n", "_pi"})
    | {"_pred", "_rc", "_skip", "str", "strl", "using", "with"},
)
"""Stata takes 32 characters; the name of a list of value labels is that of its variable with its number behind."""


def legal_names(names: Sequence[str], rules: NameRules) -> dict[str, str]:
    """Each name as the program accepts it: as it is where it may, else with underscores, cut, and numbered if need be.

    Names that differ in letter case only are told apart by a number, because SPSS does not tell them apart.

    >>> legal_names(["sex", "Sex", "3、性别 (单选)", "with"], SPSS)
    {'sex': 'sex', 'Sex': 'Sex_2', '3、性别 (单选)': 'v3_性别_单选', 'with': 'with_'}
    """
    legal: dict[str, str] = {}
    taken: set[str] = set()
    wanted = {name: _cleaned(name, rules) for name in names}
    # A name that is legal as it is keeps it, whatever an earlier one becomes.
    for name in sorted(names, key=lambda name: wanted[name] != name):
        free, extra = _cut(wanted[name], "", rules), 1
        while free.casefold() in taken:
            extra += 1
            free = _cut(wanted[name], f"_{extra}", rules)
        taken.add(free.casefold())
        legal[name] = free
    return {name: legal[name] for name in names}


def _cleaned(name: str, rules: NameRules) -> str:
    plain = re.sub(rf"[^\w{re.escape(rules.signs)}]+", "_", name).strip("_." if name[:1] != "_" else ".")
    plain = plain if not rules.in_bytes else plain.lstrip("_")
    if plain.casefold() in rules.reserved or re.fullmatch(r"str\d+", plain.casefold()):
        return f"{plain}_"
    return plain if plain and (plain[0].isalpha() or (plain[0] == "_" and not rules.in_bytes)) else f"v{plain}"


def _cut(name: str, end: str, rules: NameRules) -> str:
    """The name with an end, short enough, and not cut behind an underscore or point."""
    if rules.fits(name + end):
        return name + end
    while not rules.fits(name + end):
        name = name[:-1]
    return name.rstrip("._") + end
