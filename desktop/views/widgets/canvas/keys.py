"""What every key does on the image bench: the table in use, made ready for look-up and for the F1 sheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from desktop.base.wording import N_, _
from desktop.curriculum.schema import Attribute, Label, LabelSchema
from desktop.views.widgets.canvas.key_actions import BY_ID, DIGITS, SCOPES, Binding, Scope
from desktop.views.widgets.canvas.key_classes import given_way
from desktop.views.widgets.canvas.key_profiles import PROFILES, bindings_of

Chord: TypeAlias = tuple[int, Qt.KeyboardModifier]

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_MODIFIERS = {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Alt": _ALT, "Shift": _SHIFT}
_MEANT = Qt.KeyboardModifier.ControlModifier | _SHIFT | _ALT

#: The desktop profile as it comes: the habit of labelme and X-AnyLabeling.
DESKTOP: tuple[Binding, ...] = bindings_of(PROFILES["desktop"].keys)
#: What the mouse and held keys do; not keys of the table, but on the sheet.
MOUSE: tuple[tuple[str, str], ...] = (
    (N_("滚轮"), N_("以光标为中心缩放")),
    (N_("Shift+滚轮"), N_("左右移动")),
    (N_("空格+拖动  中键拖动"), N_("移动图片，画框途中也可以")),
    (N_("Ctrl+滚轮"), N_("剪刀灵敏度、颜色容差（这两个工具在手时）")),
    (N_("Ctrl+单击"), N_("加选或减选（选择工具）")),
    (N_("Ctrl+拖动"), N_("移动已选的标注，不管上面压着什么")),
    (N_("单击类别的键"), N_("给这个类别换一个键")),
    (N_("右键"), N_("画图途中退回一个点")),
    (N_("Alt+单击顶点"), N_("删掉这个顶点；点边上加一个")),
    (N_("Shift+单击顶点"), N_("从这里到另一个顶点改走一段")),
    (N_("Alt+沿边单击"), N_("沿邻居的边界走，共用一条边；再加 Shift 走长的一边")),
    (N_("Alt+在所选多边形里画"), N_("挖一个洞")),
    (N_("Alt+右键拖动"), N_("改画笔大小")),
)
_LONG_NAMES = {"Esc": "Escape", "Del": "Delete", "Ins": "Insert", "PgUp": "PageUp", "PgDown": "PageDown"}
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
#: What Shift makes of a key on an American keyboard, which is what Chinese PCs have.
_SHIFTED = dict(zip("1234567890-=[]\\;',./`", '!@#$%^&*()_+{}|:"<>?~', strict=True))
_UNSHIFTED = {written: plain for plain, written in _SHIFTED.items()}
#: An action in a sentence that names its key: ``按 ‹lock› 解锁``.
_ACTION_NAMED = re.compile(r"‹([a-z_.0-9]+)›")
#: Keys from here on have names, not signs.
_FIRST_NAMED = 0x80
#: Keys that are only held.
_HELD = frozenset(
    int(key)
    for key in (
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
    )
)
#: The scopes that may hold while a mark is selected.
_SELECTING: tuple[Scope, ...] = ("desk", "paint", "vertex")
#: X11 and Wayland count their key codes from eight above.
_X11_OFFSET = 8


class KeyMap:
    """The table made ready for look-up: what a key does, in each scope.

    Class keys of the schema come before everything else, except while attributes are walked through: there digits are
    values. An action that a class leaves no key gets one with Alt. With ``available`` only these actions have keys: a key without a verb does nothing and is on no sheet.
    ``counted``: Ctrl+1 … Ctrl+0 choose the first ten classes as well.
    """

    def __init__(
        self,
        bindings: Sequence[Binding] = DESKTOP,
        schema: LabelSchema | None = None,
        *,
        available: Collection[str] | None = None,
        counted: bool = False,
    ) -> None:
        places = list(enumerate(schema.labels if schema is not None else ()))
        taken = [chord for place, label in places for chord in label_chords(label, place, counted=counted)]
        can = [own for own in bindings if available is None or own.action in available]
        self.bindings = given_way(can, taken)
        self._layers: dict[Scope, dict[Chord, str]] = {}
        self._labels: dict[Chord, Label] = {}
        for binding in self.bindings:
            layer = self._layers.setdefault(binding.scope, {})
            for chord in binding.chords:
                layer.setdefault(parse(chord), binding.action)
        for place, label in places:
            for chord in label_chords(label, place, counted=counted):
                self._labels.setdefault(parse(chord), label)
        self._label_rows = [
            (
                label,
                [chord for chord in label_chords(label, place, counted=counted) if self._is_of(label, chord)],
            )
            for place, label in places
        ]

    def action(self, event: QKeyEvent, scope: Scope = "desk") -> str:
        """Return what a key does in a scope, or an empty string."""
        return next(filter(None, (self.meaning(chord, scope) for chord in chords(event))), "")

    def meaning(self, chord: Chord, scope: Scope = "desk") -> str:
        """Return what a chord does in a scope, or an empty string."""
        inner = self._layers.get(scope, {}).get(chord, "")
        if inner and scope == "walk":
            return inner
        label = self._labels.get(chord)
        if label is not None:
            return f"label.{label.id}"
        return inner or self._layers.get("desk", {}).get(chord, "")

    def takes(self, chord: str) -> bool:
        """Tell whether a chord such as ``Ctrl+D`` has a meaning already while a mark is selected."""
        wanted = parse(chord)
        return any(self.meaning(wanted, scope) for scope in _SELECTING)

    @cached_property
    def spare(self) -> tuple[str, ...]:
        """The keys for options that have no meaning yet while a mark is selected."""
        keys = (*SPARE_KEYS, *(f"Alt+{key}" for key in SPARE_KEYS))
        return tuple(key for key in keys if not self.takes(key))

    def chord(self, action: str) -> str:
        """Return the first key of an action as it is shown, or an empty string."""
        own = (binding for binding in self.bindings if binding.action == action)
        return next((shown(chord) for binding in own for chord in self.live(binding)), "")

    def worded(self, text: str) -> str:
        """Return a sentence with ``‹action›`` replaced by the action's key, or by its words where it has none."""
        return _ACTION_NAMED.sub(self._key_or_words, text)

    def _key_or_words(self, named_action: re.Match[str]) -> str:
        action = named_action[1]
        return self.chord(action) or _("“{what}”", what=_(BY_ID[action].says) if action in BY_ID else action)

    def live(self, binding: Binding) -> tuple[str, ...]:
        """Return the chords of a binding that do what it says: not those that are a class's."""
        return tuple(
            chord for chord in binding.chords if self.meaning(parse(chord), binding.scope) == binding.action
        )

    def covered(self) -> list[tuple[str, Binding, Label]]:
        """Return the chords that would do something else were they not a class's, with that class."""
        return [
            (chord, binding, self._labels[parse(chord)])
            for binding in self.bindings
            for chord in binding.chords
            if parse(chord) in self._labels and chord not in self.live(binding)
        ]

    def label_keys(self) -> list[tuple[Label, list[str]]]:
        """Return every class with the chords that choose it."""
        return self._label_rows

    def _is_of(self, label: Label, chord: str) -> bool:
        return self._labels[parse(chord)] is label


