"""Boxes: IoU, each side's offset in pixels, and the pairs that touch, found through a grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import product
from typing import TypeAlias

from desktop.annotation.shapes.box import Box
from desktop.curriculum.schema import BoxRules
from desktop.scoring.judge import SEVERITY, Match, Reached, Tallies, Truth
from desktop.scoring.matching import SLACK
from desktop.scoring.result import Code, Finding, Place, SubScoreName

SIDES = ("left", "top", "right", "bottom")
#: An answer with at least this share of its area inside an ignored place is neutral (panopticapi's void rule).
SWALLOW_SHARE = 0.5

Four: TypeAlias = tuple[float, float, float, float]


def iou(a: Box, b: Box) -> float:
    """Return intersection over union, 0..1, without the +1 of integer pixels (COCO); 0 where nothing is shared."""
    shared = intersection(a, b)
    return shared / (a.area + b.area - shared) if shared > 0 else 0.0


def intersection(a: Box, b: Box) -> float:
    """Return the shared area in square pixels."""
    width = min(a.x2, b.x2) - max(a.x1, b.x1)
    height = min(a.y2, b.y2) - max(a.y1, b.y1)
    return width * height if width > 0 and height > 0 else 0.0


def side_offsets(gold: Box, answer: Box) -> Four:
    """Return how far each side of the answer lies outside the gold's, in px: left, top, right, bottom; inside < 0."""
    return (gold.x1 - answer.x1, gold.y1 - answer.y1, answer.x2 - gold.x2, answer.y2 - gold.y2)


def side_tolerances(gold: Box, rules: BoxRules) -> Four:
    """Return the offset allowed at each side in px: max(side_px, side_share x width or height of the gold)."""
    across = max(rules.side_px, rules.side_share * gold.width)
    along = max(rules.side_px, rules.side_share * gold.height)
    return (across, along, across, along)


def with_sides_of(gold: Box, answer: Box, sides: Collection[str]) -> Box:
    """Return the answer with the gold's place of some sides; two boxes that overlap stay boxes."""
    x1, y1, x2, y2 = (
        theirs if side in sides else own
        for side, own, theirs in zip(SIDES, answer.corners, gold.corners, strict=True)
    )
    return answer.with_corners(x1, y1, x2, y2)


def clipped(box: Box, size: tuple[int, int]) -> Box:
    """Return the part of a box that lies in a picture of ``(width, height)``; one outside shrinks to its border."""
    width, height = size
    if box.x1 >= 0 and box.y1 >= 0 and box.x2 <= width and box.y2 <= height:
        return box
    xs = [min(max(x, 0.0), float(width)) for x in (box.x1, box.x2)]
    ys = [min(max(y, 0.0), float(height)) for y in (box.y1, box.y2)]
    return box.with_corners(xs[0], ys[0], xs[1], ys[1])


def overlaps(golds: Sequence[Box], answers: Sequence[Box]) -> list[dict[int, float]]:
    """Return, for each gold, answer index -> IoU of the answers that overlap it.

    Answers are filed in every cell of a grid that they touch, cells as large as the mean box, so a gold looks only
    at what lies around it: linear in boxes and overlapping pairs for pictures that people label.
    """
    boxes = [box.corners for box in answers]
    areas = [box.area for box in answers]
    near = overlapping([box.corners for box in golds], boxes)
    return [
        _row(gold.corners, gold.area, places, boxes, areas) for gold, places in zip(golds, near, strict=True)
    ]


def overlapping(golds: Sequence[Four], answers: Sequence[Four]) -> list[list[int]]:
    """Return, for each gold rectangle, the places of the answers that may overlap it: those of the same grid cells."""
    size = _cell_size([*golds, *answers])
    grid: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, corners in enumerate(answers):
        for cell in _cells(corners, size):
            grid[cell].append(index)
    return [
        sorted(set().union(*(grid[cell] for cell in _cells(corners, size) if cell in grid)))
        for corners in golds
    ]


