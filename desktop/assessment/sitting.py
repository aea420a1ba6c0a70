"""A sitting as a pure state machine: which part runs, how much of its time is used, what the clocks did meanwhile.

Time is accounted from clock readings (docs/adr/0021). Within one boot the monotonic clock counts, whatever the wall
clock says. From one boot to the next only the wall clock is left: that time off is free until the grace of the whole
sitting is used up; beyond it, it counts, unless the gap is excused by a resume note.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from desktop.base.clock import moment, stamp
from desktop.curriculum.course import Blueprint

Part: TypeAlias = Literal["intro", "theory", "practical", "closed"]
#: The order of a full sitting; a retake of one part leaves the other out.
PARTS: tuple[Part, ...] = ("intro", "theory", "practical")
#: The wall clock may drift this far from the monotonic one before it is called a jump.
JUMP_SECONDS = 30.0


@dataclass(frozen=True)
class Reading:
    """All three clocks at one moment. ``wall`` is aware; monotonic values of two boots cannot be compared."""

    wall: datetime
    monotonic: float
    boot: str


@dataclass(frozen=True)
class Gap:
    """The PC was off between two readings. ``free`` is forgiven by the grace, ``charged`` counts as used."""

    before: Reading
    after: Reading
    seconds: float
    free: float
    charged: float
    excused: bool


@dataclass(frozen=True)
class Jump:
    """The wall clock moved by ``seconds`` (< 0: backwards) more than time passed: set by hand, or the PC slept."""

    after: Reading
    seconds: float


@dataclass(frozen=True)
class TimeAccount:
    """What a run of readings comes to, in seconds."""

    used: float
    gaps: tuple[Gap, ...]
    jumps: tuple[Jump, ...]

    @property
    def free(self) -> float:
        """Seconds of grace used up."""
        return sum(gap.free for gap in self.gaps)

    @property
    def needs_note(self) -> bool:
        """Whether a gap outran the grace and nobody has excused it."""
        return any(gap.charged > 0 for gap in self.gaps)


@dataclass(frozen=True)
class Started:
    """A part began."""

    part: Part
    reading: Reading


@dataclass(frozen=True)
class Beat:
    """The clocks were read: a heartbeat, or the moment a sitting was resumed."""

    reading: Reading


@dataclass(frozen=True)
class Excused:
    """An invigilator excused the ``gap``-th gap of the sitting (from 0) with a note."""

    gap: int
    note: str


@dataclass(frozen=True)
class Ended:
    """A part ended, handed in or because its time was up."""

    part: Part
    reading: Reading
    reason: str = ""


Entry: TypeAlias = Started | Beat | Excused | Ended


@dataclass(frozen=True)
class Standing:
    """Where a sitting stands. ``left`` is None in a part without a limit and between parts."""

    part: Part
    running: bool
    used: float
    left: float | None
    gaps: tuple[Gap, ...]
    jumps: tuple[Jump, ...]
    grace_left: float
    finished: tuple[Part, ...]

    @property
    def overtime(self) -> bool:
        """Whether the running part must be closed now."""
        return self.left is not None and self.left <= 0

    @property
    def needs_note(self) -> bool:
        """Whether a gap outran the grace and nobody has excused it."""
        return any(gap.charged > 0 for gap in self.gaps)


def account(
    readings: Sequence[Reading],
    *,
    grace_seconds: float,
    excused: Collection[int] = (),
    first_gap: int = 0,
) -> TimeAccount:
    """Return the time used between the first and the last reading.

    Args:
        readings: in the order they were taken.
        grace_seconds: how much time off is still free.
        excused: numbers of gaps that cost nothing.
        first_gap: the number of the first gap found here, within the whole sitting.
    """
    used, grace = 0.0, grace_seconds
    gaps: list[Gap] = []
    jumps: list[Jump] = []
    for before, after in pairwise(readings):
        passed = (after.wall - before.wall).total_seconds()
        if before.boot == after.boot:
            ticked = max(after.monotonic - before.monotonic, 0.0)
            used += ticked
            if abs(passed - ticked) > JUMP_SECONDS:
                jumps.append(Jump(after, passed - ticked))
            continue
        if passed < 0:
            jumps.append(Jump(after, passed))
        gap = _gap(before, after, max(passed, 0.0), grace, excused=first_gap + len(gaps) in excused)
        gaps.append(gap)
        used += gap.charged
        grace -= gap.free
    return TimeAccount(used, tuple(gaps), tuple(jumps))


def standing(
    log: Sequence[Entry], blueprint: Blueprint, now: Reading | None = None, *, parts: Sequence[Part] = PARTS
) -> Standing:
    """Return where a sitting stands after its log, at the moment ``now``. Raises ValueError for an impossible log."""
    excused = {entry.gap for entry in log if isinstance(entry, Excused)}
    stretches = _stretches(log, parts)
    grace = float(blueprint.grace_seconds)
    gaps: list[Gap] = []
    jumps: list[Jump] = []
    latest = TimeAccount(0.0, (), ())
    for part, readings, ended in stretches:
        until = [*readings, now] if now is not None and not ended and part == stretches[-1][0] else readings
        latest = account(until, grace_seconds=grace, excused=excused, first_gap=len(gaps))
        grace -= latest.free
        gaps += latest.gaps
        jumps += latest.jumps
    finished = tuple(part for part, _, ended in stretches if ended)
    running = bool(stretches) and not stretches[-1][2]
    part = stretches[-1][0] if running else next_part(finished, parts)
    limit = limit_seconds(blueprint, part) if running else None
    return Standing(
        part=part,
        running=running,
        used=latest.used if running else 0.0,
        left=None if limit is None else limit - latest.used,
        gaps=tuple(gaps),
        jumps=tuple(jumps),
        grace_left=grace,
        finished=finished,
    )


def limit_seconds(blueprint: Blueprint, part: Part) -> float | None:
    """Return the time allowed for a part, or None where there is no limit."""
    minutes = {"theory": blueprint.theory.minutes, "practical": blueprint.practical.minutes}.get(part)
    return None if minutes is None else 60.0 * minutes


def next_part(finished: Collection[Part], parts: Sequence[Part] = PARTS) -> Part:
    """Return the first part that is not finished, or "closed"."""
    return next((part for part in parts if part not in finished), "closed")


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as a JSON object."""
    return {"wall": stamp(reading.wall), "monotonic": reading.monotonic, "boot": reading.boot}


