"""Weak points: what a trainee gets wrong most, by finding code, label and trait, and by requirement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from desktop.training.evidence import Evidence, TryRow
from desktop.training.holdings import WITHOUT_GOLD, Bank, Holding, Trait
from desktop.training.readiness import Bound

#: How many of the latest exercises and answers are looked at: old errors that are overcome must fade.
RECENT_TRIES = 8
RECENT_ANSWERS = 40
#: Fewer wrong than this is chance, not a weakness.
LEAST_WRONG = 2
#: More than this many at once helps nobody.
MOST = 3


@dataclass(frozen=True)
class Weakness:
    """``wrong`` of ``n``: findings of a code per judged unit, or wrong answers of a requirement per answer.

    ``rate`` is the one-sided 95 % lower Wilson bound of wrong / n: what is bad for sure comes first. ``aspect`` is the
    side or attribute that most findings of the code concern, ``aspect_wrong`` how many do; empty when none stands out.

    Where most findings of a code concern one label, ``label`` names it, and ``wrong`` of ``n`` are its units; where
    most of these have a trait without which it goes right more often, ``trait`` names it, and ``trait_rate`` is the
    rate among the units that have it.
    """

    kind: Literal["code", "requirement"]
    name: str
    wrong: int
    n: int
    rate: float
    activity_id: str
    aspect: str = ""
    aspect_wrong: int = 0
    label: str = ""
    trait: Trait | None = None
    trait_rate: float = 0.0


def weaknesses(
    evidence: Evidence, lower_bound: Bound, *, most: int = MOST, bank: Bank | None = None
) -> tuple[Weakness, ...]:
    """Return the weak points, the surest first; ties by name. ``lower_bound`` is Wilson's one-sided.

    ``bank`` says what the exercises hold; without it no label and no trait is named.
    """
    recent = list(evidence.tries)[:RECENT_TRIES]
    by_code = _by_code(recent, lower_bound)
    if bank is not None:
        met = [(each, bank[each.exercise_id]) for each in recent if each.exercise_id in bank]
        by_code = [_narrowed(weak, met, lower_bound) for weak in by_code]
    found = [*by_code, *_by_requirement(evidence, lower_bound)]
    return tuple(sorted(found, key=lambda weak: (-weak.rate, weak.kind, weak.name))[:most])


def _narrowed(weak: Weakness, met: Sequence[tuple[TryRow, Holding]], bound: Bound) -> Weakness:
    """Return a weakness of one code with the label and the trait that most of it concerns, if any."""
    concerned = _concerned(weak.name, met)
    label, wrong = max(
        ((label, len(places)) for label, places in concerned.items()),
        key=lambda pair: (pair[1], pair[0]),
        default=("", 0),
    )
    total = sum(len(places) for places in concerned.values())
    if not label or wrong < LEAST_WRONG or 2 * wrong <= total:
        return weak
    if weak.name in WITHOUT_GOLD:
        return replace(weak, label=label)
    n = sum(holding.chances(weak.name, label) for _try, holding in met)
    if n < wrong:
        # What was met can no longer be counted: the exercise has changed since.
        return replace(weak, label=label)
    narrowed = replace(weak, label=label, wrong=wrong, n=n, rate=_rate(wrong, n, bound))
    traits = Counter(trait for traits in concerned[label].values() for trait in traits)
    standing_out = []
    for trait, times in traits.items():
        with_it = sum(holding.chances(weak.name, label, trait) for _try, holding in met)
        if LEAST_WRONG <= times <= with_it < n and 2 * times > wrong:
            rate, outside = _rate(times, with_it, bound), (wrong - times) / (n - with_it)
            if rate > outside:
                standing_out.append((rate - outside, trait, rate))
    if not standing_out:
        return narrowed
    _gap, trait, rate = max(standing_out)
    return replace(narrowed, trait=trait, trait_rate=max(rate, narrowed.rate))


def _concerned(
    code: str, met: Sequence[tuple[TryRow, Holding]]
) -> Mapping[str, Mapping[tuple[int, str, int], frozenset[Trait]]]:
    """Return the traits of the units that findings of a code concern, by label and place; each unit once."""
    found: defaultdict[str, dict[tuple[int, str, int], frozenset[Trait]]] = defaultdict(dict)
    for number, (each, holding) in enumerate(met):
        for place, at in enumerate(each.found):
            if at.code != code:
                continue
            unit = holding.unit(at.gold_id)
            label = at.label if unit is None or code in WITHOUT_GOLD else unit.label
            traits = frozenset() if unit is None else unit.traits
            # A mark too many has no gold mark: every one of them counts.
            found[label][number, at.gold_id, -1 if at.gold_id else place] = traits
    found.pop("", None)
    return found


def _by_code(recent: Sequence[TryRow], bound: Bound) -> list[Weakness]:
    judged = sum(each.judged for each in recent)
    wrong: Counter[str] = Counter()
    where: dict[str, str] = {}
    aspects: Counter[tuple[str, str]] = Counter()
    for each in recent:
        aspects.update(each.aspects)
        for code, times in each.codes.items():
            wrong[code] += times
            where.setdefault(code, each.activity_id)
    return [
        Weakness(
            "code",
            code,
            times,
            judged,
            _rate(times, judged, bound),
            where[code],
            *_outstanding(code, times, aspects),
        )
        for code, times in wrong.items()
        if times >= LEAST_WRONG
    ]


def _outstanding(code: str, times: int, aspects: Counter[tuple[str, str]]) -> tuple[str, int]:
    """Return the side or attribute that more than half of a code's findings concern, at least two; or nothing."""
    own = sorted(((n, aspect) for (name, aspect), n in aspects.items() if name == code), reverse=True)
    if own and own[0][0] >= LEAST_WRONG and 2 * own[0][0] > times:
        return own[0][1], own[0][0]
    return "", 0


def _by_requirement(evidence: Evidence, bound: Bound) -> list[Weakness]:
    right: defaultdict[str, int] = defaultdict(int)
    total: defaultdict[str, int] = defaultdict(int)
    where: dict[str, str] = {}
    for each in list(evidence.answers)[:RECENT_ANSWERS]:
        for requirement in each.requirements:
            total[requirement] += 1
            right[requirement] += each.correct
            where.setdefault(requirement, each.activity_id)
    return [
        Weakness("requirement", name, n - right[name], n, _rate(n - right[name], n, bound), where[name])
        for name, n in total.items()
        if n - right[name] >= LEAST_WRONG
    ]


def _rate(wrong: int, n: int, bound: Bound) -> float:
    # One box can have several findings (two loose sides): the share is capped at all of them.
    return bound(min(wrong, n), n) if n else 0.0
