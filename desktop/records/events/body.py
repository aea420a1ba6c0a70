"""The base of every event body and the types its fields share."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

#: An id made by the program: random at birth, or an id of a pack.
Id = Annotated[str, Field(min_length=1, max_length=100)]
Seconds = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
#: RFC 8785 writes integers as JavaScript does: exact only up to 2**53 - 1.
Seed: TypeAlias = Annotated[int, Field(gt=-(2**53), lt=2**53)] | str
Json: TypeAlias = dict[str, Any]


class Body(BaseModel):
    """What an event says. A field nobody defined is a mistake of ours: it would be journalled and never read.

    Built on first use: a process that only saves strokes need not compile thirty validators.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True, ser_json_inf_nan="constants"
    )
