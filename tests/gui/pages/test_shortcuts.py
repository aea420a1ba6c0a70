"""Changing one's keys and drilling them, at the window, with a real record behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.base import key_choice
from desktop.base.clock import ManualClock
from desktop.base.key_choice import PROFILES, KeyChoice
from desktop.curriculum.course import DrillActivity
from desktop.session.operations import learning, shortcuts
from desktop.session.session import Session
from desktop.training.key_drill import Outcome, Pace
from desktop.views.dialogs.key_drill import KeyDrillDialog, compare, figures, seconds_said
from desktop.views.dialogs.shortcuts import ShortcutsDialog
from desktop.views.pages import drill as drill_page
from desktop.views.widgets.bench import image_bench
from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.canvas.key_actions import ACTIONS, BY_ID
from desktop.views.widgets.canvas.key_table import keys_of
from desktop.views.widgets.canvas.keys import parse
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.key_asking import key_asking
from desktop.views.widgets.key_capture import KeyCapture
from desktop.views.widgets.key_drill import KeyDrillView
from desktop.views.widgets.key_list import KeyList, lines_of
from desktop.views.window import MainWindow, open_window
from tests import scenes
from tests.gui.accessibility import inspect
from tests.gui.pages.drivers import Person
from tests.scenes import Cast


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(scenes.MORNING)


@pytest.fixture
def session(tmp_path: Path, clock: ManualClock) -> Iterator[Session]:
    opened = scenes.opened(tmp_path / "data", clock)
    yield opened
    opened.close()
    keys_in_use().use(KeyChoice())


@pytest.fixture
def cast(session: Session) -> Cast:
    return scenes.settle(session, trainees=2)


@pytest.fixture
def window(session: Session, cast: Cast, qapp: QApplication) -> Iterator[MainWindow]:
    """A trainee's window at home."""
    scenes.attend(session, cast)
    scenes.walk_to_practice(session)
    opened = open_window(session)
    opened.show()
    opened.activateWindow()
    Person.settle()
    yield opened
    opened.close()
    opened.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Hands(Person):
    """A person at the window of keys and at the drill."""

    @property
    def dialog(self) -> Any:
        """The dialog in front."""
        return self.place

    def open_keys(self) -> ShortcutsDialog:
        """Open the window of keys from the bar."""
        (found,) = [each for each in self.window.findChildren(QAction) if each.text().startswith("快捷键")]
        found.trigger()
        self.settle()
        assert isinstance(self.place, ShortcutsDialog)
        return self.place

    def choose(self, action: str) -> None:
        """Choose a line of the list."""
        self.dialog.findChild(KeyList).choose(action)
        self.settle()

    def chord(self, chord: str) -> None:
        """Press a key where the focus is."""
        key, modifiers = parse(chord)
        QTest.keyClick(self.focus(), Qt.Key(key), modifiers)
        self.settle()

    def give(self, action: str, chord: str) -> None:
        """Give an action another key."""
        self.choose(action)
        self.press("换一个键")
        self.chord(chord)

    def caps(self, action: str) -> tuple[str, ...]:
        """The caps on the line of an action."""
        lines = self.dialog.findChild(KeyList).lines.lines
        return next(line.caps for line in lines if line.action is not None and line.action.id == action)


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


@pytest.fixture
def at_keys(hands: Hands) -> Hands:
    """Somebody at the window of keys."""
    hands.open_keys()
    return hands


def keys(session: Session, action: str) -> tuple[str, ...]:
    """The keys of an action as they are stored."""
    return keys_of(shortcuts.key_choice(session)).get(action, ())


# -- the window of keys


def test_every_action_is_listed_by_group_with_its_keys(at_keys: Hands) -> None:
    listed = at_keys.dialog.findChild(KeyList).lines.lines
    assert {line.says for line in listed if line.action is not None} == {own.says for own in ACTIONS}
    assert listed[0].action is None
    assert at_keys.caps("redo") == ("Ctrl+Shift+Z", "Ctrl+Y")
    assert at_keys.caps("arrow.left") == ("← → ↑ ↓",)
    assert at_keys.caps("walk.value.1") == ("1 … 0",)


