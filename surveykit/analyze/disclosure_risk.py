"""How easily a respondent is found among the others by answers that outsiders may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.core.cases import Counts
from surveykit.core.checks import as_count, as_names, check_columns
from surveykit.core.codebook import Text, Variable
from surveykit.core.ranges import hidden
from surveykit.core.result import Note, Result
from surveykit.core.survey import Survey, as_survey
from surveykit.core.terms import term
from surveykit.errors import ColumnError, SampleError
from surveykit.kernels.disclosure_risk import Cells, Codes, bands, cells, different_answers, share_below

VARIANT_COLUMNS = (
    "kind",
    "term",
    "n_distinct",
    "n_cells",
    "k_anonymity",
    "n_unique",
    "proportion_unique",
    "proportion_below_5",
    "proportion_below_10",
    "proportion_risky",
)
"""What is told of the quasi-identifiers together, and without or with fewer answers of one of them."""

CELL_COLUMNS = ("cell", "term", "level", "n")
DIVERSITY_COLUMNS = ("term", "l_diversity", "n_cells", "n_alike", "n_disclosed", "proportion_disclosed")

PLACES = ("province", "city")
"""Paradata that outsiders may know; they are quasi-identifiers wherever no answer has the same name."""

LEAST_TO_BAND = 3
"""Fewest different answers that can be joined to fewer."""


@dataclass(frozen=True, kw_only=True, eq=False)
class DisclosureRiskResult(Result):
    """How many respondents share each combination of quasi-identifiers.

    Attributes
    ----------
    variants : pandas.DataFrame
        What `tidy` returns.
    cells : pandas.DataFrame
        The risky combinations, of fewer than ``k_min`` respondents, the smallest first: one row per combination and
        quasi-identifier, with ``cell`` (number of the combination, from 1), ``term``, ``level`` (the answer code; NaN
        where it is missing, or withheld) and ``n`` (its respondents).
    diversity : pandas.DataFrame
        One row per sensitive column: ``term``, ``l_diversity`` (the fewest different answers within a combination),
        ``n_cells`` (combinations with an answer), ``n_alike`` (those whose answers are all the same), and
        ``n_disclosed`` and ``proportion_disclosed``, the respondents in these and their share of all.
    quasi_identifiers : tuple[str, ...]
        Columns whose combinations were counted.
    k_min : int
        A combination of fewer respondents is risky.
    n_risky : int
        How many such combinations there are.
    withheld : tuple[str, ...]
        Quasi-identifiers whose answers are never told: text, dates and personal columns.
    """

    topic: ClassVar[str] = "disclosure_risk"

    variants: pd.DataFrame = field(repr=False)
    cells: pd.DataFrame = field(repr=False)
    diversity: pd.DataFrame = field(repr=False)
    quasi_identifiers: tuple[str, ...]
    k_min: int
    n_risky: int
    withheld: tuple[str, ...] = ()

    def tidy(self) -> pd.DataFrame:
        """One row for all quasi-identifiers together (kind "all"), and one without each of them ("dropped") and with
        each ordered one in bands ("banded"): kind, term, n_distinct, n_cells, k_anonymity, n_unique,
        proportion_unique, proportion_below_5, proportion_below_10, proportion_risky.
        """  # noqa: D205
        return self.variants.copy()

    def glance(self) -> pd.DataFrame:
        """One row: n, n_risky (combinations below k_min), and the numbers of all quasi-identifiers together."""
        whole = self.variants.iloc[[0]].drop(columns=["kind", "term", "n_distinct"])
        return whole.assign(n=self.counts.used, n_risky=self.n_risky).reset_index(drop=True)

    @property
    def most_helpful(self) -> pd.DataFrame:
        """The rows of `tidy` that leave the smallest share of respondents at risk, one per kind of change.

        Where several leave the same share, the one with the fewest unique respondents, and then the first, is taken.
        """
        order = ["proportion_risky", "proportion_unique"]
        changes = self.variants[self.variants["kind"] != "all"].sort_values(order, kind="stable")
        return changes.drop_duplicates("kind").sort_index().reset_index(drop=True)

    def _without_small_cells(self, min_cell: int) -> Self:
        """Without the combinations of fewer respondents, which point to persons; how many there are is always told."""
        told = self.cells[self.cells["n"] >= min_cell]
        return self if len(told) == len(self.cells) else replace(self, cells=told.reset_index(drop=True))


def disclosure_risk(
    data: Survey | pd.DataFrame,
    *,
    quasi_identifiers: str | Sequence[str],
    sensitive: str | Sequence[str] = (),
    k_min: int = 5,
) -> DisclosureRiskResult:
    """Count how many respondents share each combination of answers that outsiders may know.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        One row per respondent, as it is to be passed on or described.
    quasi_identifiers : str or list of str
        Columns that others may know of a respondent, such as sex, age, education and community. ``province`` and
        ``city`` are those of the paradata, if no answer is called so.
    sensitive : str or list of str, optional
        Columns that nobody should learn: how many different answers there are to each within a combination.
    k_min : int
        A combination of fewer respondents is risky.

    Returns
    -------
    DisclosureRiskResult
        ``glance()``: ``n``, ``n_cells`` (combinations that occur), ``k_anonymity`` (respondents of the smallest),
        ``n_unique`` and ``proportion_unique`` (respondents alone in their combination), ``proportion_below_5`` and
        ``proportion_below_10`` (share of respondents in combinations of fewer than 5, than 10),
        ``proportion_risky`` (fewer than `k_min`) and ``n_risky`` (such combinations). ``tidy()``: the same without each
        quasi-identifier, and with each ordered one in bands. ``cells``, ``diversity`` and ``most_helpful`` tell the
        rest; ``table(layout="cells")`` lists the risky combinations, for your eyes only.

    Raises
    ------
    ColumnError
        If a column is not there, or is both a quasi-identifier and sensitive.
    OptionError
        If `k_min` is not a whole number of at least 2.
    SampleError
        If there are no respondents.

    Notes
    -----
    An empty cell counts as an answer of its own, so a respondent with a rare gap is at risk; sdcMicro lets an empty
    cell match every answer and finds less risk. Columns with order (ordinal, numeric) are tried in bands: up to six
    different answers are joined two and two, more become four bands of about equal size; `bands` makes bands of
    your own. l-diversity is the number of different answers, missing ones not counted; a combination of one
    respondent has at most one. The population is taken to be the sample: whoever knows that somebody took part needs no
    more. Answers to text, dates and personal columns are counted and never shown.

    References
    ----------
    Sweeney, L. (2002). k-anonymity: A model for protecting privacy. International Journal of Uncertainty, Fuzziness and
    Knowledge-Based Systems, 10, 557-570. Machanavajjhala, A., Kifer, D., Gehrke, J., & Venkitasubramaniam, M. (2007).
    l-diversity: Privacy beyond k-anonymity. ACM Transactions on Knowledge Discovery from Data, 1, 3.

    Checked against
    ---------------
    A count by pairs of respondents in ``tests/analyze/test_disclosure_risk.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"sex": [1, 1, 2, 2, 2], "edu": [1, 1, 1, 3, 3]})
    >>> risk = disclosure_risk(answers, quasi_identifiers=["sex", "edu"])
    >>> risk.glance()[["n", "n_cells", "k_anonymity", "n_unique", "proportion_unique"]].to_dict("records")
    [{'n': 5, 'n_cells': 3, 'k_anonymity': 1, 'n_unique': 1, 'proportion_unique': 0.2}]
    >>> risk.most_helpful[["kind", "term", "k_anonymity"]].to_dict("records")
    [{'kind': 'dropped', 'term': 'sex', 'k_anonymity': 2}]
    """
    names = as_names(quasi_identifiers, argument="quasi_identifiers")
    private = as_names(sensitive, argument="sensitive") if sensitive else []
    survey = _with_places(as_survey(data), names)
    _check(survey, names, private)
    least = as_count(k_min, 2, argument="k_min")
    answers = {name: _codes(survey.data[name]) for name in names}
    whole = cells(_stacked(answers))
    variants = _variants(survey, answers, least)
    withheld = tuple(name for name in names if _is_withheld(survey, name))
    return DisclosureRiskResult(
        spec={"quasi_identifiers": names, "sensitive": private, "k_min": least},
        counts=_counts(survey, [*names, *private]),
        notes=_notes(survey, names, variants, withheld),
        codebook=survey.codebook,
        variants=variants,
        cells=_risky(survey, names, whole, least, withheld),
        diversity=pd.DataFrame([_diversity(survey, name, whole) for name in private], columns=list(DIVERSITY_COLUMNS)),
        quasi_identifiers=tuple(names),
        k_min=least,
        n_risky=int((whole.n < least).sum()),
        withheld=withheld,
    )


def _with_places(survey: Survey, names: Sequence[str]) -> Survey:
    """The survey with the places of its paradata that are asked for, as categories."""
    paradata = survey.paradata
    places = [name for name in PLACES if name in names and name in paradata and name not in survey.data]
    if not places:
        return survey
    drafted = Survey.from_frame(paradata[places].astype("category"))
    return Survey(
        survey.data.join(drafted.data),
        survey.codebook.with_variables({v.name: _place(v) for v in drafted.codebook.variables}),
        log=survey.log,
    )


def _place(variable: Variable) -> Variable:
    key = f"disclosure_risk.{variable.name}"
    return variable.model_copy(update={"label": Text(zh=term(key, "zh"), en=term(key, "en"))})


def _check(survey: Survey, names: Sequence[str], private: Sequence[str]) -> None:
    check_columns(survey, names, argument="quasi_identifiers")
    check_columns(survey, private, argument="sensitive")
    both = [name for name in names if name in private]
    if both:
        raise ColumnError(f"{both} are quasi-identifiers and sensitive; name each in one of the two lists")
    if not len(survey):
        raise SampleError("the survey has no respondents, so nobody can be found among them; read or keep some")


def _codes(column: pd.Series) -> Codes:
    """The answers of a column (n,) as whole numbers from 0; -1 where there is none."""
    return pd.factorize(column, sort=pd.api.types.is_numeric_dtype(column))[0].astype(np.int64)


def _stacked(answers: dict[str, Codes], *, without: str = "") -> Codes:
    kept = [codes for name, codes in answers.items() if name != without]
    n = len(next(iter(answers.values())))
    return np.column_stack(kept) if kept else np.zeros((n, 0), dtype=np.int64)


def _variants(survey: Survey, answers: dict[str, Codes], k_min: int) -> pd.DataFrame:
    """The rows of `tidy`."""
    rows = [("all", "", np.nan, *_measures(answers, k_min))]
    if len(answers) > 1:
        for name, codes in answers.items():
            others = {other: found for other, found in answers.items() if other != name}
            rows.append(("dropped", name, float(_distinct(codes)), *_measures(others, k_min)))
    for name in answers:
        if _is_ordered(survey, name) and _distinct(answers[name]) >= LEAST_TO_BAND:
            banded = bands(survey.data[name].to_numpy(dtype=np.float64))
            rows.append(("banded", name, float(_distinct(banded)), *_measures({**answers, name: banded}, k_min)))
    return pd.DataFrame(rows, columns=list(VARIANT_COLUMNS))


def _measures(answers: dict[str, Codes], k_min: int) -> tuple[int | float, ...]:
    """Combinations, the smallest of them, and respondents at risk."""
    n = cells(_stacked(answers)).n
    shares = (share_below(n, limit) for limit in (2, 5, 10, k_min))
    return len(n), int(n.min()), int((n == 1).sum()), *shares


def _distinct(codes: Codes) -> int:
    return len(np.unique(codes[codes >= 0]))


def _is_ordered(survey: Survey, name: str) -> bool:
    """Whether the answers to a column can be joined with their neighbours."""
    kind = survey.codebook.variable(name).kind if survey.codebook.has_variable(name) else "numeric"
    return kind in ("ordinal", "numeric") and pd.api.types.is_numeric_dtype(survey.data[name])


def _is_withheld(survey: Survey, name: str) -> bool:
    """Whether the answers to a column may point to persons by what they say."""
    return hidden(survey, name) or not pd.api.types.is_numeric_dtype(survey.data[name])


def _risky(survey: Survey, names: Sequence[str], found: Cells, k_min: int, withheld: Sequence[str]) -> pd.DataFrame:
    """The rows of `DisclosureRiskResult.cells`."""
    risky = np.flatnonzero(found.n < k_min)
    risky = risky[np.argsort(found.n[risky], kind="stable")]
    answers = survey.data[list(names)].iloc[found.first[risky]]
    levels: list[NDArray[np.float64]] = [
        np.full(len(risky), np.nan) if name in withheld else answers[name].to_numpy(dtype=np.float64) for name in names
    ]
    rows = {
        "cell": np.repeat(np.arange(1, len(risky) + 1), len(names)),
        "term": np.tile(np.array(names, dtype=object), len(risky)),
        "level": np.column_stack(levels).ravel(),
        "n": np.repeat(found.n[risky], len(names)),
    }
    return pd.DataFrame(rows, columns=list(CELL_COLUMNS))


def _diversity(survey: Survey, name: str, found: Cells) -> tuple[str | float, ...]:
    """One row of `DisclosureRiskResult.diversity`."""
    answers = different_answers(found.member, _codes(survey.data[name]))
    alike = answers == 1
    least = float(answers[answers > 0].min()) if (answers > 0).any() else np.nan
    n = int(found.n[alike].sum())
    return name, least, int((answers > 0).sum()), int(alike.sum()), n, n / len(survey)


def _counts(survey: Survey, names: Sequence[str]) -> Counts:
    empty = survey.data[list(names)].isna().sum()
    missing = {str(name): int(n) for name, n in empty.items() if n}
    return Counts(total=len(survey), used=len(survey), missing=missing)


def _notes(survey: Survey, names: Sequence[str], variants: pd.DataFrame, withheld: Sequence[str]) -> tuple[Note, ...]:
    told = {
        "disclosure_risk.note_base": True,
        "disclosure_risk.note_missing": bool(survey.data[list(names)].isna().any(axis=None)),
        "disclosure_risk.note_bands": bool((variants["kind"] == "banded").any()),
        "disclosure_risk.note_withheld": bool(withheld),
    }
    return tuple(
        Note(key, {"total": len(survey)} if key.endswith("base") else {}) for key, said in told.items() if said
    )
