from .analyze.codebook_report import codebook_report
from .analyze.compare_exclusions import compare_exclusions
from .analyze.correlations import correlations
from .analyze.describe import describe_items, describe_sample
from .analyze.disclosure_risk import disclosure_risk
from .analyze.efa import efa
from .analyze.factor_number import factor_number
from .analyze.factorability import factorability
from .analyze.hypotheses import hypothesis_summary
from .analyze.intraclass import intraclass_correlation
from .analyze.item_analysis import item_analysis
from .analyze.mcar_test import mcar_test
from .analyze.measures import measures
from .analyze.mediation import mediation
from .analyze.missing_patterns import missing_patterns
from .analyze.paired import paired_comparison
from .analyze.regression import linear_regression
from .analyze.reliability import reliability
from .analyze.sample_flow import sample_flow
from .analyze.screening import screen
from .clean.bands import bands
from .clean.battery import flag_by_codebook
from .clean.code_answers import code_answers
from .clean.consistency import flag_even_odd, flag_person_total, flag_psychant, flag_psychsyn
from .clean.derive import derive
from .clean.drop import drop_cases
from .clean.duplicates import flag_duplicates
from .clean.exclude import exclude_flagged
from .clean.expressions import answer_to, count_of, difference, mean_of, sum_of
from .clean.impute import impute_person_mean
from .clean.incomplete import flag_incomplete
from .clean.inconsistent import Rule, flag_inconsistent
from .clean.indicator import derive_indicator
from .clean.key import make_key
from .clean.log import cleaning_log
from .clean.missing import set_missing
from .clean.outliers import flag_outliers
from .clean.pseudonymise import pseudonymise
from .clean.recode import collapse, recode
from .clean.rename import rename_variables
from .clean.reverse import reverse_items
from .clean.speeding import flag_speeding
from .clean.stated import flag_attention, flag_exclusive, flag_skip_errors
from .clean.straightlining import flag_straightlining
from .clean.times import flag_page_time, flag_total_time
from .core.codebook import Codebook, Hypothesis, ResponseSet, Scale, Text, Variable
from .core.result import Result
from .core.rules import Condition, LogicRule, ScreeningRule
from .core.style import Style
from .core.survey import Step, Survey
from .core.table import Cell, Column, Row, Table
from .core.wording import Threshold, Wording
from .errors import SurveyKitError
from .read.combine import combine
from .read.draft_codebook import draft_codebook
from .read.survey import read_survey
from .read.waves import link_waves
from .report.report import Report
from .scales.arnstein import arnstein_level
from .scales.catalogue import instrument, instruments
from .scales.factors import score_factors
from .scales.instrument import Instrument
from .scales.knowledge import knowledge_score
from .scales.participation import participation_index
from .scales.position_generator import position_generator
from .scales.score import score_scales
from .write.survey_file import write_survey

__version__: str