def test_another_profile_is_in_force_at_once_and_stored(at_keys: Hands, session: Session) -> None:
    at_keys.press("习惯 CVAT")
    assert at_keys.caps("image.next") == ("F",)
    assert at_keys.sees("CVAT 的习惯")
    assert shortcuts.key_choice(session).profile == "cvat"
    assert keys_in_use().choice.profile == "cvat"
    at_keys.press("习惯 桌面")
    assert at_keys.caps("image.next") == ("D",)


def test_a_free_key_is_taken(at_keys: Hands, session: Session) -> None:
    at_keys.give("tool.box", "Y")
    assert at_keys.sees("现在按 Y。")
    assert at_keys.caps("tool.box") == ("Y",)
    assert keys(session, "tool.box") == ("Y",)
    assert keys_in_use().keymap().chord("tool.box") == "Y"
    assert isinstance(at_keys.focus(), KeyList)


def test_a_key_of_another_action_is_asked_about_and_moved(at_keys: Hands, session: Session) -> None:
    at_keys.give("tool.box", "P")
    assert at_keys.sees("P 已经有用了")
    assert at_keys.sees("它现在是“多边形工具”的键。")
    assert keys(session, "tool.box") == ("R",)
    at_keys.press("换给“画框工具”")
    assert at_keys.sees("“多边形工具”不再用这个键。")
    assert (at_keys.caps("tool.box"), at_keys.caps("tool.polygon")) == (("P",), ())
    assert keys(session, "tool.polygon") == ()


def test_a_key_of_another_action_is_left_to_it(at_keys: Hands, session: Session) -> None:
    at_keys.give("tool.box", "P")
    at_keys.press("算了")
    assert not at_keys.sees("P 已经有用了")
    assert shortcuts.key_choice(session) == KeyChoice()
    assert isinstance(at_keys.focus(), KeyList)


@pytest.mark.parametrize(
    ("chord", "why"),
    [("5", "数字键留给类别"), ("F1", "它一直是“这张快捷键表”的键"), ("Ctrl+L", "系统或本程序另有用处")],
)
def test_a_key_that_is_never_given_says_why(at_keys: Hands, session: Session, chord: str, why: str) -> None:
    at_keys.give("tool.box", chord)
    assert at_keys.sees(f"{chord} 不能用")
    assert at_keys.sees(why)
    at_keys.press("再按一个键")
    at_keys.chord("Y")
    assert keys(session, "tool.box") == ("Y",)


@pytest.mark.parametrize("chord", ["Tab", "Return", "Up", "Space"])
def test_keys_that_windows_use_are_heard_while_a_key_is_awaited(at_keys: Hands, chord: str) -> None:
    at_keys.give("tool.box", chord)
    assert at_keys.sees("已经有用了") or at_keys.sees("不能用")


def test_escape_breaks_off_and_leaves_the_window_open(at_keys: Hands, session: Session) -> None:
    at_keys.choose("tool.box")
    at_keys.press("换一个键")
    assert isinstance(at_keys.focus(), KeyCapture)
    at_keys.chord("Esc")
    assert at_keys.place.isVisible()
    assert isinstance(at_keys.place, ShortcutsDialog)
    assert not at_keys.place.findChildren(KeyCapture)
    assert "换一个键" in at_keys.buttons()
    assert shortcuts.key_choice(session) == KeyChoice()


def test_to_click_elsewhere_breaks_off(at_keys: Hands) -> None:
    at_keys.choose("tool.box")
    at_keys.press("换一个键")
    at_keys.dialog._search.setFocus()
    at_keys.settle()
    assert "换一个键" in at_keys.buttons()


def test_shift_alone_is_no_key_and_an_input_method_is_named(at_keys: Hands, session: Session) -> None:
    at_keys.choose("tool.box")
    at_keys.press("换一个键")
    field = at_keys.focus()
    QTest.keyPress(field, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(at_keys.focus(), KeyCapture)
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "人")
    QApplication.sendEvent(field, event)
    at_keys.settle()
    assert at_keys.sees("请关掉输入法")
    assert not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "ｙ")
    QApplication.sendEvent(field, event)
    assert keys(session, "tool.box") == ("Y",)


