"""Western text is read with a note that says where to look, and only where hardly anything else can be meant."""

from __future__ import annotations

import pytest

from surveykit.errors import ReadError
from surveykit.read.decode import decode

FRENCH = "id,say\n1,café crème\n2,plain\n3,Élodie était là\n"
GERMAN = "id,say\n1,für Straße\n2,Ärger über Öl\n3,schön größer\n"
QUOTES = "id,say\n1,I don’t know\n2,“hello” – yes…\n3,30€ or £20\n"
PLAIN = "1,a long and plain answer in English\n" * 3_000


@pytest.mark.parametrize("text", [FRENCH, GERMAN, QUOTES, FRENCH * 50, QUOTES.upper()])
def test_accents_and_quotation_marks_in_words_are_western(text: str) -> None:
    decoded = decode(text.encode("cp1252"), name="batch.csv")
    assert (decoded.text, decoded.encoding) == (text, "cp1252")


def test_the_guess_is_said_with_the_lines_to_look_at() -> None:
    (note,) = decode(FRENCH.encode("cp1252"), name="batch.csv").notes
    assert "batch.csv is not UTF-8; that its encoding is cp1252" in note.en
    assert "on lines 2, 4, and name" in note.en
    assert "café" not in note.zh + note.en


def test_a_stray_byte_in_a_long_plain_file_is_told() -> None:
    decoded = decode(("id,say\n" + PLAIN).encode() + b"2,\x8c\xe6\n", name="batch.csv")
    assert decoded.text.endswith("2,Œæ\n")
    assert "on line 3002," in decoded.notes[0].en


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "mac_roman"),
        (QUOTES.replace("€", "$").replace("£", "$"), "mac_roman"),
        ("id,say\n1,居民參與很重要\n2,希望多開會\n", "big5"),
        ("sex,say\n男,好\n女,很\n", "big5"),
        ("id,sex\n1,男\n2,女\n", "cp932"),
        ("id,a\n1,年\n2,知\n", "cp932"),
        ("id,say\n1,こんにちは世界\n", "euc_jp"),
        ("id,say\n1,안녕하세요 주민참여는 매우중요합니다\n", "cp949"),
        ("id,say\n1,Привет мир\n2,я и ты\n", "cp1251"),
        ("id,say\n1,Καλημέρα\n", "cp1253"),
        ("id,say\n1,zażółć gęślą jaźń\n", "cp1250"),
    ],
)
def test_what_may_be_another_encoding_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(ReadError, match="encoding="):
        decode(text.encode(encoding), name="batch.csv")


def test_lines_in_utf_8_beside_lines_in_cp1252_are_refused() -> None:
    with pytest.raises(ReadError, match="line 4 does not decode"):
        decode("id,say\n1,café\n2,crème\n".encode() + "3,Élodie café\n".encode("cp1252"), name="batch.csv")


def test_chinese_stays_chinese() -> None:
    decoded = decode("性别,意见\n男,我是居民，有意见在这里\n".encode("gbk"), name="batch.csv")
    assert (decoded.encoding, decoded.notes) == ("gb18030", ())
