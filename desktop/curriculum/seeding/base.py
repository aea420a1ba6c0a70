"""What operators share: the scene they look at, the error they make, and the places around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias

from desktop.annotation.shapes.base import AttributeValue, Rect, Shape
from desktop.curriculum.schema import LabelSchema

#: How far past its tolerance an error of place goes, in multiples of it: plain to a trained eye, not to a glance.
FROM, TO = 2.0, 4.0
#: Pixels around the place of a flag.
_MARGIN = 4.0


@dataclass(frozen=True)
class Scene:
    """What an operator may look at: all true marks, the rules, the picture's size in pixels, and chance."""

    marks: Sequence[Shape]
    schema: LabelSchema
    size: tuple[int, int]
    chance: Random


@dataclass(frozen=True)
class Spoilt:
    """One error. ``given``: what stands in place of the mark; ``target``: the mark that a flag must name.

    ``last``: it stands behind all the others instead, out of the order that was asked for.
    """

    code: str
    given: tuple[Shape, ...]
    target: str | None
    place: Rect
    last: bool = False


#: Returns None where the error cannot be made of this mark.
Operator: TypeAlias = Callable[[Shape, Scene], Spoilt | None]


def instead(code: str, mark: Shape, other: Shape, scene: Scene) -> Spoilt:
    """Return the error that another shape stands in the place of a mark."""
    x1, y1, x2, y2 = mark.bounds
    a1, b1, a2, b2 = other.bounds
    place = (min(x1, a1), min(y1, b1), max(x2, a2), max(y2, b2))
    return Spoilt(code, (other,), other.id, around(place, scene.size))


def answered(mark: Shape, attribute: str, value: AttributeValue) -> Shape:
    """Return a mark with another value of one attribute."""
    return replace(mark, attributes={**mark.attributes, attribute: value})


def past(scene: Scene, tolerance: float) -> float:
    """Return 2 to 4 times a tolerance."""
    return tolerance * scene.chance.uniform(FROM, TO)


def meet(a: Rect, b: Rect) -> bool:
    """Tell whether two rectangles touch."""
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def around(place: Rect, size: tuple[int, int]) -> Rect:
    """Return a place with a margin, inside a picture of ``size``."""
    (x1, y1), (x2, y2) = (
        inside(place[0] - _MARGIN, place[1] - _MARGIN, size),
        inside(place[2] + _MARGIN, place[3] + _MARGIN, size),
    )
    return (x1, y1, x2, y2)


def inside(x: float, y: float, size: tuple[int, int]) -> tuple[float, float]:
    """Return the nearest point of a picture of ``size``."""
    return min(max(x, 0.0), float(size[0])), min(max(y, 0.0), float(size[1]))


def fresh(chance: Random) -> str:
    """Return an id as long as any other, out of the caller's chance: the same seed gives the same."""
    return f"{chance.getrandbits(48):012x}"
