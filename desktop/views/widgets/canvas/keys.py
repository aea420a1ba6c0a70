"""What every key does on the image bench: one table, read by the canvas, by the F1 sheet and by the tests."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from desktop.base.wording import N_, _
from desktop.curriculum.schema import Attribute, LabelSchema

Chord: TypeAlias = tuple[int, Qt.KeyboardModifier]

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_MODIFIERS = {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Shift": _SHIFT, "Alt": _ALT}
_MEANT = Qt.KeyboardModifier.ControlModifier | _SHIFT | _ALT


@dataclass(frozen=True)
class Binding:
    """One line of the table: what it does, on which keys, and how the F1 sheet says it."""

    action: str
    chords: tuple[str, ...]
    says: str
    group: str


def _four(action: str, chord: str, says: str, group: str) -> tuple[Binding, ...]:
    """Return one binding for each arrow key; the sheet shows them as one line."""
    return tuple(
        Binding(action.format(arrow.lower()), (chord.format(arrow),), says, group)
        for arrow in ("Left", "Right", "Up", "Down")
    )


_DRAW, _SELECT, _SHAPE = N_("画框"), N_("选择"), N_("修改")
_VIEW, _REST = N_("查看"), N_("其他")

#: The desktop profile: the habit of labelme and X-AnyLabeling.
DESKTOP: tuple[Binding, ...] = (
    Binding("tool.box", ("R",), N_("画框工具：拖动，或点两个对角"), _DRAW),
    Binding("draw.corner", ("Return", "Enter"), N_("键盘画框：定下一个角"), _DRAW),
    *_four("arrow.{}", "{}", N_("移动 1 像素（框或键盘光标）"), _DRAW),
    *_four("arrow.{}.far", "Shift+{}", N_("移动 10 像素"), _DRAW),
    Binding("cancel", ("Esc",), N_("取消这一笔；再按取消选择；再按回到选择工具"), _DRAW),
    Binding("tool.select", ("V",), N_("选择工具：点选、框选、拖动"), _SELECT),
    Binding("tool.switch", ("Ctrl+J",), N_("画框与选择之间切换"), _SELECT),
    Binding("select.next", ("Tab",), N_("下一个框"), _SELECT),
    Binding("select.previous", ("Shift+Tab",), N_("上一个框"), _SELECT),
    Binding("select.all", ("Ctrl+A",), N_("选择全部"), _SELECT),
    *_four("grow.{}", "Ctrl+{}", N_("那一边向外 1 像素"), _SHAPE),
    *_four("shrink.{}", "Ctrl+Shift+{}", N_("那一边向内 1 像素"), _SHAPE),
    Binding("duplicate", ("Ctrl+D",), N_("复制所选的框"), _SHAPE),
    Binding("erase", ("Del", "Backspace"), N_("删除所选的框"), _SHAPE),
    Binding("undo", ("Ctrl+Z",), N_("撤销，次数不限"), _SHAPE),
    Binding("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), N_("重做"), _SHAPE),
    Binding("lock", ("L",), N_("锁定或解锁所选的框"), _SHAPE),
    Binding("hide", ("H",), N_("隐藏或显示所选的框"), _VIEW),
    Binding("hide.all", ("T",), N_("暂时隐藏全部框，看清图片"), _VIEW),
    Binding("zoom.in", ("+", "="), N_("放大"), _VIEW),
    Binding("zoom.out", ("-",), N_("缩小"), _VIEW),
    Binding("zoom.fit", ("Ctrl+0", "Ctrl+F"), N_("整图适合窗口"), _VIEW),
    Binding("zoom.full", ("Ctrl+=", "Ctrl++"), N_("原始大小 100 %"), _VIEW),
    Binding("zoom.selected", ("Z",), N_("放大到所选的框"), _VIEW),
    Binding("crosshair", ("X",), N_("显示或隐藏十字线"), _VIEW),
    Binding("save", ("Ctrl+S",), N_("查看保存状态（每一笔都已自动保存）"), _REST),
    Binding("submit", ("Ctrl+Return", "Ctrl+Enter"), N_("提交"), _REST),
    Binding("rules", ("F2",), N_("打开规则"), _REST),
    Binding("pane", ("F6",), N_("轮流到画布、类别、对象、属性、标注台外的按钮"), _REST),
    Binding("help", ("F1",), N_("这张快捷键表"), _REST),
)
#: Looking back: nothing changes.
REVIEW: tuple[Binding, ...] = (
    Binding("finding.next", ("Tab", "N"), N_("下一处问题"), _SELECT),
    Binding("finding.previous", ("Shift+Tab", "P"), N_("上一处问题"), _SELECT),
    Binding("layer.gold", ("G",), N_("只看金标"), _VIEW),
    Binding("layer.answer", ("M",), N_("只看作答"), _VIEW),
    Binding("layer.both", ("B",), N_("叠加"), _VIEW),
    *_four("arrow.{}", "{}", N_("移动图片"), _VIEW),
    *(
        own
        for own in DESKTOP
        if own.action in {"zoom.in", "zoom.out", "zoom.fit", "zoom.full", "rules", "pane", "help"}
    ),
)
#: What the mouse and held keys do; not keys of the table, but on the sheet.
MOUSE: tuple[tuple[str, str], ...] = (
    (N_("滚轮"), N_("以光标为中心缩放")),
    (N_("Shift+滚轮"), N_("左右移动")),
    (N_("空格+拖动  中键拖动"), N_("移动图片，画框途中也可以")),
    (N_("Ctrl+单击"), N_("加选或减选（选择工具）")),
)
_LONG_NAMES = {"Esc": "Escape", "Del": "Delete"}
_ARROWS = "←→↑↓"
#: Keys tried in turn for an attribute's option that names none, or one that is taken.
SPARE_KEYS = "qweasdfgcbnmyuiopk"
#: Full-width and Chinese punctuation that an input method puts in place of the key's own.
_TYPED = {"，": ",", "。": ".", "；": ";", "【": "[", "】": "]", "、": "/", "＇": "'", "—": "-", "·": "`"}
#: Scan codes (set 1) of the letter and digit keys: what is left when the layout is not Latin.
_SCANNED = {
    first + place: sign
    for first, signs in ((2, "1234567890-="), (16, "qwertyuiop[]"), (30, "asdfghjkl;'"), (44, "zxcvbnm,./"))
    for place, sign in enumerate(signs)
}
#: X11 and Wayland count their key codes from eight above.
_X11_OFFSET = 8


class KeyMap:
    """The table made ready for look-up. Class keys of the schema come before everything else."""

    def __init__(self, bindings: Sequence[Binding] = DESKTOP, schema: LabelSchema | None = None) -> None:
        self.bindings = tuple(bindings)
        self._actions: dict[Chord, str] = {}
        for binding in bindings:
            for chord in binding.chords:
                self._actions[parse(chord)] = binding.action
        for label in schema.labels if schema is not None else ():
            self._actions[parse(label.key)] = f"label.{label.id}"

    def action(self, event: QKeyEvent) -> str:
        """Return what a key does, or an empty string."""
        return next((self._actions[chord] for chord in chords(event) if chord in self._actions), "")

    def takes(self, chord: str) -> bool:
        """Tell whether a chord such as ``Ctrl+D`` has a meaning already."""
        return parse(chord) in self._actions

    def chord(self, action: str) -> str:
        """Return the first key of an action as it is shown, or an empty string."""
        return next((shown(binding.chords[0]) for binding in self.bindings if binding.action == action), "")


def parse(chord: str) -> Chord:
    """Return the key and modifiers of ``Ctrl+Shift+Z``. Raises ValueError for what is no key."""
    if not chord:
        raise ValueError("not a key: ''")
    name = chord.rsplit("+", 1)[-1] or "+"
    held = [part for part in chord.removesuffix(name).split("+") if part]
    modifiers = _NONE
    for part in held:
        if part not in _MODIFIERS:
            raise ValueError(f"not a key: {chord!r}")
        modifiers |= _MODIFIERS[part]
    return _key(name), modifiers


def chords(event: QKeyEvent) -> list[Chord]:
    """Return the readings of a key event, the likeliest first.

    A Chinese input method or a foreign layout may hide the key: then its text counts, then its place on the keyboard.
    """
    modifiers = event.modifiers() & _MEANT
    if event.key() == Qt.Key.Key_Backtab:
        return [(int(Qt.Key.Key_Tab), modifiers | _SHIFT)]
    keys = [event.key()] if _is_latin(event.key()) else []
    keys += [ord(sign.upper()) for sign in _signs(event)]
    found = [(key, modifiers) for key in keys]
    # Shift is part of writing "+", not a wish of its own.
    return found + [(key, modifiers & ~_SHIFT) for key in keys if _is_sign(key) and modifiers & _SHIFT]


def shown(chord: str) -> str:
    """Return a chord as it is written on a key cap."""
    names = {"Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Del": "Delete"}
    return (
        "+".join(names.get(part, part) for part in chord.split("+"))
        if chord not in {"+", "Ctrl++"}
        else chord
    )


def option_keys(attributes: Sequence[Attribute], keymap: KeyMap) -> Mapping[tuple[str, str], str]:
    """Return the key that sets each option, by attribute and option id: its own, with Alt if taken, else a spare.

    A yes/no has one key, under the option id ``yes``: it turns the answer over.
    """
    given: dict[tuple[str, str], str] = {}
    used: set[str] = set()
    spare = [key for key in SPARE_KEYS if not keymap.takes(key)]
    for attribute in attributes:
        options = [(option.id, option.key) for option in attribute.options] or [("yes", "")]
        for option_id, wish in options:
            choices = [wish, f"Alt+{wish}"] if wish else []
            chosen = next(
                (key for key in (*choices, *spare) if key.upper() not in used and not keymap.takes(key)), ""
            )
            used.add(chosen.upper())
            given[attribute.id, option_id] = chosen.upper() if len(chosen) == 1 else chosen.title()
    return given


def sheet(keymap: KeyMap, schema: LabelSchema | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the F1 sheet: groups of (keys, what they do), read from the table in use."""
    groups: dict[str, list[tuple[str, str]]] = {}
    if schema is not None:
        groups[_("类别")] = [(label.key, label.called) for label in schema.labels]
    for group, says in dict.fromkeys((binding.group, binding.says) for binding in keymap.bindings):
        chords_shown = [
            shown(chord)
            for binding in keymap.bindings
            if (binding.group, binding.says) == (group, says)
            for chord in binding.chords
        ]
        groups.setdefault(_(group), []).append((_together(chords_shown), _(says)))
    groups[_("鼠标")] = [(_(gesture), _(says)) for gesture, says in MOUSE]
    return list(groups.items())


