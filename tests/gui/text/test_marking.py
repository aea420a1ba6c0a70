"""Marking with the mouse and the label keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.annotation.spans import Span
from tests.gui.text.drivers import SHIFT, TextDriver, attempt


def test_a_label_key_marks_the_selection_at_once(trainee: TextDriver) -> None:
    trainee.mark("3月15日", "1")
    assert trainee.spans == [("3月15日", "time")]
    assert trainee.picked == "3月15日"
    assert trainee.selected == ""


def test_a_label_key_on_a_picked_span_changes_its_class(trainee: TextDriver) -> None:
    trainee.mark("12元", "4")
    trainee.type("5")
    assert trainee.spans == [("12元", "money")]


def test_a_label_key_with_nothing_in_hand_says_what_to_do(trainee: TextDriver) -> None:
    trainee.type("1")
    assert trainee.spans == []
    assert "先选中" in trainee.said


def test_nested_spans_stand_beside_each_other_and_clicks_cycle_through_them(trainee: TextDriver) -> None:
    trainee.mark("浙江省杭州市西湖区", "4")
    trainee.mark("杭州市", "4")
    trainee.press(Qt.Key.Key_Escape)
    trainee.click("杭州市", into=1)
    assert trainee.picked == "杭州市"
    trainee.click("杭州市", into=1)
    assert trainee.picked == "浙江省杭州市西湖区"
    trainee.click("杭州市", into=1)
    assert trainee.picked == "杭州市"


def test_a_selection_that_begins_at_the_edge_of_a_picked_span_is_a_selection(trainee: TextDriver) -> None:
    trainee.mark("杭州市", "4")
    trainee.mark("西湖区", "4")
    assert trainee.spans == [("杭州市", "address"), ("西湖区", "address")]


def test_an_edge_is_dragged_by_its_head_and_that_is_one_step(trainee: TextDriver) -> None:
    trainee.mark("小米", "2")
    _start, end = trainee.where("小米")
    below = trainee.view.grip_heads(end, upstream=True)[1].toPoint()
    trainee.drag(below, trainee.point(end + 4))
    assert trainee.spans == [("小米”手环8", "product")]
    trainee.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert trainee.spans == [("小米", "product")]


def test_a_start_is_dragged_back_but_never_past_the_end(trainee: TextDriver) -> None:
    trainee.mark("订单号", "3")
    start, end = trainee.where("订单号")
    above = trainee.view.grip_heads(start, upstream=False)[0].toPoint()
    trainee.drag(above, trainee.point(end + 6))
    assert trainee.spans == [("号", "order")]


def test_an_edge_put_back_where_it_was_is_no_step(trainee: TextDriver) -> None:
    trainee.mark("订单号", "3")
    _start, end = trainee.where("订单号")
    head = trainee.view.grip_heads(end, upstream=True)[0].toPoint()
    trainee.drag(head, head)
    assert trainee.bench.editor is not None
    assert trainee.bench.editor.history is not None
    assert trainee.bench.editor.history.next_undo == "标注实体"


@pytest.mark.parametrize(
    ("words", "into", "expected"),
    [
        ("3月15日", 2, "3月15日"),
        ("XM20260315-0087", 3, "XM20260315-0087"),
        ("299元", 0, "299元"),
        ("小米", 0, "小米"),
    ],
)
def test_a_double_click_selects_a_run(trainee: TextDriver, words: str, into: int, expected: str) -> None:
    trainee.double_click(words, into=into)
    assert trainee.selected == expected


def test_three_clicks_select_the_line(trainee: TextDriver) -> None:
    trainee.triple_click("收货地址")
    assert trainee.selected.startswith("客服：您好")
    assert trainee.selected.endswith("查询。")


def test_shift_click_extends_the_selection(trainee: TextDriver) -> None:
    trainee.click("快递单号")
    trainee.click("，预计", shift=True)
    assert trainee.selected == "快递单号SF1023456789"


def test_sticky_labels_mark_every_selection(trainee: TextDriver) -> None:
    trainee.press(Qt.Key.Key_K)
    assert "连标“时间”" in trainee.said
    for words in ("3月15日", "3月18日", "18日"):
        trainee.select(words, 1 if words == "18日" else 0)
    assert [label for _words, label in trainee.spans] == ["time"] * 3
    trainee.press(Qt.Key.Key_K)
    trainee.select("杭州市")
    assert len(trainee.spans) == 3


def test_a_click_on_a_class_marks_what_is_selected(trainee: TextDriver) -> None:
    trainee.select("12元")
    trainee.bench.panel.labels.row("money").click()
    assert trainee.spans == [("12元", "money")]


def test_a_click_on_a_class_with_nothing_selected_makes_it_sticky(trainee: TextDriver) -> None:
    trainee.bench.panel.labels.row("money").click()
    trainee.select("12元")
    trainee.select("299元")
    assert trainee.spans == [("12元", "money"), ("299元", "money")]


def test_the_same_mark_twice_is_refused_in_words(trainee: TextDriver) -> None:
    trainee.mark("12元", "5")
    trainee.mark("12元", "5")
    assert len(trainee.spans) == 1
    assert "已经标过" in trainee.said


def test_blanks_alone_are_refused_in_words(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down("甲   乙")
    person.select("   ")
    person.type("1")
    assert person.spans == []
    assert "空白" in person.said


def test_trimming_takes_the_loose_quotation_mark(trainee: TextDriver) -> None:
    trainee.mark("小米”", "2")
    trainee.press(Qt.Key.Key_T)
    assert trainee.spans == [("小米", "product")]
    assert "修边" in trainee.said


def test_a_locked_span_keeps_its_class_and_says_so(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down("晋北市", spans=[Span("a", "address", 0, 3, locked=True)])
    person.click("晋北市")
    person.type("1")
    person.press(Qt.Key.Key_Delete)
    assert person.spans == [("晋北市", "address")]
    assert "锁定" in person.said


def test_an_attribute_of_the_picked_span_is_answered(trainee: TextDriver) -> None:
    trainee.mark("退款299元", "6")
    form = trainee.bench.panel.form
    assert form.isVisible()
    form.option("urgency", "high").click()
    assert trainee.bench.editor is not None
    assert trainee.bench.editor.span is not None
    assert trainee.bench.editor.span.attributes == {"urgency": "high"}
    assert form.option("urgency", "high").isChecked()
    trainee.view.setFocus()
    trainee.type("5")
    assert trainee.bench.editor.span.attributes == {}


def test_counts_list_and_foot_follow(trainee: TextDriver) -> None:
    trainee.mark("3月15日", "1")
    trainee.mark("3月18日", "1")
    panel = trainee.bench.panel
    assert "已标 2 处" in panel.labels.row("time").accessibleName()
    model = panel.list.model()
    assert model.rowCount() == 2
    assert "时间：3月15日，第 1 行，5 字" in str(
        model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    )
    assert trainee.bench.status.startswith("已保存 · ")
    trainee.select("订单号")
    assert "选中 3 字" in trainee.bench.foot.selected_text()


def test_every_step_is_written_down_before_the_foot_says_so(sit_down: Callable[..., TextDriver]) -> None:
    kept: list[str] = []
    person = sit_down(attempt(recorder=lambda manner, step: kept.append(f"{manner} {step.name}")))
    person.mark("12元", "5")
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | SHIFT)
    assert kept == ["do 标注实体", "undo 标注实体", "redo 标注实体"]


def test_a_drag_beside_the_lines_selects_to_their_ends(trainee: TextDriver) -> None:
    trainee.drag(trainee.point(0), QPoint(1000, trainee.point(0).y()))
    assert trainee.selected.endswith("XM20260315-0087。")
