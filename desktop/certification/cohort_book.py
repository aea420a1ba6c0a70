"""A class in figures, ready to be written down: totals with their denominators, trainees, sittings, practice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.assessment.claims import Claim
from desktop.assessment.cohort import Cohort, CohortRow, cohort
from desktop.assessment.form import form_from_json
from desktop.assessment.reuse import met_before
from desktop.certification.evidence import accuracy_of, proof_of, red_lines_of
from desktop.certification.source import Proof, RedLines
from desktop.curriculum.pack import Pack
from desktop.records.queries.board import Outcome, Progress, board, outcomes
from desktop.records.queries.classes import Cohort as Class
from desktop.records.queries.sittings import Sitting, sittings
from desktop.records.record import Record

PASSED = ("pass", "distinction")


@dataclass(frozen=True)
class SittingLine:
    """One closed sitting. ``outcome`` is empty while undecided; a part not sat this time is None."""

    number: str
    name: str
    attempt: int
    closed_at: datetime
    theory: Proof | None
    practical: Proof | None
    units_per_hour: float | None
    outcome: str
    released_at: datetime | None
    interruptions: int
    gap_seconds: float
    #: The share of the paper's exercises that stood in this trainee's earlier papers; None where it asked for none.
    met_before: float | None = None
    #: Safety red lines of the practical part; None where the paper had none.
    red_lines: RedLines | None = None


@dataclass(frozen=True)
class SectionLine:
    """One section of the practical part of one decided sitting, with claim B about it."""

    number: str
    name: str
    attempt: int
    title: str
    proof: Proof | None
    cut: float
    accuracy: Claim | None


@dataclass(frozen=True)
class TraineeLine:
    """One trainee ever enrolled. Proofs are of the latest decided sitting; ``accuracy`` is claim B about them."""

    number: str
    name: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    attempts: int
    first: str
    final: str
    released: bool
    theory: Proof | None
    practical: Proof | None
    accuracy: Claim | None
    interruptions: int
    certificate: str
    seconds: float


@dataclass(frozen=True)
class PracticeLine:
    """One trainee in one module: activities finished, first tries and first answers."""

    number: str
    name: str
    module: str
    finished: int
    activities: int
    qualified: int
    judged: int
    correct: int
    answers: int
    seconds: float


@dataclass(frozen=True)
class CohortBook:
    """Everything the workbook of a class says."""

    site: str
    class_name: str
    order: str
    employer: str
    pass_rules: tuple[float, float]
    most_sittings: int
    made_at: datetime
    totals: Cohort
    trainees: tuple[TraineeLine, ...]
    sittings: tuple[SittingLine, ...]
    practice: tuple[PracticeLine, ...]
    #: Of orders whose practical part has sections.
    sections: tuple[SectionLine, ...] = ()
    in_sections: bool = False


def cohort_book(
    record: Record, at: Class, pack: Pack, *, site: str, now: datetime, done: Mapping[tuple[str, str], int]
) -> CohortBook:
    """Return a class in figures, as the record stands. ``done``: activities done, by account id and module id."""
    people = outcomes(record, at.class_id)
    by_person: dict[str, list[Sitting]] = defaultdict(list)
    for sitting in reversed(sittings(record, class_id=at.class_id)):
        if sitting.closed_at is not None:
            by_person[sitting.account_id].append(sitting)
    rows = [
        CohortRow(
            person.account_id,
            tuple(each.decision.outcome in PASSED for each in by_person[person.account_id] if each.decision),
            person.withdrawn_at is not None,
        )
        for person in people
    ]
    return CohortBook(
        site=site,
        class_name=at.name,
        order=f"{pack.order.id} {pack.order.name}",
        employer=pack.order.employer,
        pass_rules=(pack.blueprint.theory.pass_share, pack.blueprint.practical.pass_accuracy),
        in_sections=bool(pack.blueprint.practical.sections),
        most_sittings=pack.blueprint.sittings,
        made_at=now,
        totals=cohort(rows, sittings=pack.blueprint.sittings),
        trainees=tuple(_trainee(person, by_person[person.account_id]) for person in people),
        sittings=tuple(line for person in people for line in _sittings(person, by_person[person.account_id])),
        sections=tuple(line for person in people for line in _sections(person, by_person[person.account_id])),
        practice=tuple(_practice(board(record, at.class_id), people, pack, done)),
    )


def _trainee(person: Outcome, sat: list[Sitting]) -> TraineeLine:
    decided = [sitting for sitting in sat if sitting.decision is not None]
    last = decided[-1] if decided else None
    return TraineeLine(
        number=person.number,
        name=person.name,
        withdrawn_at=person.withdrawn_at,
        withdrawn_reason=person.withdrawn_reason,
        attempts=len(sat),
        first=_outcome(decided[0]) if decided else "",
        final=_outcome(last),
        released=last is not None and last.released_at is not None,
        theory=proof_of(last.decision.theory) if last and last.decision else None,
        practical=proof_of(last.decision.practical) if last and last.decision else None,
        accuracy=accuracy_of(last.decision.practical, last.sitting_id) if last and last.decision else None,
        interruptions=sum(sitting.interruptions for sitting in sat),
        certificate=person.credential_number,
        seconds=person.seconds,
    )


def _sittings(person: Outcome, sat: list[Sitting]) -> Iterable[SittingLine]:
    for attempt, sitting in enumerate(sat, 1):
        decision = sitting.decision
        if sitting.closed_at is None:
            continue
        pace = decision.practical.get("units_per_hour") if decision else None
        yield SittingLine(
            number=person.number,
            name=person.name,
            attempt=attempt,
            closed_at=sitting.closed_at,
            theory=proof_of(decision.theory) if decision else None,
            practical=proof_of(decision.practical) if decision else None,
            units_per_hour=float(pace) if pace is not None else None,
            outcome=_outcome(sitting),
            released_at=sitting.released_at,
            interruptions=sitting.interruptions,
            gap_seconds=sitting.gap_seconds,
            met_before=_met_before(sitting, sat[: attempt - 1]),
            red_lines=red_lines_of(decision.practical) if decision else None,
        )


def _sections(person: Outcome, sat: list[Sitting]) -> Iterable[SectionLine]:
    for attempt, sitting in enumerate(sat, 1):
        # Of a retake of theory alone the sections stand with the sitting that proved them.
        if sitting.decision is None or "practical" not in sitting.form.get("parts", ()):
            continue
        for found in sitting.decision.practical.get("sections", ()):
            yield SectionLine(
                number=person.number,
                name=person.name,
                attempt=attempt,
                title=found["title"],
                proof=proof_of(found),
                cut=found["cut"],
                accuracy=accuracy_of(found, sitting.sitting_id),
            )


def _met_before(sitting: Sitting, earlier: Iterable[Sitting]) -> float | None:
    if "practical" not in sitting.form.get("parts", ()):
        return None
    form, *seen = (form_from_json(each.form.get("form")) for each in (sitting, *earlier))
    return met_before(form, seen)[0] / len(form.practical) if form.practical else None


def _practice(
    rows: tuple[Progress, ...], people: tuple[Outcome, ...], pack: Pack, done: Mapping[tuple[str, str], int]
) -> Iterable[PracticeLine]:
    touched = {(row.account_id, row.activity_id): row for row in rows}
    for person in people:
        for module in pack.modules:
            found = [
                row
                for activity in module.activities
                if (row := touched.get((person.account_id, activity.id))) is not None
            ]
            yield PracticeLine(
                number=person.number,
                name=person.name,
                module=module.title,
                finished=done.get((person.account_id, module.id), 0),
                activities=len(module.activities),
                qualified=sum(row.first_qualified for row in found),
                judged=sum(row.first_judged for row in found),
                correct=sum(row.first_correct for row in found),
                answers=sum(row.first_answers for row in found),
                seconds=sum(row.seconds for row in found),
            )


def _outcome(sitting: Sitting | None) -> str:
    return sitting.decision.outcome if sitting is not None and sitting.decision is not None else ""
