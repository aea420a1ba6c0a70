"""Pure planner of the road pictures: a seed becomes a gently curving road seen through a windscreen.

The lines end at a stop line before a crossing, so that everybody sees where.  The road's centre line is a circular arc from the origin; s runs along it, d across it (left positive), metres.
Traffic keeps to the right.  Nothing here needs Blender.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field, replace

from street_plan import VEHICLES, Vehicle

WIDTH, HEIGHT = 960, 600
SENSOR_MM = 36.0
LIGHTS = ("noon", "overcast", "morning", "noon", "dusk", "overcast")
#: dash and gap of a broken line, metres
DASH, GAP = 6.0, 9.0
#: how far the camera and the traffic came between the frame before and the frame, metres
CAME, DROVE = 8.0, 6.0
#: signal state -> the state before it
BEFORE = {"green": "red", "yellow": "green", "red": "yellow", "off": "off"}


@dataclass(frozen=True)
class Line:
    """A painted line at a distance from the centre: kind solid, dashed or double, colour white or yellow."""

    d: float
    kind: str
    colour: str


@dataclass
class Road:
    """One picture."""

    seed: int
    exam: bool
    light: str
    curve: float
    lane: float
    right: int
    left: int
    camera_d: float
    camera_z: float
    lens: float
    yaw: float
    pitch: float
    sun_turn: float
    season: str
    end: float
    lines: list[Line] = field(default_factory=list)
    vehicles: list[Vehicle] = field(default_factory=list)
    signals: list[tuple[float, float, str, str]] = field(default_factory=list)  # s, d, style, state
    trees: list[tuple[float, float, str, float, float]] = field(default_factory=list)
    camera_s: float = 0.0

    def at(self, s: float, d: float) -> tuple[float, float, float]:
        """World x, y and heading in degrees of a place on the road."""
        a = s * self.curve
        if abs(self.curve) < 1e-9:
            return s, d, 0.0
        r = 1 / self.curve
        return math.sin(a) * (r - d), r - math.cos(a) * (r - d), math.degrees(a)

    def summary(self) -> dict[str, float | int | str]:
        """What varies, for the gold file."""
        return {"light": self.light, "curve": round(self.curve, 5), "lanes": f"{self.left}+{self.right}"}


def _paint(rng: random.Random, road: Road) -> None:
    """Edge lines, lane lines and the middle."""
    middle = rng.choice(("double", "double", "dashed", "solid"))
    if road.left:
        road.lines.append(Line(0.0, middle, "yellow"))
    else:  # one-way road: its left edge is yellow or white
        road.lines.append(Line(0.0, "solid", rng.choice(("yellow", "white"))))
    for side, count in ((-1, road.right), (1, road.left)):
        for i in range(1, count):
            kind = "solid" if rng.random() < 0.25 else "dashed"
            road.lines.append(Line(side * i * road.lane, kind, "white"))
        if count:
            road.lines.append(Line(side * count * road.lane, "solid", "white"))
    road.lines.sort(key=lambda line: -line.d)


def _traffic(rng: random.Random, road: Road) -> None:
    for _ in range(rng.choice((2, 3, 4, 5))):
        side = -1 if not road.left or rng.random() < 0.6 else 1
        lane = rng.randrange(road.right if side < 0 else road.left)
        d = side * (lane + 0.5) * road.lane
        s = rng.uniform(11 if abs(d - road.camera_d) > 2 else 20, 60)
        sub = rng.choice(
            ("sedan", "suv", "hatchback", "mpv", "taxi", "box_truck", "city_bus", "sedan", "suv")
        )
        x, y, turn = road.at(s, d)
        room = VEHICLES[sub][1] / 2 + 8
        if all(math.hypot(x - v.x, y - v.y) > room + VEHICLES[v.sub][1] / 2 for v in road.vehicles):
            road.vehicles.append(
                Vehicle(sub, x, y, turn + (180 if side > 0 else 0), rng.randrange(12), rng.randrange(999))
            )


def before(road: Road) -> Road:
    """The same road a second earlier: the camera and the traffic further back, signals in the state before."""
    vehicles = [
        replace(
            each,
            x=each.x - DROVE * math.cos(math.radians(each.heading)),
            y=each.y - DROVE * math.sin(math.radians(each.heading)),
        )
        for each in road.vehicles
    ]
    signals = [(s, d, style, BEFORE[state]) for s, d, style, state in road.signals]
    return replace(road, camera_s=-CAME, vehicles=vehicles, signals=signals)


def make_road(seed: int, exam: bool = False) -> Road:
    """The road of a seed; equal seeds give equal roads."""
    rng = random.Random(seed * 3571 + 11)
    right, left = rng.choice(((2, 2), (3, 0), (2, 1), (1, 1), (3, 3), (2, 2)))
    lane = rng.choice((3.25, 3.5, 3.75))
    own = rng.randrange(right)
    road = Road(
        seed,
        exam,
        LIGHTS[seed % len(LIGHTS)],
        rng.choice((0.0, 1, -1, 1, -1)) * rng.uniform(0.004, 0.014),
        lane,
        right,
        left,
        -(own + 0.5) * lane + rng.uniform(-0.25, 0.25),
        rng.uniform(1.9, 3.0),
        rng.uniform(24, 32),
        rng.uniform(-3, 3),
        rng.uniform(-11, -7),
        rng.uniform(0, 360),
        rng.choice(("summer", "spring", "autumn", "summer")),
        rng.uniform(28, 42),
    )
    _paint(rng, road)
    _traffic(rng, road)
    if rng.random() < 0.7:
        s = road.end + 9
        states = ("red", "yellow", "green", "off")
        for i in range(rng.choice((1, 2, 2))):
            road.signals.append((s, -(i + 0.5) * lane, rng.choice(("v", "h")), states[(seed + i) % 4]))
    for side in (-1, 1):
        edge = side * ((right if side < 0 else max(left, 0)) * lane + 4.2)
        s = rng.uniform(8, 14)
        while s < 120:
            road.trees.append(
                (
                    s,
                    edge + rng.uniform(-0.6, 1.5) * side,
                    rng.choice(("round", "poplar", "broad")),
                    rng.uniform(0.9, 1.3),
                    rng.uniform(0, 360),
                )
            )
            s += rng.uniform(7, 15)
    return road
