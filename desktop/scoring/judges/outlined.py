"""Shapes given by their outlines, many at once: which lie over each other, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.polygon import Polygon
from desktop.scoring.matching import SLACK
from desktop.scoring.measures import polygons, trapezoids
from desktop.scoring.measures.boundary import Bools, Floats
from desktop.scoring.measures.outlines import MOST_AT_ONCE, Outlines, Places, outlines
from desktop.scoring.measures.polygons import Regions, Rings
from desktop.scoring.measures.trapezoids import Slopes

#: So many pairs whose bounds meet are measured whatever they share; of more, only those that can reach the least IoU.
FEW_PAIRS = 20_000


@dataclass(frozen=True)
class Outlined:
    """Closed outlines with what is computed from them once: regions, edges, slopes, areas."""

    rings: Sequence[Rings]

    @cached_property
    def drawn(self) -> Regions:
        """Each as it was drawn."""
        sizes = [len(ring) for rings in self.rings for ring in rings]
        if not sizes or min(sizes) < 3:
            return polygons.drawn(self.rings)
        # The corners are numbers already: reading 20,000 polygons a second time would take 0.1 s.
        rings = shapely.linearrings(self.edges.starts, indices=np.repeat(np.arange(len(sizes)), sizes))
        owners = np.repeat(np.arange(len(self.rings)), list(map(len, self.rings)))
        made: Regions = shapely.polygons(
            rings, indices=owners, out=np.full(len(self.rings), shapely.Polygon())
        )
        return made

    @cached_property
    def regions(self) -> Regions:
        """Each as a region that can be clipped."""
        return polygons.mended(self.drawn, self.simple)

    @cached_property
    def edges(self) -> Outlines:
        """The edges of each."""
        return outlines(self.rings)

    @cached_property
    def slopes(self) -> Slopes:
        """The edges of each as slopes."""
        return trapezoids.slopes_of(self.edges, self.rings)

    @cached_property
    def areas(self) -> Floats:
        """The area of each in px^2."""
        return polygons.areas(self.regions)

    @cached_property
    def simple(self) -> Bools:
        """Whether each is a plain polygon that does not cross itself."""
        return polygons.valid(self.drawn)


def rings_of(shape: Shape) -> Rings:
    """Return the closed outlines of a shape, the first the outer one."""
    if isinstance(shape, Polygon):
        return shape.rings
    return [points for points, closed in shape.paths if closed]


def iou_rows(golds: Outlined, answers: Outlined, least: float) -> list[dict[int, float]]:
    """Return, for each gold, answer place -> IoU of those that share area with it.

    Where very many bounds meet, pairs that cannot reach ``least`` are left out.
    """
    rows, columns = polygons.candidates(golds.regions, answers.regions)
    if len(rows) > FEW_PAIRS:
        able = _most_iou(golds, rows, answers, columns) >= least - SLACK
        rows, columns = rows[able], columns[able]
    shared = shared_areas(golds, rows, answers, columns)
    union = golds.areas[rows] + answers.areas[columns] - shared
    values = np.clip(np.divide(shared, union, out=np.zeros_like(shared), where=union > 0), 0.0, 1.0)
    found: list[dict[int, float]] = [{} for _ in golds.rings]
    for row, column, value in zip(rows.tolist(), columns.tolist(), values.tolist(), strict=True):
        if value > SLACK:
            found[row][column] = value
    return found


def shared_areas(golds: Outlined, rows: Places, answers: Outlined, columns: Places) -> Floats:
    """Return the area in px^2 that each pair of places shares; GEOS clips large ones and those that cross themselves."""
    # Of very many edges a sweep is quicker than each against each.
    few = golds.edges.counts[rows] * answers.edges.counts[columns] <= MOST_AT_ONCE
    simple = golds.simple[rows] & answers.simple[columns] & few
    found = np.zeros(len(rows))
    found[simple] = trapezoids.shared(golds.slopes, rows[simple], answers.slopes, columns[simple])
    odd = ~simple
    if odd.any():
        found[odd] = polygons.shared_areas(golds.regions[rows[odd]], answers.regions[columns[odd]])
    return found


def _most_iou(golds: Outlined, rows: Places, answers: Outlined, columns: Places) -> Floats:
    """Return a bound of each pair's IoU: no more is shared than both bounds share, nor than the smaller has."""
    one, other = shapely.bounds(golds.regions)[rows], shapely.bounds(answers.regions)[columns]
    sides = np.minimum(one[:, 2:], other[:, 2:]) - np.maximum(one[:, :2], other[:, :2])
    area, their_area = golds.areas[rows], answers.areas[columns]
    most = np.minimum(np.minimum(area, their_area), sides[:, 0] * sides[:, 1])
    union = area + their_area - most
    found: Floats = np.divide(most, union, out=np.zeros_like(union), where=union > 0)
    return found
