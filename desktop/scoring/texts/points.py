"""Points that only a person can give: which ones something written waits for, and what stays unjudged until they come.

A text whose checklist leaves lines to the instructor is neither right nor wrong before these are given, unless no points
could save it: a hard check that failed, or too few points even with all of the instructor's. Then it is wrong already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.annotation.replies import Reply
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.judge import Truth
from desktop.scoring.result import Point
from desktop.scoring.texts.checklist import Checklist, checked
from desktop.scoring.texts.replies import Replies


@dataclass(frozen=True)
class Waiting:
    """``points`` nobody gave yet, in the order of the gold and of the checklists.

    ``unjudged``: questions with their parts whose texts are set aside until then. ``counts``: of those texts, the points
    that rules gave, of how many, and how many are open.
    """

    points: tuple[Point, ...] = ()
    unjudged: frozenset[tuple[str, str]] = frozenset()
    counts: Mapping[str, float] | None = None


def waiting(
    truths: Iterable[Truth[Reply]],
    replies: Replies,
    schema: LabelSchema,
    *,
    exercise: Exercise | None,
    given: Mapping[Point, bool],
) -> Waiting:
    """Return what the replies to questions of the gold wait for. Nothing written leaves nothing to judge."""
    points: list[Point] = []
    unjudged: set[tuple[str, str]] = set()
    counts: dict[str, float] = {}
    for truth in truths:
        place = (truth.mark.label, truth.mark.about)
        found = checklist_of(place, replies, exercise, given)
        if truth.ignored or found is None or not found.left_open:
            continue
        points += [Point(*place, line.check.id) for line in found.lines if line.passed is None]
        if _may_be_right(found, schema):
            unjudged.add(place)
            for name, number in (
                ("points", found.points),
                ("of", found.whole),
                ("open", float(found.waiting)),
            ):
                counts[f"writing.{name}"] = counts.get(f"writing.{name}", 0.0) + number
    return Waiting(tuple(points), frozenset(unjudged), counts)


def checklist_of(
    place: tuple[str, str], replies: Replies, exercise: Exercise | None, given: Mapping[Point, bool]
) -> Checklist | None:
    """Return the checklist of what was written at a place, with the points given; None without a list or without text."""
    checks = exercise.checks.get(place[0], ()) if exercise is not None else ()
    text = next((reply.value for reply in replies.get(place, ()) if isinstance(reply.value, str)), "")
    return checked(text, checks, given_for(place, given)) if checks and text.strip() else None


def given_for(place: tuple[str, str], given: Mapping[Point, bool]) -> dict[str, bool]:
    """Return the points given for one text, by check."""
    return {point.check: met for point, met in given.items() if (point.question, point.about) == place}


def _may_be_right(found: Checklist, schema: LabelSchema) -> bool:
    best = Checklist(tuple(replace(line, passed=line.passed is not False) for line in found.lines))
    return best.right(schema.text_rules.points)
