"""What happens at a station, in a word each: sample bodies for every kind of event, and the ground they stand on."""

from __future__ import annotations

from typing import Any

from desktop.records.journal import Event
from desktop.records.record import Entry, Record

TRAINEE, INSTRUCTOR, CLASS = "trainee-1", "instructor-1", "class-24"
COUNTS = {"gold": 4, "answer": 4, "matched": 3, "qualified": 2, "missed": 1, "extra": 0, "severe": 1}
FINDING = {
    "code": "LOOSE",
    "severity": "ordinary",
    "clause": "2.1",
    "place": [1.5, 2, 30, 40],
    "measured": 7.0,
}
SCORE = {
    "accuracy": 0.5,
    "counts": COUNTS,
    "sub_scores": {"detection": {"value": 0.75, "n": 4}},
    "findings": [
        FINDING,
        FINDING,
        {"code": "MISS", "severity": "severe", "clause": "1.1", "place": [0, 0, 9, 9]},
    ],
    "scorer_version": "1",
    "rules_digest": "sha256:rules",
    "gold_digest": "sha256:gold",
}
BOX = {"id": "m1", "label": "car", "type": "box", "box": [10.5, 20.25, 30.0, 40.0]}

#: One valid body a kind, all about the same people, so that they can be written one after the other.
BODIES: dict[str, dict[str, Any]] = {
    "site.created": {"site_id": "site-1", "name": "城北社区实训点"},
    "account.created": {
        "account_id": TRAINEE,
        "role": "trainee",
        "name": "曾乐",
        "initials": ["zl", "cl", "zy", "cy"],
        "number": "07",
        "id_tail": "012X",
        "pin_hash": "argon2id$one",
    },
    "account.pin_set": {"account_id": TRAINEE, "pin_hash": "argon2id$two"},
    "account.closed": {"account_id": TRAINEE, "reason": "结业"},
    "class.created": {
        "class_id": CLASS,
        "number": 24,
        "name": "第 24 期",
        "pack_id": "street",
        "pack_digest": "sha256:pack",
        "order_id": "order-1",
    },
    "class.enrolled": {"class_id": CLASS, "account_id": TRAINEE},
    "class.withdrawn": {"class_id": CLASS, "account_id": TRAINEE, "reason": "搬家"},
    "session.signed_in": {"account_id": TRAINEE},
    "session.signed_out": {"account_id": TRAINEE, "reason": "idle"},
    "session.pin_failed": {"account_id": TRAINEE},
    "activity.finished": {
        "class_id": CLASS,
        "account_id": TRAINEE,
        "activity_id": "m1-lesson",
        "seconds": 300.0,
        "result": {"pages": 4},
    },
    "theory.answered": {
        "class_id": CLASS,
        "account_id": TRAINEE,
        "activity_id": "m1-theory",
        "item_id": "q1",
        "chosen": ["b", "c"],
        "correct": False,
        "seconds": 12.5,
        "requirements": ["R1", "R2"],
        "first": True,
    },
    "attempt.opened": {
        "attempt_id": "attempt-1",
        "class_id": CLASS,
        "account_id": TRAINEE,
        "activity_id": "m1-practice",
        "exercise_id": "e1",
        "exercise_digest": "sha256:e1",
        "mode": "practice",
        "sitting_id": "",
    },
    "attempt.submitted": {
        "attempt_id": "attempt-1",
        "try_number": 1,
        "marks": [BOX],
        "seconds": 90.0,
        "draft_digest": "sha256:draft",
        **SCORE,
    },
    "attempt.scored": {"attempt_id": "attempt-1", **SCORE},
    "attempt.reopened": {"attempt_id": "attempt-1"},
    "attempt.abandoned": {"attempt_id": "attempt-1", "reason": "题目已更新"},
    "review.commented": {"attempt_id": "attempt-1", "mark_id": "m1", "text": "右边再收一点"},
    "review.corrected": {
        "attempt_id": "attempt-1",
        "before": {"accuracy": 0.5},
        "after": {"accuracy": 0.75},
        "reason": "金标漏了一辆车",
    },
    "review.point_given": {
        "attempt_id": "attempt-1",
        "try_number": 2,
        "question": "rewrite",
        "about": "",
        "check": "c4",
        "met": True,
        "comment": "语气合适",
    },
    "review.points_released": {"attempt_id": "attempt-1", "try_number": 2},
    "sitting.created": {
        "sitting_id": "sitting-1",
        "class_id": CLASS,
        "account_id": TRAINEE,
        "form": {"items": ["q1", "q2"], "exercises": ["x1"]},
        "seed": 20261123,
        "blueprint_digest": "sha256:blueprint",
        "pack_digest": "sha256:pack",
    },
    "sitting.part_started": {
        "sitting_id": "sitting-1",
        "part": "theory",
        "wall": "2026-11-23T01:00:00.000Z",
        "monotonic": 12.5,
        "boot": "boot-1",
    },
    "sitting.answered": {"sitting_id": "sitting-1", "item_id": "q1", "chosen": ["a"]},
    "sitting.interrupted": {
        "sitting_id": "sitting-1",
        "gap_seconds": 70.0,
        "free_seconds": 60.0,
        "reason": "power",
    },
    "sitting.part_closed": {"sitting_id": "sitting-1", "part": "theory", "reason": "handed in"},
    "sitting.closed": {"sitting_id": "sitting-1", "answers_digest": "sha256:answers", "head": "0" * 64},
    "sitting.decided": {
        "sitting_id": "sitting-1",
        "outcome": "pass",
        "reasons": ["理论 86 ≥ 80"],
        "theory": {"k": 52, "n": 60},
        "practical": {"k": 301, "n": 305},
        "claims": [{"title": "准确率", "k": 301, "n": 305}],
        "provisional": True,
    },
    "sitting.released": {"sitting_id": "sitting-1"},
    "credential.issued": {
        "credential_id": "credential-1",
        "number": "DS-2026-0001",
        "sitting_id": "sitting-1",
        "account_id": TRAINEE,
        "document": {"name": "曾乐", "score": 0.98},
    },
}
#: What an event is about: the first of these that its body has.
SUBJECTS = ("attempt_id", "credential_id", "sitting_id", "item_id", "account_id", "class_id", "site_id")


