"""Skeletons: each joint in px, left and right by name, and what is seen of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.annotation.shapes.skeleton import Skeleton
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.shape_rules import KeyPoint
from desktop.scoring.boxes import Four, overlapping
from desktop.scoring.judge import Match, Reached, Tallies, Truth
from desktop.scoring.judges.findings import finding, spot
from desktop.scoring.matching import SLACK
from desktop.scoring.measures.keypoints import Joint, distances, oks, pck, similarity, swapped
from desktop.scoring.ratios import mean
from desktop.scoring.result import Finding, SubScoreName

#: The spread of a joint whose class names none.
SIGMA = 0.05
#: A figure seen edge-on still has a scale: its area counts at least this share of the square of its longer side.
THINNEST = 0.25


class SkeletonKind:
    """Skeletons judged by an order's rules and the joints of their classes."""

    def __init__(self, schema: LabelSchema) -> None:
        self._rules = schema.object_rules.skeleton
        self._joints = {
            label.id: label.skeleton.points for label in schema.labels if label.skeleton is not None
        }

    def least(self, truth: Truth[Skeleton]) -> float:  # noqa: ARG002
        """Return the OKS from which on two skeletons may be the same figure."""
        return self._rules.match_oks

    def reached(self, truth: Truth[Skeleton], answer: Skeleton, similarity: float) -> Reached:  # noqa: ARG002
        """Return OKS."""
        return Reached(similarity, self._rules.match_oks, "oks")

    def parts(self, match: Match[Skeleton]) -> tuple[SubScoreName, ...]:  # noqa: ARG002
        """Return geometry."""
        return ("geometry",)

    def overlaps(
        self, truths: Sequence[Truth[Skeleton]], answers: Sequence[Skeleton]
    ) -> list[dict[int, float]]:
        """Return OKS, the better of as drawn and left for right: a mirrored figure is still that figure."""
        rows = overlapping(
            [_widened(truth.mark) for truth in truths], [_widened(answer) for answer in answers]
        )
        return [
            {column: value for column in near if (value := self._oks(truth.mark, answers[column])) > SLACK}
            for truth, near in zip(truths, rows, strict=True)
        ]

    def faults(self, matches: Sequence[Match[Skeleton]]) -> list[tuple[Finding, ...]]:
        """Return PT for joints that are off or swapped, VIS for those of another state."""
        return [tuple(self._faults(match)) for match in matches]

    def measures(self, tallies: Tallies[Skeleton]) -> dict[str, float]:
        """Return mean OKS as drawn and the share of joints within the distance allowed (PCK)."""
        found: dict[str, float | None] = {}
        figures = [(match.truth.mark.joints, match.answer.joints, match) for match in tallies.matches]
        found["oks"] = mean(
            value
            for gold, answer, match in figures
            if (value := self._plain(match, _measured(answer))) is not None and gold
        )
        found["pck"] = mean(
            value
            for gold, answer, _ in figures
            if len(gold) == len(answer)
            and (value := pck(_measured(gold), _measured(answer), radius=self._rules.distance_px)) is not None
        )
        return {name: value for name, value in found.items() if value is not None}

    def _points(self, mark: Skeleton) -> Sequence[KeyPoint]:
        """Return the joints of a mark's class; of one whose class has another number of them, nameless ones."""
        known = self._joints.get(mark.label, ())
        if len(known) == len(mark.joints):
            return known
        return tuple(KeyPoint(id=str(n + 1), name=str(n + 1), sigma=SIGMA) for n in range(len(mark.joints)))

    def _pairs(self, mark: Skeleton) -> list[tuple[int, int]]:
        places = {point.id: place for place, point in enumerate(self._points(mark))}
        return [
            (place, places[point.swap])
            for place, point in enumerate(self._points(mark))
            if point.swap in places and place < places[point.swap]
        ]

    def _oks(self, gold: Skeleton, answer: Skeleton) -> float:
        if len(gold.joints) != len(answer.joints):
            return 0.0
        sigmas = [point.sigma for point in self._points(gold)]
        drawn = _measured(answer.joints)
        mirrored = list(drawn)
        for a, b in self._pairs(gold):
            mirrored[a], mirrored[b] = mirrored[b], mirrored[a]
        gold_joints = _measured(gold.joints)
        found = [oks(gold_joints, way, sigmas=sigmas, area=_scale(gold)) for way in (drawn, mirrored)]
        return max(value or 0.0 for value in found)

    def _plain(self, match: Match[Skeleton], joints: Sequence[Joint]) -> float | None:
        gold = match.truth.mark
        sigmas = [point.sigma for point in self._points(gold)]
        return oks(_measured(gold.joints), joints, sigmas=sigmas, area=_scale(gold))

    def _faults(self, match: Match[Skeleton]) -> list[Finding]:
        gold, answer = match.truth.mark, match.answer
        points, pairs = self._points(gold), self._pairs(gold)
        mine, theirs = _measured(gold.joints), _measured(answer.joints)
        turned = swapped(mine, theirs, pairs, radius=self._rules.distance_px)
        found = []
        if turned:
            names = {"swapped": [[points[a].id, points[b].id] for a, b in turned]}
            found.append(finding("PT", match, tolerance=self._rules.distance_px, unit="px", detail=names))
            for a, b in turned:
                theirs[a], theirs[b] = theirs[b], theirs[a]
        area = _scale(gold)
        for place, away in enumerate(distances(mine, theirs)):
            expected, got = mine[place], theirs[place]
            detail: dict[str, Any] = {"joint": points[place].id, "place": place}
            if away is not None and not self._near(away, points[place].sigma, area):
                found.append(self._off(match, detail, (expected, got), away))
            if expected.state != got.state and (self._rules.visibility or away is None):
                at = got if got.placed else expected
                detail = detail | {"expected": expected.state, "got": got.state}
                found.append(finding("VIS", match, place=spot(at.x, at.y), detail=detail))
        return found

    def _near(self, away: float, sigma: float, area: float) -> bool:
        return (
            away <= self._rules.distance_px + SLACK
            or similarity(away, sigma, area) >= self._rules.oks - SLACK
        )

    def _off(
        self, match: Match[Skeleton], detail: dict[str, Any], joints: tuple[Joint, Joint], away: float
    ) -> Finding:
        expected, got = joints
        place = (
            min(expected.x, got.x),
            min(expected.y, got.y),
            max(expected.x, got.x),
            max(expected.y, got.y),
        )
        where = {"expected": [expected.x, expected.y], "got": [got.x, got.y]}
        return finding(
            "PT", match, measured=away, tolerance=self._rules.distance_px, unit="px", place=place,
            detail=detail | where,
        )  # fmt: skip


def _measured(joints: Sequence[Any]) -> list[Joint]:
    return [Joint(joint.x, joint.y, joint.state) for joint in joints]


def _scale(mark: Skeleton) -> float:
    """Return the area in px^2 that stands for the figure's size: that of its bounds (COCO: of its outline)."""
    x1, y1, x2, y2 = mark.bounds
    return max((x2 - x1) * (y2 - y1), THINNEST * max(x2 - x1, y2 - y1) ** 2)


def _widened(mark: Skeleton) -> Four:
    x1, y1, x2, y2 = mark.bounds
    by = max(x2 - x1, y2 - y1, 1.0) / 2
    return (x1 - by, y1 - by, x2 + by, y2 + by)
