"""Internal consistency of one scale or many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from surveykit.analyze.item_cases import imputed_note
from surveykit.analyze.number_of_factors import recorded_seed
from surveykit.analyze.reliability_families import FAMILIES, Family
from surveykit.analyze.reliability_scale import (
    MISSING,
    Asked,
    Interval,
    Negative,
    ScaleReliability,
    fit_scale,
    named_scales,
)
from surveykit.core.cases import Counts, Missing
from surveykit.core.checks import as_count, check_level, check_option
from surveykit.core.codebook import Text
from surveykit.core.format import format_confidence
from surveykit.core.result import Note, Result
from surveykit.core.survey import Survey, as_survey
from surveykit.errors import OptionError
from surveykit.kernels.bootstrap import fewest_draws

INTERVALS: tuple[Interval, ...] = ("feldt", "bootstrap")
NEGATIVE: tuple[Negative, ...] = ("raise", "note")


@dataclass(frozen=True, kw_only=True, eq=False)
class ReliabilityResult(Result):
    """Internal consistency; `scales` is what `glance` gives and `items` what `tidy` gives."""

    topic: ClassVar[str] = "reliability"
    scales: pd.DataFrame
    items: pd.DataFrame

    def tidy(self) -> pd.DataFrame:
        """One row per scale and item: scale, item, n, mean, sd, item_rest_r, alpha_if_dropped."""
        return self.items.copy()

    def glance(self) -> pd.DataFrame:
        """One row per scale.

        scale, n, n_missing, k, alpha, conf_low, conf_high, alpha_standardized, omega, lambda2, lambda6,
        mean_inter_item_r, spearman_brown (two items only, else NaN), and what ``also`` asked for.
        """
        return self.scales.copy()


def reliability(
    data: Survey | pd.DataFrame,
    *,
    items: str | Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    missing: Missing = "listwise",
    conf_level: float = 0.95,
    interval: Interval = "feldt",
    n_boot: int = 5000,
    seed: int | None = None,
    also: Family | Sequence[Family] = (),
    negative: Negative = "raise",
) -> ReliabilityResult:
    """Cronbach's alpha and McDonald's omega, with what each item contributes.

    Parameters
    ----------
    data : Survey or pandas.DataFrame
        Answers, one row per respondent, reversed items already reversed.
    items : str, list of str, or mapping of str to list of str, optional
        One scale of the codebook, several scales, a list of columns (one scale without a name), or scales as
        ``{name: columns}``. Every scale of the codebook where it is not given.
    missing : {"listwise", "pairwise", "raise"}
        Applied within each scale.
    conf_level : float
        Level of the interval for alpha.
    interval : {"feldt", "bootstrap"}
        Feldt's interval, or percentiles of resampled respondents (not under ``pairwise``).
    n_boot : int
        Draws of the bootstrap.
    seed : int, optional
        For the bootstrap, for the splits of scales with very many items, and for the starts of rotations. Drawn and
        recorded in ``spec`` where it is not given.
    also : {"split_half", "ordinal", "hierarchical"} or list of them
        Further coefficients, see Returns.
    negative : {"raise", "note"}
        What to do where an item correlates negatively with the sum of the others: refuse, or say so in a note.

    Returns
    -------
    ReliabilityResult
        ``glance()``: one row per scale. ``tidy()``: one row per scale and item. All coefficients are in raw units of
        1; ``mean`` and ``sd`` are in answer codes. ``also`` adds columns to ``glance()``. "split_half":
        ``split_odd_even`` and ``split_first_second`` (Spearman-Brown, Horst's formula where halves are unequal),
        ``guttman_odd_even`` and ``guttman_first_second``, ``lambda4`` (the best split), ``split_mean``,
        ``split_least``. "ordinal": ``alpha_ordinal``, ``omega_ordinal`` of polychoric correlations. "hierarchical":
        ``omega_total``, ``omega_hierarchical``, ``omega_asymptotic``, ``explained_common`` (ECV) of a general and
        three group factors.

    Raises
    ------
    ColumnError
        If a column is unknown, holds text, is nominal with more than two categories, or is to be reversed by the
        codebook and has not been.
    SampleError
        If a scale has one item, an item has no spread, there are not more respondents than items for every pair of
        items, pairwise correlations contradict each other, or an item correlates negatively with the sum of the others
        (unless ``negative="note"``).
    OptionError
        If a word is not in its list, or a bootstrap is asked for under ``pairwise``.
    AnswerError
        If answers lie outside the range of the codebook.

    Notes
    -----
    alpha = k/(k-1) (1 - sum of item variances / variance of the sum). Its interval is Feldt's. Omega is
    (sum of loadings)^2 / ((sum of loadings)^2 + sum of unique variances) of one factor fitted by maximum likelihood
    to the covariances; it needs three items and is NaN where the factor cannot be fitted. Under ``pairwise`` every
    covariance uses the respondents who answered both items, and the interval uses the smallest such number.

    SPSS RELIABILITY deletes listwise, as here by default. pingouin's default is pairwise. semTools divides omega by
    the observed variance of the sum by default; this one, like SPSS OMEGA, by the variance that the model implies.

    Nothing is reversed and no item is left out on its own. Lambda 2 and 6 are Guttman's; lambda 6 is NaN where items
    determine each other. Ordinal coefficients describe the normal variables supposed behind the answers, not the sum of
    the answers: report them beside alpha, not in its place. The hierarchical omega is that of psych's ``omega``:
    minimum residuals, oblimin, Schmid-Leiman; with fewer than six items it is NaN. Of more than 20,000 splits so many
    are drawn at random.

    References
    ----------
    Cronbach, L. J. (1951). Psychometrika, 16, 297-334. Feldt, L. S. (1965). Psychometrika, 30, 357-370. Guttman, L.
    (1945). Psychometrika, 10, 255-282. McDonald, R. P. (1999). Test theory: A unified treatment. Erlbaum. Zinbarg,
    R. E., Revelle, W., Yovel, I., & Li, W. (2005). Psychometrika, 70, 123-133. Zumbo, B. D., Gadermann, A. M., &
    Zeisser, C. (2007). Journal of Modern Applied Statistical Methods, 6, 21-29. Eisinga, R., te Grotenhuis, M., &
    Pelzer, B. (2013). International Journal of Public Health, 58, 637-642.

    Checked against
    ---------------
    psych 2.2.9 ``alpha``, ``alpha.ci``, ``splitHalf``, ``guttman``, ``polychoric`` and ``omega``; lavaan 0.6-14 ``cfa``
    (ML, one factor); PSPP 1.6.2 ``RELIABILITY``; ``tests/reference/reliability``, ``tests/reference/scales``.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"t1": [1, 2, 4, 5, 3, 2], "t2": [2, 2, 5, 4, 3, 1], "t3": [1, 3, 4, 4, 2, 2]})
    >>> result = reliability(answers, items=["t1", "t2", "t3"])
    >>> result.glance()[["n", "k", "alpha", "conf_low", "conf_high"]].round(3).to_dict("records")
    [{'n': 6, 'k': 3, 'alpha': 0.923, 'conf_low': 0.672, 'conf_high': 0.988}]
    """
    survey = as_survey(data)
    asked = _asked(missing, conf_level, interval, n_boot, seed, also, negative)
    scales = named_scales(survey, items)
    fitted = [fit_scale(survey, name, columns, asked) for name, columns in scales.items()]
    used = set().union(*[scale.used for scale in fitted])
    columns = list(dict.fromkeys(column for listed in scales.values() for column in listed))
    empty = {str(name): int(n) for name, n in survey.data[columns].isna().sum().items() if n}
    return ReliabilityResult(
        spec={
            "items": scales,
            "missing": missing,
            "conf_level": conf_level,
            "interval": interval,
            "n_boot": asked.n_boot if interval == "bootstrap" else None,
            "seed": asked.seed if interval == "bootstrap" or {"split_half", "hierarchical"} & set(asked.also) else None,
            "also": asked.also,
        },
        counts=Counts(total=len(survey), used=len(used), missing=empty),
        notes=(
            *_variant_notes(fitted, asked),
            *imputed_note(survey, columns),
            *_joined([note for scale in fitted for note in scale.notes]),
        ),
        codebook=survey.codebook,
        scales=pd.DataFrame([scale.row for scale in fitted]),
        items=pd.DataFrame([item for scale in fitted for item in scale.items]),
    )


def _asked(
    missing: Missing,
    conf_level: float,
    interval: Interval,
    n_boot: int,
    seed: int | None,
    also: Family | Sequence[Family],
    negative: Negative,
) -> Asked:
    """The arguments, checked."""
    check_option(missing, MISSING, argument="missing")
    check_level(conf_level)
    check_option(interval, INTERVALS, argument="interval")
    check_option(negative, NEGATIVE, argument="negative")
    families: list[Family] = []
    for word in [also] if isinstance(also, str) else also:
        check_option(word, tuple(FAMILIES), argument="also")
        families.append(word)
    if interval == "bootstrap" and missing == "pairwise":
        raise OptionError("interval='bootstrap' resamples complete respondents; use missing='listwise'")
    draws = as_count(n_boot, fewest_draws(conf_level), argument="n_boot")
    return Asked(missing, conf_level, interval, draws, recorded_seed(seed), tuple(dict.fromkeys(families)), negative)


def _variant_notes(fitted: list[ScaleReliability], asked: Asked) -> list[Note]:
    """Which variants were computed."""
    level = format_confidence(asked.level)
    notes = [
        Note(f"reliability.note_{'pairwise' if asked.missing == 'pairwise' else 'listwise'}"),
        Note("reliability.note_interval", {"level": level})
        if asked.interval == "feldt"
        else Note("reliability.note_interval_bootstrap", {"level": level, "n_boot": asked.n_boot, "seed": asked.seed}),
    ]
    if any(not np.isnan(float(str(scale.row["omega"]))) for scale in fitted):
        notes.append(Note("reliability.note_omega"))
    if any(scale.row["k"] == 2 for scale in fitted):
        notes.append(Note("reliability.note_spearman_brown"))
    return notes + [Note(f"reliability.note_{family}") for family in asked.also]


def _joined(notes: list[Note]) -> list[Note]:
    """Notes that say the same of several scales as one note that names them all."""
    alike: dict[tuple[object, ...], list[Note]] = {}
    for note in notes:
        rest = [(name, value) for name, value in note.values.items() if name != "scale"]
        alike.setdefault((note.key, *rest), []).append(note)
    return [_of_all(same) for same in alike.values()]


def _of_all(notes: list[Note]) -> Note:
    """One note for notes that differ in their scale only."""
    scales = [scale for note in notes if isinstance(scale := note.values.get("scale"), Text)]
    if not scales:
        return notes[0]
    together = Text(
        zh="、".join(scale.within("zh") for scale in scales), en=", ".join(scale.within("en") for scale in scales)
    )
    return Note(notes[0].key, {**notes[0].values, "scale": together})
