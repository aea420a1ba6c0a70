"""Written replies: input methods compose in place, a rest or leaving makes one step, the checklist ticks as one writes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.views.widgets.ask.field import LONGEST_GO, WritingField
from tests.gui.ask.conftest import SitDown
from tests.gui.ask.drivers import CONTROL, Key, Person
from tests.gui.ask.material import JUDGING, gold_of, judging

REWRITE = ("rewrite", "")
ANSWER = {
    "id": "fix", "name": "改写这个回答", "kind": "writing", "about": "answer", "longest": 60,
}  # fmt: skip


@pytest.fixture
def writer(judge: Person) -> Person:
    """Somebody before the field of a rewriting."""
    judge.panel.go_to("", "rewrite")
    return judge


def composing(field: QPlainTextEdit) -> str:
    """Return what stands in the field while it is being composed."""
    return field.textCursor().block().layout().preeditAreaText()


# -- one step for one go


def test_what_is_typed_is_one_step_after_a_rest(writer: Person) -> None:
    writer.write("rewrite", "abc 123")
    assert writer.held == {}
    writer.rest("rewrite")
    assert writer.held == {REWRITE: "abc 123"}
    assert [step.name for step in writer.steps] == ["撰写"]


def test_a_hand_that_never_rests_is_written_down_all_the_same(writer: Person) -> None:
    field = writer.field("rewrite")
    writer.write("rewrite", "a")
    told = field._go.remainingTime()
    assert told > 0
    assert field._go.interval() == LONGEST_GO
    for letter in "bcd":
        QTest.qWait(20)
        writer.write("rewrite", letter)
        # Going on puts off the rest, never the end of the go.
        assert field._go.isActive()
        assert field._go.remainingTime() < told
    field._go.timeout.emit()
    assert writer.held == {REWRITE: "abcd"}
    assert not field._go.isActive()


@pytest.mark.parametrize("keys", ["Ctrl+Y", "Ctrl+Shift+Z"])
def test_both_usual_keys_take_an_undo_back(writer: Person, keys: str) -> None:
    writer.write("rewrite", "abc")
    writer.rest("rewrite")
    writer.undo()
    assert writer.held == {}
    QTest.keySequence(writer.field("rewrite"), QKeySequence(keys))
    assert writer.held == {REWRITE: "abc"}


def test_what_is_typed_after_the_rest_is_a_step_of_its_own(writer: Person) -> None:
    writer.write("rewrite", "abc")
    writer.rest("rewrite")
    writer.write("rewrite", "def")
    writer.rest("rewrite")
    assert len(writer.steps) == 2
    writer.undo()
    assert writer.held == {REWRITE: "abc"}
    assert writer.field("rewrite").toPlainText() == "abc"


def test_leaving_the_field_keeps_what_was_written(writer: Person) -> None:
    writer.write("rewrite", "abc")
    writer.press(Key.Key_Escape)
    assert writer.held == {REWRITE: "abc"}
    assert writer.panel.hasFocus()
    writer.write("rewrite", "d")
    writer.field("note").setFocus()
    assert writer.held[REWRITE] in {"abcd", "dabc"}
    assert len(writer.steps) == 2


def test_tab_leaves_the_field_and_is_no_character(writer: Person) -> None:
    writer.write("rewrite", "abc")
    writer.press(Key.Key_Tab)
    assert not writer.field("rewrite").hasFocus()
    assert writer.held == {REWRITE: "abc"}


def test_going_to_another_part_or_closing_keeps_what_was_written(writer: Person) -> None:
    writer.write("rewrite", "abc")
    writer.panel.go_to("a1")
    assert writer.held == {REWRITE: "abc"}
    writer.panel.go_to("")
    writer.field("rewrite").moveCursor(writer.field("rewrite").textCursor().MoveOperation.End)
    writer.write("rewrite", "d")
    writer.panel.hide()
    assert writer.held == {REWRITE: "abcd"}


def test_what_must_still_be_answered_counts_what_is_being_written(writer: Person) -> None:
    writer.write("rewrite", "abc")
    assert "rewrite" not in [one.question.id for one in writer.panel.missing()]
    assert writer.held == {REWRITE: "abc"}


def test_blanks_alone_are_no_reply_and_are_not_taken_from_the_hand(writer: Person) -> None:
    writer.write("rewrite", "  ")
    writer.rest("rewrite")
    assert writer.held == {}
    assert writer.field("rewrite").toPlainText() == "  "
    writer.write("rewrite", "a")
    writer.rest("rewrite")
    assert writer.held == {REWRITE: "  a"}


def test_deleting_everything_takes_the_reply_back(writer: Person) -> None:
    writer.write("rewrite", "a")
    writer.rest("rewrite")
    writer.press(Key.Key_Backspace)
    writer.rest("rewrite")
    assert writer.held == {}
    writer.undo()
    assert writer.held == {REWRITE: "a"}


# -- undo


def test_ctrl_z_in_the_field_is_the_one_undo_of_everything(writer: Person) -> None:
    writer.panel.go_to("", "reasons")
    writer.press("1")
    writer.write("rewrite", "abc")
    writer.press(Key.Key_Z, modifier=CONTROL)
    assert writer.held == {("reasons", ""): ("complete",)}
    assert writer.field("rewrite").toPlainText() == ""
    writer.press(Key.Key_Z, modifier=CONTROL)
    assert writer.held == {}
    for _time in range(2):
        QTest.keySequence(writer.field("rewrite"), QKeySequence(QKeySequence.StandardKey.Redo))
    assert writer.held == {("reasons", ""): ("complete",), REWRITE: "abc"}
    assert writer.field("rewrite").toPlainText() == "abc"


def test_undo_puts_the_cursor_where_the_text_changed(writer: Person) -> None:
    field = writer.field("rewrite")
    field.put("甲乙丙丁")
    cursor = field.textCursor()
    cursor.setPosition(2)
    field.setTextCursor(cursor)
    field.put("😀")
    assert writer.held == {REWRITE: "甲乙😀丙丁"}
    writer.undo()
    assert field.toPlainText() == "甲乙丙丁"
    assert field.textCursor().position() == 2
    writer.history.redo()
    assert field.textCursor().position() == 4, "behind the picture, which takes two units"


def test_what_was_typed_after_the_last_step_stays_when_something_else_changes(writer: Person) -> None:
    writer.write("rewrite", "abc")
    writer.click("reasons", "clear")
    writer.field("rewrite").setFocus()
    writer.write("rewrite", "d")
    before = writer.field("rewrite").toPlainText()
    writer.panel.refresh()
    assert writer.field("rewrite").toPlainText() == before


# -- input methods


def test_what_is_composed_stands_in_place_and_is_not_yet_text(writer: Person) -> None:
    field = writer.field("rewrite")
    writer.write("rewrite", "A")
    writer.rest("rewrite")
    writer.compose("p", "pu", "pu'er", into="rewrite")
    assert composing(field) == "pu'er"
    assert field.text() == "A"
    assert writer.writing("rewrite").count.text() == "1 / 200 字"
    field.settle()
    assert writer.held == {REWRITE: "A"}
    writer.commit("普洱", into="rewrite")
    assert composing(field) == ""
    assert field.text() == "A普洱"
    writer.rest("rewrite")
    assert writer.held == {REWRITE: "A普洱"}
    assert len(writer.steps) == 2


def test_a_composition_given_up_leaves_nothing(writer: Person) -> None:
    writer.compose("pu", "", into="rewrite")
    writer.panel.settle()
    assert writer.held == {}
    assert writer.field("rewrite").text() == ""


def test_a_step_elsewhere_does_not_disturb_a_composition(writer: Person) -> None:
    writer.compose("pu'er", into="rewrite")
    writer.card("reasons").reply.press("1")
    assert composing(writer.field("rewrite")) == "pu'er"
    writer.commit("普洱", into="rewrite")
    assert writer.field("rewrite").text() == "普洱"


def test_keys_of_options_are_letters_in_the_field_and_keys_outside(writer: Person) -> None:
    writer.write("rewrite", "1 2")
    assert ("reasons", "") not in writer.held
    writer.press(Key.Key_Escape)
    writer.panel.go_to("", "reasons")
    writer.press("1", "2")
    assert writer.held["reasons", ""] == ("complete", "correct")
    assert writer.held[REWRITE] == "1 2"


def test_enter_makes_a_line_and_ctrl_enter_is_handed_on(writer: Person) -> None:
    writer.write("rewrite", "a")
    writer.press(Key.Key_Return)
    writer.write("rewrite", "b")
    writer.press(Key.Key_Return, modifier=CONTROL)
    assert writer.held == {REWRITE: "a\nb"}
    assert writer.field("rewrite").text() == "a\nb"


def test_an_input_method_is_on_in_the_field_and_off_on_the_panel(writer: Person) -> None:
    enabled = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert writer.field("rewrite").testAttribute(enabled)
    assert not writer.panel.testAttribute(enabled)
    assert not writer.button("reasons", "clear").testAttribute(enabled)


# -- what is held stays as it was


@pytest.mark.parametrize(
    "held", ["一\r\n二", "一\r二\u2028三\x85", "零\x00字", "半\ud83d个", "\ufeff头", "  空白 "]
)
def test_looking_at_a_reply_changes_no_character_of_it(sit_down: SitDown, held: str) -> None:
    person = sit_down(judging(), JUDGING, {REWRITE: held})
    person.panel.go_to("", "rewrite")
    person.field("rewrite").setFocus()
    person.press(Key.Key_Escape)
    person.panel.settle()
    person.panel.refresh()
    assert person.steps == []
    assert person.held == {REWRITE: held}


def test_what_is_pasted_holds_no_nul_and_no_other_control(writer: Person) -> None:
    field = writer.field("rewrite")
    pasted = QMimeData()
    pasted.setText("甲\x00乙\x1b[31m\u202e丙")
    field.insertFromMimeData(pasted)
    field.settle()
    assert writer.held == {REWRITE: "甲�乙�[31m\u202e丙"}
    writer.undo()
    assert writer.held == {}


# -- its length


def test_what_does_not_fit_is_not_put_in_and_told(writer: Person) -> None:
    field = writer.field("note")
    field.put("一二三四五六七八九十" * 2)
    assert writer.heard == []
    writer.write("note", "x")
    assert len(field.text()) == 20
    assert writer.heard == ["最多 20 字，多出的没有放进去。"]


def test_a_paste_is_cut_at_its_own_end_and_keeps_what_stood_behind(writer: Person) -> None:
    field = writer.field("note")
    field.put("头尾")
    cursor = field.textCursor()
    cursor.setPosition(1)
    field.setTextCursor(cursor)
    pasted = QMimeData()
    pasted.setText("😀" * 30)
    field.insertFromMimeData(pasted)
    assert field.text() == "头" + "😀" * 18 + "尾"
    field.settle()
    assert writer.held == {("note", ""): "头" + "😀" * 18 + "尾"}


def test_the_count_is_of_characters_as_people_see_them_and_warns_at_the_end(writer: Person) -> None:
    field, body = writer.field("note"), writer.writing("note")
    field.put("😀𠮷a")
    assert body.count.text() == "3 / 20 字"
    assert body.count.property("tone") == ""
    field.put("x" * 17)
    assert body.count.property("tone") == "caution"


def test_the_field_grows_with_its_lines_up_to_a_bound(writer: Person) -> None:
    field = writer.field("rewrite")
    least = field.height()
    field.put("\n".join("一行" for _line in range(8)))
    grown = field.height()
    assert grown > least
    field.put("\n" * 40)
    assert grown < field.height() < 400


# -- starting from the text


def test_a_rewriting_may_begin_with_the_text(sit_down: SitDown) -> None:
    person = sit_down(judging(), {"task": "answers", "questions": [ANSWER]})
    body = person.writing("fix")
    assert body.begin.isVisible()
    body.begin.click()
    assert person.held == {("fix", "a1"): judging().answers[0].text}
    assert not body.begin.isVisible()
    person.undo()
    assert person.held == {}
    assert body.begin.isVisible()


def test_nothing_to_start_from_is_not_offered(writer: Person) -> None:
    assert not writer.writing("rewrite").begin.isVisible()


# -- the checklist


def test_checks_are_ticked_as_one_writes(writer: Person) -> None:
    body = writer.writing("rewrite")
    assert body.checks.states() == ["还没写", "还没写", "还没写", "还没写", "由讲师评分"]
    writer.write("rewrite", "从昆明坐车，跟团")
    assert body.checks.states() == ["还不满足", "不能出现：跟团", "还不满足", "已满足", "由讲师评分"]
    assert writer.held == {}, "it is ticked before it is a step"
    writer.field("rewrite").selectAll()
    writer.write(
        "rewrite", "从昆明坐动车约两个半小时就到普洱站，三到五月去最好，天气不热也不常下雨，记得带上驱蚊水。"
    )
    assert body.checks.states() == ["已满足"] * 4 + ["由讲师评分"]


def test_words_that_are_missing_are_not_given_away_while_one_writes(writer: Person) -> None:
    writer.write("rewrite", "abc")
    shown = " ".join(row[1].text() + row[1].toolTip() for row in writer.writing("rewrite").checks._rows)
    assert "还缺" not in shown
    writer.panel.show_feedback(gold_of(), {})
    writer.panel.go_to("")
    assert writer.writing("rewrite").checks.states()[0] == "还缺：昆明、普洱站"


def test_what_was_counted_stands_behind_the_check(writer: Person) -> None:
    writer.write("rewrite", "abc")
    words = [row[1].text() for row in writer.writing("rewrite").checks._rows]
    assert words[0].startswith("提到昆明和普洱站（硬性）")
    assert "3 / 40–80" in words[2]
    writer.undo()
    writer.history.undo()
    assert writer.writing("rewrite").checks._rows[2][1].text() == "40 到 80 字"


def test_a_reply_without_checks_shows_no_list(writer: Person) -> None:
    assert not writer.writing("note").checks.isVisible()


def test_a_field_without_a_panel_tells_nothing_when_nothing_was_written(qapp: QApplication) -> None:
    field = WritingField("字", 10)
    told: list[str] = []
    field.settled.connect(told.append)
    field.show_text("甲")
    field.settle()
    QTest.keyClicks(field, "b")
    field.show_text("")
    assert field.text() == ""
    assert told == []
    field.deleteLater()


def test_a_long_rewriting_is_held_whole(sit_down: SitDown) -> None:
    text = "很长的一段话。" * 28
    person = sit_down(judging(), JUDGING, {REWRITE: text})
    person.panel.go_to("")
    assert person.field("rewrite").text() == text
    person.panel.settle()
    assert person.steps == []
