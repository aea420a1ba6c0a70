"""Chains of coreference: spans of one group name one thing."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.spans import Span
from desktop.scoring.judge import SEVERITY, Match
from desktop.scoring.judges.relations import misgrouped
from desktop.scoring.result import Finding, SubScoreName


class Chains:
    """The chains that a gold asks for; a gold without any asks for none. A missed mention is missed once."""

    def __init__(self, gold: Sequence[Span]) -> None:
        self._asked = any(span.group for span in gold)

    def parts(self, match: Match[Span]) -> tuple[SubScoreName, ...]:
        """Return group for a mention that either side puts into a chain."""
        grouped = match.truth.mark.group or match.answer.group
        return ("group",) if self._asked and grouped else ()

    def faults(self, matches: Sequence[Match[Span]]) -> list[tuple[Finding, ...]]:
        """Return GROUP for each mention left out of its chain or put into another."""
        wrong = misgrouped(matches) if self._asked else {}
        return [
            (_finding(match, wrong[place]),) if place in wrong else () for place, match in enumerate(matches)
        ]


def _finding(match: Match[Span], detail: dict[str, object]) -> Finding:
    answer = match.answer
    return Finding(
        "GROUP",
        SEVERITY["GROUP"],
        (answer.start, answer.end),
        match.truth.mark.id,
        answer.id,
        detail=detail,
    )
