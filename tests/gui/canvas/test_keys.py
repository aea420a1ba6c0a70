"""Keys as values: names, readings of key events, and the keys of options."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.curriculum.schema import Attribute, Label, LabelSchema, Option
from desktop.views.widgets.bench.key_sheet import _columns
from desktop.views.widgets.canvas.keys import DESKTOP, KeyMap, chords, option_keys, parse, shown

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT, PAD = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


def pressed(key: int, modifiers: Qt.KeyboardModifier = NONE, text: str = "", scan_code: int = 0) -> QKeyEvent:
    """Return a key press."""
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text)


@pytest.mark.parametrize(
    ("chord", "key", "modifiers"),
    [
        ("R", Qt.Key.Key_R, NONE),
        ("r", Qt.Key.Key_R, NONE),
        ("7", Qt.Key.Key_7, NONE),
        ("+", Qt.Key.Key_Plus, NONE),
        ("Ctrl++", Qt.Key.Key_Plus, CTRL),
        ("Ctrl+=", Qt.Key.Key_Equal, CTRL),
        ("Ctrl+Shift+Z", Qt.Key.Key_Z, CTRL | SHIFT),
        ("Alt+R", Qt.Key.Key_R, ALT),
        ("Esc", Qt.Key.Key_Escape, NONE),
        ("Del", Qt.Key.Key_Delete, NONE),
        ("Shift+Left", Qt.Key.Key_Left, SHIFT),
        ("F1", Qt.Key.Key_F1, NONE),
    ],
)
def test_a_chord_is_read_from_its_name(chord: str, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    assert parse(chord) == (int(key), modifiers)


@pytest.mark.parametrize("chord", ["", "Nope", "Ctrl+", "Hyper+R", "Ctrl+Nope", "你"])
def test_what_is_no_chord_is_refused(chord: str) -> None:
    if chord == "Ctrl+":
        # The name of the plus key with Ctrl is written so.
        assert parse(chord) == (int(Qt.Key.Key_Plus), CTRL)
        return
    with pytest.raises(ValueError, match="not a key"):
        parse(chord)


@pytest.mark.parametrize(
    ("event", "action"),
    [
        (pressed(Qt.Key.Key_R), "tool.box"),
        (pressed(Qt.Key.Key_R, CTRL), ""),
        (pressed(Qt.Key.Key_Z, CTRL), "undo"),
        (pressed(Qt.Key.Key_Z, CTRL | SHIFT), "redo"),
        (pressed(Qt.Key.Key_Backtab, SHIFT), "select.previous"),
        (pressed(Qt.Key.Key_Tab), "select.next"),
        (pressed(Qt.Key.Key_Plus, SHIFT, "+"), "zoom.in"),
        (pressed(Qt.Key.Key_Plus, PAD, "+"), "zoom.in"),
        (pressed(Qt.Key.Key_Equal, CTRL), "zoom.full"),
        (pressed(Qt.Key.Key_Enter, PAD), "draw.corner"),
        (pressed(Qt.Key.Key_Enter, PAD | CTRL), "submit"),
        (pressed(0, NONE, "ｒ"), "tool.box"),
        (pressed(0, NONE, "＋"), "zoom.in"),
        (pressed(0, NONE, "＝"), "zoom.in"),
        (pressed(0, NONE, "人"), ""),
        (pressed(0, NONE, ""), ""),
        (pressed(0x41A, NONE, "к", 19 + 8), "tool.box"),
        (pressed(0x42F, CTRL, "", 44 + 8), "undo"),
        (pressed(int(Qt.Key.Key_Multi_key)), ""),
        (pressed(int(Qt.Key.Key_unknown)), ""),
    ],
)
def test_an_event_means_what_the_table_says(event: QKeyEvent, action: str) -> None:
    assert KeyMap().action(event) == action


def test_class_keys_come_before_the_table() -> None:
    own = LabelSchema(
        task="boxes",
        labels=(Label(id="road", name="道路", short="路", key="r", colour=0),),
    )
    keymap = KeyMap(DESKTOP, own)
    assert keymap.action(pressed(Qt.Key.Key_R)) == "label.road"
    assert keymap.takes("R")
    # The tool that lost its key to the class has it with Alt.
    assert keymap.meaning(parse("Alt+R")) == "tool.box"
    assert not keymap.takes("Alt+X")


def test_keys_are_written_as_on_a_key_cap() -> None:
    caps = [shown(chord) for chord in ("Return", "Del", "Ctrl+Left", "Ctrl++", "+", "Ctrl+Shift+Z")]
    assert caps == ["Enter", "Delete", "Ctrl+←", "Ctrl++", "+", "Ctrl+Shift+Z"]
    assert KeyMap().chord("undo") == "Ctrl+Z"
    assert KeyMap().chord("nothing") == ""


def test_readings_of_a_plain_key_are_that_key_alone() -> None:
    assert chords(pressed(Qt.Key.Key_H, NONE, "h")) == [(int(Qt.Key.Key_H), NONE)] * 2


def test_every_option_gets_a_key_of_its_own_however_many_there_are() -> None:
    options = tuple(Option(id=f"o{n}", name=f"选项{n}", key="q") for n in range(6))
    attributes = [Attribute(id=f"a{n}", name="甲", kind="choice", options=options) for n in range(2)]
    keymap = KeyMap(available={"tool.box", "lock", "undo"})
    keys = [key for key in option_keys(attributes, keymap).values() if key]
    assert len(set(keys)) == len(keys) == 12
    assert keys[:2] == ["Q", "Alt+Q"]
    assert not any(keymap.takes(key) for key in keys)


def test_where_the_tools_take_all_letters_options_are_reached_with_alt() -> None:
    options = tuple(Option(id=f"o{n}", name=f"选项{n}") for n in range(8))
    keymap = KeyMap()
    keys = option_keys([Attribute(id="a", name="甲", kind="choice", options=options)], keymap)
    assert "" not in keys.values()
    assert any(key.startswith("Alt+") for key in keys.values())
    assert not any(keymap.takes(key) for key in keys.values())


def test_more_options_than_keys_leave_the_rest_to_the_mouse() -> None:
    options = tuple(Option(id=f"o{n}", name=f"选项{n}") for n in range(40))
    keys = option_keys([Attribute(id="a", name="甲", kind="choice", options=options)], KeyMap())
    assert len(keys) == 40
    assert "" in keys.values()


def test_the_sheet_is_dealt_into_columns_in_order() -> None:
    groups = [(f"组{n}", [("K", "说")] * n) for n in (5, 6, 5, 7, 8, 7, 4)]
    columns = _columns(groups, 3)
    assert [group for column in columns for group in column] == groups
    heights = [sum(len(rows) + 2 for _name, rows in column) for column in columns]
    assert max(heights) - min(heights) <= 12
