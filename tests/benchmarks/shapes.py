"""How long it takes to grade shapes: 10,000 polygons with everything that is said of them, and a pair of large masks."""

from __future__ import annotations

import math
import random
from functools import partial

import numpy as np

from desktop.annotation.shapes.bitmap import tiles_of
from desktop.annotation.shapes.polygon import Polygon
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import Label, LabelSchema
from desktop.scoring.grading import grade
from desktop.scoring.measures import masks
from tests.benchmarks.grading import SHEET, best

LABELS = tuple(
    Label(id=f"c{n}", name=f"c{n}", short=f"c{n}", key="a", colour=n, shapes=("polygon",)) for n in range(20)
)
OBJECTS = LabelSchema(task="objects", labels=LABELS)
MEGAPIXELS_12 = (4000, 3000)


def main() -> None:
    """Print one line a case."""
    for n in (300, 2_000, 10_000):
        gold, answer = outlines(n)
        work = partial(grade, answer, gold, OBJECTS)
        first, seconds = best(work, 1), best(work, 3)
        print(f"grade {n:>6,} polygons  {1000 * seconds:8.1f} ms  (the first time {1000 * first:8.1f} ms)")
    one, other = blobs()
    seconds = best(lambda: masks.iou(one, other), 7)
    print(f"IoU of two masks of 12 MP  {1000 * seconds:8.2f} ms")


def outlines(n: int) -> tuple[list[GoldMark], list[Polygon]]:
    """Return ``n`` polygons of 8 to 24 corners and an answer shaken by 0.8 px, with some left out and mislabelled."""
    chance = random.Random(n)
    golds, answers = [], []
    for number in range(n):
        ring = _star(chance)
        label = f"c{chance.randrange(20)}"
        shape = {"type": "polygon", "rings": [ring]}
        golds.append(GoldMark(id=f"g{number}", label=label, shape=shape))
        if chance.random() < 0.97:
            shaken = tuple((x + chance.gauss(0, 0.8), y + chance.gauss(0, 0.8)) for x, y in ring)
            answers.append(Polygon(f"a{number}", label if chance.random() < 0.97 else "c0", (shaken,)))
    return golds, answers


def blobs() -> tuple[masks.Tiles, masks.Tiles]:
    """Return two large discs that nearly agree, as tiles of a picture of 12 megapixels."""
    width, height = MEGAPIXELS_12
    y, x = np.ogrid[:height, :width]
    discs = [(x - width / 2 - off) ** 2 + (y - height / 2) ** 2 < (height * 0.48) ** 2 for off in (0, 7)]
    return tiles_of(discs[0], 0, 0), tiles_of(discs[1], 0, 0)


def _star(chance: random.Random) -> list[tuple[float, float]]:
    """Return an outline whose corners a hand would set: never so close that a shake makes it cross itself."""
    corners = chance.randrange(8, 25)
    reach = chance.uniform(1.2, 3.0) * corners
    x, y = chance.uniform(120, SHEET[0] - 120), chance.uniform(120, SHEET[1] - 120)
    angles = [2 * math.pi * (n + chance.uniform(-0.2, 0.2)) / corners for n in range(corners)]
    return [
        (x + reach * r * math.cos(angle), y + reach * r * math.sin(angle))
        for angle, r in ((angle, chance.uniform(0.8, 1)) for angle in angles)
    ]


if __name__ == "__main__":
    main()
