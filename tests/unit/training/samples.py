"""Short ways to write evidence and courses in tests of training."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.curriculum.course import (
    Activity,
    GateActivity,
    GateRule,
    LessonActivity,
    Module,
    PracticeActivity,
    TheoryActivity,
)
from desktop.curriculum.items import Exercise, Gold
from desktop.training.evidence import TheoryRow, TryRow

START = datetime(2026, 11, 23, 8, tzinfo=UTC)


def try_row(
    exercise: str, qualified: int, judged: int, *, activity: str = "p1", day: int = 0, **more: Any
) -> TryRow:
    """A first try: ``qualified`` of ``judged`` units."""
    return TryRow(exercise, activity, START + timedelta(days=day), qualified, judged, **more)


def answer(
    item: str, correct: bool, *, activity: str = "t1", requirements: tuple[str, ...] = ()
) -> TheoryRow:
    """A first answer to a theory item."""
    return TheoryRow(item, activity, START, correct, requirements)


def exercise(name: str, *, difficulty: int = 1, requirements: tuple[str, ...] = ()) -> Exercise:
    """A practice exercise on a text without marks."""
    return Exercise(
        id=name,
        title=name,
        pool="practice",
        text="一段文字",
        golds=(Gold(),),
        difficulty=difficulty,
        requirements=requirements,
    )


def lesson(name: str) -> LessonActivity:
    """A lesson."""
    return LessonActivity(id=name, title=name, lesson=name)


def theory(name: str, *items: str) -> TheoryActivity:
    """A theory set."""
    return TheoryActivity(id=name, title=name, items=items)


def practice(name: str, *exercises: str, needed: int = 1) -> PracticeActivity:
    """A practice."""
    return PracticeActivity(id=name, title=name, exercises=exercises, needed=needed)


def gate(*over: str, **rule: Any) -> GateActivity:
    """A gate called g1."""
    return GateActivity(id="g1", title="g1", over=over or ("p1", "t1"), rule=GateRule(**rule))


def module(name: str, *activities: Activity) -> Module:
    """A module."""
    return Module(id=name, title=name, summary=name, activities=activities)


def plain_bound(k: int, n: int) -> float:
    """A bound that is the share itself, to test everything but the statistics."""
    return k / n


Codes = Mapping[str, int]
