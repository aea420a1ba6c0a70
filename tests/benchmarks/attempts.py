"""An attempt to write steps for: the least that a record wants to know before it takes any."""

from __future__ import annotations

from collections.abc import Callable

from desktop.annotation.codec import encode_step
from desktop.annotation.document import Step
from desktop.annotation.history import Manner
from desktop.records.record import Entry, Record

ATTEMPT = "0123456789abcdef"


def recorder(record: Record) -> Callable[[Manner, Step], None]:
    """Open an attempt in a record and return what writes its steps down, each with an fsync."""
    account = {"account_id": "a1", "role": "trainee", "name": "甲", "pin_hash": "x", "initials": ["j"]}
    order = {"pack_id": "p", "pack_digest": "d", "order_id": "o"}
    course = {"class_id": "c1", "number": 1, "name": "一", **order}
    exercise = {"activity_id": "x", "exercise_id": "e", "exercise_digest": "d", "mode": "practice"}
    opened = {"attempt_id": ATTEMPT, "class_id": "c1", "account_id": "a1", **exercise}
    record.append_all(
        [
            Entry("account.created", "a1", account, "setup"),
            Entry("class.created", "c1", course, "setup"),
            Entry("attempt.opened", ATTEMPT, opened, "a1"),
        ]
    )

    def write_down(manner: Manner, step: Step) -> None:
        record.save_step(ATTEMPT, manner, encode_step(step))

    return write_down
