"""Polygons as hands draw them, for the tests of the plane geometry: simple by construction, odd on purpose."""

from __future__ import annotations

import math

from hypothesis import strategies as st

from desktop.annotation.geometry.points import Point, Ring, Rings

SQUARE: Ring = ((0, 0), (10, 0), (10, 10), (0, 10))
BESIDE: Ring = ((10, 0), (20, 0), (20, 10), (10, 10))
HOLE: Ring = ((3, 3), (3, 7), (7, 7), (7, 3))
FRAME: Rings = (SQUARE, HOLE)
BOW_TIE: Ring = ((0, 0), (10, 10), (10, 0), (0, 10))


def moved(ring: Ring, dx: float, dy: float) -> Ring:
    return tuple((x + dx, y + dy) for x, y in ring)


def star(centre: Point, angles: list[float], radii: list[float]) -> Ring:
    """A ring around a centre: it cannot cross itself, whatever its radii."""
    return tuple(
        (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))
        for angle, radius in zip(sorted(angles), radii, strict=True)
    )


@st.composite
def rings(draw: st.DrawFn, most: int = 24, low: float = 0, high: float = 60) -> Ring:
    """A simple ring: points all around a centre, so that the centre is inside."""
    many = draw(st.integers(3, most))
    phase = draw(st.floats(0, math.tau))
    wobble = draw(st.lists(st.floats(0, 0.8), min_size=many, max_size=many))
    radii = draw(st.lists(st.floats(2, 30), min_size=many, max_size=many))
    angles = [phase + (place + shift) * math.tau / many for place, shift in enumerate(wobble)]
    centre = (draw(st.floats(low, high)), draw(st.floats(low, high)))
    return star(centre, angles, radii)


@st.composite
def whole_rings(draw: st.DrawFn, most: int = 12) -> Ring:
    """A simple ring on whole coordinates: shared corners and edges in line are common."""
    columns = draw(st.lists(st.integers(1, 9), min_size=2, max_size=most))
    left, top = draw(st.integers(-3, 12)), draw(st.integers(-3, 12))
    skyline: list[Point] = []
    for place, height in enumerate(columns):
        skyline += [(left + place, top - height), (left + place + 1, top - height)]
    ring = [*skyline, (left + len(columns), top), (left, top)]
    return tuple(point for place, point in enumerate(ring) if point != ring[place - 1])


polygons = rings().map(lambda ring: (ring,))
"""Polygons without holes."""


@st.composite
def holed(draw: st.DrawFn) -> Rings:
    """A polygon, with a hole around its centre or without one."""
    many = draw(st.integers(3, 14))
    radii = draw(st.lists(st.floats(8, 30), min_size=many, max_size=many))
    angles = [place * math.tau / many for place in range(many)]
    outer = star((40, 40), angles, radii)
    if not draw(st.booleans()):
        return (outer,)
    # A triangle's rim comes as near as half its smallest radius to the centre.
    share = draw(st.floats(0.1, 0.4))
    return outer, star((40, 40), angles, [min(radii) * share] * many)[::-1]


@st.composite
def trails(draw: st.DrawFn, least: int = 2) -> Ring:
    """A line as a pointer leaves it: it may cross itself and stand still."""
    steps = draw(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=least - 1, max_size=40))
    x, y = 30.0, 30.0
    points = [(x, y)]
    for dx, dy in steps:
        x, y = x + dx, y + dy
        points.append((x, y))
    return tuple(points)