def label_chords(label: Label, place: int, *, counted: bool) -> tuple[str, ...]:
    """Return the chords of the class at a place (from 0) of the schema."""
    return (label.key, f"Ctrl+{DIGITS[place]}") if counted and place < len(DIGITS) else (label.key,)


def dealt(schema: LabelSchema, bindings: Sequence[Binding], order: str) -> LabelSchema:
    """Return a schema whose classes have their keys dealt anew in an order, without those of the table.

    When the keys run out the rest keep their own.
    """
    taken = {parse(chord) for binding in bindings if binding.scope in _SELECTING for chord in binding.chords}
    free = iter([key for key in order if parse(key) not in taken])
    labels = tuple(label.model_copy(update={"key": next(free, label.key)}) for label in schema.labels)
    return schema.model_copy(update={"labels": labels})


@lru_cache(maxsize=1024)
def parse(chord: str) -> Chord:
    """Return the key and modifiers of ``Ctrl+Shift+Z``. Raises ValueError for what is no key.

    Shift and a sign are read as the sign that comes of them on an American keyboard: ``Shift+1`` as ``!``.
    """
    if not chord:
        raise ValueError("not a key: ''")
    name = chord.rsplit("+", 1)[-1] or "+"
    held = [part for part in chord.removesuffix(name).split("+") if part]
    modifiers = _NONE
    for part in held:
        if part not in _MODIFIERS:
            raise ValueError(f"not a key: {chord!r}")
        modifiers |= _MODIFIERS[part]
    return _written(_key(name), modifiers)


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
    found += [(key, modifiers & ~_SHIFT) for key in keys if _is_sign(key) and modifiers & _SHIFT]
    return found + [written for chord in found if (written := _written(*chord)) not in found]


def named(event: QKeyEvent) -> str:
    """Return the chord of a key press as it is written in a table; empty for what is no key, Shift alone for instance."""
    readings = [chord for chord in chords(event) if chord[0] not in _HELD]
    if not readings:
        return ""
    key, modifiers = _written(*readings[0])
    if key < _FIRST_NAMED and chr(key) in _UNSHIFTED and chr(key) != "+":
        key, modifiers = ord(_UNSHIFTED[chr(key)].upper()), modifiers | _SHIFT
    held = [name for name, modifier in _MODIFIERS.items() if modifiers & modifier]
    return "+".join([*held, _name(key)])


