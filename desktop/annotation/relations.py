"""The relation: from one span to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from desktop.annotation.shapes.reading import text
from desktop.annotation.text_marks import TextKind, TextMark


@dataclass(frozen=True)
class Relation(TextMark):
    """A directed relation between two spans of one document, by their ids. Its class is the kind of relation."""

    kind: ClassVar[TextKind] = "relation"
    head: str
    tail: str

    def __post_init__(self) -> None:
        """Raise ValueError for an end that is not named, or the same span at both ends."""
        if not self.head or not self.tail or self.head == self.tail:
            raise ValueError(f"relation {self.id}: two different spans must be named, got {self.ends}")

    @property
    def ends(self) -> tuple[str, str]:
        """The ids of both spans, head first."""
        return (self.head, self.tail)

    def content(self) -> dict[str, Any]:
        """Return ``{"head": id, "tail": id}``."""
        return {"head": self.head, "tail": self.tail}

    @classmethod
    def from_content(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the relation of its JSON values. Raises ValueError."""
        return cls(head=text(value, "head"), tail=text(value, "tail"), **common)
