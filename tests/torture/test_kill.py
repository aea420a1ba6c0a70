"""The record under fire: a trainee is killed 200 times in the middle of work and nothing acknowledged is ever lost.

SIGKILL leaves what the kernel has; it shows that transactions, drafts and recovery hold together. That a commit waits
for the disk itself is set by synchronous=FULL and asserted elsewhere: no test can pull the plug of this PC.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

from desktop.annotation.codec import decode_step
from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.base.clock import SystemClock
from desktop.base.digest import digest_of
from desktop.records import connection
from desktop.records.maintenance import backup, check, rebuild
from desktop.records.queries.attempts import AttemptFilter, attempts
from desktop.records.queries.events import events
from desktop.records.queries.sittings import sitting_answers, sitting_parts, sittings
from desktop.records.record import Record
from tests.torture.trainee import STICK
from tests.unit.records.tables import tables
from tests.unit.records.verbs import settle, whole_day

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL"),
    pytest.mark.xdist_group("torture"),
]

ROOT = Path(__file__).parents[2]
SEED = int(os.environ.get("DOORSTEP_TORTURE_SEED", "20261123"))
KILLS = int(os.environ.get("DOORSTEP_TORTURE_KILLS", "200"))
REPAIRS = min(KILLS, 40)
FULL_CHECK_EVERY = 10
TOGETHER = ["sitting.created", "sitting.part_started"]


@dataclass
class Witness:
    """Everything that was ever acknowledged, compared with the record after each death.

    At most one write a round may be there that was not acknowledged: the one in hand. It is then held to stay.
    """

    kinds: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    drafts: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def hear(self, ack: dict[str, Any]) -> None:
        """Take an acknowledgement down."""
        if "step" in ack:
            self.drafts.setdefault(ack["step"], []).append((ack["manner"], ack["content"]))
            self.counts[f"step:{ack['manner']}"] += 1
        for kind, body in ack.get("events", ()):
            self._add(kind, body)

    def compare(self, record: Record) -> None:
        """Hold the record against what was acknowledged; learn the write that was in hand, if it got through."""
        surplus = self._compare_events(record) + self._compare_drafts(record)
        assert surplus <= 1, "more than the write in hand was never acknowledged"
        self.counts["in hand, kept"] += surplus

    def _add(self, kind: str, body: dict[str, Any]) -> None:
        self.kinds.append(kind)
        self.bodies.append(body)
        self.counts[kind] += 1
        if kind == "attempt.submitted":
            drawn = self.drafts.pop(body["attempt_id"], [])
            assert body["draft_digest"] == digest_of([[manner, step] for manner, step in drawn])

    def _compare_events(self, record: Record) -> int:
        known = len(self.kinds)
        told = [event for event in events(record) if event.place > 5]  # after the setting up
        assert len(told) >= known, f"{known - len(told)} acknowledged events are lost"
        for event, kind, body in zip(told, self.kinds, self.bodies, strict=False):
            assert event.kind == kind
            assert body.items() <= event.body.items()
        surplus = told[known:]
        for event in surplus:
            self._add(event.kind, event.body)
        # These two are one write.
        return 1 if [event.kind for event in surplus] == TOGETHER else len(surplus)

    def _compare_drafts(self, record: Record) -> int:
        surplus = 0
        for found in attempts(record, AttemptFilter()):
            kept = record.steps(found.attempt_id)
            if found.state != "open":
                assert kept == []
                continue
            drawn = self.drafts.setdefault(found.attempt_id, [])
            assert kept[: len(drawn)] == drawn, f"{len(drawn)} steps acknowledged, {len(kept)} kept"
            surplus += len(kept) - len(drawn)
            self.drafts[found.attempt_id] = list(kept)
            replayed = History(Document())
            replayed.replay((manner, decode_step(step)) for manner, step in kept)
        return surplus


class Seat:
    """The PC: it seats somebody, waits, and pulls the plug."""

    def __init__(self, path: Path, chance: random.Random, *, stick: bool = False) -> None:
        self.path = path
        self.chance = chance
        reading, writing = os.pipe()
        command = [sys.executable, "-m", "tests.torture.trainee", str(writing), *(["--stick"] * stick)]
        self.server = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, pass_fds=[writing], text=True
        )
        os.close(writing)
        self.acks: IO[str] = os.fdopen(reading)

    def round(self, job: str) -> Iterator[dict[str, Any]]:
        """Seat somebody, kill them after a random number of acknowledgements and moments; yield what they said."""
        assert self.server.stdin is not None
        self.server.stdin.write(json.dumps([job, str(self.path), self.chance.getrandbits(32)]) + "\n")
        self.server.stdin.flush()
        few, many = (2, 6) if job == "maintain" else (20, 80)
        patience = self.chance.choice([0, 1, self.chance.randrange(few), self.chance.randrange(few, many)])
        pid = 0
        for line in self.acks:
            ack = json.loads(line)
            if "dead" in ack:
                assert ack["dead"] == -signal.SIGKILL, "it failed by itself: see its traceback"
                return
            pid = ack.get("pid", pid)
            yield ack
            if patience == 0:
                time.sleep(self.chance.random() * (0.02 if job == "maintain" else 0.004))
                os.kill(pid, signal.SIGKILL)
            patience -= 1

    def close(self) -> None:
        """Let the server end."""
        assert self.server.stdin is not None
        self.server.stdin.close()
        self.server.wait(timeout=60)
        self.acks.close()


@pytest.mark.parametrize("stick", [False, True], ids=["on a disk", "on a stick"])
def test_nothing_acknowledged_is_lost_to_two_hundred_kills(
    stick: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk with a log; on a stick, a quarter as often, with the rollback journal that FAT is given."""
    if stick:
        monkeypatch.setattr(connection, "volume_of", lambda _path: STICK)
    kills = KILLS // 4 if stick else KILLS
    path = tmp_path / "实训" / "record.db"
    clock = SystemClock()
    with Record.open(path, clock) as record:
        settle(record)
    witness = Witness()
    seat = Seat(path, random.Random(SEED), stick=stick)
    begun = time.perf_counter()
    try:
        for number in range(1, kills + 1):
            for ack in seat.round("work"):
                witness.counts["opened"] += "opened" in ack
                witness.hear(ack)
            witness.counts["half written"] += half_written(path)
            with Record.open_readonly(path, clock) as record:
                witness.compare(record)
                assert_whole_sittings(record)
            assert check(path, quick=number % FULL_CHECK_EVERY != 0) == []
    finally:
        seat.close()

    assert check(path) == []
    with Record.open(path, clock) as record:
        live = tables(path)
        replayed = rebuild(record)
        assert tables(path) == live
        copy = backup(record, tmp_path / "backups")
    assert check(copy) == []
    assert check(path) == []
    steps = sum(count for name, count in witness.counts.items() if name.startswith("step:"))
    with capsys.disabled():
        print(
            f"\n{kills} kills (seed {SEED}) in {time.perf_counter() - begun:.0f} s: {steps} steps and"
            f" {len(witness.kinds)} events acknowledged, 0 lost; {witness.counts['in hand, kept']} writes in hand kept;"
            f" {replayed} events replayed\n  {dict(sorted(witness.counts.items()))}"
        )
    for verb in (
        "step:do",
        "step:undo",
        "step:redo",
        "attempt.submitted",
        "theory.answered",
        "sitting.answered",
    ):
        assert witness.counts[verb] > 0 or kills < 200, verb