def shown(chord: str) -> str:
    """Return a chord as it is written on a key cap."""
    names = {"Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Del": "Delete"}
    return "+".join(names.get(part, part) for part in chord.split("+")) if not chord.endswith("+") else chord


def option_keys(attributes: Sequence[Attribute], keymap: KeyMap) -> Mapping[tuple[str, str], str]:
    """Return the key that sets each option, by attribute and option id: its own, with Alt if taken, else a spare.

    A yes/no has one key, under the option id ``yes``: it turns the answer over.
    """
    given: dict[tuple[str, str], str] = {}
    used: set[str] = set()
    for attribute in attributes:
        options = [(option.id, option.key) for option in attribute.options] or [("yes", "")]
        for option_id, wish in options:
            choices = [wish, f"Alt+{wish}"] if wish else []
            chosen = next(
                (
                    key
                    for key in (*choices, *keymap.spare)
                    if key.upper() not in used and not keymap.takes(key)
                ),
                "",
            )
            used.add(chosen.upper())
            given[attribute.id, option_id] = chosen.upper() if len(chosen) == 1 else chosen.title()
    return given


def caps_of(caps: Iterable[str]) -> tuple[str, ...]:
    """Return caps without repeats; the four arrows behind their common keys, or the ten digits, as one."""
    given = tuple(dict.fromkeys(caps))
    if len(given) == len(_ARROWS) and all(cap[-1] in _ARROWS for cap in given):
        return (given[0][:-1] + " ".join(_ARROWS),)
    if "".join(given) == DIGITS:
        return (f"{DIGITS[0]} … {DIGITS[-1]}",)
    return given


def sheet(
    keymap: KeyMap, schema: LabelSchema | None, scope: Scope = "desk"
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the F1 sheet: groups of (keys, what they do), read from the table in use.

    What only means something in the scope at hand comes first. Every key on the sheet does what it says, and a key of
    the table that a class took is named with that class.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    if scope != "desk":
        now = [binding for binding in keymap.bindings if binding.scope == scope]
        groups[_("现在：{scope}", scope=_(SCOPES[scope]))] = _rows(keymap, now)
    if schema is not None:
        groups[_("类别")] = [
            ("  ".join(shown(chord) for chord in keys), label.called)
            for label, keys in keymap.label_keys()
            if keys
        ]
    for group in dict.fromkeys(binding.group for binding in keymap.bindings):
        own = [binding for binding in keymap.bindings if binding.group == group]
        groups[_(group)] = _rows(keymap, [each for each in own if scope == "desk" or each.scope != scope])
    if covered := keymap.covered():
        groups[_("让给类别的键")] = [
            (shown(chord), _ceded(keymap, binding, label)) for chord, binding, label in covered
        ]
    groups[_("鼠标")] = [(_(gesture), _(says)) for gesture, says in MOUSE]
    return [(group, rows) for group, rows in groups.items() if rows]


def _ceded(keymap: KeyMap, binding: Binding, label: Label) -> str:
    """Return what a key that a class took means now, and by which key the action is done instead."""
    what, instead = _(binding.says), keymap.live(binding)
    if not instead:
        return _("现在选“{label}”，不是“{what}”", label=label.called, what=what)
    return _("现在选“{label}”；“{what}”改按 {key}", label=label.called, what=what, key=shown(instead[0]))


def _rows(keymap: KeyMap, bindings: Sequence[Binding]) -> list[tuple[str, str]]:
    """Return (keys, what they do) of bindings that have a key; those that say the same are one row."""
    rows = []
    for group, says in dict.fromkeys((binding.group, binding.says) for binding in bindings):
        same = [binding for binding in bindings if (binding.group, binding.says) == (group, says)]
        caps = caps_of(shown(chord) for binding in same for chord in keymap.live(binding))
        if caps:
            rows.append(("  ".join(caps), _(says)))
    return rows


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


def _name(key: int) -> str:
    """Return the name that :func:`_key` reads."""
    if ord("!") <= key < _FIRST_NAMED:
        return chr(key)
    name = Qt.Key(key).name.removeprefix("Key_")
    return {long: short for short, long in _LONG_NAMES.items()}.get(name, name)


def _written(key: int, modifiers: Qt.KeyboardModifier) -> Chord:
    """Return a chord with Shift and a sign as the sign that comes of them."""
    if not modifiers & _SHIFT or key >= _FIRST_NAMED:
        return key, modifiers
    sign = _SHIFTED.get(chr(key), chr(key))
    return (ord(sign), modifiers & ~_SHIFT) if sign in _UNSHIFTED else (key, modifiers)


def _is_latin(key: int) -> bool:
    return 0x20 <= key <= 0x7E or 0x01000000 <= key < Qt.Key.Key_Multi_key


def _is_sign(key: int) -> bool:
    return 0x20 < key <= 0x7E and not chr(key).isalnum()
