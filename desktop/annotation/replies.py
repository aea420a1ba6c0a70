"""The reply: what somebody chose, rated, ranked or wrote when a question was asked of a text or a part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeAlias

from desktop.annotation.shapes.reading import integer, text
from desktop.annotation.text_marks import TextKind, TextMark

#: Chosen options, each once, in the order of choosing; a place on a scale; tiers of a ranking, best first, where one
#: tier holds what is equally good; a text.
ReplyValue: TypeAlias = tuple[str, ...] | int | tuple[tuple[str, ...], ...] | str
#: Characters of a written reply, options of a choice, things ranked.
MAX_WRITTEN = 20_000
MAX_CHOSEN = 64
#: Farthest place on a scale.
MAX_PLACE = 1000


@dataclass(frozen=True)
class Reply(TextMark):
    """The answer to the question that ``label`` names.

    ``about`` is the part that was asked about: "" the whole, else the id of a turn ("t3"), a sentence ("s2"), a model's
    answer ("a1") or a pair of answers ("a1|a2").
    """

    kind: ClassVar[TextKind] = "reply"
    about: str
    value: ReplyValue

    def __post_init__(self) -> None:
        """Raise ValueError when something is chosen or ranked twice."""
        named = self.named
        if len(set(named)) != len(named):
            raise ValueError(f"reply {self.id}: each option once, got {named[:8]}")

    @property
    def named(self) -> tuple[str, ...]:
        """The options chosen or the things ranked, in their order; none of a number or a text."""
        if not isinstance(self.value, tuple):
            return ()
        return tuple(
            name for entry in self.value for name in (entry if isinstance(entry, tuple) else (entry,))
        )

    def content(self) -> dict[str, Any]:
        """Return ``{"about": id, "value": ...}``."""
        return {"about": self.about, "value": encode_value(self.value)}

    @classmethod
    def from_content(cls, common: Mapping[str, Any], value: Mapping[str, Any]) -> Self:
        """Return the reply of its JSON values. Raises ValueError."""
        return cls(about=text(value, "about"), value=decode_value(value.get("value")), **common)


def encode_value(value: ReplyValue) -> Any:
    """Return a value as JSON: lists for tuples."""
    if not isinstance(value, tuple):
        return value
    return [list(entry) if isinstance(entry, tuple) else entry for entry in value]


def decode_value(value: Any) -> ReplyValue:
    """Return the value of JSON. Raises ValueError that says what it must be."""
    if isinstance(value, str):
        return text({"value": value}, "value", MAX_WRITTEN)
    if isinstance(value, int):
        return _place(integer({"value": value}, "value"))
    if not isinstance(value, list | tuple) or len(value) > MAX_CHOSEN:
        raise ValueError(
            f"value must be a text, a whole number or a list of at most {MAX_CHOSEN}, got {value!r:.60}"
        )
    if value and all(isinstance(entry, list | tuple) for entry in value):
        return tuple(_names(tier) for tier in value)
    return _names(value)


def _place(number: int) -> int:
    if abs(number) > MAX_PLACE:
        raise ValueError(f"value must be between -{MAX_PLACE} and {MAX_PLACE}")
    return number


def _names(value: list[Any] | tuple[Any, ...]) -> tuple[str, ...]:
    if len(value) > MAX_CHOSEN:
        raise ValueError(f"value must hold at most {MAX_CHOSEN} ids, got {len(value)}")
    return tuple(text({"value": name}, "value") for name in value)
