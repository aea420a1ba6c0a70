"""Colour-vision plates: digits of dots that differ from their ground in hue alone.

Figure and ground of a plate lie on one confusion line of Machado, Oliveira and Fernandes (2009): for that kind of
eye both are the same colour. Every dot's light is scaled at random, so that brightness gives nothing away.
This is a check for a screen of unknown colours, not a diagnosis.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["control", "deutan", "protan", "tritan"]
Rgb: TypeAlias = tuple[int, int, int]
#: Figure and ground, sRGB. Controls differ in brightness and everybody sees them.
PAIRS: dict[Kind, tuple[Rgb, Rgb]] = {
    "control": ((70, 78, 104), (196, 186, 150)),
    "deutan": ((193, 113, 93), (77, 161, 87)),
    "protan": ((188, 133, 90), (92, 147, 90)),
    "tritan": ((156, 135, 195), (143, 163, 72)),
}
ORDER: tuple[Kind, ...] = ("control", "deutan", "protan", "tritan", "deutan", "protan", "tritan", "control")
DIGITS = "23456789"
#: Share of light that every dot keeps, at random between these.
LIGHT = (0.72, 1.12)
DOTS = 1500
RADII = (0.009, 0.027)


@dataclass(frozen=True)
class Dot:
    """A dot of the plate: centre and radius in units of the plate's side, and its colour."""

    x: float
    y: float
    radius: float
    colour: Rgb


@dataclass(frozen=True)
class Plate:
    """A plate to paint, and the digit on it."""

    kind: Kind
    digit: str
    seed: int


@dataclass(frozen=True)
class Reading:
    """What came of the plates: right of n, and the kinds of contrast that were missed."""

    right: int
    n: int
    missed: tuple[Kind, ...]

    @property
    def suspects(self) -> Literal["none", "red_green", "blue_yellow", "screen"]:
        """What the answers point to; ``screen`` when even a control was missed."""
        if "control" in self.missed:
            return "screen"
        if "deutan" in self.missed or "protan" in self.missed:
            return "red_green"
        return "blue_yellow" if "tritan" in self.missed else "none"


def draw_plates(seed: int) -> tuple[Plate, ...]:
    """Return the plates of one check; digits differ from check to check."""
    chance = random.Random(seed)  # noqa: S311  a pattern on the screen, not a secret
    digits = chance.sample(DIGITS, len(ORDER))
    return tuple(
        Plate(kind, digit, chance.randrange(2**31)) for kind, digit in zip(ORDER, digits, strict=True)
    )


def dots_of(plate: Plate, inside: Callable[[float, float], bool]) -> tuple[Dot, ...]:
    """Return the dots of a plate; ``inside`` tells whether a point (0..1, 0..1) belongs to the digit."""
    chance = random.Random(plate.seed)  # noqa: S311
    figure, ground = PAIRS[plate.kind]
    placed = _Packing()
    dots = []
    for _try in range(DOTS * 14):
        radius = chance.uniform(*RADII)
        angle, away = chance.uniform(0, math.tau), math.sqrt(chance.random()) * (0.49 - radius)
        x, y = 0.5 + away * math.cos(angle), 0.5 + away * math.sin(angle)
        if placed.put(x, y, radius):
            colour = figure if inside(x, y) else ground
            dots.append(Dot(x, y, radius, scaled(colour, chance.uniform(*LIGHT))))
            if len(dots) == DOTS:
                break
    return tuple(dots)


def read_answers(plates: Sequence[Plate], answers: Sequence[str]) -> Reading:
    """Return what the answers say; an empty answer means that nothing was seen."""
    wrong = [plate.kind for plate, answer in zip(plates, answers, strict=True) if plate.digit != answer]
    return Reading(len(plates) - len(wrong), len(plates), tuple(dict.fromkeys(wrong)))


def scaled(colour: Rgb, light: float) -> Rgb:
    """Return a colour with ``light`` times its light: its place on the confusion line stays."""
    red, green, blue = (_encode(min(1.0, _decode(value) * light)) for value in colour)
    return red, green, blue


class _Packing:
    """Keeps dots apart, by a grid as fine as the largest dot."""

    def __init__(self) -> None:
        self._side = 2 * RADII[1]
        self._cells: dict[tuple[int, int], list[tuple[float, float, float]]] = {}

    def put(self, x: float, y: float, radius: float) -> bool:
        """Place a dot unless it touches another."""
        column, row = int(x / self._side), int(y / self._side)
        for near in ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            for other_x, other_y, other in self._cells.get(near, ()):
                if math.hypot(x - other_x, y - other_y) < radius + other + 0.002:
                    return False
        self._cells.setdefault((column, row), []).append((x, y, radius))
        return True


def _decode(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _encode(light: float) -> int:
    share = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(share * 255)
