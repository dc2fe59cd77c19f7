"""Columns that point to a person: found by header and by content, dropped, or turned into a keyed token."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata

import pandas as pd

from surveykit.read.headers import clean_header, unnumbered

SHARE = 0.5
"""A column is personal by content if at least this share of its answers looks like a phone, e-mail or ID number."""

_ASKING = re.compile(r"^(请?(填写|输入|留下|提供))?(您|你|受访者|被访者)?的?")
_NAMED = re.compile(
    r"^(真实)?(姓名|名字|称呼)$|^(手机|电话|联系电话|联系方式|固定电话)(号|号码)?$|^(联系)?手机(号|号码)?$"
    r"|^微信(号|昵称)?$|^(微信)?昵称$|^qq(号|号码)?$|^(电子)?(邮箱|邮件)(地址)?$|^e-?mail(address)?$"
    r"|^身份证(号|号码)?$|^证件号码?$|^(微信)?openid$|^unionid$|^用户(id|标识)$|^(来自)?ip(地址|address)?$"
    r"|^(家庭|详细|联系|通讯|居住)?(住址|地址)$|^门牌号码?$|^银行卡(号|号码)?$|^车牌(号|号码)?$|^经度$|^纬度$"
    r"|^(full|first|last)?_?name$|^(recipient)(first|last)name$|^(mobile|phone|telephone)(_?number)?$"
    r"|^recipientemail$|^location(latitude|longitude)$|^(useragent|ua|deviceid|device_?id|设备标识|设备号)$"
)
_CONTENT = re.compile(r"^(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\S+@\S+\.\w+|\d{17}[\dXx]|o[A-Za-z0-9_-]{27})$")
_ADDRESS = re.compile(r"^(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]+)(\(.*\))?$")


def is_personal_header(header: str) -> bool:
    """Whether a header asks for nothing but an identity, such as 您的姓名 or phone."""
    folded = unicodedata.normalize("NFKC", unnumbered(clean_header(header))).casefold()
    bare = re.sub(r"[\s::*。.?]|\(.*?\)|_{2,}", "", folded)
    return bool(_NAMED.match(_ASKING.sub("", bare, count=1)))


def is_personal_content(cells: pd.Series) -> bool:
    """Whether most answers of a column are phone numbers, e-mail addresses, identity numbers or addresses."""
    answered = cells[cells.str.strip() != ""].str.strip()
    if answered.empty:
        return False
    unique = answered.value_counts()
    alike = sum(int(n) for text, n in unique.items() if _CONTENT.match(str(text)) or _ADDRESS.match(str(text)))
    return alike >= SHARE * len(answered)


def tokens(cells: pd.Series) -> pd.Series:
    """Sixteen hexadecimal digits per distinct value, keyed afresh on every call, so that no list can undo them.

    Equal values get equal tokens within the call; empty cells get empty tokens.
    """
    key = secrets.token_bytes(32)
    known = {value: _token(key, str(value)) for value in cells.unique()}
    return cells.map(known)


def _token(key: bytes, value: str) -> str:
    folded = unicodedata.normalize("NFKC", value).strip()
    return hmac.new(key, folded.encode(), hashlib.sha256).hexdigest()[:16] if folded else ""
