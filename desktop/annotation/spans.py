"""The span: a stretch of text, whole or in pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self, TypeAlias

from desktop.annotation.shapes.reading import integer, text
from desktop.annotation.text_marks import TextKind, TextMark

#: ``start`` inclusive to ``end`` exclusive, in Unicode code points of the original string.
Stretch: TypeAlias = tuple[int, int]
#: Stretches left out of one span.
MAX_GAPS = 50


@dataclass(frozen=True)
class Span(TextMark):
    """A stretch of text, ``start`` inclusive to ``end`` exclusive, in Unicode code points of the original string.

    ``gaps`` are stretches inside it that do not belong to it, in their order, apart from each other and from both
    ends: what is left are the ``pieces`` of a discontinuous mention. ``text_id`` names the text: "" is the main one
    of an exercise, else the id of a model's answer.
    """

    kind: ClassVar[TextKind] = "span"
    start: int
    end: int
    gaps: tuple[Stretch, ...] = field(default=(), kw_only=True)
    text_id: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        """Raise ValueError for an empty or negative span, or gaps that are not inside it, in order and apart."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.id}: 0 <= start < end must hold, got {self.start}, {self.end}")
        last = self.start
        for start, end in self.gaps:
            if not last < start < end < self.end:
                raise ValueError(f"span {self.id}: gaps must lie inside, in order and apart, got {self.gaps}")
            last = end

    @property
    def pieces(self) -> tuple[Stretch, ...]:
        """What belongs to it, in the order of the text; at least one stretch."""
        starts = (self.start, *(end for _, end in self.gaps))
        ends = (*(start for start, _ in self.gaps), self.end)
        return tuple(zip(starts, ends, strict=True))

    @property
    def length(self) -> int:
        """Length in code points without the gaps, >= 1."""
        return self.end - self.start - sum(end - start for start, end in self.gaps)

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two, gaps counted in, share at least one character of one text."""
        return self.text_id == other.text_id and self.start < other.end and other.start < self.end

    def content(self) -> dict[str, Any]:
        """Return ``{"start": ..., "end": ..., "gaps": [[start, end], ...], "text": id}``."""
        value: dict[str, Any] = {"start": self.start, "end": self.end}
        if self.gaps:
            value["gaps"] = [list(gap) for gap in self.gaps]
        if self.text_id:
            value["text"] = self.text_id
        return value

    @classmethod
    def from_content(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the span of its JSON values. Raises ValueError."""
        return cls(
            start=integer(value, "start"),
            end=integer(value, "end"),
            gaps=tuple(_stretch(gap) for gap in _gaps(value.get("gaps", []))),
            text_id=text(value, "text") if "text" in value else "",
            **common,
        )


def _gaps(value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple) or len(value) > MAX_GAPS:
        raise ValueError(f"gaps must be a list of at most {MAX_GAPS} stretches, got {value!r:.60}")
    return value


def _stretch(value: Any) -> Stretch:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f"a gap must be [start, end], got {value!r:.60}")
    start, end = (integer({"gaps": number}, "gaps") for number in value)
    return start, end
