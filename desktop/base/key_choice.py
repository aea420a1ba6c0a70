"""Which keys a person works with: a profile, and the keys they changed in it. Kept in one small file per person."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.base.errors import KnownError
from desktop.base.files import write_whole
from desktop.base.refusals import reason
from desktop.base.wording import _

log = logging.getLogger(__name__)

PROFILES = ("desktop", "cvat", "label_studio")
FORMAT = 1
#: Far more than anybody changes; a file beyond them was not written here.
MOST_BYTES, MOST_CHANGES, MOST_CHORDS, LONGEST = 64 * 1024, 300, 4, 40

Changes = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class KeyChoice:
    """A profile, and for each profile the actions whose keys were changed; no chord: the action has no key.

    ``classes``: label id -> the key that this person gave the class, whatever the profile.
    """

    profile: str = PROFILES[0]
    changes: Mapping[str, Changes] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)

    @property
    def own(self) -> Changes:
        """What was changed in the profile in use."""
        return self.changes.get(self.profile, {})

    def with_profile(self, profile: str) -> KeyChoice:
        """Return the choice with another profile; what was changed in each stays. Raises ValueError for a stranger."""
        if profile not in PROFILES:
            raise ValueError(f"no key profile {profile!r}")
        return KeyChoice(profile, self.changes, self.classes)

    def with_own(self, changes: Changes) -> KeyChoice:
        """Return the choice with other changes in the profile in use."""
        kept = {name: own for name, own in self.changes.items() if name != self.profile}
        return KeyChoice(
            self.profile, kept | ({self.profile: dict(changes)} if changes else {}), self.classes
        )

    def with_classes(self, classes: Mapping[str, str]) -> KeyChoice:
        """Return the choice with other keys of classes."""
        return KeyChoice(self.profile, self.changes, dict(classes))


def read_choice(path: Path) -> KeyChoice:
    """Return the choice in a file; what is missing, damaged or of another make is left out and logged."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        stored = json.loads(content) if len(content) <= MOST_BYTES else None
    except FileNotFoundError:
        return KeyChoice()
    except (OSError, ValueError, RecursionError) as fault:
        log.warning("keys unreadable, defaults in force: %s", fault)
        return KeyChoice()
    if not isinstance(stored, dict):
        log.warning("keys unreadable, defaults in force: no table of keys")
        return KeyChoice()
    profile = stored.get("profile")
    changes = stored.get("changes")
    by_profile = changes if isinstance(changes, dict) else {}
    return KeyChoice(
        profile if isinstance(profile, str) and profile in PROFILES else PROFILES[0],
        {name: own for name in PROFILES if (own := _changes(by_profile.get(name)))},
        _class_keys(stored.get("classes")),
    )


def write_choice(path: Path, choice: KeyChoice) -> None:
    """Store a choice at once. Raises KnownError for a disk that is full or may not be written."""
    body = {
        "format": FORMAT,
        "profile": choice.profile,
        "changes": {
            name: {action: list(chords) for action, chords in own.items()}
            for name, own in choice.changes.items()
        },
        "classes": dict(choice.classes),
    }
    try:
        write_whole(path, json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8"))
    except OSError as fault:
        raise KnownError(_("快捷键没有存下来：{reason}", reason=reason(fault)), where=str(path)) from fault


def _changes(stored: Any) -> Changes:
    if not isinstance(stored, dict):
        return {}
    sound = {action: tuple(chords) for action, chords in stored.items() if _is_change(action, chords)}
    if len(sound) < len(stored):
        log.warning("%d changed keys are none and left out", len(stored) - len(sound))
    return dict(list(sound.items())[:MOST_CHANGES])


def _class_keys(stored: Any) -> Mapping[str, str]:
    """Return the sound ones: a class's id with one sign that a keyboard writes."""
    if not isinstance(stored, dict):
        return {}
    sound = {
        label: key
        for label, key in stored.items()
        if _is_name(label) and isinstance(key, str) and len(key) == 1 and "!" <= key <= "~"
    }
    if len(sound) < len(stored):
        log.warning("%d keys of classes are none and left out", len(stored) - len(sound))
    return dict(list(sound.items())[:MOST_CHANGES])


def _is_change(action: str, chords: Any) -> bool:
    return isinstance(chords, list) and len(chords) <= MOST_CHORDS and all(map(_is_name, [action, *chords]))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable()
