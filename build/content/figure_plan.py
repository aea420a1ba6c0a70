"""Pure planner of the exercise-room pictures: a seed becomes one to three people in postures, seen by a camera.

A person's joints come from lengths and angles (forward kinematics), so every key point is known exactly.  Metres,
degrees, z up; a person's own frame: x ahead, y to their left.  Nothing here needs Blender.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

WIDTH, HEIGHT = 880, 660
SENSOR_MM = 36.0
#: the 14 key points of the order, in its order; left and right are the person's own
POINTS = (
    "head",
    "neck",
    "l_shoulder",
    "l_elbow",
    "l_wrist",
    "r_shoulder",
    "r_elbow",
    "r_wrist",
    "l_hip",
    "l_knee",
    "l_ankle",
    "r_hip",
    "r_knee",
    "r_ankle",
)
#: posture -> angles: lean, then per side shoulder (forward, out), elbow, hip (forward, out), knee; r like l if None
POSTURES: dict[str, tuple[float, tuple[float, ...], tuple[float, ...] | None]] = {
    "stand": (0, (4, 7, 12, 0, 3, 2), None),
    "arms out": (0, (0, 88, 6, 0, 6, 2), None),
    "arms up": (0, (172, 10, 8, 0, 4, 2), None),
    "one arm up": (-3, (168, 12, 10, 0, 4, 2), (5, 10, 10, 0, 4, 2)),
    "walk": (4, (-24, 8, 22, 28, 2, 8), (26, 8, 30, -16, 2, 22)),
    "lunge": (3, (35, 12, 60, 74, 3, 82), (-18, 14, 40, -22, 3, 20)),
    "squat": (28, (84, 8, 12, 84, 14, 96), None),
    "knee up": (0, (-15, 14, 60, 88, 4, 92), (40, 12, 70, 0, 3, 3)),
    "side reach": (0, (150, 40, 14, 0, 12, 3), (10, 38, 70, 0, 12, 3)),
    "hands on hips": (0, (-22, 42, 92, 0, 10, 2), None),
    "sit": (6, (38, 10, 66, 86, 6, 88), None),
    "box": (8, (66, 10, 96, 10, 6, 14), (74, 6, 24, -14, 6, 10)),
    "balance": (6, (10, 76, 10, 0, 2, 4), (10, 76, 10, -38, 8, 24)),
}
LENGTHS = {
    "upper": 0.29,
    "fore": 0.26,
    "thigh": 0.43,
    "shank": 0.42,
    "torso": 0.50,
    "neck": 0.11,
    "head": 0.23,
}
SHOULDER, HIP, ANKLE = 0.185, 0.10, 0.085

Vec = tuple[float, float, float]


@dataclass(frozen=True)
class Figure:
    """One person: posture with its own variation, place and direction, size, clothes; mirrored swaps the sides."""

    posture: str
    mirrored: bool
    wobble: tuple[float, ...]
    x: float
    y: float
    heading: float
    size: float
    top: int
    bottom: int
    skin: int
    hair: str


@dataclass(frozen=True)
class Prop:
    """A thing in the room: kind (ball, chair, bench, plant, mat, post), place and direction."""

    kind: str
    x: float
    y: float
    turn: float
    colour: int


@dataclass
class Room:
    """One picture."""

    seed: int
    exam: bool
    wall: int
    floor: int
    lens: float
    distance: float
    height: float
    pan: float
    pitch: float
    light: float
    figures: list[Figure] = field(default_factory=list)
    props: list[Prop] = field(default_factory=list)

    def summary(self) -> dict[str, float | int | str]:
        """What varies, for the gold file."""
        return {
            "figures": len(self.figures),
            "postures": ", ".join(f.posture for f in self.figures),
            "distance": round(self.distance, 1),
        }


def _bent(d: Vec, degrees: float) -> Vec:
    """A direction turned about the person's left axis: positive forwards and up."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (d[0] * c - d[2] * s, d[1], d[0] * s + d[2] * c)


def _limb(forward: float, out: float, side: float) -> Vec:
    """Direction of an upper arm or thigh: hanging down, lifted forwards, lifted outwards."""
    a, b = math.radians(forward), math.radians(out)
    return (math.sin(a) * math.cos(b), side * math.sin(b), -math.cos(a) * math.cos(b))


def _step(p: Vec, d: Vec, length: float) -> Vec:
    return (p[0] + d[0] * length, p[1] + d[1] * length, p[2] + d[2] * length)


