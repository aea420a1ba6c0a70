"""Pure planner of the production-line pictures: a seed becomes a tray of screws, washers and housings.

Centimetres, z up, the camera looks down at the origin.  Parts lie apart, touch, or (a few washers) lie on
another part.  Nothing here needs Blender.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from street_plan import overlap, rect

WIDTH, HEIGHT = 1024, 768
#: ways a surface can be: belt or tray, with two colours
SURFACES = (
    ("belt", (0.020, 0.060, 0.045), (0.032, 0.080, 0.060)),
    ("tray", (0.30, 0.33, 0.36), (0.35, 0.38, 0.41)),
    ("belt", (0.030, 0.031, 0.033), (0.052, 0.053, 0.056)),
    ("tray", (0.04, 0.12, 0.28), (0.05, 0.14, 0.31)),
    ("mat", (0.46, 0.44, 0.40), (0.52, 0.50, 0.46)),
)
#: paint of a housing and how rough it is
SHELLS = (
    ((0.45, 0.46, 0.47), 0.42, 0.7),
    ((0.06, 0.10, 0.16), 0.45, 0.0),
    ((0.62, 0.60, 0.55), 0.50, 0.0),
    ((0.10, 0.20, 0.13), 0.48, 0.0),
    ((0.30, 0.07, 0.04), 0.45, 0.0),
)
#: metal of the small parts: colour, roughness
METALS = (
    ((0.62, 0.63, 0.65), 0.28),
    ((0.55, 0.42, 0.16), 0.30),
    ((0.05, 0.05, 0.055), 0.45),
    ((0.72, 0.70, 0.64), 0.22),
)


@dataclass(frozen=True)
class Part:
    """One part: kind (screw, pin, washer, housing), centre, direction, sizes and metal; z lifts it."""

    kind: str
    x: float
    y: float
    turn: float
    length: float
    width: float
    metal: int
    z: float = 0.0
    style: int = 0


@dataclass(frozen=True)
class Defect:
    """A defect on the housing with this number: kind, place and direction on its top, size, seed of its outline."""

    kind: str
    on: int
    u: float
    v: float
    turn: float
    size: float
    shape: int


@dataclass
class Tray:
    """One picture."""

    seed: int
    exam: bool
    surface: int
    view: float
    tilt: float
    yaw: float
    light: float
    warm: float
    parts: list[Part] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)

    def summary(self) -> dict[str, float | int | str]:
        """What varies, for the gold file."""
        return {
            "surface": SURFACES[self.surface][0],
            "view_cm": round(self.view, 1),
            "tilt": round(self.tilt, 1),
            "parts": len(self.parts),
            "defects": len(self.defects),
        }


def outline(part: Part, margin: float = 0.0) -> list[tuple[float, float]]:
    """Ground outline used to keep parts apart: a rectangle, or an octagon for round parts."""
    if part.kind in ("washer", "pin"):
        r = part.length / 2 + margin
        return [
            (part.x + r * math.cos(math.radians(a)), part.y + r * math.sin(math.radians(a)))
            for a in range(0, 360, 24)
        ]
    return rect(part.x, part.y, part.turn, part.length + 2 * margin, part.width + 2 * margin)


def _inside(tray: Tray, part: Part) -> bool:
    half_w, half_h = tray.view / 2, tray.view * HEIGHT / WIDTH / 2
    edge = 0.2 if part.kind == "housing" else 0.45
    return all(abs(x) < half_w - edge and abs(y) < half_h - edge for x, y in outline(part))


def _free(tray: Tray, part: Part, margin: float) -> bool:
    mine = outline(part, margin)
    return not any(overlap(mine, outline(other)) for other in tray.parts)


def _moved(part: Part, x: float, y: float, z: float = 0.0) -> Part:
    return Part(part.kind, x, y, part.turn, part.length, part.width, part.metal, z, part.style)


def _snug(tray: Tray, part: Part, to: Part) -> Part:
    """The part moved straight towards another one until they all but touch."""
    low, high = 0.0, 1.0
    for _ in range(12):
        t = (low + high) / 2
        near = _moved(part, part.x + (to.x - part.x) * t, part.y + (to.y - part.y) * t)
        if _free(tray, near, 0.012):
            low = t
        else:
            high = t
    return _moved(part, part.x + (to.x - part.x) * low, part.y + (to.y - part.y) * low)


def _new(rng: random.Random, tray: Tray, kind: str) -> Part:
    x = rng.uniform(-0.5, 0.5) * tray.view
    y = rng.uniform(-0.5, 0.5) * tray.view * HEIGHT / WIDTH
    turn, metal = rng.uniform(0, 360), rng.randrange(len(METALS))
    if kind == "housing":
        size = rng.choice(((6.6, 4.6), (5.4, 5.0), (7.4, 4.0)))
        return Part(kind, x, y, turn, *size, rng.randrange(len(SHELLS)), 0.0, rng.randrange(3))
    if kind == "washer":
        outer = rng.uniform(1.9, 3.0)
        return Part(kind, x, y, turn, outer, outer * rng.uniform(0.44, 0.58), metal)
    if kind == "pin":  # a screw that stands on its head's far side: only the head shows
        size = rng.uniform(1.05, 1.35)
        return Part(kind, x, y, turn, size, size, metal, 0.0, rng.randrange(2))
    return Part(kind, x, y, turn, rng.uniform(2.6, 4.2), rng.uniform(0.86, 1.1), metal, 0.0, rng.randrange(2))


def _place(rng: random.Random, tray: Tray, kind: str) -> None:
    for _ in range(160):
        part = _new(rng, tray, kind)
        if not _inside(tray, part) or not _free(tray, part, 0.18):
            continue
        if tray.parts and rng.random() < 0.62:
            near = min(tray.parts, key=lambda p: math.hypot(p.x - part.x, p.y - part.y))
            part = _snug(tray, part, near)
        tray.parts.append(part)
        return


def _stack(rng: random.Random, tray: Tray) -> None:
    """A washer that lies half on another washer."""
    below = [p for p in tray.parts if p.kind == "washer"]
    rng.shuffle(below)
    for under in below:
        a = rng.uniform(0, math.tau)
        reach = under.length * rng.uniform(0.55, 0.8)
        top = _new(rng, tray, "washer")
        top = _moved(top, under.x + math.cos(a) * reach, under.y + math.sin(a) * reach, 0.2)
        others = [p for p in tray.parts if p is not under]
        if _inside(tray, top) and not any(overlap(outline(top, 0.1), outline(o)) for o in others):
            tray.parts.append(top)
            return


def _damage(rng: random.Random, tray: Tray) -> None:
    """Defects on the housings: at most two on one, far enough apart to be told."""
    homes = [i for i, p in enumerate(tray.parts) if p.kind == "housing"]
    count = rng.choice((1, 2, 2, 3, 3, 4))
    for _ in range(60):
        if len(tray.defects) >= count:
            return
        on = rng.choice(homes)
        mine = [d for d in tray.defects if d.on == on]
        if len(mine) >= 2:
            continue
        part = tray.parts[on]
        kind = rng.choice(("scratch", "stain", "missing", "scratch", "stain"))
        if kind == "missing":
            u, v = rng.choice((-1, 1)), rng.choice((-1, 1))
            if any(d.kind == "missing" for d in mine):
                continue
            tray.defects.append(Defect(kind, on, u, v, 0, 0.62, rng.randrange(999)))
            continue
        size = rng.uniform(1.3, 2.3) if kind == "scratch" else rng.uniform(0.45, 0.85)
        room = (part.length / 2 - 1.25, part.width / 2 - 1.2)
        u, v = rng.uniform(-1, 1) * room[0], rng.uniform(-1, 1) * room[1]
        if any(d.kind != "missing" and math.hypot(d.u - u, d.v - v) < 1.9 for d in mine):
            continue
        tray.defects.append(Defect(kind, on, u, v, rng.uniform(0, 180), size, rng.randrange(999)))


def make_tray(seed: int, exam: bool = False) -> Tray:
    """The tray of a seed; equal seeds give equal trays."""
    rng = random.Random(seed * 104729 + 5)
    tray = Tray(
        seed,
        exam,
        seed % len(SURFACES),
        rng.uniform(19, 23),
        rng.uniform(0, 7),
        rng.uniform(0, 360),
        rng.uniform(0, 360),
        rng.uniform(-1, 1),
    )
    counts = {
        "housing": rng.choice((1, 2, 2, 2, 3)),
        "screw": rng.choice((2, 3, 4)),
        "washer": rng.choice((2, 3, 4)),
        "pin": rng.choice((0, 1, 1, 2)),
    }
    for kind, count in counts.items():
        for _ in range(count):
            _place(rng, tray, kind)
    if rng.random() < 0.55:
        _stack(rng, tray)
    _damage(rng, tray)
    return tray
