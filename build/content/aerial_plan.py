"""Pure planner of the car-park pictures: a seed becomes a car park seen from a drone.

Lot axes: rows of bays run along x, metres and degrees, z up; the camera looks down near the origin of the
lot.  Nothing here needs Blender.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from street_plan import VEHICLES, Vehicle, overlap, vehicle_rect

WIDTH, HEIGHT = 1024, 768
SENSOR_MM = 36.0
#: bay sizes: depth along the car, width across
SMALL_BAY = (5.2, 2.55)
LARGE_BAY = (11.6, 3.6)
CARS = ("sedan", "suv", "hatchback", "mpv", "taxi", "sedan", "suv", "sedan", "hatchback", "suv")
BIG = ("city_bus", "box_truck", "minibus", "light_truck", "dump_truck", "city_bus", "box_truck")
#: light of a frame: name, sun height in degrees, share of the direct sun
LIGHTS = (
    ("noon", (52, 64), 1.0),
    ("morning", (24, 34), 1.0),
    ("overcast", (50, 60), 0.0),
    ("noon", (44, 56), 1.0),
    ("haze", (36, 48), 0.35),
    ("evening", (16, 22), 0.9),
    ("noon", (40, 52), 1.0),
    ("overcast", (45, 60), 0.08),
)
#: index into the paint table of the street scene: most cars are white, silver, black or grey
PAINTS = (0, 1, 0, 1, 0, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11)
ANGLES = (90.0, 60.0, 45.0, 62.0, 70.0, 90.0, 52.0)


@dataclass(frozen=True)
class Stripe:
    """A painted or raised rectangle: centre, length, width, direction, kind (line, yellow, island, arrow)."""

    x: float
    y: float
    length: float
    width: float
    heading: float
    kind: str


@dataclass(frozen=True)
class Plant:
    """A tree or a lamp pole on an island."""

    x: float
    y: float
    kind: str
    scale: float
    turn: float


@dataclass
class Lot:
    """One car-park frame."""

    seed: int
    exam: bool
    light: str
    sun_height: float
    sun_share: float
    sun_turn: float
    season: str
    ground: int
    yaw: float
    tilt: float
    height: float
    lens: float
    view: float
    x: float
    y: float
    fill: float
    angle: float
    vehicles: list[Vehicle] = field(default_factory=list)
    stripes: list[Stripe] = field(default_factory=list)
    plants: list[Plant] = field(default_factory=list)

    def summary(self) -> dict[str, float | str]:
        """What varies, for the gold file."""
        return {
            "light": self.light,
            "angle": self.angle,
            "view_m": round(self.view, 1),
            "height_m": round(self.height, 1),
            "fill": round(self.fill, 2),
            "sun": round(self.sun_height, 1),
        }


def _reach(lot: Lot, margin: float) -> float:
    """Radius around the camera within which anything can be seen, metres."""
    return math.hypot(lot.view, lot.view * HEIGHT / WIDTH) / 2 + margin


def _near(lot: Lot, x: float, y: float, margin: float) -> bool:
    return math.hypot(x - lot.x, y - lot.y) < _reach(lot, margin)


def _free(lot: Lot, vehicle: Vehicle, margin: float) -> bool:
    mine = vehicle_rect(vehicle, margin)
    return not any(overlap(mine, vehicle_rect(other)) for other in lot.vehicles)


def _car(
    rng: random.Random, subs: tuple[str, ...], x: float, y: float, heading: float, parked: bool
) -> Vehicle:
    return Vehicle(rng.choice(subs), x, y, heading % 360, rng.choice(PAINTS), rng.randrange(1000), parked)


def _row(rng: random.Random, lot: Lot, y: float, side: int, angle: float, large: bool) -> None:
    """One row of bays; the aisle lies on the side given (-1 below, +1 above)."""
    depth, wide = LARGE_BAY if large else SMALL_BAY
    step = wide / math.sin(math.radians(angle))
    heading = angle if side > 0 else -angle
    reach = _reach(lot, 14)
    start = lot.x - reach + rng.uniform(0, step)
    gap = rng.uniform(-reach * 0.5, reach * 0.5)  # a crossing through the row
    for k in range(int(2 * reach / step)):
        x = start + k * step
        if abs(x - lot.x - gap) < 4.0:
            continue
        if not _near(lot, x, y, 12):
            continue
        nx = x + step / 2
        lot.stripes.append(Stripe(nx, y, depth, 0.11, heading, "line"))
        if rng.random() > lot.fill:
            continue
        turn = heading + (180 if rng.random() < 0.42 else 0) + rng.gauss(0, 1.6)
        if rng.random() < 0.05:
            turn += rng.choice((-1, 1)) * rng.uniform(4, 8)
        subs = BIG if large else CARS if rng.random() < 0.94 else ("light_truck", "minibus")
        along = rng.gauss(0, 0.18)
        c, s = math.cos(math.radians(heading)), math.sin(math.radians(heading))
        one = _car(rng, subs, x + c * along, y + s * along + rng.gauss(0, 0.02), turn, True)
        length, width = VEHICLES[one.sub][1:3]
        if width < wide - 0.25 and length < depth + 0.8 and _free(lot, one, 0.12):
            lot.vehicles.append(one)


def _island(rng: random.Random, lot: Lot, y: float, wide: float) -> None:
    """A green strip with trees and lamp poles."""
    reach = _reach(lot, 14)
    lot.stripes.append(Stripe(lot.x, y, 2 * reach, wide, 0, "island"))
    x = lot.x - reach + rng.uniform(0, 6)
    while x < lot.x + reach:
        kind = rng.choice(("round", "broad", "lamp", "round", "bush", "bush"))
        if _near(lot, x, y, 8):
            scale = rng.uniform(0.5, 0.85) if kind in ("round", "broad") else rng.uniform(0.8, 1.1)
            lot.plants.append(Plant(x, y + rng.uniform(-0.2, 0.2), kind, scale, rng.uniform(0, 360)))
        x += rng.uniform(4.5, 9.5)


def _moving(rng: random.Random, lot: Lot, aisles: list[float]) -> None:
    """A few vehicles on the move or waiting in the aisles."""
    for _ in range(40):
        if sum(not v.parked for v in lot.vehicles) >= rng.choice((2, 3, 4)):
            return
        y = rng.choice(aisles)
        x = lot.x + rng.uniform(-1, 1) * lot.view * 0.45
        side = rng.choice((-1, 1))
        turn = (0 if side < 0 else 180) + rng.gauss(0, 3.0)
        if rng.random() < 0.2:
            turn += rng.choice((-1, 1)) * rng.uniform(10, 35)
        subs = BIG if rng.random() < 0.3 else CARS
        one = _car(rng, subs, x, y + side * 1.5, turn, False)
        if _near(lot, one.x, one.y, -3) and _free(lot, one, 0.5):
            lot.vehicles.append(one)


def _camera(rng: random.Random, seed: int, exam: bool) -> Lot:
    light, (low, high), share = LIGHTS[seed % len(LIGHTS)]
    view = rng.uniform(36, 50)
    lens = rng.uniform(46, 78)
    return Lot(
        seed=seed,
        exam=exam,
        light=light,
        sun_height=rng.uniform(low, high),
        sun_share=share,
        sun_turn=rng.uniform(0, 360),
        season=rng.choice(("summer", "summer", "spring", "autumn")),
        ground=rng.randrange(3),
        yaw=rng.uniform(0, 360),
        tilt=rng.uniform(0, 5),
        height=view * lens / SENSOR_MM,
        lens=lens,
        view=view,
        x=0.0,
        y=rng.uniform(-9, 9),
        fill=rng.choice((0.55, 0.68, 0.78, 0.9)),
        angle=ANGLES[seed % len(ANGLES)],
    )


def make_lot(seed: int, exam: bool = False) -> Lot:
    """The car park of a seed; equal seeds give equal lots."""
    rng = random.Random(seed * 7919 + 17)
    lot = _camera(rng, seed, exam)
    angle = lot.angle
    # rows from bottom to top: (kind, depth); islands separate pairs of rows, aisles separate facing rows
    y, aisles = -34.0, []
    large_at = rng.choice((1, 1, 1, 0, 2))
    pair = 0
    while y < 36:
        large = pair == large_at
        depth, wide = LARGE_BAY if large else SMALL_BAY
        deep = depth * math.sin(math.radians(angle)) + wide * math.cos(math.radians(angle))
        _row(rng, lot, y + deep / 2, 1, angle, large)
        aisle = 7.4 if large else 6.4
        aisles.append(y + deep + aisle / 2)
        y += deep + aisle
        deep2 = SMALL_BAY[0] * math.sin(math.radians(angle)) + SMALL_BAY[1] * math.cos(math.radians(angle))
        _row(rng, lot, y + deep2 / 2, -1, angle, False)
        y += deep2
        wide_island = rng.choice((1.4, 2.2, 3.0))
        _island(rng, lot, y + wide_island / 2 + 0.2, wide_island)
        y += wide_island + 0.4
        pair += 1
    _moving(rng, lot, aisles)
    for a in aisles:
        for x in (-16, -2, 13):
            if _near(lot, x, a, 4):
                lot.stripes.append(Stripe(x, a - 1.5, 2.6, 0.3, 0, "arrow"))
                lot.stripes.append(Stripe(x + 4, a + 1.5, 2.6, 0.3, 180, "arrow"))
    return lot
