"""The keys of the text view: one table for the keyboard and for the F1 sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, cast

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.base.wording import N_, _

Group: TypeAlias = Literal["mark", "link", "move", "edge", "find", "view"]
GROUPS: dict[Group, str] = {
    "mark": N_("标注"),
    "link": N_("关系与指代"),
    "edge": N_("边界"),
    "move": N_("移动与选择"),
    "find": N_("查找与批量"),
    "view": N_("其他"),
}


@dataclass(frozen=True)
class KeyRow:
    """A line of the sheet: the keys that do one thing. ``verb`` names it in code; ``again`` are further keys."""

    verb: str
    keys: tuple[str, ...]
    words: str
    group: Group


#: Movements take Shift to select; the sheet says so once.
MOVES = {
    "left": "Left",
    "right": "Right",
    "up": "Up",
    "down": "Down",
    "run_left": "Ctrl+Left",
    "run_right": "Ctrl+Right",
    "home": "Home",
    "end": "End",
    "top": "Ctrl+Home",
    "bottom": "Ctrl+End",
    "page_up": "PgUp",
    "page_down": "PgDown",
}
KEYS: tuple[KeyRow, ...] = (
    KeyRow("repeat", ("Return", "Enter"), N_("用上次的类别标注选中文字"), "mark"),
    KeyRow("sticky", ("K",), N_("连标：选中即标，再按一次结束"), "mark"),
    KeyRow("delete", ("Del", "Backspace"), N_("删除标注"), "mark"),
    KeyRow("undo", ("Ctrl+Z",), N_("撤销"), "mark"),
    KeyRow("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), N_("重做"), "mark"),
    KeyRow("add_piece", ("Shift+Return", "Shift+Enter"), N_("把选中文字并入刚才的标注（不连续）"), "mark"),
    KeyRow("cut_piece", ("Shift+Del", "Shift+Backspace"), N_("从刚才的标注挖去选中文字"), "mark"),
    KeyRow("reverse", ("Shift+Space",), N_("关系反向"), "link"),
    KeyRow("next_link", ("Ctrl+J",), N_("下一个关系"), "link"),
    KeyRow("previous_link", ("Ctrl+Shift+J",), N_("上一个关系"), "link"),
    KeyRow("chain", ("Ctrl+G", "G"), N_("连指代链：Tab 走到另一处，Enter 连上"), "link"),
    KeyRow("unchain", ("Ctrl+Shift+G", "Shift+G"), N_("移出指代链"), "link"),
    KeyRow("next", ("Tab",), N_("下一个标注"), "move"),
    KeyRow("previous", ("Shift+Tab",), N_("上一个标注"), "move"),
    KeyRow("inner", ("Space",), N_("在嵌套的标注之间切换"), "move"),
    KeyRow("run", ("W",), N_("选中光标处的一段"), "move"),
    KeyRow("next_bare", ("Ctrl+Down",), N_("下一句没有标注的话"), "move"),
    KeyRow("previous_bare", ("Ctrl+Up",), N_("上一句没有标注的话"), "move"),
    KeyRow("next_same", ("Alt+Down",), N_("下一个同类标注"), "move"),
    KeyRow("previous_same", ("Alt+Up",), N_("上一个同类标注"), "move"),
    KeyRow("clear", ("Esc",), N_("取消选中"), "move"),
    KeyRow("end_on", ("]", "Alt+Right"), N_("右边界向右一字"), "edge"),
    KeyRow("end_back", ("[", "Alt+Left"), N_("右边界向左一字"), "edge"),
    KeyRow("start_back", ("Shift+[", "Alt+Shift+Left"), N_("左边界向左一字"), "edge"),
    KeyRow("start_on", ("Shift+]", "Alt+Shift+Right"), N_("左边界向右一字"), "edge"),
    KeyRow("trim", ("T",), N_("修边：去掉边上的空格和标点"), "edge"),
    KeyRow("find", ("Ctrl+F",), N_("查找"), "find"),
    KeyRow("find_next", ("F3",), N_("下一处"), "find"),
    KeyRow("find_previous", ("Shift+F3",), N_("上一处"), "find"),
    KeyRow("next_doubt", ("F4",), N_("下一处可疑的标注"), "find"),
    KeyRow("previous_doubt", ("Shift+F4",), N_("上一处可疑的标注"), "find"),
    KeyRow("auto", ("Ctrl+M",), N_("同词标注：先预览，再一次标好"), "find"),
    KeyRow("words", ("Alt+W",), N_("双击选词，或只选一个字"), "view"),
    KeyRow("larger", ("Ctrl+=", "Ctrl++"), N_("放大文字"), "view"),
    KeyRow("smaller", ("Ctrl+-",), N_("缩小文字"), "view"),
    KeyRow("plain_size", ("Ctrl+0",), N_("恢复字号"), "view"),
    KeyRow("panel", ("F6",), N_("到下一栏：文字、类别、标注、属性、标注台外的按钮"), "view"),
    KeyRow("rules", ("F2",), N_("查看规则"), "view"),
    KeyRow("save", ("Ctrl+S",), N_("看是否已保存（每一步都自动保存）"), "view"),
    KeyRow("submit", ("Ctrl+Return", "Ctrl+Enter"), N_("提交"), "view"),
    KeyRow("help", ("F1",), N_("快捷键一览"), "view"),
)
#: For the sheet only: what the mouse and the arrows do.
GESTURES: tuple[tuple[str, str, Group], ...] = (
    (N_("类别键"), N_("标注选中文字；选中标注时改它的类别"), "mark"),
    (N_("Ctrl+拖动"), N_("并入刚才的标注；拖在它里面则挖去"), "mark"),
    (N_("关系键"), N_("从选中的标注开始建关系：Tab 走到终点，Enter 建好；选中关系时改它的类型"), "link"),
    (N_("拖动标注下的横条"), N_("从起点拖到终点，建立关系；按住 Alt 可从文字拖起"), "link"),
    (N_("单击弧线"), N_("选中关系；Del 删除"), "link"),
    (N_("单击"), N_("选中标注；再单击选外层"), "move"),
    (N_("双击"), N_("选中一段同类文字（词、数字加单位、编号）"), "move"),
    (N_("三击"), N_("选中一整行"), "move"),
    (N_("Shift+单击"), N_("选到这里"), "move"),
    (N_("方向键"), N_("移动光标；加 Ctrl 按段，加 Shift 选择"), "move"),
    (N_("拖动边上的把手"), N_("调整边界"), "edge"),
    (N_("Ctrl+滚轮"), N_("缩放文字"), "view"),
)


def sheet(*, links: bool = True) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the groups of the F1 sheet: keys, parted by two blanks, and what they do; relations where they are made."""
    return [
        (
            _(words),
            [(_(keys), _(says)) for keys, says, own in GESTURES if own == group]
            + [(key_caps(row), _(row.words)) for row in KEYS if row.group == group],
        )
        for group, words in GROUPS.items()
        if links or group != "link"
    ]


