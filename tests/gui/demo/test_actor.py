"""The demonstration's hands and eyes: they find what a person would, and say what they missed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.base.clock import SystemClock
from desktop.views.demo import actor as acting
from desktop.views.demo.actor import Actor, LostError
from desktop.views.demo.clock import HastenedClock

Stand = Callable[..., Actor]


class Paper(QWidget):
    """Notes what the mouse and the keyboard do to it."""

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.resize(300, 200)
        self.told: list[str] = []

    def event(self, event: QEvent) -> bool:
        """Note presses and moves with their places, and what an input method brings."""
        if isinstance(event, QMouseEvent) and event.type() in {
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseMove,
            QEvent.Type.MouseButtonRelease,
        }:
            self.told.append(f"{event.type().name} {event.position().toPoint().toTuple()}")
        if isinstance(event, QInputMethodEvent):
            self.told.append(f"{event.preeditString()}|{event.commitString()}")
        return super().event(event)


def _button(text: str, told: list[str], name: str = "") -> QPushButton:
    one = QPushButton(text)
    one.setAccessibleName(name)
    one.clicked.connect(lambda: told.append(text or name))
    return one


def _field(name: str) -> QLineEdit:
    one = QLineEdit()
    one.setAccessibleName(name)
    return one


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up at once."""
    monkeypatch.setattr(acting, "PATIENCE", 0.0)


# -- finding


def test_a_button_is_found_by_its_words(stand: Stand) -> None:
    told: list[str] = []
    actor = stand(_button("下一步", told), _button("返回", told))
    actor.press("返回")
    actor.press("下一步")
    assert told == ["返回", "下一步"]


def test_a_button_is_found_by_the_name_that_is_spoken(stand: Stand) -> None:
    told: list[str] = []
    actor = stand(_button("", told, name="放大"))
    assert actor.sees("放大")
    actor.press("放大")
    assert told == ["放大"]


@pytest.mark.parametrize(("text", "words"), [("规则 && 说明", "规则 & 说明"), ("  下一步  ", "下一步")])
def test_words_are_compared_as_they_are_read(stand: Stand, text: str, words: str) -> None:
    told: list[str] = []
    actor = stand(_button(text, told))
    actor.press(words)
    assert told == [text]


def test_only_the_whole_words_count(stand: Stand) -> None:
    actor = stand(_button("下一步骤", []))
    assert not actor.sees("下一步")


def test_what_a_person_could_not_press_is_not_seen(stand: Stand) -> None:
    hidden, disabled = _button("藏", []), _button("停", [])
    actor = stand(hidden, disabled)
    hidden.hide()
    disabled.setEnabled(False)
    assert not actor.sees("藏")
    assert not actor.sees("停")
    disabled.setEnabled(True)
    assert actor.sees("停")


def test_of_two_with_the_same_words_the_one_that_can_be_pressed_is_taken(stand: Stand) -> None:
    told: list[str] = []
    first, second = _button("好", []), _button("好", told)
    actor = stand(first, second)
    first.setEnabled(False)
    actor.press("好")
    assert told == ["好"]


def test_any_kind_of_widget_can_be_looked_for(stand: Stand) -> None:
    label = QLabel("一行字")
    actor = stand(label, _field("姓名"))
    assert actor.find(QLabel) is label
    assert actor.sight(QPlainTextEdit) is None
    assert actor.find(QLineEdit, "姓名").accessibleName() == "姓名"


def test_a_dialog_hides_what_is_behind_it(stand: Stand) -> None:
    told: list[str] = []
    actor = stand(_button("下一步", told))
    dialog = QDialog(actor.window)
    inside = _button("确定", told)
    inside.setParent(dialog)
    dialog.open()
    assert actor.sees("确定")
    assert not actor.sees("下一步")
    actor.press("确定")
    dialog.close()
    assert actor.sees("下一步")
    assert told == ["确定"]


# -- being lost


def test_a_button_that_never_comes_is_named_with_what_is_there_instead(stand: Stand, impatient: None) -> None:
    actor = stand(_button("返回", []), _button("帮助", []))
    with pytest.raises(LostError, match="button '下一步'") as lost:
        actor.press("下一步")
    assert "返回" in str(lost.value)
    assert "帮助" in str(lost.value)


def test_a_field_that_never_comes_is_named(stand: Stand, impatient: None) -> None:
    actor = stand(_button("返回", []))
    with pytest.raises(LostError, match="field '姓名'"):
        actor.fill("姓名", "马秀英")


def test_a_kind_that_is_not_there_is_named(stand: Stand) -> None:
    actor = stand(_button("返回", []))
    with pytest.raises(LostError, match=r"QPlainTextEdit.*返回"):
        actor.find(QPlainTextEdit)
    with pytest.raises(LostError, match="订单"):
        actor.find(QPushButton, "订单")


