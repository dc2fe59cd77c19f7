from .analyze.codebook_report import codebook_report
from .analyze.correlations import correlations
from .analyze.describe import describe_items, describe_sample
from .analyze.disclosure_risk import disclosure_risk
from .analyze.efa import efa
from .analyze.factorability import factorability
from .analyze.hypotheses import hypothesis_summary
from .analyze.measures import measures
from .analyze.mediation import mediation
from .analyze.paired import paired_comparison
from .analyze.regression import linear_regression
from .analyze.reliability import reliability
from .analyze.sample_flow import sample_flow
from .clean.consistency import flag_even_odd, flag_psychsyn
from .clean.derive import derive_bands, derive_indicator
from .clean.drop import drop_cases
from .clean.duplicates import flag_duplicates
from .clean.exclude import exclude_flagged
from .clean.incomplete import flag_incomplete
from .clean.inconsistent import Rule, flag_inconsistent
from .clean.key import make_key
from .clean.log import cleaning_log
from .clean.missing import set_missing
from .clean.outliers import flag_outliers
from .clean.pseudonymise import pseudonymise
from .clean.reverse import reverse_items
from .clean.speeding import flag_speeding
from .clean.straightlining import flag_straightlining
from .core.codebook import Codebook, Hypothesis, ResponseSet, Scale, Text, Variable
from .core.result import Result
from .core.style import Style
from .core.survey import Step, Survey
from .core.table import Cell, Column, Row, Table
from .core.wording import Threshold, Wording
from .errors import SurveyKitError
from .read.combine import combine
from .read.draft_codebook import draft_codebook
from .read.survey import read_survey
from .report.report import Report
from .scales.score import score_scales
from .write.survey_file import write_survey

__version__: str