def test_enter_in_the_list_waits_for_a_key(at_keys: Hands, session: Session) -> None:
    at_keys.choose("lock")
    at_keys.dialog.findChild(KeyList).setFocus()
    at_keys.chord("Return")
    assert isinstance(at_keys.focus(), KeyCapture)
    at_keys.chord("Ctrl+Shift+L")
    assert keys(session, "lock") == ("Ctrl+Shift+L",)


def test_a_second_key_is_added(at_keys: Hands, session: Session) -> None:
    at_keys.choose("tool.box")
    at_keys.press("再加一个键")
    at_keys.chord("Y")
    assert keys(session, "tool.box") == ("R", "Y")


def test_keys_that_are_not_changed_say_so(at_keys: Hands) -> None:
    at_keys.choose("help")
    assert at_keys.sees("这个键不能改")
    assert "换一个键" not in at_keys.buttons()
    at_keys.dialog.findChild(KeyList).setFocus()
    at_keys.chord("Return")
    assert not at_keys.dialog.findChildren(KeyCapture)


def test_one_change_is_taken_back(at_keys: Hands, session: Session) -> None:
    at_keys.give("tool.box", "Y")
    assert at_keys.sees("原来是 R")
    at_keys.press("恢复原来的键")
    assert shortcuts.key_choice(session) == KeyChoice()
    assert at_keys.caps("tool.box") == ("R",)


def test_all_changes_are_taken_back_after_a_question(at_keys: Hands, session: Session) -> None:
    assert "全部恢复" not in at_keys.buttons()
    at_keys.give("tool.box", "Y")
    at_keys.give("lock", "Ctrl+Shift+L")
    at_keys.press("全部恢复")
    assert at_keys.sees("自己改过的 2 处都会退回去。")
    at_keys.press("先不")
    assert keys(session, "tool.box") == ("Y",)
    at_keys.press("全部恢复")
    at_keys.press("全部恢复")
    assert shortcuts.key_choice(session) == KeyChoice()
    assert at_keys.caps("tool.box") == ("R",)
    assert "全部恢复" not in at_keys.buttons()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("多边形工具", ["tool.polygon"]),
        ("ctrl+z", ["undo"]),
        ("Ctrl+Shift+Z", ["redo"]),
        ("F6", ["pane"]),
        ("←", ["arrow.left"]),
        ("没有这样的动作", []),
    ],
)
def test_actions_are_found_by_words_and_by_keys(at_keys: Hands, words: str, found: list[str]) -> None:
    at_keys.write("查找快捷键", words)
    lines = at_keys.dialog.findChild(KeyList).lines.lines
    assert [line.action.id for line in lines if line.action is not None] == found
    assert at_keys.sees("没有找到") == (not found)


def test_a_search_that_is_taken_back_shows_everything(at_keys: Hands) -> None:
    at_keys.write("查找快捷键", "没有这样的动作")
    at_keys.write("查找快捷键", "")
    assert len(at_keys.dialog.findChild(KeyList).lines.lines) == len(lines_of(KeyChoice()))
    assert not at_keys.sees("没有找到")


