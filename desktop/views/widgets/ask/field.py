"""The field for something written: several lines, composed in place, told when the hand rests or leaves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from desktop.annotation.replying import written
from desktop.views.theme.current import theme

#: Milliseconds of rest after which what is written becomes a step of its own.
PAUSE = 1500
#: Milliseconds after which a hand that never rests is written down all the same: a power cut takes no more than this.
LONGEST_GO = 4000
#: Lines that the field shows at least and at most.
_LEAST, _MOST = 4, 12
_BREAKS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class WritingField(QPlainTextEdit):
    """Holds at most ``longest`` code points. It has no undo of its own: there is one history for everything.

    What an input method is composing stands in the field but is not yet text: it is neither counted nor told.
    """

    #: The text after a rest, or when the keyboard leaves: to be kept in one step.
    settled = Signal(str)
    #: It changed, by whatever.
    altered = Signal()
    #: Something did not fit in.
    cut_short = Signal()
    #: Esc was pressed.
    left = Signal()
    #: Ctrl+Z or Ctrl+Y was pressed here.
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, says: str, longest: int) -> None:
        super().__init__()
        self._longest = longest
        self._held = ""
        #: What the field makes of what is held: Qt knows one line end and shows no halves of characters.
        self._stands = ""
        self._showing = False
        self._last = (0, 0)
        self.setAccessibleName(says)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self.settle)
        self._go = QTimer(self)
        self._go.setSingleShot(True)
        self._go.setInterval(LONGEST_GO)
        self._go.timeout.connect(self.settle)
        self.document().contentsChange.connect(self._note_place)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def text(self) -> str:
        """Return what is written, line ends as LF, blanks of every kind as they are."""
        return self.document().toRawText().translate(_BREAKS)

    def show_text(self, text: str) -> None:
        """Show what is held. What was typed since and not yet told stays where the same is held as before."""
        if text == self._held and self.text() != text:
            return
        self._held = self._stands = text
        self._rest.stop()
        self._go.stop()
        if self.text() == text:
            return
        self._showing = True
        at = _end_of_change(self.text(), text)
        self.setPlainText(text)
        self._stands = self.text()
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._showing = False
        self.altered.emit()

    def settle(self) -> None:
        """Tell what was written since the last time, if anything was."""
        self._rest.stop()
        self._go.stop()
        if self.text() == self._stands:
            return  # nobody wrote anything: what is held stays as it was, to the last line end
        text = written(self.text(), self._longest)
        # Blanks alone are no reply: they stay in the field, but nothing is held.
        text = text if text.strip() else ""
        if text != self._held:
            self._held, self._stands = text, self.text()
            self.settled.emit(text)

    def put(self, text: str) -> None:
        """Put a text in at the cursor as if it were typed, and tell it."""
        self.insertPlainText(text)
        self.settle()

    def sizeHint(self) -> QSize:
        """Prefer what the lines need."""
        return QSize(theme().px(240), self.height())

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to whoever keeps the history; what was typed is told before."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _turns_back(event)
        ):
            self.settle()
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; ask for undo and redo; hand Ctrl+Enter on; the rest is writing."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.settle()
            self.undo_wanted.emit()
        elif _redoes(event):
            self.settle()
            self.redo_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.settle()
            self.left.emit()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.settle()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell what was written when the keyboard leaves; a menu over the field is no leaving."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell what was written before it goes out of sight."""
        self.settle()
        super().hideEvent(event)

    def _note_place(self, place: int, _removed: int, added: int) -> None:
        self._last = (place, added)

    def _changed(self) -> None:
        if self._showing:
            return
        excess = len(self.text()) - self._longest
        if excess > 0:
            self._take_back(excess)
            return
        self.altered.emit()
        if self.text() != self._held:
            self._rest.start()
            if not self._go.isActive():
                self._go.start()

    def _take_back(self, excess: int) -> None:
        """Take as many code points as are too many from the end of what was put in last."""
        place, added = self._last
        end = min(place + added, self.document().characterCount() - 1)
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        tail = cursor.selectedText()[-excess:]
        cursor.setPosition(max(end - len(tail.encode("utf-16-le")) // 2, 0))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if not cursor.hasSelection():
            return
        cursor.removeSelectedText()
        self.cut_short.emit()

    def _grow(self) -> None:
        """Be as high as the lines, within bounds."""
        step = self.fontMetrics().lineSpacing()
        lines = min(max(round(self.document().size().height()), _LEAST), _MOST)
        frame = 2 * (self.frameWidth() + theme().px(6)) + round(2 * self.document().documentMargin())
        self.setFixedHeight(lines * step + frame)


def _turns_back(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or _redoes(event)


def _redoes(event: QKeyEvent) -> bool:
    """Tell whether a key takes an undo back: the system's own, and Ctrl+Y everywhere, as the tools say."""
    control_y = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control_y or event.matches(QKeySequence.StandardKey.Redo)


def _end_of_change(before: str, after: str) -> int:
    """Return the place in UTF-16 units behind what changed: where a cursor belongs after an undo."""
    tail = 0
    while tail < min(len(before), len(after)) and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return len(after[: len(after) - tail].encode("utf-16-le", "surrogatepass")) // 2
