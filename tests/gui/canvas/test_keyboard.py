"""The whole bench without a mouse, under an input method, and the table of keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from desktop.curriculum.schema import Label, LabelSchema
from desktop.curriculum.shape_rules import KINDS, KeyPoint, SkeletonShape
from desktop.views.widgets.bench.attributes import OptionButton
from desktop.views.widgets.bench.details import FigureField
from desktop.views.widgets.bench.image_bench import TURNS, ImageBench
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.canvas.key_actions import ACTIONS
from desktop.views.widgets.canvas.key_profiles import REVIEW
from desktop.views.widgets.canvas.keys import DESKTOP, KeyMap, option_keys, sheet, shown
from tests.gui.canvas.drivers import BenchDriver, attempt, car, schema

SitDown = Callable[..., BenchDriver]


def test_a_whole_exercise_is_done_without_a_mouse(trainee: BenchDriver) -> None:
    trainee.press("2", "R", "Enter")
    trainee.nudge("Shift+Left", 5)
    trainee.nudge("Up", 5)
    trainee.press("Enter")
    trainee.nudge("Shift+Right", 8)
    trainee.nudge("Shift+Down", 4)
    trainee.press("Right", "Enter")
    assert trainee.boxes == [(150, 145, 231, 185)]
    assert trainee.labels == ["bus"]
    trainee.press("W")
    assert trainee.box().attributes == {"cut": False, "occluded": "1"}
    trainee.press("V", "Ctrl+Right", "Shift+Up")
    assert trainee.boxes == [(150, 135, 232, 175)]


def test_after_a_box_drawn_by_keyboard_the_arrows_still_move_the_cursor(trainee: BenchDriver) -> None:
    trainee.press("Enter", "Enter", "Shift+Right", "Shift+Down", "Enter")
    drawn = trainee.boxes
    trainee.press("Left", "Shift+Left")
    assert trainee.boxes == drawn
    assert trainee.canvas.hand is not None
    assert trainee.canvas.hand.spot == (199, 160)


def test_the_foot_says_the_next_step_of_a_box_drawn_by_keyboard(trainee: BenchDriver) -> None:
    """The first Enter only brings the cursor, and nothing on the screen said what to do then."""
    said = trainee.bench.foot.said
    trainee.press("R")
    assert "Enter 调出光标" in said()
    trainee.press("Enter")
    assert "第 1 步" in said()
    assert "移到一个角" in said()
    trainee.nudge("Shift+Left", 2)
    trainee.press("Enter")
    assert "第 2 步" in said()
    assert "Enter 画好" in said()
    trainee.nudge("Shift+Right", 5)
    trainee.nudge("Shift+Down", 5)
    assert "第 2 步" in said()
    trainee.press("Enter")
    assert len(trainee.boxes) == 1
    assert "第 1 步" in said()
    trainee.press("V")
    assert said().startswith("选择")


def test_escape_takes_the_foot_back_to_the_first_step(trainee: BenchDriver) -> None:
    trainee.press("R", "Enter", "Enter", "Shift+Right")
    assert "第 2 步" in trainee.bench.foot.said()
    trainee.press("Esc")
    assert "第 1 步" in trainee.bench.foot.said()


def test_escape_drops_a_box_drawn_by_keyboard(trainee: BenchDriver) -> None:
    trainee.press("Enter", "Enter", "Shift+Right", "Shift+Down", "Esc")
    assert trainee.canvas.hand is not None
    assert not trainee.canvas.hand.is_drawing
    assert trainee.boxes == []


def test_the_keyboard_cursor_stays_in_the_picture_and_in_view(trainee: BenchDriver) -> None:
    trainee.press("Enter")
    trainee.press(*["+"] * 12)
    trainee.nudge("Shift+Left", 40)
    assert trainee.canvas.hand is not None
    assert trainee.canvas.hand.spot == (0, 150)
    x, _y = trainee.canvas.view.to_view(0, 150)
    assert 0 <= x <= trainee.canvas.view.width


def test_f6_takes_the_keyboard_round_the_panes(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.press("V", "Tab")
    panes: list[QWidget | None] = []
    for _time in range(5):
        trainee.press("F6")
        panes.append(QApplication.focusWidget())
    panel = trainee.bench.panel
    assert panes[:2] == [panel.classes, panel.objects]
    assert isinstance(panes[2], FigureField)
    assert isinstance(panes[3], OptionButton)
    assert panes[4] is trainee.canvas


def test_keys_work_while_a_list_or_an_option_has_the_focus(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.press("V", "Tab", "F6", "F6")
    assert QApplication.focusWidget() is trainee.bench.panel.objects
    trainee.press("3")
    assert trainee.labels == ["person"]
    trainee.press("F6", "F6")
    trainee.press("W", "Ctrl+D")
    assert len(trainee.boxes) == 2
    assert trainee.box(0).attributes["occluded"] == "1"


@pytest.mark.parametrize(
    ("text", "tool"), [("v", "select"), ("V", "select"), ("ｖ", "select"), ("Ｖ", "select"), ("r", "box")]
)
def test_a_key_that_an_input_method_disguises_is_known_by_its_text(
    trainee: BenchDriver, text: str, tool: str
) -> None:
    trainee.press("Ctrl+J") if tool == "box" else None
    trainee.type_through_input_method(text)
    assert trainee.desk.tool == tool


def test_a_key_of_a_foreign_layout_is_known_by_its_place_on_the_keyboard(trainee: BenchDriver) -> None:
    trainee.type_through_input_method("м", key=0x41C, scan_code=47 + 8)
    assert trainee.desk.tool == "select"
    trainee.type_through_input_method("к", key=0x41A, scan_code=19 + 8)
    assert trainee.desk.tool == "box"


def test_what_an_input_method_commits_to_the_canvas_counts_as_keys(trainee: BenchDriver) -> None:
    assert not trainee.canvas.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    trainee.commit("v")
    assert trainee.desk.tool == "select"
    trainee.commit("２")
    assert trainee.desk.label.id == "bus"


def test_shift_tab_comes_as_backtab_from_a_real_keyboard(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 10, 10, 50, 50), car("b", 60, 10, 90, 50))
    trainee.press("Tab")
    QTest.keyClick(trainee.canvas, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert trainee.selected == ("b",)


def test_plus_and_ctrl_plus_come_with_shift_from_a_real_keyboard(trainee: BenchDriver) -> None:
    before = trainee.canvas.view.scale
    QTest.keyClick(trainee.canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    assert trainee.canvas.view.scale > before
    both = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(trainee.canvas, Qt.Key.Key_Plus, both)
    assert trainee.canvas.view.scale == 1.0


def test_enter_and_arrows_in_a_list_are_the_lists(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 10, 10, 50, 50), car("b", 60, 10, 90, 50))
    trainee.press("V", "Tab", "F6", "F6", "Down", "Enter")
    assert trainee.selected == ("b",)
    assert trainee.canvas.hand is not None
    assert trainee.canvas.hand.spot is None
    assert trainee.boxes == [(10, 10, 50, 50), (60, 10, 90, 50)]


def test_digits_of_the_number_pad_choose_classes_as_well(trainee: BenchDriver) -> None:
    QTest.keyClick(trainee.canvas, Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    assert trainee.desk.label.id == "person"


def test_a_letter_that_is_a_tool_is_reached_with_alt_as_an_option() -> None:
    own = schema()
    keys = option_keys(own.attributes_of("car"), KeyMap(schema=own, available={"tool.box", "lock", "undo"}))
    assert keys == {
        ("occluded", "0"): "Q",
        ("occluded", "1"): "W",
        ("occluded", "2"): "E",
        ("occluded", "3"): "Alt+R",
        ("cut", "yes"): "A",
    }


def test_option_keys_answer_and_a_yes_no_key_turns_the_answer_over(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.press("V", "Tab", "Alt+R", "A")
    assert trainee.box().attributes == {"occluded": "3", "cut": True}
    trainee.press("A")
    assert trainee.box().attributes["cut"] is False


#: Verbs that a button of the rail or of the page carries out; they need no key.
BY_BUTTON: frozenset[str] = frozenset({"more"})


def test_every_verb_of_the_desk_has_a_key_or_a_button(trainee: BenchDriver) -> None:
    keyed = {binding.action for binding in DESKTOP}
    verbs = {verb for verb in trainee.bench._verbs if not verb.startswith("label.")}
    assert verbs - keyed - BY_BUTTON == set()


#: Verbs that are there when the page has more than one picture.
OF_THE_PAGE = frozenset(TURNS)


def test_everything_that_can_be_given_a_key_or_drilled_is_done_where_all_shapes_are_drawn(
    sit_down: SitDown,
) -> None:
    figure = SkeletonShape(points=(KeyPoint(id="a", name="甲"), KeyPoint(id="b", name="乙")))
    labels = tuple(
        Label(
            id=kind,
            name=kind,
            short="类",
            key="1234567890-"[place],
            colour=place,
            shapes=(kind,),
            skeleton=figure if kind == "skeleton" else None,
        )
        for place, kind in enumerate(KINDS)
    )
    every = LabelSchema(task="objects", labels=labels)
    person = sit_down(opened=replace(attempt(), schema=every))
    lacking = {action.id for action in ACTIONS} - set(person.bench._verbs)
    assert lacking - OF_THE_PAGE == set()


def test_every_verb_of_looking_back_has_a_key() -> None:
    keyed = {binding.action for binding in REVIEW}
    assert {"finding.next", "layer.gold", "arrow.left", "zoom.in"} <= keyed


def test_only_what_the_bench_can_do_has_a_key(trainee: BenchDriver) -> None:
    keymap = trainee.bench.keymap
    assert {binding.action for binding in keymap.bindings} <= set(trainee.bench._verbs)
    for name, rows in sheet(keymap, trainee.desk.schema):
        assert rows, name
    for action in sorted(set(trainee.bench._verbs) & {binding.action for binding in DESKTOP}):
        assert keymap.chord(action), action


def test_the_sheet_names_every_key_of_the_table(trainee: BenchDriver) -> None:
    keymap = trainee.bench.keymap
    groups = sheet(keymap, trainee.desk.schema)
    printed = " ".join(keys for _name, rows in groups for keys, _says in rows)
    for binding in keymap.bindings:
        for chord in binding.chords:
            # Arrows and the digits of the walk stand together in one line.
            if shown(chord)[-1] not in "←→↑↓" and not binding.action.startswith("walk.value."):
                assert shown(chord) in printed
    assert ("选第几个值") in {says for _name, rows in groups for _keys, says in rows}
    assert ("1", "轿车") in groups[0][1]


def test_f1_opens_the_sheet(trainee: BenchDriver) -> None:
    trainee.press("F1")
    (opened,) = trainee.bench.findChildren(KeySheet)
    assert opened.isVisible()
    words = [label.text() for label in opened.findChildren(QLabel)]
    assert "画框工具：拖动，或点两个对角" in words
    opened.close()


def test_submit_and_rules_are_asked_of_the_page(trainee: BenchDriver) -> None:
    asked: list[str] = []
    trainee.bench.submitted.connect(lambda: asked.append("submit"))
    trainee.bench.rules_requested.connect(lambda: asked.append("rules"))
    trainee.press("Ctrl+Enter", "F2", "Ctrl+Return")
    assert asked == ["submit", "rules", "submit"]


def test_every_control_has_a_name_for_a_screen_reader(sit_down: SitDown) -> None:
    trainee = sit_down(car("a", 100, 100, 200, 200))
    trainee.press("V", "Tab")
    bench: ImageBench = trainee.bench
    unnamed = [
        widget
        for widget in bench.findChildren(QWidget)
        if (isinstance(widget, QAbstractButton) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus)
        and widget.isVisible()
        and not widget.accessibleName()
        and widget.objectName() != "qt_scrollarea_viewport"
        and type(widget).__name__ not in {"QScrollBar", "QStackedWidget"}
    ]
    assert unnamed == []