def _together(caps: list[str]) -> str:
    """Return key caps in one line: the four arrows behind their common keys as one cap, others apart."""
    if len(caps) == len(_ARROWS) and all(cap[-1] in _ARROWS for cap in caps):
        return caps[0][:-1] + " ".join(_ARROWS)
    return "  ".join(dict.fromkeys(caps))


def _signs(event: QKeyEvent) -> list[str]:
    """Return the plain signs a key may stand for, by its text and by its place on the keyboard."""
    text = unicodedata.normalize("NFKC", _TYPED.get(event.text(), event.text()))
    signs = [text] if len(text) == 1 and "!" <= text <= "~" else []
    if not _is_latin(event.key()):
        offset = 0 if QGuiApplication.platformName() == "windows" else _X11_OFFSET
        place = event.nativeScanCode() - offset
        signs += [_SCANNED[place]] if place in _SCANNED else []
    return signs


def _key(name: str) -> int:
    """Return the key of a name such as ``R``, ``+``, ``Left`` or ``F1``. Raises ValueError for a stranger."""
    if len(name) == 1 and "!" <= name <= "~":
        return ord(name.upper())
    try:
        return int(Qt.Key[f"Key_{_LONG_NAMES.get(name, name)}"])
    except KeyError as fault:
        raise ValueError(f"not a key: {name!r}") from fault


def _is_latin(key: int) -> bool:
    return 0x20 <= key <= 0x7E or 0x01000000 <= key < Qt.Key.Key_Multi_key


def _is_sign(key: int) -> bool:
    return 0x20 < key <= 0x7E and not chr(key).isalnum()
