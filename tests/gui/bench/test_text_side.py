"""Beside the text: classes, the list of spans, the foot, the tools and the search, in step with the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.annotation.spans import Span
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.classes import ROW
from desktop.views.widgets.bench.text_foot import TextFoot
from desktop.views.widgets.bench.text_labels import LEAST_ROWS, LabelList, LabelRow
from desktop.views.widgets.bench.text_list import SpanModel
from desktop.views.widgets.bench.text_panel import TextPanel
from desktop.views.widgets.text.auto_mark import AutoMarkDialog
from tests.gui.text.drivers import LABELS, TextDriver, attempt, schema

AtText = Callable[..., TextDriver]
TEXT = "张三买手环，付299元。\n李四买手表，付399元。\n张三退款。"
SPANS = (Span("a", "product", 3, 5), Span("b", "money", 7, 11), Span("c", "product", 16, 18))


@pytest.fixture
def worker(at_text: AtText) -> TextDriver:
    """Somebody at three lines with three spans."""
    return at_text(TEXT, SPANS)


def _model(worker: TextDriver) -> SpanModel:
    model = worker.bench.panel.list.model()
    assert isinstance(model, SpanModel)
    return model


def _rows(worker: TextDriver) -> list[str]:
    model = _model(worker)
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


def _picked_row(worker: TextDriver) -> int:
    return worker.bench.panel.list.currentIndex().row()


def _counts(panel: TextPanel) -> dict[str, int]:
    return {row.label.id: row._count for row in panel.labels._rows if row._count}


def _enabled(worker: TextDriver) -> set[str]:
    return {
        verb
        for verb in ("undo", "redo", "trim", "delete", "auto")
        if worker.bench.rail.buttons[verb].isEnabled()
    }


# -- the list


@pytest.mark.parametrize(
    ("key", "row"),
    [
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 2),
    ],
)
def test_walking_through_the_list_picks_in_the_text(worker: TextDriver, key: Qt.Key, row: int) -> None:
    worker.press(Qt.Key.Key_Tab, times=2)
    listed = worker.bench.panel.list
    listed.setFocus()
    assert _picked_row(worker) == 1
    QTest.keyClick(listed, key)
    assert _picked_row(worker) == row
    assert worker.picked == _rows(worker)[row]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_return_in_the_list_goes_to_the_text(worker: TextDriver, key: Qt.Key) -> None:
    worker.bench.panel.list.setFocus()
    QTest.keyClick(worker.bench.panel.list, key)
    assert worker.view.hasFocus()


def test_a_double_click_in_the_list_goes_to_the_text(worker: TextDriver) -> None:
    listed = worker.bench.panel.list
    listed.setFocus()
    at = listed.visualRect(_model(worker).index(1)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert worker.picked == "299元"
    assert worker.view.hasFocus()


def test_a_key_of_a_class_in_the_list_changes_the_picked_span(worker: TextDriver) -> None:
    worker.press(Qt.Key.Key_Tab)
    worker.bench.panel.list.setFocus()
    QTest.keyClick(worker.bench.panel.list, Qt.Key.Key_5)
    assert ("手环", "money") in worker.spans
    assert _picked_row(worker) == 0


def test_a_span_marked_in_the_middle_becomes_the_row_in_the_middle(worker: TextDriver) -> None:
    worker.mark("李四", "6")
    assert _rows(worker) == ["手环", "299元", "李四", "手表"]
    assert _picked_row(worker) == 2


def test_what_is_deleted_leaves_the_list_and_nothing_is_picked(worker: TextDriver) -> None:
    worker.press(Qt.Key.Key_Tab, times=2)
    worker.press(Qt.Key.Key_Delete)
    assert _rows(worker) == ["手环", "手表"]
    assert _picked_row(worker) == -1
    assert worker.picked == ""


def test_tab_after_deleting_goes_on_from_there(worker: TextDriver) -> None:
    worker.press(Qt.Key.Key_Tab, times=2)
    worker.press(Qt.Key.Key_Delete)
    worker.press(Qt.Key.Key_Tab)
    assert worker.picked == "手表"
    assert _picked_row(worker) == 1


def test_without_marks_the_panel_says_how_to_begin(at_text: AtText) -> None:
    worker = at_text(TEXT)
    lists = worker.bench.panel.lists
    assert not lists._empty.isHidden()
    assert not lists.spans.isVisible()
    assert lists._total.text() == "0 处"
    worker.mark("张三", "1")
    assert lists._empty.isHidden()
    assert lists.spans.isVisible()
    assert lists._total.text() == "1 处"


# -- the classes


def test_classes_count_every_step(worker: TextDriver) -> None:
    panel = worker.bench.panel
    assert _counts(panel) == {"product": 2, "money": 1}
    worker.mark("李四", "6")
    assert _counts(panel) == {"product": 2, "money": 1, "intent": 1}
    worker.type("1")
    assert _counts(panel) == {"product": 2, "money": 1, "time": 1}
    worker.bench.carry_out("undo")
    worker.bench.carry_out("undo")
    assert _counts(panel) == {"product": 2, "money": 1}
    worker.bench.carry_out("redo")
    assert _counts(panel) == {"product": 2, "money": 1, "intent": 1}


def test_the_class_of_the_picked_span_is_said(worker: TextDriver) -> None:
    worker.press(Qt.Key.Key_Tab)
    rows = worker.bench.panel.labels
    assert rows.row("product").accessibleName() == "商品名称，键 2，已标 2 处，当前标注的类别"
    assert rows.row("money").accessibleName() == "金额，键 5，已标 1 处"


def test_a_class_that_sticks_is_said_until_it_ends(worker: TextDriver) -> None:
    row = worker.bench.panel.labels.row("time")
    row.click()
    assert row.accessibleName().endswith("，连标中")
    assert worker.bench.rail.buttons["sticky"].isChecked()
    row.click()
    assert not row.accessibleName().endswith("，连标中")
    assert not worker.bench.rail.buttons["sticky"].isChecked()


def test_a_click_on_a_class_gives_the_keyboard_back_to_the_text(worker: TextDriver) -> None:
    row = worker.bench.panel.labels.row("time")
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert worker.view.hasFocus()


def test_classes_have_room_for_all_and_at_least_for_three() -> None:
    rows = LabelList()
    rows.show_schema(schema())
    assert rows.sizeHint().height() == theme().px(ROW) * len(LABELS)
    assert rows.minimumSizeHint().height() == theme().px(ROW) * LEAST_ROWS
    assert rows.first() is rows.row("time")
    with pytest.raises(StopIteration):
        rows.row("nobody")
    rows.deleteLater()


def test_another_schema_takes_the_place_of_the_old_rows() -> None:
    rows = LabelList()
    rows.show_schema(schema())
    own = schema()
    rows.show_schema(own.model_copy(update={"labels": own.labels[:2]}))
    assert len(rows._rows) == 2
    assert rows.sizeHint().height() == theme().px(ROW) * 2
    rows.deleteLater()


def test_an_empty_list_of_classes_offers_nothing_to_the_keyboard() -> None:
    rows = LabelList()
    assert rows.first() is None
    rows.deleteLater()


def test_a_class_row_is_painted_in_each_state() -> None:
    row = LabelRow(schema().labels[0])
    row.resize(row.sizeHint())
    seen = []
    for state in ("", "picked", "sticky"):
        row.show_state(3, state)
        seen.append(row.grab().toImage())
    assert seen[0] != seen[1]
    assert seen[1] != seen[2]
    assert row.toolTip() == "时间"
    row.deleteLater()


# -- what is said


def test_what_is_in_hand_is_said_in_a_sentence(worker: TextDriver) -> None:
    panel = worker.bench.panel
    assert panel.said() == ""
    worker.select("李四")
    assert panel.said() == "选中 2 字：李四"
    worker.press(Qt.Key.Key_Escape)
    worker.press(Qt.Key.Key_Tab)
    assert panel.said() in {"商品名称：手环，第 1 行，2 字", "商品名称：手表，第 2 行，2 字"}


def test_the_picked_span_is_described_with_its_length(worker: TextDriver) -> None:
    panel = worker.bench.panel
    assert panel._about.text() == "点选一个标注后，在这里看它的属性。"
    worker.click("299元", into=1)
    assert panel._about.text() == "金额  4 字  没有属性要填。"


def test_a_class_that_nobody_knows_is_shown_by_its_id(at_text: AtText) -> None:
    worker = at_text(TEXT, [Span("x", "ghost", 0, 2)])
    worker.press(Qt.Key.Key_Tab)
    assert worker.bench.panel._about.text().startswith("ghost")
    assert worker.bench.panel.said().startswith("ghost：张三")
    assert not worker.bench.panel.list.grab().isNull()


def test_a_panel_without_a_text_says_and_does_nothing() -> None:
    panel = TextPanel()
    panel.refresh()
    assert panel.said() == ""
    panel._label_chosen("time")
    panel._span_chosen("a")
    panel._answered("urgency", "low")
    panel.deleteLater()


# -- the tools


def test_undo_and_redo_are_offered_exactly_when_they_can_be_done(worker: TextDriver) -> None:
    assert _enabled(worker) == set()
    worker.press(Qt.Key.Key_Tab)
    assert _enabled(worker) == {"trim", "delete", "auto"}
    worker.type("5")
    assert _enabled(worker) == {"undo", "trim", "delete", "auto"}
    worker.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _enabled(worker) == {"redo", "trim", "delete", "auto"}
    worker.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert _enabled(worker) == {"undo", "trim", "delete", "auto"}


def test_undoing_the_first_mark_by_the_tool_offers_redo_at_once(at_text: AtText) -> None:
    worker = at_text(TEXT)
    worker.mark("张三", "1")
    buttons = worker.bench.rail.buttons
    QTest.mouseClick(buttons["undo"], Qt.MouseButton.LeftButton)
    assert worker.spans == []
    assert not buttons["undo"].isEnabled()
    assert buttons["redo"].isEnabled()
    QTest.mouseClick(buttons["redo"], Qt.MouseButton.LeftButton)
    assert worker.spans == [("张三", "time")]
    assert not buttons["redo"].isEnabled()


def test_undo_with_nothing_to_undo_says_so(worker: TextDriver) -> None:
    worker.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert worker.said == "没有可撤销的操作。"
    worker.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert worker.said == "没有可重做的操作。"


def test_a_selection_can_be_trimmed_and_nothing_else(worker: TextDriver) -> None:
    worker.select("，付299元。")
    assert _enabled(worker) == {"trim"}
    worker.bench.rail.buttons["trim"].click()
    assert worker.selected == "付299元"


def test_a_tool_gives_the_keyboard_back_to_the_text(worker: TextDriver) -> None:
    worker.press(Qt.Key.Key_Tab)
    button = worker.bench.rail.buttons["trim"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert worker.view.hasFocus()


# -- the foot


def test_the_foot_shows_size_line_column_and_selection(worker: TextDriver) -> None:
    worker.select("李四")
    foot = worker.bench.foot
    assert foot._zoom.text() == "字号 100 %"
    assert foot._place.text() == "第 2 行 · 第 3 字"
    assert foot.selected_text() == "选中 2 字"
    worker.press(Qt.Key.Key_Escape)
    assert foot.selected_text() == ""


def test_the_foot_names_its_fields_for_a_screen_reader() -> None:
    foot = TextFoot()
    names = [field.accessibleName() for field in (foot._zoom, foot._place, foot._size)]
    assert names == ["字号", "光标位置", "选中的字数"]
    foot.show_text(size=1.25, line_number=3, column=9, selected=0)
    assert (foot._zoom.text(), foot._place.text()) == ("字号 125 %", "第 3 行 · 第 9 字")
    foot.deleteLater()


def test_the_foot_says_what_was_loaded(worker: TextDriver) -> None:
    assert worker.bench.status == "已载入 3 处标注"
    worker.bench.load(attempt(TEXT))
    assert worker.bench.status == "每一步都会自动保存"


def test_another_text_takes_the_place_of_the_old_one_whole(worker: TextDriver) -> None:
    worker.press(Qt.Key.Key_Tab)
    old = worker.bench.editor
    assert old is not None
    worker.bench.load(attempt("王五退款。", [Span("w", "intent", 2, 4)]))
    assert _rows(worker) == ["退款"]
    assert _counts(worker.bench.panel) == {"intent": 1}
    assert worker.picked == ""
    old.set_attribute("urgency", "low")
    assert _rows(worker) == ["退款"]
    assert _enabled(worker) == set()


# -- the search


def test_a_search_begins_with_f3_and_goes_on_with_it(worker: TextDriver) -> None:
    search = worker.bench.search
    search.next()
    assert search.bar.isVisible()
    search.bar.field.setText("张三")
    assert worker.view.current_hit == (0, 2)
    search.next()
    assert worker.view.current_hit == worker.where("张三", 1)
    search.previous()
    assert worker.view.current_hit == (0, 2)


def test_shift_f3_begins_a_search_as_well(worker: TextDriver) -> None:
    worker.bench.search.previous()
    assert worker.bench.search.bar.isVisible()


def test_another_text_closes_the_search(worker: TextDriver) -> None:
    worker.bench.search.find()
    worker.bench.load(attempt(TEXT))
    assert not worker.bench.search.bar.isVisible()


def test_identical_words_need_a_model(worker: TextDriver) -> None:
    worker.bench.search.mark_identical()
    assert worker.said == "先标好一处并选中它，再做同词标注。"
    worker.click("299元", into=1)
    worker.bench.search.mark_identical()
    assert worker.said == "没有别的地方有相同的文字。"


@pytest.mark.parametrize(("accepts", "spans"), [(True, 2), (False, 1)])
def test_identical_words_are_marked_when_the_preview_is_accepted(
    at_text: AtText, monkeypatch: pytest.MonkeyPatch, *, accepts: bool, spans: int
) -> None:
    worker = at_text(TEXT, [Span("z", "intent", 0, 2)])
    worker.press(Qt.Key.Key_Tab)
    seen: list[int] = []

    def answer(dialog: AutoMarkDialog) -> None:
        seen.append(len(dialog.model.hits))
        assert worker.view.current_hit is None
        dialog.done(QDialog.DialogCode.Accepted if accepts else QDialog.DialogCode.Rejected)

    monkeypatch.setattr(AutoMarkDialog, "open", answer)
    worker.bench.carry_out("auto")
    assert seen == [1]
    assert len(worker.spans) == spans
    assert worker.view.focus_place is None


def test_escape_in_the_search_goes_back_to_the_text(worker: TextDriver) -> None:
    worker.bench.search.find()
    QTest.keyClick(worker.bench.search.bar.field, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not worker.bench.search.bar.isVisible()
    assert worker.view.hasFocus()


# -- round the panes


def test_f6_takes_the_keyboard_from_part_to_part(at_text: AtText) -> None:
    worker = at_text(TEXT, [Span("z", "intent", 0, 2)])
    worker.press(Qt.Key.Key_Tab)
    panel = worker.bench.panel
    assert panel.take_focus(None)
    assert panel.labels.isAncestorOf(QApplication.focusWidget())
    assert panel.take_focus(QApplication.focusWidget())
    assert panel.list.hasFocus()
    assert panel.take_focus(panel.list)
    assert panel.form.isAncestorOf(QApplication.focusWidget())
    assert not panel.take_focus(QApplication.focusWidget())


def test_a_hidden_panel_stays_hidden_for_the_next_text(worker: TextDriver) -> None:
    worker.bench.set_panel_visible(False)
    worker.bench.load(attempt(TEXT))
    assert worker.bench.panel.isHidden()
    worker.bench.set_panel_visible(True)
    assert not worker.bench.panel.isHidden()