def reading_from_json(value: Any) -> Reading:
    """Return the reading of a JSON object. Raises ValueError."""
    if not isinstance(value, Mapping):
        raise ValueError(f"a reading must be an object, got {type(value).__name__}")
    wall, monotonic, boot = (value.get(name) for name in ("wall", "monotonic", "boot"))
    if not isinstance(wall, str) or not isinstance(boot, str):
        raise ValueError(f"wall and boot must be texts, got {wall!r:.60}, {boot!r:.60}")
    if not isinstance(monotonic, int | float) or isinstance(monotonic, bool):
        raise ValueError(f"monotonic must be a number, got {monotonic!r:.60}")
    return Reading(moment(wall), float(monotonic), boot)


def _gap(before: Reading, after: Reading, seconds: float, grace: float, *, excused: bool) -> Gap:
    free = min(seconds, max(grace, 0.0))
    return Gap(before, after, seconds, free, 0.0 if excused else seconds - free, excused)


def _stretches(log: Sequence[Entry], parts: Sequence[Part]) -> list[tuple[Part, list[Reading], bool]]:
    """Return part, readings and whether it ended, for each part begun, in order."""
    found: list[tuple[Part, list[Reading], bool]] = []
    for entry in log:
        running = found[-1] if found and not found[-1][2] else None
        if isinstance(entry, Started):
            expected = next_part([part for part, _, _ in found], parts)
            if running is not None or entry.part != expected:
                raise ValueError(
                    f"part {entry.part} cannot start here, {running[0] if running else expected} is due"
                )
            found.append((entry.part, [entry.reading], False))
        elif isinstance(entry, Beat):
            if running is not None:
                running[1].append(entry.reading)
        elif isinstance(entry, Ended):
            if running is None or running[0] != entry.part:
                raise ValueError(f"part {entry.part} is not running")
            found[-1] = (entry.part, [*running[1], entry.reading], True)
    return found
