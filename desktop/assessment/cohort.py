"""A class in numbers, with every denominator: enrolled, sat, first pass, final pass, absent, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.assessment.claims import TARGET, Claim, share_claim


@dataclass(frozen=True)
class CohortRow:
    """One enrolled trainee: the outcomes of the decided sittings in order (True: passed), and whether they left."""

    account_id: str
    passed: tuple[bool, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class Cohort:
    """The class. ``first`` and ``final`` are of those who sat, ``final_of_enrolled`` of everybody enrolled.

    A headline is never one of them alone: who did not sit is ``absent`` or ``withdrawn``, and adds up to enrolled.
    """

    enrolled: int
    sat: int
    absent: int
    withdrawn: int
    withdrawn_unsat: int
    first: Claim
    final: Claim
    final_of_enrolled: Claim
    sittings: int
    retakes: int


def cohort(rows: Iterable[CohortRow], *, sittings: int, target: float = TARGET) -> Cohort:
    """Return the numbers of a class; only the first ``sittings`` sittings of a trainee count."""
    given = [CohortRow(row.account_id, row.passed[:sittings], row.withdrawn) for row in rows]
    sat = [row for row in given if row.passed]
    first = sum(row.passed[0] for row in sat)
    final = sum(any(row.passed) for row in sat)
    taken = sum(len(row.passed) for row in sat)
    return Cohort(
        enrolled=len(given),
        sat=len(sat),
        absent=sum(not row.passed and not row.withdrawn for row in given),
        withdrawn=sum(row.withdrawn for row in given),
        withdrawn_unsat=sum(row.withdrawn and not row.passed for row in given),
        first=share_claim("cohort_pass", first, len(sat), target=target),
        final=share_claim("cohort_pass", final, len(sat), target=target),
        final_of_enrolled=share_claim("cohort_pass", final, len(given), target=target),
        sittings=taken,
        retakes=taken - len(sat),
    )
