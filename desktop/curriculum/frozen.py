"""The base of everything a pack holds: immutable, closed against unknown fields, no NaN."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

#: An id inside a pack: lower or upper case Latin letters, digits, dot, dash, underscore.
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
#: A path inside a pack: forward slashes, no part that starts with a dot, so never absolute and never upwards.
MediaPath = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$", max_length=160)
]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError(f"character {text.index(chr(0)) + 1} is NUL")
    return text


#: Of material to be worked on: it may hold any character but NUL.
WITHOUT_NUL = AfterValidator(_without_nul)


class Frozen(BaseModel):
    """A value of a pack. Equal content is an equal object; a field nobody defined is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)
