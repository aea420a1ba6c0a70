"""A profile with a person's changes in it, and the rules by which keys are changed: one key, one meaning in a scope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.base.key_choice import KeyChoice
from desktop.views.widgets.canvas.key_actions import BY_ID, DIGITS, Binding, Scope
from desktop.views.widgets.canvas.key_profiles import PROFILES, Keys, bindings_of
from desktop.views.widgets.canvas.keys import Chord, parse

#: free: may be taken; own: has this meaning already; taken: is another action's, and can be moved; kept: never given.
Kind: TypeAlias = Literal["free", "own", "taken", "kept"]
#: The screen is locked with it, the picture moved while it is held, and the window's own menus opened.
KEPT = frozenset(
    parse(chord)
    for chord in "Ctrl+L Space Ctrl+Space Shift+Space Alt+Space Alt+F4 Alt+Tab Alt+Esc Ctrl+Esc".split()
)
_DIGITS = frozenset(parse(digit) for digit in DIGITS)
_COUNTED = frozenset(parse(f"Ctrl+{digit}") for digit in DIGITS)


@dataclass(frozen=True)
class Table:
    """The table in force, and what a person's file asked for that it cannot have: the actions concerned."""

    bindings: tuple[Binding, ...]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """What may become of a key that was pressed for an action; ``action`` is the one that has it now."""

    kind: Kind
    action: str = ""
    #: An action at the desk that the key no longer reaches while this scope holds.
    covers: str = ""


def table_of(choice: KeyChoice) -> Table:
    """Return the table of a choice. A change that cannot be is left out and named; what it wanted stays as it comes."""
    keys, ignored = _merged(PROFILES[choice.profile].keys, choice.own)
    return Table(bindings_of(keys), ignored)


def judge(choice: KeyChoice, action: str, chord: str) -> Judgement:
    """Return what may become of a key pressed for an action. Raises ValueError for no key, KeyError for no action."""
    wanted, scope = parse(chord), BY_ID[action].scope
    if wanted in KEPT or wanted in _of_classes(choice):
        return Judgement("kept")
    holders = _holders(choice, wanted)
    holder = holders.get(scope, "")
    covers = holders.get("desk", "") if scope != "desk" else ""
    if holder == action:
        return Judgement("own", action)
    if not holder:
        return Judgement("free", covers=covers)
    return Judgement("kept" if BY_ID[holder].fixed else "taken", holder, covers)


def with_key(choice: KeyChoice, action: str, chord: str, *, adding: bool = False) -> KeyChoice:
    """Return the choice with this key for an action, instead of or beside its own; whoever had it there loses it.

    Raises ValueError for a key that is never given, or an action whose keys are fixed.
    """
    judgement = judge(choice, action, chord)
    if judgement.kind == "kept" or BY_ID[action].fixed:
        raise ValueError(f"{chord!r} cannot be the key of {action!r}")
    before = keys_of(choice)
    own = [held for held in before.get(action, ()) if parse(held) != parse(chord)] if adding else []
    changes = dict(choice.own) | {action: (*own, chord)}
    # Who has the key as it comes gives way by itself, and gets it back when this change is taken back.
    if (loser := judgement.action) in choice.own and judgement.kind == "taken":
        changes[loser] = tuple(held for held in before[loser] if parse(held) != parse(chord))
    return _tidied(choice, changes)


def as_it_comes(choice: KeyChoice, action: str) -> KeyChoice:
    """Return the choice with an action's keys as the profile has them; who holds one of them now loses it."""
    changes = {name: chords for name, chords in choice.own.items() if name != action}
    wanted = {parse(chord) for chord in PROFILES[choice.profile].keys.get(action, ())}
    scope = BY_ID[action].scope
    for name, chords in changes.items():
        if name in BY_ID and BY_ID[name].scope == scope:
            changes[name] = tuple(chord for chord in chords if _parsed(chord) not in wanted)
    return _tidied(choice, changes)


def keys_of(choice: KeyChoice) -> Keys:
    """Return the keys in force by action."""
    return {binding.action: binding.chords for binding in table_of(choice).bindings}


def _of_classes(choice: KeyChoice) -> frozenset[Chord]:
    """Return the keys that choose classes whatever the schema."""
    return _DIGITS | _COUNTED if PROFILES[choice.profile].labels == "counted" else _DIGITS


def _holders(choice: KeyChoice, wanted: Chord) -> dict[Scope, str]:
    return {
        binding.scope: binding.action
        for binding in table_of(choice).bindings
        for chord in binding.chords
        if parse(chord) == wanted
    }


def _merged(keys: Keys, changes: Mapping[str, tuple[str, ...]]) -> tuple[Keys, tuple[str, ...]]:
    """Return the keys with the changes that can be, each key for one action in a scope, and the actions left out."""
    merged, ignored = dict(keys), []
    taken: dict[tuple[Scope, Chord], str] = {
        (BY_ID[action].scope, parse(chord)): action
        for action, chords in keys.items()
        if BY_ID[action].fixed
        for chord in chords
    }
    sound = {}
    for action, chords in changes.items():
        places = _places(action, chords)
        if places is None or any(place in taken for place in places):
            ignored.append(action)
            continue
        taken.update(dict.fromkeys(places, action))
        sound[action] = chords
    merged.update(sound)
    for action, chords in merged.items():
        scope = BY_ID[action].scope
        merged[action] = tuple(
            chord for chord in chords if taken.get((scope, parse(chord)), action) == action
        )
    return merged, tuple(ignored)


def _places(action: str, chords: tuple[str, ...]) -> list[tuple[Scope, Chord]] | None:
    """Return the places that a change takes; None when there is no such action or key, or it is not given away."""
    own = BY_ID.get(action)
    parsed = [_parsed(chord) for chord in chords]
    if own is None or own.fixed or None in parsed or len(set(parsed)) < len(parsed):
        return None
    if not (KEPT | _DIGITS).isdisjoint(parsed):
        return None
    return [(own.scope, chord) for chord in parsed if chord is not None]


def _parsed(chord: str) -> Chord | None:
    try:
        return parse(chord)
    except ValueError:
        return None


def _tidied(choice: KeyChoice, changes: Mapping[str, tuple[str, ...]]) -> KeyChoice:
    """Return the choice without changes that change nothing."""
    standard = PROFILES[choice.profile].keys
    return choice.with_own(
        {action: chords for action, chords in changes.items() if chords != standard.get(action, ())}
    )