_SIGNS = {"Right": "→", "Left": "←", "Down": "↓", "Up": "↑", "Return": "Enter"}


def key_caps(row: KeyRow) -> str:
    """Return at most two of a row's keys as they stand on the keyboard."""
    caps = list(row.keys)
    for name, sign in _SIGNS.items():
        caps = [keys.replace(name, sign) for keys in caps]
    return "  ".join(dict.fromkeys(caps[:2]))


def verb_of(event: QKeyEvent) -> str:
    """Return the verb of a key press, ``move:<name>`` or ``select:<name>`` for movements, or an empty string."""
    return _VERBS.get(_pressed(event), "")


def _pressed(event: QKeyEvent) -> int:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = event.key()
    # Shift+Tab arrives as Backtab, Shift+[ as a brace.
    key = {
        Qt.Key.Key_Backtab: Qt.Key.Key_Tab,
        Qt.Key.Key_BraceLeft: Qt.Key.Key_BracketLeft,
        Qt.Key.Key_BraceRight: Qt.Key.Key_BracketRight,
    }.get(Qt.Key(key), Qt.Key(key))
    if key == Qt.Key.Key_Plus:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeyCombination(modifiers, key).toCombined()


def _combined(keys: str) -> int:
    combination: QKeyCombination = cast(Any, QKeySequence.fromString(keys))[0]  # the stubs know no index
    return combination.toCombined()


_VERBS: dict[int, str] = {
    **{_combined(keys): row.verb for row in KEYS for keys in row.keys},
    **{_combined(keys): f"move:{name}" for name, keys in MOVES.items()},
    **{_combined(f"Shift+{keys}"): f"select:{name}" for name, keys in MOVES.items()},
    _combined("Ctrl+A"): "all",
}
