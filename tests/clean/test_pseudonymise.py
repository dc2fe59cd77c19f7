"""Equal persons get equal tokens under the same key, and nothing of the old answers is left."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import surveykit as sk
from surveykit.errors import ColumnError, OptionError

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))

OPENSSL = {"13800138000": "f0365c8169937328", "13900139000": "45e4f8aeee0987a5", "张三": "f816bf03f906c81a"}
"""``printf TEXT | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102...1f``, the first 16 digits."""


def people(**columns: list[object]) -> sk.Survey:
    return sk.Survey.from_frame(pd.DataFrame(columns))


def tokens(survey: sk.Survey, column: str, key: bytes = KEY) -> list[object]:
    return sk.pseudonymise(survey, columns=column, key=key).data[column].tolist()


def test_tokens_are_those_of_openssl() -> None:
    assert tokens(people(phone=["13800138000", "13900139000"]), "phone") == [
        OPENSSL["13800138000"],
        OPENSSL["13900139000"],
    ]
    assert tokens(people(name=["张三", "李四"]), "name")[0] == OPENSSL["张三"]


@pytest.mark.parametrize(
    "written",
    [
        "13800138000",
        " 138 0013 8000 ",
        "138-0013-8000",
        "+86 13800138000",
        "0086-138-0013-8000",
        "１３８００１３８０００",
        13800138000,
        13800138000.0,
        "13800138000.0",
    ],
)
def test_a_phone_number_is_its_digits_however_it_is_written(written: object) -> None:
    assert tokens(people(phone=[written]), "phone") == [OPENSSL["13800138000"]]


def test_names_lose_blanks_around_them_and_full_width_letters_only() -> None:
    made = tokens(people(account=["Wx_a1", " Wx_a1　", "Ｗｘ＿ａ１", "wx_a1", "Wx _a1"]), "account")
    assert made[0] == made[1] == made[2]
    assert len(set(made)) == 3


def test_identity_numbers_keep_their_letter() -> None:
    made = tokens(people(number=["11010119900307425X", "110101199003074258"]), "number")
    assert made[0] == tokens(people(number=["11010119900307425X"]), "number")[0]
    assert made[0] != tokens(people(number=["11010119900307425"]), "number")[0]


def test_waves_are_linked_by_the_same_key_and_by_no_other(tmp_path: Path) -> None:
    file = sk.make_key(tmp_path / "study.key")
    first = people(phone=["13800138000", "13900139000", "13700137000"])
    second = people(mobile=["137 0013 7000", "13600136000", "138 0013 8000"])
    one = sk.pseudonymise(first, columns="phone", key=file)
    two = sk.pseudonymise(second, columns="mobile", key=str(file))
    assert two.data["mobile"].isin(one.data["phone"]).tolist() == [True, False, True]
    assert not set(tokens(second, "mobile")) & set(one.data["phone"])
    checks = [survey.log[-1].arguments["key_check"] for survey in (one, two)]
    assert checks[0] == checks[1] != sk.pseudonymise(first, columns="phone", key=KEY).log[-1].arguments["key_check"]


def test_waves_typed_in_differently_are_linked(tmp_path: Path) -> None:
    file = sk.make_key(tmp_path / "study.key")
    waves = {
        "first.csv": [["王小二", "138 0013 8000", "11010519491231002X", "Ann.B@Example.org"]],
        "second.csv": [[" 王 小二", "＋86 １３８００１３８０００", "11010519491231002x ", "ann.b@example.ORG"]],
    }
    made = []
    for name, rows in waves.items():
        header = ["姓名", "手机", "身份证号", "邮箱"]
        text = "\n".join(
            ",".join(row) for row in [header, *rows, ["李四", "13900139000", "110105194912310021", "c@d.org"]]
        )
        (tmp_path / name).write_text(text, encoding="utf-8")
        survey = sk.read_survey(tmp_path / name, keep_personal=header)
        made.append(sk.pseudonymise(survey, columns=header, key=file).data)
    assert made[0].equals(made[1])
    assert made[0].nunique().tolist() == [2, 2, 2, 2]


def test_a_rounded_phone_number_is_empty_rather_than_another_number() -> None:
    made = sk.pseudonymise(people(phone=["1.38E+10", "13800138000", "13900139000"]), columns="phone", key=KEY)
    assert made.data["phone"].isna().tolist() == [True, False, False]
    assert "1 answers in 'phone' hold no whole number and are empty now." in made.log[-1].told("en")


def test_sixteen_hexadecimal_digits_per_answer_and_gaps_stay_gaps() -> None:
    made = pd.Series(tokens(people(name=[f"name {i}" for i in range(500)] + [None, "  "]), "name"))
    assert made.iloc[:500].str.fullmatch("[0-9a-f]{16}").all()
    assert made.iloc[:500].nunique() == 500
    assert made.iloc[500:].isna().all()


def test_categories_are_taken_by_their_labels() -> None:
    survey = people(name=["张三", "李四", "张三"])
    assert survey.codebook.variable("name").values
    made = sk.pseudonymise(survey, columns="name", key=KEY)
    assert made.data["name"].tolist()[0] == OPENSSL["张三"]
    assert made.codebook.variable("name").values == {}


def test_no_old_answer_is_left_anywhere(tmp_path: Path) -> None:
    file = tmp_path / "wave.csv"
    canaries = ["张三丰", "李四光", "王五一"]
    rows = [f"{i},{canaries[i % 3]},1380013800{i},{i % 5 + 1}" for i in range(6)]
    file.write_text("\n".join(["id,姓名,手机号,trust", *rows]), encoding="utf-8")
    survey = sk.read_survey(file, keep_personal=["姓名", "手机号"])
    names = [v.name for v in survey.codebook.variables if v.personal]
    rule = sk.Rule(name="r", label="r", where=lambda d: d["trust"] > 0, columns=tuple(names))
    survey = sk.flag_inconsistent(survey, rules=[rule])
    made = sk.pseudonymise(survey, columns=names, key=KEY)
    held = [
        *(frame.to_csv() for frame in (made.data, made.paradata, made.missing_reasons, made.flags)),
        made.codebook.model_dump_json(),
        *(f"{step} {step.cases.to_csv()} {step.removed.to_csv()}" for step in made.log),
    ]
    assert all(canary not in text for text in held for canary in [*canaries, "1380013800"])
    assert all(made.codebook.variable(name).personal for name in names)
    assert KEY.hex() not in "".join(held)


def test_conditions_on_the_columns_are_forgotten_too() -> None:
    survey = people(name=[f"name {i}" for i in range(30)], trust=list(range(30)))
    without = sk.drop_cases(survey, where={"name": "name 3"}, reason="asked to leave")
    made = sk.pseudonymise(without, columns="name", key=KEY)
    assert without.log[-1].arguments["where"] == {"name": "name 3"}
    assert made.log[-2].arguments["where"] == {"name": ""}
    assert made.log[-2].reason == "asked to leave"


def test_the_step_counts_tokens_and_names_the_columns_taken_for_phones() -> None:
    survey = people(phone=["13800138000", "138 0013 8000", "13900139000", "无"], name=["甲", "乙", "丙", "丁"])
    made = sk.pseudonymise(survey, columns=["phone", "name"], key=KEY)
    step = made.log[-1]
    assert step.columns == ("phone", "name")
    assert step.arguments["tokens"] == {"phone": 2, "name": 4}
    assert step.arguments["phones"] == ["phone"]
    assert step.told("en") == "1 answers in 'phone' hold no whole number and are empty now."
    assert np.isnan(made.data["phone"].iloc[3])
    assert made.missing_reasons["phone"].tolist() == ["", "", "", "blank"]


def test_reasons_for_empty_cells_stay() -> None:
    data = pd.DataFrame({"phone": ["13800138000", None]}, dtype=object)
    reasons = pd.DataFrame({"phone": ["", "not_shown"]})
    book = sk.Codebook(variables=(sk.Variable(name="phone", kind="text", personal=True),))
    made = sk.pseudonymise(sk.Survey(data, book, missing_reasons=reasons), columns="phone", key=KEY)
    assert made.missing_reasons["phone"].tolist() == ["", "not_shown"]


def test_tokens_are_not_made_of_tokens() -> None:
    once = sk.pseudonymise(people(name=["甲", "乙"]), columns="name", key=KEY)
    with pytest.raises(ColumnError, match="holds tokens already"):
        sk.pseudonymise(once, columns="name", key=OTHER_KEY)


@pytest.mark.parametrize("column", ["trust", "weight", "born", "item", "tick"])
def test_answers_to_analyse_are_refused(column: str) -> None:
    book = sk.Codebook.model_validate(
        {
            "variables": [
                {"name": "trust", "kind": "ordinal", "values": {1: "low", 2: "high"}},
                {"name": "weight", "kind": "numeric"},
                {"name": "born", "kind": "date"},
                {"name": "item", "kind": "numeric"},
                {"name": "tick", "kind": "nominal"},
                {"name": "tock", "kind": "nominal"},
            ],
            "scales": [{"name": "S", "items": ["item"]}],
            "sets": [{"name": "T", "members": ["tick", "tock"]}],
        }
    )
    frame = pd.DataFrame({"trust": [1, 2], "weight": [1.5, 2.0], "item": [1, 2], "tick": [0, 1], "tock": [0, 1]})
    frame["born"] = pd.to_datetime(["2000-01-01", "2001-01-01"])
    with pytest.raises(ColumnError, match=column):
        sk.pseudonymise(sk.Survey.from_frame(frame, codebook=book), columns=column, key=KEY)


def test_a_column_that_another_was_made_of_is_refused() -> None:
    banded = sk.derive_indicator(people(code=[1, 2, 3]), into="one", column="code", codes=1)
    with pytest.raises(ColumnError, match="derive_indicator"):
        sk.pseudonymise(banded, columns="code", key=KEY)


def test_without_a_key_nothing_is_done() -> None:
    with pytest.raises(OptionError, match="key"):
        sk.pseudonymise(people(name=["甲", "乙"]), columns="name", key=b"")
