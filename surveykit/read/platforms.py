"""The platforms whose exports are known, in the order in which a file is asked whether it is theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from surveykit.read.credamo import is_credamo, read_credamo
from surveykit.read.export import Export
from surveykit.read.formr import is_formr, read_formr
from surveykit.read.generic import read_generic
from surveykit.read.google_forms import is_google_forms, read_google_forms
from surveykit.read.grid import Grid
from surveykit.read.kobo import is_kobo, read_kobo
from surveykit.read.limesurvey import is_limesurvey, read_limesurvey
from surveykit.read.microsoft_forms import is_microsoft_forms, read_microsoft_forms
from surveykit.read.qualtrics import is_qualtrics, read_qualtrics
from surveykit.read.redcap import is_redcap, read_redcap, redcap_part
from surveykit.read.spss import is_spss, read_spss
from surveykit.read.stata import is_stata, read_stata
from surveykit.read.surveymonkey import is_surveymonkey, read_surveymonkey
from surveykit.read.tencent import is_tencent, read_tencent
from surveykit.read.wenjuan import is_wenjuan, read_wenjuan
from surveykit.read.wenjuanxing import is_bare_wenjuanxing, is_wenjuanxing, read_wenjuanxing


@dataclass(frozen=True)
class Platform:
    """How the exports of one platform are told from others, and read.

    Attributes
    ----------
    name : str
        The word for ``read_survey(platform=...)``.
    recognises : callable
        Whether a table is an export of this platform, by its headers and its first rows.
    read : callable
        Sorts the columns into questions and paradata, and keeps what the file says about them.
    mode : str
        How its answers are collected, where the reader of a file does not say.
    part : callable, optional
        Takes the rows of one part by its name, where the platform writes several tables into one.
    """

    name: str
    recognises: Callable[[Grid], bool]
    read: Callable[[Grid], Export]
    mode: str = "web"
    part: Callable[[Grid, str], Grid] | None = None


PLATFORMS: tuple[Platform, ...] = (
    Platform("spss", is_spss, read_spss, mode=""),
    Platform("stata", is_stata, read_stata, mode=""),
    Platform("qualtrics", is_qualtrics, read_qualtrics),
    Platform("wenjuanxing", is_wenjuanxing, read_wenjuanxing),
    Platform("tencent", is_tencent, read_tencent),
    Platform("credamo", is_credamo, read_credamo),
    Platform("wenjuan", is_wenjuan, read_wenjuan),
    Platform("surveymonkey", is_surveymonkey, read_surveymonkey),
    Platform("limesurvey", is_limesurvey, read_limesurvey),
    Platform("microsoft_forms", is_microsoft_forms, read_microsoft_forms),
    Platform("kobo", is_kobo, read_kobo, mode=""),
    Platform("redcap", is_redcap, read_redcap, mode="", part=redcap_part),
    Platform("formr", is_formr, read_formr),
    Platform("google_forms", is_google_forms, read_google_forms),
    Platform("wenjuanxing", is_bare_wenjuanxing, read_wenjuanxing),
    Platform("generic", lambda _: True, read_generic, mode=""),
)
"""Every platform; the last takes any table."""

BY_NAME: Mapping[str, Platform] = {platform.name: platform for platform in PLATFORMS}


def platform_of(grid: Grid) -> Platform:
    """Whose export a table is."""
    return next(platform for platform in PLATFORMS if platform.recognises(grid))
