"""Keys of classes: a person's own instead of the order's, and what gives way to them (docs/adr/0088).

A class's key comes before an action's, for it is what the rules name and what is pressed most. An action that loses its
only key so gets the same one with Alt: nothing that can be done is without a key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from desktop.curriculum.schema import Label, LabelSchema
from desktop.views.widgets.canvas.key_actions import Binding

#: free: nobody has it; own: it is this class's already; class: another class has it, they change; action: an action
#: gives way; none: no class can have it.
Kind: TypeAlias = Literal["free", "own", "class", "action", "none"]
_WITH = ("Alt+", "Alt+Shift+", "Ctrl+Alt+")


@dataclass(frozen=True)
class Found:
    """What has a key that somebody wants for a class: another class, or an action of the table."""

    kind: Kind
    label: Label | None = None
    action: str = ""


def with_class_keys(schema: LabelSchema, own: Mapping[str, str]) -> LabelSchema:
    """Return a schema whose classes have a person's own keys, by label id. No two classes have the same.

    A class that loses its key so gets the first of those that the others have left.
    """
    if not any(label.id in own for label in schema.labels):
        return schema
    given: dict[str, str] = {}
    for label in schema.labels:
        wish = own.get(label.id, "")
        if is_key(wish) and _same(wish) not in map(_same, given.values()):
            given[label.id] = wish
    for label in schema.labels:
        if label.id not in given and _same(label.key) not in map(_same, given.values()):
            given[label.id] = label.key
    left = [label.key for label in schema.labels if _same(label.key) not in map(_same, given.values())]
    for label in schema.labels:
        if label.id not in given:
            given[label.id] = left.pop(0)
    labels = tuple(label.model_copy(update={"key": given[label.id]}) for label in schema.labels)
    return schema.model_copy(update={"labels": labels})


def found_at(
    schema: LabelSchema, bindings: Iterable[Binding], wanted: Label, key: str, *, available: Collection[str]
) -> Found:
    """Return what has a key now, in a schema with the keys in force; ``available`` are the actions that can be done."""
    if not is_key(key):
        return Found("none")
    holder = next((label for label in schema.labels if _same(label.key) == _same(key)), None)
    if holder is not None:
        return Found("own") if holder.id == wanted.id else Found("class", holder)
    action = next(
        (
            own.action
            for own in bindings
            if own.scope != "walk"
            and own.action in available
            and any(_same(chord) == _same(key) for chord in own.chords)
        ),
        "",
    )
    return Found("action", action=action) if action else Found("free")


def reassigned(schema: LabelSchema, own: Mapping[str, str], wanted: Label, key: str) -> dict[str, str]:
    """Return a person's own class keys with this one for a class; who has it in the schema takes the other's."""
    holder = next((label for label in schema.labels if _same(label.key) == _same(key)), None)
    changed = {**own, wanted.id: key}
    if holder is not None and holder.id != wanted.id:
        changed[holder.id] = wanted.key
    return changed


def is_key(key: str) -> bool:
    """Tell whether a class can have a key: one sign that a keyboard writes without help, no blank."""
    return len(key) == 1 and "!" <= key <= "~"


def given_way(bindings: Sequence[Binding], taken: Collection[str]) -> tuple[Binding, ...]:
    """Return the bindings, those with no key left beside ``taken`` (the classes') with one of theirs and Alt."""
    gone = {_same(key) for key in taken}
    used = {_same(chord) for own in bindings for chord in own.chords} | gone
    kept = []
    for own in bindings:
        if own.scope != "walk" and own.chords and all(_same(chord) in gone for chord in own.chords):
            offered = (held + chord for held in _WITH for chord in own.chords if is_key(chord))
            chosen = next((chord for chord in offered if _same(chord) not in used), "")
            if chosen:
                used.add(_same(chosen))
                own = replace(own, chords=(*own.chords, chosen))  # noqa: PLW2901  the same line of the table
        kept.append(own)
    return tuple(kept)


def _same(chord: str) -> str:
    """Return a chord so that the same ones are equal: letters are keys, not signs."""
    return chord.upper()
