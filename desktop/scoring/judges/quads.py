"""Text quads: where the text stands, from which corner it is read, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.annotation.shapes.quad import Quad
from desktop.curriculum.shape_rules import QuadRules
from desktop.scoring.judge import Match, Reached, Tallies, Truth
from desktop.scoring.judges.findings import finding
from desktop.scoring.judges.outlined import Outlined, iou_rows
from desktop.scoring.matching import SLACK
from desktop.scoring.measures.ocr import Edit, Transcript, compare, corpus_cer
from desktop.scoring.measures.points import apart
from desktop.scoring.ratios import mean
from desktop.scoring.readings import reading_of
from desktop.scoring.result import Finding, SubScoreName


class QuadKind:
    """Quads judged by an order's rules: IoU, the corner where the text begins, and its transcription."""

    def __init__(self, rules: QuadRules) -> None:
        self._rules = rules
        self._reading = reading_of(rules.normalisation)

    def least(self, truth: Truth[Quad]) -> float:  # noqa: ARG002
        """Return the IoU from which on two quads may be the same text."""
        return self._rules.match_iou

    def reached(self, truth: Truth[Quad], answer: Quad, similarity: float) -> Reached:  # noqa: ARG002
        """Return the IoU."""
        return Reached(similarity, self._rules.match_iou, "iou")

    def parts(self, match: Match[Quad]) -> tuple[SubScoreName, ...]:  # noqa: ARG002
        """Return geometry and text."""
        return ("geometry", "text")

    def overlaps(self, truths: Sequence[Truth[Quad]], answers: Sequence[Quad]) -> list[dict[int, float]]:
        """Return the IoU of the quads that share area."""
        golds = Outlined([[truth.mark.corners] for truth in truths])
        return iou_rows(golds, Outlined([[answer.corners] for answer in answers]), self._rules.match_iou)

    def faults(self, matches: Sequence[Match[Quad]]) -> list[tuple[Finding, ...]]:
        """Return BND for too small an IoU, ANG for a text begun at another corner, TXT for what is written wrong."""
        return [tuple(self._faults(match)) for match in matches]

    def measures(self, tallies: Tallies[Quad]) -> dict[str, float]:
        """Return the mean IoU, the character error rate over all fields, and the share of fields without an error."""
        read = [self.read(match) for match in tallies.matches]
        found = {
            "iou": mean(match.similarity for match in tallies.matches),
            "cer": corpus_cer(read),
            "exact_fields": mean(float(each.exact) for each in read),
            # For totals over pictures.
            "edits": float(sum(each.edits for each in read)) if read else None,
            "signs": float(sum(each.length for each in read)) if read else None,
        }
        return {name: value for name, value in found.items() if value is not None}

    def read(self, match: Match[Quad]) -> Transcript:
        """Return how the answered text differs from the gold's. What is illegible is so as a whole."""
        expected, got = match.truth.mark.text, match.answer.text
        unread = self._rules.illegible
        if (expected.strip() == unread) != (got.strip() == unread):
            n = max(len(expected), 1)
            edit = Edit("substitute", (0, len(expected)), (0, len(got)), expected, got)
            return Transcript(n, n, (edit,))
        return compare(expected, got, self._reading)

    def _faults(self, match: Match[Quad]) -> list[Finding]:
        found = []
        if match.similarity < self._rules.iou - SLACK:
            detail: dict[str, Any] = {"measure": "iou"}
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
        if turn := quarter_turns(match.truth.mark, match.answer):
            detail = {"corner": turn} | ({"reversed": True} if turn == 2 else {})
            found.append(
                finding("ANG", match, measured=90.0 * turn, tolerance=45.0, unit="deg", detail=detail)
            )
        text = self.read(match)
        allowed = 0.0 if match.truth.mark.label in self._rules.exact_fields else self._rules.cer
        if text.cer > allowed + SLACK:
            detail = {
                "expected": match.truth.mark.text,
                "got": match.answer.text,
                "edits": [[edit.kind, *edit.gold, *edit.answer] for edit in text.script],
            }
            found.append(
                finding("TXT", match, measured=text.cer, tolerance=allowed, unit="cer", detail=detail)
            )
        return found


def quarter_turns(gold: Quad, answer: Quad) -> int:
    """Return by how many corners the answer begins later than the gold: 0 right, 2 upside down; a tie is right."""
    sums = [
        sum(apart(gold.corners[at], answer.corners[(at + shift) % 4]) for at in range(4))
        for shift in range(4)
    ]
    best = min(sums)
    # Shift n lays the answer's corner n over the gold's first.
    return 0 if sums[0] <= best + SLACK else (4 - sums.index(best)) % 4
