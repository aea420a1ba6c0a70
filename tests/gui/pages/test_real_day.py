"""A day at the window with nothing pretended: set-up, class, lesson, quiz, boxes, assessment, release, certificate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.annotation.document import adding
from desktop.base.clock import ManualClock
from desktop.base.places import find_places
from desktop.session.operations import roster, signin
from desktop.session.session import Session, open_session
from desktop.session.shown import OpenAttempt
from desktop.views.pages.bench import BenchPage
from desktop.views.pages.class_board import ClassPage
from desktop.views.pages.home import HomePage
from desktop.views.pages.result import ResultPage
from desktop.views.pages.sign_in import SignInPage
from desktop.views.window import open_window
from tests.gui.pages.drivers import Person

PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Session]:
    clock = ManualClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    places = replace(find_places({"DOORSTEP_DATA": str(tmp_path / "数据")}), courses=PACKS)
    opened = open_session(places, clock)
    yield opened
    opened.close()


@pytest.fixture
def person(real: Session, qapp: QApplication) -> Iterator[Person]:
    window = open_window(real)
    window.show()
    at = Person(window)
    at.settle()
    yield at
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def set_up(person: Person) -> None:
    person.write("实训点名称", "御河街道实训点")
    person.press("下一步")
    person.write("讲师姓名", "马秀英")
    person.write("PIN", "135790")
    person.write("再输一次 PIN", "135790")
    person.press("完成设置")


def sign_in(person: Person, letters: str, pin: str) -> None:
    person.write("查找自己的名字", letters)
    person.page._choose_first()
    person.settle()
    person.page._stack.currentWidget().pad.setFocus()
    person.keys(pin)
    person.page._stack.currentWidget().pad.press("enter")
    person.settle()


def label_perfectly(person: Person, attempt: OpenAttempt) -> None:
    document = attempt.history.document
    missing = [mark.mark() for mark in attempt.exercise.golds[0].marks if not mark.ignore]
    attempt.history.do(adding("画框", document, *missing))
    person.settle()


def test_a_whole_day(person: Person, real: Session) -> None:
    set_up(person)
    assert isinstance(person.page, ClassPage)
    assert person.sees("还没有班级")

    pack = real.shelf.packs()[0].head.id
    class_id = roster.create_class(real, number=24, name="", pack_id=pack)
    roster.add_trainee(real, class_id, name="张小梅", number="2402", pin="2468")
    person.window.go("class")
    person.settle()
    assert person.sees("在册 1 人")
    person.press("退出登录")
    assert isinstance(person.page, SignInPage)

    sign_in(person, "zxm", "2468")
    assert isinstance(person.page, HomePage)
    person.press("继续学习")
    person.press("读完了，继续")
    person.press("继续学习")
    view = person.page._view
    for card in view._cards:
        if card.choice_id in view.item.answer:
            card.click()
    person.settle()
    assert person.sees("对了")
    person.press("看结果")
    person.press("继续学习")
    for _exercise in range(2):
        person.press("继续学习")
        assert isinstance(person.page, BenchPage)
        label_perfectly(person, person.page._attempt)
        person.press("提交")
        assert person.sees("没有发现错误")
        person.press("返回")
    assert person.sees("岗位能力考核·可以参加了")

    person.press("去考核")
    person.press("开始考核")
    item = person.page._view._view
    for card in item._cards:
        if card.choice_id in item.item.answer:
            card.click()
    person.settle()
    person.press("交卷")
    person.press("交卷")
    person.press("开始实操")
    tasks = person.page._view
    for _task in range(tasks.open_tasks()):
        label_perfectly(person, tasks._attempt)
        person.press("提交这一张")
    person.press("交卷")
    person.press("交卷")
    assert isinstance(person.page, ResultPage)
    assert person.page.shown.outcome in {"pass", "distinction"}
    assert person.sees("暂定")
    sitting_id = person.page.shown.sitting_id

    person.press("退出登录")
    sign_in(person, "mxy", "135790")
    person.window.go("trainee", class_id=class_id, account_id=signin.tiles(real, "zxm")[0].account_id)
    person.settle()
    person.press("发布成绩")
    person.press("签发证书")
    person.window.go("result", sitting_id=sitting_id)
    person.settle()
    assert person.page.shown.certificate is not None
    assert Path(person.page.shown.certificate.pdf).exists()
