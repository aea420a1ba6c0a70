"""Skeletons: how far each joint lies off, in px and in the object's own scale, whether it is seen, and left for right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Point: TypeAlias = tuple[float, float]
State: TypeAlias = Literal["visible", "hidden", "out"]

#: Two joints count as swapped when trading them brings both to this share of their distance at most.
SWAP_SHARE = 0.5


@dataclass(frozen=True)
class Joint:
    """A joint: where it is in px, and whether it is seen, hidden behind something, or out of the picture."""

    x: float
    y: float
    state: State = "visible"

    @property
    def placed(self) -> bool:
        """Whether it has a place in the picture at all."""
        return self.state != "out"


def distances(gold: Sequence[Joint], answer: Sequence[Joint]) -> list[float | None]:
    """Return the distance of each joint in px; None where either side holds it to be out of the picture.

    Raises ValueError when the two have different numbers of joints.
    """
    return [
        math.hypot(a.x - g.x, a.y - g.y) if g.placed and a.placed else None
        for g, a in zip(gold, answer, strict=True)
    ]


def oks(
    gold: Sequence[Joint], answer: Sequence[Joint], *, sigmas: Sequence[float], area: float
) -> float | None:
    """Return object keypoint similarity, 0..1: the mean of exp(-d^2 / (2 area (2 sigma)^2)) over the gold's joints.

    As COCO: joints that the gold holds to be out do not count, hidden ones count like visible ones. As CVAT, unlike COCO
    (which never reads it): a joint that the answer holds to be out although it is not counts 0. ``area`` is the object's
    in px^2. None without a joint in the gold or without an area.
    """
    counted = [
        (away, sigma)
        for away, sigma, joint in zip(distances(gold, answer), sigmas, gold, strict=True)
        if joint.placed
    ]
    if not counted or area <= 0:
        return None
    return sum(similarity(away, sigma, area) for away, sigma in counted) / len(counted)


def similarity(away: float | None, sigma: float, area: float) -> float:
    """Return one joint's part of OKS, 0..1; 0 for a joint that is not there."""
    return 0.0 if away is None else math.exp(-(away**2) / (2 * area * (2 * sigma) ** 2))


def pck(gold: Sequence[Joint], answer: Sequence[Joint], *, radius: float) -> float | None:
    """Return the share of the gold's joints that the answer has within ``radius`` px; None without one."""
    found = [
        away is not None and away <= radius + 1e-9
        for away, joint in zip(distances(gold, answer), gold, strict=True)
        if joint.placed
    ]
    return sum(found) / len(found) if found else None


def states(gold: Sequence[Joint], answer: Sequence[Joint]) -> dict[tuple[State, State], int]:
    """Return how often each (gold, answer) pair of states occurs; pairs that do not occur are left out."""
    found: dict[tuple[State, State], int] = {}
    for g, a in zip(gold, answer, strict=True):
        found[g.state, a.state] = found.get((g.state, a.state), 0) + 1
    return found


def swapped(
    gold: Sequence[Joint], answer: Sequence[Joint], pairs: Sequence[tuple[int, int]], *, radius: float
) -> tuple[tuple[int, int], ...]:
    """Return the pairs of joints (left, right) that the answer has the wrong way round.

    At least one of the two is farther than ``radius`` px off, and traded, the two together are at most half as far off.
    """
    found = []
    for left, right in pairs:
        joints = (gold[left], gold[right], answer[left], answer[right])
        if not all(joint.placed for joint in joints):
            continue
        as_is = (_apart(joints[0], joints[2]), _apart(joints[1], joints[3]))
        traded = _apart(joints[0], joints[3]) + _apart(joints[1], joints[2])
        if max(as_is) > radius and traded <= SWAP_SHARE * sum(as_is):
            found.append((left, right))
    return tuple(found)


def _apart(a: Joint, b: Joint) -> float:
    return math.hypot(a.x - b.x, a.y - b.y)
