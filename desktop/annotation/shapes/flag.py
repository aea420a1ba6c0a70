"""The inspector's flag: what is wrong with another's mark, or what is missing somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from desktop.annotation.shapes.base import ShapeKind
from desktop.annotation.shapes.reading import numbers, text
from desktop.annotation.shapes.upright import Upright


@dataclass(frozen=True)
class Flag(Upright):
    """A remark of an inspector (质检). ``target`` is the id of the mark it is about; None: something is missing here.

    The class says what is wrong; attributes may hold a comment. The rectangle is its place.
    """

    kind: ClassVar[ShapeKind] = "flag"
    target: str | None = None

    def geometry(self) -> dict[str, Any]:
        """Return ``{"target": id or None, "box": [x1, y1, x2, y2]}``."""
        return {"target": self.target, "box": list(self.corners)}

    @classmethod
    def from_geometry(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the flag of its JSON geometry. Raises ValueError."""
        target = None if value.get("target") is None else text(value, "target")
        x1, y1, x2, y2 = numbers(value.get("box"), "box", 4)
        return cls(target=target, x1=x1, y1=y1, x2=x2, y2=y2, **common)
