"""Distances along polygon contours, for one pair or for ten thousand at once: the closest point of the other's edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from desktop.scoring.matching import SLACK
from desktop.scoring.measures.boundary import Floats, Pieces
from desktop.scoring.measures.polygons import Rings, regions

Places: TypeAlias = NDArray[np.intp]

#: Pairs of a point and an edge that are looked at in one go: their arrays stay in the cache of the processor.
BLOCK = 1 << 14
#: A polygon of more edges than this is looked through by an index.
LARGE = 2000
#: Pairs of polygons with more pairs of edges than this are never held against each other as a whole.
MOST_AT_ONCE = 1 << 20
#: A contour is measured at this many places at most; beyond, a step is longer than asked.
MOST_PIECES = 8192


@dataclass(frozen=True)
class Outlines:
    """The edges of many polygons in a row: ``starts`` and ``ends`` (n, 2); those of polygon i are first[i]:first[i+1].

    ``after`` is the place of the edge that begins where an edge ends, in the same ring.
    """

    starts: Floats
    ends: Floats
    first: Places
    after: Places

    @property
    def counts(self) -> Places:
        """How many edges each polygon has."""
        return np.diff(self.first)

    @property
    def owners(self) -> Places:
        """The polygon of each edge."""
        return np.repeat(np.arange(len(self.first) - 1), self.counts)

    @property
    def lengths(self) -> Floats:
        """The length of each edge in px."""
        found: Floats = np.hypot(*(self.ends - self.starts).T)
        return found

    def chosen(self, places: Places) -> Outlines:
        """Return the edges of some polygons, in the order of ``places``; one may be there more than once."""
        counts = self.counts[places]
        first = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
        moved = np.repeat(self.first[places] - first[:-1], counts)
        edges = np.arange(first[-1]) + moved
        return Outlines(self.starts[edges], self.ends[edges], first, self.after[edges] - moved)


def outlines(polygons: Sequence[Rings]) -> Outlines:
    """Return the closed edges of polygons, rings one after the other."""
    rings = [ring for rings in polygons for ring in rings]
    sizes = np.fromiter(map(len, rings), np.intp, len(rings))
    numbers = np.fromiter(chain.from_iterable(chain.from_iterable(rings)), np.float64, 2 * int(sizes.sum()))
    starts = numbers.reshape(-1, 2)
    first_of_ring = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
    after = np.arange(1, len(starts) + 1, dtype=np.intp)
    after[first_of_ring[1:][sizes > 0] - 1] = first_of_ring[:-1][sizes > 0]
    per_polygon = [sum(map(len, rings)) for rings in polygons]
    first = np.concatenate([[0], np.cumsum(per_polygon)]).astype(np.intp)
    return Outlines(starts, starts[after], first, after)


def pieces(one: Rings, other: Rings, *, step: float = 1.0) -> Pieces:
    """Return the contour of ``one`` in pieces of at most ``step`` px with their distances to the contour of ``other``."""
    mine, theirs = outlines([one]), outlines([other])
    points, lengths, _ = _cut(mine, np.arange(len(mine.starts)), step)
    if not len(points) or not len(theirs.starts):
        return Pieces(points, lengths, np.full(len(points), np.inf))
    return Pieces(points, lengths, nearest(points, np.zeros(len(points), np.intp), theirs))


def signed(found: Pieces, gold: Rings) -> Pieces:
    """Return pieces of an answer's contour with their distances negative where they lie inside the gold."""
    (region,) = regions([gold])
    inside = shapely.contains_xy(region, found.points[:, 0], found.points[:, 1])
    return Pieces(found.points, found.lengths, np.where(inside, -found.distances, found.distances))


def f_scores(answers: Outlines, golds: Outlines, *, tolerance: float) -> Floats:
    """Return boundary F at ``tolerance`` px of each answer against the gold of the same place.

    An edge whose two ends are within the tolerance of one edge of the other lies within it all along, since the distance
    to a straight edge is convex; only other edges are cut into pieces of half the tolerance and measured.
    """
    precision = _shares_within(answers, golds, tolerance)
    recall = _shares_within(golds, answers, tolerance)
    both = precision + recall
    found: Floats = np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)
    return found


def nearest(points: Floats, owners: Places, others: Outlines) -> Floats:
    """Return the distance of each point to the nearest edge of ``others``' polygon ``owners[i]``; inf without edges."""
    found = np.full(len(points), np.inf)
    large = others.counts[owners] > LARGE
    few = np.flatnonzero(~large)
    for block, squares in _squares(points[few], owners[few], others):
        found[few[block]] = np.sqrt(squares.min(axis=1))
    for owner in np.unique(owners[large]):
        mine = large & (owners == owner)
        edges = slice(others.first[owner], others.first[owner + 1])
        # Its edges are indexed: a coast of 100,000 points is not held against every point edge by edge.
        tree = shapely.STRtree(
            shapely.linestrings(np.stack([others.starts[edges], others.ends[edges]], axis=1))
        )
        _, away = tree.query_nearest(shapely.points(points[mine]), return_distance=True, all_matches=False)
        found[mine] = away
    return found


