"""Lanes for the arcs above a row, so that none hides another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

#: More than this share the last lane.
MAX_ARC_LANES = 6


def stack(stretches: Sequence[tuple[float, float]], *, apart: float = 0.0) -> list[int]:
    """Return a lane for each (left, right) stretch, 0 nearest the text: the short ones low, so that arcs nest.

    Two in one lane stay more than ``apart`` from each other, up to six lanes.
    """
    lanes: list[list[tuple[float, float]]] = []
    given = [0] * len(stretches)
    for number in sorted(range(len(stretches)), key=lambda at: (_width(stretches[at]), stretches[at], at)):
        left, right = stretches[number][0] - apart, stretches[number][1] + apart
        place = next((at for at, lane in enumerate(lanes) if _is_free(lane, left, right)), len(lanes))
        if place == len(lanes) and place < MAX_ARC_LANES:
            lanes.append([])
        given[number] = min(place, MAX_ARC_LANES - 1)
        if place < MAX_ARC_LANES:
            lane = lanes[place]
            lane.insert(bisect_left(lane, stretches[number]), stretches[number])
    return given


def _width(stretch: tuple[float, float]) -> float:
    return stretch[1] - stretch[0]


def _is_free(lane: Sequence[tuple[float, float]], left: float, right: float) -> bool:
    """Tell whether nothing in a lane, sorted and apart, touches a stretch."""
    place = bisect_right(lane, (right, right))
    return place == 0 or lane[place - 1][1] < left
