"""From the pack's file to the record and back: the original string is kept, its digest stands in the chain, offsets hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.annotation.document import adding
from desktop.annotation.replying import replies, replying, written
from desktop.annotation.spans import Span
from desktop.base.digest import digest, digest_of
from desktop.curriculum.pack import Pack
from desktop.records.queries.attempts import attempt as find_attempt
from desktop.records.queries.events import events
from desktop.session.desk import exercise_digest
from desktop.session.operations import practice
from desktop.session.session import Session
from desktop.session.shown import OpenAttempt
from tests import scenes
from tests.gui.answers.small_pack import small_pack

#: Everything at once that moves an offset in a careless program.
HOSTILE = (
    "\ufeff第一行\r\n第二行\r甲😀乙𠮷野家👨‍👩‍👧e\u0301\u202e倒过来\u202c\u2028<img src='file:///x'>\x1b[0m\x85"
    " ![图](http://127.0.0.1:9/) 目标词\u200b尾 \t"
)
WRITTEN = "原因：\x00“目标词”\u202e倒\ud83d半个\r\n第二行😀"


def with_text(folder: Path, text: str) -> Path:
    """Write the pack with this text and this answer to be marked; return the folder of courses and the exercise's file."""
    courses = small_pack(folder)
    path = next(courses.glob("*/exercises/practice/P3.json"))
    value = json.loads(path.read_text(encoding="utf-8"))
    value["text"] = value["answers"][1]["text"] = text
    value["golds"] = [{"marks": [mark for mark in value["golds"][0]["marks"] if mark["id"] != "g9"]}]
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8", newline="")
    return path


def at_work(folder: Path, courses: Path) -> tuple[Session, OpenAttempt]:
    session = scenes.opened(folder / "数据", courses=courses)
    cast = scenes.settle(session, pack_id=session.shelf.packs()[0].head.id)
    scenes.attend(session, cast)
    return session, practice.open_practice(session, "m1-answers")


def pack_of(session: Session) -> Pack:
    return session.shelf.pack(session.shelf.packs()[0].head.id)


@pytest.mark.parametrize("text", [HOSTILE, "一行到底" * 20_000 + "目标词"], ids=["all", "long"])
def test_the_string_of_the_pack_s_file_is_worked_on_and_its_digest_is_in_the_chain(
    tmp_path: Path, text: str
) -> None:
    path = with_text(tmp_path, text)
    session, opened = at_work(tmp_path, path.parents[3])
    assert opened.exercise.text == text
    assert opened.exercise.answers[1].text == text
    pack = pack_of(session)
    assert pack.files.digest("exercises/practice/P3.json") == digest(path.read_bytes())
    told = find_attempt(session.record, opened.attempt_id)
    assert told is not None
    assert told.exercise_digest == exercise_digest(opened.exercise, pack)
    assert told.exercise_digest == digest_of(opened.exercise.model_dump(mode="json"))
    (event,) = events(session.record, kinds=["attempt.opened"])
    assert event.body["exercise_digest"] == told.exercise_digest
    session.close()


def test_another_line_end_is_another_exercise_in_the_record(tmp_path: Path) -> None:
    found = set()
    for number, text in enumerate(("甲\r\n乙目标词", "甲\n乙目标词")):
        folder = tmp_path / str(number)
        folder.mkdir()
        session, opened = at_work(folder, with_text(folder, text).parents[3])
        told = find_attempt(session.record, opened.attempt_id)
        assert told is not None
        found.add(told.exercise_digest)
        session.close()
    assert len(found) == 2


def test_marks_and_writing_come_back_out_of_a_cut_off_session_over_the_same_characters(
    tmp_path: Path,
) -> None:
    session, opened = at_work(tmp_path, with_text(tmp_path, HOSTILE).parents[3])
    start = HOSTILE.index("目标词")
    opened.history.do(adding("标注", opened.document, Span("s1", "wrong", start, start + 3, text_id="a2")))
    kept = written(WRITTEN, 200)
    opened.history.do(replying("撰写", opened.document, ("why", ""), kept))
    before = opened.document.marks()
    again = practice.open_practice(session, "m1-answers")
    assert again.attempt_id == opened.attempt_id
    assert again.document.marks() == before
    (span,) = again.document.spans()
    assert (again.exercise.answers[1].text)[span.start : span.end] == "目标词"
    assert replies(again.document)["why", ""].value == kept
    assert kept == "原因：�“目标词”\u202e倒�半个\r\n第二行😀"
    while again.history.undo() is not None:
        pass
    assert len(again.document) == 0
    session.close()
