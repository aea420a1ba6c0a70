"""The span: a stretch of text."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.annotation.shapes.base import Marked


@dataclass(frozen=True)
class Span(Marked):
    """A stretch of text, ``start`` inclusive to ``end`` exclusive, in Unicode code points of the original string."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Raise ValueError for an empty or negative span."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.id}: 0 <= start < end must hold, got {self.start}, {self.end}")

    @property
    def length(self) -> int:
        """Length in code points, >= 1."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end
