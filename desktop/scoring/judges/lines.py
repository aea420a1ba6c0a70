"""Polylines: how far to the side, how much of it, and which way round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from desktop.annotation.shapes.polyline import Polyline
from desktop.curriculum.shape_rules import PolylineRules
from desktop.scoring.boxes import Four, overlapping
from desktop.scoring.judge import Match, Reached, Tallies, Truth
from desktop.scoring.judges.findings import finding
from desktop.scoring.matching import SLACK
from desktop.scoring.measures.polylines import Course, Gap, course, similarity, stretch
from desktop.scoring.ratios import mean
from desktop.scoring.result import Finding, SubScoreName

#: Lines of which less than this agrees are two lines.
MATCH_SHARE = 0.25
#: Stretches shorter than this are the rounding of corners: px along the line.
SHORTEST = 1.5


class LineKind:
    """Polylines judged by an order's rules."""

    def __init__(self, rules: PolylineRules) -> None:
        self._rules = rules

    def least(self, truth: Truth[Polyline]) -> float:  # noqa: ARG002
        """Return the share from which on two lines may be the same."""
        return MATCH_SHARE

    def reached(self, truth: Truth[Polyline], answer: Polyline, value: float) -> Reached:  # noqa: ARG002
        """Return the share of the gold that the answer follows within the distance of a match."""
        found = course(truth.mark.points, answer.points, reach=self._rules.match_px)
        return Reached(found.coverage, self._rules.coverage, "share")

    def parts(self, match: Match[Polyline]) -> tuple[SubScoreName, ...]:  # noqa: ARG002
        """Return geometry."""
        return ("geometry",)

    def overlaps(
        self, truths: Sequence[Truth[Polyline]], answers: Sequence[Polyline]
    ) -> list[dict[int, float]]:
        """Return how much of both lines lies near the other, each place the less the farther off it is."""
        reach = self._rules.match_px
        rows = overlapping(
            [_widened(truth.mark, reach) for truth in truths], [_widened(answer, 0.5) for answer in answers]
        )
        return [
            {
                column: value
                for column in near
                if (value := similarity(truth.mark.points, answers[column].points, reach=reach)) > 0
            }
            for truth, near in zip(truths, rows, strict=True)
        ]

    def faults(self, matches: Sequence[Match[Polyline]]) -> list[tuple[Finding, ...]]:
        """Return LINE: off to the side, not covered, or the wrong way round (``measure``: offset, coverage, direction).

        A line that is off is not also called too short where it is off; what it leaves out beyond that is said.
        """
        return [tuple(self._faults(match)) for match in matches]

    def measures(self, tallies: Tallies[Polyline]) -> dict[str, float]:
        """Return the mean distance to the side in px and the mean coverage of the matches."""
        courses = [self._course(match, self._rules.match_px) for match in tallies.matches]
        px = mean(found.mean for found in courses if found.mean is not None)
        coverage = mean(found.coverage for found in courses)
        found = {"distance_px": px, "coverage": coverage}
        return {name: value for name, value in found.items() if value is not None}

    def _course(self, match: Match[Polyline], reach: float) -> Course:
        return course(match.truth.mark.points, match.answer.points, reach=reach)

    def _faults(self, match: Match[Polyline]) -> list[Finding]:
        rules, found = self._rules, []
        near = self._course(match, rules.distance_px)
        strays = [gap for gap in near.strays if gap.end - gap.start > SHORTEST]
        if strays:
            detail = {"measure": "offset", "stretches": _drawn(match.answer, strays)}
            worst = max(gap.farthest for gap in strays)
            found.append(
                finding("LINE", match, measured=worst, tolerance=rules.distance_px, unit="px", detail=detail)
            )
        covered = self._course(match, rules.match_px) if strays else near
        if covered.coverage < rules.coverage - SLACK:
            detail = {"measure": "coverage", "gaps": _drawn(match.truth.mark, covered.gaps)}
            found.append(
                finding(
                    "LINE",
                    match,
                    measured=covered.coverage,
                    tolerance=rules.coverage,
                    unit="share",
                    detail=detail,
                )
            )
        if rules.directed and near.direction == "reversed":
            found.append(finding("LINE", match, detail={"measure": "direction"}))
        return found


def _widened(line: Polyline, by: float) -> Four:
    x1, y1, x2, y2 = line.bounds
    return (x1 - by, y1 - by, x2 + by, y2 + by)


def _drawn(line: Polyline, gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """Return stretches of a line to be drawn along it, the worst first."""
    return [
        {
            "px": round(gap.farthest, 1),
            "points": np.round(stretch(line.points, gap.start, gap.end), 1).tolist(),
        }
        for gap in sorted(gaps, key=lambda gap: -gap.farthest)[:12]
    ]
