"""One action and its keys: what they are, a new one, whose it is already, and back to what came with the profile."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.base.key_choice import MOST_CHORDS, KeyChoice
from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.canvas.key_actions import BY_ID, SCOPES
from desktop.views.widgets.canvas.key_profiles import PROFILES
from desktop.views.widgets.canvas.key_table import Judgement, as_it_comes, judge, keys_of, with_key
from desktop.views.widgets.canvas.keys import shown
from desktop.views.widgets.cards import Frame, clear, column, row, scrolled
from desktop.views.widgets.chips import chip, key_hint
from desktop.views.widgets.key_capture import KeyCapture
from desktop.views.widgets.labels import glyph, line, paragraph

WIDE = 320


class KeyPane(Frame):
    """Shows the keys of one action and takes new ones. ``changed`` carries the choice that comes of it."""

    changed = Signal(object)
    #: A key was taken or not: the list may have the keyboard again.
    done = Signal()

    def __init__(self) -> None:
        super().__init__("panel", margin=0, spacing=0)
        self.setFixedWidth(theme().px(WIDE))
        self._choice, self._action = KeyChoice(), ""
        self._adding = False
        self._field: KeyCapture | None = None
        self._head, self._said, self._below = column(spacing=S), column(spacing=S), column(spacing=S)
        # At the largest type a small screen has no room for all of it.
        self._area = scrolled(column(self._head, self._said, self._below, None, spacing=M), margin=L)
        self.body.addWidget(self._area)

    def show_action(self, choice: KeyChoice, action: str) -> None:
        """Show the keys of an action as they are in a choice."""
        self._choice, self._action = choice, action
        clear(self._said)
        self._show()

    def capture(self, *, adding: bool = False) -> None:
        """Wait for a new key instead of the old ones, or beside them."""
        if not self._action or BY_ID[self._action].fixed:
            return
        self._adding = adding
        clear(self._said)
        self._clear_below()
        self._field = field = KeyCapture()
        field.pressed.connect(self.take)
        field.left.connect(self._break_off)
        field.puzzled.connect(self._puzzled)
        self._below.addWidget(field)
        field.show()
        field.setFocus()

    def take(self, chord: str) -> None:
        """Judge a key that was pressed, and give it when nobody else has it."""
        found = judge(self._choice, self._action, chord)
        {"free": self._give, "own": self._give, "taken": self._ask, "kept": self._refuse}[found.kind](
            chord, found
        )

    def _give(self, chord: str, found: Judgement) -> None:
        choice = with_key(self._choice, self._action, chord, adding=self._adding)
        self._put(choice, _("现在按 {key}。", key=shown(chord)), self._losses(found))

    def _losses(self, found: Judgement) -> str:
        if found.covers:
            scope = _(SCOPES[BY_ID[self._action].scope])
            says = _(BY_ID[found.covers].says)
            return _("{scope}，这个键不再是“{what}”；别的时候还是。", scope=scope, what=says)
        if found.kind == "taken":
            return _("“{what}”不再用这个键。", what=_(BY_ID[found.action].says))
        return ""

    def _ask(self, chord: str, found: Judgement) -> None:
        self._show()
        self._clear_below()
        what = _(BY_ID[found.action].says)
        move = button(_("换给“{what}”", what=_short(_(BY_ID[self._action].says))), look="main")
        move.clicked.connect(partial(self._give, chord, found))
        leave = button(_("算了"), self._leave)
        self._say(
            band(
                "caution",
                _("{key} 已经有用了", key=shown(chord)),
                _("它现在是“{what}”的键。", what=what),
                column(move, leave, spacing=S),
            )
        )
        move.setFocus()

    def _refuse(self, chord: str, found: Judgement) -> None:
        if found.action:
            why = _("它一直是“{what}”的键，不能换。", what=_(BY_ID[found.action].says))
        elif chord[-1:].isdigit():
            why = _("数字键留给类别。")
        else:
            why = _("系统或本程序另有用处。")
        self._show()
        self._clear_below()
        again = button(_("再按一个键"), self._again, look="main")
        self._say(band("caution", _("{key} 不能用", key=shown(chord)), why, again))
        again.setFocus()

    def _puzzled(self) -> None:
        clear(self._said)
        self._say(band("caution", _("这个键认不出来"), _("请关掉输入法，再按一次。")))

    def _break_off(self) -> None:
        self._show()
        self.done.emit()

    def _again(self) -> None:
        self.capture(adding=self._adding)

    def _leave(self) -> None:
        clear(self._said)
        self._show()
        self.done.emit()

    def _reset(self) -> None:
        self._put(as_it_comes(self._choice, self._action), _("恢复了原来的键。"), "")

    def _put(self, choice: KeyChoice, title: str, text: str) -> None:
        before, self._choice = self._choice, choice
        clear(self._said)
        if choice != before:
            self.changed.emit(choice)
        self._show()
        self._say(band("good", title, text))
        self.done.emit()

    def _say(self, said: Frame) -> None:
        self._said.addWidget(said)
        said.show()
        self._area.ensureWidgetVisible(said)

    def _show(self) -> None:
        clear(self._head)
        self._clear_below()
        if not self._action:
            self._head.addWidget(line(_("没有找到"), "section"))
            self._head.addWidget(paragraph(_("换一个词，或直接写键名，例如 Ctrl+Z。"), "quiet"))
            return
        action = BY_ID[self._action]
        self._head.addLayout(
            row(glyph(action.shown_icon, "accent", 24), chip(_(action.group)), None, spacing=S)
        )
        self._head.addWidget(paragraph(_(action.says), "section"))
        if action.scope != "desk":
            self._head.addWidget(line(_("只在：{scope}", scope=_(SCOPES[action.scope])), "caption"))
        chords = keys_of(self._choice).get(self._action, ())
        self._head.addLayout(_caps(chords))
        if action.fixed:
            self._below.addWidget(paragraph(_("这个键不能改：别的都靠它。"), "quiet"))
            return
        self._offer(chords)

    def _clear_below(self) -> None:
        if self._field is not None:
            # Taken away it loses the focus, which is no breaking off.
            self._field.blockSignals(True)
            self._field = None
        clear(self._below)

    def _offer(self, chords: tuple[str, ...]) -> None:
        """Offer what can be done with the keys of the action."""
        change: QWidget = button(
            _("换一个键") if chords else _("给它一个键"), self._change, size="large", icon_name="keyboard"
        )
        self._below.addWidget(change)
        if 0 < len(chords) < MOST_CHORDS:
            self._below.addWidget(button(_("再加一个键"), self._add, icon_name="plus"))
        if self._action in self._choice.own or not chords:
            before = PROFILES[self._choice.profile].keys[self._action]
            words = _("原来是 {keys}", keys="、".join(map(shown, before)))
            self._below.addWidget(line(words, "caption"))
            self._below.addWidget(button(_("恢复原来的键"), self._reset, icon_name="rotate-ccw"))

    def _change(self) -> None:
        self.capture()

    def _add(self) -> None:
        self.capture(adding=True)


def _caps(chords: tuple[str, ...]) -> QHBoxLayout:
    caps: list[QWidget] = [key_hint(shown(chord)) for chord in chords]
    return row(*(caps or [line(_("没有键"), "quiet")]), None, spacing=S)


def _short(words: str) -> str:
    """Return what stands before the explanation."""
    return re.split("[：，:,]", words, maxsplit=1)[0]