def test_a_disk_that_refuses_is_told_and_nothing_is_in_force(
    at_keys: Hands, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_ignored: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(key_choice, "write_whole", full)
    at_keys.give("tool.box", "Y")
    assert at_keys.sees("快捷键没有存下来")
    at_keys.dialog.reject()
    at_keys.settle()
    assert at_keys.caps("tool.box") == ("R",)
    assert keys_in_use().choice == KeyChoice()


def test_changes_of_the_file_that_cannot_be_are_named(hands: Hands, session: Session, cast: Cast) -> None:
    file = session.places.data / "people" / f"{cast.trainee}.keys.json"
    file.parent.mkdir()
    own = {"no.such": ["Q"], "help": ["Q"], "tool.box": ["Y"]}
    file.write_text(json.dumps({"profile": "desktop", "changes": {"desktop": own}}), "utf-8")
    hands.open_keys()
    assert hands.sees("有 2 处自己改的键用不上")
    assert hands.sees("no.such、这张快捷键表")
    assert hands.caps("tool.box") == ("Y",)


def test_a_screen_reader_hears_action_key_and_change(at_keys: Hands) -> None:
    at_keys.give("tool.box", "Y")
    listed = at_keys.dialog.findChild(KeyList)
    spoken = [listed.lines.index(place).data() for place in range(listed.lines.rowCount())]
    assert "画框工具：拖动，或点两个对角，Y，改过" in spoken
    assert "撤销，次数不限，Ctrl+Z" in spoken
    assert at_keys.dialog.accessibleName() == "快捷键"


@pytest.mark.parametrize("scale", [100, 150])
def test_the_window_of_keys_fits_the_smallest_screen(
    session: Session, window: MainWindow, scale: int
) -> None:
    session.settings.put("type_scale", scale)
    wide = open_window(session)
    wide.show()
    dialog = ShortcutsDialog(session, wide)
    dialog.open()
    Person.settle()
    assert dialog.width() <= 1366
    assert dialog.height() <= 768
    dialog.close()
    wide.close()
    wide.deleteLater()
    session.settings.put("type_scale", 100)


def test_a_profile_that_cannot_be_stored_is_not_chosen(
    at_keys: Hands, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_ignored: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(key_choice, "write_whole", full)
    keys_window = at_keys.dialog
    at_keys.press("习惯 CVAT")
    assert at_keys.sees("快捷键没有存下来")
    at_keys.dialog.reject()
    at_keys.settle()
    assert at_keys.dialog is keys_window, "it is told once"
    assert keys_window._profiles.current() == "desktop"
    assert at_keys.caps("image.next") == ("D",)
    assert keys_in_use().choice == KeyChoice()


def fits(dialog: QWidget) -> list[str]:
    """What is cut, sticks out, is too small to hit, or has no name."""
    small = [
        inspect.describe(each)
        for each in inspect.controls(dialog)
        if isinstance(each, QPushButton | QLineEdit) and each.height() < inspect.LEAST_TARGET
    ]
    unnamed = [inspect.describe(each) for each in inspect.controls(dialog) if not inspect.name_of(each)]
    return [*inspect.cut_texts(dialog), *inspect.outside(dialog), *small, *unnamed]


@pytest.mark.parametrize(("scale", "dark"), [(100, False), (150, False), (150, True)])
def test_nothing_is_cut_nameless_or_too_small(session: Session, cast: Cast, scale: int, dark: bool) -> None:
    session.settings.put("type_scale", scale)
    session.settings.put("appearance", "dark" if dark else "light")
    scenes.attend(session, cast)
    large = open_window(session)
    large.show()
    person = Hands(large)
    dialog = person.open_keys()
    clock = session.clock
    assert isinstance(clock, ManualClock)
    states = [fits(dialog)]
    assert (dialog.width() <= 1366, dialog.height() <= 768) == (True, True)
    for action, chord in (("tool.box", "P"), ("lock", "1"), ("hide", "Y"), ("brush.smaller", "R")):
        person.give(action, chord)
        states.append(fits(dialog))
        assert (dialog.width() <= 1366, dialog.height() <= 768) == (True, True)
        if "算了" in person.buttons():
            person.press("算了")
    person.write("查找快捷键", "没有这样的动作")
    states.append(fits(dialog))
    person.press("练快捷键")
    drill = person.dialog
    states.append(fits(drill))
    person.press("开始")
    states.append(fits(drill))
    QTest.keyClick(view_of(person), Qt.Key.Key_F12)
    person.settle()
    states.append(fits(drill))
    press_right(person)
    go_through(person, clock)
    states.append(fits(drill))
    assert (drill.width() <= 1366, drill.height() <= 768) == (True, True)
    large.close()
    large.deleteLater()
    assert states == [[] for _state in states]


def test_everything_in_the_window_of_keys_is_reached_with_tab(at_keys: Hands) -> None:
    stops = inspect.tab_stops(at_keys.dialog)
    missed = [each for each in inspect.controls(at_keys.dialog) if not inspect.reached(each, stops)]
    assert list(map(inspect.describe, missed)) == []


def test_what_another_window_asks_for_is_not_answered_here(hands: Hands, qtbot: QtBot) -> None:
    stranger = QWidget()
    qtbot.addWidget(stranger)
    key_asking().asked.emit(stranger)
    hands.settle()
    assert hands.place is hands.window


def test_in_an_assessment_keys_are_changed_without_a_drill_to_be_had(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(hands.page), "may_lock", False)
    key_asking().asked.emit(hands.page.findChild(QWidget))
    hands.settle()
    assert isinstance(hands.place, ShortcutsDialog)
    assert "练快捷键" not in hands.buttons()


def test_a_sheet_whose_keys_are_fixed_offers_no_change(hands: Hands) -> None:
    sheet = KeySheet([("组", [("K", "说")])], hands.window)
    sheet.open()
    hands.settle()
    assert hands.buttons() == ["关闭"]
    sheet.close()


def test_an_instructor_reaches_it_from_the_settings(hands: Hands, session: Session, cast: Cast) -> None:
    scenes.instruct(session, cast)
    hands.window.go("settings")
    hands.settle()
    hands.press("改快捷键")
    assert isinstance(hands.place, ShortcutsDialog)


# -- whose keys


def test_everybody_finds_their_own_keys(hands: Hands, session: Session, cast: Cast) -> None:
    hands.open_keys()
    hands.press("习惯 CVAT")
    scenes.attend(session, cast, 1)
    assert keys_in_use().choice == KeyChoice()
    scenes.attend(session, cast)
    assert keys_in_use().choice == KeyChoice("cvat")


def test_the_next_start_finds_them_again(hands: Hands, session: Session) -> None:
    shortcuts.set_key_choice(session, KeyChoice("label_studio"))
    keys_in_use().use(KeyChoice())
    again = open_window(session)
    assert keys_in_use().choice.profile == "label_studio"
    again.close()
    again.deleteLater()


# -- from the bench and back


class AtBench(Hands):
    """A person at an exercise."""

    @property
    def bench(self) -> ImageBench:
        """The bench on the page."""
        found = self.window.findChild(ImageBench)
        assert found is not None
        return found

    def sheet(self) -> list[str]:
        """Open the F1 sheet and return what it says, key and words in turn."""
        self.bench.setFocus()
        self.chord("F1")
        assert isinstance(self.place, KeySheet)
        return [label.text() for label in self.place.findChildren(QLabel)]


@pytest.fixture
def at_bench(window: MainWindow) -> AtBench:
    window.go("bench", activity_id="m2-boxes")
    Person.settle()
    return AtBench(window)


def test_a_key_is_changed_from_the_sheet_and_the_sheet_says_so(at_bench: AtBench) -> None:
    said = at_bench.sheet()
    assert said[said.index("画框工具：拖动，或点两个对角") - 1] == "R"
    at_bench.press("改快捷键、练快捷键")
    assert isinstance(at_bench.place, ShortcutsDialog)
    at_bench.give("tool.box", "L")
    at_bench.press("换给“画框工具”")
    at_bench.press("关闭")
    desk = at_bench.bench.desk
    assert desk is not None
    desk.take("select")
    at_bench.bench.setFocus()
    at_bench.chord("R")
    assert desk.tool == "select"
    at_bench.chord("L")
    assert at_bench.bench.desk is not None
    assert at_bench.bench.desk.tool == "box"
    said = at_bench.sheet()
    assert said[said.index("画框工具：拖动，或点两个对角") - 1] == "L"
    assert "锁定或解锁所选的标注" not in said, "it has no key any more"
    at_bench.dialog.close()


def test_what_was_drawn_stays_when_the_keys_change(at_bench: AtBench) -> None:
    desk = at_bench.bench.desk
    assert desk is not None
    at_bench.bench.setFocus()
    for chord in (
        "R",
        "Return",
        "Return",
        "Shift+Right",
        "Shift+Down",
        "Shift+Right",
        "Shift+Down",
        "Return",
    ):
        at_bench.chord(chord)
    drawn = [mark.id for mark in desk.document]
    assert len(drawn) == 1
    keys_in_use().use(KeyChoice("cvat"))
    at_bench.settle()
    assert at_bench.bench.desk is not None
    assert [mark.id for mark in at_bench.bench.desk.document] == drawn
    at_bench.bench.setFocus()
    at_bench.chord("Ctrl+Z")
    assert len(at_bench.bench.desk.document) == 0


def test_in_cvat_n_repeats_and_ctrl_with_a_digit_chooses_a_class(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    repeated: list[str] = []
    verbs = image_bench.verb_table

    def with_repeat(*desk_and_canvas: Any) -> dict[str, Any]:
        return verbs(*desk_and_canvas) | {"tool.repeat": lambda: repeated.append("N")}

    monkeypatch.setattr(image_bench, "verb_table", with_repeat)
    keys_in_use().use(KeyChoice("cvat"))
    window.go("bench", activity_id="m2-boxes")
    person = AtBench(window)
    person.settle()
    person.bench.setFocus()
    person.chord("N")
    assert repeated == ["N"]
    desk = person.bench.desk
    assert desk is not None
    last = len(desk.schema.labels)
    person.chord(f"Ctrl+{last}")
    assert desk.label == desk.schema.labels[-1]
    before = person.bench.canvas.view.scale
    person.chord("+")
    assert person.bench.canvas.view.scale == before, "plus is to the front there"
    said = person.sheet()
    assert said[said.index("用上次的工具和类别再画一个；画图途中结束这一个") - 1] == "N"
    assert f"Ctrl+{last}" in said
    person.dialog.close()


def test_in_label_studio_classes_and_tools_have_its_keys(window: MainWindow) -> None:
    keys_in_use().use(KeyChoice("label_studio"))
    window.go("bench", activity_id="m2-boxes")
    person = AtBench(window)
    person.settle()
    desk = person.bench.desk
    assert desk is not None
    assert [label.key for label in desk.schema.labels] == list("1234567890")[: len(desk.schema.labels)]
    person.bench.setFocus()
    person.chord("V")
    assert desk.tool == "select"
    person.chord("R")
    assert desk.tool == "box"


def test_the_foot_names_the_keys_in_force(at_bench: AtBench) -> None:
    foot, desk = at_bench.bench.foot, at_bench.bench.desk
    assert desk is not None
    desk.veil(veiled=True)
    assert "按 T 显示" in foot.said()
    cvat = KeyChoice("cvat").with_own({"hide.all": ("Y",)})
    keys_in_use().use(cvat)
    at_bench.settle()
    at_bench.bench.desk.veil(veiled=True)
    assert "按 Y 显示" in foot.said()
    foot.say("按 ‹tool.select› 后单击，或按 ‹select.next›。")
    assert foot.said() == "按 Shift+V 后单击，或按 Tab。"


def test_no_sentence_of_the_bench_says_a_key_that_may_be_another() -> None:
    """A key in a sentence is written as its action; here are those that somebody wrote as they stood."""
    said = re.compile("按 (?:[A-Z]|Tab|Backspace)(?![a-zA-Z0-9+])")
    places = [
        path
        for folder in ("annotation", "views/widgets/canvas", "views/widgets/bench")
        for path in (Path(image_bench.__file__).parents[3] / folder).rglob("*.py")
        # Texts and models' answers have one set of keys, which nobody changes.
        if not {"text", "answers"} & set(path.stem.split("_")) and path.name != "comparison.py"
    ]
    assert len(places) > 50
    found = [
        f"{path.name}: {line.strip()}"
        for path in places
        for line in path.read_text("utf-8").splitlines()
        if said.search(line) and "_(" in line
    ]
    assert found == []


def test_the_rail_shows_the_keys_in_force(at_bench: AtBench) -> None:
    assert at_bench.bench.rail.buttons["tool.box"].toolTip().endswith("（R）")
    keys_in_use().use(KeyChoice("cvat"))
    at_bench.settle()
    assert at_bench.bench.rail.buttons["tool.box"].toolTip().endswith("（Shift+R）")
    assert at_bench.bench.rail.isVisible()


def test_in_an_assessment_there_is_no_drill(hands: Hands, session: Session) -> None:
    dialog = ShortcutsDialog(session, hands.window, may_drill=False)
    dialog.open()
    hands.settle()
    assert "练快捷键" not in hands.buttons()
    assert "换一个键" in hands.buttons()
    dialog.close()


# -- the drill


@pytest.fixture
def at_drill(at_keys: Hands) -> Hands:
    """Somebody before the first round."""
    at_keys.press("练快捷键")
    assert isinstance(at_keys.place, KeyDrillDialog)
    return at_keys


def view_of(person: Hands) -> KeyDrillView:
    """The round on the screen."""
    return next(each for each in person.place.findChildren(KeyDrillView) if each.isVisible())


def press_right(person: Hands) -> None:
    """Press the key that is asked for."""
    view = view_of(person)
    key, modifiers = parse(keys_in_use().keymap().chord(view.drill.current).replace("Delete", "Del"))
    QTest.keyClick(view, Qt.Key(key), modifiers)


def go_through(person: Hands, clock: ManualClock, seconds: float = 1.0) -> int:
    """Press the right key all the way; return how often."""
    presses = 0
    view = view_of(person)
    while view.drill.current:
        clock.advance(seconds)
        press_right(person)
        presses += 1
    person.settle()
    return presses


def test_a_round_that_is_all_right_is_told_and_kept(
    at_drill: Hands, session: Session, clock: ManualClock
) -> None:
    at_drill.press("开始")
    assert go_through(at_drill, clock, 1.5) == 20
    assert at_drill.sees("1.5 秒")
    assert at_drill.sees("一次都没按错")
    (kept,) = shortcuts.earlier_key_drills(session, "desktop")
    assert (kept.asked, kept.wrong, kept.median) == (20, 0, 1.5)
    at_drill.press("完成")
    assert isinstance(at_drill.place, ShortcutsDialog)


def test_a_wrong_key_is_told_at_once_and_asked_again(at_drill: Hands, clock: ManualClock) -> None:
    at_drill.press("开始")
    view = view_of(at_drill)
    action = view.drill.current
    says = BY_ID[action].says
    assert at_drill.sees(says)
    wrong = "Z" if action != "zoom.selected" else "X"
    clock.advance(2.0)
    QTest.keyClick(view, Qt.Key(parse(wrong)[0]))
    at_drill.settle()
    right = keys_in_use().keymap().chord(action)
    assert at_drill.sees(f"不对，是 {right}")
    assert at_drill.sees(f"{wrong} 是“")
    assert view.drill.current == action, "the right key has to be pressed"
    QTest.keyClick(view, Qt.Key(parse(wrong)[0]))
    clock.advance(5.0)
    press_right(at_drill)
    at_drill.settle()
    assert at_drill.sees(f"就是它：{right}")
    assert view.drill.current != action
    seen = []
    while action not in seen:
        seen.append(view.drill.current)
        press_right(at_drill)
    assert len(seen) == 3
    outcome = view.drill.outcome()
    assert (outcome.paces[action].asked, outcome.paces[action].wrong) == (2, 1)


def test_any_key_of_an_action_is_right(at_drill: Hands, session: Session) -> None:
    dialog = at_drill.place
    assert isinstance(dialog, KeyDrillDialog)
    view = KeyDrillView(keys_in_use().keymap(), ("redo", "draw.undo_point", "erase"), session.clock.monotonic)
    QTest.keyClick(view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert view.drill.current == ""
    assert view.drill.outcome().wrong == 0
    view.deleteLater()


def test_tab_and_f1_are_answers_too_and_shift_alone_is_none(at_drill: Hands, session: Session) -> None:
    view = KeyDrillView(keys_in_use().keymap(), ("select.next", "select.previous"), session.clock.monotonic)
    view.show()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyPress(view, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert view.drill.outcome().asked == 2
    assert view.drill.outcome().wrong == 0
    view.close()
    view.deleteLater()


def test_what_an_input_method_swallows_is_no_error(at_drill: Hands) -> None:
    at_drill.press("开始")
    view = view_of(at_drill)
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "人")
    QApplication.sendEvent(view, event)
    at_drill.settle()
    assert at_drill.sees("请关掉输入法")
    press_right(at_drill)
    assert view.drill.outcome().wrong == 0


def test_a_key_held_down_counts_once(at_drill: Hands) -> None:
    at_drill.press("开始")
    view = view_of(at_drill)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Z, Qt.KeyboardModifier.NoModifier, "z", True)
    QApplication.sendEvent(view, event)
    press_right(at_drill)
    assert view.drill.outcome().wrong == 0


def test_the_next_round_begins_with_what_was_weak_and_is_compared(
    at_drill: Hands, session: Session, clock: ManualClock
) -> None:
    at_drill.press("开始")
    view = view_of(at_drill)
    wrong = view.drill.current
    QTest.keyClick(view, Qt.Key.Key_F12)
    press_right(at_drill)
    go_through(at_drill, clock, 2.0)
    assert at_drill.sees("最弱的几个，下次先练")
    assert at_drill.sees(BY_ID[wrong].says)
    assert at_drill.sees("错 1 次")
    at_drill.press("再练一轮")
    assert wrong in view_of(at_drill).drill._queue
    go_through(at_drill, clock, 1.0)
    assert at_drill.sees("上次：中位用时 2.0 秒")
    assert at_drill.sees("快了 1.0 秒。按错的少了。")
    assert len(shortcuts.earlier_key_drills(session, "desktop")) == 2


def test_a_round_that_is_broken_off_is_not_kept(at_drill: Hands, session: Session) -> None:
    at_drill.press("开始")
    press_right(at_drill)
    QTest.keyClick(view_of(at_drill), Qt.Key.Key_Escape)
    at_drill.settle()
    assert isinstance(at_drill.place, ShortcutsDialog)
    assert shortcuts.earlier_key_drills(session, "desktop") == ()


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_can_be_drilled_whole(hands: Hands, session: Session, profile: str) -> None:
    shortcuts.set_key_choice(session, KeyChoice(profile))
    dialog = KeyDrillDialog(session, hands.window)
    dialog._choose_range("all")
    actions = dialog._actions()
    assert len(actions) == sum(not own.fixed for own in ACTIONS)
    view = KeyDrillView(keys_in_use().keymap(), actions, session.clock.monotonic)
    for action in actions:
        assert view.drill.current == action
        key, modifiers = parse(keys_of(KeyChoice(profile))[action][0])
        QTest.keyClick(view, Qt.Key(key), modifiers)
    assert view.drill.outcome().wrong == 0
    view.deleteLater()
    dialog.deleteLater()


def test_an_instructor_is_told_that_nothing_is_kept(
    hands: Hands, session: Session, cast: Cast, clock: ManualClock
) -> None:
    scenes.instruct(session, cast)
    dialog = KeyDrillDialog(session, hands.window)
    dialog.open()
    hands.settle()
    hands.press("开始")
    go_through(hands, clock)
    assert hands.sees("成绩不记下来")
    dialog.close()


def test_a_course_may_ask_for_a_round_and_keeps_its_result(
    hands: Hands, session: Session, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished: list[tuple[Any, ...]] = []
    activity = DrillActivity(id="k1", title="练快捷键", drill="keys")
    pack = SimpleNamespace(activity=lambda _activity: activity)
    monkeypatch.setattr(drill_page, "desk", lambda _session: SimpleNamespace(pack=pack))
    monkeypatch.setattr(learning, "finish_drill", lambda _session, *kept: finished.append(kept))
    hands.window.go("drill", activity_id="k1")
    hands.settle()
    view = view_of(hands)
    assert hands.focus() is view
    assert {*view.drill._queue} <= {own.id for own in ACTIONS if own.core}
    QTest.keyClick(view, Qt.Key.Key_F12)
    press_right(hands)
    go_through(hands, clock, 1.5)
    assert hands.sees("问了 21 次，按错 1 次")
    assert hands.sees("中位用时 1.5 秒。")
    ((activity_id, _seconds, result),) = finished
    assert activity_id == "k1"
    assert (result["asked"], result["wrong"], result["median"]) == (21, 1, 1.5)
    (kept,) = shortcuts.earlier_key_drills(session, "desktop")
    assert kept.asked == 21
    hands.press("再来一次")
    assert next(iter(kept.weakest())) in view_of(hands).drill._queue


def test_rounds_are_compared_in_words() -> None:
    slow = Outcome({"undo": Pace(4, 2, 3.0)}, 3.0)
    fast = Outcome({"undo": Pace(4, 1, 1.0)}, 1.0)
    none = Outcome({"undo": Pace(4, 4, None)}, None)
    assert compare(fast, None) == ""
    assert compare(fast, slow).endswith("快了 2.0 秒。按错的少了。")
    assert compare(slow, fast).endswith("慢了 2.0 秒。按错的多了。")
    assert compare(fast, fast) == f"上次：{figures(fast)}。"
    assert compare(none, fast).endswith("按错的多了。")
    assert seconds_said(None) == "—"
