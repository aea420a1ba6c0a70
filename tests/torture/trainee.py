"""Somebody at work in a process of their own, to be killed at any moment: ``python -m tests.torture.trainee ACK_FD``.

One server process imports everything once and forks a worker for each line ``job path seed`` on its standard input,
so that a round costs milliseconds. The trainee opens the record, resumes what it finds and works until it is killed,
writing one JSON line into the pipe after every write that the record acknowledged. When it is dead the server says so.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

from desktop.annotation.codec import decode_step, encode_marks, encode_step
from desktop.annotation.document import Document, Step, adding, removing, replacing
from desktop.annotation.history import History, Manner
from desktop.annotation.shapes.box import Box
from desktop.base.clock import SystemClock
from desktop.base.volumes import Volume
from desktop.records import connection
from desktop.records.kinds import body_of
from desktop.records.maintenance import backup, rebuild, restore
from desktop.records.queries.attempts import open_attempts
from desktop.records.queries.sittings import running_sitting
from desktop.records.record import Record
from tests.unit.records.verbs import TRAINEE, entry

#: What a trainee does next, and how often out of a hundred.
HABITS = {"draw": 62, "undo": 8, "redo": 10, "hand_in": 5, "theory": 6, "choose": 7, "pause": 2}


#: What the record is told that it lies on when it is to do without a log.
STICK = Volume(Path("/"), "", "removable", "exfat")


class Trainee:
    """Somebody who works on one record."""

    def __init__(self, path: Path, seed: int, acks: int) -> None:
        self.chance = random.Random(seed)
        self.acks = acks
        self.say(pid=os.getpid())
        self.record = Record.open(path, SystemClock())
        self.say(opened=self.record.head().seq)
        self.attempt = ""
        self.history = History(Document())

    def say(self, **what: Any) -> None:
        """Acknowledge: one short write, which a pipe takes whole."""
        os.write(self.acks, json.dumps(what).encode() + b"\n")

    def work(self) -> None:
        """Resume, then go on for ever."""
        found = open_attempts(self.record, TRAINEE)
        if found:
            self.attempt = found[0].attempt_id
            self.history = History(Document(), self.keep)
            kept = self.record.steps(self.attempt)
            self.history.replay((manner, decode_step(step)) for manner, step in kept)
        else:
            self.begin()
        verbs = list(HABITS)
        while True:
            verb = self.chance.choices(verbs, list(HABITS.values()))[0]
            getattr(self, verb)()

    def begin(self) -> None:
        """Open the next exercise."""
        self.attempt = self.new_id()
        self.write("attempt.opened", attempt_id=self.attempt, exercise_id=f"e{self.chance.randrange(40)}")
        self.history = History(Document(), self.keep)

    def keep(self, manner: Manner, step: Step) -> None:
        """Write a step down, then acknowledge it."""
        content = encode_step(step)
        self.record.save_step(self.attempt, manner, content)
        self.say(step=self.attempt, manner=manner, content=content)

    def draw(self) -> None:
        """Draw, move or delete."""
        document = self.history.document
        marks = document.marks()
        choice = self.chance.random()
        if marks and choice < 0.15:
            self.history.do(removing("删除", document, self.chance.choice(marks).id))
        elif marks and choice < 0.45:
            moved = self.chance.choice(document.boxes()).moved(self.chance.uniform(1, 9), 0.25)
            self.history.do(replacing("移动", document, moved))
        else:
            x, y = self.chance.uniform(0, 1000), self.chance.uniform(0, 700)
            many = 30 if choice > 0.95 else 1
            new = [Box(self.new_id(), "car", x, y, x + 40.5, y + 20) for _each in range(many)]
            self.history.do(adding("画框", document, *new))

    def undo(self) -> None:
        """Take back a few."""
        for _once in range(self.chance.randrange(1, 4)):
            self.history.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        for _once in range(2):
            self.history.redo()

    def hand_in(self) -> None:
        """Submit the attempt and open the next."""
        digest = self.record.draft_digest(self.attempt)
        marks = encode_marks(self.history.document.marks())
        self.write("attempt.submitted", attempt_id=self.attempt, marks=marks, draft_digest=digest)
        self.begin()

    def theory(self) -> None:
        """Answer a theory item."""
        self.write("theory.answered", item_id=self.new_id(), correct=self.chance.random() < 0.7)

    def choose(self) -> None:
        """Answer in the assessment; begin one when there is none, hand it in now and then."""
        sitting = running_sitting(self.record, TRAINEE)
        if sitting is None:
            name = self.new_id()
            both = [entry("sitting.created", sitting_id=name), entry("sitting.part_started", sitting_id=name)]
            self.record.append_all(both)
            self.say(events=[[one.kind, one.body] for one in both])
        elif self.chance.random() < 0.1:
            self.write("sitting.closed", sitting_id=sitting.sitting_id, head=self.record.head().hash)
        else:
            item = f"q{self.chance.randrange(12)}"
            self.write(
                "sitting.answered", sitting_id=sitting.sitting_id, item_id=item, chosen=[self.new_id()]
            )

    def pause(self) -> None:
        """Look out of the window, leaving a heartbeat."""
        sitting = running_sitting(self.record, TRAINEE)
        if sitting is not None:
            clock = self.record.clock
            self.record.save_heartbeat(sitting.sitting_id, clock.now(), clock.monotonic(), clock.boot())

    def write(self, kind: str, **changes: Any) -> None:
        """Write an event, then acknowledge it."""
        said = entry(kind, actor=TRAINEE, **changes)
        self.record.append_all([said])
        self.say(events=[[kind, body_of(kind, said.body).model_dump(mode="json")]])

    def new_id(self) -> str:
        """Return a random id."""
        return f"{self.chance.getrandbits(48):012x}"


def work(path: Path, seed: int, acks: int) -> None:
    """Be a trainee."""
    Trainee(path, seed, acks).work()


def maintain(path: Path, seed: int, acks: int) -> None:
    """Be somebody who rebuilds, copies and restores all day long."""

    def say(**what: Any) -> None:
        os.write(acks, json.dumps(what).encode() + b"\n")

    say(pid=os.getpid())
    clock = SystemClock()
    while True:
        with Record.open(path, clock) as record:
            say(done="opened")
            rebuild(record)
            say(done="rebuilt")
            copy = backup(record, path.parent / "backups")
            say(done="copied")
        restore(copy, path, clock)
        say(done="restored")
        for aside in path.parent.glob("record-replaced-*"):
            aside.unlink()


JOBS = {"work": work, "maintain": maintain}


def serve(acks: int) -> None:
    """Fork a worker for every line on standard input, one after the other."""
    for line in sys.stdin:
        job, path, seed = json.loads(line)
        child = os.fork()
        if child == 0:
            # Whatever goes wrong ends this process with a traceback on the standard error.
            JOBS[job](Path(path), seed, acks)
        _child, status = os.waitpid(child, 0)
        os.write(acks, json.dumps({"dead": os.waitstatus_to_exitcode(status)}).encode() + b"\n")


if __name__ == "__main__":
    if "--stick" in sys.argv:
        connection.volume_of = lambda _path: STICK
    serve(int(sys.argv[1]))
