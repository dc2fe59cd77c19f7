"""What became of each hypothesis, looked up in the results that test it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np
import pandas as pd

from surveykit.analyze.mediation import MediationResult
from surveykit.analyze.paired import PairedResult
from surveykit.analyze.regression import RegressionResult
from surveykit.core.cases import Counts
from surveykit.core.codebook import Hypothesis, Sign
from surveykit.core.result import Note, Result
from surveykit.core.survey import Survey
from surveykit.errors import CodebookError, ColumnError, OptionError

Verdict = Literal["supported", "partly_supported", "not_supported", "not_tested"]
TESTABLE = (RegressionResult, MediationResult, PairedResult)


@dataclass(frozen=True, kw_only=True)
class HypothesesResult(Result):
    """The hypotheses of a study and their evidence.

    Attributes
    ----------
    evidence : pandas.DataFrame
        What `tidy` returns.
    verdicts : pandas.DataFrame
        What `glance` returns.
    """

    topic: ClassVar[str] = "hypotheses"

    evidence: pd.DataFrame = field(repr=False)
    verdicts: pd.DataFrame = field(repr=False)

    def tidy(self) -> pd.DataFrame:
        """One row per hypothesis and piece of evidence."""
        return self.evidence.copy()

    def glance(self) -> pd.DataFrame:
        """One row per hypothesis."""
        return self.verdicts.copy()


@dataclass(frozen=True)
class _Evidence:
    """One estimate that speaks for or against a hypothesis; `result` is its place among the results."""

    term: str
    source: str
    result: int
    estimate: float
    conf_low: float
    conf_high: float
    p_value: float
    level: float

    def verdict(self, sign: Sign) -> Verdict:
        """Supported where the test is significant at the level of its result and the sign is the expected one."""
        if np.isnan(self.p_value):
            return "not_tested"
        expected = sign == "any" or (self.estimate > 0) == (sign == "+")
        return "supported" if self.p_value < 1 - self.level and expected else "not_supported"


def hypothesis_summary(survey: Survey, *, results: Result | Sequence[Result]) -> HypothesesResult:
    """Say of each hypothesis of the codebook whether the results support it.

    Parameters
    ----------
    survey : Survey
        Its codebook holds the hypotheses.
    results : Result or sequence of Result
        Regressions, mediations and paired comparisons. Each hypothesis takes the first that holds its term.

    Returns
    -------
    HypothesesResult
        ``tidy()``: one row per hypothesis and term, with ``hypothesis term estimate conf_low conf_high p_value
        term_verdict verdict evidence result``; a term that no result holds has NaN. ``evidence`` names the analysis,
        ``result`` is its position in `results`, from 0, or missing.
        ``glance()``: one row per hypothesis, with ``hypothesis n_terms n_supported verdict``.

    Raises
    ------
    CodebookError
        If the codebook has no hypotheses.
    OptionError
        If one of the results is of a kind that tests no hypothesis.

    Notes
    -----
    A term is supported if its test is significant at one minus the level of its result (for bootstrapped effects: the
    interval leaves zero out) and its sign is the expected one. A hypothesis is supported if all its terms are, partly
    supported if some are, not supported if none is, and not tested if no result holds any of them. A regression
    hypothesis is judged in the last block that holds its terms; a categorical predictor has as many terms as dummies.
    A paired hypothesis is judged by the test that its result leads with. Not supported means that the data do not
    show it, not that it is false.

    Checked against
    ---------------
    The verdicts are rules, not estimates; ``tests/analyze/test_hypotheses.py`` states them case by case.

    Examples
    --------
    >>> import pandas as pd
    >>> from surveykit.analyze.regression import linear_regression
    >>> from surveykit.core.codebook import Codebook
    >>> codebook = Codebook.model_validate(
    ...     {"hypotheses": [{"id": "H1", "label": "Trust goes with joining", "test": "regression",
    ...                      "outcome": "join", "predictors": "trust"}]})
    >>> frame = pd.DataFrame({"join": [1, 2, 2, 4, 5, 4], "trust": [1, 2, 3, 4, 5, 6]})
    >>> survey = Survey.from_frame(frame, codebook=codebook)
    >>> regression = linear_regression(survey, outcome="join", predictors="trust")
    >>> hypothesis_summary(survey, results=[regression]).glance()["verdict"].tolist()
    ['supported']
    """
    if not isinstance(survey, Survey):
        raise ColumnError(
            f"survey must be a Survey, whose codebook holds the hypotheses, not {type(survey).__name__}; "
            "use Survey.from_frame(frame, codebook=...)"
        )
    hypotheses = survey.codebook.hypotheses
    if not hypotheses:
        raise CodebookError("the codebook has no hypotheses; list them under 'hypotheses'")
    given = [results] if isinstance(results, Result) else list(results)
    wrong = [type(result).__name__ for result in given if not isinstance(result, TESTABLE)]
    if wrong:
        raise OptionError(
            f"results: {wrong} test no hypothesis; give results of linear_regression, mediation or paired_comparison"
        )
    found = {hypothesis.id: _find(hypothesis, given) for hypothesis in hypotheses}
    judged = [_judge(hypothesis, found[hypothesis.id]) for hypothesis in hypotheses]
    evidence = pd.concat([rows for rows, _ in judged], ignore_index=True)
    return HypothesesResult(
        spec={"hypotheses": tuple(found), "results": tuple(type(result).topic for result in given)},
        counts=Counts(total=len(survey), used=len(survey)),
        notes=(Note("hypotheses.note_rule"), *_notes(evidence)),
        codebook=survey.codebook,
        evidence=evidence.astype({"result": "Int64"}),
        verdicts=pd.DataFrame([verdict for _, verdict in judged]),
    )


def _find(hypothesis: Hypothesis, results: Sequence[Result]) -> dict[str, list[_Evidence]]:
    """The evidence on each predictor; an empty list where there is none."""
    return {predictor: _first(hypothesis, predictor, results) for predictor in hypothesis.predictors}


def _first(hypothesis: Hypothesis, predictor: str, results: Sequence[Result]) -> list[_Evidence]:
    for position, result in enumerate(results):
        rows: list[_Evidence] = []
        if hypothesis.test == "regression" and isinstance(result, RegressionResult):
            rows = _in_regression(hypothesis, predictor, result, position)
        elif hypothesis.test == "mediation" and isinstance(result, MediationResult):
            rows = _in_mediation(hypothesis, predictor, result, position)
        elif hypothesis.test == "paired" and isinstance(result, PairedResult):
            rows = _in_paired(hypothesis, predictor, result, position)
        if rows:
            return rows
    return []


def _in_regression(hypothesis: Hypothesis, predictor: str, result: RegressionResult, position: int) -> list[_Evidence]:
    """The rows of a term, or of all dummies of a variable, in the last block that holds it."""
    if result.spec["outcome"] != hypothesis.outcome:
        return []
    rows = result.tidy()
    is_dummy = rows["term"].str.startswith(f"{predictor}=") & ~rows["term"].str.contains(":", regex=False)
    rows = rows[(rows["term"] == predictor) | is_dummy]
    rows = rows[rows["block"] == rows["block"].iloc[-1]] if len(rows) else rows
    source = "regression: {outcome}, block {block}"
    return [
        _evidence(
            row, str(row["term"]), source.format(outcome=hypothesis.outcome, block=row["block"]), result, position
        )
        for _, row in rows.iterrows()
    ]


def _in_mediation(hypothesis: Hypothesis, predictor: str, result: MediationResult, position: int) -> list[_Evidence]:
    """The indirect effect of the predictor through the mediator."""
    if (result.spec["x"], result.spec["y"]) != (predictor, hypothesis.outcome):
        return []
    rows = result.tidy()
    rows = rows[(rows["path"] == "indirect") & (rows["mediator"] == hypothesis.mediator)]
    chain = f"{predictor} → {hypothesis.mediator} → {hypothesis.outcome}"
    return [_evidence(row, chain, f"mediation: {chain}", result, position) for _, row in rows.iterrows()]


def _in_paired(hypothesis: Hypothesis, predictor: str, result: PairedResult, position: int) -> list[_Evidence]:
    """The leading test of the pair; Wilcoxon's has the rank effect as its estimate, since a median may be zero."""
    rows = result.tidy()
    method = result.spec["method"]
    rows = rows[(rows["before"] == predictor) & (rows["after"] == hypothesis.outcome) & (rows["method"] == method)]
    if method == "wilcoxon":
        rows = rows.assign(estimate=rows["effect_size"])
    pair = f"{hypothesis.outcome} - {predictor}"
    return [_evidence(row, pair, f"paired: {pair}, {method}", result, position) for _, row in rows.iterrows()]


