"""A stroke's commit: from the end of the gesture until its step is safely in the record.

The floor is one fsync of the same disk in the same run; the record needs at least one per acknowledged step.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop.annotation.codec import encode_step
from desktop.annotation.document import Document, Step, adding
from desktop.annotation.history import History, Manner
from desktop.annotation.marks import new_mark_id
from desktop.annotation.shapes.box import Box
from desktop.base.clock import SystemClock
from desktop.records.record import Entry, Record

STROKES = 500


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        floor = _timed(_fsync(Path(folder) / "floor"))
        with Record.open(Path(folder) / "record.db", SystemClock()) as record:
            stroke = _timed(_stroke(record))
    sys.stdout.write(f"{'ms':26}{'median':>9}{'p95':>9}{'x floor':>9}\n")
    for name, times in (("write 300 B + fsync (floor)", floor), ("stroke committed", stroke)):
        median = statistics.median(times)
        line = f"{name:27}{median:8.2f}{_p95(times):9.2f}{median / statistics.median(floor):9.1f}\n"
        sys.stdout.write(line)


def _timed(act: Callable[[], None]) -> list[float]:
    times = []
    for _stroke_number in range(STROKES):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _fsync(path: Path) -> Callable[[], None]:
    handle = os.open(path, os.O_CREAT | os.O_WRONLY)

    def act() -> None:
        os.write(handle, b"x" * 300)
        os.fsync(handle)

    return act


def _stroke(record: Record) -> Callable[[], None]:
    attempt = "0123456789abcdef"
    account = {"account_id": "a1", "role": "trainee", "name": "甲", "pin_hash": "x", "initials": ["j"]}
    course = {
        "class_id": "c1",
        "number": 1,
        "name": "一",
        "pack_id": "p",
        "pack_digest": "d",
        "order_id": "o",
    }
    opened = {
        "attempt_id": attempt,
        "class_id": "c1",
        "account_id": "a1",
        "activity_id": "x",
        "exercise_id": "e",
        "exercise_digest": "d",
        "mode": "practice",
    }
    record.append_all(
        [
            Entry("account.created", "a1", account, "setup"),
            Entry("class.created", "c1", course, "setup"),
            Entry("attempt.opened", attempt, opened, "a1"),
        ]
    )

    def write_down(manner: Manner, step: Step) -> None:
        record.save_step(attempt, manner, encode_step(step))

    document = Document()
    history = History(document, write_down)

    def act() -> None:
        attributes = {"occlusion": "light", "truncated": False}
        history.do(
            adding(
                "画框", document, Box(new_mark_id(), "car", 10.0, 20.0, 110.5, 80.25, attributes=attributes)
            )
        )

    return act
