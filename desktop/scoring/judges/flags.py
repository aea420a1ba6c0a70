"""An inspector's flags: which seeded errors were found, what was flagged for nothing, and whether the reason is right."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.annotation.shapes.flag import Flag
from desktop.curriculum.shape_rules import FlagRules
from desktop.scoring.boxes import Four, overlapping
from desktop.scoring.judge import Match, Reached, Tallies, Truth
from desktop.scoring.matching import SLACK
from desktop.scoring.ratios import mean, share
from desktop.scoring.result import Finding, SubScoreName

#: Two flags on the same mark are the same even where nothing of their places agrees.
SAME_TARGET = 0.75
#: A double may be flagged on either of the two marks: then their places must agree by half.
DOUBLE_IOU = 0.5


class FlagKind:
    """Flags matched by the mark they are about, else by their place. The class, a kind of error, is the reason."""

    def __init__(self, rules: FlagRules) -> None:
        self._least = rules.place_iou

    def least(self, truth: Truth[Flag]) -> float:  # noqa: ARG002
        """Return the IoU of two places from which on they are the same."""
        return self._least

    def reached(self, truth: Truth[Flag], answer: Flag, similarity: float) -> Reached:  # noqa: ARG002
        """Return the IoU of their places."""
        return Reached(similarity, self._least, "iou")

    def parts(self, match: Match[Flag]) -> tuple[SubScoreName, ...]:  # noqa: ARG002
        """Return nothing: a flag that found its error is at the right place."""
        return ()

    def overlaps(self, truths: Sequence[Truth[Flag]], answers: Sequence[Flag]) -> list[dict[int, float]]:
        """Return 3/4 to 1 for flags on the same mark, else the IoU of their places where one of them names no mark."""
        places = overlapping([truth.mark.bounds for truth in truths], [answer.bounds for answer in answers])
        by_target: dict[str, list[int]] = {}
        for column, answer in enumerate(answers):
            if answer.target is not None:
                by_target.setdefault(answer.target, []).append(column)
        rows = []
        for truth, near in zip(truths, places, strict=True):
            candidates = {*near, *by_target.get(truth.mark.target or "", ())}
            row = {column: _similarity(truth.mark, answers[column]) for column in sorted(candidates)}
            rows.append({column: value for column, value in row.items() if value > SLACK})
        return rows

    def faults(self, matches: Sequence[Match[Flag]]) -> list[tuple[Finding, ...]]:
        """Return nothing: a wrong reason is a wrong class."""
        return [() for _ in matches]

    def measures(self, tallies: Tallies[Flag]) -> dict[str, float]:
        """Return the share of errors found, of flags raised for nothing, and of right reasons among those found."""
        found = len(tallies.matches)
        shares = {
            "found": share(found, found + tallies.missed),
            "false_alarms": share(tallies.extra, found + tallies.extra),
            "right_reason": mean(float(match.same_label) for match in tallies.matches),
        }
        return {name: value for name, value in shares.items() if value is not None}


def _similarity(gold: Flag, answer: Flag) -> float:
    iou = _iou(gold.bounds, answer.bounds)
    if gold.target is not None and gold.target == answer.target:
        return SAME_TARGET + (1 - SAME_TARGET) * iou
    if gold.target is None or answer.target is None:
        return iou
    return iou if gold.label == "DUP" and iou >= DOUBLE_IOU else 0.0


def _iou(a: Four, b: Four) -> float:
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return width * height / (both - width * height)