class BoxJudge:
    """Boxes judged by an order's box rules."""

    def __init__(self, rules: BoxRules) -> None:
        self.rules = rules
        self.threshold = rules.match_iou

    def place(self, mark: Box) -> Place:
        """Return the box itself."""
        return mark.corners

    def reading(self, mark: Box) -> tuple[float, ...]:
        """Return top, left, bottom, right."""
        return (mark.y1, mark.x1, mark.y2, mark.x2)

    def overlaps(self, truths: Sequence[Truth[Box]], answers: Sequence[Box]) -> list[dict[int, float]]:
        """Return the IoU of the pairs that overlap, of those that match without the sides that are not judged.

        Whether a box lies on the object at all is told by all its sides: otherwise one far off to the free side of
        an object would be on it.
        """
        rows = overlaps([truth.mark for truth in truths], answers)
        for truth, row in zip(truths, rows, strict=True):
            free = truth.gold.free_sides
            for column in [place for place, value in row.items() if free and value >= self.threshold - SLACK]:
                row[column] = iou(truth.mark, with_sides_of(truth.mark, answers[column], free))
        return rows

    def swallowed(self, answer: Box, ignored: Iterable[Box]) -> bool:
        """Tell whether an ignored box matches the answer or holds half of it; any number of answers may go in."""
        area = answer.area
        for box in ignored:
            shared = intersection(answer, box)
            if shared > 0:
                if shared >= SWALLOW_SHARE * area - SLACK:
                    return True
                if shared / (area + box.area - shared) >= self.threshold - SLACK:
                    return True
            elif area == 0 and box.x1 <= answer.x1 <= box.x2 and box.y1 <= answer.y1 <= box.y2:
                return True
        return False

    def least(self, truth: Truth[Box]) -> float:  # noqa: ARG002  one IoU for all
        """Return the IoU from which on two boxes may be the same."""
        return self.threshold

    def reached(self, truth: Truth[Box], answer: Box, similarity: float) -> Reached:  # noqa: ARG002
        """Return the IoU."""
        return Reached(similarity, self.threshold, "iou")

    def parts(self, match: Match[Box]) -> tuple[SubScoreName, ...]:  # noqa: ARG002
        """Return geometry: sides are judged of every match."""
        return ("geometry",)

    def faults(self, matches: Sequence[Match[Box]]) -> list[tuple[Finding, ...]]:
        """Return the faults of each match's sides."""
        return [self.geometry(match) for match in matches]

    def geometry(self, match: Match[Box]) -> tuple[Finding, ...]:
        """Return LOOSE for a side too far out and CUT for one too far in, with the strip between the two sides."""
        gold, answer = match.truth.mark, match.answer
        offsets, tolerances = side_offsets(gold, answer), side_tolerances(gold, self.rules)
        findings = []
        for side, offset, tolerance in zip(SIDES, offsets, tolerances, strict=True):
            if abs(offset) <= tolerance + SLACK or side in match.truth.gold.free_sides:
                continue
            code: Code = "LOOSE" if offset > 0 else "CUT"
            findings.append(
                Finding(
                    code, SEVERITY[code], _strip(side, gold, answer), gold.id, answer.id,
                    measured=offset, tolerance=tolerance, unit="px",
                    detail={"side": side},
                )
            )  # fmt: skip
        return tuple(findings)

    def forbidden(self, answer: Box) -> Finding | None:
        """Return RULE for a box with a side shorter than the least that is to be labelled."""
        shorter = min(answer.width, answer.height)
        if shorter >= self.rules.minimum_px - SLACK:
            return None
        return Finding(
            "RULE", SEVERITY["RULE"], answer.corners, None, answer.id,
            measured=shorter, tolerance=self.rules.minimum_px, unit="px",
            detail={"rule": "minimum_size", "got": answer.label},
        )  # fmt: skip

    def around(self, answer: Box, truths: Iterable[Truth[Box]]) -> Truth[Box] | None:  # noqa: ARG002
        """Return None: boxes lie inside each other as objects do."""
        return None

    def measures(self, tallies: Tallies[Box]) -> dict[str, float]:
        """Return the share of gold + extra whose pair reaches each IoU tier, and the mean IoU over gold, a miss 0."""
        values = [match.similarity for match in tallies.matches]
        gold = len(values) + tallies.missed
        found: dict[str, float] = {}
        if gold + tallies.extra:
            for tier in self.rules.iou_tiers:
                reached = sum(value >= tier - SLACK for value in values)
                found[f"iou>={tier:g}"] = reached / (gold + tallies.extra)
        if gold:
            found["mean_iou_of_gold"] = sum(values) / gold
        return found


def _row(
    gold: Four, area: float, near: Iterable[int], boxes: Sequence[Four], areas: Sequence[float]
) -> dict[int, float]:
    x1, y1, x2, y2 = gold
    row: dict[int, float] = {}
    for index in near:
        a1, b1, a2, b2 = boxes[index]
        width = min(x2, a2) - max(x1, a1)
        if width <= 0:
            continue
        height = min(y2, b2) - max(y1, b1)
        if height > 0:
            shared = width * height
            row[index] = shared / (area + areas[index] - shared)
    return row


def _cell_size(boxes: Sequence[Four]) -> Four:
    """Return the grid's origin and the mean width and height of the boxes, at least 1 px."""
    if not boxes:
        return (0.0, 0.0, 1.0, 1.0)
    lefts, tops, rights, bottoms = (tuple(values) for values in zip(*boxes, strict=True))
    width = (sum(rights) - sum(lefts)) / len(boxes)
    height = (sum(bottoms) - sum(tops)) / len(boxes)
    return (min(lefts), min(tops), max(width, 1.0), max(height, 1.0))


def _cells(corners: Four, grid: Four) -> Iterable[tuple[int, int]]:
    x1, y1, x2, y2 = corners
    left, top, width, height = grid
    columns = range(int((x1 - left) / width), int((x2 - left) / width) + 1)
    rows = range(int((y1 - top) / height), int((y2 - top) / height) + 1)
    return product(columns, rows)


def _strip(side: str, gold: Box, answer: Box) -> Four:
    """Return the rectangle between a side of the gold and the same side of the answer, as long as both together."""
    left, right = min(gold.x1, answer.x1), max(gold.x2, answer.x2)
    top, bottom = min(gold.y1, answer.y1), max(gold.y2, answer.y2)
    if side in {"left", "right"}:
        edges = (gold.x1, answer.x1) if side == "left" else (gold.x2, answer.x2)
        return (min(edges), top, max(edges), bottom)
    edges = (gold.y1, answer.y1) if side == "top" else (gold.y2, answer.y2)
    return (left, min(edges), right, max(edges))
