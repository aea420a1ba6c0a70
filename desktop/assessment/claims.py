"""What numbers prove and what they do not.

There are three different 99 %s, and a claim always says which one it is: (A) the share of a class that passed, (B) the
accuracy of a person, (C) the share still at work after three months.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from desktop.assessment.statistics import Cluster, cluster_bootstrap, design_effect, units_needed
from desktop.scoring.intervals import Interval, clopper_pearson, clopper_pearson_lower

ClaimCode: TypeAlias = Literal["cohort_pass", "person_accuracy", "retention"]
#: proved: even with units of one picture standing or falling together. independent: only if each unit stood alone.
Status: TypeAlias = Literal["proved", "independent", "not_yet", "no_data"]
Method: TypeAlias = Literal["bootstrap", "design_effect"]

TARGET = 0.99
#: The correlation within a picture that is assumed where the data show no spread (training_cert 5.1).
ASSUMED_CORRELATION = 0.05
#: Below this many pictures a bootstrap over pictures says little.
FEWEST_CLUSTERS = 8
RETENTION_DAY = 91
#: Errors beyond this make the number of units still needed meaningless.
_MOST_ERRORS = 1000


@dataclass(frozen=True)
class Clustered:
    """What remains of a claim when units of one picture belong together, and how it was computed.

    ``effect`` is the design effect 1 + (m - 1) ICC at the assumed correlation; ``effective_n`` = n / effect, and
    ``needed`` the units of ``Claim.needed`` times the effect.
    """

    interval: Interval
    at_least: float
    method: Method
    clusters: int
    effect: float
    effective_n: int
    needed: int | None


@dataclass(frozen=True)
class Claim:
    """k of n, the exact two-sided interval at ``confidence``, and how it stands to ``target``.

    ``at_least`` is the one-sided bound: the most that may be said in one sentence. ``needed`` is the number of units
    that would prove the target with the errors made so far and none more; None where that says nothing.
    """

    code: ClaimCode
    k: int
    n: int
    share: float | None
    interval: Interval | None
    at_least: float | None
    target: float
    status: Status
    needed: int | None
    clustered: Clustered | None = None
    confidence: float = 0.95


@dataclass(frozen=True)
class Retention:
    """Certified people at day 91: at work of those reached, and if all the others were not, or were."""

    certified: int
    reached: int
    employed: int
    day: int
    reached_only: Claim
    worst: Claim
    best: Claim


def share_claim(
    code: ClaimCode, k: int, n: int, *, target: float = TARGET, confidence: float = 0.95
) -> Claim:
    """Return the claim of k of n independent units."""
    if n == 0:
        return Claim(code, 0, 0, None, None, None, target, "no_data", units_needed(target, 0, confidence))
    at_least = clopper_pearson_lower(k, n, confidence)
    return Claim(
        code=code,
        k=k,
        n=n,
        share=k / n,
        interval=clopper_pearson(k, n, confidence),
        at_least=at_least,
        target=target,
        status="proved" if at_least >= target else "not_yet",
        needed=units_needed(target, n - k, confidence) if n - k <= _MOST_ERRORS else None,
        confidence=confidence,
    )


def accuracy_claim(
    per_exercise: Sequence[Cluster], *, seed: int, target: float = TARGET, confidence: float = 0.95
) -> Claim:
    """Return the claim (B) about a person from (qualified, judged) of each exercise.

    Proved only when the bound that knows of pictures reaches the target too.
    """
    k, n = (sum(part) for part in zip(*per_exercise, strict=True)) if per_exercise else (0, 0)
    plain = share_claim("person_accuracy", k, n, target=target, confidence=confidence)
    if n == 0:
        return plain
    clustered = _clustered(per_exercise, plain, seed)
    alone = plain.status == "proved" and clustered.at_least < target
    return replace(plain, clustered=clustered, status="independent" if alone else plain.status)


def retention(certified: int, reached: int, employed: int, *, day: int, target: float = TARGET) -> Retention:
    """Return the claim (C). Before day 91 there are no data, whoever has been reached."""
    if not 0 <= employed <= reached <= certified:
        raise ValueError(
            f"employed <= reached <= certified must hold, got {employed}, {reached}, {certified}"
        )
    known = certified if day >= RETENTION_DAY else 0
    seen, at_work = (reached, employed) if known else (0, 0)
    return Retention(
        certified=certified,
        reached=reached,
        employed=employed,
        day=day,
        reached_only=share_claim("retention", at_work, seen, target=target),
        worst=share_claim("retention", at_work, known, target=target),
        best=share_claim("retention", at_work + known - seen, known, target=target),
    )


def _clustered(clusters: Sequence[Cluster], plain: Claim, seed: int) -> Clustered:
    """Return the bounds over pictures: drawn again where they differ, else by an assumed correlation.

    The bootstrap's bounds are never narrower here than the exact ones of single units.
    """
    given = [cluster for cluster in clusters if cluster[1]]
    effect = design_effect(sum(units * units for _, units in given) / plain.n, ASSUMED_CORRELATION)
    effective = max(math.floor(plain.n / effect), 1)
    right = math.floor(plain.k * effective / plain.n + 1e-9)
    interval = clopper_pearson(right, effective, plain.confidence)
    at_least = clopper_pearson_lower(right, effective, plain.confidence)
    method: Method = "design_effect"
    drawn = _bootstrapped(given, plain, seed) if len(given) >= FEWEST_CLUSTERS else None
    if drawn is not None:
        (interval, at_least), method = drawn, "bootstrap"
    needed = None if plain.needed is None else math.ceil(plain.needed * effect)
    return Clustered(interval, at_least, method, len(given), effect, effective, needed)


def _bootstrapped(clusters: Sequence[Cluster], plain: Claim, seed: int) -> tuple[Interval, float] | None:
    two_sided = cluster_bootstrap(clusters, seed=seed, confidence=plain.confidence)
    one_sided = cluster_bootstrap(clusters, seed=seed, confidence=2 * plain.confidence - 1)
    if two_sided is None or one_sided is None or plain.interval is None or plain.at_least is None:
        return None
    interval = (min(two_sided[0], plain.interval[0]), max(two_sided[1], plain.interval[1]))
    return interval, min(one_sided[0], plain.at_least)