def half_written(path: Path) -> bool:
    """Tell whether the dead left a rollback journal with something in it."""
    journal = path.with_name(f"{path.name}-journal")
    return journal.exists() and journal.stat().st_size > 0


def test_a_record_is_whole_whatever_repair_is_killed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rebuilding, copying and restoring are killed at random moments: the record is there, and it is the same."""
    path = tmp_path / "实训" / "record.db"
    with Record.open(path, SystemClock()) as record:
        whole_day(record)
        told, drawn = events(record), record.steps("attempt-3")
    live = tables(path)
    done: Counter[str] = Counter()
    seat = Seat(path, random.Random(SEED))
    try:
        for _number in range(REPAIRS):
            done.update(ack["done"] for ack in seat.round("maintain") if "done" in ack)
            with Record.open(path, SystemClock()) as record:
                assert events(record) == told
                assert record.steps("attempt-3") == drawn
            assert tables(path) == live
            assert check(path) == []
            for copy in (path.parent / "backups").glob("record-*.db"):
                assert check(copy, quick=True) == []
                copy.unlink()
    finally:
        seat.close()
    with capsys.disabled():
        print(
            f"\n{REPAIRS} kills during repairs (seed {SEED}): {dict(sorted(done.items()))}, 0 records harmed"
        )


def assert_whole_sittings(record: Record) -> None:
    """What was written in one transaction is there together, or not at all."""
    for sitting in sittings(record):
        assert [part.part for part in sitting_parts(record, sitting.sitting_id)] == ["theory"]
        latest: dict[str, list[str]] = {}
        for event in events(record, kinds=["sitting.answered"]):
            if event.body["sitting_id"] == sitting.sitting_id:
                latest[event.body["item_id"]] = event.body["chosen"]
        kept = {answer.item_id: list(answer.chosen) for answer in sitting_answers(record, sitting.sitting_id)}
        assert kept == latest
