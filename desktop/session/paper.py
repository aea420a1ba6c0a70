"""A sitting's paper in the record: the form with the parts to sit, and what was carried over from an earlier sitting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.assessment.form import Form, form_from_json, form_to_json
from desktop.assessment.sitting import (
    PARTS,
    Beat,
    Ended,
    Entry,
    Excused,
    Part,
    Reading,
    Standing,
    Started,
    reading_from_json,
    standing,
)
from desktop.base.clock import moment
from desktop.curriculum.course import Blueprint
from desktop.records.journal import Event
from desktop.records.queries.events import events
from desktop.session.session import Session

#: The reason of an interruption that an invigilator excused.
EXCUSED = "excused"
_LOGGED = ("sitting.part_started", "sitting.interrupted", "sitting.part_closed")


@dataclass(frozen=True)
class Paper:
    """What one sitting asks. ``carried`` holds the proof of a part passed before, by part."""

    form: Form
    parts: tuple[Part, ...] = PARTS
    carried: Mapping[str, Any] = field(default_factory=dict)


def paper_to_json(paper: Paper) -> dict[str, Any]:
    """Return a paper as the record keeps it."""
    return {"form": form_to_json(paper.form), "parts": list(paper.parts), "carried": dict(paper.carried)}


def paper_from_json(value: Any) -> Paper:
    """Return the paper of a record. Raises ValueError."""
    if not isinstance(value, Mapping):
        raise ValueError("a paper must be an object")
    parts = tuple(part for part in PARTS if part in value.get("parts", ()))
    return Paper(form_from_json(value.get("form")), parts, dict(value.get("carried", {})))


def reading(session: Session) -> Reading:
    """Return all three clocks now."""
    return Reading(session.clock.now(), session.clock.monotonic(), session.clock.boot())


def stands(
    session: Session, sitting_id: str, paper: Paper, blueprint: Blueprint, now: Reading | None
) -> Standing:
    """Return where a sitting stands at a moment, worked out from its journal."""
    return standing(log_of(session, sitting_id), blueprint, now, parts=paper.parts)


def log_of(session: Session, sitting_id: str) -> list[Entry]:
    """Return the log of a sitting's clocks from its journal."""
    log: list[Entry] = []
    gaps = 0
    for event in events(session.record, subject=sitting_id, kinds=_LOGGED):
        if event.kind == "sitting.part_started":
            log.append(Started(event.body["part"], _clocks(event)))
        elif event.kind == "sitting.part_closed":
            log.append(Ended(event.body["part"], _clocks(event), event.body["reason"]))
        else:
            before, after = (reading_from_json(event.body[name]) for name in ("before", "after"))
            log += [Beat(before), Beat(after)]
            if event.body["reason"] == EXCUSED:
                log.append(Excused(gaps, EXCUSED))
            gaps += before.boot != after.boot
    return log


def part_seconds(log: Sequence[Entry], part: Part, blueprint: Blueprint) -> float:
    """Return the seconds used in a part that ended."""
    until = next(place for place, entry in enumerate(log) if isinstance(entry, Ended) and entry.part == part)
    ended = log[until]
    running = standing(
        log[:until], blueprint, ended.reading if isinstance(ended, Ended) else None, parts=_parts(log)
    )
    return running.used


def _parts(log: Sequence[Entry]) -> tuple[Part, ...]:
    started = {entry.part for entry in log if isinstance(entry, Started)}
    return tuple(part for part in PARTS if part in started)


def _clocks(event: Event) -> Reading:
    return Reading(moment(event.body["wall"]), event.body["monotonic"], event.body["boot"])
