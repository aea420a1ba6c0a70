"""A course in which one writes against a checklist that leaves points to the instructor, and what people do in it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from desktop.annotation.replying import replying
from desktop.scoring.result import Point
from desktop.session.operations import exam, learning, points, practice
from desktop.session.operations.exam import answer, begin, close_part, start_part
from desktop.session.session import Session
from desktop.session.shown import OpenAttempt, ResultShown
from tests.scenes import PACKS

WORKED = PACKS / "worked-example"
ACTIVITY = "m2-boxes"
TONE, PROMISE = Point("rewrite", "", "tone"), Point("rewrite", "", "promise")
GOOD = "您好，这一单已经登记退款，三个工作日内原路退回，请留意短信。"
SHORT = "退款了。"
ASKED = "客户问：退货的钱怎么还没到？请把下面的回答改写得客气、清楚。"
ORDER = """
[[schemas]]
id = "main"
task = "answers"

[[schemas.questions]]
id = "rewrite"
name = "改写后的回答"
kind = "writing"
longest = 600
clauses = { TXT = "1.1", MISS = "1.1" }
"""
CHECKS = [
    {"id": "length", "name": "字数 15–60", "kind": "length", "least": 15, "most": 60, "clause": "1.1"},
    {"id": "money", "name": "写到退款", "kind": "contains_any", "words": ["退款"], "clause": "1.1"},
    {"id": "rude", "name": "没有出现：自己看、催什么", "kind": "contains_none", "words": ["自己看", "催什么"]},
    {"id": "tone", "name": "语气客气，像对着人说话（讲师评）", "kind": "instructor", "clause": "1.2"},
    {"id": "promise", "name": "没有许诺做不到的事（讲师评）", "kind": "instructor", "hard": True},
]  # fmt: skip


def rubric_courses(into: Path) -> Path:
    """Write the course and return the folder of courses that holds nothing else."""
    pack = Path(shutil.copytree(WORKED, into / "courses" / WORKED.name))
    order = pack / "order.toml"
    told = order.read_text(encoding="utf-8")
    order.write_text(told[: told.index("[[schemas]]")] + ORDER, encoding="utf-8")
    for pool, names in (("practice", ("P1", "P2")), ("exam", ("E1", "E2"))):
        for number, name in enumerate(names, 1):
            path = pack / "exercises" / pool / f"{name}.json"
            path.write_text(json.dumps(_exercise(name, pool, number), ensure_ascii=False), encoding="utf-8")
    return pack.parent


def _exercise(name: str, pool: str, number: int) -> dict[str, object]:
    return {
        "id": name,
        "title": f"退款答复改写 {number}" if pool == "practice" else f"考题：退款答复 {number}",
        "schema_id": "main",
        "pool": pool,
        "text": ASKED,
        "answers": [{"id": "a1", "text": f"钱会到的，催什么，自己看短信（第 {number} 单）。"}],
        "checks": {"rewrite": CHECKS},
        "golds": [
            {
                "marks": [
                    {
                        "id": "g1",
                        "label": "rewrite",
                        "shape": {"type": "reply", "about": "", "value": GOOD},
                    }
                ]
            }
        ],
        "rationale": "先说结果，再说时间，最后说去哪里看。",
        "requirements": ["R1"],
        "competencies": ["S1"],
        "difficulty": 2,
    }


def write(attempt: OpenAttempt, words: str) -> None:
    """Write the answer of an attempt."""
    attempt.history.do(replying("改写", attempt.history.document, ("rewrite", ""), words))


def practise(session: Session, words: str = GOOD) -> str:
    """Hand in one piece of practice and return its attempt."""
    attempt = practice.open_practice(session, ACTIVITY)
    write(attempt, words)
    practice.submit(session, attempt)
    return attempt.attempt_id


def walk_to_practice(session: Session) -> None:
    """Read the lesson and answer the quiz."""
    learning.finish_lesson(session, "m1-read", 60.0)
    learning.answer_theory(session, "m1-quiz", "T1", ("false",))


def judge(session: Session, attempt_id: str, *, tone: bool = True, promise: bool = True) -> None:
    """Give both points of a piece of work and release them, as the instructor."""
    points.give(session, attempt_id, TONE, met=tone)
    points.give(session, attempt_id, PROMISE, met=promise)
    points.release(session, attempt_id)


def sit(session: Session, words: str = GOOD) -> ResultShown:
    """Sit the assessment from its beginning to its result."""
    begin(session)
    for item in start_part(session, "theory").items:
        answer(session, item.id, item.answer)
    close_part(session)
    for task in start_part(session, "practical").tasks:
        attempt = exam.open_task(session, task.index)
        write(attempt, words)
        exam.hand_in(session, attempt)
    close_part(session)
    return exam.finish(session)
