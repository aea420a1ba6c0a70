"""Single points and counts: each within its radius, and how far the number is off."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.shapes.dot import Dot
from desktop.curriculum.shape_rules import PointRules
from desktop.scoring.judge import Match, Reached, Tallies, Truth
from desktop.scoring.judges.findings import finding
from desktop.scoring.matching import SLACK
from desktop.scoring.measures.points import apart, count_error, near
from desktop.scoring.ratios import mean
from desktop.scoring.result import Finding, SubScoreName


class DotKind:
    """Points judged by an order's rules: right within ``radius_px``, the same point at all within ``match_px``."""

    def __init__(self, rules: PointRules) -> None:
        self._radius = rules.radius_px
        self._reach = max(rules.match_px, rules.radius_px)

    def least(self, truth: Truth[Dot]) -> float:  # noqa: ARG002
        """Return next to nothing: what is too far off is no candidate."""
        return SLACK

    def reached(self, truth: Truth[Dot], answer: Dot, similarity: float) -> Reached:  # noqa: ARG002
        """Return the distance in px."""
        return Reached(apart(_spot(truth.mark), _spot(answer)), self._radius, "px")

    def parts(self, match: Match[Dot]) -> tuple[SubScoreName, ...]:  # noqa: ARG002
        """Return geometry."""
        return ("geometry",)

    def overlaps(self, truths: Sequence[Truth[Dot]], answers: Sequence[Dot]) -> list[dict[int, float]]:
        """Return a nearness of the points within reach: 1 on each other, 0.5 at the radius, near 0 at the reach."""
        rows = near(
            [_spot(truth.mark) for truth in truths], [_spot(answer) for answer in answers], self._reach
        )
        return [{column: self._nearness(away) for column, away in row.items()} for row in rows]

    def faults(self, matches: Sequence[Match[Dot]]) -> list[tuple[Finding, ...]]:
        """Return PT for a point that is not within its radius."""
        return [tuple(self._faults(match)) for match in matches]

    def measures(self, tallies: Tallies[Dot]) -> dict[str, float]:
        """Return the mean distance in px, and by which share of the gold the count is off (> 0: too many)."""
        matched = len(tallies.matches)
        found = {
            "distance_px": mean(_away(match) for match in tallies.matches),
            "count_error": count_error(matched + tallies.missed, matched + tallies.extra),
        }
        return {name: value for name, value in found.items() if value is not None}

    def _nearness(self, away: float) -> float:
        if away <= self._radius:
            return 1.0 - 0.5 * away / self._radius
        # Above the radius by less and less, never quite 0: a candidate to the end.
        return 0.5 - 0.45 * (away - self._radius) / (self._reach - self._radius + SLACK)

    def _faults(self, match: Match[Dot]) -> list[Finding]:
        away, gold, got = _away(match), match.truth.mark, match.answer
        if away <= self._radius + SLACK:
            return []
        detail = {"expected": [gold.x, gold.y], "got": [got.x, got.y]}
        return [finding("PT", match, measured=away, tolerance=self._radius, unit="px", detail=detail)]


def _spot(mark: Dot) -> tuple[float, float]:
    return (mark.x, mark.y)


def _away(match: Match[Dot]) -> float:
    return apart(_spot(match.truth.mark), _spot(match.answer))