def joints(figure: Figure) -> dict[str, Vec]:
    """World places of the key points, and of the pelvis, the face's direction and the hands (for the mesh)."""
    lean, left, right = POSTURES[figure.posture]
    right = left if right is None else right
    if figure.mirrored:
        left, right = right, left
    lean += figure.wobble[0]
    spine = _bent((0.0, 0.0, 1.0), -lean)
    found: dict[str, Vec] = {"pelvis": (0.0, 0.0, 0.0)}
    chest = _step(found["pelvis"], spine, LENGTHS["torso"])
    found["neck"] = _step(chest, spine, 0.035)
    found["head"] = _step(
        found["neck"], _bent((0.0, 0.0, 1.0), -lean * 0.4), LENGTHS["neck"] + LENGTHS["head"]
    )
    for name, side, angles, shift in (("l", 1.0, left, 1), ("r", -1.0, right, 7)):
        a = [v + w for v, w in zip(angles, figure.wobble[shift : shift + 6], strict=True)]
        found[name + "_shoulder"] = (chest[0], side * SHOULDER, chest[2] - 0.03)
        upper = _limb(a[0], max(4.0, a[1]), side)
        found[name + "_elbow"] = _step(found[name + "_shoulder"], upper, LENGTHS["upper"])
        fore = _bent(upper, max(2.0, a[2])) if a[1] < 60 else _bent(upper, a[2])
        found[name + "_wrist"] = _step(found[name + "_elbow"], fore, LENGTHS["fore"])
        found[name + "_hand"] = _step(found[name + "_wrist"], fore, 0.09)
        found[name + "_hip"] = (0.0, side * HIP, -0.02)
        thigh = _limb(a[3], max(1.0, a[4]), side)
        found[name + "_knee"] = _step(found[name + "_hip"], thigh, LENGTHS["thigh"])
        shank = _bent(thigh, -max(1.0, a[5]))
        found[name + "_ankle"] = _step(found[name + "_knee"], shank, LENGTHS["shank"])
    low = min(found["l_ankle"][2], found["r_ankle"][2])
    c, s = math.cos(math.radians(figure.heading)), math.sin(math.radians(figure.heading))
    return {
        name: (
            figure.x + (p[0] * c - p[1] * s) * figure.size,
            figure.y + (p[0] * s + p[1] * c) * figure.size,
            (p[2] - low + ANKLE) * figure.size,
        )
        for name, p in found.items()
    }


def _figure(rng: random.Random, posture: str, x: float, y: float) -> Figure:
    return Figure(
        posture,
        rng.random() < 0.5,
        tuple(rng.gauss(0, 5) for _ in range(13)),
        x,
        y,
        rng.uniform(0, 360),
        rng.uniform(0.92, 1.04),
        rng.randrange(8),
        rng.randrange(6),
        rng.randrange(3),
        rng.choice(("short", "long", "short", "grey")),
    )


def make_room(seed: int, exam: bool = False) -> Room:
    """The room of a seed; equal seeds give equal rooms.  The camera stands at the origin and looks along +y."""
    rng = random.Random(seed * 6151 + 29)
    room = Room(
        seed,
        exam,
        rng.randrange(5),
        rng.randrange(4),
        rng.uniform(32, 44),
        rng.uniform(2.7, 3.9),
        rng.uniform(1.15, 1.75),
        rng.uniform(-5, 5),
        rng.uniform(-9, -3),
        rng.uniform(-60, 60),
    )
    names = list(POSTURES)
    count = (1, 2, 2, 1, 3, 2)[seed % 6]
    places = {1: (0.0,), 2: (-0.85, 0.8), 3: (-1.3, 0.05, 1.3)}[count]
    for i, x in enumerate(places):
        posture = names[(seed * 3 + i * 5 + rng.randrange(2)) % len(names)]
        depth = room.distance + rng.uniform(-0.3, 0.9)
        one = _figure(rng, posture, x * depth / 4 + rng.uniform(-0.15, 0.15), depth)
        if rng.random() < 0.55:  # most face the camera, more or less
            one = Figure(**{**one.__dict__, "heading": 270 + rng.uniform(-60, 60)})
        room.figures.append(one)
        if posture == "sit":
            room.props.append(Prop("chair", one.x, one.y, one.heading, rng.randrange(4)))
        else:
            room.props.append(Prop("mat", one.x, one.y, rng.uniform(-15, 15), rng.randrange(4)))
    if rng.random() < 0.45:  # something stands before somebody's legs
        one = rng.choice(room.figures)
        room.props.append(
            Prop(
                rng.choice(("ball", "bench", "ball")),
                one.x * 0.8 + rng.uniform(-0.35, 0.35),
                one.y - 0.95,
                rng.uniform(-20, 20),
                rng.randrange(4),
            )
        )
    for _ in range(3):
        room.props.append(
            Prop(
                rng.choice(("plant", "ball", "rack", "plant")),
                rng.choice((-1, 1)) * rng.uniform(1.6, 3.2),
                room.distance + rng.uniform(1.4, 2.2),
                rng.uniform(0, 360),
                rng.randrange(4),
            )
        )
    return room
