"""The keys that decide: one table for the keyboard and for the F1 sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.annotation.merging import Choice
from desktop.base.wording import N_, _

#: A group of the F1 sheet.
SheetGroup = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class KeyRow:
    """A line of the sheet: what is pressed, and what it does."""

    verb: str
    keys: str
    words: str


KEYS: tuple[KeyRow, ...] = (
    KeyRow("left", "1  F8", N_("取甲（分歧栏里按数字，别处按 F8）")),
    KeyRow("right", "2  F9", N_("取乙（分歧栏里按数字，别处按 F9）")),
    KeyRow("both", "3", N_("两个都要")),
    KeyRow("neither", "4", N_("两个都不要")),
    KeyRow("own", "5", N_("自己标：到裁定后的标注上去标")),
    KeyRow("reopen", "Del", N_("取消这一处的裁定")),
    KeyRow("next", "F7", N_("下一处未裁")),
    KeyRow("previous", "Shift+F7", N_("上一处未裁")),
    KeyRow("walk", "↑  ↓", N_("分歧栏里：上一处、下一处")),
    KeyRow("enter", "Enter", N_("分歧栏里：到裁定后的标注")),
)
#: Keys that work wherever the keyboard is.
_EVERYWHERE: Mapping[tuple[Qt.Key, bool], str] = {
    (Qt.Key.Key_F7, False): "next",
    (Qt.Key.Key_F7, True): "previous",
    (Qt.Key.Key_F8, False): "left",
    (Qt.Key.Key_F9, False): "right",
}
#: Keys where nothing else wants them: in the list of differences.
_HERE: Mapping[Qt.Key, str] = {
    Qt.Key.Key_1: "left",
    Qt.Key.Key_2: "right",
    Qt.Key.Key_3: "both",
    Qt.Key.Key_4: "neither",
    Qt.Key.Key_5: "own",
    Qt.Key.Key_Delete: "reopen",
    Qt.Key.Key_Backspace: "reopen",
}
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
#: The digit of each choice on its button.
CAPS: Mapping[str, str] = {"left": "1", "right": "2", "both": "3", "neither": "4", "own": "5"}
#: What is decided by a verb that does not depend on who is 甲.
PLAIN: Mapping[str, Choice] = {"both": "both", "neither": "neither", "own": "own"}


def verb_everywhere(event: QKeyEvent) -> str:
    """Return the verb of a key that works wherever the keyboard is, or an empty string."""
    modifiers = event.modifiers() & ~_KEYPAD
    if modifiers not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        return ""
    return _EVERYWHERE.get((Qt.Key(event.key()), bool(modifiers)), "")


def verb_here(event: QKeyEvent) -> str:
    """Return the verb of a key in the list of differences, or an empty string."""
    if event.modifiers() & ~_KEYPAD:
        return ""
    return _HERE.get(Qt.Key(event.key()), "")


def sheet() -> SheetGroup:
    """Return the group of the F1 sheet."""
    return _("裁定"), [(row.keys, _(row.words)) for row in KEYS]
