"""The whole way of a trainee without a mouse: nothing but Tab, Enter, Escape, arrows, digits and letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.curriculum.items import Exercise
from desktop.records.queries.attempts import open_attempts
from desktop.session.desk import desk
from desktop.session.operations import exam, learning
from desktop.views.pages.bench import BenchPage
from desktop.views.pages.home import HomePage
from desktop.views.pages.result import ResultPage
from desktop.views.pages.sign_in import SignInPage
from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.widgets.item import ItemView
from tests.journeys.conftest import SitDown
from tests.journeys.seat import Seat

MOST_TABS = 60
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


class NoMouse(QObject):
    """Counts every mouse event."""

    KINDS = frozenset(
        {
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonRelease,
            QEvent.Type.MouseMove,
            QEvent.Type.Wheel,
        }
    )

    def __init__(self) -> None:
        super().__init__()
        self.seen = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at an event."""
        self.seen += event.type() in self.KINDS
        return False


@pytest.fixture(autouse=True)
def no_mouse(qapp: QApplication) -> Iterator[None]:
    watcher = NoMouse()
    qapp.installEventFilter(watcher)
    yield
    qapp.removeEventFilter(watcher)
    assert watcher.seen == 0


def tab_to(seat: Seat, words: str) -> None:
    """Press Tab until the button with these words has the focus."""
    for _press in range(MOST_TABS):
        focus = seat.focus()
        if isinstance(focus, QAbstractButton) and words in {
            focus.text().replace("&", ""),
            focus.accessibleName(),
        }:
            assert focus.isVisible()
            return
        seat.key(Qt.Key.Key_Tab)
    raise AssertionError(f"no Tab leads to {words!r}; last at {seat.focus()}")


def leave_the_bench(seat: Seat) -> None:
    """Press F6 until the keyboard is outside the bench: Tab means the next box there."""
    bench = seat.actor.find(ImageBench)
    for _pane in range(6):
        focus = seat.focus()
        if focus is not bench and not bench.isAncestorOf(focus):
            return
        seat.key(Qt.Key.Key_F6)
    raise AssertionError("F6 does not lead out of the bench")


def press(seat: Seat, words: str) -> None:
    """Go to a button with Tab and press it with the space bar."""
    tab_to(seat, words)
    seat.key(Qt.Key.Key_Space)


def enter(seat: Seat, words: str) -> None:
    """The button has the focus already, and Enter presses it."""
    focus = seat.focus()
    assert isinstance(focus, QAbstractButton)
    assert words in {focus.text(), focus.accessibleName()}
    seat.key(Qt.Key.Key_Return)


def sign_in(seat: Seat, initials: str, pin: str) -> None:
    seat.actor.keys(initials)
    seat.key(Qt.Key.Key_Return)
    seat.actor.keys(pin)
    seat.key(Qt.Key.Key_Return)


