"""Inspecting a text: pointing, flagging by mouse, by key and from the list, pulling flags, words to a flag, one history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.annotation.text_flags import TextFlag
from desktop.base.errors import KnownError
from desktop.curriculum.items import Exercise
from desktop.session.shown import OpenAttempt
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.bench.text_inspect_bench import TextInspectBench
from tests.gui.text.drivers import CONTROL, SHIFT
from tests.gui.text.inspected import Inspecting, at_case, at_dialogue, compose, flag, looked_back, said
from tests.gui.text.linked import TEXT
from tests.gui.text.test_questions import asking

SIZE = (1366, 680)


@pytest.fixture
def inspect(qtbot: QtBot) -> Iterator[Callable[..., Inspecting]]:
    """Open an inspection and give the driver of whoever sits at it."""
    benches: list[TextInspectBench] = []

    def open_bench(attempt: OpenAttempt | None = None, **options: Any) -> Inspecting:
        bench = TextInspectBench(attempt or at_case(**options))
        bench.resize(*SIZE)
        bench.show()
        qtbot.waitExposed(bench, timeout=30_000)
        bench.activateWindow()
        bench.canvas.setFocus()
        QApplication.processEvents()
        benches.append(bench)
        return Inspecting(bench)  # type: ignore[arg-type]  # the same parts

    yield open_bench
    for bench in benches:
        bench.close()
        assert not bench.foot._silence.isActive()
        bench.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# ------------------------------------------------------------------ what is there


def test_every_given_mark_has_its_number_in_the_text_and_a_row_that_says_it(
    inspect: Callable[..., Inspecting],
) -> None:
    person = inspect()
    assert person.lane_words("张建国")[:2] == ["1 人名", "2 疾病"]
    assert person.arc_words("r1") == "8 治疗"
    assert person.rows[1] == "第 2 条，疾病：既往有高血压"
    assert person.rows[7] == "第 8 条，治疗：硝苯地平 → 既往有高血压"
    assert person.bench.panel.given.accessibleName() == "被检标注"


def test_given_marks_cannot_be_changed(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    before = tuple(person.bench.editor.document)  # type: ignore[union-attr]
    person.pick("d1")
    person.press(Qt.Key.Key_BracketRight)
    person.press(Qt.Key.Key_Delete)
    person.press(Qt.Key.Key_K)
    person.press(Qt.Key.Key_T)
    person.drag(person.bar("张建国"), person.point(person.where("心电图")[0]))
    assert tuple(person.bench.editor.document) == before  # type: ignore[union-attr]
    assert person.flags == []


def test_tab_walks_through_the_marks_and_the_list_goes_along(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    for words, row in (("张建国", 0), ("既往有高血压", 1)):
        person.press(Qt.Key.Key_Tab)
        assert person.picked == words
        assert person.bench.panel.given.currentIndex().row() == row
    person.press(Qt.Key.Key_J, CONTROL)
    assert person.inspector.mark_id == "r1"
    assert person.bench.panel.given.currentIndex().row() == 7


# ------------------------------------------------------------------ flagging


def test_a_mark_is_flagged_by_mouse_alone(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    person.click("既往有高血压")
    person.click_code("BND")
    assert person.flags == [("BND", "d1")]
    assert "▶ 边界" in person.lane_words("既往有高血压")
    assert person.rows[1] == "第 2 条，疾病：既往有高血压，已插旗：边界错"


def test_a_mark_is_flagged_by_key_alone_and_the_same_key_pulls_the_flag(
    inspect: Callable[..., Inspecting],
) -> None:
    person = inspect()
    person.press(Qt.Key.Key_Tab, times=2)
    person.type("4")
    assert person.flags == [("BND", "d1")]
    person.type("4")
    assert person.flags == []


def test_another_key_plants_a_second_flag_and_delete_pulls_the_last(
    inspect: Callable[..., Inspecting],
) -> None:
    person = inspect()
    person.click("心电图")
    person.type("43")
    assert set(person.flags) == {("BND", "t"), ("CLS", "t")}
    person.press(Qt.Key.Key_Delete)
    assert person.flags == [("BND", "t")]
    person.press(Qt.Key.Key_Delete)
    assert person.flags == []


def test_a_mark_is_flagged_from_the_list(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    person.walk_list_to(3)
    assert person.picked == "心电图"
    person.type("3")
    assert person.flags == [("CLS", "t")]
    QTest.keyClick(person.bench.panel.given, Qt.Key.Key_Down)
    # Enter plants the class used last.
    QTest.keyClick(person.bench.panel.given, Qt.Key.Key_Return)
    assert person.flags == [("CLS", "t"), ("CLS", "d2")]
    QTest.keyClick(person.bench.panel.given, Qt.Key.Key_Delete)
    assert person.flags == [("CLS", "t")]


def test_a_relation_is_flagged_on_its_arc(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    person.click_arc("r1")
    assert person.bench.panel.given.currentIndex().row() == 7
    person.type("5")
    assert person.flags == [("REL", "r1")]
    assert person.arc_words("r1") == "8 治疗 · ▶关系"
    (own,) = person.inspector.flags()
    assert (own.start, own.end) == (person.where("既往有高血压")[0], person.where("硝苯地平")[1])
    person.type("5")
    assert person.arc_words("r1") == "8 治疗"


def test_missing_words_are_selected_and_flagged(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    person.mark("胸痛缓解", "1")
    assert person.flags == [("MISS", "胸痛缓解")]
    assert "▶ 漏标" in person.lane_words("胸痛缓解")
    # It is in hand: another key gives it another class, the same one pulls it.
    person.type("2")
    assert person.flags == [("EXTRA", "胸痛缓解")]
    person.type("2")
    assert person.flags == []


def test_missing_words_are_selected_and_flagged_by_key_alone(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    person.press(Qt.Key.Key_Right, SHIFT, times=2)
    person.type("1")
    assert person.flags == [("MISS", "患者")]


def test_a_click_into_flagged_words_takes_the_flag_in_hand_again(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    person.mark("胸痛缓解", "1")
    person.click("张建国")
    assert person.inspector.flag is None
    person.click("胸痛缓解", into=1)
    assert person.inspector.flag is not None
    person.press(Qt.Key.Key_Delete)
    assert person.flags == []


def test_something_missing_is_never_flagged_on_a_mark(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    person.click("心电图")
    person.type("1")
    assert person.flags == []
    assert "先选中漏掉的那段文字" in person.said


def test_a_key_with_nothing_pointed_at_says_what_to_do(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    person.type("4")
    assert person.flags == []
    assert "先点选一条标注" in person.said
    assert "漏标的先选中文字" in person.hint


# ------------------------------------------------------------------ history, words to a flag, keys


def test_one_undo_history_holds_everything(inspect: Callable[..., Inspecting]) -> None:
    person = inspect(asks=True)
    person.click("既往有高血压")
    person.type("4")
    field = person.bench.panel.form.field("right")
    field.setFocus()
    compose(field, "高血压")
    QTest.keyClick(field, Qt.Key.Key_Return)
    person.view.setFocus()
    person.mark("胸痛缓解", "1")
    assert person.flags == [("BND", "d1"), ("MISS", "胸痛缓解")]
    person.press(Qt.Key.Key_Z, CONTROL)
    assert person.flags == [("BND", "d1")]
    assert person.inspector.flags()[0].attributes == {"right": "高血压"}
    person.press(Qt.Key.Key_Z, CONTROL)
    assert person.inspector.flags()[0].attributes == {}
    person.press(Qt.Key.Key_Z, CONTROL)
    assert person.flags == []
    person.press(Qt.Key.Key_Y, CONTROL, times=3)
    assert person.flags == [("BND", "d1"), ("MISS", "胸痛缓解")]
    assert person.inspector.flags()[0].attributes == {"right": "高血压"}


def test_a_comment_is_asked_where_the_order_asks_for_it_and_kept_when_handed_in(
    inspect: Callable[..., Inspecting],
) -> None:
    person = inspect(asks=True)
    assert not person.bench.panel._asking.isVisible()
    person.click("心电图")
    person.type("3")
    assert person.bench.panel._asking.isVisible()
    field = person.bench.panel.form.field("comment")
    field.setFocus()
    compose(field, "看末字")
    QTest.keyClicks(field, " 4")
    person.bench.carry_out("submit")
    (own,) = person.inspector.flags()
    # Digits typed into the field are text, no keys.
    assert (own.label, own.attributes) == ("CLS", {"comment": "看末字 4"})
    person.click("张建国")
    assert not person.bench.panel._asking.isVisible()


def test_the_second_list_holds_the_flags(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    person.click("既往有高血压")
    person.type("4")
    person.mark("胸痛缓解", "1")
    person.bench.panel.tabs.choose("flags")
    assert said(person.bench.panel.flags) == ["边界错：2 疾病 既往有高血压", "漏标：“胸痛缓解”"]
    person.bench.panel.flags.setFocus()
    QTest.keyClick(person.bench.panel.flags, Qt.Key.Key_Home)
    assert person.picked == "既往有高血压"
    QTest.keyClick(person.bench.panel.flags, Qt.Key.Key_Delete)
    assert person.flags == [("MISS", "胸痛缓解")]


def test_f6_goes_through_text_kinds_list_and_flag(inspect: Callable[..., Inspecting]) -> None:
    person = inspect(asks=True)
    person.click("心电图")
    person.type("3")
    seen: list[object] = []
    for _step in range(3):
        person.bench.carry_out("panel")
        seen.append(QApplication.focusWidget())
    panel = person.bench.panel
    assert seen == [panel.labels.row("MISS"), panel.given, panel.form.field("comment")]


def test_the_sheet_lists_the_kinds_with_their_keys(inspect: Callable[..., Inspecting]) -> None:
    person = inspect()
    person.press(Qt.Key.Key_F1)
    (sheet,) = person.bench.findChildren(KeySheet)
    words = " ".join(label.text() for label in sheet.findChildren(type(person.bench.panel._about)))
    for name in ("插“漏标”旗", "插“关系错”旗", "再按一次，拔旗", "下一条被检标注"):
        assert name in words
    sheet.close()


def test_an_exercise_without_a_schema_of_its_marks_is_refused_with_a_sentence(
    inspect: Callable[..., Inspecting],
) -> None:
    attempt = at_case()
    attempt.given_schema = None
    with pytest.raises(KnownError, match="不能在文本质检台打开"):
        TextInspectBench(attempt)
    assert isinstance(attempt.exercise, Exercise)


# ------------------------------------------------------------------ replies


def test_given_replies_are_shown_numbered_read_only_and_flagged_by_mouse(
    inspect: Callable[..., Inspecting],
) -> None:
    person = inspect(at_dialogue(asking()))
    replies = person.bench.replies
    assert replies.isVisible()
    assert person.card.accessibleName() == "第 2 条，意图：第 1 轮·用户 · 致谢"
    person.click_card()
    assert person.inspector.mark_id == "i1"
    assert person.inspector.given.replies["intent", "t1"].value == ("thanks",)
    person.click_code("CLS")
    assert person.flags == [("CLS", "i1")]
    assert person.card.accessibleName().endswith("已插旗：错类")
    assert person.rows[1].endswith("已插旗：错类")


def test_given_replies_are_flagged_by_key_and_the_part_is_framed_in_the_text(
    inspect: Callable[..., Inspecting],
) -> None:
    person = inspect(at_dialogue(asking()))
    turns = person.inspector.given.exercise.turns
    person.bench.replies.take_focus()
    person.type("3")
    assert person.flags == [("CLS", "i1")]
    (own,) = person.inspector.flags()
    assert (own.start, own.end) == (turns[0].start, turns[0].end)
    person.press(Qt.Key.Key_PageDown)
    assert person.bench.replies.part == "t3"
    assert person.view.focus_place == (turns[2].start, turns[2].end)
    # Nothing was answered there: the flag stands on the turn as such.
    person.type("1")
    assert [(flag.label, flag.target, flag.start) for flag in person.inspector.flags()] == [
        ("CLS", "i1", turns[0].start),
        ("MISS", None, turns[2].start),
    ]
    person.type("1")
    assert person.flags == [("CLS", "i1")]


def test_a_row_of_the_list_shows_the_reply_and_a_hand_in_the_text_lets_it_go(
    inspect: Callable[..., Inspecting],
) -> None:
    person = inspect(at_dialogue(asking()))
    person.walk_list_to(2)
    assert person.bench.replies.part == "t5"
    person.view.setFocus()
    person.press(Qt.Key.Key_Home, CONTROL)
    assert person.inspector.mark_id == ""
    person.type("3")
    assert person.flags == []


# ------------------------------------------------------------------ looking back


def test_a_right_inspection_is_all_ticks(inspect: Callable[..., Inspecting]) -> None:
    person = inspect(attempt := at_case())
    person.click("既往有高血压")
    person.type("4")
    person.click_arc("r1")
    person.type("5")
    start = person.where("胸痛缓解")[0]
    person.inspector.press("MISS", (start, start + 2, ""))
    feedback = looked_back(attempt)
    assert feedback.score.accuracy == 1.0
    person.bench.show_feedback(feedback)
    assert "▶ 边界 · ✓" in person.lane_words("既往有高血压")
    assert person.arc_words("r1") == "8 治疗 · ▶关系✓"
    assert person.arc_token("r1") == "good"
    assert not person.bench.panel.isVisible()


def test_a_right_flag_is_the_true_one_though_that_reaches_beyond_the_mark(
    inspect: Callable[..., Inspecting],
) -> None:
    start = TEXT.index("既往有高血压")
    person = inspect(attempt := at_case(gold=[flag("f1", "BND", "d1", start, start + 8)]))
    person.click("既往有高血压")
    person.type("4")
    person.bench.show_feedback(looked_back(attempt))
    written = person.lane_words("既往有高血压")
    assert "▶ 边界 · ✓" in written
    assert not any(words.startswith("金") for words in written)


def test_every_finding_stands_in_the_text_with_the_truth_beside_it(
    inspect: Callable[..., Inspecting],
) -> None:
    person = inspect(attempt := at_case())
    person.click("既往有高血压")
    person.type("3")
    person.click("阿司匹林")
    person.type("2")
    feedback = looked_back(attempt)
    codes = [shown.finding.code for shown in feedback.findings]
    assert sorted(codes) == ["CLS", "EXTRA", "MISS", "MISS"]
    person.bench.show_feedback(feedback)
    signs = {code: "①②③④"[codes.index(code)] for code in codes}
    written = person.lane_words("既往有高血压")
    assert f"▶ 错类 · {signs['CLS']}判错" in written
    assert "金 ▶ 边界" in written
    assert f"▶ 多标 · {signs['EXTRA']}误报" in person.lane_words("阿司匹林")
    assert any(
        words.startswith("金 ▶ 漏标 · ") and words.endswith("漏查") for words in person.lane_words("胸痛缓解")
    )
    assert "金 ▶关系" in person.arc_words("r1")
    assert person.arc_token("r1") == "bad"
    person.bench.set_layer("answer")
    assert not any("金" in words for words in person.lane_words("既往有高血压"))
    person.bench.set_layer("gold")
    assert person.lane_words("阿司匹林")[-1:] != [f"▶ 多标 · {signs['EXTRA']}误报"]


def test_a_click_on_marked_words_or_on_an_arc_tells_the_finding(inspect: Callable[..., Inspecting]) -> None:
    person = inspect(attempt := at_case())
    person.click("阿司匹林")
    person.type("2")
    person.bench.show_feedback(feedback := looked_back(attempt))
    told: list[int] = []
    person.bench.finding_chosen.connect(told.append)
    person.click("阿司匹林")
    assert feedback.findings[told[-1]].finding.code == "EXTRA"
    person.click_arc("r1")
    assert feedback.findings[told[-1]].finding.gold_id == "f2"
    person.click("胸痛缓解")
    assert feedback.findings[told[-1]].finding.gold_id == "f3"


def test_a_finding_leads_to_its_mark(inspect: Callable[..., Inspecting]) -> None:
    person = inspect(attempt := at_case())
    person.click("阿司匹林")
    person.type("2")
    person.bench.show_feedback(feedback := looked_back(attempt))
    for number, shown in enumerate(feedback.findings):
        person.bench.focus_finding(number)
        targets = {"f1": "d1", "f2": "r1", "f3": ""}
        assert person.inspector.mark_id == targets.get(shown.finding.gold_id or "", "m2")
    person.bench.focus_finding(99)
    person.bench.focus_gold("f1")
    assert person.inspector.mark_id == "d1"
    # Looking back nothing can be planted.
    before = len(tuple(attempt.document))
    person.type("4")
    assert len(tuple(attempt.document)) == before


def test_a_missed_wrong_reply_is_told_under_the_reply(inspect: Callable[..., Inspecting]) -> None:
    person = inspect(attempt := at_dialogue(asking()))
    person.click("空气炸锅")
    person.type("2")
    person.bench.show_feedback(looked_back(attempt))
    assert person.bench.replies.part == "t1"
    words = " ".join(label.text() for label in person.card.findChildren(type(person.bench.panel._about)))
    assert "漏查" in words
    assert person.card.judged


def test_flags_of_a_look_back_are_those_handed_in(inspect: Callable[..., Inspecting]) -> None:
    person = inspect(attempt := at_case())
    person.click("心电图")
    person.type("3")
    person.bench.show_feedback(looked_back(attempt))
    assert [type(mark) for mark in attempt.document] == [TextFlag]
    assert person.flags == [("CLS", "t")]
