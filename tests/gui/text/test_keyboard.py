"""Everything can be done without a mouse, and an input method never takes a label key away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.text.keys import KEYS, MOVES, verb_of
from tests.gui.text.drivers import ALT, CONTROL, NO_MODIFIER, SHIFT, TextDriver

Key = Qt.Key


def caret(person: TextDriver) -> int:
    assert person.bench.editor is not None
    return person.bench.editor.caret


def test_a_whole_exercise_is_done_with_the_keyboard_alone(trainee: TextDriver, qtbot: QtBot) -> None:
    start, _end = trainee.where("3月15日")
    trainee.press(Key.Key_Right, times=start)
    trainee.press(Key.Key_Right, SHIFT, times=5)
    assert trainee.selected == "3月15日"
    trainee.type("1")
    trainee.press(Key.Key_Down, times=3)
    trainee.press(Key.Key_Home)
    while trainee.selected != "SF1023456789":
        trainee.press(Key.Key_Right, CONTROL)
        trainee.press(Key.Key_W)
        trainee.press(Key.Key_Right) if trainee.selected != "SF1023456789" else None
    trainee.type("3")
    trainee.press(Key.Key_BracketLeft, times=3)
    trainee.press(Key.Key_BracketRight)
    trainee.press(Key.Key_Left, ALT | SHIFT)
    assert trainee.spans == [("3月15日", "time"), ("号SF10234567", "order")]
    trainee.press(Key.Key_Tab)
    assert trainee.picked == "3月15日"
    trainee.press(Key.Key_Backtab, SHIFT)
    assert trainee.picked.startswith("号SF")
    trainee.press(Key.Key_Delete)
    trainee.press(Key.Key_Z, CONTROL)
    trainee.press(Key.Key_F6, times=2)
    assert QApplication.focusWidget() is trainee.bench.panel.list
    trainee.press(Key.Key_Up)
    trainee.press(Key.Key_Return)
    assert QApplication.focusWidget() is trainee.view
    assert trainee.picked == "3月15日"
    with qtbot.waitSignal(trainee.bench.submitted, timeout=30_000):
        trainee.press(Key.Key_Return, CONTROL)


def test_the_caret_walks_by_characters_runs_rows_and_ends(trainee: TextDriver) -> None:
    trainee.press(Key.Key_End)
    end = caret(trainee)
    assert trainee.bench.editor is not None
    assert trainee.bench.editor.text[end] == "\n"
    trainee.press(Key.Key_Home)
    assert caret(trainee) == 0
    trainee.press(Key.Key_Right, CONTROL)
    assert trainee.bench.editor.text[: caret(trainee)] == "客户"
    trainee.press(Key.Key_Left, CONTROL)
    assert caret(trainee) == 0
    trainee.press(Key.Key_End, CONTROL)
    assert caret(trainee) == len(trainee.bench.editor.text)
    trainee.press(Key.Key_Home, CONTROL | SHIFT)
    assert trainee.selected == trainee.bench.editor.text
    trainee.press(Key.Key_Right)
    assert caret(trainee) == len(trainee.bench.editor.text)
    trainee.press(Key.Key_PageUp)
    assert caret(trainee) < len(trainee.bench.editor.text)


def test_up_and_down_keep_to_their_column_over_a_short_line(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down("一二三四五六七八\n甲\n一二三四五六七八")
    person.press(Key.Key_Right, times=6)
    person.press(Key.Key_Down)
    assert caret(person) == 10
    person.press(Key.Key_Down)
    assert caret(person) == 11 + 6
    person.press(Key.Key_Up, times=2)
    assert caret(person) == 6
    person.press(Key.Key_Up)
    assert caret(person) == 0


def test_end_stays_at_the_end_of_a_wrapped_row(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down("字" * 300)
    person.press(Key.Key_End)
    row = person.view.flow.row_of(0)
    assert caret(person) == row.row.end
    shown = person.view.place_of(caret(person), upstream=True)
    assert abs(shown.y() - person.view.place_of(0).y()) < 1
    person.press(Key.Key_Home)
    assert caret(person) == 0
    person.press(Key.Key_End, SHIFT)
    assert len(person.selected) == row.row.end


def test_arrows_pass_a_family_emoji_at_once(trainee: TextDriver) -> None:
    start, end = trainee.where("👨‍👩‍👧")
    assert trainee.bench.editor is not None
    trainee.bench.editor.place(start)
    trainee.press(Key.Key_Right)
    assert caret(trainee) == end
    trainee.press(Key.Key_Left, SHIFT)
    assert trainee.selected == "👨‍👩‍👧"


def test_space_picks_the_marks_around_the_caret_from_inside_out(trainee: TextDriver) -> None:
    trainee.mark("浙江省杭州市西湖区", "4")
    trainee.mark("杭州市", "4")
    trainee.press(Key.Key_Escape)
    assert trainee.bench.editor is not None
    trainee.bench.editor.place(trainee.where("杭州市")[0])
    trainee.press(Key.Key_Space)
    assert trainee.picked == "杭州市"
    trainee.press(Key.Key_Space)
    assert trainee.picked == "浙江省杭州市西湖区"


def test_return_marks_with_the_label_used_last(trainee: TextDriver) -> None:
    trainee.mark("12元", "5")
    trainee.select("299元")
    trainee.press(Key.Key_Return)
    assert [label for _words, label in trainee.spans] == ["money", "money"]


def test_escape_lets_go_of_selection_then_span_then_sticky_label(trainee: TextDriver) -> None:
    trainee.mark("12元", "5")
    trainee.press(Key.Key_K)
    assert trainee.bench.editor is not None
    trainee.bench.editor.anchor = 0
    trainee.press(Key.Key_Escape)
    assert trainee.selected == ""
    trainee.press(Key.Key_Escape)
    assert trainee.picked == ""
    trainee.press(Key.Key_Escape)
    assert trainee.bench.editor.sticky == ""


def test_the_type_grows_and_shrinks_and_the_text_stays_in_sight(trainee: TextDriver) -> None:
    plain = trainee.view.text_font().pixelSize()
    trainee.press(Key.Key_Plus, CONTROL, times=20)
    largest = trainee.view.text_font().pixelSize()
    trainee.press(Key.Key_Minus, CONTROL, times=40)
    smallest = trainee.view.text_font().pixelSize()
    trainee.press(Key.Key_0, CONTROL)
    assert smallest < plain < largest
    assert smallest >= 12
    assert trainee.view.text_font().pixelSize() == plain


def test_f1_opens_the_sheet_with_every_key(trainee: TextDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def look(dialog: KeySheet) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))

    monkeypatch.setattr(KeySheet, "open", look)
    trainee.press(Key.Key_F1)
    for row in KEYS:
        # Relations and chains belong to another task than this one.
        assert (row.words in said) == (row.group != "link")
    assert {"Enter", "Alt+→", "Ctrl+M", "F1"} <= set(said)


def test_f6_goes_round_text_classes_spans_and_attributes(trainee: TextDriver) -> None:
    trainee.mark("退款299元", "6")
    panel = trainee.bench.panel
    trainee.press(Key.Key_F6)
    assert QApplication.focusWidget() is panel.labels.first()
    trainee.press(Key.Key_F6)
    assert QApplication.focusWidget() is panel.list
    trainee.press(Key.Key_F6)
    assert QApplication.focusWidget() is panel.form.option("urgency", "low")
    trainee.press(Key.Key_Space)
    assert panel.form.option("urgency", "low").isChecked()
    trainee.press(Key.Key_F6)
    assert QApplication.focusWidget() is trainee.view


def test_without_marks_f6_passes_the_empty_list_over(trainee: TextDriver) -> None:
    trainee.press(Key.Key_F6, times=2)
    assert QApplication.focusWidget() is trainee.view


def test_label_keys_and_delete_work_from_the_list(trainee: TextDriver) -> None:
    trainee.mark("12元", "5")
    trainee.mark("299元", "5")
    trainee.press(Key.Key_F6, times=2)
    trainee.press(Key.Key_Up)
    assert trainee.picked == "12元"
    trainee.type("6")
    assert trainee.spans == [("12元", "intent"), ("299元", "money")]
    trainee.press(Key.Key_Delete)
    assert trainee.spans == [("299元", "money")]


def test_the_focus_given_to_the_bench_is_the_text_s(trainee: TextDriver) -> None:
    trainee.bench.panel.list.setFocus()
    trainee.bench.setFocus()
    assert QApplication.focusWidget() is trainee.view


def test_every_key_of_the_table_reaches_its_verb() -> None:
    for row in KEYS:
        for keys in row.keys:
            combination = QKeySequence.fromString(keys)[0]
            event = QKeyEvent(QEvent.Type.KeyPress, combination.key(), combination.keyboardModifiers())
            assert verb_of(event) == row.verb, keys
    for name, keys in MOVES.items():
        combination = QKeySequence.fromString(keys)[0]
        shifted = combination.keyboardModifiers() | SHIFT
        assert verb_of(QKeyEvent(QEvent.Type.KeyPress, combination.key(), shifted)) == f"select:{name}"


@pytest.mark.parametrize(
    ("key", "modifiers", "verb"),
    [
        (Key.Key_BraceLeft, SHIFT, "start_back"),
        (Key.Key_BraceRight, SHIFT, "start_on"),
        (Key.Key_Backtab, SHIFT, "previous"),
        (Key.Key_Plus, CONTROL | SHIFT, "larger"),
        (Key.Key_Plus, CONTROL | Qt.KeyboardModifier.KeypadModifier, "larger"),
        (Key.Key_Q, NO_MODIFIER, ""),
    ],
)
def test_keys_are_known_as_keyboards_send_them(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, verb: str
) -> None:
    assert verb_of(QKeyEvent(QEvent.Type.KeyPress, key, modifiers)) == verb


def test_the_text_claims_its_keys_before_shortcuts_of_the_window(trainee: TextDriver) -> None:
    for key, text in ((Key.Key_1, "1"), (Key.Key_Delete, ""), (Key.Key_BracketLeft, "["), (Key.Key_T, "t")):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, NO_MODIFIER, text)
        event.ignore()
        QApplication.sendEvent(trainee.view, event)
        assert event.isAccepted(), key
    unknown = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_F9, NO_MODIFIER)
    unknown.ignore()
    QApplication.sendEvent(trainee.view, unknown)
    assert not unknown.isAccepted()


def test_an_input_method_is_off_in_the_text_and_on_in_the_find_field(trainee: TextDriver) -> None:
    enabled = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert not trainee.view.testAttribute(enabled)
    assert not trainee.view.viewport().testAttribute(enabled)
    assert trainee.bench.search.bar.field.testAttribute(enabled)
    trainee.press(Key.Key_F, CONTROL)
    composed = QInputMethodEvent()
    composed.setCommitString("单号")
    QApplication.sendEvent(trainee.bench.search.bar.field, composed)
    assert trainee.bench.search.bar.field.text() == "单号"


def test_a_label_key_on_the_number_pad_works_as_well(trainee: TextDriver) -> None:
    trainee.select("12元")
    trainee.press(Key.Key_5, Qt.KeyboardModifier.KeypadModifier)
    assert trainee.spans == [("12元", "money")]


def test_every_control_has_a_name_for_a_screen_reader(trainee: TextDriver) -> None:
    for widget in trainee.bench.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(trainee.bench):
            named = widget.accessibleName() or widget.parentWidget().accessibleName()
            assert named, widget


def test_ctrl_s_says_that_everything_is_saved(trainee: TextDriver) -> None:
    trainee.press(Key.Key_S, CONTROL)
    assert "自动保存" in trainee.said


def test_a_screen_reader_is_told_what_is_in_hand(
    trainee: TextDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.message()))
    trainee.press(Key.Key_Right, SHIFT, times=2)
    assert trainee.view.accessibleDescription() == "选中 2 字：客户"
    trainee.press(Key.Key_Escape)
    trainee.mark("12元", "5")
    assert trainee.view.accessibleDescription() == "金额：12元，第 4 行，3 字"
    trainee.mark("12元", "5")
    assert "这里已经标过同一类别。" in told