def _shares_within(mine: Outlines, theirs: Outlines, tolerance: float) -> Floats:
    owners, lengths = mine.owners, mine.lengths
    sure = _surely_within(mine, theirs, tolerance)
    polygons = len(mine.first) - 1
    total, near = _sums(owners, lengths, polygons), _sums(owners[sure], lengths[sure], polygons)
    points, weights, edges = _cut(mine, np.flatnonzero(~sure), max(tolerance / 2, 0.25))
    if len(points):
        within = nearest(points, owners[edges], theirs) <= tolerance + SLACK
        near += _sums(owners[edges][within], weights[within], polygons)
    found: Floats = np.divide(near, total, out=np.zeros_like(total), where=total > 0)
    return np.minimum(found, 1.0)


def _sums(owners: Places, weights: Floats, polygons: int) -> Floats:
    # Of nothing bincount makes whole numbers.
    return np.bincount(owners, weights, minlength=polygons).astype(np.float64)


def _surely_within(mine: Outlines, theirs: Outlines, tolerance: float) -> NDArray[np.bool_]:
    """Return for each edge whether both its ends are within the tolerance of one and the same edge of the other.

    Polygons too large to be held against each other in one go are left to the pieces.
    """
    limit = (tolerance + SLACK) ** 2
    sure = np.zeros(len(mine.starts), np.bool_)
    (x, y), (sx, sy) = mine.starts.T.copy(), theirs.starts.T.copy()
    along, down = (theirs.ends - theirs.starts).T.copy()
    length2 = along * along + down * down
    inverse = np.divide(1.0, length2, out=np.zeros_like(length2), where=length2 > 0)
    for places in same_sizes(mine.counts, theirs.counts):
        corners = mine.first[places][:, None] + np.arange(mine.counts[places[0]])
        edges = theirs.first[places][:, None] + np.arange(theirs.counts[places[0]])
        if corners.shape[1] * edges.shape[1] > MOST_AT_ONCE:
            continue
        dx, dy = (
            x[corners][:, :, None] - sx[edges][:, None, :],
            y[corners][:, :, None] - sy[edges][:, None, :],
        )
        ex, ey = along[edges][:, None, :], down[edges][:, None, :]
        part = (dx * ex + dy * ey) * inverse[edges][:, None, :]
        np.minimum(np.maximum(part, 0.0, out=part), 1.0, out=part)
        near = (dx - part * ex) ** 2 + (dy - part * ey) ** 2 <= limit
        after = mine.after[corners] - corners[:, :1]
        sure[corners] = (near & np.take_along_axis(near, after[:, :, None], axis=1)).any(axis=2)
    return sure


def same_sizes(mine: Places, theirs: Places) -> Iterator[Places]:
    """Yield the places of pairs of equally many edges on either side, so many that all their edges fit a block.

    Held against each other as full rectangles, pairs need no list of which edge meets which: ten times as fast.
    """
    usable = np.flatnonzero((mine > 0) & (theirs > 0))
    order = usable[np.lexsort((theirs[usable], mine[usable]))]
    change = np.flatnonzero((np.diff(mine[order]) != 0) | (np.diff(theirs[order]) != 0)) + 1
    for group in np.split(order, change):
        if len(group):
            step = max(1, BLOCK // int(mine[group[0]] * theirs[group[0]]))
            yield from (group[start : start + step] for start in range(0, len(group), step))


def _squares(points: Floats, owners: Places, others: Outlines) -> Iterator[tuple[Places, Floats]]:
    """Yield the places of some points and their squared distances to every edge of their polygon (n, edges).

    Polygons of as many edges go together, so that every array is a full rectangle: three times as fast as ragged rows.
    """
    counts = others.counts[owners]
    (sx, sy), (along, down) = others.starts.T.copy(), (others.ends - others.starts).T.copy()
    length2 = along * along + down * down
    inverse = np.divide(1.0, length2, out=np.zeros_like(length2), where=length2 > 0)
    for width in np.unique(counts[counts > 0]):
        places = np.flatnonzero(counts == width)
        rows = max(1, BLOCK // int(width))
        for start in range(0, len(places), rows):
            block = places[start : start + rows]
            edges = others.first[owners[block]][:, None] + np.arange(width)
            dx, dy = points[block, :1] - sx[edges], points[block, 1:] - sy[edges]
            ex, ey = along[edges], down[edges]
            part = (dx * ex + dy * ey) * inverse[edges]
            # Quicker than np.clip.
            np.minimum(np.maximum(part, 0.0, out=part), 1.0, out=part)
            dx -= part * ex
            dy -= part * ey
            dx *= dx
            dy *= dy
            dx += dy
            yield block, dx


def _cut(mine: Outlines, edges: Places, step: float) -> tuple[Floats, Floats, Places]:
    """Return the middles and lengths of the pieces of some edges, and the edge of each piece."""
    lengths = mine.lengths[edges]
    longest = max(step, float(lengths.sum()) / MOST_PIECES / max(len(mine.first) - 1, 1))
    # Rounding of a length must not make one piece more of the same edge elsewhere in the picture.
    parts = np.maximum(np.ceil(lengths / longest - SLACK), 1).astype(np.intp)
    which = np.repeat(np.arange(len(edges)), parts)
    number = np.arange(len(which)) - np.repeat(np.cumsum(parts) - parts, parts)
    share = ((number + 0.5) / parts[which])[:, None]
    start, end = mine.starts[edges][which], mine.ends[edges][which]
    return start + share * (end - start), (lengths / parts)[which], edges[which]
