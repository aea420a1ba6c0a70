"""The key profiles: whose habits the keys follow. A key never means two things in one scope of a profile.

Sources: labelme 7.1 ``default_config.yaml``, X-AnyLabeling 4.0 ``xanylabeling_config.yaml``, CVAT's shortcut list and
Label Studio's ``keymap.json``. Where they contradict each other (D, F, R, O, S, W, E, Ctrl+R, Ctrl+D, Ctrl+Y) each
profile follows its own tool; nothing is merged. What none of them has gets a key that is free in all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.base.key_choice import PROFILES as PROFILE_IDS
from desktop.base.wording import N_
from desktop.views.widgets.canvas.key_actions import (
    ACTIONS,
    ARROWS,
    DIGITS,
    LOOK,
    SELECT,
    Binding,
    bind,
)

Keys: TypeAlias = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Profile:
    """A table of keys by action, and where the classes get their keys from.

    ``labels``: ``own`` the schema's keys; ``counted`` those and Ctrl+1 … Ctrl+0 by place; ``dealt`` in Label Studio's order.
    """

    id: str
    name: str
    about: str
    keys: Keys
    labels: Literal["own", "counted", "dealt"]


def _arrows(action: str, chord: str) -> dict[str, tuple[str, ...]]:
    return {action.format(arrow): (chord.format(arrow.title()),) for arrow in ARROWS}


#: The same everywhere: what all four tools share, and what belongs to this program.
COMMON: dict[str, tuple[str, ...]] = {
    "draw.corner": ("Return", "Enter"),
    **_arrows("arrow.{}", "{}"),
    **_arrows("arrow.{}.far", "Shift+{}"),
    "draw.close": ("Return", "Enter"),
    "draw.undo_point": ("Backspace",),
    "draw.point": (".",),
    "cancel": ("Esc",),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Shift+Z", "Ctrl+Y"),
    "copy": ("Ctrl+C",),
    "paste": ("Ctrl+V",),
    "paste.pointer": ("Ctrl+Alt+V",),
    "paste.place": ("Alt+V",),
    "attributes.copy": ("Ctrl+Shift+C",),
    "attributes.paste": ("Ctrl+Shift+V",),
    "joint.visible": ("Alt+1",),
    "joint.hidden": ("Alt+2",),
    "joint.out": ("Alt+3",),
    "shape.subtract_under": ("Ctrl+Alt+J",),
    "shape.keep_off": ("Ctrl+Shift+J",),
    "duplicate": ("Ctrl+D",),
    "box.extremes": ("Ctrl+Shift+R",),
    "erase": ("Del", "Backspace"),
    "vertex.delete": ("Backspace",),
    "select.next": ("Tab",),
    "select.previous": ("Shift+Tab",),
    "select.all": ("Ctrl+A",),
    "brush.smaller": ("[",),
    "brush.bigger": ("]",),
    "edge.less": ("[",),
    "edge.more": ("]",),
    "class.key": ("Ctrl+K",),
    "zoom.keep": ("Alt+Z",),
    "brush.shape": ("\\",),
    "brush.takes": ("Alt+\\",),
    "label.edit": ("Ctrl+E",),
    "attributes.walk": ("Shift+A",),
    "walk.next": ("Down",),
    "walk.previous": ("Up",),
    "walk.next_mark": ("Tab",),
    "walk.previous_mark": ("Shift+Tab",),
    **{f"walk.value.{digit}": (digit,) for digit in DIGITS},
    "text.edit": ("F4",),
    "context": ("F5",),
    "adjust": ("F7",),
    "layers": ("F8",),
    "navigator": ("F9",),
    "jump.next_match": ("F3",),
    "jump.previous_match": ("Shift+F3",),
    "jump.next_open": ("Ctrl+Shift+D",),
    "image.next_match": ("Ctrl+F3",),
    "image.previous_match": ("Ctrl+Shift+F3",),
    "image.next_issue": ("Alt+F3",),
    "image.previous_issue": ("Alt+Shift+F3",),
    "tool.repeat": ("N",),
    "shape.redraw": ("Shift+N",),
    "shape.simplify": ("Ctrl+M",),
    "shape.convert": ("Ctrl+T",),
    "rotate.left": (",",),
    "rotate.right": (".",),
    "rotate.left.fine": ("Shift+,",),
    "rotate.right.fine": ("Shift+.",),
    "fields": ("Ctrl+G",),
    "propagate": ("Ctrl+B",),
    "copy.previous": ("Ctrl+P",),
    "tool.switch": ("Ctrl+J",),
    "save": ("Ctrl+S",),
    "submit": ("Ctrl+Return", "Ctrl+Enter"),
    "rules": ("F2",),
    "pane": ("F6",),
    "help": ("F1",),
}
#: labelme and X-AnyLabeling; T and Shift+P, Shift+S, Shift+C as there, the other shapes by their English initial.
_DESKTOP: dict[str, tuple[str, ...]] = {
    **_arrows("grow.{}", "Ctrl+{}"),
    **_arrows("shrink.{}", "Ctrl+Shift+{}"),
    "tool.select": ("V",),
    "tool.pan": ("M",),
    "tool.box": ("R",),
    "tool.rotated": ("O",),
    "tool.polygon": ("P",),
    "tool.polyline": ("Shift+S",),
    "tool.point": ("Shift+P",),
    "tool.skeleton": ("K",),
    "tool.ellipse": ("Shift+C",),
    "tool.quad": ("Q",),
    "tool.tag": ("Shift+T",),
    "tool.scissors": ("I",),
    "tool.wand": ("W",),
    "tool.slice": ("C",),
    "tool.flag": ("F",),
    "tool.brush": ("B",),
    "tool.eraser": ("E",),
    "tool.fill": ("Shift+B",),
    "tool.cut": ("Shift+E",),
    "mask.fill_holes": ("Shift+F",),
    "mask.islands": ("Shift+I",),
    "shape.join": ("J",),
    "shape.subtract": ("Shift+J",),
    "shape.flip_heading": ("Shift+O",),
    "snap.toggle": ("Shift+M",),
    "group": ("G",),
    "ungroup": ("U", "Shift+G"),
    "order.front": ("Home",),
    "order.back": ("End",),
    "order.up": ("PgUp",),
    "order.down": ("PgDown",),
    "lock": ("L",),
    "pin": ("Shift+L",),
    "hide": ("H",),
    "hide.all": ("T",),
    "hide.class": ("Shift+H",),
    "solo": ("S",),
    "zoom.in": ("+", "="),
    "zoom.out": ("-",),
    "zoom.fit": ("Ctrl+0", "Ctrl+F"),
    "zoom.full": ("Ctrl+=", "Ctrl++"),
    "zoom.selected": ("Z",),
    "crosshair": ("X",),
    "image.next": ("D",),
    "image.previous": ("A",),
    "filter": ("/",),
}
#: CVAT. Its tools have no keys but N and Shift+1 … Shift+4: they get Shift and a letter here. Q stays free for the first
#: attribute, which is CVAT's "occluded"; R, E, K, V and C stay free because they step through videos there.
_CVAT: dict[str, tuple[str, ...]] = {
    **_arrows("grow.{}", "Ctrl+{}"),
    **_arrows("shrink.{}", "Ctrl+Shift+{}"),
    "tool.select": ("Shift+V",),
    "tool.pan": ("Shift+M",),
    "tool.box": ("Shift+R",),
    "tool.rotated": ("Shift+O",),
    "tool.polygon": ("Shift+P",),
    "tool.polyline": ("Shift+L",),
    "tool.point": ("Shift+K",),
    "tool.skeleton": ("Shift+S",),
    "tool.ellipse": ("Shift+E",),
    "tool.quad": ("Shift+Q",),
    "tool.tag": ("Shift+T",),
    "tool.scissors": ("Shift+I",),
    "tool.wand": ("Shift+W",),
    "tool.slice": ("Alt+J",),
    "tool.flag": ("Shift+F",),
    "tool.brush": ("Shift+1",),
    "tool.eraser": ("Shift+2",),
    "tool.fill": ("Shift+3",),
    "tool.cut": ("Shift+4",),
    "mask.fill_holes": ("Shift+5",),
    "mask.islands": ("Shift+6",),
    "shape.join": ("J", "M"),
    "shape.subtract": ("Shift+J",),
    "shape.flip_heading": ("Shift+D",),
    "snap.toggle": ("Shift+X",),
    "group": ("G",),
    "ungroup": ("Shift+G",),
    "order.front": ("+", "="),
    "order.back": ("-", "_"),
    "order.up": ("PgUp",),
    "order.down": ("PgDown",),
    "lock": ("L",),
    "pin": ("P",),
    "hide": ("H",),
    "hide.all": ("T", "Shift+H"),
    "hide.class": ("Ctrl+H",),
    "solo": ("S",),
    "zoom.in": ("Ctrl+=", "Ctrl++"),
    "zoom.out": ("Ctrl+-",),
    "zoom.fit": ("Ctrl+F",),
    "zoom.full": ("Ctrl+Shift+F",),
    "zoom.selected": ("Z",),
    "crosshair": ("X",),
    "image.next": ("F",),
    "image.previous": ("D",),
    "filter": ("/",),
}
#: Label Studio. What it has no key for gets Shift and a letter: the bare letters are dealt to the classes.
_LABEL_STUDIO: dict[str, tuple[str, ...]] = {
    **_arrows("grow.{}", "Alt+{}"),
    **_arrows("shrink.{}", "Alt+Shift+{}"),
    "tool.select": ("V",),
    "tool.pan": ("H",),
    "tool.box": ("R",),
    "tool.rotated": ("Shift+R",),
    "tool.polygon": ("P",),
    "tool.polyline": ("Shift+P",),
    "tool.point": ("K",),
    "tool.skeleton": ("Shift+K",),
    "tool.ellipse": ("O",),
    "tool.quad": ("Shift+Q",),
    "tool.tag": ("Shift+T",),
    "tool.scissors": ("Shift+I",),
    "tool.wand": ("W",),
    "tool.slice": ("Shift+S",),
    "tool.flag": ("Shift+F",),
    "tool.brush": ("B",),
    "tool.eraser": ("E",),
    "tool.fill": ("Shift+B",),
    "tool.cut": ("Shift+E",),
    "mask.fill_holes": ("Shift+O",),
    "mask.islands": ("Shift+D",),
    "shape.join": ("Shift+J",),
    "shape.subtract": ("Alt+Shift+J",),
    "shape.flip_heading": ("Shift+V",),
    "snap.toggle": ("Shift+M",),
    "group": ("Ctrl+Shift+G",),
    "ungroup": ("Shift+G",),
    "order.front": ("Home",),
    "order.back": ("End",),
    "order.up": ("PgUp",),
    "order.down": ("PgDown",),
    "lock": ("Alt+L",),
    "pin": ("Shift+L",),
    "hide": ("Alt+H",),
    "hide.all": ("Shift+H",),
    "hide.class": ("Alt+Shift+H",),
    "solo": ("Alt+S",),
    "attributes.walk": ("Alt+M",),
    "select.next": ("Tab", "Alt+."),
    "cancel": ("Esc", "U"),
    "zoom.in": ("Ctrl++", "Ctrl+=", "+", "="),
    "zoom.out": ("Ctrl+-", "-"),
    "zoom.fit": ("Shift+1", "Ctrl+F", "Ctrl+0"),
    "zoom.full": ("Shift+2",),
    "zoom.selected": ("Shift+Z",),
    "crosshair": ("Shift+X",),
    "image.next": ("Ctrl+Right",),
    "image.previous": ("Ctrl+Left",),
    "filter": ("/",),
}
#: In this order Label Studio deals keys to the classes.
DEALT = "1234567890qwetasdfgzxcvbyiopjklnm"

PROFILES: dict[str, Profile] = {
    profile.id: profile
    for profile in (
        Profile("desktop", N_("桌面"), N_("labelme 和 X-AnyLabeling 的习惯"), COMMON | _DESKTOP, "own"),
        Profile(
            "cvat", "CVAT", N_("CVAT 的习惯：N 画图，F、D 换图，Ctrl+数字选类别"), COMMON | _CVAT, "counted"
        ),
        Profile(
            "label_studio",
            "Label Studio",
            N_("Label Studio 的习惯：字母选工具，类别按顺序分到键"),
            COMMON | _LABEL_STUDIO,
            "dealt",
        ),
    )
}
assert tuple(PROFILES) == PROFILE_IDS


def bindings_of(keys: Keys) -> tuple[Binding, ...]:
    """Return the bindings of a table, in the order of the list of actions."""
    return bind((action.id, keys[action.id]) for action in ACTIONS if keys.get(action.id))


#: Looking back: nothing changes.
REVIEW: tuple[Binding, ...] = (
    Binding("finding.next", ("Tab", "N"), N_("下一处问题"), SELECT),
    Binding("finding.previous", ("Shift+Tab", "P"), N_("上一处问题"), SELECT),
    Binding("layer.gold", ("G",), N_("只看金标"), LOOK),
    Binding("layer.answer", ("M",), N_("只看作答"), LOOK),
    Binding("layer.both", ("B",), N_("叠加"), LOOK),
    *(Binding(f"arrow.{arrow}", (arrow.title(),), N_("移动图片"), LOOK) for arrow in ARROWS),
    *bind(
        (action, PROFILES["desktop"].keys[action])
        for action in ("zoom.in", "zoom.out", "zoom.fit", "zoom.full", "rules", "pane", "help")
    ),
)
