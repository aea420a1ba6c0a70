"""How long grading takes, beside the least that the arithmetic itself could take on this machine.

The floor is numpy's IoU over the same overlapping pairs, gathered beforehand: no search, no assignment, no findings.
Beside it stands numpy's IoU of all pairs, which is how a plain scorer would find them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.curriculum.items import Exercise, Gold, GoldMark
from desktop.curriculum.schema import Attribute, Label, LabelSchema, Option
from desktop.scoring import boxes
from desktop.scoring.grading import grade, grade_exercise

LABELS = tuple(
    Label(id=name, name=name, short=name[:2], key=name[0], colour=place)
    for place, name in enumerate(("car", "van", "person", "rider"))
)
OCCLUSION = Attribute(
    id="occlusion", name="遮挡", kind="choice", options=(Option(id="0", name="无"), Option(id="1", name="有"))
)
BOXES = LabelSchema(task="boxes", labels=LABELS, attributes=(OCCLUSION,))
SPANS = LabelSchema(task="spans", labels=LABELS)
PAGE = (1920, 1080)
SHEET = (11_000, 6_200)


def main() -> None:
    """Print one line a case: the time of the best of several runs and its ratio to the floor."""
    for n, size, runs in ((300, PAGE, 7), (10_000, SHEET, 2)):
        exercise, answer = street(n, size)
        report_boxes(n, exercise, answer, runs)
    text, answer_spans = sentences(300)
    seconds = best(lambda: grade(answer_spans, text, SPANS), 7)
    print(f"grade {300:>6,} spans  {1000 * seconds:8.1f} ms")


def report_boxes(n: int, exercise: Exercise, answer: list[Box], runs: int) -> None:
    """Print the times of one scene of boxes."""
    gold = [mark.mark() for mark in exercise.golds[0].marks]
    rows = boxes.overlaps([mark for mark in gold if isinstance(mark, Box)], answer)
    pairs = [(row, column) for row, found in enumerate(rows) for column in found]
    left = np.array([gold[row].corners for row, _ in pairs if isinstance(gold[row], Box)])
    right = np.array([answer[column].corners for _, column in pairs])
    seconds = best(lambda: grade(answer, exercise.golds[0].marks, BOXES), runs)
    whole = best(lambda: grade_exercise(answer, exercise, BOXES), runs)
    floor = best(lambda: iou(left, right), runs)
    everything = best(lambda: all_pairs(exercise, answer), runs)
    print(
        f"grade {n:>6,} boxes  {1000 * seconds:8.1f} ms  with digests {1000 * whole:8.1f} ms"
        f"   numpy IoU of its {len(pairs):,} pairs {1000 * floor:.2f} ms (x{seconds / floor:,.0f})"
        f"   of all {n * len(answer):,} pairs {1000 * everything:.1f} ms (x{seconds / everything:.2f})"
    )


def best(work: Callable[[], Any], runs: int) -> float:
    """Return the seconds of the quickest of ``runs`` runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def street(n: int, size: tuple[int, int]) -> tuple[Exercise, list[Box]]:
    """Return a scene of ``n`` boxes and an answer with the usual mistakes: shaken sides, misses, wrong labels."""
    chance = random.Random(n)
    golds: list[GoldMark] = []
    answer: list[Box] = []
    for number in range(n):
        x, y = chance.uniform(0, size[0] - 80), chance.uniform(0, size[1] - 80)
        corners = (x, y, x + chance.uniform(15, 80), y + chance.uniform(15, 80))
        label = chance.choice(LABELS).id
        golds.append(GoldMark(id=f"g{number}", label=label, box=corners, attributes={"occlusion": "0"}))
        if chance.random() < 0.95:
            x1, y1, x2, y2 = (value + chance.gauss(0, 1.2) for value in corners)
            drawn = Box(
                f"a{number}",
                label if chance.random() < 0.97 else "van",
                x,
                y,
                x,
                y,
                attributes={"occlusion": "0"},
            )
            answer.append(drawn.with_corners(x1, y1, x2, y2))
    exercise = Exercise(
        id="bench", title="bench", pool="exam", media="a.png", size=size, golds=(Gold(marks=tuple(golds)),)
    )
    return exercise, answer


def sentences(n: int) -> tuple[list[GoldMark], list[Span]]:
    """Return ``n`` gold spans, some nested, and an answer with shifted edges and wrong labels."""
    chance = random.Random(n)
    golds: list[GoldMark] = []
    answer: list[Span] = []
    for number in range(n):
        start = 12 * (number - number % 3) + chance.randrange(6)
        end = start + chance.randrange(1, 14)
        label = chance.choice(LABELS).id
        golds.append(GoldMark(id=f"g{number}", label=label, start=start, end=end))
        shift = chance.choice((0, 0, 0, 0, 1))
        answer.append(Span(f"a{number}", label if chance.random() < 0.95 else "van", start, end + shift))
    return golds, answer


def iou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the IoU of two broadcastable arrays of corners, last axis x1, y1, x2, y2."""
    width = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    height = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    shared = np.clip(width, 0, None) * np.clip(height, 0, None)
    area_a = (a[..., 2] - a[..., 0]) * (a[..., 3] - a[..., 1])
    area_b = (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    return shared / (area_a + area_b - shared)


def all_pairs(exercise: Exercise, answer: list[Box]) -> int:
    """Return how many of all pairs overlap, 500 rows at a time."""
    gold = np.array([mark.box for mark in exercise.golds[0].marks])
    drawn = np.array([mark.corners for mark in answer])
    blocks = (gold[start : start + 500, None, :] for start in range(0, len(gold), 500))
    return sum(int(np.count_nonzero(iou(block, drawn[None, :, :]))) for block in blocks)


if __name__ == "__main__":
    main()