def _evidence(row: pd.Series, term: str, source: str, result: Result, position: int) -> _Evidence:
    return _Evidence(
        term=term,
        source=source,
        result=position,
        estimate=float(row["estimate"]),
        conf_low=float(row["conf_low"]),
        conf_high=float(row["conf_high"]),
        p_value=float(row["p_value"]),
        level=float(str(result.spec["conf_level"])),
    )


def _judge(hypothesis: Hypothesis, found: dict[str, list[_Evidence]]) -> tuple[pd.DataFrame, dict[str, object]]:
    """The rows of one hypothesis and its verdict; a predictor without evidence keeps a row and is never support."""
    rows: list[dict[str, object]] = []
    for predictor, evidence in found.items():
        rows += [_row(hypothesis, piece) for piece in evidence] or [_absent(hypothesis, predictor)]
    verdicts = [row["term_verdict"] for row in rows]
    supported = verdicts.count("supported")
    verdict: Verdict = "partly_supported"
    if verdicts.count("not_tested") == len(verdicts):
        verdict = "not_tested"
    elif supported == len(verdicts):
        verdict = "supported"
    elif supported == 0:
        verdict = "not_supported"
    frame = pd.DataFrame([{**row, "verdict": verdict} for row in rows])
    order = [*(name for name in frame if name not in ("evidence", "result")), "evidence", "result"]
    summary = {"hypothesis": hypothesis.id, "n_terms": len(rows), "n_supported": supported, "verdict": verdict}
    return frame[order], summary


def _row(hypothesis: Hypothesis, evidence: _Evidence) -> dict[str, object]:
    return {
        "hypothesis": hypothesis.id,
        "term": evidence.term,
        "estimate": evidence.estimate,
        "conf_low": evidence.conf_low,
        "conf_high": evidence.conf_high,
        "p_value": evidence.p_value,
        "term_verdict": evidence.verdict(hypothesis.sign),
        "evidence": evidence.source,
        "result": evidence.result,
    }


def _absent(hypothesis: Hypothesis, predictor: str) -> dict[str, object]:
    numbers = dict.fromkeys(("estimate", "conf_low", "conf_high", "p_value"), np.nan)
    lead: dict[str, object] = {"hypothesis": hypothesis.id, "term": predictor}
    return {**lead, **numbers, "term_verdict": "not_tested", "evidence": "", "result": pd.NA}


def _notes(evidence: pd.DataFrame) -> list[Note]:
    """Which hypotheses have a term without a test."""
    notes = []
    for hypothesis, rows in evidence[evidence["term_verdict"] == "not_tested"].groupby("hypothesis", sort=False):
        values = {"hypothesis": str(hypothesis), "terms": ", ".join(rows["term"])}
        notes.append(Note("hypotheses.note_not_tested", values))
    return notes
