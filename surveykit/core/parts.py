"""What every part of a codebook is made of: names, wordings in two languages, bounds."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

Language = Literal["zh", "en"]
LONGEST_NAME = 32_767
"""Longest name in characters: what a cell of a workbook holds, because exports head a column with its question."""


def plain_name(name: object) -> object:
    """A name without blanks around it or line breaks inside, as a header cell may have them; no text stays as it is."""
    return re.sub(r"\s*[\r\n]\s*", " ", name.strip()) if isinstance(name, str) else name


Name = Annotated[str, BeforeValidator(plain_name), Field(pattern=r"^\S(.*\S)?$", max_length=LONGEST_NAME)]
_NAMES: TypeAdapter[str] = TypeAdapter(Name)


def as_name(name: object) -> str | None:
    """The name as a codebook writes it, or None for what cannot be one: no text, blanks, too long, broken Unicode."""
    try:
        return _NAMES.validate_python(name)
    except ValidationError:
        return None


Bound = Annotated[float, Field(allow_inf_nan=False)]


class Part(BaseModel):
    """A part of a codebook: frozen, and with no fields but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Text(Part):
    """One wording in Chinese and English; a language that is not given falls back on the other."""

    zh: str = ""
    en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_plain_string(cls, value: object) -> object:
        return {"zh": value, "en": value} if isinstance(value, str) else value

    def within(self, language: Language) -> str:
        """The wording in `language`, or in the other language if that is all there is."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)


def as_tuple(value: object) -> object:
    """One name or text as a list of one."""
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]
