"""Polygons, masks and ellipses: areas, whichever tool drew them. IoU, and the boundary in px.

Two outlines are compared exactly; as soon as one of a pair is a mask, or only what is seen counts, both are pixels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from desktop.annotation.geometry.crossings import self_crossing
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.bitmap import Tiles
from desktop.annotation.shapes.mask import Mask
from desktop.curriculum.shape_rules import AreaRules, ObjectRules
from desktop.scoring.boxes import overlapping
from desktop.scoring.judge import Match, Reached, Tallies, Truth
from desktop.scoring.judges import stretches
from desktop.scoring.judges.findings import finding, spot
from desktop.scoring.judges.outlined import Outlined, iou_rows, rings_of
from desktop.scoring.judges.pixels import tiles_of
from desktop.scoring.matching import SLACK
from desktop.scoring.measures import boundary, masks, outlines, pixel_edges
from desktop.scoring.measures.boundary import Fit, Pieces
from desktop.scoring.measures.contours import contour
from desktop.scoring.measures.outlines import Outlines
from desktop.scoring.ratios import mean
from desktop.scoring.result import Finding, SubScoreName


class AreaKind:
    """Areas judged by the rules of the gold's class, else of its own kind of shape.

    ``seen``: what is to count of a mark instead of all of it, by the mark's own ``id()``.
    """

    def __init__(
        self,
        rules: ObjectRules,
        *,
        size: tuple[int, int] | None = None,
        seen: Mapping[int, Tiles] | None = None,
    ) -> None:
        self._rules = rules
        self._size = size
        self._seen = seen
        self._tiles: dict[int, Tiles] = {}
        #: The outlines that a mark is one of, and its place among them, by its ``id()``.
        self._outlined: dict[int, Outlined] = {}
        self._places: dict[int, int] = {}
        self._fs: dict[int, float] = {}

    def rules(self, truth: Truth[Shape]) -> AreaRules:
        """Return the rules that a gold mark is judged by."""
        return self._rules.area_rules(truth.mark.kind, truth.mark.label)

    def least(self, truth: Truth[Shape]) -> float:
        """Return the IoU from which on an area may be the same."""
        return self.rules(truth).match_iou

    def reached(self, truth: Truth[Shape], answer: Shape, similarity: float) -> Reached:  # noqa: ARG002
        """Return the IoU."""
        return Reached(similarity, self.least(truth), "iou")

    def parts(self, match: Match[Shape]) -> tuple[SubScoreName, ...]:  # noqa: ARG002
        """Return geometry."""
        return ("geometry",)

    def overlaps(self, truths: Sequence[Truth[Shape]], answers: Sequence[Shape]) -> list[dict[int, float]]:
        """Return the IoU of the pairs that share area."""
        golds = [truth.mark for truth in truths]
        drawn_golds, drawn = self._drawn(golds), self._drawn(answers)
        rows: list[dict[int, float]] = [{} for _ in golds]
        if drawn_golds and drawn:
            least = min(self.least(truths[place]) for place in drawn_golds)
            mine = self._outline([golds[place] for place in drawn_golds])
            found = iou_rows(mine, self._outline([answers[place] for place in drawn]), least)
            for place, row in zip(drawn_golds, found, strict=True):
                rows[place] = {drawn[column]: value for column, value in row.items()}
        if len(drawn_golds) < len(golds) or len(drawn) < len(answers):
            self._add_pixels(rows, golds, answers)
        return rows

    def faults(self, matches: Sequence[Match[Shape]]) -> list[tuple[Finding, ...]]:
        """Return BND where an area shares too little or its contour runs off, FMT where it crosses itself."""
        fs = self._boundary_fs(matches)
        return [
            (*self._fit_faults(match, f), *self._crossings(match))
            for match, f in zip(matches, fs, strict=True)
        ]

    def measures(self, tallies: Tallies[Shape]) -> dict[str, float]:
        """Return the mean IoU and boundary F of the matches, and the mean IoU over gold, a miss counting 0."""
        values = [match.similarity for match in tallies.matches]
        found: dict[str, float] = {}
        if (iou := mean(values)) is not None:
            found["iou"] = iou
            found["boundary_f"] = mean(self._boundary_fs(tallies.matches)) or 0.0
        if len(values) + tallies.missed:
            found["mean_iou_of_gold"] = sum(values) / (len(values) + tallies.missed)
        return found

    def _is_pixels(self, mark: Shape) -> bool:
        return self._seen is not None or isinstance(mark, Mask)

    def _pixels(self, mark: Shape) -> Tiles:
        if self._seen is not None and id(mark) in self._seen:
            return self._seen[id(mark)]
        if id(mark) not in self._tiles:
            self._tiles[id(mark)] = tiles_of(mark, self._size)
        return self._tiles[id(mark)]

    def _drawn(self, marks: Sequence[Shape]) -> list[int]:
        """Return the places of the marks that are compared by their outlines."""
        return [place for place, mark in enumerate(marks) if not self._is_pixels(mark)]

    def _outline(self, marks: Sequence[Shape]) -> Outlined:
        found = Outlined([rings_of(mark) for mark in marks])
        ids = list(map(id, marks))
        self._outlined |= dict.fromkeys(ids, found)
        self._places |= zip(ids, range(len(ids)), strict=True)
        return found

    def _add_pixels(
        self, rows: Sequence[dict[int, float]], golds: Sequence[Shape], answers: Sequence[Shape]
    ) -> None:
        """Add the IoU of the pairs of which at least one is pixels."""
        near = overlapping([mark.bounds for mark in golds], [mark.bounds for mark in answers])
        for row, gold, places in zip(rows, golds, near, strict=True):
            for place in places:
                if self._is_pixels(gold) or self._is_pixels(answers[place]):
                    value = masks.iou(self._pixels(gold), self._pixels(answers[place]))
                    if value > 0:
                        row[place] = value

    def _boundary_fs(self, matches: Sequence[Match[Shape]]) -> list[float]:
        """Return boundary F of each match; those of outlines all at once, by the tolerance of their rules.

        Kept by the answer, which is matched once: numbers alone, for ten thousand tuples wake the garbage collector.
        """
        by_px: defaultdict[float, list[Match[Shape]]] = defaultdict(list)
        for match in matches:
            if id(match.answer) in self._fs:
                continue
            px = self.rules(match.truth).boundary_px
            if self._is_pixels(match.truth.mark) or self._is_pixels(match.answer):
                mine, _ = contour(self._pixels(match.answer))
                theirs, _ = contour(self._pixels(match.truth.mark))
                self._fs[id(match.answer)] = pixel_edges.f_score(mine, theirs, tolerance=px)
            else:
                by_px[px].append(match)
        for px, drawn in by_px.items():
            answers = self._edges([match.answer for match in drawn])
            golds = self._edges([match.truth.mark for match in drawn])
            fs = outlines.f_scores(answers, golds, tolerance=px)
            self._fs |= zip([id(match.answer) for match in drawn], fs.tolist(), strict=True)
        return [self._fs[id(match.answer)] for match in matches]

    def _edges(self, marks: Sequence[Shape]) -> Outlines:
        """Return the edges of marks that stand in one set of outlines, as they do after ``overlaps``; else made anew."""
        whole = self._outlined.get(id(marks[0]))
        if whole is None or any(self._outlined.get(id(mark)) is not whole for mark in marks):
            return self._outline(marks).edges
        return whole.edges.chosen(np.array([self._places[id(mark)] for mark in marks]))

    def _fit_faults(self, match: Match[Shape], f: float) -> list[Finding]:
        rules = self.rules(match.truth)
        if f < rules.boundary_f - SLACK:
            return [self._runs_off(match, f, rules)]
        if match.similarity >= rules.iou - SLACK:
            return []
        detail = {"measure": "iou", "boundary_f": round(f, 4)}
        return [
            finding("BND", match, measured=match.similarity, tolerance=rules.iou, unit="iou", detail=detail)
        ]

    def _runs_off(self, match: Match[Shape], f: float, rules: AreaRules) -> Finding:
        """Return BND with the stretches of the answer's contour that run off, and of the gold's that it leaves out."""
        mine, theirs = self._contours(match)
        fit: Fit | None = boundary.fit(mine, theirs, tolerance=rules.boundary_px)
        as_pixels = self._is_pixels(match.truth.mark) or self._is_pixels(match.answer)
        runs = stretches.around if as_pixels else stretches.along
        detail: dict[str, Any] = {
            "measure": "boundary",
            "px": rules.boundary_px,
            "iou": round(match.similarity, 4),
            "stretches": runs(mine, rules.boundary_px),
            "left_out": runs(theirs, rules.boundary_px),
        }
        if fit is not None:
            detail |= {
                "mean_px": round(fit.mean, 2),
                "worst_px": round(fit.hausdorff, 2),
                "hausdorff95_px": round(fit.hausdorff95, 2),
            }
        return finding("BND", match, measured=f, tolerance=rules.boundary_f, unit="share", detail=detail)

    def _contours(self, match: Match[Shape]) -> tuple[Pieces, Pieces]:
        """Return the answer's contour, signed by whether it lies inside the gold, and the gold's."""
        gold, answer = match.truth.mark, match.answer
        if not self._is_pixels(gold) and not self._is_pixels(answer):
            one, other = rings_of(answer), rings_of(gold)
            return outlines.signed(outlines.pieces(one, other), other), outlines.pieces(other, one)
        mine, inside = contour(self._pixels(answer), self._pixels(gold))
        theirs, _ = contour(self._pixels(gold))
        return pixel_edges.pieces(mine, theirs, inside), pixel_edges.pieces(theirs, mine)

    def _crossings(self, match: Match[Shape]) -> tuple[Finding, ...]:
        """Return FMT where the answer's outline crosses itself; rings that cross each other have no one place."""
        mark = match.answer
        if mark.kind != "polygon":
            return ()
        outlined = self._outlined.get(id(mark)) or self._outline([mark])
        if outlined.simple[self._places[id(mark)]]:
            return ()
        detail = {"fault": "self_crossing"}
        for ring in rings_of(mark):
            place = self_crossing(ring, closed=True)
            if place is not None:
                return (finding("FMT", match, place=spot(*place), detail=detail),)
        return (finding("FMT", match, detail=detail),)
