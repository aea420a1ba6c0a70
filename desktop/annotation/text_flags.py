"""The inspector's flag in a text: what is wrong with another's mark, or what is missing somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from desktop.annotation.shapes.reading import integer, text
from desktop.annotation.text_marks import TextKind, TextMark


@dataclass(frozen=True)
class TextFlag(TextMark):
    """A remark of an inspector (质检) on a text. ``target`` is the id of the mark it is about; None: something is missing.

    The class says what is wrong. ``start`` to ``end`` is its place in the text named by ``text_id`` (see ``Span``); a flag
    on a reply about the whole may have the empty place 0, 0.
    """

    kind: ClassVar[TextKind] = "text_flag"
    start: int
    end: int
    target: str | None = None
    text_id: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        """Raise ValueError for a place turned inside out, or an empty one that is about nothing."""
        if not 0 <= self.start <= self.end or (self.start == self.end and self.target is None):
            raise ValueError(f"flag {self.id}: 0 <= start < end must hold, got {self.start}, {self.end}")

    def content(self) -> dict[str, Any]:
        """Return ``{"target": id or None, "start": ..., "end": ..., "text": id}``."""
        value: dict[str, Any] = {"target": self.target, "start": self.start, "end": self.end}
        return value | ({"text": self.text_id} if self.text_id else {})

    @classmethod
    def from_content(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the flag of its JSON values. Raises ValueError."""
        return cls(
            start=integer(value, "start"),
            end=integer(value, "end"),
            target=None if value.get("target") is None else text(value, "target"),
            text_id=text(value, "text") if "text" in value else "",
            **common,
        )
