"""Which exercise comes next: one that holds what this trainee gets wrong, not seen yet if possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.curriculum.items import Exercise
from desktop.training.evidence import Evidence
from desktop.training.weakness import Weakness


@dataclass(frozen=True)
class Chosen:
    """The next exercise, and the weakness it was chosen for (None when there is none, or nothing fits)."""

    exercise: Exercise
    weakness: Weakness | None
    repeated: bool


def choose_next(
    candidates: Iterable[Exercise],
    evidence: Evidence,
    weak: Sequence[Weakness],
    needs: Mapping[str, frozenset[str]],
) -> Chosen:
    """Return the exercise to do next. Deterministic: the same evidence chooses the same exercise.

    Args:
        candidates: the exercises of a practice activity, in the author's order; at least one.
        evidence: what is known about the trainee.
        weak: the trainee's weak points, the surest first.
        needs: for each finding code, the requirements of the order that it breaks; an exercise that serves one of
            them trains against the code. A requirement is trained by the exercises that serve it.

    Unseen exercises come before seen ones; the easiest difficulty not yet done first among the unseen; then those
    that train against the most of the trainee's weaknesses; then the author's order. When all were seen, the one
    with the most of what is weak, handed in longest ago.
    """
    exercises = list(candidates)
    last_seen = {each.exercise_id: place for place, each in reversed(list(enumerate(evidence.tries)))}
    seen = frozenset().union(*evidence.handed_in.values()) if evidence.handed_in else frozenset()
    unseen = [exercise for exercise in exercises if exercise.id not in seen]
    if unseen:
        level = min(exercise.difficulty for exercise in unseen)
        pool = [exercise for exercise in unseen if exercise.difficulty == level]
        best = max(pool, key=lambda exercise: (_fit(exercise, weak, needs), -exercises.index(exercise)))
    else:
        # A larger place in ``tries`` (latest first) means longer ago.
        best = max(
            exercises,
            key=lambda each: (_fit(each, weak, needs) > 0, last_seen.get(each.id, len(evidence.tries))),
        )
    return Chosen(best, _reason(best, weak, needs), repeated=not unseen)


def _trains(exercise: Exercise, weakness: Weakness, needs: Mapping[str, frozenset[str]]) -> bool:
    asked = {weakness.name} if weakness.kind == "requirement" else needs.get(weakness.name, frozenset())
    return not asked.isdisjoint(exercise.requirements)


def _fit(exercise: Exercise, weak: Iterable[Weakness], needs: Mapping[str, frozenset[str]]) -> float:
    return sum(each.rate for each in weak if _trains(exercise, each, needs))


def _reason(
    exercise: Exercise, weak: Iterable[Weakness], needs: Mapping[str, frozenset[str]]
) -> Weakness | None:
    return next((each for each in weak if _trains(exercise, each, needs)), None)
