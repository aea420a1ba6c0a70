"""From opening a practice on models' answers to the expert's reasons, with nothing pretended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from desktop.annotation.document import adding
from desktop.annotation.replying import replies
from desktop.base.clock import ManualClock
from desktop.base.places import find_places
from desktop.session.operations import roster, signin
from desktop.session.session import Session, open_session
from desktop.session.shuffle import shown_order
from desktop.views.pages.bench import BenchPage
from desktop.views.widgets.ask.field import WritingField
from desktop.views.widgets.bench.answers_bench import AnswersBench
from desktop.views.window import open_window
from tests.gui.answers.drivers import Judge
from tests.gui.answers.small_pack import small_pack
from tests.gui.pages.drivers import Person
from tests.gui.pages.test_real_day import set_up, sign_in

NAME, PIN = "张小梅", "2468"


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Session]:
    clock = ManualClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    courses = small_pack(tmp_path)
    opened = open_session(
        replace(find_places({"DOORSTEP_DATA": str(tmp_path / "数据")}), courses=courses), clock
    )
    yield opened
    opened.close()


@pytest.fixture
def person(real: Session, qapp: QApplication) -> Iterator[Person]:
    window = open_window(real)
    window.resize(1366, 768)
    window.show()
    at = Person(window)
    at.settle()
    set_up(at)
    class_id = roster.create_class(real, number=24, name="", pack_id=real.shelf.packs()[0].head.id)
    roster.add_trainee(real, class_id, name=NAME, number="2402", pin=PIN)
    at.press("退出登录")
    sign_in(at, "zxm", PIN)
    yield at
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def bench_of(person: Person) -> AnswersBench:
    person.window.go("bench", activity_id="m1-answers")
    person.settle()
    assert isinstance(person.page, BenchPage)
    bench = person.page._bench_widget
    assert isinstance(bench, AnswersBench)
    return bench


def test_everything_right_has_no_findings(person: Person, real: Session) -> None:
    bench = bench_of(person)
    attempt = person.page._attempt
    gold = [mark.mark() for mark in attempt.exercise.golds[0].marks]
    attempt.history.do(adding("全部", attempt.history.document, *gold))
    person.press("提交")
    assert person.sees("没有发现错误")
    assert bench.prompt.text.plain().startswith("7 天写成 15 天，事实错误。")
    person.press("返回")


def test_a_person_ranks_rates_and_marks_and_sees_the_experts_view(person: Person, real: Session) -> None:
    bench = bench_of(person)
    judge = Judge(bench)
    account = signin.tiles(real, "zxm")[0].account_id
    order = shown_order(account, "P3", ["a1", "a2", "a3"])
    assert tuple(bench.columns.cards) == order
    for answer_id in ("a1", "a2", "a3"):
        judge.rank_next(order.index(answer_id) + 1)
    assert judge.reply("rank") == (("a1",), ("a2",), ("a3",))
    questions = bench.panel.questions
    assert questions is not None
    for answer_id, place in (("a1", "5"), ("a2", "5"), ("a3", "4")):
        questions.go_to(answer_id)
        judge.type(place)
    bench.carry_out("spans")
    judge.select("a2", "15 天")
    judge.type("1")
    judge.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    assert bench.ranks.gold.words().count(">") == 2
    assert "有用：专家 1，你 5" in judge.card("a2").notes()
    assert "有用 4" in judge.card("a3").notes()[-1]
    assert not person.sees("没有发现错误")


def test_words_that_are_still_being_written_are_handed_in_by_the_button(person: Person) -> None:
    bench = bench_of(person)
    attempt, questions = person.page._attempt, bench.panel.questions
    assert questions is not None
    questions.go_to("", "why")
    field = questions.findChild(WritingField)
    assert field is not None
    field.insertPlainText("事实说错了")
    assert "事实说错了" not in [reply.value for reply in replies(attempt.history.document).values()]
    person.press("提交")
    assert "事实说错了" in [reply.value for reply in replies(attempt.history.document).values()]


def test_an_interrupted_judgement_is_there_again(person: Person, real: Session) -> None:
    judge = Judge(bench_of(person))
    judge.rank_next(2)
    judge.rank_next(1)
    kept = judge.reply("rank")
    person.window.go("home")
    person.settle()
    again = Judge(bench_of(person))
    assert again.bench is not judge.bench
    assert again.reply("rank") == kept
    again.bench.carry_out("undo")
    assert isinstance(kept, tuple)
    assert again.reply("rank") == (kept[0],)
