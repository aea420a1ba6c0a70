"""Lines: how far to the side one lies from another, how much of it is there, and which way it runs.

Distances in px to the nearest place of the other line, coverage and gaps along the gold. CVAT's similarity is here too,
for those who know its figures; it is no rule of ours (at its defaults a line 27 px off passes).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from desktop.scoring.matching import SLACK

Floats: TypeAlias = NDArray[np.float64]
Line: TypeAlias = Sequence[tuple[float, float]]
Direction: TypeAlias = Literal["same", "reversed", "unclear"]

#: A line is measured at this many places at most.
MOST_PLACES = 4096
#: A line of more corners than this is looked through by an index.
LONG = 100


@dataclass(frozen=True)
class Gap:
    """A stretch of a line, in px along it, that the other line does not follow; ``farthest`` is how far off it gets."""

    start: float
    end: float
    farthest: float


@dataclass(frozen=True)
class Course:
    """An answer's line held against the gold's. Distances in px, shares 0..1.

    ``mean`` and ``most``: the distance to the side where the two run together, that is where they are within ``reach``;
    None where they never are. ``coverage``: the share of the gold that the answer follows within ``reach``; ``beyond``:
    the share of the answer that follows no gold. ``gaps`` lie along the gold, ``strays`` along the answer.
    """

    mean: float | None
    most: float | None
    coverage: float
    beyond: float
    direction: Direction
    gaps: tuple[Gap, ...]
    strays: tuple[Gap, ...]


def length(line: Line) -> float:
    """Return the length in px."""
    points = np.asarray(line, np.float64)
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


def course(gold: Line, answer: Line, *, reach: float, step: float = 1.0) -> Course:
    """Return how an answer's line runs along the gold's; ``reach`` is the distance within which it follows it, in px."""
    on_gold, gold_lengths = places(gold, step)
    on_answer, answer_lengths = places(answer, step)
    to_answer = distances(on_gold, answer)
    to_gold = distances(on_answer, gold)
    followed, following = to_answer <= reach + SLACK, to_gold <= reach + SLACK
    near = np.concatenate([to_answer[followed], to_gold[following]])
    weights = np.concatenate([gold_lengths[followed], answer_lengths[following]])
    total = weights.sum()
    return Course(
        mean=float((near * weights).sum() / total) if total > 0 else None,
        most=float(near.max()) if len(near) else None,
        coverage=_share(gold_lengths, followed),
        beyond=1.0 - _share(answer_lengths, following),
        direction=direction(gold, answer),
        gaps=_gaps(gold_lengths, to_answer, followed),
        strays=_gaps(answer_lengths, to_gold, following),
    )


def similarity(gold: Line, answer: Line, *, reach: float, step: float = 2.0) -> float:
    """Return how much of both lines lies near the other, 0..1; direction apart.

    Each piece counts by its length and by 1 - distance / (2 reach), nothing beyond ``reach`` px: of two lines side by side
    the nearer one agrees more.
    """
    on_gold, gold_lengths = places(gold, step)
    on_answer, answer_lengths = places(answer, step)
    both = float(gold_lengths.sum() + answer_lengths.sum())
    if not both:
        return float(_nearness(distances(on_gold, answer), reach)[0])
    near = float(gold_lengths @ _nearness(distances(on_gold, answer), reach))
    near += float(answer_lengths @ _nearness(distances(on_answer, gold), reach))
    return min(near / both, 1.0)


def stretch(line: Line, start: float, end: float) -> Floats:
    """Return the part of a line from ``start`` to ``end`` px along it, with the corners between (n, 2)."""
    whole = length(line) or 1.0
    corners = _shares(line) * whole
    inside = corners[(corners > start) & (corners < end)]
    return _at(line, np.concatenate([[start], inside, [end]]) / whole)


def direction(gold: Line, answer: Line) -> Direction:
    """Return whether the answer runs the gold's way: from its start to its end, or back.

    The nearer way of laying both over each other by their share of length decides; "unclear" for closed loops and other
    lines where the two ways are the same to a tenth.
    """
    shares = np.linspace(0.0, 1.0, 33)
    one, other = _at(gold, shares), _at(answer, shares)
    same = float(np.hypot(*(one - other).T).mean())
    back = float(np.hypot(*(one - other[::-1]).T).mean())
    if abs(same - back) <= 0.1 * max(same, back):
        return "unclear"
    return "same" if same < back else "reversed"


def cvat_similarity(
    gold: Line, answer: Line, *, area: float, thickness: float = 0.01, oriented: bool = False
) -> float:
    """Return CVAT's similarity of lines: mean of exp(-d^2 / (2 area (2 thickness)^2)) over common shares of length.

    Both lines are taken at the corners of either, by their share of the length; unoriented is the better of the two ways.
    ``area``: of the picture in px^2.
    """
    ways = [answer] if oriented else [answer, list(answer)[::-1]]
    return max(_cvat_one_way(gold, way, area, thickness) for way in ways)


def distances(points: Floats, line: Line) -> Floats:
    """Return the distance of each point (n, 2) to the nearest place of a line, in px."""
    corners = np.asarray(line, np.float64)
    if len(corners) > LONG:
        tree = shapely.STRtree(shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1)))
        found: Floats = tree.query_nearest(shapely.points(points), return_distance=True, all_matches=False)[1]
        return found
    starts, along = corners[:-1], np.diff(corners, axis=0)
    length2 = (along**2).sum(axis=1)
    best = np.full(len(points), np.inf)
    for start, edge, square in zip(starts, along, length2, strict=True):
        away = points - start
        part = np.clip(away @ edge / square, 0.0, 1.0) if square > 0 else np.zeros(len(points))
        best = np.minimum(best, np.hypot(*(away - part[:, None] * edge).T))
    return best


def _nearness(away: Floats, reach: float) -> Floats:
    return np.where(away <= reach + SLACK, 1.0 - away / (2 * reach), 0.0)


def _cvat_one_way(gold: Line, answer: Line, area: float, thickness: float) -> float:
    shares = np.union1d(_shares(gold), _shares(answer))
    squares = ((_at(gold, shares) - _at(answer, shares)) ** 2).sum(axis=1)
    return float(np.exp(-squares / (2 * area * (2 * thickness) ** 2)).mean())


def _shares(line: Line) -> Floats:
    """Return the place of each corner as a share of the length."""
    points = np.asarray(line, np.float64)
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    return run / run[-1] if run[-1] > 0 else np.linspace(0.0, 1.0, len(points))


def _at(line: Line, shares: Floats) -> Floats:
    points, places = np.asarray(line, np.float64), _shares(line)
    return np.stack([np.interp(shares, places, points[:, axis]) for axis in (0, 1)], axis=1)


def places(line: Line, step: float = 1.0) -> tuple[Floats, Floats]:
    """Return the middles of equal pieces of a line of at most ``step`` px, and their lengths."""
    whole = length(line)
    n = min(max(int(np.ceil(whole / step)), 1), MOST_PLACES)
    return _at(line, (np.arange(n) + 0.5) / n), np.full(n, whole / n)


def _share(lengths: Floats, chosen: NDArray[np.bool_]) -> float:
    total = float(lengths.sum())
    return float(lengths[chosen].sum()) / total if total > 0 else float(chosen.all())


def _gaps(lengths: Floats, away: Floats, followed: NDArray[np.bool_]) -> tuple[Gap, ...]:
    """Return the stretches that are not followed."""
    run = np.concatenate([[0.0], np.cumsum(lengths)])
    change = np.flatnonzero(np.diff(np.concatenate([[True], followed, [True]]).astype(np.int8)))
    return tuple(
        Gap(float(run[start]), float(run[end]), float(away[start:end].max()))
        for start, end in zip(change[::2], change[1::2], strict=True)
    )
