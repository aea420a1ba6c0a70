"""What every mark on texts has in common, whatever it says."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self, TypeAlias

from desktop.annotation.shapes.base import Marked

TextKind: TypeAlias = Literal["span", "relation", "reply", "text_flag"]


@dataclass(frozen=True)
class TextMark(Marked, ABC):
    """A mark on texts. Subclasses are frozen; every change makes a new value."""

    kind: ClassVar[TextKind]

    @abstractmethod
    def content(self) -> dict[str, Any]:
        """Return what it says as JSON values, without ``type``; defaults are left out."""

    @classmethod
    @abstractmethod
    def from_content(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the mark of JSON values; ``common`` holds the fields of :class:`Marked`. Raises ValueError."""
