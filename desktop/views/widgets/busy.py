"""A veil over the window while slow work runs: what is being done, and that it moves."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import card, column, row
from desktop.views.widgets.labels import line, paragraph

#: Work shorter than this shows nothing.
PATIENCE = 400


class Busy(QWidget):
    """Takes the clicks while it is there; shows itself only when the work takes a moment."""

    stopped = Signal()

    def __init__(self, parent: QWidget, label: str) -> None:
        super().__init__(parent)
        self.setGeometry(parent.rect())
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.WaitCursor)
        self._moving = QProgressBar()
        self._moving.setRange(0, 0)
        self._moving.setTextVisible(False)
        self._moving.setAccessibleName(label)
        self._told = line("", "quiet")
        self._cancel = button(_("取消"), self._stop)
        self._way_out = [self._told, self._cancel]
        self._box = card(
            paragraph(label, "title"), self._moving, row(self._told, None, self._cancel), margin=XL
        )
        for part in self._way_out:
            part.hide()
        self._box.setFixedWidth(theme().px(360))
        self._box.hide()
        self.setLayout(column(None, row(None, self._box, None), None))
        # A timer of its own, not singleShot: it goes when the veil goes before its time.
        patience = QTimer(self)
        patience.setSingleShot(True)
        patience.timeout.connect(self._box.show)
        patience.start(PATIENCE)
        self.show()
        self.raise_()

    def tell(self, done: int, whole: int) -> None:
        """Show how far the work is; work that tells can be broken off."""
        if whole <= 0 or not self._cancel.isEnabled():
            return
        self._moving.setRange(0, whole)
        self._moving.setValue(done)
        self._told.setText(_("{done} / {whole}", done=done, whole=whole))
        for part in self._way_out:
            part.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Break off with Escape where that is possible."""
        if event.key() == Qt.Key.Key_Escape and self._cancel.isVisible():
            self._stop()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._told.setText(_("正在停下 …"))
        self.stopped.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the page once the box is there."""
        if self._box.isVisible():
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(0, 0, 0, 70))
            painter.end()
