"""What marks owe each other: belonging to one group, and standing in an order. Asked of matched marks only.

A mark in the wrong group or at the wrong place of a sequence is one mark that is not right; what is missed is missed
once, and is not missing from its group as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.annotation.shapes.base import Shape
from desktop.curriculum.shape_rules import ObjectRules
from desktop.scoring.judge import Match
from desktop.scoring.judges.findings import finding
from desktop.scoring.measures.groups import GroupMatch, matched
from desktop.scoring.measures.order import misplaced
from desktop.scoring.result import Finding, SubScoreName


class Relations:
    """The groups and the order that an order's rules ask for.

    ``gold_order`` and ``answer_order``: the place of each mark by id, as the gold lists them and as they were drawn.
    """

    def __init__(
        self, rules: ObjectRules, *, gold_order: Mapping[str, int], answer_order: Mapping[str, int]
    ) -> None:
        self._groups = rules.groups
        self._ordered = frozenset(rules.ordered)
        self._gold_order = gold_order
        self._answer_order = answer_order

    def parts(self, match: Match[Shape]) -> tuple[SubScoreName, ...]:
        """Return the sub-scores that a match is judged for."""
        if not self._groups and not self._ordered:
            return ()
        in_group = self._groups and bool(match.truth.mark.group or match.answer.group)
        in_order = match.truth.mark.label in self._ordered
        asked: dict[SubScoreName, bool] = {"group": in_group, "order": in_order}
        return tuple(part for part, is_asked in asked.items() if is_asked)

    def faults(self, matches: Sequence[Match[Shape]]) -> list[tuple[Finding, ...]]:
        """Return GROUP for marks left out of their group or put into another, ORDER for those out of their place."""
        if not self._groups and not self._ordered:
            return [()] * len(matches)
        groups = (
            {
                place: finding("GROUP", matches[place], detail=detail)
                for place, detail in misgrouped(matches).items()
            }
            if self._groups
            else {}
        )
        order = self._misplaced(matches) if self._ordered else {}
        return [
            tuple(found[place] for found in (groups, order) if place in found)
            for place in range(len(matches))
        ]

    def _misplaced(self, matches: Sequence[Match[Shape]]) -> dict[int, Finding]:
        asked = [place for place, match in enumerate(matches) if match.truth.mark.label in self._ordered]
        drawn = sorted(asked, key=lambda place: self._answer_order[matches[place].answer.id])
        true = sorted(asked, key=lambda place: self._gold_order[matches[place].truth.mark.id])
        expected = {place: number for number, place in enumerate(true, start=1)}
        out = misplaced([expected[place] for place in drawn])
        return {
            drawn[number]: finding(
                "ORDER", matches[drawn[number]],
                measured=number + 1, tolerance=expected[drawn[number]], unit="place",
            )
            for number in out
        }  # fmt: skip


def misgrouped(matches: Sequence[Match[Any]]) -> dict[int, dict[str, Any]]:
    """Return the places of the matches of marks that stand in a wrong group, with ``missing`` and ``extra`` of each."""
    gold = _real({match.truth.mark.id: match.truth.mark.group for match in matches})
    answer = _real({match.answer.id: match.answer.group for match in matches})
    pairs = {match.truth.mark.id: match.answer.id for match in matches}
    found, strange = matched(gold, answer, pairs)
    by_gold = {member: group for group in found for member in group.missing}
    by_answer = {member: group for group in found for member in group.foreign}
    details: dict[int, dict[str, Any]] = {}
    for place, match in enumerate(matches):
        group = by_gold.get(match.truth.mark.id) or by_answer.get(match.answer.id)
        alone = answer.get(match.answer.id) in strange and match.truth.mark.id not in gold
        if group is not None or alone:
            details[place] = _detail(group, match, answer)
    return details


def _real(groups: Mapping[str, str]) -> dict[str, str]:
    """Return the groups with at least two members here; one alone has nobody to belong to."""
    sizes = Counter(groups.values())
    return {member: group for member, group in groups.items() if group and sizes[group] > 1}


def _detail(group: GroupMatch | None, match: Match[Any], answer: Mapping[str, str]) -> dict[str, Any]:
    if group is None:
        mine = answer[match.answer.id]
        return {"missing": [], "extra": [member for member, name in answer.items() if name == mine]}
    return {"group": group.gold, "missing": list(group.missing), "extra": list(group.foreign)}
