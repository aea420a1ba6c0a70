"""Rotated boxes: the true IoU of the turned rectangles, the angle, and each side in the object's own directions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from desktop.annotation.geometry.points import turned
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.judge import Match, Reached, Tallies, Truth
from desktop.scoring.judges.findings import finding
from desktop.scoring.judges.outlined import Outlined, iou_rows
from desktop.scoring.matching import SLACK
from desktop.scoring.measures.angles import axis_turn, heading_turn
from desktop.scoring.ratios import mean
from desktop.scoring.result import Finding, SubScoreName


class RotatedKind:
    """Rotated boxes judged by an order's rules; whether the front matters is said by the gold's class."""

    def __init__(self, schema: LabelSchema) -> None:
        self._rules = schema.object_rules.rotated
        self._headed = {label.id for label in schema.labels if label.heading}

    def least(self, truth: Truth[RotatedBox]) -> float:  # noqa: ARG002  one IoU for all
        """Return the IoU from which on two boxes may be the same."""
        return self._rules.match_iou

    def reached(self, truth: Truth[RotatedBox], answer: RotatedBox, similarity: float) -> Reached:  # noqa: ARG002
        """Return the IoU."""
        return Reached(similarity, self._rules.match_iou, "iou")

    def parts(self, match: Match[RotatedBox]) -> tuple[SubScoreName, ...]:  # noqa: ARG002
        """Return geometry."""
        return ("geometry",)

    def overlaps(
        self, truths: Sequence[Truth[RotatedBox]], answers: Sequence[RotatedBox]
    ) -> list[dict[int, float]]:
        """Return the IoU of the turned rectangles that share area. CVAT compares those of equal angle as not turned."""
        golds = Outlined([[truth.mark.corners] for truth in truths])
        return iou_rows(golds, Outlined([[answer.corners] for answer in answers]), self._rules.match_iou)

    def faults(self, matches: Sequence[Match[RotatedBox]]) -> list[tuple[Finding, ...]]:
        """Return ANG for an angle too far off, BND for too small an IoU with how far each side is out (> 0) or in."""
        return [tuple(self._faults(match)) for match in matches]

    def measures(self, tallies: Tallies[RotatedBox]) -> dict[str, float]:
        """Return the mean IoU and the mean angle error in degrees of the matches."""
        matches = tallies.matches
        iou, degrees = (
            mean(match.similarity for match in matches),
            mean(abs(self.turn(match)) for match in matches),
        )
        return {} if iou is None or degrees is None else {"iou": iou, "degrees": degrees}

    def turn(self, match: Match[RotatedBox]) -> float:
        """Return by how many degrees the answer is turned, clockwise; between fronts where the front matters."""
        gold, answer = match.truth.mark, match.answer
        if gold.label in self._headed:
            return heading_turn(gold.angle, answer.angle)
        return axis_turn((gold.width, gold.height, gold.angle), (answer.width, answer.height, answer.angle))

    def _faults(self, match: Match[RotatedBox]) -> list[Finding]:
        found = []
        degrees = self.turn(match)
        if abs(degrees) > self._rules.degrees + SLACK:
            detail: dict[str, Any] = {"expected": match.truth.mark.angle, "got": match.answer.angle}
            if abs(degrees) > 90:
                detail["reversed"] = True
            found.append(
                finding(
                    "ANG", match, measured=degrees, tolerance=self._rules.degrees, unit="deg", detail=detail
                )
            )
        # A box whose angle alone is wrong shares less for that very reason: one cause, one finding.
        if match.similarity < self._rules.iou - SLACK and not (found and self._only_turned(match, degrees)):
            detail = {"measure": "iou", "sides": sides(match.truth.mark, match.answer)}
            found.append(
                finding(
                    "BND",
                    match,
                    measured=match.similarity,
                    tolerance=self._rules.iou,
                    unit="iou",
                    detail=detail,
                )
            )
        return found

    def _only_turned(self, match: Match[RotatedBox], degrees: float) -> bool:
        straight = match.answer.turned_by(-degrees)
        row = iou_rows(Outlined([[match.truth.mark.corners]]), Outlined([[straight.corners]]), 0.0)[0]
        return row.get(0, 0.0) >= self._rules.iou - SLACK


def sides(gold: RotatedBox, answer: RotatedBox) -> dict[str, float]:
    """Return how far each side of the answer lies outside the gold's, in px along the gold's own directions."""
    ahead, aside = turned((answer.cx - gold.cx, answer.cy - gold.cy), -gold.angle)
    length, width = answer.width, answer.height
    quarter = round(((answer.angle - gold.angle) % 180) / 90) % 2
    if quarter:
        length, width = width, length
    longer, wider = (length - gold.width) / 2, (width - gold.height) / 2
    found = {"front": longer + ahead, "rear": longer - ahead, "right": wider + aside, "left": wider - aside}
    return {name: round(value, 1) for name, value in found.items() if math.isfinite(value)}
