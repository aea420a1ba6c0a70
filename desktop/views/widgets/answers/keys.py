"""The keys of the bench for answers: one table for the keyboard and for the F1 sheet."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, cast

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.base.wording import N_, _
from desktop.views.widgets.text.keys import KeyRow

Group: TypeAlias = Literal["mark", "move", "find", "view"]
_GROUPS: dict[str, str] = {"move": N_("回答"), "mark": N_("排序与标注"), "view": N_("其他")}
KEYS: tuple[KeyRow, ...] = (
    KeyRow("fold", ("E",), N_("展开或收起这个回答"), "move"),
    KeyRow("fold_all", ("Shift+E",), N_("全部展开或收起"), "move"),
    KeyRow("differences", ("D",), N_("标出两个回答的不同"), "move"),
    KeyRow("written", ("R",), N_("排版或原文"), "move"),
    KeyRow("asked", ("Q",), N_("展开或收起题目"), "move"),
    KeyRow("better", ("Ctrl+Up",), N_("排得更好：先并列，再单独在前"), "mark"),
    KeyRow("worse", ("Ctrl+Down",), N_("排得更差：先并列，再单独在后"), "mark"),
    KeyRow("spans", ("M",), N_("在回答里标注，再按一次回到阅读"), "mark"),
    KeyRow("undo", ("Ctrl+Z",), N_("撤销"), "mark"),
    KeyRow("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), N_("重做"), "mark"),
    KeyRow("larger", ("Ctrl+=", "Ctrl++"), N_("放大文字"), "view"),
    KeyRow("smaller", ("Ctrl+-",), N_("缩小文字"), "view"),
    KeyRow("plain_size", ("Ctrl+0",), N_("恢复字号"), "view"),
    KeyRow("panel", ("F6",), N_("到下一栏：回答、排序、问题、标注台外的按钮"), "view"),
    KeyRow("rules", ("F2",), N_("查看规则"), "view"),
    KeyRow("save", ("Ctrl+S",), N_("看是否已保存（每一步都自动保存）"), "view"),
    KeyRow("submit", ("Ctrl+Return", "Ctrl+Enter"), N_("提交"), "view"),
    KeyRow("help", ("F1",), N_("快捷键一览"), "view"),
)
#: Several keys in one line of the sheet.
_ROWS: tuple[tuple[str, str, str], ...] = (
    ("1 – 8", N_("到这个回答（标注时加 Alt）"), "move"),
    ("Ctrl+1 – 8", N_("把这个回答排到最后一名之后"), "mark"),
    ("← →  ↑ ↓  Del", N_("排序栏里：选一张，更好或更差，放回"), "mark"),
)
_PLAIN = Qt.KeyboardModifier.NoModifier
#: What a digit does with which modifier.
_DIGITS = {_PLAIN: "go", Qt.KeyboardModifier.AltModifier: "go", Qt.KeyboardModifier.ControlModifier: "rank"}


def sheet() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the groups of the F1 sheet: keys, parted by two blanks, and what they do."""
    return [
        (
            _(words),
            [(keys, _(says)) for keys, says, own in _ROWS if own == group]
            + [(_caps(row), _(row.words)) for row in KEYS if row.group == group],
        )
        for group, words in _GROUPS.items()
    ]


def verb_of(event: QKeyEvent) -> str:
    """Return the verb of a key press, ``go:<n>`` and ``rank:<n>`` for digits, or an empty string."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    digit = event.key() - Qt.Key.Key_0
    if 1 <= digit <= 8 and modifiers in _DIGITS:
        return f"{_DIGITS[modifiers]}:{digit}"
    if event.key() == Qt.Key.Key_Plus:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return _VERBS.get(QKeyCombination(modifiers, Qt.Key(event.key())).toCombined(), "")


def _caps(row: KeyRow) -> str:
    return "  ".join(
        keys.replace("Return", "Enter").replace("Up", "↑").replace("Down", "↓") for keys in row.keys[:2]
    )


def _combined(keys: str) -> int:
    combination: QKeyCombination = cast(Any, QKeySequence.fromString(keys))[0]  # the stubs know no index
    return combination.toCombined()


_VERBS: dict[int, str] = {_combined(keys): row.verb for row in KEYS for keys in row.keys}
