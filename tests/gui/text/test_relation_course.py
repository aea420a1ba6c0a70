"""The relations of ORD-TX-02 at the bench: opened from the session, drawn by key, handed in, explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.session.operations.practice import open_practice, retry, submit
from desktop.session.session import Session
from desktop.session.shown import OpenAttempt
from tests import scenes
from tests.gui.text.linked import LinkDriver

ROOT = Path(__file__).resolve().parents[3]
#: A path that opens with relations, so that nobody must walk through the course first.
ONLY_RELATIONS = """
[[modules]]
id = "m6"
title = "关系标注"
summary = "只连关系。"

[[modules.activities]]
kind = "practice"
id = "m6-p1"
title = "实体已标好，只连关系"
exercises = ["r002"]
needed = 1
"""


@pytest.fixture
def at_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A trainee of a class that learns ORD-TX-02 with its relations."""
    monkeypatch.syspath_prepend(str(ROOT / "build" / "content" / "text"))
    import compose_tx02

    folder = compose_tx02.composed(tmp_path / "courses" / "ord-tx-02", ("relations",))
    (folder / "course.toml").write_text(ONLY_RELATIONS, encoding="utf-8")
    session = scenes.opened(tmp_path / "data", courses=tmp_path / "courses")
    scenes.attend(session, scenes.settle(session, pack_id="ord-tx-02"))
    yield session
    session.close()


def words(attempt: OpenAttempt, span_id: str) -> str:
    text = attempt.exercise.text or ""
    span = attempt.document[span_id]
    assert isinstance(span, Span)
    return text[span.start : span.end]


def test_a_given_paragraph_is_related_by_key_and_passes(
    at_course: Session, sit_down: Callable[..., object]
) -> None:
    attempt = open_practice(at_course, "m6-p1")
    assert attempt.exercise.work == "correct"
    person = LinkDriver(sit_down(attempt).bench)  # type: ignore[attr-defined]
    keys = {kind.id: kind.key for kind in attempt.schema.relations}
    wanted = [own for own in attempt.exercise.golds[0].marks if isinstance(own.mark(), Relation)]
    for own in wanted:
        relation = own.mark()
        assert isinstance(relation, Relation)
        person.pick(relation.head)
        person.type(keys[relation.label])
        tail = words(attempt, relation.tail)
        for _step in range(12):
            if person.picked == tail:
                break
            person.press(Qt.Key.Key_Tab)
        person.press(Qt.Key.Key_Return)
    assert len(person.related) == len(wanted)
    feedback = submit(at_course, attempt)
    assert feedback.findings == ()
    assert feedback.score.accuracy == 1.0


def test_a_turned_relation_is_told_with_its_clause_and_mended(
    at_course: Session, sit_down: Callable[..., object]
) -> None:
    attempt = open_practice(at_course, "m6-p1")
    person = LinkDriver(sit_down(attempt).bench)  # type: ignore[attr-defined]
    keys = {kind.id: kind.key for kind in attempt.schema.relations}
    (relation,) = [own.mark() for own in attempt.exercise.golds[0].marks if isinstance(own.mark(), Relation)]
    assert isinstance(relation, Relation)
    person.pick(relation.tail)
    person.type(keys[relation.label])
    person.press(Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Return)
    assert len(person.related) == 1
    feedback = submit(at_course, attempt)
    assert [shown.finding.code for shown in feedback.findings] == ["REL"]
    assert feedback.findings[0].finding.clause == "7.2"
    person.bench.show_feedback(feedback)
    person.bench.focus_finding(0)
    assert retry(at_course, attempt).try_number == 2
