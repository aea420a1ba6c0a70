"""What an operation changed, told once to everybody who shows something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Topic: TypeAlias = Literal[
    "account", "roster", "class", "progress", "attempt", "sitting", "certificate", "settings"
]


@dataclass(frozen=True)
class Changes:
    """The topics that changed and the ids concerned. A page refreshes when a topic that it shows is among them."""

    topics: frozenset[Topic]
    subjects: frozenset[str] = frozenset()

    def touch(self, *topics: Topic) -> bool:
        """Tell whether one of ``topics`` changed."""
        return not self.topics.isdisjoint(topics)


def changed(*topics: Topic, subjects: tuple[str, ...] = ()) -> Changes:
    """Return the changes of these topics about these ids."""
    return Changes(frozenset(topics), frozenset(subjects))