def test_waiting_ends_when_it_is_so_and_says_what_it_waited_for_when_not(
    stand: Stand, impatient: None
) -> None:
    actor = stand()
    turns = iter((True,))
    actor.wait(lambda: next(turns), "nothing")
    with pytest.raises(LostError, match="waited 0 s for the moon"):
        actor.wait(lambda: False, "the moon")


def test_hidden_buttons_are_not_among_the_words_on_the_screen(stand: Stand) -> None:
    shown, hidden = _button("看得见", []), _button("看不见", [])
    actor = stand(shown, hidden)
    hidden.hide()
    assert actor.visible_words() == ["看得见"]


# -- acting


@pytest.mark.parametrize("text", ["135790", "bcy", "马秀英", "御河街道家门口实训点", "第 3 期 A 班"])
def test_a_field_is_filled_and_what_was_there_is_replaced(stand: Stand, text: str) -> None:
    line = _field("姓名")
    line.setText("旧的")
    actor = stand(_field("别的"), line)
    actor.fill("姓名", text)
    assert line.text() == text


def test_chinese_is_composed_first_and_then_committed(stand: Stand) -> None:
    paper = Paper()
    actor = stand(paper)
    actor.keys("批注", paper)
    assert paper.told == ["批注|", "|批注"]


def test_characters_go_where_the_focus_is(stand: Stand) -> None:
    first, second = _field("一"), QPlainTextEdit()
    actor = stand(first, second)
    second.setFocus()
    actor.keys("abc")
    actor.keys("整体很稳")
    assert second.toPlainText() == "abc整体很稳"
    assert first.text() == ""


def test_a_key_goes_where_the_focus_is_or_where_it_is_told(stand: Stand) -> None:
    first, second = QCheckBox("一"), QCheckBox("二")
    actor = stand(first, second)
    first.setFocus()
    actor.key(Qt.Key.Key_Space)
    assert first.isChecked()
    actor.key(Qt.Key.Key_Space, widget=second)
    assert second.isChecked()


def test_a_click_is_in_the_middle_or_where_it_is_told(stand: Stand) -> None:
    paper = Paper()
    actor = stand(paper)
    actor.click(paper)
    actor.click(paper, QPoint(7, 9))
    presses = [told for told in paper.told if told.startswith("MouseButtonPress")]
    middle = paper.rect().center().toTuple()
    assert presses == [f"MouseButtonPress {middle}", "MouseButtonPress (7, 9)"]


def test_a_drag_presses_moves_and_lets_go_at_the_end(stand: Stand) -> None:
    paper = Paper()
    actor = stand(paper)
    actor.drag(paper, QPointF(10, 20), QPointF(110, 80))
    kinds = [told.split(" ", 1)[0] for told in paper.told]
    press, release = kinds.index("MouseButtonPress"), kinds.index("MouseButtonRelease")
    assert paper.told[press] == "MouseButtonPress (10, 20)"
    assert paper.told[release] == "MouseButtonRelease (110, 80)"
    assert kinds[press + 1 : release].count("MouseMove") == 3
    assert paper.told[release - 1] == "MouseMove (110, 80)"


# -- pictures


def test_pictures_are_numbered_in_their_order(stand: Stand, tmp_path: Path) -> None:
    actor = stand(_button("返回", []))
    actor.picture("首页")
    actor.picture("成绩")
    assert actor.taken == [tmp_path / "01-首页.png", tmp_path / "02-成绩.png"]
    assert all(not QImage(str(path)).isNull() for path in actor.taken)


def test_a_picture_that_cannot_be_written_is_told(stand: Stand) -> None:
    actor = stand(_button("返回", []))
    with pytest.raises(LostError, match="could not be written"):
        actor.picture("没有/这个文件夹")
    assert actor.taken == []


# -- the clock


def test_skipped_time_is_added_to_both_clocks() -> None:
    clock, plain = HastenedClock(), SystemClock()
    clock.skip(3600.0)
    clock.skip(1800.0)
    assert clock.skipped == 5400.0
    assert (clock.now() - plain.now()).total_seconds() == pytest.approx(5400, abs=5)
    assert clock.monotonic() - plain.monotonic() == pytest.approx(5400, abs=5)


def test_a_page_that_was_left_does_not_stay_in_memory(stand: Stand) -> None:
    left = QLabel("left")
    actor = stand(left)
    gone: list[str] = []
    left.destroyed.connect(lambda: gone.append("left"))
    left.deleteLater()
    actor.rest()
    assert gone == ["left"]
