"""One analysis under several rules of exclusion: whether its conclusion depends on who was left out."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import pandas as pd

from surveykit.analyze.estimates import (
    EstimateRow,
    estimates_of,
    is_significant,
    is_tested,
    level_of,
    selected,
)
from surveykit.analyze.exclusion_rules import MAIN, Exclusion, exclusions_of, outsiders, reduced
from surveykit.core.cases import Counts
from surveykit.core.checks import as_count, as_names, check_option, check_survey
from surveykit.core.codebook import Text
from surveykit.core.format import format_confidence
from surveykit.core.result import Note, Result
from surveykit.core.survey import Survey
from surveykit.errors import EstimationError, OptionError, SampleError, SurveyKitError

Analyze = Callable[[Survey], Result]

ROW_COLUMNS = (
    "rule",
    "term",
    "n_removed",
    "n",
    "estimate",
    "conf_low",
    "conf_high",
    "p_value",
    "significant",
    "sign_changed",
    "significance_changed",
    "intervals_overlap",
    "main_inside",
    "changed",
)
CHANGES = ROW_COLUMNS[-6:]


@dataclass(frozen=True, kw_only=True, eq=False)
class CompareExclusionsResult(Result):
    """The estimates of one analysis under several rules of exclusion.

    Attributes
    ----------
    rows : pandas.DataFrame
        What `tidy` returns.
    main : Result
        The analysis under the main rule.
    rule_labels, term_labels : Mapping[str, Text]
        What to print for each rule and term.
    tested : bool
        Whether the estimates are compared with zero; reliabilities are not.
    same_sample : tuple[str, ...]
        Rules that exclude the very same respondents as the main rule, without it.
    """

    topic: ClassVar[str] = "compare_exclusions"

    rows: pd.DataFrame = field(repr=False)
    main: Result = field(repr=False)
    rule_labels: Mapping[str, Text] = field(repr=False)
    term_labels: Mapping[str, Text] = field(repr=False)
    tested: bool
    same_sample: tuple[str, ...]

    def tidy(self) -> pd.DataFrame:
        """One row per rule and term, with what differs from the main rule; NaN and NA where nothing was computed."""
        return self.rows.copy()

    def glance(self) -> pd.DataFrame:
        """One row per term: its main estimate, the range over all rules, and under how many its conclusion changes."""
        return pd.DataFrame([self._summary(term) for term in self.term_labels])

    def _summary(self, term: str) -> dict[str, object]:
        rows = self.rows[self.rows["term"] == term]
        main = rows[rows["rule"] == MAIN].iloc[0]
        others = rows[(rows["rule"] != MAIN) & rows["estimate"].notna()]
        return {
            "term": term,
            **{name: main[name] for name in ("n", "estimate", "conf_low", "conf_high", "p_value")},
            "min": rows["estimate"].min(),
            "max": rows["estimate"].max(),
            "n_compared": len(others),
            "n_changed": int(others["changed"].sum()),
        }


def compare_exclusions(
    survey: Survey,
    *,
    analyze: Analyze,
    rules: str | Sequence[str] | None = None,
    terms: str | Sequence[str] | None = None,
    min_families: int = 2,
    always: str | Sequence[str] = ("eligibility",),
) -> CompareExclusionsResult:
    """Repeat one analysis under several rules of exclusion, and tell whether its conclusion changes.

    Parameters
    ----------
    survey : Survey
        Answers that the ``flag_...`` verbs have looked at, before `exclude_flagged`.
    analyze : callable
        Takes a survey and returns a `Result`. What depends on the sample, such as factor scores, belongs inside.
    rules : str or list of str, optional
        Names of rules, each of which is once applied alone and once left out; every rule that flagged anybody where
        not given. ``[]`` for none.
    terms : str or list of str, optional
        Which estimates are compared: names of terms, scales or paths; all where not given.
    min_families : int
        Families that must agree under the main rule where no flag is decisive, as in `exclude_flagged`.
    always : str or list of str
        Families of rules that exclude under every rule, because they say who belongs to the population; ``[]`` for
        none.

    Returns
    -------
    CompareExclusionsResult
        ``tidy()``: one row per ``rule`` and ``term`` with ``n_removed``, ``n``, ``estimate``, ``conf_low``,
        ``conf_high``, ``p_value``, ``significant``, and against the main rule ``sign_changed``,
        ``significance_changed``, ``intervals_overlap``, ``main_inside`` (the main estimate lies in this
        interval) and ``changed``. Rules are ``none`` excluded, ``decisive`` flags only, ``main``, ``any`` flag,
        ``only:`` a rule, and ``without:`` a rule. ``glance()``: one row per term with the main estimate, the smallest
        and the largest estimate, ``n_compared`` rules and ``n_changed``.

    Raises
    ------
    ColumnError
        If `survey` is not a Survey.
    OptionError
        If `analyze` is no function of a survey that returns a result with estimates; if nobody is flagged, or the
        flagged have been excluded already; if a rule or a term is not known, or `min_families` is below 2.
    SampleError, EstimationError
        If the main analysis cannot be computed. Under another rule the row is left empty; any other error names the
        rule under which it happened.

    Notes
    -----
    A conclusion changes if an estimate becomes significant or stops being so, at the level of the analysis, or if it
    is significant with the other sign. Reliabilities are not tested against zero: there it changes if the main estimate
    lies outside the interval. The samples share most respondents, so overlapping intervals are a description, not a
    test. A bootstrap needs a fixed ``seed``, or draws differ between the rules.

    References
    ----------
    Steegen, S., Tuerlinckx, F., Gelman, A., & Vanpaemel, W. (2016). Perspectives on Psychological Science, 11, 702-712.

    Checked against
    ---------------
    The analysis run by hand on each reduced sample, in ``tests/analyze/test_compare_exclusions.py``.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit import Survey, correlations, flag_incomplete
    >>> answers = {"q1": [1, 2, 3, 4, 5, 5], "q2": [2, 1, 3, 5, 4, 1], "q3": [None, 2, 4, 4, 5, None]}
    >>> flagged = flag_incomplete(Survey.from_frame(pd.DataFrame(answers)), items=["q1", "q2", "q3"])
    >>> result = compare_exclusions(flagged, analyze=lambda s: correlations(s, columns=["q1", "q2"]), rules=[])
    >>> result.tidy()[["rule", "n_removed", "n", "estimate"]].round(3).to_numpy().tolist()
    [['none', 0, 6, 0.35], ['decisive', 2, 4, 0.832], ['main', 2, 4, 0.832], ['any', 2, 4, 0.832]]
    """
    check_survey(survey)
    least = as_count(min_families, 2, argument="min_families")
    if not callable(analyze):
        raise OptionError(f"analyze must be a function of a survey, not {type(analyze).__name__}")
    _check_flagged(survey)
    families = [always] if isinstance(always, str) else list(always)
    exclusions = exclusions_of(survey, _rules(survey, rules, families), least, always=families)
    main, results = _computed(survey, exclusions, analyze)
    conf_level, tested = level_of(main), is_tested(main)
    chosen = estimates_of(main)
    if terms is not None:
        chosen = selected(chosen, as_names(terms, argument="terms"))
    rows = [
        _row(survey, exclusion, results[exclusion.rule], row, conf_level, tested=tested)
        for row in chosen
        for exclusion in exclusions
    ]
    return CompareExclusionsResult(
        spec={
            "analysis": main.topic,
            "rules": [exclusion.rule for exclusion in exclusions],
            "terms": [row.name for row in chosen],
            "min_families": least,
            "always": families,
            "conf_level": conf_level,
        },
        counts=Counts(total=len(survey), used=main.counts.used),
        notes=(
            *_notes(exclusions, results, conf_level, least, tested=tested),
            *_outside_note(len(outsiders(survey, families))),
        ),
        codebook=survey.codebook,
        rows=pd.DataFrame(rows, columns=list(ROW_COLUMNS)).astype(dict.fromkeys(CHANGES, "boolean")),
        main=main,
        rule_labels={exclusion.rule: exclusion.label for exclusion in exclusions},
        term_labels={row.name: row.label for row in chosen},
        tested=tested,
        same_sample=_same_sample(exclusions),
    )


def _same_sample(exclusions: Sequence[Exclusion]) -> tuple[str, ...]:
    main = next(set(exclusion.gone) for exclusion in exclusions if exclusion.rule == MAIN)
    return tuple(one.rule for one in exclusions if one.rule != MAIN and set(one.gone) == main)


def _check_flagged(survey: Survey) -> None:
    """Refuse a survey that has no flags to decide on, or on whose flags has been decided."""
    if any(step.verb == "exclude_flagged" for step in survey.log):
        raise OptionError(
            "the flagged have been excluded already, so nothing is left to compare; give the survey as it was before "
            "exclude_flagged"
        )
    if not any(step.verb.startswith("flag_") for step in survey.log):
        raise OptionError("no rule has looked at these respondents yet; call flag_duplicates, flag_speeding, ... first")
    if survey.flags.empty:
        raise OptionError("no rule flagged anybody, so every rule of exclusion gives the same sample")


def _outside_note(n: int) -> tuple[Note, ...]:
    """How many are excluded whatever the rule."""
    return (Note("compare_exclusions.note_outsiders", {"n": n}),) if n else ()


def _rules(survey: Survey, rules: str | Sequence[str] | None, always: Sequence[str]) -> list[str]:
    """The rules that are applied alone and left out, each known by its flags; those of `always` are neither."""
    flags = survey.flags
    raised = [str(rule) for rule in flags.loc[~flags["family"].isin(list(always)), "rule"].unique()]
    if rules is None:
        return raised
    if not isinstance(rules, str) and not list(rules):
        return []
    named = as_names(rules, argument="rules")
    for rule in named:
        check_option(rule, raised, argument="rules")
    return named


def _computed(
    survey: Survey, exclusions: Sequence[Exclusion], analyze: Analyze
) -> tuple[Result, dict[str, Result | None]]:
    """The main result, and that under each decision; None where too few are left. Equal samples are analysed once."""
    by_rule = {exclusion.rule: exclusion for exclusion in exclusions}
    main = _analysed(survey, by_rule[MAIN], analyze)
    done: dict[frozenset[object], Result | None] = {frozenset(by_rule[MAIN].gone): main}
    for exclusion in exclusions:
        if frozenset(exclusion.gone) not in done:
            try:
                done[frozenset(exclusion.gone)] = _analysed(survey, exclusion, analyze)
            except (SampleError, EstimationError):
                done[frozenset(exclusion.gone)] = None
            except SurveyKitError as error:
                error.add_note(
                    f"This happened under the exclusion rule {exclusion.rule!r}; the main analysis went well."
                )
                raise
    return main, {exclusion.rule: done[frozenset(exclusion.gone)] for exclusion in exclusions}


def _analysed(survey: Survey, exclusion: Exclusion, analyze: Analyze) -> Result:
    result: object = analyze(reduced(survey, exclusion))
    if not isinstance(result, Result):
        raise OptionError(f"analyze must return a result of surveykit, not {type(result).__name__}")
    return result


def _row(
    survey: Survey, exclusion: Exclusion, result: Result | None, main: EstimateRow, conf_level: float, *, tested: bool
) -> tuple[object, ...]:
    """The columns of `ROW_COLUMNS` for one decision and one term."""
    found = {row.name: row for row in estimates_of(result)} if result else {}
    row = found.get(main.name)
    removed = len(exclusion.gone)
    n = result.counts.used if result else len(survey) - removed
    head = (exclusion.rule, main.name, removed, n)
    if row is None:
        return (*head, *[np.nan] * 4, *[pd.NA] * len(CHANGES))
    numbers = (row.estimate, row.conf_low, row.conf_high, row.p_value)
    return (*head, *numbers, *_changes(row, main, conf_level, tested=tested))


def _changes(row: EstimateRow, main: EstimateRow, conf_level: float, *, tested: bool) -> tuple[object, ...]:
    """Significance, and what differs from the main one: sign, significance, overlap, estimate inside, conclusion."""
    other_sign = bool(np.sign(row.estimate) != np.sign(main.estimate))
    if math.isnan(row.conf_low) or math.isnan(main.conf_low):
        overlap: object = pd.NA
        inside: object = pd.NA
    else:
        overlap = row.conf_low <= main.conf_high and main.conf_low <= row.conf_high
        inside = row.conf_low <= main.estimate <= row.conf_high
    if not tested:
        return pd.NA, other_sign, pd.NA, overlap, inside, pd.NA if inside is pd.NA else not inside
    now, before = is_significant(row, conf_level), is_significant(main, conf_level)
    return now, other_sign, now != before, overlap, inside, now != before or (now and other_sign)


def _notes(
    exclusions: Iterable[Exclusion],
    results: Mapping[str, Result | None],
    conf_level: float,
    min_families: int,
    *,
    tested: bool,
) -> tuple[Note, ...]:
    notes = [Note("compare_exclusions.note_main", {"families": min_families})]
    if tested:
        notes.append(Note("compare_exclusions.note_changed", {"level": format_confidence(conf_level)}))
    else:
        notes.append(Note("compare_exclusions.note_outside"))
    notes.append(Note("compare_exclusions.note_shared"))
    if any(exclusion.rule.startswith(("only:", "without:")) for exclusion in exclusions):
        notes.append(Note("compare_exclusions.note_rules"))
    failed = [exclusion.label for exclusion in exclusions if results[exclusion.rule] is None]
    if failed:
        notes.append(Note("compare_exclusions.note_not_computed", {"n": len(failed)}))
    seeds = {str(result.spec["seed"]) for result in results.values() if result and "seed" in result.spec}
    if len(seeds) > 1:
        notes.append(Note("compare_exclusions.note_seeds"))
    return tuple(notes)
