"""Which marks belong together: groups of the gold and of the answer, matched by the marks they share."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from desktop.scoring.matching import SLACK, assign

Name: TypeAlias = Hashable

#: Groups that share less than this are not the same group (CVAT's default).
MATCH_SHARE = 0.5


@dataclass(frozen=True)
class GroupMatch:
    """A gold group: the answer's group it matches (None: none), what both share, and whose members differ.

    ``share``: matched pairs in both / (gold members + answer members - these pairs), as CVAT; 1 is right. ``missing``:
    gold marks that the answer left out of it; ``foreign``: answer marks that do not belong there.
    """

    gold: str
    answer: str | None
    share: float
    missing: tuple[str, ...]
    foreign: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the members are exactly the same."""
        return self.share >= 1.0 - SLACK


def matched(
    gold: Mapping[str, str], answer: Mapping[str, str], pairs: Mapping[str, str]
) -> tuple[tuple[GroupMatch, ...], tuple[str, ...]]:
    """Return every gold group with its match, and the names of the answer's groups that match none.

    Args:
        gold: gold mark -> its group, for marks that have one.
        answer: answer mark -> its group.
        pairs: gold mark -> the answer mark matched to it.
    """
    gold_members, answer_members = _members(gold), _members(answer)
    names, others = sorted(gold_members), sorted(answer_members)
    rows = [
        {
            column: share
            for column, other in enumerate(others)
            if (share := _share(gold_members[name], answer_members[other], pairs)) >= MATCH_SHARE - SLACK
        }
        for name in names
    ]
    chosen = assign(rows)
    found = []
    for row, name in enumerate(names):
        other = others[chosen[row]] if row in chosen else None
        members = answer_members[other] if other is not None else frozenset()
        mine = gold_members[name]
        partners = {pairs[mark] for mark in mine if mark in pairs}
        found.append(
            GroupMatch(
                name,
                other,
                rows[row][chosen[row]] if row in chosen else 0.0,
                tuple(sorted(mark for mark in mine if pairs.get(mark) not in members)),
                tuple(sorted(members - partners)),
            )
        )
    taken = set(chosen.values())
    return tuple(found), tuple(other for column, other in enumerate(others) if column not in taken)


def _members(groups: Mapping[str, str]) -> dict[str, frozenset[str]]:
    names = set(groups.values())
    return {name: frozenset(mark for mark, group in groups.items() if group == name) for name in names}


def _share(gold: frozenset[str], answer: frozenset[str], pairs: Mapping[str, str]) -> float:
    common = sum(pairs.get(mark) in answer for mark in gold)
    return common / (len(gold) + len(answer) - common)
