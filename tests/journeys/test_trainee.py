"""The days of a trainee at the real window: learning, erring, being examined; with the power going and others waiting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.base.errors import KnownError
from desktop.session.operations import exam, learning
from desktop.views.demo.labelling import Slips
from desktop.views.pages.bench import BenchPage
from desktop.views.pages.exam import ExamPage
from desktop.views.pages.home import HomePage
from desktop.views.pages.result import ResultPage
from desktop.views.pages.sign_in import SignInPage
from desktop.views.pages.theory import TheoryPage
from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.widgets.exam_tasks import ExamTasks
from desktop.views.widgets.item import ItemView
from tests.journeys.conftest import SitDown
from tests.journeys.seat import Seat


def choose(seat: Seat, *, right: bool = True) -> None:
    """Answer the item on the screen by its digit."""
    view = seat.actor.find(ItemView)
    places = [card.choice_id for card in view._cards]
    wanted = next(place for place, choice in enumerate(places) if (choice in view.item.answer) is right)
    seat.actor.keys(str(wanted + 1), view)


def to_the_bench(seat: Seat) -> None:
    """Read the lesson, answer the quiz, and open the first exercise."""
    for _step in ("lesson", "theory"):
        seat.trainee._do(learning.home(seat.session).next_activity)  # type: ignore[arg-type]
    seat.actor.press("继续学习")
    assert isinstance(seat.window.page, BenchPage)


def begin_exam(seat: Seat) -> None:
    """Go from home into the theory part."""
    seat.actor.press("去考核")
    seat.actor.press("开始考核")


def test_a_whole_day_of_a_trainee(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    actor = seat.actor

    # Found by initials; a wrong PIN is told and does no harm.
    assert isinstance(seat.window.page, SignInPage)
    actor.fill("查找自己的名字", "bcy")
    seat.key(Qt.Key.Key_Return)
    actor.keys("9999")
    seat.key(Qt.Key.Key_Return)
    assert seat.session.account is None
    assert "PIN 不对" in seat.reads()
    actor.keys("2222")
    seat.key(Qt.Key.Key_Return)
    assert isinstance(seat.window.page, HomePage)

    # The lesson.
    actor.press("继续学习")
    assert "什么叫贴边" in seat.reads()
    actor.press("读完了，继续")

    # The quiz: wrong and explained at once, then right.
    actor.press("继续学习")
    choose(seat, right=False)
    assert "不对，正确答案：错" in seat.reads()
    assert "只框看得见的部分。" in seat.reads()
    actor.press("看结果")
    assert "答对 0 题，共 1 题" in seat.reads()
    actor.press("再做一遍")
    assert isinstance(seat.window.page, TheoryPage)
    choose(seat)
    assert "对了" in seat.reads()
    actor.press("看结果")
    actor.press("继续学习")
    assert isinstance(seat.window.page, HomePage)

    # The bench: a loose side, feedback with its clause, a second try.
    actor.press("继续学习")
    seat.label(Slips(loose=frozenset({0})))
    actor.press("提交")
    said = seat.reads()
    assert "右边外扩 9 px" in said
    assert "1.1" in said
    assert "门槛：" in said
    actor.press("再改一次")
    seat.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    seat.key(Qt.Key.Key_Delete)
    seat.label()
    actor.press("提交")
    assert "没有发现错误" in seat.reads()
    actor.press("返回")

    # The gate looks at first tries only; work goes on until it opens.
    assert learning.home(seat.session).exam.state == "locked"
    seat.trainee._seen.add("标注-图片")
    seat.trainee.walk(until=lambda _step: learning.home(seat.session).exam.state == "open")

    # The assessment.
    sitting_id = seat.trainee.sit()
    assert isinstance(seat.window.page, ResultPage)
    assert seat.window.page.shown.outcome in {"pass", "distinction"}
    assert "暂定，等待讲师发布" in seat.reads()
    assert "需要 n = 299" in seat.reads()
    assert exam.result(seat.session, sitting_id).interruptions == 0
    actor.press("返回")
    assert "考核合格" in seat.reads()
    seat.trainee.sign_out()
    assert isinstance(seat.window.page, SignInPage)
    assert seat.whole()


def test_a_power_cut_in_the_theory_part_loses_neither_answer_nor_time(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    seat.sign_in()
    begin_exam(seat)
    choose(seat)
    before = exam.resume(seat.session)
    seat.clock.skip(60)
    seat.window.page._beat()  # type: ignore[union-attr]
    seat.cut_power(300)

    assert isinstance(seat.window.page, SignInPage)
    seat.sign_in()
    assert "考核正在进行" in seat.reads()
    seat.actor.press("回到考核")
    after = exam.resume(seat.session)
    assert isinstance(seat.window.page, ExamPage)
    assert [item.id for item in after.items] == [item.id for item in before.items]
    assert after.tasks == before.tasks
    assert after.answers == before.answers != {}
    assert seat.actor.find(ItemView).chosen() == after.answers[after.items[0].id]
    assert 300 - 60 - 15 < after.seconds_left <= 300 - 60
    assert after.interruptions == 1


def test_a_power_cut_at_the_bench_of_an_exam_loses_no_stroke(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    seat.sign_in()
    begin_exam(seat)
    choose(seat)
    seat.actor.press("交卷")
    seat.actor.press("交卷")
    seat.actor.press("开始实操")
    before = exam.resume(seat.session)
    seat.label()
    if len(before.tasks) > 1:
        seat.actor.press("提交这一张")
        seat.label()
    desk = seat.actor.find(ImageBench).desk
    assert desk is not None
    drawn = [(mark.label, mark.corners) for mark in desk.document.boxes()]
    assert drawn
    # One more that is drawn and taken back: undone stays undone.
    seat.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    seat.key(Qt.Key.Key_Delete)
    assert len(desk.document) == 0
    seat.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    seat.cut_power(120)

    seat.sign_in()
    seat.actor.press("回到考核")
    desk = seat.actor.find(ImageBench).desk
    assert desk is not None
    assert [(mark.label, mark.corners) for mark in desk.document.boxes()] == drawn
    after = exam.resume(seat.session)
    assert [task.state for task in after.tasks] == ["handed_in"] * (len(after.tasks) - 1) + ["begun"]
    seat.actor.press("提交这一张")
    seat.actor.press("交卷")
    seat.actor.press("交卷")
    assert isinstance(seat.window.page, ResultPage)
    shown = seat.window.page.shown
    assert shown.outcome in {"pass", "distinction"}
    assert shown.interruptions == 1
    assert "中断 1 次，已记录" in seat.reads()
    assert seat.whole()


def test_a_power_cut_after_the_last_part_leads_to_the_result(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    seat.sign_in()
    begin_exam(seat)
    choose(seat)
    exam.close_part(seat.session)
    exam.start_part(seat.session, "practical")
    exam.close_part(seat.session)
    seat.cut_power(60)
    seat.sign_in()
    seat.actor.press("回到考核")
    assert isinstance(seat.window.page, ResultPage)
    assert seat.window.page.shown.outcome == "fail"
    assert "这次没有通过" in seat.reads()


def test_a_power_cut_longer_than_the_part_leads_to_the_next_one(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    seat.sign_in()
    begin_exam(seat)
    choose(seat)
    seat.cut_power(24 * 3600)
    seat.sign_in()
    seat.actor.press("回到考核")
    assert "实操部分" in seat.reads()
    seat.actor.press("开始实操")
    assert isinstance(seat.actor.find(ExamTasks), ExamTasks)
    assert exam.resume(seat.session).answers != {}


def test_the_program_closed_in_an_exam_is_taken_up_again(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    seat.sign_in()
    begin_exam(seat)
    choose(seat)
    answers = exam.resume(seat.session).answers
    seat.close()
    seat.open()
    seat.sign_in()
    seat.actor.press("回到考核")
    shown = exam.resume(seat.session)
    assert (shown.answers, shown.interruptions) == (answers, 0)


def test_time_that_runs_out_hands_the_part_in(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    seat.sign_in()
    begin_exam(seat)
    choose(seat)
    seat.clock.skip(301)
    seat.window.page._beat()  # type: ignore[union-attr]
    seat.settle()
    assert "时间到，这一部分已经自动交卷。" in seat.reads()
    assert "实操部分" in seat.reads()
    assert exam.resume(seat.session).part == "practical"


def test_people_change_places_in_the_middle_of_practice(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    drawn: list[list[tuple[float, ...]]] = []
    for place in (0, 1):
        seat.sign_in(place)
        to_the_bench(seat)
        if place == 0:
            seat.label()
        else:
            seat.actor.keys("r1")
        desk = seat.actor.find(ImageBench).desk
        assert desk is not None
        drawn.append([box.corners for box in desk.document.boxes()])
        # The quick way: lock, and let the next one in.
        seat.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert "做到一半的内容都在" in seat.reads()
        seat.actor.press("不是我，换人登录")
        assert seat.session.account is None
    assert drawn[0]
    assert drawn[1] == []
    for place in (0, 1):
        seat.sign_in(place)
        seat.actor.press("继续学习")
        desk = seat.actor.find(ImageBench).desk
        assert desk is not None
        assert [box.corners for box in desk.document.boxes()] == drawn[place]
        seat.actor.press("返回")
        seat.trainee.sign_out()
    assert seat.whole()


def test_two_trainees_on_one_seat_have_paths_of_their_own(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    seat.sign_in(0)
    to_the_bench(seat)
    seat.label()
    seat.actor.press("提交")
    seat.actor.press("返回")
    mine = learning.home(seat.session)
    seat.trainee.sign_out()
    seat.sign_in(1)
    theirs = learning.home(seat.session)
    assert mine.done == 2
    assert theirs.done == 0
    assert "单雄信" in seat.reads()
    assert "犇翀玥" not in seat.reads()
    seat.trainee.sign_out()
    seat.sign_in(0)
    assert learning.home(seat.session).done == 2


def test_an_idle_seat_is_locked_and_opens_only_to_its_own_pin(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    seat.sign_in()
    to_the_bench(seat)
    seat.label()
    seat.window._idle._timer.setInterval(1)
    seat.window._idle._timer.start()
    seat.actor.wait(lambda: seat.window._lock is not None, "the lock")
    assert "犇翀玥" in seat.reads()
    seat.actor.keys("1111")
    seat.key(Qt.Key.Key_Return)
    assert "PIN 不对" in seat.reads()
    assert seat.window._lock is not None
    seat.actor.keys("2222")
    seat.key(Qt.Key.Key_Return)
    assert seat.window._lock is None
    desk = seat.actor.find(ImageBench).desk
    assert desk is not None
    assert len(desk.document) > 0


def test_nothing_behind_the_lock_can_be_pressed_or_typed_into(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    seat.sign_in()
    to_the_bench(seat)
    seat.label()
    desk = seat.actor.find(ImageBench).desk
    assert desk is not None
    seat.window.lock()
    seat.settle()
    assert not seat.actor.sees("提交")
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        seat.key(key)
        focus = QApplication.focusWidget()
        assert (
            focus is None
            or seat.window._lock is None
            or seat.window._lock.isAncestorOf(focus)
            or (focus is seat.window._lock)
        )
    marks = len(desk.document)
    seat.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    seat.key(Qt.Key.Key_Delete)
    seat.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.document) == marks


def test_an_exam_is_never_locked(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    seat.sign_in()
    begin_exam(seat)
    seat.window._idle.idle.emit()
    seat.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert seat.window._lock is None
    seat.actor.press("交卷")
    seat.actor.press("交卷")
    seat.actor.press("开始实操")
    seat.window._idle.idle.emit()
    seat.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert seat.window._lock is None


def test_a_fault_that_comes_with_every_heartbeat_is_told_once(
    sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit_down("before exam")
    seat.sign_in()
    begin_exam(seat)

    def full(*_: object) -> None:
        raise KnownError("磁盘满了。", remedy="请讲师腾出空间。")

    with monkeypatch.context() as patched:
        patched.setattr(exam, "heartbeat", full)
        for _beat in range(5):
            seat.window.page._beat()  # type: ignore[union-attr]
            seat.settle()
    assert len(seat.dialogs()) == 1
    assert "磁盘满了。" in seat.reads()
    seat.actor.press("知道了")
    assert seat.dialogs() == []
    choose(seat)
    assert exam.resume(seat.session).answers != {}


def test_whoever_failed_is_told_what_comes_before_the_next_chance(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    seat.sign_in()
    begin_exam(seat)
    choose(seat, right=False)
    exam.close_part(seat.session)
    exam.start_part(seat.session, "practical")
    exam.close_part(seat.session)
    exam.finish(seat.session)
    seat.window.home()
    said = seat.reads()
    assert "暂时不能再考" in said
    assert "满 4.0 小时才能再考" in said
    assert "等待复核" not in said
    assert not seat.actor.sees("去考核")


def test_a_wrong_pin_three_times_makes_one_wait_and_others_not(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    seat.actor.fill("查找自己的名字", "bcy")
    seat.key(Qt.Key.Key_Return)
    for _attempt in range(3):
        seat.actor.keys("9999")
        seat.key(Qt.Key.Key_Return)
    assert "连续输错" in seat.reads()
    seat.actor.keys("2222")
    seat.key(Qt.Key.Key_Return)
    assert seat.session.account is None
    seat.actor.press("不是我，重新选")
    seat.sign_in(1)
    assert seat.session.account is not None
