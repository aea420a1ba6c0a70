"""Grading polygons and masks, beside the least that the arithmetic itself takes on this machine.

Polygons: the floor is GEOS clipping the pairs that belong together, gathered beforehand: no search, no assignment, no
boundary, no findings. Masks: the floor is one pass over the packed bits of both, their bits counted. Aims: 10,000
polygons in a second, a pair of masks of 12 megapixels in 30 ms.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from desktop.annotation.shapes.mask import Mask, mask_of
from desktop.annotation.shapes.polygon import Polygon
from desktop.curriculum.items import GoldMark
from desktop.curriculum.schema import Label, LabelSchema
from desktop.scoring.grading import grade
from desktop.scoring.measures import masks
from tests.benchmarks.grading import best
from tests.benchmarks.peers.data import CLASSES, PICTURE, polygons

KEYS = "1234567890qwertyuiop"
COUNTS = (300, 2_000, 10_000)
RUNS = 3
#: Pixels across and down of the blocks that the masks are made of.
BLOCK = 100


def main() -> None:
    """Print the tables."""
    report_polygons()
    report_masks()


def report_polygons() -> None:
    """Print the time of grading an answer with the usual mistakes, by number of polygons."""
    schema = _schema("polygon")
    sys.stdout.write(f"{'polygons':>9}{'grade ms':>10}{'GEOS pairs ms':>15}{'x floor':>9}   aim\n")
    for count in COUNTS:
        golds, answer = scene(count)
        seconds = best(lambda: grade(answer, golds, schema, size=PICTURE), RUNS)  # noqa: B023  called at once
        by_id = {f"a{mark.id}": shapely.Polygon(mark.mark().rings[0]) for mark in golds}
        pairs = [(by_id[mark.id], shapely.Polygon(mark.rings[0])) for mark in answer]
        left, right = (np.array(side) for side in zip(*pairs, strict=True))
        floor = best(lambda: shapely.area(shapely.intersection(left, right)), RUNS)  # noqa: B023  called at once
        aim = f"   1000 {'met' if seconds <= 1 else 'MISSED'}" if count == 10_000 else ""
        sys.stdout.write(
            f"{count:>9,}{1000 * seconds:>10.1f}{1000 * floor:>15.2f}{seconds / floor:>9.1f}{aim}\n"
        )


def report_masks() -> None:
    """Print the times of one pair of masks as large as a 12 megapixel picture."""
    gold, answer = mask_pair()
    schema = _schema("mask")
    golds = [GoldMark(id="g", label="class00", shape={"type": "mask", **gold.geometry()})]
    one, other = (np.frombuffer(b"".join(mask.tiles.values()), np.uint64) for mask in (gold, answer))
    a, b = (np.unpackbits(bits.view(np.uint8)).astype(np.bool_) for bits in (one, other))
    rows: Sequence[tuple[str, Any, float]] = (
        ("packed bits, one pass (floor)", lambda: np.bitwise_count(one & other).sum(), 0.0),
        ("IoU of the pair", lambda: masks.iou(gold.tiles, answer.tiles), 30.0),
        ("grade: IoU, boundary, findings", lambda: grade([answer], golds, schema, size=PICTURE), 30.0),
        ("numpy on plain bools", lambda: (a & b).sum() / (a | b).sum(), 0.0),
    )
    floor = best(rows[0][1], 9)
    sys.stdout.write(f"\n{'a pair of masks, 12 MP, warm':34}{'ms':>9}{'x floor':>9}   aim\n")
    for name, work, aim in rows:
        seconds = best(work, 9)
        said = f"   {aim:g} {'met' if 1000 * seconds <= aim else 'MISSED'}" if aim else ""
        sys.stdout.write(f"{name:34}{1000 * seconds:>9.2f}{seconds / floor:>9.1f}{said}\n")


def scene(count: int) -> tuple[list[GoldMark], list[Polygon]]:
    """Return gold polygons and an answer: shifted and scaled a little, one in twenty missing, three in a hundred misnamed."""
    chance = random.Random(count)
    golds, answer = [], []
    for place, (label, ring) in enumerate(polygons(count)):
        golds.append(GoldMark(id=f"{place}", label=label, shape={"type": "polygon", "rings": [ring]}))
        if chance.random() < 0.95:
            by, dx, dy = chance.gauss(1, 0.01), chance.gauss(0, 0.8), chance.gauss(0, 0.8)
            (left, top), *_ = ring
            drawn = tuple((left + by * (x - left) + dx, top + by * (y - top) + dy) for x, y in ring)
            name = label if chance.random() < 0.97 else "class00"
            answer.append(Polygon(f"a{place}", name, (drawn,)))
    return golds, answer


def mask_pair() -> tuple[Mask, Mask]:
    """Return two masks of blocks over two fifths of a 12 megapixel picture, the second shifted by two pixels."""
    coarse = np.random.default_rng(3).random((PICTURE[1] // BLOCK, PICTURE[0] // BLOCK)) < 0.4
    bits = np.kron(coarse, np.ones((BLOCK, BLOCK), np.bool_))
    pair = [mask_of(name, "class00", np.roll(bits, 2 * place, 1), 0, 0) for place, name in enumerate("ga")]
    assert pair[0] is not None
    assert pair[1] is not None
    return pair[0], pair[1]


def _schema(kind: Any) -> LabelSchema:
    labels = tuple(
        Label(id=f"class{n:02d}", name=f"类别{n}", short=f"类{n}", key=KEYS[n], colour=n % 8, shapes=(kind,))
        for n in range(CLASSES)
    )
    return LabelSchema(task="objects", labels=labels)


if __name__ == "__main__":
    main()
