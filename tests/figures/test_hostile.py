"""Labels from anybody's file are drawn as they are: no formula, no warning, no crash, no endless figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from surveykit.analyze.describe import describe_items, describe_sample
from surveykit.analyze.efa import efa
from surveykit.analyze.mediation import mediation
from surveykit.analyze.paired import paired_comparison
from surveykit.analyze.regression import linear_regression
from surveykit.analyze.reliability import reliability
from surveykit.core.codebook import Codebook, Scale, Text, Variable
from surveykit.core.result import Result
from surveykit.core.survey import Survey
from surveykit.figures.canvas import texts_of
from surveykit.figures.drawing import Drawing

LABELS = {
    "dollars": r"$\frac{1}{0}$ costs $x_1$",
    "markup": r"100% \textbf{bold} & <b>#_^~ {0} {name}",
    "emoji": "满意😀🫠𝒳",
    "right to left": "שלום عالم\u202e trust",
    "control": "tr\x00u\x07st\x1b[31m\ufffe",
    "lines": "one\ntwo\r\nthree\u2028four\tfive",
    "endless": "无" * 2000,
    "endless word": "w" * 2000,
    "blank": " ",
    "private": "\ue000\U000f0000",
}
ITEMS = ["SQ1", "SQ2", "SQ3", "SQ4"]

MAKERS: dict[str, Callable[[Survey], Result]] = {
    "describe_items": lambda survey: describe_items(survey, items=ITEMS),
    "describe_sample": lambda survey: describe_sample(survey, columns=ITEMS[:2]),
    "efa": lambda survey: efa(survey, items=ITEMS, n_factors=2, seed=1),
    "mediation": lambda survey: mediation(survey, x="SQ1", m=["SQ2", "SQ3"], y="SQ4", n_boot=100, seed=1),
    "paired": lambda survey: paired_comparison(survey, pairs=[("SQ1", "SQ2")]),
    "regression": lambda survey: linear_regression(survey, outcome="SQ1", predictors=["SQ2", "SQ3"]),
    "reliability": lambda survey: reliability(survey, items="SQ"),
    "shifts": lambda survey: paired_comparison(survey, pairs=[("SQ1", "SQ")]),
}


def labelled(study: Survey, label: str) -> Survey:
    """The first scale of the study, with every variable, answer and scale called `label`."""
    values = {code: Text(zh=f"{label}{code}", en=f"{label}{code}") for code in range(1, 6)}
    text = Text(zh=label, en=label)
    variables = tuple(Variable(name=name, label=text, kind="ordinal", values=values) for name in ITEMS)
    return Survey(
        study.data[[*ITEMS, "SQ"]], Codebook(variables=variables, scales=(Scale(name="SQ", label=text, items=ITEMS),))
    )


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("kind", LABELS)
def test_any_label_is_drawn(study: Survey, kind: str, name: str) -> None:
    result = MAKERS[name](labelled(study, LABELS[kind]))
    for figure in result.figures:
        drawn = result.plot(figure=figure)
        drawn.canvas.draw()
        assert not any(text.get_parse_math() for text in texts_of(drawn))
        assert drawn.get_figheight() * 2.54 < 30


def test_a_formula_stays_text_in_a_notice_too(study: Survey) -> None:
    from surveykit.core.style import PRESETS
    from surveykit.figures.canvas import label_figure

    figure = MAKERS["reliability"](study).plot()
    label_figure(figure, r"$\frac{1}{0}$", PRESETS["apa7"]).canvas.draw()
    assert r"$\frac{1}{0}$" in [text.get_text() for text in texts_of(figure)]


def test_what_no_font_holds_is_a_square_and_what_is_invisible_is_left_out(study: Survey) -> None:
    figure = MAKERS["reliability"](labelled(study, "信\ue000任\u202e度\x07")).plot()
    assert figure.axes[0].get_yticklabels()[0].get_text() == "信任度"


def test_an_unknown_letter_is_a_square(study: Survey) -> None:
    figure = MAKERS["reliability"](labelled(study, "信\U0001fae0任")).plot()
    assert figure.axes[0].get_yticklabels()[0].get_text() in ("信□任", "信\U0001fae0任")


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_hostile_labels_are_saved_in_every_format(study: Survey, suffix: str) -> None:
    survey = labelled(study, "".join(LABELS.values()))
    figure = MAKERS["describe_items"](survey).plot()
    assert Drawing(figure).image(suffix)  # type: ignore[arg-type]


def test_column_names_of_a_plain_frame_are_as_safe(study: Survey) -> None:
    frame = pd.DataFrame(study.data[ITEMS].to_numpy(), columns=list(LABELS.values())[:4])
    result = linear_regression(frame, outcome=frame.columns[0], predictors=list(frame.columns[1:]))
    replace(result, notes=()).plot(language="en").canvas.draw()
