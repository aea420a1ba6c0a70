"""One round of the shortcut drill on the screen: an action in words, a key, at once right or wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from desktop.base.wording import _
from desktop.training.key_drill import KeyDrill
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.canvas.key_actions import BY_ID, SCOPES
from desktop.views.widgets.canvas.keys import KeyMap, named, shown
from desktop.views.widgets.cards import Frame, clear, column, row
from desktop.views.widgets.charts import ProgressLine
from desktop.views.widgets.chips import chip
from desktop.views.widgets.labels import glyph, line, paragraph

Clock = Callable[[], float]


class KeyDrillView(QFrame):
    """Asks for the keys of some actions; ``clock`` gives seconds. A wrong key is shown the right one, to be pressed."""

    #: The round is over: its outcome.
    finished = Signal(object)

    def __init__(self, keymap: KeyMap, actions: Sequence[str], clock: Clock) -> None:
        super().__init__()
        self.drill = KeyDrill(actions)
        self._keymap, self._clock = keymap, clock
        self._asked_at = clock()
        #: Seconds until the wrong key was pressed; from then on only the right one goes on.
        self._wrong_at: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._count = line("", "quiet")
        self._progress = column()
        self._card = Frame("well", margin=XL, spacing=M)
        self._card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._said: QVBoxLayout = column(spacing=S)
        whole = column(row(self._count, None), self._progress, spacing=M)
        whole.addWidget(self._card, 1)
        whole.addLayout(self._said)
        self.setLayout(whole)
        self._ask()
        self._say(band("accent", _("看动作，按它的键。"), _("按错不要紧：会告诉你，过一会儿再问。")))

    def event(self, event: QEvent) -> bool:
        """Take every key but Escape, before shortcuts and before Tab moves the focus."""
        if isinstance(event, QKeyEvent) and event.key() != Qt.Key.Key_Escape and self.drill.current:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        event.accept()
        chord = named(event)
        if event.isAutoRepeat():
            return
        if not chord:
            if event.text():
                self._say(band("caution", _("这个键认不出来"), _("请关掉输入法，再按一次。不算错。")))
            return
        wanted = BY_ID[self.drill.current]
        pressed = self._keymap.action(event, wanted.scope)
        if pressed == wanted.id:
            self._right()
        else:
            self._wrong(chord, pressed)

    def _right(self) -> None:
        action, key = self.drill.current, self._keymap.chord(self.drill.current)
        if self._wrong_at is None:
            seconds = self._clock() - self._asked_at
            self.drill.answer(right=True, seconds=seconds)
            words = _("{what}，{seconds:.1f} 秒", what=_(BY_ID[action].says), seconds=seconds)
            said = band("good", _("对：{key}", key=key), words)
        else:
            self.drill.answer(right=False, seconds=self._wrong_at)
            said = band("accent", _("就是它：{key}", key=key), _("过一会儿再问一次。"))
        self._wrong_at = None
        if self.drill.current:
            self._ask()
            self._say(said)
        else:
            self.finished.emit(self.drill.outcome())

    def _wrong(self, chord: str, pressed: str) -> None:
        if self._wrong_at is None:
            self._wrong_at = self._clock() - self._asked_at
        key = self._keymap.chord(self.drill.current)
        parts = [_("按一下 {key} 再继续。", key=key)]
        if pressed in BY_ID:
            parts.insert(0, _("{key} 是“{what}”。", key=shown(chord), what=_(BY_ID[pressed].says)))
        self._say(band("bad", _("不对，是 {key}", key=key), "".join(parts)))

    def _ask(self) -> None:
        action = BY_ID[self.drill.current]
        words = paragraph(_(action.says), "page")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        where = _(action.group) if action.scope == "desk" else _(SCOPES[action.scope])
        clear(self._card.body)
        self._card.add(
            None,
            row(None, glyph(action.shown_icon, "accent", 48), None),
            M,
            words,
            row(None, chip(where), None),
            None,
        )
        self._count.setText(
            _("记住了 {done} 个，共 {total} 个", done=self.drill.done, total=self.drill.total)
        )
        clear(self._progress)
        self._progress.addWidget(ProgressLine(self.drill.done, self.drill.total))
        self.setAccessibleName(_(action.says))
        self._asked_at = self._clock()

    def _say(self, said: Frame) -> None:
        clear(self._said)
        said.setFixedHeight(theme().px(80))
        self._said.addWidget(said)