def entry(kind: str, *, actor: str = INSTRUCTOR, **changes: Any) -> Entry:
    """Return an entry with the sample body of its kind, some fields changed."""
    body = BODIES[kind] | changes
    subject = next(body[name] for name in SUBJECTS if name in body)
    return Entry(kind, subject, body, actor)


def write(record: Record, kind: str, *, actor: str = INSTRUCTOR, **changes: Any) -> Event:
    """Write one sample event."""
    (event,) = record.append_all([entry(kind, actor=actor, **changes)])
    return event


def settle(record: Record) -> None:
    """Set the station up: a site, an instructor, one trainee in class 24."""
    record.append_all(
        [
            entry("site.created", actor="setup"),
            entry(
                "account.created", account_id=INSTRUCTOR, role="instructor", name="李老师", initials=["lls"]
            ),
            entry("account.created"),
            entry("class.created"),
            entry("class.enrolled"),
        ]
    )


def practise(record: Record, attempt_id: str, exercise_id: str = "e1", **submitted: Any) -> Event:
    """Open an attempt and hand it in."""
    write(record, "attempt.opened", attempt_id=attempt_id, exercise_id=exercise_id)
    return write(record, "attempt.submitted", attempt_id=attempt_id, **submitted)


def step(number: int) -> dict[str, Any]:
    """Return a step that draws one box."""
    mark = {"id": f"m{number}", "label": "car", "type": "box", "box": [number, 2.5, number + 8, 40]}
    return {"name": "画框", "edits": [{"do": "add", "index": number, "mark": mark}]}


def whole_day(record: Record) -> None:
    """Write every kind of event at least once, with a draft and a sitting left open."""
    settle(record)
    write(record, "session.pin_failed")
    write(record, "account.pin_set")
    write(record, "session.signed_in", actor=TRAINEE)
    write(record, "activity.finished", actor=TRAINEE)
    write(record, "theory.answered", actor=TRAINEE)
    write(record, "theory.answered", actor=TRAINEE, item_id="q2", correct=True)
    write(record, "attempt.opened", actor=TRAINEE)
    record.save_step("attempt-1", "do", step(0))
    write(record, "attempt.submitted", actor=TRAINEE, draft_digest=record.draft_digest("attempt-1"))
    write(record, "attempt.scored")
    write(record, "attempt.reopened", actor=TRAINEE)
    write(record, "attempt.submitted", actor=TRAINEE, try_number=2, accuracy=1.0, findings=[])
    write(record, "review.commented")
    write(record, "review.corrected")
    write(record, "review.point_given")
    write(record, "review.point_given", check="c5", met=False)
    write(record, "review.points_released")
    write(record, "attempt.opened", actor=TRAINEE, attempt_id="attempt-2", exercise_id="e2")
    write(record, "attempt.abandoned", actor=TRAINEE, attempt_id="attempt-2")
    _examine(record)
    write(record, "attempt.opened", actor=TRAINEE, attempt_id="attempt-3", exercise_id="e3")
    record.save_step("attempt-3", "do", step(0))
    record.save_step("attempt-3", "undo", step(0))
    write(record, "account.created", account_id="trainee-2", name="王芳", initials=["wf"], number="08")
    write(record, "class.enrolled", account_id="trainee-2")
    write(record, "class.withdrawn", account_id="trainee-2")
    write(record, "account.closed", account_id="trainee-2")
    write(record, "sitting.created", actor=TRAINEE, sitting_id="sitting-2", seed="9007199254740993")
    record.save_heartbeat("sitting-2", record.clock.now(), 5.0, "boot-1")
    write(record, "session.signed_out", actor=TRAINEE)


def _examine(record: Record) -> None:
    write(record, "sitting.created", actor=TRAINEE)
    write(record, "sitting.part_started", actor=TRAINEE)
    write(record, "sitting.answered", actor=TRAINEE)
    write(record, "sitting.answered", actor=TRAINEE, chosen=["b"])
    write(record, "sitting.interrupted", actor=TRAINEE)
    write(record, "sitting.part_closed", actor=TRAINEE)
    task = {
        "attempt_id": "task-1",
        "exercise_id": "x1",
        "mode": "exam",
        "sitting_id": "sitting-1",
        "activity_id": "",
    }
    write(record, "attempt.opened", actor=TRAINEE, **task)
    unscored = {"accuracy": None, "counts": None, "sub_scores": None, "findings": None}
    write(record, "attempt.submitted", actor=TRAINEE, attempt_id="task-1", **unscored)
    write(record, "sitting.closed", actor=TRAINEE, head=record.head().hash)
    write(record, "attempt.scored", attempt_id="task-1")
    write(record, "sitting.decided")
    write(record, "sitting.released")
    write(record, "credential.issued")
