"""Short ways to write blueprints, banks and clocks in tests of assessment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.assessment.sitting import Reading
from desktop.curriculum.course import Blueprint, PracticalPart, PracticalStratum, TheoryPart, TheoryStratum
from desktop.curriculum.items import Choice, Exercise, Gold, GoldMark, ItemKind, TheoryItem

START = datetime(2026, 11, 23, 8, tzinfo=UTC)


def blueprint(
    *,
    topics: Sequence[tuple[str, int]] = (("rules", 3), ("security", 1)),
    difficulties: Sequence[tuple[int, int]] = ((1, 2), (2, 1)),
    practical: dict[str, Any] | None = None,
    **more: Any,
) -> Blueprint:
    """A blueprint; ``practical`` and ``more`` override fields."""
    part = {"minutes": 60, "units": 1, "pass_accuracy": 0.95} | (practical or {})
    return Blueprint(
        theory=TheoryPart(
            minutes=45, strata=tuple(TheoryStratum(topic=topic, count=count) for topic, count in topics)
        ),
        practical=PracticalPart(
            strata=tuple(PracticalStratum(difficulty=level, count=count) for level, count in difficulties),
            **part,
        ),
        **more,
    )


def item(
    name: str, topic: str = "rules", *, kind: ItemKind = "single", pool: str = "exam", **more: Any
) -> TheoryItem:
    """A theory item with four options."""
    choices = () if kind == "judgement" else tuple(Choice(id=one, text=one) for one in "abcd")
    answers = {"judgement": ("true",), "ordering": ("a", "b", "c", "d"), "multiple": ("a", "c")}
    fields = {"stem": "问", "explanation": "因为", "answer": answers.get(kind, ("a",))} | more
    return TheoryItem(id=name, kind=kind, choices=choices, topic=topic, pool=pool, **fields)


def exercise(name: str, *, units: int = 10, difficulty: int = 1, pool: str = "exam") -> Exercise:
    """An exercise on a text with ``units`` spans."""
    marks = tuple(GoldMark(id=f"m{n}", label="a", start=n, end=n + 1) for n in range(units))
    return Exercise(
        id=name,
        title=name,
        pool=pool,
        text="字" * (units + 1),
        golds=(Gold(marks=marks),),
        difficulty=difficulty,
    )


def bank(rules: int = 12, security: int = 4) -> list[TheoryItem]:
    """A bank of theory items by topic."""
    return [item(f"r{n}") for n in range(rules)] + [item(f"s{n}", "security") for n in range(security)]


def tasks(easy: int = 8, hard: int = 4, *, units: int = 10) -> list[Exercise]:
    """A bank of exercises of difficulty 1 and 2."""
    return [exercise(f"e{n}", units=units) for n in range(easy)] + [
        exercise(f"h{n}", units=units, difficulty=2) for n in range(hard)
    ]


def at(seconds: float, *, monotonic: float | None = None, boot: str = "b1") -> Reading:
    """The clocks ``seconds`` after the start; the monotonic one agrees unless it is given."""
    return Reading(START + timedelta(seconds=seconds), seconds if monotonic is None else monotonic, boot)
