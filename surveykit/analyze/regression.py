"""Linear regression in blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveykit.analyze.design import (
    INTERCEPT,
    Design,
    Term,
    build_design,
    check_marginality,
    check_outcome,
    coding_notes,
    is_given,
    is_ordinal,
    names_in,
    one_name,
    parse_terms,
)
from surveykit.analyze.linear_model import (
    STANDARD_ERRORS,
    FittedModel,
    StandardError,
    coefficient_rows,
    covariance_frame,
    fit_model,
    model_row,
)
from surveykit.core.cases import take_cases
from surveykit.core.checks import as_names, check_coded, check_columns, check_level, check_option
from surveykit.core.codebook import Codebook, Variable
from surveykit.core.labels import labels_text
from surveykit.core.result import Note, Result, missing_note, score_notes
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import ColumnError, OptionError, SampleError
from surveykit.kernels.linear import determined_by_one_case, f_p_value, full_leverage_cases, wald_f

FEW_CLUSTERS = 30
"""With fewer clusters than this, cluster-robust tests reject too often."""


@dataclass(frozen=True, kw_only=True)
class RegressionResult(Result):
    """A linear regression.

    Attributes
    ----------
    coefficients : pandas.DataFrame
        What `tidy` returns.
    models : pandas.DataFrame
        What `glance` returns.
    references : Mapping[str, float]
        The reference category of each categorical predictor.
    covariances : Mapping[str, pandas.DataFrame]
        The covariance of the coefficients of each block, ``(k, k)`` with the terms as row and column names; tests of
        several coefficients at once are made from it.
    """

    topic: ClassVar[str] = "regression"

    coefficients: pd.DataFrame = field(repr=False)
    models: pd.DataFrame = field(repr=False)
    references: Mapping[str, float]
    covariances: Mapping[str, pd.DataFrame] = field(repr=False)

    def tidy(self) -> pd.DataFrame:
        """One row per block and term."""
        return self.coefficients.copy()

    def glance(self) -> pd.DataFrame:
        """One row per block, each block with all before it."""
        return self.models.copy()


def linear_regression(
    data: Survey | pd.DataFrame,
    *,
    outcome: str,
    predictors: str | Sequence[str | tuple[str, str]] | None = None,
    blocks: Mapping[str, Sequence[str | tuple[str, str]]] | None = None,
    se: StandardError = "classical",
    cluster: str | None = None,
    missing: Literal["listwise", "raise"] = "listwise",
    conf_level: float = 0.95,
    center: str | Sequence[str] = (),
) -> RegressionResult:
    """Regress an outcome on predictors, at once or block by block.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        One row per respondent.
    outcome : str
        A numeric or ordinal column or a scored scale.
    predictors : str or sequence of (str or pair of str), optional
        Terms of a single model: column or scale names, and pairs such as ``("trust", "hukou")`` for interactions.
        Exactly one of `predictors` and `blocks` is given.
    blocks : mapping of str to sequence of terms, optional
        Hierarchical regression: each block adds its terms to those of the blocks before it.
    se : {"classical", "hc1", "hc2", "hc3", "cluster"}
        Standard errors: equal error variances, heteroscedasticity-robust, or robust to dependence in clusters (CR1).
    cluster : str, optional
        Column that says which cases belong together; needed for, and only allowed with, ``se="cluster"``.
    missing : {"listwise", "raise"}
        One sample is taken over the outcome, all blocks and the cluster column, and used for every block.
    conf_level : float
        Level of the intervals.
    center : str or sequence of str
        Numeric predictors whose sample mean is subtracted before they enter or are multiplied.

    Returns
    -------
    RegressionResult
        ``tidy()``: one row per block and term, with ``block term estimate std_error statistic df p_value conf_low
        conf_high beta vif tolerance`` (t statistics; estimates in units of the outcome per unit of the predictor).
        ``glance()``: one row per block, with ``block n r_squared adj_r_squared delta_r_squared statistic df df_error
        p_value delta_statistic delta_df delta_p_value aic bic`` (F statistics; the delta columns test the terms that
        the block adds). ``references``: the reference category of each categorical predictor. ``covariances``: the
        covariance of the coefficients of each block.

    Raises
    ------
    ColumnError
        If a name is no column, is nominal as an outcome, occurs twice, or an interaction lacks one of its variables.
    AnswerError
        If an answer is outside the range of the codebook.
    OptionError
        If a word is not in its list, or arguments exclude each other.
    SampleError
        If cases do not outnumber coefficients, the outcome or a predictor does not vary, predictors determine one
        another (pivoted QR with tolerance 1e-7 on centred columns of length one), or they fit the outcome exactly.

    Notes
    -----
    Nominal and ordinal predictors become 0/1 columns named ``name=code`` against the codebook's reference category,
    or else its first category that occurs; numeric variables and scales enter as numbers. ``beta`` is b sd(x) / sd(y)
    for every column, dummies and products included, as SPSS prints it. Tests use t, never z: with n - k degrees of
    freedom, with G - 1 under ``se="cluster"``. The F tests are Wald tests with the same covariance, which with
    classical standard errors are the usual F of the model and of the change in R squared. ``aic`` and ``bic`` count
    the error variance as a parameter, as R does. With HC2 or HC3, a coefficient that one case alone determines has
    NaN where R makes all standard errors NaN; the others equal those of the model without that case. ``vif`` is that
    of each column, dummies and products included, as SPSS prints it. The VIF of one of several dummies of a variable
    depends on the reference category, which a note says; for such variables car's ``vif`` gives a generalised VIF
    (Fox and Monette 1992) of all dummies together, which is another number.

    References
    ----------
    MacKinnon, J. G., & White, H. (1985). Some heteroskedasticity-consistent covariance matrix estimators with
    improved finite sample properties. Journal of Econometrics, 29, 305-325.

    Checked against
    ---------------
    R 4.2.2 ``lm``, ``anova``, ``AIC``; sandwich 3.0-2 ``vcovHC``, ``vcovCL`` (type HC1); lmtest 0.9-40 ``coeftest``,
    ``waldtest``; car 3.1-1 ``vif`` for models without categorical predictors, else the diagonal of the inverse of
    R's correlation matrix of the columns; NIST StRD linear regression. See ``tests/reference/regression``.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"join": [1, 2, 2, 4, 5, 4], "trust": [1, 2, 3, 4, 5, 6]})
    >>> result = linear_regression(frame, outcome="join", predictors=["trust"])
    >>> result.tidy()[["term", "estimate", "p_value"]].round(3)
              term  estimate  p_value
    0  (intercept)     0.400    0.604
    1        trust     0.743    0.015
    """
    survey = as_survey(data)
    check_level(conf_level)
    _check_errors(se, cluster)
    outcome = one_name(outcome, argument="outcome")
    cluster = None if cluster is None else one_name(cluster, argument="cluster")
    centred = as_names(center, argument="center") if is_given(center) else []
    parts = _parse_blocks(predictors, blocks)
    terms = [term for block in parts.values() for term in block]
    check_marginality(terms, argument="predictors" if blocks is None else "blocks")
    _check_names(survey, outcome, terms, cluster)
    numbered = _numbered_clusters(survey, cluster)
    columns = [outcome, *names_in(terms), *([cluster] if cluster else [])]
    cases = take_cases(numbered, columns, missing=missing, allowed=("listwise", "raise"))
    design = build_design(survey, cases.frame, terms, center=centred)
    groups = pd.factorize(cases.frame[cluster])[0] if cluster else None
    y = cases.frame[outcome].to_numpy(dtype=float)
    models = _fit_blocks(design, parts, y, outcome=outcome, se=se, groups=groups)
    largest = list(models.values())[-1]
    summary = _model_rows(models)
    return RegressionResult(
        spec={
            "outcome": outcome,
            "blocks": {name: [":".join(term) for term in block] for name, block in parts.items()},
            "se": se,
            "cluster": cluster,
            "missing": missing,
            "conf_level": conf_level,
            "center": tuple(centred),
        },
        counts=cases.counts,
        notes=(
            missing_note(cases.counts, missing),
            *score_notes(survey, cases.frame.columns, cases.frame.index),
            *_outcome_notes(survey, outcome),
            *_error_notes(largest, summary, se=se),
            *_leverage_notes(largest, cases.frame.index, survey.codebook, se=se),
            *coding_notes(design, survey.codebook),
            *_vif_notes(largest),
        ),
        codebook=survey.codebook,
        coefficients=pd.concat(
            [coefficient_rows(model, y, conf_level=conf_level, lead={"block": b}) for b, model in models.items()],
            ignore_index=True,
        ),
        models=summary,
        references=design.references,
        covariances={block: covariance_frame(model) for block, model in models.items()},
    )


def _check_errors(se: str, cluster: str | None) -> None:
    check_option(se, STANDARD_ERRORS, argument="se")
    if (se == "cluster") != (cluster is not None):
        raise OptionError("se='cluster' and cluster='<column>' belong together; give both or neither")


def _parse_blocks(
    predictors: str | Sequence[str | tuple[str, str]] | None,
    blocks: Mapping[str, Sequence[str | tuple[str, str]]] | None,
) -> dict[str, list[Term]]:
    """The terms of each block, each term once over all blocks."""
    if (predictors is None) == (blocks is None):
        raise OptionError("give either predictors (one model) or blocks (a dict of block name to terms)")
    if blocks is None:
        return {"1": parse_terms([] if predictors is None else predictors, argument="predictors")}
    if not isinstance(blocks, Mapping) or not blocks:
        raise OptionError("blocks must be a dict of block name to terms, such as {'1': ['age'], '2': ['trust']}")
    parsed = {str(name): parse_terms(terms, argument=f"blocks[{name!r}]") for name, terms in blocks.items()}
    parse_terms([term for terms in parsed.values() for term in terms], argument="blocks")
    return parsed


def _check_names(survey: Survey, outcome: str, terms: Sequence[Term], cluster: str | None) -> None:
    check_columns(survey, [outcome], argument="outcome")
    check_columns(survey, names_in(terms), argument="predictors")
    check_outcome(survey, outcome, argument="outcome")
    check_coded(survey, names_in(terms), argument="predictors")
    if cluster is not None:
        check_columns(survey, [cluster], argument="cluster")
    if outcome in names_in(terms):
        raise ColumnError(f"{outcome!r} is the outcome and a predictor too; leave it out of the predictors")


def _numbered_clusters(survey: Survey, cluster: str | None) -> Survey:
    """The survey with a cluster column of text replaced by numbers without a range, which is all that it needs."""
    if cluster is None or pd.api.types.is_numeric_dtype(survey.data[cluster]):
        return survey
    codes = pd.Series(pd.factorize(survey.data[cluster])[0], index=survey.data.index, dtype=float)
    codebook = survey.codebook.with_variables({cluster: Variable(name=cluster, kind="numeric")})
    return Survey(survey.data.assign(**{cluster: codes.where(codes >= 0)}), codebook)


def _fit_blocks(
    design: Design,
    parts: Mapping[str, Sequence[Term]],
    y: NDArray[np.float64],
    *,
    outcome: str,
    se: StandardError,
    groups: NDArray[np.intp] | None,
) -> dict[str, FittedModel]:
    """One model per block, on the same cases; the largest is fitted first, so that it decides what is refused."""
    if groups is not None and groups.max() < 1:
        raise SampleError("all cases used are in one cluster; cluster-robust standard errors need at least two")
    names, held = list(parts), list(parts.values())
    models = {
        names[last]: fit_model(
            design.part(term for block in held[: last + 1] for term in block),
            y,
            outcome=outcome,
            se=se,
            groups=groups,
        )
        for last in reversed(range(len(names)))
    }
    return {name: models[name] for name in names}


def _model_rows(models: Mapping[str, FittedModel]) -> pd.DataFrame:
    """One row per block; the first block's change is from the model with an intercept only."""
    rows = []
    r_squared, known = 0.0, set[Term]()
    for block, model in models.items():
        added = [i for i, term in enumerate(model.design.terms, start=1) if term not in known]
        statistic = wald_f(model.fit.coefficients[added], model.covariance[np.ix_(added, added)])
        k, n = len(model.fit.coefficients), len(model.fit.residuals)
        row = model_row(model)
        rows.append(
            {
                "block": block,
                "n": row.pop("n"),
                "r_squared": row.pop("r_squared"),
                "adj_r_squared": row.pop("adj_r_squared"),
                "delta_r_squared": model.fit.r_squared - r_squared,
                **row,
                "delta_statistic": statistic,
                "delta_df": len(added),
                "delta_p_value": f_p_value(statistic, len(added), model.df),
                "aic": -2 * model.fit.log_likelihood + 2 * (k + 1),
                "bic": -2 * model.fit.log_likelihood + np.log(n) * (k + 1),
            }
        )
        r_squared, known = model.fit.r_squared, set(model.design.terms)
    return pd.DataFrame(rows)


