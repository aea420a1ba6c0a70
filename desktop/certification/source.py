"""The one source record of a certificate: JSON, PDF, QR and workbook are all printed from it."""

from __future__ import annotations

from datetime import datetime
from operator import not_
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, Field

from desktop.base.figures import ceiled, floored
from desktop.curriculum.frozen import Frozen, Id, Share, Text

#: Bounds of the record have the digits that are printed, rounded outwards: every form says the same (docs/adr/0033).
Lower: TypeAlias = Annotated[Share, AfterValidator(floored)]
Upper: TypeAlias = Annotated[Share, AfterValidator(ceiled)]


def _is_none(value: Any) -> bool:
    return value is None


class Proof(Frozen):
    """What a part proved: ``k`` right of ``n`` judged, with the two-sided 95 % interval of the share."""

    k: int = Field(ge=0)
    n: int = Field(ge=0)
    lower: Lower
    upper: Upper

    @property
    def share(self) -> float:
        """k / n; 0 for n = 0."""
        return self.k / self.n if self.n else 0.0


class ByPicture(Frozen):
    """What remains of the practical part when marks of one picture stand or fall together.

    ``at_least`` is the one-sided 95 % bound, the most that may be said in one sentence.
    """

    pictures: int = Field(ge=1)
    lower: Lower
    upper: Upper
    at_least: Lower
    method: Literal["bootstrap", "design_effect"]


class Section(Frozen):
    """One section of the practical part: its name, the cut that it was passed by, and what it proved."""

    title: Text
    cut: Share
    proof: Proof
    by_picture: ByPicture | None = None


class RedLines(Frozen):
    """Safety red lines of the practical part: ``n`` judged, ``crossed`` of them missed or wrongly claimed, so many allowed."""

    crossed: int = Field(ge=0)
    n: int = Field(ge=1)
    allowed: int = Field(default=0, ge=0)


class Source(Frozen):
    """Everything a certificate says. Times are aware UTC; national identity numbers are never here whole."""

    number: Id
    credential_id: Text
    name: Text
    id_tail: str = Field(default="", max_length=4)
    site: Text
    class_name: Text
    order_id: Id
    order_name: Text
    employer: Text
    post: Text
    level: Text
    rules_version: Text
    outcome: Literal["pass", "distinction"]
    theory: Proof
    practical: Proof
    by_picture: ByPicture | None = None
    # Left out while empty: certificates from before it existed keep their bytes.
    sections: tuple[Section, ...] = Field(default=(), exclude_if=not_)
    # Left out while the paper had none: certificates from before it existed keep their form.
    red_lines: RedLines | None = Field(default=None, exclude_if=_is_none)
    units_per_hour: float = Field(ge=0)
    tolerance: Text
    interruptions: int = Field(ge=0)
    attempt: int = Field(ge=1)
    pack_digest: Text
    form_seed: Text
    record_head: Text
    issued_at: datetime
    valid_until: datetime
    provisional: bool
