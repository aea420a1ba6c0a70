"""Grading is felt as instant: 50 ms for a page of 300 objects (the benchmark prints the real figures)."""

from __future__ import annotations

from desktop.scoring.grading import grade, grade_exercise
from tests.benchmarks import grading


def test_300_boxes_take_less_than_50_ms() -> None:
    exercise, answer = grading.street(300, grading.PAGE)
    assert grading.best(lambda: grade_exercise(answer, exercise, grading.BOXES), 5) < 0.05


def test_300_spans_take_less_than_50_ms() -> None:
    gold, answer = grading.sentences(300)
    assert grading.best(lambda: grade(answer, gold, grading.SPANS), 5) < 0.05


def test_the_floor_of_the_benchmark_is_the_same_measure() -> None:
    exercise, answer = grading.street(40, (300, 300))
    overlapping = sum(
        map(len, grading.boxes.overlaps([mark.mark() for mark in exercise.golds[0].marks], answer))
    )
    assert grading.all_pairs(exercise, answer) == overlapping