def _outcome_notes(survey: Survey, outcome: str) -> list[Note]:
    return [Note("regression.note_ordinal_outcome")] if is_ordinal(survey, outcome) else []


def _error_notes(model: FittedModel, summary: pd.DataFrame, *, se: StandardError) -> list[Note]:
    """Which standard errors and degrees of freedom, and what the F tests are."""
    notes = [Note(f"regression.note_se_{se}")]
    if se == "cluster":
        clusters = model.df + 1
        notes = [Note("regression.note_se_cluster", {"clusters": clusters, "df": clusters - 1})]
        if clusters < FEW_CLUSTERS:
            notes.append(Note("regression.note_few_clusters", {"clusters": clusters, "few": FEW_CLUSTERS}))
    if se != "classical":
        notes.append(Note("regression.note_wald"))
    if summary[["statistic", "delta_statistic"]].isna().any(axis=None):
        notes.append(Note("regression.note_no_f"))
    return notes


def _vif_notes(model: FittedModel) -> list[Note]:
    """A caution where a term has several columns: each has a VIF that hangs on the reference category."""
    terms = model.design.terms
    return [Note("regression.note_vif_dummies")] if len(set(terms)) < len(terms) else []


def _leverage_notes(model: FittedModel, ids: pd.Index, codebook: Codebook, *, se: StandardError) -> list[Note]:
    """The cases that alone determine a coefficient, where that spoils a robust standard error."""
    if se not in ("hc1", "hc2", "hc3"):
        return []
    names = [INTERCEPT, *model.design.names]
    key = "regression.note_leverage_hc1" if se == "hc1" else "regression.note_leverage"
    return [
        Note(key, {"case": str(ids[row]), "terms": labels_text(codebook, [names[i] for i in np.flatnonzero(alone)])})
        for row, alone in zip(full_leverage_cases(model.fit), determined_by_one_case(model.fit), strict=True)
    ]
