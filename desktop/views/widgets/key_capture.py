"""The place where a new key is pressed: every key counts, Tab and Enter too; Escape breaks off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.keys import named
from desktop.views.widgets.painting import CENTRE, field, painter_of, say

HIGH = 64


class KeyCapture(QWidget):
    """Waits for one key while it has the focus."""

    #: A key was pressed, as tables write it.
    pressed = Signal(str)
    #: Escape was pressed, or the focus went elsewhere.
    left = Signal()
    #: A key came that cannot be told: an input method holds it back.
    puzzled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("请按新的键，Esc 取消"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the words."""
        return QSize(theme().px(200), theme().px(HIGH))

    def event(self, event: QEvent) -> bool:
        """Take every key before shortcuts and before Tab moves the focus."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._take(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no longer."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dashed field with what to do."""
        painter: QPainter = painter_of(self)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        field(painter, rect, theme().colour("accent_tint"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(rect, 8, 8)
        half = rect.height() / 2
        upper = QRectF(rect.left(), rect.top() + theme().px(6), rect.width(), half - theme().px(4))
        say(painter, upper, _("请按新的键"), role="emphasis", bold=True, token="accent", align=CENTRE)
        lower = QRectF(rect.left(), rect.top() + half, rect.width(), half - theme().px(6))
        say(
            painter,
            lower,
            _("可以带 Ctrl、Shift、Alt；Esc 取消"),
            role="caption",
            token="quiet",
            align=CENTRE,
        )
        painter.end()

    def _take(self, event: QKeyEvent) -> None:
        event.accept()
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif chord := named(event):
            self.pressed.emit(chord)
        elif event.key() in {0, int(Qt.Key.Key_unknown)} or event.text():
            self.puzzled.emit()
