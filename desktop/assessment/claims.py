"""What numbers prove and what they do not. There are three different 99 %s, and a claim always says which it is:
(A) the share of a class that passed, (B) the accuracy of a person, (C) the share still at work after three months.
"""  # noqa: D205  the three must stand together

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.assessment.statistics import (
    Cluster,
    Interval,
    clopper_pearson,
    clopper_pearson_lower,
    cluster_bootstrap,
    design_effect,
    units_needed,
)

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
    """An interval that knows that units of one picture belong together, and how it was made.

    ``effective_n`` is n / design effect for the method of that name, else None.
    """

    interval: Interval
    method: Method
    clusters: int
    effective_n: int | None = None
    assumed_correlation: float | None = None


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
    clustered = _clustered(per_exercise, k, n, seed=seed, confidence=confidence)
    status: Status = plain.status
    if status == "proved" and clustered.interval[0] < target:
        status = "independent"
    return Claim(
        plain.code, k, n, plain.share, plain.interval, plain.at_least, target, status, plain.needed,
        clustered, confidence,
    )  # fmt: skip


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


def _clustered(clusters: Sequence[Cluster], k: int, n: int, *, seed: int, confidence: float) -> Clustered:
    """Return the interval over pictures. The bootstrap's is never narrower here than the exact one of single units."""
    given = [cluster for cluster in clusters if cluster[1]]
    drawn = (
        cluster_bootstrap(given, seed=seed, confidence=confidence) if len(given) >= FEWEST_CLUSTERS else None
    )
    if drawn is not None:
        exact = clopper_pearson(k, n, confidence)
        return Clustered((min(drawn[0], exact[0]), max(drawn[1], exact[1])), "bootstrap", len(given))
    size = sum(units * units for _, units in given) / n
    effective = max(math.floor(n / design_effect(size, ASSUMED_CORRELATION)), 1)
    right = math.floor(k * effective / n + 1e-9)
    return Clustered(
        clopper_pearson(right, effective, confidence),
        "design_effect",
        len(given),
        effective,
        ASSUMED_CORRELATION,
    )
