"""Weak points: what a trainee gets wrong most, by finding code and by requirement."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

from desktop.training.evidence import Evidence
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
    """

    kind: Literal["code", "requirement"]
    name: str
    wrong: int
    n: int
    rate: float
    activity_id: str
    aspect: str = ""
    aspect_wrong: int = 0


def weaknesses(evidence: Evidence, lower_bound: Bound, *, most: int = MOST) -> tuple[Weakness, ...]:
    """Return the weak points, the surest first; ties by name. ``lower_bound`` is Wilson's one-sided."""
    found = [*_by_code(evidence, lower_bound), *_by_requirement(evidence, lower_bound)]
    return tuple(sorted(found, key=lambda weak: (-weak.rate, weak.kind, weak.name))[:most])


def _by_code(evidence: Evidence, bound: Bound) -> list[Weakness]:
    recent = list(evidence.tries)[:RECENT_TRIES]
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
