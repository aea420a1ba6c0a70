"""Which exercise comes next: the one that holds most of what this trainee gets wrong, not seen yet if possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.curriculum.items import Exercise
from desktop.training.evidence import Evidence
from desktop.training.holdings import WITHOUT_GOLD, Bank, Holding
from desktop.training.weakness import Weakness

#: For the sake of a weakness an exercise may be so much harder than the easiest that is left.
HARDER = 1
_NOTHING = Holding()


@dataclass(frozen=True)
class Chosen:
    """The next exercise, and the weakness it was chosen for: None when it would have been the next one anyway."""

    exercise: Exercise
    weakness: Weakness | None
    repeated: bool


def choose_next(
    candidates: Iterable[Exercise], evidence: Evidence, weak: Sequence[Weakness], bank: Bank
) -> Chosen:
    """Return the exercise to do next. Deterministic: the same evidence chooses the same exercise.

    Args:
        candidates: the exercises of a practice activity, in the author's order; at least one.
        evidence: what is known about the trainee.
        weak: the trainee's weak points, the surest first.
        bank: what each exercise holds; one that is not in it holds nothing.

    Without a weakness: unseen before seen, easier before harder, then the author's order; when all were seen, the
    one handed in longest ago. A weakness changes that only for an exercise with more expected errors (see
    ``expected_errors``): among the unseen at most one difficulty harder than the easiest left; among the seen, in
    the half handed in longest ago, so that nothing comes back at once. Ties fall back to the order without weakness.
    """
    exercises = list(candidates)
    seen = frozenset().union(*evidence.handed_in.values()) if evidence.handed_in else frozenset()
    unseen = [exercise for exercise in exercises if exercise.id not in seen]
    if unseen:
        usual = sorted(unseen, key=lambda exercise: exercise.difficulty)
        pool = [each for each in usual if each.difficulty <= usual[0].difficulty + HARDER]
    else:
        # A larger place in ``tries`` (latest first) means longer ago.
        last_seen = {each.exercise_id: place for place, each in reversed(list(enumerate(evidence.tries)))}
        usual = sorted(exercises, key=lambda each: -last_seen.get(each.id, len(evidence.tries)))
        pool = usual[: (len(usual) + 1) // 2]
    best = max(pool, key=lambda each: (_worth(each, weak, bank), -pool.index(each)))
    return Chosen(best, _reason(best, usual[0], weak, bank), repeated=not unseen)


def expected_errors(weakness: Weakness, exercise: Exercise, holding: Holding) -> float:
    """Return how many errors of one kind this trainee is expected to make in an exercise.

    Opportunities times error rate, summed over kinds of opportunity, as in human reliability analysis, where the
    rate is errors / opportunities (Swain and Guttmann, NUREG/CR-1278, 1983). Opportunities are marks of the
    weakness's label; those with its trait have a rate of their own. The rates are lower bounds, so that little
    evidence moves little. A requirement failed in theory has one opportunity in each exercise that serves it.
    """
    if weakness.kind == "requirement":
        return weakness.rate * (weakness.name in exercise.requirements)
    every = holding.chances(weakness.name, weakness.label)
    with_trait = holding.chances(weakness.name, weakness.label, weakness.trait) if weakness.trait else 0
    return weakness.rate * (every - with_trait) + weakness.trait_rate * with_trait


def _worth(exercise: Exercise, weak: Sequence[Weakness], bank: Bank) -> tuple[float, float]:
    """Return the expected errors; where no lure tells exercises apart, the marks of the label that was one too many."""
    holding = bank.get(exercise.id, _NOTHING)
    alike = sum(
        each.rate * holding.chances("MISS", each.label)
        for each in weak
        if each.kind == "code" and each.name in WITHOUT_GOLD
    )
    # Rounded: the order of a sum must not decide between equals.
    return round(sum(expected_errors(each, exercise, holding) for each in weak), 9), round(alike, 9)


def _reason(best: Exercise, usual: Exercise, weak: Sequence[Weakness], bank: Bank) -> Weakness | None:
    """Return the weakness that speaks most for the best against the one that would have come anyway."""
    if best.id == usual.id or not weak:
        return None

    def gain(each: Weakness) -> tuple[float, float]:
        theirs, ours = _worth(best, [each], bank), _worth(usual, [each], bank)
        return theirs[0] - ours[0], theirs[1] - ours[1]

    found = max(weak, key=lambda each: (gain(each), -weak.index(each)))
    return found if gain(found) > (0.0, 0.0) else None
