"""What became of each hypothesis, looked up in the results that test it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np
import pandas as pd

from surveykit.analyze.design import columns_of
from surveykit.analyze.mediation import MediationResult
from surveykit.analyze.paired import PairedResult
from surveykit.analyze.regression import RegressionResult
from surveykit.core.cases import Counts
from surveykit.core.codebook import Codebook, Hypothesis, Sign
from surveykit.core.labels import labels_text
from surveykit.core.result import Note, NoteValue, Result, significance_level
from surveykit.core.survey import Survey
from surveykit.core.table import Cell
from surveykit.errors import CodebookError, ColumnError, OptionError
from surveykit.kernels.linear import f_p_value, wald_f

Verdict = Literal["supported", "partly_supported", "not_supported", "not_tested"]
TESTABLE = (RegressionResult, MediationResult, PairedResult)
NUMBERS = ("estimate", "conf_low", "conf_high", "statistic", "df", "df_error", "p_value")


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
    """One test that speaks for or against a hypothesis; `result` is its place among the results.

    A joint test of several coefficients has no estimate, and `df_error` as well as `df`. `undirected` names the
    coefficients of a joint test that was asked for a direction, which it cannot have.
    """

    term: str
    source: str
    result: int
    p_value: float
    level: float
    estimate: float = np.nan
    conf_low: float = np.nan
    conf_high: float = np.nan
    statistic: float = np.nan
    df: float = np.nan
    df_error: float = np.nan
    bootstrapped: bool = False
    undirected: tuple[str, ...] = ()

    def verdict(self, sign: Sign) -> Verdict:
        """Supported where the test is significant at the level of its result and the sign is the expected one."""
        if self.undirected or np.isnan(self.p_value):
            return "not_tested"
        expected = sign == "any" or (self.estimate > 0) == (sign == "+")
        return "supported" if self.is_significant and expected else "not_supported"

    @property
    def is_significant(self) -> bool:
        """Whether the test rejects; draws are judged by their interval, since they are too few for small p values."""
        if self.bootstrapped:
            return self.conf_low > 0 or self.conf_high < 0
        return self.p_value < significance_level(self.level)


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
        ``tidy()``: one row per hypothesis and term, with ``hypothesis term estimate conf_low conf_high statistic df
        df_error p_value term_verdict verdict evidence result``; a term that no result holds has NaN. A joint test of
        several coefficients has an F statistic with ``df`` and ``df_error`` and no estimate. ``evidence`` names the
        analysis, ``result`` is its position in `results`, from 0, or missing.
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
    hypothesis is judged in the last block that holds its terms. Interactions are found in either order
    (``"trust:hukou"``). A term with several coefficients, such as a categorical predictor or its products, is judged
    by the joint Wald F test of all of them with the covariance of the regression, so that the verdict does not hang
    on the reference category; with sign ``+`` or ``-`` it is not tested until one dummy is named (``"hukou=2"``).
    A paired hypothesis is judged by the test that its result leads with. Not supported means that the data do not
    show it, not that it is false.

    Checked against
    ---------------
    The verdicts are rules, not estimates; ``tests/analyze/test_hypotheses.py`` states them case by case. The joint
    test is that of `linear_regression`, checked there against R's ``waldtest``.

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
        spec={
            "hypotheses": tuple(found),
            "results": tuple(type(result).topic for result in given),
            "conf_level": _common_level(given),
        },
        counts=Counts(total=len(survey), used=len(survey)),
        notes=(Note("hypotheses.note_rule"), *_notes(hypotheses, found, survey.codebook)),
        codebook=survey.codebook,
        evidence=evidence.astype({"result": "Int64"}),
        verdicts=pd.DataFrame([verdict for _, verdict in judged]),
    )


def _common_level(results: Sequence[Result]) -> float | None:
    """The level of the intervals if all results have the same."""
    levels = {result.conf_level for result in results}
    return levels.pop() if len(levels) == 1 else None


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
    """The coefficient of a term, or the joint test of its coefficients, in the last block that holds it."""
    if result.spec["outcome"] != hypothesis.outcome:
        return []
    rows = result.tidy()
    rows = rows[rows["term"].isin(columns_of(predictor, rows["term"].unique(), categorical=result.references))]
    if rows.empty:
        return []
    rows = rows[rows["block"] == rows["block"].iloc[-1]]
    source = f"regression: {hypothesis.outcome}, block {rows['block'].iloc[0]}"
    if len(rows) == 1:
        return [_evidence(rows.iloc[0], str(rows["term"].iloc[0]), source, result, position)]
    return [_joint_evidence(rows, hypothesis.sign, predictor, source, result, position)]


def _joint_evidence(
    rows: pd.DataFrame, sign: Sign, predictor: str, source: str, result: RegressionResult, position: int
) -> _Evidence:
    """The Wald test that all coefficients of a term are zero; no numbers where a direction was asked for."""
    terms = tuple(rows["term"])
    level = result.conf_level
    if sign != "any":
        return _Evidence(predictor, source, position, p_value=np.nan, level=level, undirected=terms)
    covariance = result.covariances[rows["block"].iloc[0]].loc[list(terms), list(terms)]
    statistic = wald_f(rows["estimate"].to_numpy(dtype=float), covariance.to_numpy(dtype=float))
    df, df_error = len(terms), float(rows["df"].iloc[0])
    return _Evidence(
        term=predictor,
        source=f"{source}, joint test of {', '.join(terms)}",
        result=position,
        p_value=f_p_value(statistic, df, df_error),
        level=level,
        statistic=statistic,
        df=df,
        df_error=df_error,
    )


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
        p_value=float(row["p_value"]),
        level=result.conf_level,
        estimate=float(row["estimate"]),
        conf_low=float(row["conf_low"]),
        conf_high=float(row["conf_high"]),
        statistic=float(row["statistic"]),
        df=float(row["df"]),
        bootstrapped=isinstance(result, MediationResult),
    )


def _judge(hypothesis: Hypothesis, found: dict[str, list[_Evidence]]) -> tuple[pd.DataFrame, dict[str, object]]:
    """The rows of one hypothesis and its verdict; a predictor without evidence keeps a row and is never support."""
    rows: list[dict[str, object]] = []
    for predictor, evidence in found.items():
        tested = [piece for piece in evidence if not piece.undirected]
        rows += [_row(hypothesis, piece) for piece in tested] or [_absent(hypothesis, predictor)]
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
        **{name: getattr(evidence, name) for name in NUMBERS},
        "term_verdict": evidence.verdict(hypothesis.sign),
        "evidence": evidence.source,
        "result": evidence.result,
    }


def _absent(hypothesis: Hypothesis, predictor: str) -> dict[str, object]:
    numbers = dict.fromkeys(NUMBERS, np.nan)
    lead: dict[str, object] = {"hypothesis": hypothesis.id, "term": predictor}
    return {**lead, **numbers, "term_verdict": "not_tested", "evidence": "", "result": pd.NA}


def _notes(
    hypotheses: Sequence[Hypothesis], found: Mapping[str, dict[str, list[_Evidence]]], codebook: Codebook
) -> list[Note]:
    """Which terms were tested jointly, which need a dummy to be named, and which no result tests."""
    notes = []
    for hypothesis in hypotheses:
        evidence = found[hypothesis.id]
        for piece in (piece for pieces in evidence.values() for piece in pieces):
            notes += _joint_notes(hypothesis.id, piece, codebook)
        absent = [term for term, pieces in evidence.items() if not any(_has_test(piece) for piece in pieces)]
        if absent:
            listed = labels_text(codebook, absent)
            notes.append(Note("hypotheses.note_not_tested", {"hypothesis": hypothesis.id, "terms": listed}))
    return notes


def _has_test(evidence: _Evidence) -> bool:
    """Whether a test is there, or would be if a dummy were named."""
    return bool(evidence.undirected) or not np.isnan(evidence.p_value)


def _joint_notes(hypothesis: str, evidence: _Evidence, codebook: Codebook) -> list[Note]:
    """The F test behind a verdict on several coefficients, or why there is none."""
    lead: dict[str, NoteValue] = {"hypothesis": hypothesis, "term": labels_text(codebook, [evidence.term])}
    if evidence.undirected:
        return [Note("hypotheses.note_name_one", {**lead, "example": evidence.undirected[0]})]
    if np.isnan(evidence.df_error) or np.isnan(evidence.p_value):
        return []
    numbers: dict[str, NoteValue] = {
        "statistic": Cell(evidence.statistic, "statistic"),
        "df": Cell(evidence.df, "df"),
        "df_error": Cell(evidence.df_error, "df"),
    }
    return [Note("hypotheses.note_joint", {**lead, **numbers})]
