"""The worker's-home study, from three raw files to a thesis chapter. SYNTHETIC DATA / 模拟数据.

Run it with ``surveykit examples run nanchang_workers_home``, or copy the folder and run
``python analysis.py``; with ``--overwrite`` it replaces its earlier results.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import surveykit as sk

HERE = Path(__file__).parent
WEB = [
    HERE / "390100001_按文本_职工之家调查(模拟数据)_194_194.xlsx",
    HERE / "390100001_按序号_职工之家调查(模拟数据)_194_194.xlsx",
]
PAPER = HERE / "paper_batch(模拟数据).csv"

CONTROLS = ["gender", "party_member", "age60"]
SCALES = ["SQ", "BR", "NPA", "SAT", "CV", "PW"]
PROFILE = ["gender", "age_band", "edu", "party", "marital", "hukou", "housing", "occ", "income", "channels"]
ISSUED = {"paper": 150, "web": 200}
AGED_60 = {"zh": "60岁及以上", "en": "Aged 60 or over"}
PARTY_MEMBER = {"zh": "中共党员", "en": "Party member"}


def rule(name: str, zh: str, en: str, where: object, **options: object) -> sk.Rule:
    """A condition that no honest, eligible respondent meets."""
    return sk.Rule(name=name, label=sk.Text(zh=zh, en=en), where=where, **options)


RULES = [
    rule("out_of_area", "非本社区居民", "Lives elsewhere", {"community": 5}, family="eligibility"),
    rule("under_16", "未满16岁", "Under 16", lambda d: d["age"] < 16, family="eligibility", columns=("age",)),
    rule(
        "years_over_age",
        "居住年限超过年龄",
        "More years of residence than of age",
        lambda d: d["years"] > d["age"],
        columns=("age", "years"),
    ),
    rule(
        "never_visited",
        "从未去过却评价服务",
        "Never visited, yet rated",
        lambda d: (d["visited"] == 2) & d["SQ1"].notna(),
        columns=("visited",),
    ),
    rule("family_proxy", "家人代答", "Answered by a family member", {"filler": 3}, family="eligibility"),
]


def read() -> sk.Survey:
    """Both web downloads and the paper batch as one survey."""
    codebook = sk.Codebook.read(HERE / "codebook.yaml")
    web = sk.read_survey(WEB, codebook=codebook, mode="web")
    paper = sk.read_survey(PAPER, codebook=codebook, mode="paper")
    return sk.combine([web, paper])


def flag(survey: sk.Survey) -> sk.Survey:
    """Flag what looks wrong; nobody leaves.

    Under two seconds per item (Huang et al., 2012) is this study's rule for speeding. Even-odd consistency and
    psychometric synonyms are not used: they are made for questionnaires longer than six scales.
    """
    items = survey.codebook.items_of(SCALES)
    return (
        survey.pipe(sk.flag_duplicates, items=items)
        .pipe(sk.flag_inconsistent, rules=RULES)
        .pipe(sk.flag_incomplete, items=items)
        .pipe(sk.flag_speeding, items=items, decisive_below=2.0)
        .pipe(sk.flag_straightlining, items=items)
        .pipe(sk.flag_outliers, items=items)
    )


def clean(survey: sk.Survey) -> sk.Survey:
    """Exclude on a deterministic rule or on two independent families of evidence."""
    return flag(survey).pipe(sk.exclude_flagged)


def score(survey: sk.Survey) -> sk.Survey:
    """Reverse, score, and derive the variables of the models."""
    ages = ["16–30", "31–40", "41–50", "51–59", {"zh": "60及以上", "en": "60 or over"}]
    return (
        survey.pipe(sk.reverse_items)
        .pipe(sk.score_scales, scales=SCALES)
        .pipe(sk.bands, into="age_band", column="age", breaks=[16, 31, 41, 51, 60, 121], labels=ages)
        .pipe(sk.derive_indicator, into="age60", column="age_band", codes=5, label=AGED_60)
        .pipe(sk.derive_indicator, into="party_member", column="party", codes=1, label=PARTY_MEMBER)
    )


def willingness(survey: sk.Survey) -> sk.Result:
    """The model that the thesis is about: what goes with the willingness to take part."""
    blocks = {"controls": CONTROLS, "perceptions": ["SQ", "BR", "NPA", "CV"], "satisfaction": ["SAT"]}
    return sk.linear_regression(survey, outcome="PW", blocks=blocks, se="hc3")


def write(flagged: sk.Survey, *, style: str, language: str, tell: Callable[[str], object]) -> sk.Report:
    """The chapter, in the order of a thesis."""
    valid = flagged.pipe(sk.exclude_flagged)
    survey = score(valid)
    items = survey.codebook.items_of(SCALES)
    report = sk.Report(style=style, language=language, chapter=4, notice=survey.codebook.notice)
    report.contents()

    tell("Sample / 样本")
    report.section(zh="变量测量与统计方法", en="Measures and Methods")
    report.add(sk.measures(survey, scales=SCALES))
    report.add_methods(survey)
    report.section(zh="问卷回收与样本筛选", en="Fieldwork and Selection of Respondents")
    report.add(sk.sample_flow(survey, issued=ISSUED), figure=True, headline=True)
    report.section(zh="样本基本情况", en="Sample Profile")
    report.add(sk.describe_sample(survey, columns=PROFILE))
    report.section(zh="题项的描述性统计", en="Item Descriptives")
    report.add(sk.describe_items(valid, items=items), figure=True)
    report.add(sk.missing_patterns(valid, items=items))

    tell("Reliability and validity / 信度与效度")
    report.section(zh="信度分析", en="Reliability")
    report.add(sk.reliability(survey, items=SCALES), headline=True)
    report.section(zh="效度分析", en="Validity")
    report.add(sk.factorability(survey, items=items))
    factors = sk.efa(survey, items=items, n_factors=len(SCALES), method="pca", rotation="varimax", seed=20260101)
    report.add(factors, figure=True)

    tell("Correlations and use / 相关与使用频率")
    report.section(zh="相关分析", en="Correlations")
    report.add(sk.correlations(survey, columns=SCALES), figure=True)
    report.section(zh="社会组织进驻前后的使用频率", en="Use Before and After the Organisation Came")
    use = sk.paired_comparison(survey, pairs=[("use_pre", "use_post")], method="wilcoxon")
    report.add(use, figure=True)

    tell("Regressions and mediation / 回归与中介")
    report.section(zh="回归分析", en="Regressions")
    satisfaction = sk.linear_regression(
        survey, outcome="SAT", blocks={"controls": CONTROLS, "model": ["SQ", "BR", "NPA"]}, se="hc3"
    )
    willing = willingness(survey)
    report.add(satisfaction)
    report.add(willing, figure=True)
    report.section(zh="剔除规则的稳健性检验", en="Robustness to the Rules of Exclusion")
    terms = ["SQ", "BR", "NPA", "CV", "SAT"]
    report.add(sk.compare_exclusions(flagged, analyze=lambda kept: willingness(score(kept)), rules=[], terms=terms))
    report.section(zh="中介效应检验", en="Mediation")
    mediation = sk.mediation(survey, x="SQ", m="SAT", y="PW", covariates=CONTROLS, n_boot=5000, seed=20260101)
    report.add(mediation, figure=True)

    report.section(zh="研究假设检验结果", en="Summary of Hypotheses")
    evidence = [satisfaction, willing, mediation, use]
    report.add(sk.hypothesis_summary(survey, results=evidence), headline=True)
    report.add_questionnaire(survey, leave_out=["data_note"])
    report.add_cleaning_log(survey)
    report.add_provenance(survey)
    return report


def run(
    out: Path,
    *,
    language: str = "zh",
    style: str = "cn-generic",
    overwrite: bool = False,
    tell: Callable[[str], object] = print,
) -> tuple[sk.Report, list[Path]]:
    """Read, clean, score, analyze and write; gives the report and the files."""
    tell("Reading / 读取")
    raw = read()
    tell("Cleaning / 清理")
    flagged = flag(raw)
    report = write(flagged, style=style, language=language, tell=tell)
    tell("Writing / 写出")
    return report, report.save_all(out, survey=score(clean(raw)), overwrite=overwrite)


if __name__ == "__main__":
    run(HERE / "results", overwrite="--overwrite" in sys.argv)
