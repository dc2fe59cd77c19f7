"""What sentences about results may mention: customary limits, each with its source, and the type of a mediation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveykit.core.style import Kind


@dataclass(frozen=True)
class Threshold:
    """A customary limit and who proposed it.

    Attributes
    ----------
    value : float
        The limit.
    source : str
        As cited in the text: "Nunnally & Bernstein, 1994". Empty where none is to be cited.
    kind : Kind
        How the limit is printed.
    """

    value: float
    source: str = ""
    kind: Kind = "reliability"


CUSTOMARY: Mapping[str, Threshold] = {
    "alpha": Threshold(0.70, "Nunnally & Bernstein, 1994"),
    "item_rest": Threshold(0.30, "Nunnally & Bernstein, 1994", "correlation"),
    "kmo": Threshold(0.60, "Kaiser & Rice, 1974"),
    "loading": Threshold(0.40, "Hair et al., 2010", "loading"),
    "communality": Threshold(0.40, "Costello & Osborne, 2005", "loading"),
    "skew": Threshold(2.0, "West et al., 1995", "number"),
    "kurtosis": Threshold(7.0, "West et al., 1995", "number"),
    "vif": Threshold(10.0, "Hair et al., 2010", "number"),
    "first_factor": Threshold(0.50, "Podsakoff & Organ, 1986", "percent"),
}
"""Limits that theses cite, by name. A limit is a custom, not a test; the sentences say so by naming its source.

The grades of KMO are those of Kaiser and Rice; they are often ascribed to Kaiser (1974), who graded another index. The
limit of the first factor is the majority of the variance; Chinese journals often ask for 40 %, without a source.
"""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Choices for the sentences of `prose`.

    Attributes
    ----------
    thresholds : Mapping[str, Threshold]
        Limits that may be mentioned, by name; an empty mapping mentions none. Start from
        `surveykit.core.wording.CUSTOMARY` to change single ones.
    mediation_type : bool
        Whether a mediation is called complete or partial. It is not by default: an effect that is not significant
        is no evidence that there is none.

    Examples
    --------
    >>> strict = Wording(thresholds={**CUSTOMARY, "alpha": Threshold(0.80, "Lance et al., 2006")})
    >>> strict.thresholds["alpha"].value
    0.8
    """

    thresholds: Mapping[str, Threshold] = field(default_factory=lambda: dict(CUSTOMARY))
    mediation_type: bool = False
