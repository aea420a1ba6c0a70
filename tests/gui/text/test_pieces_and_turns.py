"""Spans in pieces, dialogues, jumps and the word assist on the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.annotation.spans import Span
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import Question, ReplyOption
from desktop.views.widgets.bench.kept import kept
from desktop.views.widgets.text.keys import KEYS, sheet
from tests.gui.text.drivers import ALT, CONTROL, SHIFT, TextDriver
from tests.gui.text.linked import TEXT, LinkDriver, attempt, case, dialogue, schema, spanned


@pytest.fixture
def doctor(sit_down: Callable[..., TextDriver]) -> LinkDriver:
    """Somebody at the case, with one limb marked."""
    marks = [*case(), spanned("左", "part", "limb")]
    return LinkDriver(sit_down(attempt(marks)).bench)


def test_a_stretch_is_added_to_the_span_in_hand_by_key(doctor: LinkDriver) -> None:
    doctor.pick("limb")
    doctor.select("下肢")
    assert "Shift+Enter" in doctor.hint
    doctor.press(Qt.Key.Key_Return, SHIFT)
    assert doctor.pieces("limb") == ["左", "下肢"]
    assert doctor.bench.panel.list.model().words(doctor.bench.editor.span) == "左 … 下肢"  # type: ignore[union-attr]


def test_a_stretch_is_added_by_ctrl_drag_and_cut_out_by_a_second_one(doctor: LinkDriver) -> None:
    doctor.pick("limb")
    doctor.add_stretch("右下肢")
    assert doctor.pieces("limb") == ["左", "右下肢"]
    doctor.add_stretch("右")
    assert doctor.pieces("limb") == ["左", "下肢"]


def test_a_piece_is_taken_out_by_key_and_comes_back_by_undo(doctor: LinkDriver) -> None:
    doctor.pick("d2")
    doctor.select("心肌")
    doctor.press(Qt.Key.Key_Delete, SHIFT)
    assert doctor.pieces("d2") == ["前壁", "梗死"]
    doctor.press(Qt.Key.Key_Z, CONTROL)
    assert doctor.pieces("d2") == ["前壁心肌梗死"]


def test_nothing_is_left_of_no_span(doctor: LinkDriver) -> None:
    doctor.pick("d2")
    doctor.select("前壁心肌梗死")
    doctor.press(Qt.Key.Key_Delete, SHIFT)
    assert doctor.pieces("d2") == ["前壁心肌梗死"]
    assert "没有改动" in doctor.said


def test_where_spans_must_be_whole_no_gap_is_made(sit_down: Callable[..., TextDriver]) -> None:
    person = LinkDriver(
        sit_down(attempt([spanned("左", "part", "limb")], own_schema=schema(broken=False))).bench
    )
    person.pick("limb")
    person.add_stretch("下肢")
    assert person.pieces("limb") == ["左"]
    assert "必须连续" in person.said
    person.pick("limb")
    person.add_stretch("、右下肢")
    assert person.pieces("limb") == ["左、右下肢"]


def test_edges_of_a_span_in_pieces_stop_at_its_gaps(doctor: LinkDriver) -> None:
    doctor.pick("limb")
    doctor.add_stretch("下肢")
    for _number in range(4):
        doctor.press(Qt.Key.Key_BraceRight, SHIFT)
    assert doctor.pieces("limb") == ["左", "下肢"]
    doctor.press(Qt.Key.Key_BracketLeft)
    doctor.press(Qt.Key.Key_BracketLeft)
    assert doctor.pieces("limb") == ["左", "下"]


def test_a_click_in_a_gap_picks_nothing(doctor: LinkDriver) -> None:
    doctor.pick("limb")
    doctor.add_stretch("下肢")
    doctor.pick("")
    doctor.click("右下")
    assert doctor.picked == ""
    doctor.click("下肢")
    assert doctor.bench.editor is not None
    assert doctor.bench.editor.span_id == "limb"


def test_turns_stand_beside_the_text_and_move_no_offset(sit_down: Callable[..., TextDriver]) -> None:
    text, turns = dialogue()
    plain = LinkDriver(sit_down(attempt(text=text)).bench)
    plain.mark("空气炸锅", "3")
    person = LinkDriver(sit_down(attempt(text=text, turns=turns)).bench)
    assert person.view.gutter > plain.view.gutter
    person.mark("空气炸锅", "3")
    assert person.spans == plain.spans == [("空气炸锅", "drug")]
    rows = [person.view.flow.row_of(turn.start) for turn in turns]
    painter = person.view.painter._turns
    assert [painter.of(row).speaker for row in rows] == ["用户", "客服", "用户", "客服", "用户"]  # type: ignore[union-attr]
    assert painter.ground(rows[0]) != painter.ground(rows[1])


def test_ctrl_down_goes_to_the_next_turn_without_a_mark(sit_down: Callable[..., TextDriver]) -> None:
    text, turns = dialogue()
    marks = [spanned("空气炸锅", "drug", "x", text=text), spanned("20260315", "test", "y", text=text)]
    person = LinkDriver(sit_down(attempt(marks, text=text, turns=turns)).bench)
    assert person.bench.editor is not None
    reached = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        person.press(key, CONTROL)
        reached.append(person.bench.editor.caret)
    places = [turn.start for turn in turns]
    assert reached == [places[1], places[3], places[4], places[1], places[4]]
    assert "还有 3 句" in person.said


def test_without_turns_the_sentences_are_walked(doctor: LinkDriver) -> None:
    assert doctor.bench.editor is not None
    doctor.press(Qt.Key.Key_Down, CONTROL)
    assert "每一句都有标注了" in doctor.said
    doctor.pick("p")
    doctor.press(Qt.Key.Key_Delete)
    doctor.press(Qt.Key.Key_End, CONTROL)
    doctor.press(Qt.Key.Key_Up, CONTROL)
    assert doctor.bench.editor.caret == 0


def test_alt_down_goes_to_the_next_of_the_class_in_hand(doctor: LinkDriver) -> None:
    doctor.pick("m1")
    picked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        doctor.press(key, ALT)
        picked.append(doctor.picked)
    assert picked == ["阿司匹林", "氯吡格雷", "硝苯地平", "氯吡格雷"]


def test_f4_goes_to_what_is_in_doubt_and_says_why(sit_down: Callable[..., TextDriver]) -> None:
    start = TEXT.index("胸痛", TEXT.index("胸痛") + 1)
    marks = [
        spanned("胸痛", "disease", "a"),
        Span("b", "part", start, start + 2),
        spanned("，男，", "person", "c"),
    ]
    person = LinkDriver(sit_down(attempt(marks)).bench)
    said = []
    for _number in range(3):
        person.press(Qt.Key.Key_F4)
        said.append((person.picked, person.said))
    assert [words for words, _why in said] == ["，男，", "胸痛", "胸痛"]
    assert "空格或标点" in said[0][1]
    assert "别的类别" in said[1][1]
    person.press(Qt.Key.Key_F4, SHIFT)
    assert "2/3" in person.said


def test_a_double_click_selects_a_word_that_is_marked_elsewhere(sit_down: Callable[..., TextDriver]) -> None:
    person = LinkDriver(sit_down(attempt([spanned("胸痛", "disease", "a")])).bench)
    person.double_click("胸痛", nth=1)
    assert person.selected == "胸痛"


def test_without_the_word_assist_a_double_click_selects_one_character(
    doctor: LinkDriver, sit_down: Callable[..., TextDriver], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept(), "word_assist", True)
    doctor.press(Qt.Key.Key_W, ALT)
    assert "只选一个字" in doctor.said
    doctor.double_click("胸痛")
    assert doctor.selected == "胸"
    # It stays so in the next text, until somebody else signs in.
    assert not sit_down(attempt(case())).view.word_assist
    kept().forget()
    assert sit_down(attempt(case())).view.word_assist


def test_everything_on_the_key_sheet_is_done_by_somebody(doctor: LinkDriver) -> None:
    told = {"find", "find_next", "find_previous", "auto", "panel", "rules", "save", "submit", "help", "words"}
    assert {row.verb for row in KEYS} - told <= set(doctor.view._handlers)
    groups = [name for name, _rows in sheet()]
    assert "关系与指代" in groups
    assert "关系与指代" not in [name for name, _rows in sheet(links=False)]


def test_the_lists_are_walked_by_key_and_one_stays_in_sight(doctor: LinkDriver) -> None:
    lists = doctor.bench.panel.lists
    lists.tabs.choose("relations")
    assert lists.shown == "relations"
    doctor.bench.carry_out("panel")
    doctor.bench.carry_out("panel")
    assert QApplication.focusWidget() is lists.relations


def test_a_text_without_classes_has_no_panel_but_room_for_questions(
    sit_down: Callable[..., TextDriver],
) -> None:
    options = (ReplyOption(id="yes", name="是"), ReplyOption(id="no", name="否"))
    asking = LabelSchema(
        task="text", questions=(Question(id="ok", name="是否合格", kind="choice", options=options),)
    )
    person = LinkDriver(sit_down(attempt(own_schema=asking)).bench)
    assert not person.bench.panel.isVisible()
    person.select("胸痛")
    person.press(Qt.Key.Key_Return)
    assert person.spans == []