def move(seat: Seat, x: int, y: int, at: tuple[int, int]) -> None:
    """Move the keyboard's cursor by arrows, ten pixels at a time while it is far."""
    for away, forward, back in (
        (x - at[0], Qt.Key.Key_Right, Qt.Key.Key_Left),
        (y - at[1], Qt.Key.Key_Down, Qt.Key.Key_Up),
    ):
        key = forward if away > 0 else back
        for _far in range(abs(away) // 10):
            seat.actor.key(key, SHIFT)
        for _near in range(abs(away) % 10):
            seat.actor.key(key)


def draw(seat: Seat, exercise: Exercise) -> None:
    """Draw every box of the gold with arrows and Enter, and answer its question."""
    bench = seat.actor.find(ImageBench)
    assert bench.desk is not None
    assert seat.focus() is bench.canvas
    for gold in exercise.golds[0].marks:
        assert gold.box is not None
        x1, y1, x2, y2 = map(int, gold.box)
        seat.actor.keys("r1")
        hand = bench.canvas.hand
        assert hand is not None
        if hand.spot is None:
            # The first Enter only calls the cursor.
            seat.actor.key(Qt.Key.Key_Return)
        assert hand.spot is not None
        move(seat, x1, y1, (int(hand.spot[0]), int(hand.spot[1])))
        seat.actor.key(Qt.Key.Key_Return)
        move(seat, x2, y2, (x1, y1))
        seat.actor.key(Qt.Key.Key_Return)
        (box,) = bench.desk.selected_boxes()
        assert box.corners == (x1, y1, x2, y2)
        for _turn in range(2):
            (box,) = bench.desk.selected_boxes()
            if box.attributes.get("hidden_part") is False:
                break
            seat.actor.keys("q")
    assert [dict(box.attributes) for box in bench.desk.document.boxes()] == [
        {"hidden_part": False} for _mark in exercise.golds[0].marks
    ]


def on_the_bench(seat: Seat) -> Exercise:
    at = desk(seat.session)
    return at.pack.exercises[open_attempts(seat.session.record, at.account_id)[0].exercise_id]


def answer(seat: Seat) -> None:
    """Press the digit of the right choice."""
    view = seat.actor.find(ItemView)
    places = [card.choice_id for card in view._cards]
    seat.actor.keys(str(1 + next(place for place, choice in enumerate(places) if choice in view.item.answer)))
    seat.settle()


def test_the_whole_way_of_a_trainee_by_keyboard_alone(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    sign_in(seat, "bcy", "2222")
    assert isinstance(seat.window.page, HomePage)

    # The lesson and the quiz: Enter goes on, a digit answers.
    enter(seat, "继续学习")
    press(seat, "读完了，继续")
    enter(seat, "继续学习")
    answer(seat)
    assert "对了" in seat.reads()
    seat.key(Qt.Key.Key_Return)
    enter(seat, "继续学习")

    # The bench: drawn with arrows, handed in with Ctrl+Enter.
    for place in range(2):
        enter(seat, "继续学习")
        assert isinstance(seat.window.page, BenchPage)
        draw(seat, on_the_bench(seat))
        seat.key(Qt.Key.Key_Return, CTRL)
        assert "没有发现错误" in seat.reads()
        if place == 0:
            tab_to(seat, "下一题")
        press(seat, "返回")
    assert learning.home(seat.session).exam.state == "open"

    # The assessment.
    press(seat, "去考核")
    enter(seat, "开始考核")
    answer(seat)
    press(seat, "交卷")
    assert seat.dialogs()
    assert seat.focus().accessibleName() == "先不"
    press(seat, "交卷")
    enter(seat, "开始实操")
    for task in exam.resume(seat.session).tasks:
        draw(seat, desk(seat.session).pack.exercises[task.exercise_id])
        seat.key(Qt.Key.Key_Return, CTRL)
    leave_the_bench(seat)
    press(seat, "交卷")
    press(seat, "交卷")
    assert isinstance(seat.window.page, ResultPage)
    assert seat.window.page.shown.outcome in {"pass", "distinction"}
    press(seat, "返回")
    press(seat, "退出登录")
    assert isinstance(seat.window.page, SignInPage)


def test_escape_goes_back_from_the_pin_and_closes_what_lies_over_a_page(sit_down: SitDown) -> None:
    seat = sit_down("first day")
    seat.actor.keys("bcy")
    seat.key(Qt.Key.Key_Return)
    assert "输入 PIN" in seat.reads()
    seat.key(Qt.Key.Key_Escape)
    seat.key(Qt.Key.Key_Return)
    seat.actor.keys("2222")
    seat.key(Qt.Key.Key_Return)
    enter(seat, "继续学习")
    press(seat, "规则")
    assert seat.window._drawer is not None
    seat.key(Qt.Key.Key_Escape)
    seat.settle(300)
    assert seat.window._drawer is None


def test_the_bench_is_left_unfinished_by_keyboard(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    sign_in(seat, "bcy", "2222")
    seat.window.go("bench", activity_id="m2-boxes")
    seat.settle()
    leave_the_bench(seat)
    press(seat, "返回")
    assert isinstance(seat.window.page, HomePage)


def test_rules_open_with_f2_at_the_bench_and_give_the_keyboard_back(sit_down: SitDown) -> None:
    seat = sit_down("before exam")
    sign_in(seat, "bcy", "2222")
    press(seat, "去考核")
    enter(seat, "开始考核")
    press(seat, "交卷")
    press(seat, "交卷")
    enter(seat, "开始实操")
    seat.key(Qt.Key.Key_F2)
    assert seat.window._drawer is not None
    seat.key(Qt.Key.Key_Escape)
    seat.settle(300)
    assert seat.window._drawer is None
    exercise = desk(seat.session).pack.exercises[exam.resume(seat.session).tasks[0].exercise_id]
    bench = seat.actor.find(ImageBench)
    if seat.focus() is not bench.canvas:
        for _press in range(MOST_TABS):
            if seat.focus() is bench.canvas:
                break
            seat.key(Qt.Key.Key_Tab)
    draw(seat, exercise)
